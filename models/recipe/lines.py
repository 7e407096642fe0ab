"""Drawn lines → batches for a line reader, and what it reads → text."""

import numpy as np
import torch
from torch.nn import functional as F

from . import alphabets
from .models import Model

STEP = 4  # px of a line that become one column
EASY = 10_000  # samples at the start that are drawn mildly, so that the blank plateau is short
MILD = 0.2  # their severity
TRIM = 3.0  # nats a character: above this a line is taken for unreadable and pulls no harder


def prepare(model: Model):
    """A function that turns a drawn line into (pixels, classes, tags), or None where it cannot be used."""

    def one(truth: dict, pixels: np.ndarray):
        text = alphabets.fold(truth["text"], model.alphabet)
        if text is None or pixels.shape[0] != 32 or pixels.shape[1] < 8:
            return None
        classes = [model.alphabet.index(character) + 1 for character in text]
        repeats = sum(a == b for a, b in zip(classes, classes[1:]))
        if len(classes) + repeats > pixels.shape[1] // STEP:
            return None
        return pixels, classes, truth.get("tags", [])

    return one


def normalise(pixels: np.ndarray) -> np.ndarray:
    """A line's own mean and spread taken out."""
    values = pixels.astype(np.float32)
    return (values - values.mean()) / (values.std() + 4.0)


def collate(lines: list) -> tuple[torch.Tensor, list[list[int]]]:
    """Lines of like width → one padded tensor and their classes."""
    width = -(-max(line[0].shape[1] for line in lines) // 32) * 32
    batch = np.zeros((len(lines), 1, 32, width), np.float32)
    for row, (pixels, _, _) in zip(batch, lines):
        row[0, :, : pixels.shape[1]] = normalise(pixels)
    return torch.from_numpy(batch), [classes for _, classes, _ in lines]


def batches(pool, model: Model, most: float = float("inf")):
    """Batches of like widths, until so many samples are used."""
    done = 0
    while done < most:
        chunk = pool.draw(model.batch * 16)
        chunk.sort(key=lambda line: line[0].shape[1])
        cut = [chunk[i : i + model.batch] for i in range(0, len(chunk), model.batch)]
        for at in np.random.permutation(len(cut)):
            done += len(cut[at])
            yield len(cut[at]), collate(cut[at])


def loss(log_probs: torch.Tensor, classes: list[list[int]], trim: bool) -> torch.Tensor:
    """CTC over every column, padding included, in nats a character."""
    n, steps, _ = log_probs.shape
    lengths = torch.tensor([len(line) for line in classes])
    flat = torch.tensor([c for line in classes for c in line], dtype=torch.long)
    per_line = F.ctc_loss(log_probs.transpose(0, 1), flat, torch.full((n,), steps), lengths, reduction="none",
                          zero_infinity=True)
    per_character = per_line / lengths.clamp(min=steps // 8).to(per_line.device)
    if trim:
        per_character = per_character * (TRIM / per_character.clamp(min=TRIM)).detach()
    return per_character.mean()


def read(log_probs: np.ndarray, alphabet: str) -> list[str]:
    """The best path of each line."""
    texts = []
    for path in log_probs.argmax(2):
        kept = path[np.insert(path[1:] != path[:-1], 0, True)]
        texts.append("".join(alphabet[c - 1] for c in kept if c))
    return texts


def distance(a: str, b: str) -> int:
    """Edits between two texts."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
    return row[-1]


@torch.no_grad()
def read_all(net, held: list, model: Model, device) -> list[str]:
    """What the network reads of held lines, in their order."""
    order = sorted(range(len(held)), key=lambda i: held[i][0].shape[1])
    texts = [""] * len(held)
    for at in range(0, len(order), 16):
        some = order[at : at + 16]
        pictures, _ = collate([held[i] for i in some])
        for i, text in zip(some, read(net(pictures.to(device)).cpu().numpy(), model.alphabet)):
            texts[i] = text.strip()
    return texts


def score(net, held: list, model: Model, device) -> dict[str, tuple[float, int]]:
    """Exact rate by stratum, each with its denominator; and the character error rate.

    In random letters of a zone nobody tells an O from a 0 but its grammar: so those are scored as one sign too.
    """
    texts = read_all(net, held, model, device)
    strata: dict[str, list[bool]] = {}
    edits = length = 0
    for text, (_, classes, tags) in zip(texts, held):
        truth = "".join(model.alphabet[c - 1] for c in classes)
        edits, length = edits + distance(text, truth), length + len(truth)
        for stratum in (["all", *tags] if truth else ["empty"]):
            strata.setdefault(stratum, []).append(text == truth)
            if truth and model.script == "mrz":
                strata.setdefault(f"{stratum}, O as 0", []).append(text.replace("O", "0") == truth.replace("O", "0"))
    rates = {name: (sum(hits) / len(hits), len(hits)) for name, hits in sorted(strata.items())}
    return rates | {"cer": (edits / max(length, 1), length)}
