"""One picture of a model's worst test cases, to be looked at: `python -m recipe.worst latin`."""

import argparse
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageDraw, ImageFont

from . import card, geometry, lines, loop, tasks, text
from .models import MODELS

HOME = Path(__file__).resolve().parent.parent
COUNT = 30


def script_font(script: str) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """A font that has the script's letters."""
    try:
        return ImageFont.truetype("Loma.ttf" if script == "thai" else "DejaVuSans.ttf", 13)
    except OSError:
        return ImageFont.load_default(12)


def line_cases(net, held: list, model, device) -> list:
    """(badness, picture) of each line read wrong, with the truth and the reading under it."""
    cases = []
    font = script_font(model.script)
    for got, (pixels, classes, tags) in zip(lines.read_all(net, held, model, device), held):
        truth = "".join(model.alphabet[c - 1] for c in classes)
        if got == truth or not truth:
            continue
        sheet = Image.new("L", (620, 70), 255)
        sheet.paste(Image.fromarray(pixels[:, :620]))
        pen = ImageDraw.Draw(sheet)
        pen.text((2, 34), f"{truth}   [{' '.join(tags)}]", 0, font)
        pen.text((2, 50), got, 0, font)
        cases.append((lines.distance(got, truth) / max(len(truth), 1), sheet.convert("RGB")))
    return cases


def outline(sheet: Image.Image, quads: list, colour: str, width: int = 1) -> None:
    """Draw quads, their first corner marked."""
    pen = ImageDraw.Draw(sheet)
    for quad in quads:
        points = [tuple(map(float, point)) for point in quad]
        pen.line([*points, points[0]], colour, width)
        x, y = points[0]
        pen.ellipse((x - 3, y - 3, x + 3, y + 3), outline=colour)


def card_cases(net, held: list, model, device) -> list:
    """(badness, picture): truth green, found red."""
    cases = []
    for (found, probability, truths), (pixels, _, _) in zip(card.answer(net, held, device), held):
        bad = [1 - card.best(found, truth)[0] * (1 if card.best(found, truth)[1] else 0.5) for truth in truths]
        photo = Image.fromarray(pixels)
        values, move = card.letterbox(photo)
        sheet = Image.fromarray((values * 64 + 127.5).astype(np.uint8).transpose(1, 2, 0))
        outline(sheet, [geometry.move(quad, move) for quad in truths], "lime", 2)
        outline(sheet, [geometry.move(quad, move) for quad, _ in found], "red")
        ImageDraw.Draw(sheet).text((3, 3), f"{probability:.2f}", "yellow")
        cases.append((max(bad) if bad else (probability if found else 0), sheet))
    return cases


def text_cases(net, held: list, model, device) -> list:
    """(badness, picture): truth green, found red; portraits and barcodes blue."""
    cases = []
    for one in held:
        maps, there = text.maps_of(net, one, device, 640)
        sheet = Image.fromarray(one[0]).convert("RGB").resize((640, round(one[0].shape[0] * 640 / one[0].shape[1])))
        missed = 0
        for kind, colour in enumerate(("red", "orange", "blue", "magenta")):
            truths = [quad for k, quad in there if k == kind]
            found = text.decode(maps, kind)
            missed += len(truths) + len(found) - 2 * text.matched(found, truths)
            outline(sheet, truths, "lime")
            outline(sheet, found, colour)
        cases.append((missed, sheet))
    return cases


def sheet_of(cases: list, columns: int) -> Image.Image:
    """The worst cases in columns."""
    shown = [sheet for _, sheet in sorted(cases, key=lambda one: -one[0])[:COUNT]]
    wide, high = max(s.width for s in shown), max(s.height for s in shown)
    page = Image.new("RGB", (wide * columns, high * -(-len(shown) // columns)), "white")
    for at, sheet in enumerate(shown):
        page.paste(sheet, (at % columns * wide, at // columns * high))
    return page


def main() -> None:
    """Score the checkpoint's average on the test world and save the picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", choices=tuple(MODELS))
    parser.add_argument("--test", type=int, default=400)
    parser.add_argument("--synth", type=Path, default=HOME.parent / "target/release/idocr-synth")
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args()
    torch.set_num_threads(1)
    device = torch.device("cpu")
    model = MODELS[asked.model]
    run = loop.begin(model, device)
    loop.resume(run, HOME / "checkpoints" / f"{model.name}.pt")
    held = tasks.task(model, tasks.Drawings(asked.synth.resolve()), device).held(asked.test)
    cases = {"line": line_cases, "card": card_cases, "text": text_cases}[model.kind](run.average.eval(), held, model, device)
    columns = {"line": 2, "card": 6, "text": 5}[model.kind]
    page = sheet_of(cases, columns)
    if model.kind == "text":
        page = page.resize((page.width // 2, page.height // 2))
    path = asked.out or HOME / "worst" / f"{model.name}.jpg"
    path.parent.mkdir(exist_ok=True)
    page.save(path, quality=70)
    print(f"{path}: the worst of {len(held)}, {len(cases)} with a fault" if model.kind == "line" else str(path))


if __name__ == "__main__":
    main()
