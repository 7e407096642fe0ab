"""Reads drawn samples from the drawing program through a pipe, and keeps a pool of them to train on."""

import json
import queue
import random
import struct
import subprocess
import threading
from collections.abc import Callable, Iterator

import numpy as np

MAGIC = b"IDSYN1\n"
ENOUGH = 64  # samples that a pool that replays must hold before it gives any
LARGEST = 256 * 1024 * 1024  # bytes of one picture: anything above is a broken stream, not a picture


class BadStream(Exception):
    """The stream is not what the drawing program promises to write."""


def exactly(pipe, count: int) -> bytes:
    """That many bytes, or nothing at a clean end."""
    data = pipe.read(count)
    if data and len(data) < count:
        raise BadStream(f"the stream ends inside a sample: {len(data)} of {count} bytes")
    return data


def samples(pipe) -> Iterator[tuple[dict, np.ndarray]]:
    """Every (truth, pixels [h, w] or [h, w, 3]) of a stream."""
    magic = exactly(pipe, len(MAGIC))
    if magic != MAGIC:
        raise BadStream(f"the stream opens with {magic!r} and not with {MAGIC!r}: is the command right?")
    while header := exactly(pipe, 4):
        truth = json.loads(exactly(pipe, struct.unpack("<I", header)[0]))
        (size,) = struct.unpack("<I", exactly(pipe, 4))
        if size != truth["w"] * truth["h"] * truth["c"] or size > LARGEST:
            raise BadStream(f"sample {truth.get('seed')}: {size} bytes do not make {truth['w']}×{truth['h']}×{truth['c']}")
        pixels = np.frombuffer(exactly(pipe, size), np.uint8)
        shape = (truth["h"], truth["w"]) if truth["c"] == 1 else (truth["h"], truth["w"], truth["c"])
        yield truth, pixels.reshape(shape)


def draw(command: list[str]) -> Iterator[tuple[dict, np.ndarray]]:
    """Run the drawing program and yield what it draws; its complaint is ours when it fails."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, bufsize=1 << 20)
    try:
        yield from samples(process.stdout)
        if process.wait() != 0:
            raise BadStream(f"{' '.join(command)} ended with exit code {process.returncode}")
    finally:
        process.kill()
        process.wait()


def mixed(main: Iterator, stray: Iterator, share: float) -> Iterator:
    """Two streams in one: every so many samples one of the second."""
    every = round(1 / share)
    for at, sample in enumerate(main):
        yield sample
        if at % every == every - 1:
            yield next(stray)


class Pool:
    """Prepared samples, drawn by a thread while the network trains; each is used about `replay` times."""

    def __init__(self, source: Iterator, prepare: Callable, capacity: int, replay: float, seed: int):
        self.capacity, self.replay = capacity, replay
        self.held, self.drawn, self.used = [], 0, 0
        self.random = random.Random(seed)
        self.fresh: queue.Queue = queue.Queue(maxsize=256)
        self.failure: BaseException | None = None
        self.closed = False
        threading.Thread(target=self._fill, args=(source, prepare), daemon=True).start()

    def _fill(self, source, prepare):
        try:
            for truth, pixels in source:
                prepared = prepare(truth, pixels)
                self.fresh.put((prepared, 1))
                if self.closed:
                    return
            raise BadStream("the training stream ended: it must be endless (--count 0)")
        except BaseException as failure:  # the training thread must hear of it
            self.failure = failure
            self.fresh.put((None, 0))

    def close(self) -> None:
        """Let the thread end, and with it the drawing program."""
        self.closed = True
        while not self.fresh.empty():
            self.fresh.get_nowait()

    def _take(self, wait: bool) -> bool:
        try:
            prepared, count = self.fresh.get(block=wait)
        except queue.Empty:
            return False
        if self.failure is not None and count == 0:
            raise self.failure
        self.drawn += count
        if prepared is None:
            return True
        if len(self.held) < self.capacity:
            self.held.append(prepared)
        else:
            self.held[self.random.randrange(self.capacity)] = prepared
        return True

    def draw(self, count: int) -> list:
        """That many samples: fresh ones where they are due, known ones otherwise."""
        while self.drawn * self.replay < self.used + count and self._take(wait=len(self.held) < ENOUGH):
            pass
        self.used += count
        if self.replay <= 1.0:
            return [self._pop() for _ in range(count)]
        return self.random.choices(self.held, k=count)

    def _pop(self):
        while not self.held:
            self._take(wait=True)
        at = self.random.randrange(len(self.held))
        self.held[at], self.held[-1] = self.held[-1], self.held[at]
        return self.held.pop()
