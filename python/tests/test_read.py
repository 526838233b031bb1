"""Data sets on disk, read lazily."""

from __future__ import annotations

import json
import pathlib
import pickle
import sys
import tarfile

import numpy as np
import pytest
from conftest import EVENTS, EXAMPLES, FOUR_STEMS, digest, run_python

import soundscape
from soundscape import _wav
from soundscape._audio_files import read_audio


def test_what_was_written_is_read(made: pathlib.Path, events: soundscape.Dataset) -> None:
    stored = soundscape.read(made)
    assert len(stored) == 6 and [mixture.index for mixture in stored] == list(range(6))
    for mixture, expected in zip(stored, events):
        assert (mixture.audio == expected.audio).all() and (mixture.stem_array == expected.stem_array).all()
        assert mixture.sample_rate == 44100 and mixture.duration == 2
        assert [e.label for e in mixture.events] == [e.label for e in expected.events]
        for mine, theirs in zip(mixture.events, expected.events):
            for name in ("name", "role", "onset", "duration", "snr", "loudness", "first_frame", "frames"):
                assert getattr(mine, name) == getattr(theirs, name)
        assert mixture.row["status"] == "ok" and "<svg" in mixture._repr_html_()
    by_manifest = soundscape.read(made / "manifest.jsonl")
    assert by_manifest.rows == stored.rows
    assert stored[-1].index == 5 and [m.index for m in stored[1:3]] == [1, 2]
    for wrong in (6, -7):
        with pytest.raises(IndexError):
            stored[wrong]


def test_annotations_on_disk_render_again(made: pathlib.Path) -> None:
    mixture = soundscape.read(made)[2]
    by_path = soundscape.from_jams(mixture.folder / mixture.row["jams"])
    by_dict = soundscape.from_jams(mixture.jams, folder=made)
    assert (by_path.audio == mixture.audio).all() and (by_dict.stem_array == mixture.stem_array).all()
    with pytest.raises(TypeError):
        soundscape.from_jams(mixture.folder / mixture.row["jams"], folder=made)


def test_names_of_stems(made: pathlib.Path) -> None:
    for mixture in soundscape.read(made):
        assert len(mixture.stems) == len(mixture.events)
        for name, event in zip(mixture.stems, mixture.events):
            assert name == event.label or name.startswith(f"{event.label}-")


def test_files_are_read_when_they_are_asked_for(made: pathlib.Path, tmp_path: pathlib.Path) -> None:
    (tmp_path / "manifest.jsonl").write_bytes((made / "manifest.jsonl").read_bytes())
    stored = soundscape.read(tmp_path)
    assert len(stored) == 6 and stored[2].duration == 2
    with pytest.raises(soundscape.SourceError):
        stored[2].audio  # noqa: B018
    with pytest.raises(soundscape.AnnotationError) as caught:
        stored[2].events  # noqa: B018
    assert caught.value.index == 2


def test_pickling_and_frames(made: pathlib.Path) -> None:
    stored = pickle.loads(pickle.dumps(soundscape.read(made)))
    assert digest(stored[1].audio) == digest(pickle.loads(pickle.dumps(stored[1])).audio)
    frame = stored.to_frame()
    assert list(frame["index"]) == list(range(6)) and (frame["status"] == "ok").all()
    assert len(stored[0].to_frame()) == len(stored[0].events)


def test_splits(tmp_path: pathlib.Path) -> None:
    dataset = soundscape.Dataset(
        EXAMPLES / "speech-in-noise.yaml", set={"duration": 0.5, "events[0].pitch_shift": None}
    )
    dataset.generate(tmp_path / "data", 20, progress=False, sync=False)
    stored = soundscape.read(tmp_path / "data")
    assert set(stored.splits) <= {"train", "validation", "test"} and "train" in stored.splits
    parts = [stored.split(name) for name in stored.splits]
    assert sum(map(len, parts)) == 20
    assert all(row["split"] == name for name, part in zip(stored.splits, parts) for row in part.rows)
    with pytest.raises(KeyError):
        stored.split("training")


@pytest.mark.parametrize("layout", ["folder", "scaper"])
@pytest.mark.parametrize(
    "form", [("wav", "float"), ("wav", "pcm16"), ("wav", "pcm24"), ("wav", "pcm32"), ("flac", "pcm24")]
)
def test_formats(layout: str, form: tuple[str, str], tmp_path: pathlib.Path) -> None:
    output = {"output.format": form[0], "output.subtype": form[1], "output.layout": layout}
    dataset = soundscape.Dataset(text=EVENTS, set={"channels": 2, "duration": 0.5, "sample_rate": 16000, **output})
    dataset.generate(tmp_path / "data", 2, progress=False, sync=False)
    for mixture, expected in zip(soundscape.read(tmp_path / "data"), dataset):
        assert mixture.audio.shape == (2, 8000)
        assert (mixture.audio == expected.audio).all()
        assert (mixture.stem_array == expected.stem_array).all()
        assert (mixture.stem_array.sum(axis=0) == mixture.audio).all()
        if form[0] == "wav":  # our own reader agrees with soundfile's
            path = mixture.folder / mixture.row["mixture"]
            own, rate = _wav.read(path)
            assert rate == 16000 and (own == read_audio(path)[0]).all()


@pytest.mark.parametrize("form", ["ogg", "opus"])
def test_formats_with_losses(form: str, tmp_path: pathlib.Path) -> None:
    """As long as what was coded, and nearly the same; stems add up nearly."""
    dataset = soundscape.Dataset(
        text=EVENTS, set={"channels": 2, "duration": 0.5, "sample_rate": 16000, "output.format": form}
    )
    dataset.generate(tmp_path / "data", 2, progress=False, sync=False)
    for mixture, expected in zip(soundscape.read(tmp_path / "data"), dataset):
        assert mixture.audio.shape == (2, 8000) and mixture.stem_array.shape == expected.stem_array.shape
        power = np.square(expected.audio).mean()
        for found in (mixture.audio, mixture.stem_array.sum(axis=0)):
            assert np.square(found - expected.audio).mean() < 0.1 * power
    assert soundscape.verify(tmp_path / "data", progress=False).ok


def test_without_stems_or_sound(tmp_path: pathlib.Path) -> None:
    soundscape.Dataset(text=FOUR_STEMS, set={"output.stems": False}).generate(tmp_path / "a", 1, progress=False)
    mixture = soundscape.read(tmp_path / "a")[0]
    assert mixture.audio.any() and "<svg" in mixture._repr_html_()
    with pytest.raises(soundscape.SourceError, match="no stems"):
        mixture.stem_array  # noqa: B018
    soundscape.Dataset(text=FOUR_STEMS, set={"output.audio": False}).generate(tmp_path / "b", 1, progress=False)
    mixture = soundscape.read(tmp_path / "b")[0]
    assert len(mixture.events) == 4
    with pytest.raises(soundscape.SourceError, match="no mixture"):
        mixture.audio  # noqa: B018


def test_damaged_manifests(tmp_path: pathlib.Path) -> None:
    with pytest.raises(soundscape.AnnotationError):
        soundscape.read(tmp_path)
    for line in ("not json", "[]", "7", '{"index": 0}', "null"):
        (tmp_path / "manifest.jsonl").write_text(line + "\n")
        with pytest.raises(soundscape.AnnotationError) as caught:
            soundscape.read(tmp_path)
        assert caught.value.where.endswith("manifest.jsonl:1")


def test_own_wav_reader(tmp_path: pathlib.Path) -> None:
    audio = np.linspace(-1, 1, 300, dtype=np.float32).reshape(3, 100)
    _wav.write(tmp_path / "a.wav", audio, 8000)
    again, rate = _wav.read(tmp_path / "a.wav")
    assert rate == 8000 and (again == audio).all()
    content = (tmp_path / "a.wav").read_bytes()
    for wrong in (b"", content[:30], content[:-1], b"fLaC" + content[4:], content[:44].replace(b"data", b"junk")):
        (tmp_path / "b.wav").write_bytes(wrong)
        with pytest.raises(soundscape.SourceError):
            _wav.read(tmp_path / "b.wav")
    small = _wav.wav_bytes(np.array([[0, 0.5, -1, 1, 2]], np.float32), 8000, pcm16=True)
    (tmp_path / "c.wav").write_bytes(small)
    assert (_wav.read(tmp_path / "c.wav")[0] * 2**15 == [[0, 16384, -32768, 32767, 32767]]).all()


def test_without_soundfile(made: pathlib.Path) -> None:
    code = (
        "import sys; sys.modules['soundfile'] = None\n"
        "import soundscape; m = soundscape.read(sys.argv[1])[0]; print(m.audio.sum(dtype='f8'))\n"
        "try: soundscape._audio_files.read_audio(sys.argv[2])\n"
        "except soundscape.SourceError as error: print(error)"
    )
    flac = sorted((EXAMPLES.parent / "soundbank").rglob("*.flac"))[0]
    run = run_python(code, str(made), str(flac))
    assert run.returncode == 0, run.stderr
    total, problem = run.stdout.splitlines()
    assert float(total) == soundscape.read(made)[0].audio.sum(dtype="f8")
    assert "pip install soundfile" in problem


def test_members_of_archives(made: pathlib.Path, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`train-000000.tar/000000.mixture.wav` is a member of an archive."""
    rows = []
    with tarfile.open(tmp_path / "train-000000.tar", "w") as tar:
        for row in soundscape.read(made).rows:
            row = {key: value for key, value in row.items() if key not in ("line_sha256", "sha256")} | {"format": 1}
            for key in ("mixture", "jams"):
                tar.add(made / row[key], f"{row['index']:06d}.{key}")
                row[key] = f"train-000000.tar/{row['index']:06d}.{key}"
            row["stems"] = [f"train-000000.tar/{path}" for path in row["stems"] if not tar.add(made / path, path)]
            rows.append(row)
    (tmp_path / "manifest.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    for packed, plain in zip(soundscape.read(tmp_path), soundscape.read(made), strict=True):
        assert packed.events == plain.events
        assert (packed.audio == plain.audio).all() and (packed.stem_array == plain.stem_array).all()
    monkeypatch.setitem(sys.modules, "soundfile", None)
    assert (soundscape.read(tmp_path)[1].audio == soundscape.read(made)[1].audio).all()
    missing = soundscape.read(tmp_path)[0]
    missing.row = missing.row | {"mixture": "train-000000.tar/nothing.wav"}
    with pytest.raises(soundscape.SourceError, match="has no such member"):
        _ = missing.audio
    with open(tmp_path / "train-000000.tar", "r+b") as file:
        file.truncate(100_000)
    with pytest.raises(soundscape.SourceError, match="is not a whole archive"):
        _ = soundscape.read(tmp_path)[5].audio
