"""Prompts, phrases and weights of targets, and clips for BiSeP's loaders."""

from __future__ import annotations

import csv
import json
import pathlib
import random
from typing import Any

import numpy as np
import pytest
from conftest import FOUR_STEMS

import soundscape
from soundscape import bisep
from soundscape._events import Event, Source
from soundscape._prompts import Wording, filled


def event(label: str, prompt: str | None = None, **kept: str) -> Event:
    return Event(
        name=label, role="foreground", label=label, source_file="/a.wav", source_time=0, event_time=0, event_duration=1,
        duration=1, snr=0, source=Source("a", "a.wav", kept=kept) if kept else None, prompt=prompt,
    )  # fmt: skip


def test_prompts() -> None:
    wording = Wording()
    guitar, captioned = event("acoustic_guitar"), event("x", caption="A dog barks and a car passes")
    assert wording.event(guitar) == "The sound of acoustic guitar"
    assert wording.event(captioned) == "A dog barks and a car passes"
    assert wording.event(event("x", "As the recipe says", caption="no")) == "As the recipe says"
    assert wording.target([guitar, event("flute")]) == "The sound mixture of acoustic guitar and flute"
    assert wording.target([captioned]) == "A dog barks and a car passes" and wording.target([]) == ""
    assert wording.sources([guitar, event("flute")]) == ["The sound of acoustic guitar", "The sound of flute"]
    assert wording.sources([event("x", sources='["A dog", "A car; red"]')]) == ["A dog", "A car; red"]
    assert wording.sources([event("x", sources=" A dog ; A car")]) == ["A dog", "A car"]
    assert wording.sources([event("x", sources="[broken")]) == ["[broken"]
    assert wording.sources([event("x", sources=" ")]) == ["The sound of x"]
    other = Wording(one="{label}!", several="{labels}?", caption="text")
    assert other.target([event("a"), event("b")]) == "a and b?" and other.event(event("x", text="words")) == "words"


def test_as_many_sources_as_are_wanted() -> None:
    draws = random.Random(1)
    assert filled(["a", "b"], 2, draws) == (["a", "b"], [1, 1])
    for _ in range(20):
        phrases, weights = filled(["a", "b"], 3, draws)
        assert phrases[:2] == ["a", "b"] and phrases[2] in "ab"
        assert weights == [1 / phrases.count(phrase) for phrase in phrases] and sum(weights) == 2
        phrases, weights = filled(list("abcde"), 3, draws)
        assert len(set(phrases)) == 3 and weights == [1, 1, 1]
    with pytest.raises(soundscape.ArgumentError):
        filled([], 2, draws)


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """Mixtures of two of four stems that stay below full scale when they are doubled."""
    folder = tmp_path_factory.mktemp("quiet") / "data"
    changes = {"sample_rate": 16000, "duration": 2.5, "ref_db": -40}
    dataset = soundscape.Dataset(text=FOUR_STEMS, set=changes, seed=5)
    dataset.generate(folder, 4, progress=False, sync=False)
    return folder


def table(path: pathlib.Path) -> list[list[str]]:
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def samples(path: pathlib.Path) -> Any:
    from soundscape._audio_files import read_audio

    audio, rate = read_audio(path)
    assert rate == 16000 and len(audio) == 1
    return audio[0]


def test_clips_like_audiocaps(quiet: pathlib.Path, tmp_path: pathlib.Path) -> None:
    assert bisep.lay_out(quiet, tmp_path) == [tmp_path / "data/audiocaps/annotations/test_sep4_ids.csv"]
    data = tmp_path / "data/audiocaps"
    rows = table(data / "annotations/test_sep4_ids.csv")
    captions = json.loads((data / "annotations/parsed_all_caps.json").read_text())
    assert len(rows) == 4 and sorted(captions) == sorted(name for row in rows for name in row)
    assert [name for row in rows for name in row] == [row[0] for row in table(data / "annotations/train_ids.csv")]
    for row, mixture in zip(rows, soundscape.read(quiet)):
        for name, each, stem in zip(row, mixture.events, mixture.stem_array):
            prompt = f"The sound of {each.label}"
            assert captions[name] == {"file_id": name, "caption": prompt, "sources": [prompt]}
            # Times four and back is exact, and so are the mixtures of the loader.
            assert (samples(data / "audio" / f"{name}.wav") / np.float32(4) == stem[0]).all()


@pytest.mark.parametrize("like", ["music", "vggsound"])
def test_clips_around_a_time(quiet: pathlib.Path, tmp_path: pathlib.Path, like: bisep.Like) -> None:
    bisep.lay_out(soundscape.read(quiet)[:1], tmp_path, like)
    data = tmp_path / "data" / like
    assert table(data / "annotations/train.csv") == table(data / "annotations/test.csv")
    (row,) = table(data / "annotations/test_sep_4.csv")
    mixture = soundscape.read(quiet)[0]
    for listed, about, each, stem in zip(row, table(data / "annotations/test.csv"), mixture.events, mixture.stem_array):
        assert about[0] == listed and each.label in (about[1] if like == "vggsound" else listed.split("/")[1])
        clip = samples(data / "audio" / listed.lstrip("/"))
        # The window of 40,000 samples around 4.5 s.
        assert (clip[72000 - 20000 : 72000 + 20000] == 4 * stem[0]).all() and not clip[: 72000 - 20000].any()


def test_what_cannot_be_clips(made: pathlib.Path, quiet: pathlib.Path, tmp_path: pathlib.Path) -> None:
    loud = soundscape.Dataset(text=FOUR_STEMS, set={"duration": 0.5, "ref_db": -10}, seed=5)
    loud.generate(tmp_path / "loud", 1, progress=False, sync=False)
    with pytest.raises(soundscape.ArgumentError, match="passes full scale"):
        bisep.lay_out(tmp_path / "loud", tmp_path)
    with pytest.raises(soundscape.ArgumentError, match="audiocaps, music, vggsound"):
        bisep.lay_out(quiet, tmp_path, "fsd")  # type: ignore[arg-type]
