"""Flattened cards and whole photos → what the text finder must say, and what it says → quads."""

import random

import numpy as np
import torch
from PIL import Image, ImageDraw, ImageFilter
from scipy import ndimage
from scipy.spatial import ConvexHull, QhullError
from torch.nn import functional as F

from . import geometry

WINDOW = (320, 352)  # height, width of what one training step sees
SCALE = 2  # input px a cell
KEPT = 1100  # px of the longest side that is held in memory
SMALLEST = 4.5  # px of a line's quad in the input: lower ones are neither asked for nor punished
THRESHOLD, PEAK = 0.6, 0.7  # of a component's cells, and of its best one
GROWTH = 0.25  # of the found height on each side: the network answers a wider band than it is asked (measured)
ENDS = 0.15  # of a line's length: what is left unmarked of it at each end, so that a letter alone is marked at all
SHORT, HEED = 2.0, 3.0  # lines shorter than so many heights are heeded so much more
STOUT = 1.7  # longer than so many heights a region has a direction of its own
KINDS = ("text", "mrz", "portrait", "barcode")


def shapes(owner: dict) -> list[tuple[int, np.ndarray]]:
    """(kind, quad) of everything that stands on a card."""
    found = [(1 if line["kind"] == "mrz" else 0, line["quad"]) for line in owner.get("lines", [])]
    found += [(2, owner["portrait"])] if owner.get("portrait") else []
    found += [(3, quad) for quad in owner.get("barcodes", [])]
    return [(kind, np.array(quad, np.float64)) for kind, quad in found]


def prepare(truth: dict, pixels: np.ndarray):
    """A drawn card or photo in grey, not larger than what is kept, with its shapes and its documents' quads."""
    picture = Image.fromarray(pixels).convert("L")
    documents = truth.get("documents")
    owners = [truth] if documents is None else documents
    scale = min(KEPT / max(picture.size), 1.0)
    if scale < 1:
        picture = picture.resize((round(picture.width * scale), round(picture.height * scale)),
                                 Image.Resampling.BILINEAR, reducing_gap=2.0)
    scales = np.array([picture.width / truth["w"], picture.height / truth["h"]])
    found = [(kind, quad * scales) for owner in owners for kind, quad in shapes(owner)]
    quads = [] if documents is None else [np.array(one["quad"], np.float64) * scales for one in documents]
    return np.asarray(picture), found, quads, truth.get("tags", [])


def normalise(pixels: np.ndarray) -> np.ndarray:
    """Grey pixels [h, w] → values [1, h, w]."""
    return ((pixels.astype(np.float32) - 127.5) / 64)[None]


def aim(held, rng: random.Random) -> np.ndarray:
    """A move from the held picture to a training window: a card at 512–960 px, tilted, looked at somewhere."""
    pixels, found, quads, _ = held
    high, wide = pixels.shape
    if quads:  # a whole photo: the document at the same scales, or the photo as it may come
        quad = quads[rng.randrange(len(quads))]
        across = (np.linalg.norm(quad[1] - quad[0]) + np.linalg.norm(quad[2] - quad[3])) / 2
        angle = 0.0
    else:
        across, angle = wide, rng.gauss(0, 2.0)
    scale = np.clip(rng.uniform(500, 980) / max(across, 1), 0.25, 2.5)
    angle += 180.0 if rng.random() < 0.07 else 0.0
    turn = np.radians(angle)
    linear = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]) * scale
    linear = linear @ np.diag([1.0, rng.uniform(0.95, 1.05)])
    if found and rng.random() < 0.85:
        kinds = [kind for kind, _ in found]
        kind, quad = rng.choice([one for one in found if one[0] == rng.choice(kinds)] or found)
        focus = quad.mean(0) + np.array([rng.uniform(-0.4, 0.4) * WINDOW[1], rng.uniform(-0.4, 0.4) * WINDOW[0]]) / scale
    else:
        focus = np.array([rng.uniform(0, wide), rng.uniform(0, high)])
    middle = np.array([WINDOW[1] / 2, WINDOW[0] / 2])
    return np.concatenate([linear, (middle - linear @ focus)[:, None]], 1)


def warp(pixels: np.ndarray, move: np.ndarray, size: tuple[int, int], fill: int) -> np.ndarray:
    """A picture seen through an affine move, shrunk first so that nothing aliases."""
    picture = Image.fromarray(pixels)
    scale = abs(np.linalg.det(move[:, :2])) ** 0.5
    if scale < 0.8:
        small = (max(round(picture.width * scale), 1), max(round(picture.height * scale), 1))
        move = rescaled(move, picture.size, small)
        picture = picture.resize(small, Image.Resampling.BILINEAR)
    back = np.linalg.inv(np.vstack([move, [0, 0, 1]]))[:2]
    return np.asarray(picture.transform(size, Image.Transform.AFFINE, back.ravel().tolist(),
                                        Image.Resampling.BILINEAR, fillcolor=fill))


def rescaled(move: np.ndarray, before: tuple[int, int], after: tuple[int, int]) -> np.ndarray:
    """The same move, for a picture that was scaled meanwhile."""
    return np.concatenate([move[:, :2] * np.array([before[0] / after[0], before[1] / after[1]]), move[:, 2:]], 1)


def worn(pixels: np.ndarray, rng: random.Random) -> np.ndarray:
    """What poor cameras and small files do: few pixels, blur, flat contrast, noise."""
    picture = Image.fromarray(pixels)
    if rng.random() < 0.3:
        factor = rng.uniform(0.4, 0.8)
        small = (round(picture.width * factor), round(picture.height * factor))
        picture = picture.resize(small, Image.Resampling.BILINEAR).resize(picture.size, Image.Resampling.BICUBIC)
    elif rng.random() < 0.2:
        picture = picture.filter(ImageFilter.GaussianBlur(rng.uniform(0.4, 1.3)))
    values = np.asarray(picture, np.float32)
    values = (values - 127.5) * rng.uniform(0.6, 1.3) + 127.5 + rng.uniform(-30, 30)
    if rng.random() < 0.3:
        values += np.random.default_rng(rng.getrandbits(32)).normal(0, rng.uniform(2, 10), values.shape)
    return np.clip(values, 0, 255)


def targets(found: list, size: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    """Maps [4, h / 2, w / 2] of the shapes in input pixels, and the weight of each cell."""
    high, wide = size
    maps = [Image.new("L", (wide * 2, high * 2)) for _ in KINDS]
    blind, brief = Image.new("L", (wide * 2, high * 2)), Image.new("L", (wide * 2, high * 2))
    pens = [ImageDraw.Draw(sheet) for sheet in maps]
    for kind, quad in found:
        tall = geometry.heights(quad)
        small = quad if kind > 1 else geometry.shrink(quad, tall / 4, ENDS)
        points = [tuple(point * 2 - 0.5) for point in small]
        if kind < 2 and tall < SMALLEST:
            ImageDraw.Draw(blind).polygon([tuple(point * 2) for point in quad], fill=255)
        else:
            pens[kind].polygon(points, fill=255)
        if kind == 0 and geometry.sides(quad)[0] < SHORT * tall:
            ImageDraw.Draw(brief).polygon([tuple(point * 2) for point in quad], fill=255)
    cells = np.stack([np.asarray(sheet.reduce(4)) for sheet in maps]).astype(np.float32) / 255
    weight = np.ones((len(KINDS), high // 2, wide // 2), np.float32)
    weight[0, np.asarray(brief.reduce(4)) > 0] = HEED
    weight[:2, np.asarray(blind.reduce(4)) > 0] = 0.0
    return cells, weight


def view(held, rng: random.Random):
    """A window of a held picture: input values, target maps, weights."""
    pixels, found, _, _ = held
    move = aim(held, rng)
    sheet = warp(pixels, move, WINDOW[::-1], rng.randrange(256))
    maps, weight = targets([(kind, geometry.move(quad, move)) for kind, quad in found], WINDOW)
    return normalise(worn(sheet, rng)), maps, weight


def batches(pools: list, shares: list[float], size: int, rng: random.Random):
    """Endless batches of windows, each from one of the pools by its share."""
    while True:
        counts = [0] * len(pools)
        for choice in rng.choices(range(len(pools)), weights=shares, k=size):
            counts[choice] += 1
        views = [view(held, rng) for pool, count in zip(pools, counts) for held in pool.draw(count)]
        pictures, maps, weights = (torch.from_numpy(np.stack(part)) for part in zip(*views))
        yield size, (pictures, {"maps": maps, "weights": weights})


def loss(logits, wanted) -> torch.Tensor:
    """Cross entropy that heeds thin lines, and dice."""
    maps, weights = wanted["maps"], wanted["weights"]
    each = F.binary_cross_entropy_with_logits(logits, maps, reduction="none") * weights * (1 + 2 * maps)
    guess = logits.sigmoid() * weights
    shared = (guess * maps).sum((0, 2, 3))
    total = guess.sum((0, 2, 3)) + (maps * weights).sum((0, 2, 3))
    dice = 1 - (2 * shared + 20) / (total + 20)
    return each.mean() * 8 + dice.mean()


def around(points: np.ndarray) -> np.ndarray:
    """The smallest rotated rectangle about points, its long side as the top; an upright one about a stout region."""
    try:
        hull = points[ConvexHull(points).vertices]
    except QhullError:
        hull = points
    edges = np.roll(hull, -1, 0) - hull
    best = None
    for edge in edges:
        u = edge / max(np.linalg.norm(edge), 1e-9)
        v = np.array([-u[1], u[0]])
        low, high = (hull @ np.stack([u, v], 1)).min(0), (hull @ np.stack([u, v], 1)).max(0)
        size = (high - low).prod()
        if best is None or size < best[0]:
            best = (size, u, v, low, high)
    _, u, v, low, high = best
    if (high - low).max() < STOUT * (high - low).min():
        (left, top), (right, foot) = hull.min(0), hull.max(0)
        return np.array([[left, top], [right, top], [right, foot], [left, foot]])
    quad = np.array([low[0] * u + low[1] * v, high[0] * u + low[1] * v, high[0] * u + high[1] * v, low[0] * u + high[1] * v])
    return quad if (high - low)[0] >= (high - low)[1] else np.roll(quad, -1, 0)


def decode(maps: np.ndarray, kind: int) -> list[np.ndarray]:
    """The quads of one kind in input pixels, as README.md describes."""
    labels, count = ndimage.label(maps[kind] > THRESHOLD)
    quads = []
    for at, where in enumerate(ndimage.find_objects(labels), 1):
        rows, columns = np.nonzero(labels[where] == at)
        if len(rows) < (3 if kind < 2 else 40):
            continue
        if maps[kind][where][rows, columns].max() < PEAK:
            continue
        points = np.stack([columns + where[1].start, rows + where[0].start], 1).astype(np.float64)
        corners = np.concatenate([points + np.array(d) for d in ((0, 0), (1, 0), (1, 1), (0, 1))]) * SCALE
        quad = around(corners)
        grown = geometry.shrink(quad, -heights_short(quad) * GROWTH) if kind < 2 else quad
        quads.append(grown)
    return quads


def heights_short(quad: np.ndarray) -> float:
    """The shorter side of a rectangle."""
    return float(min(np.linalg.norm(quad[1] - quad[0]), np.linalg.norm(quad[2] - quad[1])))


def padded(pixels: np.ndarray) -> np.ndarray:
    """Values [1, h, w] with zeros to multiples of 32, right and below."""
    values = normalise(pixels)
    return np.pad(values, ((0, 0), (0, -values.shape[1] % 32), (0, -values.shape[2] % 32)))


@torch.no_grad()
def maps_of(net, held, device, wide: int) -> tuple[np.ndarray, list]:
    """The maps of a whole card at a width, and its true shapes in input pixels."""
    pixels, found, _, _ = held
    scale = wide / pixels.shape[1]
    move = np.array([[scale, 0, 0], [0, scale, 0]])
    sheet = warp(pixels, move, (wide, round(pixels.shape[0] * scale)), 127)
    maps = net(torch.from_numpy(padded(sheet))[None].to(device)).sigmoid().float().cpu().numpy()[0]
    return maps, [(kind, geometry.move(quad, move)) for kind, quad in found]


def matched(found: list, truths: list) -> int:
    """How many found and true quads pair off at an overlap of one half."""
    pairs = sorted(((geometry.overlap(a, b), i, j) for i, a in enumerate(found) for j, b in enumerate(truths)
                    if np.abs(a.mean(0) - b.mean(0)).max() < np.ptp(b, 0).max()), reverse=True)
    left, right = set(), set()
    for iou, i, j in pairs:
        if iou >= 0.5 and i not in left and j not in right:
            left.add(i), right.add(j)
    return len(left)


def score(net, held: list, device, wide: int = 800) -> dict[str, tuple[float, int]]:
    """Recall and precision of each kind at overlap 0.5, with their denominators, on whole cards."""
    hits, asked, said = [0] * 4, [0] * 4, [0] * 4
    for one in held:
        maps, shapes_there = maps_of(net, one, device, wide)
        for kind in range(4):
            truths = [quad for k, quad in shapes_there if k == kind and (kind > 1 or geometry.heights(quad) >= SMALLEST)]
            found = decode(maps, kind)
            hits[kind] += matched(found, truths)
            asked[kind] += len(truths)
            said[kind] += len(found)
    rates = {}
    for kind, name in enumerate(KINDS):
        rates[f"{name} recall"] = (hits[kind] / max(asked[kind], 1), asked[kind])
        rates[f"{name} precision"] = (hits[kind] / max(said[kind], 1), said[kind])
    return rates
