"""A trained network → an ONNX file whose batch, and width where it may vary, are free."""

import os
import warnings
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch

from .models import Model
from .nets import Probable

OPSET = 18


def example(model: Model) -> torch.Tensor:
    """A picture of the size that the model expects."""
    shape = {"line": (2, 1, 32, 256), "card": (2, 3, 320, 320), "text": (2, 1, 416, 640)}[model.kind]
    return torch.randn(shape, generator=torch.Generator().manual_seed(1))


def free(model: Model) -> dict[int, str]:
    """Which axes of the input may vary."""
    return {"line": {0: "n", 3: "w"}, "card": {0: "n"}, "text": {0: "n", 2: "h", 3: "w"}}[model.kind]


def export(model: Model, net: torch.nn.Module, path: Path) -> float:
    """Write the file in one move; the largest difference from PyTorch is returned, and must be small."""
    net = net.eval().float().cpu()
    shipped = net if model.kind == "line" else Probable(net).eval()
    picture = example(model)
    part = path.with_suffix(".part")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        axes = {i: torch.export.Dim.AUTO for i in free(model)}
        program = torch.onnx.export(
            shipped, (picture,), dynamo=True, opset_version=OPSET, verbose=False, external_data=False,
            input_names=["picture"], output_names=list(model.outputs), dynamic_shapes=(axes,), optimize=True,
        )
    program.save(str(part), external_data=False)
    name_axes(part, model)
    difference = compare(shipped, part, picture)
    if difference > 1e-3:
        raise SystemExit(f"{model.name}: the exported file differs from PyTorch by {difference}; it was not installed")
    os.replace(part, path)
    return difference


def name_axes(path: Path, model: Model) -> None:
    """Give the free axes of the input the names that the README uses, and drop the exporter's notes."""
    proto = onnx.load(str(path))
    for axis, name in free(model).items():
        proto.graph.input[0].type.tensor_type.shape.dim[axis].dim_param = name
    del proto.graph.value_info[:]
    del proto.metadata_props[:]
    for node in proto.graph.node:
        del node.metadata_props[:]
        node.doc_string = ""
    onnx.save(proto, str(path))


def compare(shipped: torch.nn.Module, path: Path, picture: torch.Tensor) -> float:
    """The largest difference between PyTorch and ONNX Runtime, at the example's size and at another one."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    worst = 0.0
    for sample in (picture, picture[:1], picture[..., : picture.shape[-1] // 2] if len(free_width(picture)) else picture):
        with torch.no_grad():
            expected = shipped(sample)
        expected = expected if isinstance(expected, tuple) else (expected,)
        for one, other in zip(expected, session.run(None, {"picture": sample.numpy()})):
            worst = max(worst, float(np.abs(one.numpy() - other).max()))
    return worst


def free_width(picture: torch.Tensor) -> tuple[int, ...]:
    """The width axis where it may vary: square pictures belong to the card finder, whose size is fixed."""
    return () if picture.shape[-1] == picture.shape[-2] else (3,)
