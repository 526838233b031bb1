"""Each layout, opened by the packages that need PyTorch or old versions of others: behind `make interop-full`."""

import shutil
from types import SimpleNamespace

import desed.post_process
import lhotse
import lhotse.kaldi
import musdb
import museval
import numpy as np
import nussl
import openunmix.data
import pandas
import pytest
import torchaudio
from asteroid.data import FUSSDataset, LibriMix
from demucs.wav import get_wav_datasets
from espnet2.train.dataset import ESPnetDataset
from readers import (  # noqa: F401
    Finds, check_labels, counted, events, is_sum, laid_out, made, roles, same, same_events)

found = Finds("full")
SONG = ["drums", "bass", "other", "vocals"]
WAYS = ["export", "generate"]


# asteroid and torchaudio


@pytest.mark.parametrize("task", ["sep_clean", "sep_noisy", "enh_both", "enh_single"])
def test_librimix_by_asteroid(laid_out, monkeypatch, task):  # noqa: F811
    data, root = laid_out("talkers", "librimix")
    monkeypatch.chdir(root)  # paths are from here
    for split, names in data.splits.items():
        loaded = LibriMix(f"metadata/{split}", task=task, sample_rate=16000, segment=None,
                          n_src=1 if task == "enh_single" else 2, return_id=True)
        assert len(loaded) == len(names)
        for name, (mix, sources, ids) in zip(names, loaded, strict=True):
            mixture = data.mixtures[name]
            talkers, noise = roles(mixture, "foreground"), sum(roles(mixture, "background"))
            assert name in "_".join(ids)
            wanted = {"sep_clean": (sum(talkers), talkers), "sep_noisy": (mixture.read()[0], talkers),
                      "enh_both": (mixture.read()[0], [sum(talkers)]), "enh_single": (talkers[0] + noise, talkers[:1])}
            assert same(mix, wanted[task][0]), task
            assert len(sources) == len(wanted[task][1]) and all(map(same, sources, wanted[task][1]))
    found("librimix", "asteroid", "asteroid", f"LibriMix(csv_dir, task='{task}')",
          f"{len(data.mixtures)} mixtures of {len(wanted[task][1])}; sums exact")


def test_librimix_by_torchaudio(laid_out, tmp_path):  # noqa: F811
    data, root = laid_out("talkers", "librimix")
    # It knows the splits of LibriMix alone, in a folder of its name.
    folder = tmp_path / "Libri2Mix/wav16k/max"
    shutil.copytree(root, folder)
    (folder / "validation").rename(folder / "dev")
    count = 0
    for split, subset in [("validation", "dev"), ("test", "test")]:
        loaded = torchaudio.datasets.LibriMix(tmp_path, subset=subset, num_speakers=2, sample_rate=16000,
                                              task="sep_noisy", mode="max")
        assert len(loaded) == len(data.splits[split])
        for name, (rate, mix, sources) in zip(data.splits[split], loaded, strict=False):
            assert rate == 16000 and same(mix, data.mixtures[name].read()[0])
            assert all(map(same, sources, roles(data.mixtures[name], "foreground")))
            count += 1
    found("librimix", "torchaudio", "torchaudio", "datasets.LibriMix(root, subset='test')", f"{count} mixtures of 2")


def test_fuss_by_asteroid(laid_out, monkeypatch):  # noqa: F811
    data, root = laid_out("events", "fuss")
    monkeypatch.chdir(root)  # paths are from here
    for split, names in data.splits.items():
        loaded = FUSSDataset(f"{ {'test': 'eval'}.get(split, split)}_example_list.txt", return_bg=True)
        assert len(loaded) == len(names)
        for name, (mix, sources, background) in zip(names, loaded, strict=False):
            mixture = data.mixtures[name]
            assert same(mix, mixture.read()[0]) and is_sum([*sources, background], mix)
            stems = roles(mixture, "foreground")
            assert all(map(same, sources, stems)) and not sources[len(stems):].any()
    found("fuss", "asteroid", "asteroid", "FUSSDataset('train_example_list.txt')", f"{counted(data)}; sums exact")


# nussl


def nussl_mixtures(loaded, data, names):
    assert len(loaded) == len(names)
    for name, item in zip(names, loaded, strict=True):
        mix, sources = item["mix"].audio_data, item["sources"]
        assert same(mix, data.mixtures[name].read()[0])
        assert is_sum([source.audio_data for source in sources.values()], mix)
        yield data.mixtures[name], sources


@pytest.mark.parametrize(
    ("way", "place"), [("export", "anywhere"), ("generate", "anywhere"), ("generate", "its folder")])
def test_scaper_by_nussl(laid_out, monkeypatch, way, place):  # noqa: F811
    options = ["--set", "output.absolute_paths=false"] if place == "its folder" else []
    data, root = laid_out("events", "scaper", *options, way=way)
    if options:
        monkeypatch.chdir(root)
    for split, names in data.splits.items():
        for mixture, sources in nussl_mixtures(nussl.datasets.Scaper(str(root / split)), data, names):
            labels = sorted(label.split("::")[0] for label in sources)
            assert labels == sorted(o["value"]["label"] for o in mixture.annotation["data"])
            # Each stem under its own label, though events are given by time.
            for label in set(labels):
                stems = [s for s, o in zip(mixture.read()[1], mixture.annotation["data"], strict=True)
                         if o["value"]["label"] == label]
                theirs = [source.audio_data for key, source in sources.items() if key.split("::")[0] == label]
                assert all(any(same(a, b) for b in theirs) for a in stems)
    if way == "generate":
        found("scaper", "nussl", "nussl",
              "datasets.Scaper(folder)" + (", absolute_paths: false, from there" if options else ""),
              f"{counted(data)}; sums exact")


def test_fuss_by_nussl(laid_out):  # noqa: F811
    data, root = laid_out("events", "fuss")
    for split, names in data.splits.items():
        loaded = nussl.datasets.FUSS(str(root), split={"test": "eval"}.get(split, split))
        for mixture, sources in nussl_mixtures(loaded, data, names):
            assert len(sources) == len(mixture.annotation["data"])
    found("fuss", "nussl", "nussl", "datasets.FUSS(root, split='train')", f"{counted(data)}; sums exact")


@pytest.mark.parametrize("way", WAYS)
def test_sources_by_nussl(laid_out, way):  # noqa: F811
    data, root = laid_out("music", "sources", way=way)
    for split, names in data.splits.items():
        loaded = nussl.datasets.MixSourceFolder(str(root / split))
        for mixture, sources in nussl_mixtures(loaded, data, names):
            assert sorted(sources) == sorted(SONG)
            check_labels({name: source.audio_data for name, source in sources.items()}, mixture)
    if way == "generate":
        found("sources", "nussl", "nussl", "datasets.MixSourceFolder(folder)", f"{counted(data)}; sums exact")


# Music


@pytest.mark.parametrize("way", WAYS)
def test_musdb(laid_out, way):  # noqa: F811
    data, root = laid_out("music", "musdb", way=way)
    count = 0
    for split in ["train", "test"]:
        loaded = musdb.DB(root=str(root), is_wav=True, subsets=[split])
        assert [track.name for track in loaded] == data.splits[split]
        for track in loaded:
            mixture = data.mixtures[track.name]
            stems = {name: source.audio for name, source in track.sources.items()}  # each is read by ffmpeg
            assert track.rate == 44100 and same(track.audio, mixture.read()[0])
            assert sorted(stems) == sorted(SONG)
            check_labels(stems, mixture)
            count += 1
        wrapped = nussl.datasets.MUSDB18(str(root), is_wav=True, subsets=[split])
        assert len(wrapped) == len(loaded) and sorted(wrapped[0]["sources"]) == sorted(SONG)
    if way == "generate":
        found("musdb", "musdb", "musdb", "DB(root, is_wav=True)", f"{count} tracks of 4; sums exact")
        found("musdb", "nussl", "nussl", "datasets.MUSDB18(folder, is_wav=True)", f"{count} tracks of 4")


def test_musdb_by_museval(laid_out):  # noqa: F811
    data, root = laid_out("music", "musdb", way="generate")
    [track, *_] = musdb.DB(root=str(root), is_wav=True, subsets=["test"])
    noise = np.random.default_rng(0).standard_normal(track.audio.shape) * 1e-3
    scores = museval.eval_mus_track(track, {name: track.targets[name].audio + noise for name in SONG}).df
    assert set(scores.target) == set(SONG) and scores[scores.metric == "SDR"].score.notna().any()
    found("musdb", "museval", "museval", "eval_mus_track(track, estimates)", "1 track of 4, scored")


def test_musdb_by_openunmix(laid_out):  # noqa: F811
    data, root = laid_out("music", "musdb", way="generate")
    loaded = openunmix.data.MUSDBDataset(root=str(root), is_wav=True, split="train", subsets="train",
                                         seq_duration=1.0, samples_per_track=1, target="vocals")
    assert len(loaded) == len(data.splits["train"])
    mix, target = loaded[0]
    assert mix.shape == target.shape == (2, 44100)
    found("musdb", "openunmix", "openunmix", "MUSDBDataset(root, is_wav=True)", f"{len(loaded)} tracks")


@pytest.mark.parametrize("way", WAYS)
def test_demucs(laid_out, tmp_path, way):  # noqa: F811
    data, root = laid_out("music", "demucs", way=way)
    options = SimpleNamespace(wav=str(root), metadata=str(tmp_path), sources=SONG, full_cv=True, segment=3, shift=3,
                              samplerate=44100, channels=2, normalize=False)
    train, valid = get_wav_datasets(options)
    assert list(train.metadata) and sorted(train.metadata) == data.splits["train"]
    assert sorted(valid.metadata) == data.splits["validation"]
    for loaded, begin in [(train, 0), (valid, 1)]:
        for name, item in zip(loaded.metadata, loaded, strict=False):
            check_labels(dict(zip(SONG, item[begin:], strict=True)), data.mixtures[name])
    if way == "generate":
        found("demucs", "demucs", "demucs", "wav.get_wav_datasets(args)",
              f"{len(train)} + {len(valid)} tracks of 4; sums exact")


@pytest.mark.parametrize("kind", ["Fixed", "Variable"])
def test_demucs_by_openunmix(laid_out, kind):  # noqa: F811
    data, root = laid_out("music", "demucs", way="generate")
    reader = getattr(openunmix.data, f"{kind}SourcesTrackFolderDataset")
    options = {"interferer_files": ["bass.wav", "drums.wav", "other.wav"]} if kind == "Fixed" else {}
    total = 0
    for split, folder in [("train", "train"), ("validation", "valid")]:
        loaded = reader(root=str(root), split=folder, target_file="vocals.wav", seq_duration=2.0, **options)
        assert len(loaded) == len(data.splits[split])
        mix, vocals = loaded[0]
        assert mix.shape == vocals.shape == (2, 88200)
        total += len(loaded)
    found("demucs", "openunmix", "openunmix", f"{kind}SourcesTrackFolderDataset(root)", f"{total} tracks")


# Speech


def lhotse_events(cut):
    return [(s.start, s.start + s.duration, s.text) for s in cut.supervisions]


def field(label):
    """What a label's recording is called in a cut."""
    return {"start": "start_"}.get(label, label.replace(".", "_"))


def check_cuts(cuts, data, names):
    cuts = list(cuts)
    assert [cut.id for cut in cuts] == names
    for cut in cuts:
        mixture = data.mixtures[cut.id]
        assert same(cut.load_audio(), mixture.read()[0]) and same_events(lhotse_events(cut), mixture, 1e-6)
        stems = {key: cut.load_custom(key) for key, value in cut.custom.items() if isinstance(value, lhotse.Recording)}
        check_labels(stems, mixture, field)


@pytest.mark.parametrize("name", ["events", "music", "names", "sparse"])
def test_lhotse_manifests(laid_out, monkeypatch, name):  # noqa: F811
    data, root = laid_out(name, "lhotse")
    for split, names in data.splits.items():
        recordings = lhotse.RecordingSet.from_file(root / f"recordings_{split}.jsonl.gz").with_path_prefix(root)
        segments = lhotse.SupervisionSet.from_file(root / f"supervisions_{split}.jsonl.gz")
        lhotse.validate(recordings, read_data=True)
        if len(list(segments)):
            lhotse.validate(segments)  # it does not take an empty set
        lhotse.qa.validate_recordings_and_supervisions(recordings, segments)
        assert [recording.id for recording in recordings] == names
        assert len(list(segments)) == sum(len(events(data.mixtures[name])) for name in names)
        cuts = lhotse.CutSet.from_file(root / f"cuts_{split}.jsonl.gz")
        with monkeypatch.context() as patch:
            patch.chdir(root)  # a prefix is not given to the stems
            lhotse.validate(cuts.to_eager(), read_data=True)
            check_cuts(cuts, data, names)
    if name == "events":
        found("lhotse", "lhotse", "lhotse", "CutSet.from_file('cuts_train.jsonl.gz')", f"{counted(data)}; sums exact")
        found("lhotse", "lhotse", "lhotse", "RecordingSet, SupervisionSet, validate", counted(data))


@pytest.mark.parametrize("name", ["events", "music", "names", "sparse"])
def test_lhotse_shar(laid_out, name):  # noqa: F811
    data, root = laid_out(name, "shar")
    for split, names in data.splits.items():
        check_cuts(lhotse.CutSet.from_shar(in_dir=root / split), data, names)
        lhotse.validate(lhotse.CutSet.from_shar(in_dir=root / split).to_eager())
    if name == "events":
        found("shar", "lhotse", "lhotse", "CutSet.from_shar(in_dir='train')", f"{counted(data)}; sums exact")


def test_kaldi_by_lhotse_and_espnet(laid_out, monkeypatch):  # noqa: F811
    data, root = laid_out("talkers", "kaldi")
    monkeypatch.chdir(root)  # paths are from here
    parts = ["speech_ref1", "speech_ref2", "noise_ref1"]
    for split, names in data.splits.items():
        recordings, segments, _ = lhotse.kaldi.load_kaldi_data_dir(split, 16000)
        assert sorted(recordings.ids) == names and len(segments) == len(names)
        for segment in segments:
            mixture = data.mixtures[segment.recording_id]
            assert segment.text.split() == [label for *_, label in events(mixture)]
            assert same(recordings[segment.recording_id].load_audio(), mixture.read()[0])
        files = ["wav", "spk1", "spk2", "noise1"]
        loaded = ESPnetDataset([(f"{split}/{file}.scp", key, "sound")
                                for file, key in zip(files, ["speech_mix", *parts], strict=True)],
                               preprocess=lambda _, item: item)
        for name in names:
            _, item = loaded[name]
            assert same(item["speech_mix"], data.mixtures[name].read()[0])
            assert is_sum([item[part] for part in parts], item["speech_mix"])
    found("kaldi", "lhotse", "lhotse", "kaldi.load_kaldi_data_dir('train', 16000)", counted(data))
    found("kaldi", "espnet", "espnet", "ESPnetDataset([('train/wav.scp', 'speech_mix', 'sound'), …])",
          f"{len(data.mixtures)} mixtures of 3; sums exact")


# Sound events


def test_desed_by_its_package(laid_out):  # noqa: F811
    data, root = laid_out("events", "desed")
    total = merged = 0
    for split, names in data.splits.items():
        ours = pandas.read_csv(root / f"metadata/{split}.tsv", sep="\t").dropna()
        given = pandas.DataFrame([(f"{name}.wav", *event) for name in names for event in events(data.mixtures[name])],
                                 columns=["filename", "onset", "offset", "event_label"])
        theirs = desed.post_process.post_process_df_labels(given, 4.0)
        rows = [sorted(table[["filename", "onset", "offset", "event_label"]].round(3).itertuples(index=False, name=None))
                for table in [ours, theirs]]
        assert rows[0] == rows[1]
        total += len(given)
        merged += len(rows[0])
    assert merged < total
    found("desed", "desed", "desed", "post_process.post_process_df_labels(events)",
          f"{total} events, {merged} after merging: the same as ours")


def test_the_table():
    """That docs/formats.md has what these tests found; last, as it needs all of them."""
    found.check()
