"""Runs idocr and its peers over the same pictures in one run, and prints one table.

    python3 run.py [FOLDER] [--only NAME …] [--rounds N] [--json]

Every reader is a process that stays; each picture goes to all of them in turn before the next, so that a noisy
moment hits all alike. The first picture warms each up and does not count. All run on the same two cores.
Peers live in virtual environments outside the repository, made on the first run.
"""

import argparse
import hashlib
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time
import venv

import truth

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache")) / "idocr-peers"
PEERS = ["rapidocr", "rapidocr-onnxruntime", "passporteye", "tesseract"]
OURS = {"idocr": [], "idocr --mrz-only": ["--mrz-only"]}
CORES = 2


def environment(peer):
    """The python of the peer's virtual environment, made when it is not there."""
    requirements = HERE / f"requirements-{peer}.txt"
    digest = hashlib.sha256(requirements.read_bytes()).hexdigest()[:12]
    place = CACHE / f"{peer}-{digest}"
    python = place / "bin" / "python"
    if not (place / "complete").is_file():
        print(f"installing {peer} into {place}", file=sys.stderr)
        shutil.rmtree(place, ignore_errors=True)
        venv.create(place, with_pip=True)
        install = [python, "-m", "pip", "install", "--quiet", "--requirement", requirements]
        subprocess.run(install, check=True)
        (place / "complete").touch()
    return python


def command(name):
    if name in OURS:
        return [ROOT / "target" / "release" / "idocr-worker", *OURS[name]]
    return [environment(name), HERE / "worker.py", name]


def needs_tesseract(names):
    if {"passporteye", "tesseract"} & set(names) and not shutil.which("tesseract"):
        raise SystemExit("tesseract is not installed: apt-get install tesseract-ocr, or leave it out with --only")


class Reader:
    """A reader's process."""

    def __init__(self, name):
        self.name = name
        # Tesseract is three times faster on two cores when it may not use them for one page.
        environ = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        pipe = subprocess.PIPE
        quiet = subprocess.DEVNULL
        self.process = subprocess.Popen(
            command(name), stdin=pipe, stdout=pipe, stderr=quiet, text=True, env=environ, cwd=ROOT
        )

    def read(self, path):
        """The answer and the milliseconds it took."""
        start = time.perf_counter()
        self.process.stdin.write(f"{path}\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        took = 1000 * (time.perf_counter() - start)
        if not line:
            raise SystemExit(f"{self.name} died on {path}; run its worker by hand to see why")
        return json.loads(line), took

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def cold_start(name, path):
    """Milliseconds from nothing to the first result: the best of three."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        reader = Reader(name)
        reader.read(path)
        times.append(1000 * (time.perf_counter() - start))
        reader.close()
    return min(times)


def measure(names, pictures, rounds):
    readers = [Reader(name) for name in names]
    times = {name: [] for name in names}
    answers = {name: {} for name in names}
    for reader in readers:
        reader.read(pictures[0].path)
    for turn in range(rounds):
        for at, picture in enumerate(pictures):
            # Who goes first changes: nobody always finds the file in the cache.
            shift = (turn + at) % len(readers)
            for reader in readers[shift:] + readers[:shift]:
                answer, took = reader.read(picture.path)
                times[reader.name].append(took)
                answers[reader.name][picture.path] = answer
            print(f"\rround {turn + 1}: {at + 1} of {len(pictures)}", end="", file=sys.stderr)
    print(file=sys.stderr)
    for reader in readers:
        reader.close()
    return times, answers


def row(name, pictures, times, answers):
    zones = [picture for picture in pictures if picture.mrz]
    exact = sum(truth.mrz_exact(picture, answers[picture.path]) for picture in zones)
    found = sum(truth.values_found(picture, answers[picture.path]) for picture in pictures)
    failed = sum("error" in answer for answer in answers.values())
    return {
        "reader": name,
        "ms_mean": statistics.mean(times),
        "ms_median": statistics.median(times),
        "peak_mib": max(answer["peak_mib"] for answer in answers.values()),
        "cold_ms": cold_start(name, pictures[0].path),
        "mrz_exact": [exact, len(zones)],
        "values_found": [found, sum(len(picture.values) for picture in pictures)],
        "failed": failed,
    }


def print_table(rows):
    base = next((row["ms_mean"] for row in rows if row["reader"] == "idocr"), None)
    head = f"{'reader':<22}{'ms mean':>9}{'median':>9}{'× idocr':>9}{'peak MiB':>10}{'cold ms':>9}"
    print(f"{head}{'MRZ exact':>16}{'values found':>18}{'raised':>8}")
    for row in rows:
        ratio = f"{row['ms_mean'] / base:.1f}" if base else "–"
        line = f"{row['reader']:<22}{row['ms_mean']:>9.1f}{row['ms_median']:>9.1f}{ratio:>9}"
        print(
            f"{line}{row['peak_mib']:>10.0f}{row['cold_ms']:>9.0f}"
            f"{share(*row['mrz_exact']):>16}{share(*row['values_found']):>18}{row['failed']:>8}"
        )


def share(hit, of):
    return f"{hit}/{of} {100 * hit / of:.0f} %" if of else "0/0"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", default=ROOT / "testdata")
    parser.add_argument("--only", nargs="+", choices=[*OURS, *PEERS])
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--most", type=int, help="no more pictures than this, evenly chosen")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    names = arguments.only or [*OURS, *PEERS]
    needs_tesseract(names)
    pictures = truth.read(arguments.folder)
    if arguments.most:
        pictures = pictures[:: max(1, len(pictures) // arguments.most)]
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    times, answers = measure(names, pictures, arguments.rounds)
    rows = [row(name, pictures, times[name], answers[name]) for name in names]
    if arguments.json:
        print(json.dumps(rows, indent=2))
    else:
        print_table(rows)


if __name__ == "__main__":
    main()
