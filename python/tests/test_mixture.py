"""What a mixture holds, in which forms it can be had, and that its stems add up."""

from __future__ import annotations

import itertools
import json
import pathlib
import pickle
import re
import xml.etree.ElementTree

import numpy as np
import pytest
from conftest import EVENTS, FOUR_STEMS, digest

import soundscape
from soundscape._audio_files import read_audio
from soundscape._events import stem_names


def test_shapes_and_names(four: soundscape.Dataset) -> None:
    mixture = four[5]
    assert mixture.audio.shape == (1, 44100) and mixture.audio.dtype == np.float32
    assert mixture.stem_array.shape == (4, 1, 44100)
    assert sorted(mixture.stems) == ["bass", "drums", "other", "vocals"]
    assert all(stem.shape == (1, 44100) for stem in mixture.stems.values())
    assert mixture.index == 5 and mixture.seed == 3 and mixture.duration == 1 and mixture.sample_rate == 44100
    assert mixture.ref_db == -20 and mixture.shape == (1, 44100)
    assert [event.label for event in mixture.events] == list(mixture.stems)


def test_arrays_are_the_callers(four: soundscape.Dataset) -> None:
    mixture = four[0]
    before = digest(four[0].audio)
    mixture.audio[:] = 0
    mixture.stems["vocals"][:] = 1
    row = list(mixture.stems).index("vocals")
    assert (mixture.stem_array[row] == 1).all()
    assert digest(four[0].audio) == before


def test_stems_add_up_in_any_order(events: soundscape.Dataset, four: soundscape.Dataset) -> None:
    for dataset in (events, four):
        for index in range(5):
            mixture = dataset[index]
            for order in itertools.islice(itertools.permutations(range(len(mixture.events))), 0, 24):
                total = np.zeros_like(mixture.audio)
                for row in order:
                    total += mixture.stem_array[row]
                assert (total == mixture.audio).all()
            assert (mixture.stem_array.sum(axis=0) == mixture.audio).all()
            assert mixture.audio.any()


def test_several_channels() -> None:
    mixture = soundscape.Dataset(text=FOUR_STEMS, set={"channels": 2, "sample_rate": 16000})[0]
    assert mixture.audio.shape == (2, 16000) and mixture.stem_array.shape == (4, 2, 16000)
    assert (mixture.stem_array.sum(axis=0) == mixture.audio).all()


def test_events(events: soundscape.Dataset) -> None:
    mixture = events[1]
    onsets = [event.onset for event in mixture.events]
    assert onsets == sorted(onsets)
    background = next(event for event in mixture.events if event.is_background)
    assert background.role == "background" and background.onset == 0 and background.offset == 2
    for stem, event in zip(mixture.stem_array, mixture.events):
        assert event.first_frame is not None and event.frames is not None
        assert not stem[:, : event.first_frame].any()
        assert not stem[:, event.first_frame + event.frames :].any()
        assert event.first_frame == pytest.approx(event.onset * 44100, abs=1)
        assert pathlib.Path(event.source_file).is_file()
    with pytest.raises(AttributeError):
        background.label = "other"  # type: ignore[misc]


def test_warnings_tell_what_was_altered() -> None:
    recipe = EVENTS.replace("[uniform, 0.2, 1]", "60")
    notices = soundscape.Dataset(text=recipe)[0].warnings
    assert notices and notices[0].kind.startswith("duration_cut_to")
    assert notices[0].before == 60 and notices[0].after is not None and notices[0].after < 60
    assert str(notices[0]).startswith(notices[0].subject)


def test_names_of_stems_are_unique() -> None:
    assert stem_names(["dog", "cat", "dog", "dog"]) == ["dog", "cat", "dog_2", "dog_3"]
    assert stem_names(["dog", "dog_2", "dog"]) == ["dog", "dog_2", "dog_3"]
    assert stem_names(["dog", "dog", "dog_2", "dog_2"]) == ["dog", "dog_2", "dog_2_2", "dog_2_3"]
    names = stem_names(["a_2", "a", "a", "a", "a_3", "a_2"])
    assert len(set(names)) == 6


def test_annotation(events: soundscape.Dataset) -> None:
    mixture = events[2]
    annotation = mixture.jams["annotations"][0]
    assert annotation["namespace"] == "scaper"
    assert [row["value"]["label"] for row in annotation["data"]] == [event.label for event in mixture.events]
    details = annotation["sandbox"]["soundscape"]
    assert details["index"] == 2
    assert all(re.fullmatch("[0-9a-f]{64}", event["source_sha256"]) for event in details["events"])
    assert [event["measured"]["loudness"] for event in details["events"]] == [e.loudness for e in mixture.events]


def test_jams_object(events: soundscape.Dataset) -> None:
    import jams  # type: ignore[import-untyped, import-not-found, unused-ignore]

    loaded = events[2].to_jams()
    assert isinstance(loaded, jams.JAMS)
    found = [observation.value["label"] for observation in loaded.annotations.search(namespace="scaper")[0].data]
    assert found == [event.label for event in events[2].events]
    again = soundscape.from_jams(loaded)
    assert digest(again.audio) == digest(events[2].audio)


def test_mixtures_come_back_from_annotations(events: soundscape.Dataset, tmp_path: pathlib.Path) -> None:
    mixture = events[3]
    path = tmp_path / "three.jams"
    path.write_text(json.dumps(mixture.jams))
    for source in (mixture.jams, json.dumps(mixture.jams), path, str(path)):
        again = soundscape.from_jams(source)
        assert digest(again.audio, again.stem_array) == digest(mixture.audio, mixture.stem_array)
        assert [e.label for e in again.events] == [e.label for e in mixture.events]
    quieter = soundscape.from_jams(mixture.jams, set={"events[1].snr": 0}, drop=["events[0]"])
    assert len(quieter.events) == len(mixture.events) - 1
    assert quieter.events[0].snr == 0
    assert not soundscape.from_jams(mixture.jams, render=False).is_rendered
    with pytest.raises(TypeError):
        soundscape.from_jams(7)
    with pytest.raises(TypeError):
        soundscape.from_jams(mixture.jams, drop="events[0]")
    with pytest.raises(soundscape.SoundscapeError):
        soundscape.from_jams(mixture.jams, set={"events[99].snr": 0})


def test_pickling(events: soundscape.Dataset) -> None:
    mixture = events[4]
    again = pickle.loads(pickle.dumps(mixture))
    assert digest(again.audio, again.stem_array) == digest(mixture.audio, mixture.stem_array)
    assert again.events == mixture.events and again.jams == mixture.jams and again.warnings == mixture.warnings
    assert again.index == 4 and again.sample_rate == 44100
    drawn = pickle.loads(pickle.dumps(events.draw(4)))
    assert len(drawn.events) == len(mixture.events)
    with pytest.raises(soundscape.SoundscapeError, match="without its sound"):
        drawn.audio  # noqa: B018


def test_frame(events: soundscape.Dataset) -> None:
    frame = events[1].to_frame()
    assert list(frame["label"]) == [event.label for event in events[1].events]
    assert frame["loudness"].notna().all()


def test_activity(events: soundscape.Dataset) -> None:
    mixture = events.draw(1)
    labels = [*events.labels["foreground"], *events.labels["background"]]
    active = mixture.activity(labels, 10)
    assert active.shape == (len(labels), 20) and active.dtype == np.float32
    expected = np.zeros_like(active)
    for row, label in enumerate(labels):
        for frame in range(20):
            for event in mixture.events:
                if event.label == label and event.onset < (frame + 1) / 10 and event.offset > frame / 10:
                    expected[row, frame] = 1
    assert (active == expected).all() and active.any()
    assert not mixture.is_rendered
    assert mixture.activity([], 10).shape == (0, 20)


def test_saving(four: soundscape.Dataset, tmp_path: pathlib.Path) -> None:
    mixture = four[0]
    mixture.save(tmp_path / "alone.wav")
    mixture.save(tmp_path / "all")
    assert (read_audio(tmp_path / "alone.wav")[0] == mixture.audio).all()
    total = np.sum([read_audio(path)[0] for path in sorted((tmp_path / "all/stems").iterdir())], axis=0)
    assert (total == mixture.audio).all()
    again = soundscape.from_jams(tmp_path / "all" / "mixture.jams")
    assert (again.audio == mixture.audio).all()


def test_display(events: soundscape.Dataset) -> None:
    text = events[1]._repr_html_()
    picture = text[text.index("<svg") : text.index("</svg>") + 6]
    root = xml.etree.ElementTree.fromstring(picture)
    labels = {element.text for element in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {event.label for event in events[1].events} <= labels
    assert text.count("<audio") == 1 + len(events[1].events)
    assert text.count("data:image/png;base64") == 1
    silent = np.zeros((1, 100), np.float32)
    mixture = events[1]
    mixture._audio = silent
    assert "<svg" in mixture._repr_html_()


def test_repr(events: soundscape.Dataset) -> None:
    assert repr(events[1]).startswith("<Mixture 1: 2 s, 44100 Hz, ")
    assert repr(events.draw(1)).endswith("not rendered>")
