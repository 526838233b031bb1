"""Shards for webdataset, cuts for lhotse, examples of the wheel."""

from __future__ import annotations

import io
import json
import pathlib
import tarfile
from typing import Any

import pytest
from conftest import EVENTS, digest

import soundscape
from soundscape import _examples, _wav
from soundscape.webdataset import write_shards


def test_shards(tmp_path: pathlib.Path) -> None:
    dataset = soundscape.Dataset(text=EVENTS, set={"duration": 0.5})
    paths = write_shards(dataset, tmp_path / "train-{:03d}.tar", 5, per_shard=2, start=1)
    assert [path.name for path in paths] == ["train-000.tar", "train-001.tar", "train-002.tar"]
    seen = []
    for path in paths:
        with tarfile.open(path) as shard:
            samples: dict[str, dict[str, bytes]] = {}
            for member in shard:
                key, _, name = member.name.partition(".")
                file = shard.extractfile(member)
                assert file is not None
                samples.setdefault(key, {})[name] = file.read()
        for key, sample in samples.items():
            described = json.loads(sample["json"])
            mixture = dataset[described["index"]]
            assert int(key) == described["index"] and described["sample_rate"] == 44100
            for name, audio in [
                ("mix", mixture.audio),
                *zip((s["name"] for s in described["stems"]), mixture.stem_array),
            ]:
                file_path = tmp_path / "x.wav"
                file_path.write_bytes(sample[f"{name}.wav"])
                assert (_wav.read(file_path)[0] == audio).all()
            assert json.loads(sample["jams"]) == mixture.jams
            seen.append(described["index"])
    assert seen == [1, 2, 3, 4, 5]
    again = write_shards(dataset, tmp_path / "again-{:03d}.tar", 2, per_shard=2, start=1)
    assert again[0].read_bytes() == paths[0].read_bytes()
    assert not list(tmp_path.glob("*.partial"))
    cases: list[dict[str, Any]] = [{"pattern": tmp_path / "train.tar"}, {"count": 0}, {"per_shard": 0}]
    for wrong in cases:
        with pytest.raises(soundscape.ArgumentError):
            write_shards(dataset, **{"pattern": tmp_path / "{}.tar", "count": 1, **wrong})


def test_shards_by_webdataset(tmp_path: pathlib.Path) -> None:
    import webdataset  # type: ignore[import-untyped, import-not-found, unused-ignore]

    dataset = soundscape.Dataset(text=EVENTS, set={"duration": 0.5})
    paths = write_shards(dataset, tmp_path / "train-{:03d}.tar", 3, per_shard=2)
    samples = list(webdataset.WebDataset([str(path) for path in paths], shardshuffle=False))
    assert [int(sample["__key__"]) for sample in samples] == [0, 1, 2]
    import soundfile  # type: ignore[import-untyped, import-not-found, unused-ignore]

    audio, rate = soundfile.read(io.BytesIO(samples[1]["mix.wav"]), dtype="float32", always_2d=True)
    assert rate == 44100 and digest(audio.T) == digest(dataset[1].audio)


def test_cuts(made: pathlib.Path) -> None:
    from soundscape.lhotse import cut_set

    cuts = list(cut_set(made))
    stored = soundscape.read(made)
    assert len(cuts) == 6
    for cut, mixture in zip(cuts, stored):
        assert (cut.load_audio() == mixture.audio).all()
        foreground = [event for event in mixture.events if not event.is_background]
        assert [s.text for s in cut.supervisions] == [event.label for event in foreground]
        assert [s.start for s in cut.supervisions] == pytest.approx([event.onset for event in foreground])
        assert len(cut.stems) == len(mixture.events)


def test_examples(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_examples, "DATA", tmp_path)
    with pytest.raises(FileNotFoundError):
        soundscape.examples()
    (tmp_path / "examples").mkdir()
    (tmp_path / "examples/incoherent.yaml").write_text("duration: 1\n")
    assert soundscape.examples() == tmp_path / "examples"
    assert soundscape.example("incoherent") == soundscape.example("incoherent.yaml")
    with pytest.raises(KeyError, match="incoherent"):
        soundscape.example("coherent")
