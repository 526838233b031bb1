"""Errors are typed, say where and which mixture, and survive pickling."""

from __future__ import annotations

import pathlib
import pickle

import pytest
from conftest import FOUR_STEMS, REPOSITORY

import soundscape
from soundscape import errors

CLASSES = [getattr(errors, name) for name in errors.__all__ if name not in ("SoundscapeWarning",)]


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_errors_pickle_with_all_attributes(kind: type[errors.SoundscapeError]) -> None:
    error = kind("is wrong", "a.yaml:3:1", 41, "nameSources")
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is kind
    assert (again.what, again.where, again.index, again.advice) == ("is wrong", "a.yaml:3:1", 41, "nameSources")
    assert str(again) == str(error) == "mixture 41: a.yaml:3:1: is wrong"
    assert again.args == error.args


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_errors_can_be_made_by_name(kind: type[errors.SoundscapeError]) -> None:
    error = kind(what="is wrong", index=0)
    assert str(error) == "mixture 0: is wrong" and error.where == "" and error.advice == ""
    assert str(kind("alone")) == "alone"


def test_bases() -> None:
    assert issubclass(errors.RecipeError, ValueError)
    assert issubclass(errors.ArgumentError, ValueError)
    assert issubclass(errors.OutputError, OSError)
    assert all(issubclass(kind, errors.SoundscapeError) for kind in CLASSES)


def test_recipe_error_names_the_place(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "my.yaml"
    path.write_text(FOUR_STEMS.replace("ref_db: -20", "ref_bd: -20"))
    with pytest.raises(soundscape.RecipeError) as caught:
        soundscape.Dataset(path)
    assert caught.value.where.startswith(f"{path}:4:")
    assert "ref_db" in caught.value.what


def test_missing_recipe() -> None:
    with pytest.raises(soundscape.RecipeError) as caught:
        soundscape.Dataset("there/is/none.yaml")
    assert "none.yaml" in str(caught.value)


def test_missing_soundbank(tmp_path: pathlib.Path) -> None:
    with pytest.raises(soundscape.SoundbankError) as caught:
        soundscape.Dataset({"duration": 1, "soundbank": {"foreground": str(tmp_path / "none")}, "events": [{}]})
    assert "none" in str(caught.value)


def test_source_error_names_the_mixture(broken: soundscape.Dataset) -> None:
    assert broken.draw(7).events[0].label == "tone"
    with pytest.raises(soundscape.SourceError) as caught:
        broken[7]
    assert caught.value.index == 7
    assert "mixture 7" in str(caught.value) and "tone.wav" in str(caught.value)
    again = pickle.loads(pickle.dumps(caught.value))
    assert str(again) == str(caught.value)


def test_sounds_that_are_skipped_are_warned_of(tmp_path: pathlib.Path) -> None:
    label = tmp_path / "bank" / "tone"
    label.mkdir(parents=True)
    source = sorted((REPOSITORY / "soundbank/events/foreground/knock").glob("*.wav"))[0]
    (label / "tone.wav").write_bytes(source.read_bytes())
    (label / "broken.wav").write_bytes(source.read_bytes()[:1000])
    recipe = {"duration": 1, "soundbank": {"foreground": str(label.parent)}, "events": [{"label": "tone"}]}
    with pytest.warns(soundscape.SoundscapeWarning, match="broken.wav"):
        dataset = soundscape.Dataset(recipe)
    assert len(dataset.warnings) == 1
    assert dataset[0].events[0].source_file.endswith("tone.wav")


def test_zero_characters_do_not_cut_a_text() -> None:
    with pytest.raises(soundscape.ArgumentError):
        soundscape.Dataset(text=FOUR_STEMS + "\0 more")


def test_annotation_error() -> None:
    with pytest.raises(soundscape.AnnotationError):
        soundscape.from_jams("{}")
    with pytest.raises(soundscape.AnnotationError) as caught:
        soundscape.from_jams("there/is/none.jams")
    assert "none.jams" in str(caught.value)


def test_output_error(four: soundscape.Dataset, tmp_path: pathlib.Path) -> None:
    (tmp_path / "theirs.txt").write_text("not ours")
    with pytest.raises(soundscape.OutputError) as caught:
        four.generate(tmp_path, 1, progress=False)
    assert isinstance(caught.value, OSError)
    assert str(tmp_path) in str(caught.value)
    assert (tmp_path / "theirs.txt").read_text() == "not ours"
