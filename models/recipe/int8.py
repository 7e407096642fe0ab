"""A model in 8 bits: `python -m recipe.int8 latin` says what is lost and won, `--install` takes it."""

import argparse
import tempfile
import time
import tomllib
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process
from PIL import Image

from . import card, lines, manifest, reference, tasks, text
from .models import MODELS, Model

HOME = Path(__file__).resolve().parent.parent
CALIBRATION = {"line": 512, "text": 48, "card": 192}  # 96 lines were too few for Latin under glare
WIDE = 800  # of a card, where the text finder is calibrated
LAYERS = ("Conv", "MatMul", "Gemm")
BETWEEN = {"line": ["Relu", "MaxPool"], "text": ["Relu", "Add", "Resize"], "card": ["Relu", "Add", "Resize"]}
LINEAR = "offsets"  # the only output of a finder that is no probability


class Feed(CalibrationDataReader):
    """Pictures of the training world, one at a time."""

    def __init__(self, pictures: list):
        self.rest = iter(pictures)

    def get_next(self):
        """The next picture as the network's input."""
        picture = next(self.rest, None)
        return None if picture is None else {"picture": picture}


class Net:
    """An ONNX file that answers as the trained network does."""

    def __init__(self, path: Path):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self.names = [output.name for output in self.session.get_outputs()]

    def __call__(self, pictures: torch.Tensor) -> torch.Tensor | list[torch.Tensor]:
        answers = map(torch.from_numpy, self.session.run(None, {"picture": pictures.numpy()}))
        if self.names == ["log_probs"]:
            return next(answers)
        # A finder ships with its last step, from logits to probabilities, which the scores take themselves.
        logits = [one if name == LINEAR else one.logit(1e-7) for name, one in zip(self.names, answers)]
        return logits if len(logits) > 1 else logits[0]

    def milliseconds(self, shape: tuple[int, ...]) -> float:
        """Processor time of one run."""
        picture, times = torch.randn(shape, generator=torch.Generator().manual_seed(1)), []
        for _ in range(40):
            began = time.process_time()
            self.session.run(None, {"picture": picture.numpy()})
            times.append(time.process_time() - began)
        return float(np.median(times)) * 1e3


def pictures(model: Model, drawings: tasks.Drawings) -> list[np.ndarray]:
    """What the activations' ranges are measured on."""
    count = CALIBRATION[model.kind]
    if model.kind == "line":
        held = drawings.pool(model, "lines", 10_000_000, lines.prepare(model)).draw(count)
        return [lines.collate([one])[0].numpy() for one in held]
    if model.kind == "card":
        held = drawings.pool(model, "photos", 10_000_000, card.prepare).draw(count)
        return [card.letterbox(Image.fromarray(pixels))[0][None] for pixels, _, _ in held]
    seen = []

    def keep(picture: torch.Tensor) -> torch.Tensor:
        seen.append(picture.numpy())
        return torch.zeros(1, 4, picture.shape[2] // 2, picture.shape[3] // 2)

    for one in drawings.pool(model, "cards", 10_000_000, text.prepare).draw(count):
        text.maps_of(keep, one, torch.device("cpu"), WIDE)
    return seen


def quantise(source: Path, target: Path, some: list[np.ndarray], between: list[str]) -> None:
    """Static, per channel, activations unsigned; weights signed and in 7 bits, so that no processor saturates.

    What stands between the layers goes along, or half of the time won is lost in steps to 32 bits and back. The
    last layers and what follows stay in 32 bits: their answers are compared with thresholds. So does the first
    layer: with one channel to read it has too little to multiply, and is four times faster in 32 bits. The ranges
    are what pictures reach on average, not what one of them reached: the widest cost `latin` 1.5 lines of 100.
    """
    with tempfile.TemporaryDirectory() as folder:
        ready = Path(folder) / "ready.onnx"
        quant_pre_process(str(source), str(ready), skip_symbolic_shape=True)
        graph = onnx.load(str(ready)).graph
        first = next(node.name for node in graph.node if node.op_type in LAYERS)
        quantize_static(str(ready), str(target), Feed(some), quant_format=QuantFormat.QDQ, per_channel=True,
                        reduce_range=True, activation_type=QuantType.QUInt8, weight_type=QuantType.QInt8,
                        op_types_to_quantize=["Conv", *between], nodes_to_exclude=[first, *ends(graph)],
                        extra_options={"CalibMovingAverage": True})


def ends(graph: onnx.GraphProto) -> set[str]:
    """The last layers before the outputs, and every step after them."""
    makers = {name: node for node in graph.node for name in node.output}
    found, ahead = set(), [output.name for output in graph.output]
    while ahead:
        node = makers.get(ahead.pop())
        if node is not None and node.name not in found:
            found.add(node.name)
            ahead += [] if node.op_type in LAYERS else node.input
    return found


def install(model: Model, path: Path, scores: dict, held: list) -> None:
    """The 8-bit file in the place of the other; its row says so and keeps the count of samples."""
    home = HOME / f"{model.name}.onnx"
    rows = tomllib.loads((HOME / "manifest.toml").read_text())["model"]
    samples = next(row["samples"] for row in rows if row["name"] == model.name)
    home.write_bytes(path.read_bytes())
    manifest.install(HOME / "manifest.toml", {**manifest.row(model, home, samples, scores), "precision": "int8"})
    reference.write(model.name, HOME, held[:4])


def main() -> None:
    """Quantise, measure both, and print what a person needs to choose."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", choices=sorted(MODELS))
    parser.add_argument("--test", type=int, default=1000)
    parser.add_argument("--synth", type=Path, default=HOME.parent / "target/release/idocr-synth")
    parser.add_argument("--install", action="store_true", help="take the 8-bit model")
    asked = parser.parse_args()
    model, drawings = MODELS[asked.model], tasks.Drawings(asked.synth.resolve())
    task = tasks.task(model, drawings, torch.device("cpu"))
    source, target = HOME / f"{model.name}.onnx", HOME / "work" / f"{model.name}.int8.onnx"
    quantise(source, target, pictures(model, drawings), BETWEEN[model.kind])
    held = task.held(asked.test)
    line = (1, 1, 32, 608 if model.name == "mrz" else 256)
    shape = {"line": line, "text": (1, 1, 576, 832), "card": (1, 3, 320, 320)}[model.kind]
    before, after = Net(source), Net(target)
    lost, kept = task.score(before, held), task.score(after, held)
    print(f"{before.milliseconds(shape):.2f} → {after.milliseconds(shape):.2f} ms of one core at {shape}; "
          f"{source.stat().st_size} → {target.stat().st_size} bytes")
    for name, (rate, count) in lost.items():
        print(f"{name:18} {rate:.4f} → {kept[name][0]:.4f} of {count}")
    if asked.install:
        install(model, target, kept, held)


if __name__ == "__main__":
    main()
