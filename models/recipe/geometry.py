"""Quads: affine moves, clipping, areas, and how much two overlap."""

import numpy as np


def move(quad, matrix: np.ndarray) -> np.ndarray:
    """Points [k, 2] moved by an affine matrix [2, 3]."""
    return np.asarray(quad, np.float64) @ matrix[:, :2].T + matrix[:, 2]


def area(polygon: np.ndarray) -> float:
    """The signed area of a polygon."""
    x, y = polygon[:, 0], polygon[:, 1]
    return 0.5 * float(x @ np.roll(y, -1) - y @ np.roll(x, -1))


def clip(polygon: np.ndarray, by: np.ndarray) -> np.ndarray:
    """The part of a polygon that lies inside a convex one (Sutherland and Hodgman)."""
    sign = 1.0 if area(by) > 0 else -1.0
    for a, b in zip(by, np.roll(by, -1, 0)):
        if len(polygon) == 0:
            return polygon
        side = sign * ((b[0] - a[0]) * (polygon[:, 1] - a[1]) - (b[1] - a[1]) * (polygon[:, 0] - a[0]))
        kept = []
        for i in range(len(polygon)):
            j = (i + 1) % len(polygon)
            if side[i] >= 0:
                kept.append(polygon[i])
            if (side[i] >= 0) != (side[j] >= 0):
                kept.append(polygon[i] + (polygon[j] - polygon[i]) * side[i] / (side[i] - side[j]))
        polygon = np.array(kept).reshape(-1, 2)
    return polygon


def overlap(a, b) -> float:
    """Intersection over union of two convex quads."""
    a, b = np.asarray(a, np.float64), np.asarray(b, np.float64)
    both = clip(a, b)
    shared = abs(area(both)) if len(both) > 2 else 0.0
    return shared / max(abs(area(a)) + abs(area(b)) - shared, 1e-9)


def crossing(quad: np.ndarray) -> np.ndarray:
    """Where the diagonals of a quad cross; its mean point where they are parallel."""
    (a, b, c, d) = quad
    r, s = c - a, d - b
    bottom = r[0] * s[1] - r[1] * s[0]
    if abs(bottom) < 1e-6:
        return quad.mean(0)
    t = ((b - a)[0] * s[1] - (b - a)[1] * s[0]) / bottom
    return a + t * r


def heights(quad: np.ndarray) -> float:
    """The mean height of a line's quad: its left and right sides."""
    return float(np.linalg.norm(quad[3] - quad[0]) + np.linalg.norm(quad[2] - quad[1])) / 2


def sides(quad: np.ndarray) -> tuple[float, float]:
    """The mean width and height of a quad."""
    across = np.linalg.norm(quad[1] - quad[0]) + np.linalg.norm(quad[2] - quad[3])
    return float(across) / 2, heights(quad)


def shrink(quad: np.ndarray, by: float, ends: float = 0.4) -> np.ndarray:
    """A quad with each side moved inwards by a length along its own axes; never past its middle, and each end of a
    line by no more than a share of its length."""
    along = (quad[1] - quad[0] + quad[2] - quad[3]) / 2
    down = (quad[3] - quad[0] + quad[2] - quad[1]) / 2
    u = along / max(np.linalg.norm(along), 1e-9) * min(by, np.linalg.norm(along) * ends)
    v = down / max(np.linalg.norm(down), 1e-9) * min(by, np.linalg.norm(down) * 0.4)
    return quad + np.array([u + v, v - u, -u - v, u - v])
