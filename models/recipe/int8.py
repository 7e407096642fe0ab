"""A line reader in 8 bits, tried on the test world: `python -m recipe.int8 mrz` says what is lost and what is won."""

import argparse
import tempfile
import time
from pathlib import Path

import numpy as np
import onnxruntime
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process

from . import lines, tasks
from .models import MODELS, Model

HOME = Path(__file__).resolve().parent.parent
CALIBRATION = 512  # lines; 96 were too few for Latin under glare


class Feed(CalibrationDataReader):
    """Drawn lines of the training world, one at a time."""

    def __init__(self, held: list):
        self.rest = iter(held)

    def get_next(self):
        """The next line as the network's input."""
        line = next(self.rest, None)
        return None if line is None else {"picture": lines.collate([line])[0].numpy()}


def quantise(source: Path, target: Path, held: list) -> None:
    """Static, per channel, weights signed and activations unsigned; the last layer stays in 32 bits."""
    with tempfile.TemporaryDirectory() as folder:
        ready = Path(folder) / "ready.onnx"
        quant_pre_process(str(source), str(ready), skip_symbolic_shape=True)
        quantize_static(str(ready), str(target), Feed(held), quant_format=QuantFormat.QDQ, per_channel=True,
                        activation_type=QuantType.QUInt8, weight_type=QuantType.QInt8, op_types_to_quantize=["Conv"],
                        extra_options={"CalibStridedMinMax": None})


def measure(path: Path, held: list, model: Model, wide: int) -> tuple[dict, float]:
    """Exact rates by stratum, and milliseconds a line at a width."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 2
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    strata: dict[str, list[bool]] = {}
    for line in held:
        answer = session.run(None, {"picture": lines.collate([line])[0].numpy()})[0]
        truth = "".join(model.alphabet[c - 1] for c in line[1])
        for tag in ["all", *line[2]]:
            strata.setdefault(tag, []).append(lines.read(answer, model.alphabet)[0].strip() == truth)
    picture, times = np.random.default_rng(1).normal(size=(1, 1, 32, wide)).astype(np.float32), []
    for _ in range(60):
        began = time.perf_counter()
        session.run(None, {"picture": picture})
        times.append(time.perf_counter() - began)
    return {tag: (float(np.mean(hits)), len(hits)) for tag, hits in sorted(strata.items())}, float(np.median(times)) * 1e3


def main() -> None:
    """Quantise, measure both, and print what a person needs to choose."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", choices=("mrz", "latin", "thai"))
    parser.add_argument("--test", type=int, default=1000)
    parser.add_argument("--synth", type=Path, default=HOME.parent / "target/release/idocr-synth")
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args()
    model, drawings = MODELS[asked.model], tasks.Drawings(asked.synth.resolve())
    prepare = lines.prepare(model)
    some = drawings.pool(model, "lines", 10_000_000, prepare).draw(CALIBRATION)
    target = asked.out or HOME / "work" / f"{model.name}.int8.onnx"
    quantise(HOME / f"{model.name}.onnx", target, some)
    held = drawings.held(model, "lines", asked.test, prepare)
    wide = 608 if model.name == "mrz" else 256
    (before, slow), (after, fast) = (measure(path, held, model, wide) for path in (HOME / f"{model.name}.onnx", target))
    print(f"{slow:.2f} ms → {fast:.2f} ms at width {wide}; {target.stat().st_size} bytes")
    for tag, (rate, count) in before.items():
        print(f"{tag:12} {rate:.3f} → {after[tag][0]:.3f} of {count}")


if __name__ == "__main__":
    main()
