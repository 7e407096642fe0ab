"""What the pictures of a folder should yield, and whether a reading holds it."""

import json
import pathlib
import unicodedata


class Picture:
    """A picture with the lines of its zone (or None) and its printed values."""

    def __init__(self, path, mrz, values):
        self.path = path
        self.mrz = mrz
        self.values = values


def counted(field):
    """The fields whose printed values are looked for in the text, as in `make score`."""
    named = ("surname", "given_names", "authority", "nationality", "address")
    return field in named or field.endswith("_number") or field.startswith("place_of_")


def of_records(folder):
    for record in json.loads((folder / "truth.json").read_text()):
        if record["doc"].startswith(("negative", "localisation")):
            continue
        path = folder / "img" / record["file"]
        path = path if path.is_file() else folder / record["file"]
        values = [value for field, value in record["fields"].items() if counted(field)]
        yield Picture(path, record["mrz"], values)


def of_drawn(folder):
    for path in sorted(folder.rglob("*.j*g")) + sorted(folder.rglob("*.png")):
        beside = path.with_suffix(".json")
        if not beside.is_file() or {"none", "broken"} & set(path.parts):
            continue
        truth = json.loads(beside.read_text())
        documents = truth.get("documents", [truth])
        zones = [document["mrz"] for document in documents if document.get("mrz")]
        values = [
            value["text"]
            for document in documents
            for field, value in document.get("fields", {}).items()
            if counted(field)
        ]
        yield Picture(path, zones[0] if zones else None, values)


def read(folder):
    folder = pathlib.Path(folder)
    pictures = list(of_records(folder) if (folder / "truth.json").is_file() else of_drawn(folder))
    if not pictures:
        raise SystemExit(f"{folder} holds no picture with a truth")
    return pictures


def squash(text):
    """Letters and digits alone, without case."""
    return "".join(c for c in unicodedata.normalize("NFC", text).lower() if c.isalnum())


def mrz_exact(picture, answer):
    """Every line of the zone stands in the answer, spaces apart."""
    lines = answer["mrz"] if answer["mrz"] is not None else answer["lines"]
    read = {line.replace(" ", "") for line in lines}
    return all(line in read for line in picture.mrz)


def values_found(picture, answer):
    """How many printed values stand in the text read."""
    text = squash("".join(answer["lines"]) + "".join(answer["mrz"] or []))
    return sum(squash(value) in text for value in picture.values)
