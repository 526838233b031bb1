"""Each layout, opened by the packages that are made to read it: those that need no PyTorch.

Whatever opens is compared with the data set in the layout `folder`: counts, sounds (stems add up), labels.
"""

import io
import json
import os
import re

import dcase_util
import jams
import kaldiio
import numpy as np
import pandas
import psds_eval
import pytest
import sed_eval
import soundfile
import webdataset
from conftest import tree
from readers import Finds, check_labels, counted, events, laid_out, made, roles, same, same_events  # noqa: F401
from readers_table import PAGE, page_with_table

found = Finds("light")


@pytest.fixture(scope="session")
def datasets(tmp_path_factory):
    """The package, without its cache in the user's folder and without asking the network."""
    os.environ.update(HF_HOME=str(tmp_path_factory.mktemp("hf")), HF_HUB_OFFLINE="1")
    import datasets

    datasets.disable_progress_bars()
    return datasets


def all_channels(datasets, loaded):
    """With the channels of the files: the package averages them otherwise."""
    for split, table in loaded.items():
        for column, feature in table.features.items():
            if isinstance(feature, datasets.Audio):
                loaded[split] = loaded[split].cast_column(column, datasets.Audio(mono=False))
    return loaded


@pytest.mark.parametrize("name", ["events", "music"])
def test_folder_by_soundfile_and_jams(made, name):  # noqa: F811
    data = made(name)
    stems = 0
    for mixture in data.mixtures.values():
        mix, parts, _ = mixture.read()
        assert same(sum(parts), mix)
        assert len(mixture.jam().annotations[0].data) == len(parts)
        stems += len(parts)
    if name == "events":
        found("folder", "soundfile", "soundfile", "soundfile.read(path)",
              f"{len(data.mixtures)} mixtures, {stems} stems; sums exact")
        found("folder", "jams", "jams", "jams.load(path, validate=True)", counted(data))


def test_folder_labels_by_dcase_util_and_sed_eval(made):  # noqa: F811
    data = made("events")
    for mixture in data.mixtures.values():
        path = str(mixture.root / mixture.row["labels"])
        for loaded in [dcase_util.containers.MetaDataContainer(filename=path).load(), sed_eval.io.load_event_list(path)]:
            assert same_events([(item.onset, item.offset, item.event_label) for item in loaded], mixture, 1e-6)
    found("folder", "dcase_util", "dcase_util", "MetaDataContainer(filename='labels.txt').load()", counted(data))
    found("folder", "sed_eval", "sed_eval", "sed_eval.io.load_event_list('labels.txt')", counted(data))


@pytest.mark.parametrize("name", ["events", "names", "sparse"])
def test_webdataset(laid_out, name):  # noqa: F811
    data, root = laid_out(name, "webdataset")
    seen = set()
    for split, names in data.splits.items():
        samples = list(webdataset.WebDataset(str(root / f"{split}-000000.tar"), shardshuffle=False).decode())
        assert [sample["__key__"] for sample in samples] == names
        for sample in samples:
            mixture = data.mixture(sample["__key__"])
            sounds = {key.removesuffix(".wav"): soundfile.read(io.BytesIO(value))[0]
                      for key, value in sample.items() if key.endswith(".wav")}
            assert same(sounds.pop("mixture"), mixture.read()[0])
            # The package makes names lower case.
            check_labels(sounds, mixture, lambda label: label.replace(".", "_").lower())
            described = [(event["onset"], event["offset"], event["label"]) for event in sample["json"]["events"]]
            assert same_events(described, mixture)
            assert json.loads(sample["jams"])["annotations"][0]["data"] == mixture.annotation["data"]
            seen.add(sample["__key__"])
    assert seen == set(data.mixtures)
    if name == "events":
        found("webdataset", "webdataset", "webdataset", "WebDataset('train-000000.tar').decode()",
              f"{counted(data)}; sums exact")


def test_webdataset_by_hugging_face(laid_out, datasets):  # noqa: F811
    data, root = laid_out("music", "webdataset")
    files = {split: str(root / f"{split}-*.tar") for split in data.splits}
    loaded = all_channels(datasets, datasets.load_dataset("webdataset", data_files=files))
    for split, names in data.splits.items():
        assert [row["__key__"] for row in loaded[split]] == names
        for row in loaded[split]:
            total = sum(np.asarray(value["array"]) for key, value in row.items()
                        if key.endswith(".wav") and key != "mixture.wav")
            mix = data.mixture(row["__key__"]).read("float32")[0]
            assert same(row["mixture.wav"]["array"], mix) and same(total, mix)
    found("webdataset", "datasets", "datasets", "load_dataset('webdataset', data_files=…)",
          f"{counted(data)} as columns; sums exact")


@pytest.mark.parametrize("name", ["events", "music", "names", "sparse"])
def test_audiofolder(laid_out, datasets, name):  # noqa: F811
    data, root = laid_out(name, "audiofolder")
    loaded = all_channels(datasets, datasets.load_dataset("audiofolder", data_dir=str(root)))
    assert set(loaded) == set(data.splits)
    for split, names in data.splits.items():
        rows = list(loaded[split])
        assert [re.search(r"\d{6}", row["audio"]["path"])[0] for row in rows] == names
        for row in rows:
            mixture = data.mixture(row["audio"]["path"])
            mix, _, rate = mixture.read("float32")
            assert row["audio"]["sampling_rate"] == rate and same(row["audio"]["array"], mix)
    if name == "events":
        found("audiofolder", "datasets", "datasets", "load_dataset('audiofolder', data_dir=…)",
              f"{len(data.mixtures)} mixtures in {len(loaded)} splits")


def strong(root, split):
    return pandas.read_csv(root / f"metadata/{split}.tsv", sep="\t", dtype={"filename": str, "event_label": str})


def merged(mixture):
    """Our events by DESED's rule: gaps under 150 ms, onsets under 400 ms apart, at least 250 ms long."""
    duration, result = mixture.row["duration"], []
    given = [(round(a, 3), round(min(b, duration), 3), label) for a, b, label in events(mixture)]
    for label in {event[2] for event in given}:
        same_label = [list(event) for event in given if event[2] == label]
        kept = []
        while same_label:
            first = same_label.pop(0)
            if first[1] - first[0] < 0.25:
                first[1] = first[0] + 0.25
                if first[1] > duration:
                    break
            while same_label and (same_label[0][1] < first[1] or same_label[0][0] - first[1] < 0.15
                                  or same_label[0][0] - first[0] < 0.4):
                first[1] = max(first[1], same_label.pop(0)[1])
            kept.append(tuple(first))
        result += kept
    return sorted(result)


@pytest.mark.parametrize("set_name", ["events", "names", "sparse"])
def test_desed_tables(laid_out, set_name):  # noqa: F811
    data, root = laid_out(set_name, "desed")
    total = 0
    for split, names in data.splits.items():
        table = strong(root, split)
        assert list(table.columns) == ["filename", "onset", "offset", "event_label"]
        durations = pandas.read_csv(root / f"metadata/{split}_durations.tsv", sep="\t")
        weak = pandas.read_csv(root / f"metadata/{split}_weak.tsv", sep="\t", dtype=str)
        assert list(durations.columns) == ["filename", "duration"]
        assert list(weak.columns) == ["filename", "event_labels"]
        assert list(durations.filename) == [f"{name}.wav" for name in names]
        for name in names:
            mixture = data.mixtures[name]
            rows = table[(table.filename == f"{name}.wav") & table.event_label.notna()]
            theirs = sorted(rows[["onset", "offset", "event_label"]].itertuples(index=False, name=None))
            ours = merged(mixture)
            assert [event[2] for event in theirs] == [event[2] for event in ours]
            assert np.allclose([e[:2] for e in theirs], [e[:2] for e in ours], rtol=0, atol=0.00051), name
            tags = weak[weak.filename == f"{name}.wav"].event_labels.fillna("").to_list()
            assert [label for tag in tags for label in tag.split(",") if label] == sorted({label for *_, label in ours})
            assert same(soundfile.read(root / f"audio/{split}/{name}.wav")[0], mixture.read()[0])
            total += len(ours)
        assert np.allclose(durations.duration, [data.mixtures[name].row["duration"] for name in names])
    if set_name == "events":
        found("desed", "pandas", "pandas", "read_csv('metadata/train.tsv', sep='\\t')",
              f"{len(data.mixtures)} mixtures, {total} events after merging")


@pytest.mark.parametrize("set_name", ["events", "sparse"])
def test_desed_by_psds_eval(laid_out, set_name):  # noqa: F811
    data, root = laid_out(set_name, "desed")
    count = 0
    for split, names in data.splits.items():
        truth = strong(root, split)
        if not len(truth.dropna()):
            continue  # it does not take a table without any event
        durations = pandas.read_csv(root / f"metadata/{split}_durations.tsv", sep="\t")
        judge = psds_eval.PSDSEval(ground_truth=truth, metadata=durations, dtc_threshold=0.7, gtc_threshold=0.7)
        judge.add_operating_point(truth)
        if truth.event_label.nunique() > 1:  # of one class alone, its score is 0
            assert judge.psds(max_efpr=100).value == pytest.approx(1)
        assert judge.compute_macro_f_score(truth)[0] == pytest.approx(1)
        # Its own table has the whole of each file as an event too.
        count += len(judge.ground_truth) - len(names)
    if set_name == "events":
        found("desed", "psds_eval", "psds_eval", "PSDSEval(ground_truth=…, metadata=…)",
              f"{len(data.mixtures)} files, {count} events; PSDS of the truth 1")


def test_labels_by_psds_eval(made, tmp_path):  # noqa: F811
    data = made("events")
    result = data.soundscape.run("export", data.root, "--as", "labels", "--merge", "overlaps", "--out", tmp_path / "out")
    assert result.returncode == 0, result.stderr
    count = 0
    for split in data.splits:
        truth = pandas.read_csv(tmp_path / f"out/{split}.tsv", sep="\t")
        durations = pandas.read_csv(tmp_path / f"out/{split}_durations.tsv", sep="\t")
        judge = psds_eval.PSDSEval(ground_truth=truth, metadata=durations)
        assert judge.compute_macro_f_score(truth)[0] == pytest.approx(1)
        count += len(truth)
    found("labels", "psds_eval", "psds_eval", "PSDSEval(ground_truth=…, metadata=…)",
          f"{len(data.mixtures)} files, {count} events without overlaps")


def test_desed_by_sed_eval(laid_out):  # noqa: F811
    data, root = laid_out("events", "desed")
    loaded = dcase_util.containers.MetaDataContainer(filename=str(root / "metadata/train.tsv")).load()
    labels = loaded.unique_event_labels
    scores = [sed_eval.sound_event.EventBasedMetrics(labels, t_collar=0.2),
              sed_eval.sound_event.SegmentBasedMetrics(labels)]
    for name in loaded.unique_files:
        for score in scores:
            score.evaluate(loaded.filter(filename=name), loaded.filter(filename=name))
    assert all(score.results_overall_metrics()["f_measure"]["f_measure"] == 1 for score in scores)
    with_events = {f"{name}.wav" for name in data.splits["train"] if merged(data.mixtures[name])}
    assert set(loaded.unique_files) == with_events
    for reader in ["dcase_util", "sed_eval"]:
        opened = {"dcase_util": "MetaDataContainer('metadata/train.tsv')",
                  "sed_eval": "EventBasedMetrics(labels)"}[reader]
        found("desed", reader, reader, opened, f"{len(with_events)} files, {len(loaded)} events; F of the truth 1")


def test_kaldi_by_kaldiio(laid_out, monkeypatch):  # noqa: F811
    data, root = laid_out("talkers", "kaldi")
    monkeypatch.chdir(root)  # paths are from here
    for split, names in data.splits.items():
        mixes = kaldiio.load_scp(f"{split}/wav.scp")
        parts = [kaldiio.load_scp(f"{split}/{name}.scp") for name in ["spk1", "spk2", "noise1"]]
        assert list(mixes) == names and all(list(part) == names for part in parts)
        for name in names:
            rate, mix = mixes[name]
            assert rate == 16000 and same(mix / 2**15, data.mixtures[name].read()[0])
            assert np.array_equal(sum(part[name][1].astype(int) for part in parts), mix)
            first, second = roles(data.mixtures[name], "foreground")
            assert same(parts[0][name][1] / 2**15, first) and same(parts[1][name][1] / 2**15, second)
    found("kaldi", "kaldiio", "kaldiio", "load_scp('train/wav.scp')", f"{counted(data)}; sums exact")


def test_kaldi_by_its_rules(laid_out):  # noqa: F811
    """What Kaldi's validate_data_dir.sh asks of a data folder; readers_checkouts.py runs the script itself."""
    data, root = laid_out("talkers", "kaldi")
    for split, names in data.splits.items():
        lines = {}
        for file in ["wav.scp", "text", "utt2spk", "spk2utt", "utt2dur"]:
            text = (root / split / file).read_bytes()
            assert text.endswith(b"\n") and b"\r" not in text
            lines[file] = text.splitlines()
            keys = [line.split()[0] for line in lines[file]]
            assert keys == sorted(set(keys)), file
            if file != "spk2utt":
                assert [key.decode() for key in keys] == names
        pairs = [line.split() for line in lines["utt2spk"]]
        assert all(len(pair) == 2 for pair in pairs) and [pair[1] for pair in pairs] == sorted(p[1] for p in pairs)
        turned = sorted((utterance, speaker) for speaker, *utterances in map(bytes.split, lines["spk2utt"])
                        for utterance in utterances)
        assert turned == [tuple(pair) for pair in pairs]
        for line in lines["utt2dur"]:
            key, seconds = line.split()
            assert float(seconds) == data.mixture(key.decode()).row["duration"] > 0
        for line in lines["text"]:
            key, *words = line.decode().split()
            assert words == [label for *_, label in events(data.mixture(key))]


@pytest.mark.parametrize("set_name", ["events", "music"])
def test_audacity(laid_out, set_name):  # noqa: F811
    """By the grammar of Audacity's lists of files: it is a program with windows, which does not run here."""
    data, root = laid_out(set_name, "audacity")
    for name, mixture in data.mixtures.items():
        [folder] = [path for path in root.rglob(name) if path.is_dir()]
        [list_of_files] = folder.glob("*.lof")
        text = list_of_files.read_bytes()
        assert all(byte >= 32 or byte in b"\r\n" for byte in text)
        files = []
        for line in text.decode().splitlines():
            if line and not line.startswith(("#", "window")):
                [file] = re.fullmatch(r'file "([^"]+)"(?: offset [0-9.]+)?', line).groups()
                files.append(folder / file)
        sounds = [soundfile.read(file, always_2d=True)[0] for file in files]
        mix = mixture.read()[0]
        assert same(sounds[0], mix) and same(sum(sounds[1:]), mix)
        assert len(sounds) == 1 + len(mixture.annotation["data"])
        loaded = dcase_util.containers.MetaDataContainer(filename=str(folder / "labels.txt")).load()
        assert same_events([(item.onset, item.offset, item.event_label) for item in loaded], mixture, 1e-6)


@pytest.mark.parametrize("set_name", ["events", "names", "sparse"])
def test_fuss_lists(laid_out, set_name):  # noqa: F811
    data, root = laid_out(set_name, "fuss")
    for split, names in data.splits.items():
        split = {"test": "eval"}.get(split, split)
        lines = (root / f"{split}_example_list.txt").read_text().splitlines()
        assert len(lines) == len(names)
        for name, line in zip(names, lines, strict=True):
            mixture = data.mixtures[name]
            mix, *parts = line.split("\t")
            assert name in mix and same(soundfile.read(root / mix)[0], mixture.read()[0])
            stems = roles(mixture, "background") + roles(mixture, "foreground")
            for path, stem in zip(parts, stems, strict=True):
                assert re.fullmatch(r".*_sources/(back|fore)ground\d+_[^/]+\.wav", path)
                assert same(soundfile.read(root / path)[0], stem)
            assert soundfile.info(root / mix).subtype == "PCM_16"
            # By the jams package, which has the events by time.
            [jam] = [jams.load(str(path)) for path in root.rglob(f"*{name}.jams")]
            assert len(jam.annotations[0].data) == len(stems)


@pytest.mark.parametrize(("name", "layout"), [
    ("events", "shar"), ("events", "lhotse"), ("events", "audiofolder"), ("events", "desed"),
    ("events", "fuss"), ("events", "audacity"), ("talkers", "librimix"), ("talkers", "kaldi")])
def test_an_export_is_what_generate_makes(laid_out, name, layout):  # noqa: F811
    data, exported = laid_out(name, layout)
    _, generated = laid_out(name, layout, way="generate")
    # Manifests and annotations have the digest of the recipe, which names the layout.
    trees = [{path: digest for path, digest in tree(root).items()
              if not path.endswith((".jams", "manifest.jsonl")) and not path.startswith("shards/")}
             for root in [exported, generated]]
    assert trees[0] == trees[1]
    for root in [exported, generated]:
        rows = [json.loads(line) for line in (root / "manifest.jsonl").read_text().splitlines()]
        assert [row["index"] for row in rows] == [m.row["index"] for m in data.mixtures.values()]
        assert [row["split"] for row in rows] == [m.row["split"] for m in data.mixtures.values()]


def test_the_table():
    """That docs/formats.md has what these tests found; last, as it needs all of them."""
    found.check()
    assert page_with_table(PAGE.read_text()) == PAGE.read_text()
