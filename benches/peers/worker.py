"""Reads pictures with one peer: a path a line comes in, a JSON object a line goes out.

Run by run.py in the peer's own virtual environment. A peer is a function that loads it and returns a function
from a path to the lines it read and, where the peer knows machine readable zones, the zone's lines.
"""

import json
import os
import resource
import sys


def rapidocr():
    from rapidocr import RapidOCR

    engine = RapidOCR()

    def read(path):
        result = engine(path)
        return list(result.txts or ()), None

    return read


def rapidocr_onnxruntime():
    from rapidocr_onnxruntime import RapidOCR

    engine = RapidOCR()

    def read(path):
        result, _ = engine(path)
        return [line[1] for line in result or ()], None

    return read


def passporteye():
    from passporteye import read_mrz

    def read(path):
        zone = read_mrz(path)
        if zone is None:
            return [], []
        return [], zone.aux.get("text", "").split("\n")

    return read


def tesseract():
    import pytesseract
    from PIL import Image

    def read(path):
        text = pytesseract.image_to_string(Image.open(path), lang="eng", config="--psm 6")
        return [line for line in text.split("\n") if line.strip()], None

    return read


PEERS = {
    "rapidocr": rapidocr,
    "rapidocr-onnxruntime": rapidocr_onnxruntime,
    "passporteye": passporteye,
    "tesseract": tesseract,
}


def peak_mib():
    """This process's highest memory, and its largest child's (Tesseract runs as one)."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return (own + child) / 1024


def main():
    # What a peer prints must not mix with the answers.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    read = PEERS[sys.argv[1]]()
    for line in sys.stdin:
        try:
            lines, zone = read(line.rstrip("\n"))
            answer = {"lines": lines, "mrz": zone}
        except Exception as error:  # a peer that raises has read nothing; the run goes on
            answer = {"lines": [], "mrz": None, "error": repr(error)}
        answer["peak_mib"] = peak_mib()
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
