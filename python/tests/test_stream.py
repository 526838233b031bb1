"""Streams: the order of the indices, ranks, epochs, resuming, errors, and threads that end."""

from __future__ import annotations

import gc
import itertools
import threading
import time
import weakref
from collections.abc import Iterator

import numpy as np
import pytest
from conftest import EVENTS, FOUR_STEMS, TARGETS, digest, run_python

import soundscape


@pytest.fixture
def short() -> soundscape.Dataset:
    return soundscape.Dataset(text=FOUR_STEMS, set={"duration": 0.2}, seed=4)


@pytest.fixture(autouse=True)
def no_threads_are_left() -> Iterator[None]:
    yield
    gc.collect()
    assert [thread.name for thread in threading.enumerate() if thread.name.startswith("soundscape")] == []


@pytest.mark.parametrize("threads", [1, 2, 7])
@pytest.mark.parametrize("batch", [1, 3])
def test_batches_are_in_order(short: soundscape.Dataset, threads: int, batch: int) -> None:
    stream = iter(short.stream(batch, threads=threads, targets=TARGETS))
    for number, (mix, stems) in enumerate(itertools.islice(stream, 6)):
        indices = range(number * batch, (number + 1) * batch)
        expected = short.batch(indices, targets=TARGETS)
        assert mix.shape == (batch, 1, 8820) and stems.shape == (batch, 4, 1, 8820)
        assert digest(mix, stems) == digest(*expected)
        assert (stems.sum(axis=1) == mix).all()
    stream.close()


def test_batches_know_what_is_in_them(short: soundscape.Dataset) -> None:
    stream = iter(short.stream(3, threads=2, targets=TARGETS, start=5))
    batch = next(stream)
    assert batch.indices == [5, 6, 7] and batch.mix is batch[0] and batch.stems is batch[1]
    assert [mixture.index for mixture in batch.mixtures] == [5, 6, 7]
    assert batch.events == [short[i].events for i in (5, 6, 7)]
    stream.close()


def test_a_row_for_each_event() -> None:
    dataset = soundscape.Dataset(text=EVENTS, set={"duration": 0.5})
    stream = iter(dataset.stream(4, threads=2))
    for number, batch in enumerate(itertools.islice(stream, 4)):
        expected = dataset.batch(range(4 * number, 4 * number + 4))
        assert batch.stems.shape[1] == max(map(len, batch.events))
        assert digest(*batch) == digest(*expected)
    stream.close()


def test_mix_alone_and_functions(short: soundscape.Dataset) -> None:
    stream = iter(short.stream(2, threads=2, targets=[]))
    mix, stems = next(stream)
    assert stems.shape == (2, 0, 1, 8820) and (mix[1] == short[1].audio).all()
    stream.close()
    stream = iter(short.stream(2, threads=2, targets=lambda e: 0 if e.label == "bass" else 1, rows=2))
    mix, stems = next(stream)
    assert (stems[0, 0] == short[0].stems["bass"]).all() and (stems.sum(axis=1) == mix).all()
    stream.close()
    with pytest.raises(soundscape.ArgumentError):
        short.stream(2, targets=["vocal"])


def test_what_was_given_out_is_never_overwritten(short: soundscape.Dataset) -> None:
    stream = iter(short.stream(4, threads=2, targets=TARGETS, prefetch=3))
    kept = []
    for number, (mix, stems) in enumerate(itertools.islice(stream, 30)):
        if number % 3 == 0:
            kept.append((number, mix[1, 0, 100:200], digest(mix[1, 0, 100:200])))  # a view alone keeps the memory
        if number % 5 == 0:
            mix[:], stems[:] = np.nan, np.nan  # nobody's but ours
            if number % 3 == 0:
                kept.pop()
    stream.close()
    for number, view, before in kept:
        assert digest(view) == before == digest(short[4 * number + 1].audio[0, 100:200])


def test_memory_is_used_again(short: soundscape.Dataset) -> None:
    stream = iter(short.stream(4, threads=2, targets=TARGETS))
    addresses = set()
    for mix, _ in itertools.islice(stream, 40):
        addresses.add(mix.ctypes.data)
        del mix
    stream.close()
    # What is kept, what is being made, what is given out, and the one before.
    assert len(addresses) <= 2 * short.stream(4, threads=2).prefetch + 4


def test_ranks_share_the_mixtures(short: soundscape.Dataset) -> None:
    seen: list[int] = []
    for rank in range(3):
        stream = iter(short.stream(2, threads=2, targets=[], rank=rank, world_size=3))
        for batch in itertools.islice(stream, 4):
            assert [index % 3 for index in batch.indices] == [rank, rank]
            seen.extend(batch.indices)
        stream.close()
    assert sorted(seen) == list(range(24))


def test_epochs(short: soundscape.Dataset) -> None:
    stream = short.stream(2, threads=2, targets=[], length=7)
    assert len(stream) == 3
    assert [batch.indices for batch in stream] == [[0, 1], [2, 3], [4, 5]]
    assert stream.epoch == 1
    assert [batch.indices for batch in stream] == [[7, 8], [9, 10], [11, 12]]
    stream.set_epoch(5)
    assert next(iter(stream)).indices == [35, 36]
    assert [batch.indices for batch in stream] == [[37, 38], [39, 40]]  # goes on where it was left
    iterator = iter(stream)
    assert len(list(iterator)) == 3 and list(iterator) == [] and stream.epoch == 7
    two = [short.stream(2, threads=1, targets=[], length=9, rank=rank, world_size=2) for rank in (0, 1)]
    assert [[batch.indices for batch in stream] for stream in two] == [[[0, 2], [4, 6]], [[1, 3], [5, 7]]]


def test_lengths(short: soundscape.Dataset) -> None:
    with pytest.raises(TypeError):
        len(short.stream(2))
    with pytest.raises(soundscape.ArgumentError):
        short.stream(2).set_epoch(1)
    long = soundscape.Dataset(text=FOUR_STEMS, length=10)
    assert len(long.stream(4)) == 2
    with pytest.raises(soundscape.ArgumentError):
        long.stream(4, world_size=3)


@pytest.mark.parametrize("length", [None, 10])
def test_resuming(short: soundscape.Dataset, length: int | None) -> None:
    whole = short.stream(2, threads=2, targets=TARGETS, length=length)
    batches = list(itertools.islice(itertools.chain.from_iterable(iter(whole) for _ in range(3)), 9))
    for stopped in range(8):
        first = short.stream(2, threads=2, targets=TARGETS, length=length)
        given = itertools.chain.from_iterable(iter(first) for _ in range(3))
        for _ in itertools.islice(given, stopped):
            pass
        state = first.state_dict()
        del given
        second = soundscape.Dataset(text=FOUR_STEMS, set={"duration": 0.2}, seed=4).stream(
            2, threads=3, targets=TARGETS, length=length
        )
        second.load_state_dict(state)
        rest = list(itertools.islice(itertools.chain.from_iterable(iter(second) for _ in range(3)), 9 - stopped))
        assert [b.indices for b in rest] == [b.indices for b in batches[stopped:]]
        assert [digest(*b) for b in rest] == [digest(*b) for b in batches[stopped:]]


def test_resuming_on_other_ranks(short: soundscape.Dataset) -> None:
    one = short.stream(6, threads=1, targets=[])
    next(iter(one))
    seen = []
    for rank in range(2):
        stream = short.stream(3, threads=1, targets=[], rank=rank, world_size=2)
        stream.load_state_dict(one.state_dict())
        seen.extend(next(iter(stream)).indices)
    assert sorted(seen) == list(range(6, 12))


def test_state_of_another_recipe(short: soundscape.Dataset) -> None:
    state = short.stream(2).state_dict()
    with pytest.raises(soundscape.ArgumentError, match="another recipe"):
        soundscape.Dataset(text=EVENTS).stream(2).load_state_dict(state)


def test_errors_come_when_their_batch_is_due(
    tmp_path_factory: pytest.TempPathFactory, short: soundscape.Dataset
) -> None:
    calls = []

    def target(event: soundscape.Event) -> int:
        calls.append(event)
        if len(calls) > 4 * 4:  # in the third batch of two mixtures with four events
            raise ZeroDivisionError("by a user's function")
        return 0

    stream = short.stream(2, threads=1, targets=target, rows=1)
    given = iter(stream)
    assert next(given).indices == [0, 1] and next(given).indices == [2, 3]
    with pytest.raises(ZeroDivisionError):
        next(given)
    assert list(given) == []
    assert stream.state_dict()["next"] == 4


def test_errors_name_the_mixture(broken: soundscape.Dataset) -> None:
    with pytest.raises(soundscape.SourceError) as caught:
        next(iter(broken.stream(4, threads=2, targets=["tone"], start=8)))
    assert caught.value.index in range(8, 12)
    assert f"mixture {caught.value.index}" in str(caught.value)


def test_threads_end_on_break(short: soundscape.Dataset) -> None:
    for batch in short.stream(2, threads=3, targets=[]):
        assert len([t for t in threading.enumerate() if t.name.startswith("soundscape")]) == 3
        del batch
        break
    gc.collect()
    assert not [t for t in threading.enumerate() if t.name.startswith("soundscape")]
    iterator = iter(short.stream(2, threads=3, targets=[]))
    gone = weakref.ref(iterator)
    next(iterator)
    del iterator
    assert gone() is None


def test_closing_and_a_second_iterator(short: soundscape.Dataset) -> None:
    stream = short.stream(2, threads=2, targets=[])
    first = iter(stream)
    assert next(first).indices == [0, 1]
    second = iter(stream)
    assert next(second).indices == [2, 3]
    assert list(first) == []
    second.close()
    second.close()
    assert list(second) == []


def test_a_program_that_ends_in_the_middle_ends() -> None:
    code = (
        "import sys, soundscape\n"
        "stream = iter(soundscape.Dataset(text=sys.argv[1]).stream(4, threads=2))\n"
        "next(stream); print('ended')"
    )
    run = run_python(code, FOUR_STEMS, timeout=60)
    assert run.returncode == 0 and run.stdout == "ended\n" and run.stderr == ""


def test_no_more_is_made_ahead_than_allowed(short: soundscape.Dataset) -> None:
    made: list[str] = []
    stream = iter(short.stream(2, threads=2, prefetch=2, targets=lambda e: made.append(e.label), rows=1))
    next(stream)
    deadline = time.monotonic() + 20
    while len(made) < 3 * 2 * 4 and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(0.2)
    assert len(made) == 3 * 2 * 4  # one given, two ahead
    stream.close()


def test_wrong_options(short: soundscape.Dataset) -> None:
    for wrong in (
        {"batch": 0}, {"threads": 0}, {"prefetch": 0}, {"rank": 1}, {"rank": -1}, {"world_size": 0}, {"start": -1},
        {"length": 1},
    ):  # fmt: skip
        with pytest.raises(soundscape.ArgumentError):
            short.stream(**{"batch": 2, **wrong})
    for strange in ({"batch": 1.5}, {"threads": True}, {"rank": "0"}):
        with pytest.raises(TypeError):
            short.stream(**strange)


def test_dlpack(short: soundscape.Dataset) -> None:
    stream = iter(short.stream(2, threads=1, targets=[]))
    mix, _ = next(stream)
    again = np.from_dlpack(mix)
    assert again.ctypes.data == mix.ctypes.data
    stream.close()


def test_durations_that_differ() -> None:
    """A batch is as long as the longest mixture that there can be; shorter ones end in silence."""
    recipe = FOUR_STEMS.replace("duration: 1", "duration: [uniform, 0.3, 0.6]").replace("[uniform, 0, end]", "0")
    dataset = soundscape.Dataset(text=recipe, seed=4)
    frames = round(0.6 * 44100)
    assert dataset.shape == (1, frames) and dataset.duration == 0.6
    lengths = {mixture.shape[1] for mixture in (dataset[i] for i in range(6))}
    assert len(lengths) == 6 and all(0.3 * 44100 <= length <= frames for length in lengths)
    for batch in dataset.stream(batch=3, threads=2, targets=TARGETS, length=6):
        assert batch.mix.shape == (3, 1, frames)
        for row, mixture in enumerate(batch.mixtures):
            length = mixture.shape[1]
            expected = dataset[mixture.index or 0]
            assert mixture.duration == expected.duration == length / 44100
            assert (batch.mix[row, :, :length] == expected.audio).all() and not batch.mix[row, :, length:].any()
            assert (batch.stems[row].sum(0) == batch.mix[row]).all() and not batch.stems[row, :, :, length:].any()
    mix = np.full(dataset.shape, 7, np.float32)
    stems = np.full((4, *dataset.shape), 7, np.float32)
    mixture = dataset.render_into(1, mix=mix, stems=stems)
    assert not mix[:, mixture.shape[1] :].any() and (stems.sum(0) == mix).all()
