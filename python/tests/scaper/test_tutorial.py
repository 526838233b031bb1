"""The ISMIR tutorial's ten steps with the import changed and nothing else, beside the real Scaper's numbers."""

from __future__ import annotations

import pathlib
import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np
import soundfile
import soundscape.scaper as scaper

import tutorial
from comparing import differences
from scaper_support import Reference

# In LU; the goal is 0.1.
LOUDNESS = 0.001
STEPS = [
    "1 an object", "2 a specification", "3 a mixture drawn", "4 a sequence, and again", "5 one event", "6 incoherent",
    "7 coherent", "8 half and half", "9 on the fly", "10 for training",
]  # fmt: skip


def _levels(tree: Any) -> Iterator[dict[str, Any]]:
    """All levels in a result, in order."""
    if isinstance(tree, dict) and "lufs" in tree:
        yield tree
    elif isinstance(tree, (dict, list)):
        for item in tree.values() if isinstance(tree, dict) else tree:
            yield from _levels(item)


def _without_levels(tree: Any) -> Any:
    """What is drawn: all but levels, and the scale factors that depend on them."""
    if isinstance(tree, dict):
        return {key: _without_levels(item) for key, item in tree.items() if key != "scale" and "lufs" not in tree}
    return [_without_levels(item) for item in tree] if isinstance(tree, list) else tree


def test_ten_steps(reference: Reference) -> None:
    """The same draws to the last bit; where nothing is stretched, the same sound to a thousandth of a LU."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        steps = tutorial.tutorial(scaper)
    theirs = reference["tutorial"]
    assert list(steps) == list(theirs) == STEPS
    for name in STEPS:
        assert list(differences(_without_levels(steps[name]), _without_levels(theirs[name]))) == []
        assert list(differences(steps[name], theirs[name], 1e-4)) == []
        pairs = list(zip(_levels(steps[name]), _levels(theirs[name]), strict=True))
        loudness = [abs(mine["lufs"] - other["lufs"]) for mine, other in pairs]
        if loudness:
            print(f"{name}: {len(pairs)} sounds, loudness within {max(loudness):.1e} LU")
            assert max(loudness) < LOUDNESS


def test_stretched_mixtures_have_the_levels_that_were_drawn() -> None:
    """With shift and stretch, the tutorial's own template: each stem is as loud as its snr says, before scaling."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _, jam, _, stems = tutorial.coherent(scaper, tutorial.template(), 7)
    annotation = jam.annotations[0]
    change = annotation.sandbox.scaper["ref_db_change"]
    songs = set()
    for observation, stem in zip(annotation.data, stems, strict=True):
        value = observation.value
        songs.add(value["source_file"].split("/")[-1])
        assert stem.shape == (5 * tutorial.RATE, 1)
        loudness = scaper.audio.get_integrated_lufs(stem, tutorial.RATE)
        # A stem that is stretched to less than the mixture ends in silence, which the gate leaves out, and fades.
        assert abs(loudness - (-20 + value["snr"] + change)) < 0.3
    assert len(songs) == 1
    assert len({observation.value["time_stretch"] for observation in annotation.data}) == 1


def test_items_are_the_same_in_any_order() -> None:
    data = tutorial.OnTheFly(tutorial.MixClosure(scaper, tutorial.template(**tutorial.STILL)), 6)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        forward = [data[i]["mix"] for i in range(6)]
        backward = [data[i]["mix"] for i in reversed(range(6))]
    for mine, other in zip(forward, reversed(backward), strict=True):
        np.testing.assert_array_equal(mine, other)


def test_folders_of_mixtures_and_sources(tmp_path: pathlib.Path) -> None:
    """What separation's loaders read: each mixture is the sum of its sources, file by file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tutorial.write_mix_sources(scaper, str(tmp_path), 3)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["mix", *tutorial.LABELS])
    for i in range(3):
        mix, rate = soundfile.read(tmp_path / "mix" / f"{i}.wav")
        sources = [soundfile.read(tmp_path / label / f"{i}.wav")[0] for label in tutorial.LABELS]
        assert (rate, mix.shape) == (tutorial.RATE, (5 * tutorial.RATE,))
        assert np.max(np.abs(np.sum(sources, axis=0) - mix)) < 5 * 2.0**-31
