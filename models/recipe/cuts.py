"""Drawn photographs → lines as a finder cuts them out: what reaches a reader in the end, its whole way there included."""

import random
from collections.abc import Iterator

import numpy as np
from PIL import Image

from . import geometry

HEIGHT = 32
LOWEST = 6.5  # px of a line in its photograph: nobody reads lower ones
# Where a photograph hides letters a reader must not learn to say them all the same.
HIDING = {"hand", "glare", "overlay", "several"}
LONGEST = 1400
# Two lines in a row, in heights of the higher one and of the lower: farther apart, a finder mostly tells them apart. Of
# those nearer than .6 on drawn cards and photographs it joined 71 of 78, of those up to 1.2, 59 of 188.
WIDEST, LEVEL, LARGER = 1.2, 0.4, 2.2
SHOWN = 3  # times that joined lines are: they are few, and most hold a value


def lines(photos: Iterator, script: str, squeeze: float, seed: int) -> Iterator[tuple[dict, np.ndarray]]:
    """Every line of a script that can be read on the photographs, as (truth, grey pixels [32, w])."""
    rng = random.Random(seed)
    for truth, pixels in photos:
        if HIDING & set(truth.get("tags", [])):
            continue
        photo = Image.fromarray(pixels).convert("L")
        for owner in truth["documents"]:
            for line in [*owner["lines"], *SHOWN * [*joined(owner["lines"])]]:
                cut = strip(photo, np.array(line["quad"], np.float64), squeeze, rng)
                if line["script"] == script and cut is not None:
                    yield {"text": line["text"], "tags": []}, cut


def joined(lines: list[dict]) -> Iterator[dict]:
    """Neighbours in one row, such as a label and its value, as the one line that a finder may take them for."""
    printed = [(line, np.array(line["quad"], np.float64)) for line in lines if line["kind"] == "text"]
    for line, own in printed:
        behind = [(*found, other) for other, its in printed if (found := follows(own, its))]
        if not behind:
            continue
        _, both, other = min(behind, key=lambda found: found[0])
        scripts = {line["script"], other["script"]}
        script = "thai" if scripts == {"thai", "latin"} else scripts.pop() if len(scripts) == 1 else "other"
        yield {"text": f"{line['text']} {other['text']}", "quad": both.tolist(), "script": script}


def follows(own: np.ndarray, its: np.ndarray) -> tuple[float, np.ndarray] | None:
    """How far behind a line another begins in its row, and the quad about both; None where a finder tells them apart."""
    u = (own[1] - own[0]) / max(np.linalg.norm(own[1] - own[0]), 1e-9)
    v = np.array([-u[1], u[0]])
    (left, right, top, foot), (start, end, roof, base) = (
        (min(q @ u), max(q @ u), min(q @ v), max(q @ v)) for q in (own, its))
    low, high = sorted((foot - top, base - roof))
    if not (0 < start - right < WIDEST * high and abs(foot - base) < LEVEL * low and high < LARGER * low):
        return None
    roof, base = min(top, roof), max(foot, base)
    corners = [(left, roof), (end, roof), (end, base), (left, base)]
    return start - right, np.array([x * u + y * v for x, y in corners])


def strip(photo: Image.Image, quad: np.ndarray, squeeze: float, rng: random.Random) -> np.ndarray | None:
    """A line's quad, off by as much as a finder is, made flat; None where it is too small or not all in the picture."""
    tall = geometry.heights(quad)
    if tall < LOWEST or (quad < 0).any() or (quad > np.array(photo.size)).any():
        return None
    quad = astray(quad, tall, rng)
    wide, tall = geometry.sides(quad)
    width = round(wide / max(tall, 1.0) * HEIGHT * squeeze)
    if not 8 <= width <= LONGEST:
        return None
    finer = min(max(round(tall / HEIGHT), 1), 3)
    (a, b, c, d) = quad.tolist()
    flat = photo.transform((width * finer, HEIGHT * finer), Image.Transform.QUAD, [*a, *d, *c, *b],
                           Image.Resampling.BILINEAR)
    return np.asarray(flat.reduce(finer) if finer > 1 else flat)


def astray(quad: np.ndarray, tall: float, rng: random.Random) -> np.ndarray:
    """A quad with a reader's margins, as found: each side a little off, each corner too."""
    along = (quad[1] - quad[0] + quad[2] - quad[3]) / 2
    down = (quad[3] - quad[0] + quad[2] - quad[1]) / 2
    u, v = along / max(np.linalg.norm(along), 1e-9) * tall, down / max(np.linalg.norm(down), 1e-9) * tall
    over, under = (max(rng.gauss(0.22, 0.12), -0.06) for _ in range(2))
    before, after = (max(rng.gauss(0.2, 0.15), -0.05) for _ in range(2))
    shaken = np.array([[rng.gauss(0, 0.03) for _ in range(2)] for _ in range(4)]) * tall
    return quad + shaken + np.array([-before * u - over * v, after * u - over * v, after * u + under * v,
                                     -before * u + under * v])
