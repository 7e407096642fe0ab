"""Input → output pairs of an exported model, which the engine must reproduce."""

import json
from pathlib import Path

import numpy as np
import onnxruntime

from . import lines, manifest
from .export import example
from .models import MODELS

MOST = 1500  # values of an output that are written down


def pattern(channels: int, high: int, wide: int) -> np.ndarray:
    """A picture that any language can draw: ((x² + 3y² + x·y / 4 + 57c) / 16) mod 256 in whole numbers."""
    c, y, x = np.mgrid[0:channels, 0:high, 0:wide]
    return ((x * x + 3 * y * y + x * y // 4 + 57 * c) // 16 % 256).astype(np.uint8)


def values(model, pixels: np.ndarray) -> np.ndarray:
    """Pixels [c, h, w] under the model's rule, as a batch of one."""
    if model.kind == "line":
        return lines.normalise(pixels)[None]
    return ((pixels.astype(np.float32) - 127.5) / 64)[None]


def pair(model, session, pixels: np.ndarray, drawn: bool) -> dict:
    """One input and what comes of it; of a large output, every so many values."""
    answers = session.run(None, {"picture": values(model, pixels)})
    outputs = {}
    for name, answer in zip(model.outputs, answers):
        flat, stride = answer.ravel(), -(-answer.size // MOST)
        outputs[name] = {"shape": list(answer.shape), "every": stride,
                         "values": [round(float(value), 6) for value in flat[::stride]]}
    source = {"pixels": pixels.tobytes().hex()} if drawn else {"pattern": True}
    made = {"input": {"shape": [1, *pixels.shape], **source}, "outputs": outputs}
    if model.kind == "line":
        made["text"] = lines.read(answers[0], model.alphabet)[0]
    return made


def write(name: str, folder: Path, drawn: list) -> None:
    """The pairs of a model: one pattern, and for line readers some drawn lines with their text."""
    model = MODELS[name]
    path = folder / f"{name}.onnx"
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    shape = example(model).shape[1:] if model.kind != "text" else (1, 96, 160)
    pairs = [pair(model, session, pattern(*shape), drawn=False)]
    for pixels, _, _ in drawn if model.kind == "line" else []:
        wide = pixels.shape[1] // 32 * 32
        pairs.append(pair(model, session, np.ascontiguousarray(pixels[None, :, :wide]), drawn=True))
    (folder / "reference").mkdir(exist_ok=True)
    body = {"file": path.name, "sha256": manifest.digest(path), "tolerance": 1e-3,
            "pattern": "pixel(c, y, x) = ((x*x + 3*y*y + x*y/4 + 57*c) / 16) mod 256, whole numbers; the model's rule after",
            "pairs": pairs}
    (folder / "reference" / f"{name}.json").write_text(json.dumps(body, ensure_ascii=False))
