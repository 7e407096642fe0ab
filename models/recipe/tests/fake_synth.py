#!/usr/bin/env python3
"""Draws crude boxes in the drawing program's stream format, so that the loop can be tested without it."""

import json
import random
import struct
import sys

from PIL import Image, ImageDraw

QUAD = [[100, 80], [420, 90], [410, 300], [95, 290]]
LINE = {"text": "ABC", "kind": "text", "script": "latin", "quad": [[130, 120], [300, 123], [300, 143], [130, 140]]}
MRZ = {"text": "P<UTO", "kind": "mrz", "script": "mrz", "quad": [[120, 250], [380, 255], [380, 275], [120, 270]]}


def line(rng, script):
    """A line whose characters are bars of their own height."""
    text = "".join(rng.choice("0123456789") for _ in range(rng.randint(3, 9)))
    picture = Image.new("L", (len(text) * 16 + 16, 32), 220)
    for place, character in enumerate(text):
        ImageDraw.Draw(picture).rectangle((10 + place * 16, 27 - 2 * int(character), 18 + place * 16, 29), fill=30)
    text = "" if script == "other" else text
    return picture, {"text": text, "script": script, "tags": ["clean"]}


def photo(rng):
    """A light quad with two lines on a dark ground, or nothing."""
    picture = Image.new("RGB", (512, 384), (40, 60, 50))
    if rng.random() < 0.2:
        return picture, {"documents": [], "nothing": True, "tags": []}
    pen = ImageDraw.Draw(picture)
    pen.polygon([tuple(p) for p in QUAD], fill=(220, 220, 210))
    for one in (LINE, MRZ):
        pen.polygon([tuple(p) for p in one["quad"]], fill=(20, 20, 20))
    owner = {"document": None, "quad": QUAD, "lines": [LINE, MRZ], "portrait": None, "barcodes": []}
    return picture, {"documents": [owner], "nothing": False, "tags": ["plain"]}


def card(rng):
    """The same, already flat."""
    picture, truth = photo(random.Random(3))
    return picture, {"document": None, **{k: truth["documents"][0][k] for k in ("lines", "portrait", "barcodes")}}


def main():
    """Write what was asked for."""
    what, words = sys.argv[1], dict(zip(sys.argv[2::2], sys.argv[3::2]))
    out = sys.stdout.buffer
    out.write(b"IDSYN1\n")
    seed, count = int(words["--start"]), int(words["--count"]) or 10**9
    for at in range(seed, seed + count):
        rng = random.Random(at)
        picture, truth = {"lines": lambda r: line(r, words["--script"]), "photos": photo, "cards": card}[what](rng)
        truth |= {"w": picture.width, "h": picture.height, "c": len(picture.getbands()), "seed": at}
        head = json.dumps(truth).encode()
        pixels = picture.tobytes()
        out.write(struct.pack("<I", len(head)) + head + struct.pack("<I", len(pixels)) + pixels)


try:
    main()
except BrokenPipeError:
    pass
