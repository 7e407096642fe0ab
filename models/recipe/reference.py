"""Input → output pairs of an exported model, which the engine must reproduce."""

import json
from pathlib import Path

import numpy as np
import onnxruntime

from . import lines
from .models import MODELS, Model

SHAPES = {"line": (1, 32, 64), "card": (3, 320, 320), "text": (1, 64, 96)}


def pattern(channels: int, high: int, wide: int) -> np.ndarray:
    """A bright slanted sheet with dark strokes on an empty ground, in few different values so that it packs small."""
    c, y, x = np.mgrid[0:channels, 0:high, 0:wide]
    sheet = (abs(x + y // 8 - wide // 2) < wide * 3 // 8) & (abs(y - high // 2) < high // 4)
    strokes = (x // 3 + y // 12) % 3 == 0
    return (sheet * (1 - 2 * strokes * (y % 12 < 8)) * (1 + c % 2)).astype(np.float32)


def pair(model: Model, session, picture: np.ndarray) -> dict:
    """One input and all that comes of it."""
    answers = session.run(None, {"picture": picture})
    outputs = [{"name": name, "shape": list(answer.shape), "data": [round(float(v), 5) for v in answer.ravel()]}
               for name, answer in zip(model.outputs, answers)]
    data = [int(v) if v == int(v) else round(float(v), 5) for v in picture.ravel()]
    made = {"model": model.name, "input": {"shape": list(picture.shape), "data": data}, "outputs": outputs}
    if model.kind == "line":
        made["text"] = lines.read(answers[0], model.alphabet)[0]
    return made


def write(name: str, folder: Path, drawn: list) -> None:
    """The pairs of a model: one pattern, and for line readers a few drawn lines with what they read as."""
    model = MODELS[name]
    session = onnxruntime.InferenceSession(str(folder / f"{name}.onnx"), providers=["CPUExecutionProvider"])
    pairs = [pair(model, session, pattern(*SHAPES[model.kind])[None])]
    for pixels, _, _ in drawn if model.kind == "line" else []:
        wide = pixels.shape[1] // 32 * 32
        values = lines.normalise(pixels[:, :wide]).round(5)[None, None]
        pairs.append(pair(model, session, values))
    (folder / "reference").mkdir(exist_ok=True)
    (folder / "reference" / f"{name}.json").write_text(json.dumps(pairs, ensure_ascii=False, separators=(",", ":")))
