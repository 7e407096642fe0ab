"""Blend checkpoints of one training: `python -m recipe.blend latin 0.35 new.pt 0.25 old.pt …` writes the mean of their weights.

Weights that one training passed at different times lie in one valley, and their mean reads better than each of them: it is
less of the last lines' luck. The first checkpoint lends its counts and moments, from which a training goes on.
"""

import argparse
from pathlib import Path

import torch

from . import loop
from .models import MODELS

HOME = Path(__file__).resolve().parent.parent


def blend(parts: list[tuple[float, dict]]) -> dict:
    """The mean of networks' weights, each with its share; what is no number stays the first one's."""
    whole = sum(share for share, _ in parts)
    first = parts[0][1]
    return {name: sum(share / whole * weights[name] for share, weights in parts) if value.is_floating_point() else value
            for name, value in first.items()}


def main() -> None:
    """Read, blend, write in one move."""
    parser = argparse.ArgumentParser(prog="python -m recipe.blend", description=__doc__.splitlines()[0])
    parser.add_argument("model", choices=tuple(MODELS))
    parser.add_argument("parts", nargs="+", help="a share and a checkpoint, and so on")
    asked = parser.parse_args()
    try:
        pairs = [(float(share), torch.load(path, map_location="cpu", weights_only=True))
                 for share, path in zip(asked.parts[::2], asked.parts[1::2], strict=True)]
        weights = blend([(share, kept["average"]) for share, kept in pairs])
    except Exception as failure:
        raise SystemExit(f"these cannot be blended ({failure}): name a share and a checkpoint of the same network, "
                         "and so on, such as 0.5 new.pt 0.5 old.pt") from failure
    path = HOME / "checkpoints" / f"{asked.model}.pt"
    loop.write(pairs[0][1] | {"average": weights}, path)
    print(f"{path.name}: {' + '.join(asked.parts)}; score it with `python -m recipe {asked.model} --score-only`")


if __name__ == "__main__":
    main()
