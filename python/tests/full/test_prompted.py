"""PromptedDataset: the dicts that separators with prompts are trained on, next to those of BiSeP's own data sets.

BISEP is the folder of the package `dataset` of microsoft's BiModalAudioSeparation. Its imports of transformers and
torchaudio are replaced by stand-ins that need no network.
"""

from __future__ import annotations

import csv
import importlib
import json
import os
import pathlib
import sys
import types
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pytest
import torch
from conftest import FOUR_STEMS, REPOSITORY, digest
from torch.utils.data import DataLoader

import soundscape
from soundscape import bisep
from soundscape.torch import PromptedDataset, Wording

FRAMES = 131070  # BiSeP's audLen, at 16 kHz
SETTINGS = {"sample_rate": 16000, "duration": FRAMES / 16000, "ref_db": -40}

# Two targets of two events each: mixtures of mixtures.
TWO_BY_TWO = f"""
duration: 0.5
sample_rate: 16000
soundbank: {{foreground: {REPOSITORY}/soundbank/events/foreground}}
ref_db: -40
events:
  - {{name: first, count: 2, label: [choose, []], snr: [uniform, 0, 9]}}
  - {{name: second, count: 2, label: [choose, []], snr: [uniform, 0, 9]}}
"""


def tokenizer(texts: Sequence[str], *, max_length: int, **options: Any) -> Mapping[str, torch.Tensor]:
    """Bytes as tokens, in the form of transformers."""
    assert options == {"padding": "max_length", "truncation": True, "return_tensors": "pt"}
    ids = torch.ones((len(texts), max_length), dtype=torch.int64)
    mask = torch.zeros((len(texts), max_length), dtype=torch.int64)
    for row, text in enumerate(texts):
        tokens = torch.tensor(list(text.encode()[:max_length]))
        ids[row, : len(tokens)], mask[row, : len(tokens)] = tokens, 1
    return {"input_ids": ids, "attention_mask": mask}


def text_of(tokens: Mapping[str, torch.Tensor], *place: int) -> str:
    ids, mask = tokens["input_ids"][place], tokens["attention_mask"][place]
    return bytes(ids[mask == 1].tolist()).decode()


def test_keys_and_shapes() -> None:
    dataset = PromptedDataset(
        None, text=TWO_BY_TWO, targets=["first", "second"], sources=3, tokenizer=tokenizer, length=4, seed=2
    )
    item = dataset[1]
    assert set(item) == {"mix", "audios", "conds", "source_conds", "source_weights"}
    assert item["mix"].shape == (8000,) and item["audios"].shape == (2, 8000)
    assert {name: tuple(value.shape) for name, value in item["conds"].items()} == {
        "input_ids": (2, 77), "attention_mask": (2, 77),
    }  # fmt: skip
    assert item["source_conds"]["input_ids"].shape == (2, 3, 77)
    assert item["source_weights"].shape == (2, 3) and (item["source_weights"].sum(1) == 2).all()
    assert (item["audios"].sum(0) == item["mix"]).all()

    mixture = dataset._mixtures.dataset.dataset[1]  # type: ignore[attr-defined]
    for row, name in enumerate(["first", "second"]):
        members = [place for place, event in enumerate(mixture.events) if event.name.startswith(name)]
        assert (item["audios"][row].numpy() == mixture.stem_array[members].sum(0)[0]).all()
        labels = [mixture.events[place].label.replace("_", " ") for place in members]
        assert text_of(item["conds"], row) == f"The sound mixture of {labels[0]} and {labels[1]}"[:77]
        for place in range(3):
            assert text_of(item["source_conds"], row, place) in [f"The sound of {label}" for label in labels]

    averaged = PromptedDataset(
        None, text=TWO_BY_TWO, targets=["first", "second"], sources=2, average=True, length=4, seed=2
    )[1]
    assert torch.equal(averaged["audios"] * 2, item["audios"]) and torch.equal(averaged["mix"], item["mix"])
    assert averaged["conds"][0].startswith("The sound mixture of ") and len(averaged["source_conds"][1]) == 2
    tested = PromptedDataset(None, text=TWO_BY_TWO, length=4, seed=2)[1]
    assert set(tested) == {"mix", "audios", "conds"} and tested["audios"].shape == (4, 8000)


def test_the_same_from_disk_and_in_workers(tmp_path: pathlib.Path) -> None:
    options: dict[str, Any] = {"targets": ["first", "second"], "sources": 3, "tokenizer": tokenizer}
    drawn = PromptedDataset(None, text=TWO_BY_TWO, length=6, seed=2, **options)
    soundscape.Dataset(text=TWO_BY_TWO, seed=2).generate(tmp_path / "data", 6, progress=False, sync=False)
    for source in (tmp_path / "data", str(tmp_path / "data/manifest.jsonl"), soundscape.read(tmp_path / "data")):
        stored = PromptedDataset(source, **options)
        assert len(stored) == len(drawn) == 6
        for index in (0, 5):
            assert _digest(stored[index]) == _digest(drawn[index])
    batches = [_digest(batch) for batch in DataLoader(drawn, batch_size=3)]
    assert batches == [_digest(batch) for batch in DataLoader(drawn, batch_size=3, num_workers=2)]
    assert batches == [_digest(batch) for batch in DataLoader(stored, batch_size=3)]
    drawn.set_epoch(1)
    assert _digest(drawn[0]) not in [_digest(item) for item in stored]
    with pytest.raises(TypeError, match="length"):
        PromptedDataset(tmp_path / "data", length=3)
    with pytest.raises(soundscape.ArgumentError):
        PromptedDataset(tmp_path / "data", sources=0)


def _digest(item: dict[str, Any]) -> str:
    flat = [item["mix"], item["audios"], item["source_weights"]]
    return digest(*flat, *(item[key][name] for key in ("conds", "source_conds") for name in sorted(item[key])))


# ---- BiSeP's own loaders


@pytest.fixture
def loaders(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The package of BiSeP's data sets."""
    folder = os.environ.get("BISEP")
    if not folder:
        pytest.skip("BISEP is not set")
    soundfile = pytest.importorskip("soundfile")

    class RobertaTokenizer:
        @classmethod
        def from_pretrained(cls, name: str) -> Any:
            return tokenizer

    def load(path: str) -> tuple[torch.Tensor, int]:
        samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
        return torch.from_numpy(np.ascontiguousarray(samples.T)), rate

    transforms = types.ModuleType("torchaudio.transforms")
    torchaudio = types.ModuleType("torchaudio")
    torchaudio.load, torchaudio.transforms = load, transforms  # type: ignore[attr-defined]
    transformers = types.ModuleType("transformers")
    transformers.RobertaTokenizer = RobertaTokenizer  # type: ignore[attr-defined]
    for module in (torchaudio, transforms, transformers, types.ModuleType("librosa")):
        monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.syspath_prepend(folder)
    yield importlib.import_module("dataset")
    for name in [name for name in sys.modules if name.partition(".")[0] == "dataset"]:
        del sys.modules[name]


def opened(loaders: Any, like: str, count: int, **options: Any) -> Any:
    """BiSeP's data set over the current folder, its test split."""
    data = f"data/{like}"
    arguments = types.SimpleNamespace(
        audLen=FRAMES, audRate=16000, n_sources=3, seed=1234, audio_dir=f"{data}/audio",
        parsed_sources_path=f"{data}/annotations/parsed_all_caps.json",
    )  # fmt: skip
    if like == "audiocaps":
        return loaders.AudioCapsDataset(f"{data}/annotations/test_sep{count}_ids.csv", count, arguments, "test")
    loader = loaders.MusicDataset if like == "music" else loaders.VGGSoundDataset
    return loader(f"{data}/annotations/test_sep_{count}.csv", count, arguments, "test")


@pytest.mark.parametrize("like", ["audiocaps", "music", "vggsound"])
@pytest.mark.parametrize("count", [2, 3])
def test_bisep_makes_our_mixtures(
    loaders: Any, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, like: bisep.Like, count: int
) -> None:
    if (like, count) == ("vggsound", 3):
        pytest.skip("its list of compositions is read as pairs only")
    labels = ["vocals", "drums", "bass"][:count]
    entries = "".join(f"  - {{label: {label}, snr: [uniform, -5, 5]}}\n" for label in labels)
    recipe = FOUR_STEMS.partition("events:")[0] + "events:\n" + entries
    soundscape.Dataset(text=recipe, set=SETTINGS, seed=7).generate(tmp_path / "ours", 3, progress=False, sync=False)
    ours = PromptedDataset(tmp_path / "ours", tokenizer=tokenizer)
    bisep.lay_out(tmp_path / "ours", tmp_path, like)
    monkeypatch.chdir(tmp_path)
    theirs = opened(loaders, like, count)
    assert len(theirs) == len(ours) == 3
    for expected, item in zip(theirs, ours):
        assert expected.keys() == item.keys() and expected["mix"].abs().max() > 0.001
        for name in ("input_ids", "attention_mask"):
            assert torch.equal(expected["conds"][name], item["conds"][name])
        # Times two and back is exact; times three and back is off by half a unit of the last place, at most.
        tolerance = {"rtol": 0.0, "atol": 0.0} if count == 2 else {"rtol": 2.0**-23, "atol": 2.0**-24}
        torch.testing.assert_close(expected["audios"], item["audios"], **tolerance)
        torch.testing.assert_close(expected["mix"], item["mix"], **tolerance)


def test_phrases_and_weights_are_of_bisep_s_form(
    loaders: Any, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its training split on our clips: the same keys, shapes and types, and the same rule for weights."""
    recipe = FOUR_STEMS.partition("events:")[0] + "events: [{label: vocals}, {label: drums}]\n"
    soundscape.Dataset(text=recipe, set=SETTINGS, seed=7).generate(tmp_path / "ours", 2, progress=False, sync=False)
    bisep.lay_out(tmp_path / "ours", tmp_path, "audiocaps", wording=Wording(one="{label}"))
    monkeypatch.chdir(tmp_path)
    arguments = types.SimpleNamespace(
        audLen=FRAMES, audRate=16000, n_sources=3, seed=1234, audio_dir="data/audiocaps/audio",
        parsed_sources_path="data/audiocaps/annotations/parsed_all_caps.json",
    )  # fmt: skip
    theirs = loaders.AudioCapsDataset("data/audiocaps/annotations/train_ids.csv", 2, arguments, "train")[0]
    ours = PromptedDataset(tmp_path / "ours", sources=3, tokenizer=tokenizer, wording=Wording(one="{label}"))[0]
    assert theirs.keys() == ours.keys()
    for key, value in theirs.items():
        for name, tensor in value.items() if isinstance(value, dict) else [("", value)]:
            other = ours[key][name] if name else ours[key]
            assert tensor.shape == other.shape and tensor.dtype == other.dtype, (key, name)
    assert torch.equal(theirs["source_weights"], ours["source_weights"])  # one phrase, three times: a third each


# A bank as it lies, mixed by the recipe and by BiSeP: clips of speech-like noise, of which some pass full scale.
LENGTHS = {
    "audiocaps": (160000, 131070, 100001, 148321, 90000),
    "music": (160000, 200000, 70000),
    "vggsound": (160000, 70000),
}
WINDOWS = {
    "audiocaps": "source_time: centre",
    # Around 4.5 s; short clips are repeated.
    "music": "source_time: {samples: 6465}, fill: tile",
    "vggsound": "source_time: {samples: 6465}, fill: tile",
}


def write_bank(folder: pathlib.Path, like: str) -> None:
    """Clips in data/<like>/audio, in folders of their classes, mono and stereo; and a table of them with captions."""
    soundfile = pytest.importorskip("soundfile")
    generator = np.random.default_rng(3)
    with open(folder / "clips.csv", "w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["file", "class", "caption", "sources"])
        for number, length in enumerate(LENGTHS[like] * 2):
            label = f"kind_{number}"
            path = folder / f"data/{like}/audio" / (f"{label}/{number}.wav" if like == "music" else f"{number}.wav")
            path.parent.mkdir(parents=True, exist_ok=True)
            channels = 1 + number % 2
            samples = generator.normal(0, 0.4, (length, channels)).astype(np.float32)
            soundfile.write(path, samples, 16000, subtype="FLOAT")
            table.writerow([path, label, f"A {label} and a car", f"A {label};A car"])


@pytest.mark.parametrize("like", ["audiocaps", "music", "vggsound"])
def test_the_recipe_mixes_as_bisep_does(
    loaders: Any, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, like: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write_bank(tmp_path, like)
    recipe = f"""
duration: {{samples: {FRAMES}}}
sample_rate: 16000
fade_in: 0
fade_out: 0
soundbank: {{foreground: {{table: clips.csv, file: file, label: class, keep: [caption, sources]}}}}
events: [{{name: clip, count: 2, {WINDOWS[like]}}}]
constraints: {{distinct_labels: true}}
render: {{level: gain, clip: hard, normalize: 1/n, fix_clipping: false}}
"""
    soundscape.Dataset(text=recipe, folder=tmp_path, seed=1).generate("ours", 8, progress=False, sync=False)
    wording = Wording() if like == "audiocaps" else Wording(caption="")
    ours = PromptedDataset(tmp_path / "ours", tokenizer=tokenizer, wording=wording)

    # Their lists, of the clips that were drawn.
    annotations = tmp_path / f"data/{like}/annotations"
    annotations.mkdir()
    drawn = [[event.source_file for event in mixture.events] for mixture in soundscape.read("ours")]
    labels = {event.source_file: event.label for mixture in soundscape.read("ours") for event in mixture.events}
    audio = tmp_path / f"data/{like}/audio"
    names = {path: os.path.relpath(os.path.realpath(tmp_path / "ours" / path), audio) for path in labels}
    if like == "audiocaps":
        rows = [[names[path][:-4] for path in row] for row in drawn]
        about = {
            names[path][:-4]: {"file_id": names[path][:-4], "caption": f"A {label} and a car", "sources": []}
            for path, label in labels.items()
        }
        (annotations / "parsed_all_caps.json").write_text(json.dumps(about))
    elif like == "music":
        rows = [["/" + names[path] for path in row] for row in drawn]
        clips = [["/" + names[path], "/video.mp4", "8"] for path in labels]
    else:
        rows = [[names[path] for path in row] for row in drawn]
        clips = [[names[path], label] for path, label in labels.items()]
    for name, table in ([] if like == "audiocaps" else [("test.csv", clips)]) + [
        ("test_sep2_ids.csv" if like == "audiocaps" else "test_sep_2.csv", rows)
    ]:
        with open(annotations / name, "w", newline="") as file:
            csv.writer(file).writerows(table)

    theirs = opened(loaders, like, 2)
    clipped = 0
    for expected, item in zip(theirs, ours):
        clipped += int((expected["audios"].abs() == 0.5).sum())
        for name in ("input_ids", "attention_mask"):
            assert torch.equal(expected["conds"][name], item["conds"][name])
        # A step of our samples, so that stems add up exactly; a mean of two channels is rounded once more.
        torch.testing.assert_close(expected["audios"], item["audios"], rtol=0, atol=2.0**-22)
        torch.testing.assert_close(expected["mix"], item["mix"], rtol=0, atol=2.0**-21)
    assert clipped > 1000


def test_music_s_training_windows_are_ours(
    loaders: Any, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its training split, whose random numbers are replaced by what our recipe drew: clips, centres and volumes."""
    monkeypatch.chdir(tmp_path)
    write_bank(tmp_path, "music")
    recipe = f"""
duration: {{samples: {FRAMES}}}
sample_rate: 16000
fade_in: 0
fade_out: 0
soundbank: {{foreground: {{table: clips.csv, file: file, label: class}}}}
events:
  - {{name: clip, count: 2, source_time: [uniform, 0, end], source_anchor: centre, fill: tile, gain: [uniform, 0.5, 1.5]}}
constraints: {{distinct_labels: true}}
render: {{level: gain, clip: hard, normalize: 1/n, fix_clipping: false}}
"""
    soundscape.Dataset(text=recipe, folder=tmp_path, seed=5).generate("ours", 12, progress=False, sync=False)
    ours = PromptedDataset(tmp_path / "ours", tokenizer=tokenizer)
    audio = tmp_path / "data/music/audio"
    arguments = types.SimpleNamespace(audLen=FRAMES, audRate=16000, n_sources=1, seed=1234, audio_dir=str(audio))
    lists = sorted(audio.glob("*/*.wav"))
    with open("train.csv", "w", newline="") as file:
        csv.writer(file).writerows(["/" + str(path.relative_to(audio)), "/video.mp4", "8"] for path in lists)
    theirs = loaders.MusicDataset("train.csv", 2, arguments, "train")

    silent = 0
    for mixture, item in zip(soundscape.read("ours"), ours):
        drawn = mixture.jams["annotations"][0]["sandbox"]["soundscape"]["events"]
        clips = [lists.index(pathlib.Path(tmp_path / "ours" / event.source_file).resolve()) for event in mixture.events]
        centres = [int(event["drawn"]["source_time"] * 16000) for event in drawn]
        silent += sum(event["drawn"]["source_time"] * 16000 < FRAMES // 2 for event in drawn)
        whole = iter([clips[1], 8, 8, *centres])
        volumes = iter([event.gain - 0.5 for event in mixture.events])
        module = sys.modules[type(theirs).__module__]
        monkeypatch.setattr(module.random, "randint", lambda low, high: next(whole))
        monkeypatch.setattr(module.random, "random", lambda: next(volumes))
        expected = theirs[clips[0]]
        monkeypatch.undo()
        monkeypatch.chdir(tmp_path)
        assert next(whole, None) is None and next(volumes, None) is None
        torch.testing.assert_close(expected["audios"], item["audios"], rtol=0, atol=2.0**-20)
        torch.testing.assert_close(expected["mix"], item["mix"], rtol=0, atol=2.0**-20)
    assert silent > 5


@pytest.mark.parametrize("like", ["audiocaps", "music", "vggsound"])
def test_bisep_s_list_is_rendered(
    loaders: Any, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, like: str
) -> None:
    """Its list of compositions as the recipe's, with prompts by the recipe."""
    monkeypatch.chdir(tmp_path)
    write_bank(tmp_path, like)
    audio, annotations = tmp_path / f"data/{like}/audio", tmp_path / f"data/{like}/annotations"
    annotations.mkdir()
    with open("clips.csv", newline="") as file:
        clips = list(csv.DictReader(file))
    names = [os.path.relpath(clip["file"], audio) for clip in clips]
    if like == "audiocaps":
        names = [name[:-4] for name in names]
        about = {name: {"file_id": name, "caption": clip["caption"], "sources": []} for name, clip in zip(names, clips)}
        (annotations / "parsed_all_caps.json").write_text(json.dumps(about))
    names = ["/" + name for name in names] if like == "music" else names
    rows = [[names[first], names[(first + step) % len(names)]] for step in (1, 2) for first in range(len(names))]
    rest = [["/video.mp4", "8"] if like == "music" else [clip["class"]] for clip in clips]
    described = [[name, *cells] for name, cells in zip(names, rest)]
    listed = annotations / ("test_sep2_ids.csv" if like == "audiocaps" else "test_sep_2.csv")
    for path, table in ((listed, rows), (annotations / "test.csv", described)):
        with open(path, "w", newline="") as file:
            csv.writer(file).writerows(table)
    prompt = "{caption}" if like == "audiocaps" else "The sound of {label}"
    recipe = f"""
duration: {{samples: {FRAMES}}}
sample_rate: 16000
fade_in: 0
fade_out: 0
soundbank: {{foreground: {{table: clips.csv, file: <file>, path: {audio}, label: class, keep: [caption]}}}}
compositions: {listed}
events: [{{count: 2, {WINDOWS[like]}, prompt: '{prompt}'}}]
render: {{level: gain, clip: hard, normalize: 1/n, fix_clipping: false}}
"""
    with open("clips.csv", "w", newline="") as file:
        table_ = csv.DictWriter(file, ["file", "class", "caption"], extrasaction="ignore")
        table_.writeheader()
        table_.writerows(clip | {"file": os.path.relpath(clip["file"], audio)} for clip in clips)
    ours = PromptedDataset(recipe, folder=tmp_path, tokenizer=tokenizer, length=len(rows))
    theirs = opened(loaders, like, 2)
    assert len(theirs) == len(ours) == 2 * len(clips)
    for number, (expected, item) in enumerate(zip(theirs, ours)):
        order = [0, 1]
        if not torch.equal(expected["conds"]["input_ids"], item["conds"]["input_ids"]):
            order = [1, 0]  # events that begin together are in the order of their draws
        assert torch.equal(expected["conds"]["input_ids"][order], item["conds"]["input_ids"]), number
        torch.testing.assert_close(expected["audios"][order], item["audios"], rtol=0, atol=2.0**-22)
        torch.testing.assert_close(expected["mix"], item["mix"], rtol=0, atol=2.0**-21)
