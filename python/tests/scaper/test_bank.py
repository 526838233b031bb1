"""The list of sounds is kept between objects, and is renewed when sounds change."""

from __future__ import annotations

import os
import pathlib
import time
import warnings
from typing import Any

import numpy as np
import pytest
import soundfile
import soundscape.scaper as scaper
from soundscape.scaper import _bank

import programs


def _sound(path: pathlib.Path, seconds: float) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(path, np.random.RandomState(1).uniform(-0.1, 0.1, int(8000 * seconds)), 8000)


def _drawn(folder: pathlib.Path, label: tuple[Any, ...] = ("choose", []), seed: int = 0) -> Any:
    sc = scaper.Scaper(2, folder, folder, random_state=seed)
    sc.add_event(**programs.event(label=label, event_duration=("const", 2)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return sc._instantiate().annotations[0].data[0].value


@pytest.fixture
def folder(tmp_path: pathlib.Path) -> pathlib.Path:
    _sound(tmp_path / "dog" / "a.wav", 0.5)
    # As if they had been there for a while.
    for path in (tmp_path, tmp_path / "dog", tmp_path / "dog" / "a.wav"):
        os.utime(path, (1e9, 1e9))
    return tmp_path


def test_objects_share_a_bank(folder: pathlib.Path) -> None:
    _drawn(folder)
    first = _bank.bank_of(str(folder), str(folder))
    _drawn(folder)
    assert _bank.bank_of(str(folder), f"{folder}/") is first


def test_new_labels_files_and_lengths_are_seen(folder: pathlib.Path) -> None:
    assert (_drawn(folder)["label"], _drawn(folder)["event_duration"]) == ("dog", 0.5)
    _sound(folder / "dog" / "b.wav", 0.75)
    names = {os.path.basename(_drawn(folder, seed=seed)["source_file"]) for seed in range(12)}
    assert names == {"a.wav", "b.wav"}
    _sound(folder / "cat" / "c.wav", 1)
    assert {_drawn(folder, seed=seed)["label"] for seed in range(12)} == {"cat", "dog"}
    (folder / "dog" / "a.wav").unlink()
    (folder / "dog" / "b.wav").unlink()
    (folder / "dog").rmdir()
    assert {_drawn(folder, seed=seed)["label"] for seed in range(12)} == {"cat"}


def test_a_file_written_over_is_read_again(folder: pathlib.Path) -> None:
    assert _drawn(folder)["event_duration"] == 0.5
    written = (folder / "dog").stat().st_mtime_ns
    _sound(folder / "dog" / "a.wav", 0.25)
    assert (folder / "dog").stat().st_mtime_ns == written
    generator = np.random.RandomState(3)
    sc = scaper.Scaper(2, folder, folder, random_state=generator)
    sc.add_event(**programs.event(label=("choose", []), snr=("uniform", 0, 1), event_duration=("const", 2)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        value = sc._instantiate().annotations[0].data[0].value
    assert value["event_duration"] == 0.25
    # Drawing again does not take more of the generator.
    expected = np.random.RandomState(3)
    expected.randint(1), expected.randint(1)
    assert value["snr"] == expected.uniform(0, 1)
    assert generator.uniform() == expected.uniform()


def test_what_is_not_a_sound_is_no_obstacle(folder: pathlib.Path) -> None:
    (folder / "read.me").write_text("beside the labels")
    (folder / ".hidden").mkdir()
    (folder / "nothing").mkdir()
    (folder / "dog" / ".DS_Store").write_text("hidden")
    (folder / "dog" / "deeper").mkdir()
    sc = scaper.Scaper(2, folder, folder)
    assert sc.fg_labels == sc.bg_labels == ["dog", "nothing"]
    assert _drawn(folder, ("const", "dog"))["event_duration"] == 0.5
    # Scaper draws among all labels, and NumPy refuses to draw from none.
    with pytest.raises(ValueError):
        for seed in range(20):
            _drawn(folder, seed=seed)


def test_a_new_object_for_each_item_is_cheap() -> None:
    """As on-the-fly loaders do it. A listing reads the header of every sound, a new object the times of the folders."""

    def seconds(count: int) -> float:
        started = time.perf_counter()
        for seed in range(count):
            sc = scaper.Scaper(5, programs.STEMS, programs.NO_BACKGROUND, random_state=seed)
            for label in ("vocals", "drums", "bass", "other"):
                sc.add_event(**programs.event(label=("const", label)))
            sc._instantiate()
        return (time.perf_counter() - started) / count

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        seconds(1)
        found = min(seconds(10) for _ in range(5))
    print(f"{1000 * found:.2f} ms for an object, four events and their annotation")
    assert found < 0.02
