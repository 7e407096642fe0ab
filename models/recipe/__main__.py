"""One command a model: `python -m recipe mrz` draws, trains, scores, exports and installs it."""

import argparse
import copy
import csv
import os
import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent


def arguments() -> argparse.Namespace:
    """What may be asked on the command line."""
    parser = argparse.ArgumentParser(prog="python -m recipe", description=__doc__)
    parser.add_argument("model", choices=("mrz", "latin", "thai", "card", "text", "all"))
    parser.add_argument("--minutes", type=float, default=600, help="stop after so many minutes of this run")
    parser.add_argument("--samples", type=int, help="stop at so many samples in all (default: the model's own target)")
    parser.add_argument("--every", type=float, default=10, help="minutes between scores, checkpoints and exports")
    parser.add_argument("--threads", type=int, default=1, help="threads of the network (one beats two on busy cores)")
    parser.add_argument("--test", type=int, default=600, help="test samples scored at each milestone")
    parser.add_argument("--seed", type=int, default=1, help="seed of the drawings")
    parser.add_argument("--trunk", help="start from the trunk of another line reader's checkpoint")
    parser.add_argument("--score-only", action="store_true", help="score the checkpoint, export it, train nothing")
    parser.add_argument("--synth", type=Path, default=HOME.parent / "target/release/idocr-synth",
                        help="the drawing program")
    return parser.parse_args()


def log(path: Path, run, loss: float) -> None:
    """Append a milestone to the curve that is kept with the model."""
    new = not path.exists()
    with open(path, "a", newline="") as file:
        out = csv.writer(file)
        if new:
            out.writerow(("samples", "seconds", "measure", "value", "of"))
        out.writerow((run.samples, round(run.seconds), "loss", round(loss, 5), ""))
        for name, (value, count) in run.scores.items():
            out.writerow((run.samples, round(run.seconds), name, round(value, 4), count))


def all_of_them() -> None:
    """Each model in a process of its own, in the order in which they are worth most; a failure stops the rest."""
    words = [word for word in sys.argv[1:] if word != "all"]
    for name in ("mrz", "text", "card", "latin", "thai"):
        trunk = ["--trunk", "latin"] if name == "thai" else []
        subprocess.run([sys.executable, "-m", "recipe", name, *words, *trunk], check=True)


def finished(asked, task, held, model):
    """The function that keeps a milestone: scores, curve, checkpoint, ONNX file, manifest row, reference pairs."""
    from . import export, loop, manifest, reference

    path = HOME / f"{model.name}.onnx"

    def milestone(run, loss: float) -> None:
        run.average.eval()
        run.scores = task.score(run.average, held)
        log(HOME / "curves" / f"{model.name}.csv", run, loss)
        if not asked.score_only:
            loop.save(run, HOME / "checkpoints" / f"{model.name}.pt")
        export.export(model, copy.deepcopy(run.average), path)
        manifest.install(HOME / "manifest.toml", manifest.row(model, path, run.samples, run.scores))
        reference.write(model.name, HOME, held[:4])
        shown = "  ".join(f"{name} {value:.3f}" for name, (value, _) in run.scores.items())
        print(f"{model.name} {run.samples} samples {run.seconds:.0f} s loss {loss:.4f}  {shown}", flush=True)

    return milestone


def main() -> None:
    """Parse, resume, train, install."""
    asked = arguments()
    if not asked.synth.exists():
        raise SystemExit(f"no drawing program at {asked.synth}: build it (cargo build --release -p idocr-synth) or name it with --synth")
    if asked.model == "all":
        return all_of_them()
    os.environ.setdefault("OMP_NUM_THREADS", str(asked.threads))
    import torch

    from . import loop, tasks
    from .models import MODELS

    torch.set_num_threads(asked.threads)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    model = MODELS[asked.model]
    for folder in ("work", "checkpoints", "curves"):
        (HOME / folder).mkdir(exist_ok=True)
    task = tasks.task(model, tasks.Drawings(asked.synth.resolve(), asked.seed), device)
    run, checkpoint = loop.begin(model, device), HOME / "checkpoints" / f"{model.name}.pt"
    trunk = HOME / "checkpoints" / f"{asked.trunk}.pt"
    if checkpoint.exists():
        loop.resume(run, checkpoint)
        print(f"{model.name}: goes on from {run.samples} samples", file=sys.stderr, flush=True)
    elif asked.trunk and trunk.exists():
        loop.borrow(run, trunk)
    held = task.held(asked.test)
    milestone = finished(asked, task, held, model)
    if asked.score_only:
        return milestone(run, float("nan"))
    try:
        loop.train(run, task, device, asked.minutes, asked.samples or model.target, asked.every, milestone)
    except BaseException:  # a broken stream, a full disk: what was learnt until then is kept
        loop.save(run, checkpoint)
        raise


main()
