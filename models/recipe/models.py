"""What is trained: one row a model, with everything that the loop, the export and the manifest ask of it."""

from collections.abc import Callable
from dataclasses import dataclass

from torch import nn

from . import alphabets, nets


@dataclass(frozen=True)
class Model:
    """One model: its network, what it eats, and how long it is trained."""

    name: str
    build: Callable[[], nn.Module]
    kind: str  # "line", "card" or "text"
    stream: str  # the drawing command's first argument
    script: str | None
    alphabet: str
    batch: int
    target: int  # samples
    clip: float
    pool: int  # drawn samples held in memory
    replay: float  # times that a drawn sample is trained on
    lr: float = 1.5e-3
    strays: float = 0.0  # share of lines in other scripts, which must read as nothing
    squeeze: float = 1.0  # of a line's width at the reader's height
    cuts: float = 0.0  # lines cut out of drawn photographs, to one drawn alone
    outputs: tuple[str, ...] = ("log_probs",)


CARD_OUTPUTS = ("corners", "mask", "centre", "offsets", "score")

MODELS = {
    model.name: model
    for model in (
        Model("mrz", lambda: nets.LineNet(len(alphabets.MRZ), (20, 40, 72, 112), 144), "line", "lines", "mrz",
              alphabets.MRZ, 16, 1_000_000, 2.0, 20_000, 2.5, strays=0.02, squeeze=0.75, cuts=0.34),
        Model("latin", lambda: nets.LineNet(len(alphabets.LATIN), (24, 48, 96, 160), 256), "line", "lines", "latin",
              alphabets.LATIN, 32, 3_000_000, 4.0, 40_000, 2.5, strays=0.05, cuts=1.0),
        Model("thai", lambda: nets.LineNet(len(alphabets.THAI), (24, 48, 96, 144), 224), "line", "lines", "thai",
              alphabets.THAI, 32, 600_000, 4.0, 20_000, 2.5, strays=0.05, cuts=0.34),
        Model("card", nets.CardNet, "card", "photos", None, "", 16, 150_000, 4.0, 6_000, 4.0, outputs=CARD_OUTPUTS),
        Model("text", nets.TextNet, "text", "cards", None, "", 8, 100_000, 4.0, 2_000, 5.0, outputs=("maps",)),
    )
}
