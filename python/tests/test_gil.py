"""Rendering lets other Python threads run: two threads gain over one, and a control that keeps the GIL must not."""

from __future__ import annotations

import ctypes
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pytest
from conftest import FOUR_STEMS

import soundscape
from soundscape import _abi, _library

LENGTH = 5.0  # seconds of a mixture: long enough that the Python around it does not count
ROUND = 16  # mixtures of a round
ROUNDS = 3


@contextmanager
def engine_that_keeps_the_gil() -> Iterator[None]:
    """The same library by PyDLL, which does not let go of the GIL in a call."""
    usual = _library.library()
    keeping = ctypes.PyDLL(str(_library.library_path()))
    _abi.declare(keeping)
    _library._loaded = keeping
    try:
        yield
    finally:
        _library._loaded = usual


@contextmanager
def switching_after(seconds: float) -> Iterator[None]:
    """How long a thread may keep the GIL when another one waits for it, as long as it is in Python."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(seconds)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)


def runnable_seconds() -> float:
    """Seconds that this thread has run or waited for a processor, as the kernel counts them: not those in which it
    waited for a lock, such as the GIL."""
    with open("/proc/thread-self/schedstat") as file:
        ran, waited = file.read().split()[:2]
    return (int(ran) + int(waited)) / 1e9


def threads_at_once(dataset: soundscape.Dataset, threads: int) -> float:
    """How many threads could run at once while some of them rendered.

    Unlike a rate it does not depend on how fast the machine is, nor on what else runs on it.
    """
    channels, frames = dataset.shape
    arrays = [
        (np.empty((channels, frames), np.float32), np.empty((4, channels, frames), np.float32)) for _ in range(threads)
    ]
    runnable = [0.0] * threads
    start = threading.Barrier(threads + 1)

    def work(number: int) -> None:
        mix, stems = arrays[number]
        start.wait()
        before = runnable_seconds()
        for index in range(ROUND):
            dataset.render_into(index, mix=mix, stems=stems)
        runnable[number] = runnable_seconds() - before

    workers = [threading.Thread(target=work, args=(number,)) for number in range(threads)]
    for worker in workers:
        worker.start()
    start.wait()
    started = time.perf_counter()
    for worker in workers:
        worker.join()
    return sum(runnable) / (time.perf_counter() - started)


def test_two_threads_gain_and_the_control_does_not() -> None:
    def figures() -> list[float]:
        dataset = soundscape.Dataset(text=FOUR_STEMS, set={"duration": LENGTH})
        dataset.batch(range(ROUND))  # sounds are decoded
        return [statistics.median(threads_at_once(dataset, threads) for _ in range(ROUNDS)) for threads in (1, 2)]

    # A thread that waits for the GIL looks for it once an interval, and counts as one that could run while it looks.
    with switching_after(0.5):
        one, two = figures()
        with engine_that_keeps_the_gil():
            kept_one, kept_two = figures()
    print(f"\nthreads at once: {one:.2f} and {two:.2f} of 1 and 2; with the GIL kept {kept_one:.2f} and {kept_two:.2f}")
    # With the GIL kept the threads take turns. Without it both work, but for the moments in which one is in Python.
    assert kept_two < 1.25 < 1.6 < two
    assert max(one, kept_one) < 1.1


def test_python_runs_on_during_a_render() -> None:
    """A counter in Python makes progress while another thread is in the engine; while the GIL is kept, it does not."""

    def steps_during_renders() -> int:
        dataset = soundscape.Dataset(text=FOUR_STEMS, set={"duration": 120})
        dataset[0]
        mix = np.empty(dataset.shape, np.float32)
        inside, ended, steps = threading.Event(), threading.Event(), 0

        def render() -> None:
            inside.set()
            dataset.render_into(0, mix=mix)
            ended.set()

        thread = threading.Thread(target=render)
        thread.start()
        inside.wait()
        while not ended.is_set():
            steps += 1
        thread.join()
        return steps

    with switching_after(0.0001):
        free = max(steps_during_renders() for _ in range(3))
        with engine_that_keeps_the_gil():
            kept = min(steps_during_renders() for _ in range(3))
    print(f"\nsteps of a counter during a render: {free}; with the GIL kept: {kept}")
    assert free > 5 * kept


@pytest.mark.parametrize("threads", [1, 2, 8])
def test_threads_give_the_same_bytes(threads: int) -> None:
    dataset = soundscape.Dataset(text=FOUR_STEMS, cache=1 << 20)
    expected = np.stack([dataset[i].audio for i in range(12)])
    for _ in range(3):
        assert (dataset.batch(range(12), threads=threads)[0] == expected).all()
