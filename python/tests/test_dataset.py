"""Recipes by path, text and dict; settings and seeds; indices; drawing; pickling."""

from __future__ import annotations

import itertools
import os
import pathlib
import pickle
from typing import Any

import numpy as np
import pytest
from conftest import EVENTS, EXAMPLES, FOUR_STEMS, REPOSITORY, digest, run_python

import soundscape


def recipe_of(foreground: str) -> dict[str, Any]:
    return {
        "duration": np.float32(1),
        "soundbank": {"foreground": pathlib.Path(foreground)},
        "ref_db": -20,
        "events": [
            {"label": label, "source_time": ("uniform", 0, "end"), "snr": np.array(["uniform", -5, 5], dtype=object)}
            for label in ("vocals", "drums", "bass", "other")
        ],
    }


def test_path_text_and_dict_are_one_recipe(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "four.yaml"
    path.write_text(FOUR_STEMS)
    sources: list[Any] = [path, str(path), FOUR_STEMS, recipe_of(f"{REPOSITORY}/soundbank/music/foreground")]
    digests = {digest(soundscape.Dataset(source, seed=5)[3].audio) for source in sources}
    digests.add(digest(soundscape.Dataset(text=FOUR_STEMS, seed=5)[3].audio))
    assert len(digests) == 1


def test_relative_paths_start_from_the_folder_of_the_recipe(
    monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path
) -> None:
    monkeypatch.chdir(REPOSITORY)
    by_path = soundscape.Dataset("examples/incoherent.yaml", set={"duration": 1})
    in_current = soundscape.Dataset(recipe_of("soundbank/music/foreground"))
    monkeypatch.chdir(tmp_path)
    in_folder = soundscape.Dataset(recipe_of("music/foreground"), folder=REPOSITORY / "soundbank")
    assert by_path.draw(0).events[0].label in by_path.labels["foreground"]
    assert digest(in_current[1].audio) == digest(in_folder[1].audio)  # sounds are found from elsewhere too
    with pytest.raises(soundscape.SoundbankError):
        soundscape.Dataset(recipe_of("music/foreground"))


def test_what_is_not_a_recipe() -> None:
    for wrong in (7, b"duration: 1\n", ["duration"]):
        with pytest.raises(TypeError):
            soundscape.Dataset(wrong)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        soundscape.Dataset()
    with pytest.raises(TypeError):
        soundscape.Dataset("a.yaml", text=FOUR_STEMS)
    with pytest.raises(soundscape.ArgumentError):
        soundscape.Dataset({"duration": float("nan")})
    with pytest.raises(TypeError):
        soundscape.Dataset({"duration": object()})


def test_settings_replace_values() -> None:
    by_dict = soundscape.Dataset(text=FOUR_STEMS, set={"sample_rate": 16000, "duration": 0.5, "events[0].snr": None})
    by_list = soundscape.Dataset(text=FOUR_STEMS, set=["sample_rate=16000", "duration=0.5", "events[0].snr=null"])
    assert by_dict.shape == by_list.shape == (1, 8000)
    assert by_dict.sample_rate == 16000 and by_dict.duration == 0.5
    assert by_dict.draw(0).events == by_list.draw(0).events
    assert next(e for e in by_dict.draw(0).events if e.label == "vocals").snr == 0
    small = soundscape.Dataset(text=FOUR_STEMS, set={"events[0].snr": 1e-05})
    assert next(e for e in small.draw(0).events if e.label == "vocals").snr == 1e-05
    with pytest.raises(soundscape.RecipeError):
        soundscape.Dataset(text=FOUR_STEMS, set={"sample_rat": 16000})
    with pytest.raises(TypeError):
        soundscape.Dataset(text=FOUR_STEMS, set="sample_rate=16000")


def test_seeds() -> None:
    def drawn(seed: Any, **options: Any) -> list[float]:
        dataset = soundscape.Dataset(text=FOUR_STEMS, seed=seed, **options)
        return [event.snr for event in dataset.draw(0).events]

    assert drawn(None) == drawn(0)  # 0 is a recipe's seed without a key `seed`
    assert drawn(7) == drawn(np.int64(7)) == drawn(None, set={"seed": 7}) != drawn(0)
    assert drawn([1, 2]) == drawn(None, set={"seed": [1, 2]}) == drawn(np.array([1, 2])) != drawn([2, 1])
    assert drawn(2**32 - 1) != drawn(0)
    assert drawn(7, set={"seed": 8}) == drawn(7)
    for wrong in (-1, 2**32, [], [1, -1], [2**32]):
        with pytest.raises(soundscape.ArgumentError):
            drawn(wrong)
    for strange in (True, 1.5, "7", [True], [1.5], "1"):
        with pytest.raises(TypeError):
            drawn(strange)


def test_indices(four: soundscape.Dataset) -> None:
    for wrong in (-1, 10**9, 2**63, 2**80, -(2**63)):
        with pytest.raises(IndexError):
            four[wrong]
        with pytest.raises(IndexError):
            four.draw(wrong)
    for strange in (True, False, np.True_, 1.0, "1", None, slice(3)):
        with pytest.raises(TypeError):
            four[strange]  # type: ignore[index]
    assert digest(four[np.int32(4)].audio) == digest(four[4].audio)
    assert four.draw(10**9 - 1).index == 10**9 - 1


def test_length() -> None:
    endless = soundscape.Dataset(text=FOUR_STEMS, set={"duration": 0.1})
    with pytest.raises(TypeError):
        len(endless)
    assert bool(endless)
    assert [m.index for m in itertools.islice(endless, 3)] == [0, 1, 2]
    short = soundscape.Dataset(text=FOUR_STEMS, set={"duration": 0.1}, length=3)
    assert len(short) == 3 and [m.index for m in short] == [0, 1, 2]
    with pytest.raises(IndexError):
        short[3]
    for wrong in (-1, True, 2.5):
        with pytest.raises((TypeError, soundscape.ArgumentError)):
            soundscape.Dataset(text=FOUR_STEMS, length=wrong)  # type: ignore[arg-type]


def test_order_does_not_matter(events: soundscape.Dataset) -> None:
    forwards = [digest(events[i].audio) for i in range(5)]
    fresh = soundscape.Dataset(text=EVENTS, seed=3, cache=0)
    assert [digest(fresh[i].audio) for i in reversed(range(5))] == forwards[::-1]
    assert len(set(forwards)) == 5


def test_drawing_tells_what_rendering_will_do(events: soundscape.Dataset) -> None:
    for index in range(5):
        drawn, rendered = events.draw(index), events[index]
        assert not drawn.is_rendered and rendered.is_rendered
        assert [(e.name, e.label, e.onset, e.duration, e.snr) for e in drawn.events] == [
            (e.name, e.label, e.onset, e.duration, e.snr) for e in rendered.events
        ]
        assert all(e.loudness is None for e in drawn.events)
        assert all(e.loudness is not None for e in rendered.events)
        assert digest(drawn.audio) == digest(rendered.audio)  # rendered when it is asked for
        assert drawn.is_rendered and drawn.events == rendered.events


def test_what_it_is(events: soundscape.Dataset) -> None:
    assert events.shape == (1, 88200) and events.sample_rate == 44100 and events.duration == 2
    assert events.labels["background"] == sorted(os.listdir(REPOSITORY / "soundbank/events/background"))
    assert events.seed == "3" and events.warnings == []
    assert repr(events) == "<Dataset of a text: 1 × 88200 frames at 44100 Hz, seed 3>"
    by_path = soundscape.Dataset(EXAMPLES / "sound-events.yaml", length=5)
    assert repr(by_path) == "<Dataset of sound-events.yaml: 1 × 441000 frames at 44100 Hz, 5 mixtures, seed 0>"


def test_closing() -> None:
    with soundscape.Dataset(text=FOUR_STEMS) as dataset:
        mixture = dataset.draw(0)
    assert mixture.render().audio.shape == (1, 44100)  # what was drawn lives on
    with pytest.raises(soundscape.ArgumentError):
        dataset.draw(0)
    assert repr(dataset) == "<Dataset: closed>"
    dataset.close()


def test_pickling(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recipe = tmp_path / "four.yaml"
    recipe.write_text(FOUR_STEMS)
    monkeypatch.chdir(tmp_path)
    dataset = soundscape.Dataset("four.yaml", set={"duration": 0.5}, seed=[1, 2], length=9)
    state = pickle.dumps(dataset)
    monkeypatch.chdir("/")
    again = pickle.loads(state)
    assert len(again) == 9 and digest(again[3].audio) == digest(dataset[3].audio)
    code = "import pickle, sys; d = pickle.loads(bytes.fromhex(sys.argv[1])); print(d[3].audio.sum(dtype='f8'))"
    run = run_python(code, state.hex())
    assert run.returncode == 0, run.stderr
    assert float(run.stdout) == dataset[3].audio.sum(dtype="f8")
    recipe.write_text(FOUR_STEMS.replace("-20", "-21"))
    with pytest.raises(soundscape.ArgumentError, match="changed"):
        pickle.loads(state)[3]


def test_batch(events: soundscape.Dataset) -> None:
    mix, stems = events.batch([4, 0, 2])
    mixtures = [events[i] for i in (4, 0, 2)]
    assert mix.shape == (3, 1, 88200)
    assert stems.shape == (3, max(len(m.events) for m in mixtures), 1, 88200)
    for place, mixture in enumerate(mixtures):
        count = len(mixture.events)
        assert (mix[place] == mixture.audio).all()
        assert (stems[place, :count] == mixture.stem_array).all()
        assert not stems[place, count:].any()
    threaded = events.batch([4, 0, 2], threads=3)
    assert digest(*threaded) == digest(mix, stems)
    out = (np.full(mix.shape, np.nan, np.float32), np.full(stems.shape, np.nan, np.float32))
    given = events.batch([4, 0, 2], out=out, threads=2)
    assert given[0] is out[0] and given[1] is out[1]
    assert digest(*out) == digest(mix, stems)
    alone = np.full(mix.shape, np.nan, np.float32)
    assert events.batch([4, 0, 2], out=(alone, None))[1] is None
    assert (alone == mix).all()
    assert events.batch([], targets=["rain"])[1].shape == (0, 1, 1, 88200)
    for wrong in (0, -1):
        with pytest.raises(soundscape.ArgumentError):
            events.batch([1, 2], threads=wrong)
    with pytest.raises(IndexError):
        events.batch([0, -1])


def test_batch_names_the_mixture_that_failed(broken: soundscape.Dataset) -> None:
    for threads in (1, 2):
        with pytest.raises(soundscape.SourceError) as caught:
            broken.batch([5, 6], threads=threads)
        assert caught.value.index == 5


def test_targets(events: soundscape.Dataset) -> None:
    index = next(i for i in range(50) if len({e.label for e in events.draw(i).events}) < len(events.draw(i).events))
    mixture = events[index]
    labels = sorted({event.label for event in mixture.events})
    mix, stems = events.batch([index], targets=labels)
    for row, label in enumerate(labels):
        parts = [stem for stem, event in zip(mixture.stem_array, mixture.events) if event.label == label]
        assert (stems[0, row] == sum(parts)).all()
    assert (stems[0].sum(axis=0) == mix[0]).all()
    _, both = events.batch([index], targets=["background", "foreground"])
    assert (both[0, 0] == mixture.stem_array[[e.is_background for e in mixture.events]].sum(axis=0)).all()
    assert (both[0].sum(axis=0) == mix[0]).all()
    loud = events.batch([index], targets=lambda event: 1 if event.snr > 12 else None, rows=3)[1]
    assert (loud[0, 1] == mixture.stem_array[[e.snr > 12 for e in mixture.events]].sum(axis=0)).all()
    assert not loud[0, 0].any() and not loud[0, 2].any()


def test_targets_by_name_and_group() -> None:
    song = soundscape.Dataset(EXAMPLES / "music-separation.yaml", set={"duration": 0.5, "gate": None, "variants": []})
    mix, stems = song.batch([0], targets=["song"])
    assert (mix[0] == stems[0, 0]).all()
    named = FOUR_STEMS.replace("{label: vocals,", "{label: vocals, name: lead,")
    lead = soundscape.Dataset(text=named)
    assert (lead.batch([0], targets=["lead"])[1] == lead.batch([0], targets=["vocals"])[1]).all()


def test_impossible_targets(events: soundscape.Dataset) -> None:
    with pytest.raises(soundscape.ArgumentError, match="did you mean rain"):
        events.targets(["rian"])
    with pytest.raises(soundscape.ArgumentError, match="twice"):
        events.targets(["rain", "rain"])
    with pytest.raises(TypeError):
        events.targets("rain")
    with pytest.raises(TypeError):
        events.targets(lambda event: 0)
    with pytest.raises(soundscape.ArgumentError, match="row 5"):
        events.batch([0], targets=lambda event: 5, rows=2)
    with pytest.raises(ZeroDivisionError):
        events.batch([0], targets=lambda event: 1 // 0, rows=2)
