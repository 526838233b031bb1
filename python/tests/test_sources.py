"""Sounds of trees and tables: what is known of them, splits that share none, and damaged ones that are left out."""

from __future__ import annotations

import copy
import ctypes
import json
import pathlib
import pickle
import subprocess
from typing import Any

import numpy as np
import pytest
from conftest import FOUR_STEMS, run_python

import soundscape
from soundscape import _wav
from soundscape._library import library, take_text
from soundscape._program import program_path

SPEAKERS = 8


def write_tone(path: pathlib.Path, frequency: float, is_damaged: bool = False) -> None:
    """A tenth of a second; a damaged one has a header that is right and a sample that is not a number."""
    path.parent.mkdir(parents=True, exist_ok=True)
    audio = (0.1 * np.sin(np.arange(800) * frequency)).astype(np.float32)[None]
    if is_damaged:
        audio[0, 400] = np.nan
    _wav.write(path, audio, 8000)


@pytest.fixture
def bank(tmp_path: pathlib.Path) -> pathlib.Path:
    """Two sounds of each of eight speakers, in a tree, with a table of them."""
    lines = ["file,label,speaker,tune,license"]
    for speaker in range(SPEAKERS):
        for take in range(2):
            name = f"s{speaker}/{take}.wav"
            write_tone(tmp_path / "bank" / name, 0.1 + 0.02 * speaker + 0.01 * take)
            lines.append(f"{name},speech,s{speaker},s{speaker} tune {take},{'CC0' if take else 'CC-BY é'}")
    (tmp_path / "bank" / "meta.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path / "bank"


def recipe(bank: pathlib.Path, split_by: str | None = None, **more: Any) -> dict[str, Any]:
    table = {
        "table": str(bank / "meta.csv"), "path": str(bank), "file": "file", "label": "label", "group": "speaker",
        "song": "tune", "keep": ["license"],
    }  # fmt: skip
    output: dict[str, Any] = {"stems": False}
    if split_by is not None:
        output.update(splits={"train": 0.6, "test": 0.4}, split_by=split_by)
    return {
        "duration": 0.1, "sample_rate": 8000, "soundbank": {"foreground": table},
        "events": [{"source_file": ["choose", []]}], "output": output, **more,
    }  # fmt: skip


# ---- What is known of sounds


def test_events_have_their_sources(bank: pathlib.Path, tmp_path: pathlib.Path) -> None:
    dataset = soundscape.Dataset(recipe(bank))
    dataset.generate(tmp_path / "data", 10, progress=False, sync=False)
    licenses = set()
    for index, stored in enumerate(soundscape.read(tmp_path / "data")):
        mixture = dataset[index]
        (event,) = mixture.events
        source = event.source
        assert source is not None
        speaker, take = pathlib.Path(event.source_file).parts[-2:]
        # The recipe's group is another matter.
        assert (source.group, event.group) == (speaker, None)
        assert source.place == f"{speaker}/{take}" and source.name
        assert source.song == f"{speaker}/{speaker} tune {take[0]}"
        assert source.kept == {"license": "CC0" if take == "1.wav" else "CC-BY é"}
        licenses.add(source.kept["license"])
        recorded = mixture.jams["annotations"][0]["sandbox"]["soundscape"]["events"][0]["source"]
        assert recorded == vars(source)
        assert dataset.draw(index).events[0].source == source == stored.events[0].source
        assert pickle.loads(pickle.dumps(mixture)).events == mixture.events
        assert soundscape.from_jams(mixture.jams).events[0].source == source
        assert hash(event) == hash(copy.deepcopy(event))
        with pytest.raises(AttributeError):
            source.group = "other"  # type: ignore[misc]
    assert licenses == {"CC0", "CC-BY é"}


def test_sounds_of_label_folders_have_none(four: soundscape.Dataset, tmp_path: pathlib.Path) -> None:
    assert all(event.source is None for event in four.draw(0).events)
    four.generate(tmp_path / "data", 1, progress=False, sync=False)
    assert all(event.source is None for event in soundscape.read(tmp_path / "data")[0].events)


def test_frames(bank: pathlib.Path, four: soundscape.Dataset) -> None:
    mixture = soundscape.Dataset(recipe(bank)).draw(0)
    source = mixture.events[0].source
    assert source is not None
    frame = mixture.to_frame()
    assert frame["source_group"][0] == source.group and frame["source_place"][0] == source.place
    assert frame["kept_license"][0] == source.kept["license"]
    assert len(frame.groupby(list(frame.columns), dropna=False)) == 1  # no cell holds an object
    plain = four.draw(0).to_frame()
    assert list(plain.columns) == list(frame.columns)[:-1] and plain["source_group"].isna().all()
    assert "source" not in plain.columns


# ---- Splits


def test_mixtures_know_their_splits(bank: pathlib.Path, tmp_path: pathlib.Path) -> None:
    dataset = soundscape.Dataset(recipe(bank, "group"), seed=[3, 4])
    dataset.generate(tmp_path / "data", 20, progress=False, sync=False)
    splits = [mixture.split for mixture in soundscape.read(tmp_path / "data")]
    assert splits == [dataset.draw(index).split for index in range(20)] and set(splits) == {"train", "test"}
    assert dataset[1].split == splits[1] == pickle.loads(pickle.dumps(dataset[1])).split
    assert soundscape.from_jams(dataset[1].jams).split is None
    assert soundscape.Dataset(recipe(bank)).draw(0).split is None


def test_disjoint_splits_are_proved(bank: pathlib.Path, tmp_path: pathlib.Path) -> None:
    def made(split_by: str) -> pathlib.Path:
        folder = tmp_path / split_by
        dataset = soundscape.Dataset(recipe(bank, split_by), seed=1)
        dataset.generate(folder, 60, progress=False, sync=False)
        return folder

    def problems(folder: pathlib.Path, **options: Any) -> list[str]:
        verified = soundscape.verify(folder, progress=False, **options)
        failures = [finding for finding in verified.findings if finding["kind"] == "failure"]
        assert verified.ok is (not failures)
        return [finding["problem"] for finding in failures]

    by_group = made("group")
    for options in ({}, {"disjoint": None}, {"disjoint": "source"}, {"disjoint": "group"}):
        assert problems(by_group, **options) == problems(by_group, quick=True, **options) == []
    by_source = made("source")
    assert problems(by_source, disjoint="source") == []
    leaks = problems(by_source, disjoint="group")
    assert leaks and all(leak.startswith("the group is in the splits test (mixture ") for leak in leaks)
    with pytest.warns(soundscape.SoundscapeWarning, match="can be in several splits"):
        by_mixture = made("mixture")
    assert problems(by_mixture) == []
    sources = problems(by_mixture, disjoint="source", quick=True)
    assert sources and all(leak.startswith("the source is in") for leak in sources)
    assert set(sources) < set(problems(by_mixture, disjoint="group", quick=True))  # sources too


def test_impossible_values_of_disjoint(bank: pathlib.Path, made: pathlib.Path) -> None:
    wrong: Any
    for wrong in ("groups", "", True, ["source"], 1):
        with pytest.raises(soundscape.ArgumentError, match="disjoint: needs one of source, group"):
            soundscape.verify(made, disjoint=wrong, progress=False)
    with pytest.raises(soundscape.AnnotationError, match="has no splits"):
        soundscape.verify(made, disjoint="source", progress=False)


# ---- Damaged sounds


@pytest.fixture
def damaged(tmp_path: pathlib.Path) -> dict[str, Any]:
    """A recipe whose bank has two good sounds and two that end at a sample that is not a number."""
    for name, is_damaged in (("a", False), ("b", True), ("c", True), ("d", False)):
        write_tone(tmp_path / "bank" / "tone" / f"{name}.wav", 0.2, is_damaged)
    return {
        "duration": 0.1, "sample_rate": 8000, "soundbank": {"foreground": str(tmp_path / "bank")},
        "events": [{"source_file": ["cycle", []]}],
    }  # fmt: skip


def skipping(recipe: dict[str, Any], **options: Any) -> soundscape.Dataset:
    with pytest.warns(soundscape.SoundscapeWarning, match="NaN or infinite") as caught:
        dataset = soundscape.Dataset(recipe, skip_damaged=True, **options)
    assert len(caught) == len(dataset.warnings) == 2
    return dataset


def test_damaged_sounds_can_be_left_out(damaged: dict[str, Any], tmp_path: pathlib.Path) -> None:
    with pytest.raises(soundscape.SourceError):
        for mixture in soundscape.Dataset(damaged, length=4):
            assert mixture.audio.any()
    dataset = skipping(damaged, length=4)
    names = [pathlib.Path(mixture.events[0].source_file).name for mixture in dataset]
    assert sorted(names) == ["a.wav", "a.wav", "d.wav", "d.wav"]
    with pytest.raises(TypeError, match="skip_damaged="):
        soundscape.Dataset(damaged, skip_damaged=1)  # type: ignore[arg-type]


def test_the_manifest_names_them_as_that_of_the_program(damaged: dict[str, Any], tmp_path: pathlib.Path) -> None:
    path = tmp_path / "recipe.yaml"
    path.write_text(json.dumps(damaged))
    with pytest.warns(soundscape.SoundscapeWarning):
        dataset = soundscape.Dataset(path, skip_damaged=True)
    assert dataset.generate(tmp_path / "python", 4, progress=False, sync=False).ok
    for row in soundscape.read(tmp_path / "python").rows:
        assert row["damaged_sources"] == ["../bank/tone/b.wav", "../bank/tone/c.wav"] and row["skipped_sources"] == 2
    command = [program_path(), "generate", path, "-c", "4", "-q", "-o", tmp_path / "program", "--skip-damaged"]
    assert subprocess.run(list(map(str, command)), check=False, capture_output=True).returncode == 3
    for one in sorted(path for path in (tmp_path / "program").rglob("*") if path.is_file()):
        other = tmp_path / "python" / one.relative_to(tmp_path / "program")
        assert one.read_bytes() == other.read_bytes(), one
    soundscape.Dataset(damaged, set={"events[0].source_file": "a.wav"}).generate(
        tmp_path / "plain", 1, progress=False, sync=False
    )
    assert "damaged_sources" not in soundscape.read(tmp_path / "plain").rows[0]


def test_pickled_data_sets_leave_them_out_too(damaged: dict[str, Any]) -> None:
    dataset = skipping(damaged)
    code = (
        "import pickle, sys; d = pickle.loads(bytes.fromhex(sys.argv[1]))\n"
        "print(sorted({d[i].events[0].source_file[-5:] for i in range(4)}))"
    )
    run = run_python(code, pickle.dumps(dataset).hex())
    assert run.returncode == 0, run.stderr
    assert run.stdout.strip() == "['a.wav', 'd.wav']"


def test_a_data_set_like_another_leaves_them_out_too(damaged: dict[str, Any]) -> None:
    """ss_dataset_open_like lists the sounds of other folders as those of the first were listed."""
    engine = library()
    error = ctypes.c_void_p()
    e = ctypes.byref(error)

    def counts(dataset: int) -> tuple[int, int]:
        assert dataset and not error
        described = json.loads(take_text(engine.ss_dataset_json(dataset)))
        return described["sounds"], described["skipped"]

    text = json.dumps(damaged).encode()
    for skip, expected in ((0, (4, 0)), (1, (2, 2)), (-1, (2, 2))):
        first = engine.ss_dataset_open(FOUR_STEMS.encode(), None, None, 0, 1 << 20, skip, e)
        assert counts(first) == (16, 0)
        other = engine.ss_dataset_open_like(first, text, None, None, 0, e)
        assert counts(other) == expected
        same = engine.ss_dataset_open_like(other, text, None, None, 0, e)
        assert counts(same) == expected
        for dataset in (first, other, same):
            engine.ss_dataset_close(dataset)
