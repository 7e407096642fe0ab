"""Photos of cards → what the card finder must say, and what it says → quads."""

import itertools
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
PEAK, CORNER_PEAK = 0.3, 0.15
ASTRAY = 0.15  # of a document's diagonal: σ of a rough corner's place
OFFERED, SILENT = 4, 0.02  # bumps a corner that are weighed; the weight of a rough corner without a bump
SLACK, SAME = 0.2, 0.4  # of the longest side, about a second look; of the shorter, between both looks' middles


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


def shrunk(photo: Image.Image, box) -> tuple[Image.Image, tuple[int, int], np.ndarray]:
    """A part of a photo at the network's size, where it is pasted, and the move from photo to input."""
    wide, high = box[2] - box[0], box[3] - box[1]
    scale = INNER / max(wide, high)
    size = (max(round(wide * scale), 1), max(round(high * scale), 1))
    left, top = (SIDE - size[0]) // 2, (SIDE - size[1]) // 2
    x, y = size[0] / wide, size[1] / high
    move = np.array([[x, 0, left - box[0] * x], [0, y, top - box[1] * y]])
    return photo.resize(size, Image.Resampling.BILINEAR, box=box), (left, top), move


def pasted(picture: Image.Image, at: tuple[int, int]) -> np.ndarray:
    """The values [3, 320, 320] of a picture in the middle of nothing."""
    sheet = np.zeros((3, SIDE, SIDE), np.float32)
    values = (np.asarray(picture, np.float32) - 127.5) * (1 / 64)
    sheet[:, at[1] : at[1] + picture.height, at[0] : at[0] + picture.width] = values.transpose(2, 0, 1)
    return sheet


def letterbox(photo: Image.Image, box=None) -> tuple[np.ndarray, np.ndarray]:
    """The part of a photo as the network wants it, [3, 320, 320], and the move from photo to input."""
    picture, at, move = shrunk(photo, box or (0.0, 0.0, float(photo.width), float(photo.height)))
    return pasted(picture, at), move


def cropped(photo: Image.Image, quads: list, rng: random.Random):
    """Now and then a tighter view, of all documents or one, down to a scan that ends at the document's edge."""
    whole = (0.0, 0.0, float(photo.width), float(photo.height))
    if not quads or rng.random() < 0.45:
        return whole
    points = np.concatenate(quads if rng.random() < 0.5 else [rng.choice(quads)])
    low, high = points.min(0), points.max(0)
    slack = (high - low).max() * rng.choice((0.0, 0.02, 0.1, 0.3))
    jitter = lambda: rng.uniform(-0.015, 1.0) * slack if slack else rng.uniform(-0.02, 0.01) * (high - low).max()
    box = (max(low[0] - jitter(), 0.0), max(low[1] - jitter(), 0.0),
           min(high[0] + jitter(), whole[2]), min(high[1] + jitter(), whole[3]))
    return box if box[2] - box[0] > 32 and box[3] - box[1] > 32 else whole


def leant(photo: Image.Image, quads: list, rng: random.Random):
    """The photo turned about by any angle, on a sheet of its mean colour."""
    angle = rng.gauss(0, 15) if rng.random() < 0.6 else rng.uniform(-180, 180)
    mean = tuple(round(value) for value in np.asarray(photo.resize((1, 1), Image.Resampling.BOX))[0, 0].tolist())
    turned = photo.rotate(angle, Image.Resampling.BILINEAR, expand=True, fillcolor=mean)
    cos, sin = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    linear = np.array([[cos, sin], [-sin, cos]])
    before, after = np.array(photo.size) / 2, np.array(turned.size) / 2
    return turned, [geometry.move(quad, np.concatenate([linear, (after - linear @ before)[:, None]], 1)) for quad in quads]


def coloured(picture: Image.Image, rng: random.Random) -> Image.Image:
    """Other light: grey, tinted, brighter, flatter."""
    if rng.random() < 0.25:
        picture = picture.convert("L").convert("RGB")
    steps, lift, gain = np.arange(256) - 127.5, 127.5 + rng.uniform(-25, 25), rng.uniform(0.75, 1.25)
    curves = [np.clip(steps * gain * rng.uniform(0.93, 1.07) + lift, 0, 255) for _ in range(3)]
    return picture.point(np.concatenate(curves).round().astype(int).tolist())


def view(held, rng: random.Random):
    """A varied view of a held photo: input values, and the quads in input pixels."""
    pixels, quads, _ = held
    photo = Image.fromarray(pixels)
    if rng.random() < 0.35:
        photo, quads = leant(photo, quads, rng)
    turns = rng.choice((0, 0, 0, 0, 1, 2, 3))
    picture, at, move = shrunk(photo, cropped(photo, quads, rng))
    sheet = pasted(coloured(picture, rng), at)
    quads = [geometry.move(quad, move) for quad in quads]
    for _ in range(turns):  # a quarter turn against the clock: (x, y) → (y, side − x)
        sheet = np.rot90(sheet, axes=(1, 2))
        quads = [np.stack([quad[:, 1], SIDE - quad[:, 0]], 1) for quad in quads]
    return np.ascontiguousarray(sheet), quads


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


def highest(heat: np.ndarray, above: float) -> list[tuple[int, int]]:
    """Cells that no neighbour exceeds."""
    padded = np.pad(heat, 1)
    around = np.max([padded[i : i + CELLS, j : j + CELLS] for i in range(3) for j in range(3)], axis=0)
    return [(int(row), int(column)) for row, column in zip(*np.nonzero((heat == around) & (heat > above)))]


def about_cell(row: int, column: int, reach: int) -> tuple[slice, slice]:
    """The cells about one, as far as there are any."""
    return tuple(np.s_[max(at - reach, 0) : min(at + reach + 1, CELLS)] for at in (row, column))


def bumps_of(heat: np.ndarray) -> list[tuple[np.ndarray, float]]:
    """(place in cells, height) of each bump of a corner's map: the centroid about its highest cell."""
    found = []
    for row, column in highest(heat, CORNER_PEAK):
        some = about_cell(row, column, 2)
        rows, columns = np.mgrid[some] + 0.5
        weight = heat[some]
        place = np.array([(weight * columns).sum(), (weight * rows).sum()]) / weight.sum()
        found.append((place, float(heat[row, column])))
    return found


def near(value, square: float) -> float:
    """How well a distance fits one that is expected to be nothing, give or take `square`'s root."""
    return float(np.exp(-(np.asarray(value) ** 2).sum() / (2 * square)))


def settled(rough: np.ndarray, centre: np.ndarray, bumps: list) -> tuple[np.ndarray, float]:
    """Of the bumps near each rough corner those four whose diagonals cross at the centre: quad, mean height."""
    size = (np.linalg.norm(rough[0] - rough[2]) + np.linalg.norm(rough[1] - rough[3])) / 2
    reach, cross = (1 + ASTRAY * size) ** 2, (0.7 + 0.05 * size) ** 2
    offered = []
    for place, some in zip(rough, bumps):
        weighed = sorted(((height * near(bump - place, reach), bump, height) for bump, height in some),
                         key=lambda one: -one[0])[:OFFERED]
        offered.append([*weighed, (SILENT, place, 0.0)])
    best, told = -1.0, (rough, 0.0)
    for four in itertools.product(*offered):
        quad = np.array([place for _, place, _ in four])
        if geometry.area(quad) <= 4:
            continue
        value = np.prod([weight for weight, _, _ in four]) * near(geometry.crossing(quad) - centre, cross)
        if value > best:
            best, told = value, (quad, float(np.mean([height for _, _, height in four])))
    return told


def decode(corners, mask, centre, offsets) -> list[tuple[np.ndarray, float]]:
    """(quad in input pixels, confidence) of each document of one picture, as README.md describes."""
    del mask
    heat, bumps, found = centre[0], [bumps_of(one) for one in corners], []
    for row, column in highest(heat, PEAK):
        some = about_cell(row, column, 1)
        rows, columns = np.mgrid[some] + 0.5
        rough = np.array([(float((offsets[2 * k][some] * CELLS + columns).mean()),
                           float((offsets[2 * k + 1][some] * CELLS + rows).mean())) for k in range(4)])
        quad, height = settled(rough, np.array([column + 0.5, row + 0.5]), bumps)
        found.append((quad * STRIDE, float(heat[row, column]) * height))
    return sorted(found, key=lambda one: -one[1])


@torch.no_grad()
def looked(net, views: list, device) -> list:
    """(found, document probability) of each (photo, box): quads in the photo's own pixels."""
    sheets = [letterbox(photo, box) for photo, box in views]
    pictures = torch.from_numpy(np.stack([sheet for sheet, _ in sheets])).to(device)
    maps = [one.float().cpu() for one in net(pictures)]
    corners, mask, centre, offsets, score = ((one if i == 3 else one.sigmoid()).numpy() for i, one in enumerate(maps))
    seen = []
    for i, (_, move) in enumerate(sheets):
        back = np.linalg.inv(np.vstack([move, [0, 0, 1]]))[:2]
        found = [(geometry.move(quad, back), value) for quad, value in decode(corners[i], mask[i], centre[i], offsets[i])]
        seen.append((found, float(score[i])))
    return seen


def about(quad: np.ndarray, photo: Image.Image):
    """The part of a photo that a second look at a find is taken of."""
    low, high = quad.min(0), quad.max(0)
    slack = (high - low).max() * SLACK
    box = (*np.maximum(low - slack, 0.0).tolist(), *np.minimum(high + slack, photo.size).tolist())
    return box if min(box[2] - box[0], box[3] - box[1]) >= 16 else None


def answer(net, held: list, device) -> list:
    """(found quads, document probability, true quads) for each held photo, unvaried: finds, looked at twice."""
    photos = [Image.fromarray(pixels) for pixels, _, _ in held]
    results = []
    for at in range(0, len(held), 16):
        results += looked(net, [(photo, None) for photo in photos[at : at + 16]], device)
    told = []
    for photo, (found, score), (_, truths, _) in zip(photos, results, held):
        told.append(([again(net, photo, one, device) for one in found], score, truths))
    return told


def again(net, photo: Image.Image, find, device):
    """A find, looked at once more from near; the first look stands where the second sees something else."""
    box = about(find[0], photo)
    seen = looked(net, [(photo, box)], device)[0][0] if box else []
    fits = [(quad, value) for quad, value in seen if alike(quad, find[0])]
    nearest = min(fits, key=lambda one: np.linalg.norm(one[0].mean(0) - find[0].mean(0)), default=find)
    return nearest[0], max(find[1], nearest[1])


def alike(a: np.ndarray, b: np.ndarray) -> bool:
    """Whether two quads are one document: their middles near, their areas within a factor of two."""
    shorter = max(min(geometry.sides(quad)) for quad in (a, b))
    ratio = geometry.area(a) / max(geometry.area(b), 1e-9)
    return np.linalg.norm(a.mean(0) - b.mean(0)) < SAME * shorter and 0.5 <= ratio <= 2


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
