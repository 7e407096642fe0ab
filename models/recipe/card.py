"""Photos of cards → what the card finder must say, and what it says → quads."""

import random

import numpy as np
import torch
from PIL import Image, ImageDraw
from torch.nn import functional as F

from . import geometry

SIDE, INNER, STRIDE = 320, 272, 4
CELLS = SIDE // STRIDE
KEPT = 512  # px of the longest side that is held in memory
SPREAD = 1.5  # cells: σ of a corner's bump
PEAK, CORNER_PEAK, WINDOW = 0.3, 0.2, 6.0


def prepare(truth: dict, pixels: np.ndarray):
    """A drawn photo shrunk to what is kept, with its documents' quads."""
    photo = Image.fromarray(pixels)
    scale = KEPT / max(photo.size)
    if scale < 1:
        photo = photo.resize((max(round(photo.width * scale), 1), max(round(photo.height * scale), 1)),
                             Image.Resampling.BILINEAR, reducing_gap=2.0)
    scales = np.array([photo.width / truth["w"], photo.height / truth["h"]])
    quads = [np.array(document["quad"], np.float64) * scales for document in truth["documents"]]
    return np.asarray(photo), quads, truth.get("tags", [])


def letterbox(photo: Image.Image, box=None) -> tuple[np.ndarray, np.ndarray]:
    """The part of a photo as the network wants it, [320, 320, 3], and the move from photo to input."""
    box = box or (0.0, 0.0, float(photo.width), float(photo.height))
    wide, high = box[2] - box[0], box[3] - box[1]
    scale = INNER / max(wide, high)
    size = (max(round(wide * scale), 1), max(round(high * scale), 1))
    left, top = (SIDE - size[0]) // 2, (SIDE - size[1]) // 2
    sheet = np.full((SIDE, SIDE, 3), 127.5, np.float32)
    sheet[top : top + size[1], left : left + size[0]] = photo.resize(size, Image.Resampling.BILINEAR, box=box)
    x, y = size[0] / wide, size[1] / high
    return sheet, np.array([[x, 0, left - box[0] * x], [0, y, top - box[1] * y]])


def normalise(sheet: np.ndarray) -> np.ndarray:
    """[h, w, 3] pixels → [3, h, w] values."""
    return ((sheet - 127.5) / 64).transpose(2, 0, 1).astype(np.float32)


def cropped(photo: Image.Image, quads: list, rng: random.Random):
    """Now and then a tighter view, down to a scan that ends at the document's edge."""
    whole = (0.0, 0.0, float(photo.width), float(photo.height))
    if not quads or rng.random() < 0.5:
        return whole
    points = np.concatenate(quads)
    low, high = points.min(0), points.max(0)
    slack = (high - low).max() * rng.choice((0.0, 0.02, 0.1, 0.3))
    jitter = lambda: rng.uniform(-0.015, 1.0) * slack if slack else rng.uniform(-0.02, 0.01) * (high - low).max()
    box = (max(low[0] - jitter(), 0.0), max(low[1] - jitter(), 0.0),
           min(high[0] + jitter(), whole[2]), min(high[1] + jitter(), whole[3]))
    return box if box[2] - box[0] > 32 and box[3] - box[1] > 32 else whole


def coloured(sheet: np.ndarray, rng: random.Random) -> np.ndarray:
    """Other light: grey, tinted, brighter, flatter; the padding stays as it is."""
    padding = np.all(sheet == 127.5, axis=2, keepdims=True)
    if rng.random() < 0.25:
        sheet = np.repeat(sheet @ np.array([[0.299], [0.587], [0.114]], np.float32), 3, axis=2)
    gain = np.array([rng.uniform(0.75, 1.25) * rng.uniform(0.93, 1.07) for _ in range(3)], np.float32)
    sheet = np.clip((sheet - 127.5) * gain + 127.5 + rng.uniform(-25, 25), 0, 255)
    return np.where(padding, 127.5, sheet)


def view(held, rng: random.Random):
    """A varied view of a held photo: input values, and the quads in input pixels."""
    pixels, quads, _ = held
    photo = Image.fromarray(pixels)
    turns = rng.choice((0, 0, 0, 0, 1, 2, 3))
    sheet, move = letterbox(photo, cropped(photo, quads, rng))
    quads = [geometry.move(quad, move) for quad in quads]
    for _ in range(turns):  # a quarter turn against the clock: (x, y) → (y, side − x)
        sheet = np.rot90(sheet)
        quads = [np.stack([quad[:, 1], SIDE - quad[:, 0]], 1) for quad in quads]
    return normalise(coloured(sheet, rng)), quads


def targets(quads: list) -> dict[str, np.ndarray]:
    """The maps that a perfect network would answer, in cells."""
    rows, columns = np.mgrid[0:CELLS, 0:CELLS] + 0.5
    corners, centre = np.zeros((4, CELLS, CELLS), np.float32), np.zeros((1, CELLS, CELLS), np.float32)
    mask, offsets = np.zeros((1, CELLS, CELLS), np.float32), np.zeros((8, CELLS, CELLS), np.float32)
    weight = np.zeros((1, CELLS, CELLS), np.float32)
    for quad in quads:
        cells = quad / STRIDE
        for bump, (x, y) in zip(corners, cells):
            np.maximum(bump, np.exp(-((columns - x) ** 2 + (rows - y) ** 2) / (2 * SPREAD**2)), out=bump)
        x, y = geometry.crossing(cells)
        spread = max(1.5, 0.06 * abs(geometry.area(cells)) ** 0.5)
        bump = np.exp(-((columns - x) ** 2 + (rows - y) ** 2) / (2 * spread**2))
        np.maximum(centre[0], bump, out=centre[0])
        drawn = Image.new("L", (CELLS * 4, CELLS * 4))
        ImageDraw.Draw(drawn).polygon([tuple(point) for point in cells * 4], fill=1)
        inside = np.asarray(drawn).reshape(CELLS, 4, CELLS, 4).mean((1, 3), dtype=np.float32)
        np.maximum(mask[0], inside, out=mask[0])
        mine = inside > 0.5
        for k, (x, y) in enumerate(cells):
            offsets[2 * k][mine] = ((x - columns) / CELLS)[mine]
            offsets[2 * k + 1][mine] = ((y - rows) / CELLS)[mine]
        weight[0][mine] = (0.2 + bump[mine]) / (0.2 + bump[mine]).sum()
    return {"corners": corners, "mask": mask, "centre": centre, "offsets": offsets, "weight": weight,
            "score": np.float32(bool(quads))}


def batches(pool, size: int, rng: random.Random):
    """Endless batches of varied views with their targets."""
    while True:
        views = [view(held, rng) for held in pool.draw(size)]
        wanted = [targets(quads) for _, quads in views]
        batch = {key: torch.from_numpy(np.stack([one[key] for one in wanted])) for key in wanted[0]}
        yield size, (torch.from_numpy(np.stack([values for values, _ in views])), batch)


def bumps(logits, wanted) -> torch.Tensor:
    """Cross entropy to soft bumps, with the bumps weighing as much as the plain; its floor taken off."""
    each = F.binary_cross_entropy_with_logits(logits, wanted, reduction="none")
    floor = F.binary_cross_entropy(wanted, wanted, reduction="none")
    weight = 1 + 12 * wanted
    return ((each - floor) * weight).sum((2, 3)).mean() / 50


def loss(answer, wanted) -> torch.Tensor:
    """One number of five answers."""
    corners, mask, centre, offsets, score = answer
    far = F.smooth_l1_loss(offsets, wanted["offsets"], reduction="none", beta=0.02)
    return (
        bumps(corners, wanted["corners"])
        + bumps(centre, wanted["centre"])
        + F.binary_cross_entropy_with_logits(mask, wanted["mask"])
        + (far * wanted["weight"]).sum((1, 2, 3)).mean() * 12
        + F.binary_cross_entropy_with_logits(score, wanted["score"]) * 3
    )


def refined(heat: np.ndarray, rough: np.ndarray) -> tuple[np.ndarray, float]:
    """A corner's place in cells: the centroid about the highest cell near the rough place."""
    rows, columns = np.mgrid[0:CELLS, 0:CELLS] + 0.5
    near = np.hypot(columns - rough[0], rows - rough[1]) < WINDOW
    if not near.any():
        return rough, 0.0
    at = np.argmax(np.where(near, heat, -1.0))
    row, column = divmod(int(at), CELLS)
    peak = float(heat[row, column])
    if peak < CORNER_PEAK:
        return rough, peak
    some = np.s_[max(row - 2, 0) : row + 3, max(column - 2, 0) : column + 3]
    weight = heat[some]
    return np.array([(weight * columns[some]).sum(), (weight * rows[some]).sum()]) / weight.sum(), peak


def decode(corners, mask, centre, offsets) -> list[tuple[np.ndarray, float]]:
    """(quad in input pixels, confidence) of each document of one picture, as README.md describes."""
    del mask
    heat = centre[0]
    padded = np.pad(heat, 1)
    highest = np.max([padded[i : i + CELLS, j : j + CELLS] for i in range(3) for j in range(3)], axis=0)
    found = []
    for row, column in zip(*np.nonzero((heat == highest) & (heat > PEAK))):
        some = np.s_[max(row - 1, 0) : row + 2, max(column - 1, 0) : column + 2]
        rows, columns = np.mgrid[some] + 0.5
        rough = [(float((offsets[2 * k][some] * CELLS + columns).mean()),
                  float((offsets[2 * k + 1][some] * CELLS + rows).mean())) for k in range(4)]
        fine = [refined(bump, np.array(place)) for bump, place in zip(corners, rough)]
        quad = np.array([place for place, _ in fine]) * STRIDE
        found.append((quad, float(heat[row, column]) * float(np.mean([peak for _, peak in fine]))))
    return sorted(found, key=lambda one: -one[1])


@torch.no_grad()
def answer(net, held: list, device) -> list:
    """(found quads, document probability, true quads) for each held photo, whole and unvaried."""
    results = []
    for at in range(0, len(held), 16):
        some = held[at : at + 16]
        sheets = [letterbox(Image.fromarray(pixels)) for pixels, _, _ in some]
        pictures = torch.from_numpy(np.stack([normalise(sheet) for sheet, _ in sheets])).to(device)
        maps = [one.float().cpu() for one in net(pictures)]
        corners, mask, centre, offsets, score = (
            (one if i == 3 else one.sigmoid()).numpy() for i, one in enumerate(maps))
        for i, (_, quads, _) in enumerate(some):
            truth = [geometry.move(quad, sheets[i][1]) for quad in quads]
            results.append((decode(corners[i], mask[i], centre[i], offsets[i]), float(score[i]), truth))
    return results


def best(found: list, truth: np.ndarray) -> tuple[float, bool]:
    """The overlap of the nearest found quad with a true one, and whether it is turned the right way."""
    overlaps = [geometry.overlap(quad, truth) for quad, _ in found] or [0.0]
    at = int(np.argmax(overlaps))
    if overlaps[at] <= 0.5:
        return overlaps[at], False
    gaps = [np.linalg.norm(np.roll(found[at][0], turn, 0) - truth) for turn in range(4)]
    return overlaps[at], int(np.argmin(gaps)) == 0


def score(net, held: list, device) -> dict[str, tuple[float, int]]:
    """Overlap, orientation and refusal, each with its denominator."""
    overlaps, upright, refused, extra, strata = [], [], [], [], {}
    for (found, probability, truths), (_, _, tags) in zip(answer(net, held, device), held):
        if not truths:
            refused.append(probability < 0.5 or not found)
            continue
        extra.append(len(found) > len(truths))
        for truth in truths:
            iou, right = best(found, truth)
            overlaps.append(iou)
            if iou > 0.5:
                upright.append(right)
            for tag in tags:
                strata.setdefault(f"iou≥.9 {tag}", []).append(iou >= 0.9)
    rates = {"mean iou": overlaps, "iou≥.9": [iou >= 0.9 for iou in overlaps], "upright": upright,
             "refused": refused, "extra found": extra} | dict(sorted(strata.items()))
    return {name: (float(np.mean(values)) if values else 0.0, len(values)) for name, values in rates.items()}
