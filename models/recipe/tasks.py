"""Ties a model to its drawings: where its samples come from, its loss, and its score."""

import itertools
import random
from dataclasses import dataclass, replace
from pathlib import Path

from . import card, cuts, lines, text
from .models import Model
from .stream import Pool, draw, mixed

CARDS, PHOTOS = 0.75, 0.25  # what the text finder is shown
SIZES = {"card": "640x480", "text": "1024x768", "line": "1280x960"}  # of photographs


@dataclass
class Drawings:
    """How to call the drawing program."""

    program: Path
    seed: int = 1

    def command(self, model: Model, what: str, world: str, start: int, count: int) -> list[str]:
        """The words of one call."""
        words = [str(self.program), what, "--world", world, "--seed", str(self.seed), "--start", str(start),
                 "--count", str(count), "--out", "-", "--threads", "1"]
        if what == "photos":
            words += ["--size", SIZES[model.kind]]
        if what == "cards":
            words += ["--width", "1000"]
        return words + (["--script", model.script] if what == "lines" else [])

    def others(self, model: Model, world: str, start: int, count: int) -> list[str]:
        """Lines in scripts that no reader knows."""
        return self.command(replace(model, script="other"), "lines", world, start, count)

    def pool(self, model: Model, what: str, start: int, prepare, severity: float = 1.0) -> Pool:
        """An endless pool of the training world."""
        words = self.command(model, what, "train", start, 0)
        source = draw(words + ["--severity", str(severity)] if severity < 1 else words)
        if model.strays:
            source = mixed(source, draw(self.others(model, "train", start, 0)), model.strays)
        if model.cuts and severity == 1:
            photos = draw(self.command(model, "photos", "train", start, 0))
            source = mixed(source, cuts.lines(photos, model.script, model.squeeze, self.seed + start), model.cuts)
        return Pool(source, prepare, model.pool, model.replay, self.seed + start)

    def held(self, model: Model, what: str, count: int, prepare) -> list:
        """That many prepared samples of the test world, always the same ones."""
        source = draw(self.command(model, what, "test", 0, count))
        if model.strays:
            source = itertools.chain(source, draw(self.others(model, "test", 0, max(count // 20, 1))))
        return [one for truth, pixels in source if (one := prepare(truth, pixels)) is not None]


class Lines:
    """A line reader's task."""

    def __init__(self, model: Model, drawings: Drawings, device):
        self.model, self.drawings, self.device, self.pools = model, drawings, device, []

    def batches(self, start: int, done: int):
        """Endless (count, (pictures, wanted)); mild ones while the reader is young."""
        prepare = lines.prepare(self.model)
        if done < lines.EASY:
            mild = self.drawings.pool(self.model, "lines", start, prepare, lines.MILD)
            self.pools = [mild]
            yield from lines.batches(mild, self.model, lines.EASY - done)
            mild.close()
        pool = self.drawings.pool(self.model, "lines", start + sum(p.drawn for p in self.pools), prepare)
        self.pools.append(pool)
        yield from lines.batches(pool, self.model)

    def loss(self, answer, wanted, done: int):
        """CTC."""
        return lines.loss(answer, wanted, trim=done > lines.EASY)

    def held(self, count: int) -> list:
        """The test world."""
        return self.drawings.held(self.model, "lines", count, lines.prepare(self.model))

    def score(self, net, held: list) -> dict:
        """Exact rates."""
        return lines.score(net, held, self.model, self.device)


class Cards(Lines):
    """The card finder's task."""

    def batches(self, start: int, done: int):
        """Endless (count, (pictures, wanted))."""
        pool = self.drawings.pool(self.model, "photos", start, card.prepare)
        self.pools = [pool]
        return card.batches(pool, self.model.batch, random.Random(start + done))

    def loss(self, answer, wanted, done: int):
        """Heatmaps, mask, offsets, score."""
        return card.loss(answer, wanted)

    def held(self, count: int) -> list:
        """The test world."""
        return self.drawings.held(self.model, "photos", count, card.prepare)

    def score(self, net, held: list) -> dict:
        """Overlap, orientation, refusal."""
        return card.score(net, held, self.device)


class Texts(Lines):
    """The text finder's task."""

    def batches(self, start: int, done: int):
        """Endless (count, (pictures, wanted))."""
        self.pools = [self.drawings.pool(self.model, what, start, text.prepare) for what in ("cards", "photos")]
        return text.batches(self.pools, [CARDS, PHOTOS], self.model.batch, random.Random(start + done))

    def loss(self, answer, wanted, done: int):
        """Cross entropy and dice."""
        return text.loss(answer, wanted)

    def held(self, count: int) -> list:
        """The test world."""
        return self.drawings.held(self.model, "cards", count, text.prepare)

    def score(self, net, held: list) -> dict:
        """Recall and precision."""
        return text.score(net, held, self.device)


def task(model: Model, drawings: Drawings, device):
    """The task of a model."""
    return {"line": Lines, "card": Cards, "text": Texts}[model.kind](model, drawings, device)
