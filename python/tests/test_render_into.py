"""Rendering into the caller's memory: any strides, checked shapes, targets."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from conftest import TARGETS, digest

import soundscape

C, F, S = 1, 44100, 4


def test_plain_arrays(four: soundscape.Dataset) -> None:
    mix, stems = np.full((C, F), np.nan, np.float32), np.full((S + 2, C, F), np.nan, np.float32)
    told = four.render_into(1, mix=mix, stems=stems)
    expected = four[1]
    assert len(told.events) == S and told.events == expected.events and told.index == 1
    assert (mix == expected.audio).all() and (stems[:S] == expected.stem_array).all()
    assert not stems[S:].any()


def test_one_of_both_or_none(four: soundscape.Dataset) -> None:
    expected = four[1]
    mix, stems = np.empty((C, F), np.float32), np.empty((S, C, F), np.float32)
    four.render_into(1, mix=mix)
    four.render_into(1, stems=stems)
    assert (mix == expected.audio).all() and (stems == expected.stem_array).all()
    assert four.render_into(1).events == expected.events


def layouts(shape: tuple[int, ...]) -> list[np.ndarray[Any, np.dtype[np.float32]]]:
    """Arrays of one shape over memory in many orders."""
    last = shape[-1]
    return [
        np.empty((*shape[:-1], 2 * last), np.float32)[..., ::2],
        np.empty(shape, np.float32)[..., ::-1],
        np.empty(shape, np.float32)[::-1],
        np.asfortranarray(np.empty(shape, np.float32)),
        np.moveaxis(np.empty((last, *shape[:-1]), np.float32), 0, -1),
        np.empty((3, *shape, 2), np.float32)[1, ..., 1],
        np.empty(int(np.prod(shape)) + 1, np.float32)[1:].reshape(shape),
    ]


@pytest.mark.parametrize("channels", [1, 2])
def test_strides(channels: int) -> None:
    from conftest import FOUR_STEMS

    dataset = soundscape.Dataset(text=FOUR_STEMS, set={"channels": channels})
    expected = dataset[2]
    for mix, stems in zip(layouts((channels, F)), layouts((S, channels, F))):
        mix[...], stems[...] = np.nan, np.nan
        dataset.render_into(2, mix=mix, stems=stems)
        assert (mix == expected.audio).all(), mix.strides
        assert (stems == expected.stem_array).all(), stems.strides


def test_nothing_beside_the_arrays_is_touched(four: soundscape.Dataset) -> None:
    around = np.full((S + 2, C + 2, 2 * F + 2), 7, np.float32)
    inner = around[1:-1, 1:-1, 1:-1:2]
    four.render_into(0, stems=inner)
    assert (inner == four[0].stem_array).all()
    inner[...] = 7
    assert (around == 7).all()


def test_wrong_arrays(four: soundscape.Dataset) -> None:
    readonly = np.empty((C, F), np.float32)
    readonly.flags.writeable = False
    unaligned = np.empty(4 * C * F + 1, np.uint8)[1:].view(np.float32).reshape(C, F)
    shared = np.lib.stride_tricks.as_strided(np.empty(1, np.float32), (C, F), (0, 0))
    wrong: list[Any] = [
        np.empty((C, F)), np.empty((C, F), np.int16), np.empty((C, F), ">f4"), np.empty((F,), np.float32),
        np.empty((C, F - 1), np.float32), np.empty((C, F + 1), np.float32), np.empty((C + 1, F), np.float32),
        np.empty((F, C), np.float32), readonly, unaligned, shared, np.empty((0, F), np.float32),
    ]  # fmt: skip
    for array in wrong:
        with pytest.raises(soundscape.ArgumentError):
            four.render_into(0, mix=array)
    for array in ([0.0] * F, 7, "mix"):
        with pytest.raises(TypeError):
            four.render_into(0, mix=array)
    with pytest.raises(soundscape.ArgumentError, match="4 events for 3 rows"):
        four.render_into(0, stems=np.empty((3, C, F), np.float32))
    with pytest.raises(soundscape.ArgumentError):
        four.render_into(0, stems=np.empty((S, F), np.float32))
    with pytest.raises(soundscape.ArgumentError):
        four.render_into(0, stems=np.empty((3, C, F), np.float32), targets=["vocals"])


def test_targets(four: soundscape.Dataset) -> None:
    stems = np.full((2, C, F), np.nan, np.float32)
    four.render_into(1, stems=stems, targets=["drums", "vocals"])
    expected = four[1].stems
    assert (stems[0] == expected["drums"]).all() and (stems[1] == expected["vocals"]).all()
    prepared = four.targets(TARGETS)
    all_four = np.empty((S, C, F), np.float32)
    four.render_into(1, stems=all_four, targets=prepared)
    assert all((all_four[row] == expected[name]).all() for row, name in enumerate(TARGETS))
    four.render_into(1, stems=stems, targets=lambda event: 0 if event.label in ("bass", "drums") else None)
    assert (stems[0] == expected["bass"] + expected["drums"]).all() and not stems[1].any()
