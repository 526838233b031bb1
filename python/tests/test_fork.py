"""Processes: forked at every moment, spawned, from a server. All give the bytes of their parent, and none hangs."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import threading
import time
from collections.abc import Callable

import pytest
from conftest import EVENTS, FOUR_STEMS, digest

import soundscape

# Seconds after which a child counts as hung: a mixture takes some milliseconds, so this is for a very busy machine.
HANGS = 120.0


def in_children(work: Callable[[], str], count: int) -> list[str]:
    """What `work` gives in forked children that run side by side; a text that says so for one that crashed or hung."""
    children = []
    for _ in range(count):
        out, into = os.pipe()
        process = os.fork()
        if process == 0:
            os.close(out)
            try:
                os.write(into, work().encode())
                os._exit(0)
            except BaseException as error:
                os.write(into, repr(error).encode())
                os._exit(1)
        os.close(into)
        children.append((process, out))
    return [_answer(process, out) for process, out in children]


def _answer(process: int, out: int) -> str:
    deadline = time.monotonic() + HANGS
    while True:
        ended, status = os.waitpid(process, os.WNOHANG)
        if ended:
            break
        if time.monotonic() > deadline:
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
            status = -1
            break
        time.sleep(0.002)
    with os.fdopen(out, "rb") as pipe:
        text = pipe.read().decode()
    if status == -1:
        return "hung"
    return text if status == 0 else f"status {status}: {text}"


def all_of(dataset: soundscape.Dataset, count: int = 4) -> str:
    return digest(*(array for i in range(count) for array in (dataset[i].audio, dataset[i].stem_array)))


def expected(count: int = 4) -> str:
    return all_of(soundscape.Dataset(text=EVENTS, seed=9), count)


def test_before_any_use() -> None:
    dataset = soundscape.Dataset(text=EVENTS, seed=9)
    assert in_children(lambda: all_of(dataset), 4) == [expected()] * 4


def test_opened_in_the_child() -> None:
    expected()
    assert in_children(lambda: all_of(soundscape.Dataset(text=EVENTS, seed=9)), 4) == [expected()] * 4


def test_after_a_render() -> None:
    dataset = soundscape.Dataset(text=EVENTS, seed=9)
    all_of(dataset)
    assert in_children(lambda: all_of(dataset), 4) == [expected()] * 4


def test_after_threads_have_ended() -> None:
    dataset = soundscape.Dataset(text=EVENTS, seed=9)
    dataset.batch(range(8), threads=2)
    assert in_children(lambda: all_of(dataset), 4) == [expected()] * 4


def test_two_threads_contend_in_the_child() -> None:
    dataset = soundscape.Dataset(text=EVENTS, seed=9)
    mix, stems = dataset.batch(range(8), threads=2)
    answer = digest(mix, stems)
    assert in_children(lambda: digest(*dataset.batch(range(8), threads=2)), 4) == [answer] * 4
    assert in_children(lambda: digest(*dataset.batch(range(8), threads=8)), 2) == [answer] * 2


def test_a_stream_in_the_child() -> None:
    dataset = soundscape.Dataset(text=EVENTS, seed=9)

    def two_batches() -> str:
        stream = iter(dataset.stream(batch=4, threads=2, targets=["foreground", "background"]))
        answer = digest(*next(stream), *next(stream))
        stream.close()
        return answer

    answer = two_batches()
    assert in_children(two_batches, 3) == [answer] * 3


def test_a_stream_of_the_parent_is_refused_in_the_child() -> None:
    stream = iter(soundscape.Dataset(text=EVENTS, set={"duration": 0.1}).stream(batch=2, threads=2))

    def use() -> str:
        try:
            next(stream)
        except RuntimeError as error:
            stream.close()  # whoever held its lock when the process was forked
            return str(error)
        return "given"

    for _ in range(40):
        next(stream)
        assert "forked process" in in_children(use, 1)[0]
    stream.close()


def test_a_run_in_the_child(tmp_path_factory: pytest.TempPathFactory) -> None:
    dataset = soundscape.Dataset(text=EVENTS, seed=9)
    first = tmp_path_factory.mktemp("run")
    dataset.generate(first / "parent", 4, progress=False, sync=False, jobs=2)

    def run() -> str:
        folder = first / str(os.getpid())
        dataset.generate(folder, 4, progress=False, sync=False, jobs=2)
        return digest(*(mixture.audio for mixture in soundscape.read(folder)))

    answer = digest(*(mixture.audio for mixture in soundscape.read(first / "parent")))
    assert in_children(run, 2) == [answer] * 2


def test_two_hundred_forks_while_threads_render() -> None:
    dataset = soundscape.Dataset(text=EVENTS, seed=9, cache=1 << 20)  # small, so that its lock is much in use
    answers = [digest(dataset[i].audio) for i in range(20)]
    stop = threading.Event()
    rendered = [0, 0]

    def load(number: int) -> None:
        while not stop.is_set():
            index = rendered[number] % 20
            assert digest(dataset[index].audio) == answers[index]
            rendered[number] += 1

    threads = [threading.Thread(target=load, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    try:
        for number in range(100):
            index = number % 20
            assert in_children(lambda: digest(dataset[index].audio), 2) == [answers[index]] * 2, number  # noqa: B023
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert min(rendered) > 10


def _render(dataset: soundscape.Dataset) -> str:
    return all_of(dataset)


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_pools(method: str) -> None:
    dataset = soundscape.Dataset(text=EVENTS, seed=9)
    with multiprocessing.get_context(method).Pool(2) as pool:
        answers = pool.map_async(_render, [dataset] * 4).get(timeout=HANGS)
    assert answers == [expected()] * 4


def test_errors_come_back_from_a_child(broken: soundscape.Dataset) -> None:
    def fail() -> str:
        try:
            broken[3]
        except soundscape.SoundscapeError as error:
            return pickle.dumps(error).hex()
        return "none"

    error = pickle.loads(bytes.fromhex(in_children(fail, 1)[0]))
    assert type(error) is soundscape.SourceError
    assert error.index == 3 and "tone.wav" in str(error)


def test_mixtures_come_back_from_a_pool() -> None:
    dataset = soundscape.Dataset(text=FOUR_STEMS)
    with multiprocessing.get_context("fork").Pool(1) as pool:
        mixture = pool.apply_async(dataset.__getitem__, (3,)).get(timeout=HANGS)
    assert digest(mixture.audio, mixture.stem_array) == digest(dataset[3].audio, dataset[3].stem_array)
