"""The training loop: one for all models, resumable, stopped by a clock or by a count of samples."""

import copy
import os
import signal
import time
from dataclasses import dataclass, field
from pathlib import Path

import torch

from .models import Model

WARM_UP = 300  # steps
DECAY_FROM = 0.62  # of the whole: from here the learning rate falls in a straight line
KEEP = 0.998  # of the moving average a step


@dataclass
class Run:
    """Everything that an interrupted training needs to go on."""

    model: Model
    net: torch.nn.Module
    average: torch.nn.Module
    optimiser: torch.optim.Optimizer
    samples: int = 0
    steps: int = 0
    drawn: int = 0
    seconds: float = 0.0
    scores: dict = field(default_factory=dict)


def begin(model: Model, device) -> Run:
    """A run at its start."""
    torch.manual_seed(1)
    net = model.build().to(device, memory_format=torch.channels_last)
    optimiser = torch.optim.AdamW(net.parameters(), lr=model.lr, betas=(0.9, 0.98), weight_decay=1e-3)
    return Run(model, net, copy.deepcopy(net).eval(), optimiser)


def save(run: Run, path: Path) -> None:
    """Write a checkpoint: the averaged network, from which a training goes on, and the optimiser's moments
    in half their size."""
    moments = [{key: value.bfloat16() if key.startswith("exp") else value for key, value in state.items()}
               for state in run.optimiser.state_dict()["state"].values()]
    write({"average": run.average.state_dict(), "moments": moments,
           "counts": (run.samples, run.steps, run.drawn, run.seconds)}, path)


def write(kept: dict, path: Path) -> None:
    """Write what a checkpoint holds, in one move."""
    part = path.with_suffix(".part")
    torch.save(kept, part)
    os.replace(part, path)


def resume(run: Run, path: Path) -> None:
    """Go on from a checkpoint."""
    try:
        kept = torch.load(path, map_location="cpu", weights_only=True)
        run.net.load_state_dict(kept["average"])
        run.average.load_state_dict(kept["average"])
    except Exception as failure:
        raise SystemExit(f"{path} does not fit this recipe ({failure}); move it away to start anew") from failure
    whole = run.optimiser.state_dict()
    whole["state"] = dict(enumerate({k: v.float() for k, v in state.items()} for state in kept["moments"]))
    run.optimiser.load_state_dict(whole)
    run.samples, run.steps, run.drawn, run.seconds = kept["counts"]


def rate(run: Run, fraction: float) -> float:
    """The learning rate at this step, `fraction` of the way to the end."""
    falling = max(1 - (fraction - DECAY_FROM) / (1 - DECAY_FROM), 0.01) if fraction > DECAY_FROM else 1.0
    return run.model.lr * min((run.steps + 1) / WARM_UP, 1.0) * falling


@torch.no_grad()
def follow(run: Run) -> None:
    """Move the average towards the network."""
    keep = min(KEEP, (1 + run.steps) / (10 + run.steps))
    for slow, fast in zip(run.average.state_dict().values(), run.net.state_dict().values()):
        if slow.dtype.is_floating_point:
            slow.lerp_(fast, 1 - keep)
        else:
            slow.copy_(fast)


def on(device, wanted):
    """Targets on the device; class lists stay where they are."""
    return {key: value.to(device) for key, value in wanted.items()} if isinstance(wanted, dict) else wanted


def step(run: Run, task, pictures, wanted, device) -> float:
    """One batch."""
    pictures = pictures.to(device, memory_format=torch.channels_last)
    with torch.autocast(device.type, dtype=torch.bfloat16):
        answer = run.net(pictures)
    loss = task.loss(answer, on(device, wanted), run.samples)
    run.optimiser.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(run.net.parameters(), run.model.clip)
    run.optimiser.step()
    return float(loss.detach())


class Stop:
    """Set by Ctrl-C or a polite kill: the loop then ends as if its time were over."""

    def __init__(self):
        self.asked = False
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, self._ask)

    def _ask(self, *_):
        self.asked = True


def train(run: Run, task, device, minutes: float, target: int, every: float, milestone) -> None:
    """Train until the clock, the count or a signal; `milestone(run, loss)` every few minutes and at the end."""
    stop, began, last = Stop(), time.monotonic(), time.monotonic()
    before, first, losses = run.seconds, run.samples, []
    drawn = run.drawn
    run.net.train()
    for count, (pictures, wanted) in task.batches(run.drawn, run.samples):
        spent = time.monotonic() - began
        fraction = max((run.samples - first) / max(target - first, 1), spent / 60 / minutes)
        for group in run.optimiser.param_groups:
            group["lr"] = rate(run, fraction)
        losses.append(step(run, task, pictures, wanted, device))
        run.steps, run.samples = run.steps + 1, run.samples + count
        follow(run)
        run.seconds = before + time.monotonic() - began
        run.drawn = drawn + sum(pool.drawn for pool in task.pools)
        over = stop.asked or fraction >= 1
        if over or time.monotonic() - last > every * 60:
            milestone(run, sum(losses) / len(losses))
            losses, last = [], time.monotonic()
            run.net.train()
        if over:
            return


def borrow(run: Run, path: Path) -> None:
    """Start with the layers of another line reader; wider ones hold them in a corner and answer the same at first."""
    theirs = torch.load(path, map_location="cpu", weights_only=True)["average"]
    for net in (run.net, run.average):
        for name, ours in net.state_dict().items():
            known = theirs.get(name)
            other_letters = name.startswith("head") and known is not None and len(known) != len(ours)
            if known is not None and not other_letters:
                inlay(ours, known)


def inlay(ours: torch.Tensor, known: torch.Tensor) -> None:
    """Lay known weights into the corner of ours; what they never saw must not disturb them: it weighs nothing there."""
    if ours.dim() != known.dim() or any(a < b for a, b in zip(ours.shape, known.shape)):
        return
    if ours.dim() > 1:
        ours[: len(known)] = 0
    ours[tuple(slice(size) for size in known.shape)] = known
