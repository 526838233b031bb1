"""What docs/jobs.md promises of each job, by other programs: its commands are run over made-up copies of the data sets."""

import csv
import json
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

import made_up_data_sets
import numpy as np
import pytest
import soundfile
from conftest import frames, mixtures
from documented_jobs import Job, sections

JOBS = {
    "Music source separation: MUSDB18-HQ": made_up_data_sets.musdb,
    "Sound event detection: FSD50K": made_up_data_sets.fsd50k,
    "Speech in noise: LibriSpeech and MUSAN": made_up_data_sets.librispeech,
    "Music by itself: SampleRNN": made_up_data_sets.albums,
    "Separation by text: AudioCaps": made_up_data_sets.audiocaps,
}
CLASSES = {"Bark", "Cough", "Doorbell", "Electric_guitar", "Knock", "Meow"}


@pytest.fixture
def job(soundscape, tmp_path):
    """Runs the section whose heading begins so."""

    def run(beginning):
        heading = next(heading for heading in JOBS if heading.startswith(beginning))
        return Job(soundscape, tmp_path, heading, JOBS[heading]).run()

    return run


def test_every_section_is_run():
    assert list(sections()) == list(JOBS)


def events_of(mixture, role="foreground"):
    """Of each event of a role: its value, and our ledger's entry."""
    entries = mixture.annotation["sandbox"]["soundscape"]["events"]
    values = [observation["value"] for observation in mixture.annotation["data"]]
    return [(value, entry) for value, entry in zip(values, entries, strict=True) if value["role"] == role]


def by_split(made, name):
    """What each split has of something, by a function of an event's value."""
    found = defaultdict(set)
    for mixture in made:
        for role in ["foreground", "background"]:
            for value, _ in events_of(mixture, role):
                found[mixture.row["split"]].add((role, name(value, role)))
    return found


def assert_disjoint(found, splits):
    assert set(found) == set(splits)
    for a, b in combinations(splits, 2):
        assert not found[a] & found[b], (a, b, found[a] & found[b])


def assert_sums(made, length, rate, channels=1):
    for mixture in made:
        mix, stems, found = mixture.read()
        assert mix.shape == (length, channels) and found == rate
        assert np.array_equal(sum(stems), mix), mixture.path
        assert np.abs(mix).max() > 0.001
    # By the jams package's schema.
    for mixture in made[::10]:
        mixture.jam()


def gain(stem, source, start):
    """The one factor by which a stem is its source from a time on, left out what is faded; fails where it is none."""
    fade = 600
    begin = start + fade
    part = source[begin:begin + len(stem) - 2 * fade].ravel()
    heard = stem[fade:fade + len(source[begin:begin + len(stem) - 2 * fade])].ravel()
    factor = float(heard @ part / (part @ part))
    assert np.abs(heard - factor * part).max() < 1e-4 * max(1, abs(factor))
    return factor


def is_half(count, total):
    return abs(2 * count - total) <= 1


def test_music(job, figure):
    job = job("Music")
    made = mixtures(job.folder / "music")
    assert len(made) == 24
    artist = lambda value, _: Path(value["source_file"]).parent.name.split(" - ")[0]  # noqa: E731
    artists = by_split(made, artist)
    assert_disjoint(artists, ["train", "valid"])
    assert_disjoint(by_split(made, lambda value, _: Path(value["source_file"]).parent.name), ["train", "valid"])
    assert sum(map(len, artists.values())) == 8
    assert_sums(made, 132300, 44100, channels=2)
    all_shifted = 0
    for split in ["train", "valid"]:
        part = [events_of(mixture) for mixture in made if mixture.row["split"] == split]
        assert all(sorted(value["label"] for value, _ in events) == ["bass", "drums", "other", "vocals"] for events in part)
        songs = [{(value["source_file"].rsplit("/", 1)[0], value["source_time"]) for value, _ in events} for events in part]
        coherent = sum(len(found) == 1 for found in songs)
        shifts = [{value["pitch_shift"] is None for value, _ in events} for events in part]
        assert all(len(found) == 1 for found in shifts)
        shifted = sum(found == {False} for found in shifts)
        assert is_half(coherent, len(part)), (split, coherent, len(part))
        all_shifted += shifted
        figure(f"{split}: {coherent} of {len(part)} mixtures coherent, {shifted} shifted and stretched")
    assert 2 * all_shifted == len(made), all_shifted
    for split in ["train", "valid"]:
        tracks = sorted((job.folder / "tracks" / split).iterdir())
        assert len(tracks) == sum(mixture.row["split"] == split for mixture in made)
        for track in tracks:
            parts = [soundfile.read(track / f"{name}.wav", dtype="float32")[0] for name in ["vocals", "drums", "bass", "other"]]
            assert (sum(parts) == soundfile.read(track / "mixture.wav", dtype="float32")[0]).all()

    whole = mixtures(job.folder / "music-valid")
    assert len(whole) == sum(mixture.row["split"] == "valid" for mixture in made)
    assert_sums(whole, 132300, 44100, channels=2)
    for mixture in whole:
        events = events_of(mixture)
        assert {("foreground", artist(value, None)) for value, _ in events} <= artists["valid"]
        assert len({Path(value["source_file"]).parent for value, _ in events}) == 1
        gains = []
        for (value, _), stem in zip(events, mixture.read()[1], strict=True):
            source, rate = soundfile.read(job.folder / "musdb18hq/train" / Path(value["source_file"]).parent.name
                                          / Path(value["source_file"]).name)
            gains.append(gain(stem, source, frames(value["source_time"], rate)))
        assert max(gains) - min(gains) < 1e-5 * max(gains), gains
    figure(f"validation: {len(whole)} mixtures, each of one song with one gain")
    assert all("left out: 1 label" in warning for warning in job.warnings), job.warnings


def test_sound_events(job, figure):
    job = job("Sound event")
    about = json.loads((job.folder / "FSD50K.metadata/dev_clips_info_FSD50K.json").read_text())
    with open(job.folder / "FSD50K.ground_truth/dev.csv", newline="") as file:
        cells = {row["fname"]: row["labels"] for row in csv.DictReader(file)}
    made = mixtures(job.folder / "events")
    assert len(made) == 100
    assert_sums(made, 160000, 16000)

    def uploader(value, role):
        name = Path(value["source_file"]).stem
        return about[name]["uploader"] if role == "foreground" else name.split("-")[2]

    splits = ["train", "valid", "test"]
    assert_disjoint(by_split(made, uploader), splits)
    labels, most = defaultdict(Counter), 0
    for mixture in made:
        with open(mixture.root / mixture.row["labels"], newline="") as file:
            track = [(float(on), float(off), label) for on, off, label in csv.reader(file, delimiter="\t")]
        events = events_of(mixture)
        assert len(track) == len(events) and Counter(label for *_, label in track) == Counter(v["label"] for v, _ in events)
        for onset, _, _ in track:
            at_once = [label for on, off, label in track if on <= onset < off]
            most = max(most, len(at_once))
            assert len(at_once) <= 3 and len(set(at_once)) == len(at_once), (mixture.path, track)
        for value, entry in events:
            clip = Path(value["source_file"]).stem
            assert {value["label"]} == CLASSES & set(cells[clip].split(","))
            kept = {"labels": cells[clip], "uploader": about[clip]["uploader"], "license": about[clip]["license"]}
            assert entry["source"]["kept"] == kept
            assert abs(value["event_duration"] - soundfile.info(job.folder / f"FSD50K.dev_audio/{clip}.wav").duration) < 1e-4
            labels[mixture.row["split"]][value["label"]] += 1
    for split in splits:
        assert set(labels[split]) == CLASSES and max(labels[split].values()) - min(labels[split].values()) <= 1, labels
    for split in splits:
        with open(job.folder / f"desed/metadata/{split}.tsv", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t"))
        names = {row["filename"] for row in rows}
        assert all((job.folder / "desed/audio" / split / name).exists() for name in names)
        assert {row["event_label"] for row in rows} == CLASSES
        # DESED's rule joins some, and leaves nothing out of clips that are longer than a quarter of a second.
        assert 0 < len(rows) <= labels[split].total()
        with open(job.folder / f"desed/metadata/{split}_durations.tsv", newline="") as file:
            assert {row["duration"] for row in csv.DictReader(file, delimiter="\t")} == {"10.000"}
    figure(f"{sum(map(Counter.total, labels.values()))} whole events, each class equally often, at most {most} at once")
    assert all("left out: " in warning for warning in job.warnings), job.warnings


def test_speech_in_noise(job, figure):
    job = job("Speech")
    made = mixtures(job.folder / "speech")
    assert len(made) == 100
    assert_sums(made, 64000, 16000)

    def speaker(value, role):
        path = Path(value["source_file"])
        return path.parent.parent.name if role == "foreground" else path.name

    assert_disjoint(by_split(made, speaker), ["train", "valid", "test"])
    places = []
    for mixture in made:
        assert [path.name for path in mixture.stem_paths] == ["noise.wav", "speech.wav"]
        ((value, _),) = events_of(mixture, "background")
        (path,) = (job.folder / "musan").rglob(Path(value["source_file"]).name)
        source, rate = soundfile.read(path)
        noise = mixture.read()[1][0][:, 0]
        # Sixteenths of the mixture, whatever loops in them, are about as loud as the whole.
        energies = np.square(noise).reshape(16, -1).mean(axis=1)
        assert energies.min() > 0.3 * energies.mean(), (mixture.path, energies)
        start = frames(value["source_time"], rate)
        # Up to where the crossfade into the repetition begins.
        clear = source[start:start + len(noise)][:-800 or None]
        if len(clear) > 400:
            factor = noise[:len(clear)] @ clear / (clear @ clear)
            assert np.abs(noise[:len(clear)] - factor * clear).max() < 1e-4, mixture.path
        if len(source) < len(noise):
            places.append(start / len(source))
    assert len(places) > 30 and min(places) < 0.1 and max(places) > 0.9 and abs(np.mean(places) - 0.5) < 0.15
    figure(f"{len(places)} of 100 noises loop, from {min(places):.2f} to {max(places):.2f} of their lengths")
    assert all("clipping_fixed" in warning for warning in job.warnings), job.warnings
    for split in ["train", "valid", "test"]:
        folder = job.folder / "mixed/wav16k/max"
        with open(folder / f"metadata/{split}/mixture_{split}_mix_single.csv", newline="") as file:
            rows = list(csv.DictReader(file))
        assert len(rows) == sum(mixture.row["split"] == split for mixture in made)
        for row in rows:
            read = [soundfile.read(folder / row[f"{name}_path"], dtype="float32")[0] for name in ["mixture", "source_1", "noise"]]
            assert len(read[0]) == int(row["length"]) == 64000
            assert (read[1] + read[2] == read[0]).all()


def test_samplernn(job, figure):
    job = job("Music by itself")
    rows = [json.loads(line) for line in (job.folder / "chunks/chunks.jsonl").read_text().splitlines()]
    assert {path.name for path in (job.folder / "chunks").iterdir()} == {"chunks.jsonl", "train", "valid"}
    on_disk = {f"{split}/{path.name}" for split in ["train", "valid"] for path in (job.folder / "chunks" / split).iterdir()}
    assert on_disk == {row["chunk"] for row in rows}
    recordings = defaultdict(set)
    for row in rows:
        path = job.folder / "chunks" / row["chunk"]
        info = soundfile.info(path)
        assert (info.frames, info.samplerate, info.channels, info.subtype) == (128000, 16000, 1, "PCM_16")
        samples = soundfile.read(path, dtype="int16")[0]
        whole = soundfile.read(job.folder / "chunks" / row["source"], dtype="int16")[0]
        assert row["start_samples"] % 64000 == 0
        assert np.array_equal(samples, whole[row["start_samples"]:row["start_samples"] + 128000])
        loud = np.flatnonzero(np.abs(samples.astype(int)) > 100)
        assert np.diff(loud, prepend=0, append=len(samples)).max() < 64000, row
        recordings[row["split"]].add(row["source"])
    assert len(recordings) == 2 and not recordings["train"] & recordings["valid"]
    # Every eight seconds of the recordings that end before them and are not silent for four: the pause takes two.
    assert len(rows) == 20

    made = mixtures(job.folder / "windows")
    albums = by_split(made, lambda value, _: Path(value["source_file"].split("#")[0]).parent.name)
    assert_disjoint(albums, ["train", "valid"])
    windows = {"train": Counter(), "valid": Counter()}
    for mixture in made:
        info = soundfile.info(mixture.path)
        assert (info.frames, info.samplerate, info.subtype) == (128000, 16000, "PCM_16") and not mixture.stem_paths
        ((value, entry),) = events_of(mixture)
        windows[mixture.row["split"]][value["source_file"]] += 1
        assert entry["measured"]["gain"] == 0
    possible = {"Dusk": 4 + 5, "Dawn": 6 + 7}
    for split, counts in windows.items():
        ((_, album),) = albums[split]
        assert len(counts) == min(counts.total(), possible[album]), (split, counts)
    assert "22 files" in job.output["soundscape validate windows.yaml"]
    figure(f"{len(rows)} chunks; windows without files: {({split: len(counts) for split, counts in windows.items()})}")
    assert not job.warnings, job.warnings


def test_captions(job, figure):
    job = job("Separation by text")
    with open(job.folder / "audiocaps/train.csv", newline="") as file:
        captions = {row["youtube_id"]: row["caption"] for row in csv.DictReader(file)}
    made = mixtures(job.folder / "captions")
    assert len(made) == 30
    assert_sums(made, 131070, 16000)
    assert_disjoint(by_split(made, lambda value, _: Path(value["source_file"]).name), ["train", "valid"])
    gains = []
    for mixture in made:
        events = events_of(mixture)
        clips = [Path(value["source_file"]).stem for value, _ in events]
        assert len(set(clips)) == 2
        assert [entry["source"]["kept"]["caption"] for _, entry in events] == [captions[clip] for clip in clips]
        for clip, (value, _), stem in zip(clips, events, mixture.read()[1], strict=True):
            source, rate = soundfile.read(job.folder / f"audiocaps/train/{clip}.wav", always_2d=True)
            # Cut off at full scale once it has its gain, then divided by the number of events.
            start = frames(value["source_time"], rate)
            expected = np.clip(value["gain"] * source[start:start + len(stem)], -1, 1) / 2
            assert np.abs(stem - expected).max() < 1e-6, mixture.path
            gains.append(value["gain"])
    assert 0.5 <= min(gains) < 0.7 and 1.3 < max(gains) <= 1.5
    figure(f"{len(made)} mixtures of two captioned clips, times {min(gains):.3f} to {max(gains):.3f}")
    assert not job.warnings, job.warnings
