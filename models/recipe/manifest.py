"""The manifest: one row a model, rewritten whole and in one move."""

import contextlib
import fcntl
import hashlib
import json
import os
import subprocess
import tomllib
from pathlib import Path

from .export import example, free
from .models import MODELS, Model

ORDER = list(MODELS)


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def commit(folder: Path) -> str:
    """The commit that last touched the recipe."""
    words = ["git", "-C", str(folder), "log", "-1", "--format=%h", "--", "recipe"]
    return subprocess.run(words, capture_output=True, text=True, check=False).stdout.strip() or "unknown"


def row(model: Model, path: Path, samples: int, scores: dict) -> dict:
    """What is known of one model."""
    shape = [0 if axis in free(model) else size for axis, size in enumerate(example(model).shape)]
    line = model.kind == "line"
    return {
        "name": model.name, "file": path.name, "sha256": digest(path), "bytes": path.stat().st_size,
        "input": "picture", "shape": shape, "outputs": list(model.outputs),
        "normalise": "line" if line else "fixed", "mean": 0.0 if line else 127.5, "std": 4.0 if line else 64.0,
        "squeeze": model.squeeze, "alphabet": model.alphabet,
        "samples": samples, "recipe": commit(path.parent),
        "score": {name: round(value, 4) for name, (value, _) in scores.items()},
        "of": {name: count for name, (_, count) in scores.items()},
    }


def render(rows: list[dict]) -> str:
    """The manifest as TOML."""
    parts = ["# Written by the recipe: one row a model. Shape: 0 is free. `score` and `of` (its denominators) are on the\n"
             "# test world, which shares no design, no font and no text with the training world.\n"
             "# normalise: line = (x - mean of the line) / (std of the line + 4); fixed = (x - mean) / std.\n"]
    for one in sorted(rows, key=lambda one: ORDER.index(one["name"])):
        tables = {key: value for key, value in one.items() if isinstance(value, dict)}
        parts.append("\n[[model]]\n" + "".join(f"{k} = {json.dumps(v, ensure_ascii=False)}\n" for k, v in one.items()
                                              if k not in tables))
        for key, table in tables.items():
            inner = ", ".join(f"{json.dumps(k, ensure_ascii=False)} = {json.dumps(v)}" for k, v in table.items())
            parts.append(f"{key} = {{ {inner} }}\n")
    return "".join(parts)


@contextlib.contextmanager
def locked(path: Path):
    """Two trainings may end at once; the manifest is written by one at a time."""
    with open(path.parent / "work" / "manifest.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def install(path: Path, new: dict) -> None:
    """Put a model's row in the place of its old one."""
    with locked(path):
        rows = tomllib.loads(path.read_text())["model"] if path.exists() else []
        rows = [one for one in rows if one["name"] != new["name"]] + [new]
        part = path.with_suffix(".part")
        part.write_text(render(rows))
        tomllib.loads(part.read_text())
        os.replace(part, path)
