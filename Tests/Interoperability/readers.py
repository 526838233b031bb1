"""Shared by the tests of readers: small data sets, each layout of them, and the table of what was found."""

import json
import os
import re
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pytest
from conftest import REPOSITORY, mixtures, write_bank
from readers_table import FOUND, rows_of

SPLITS = {"train": 0.5, "validation": 0.25, "test": 0.25}
SPEECH = {"sample_rate": 16000, "ref_db": -40, "background": [{"source_time": ["uniform", 0, "end"]}]}
# One mixture of the first has two barks that overlap, which evaluators want merged.
SETS = {
    "events": {**SPEECH, "duration": 4, "events": [
        {"name": "any", "count": ["choose", [1, 2, 3]], "event_time": ["uniform", 0, 3.5], "snr": ["uniform", 6, 20],
         "label": ["choose", ["dog_bark", "knock", "bird_chirp"]]}]},
    "talkers": {**SPEECH, "duration": 2, "events": [
        {"name": "first", "label": "dog_bark", "event_time": ["uniform", 0, 1], "snr": 10},
        {"name": "second", "label": "bird_chirp", "event_time": ["uniform", 0, 1], "snr": 8}]},
    "music": {"bank": "music", "sample_rate": 44100, "channels": 2, "ref_db": -25, "duration": 3, "events": [
        {"name": "song", "labels": ["vocals", "drums", "bass", "other"], "coherent": 1,
         "source_time": ["uniform", 0, "end"]}]},
    # Labels that are awkward in names of files and of columns, and mixtures without events.
    "names": {"bank": None, "sample_rate": 16000, "ref_db": -30, "duration": 1, "events": [
        {"name": name, "label": label, "snr": 0, "event_time": ["uniform", 0, 0.4], "event_duration": 0.5}
        for name, label in zip("abcd", ["Electric guitar", "st.vocals", "start", "sirène"], strict=True)]},
    "sparse": {**SPEECH, "duration": 2, "events": [
        {"name": "any", "count": ["choose", [0, 0, 1]], "event_time": ["uniform", 0, 1], "snr": 10}]},
}
COUNT = 12


class Made:
    """A data set in the layout `folder`, which every other layout of it is compared with."""

    def __init__(self, soundscape, folder, name):
        keys = {"seed": 13, **SETS[name]}
        if keys.get("bank", "") is None:
            tones = {event["label"]: 0.2 * np.sin(np.arange(16000) * (0.1 + 0.05 * k))
                     for k, event in enumerate(keys["events"])}
            keys["soundbank"] = write_bank(folder / f"{name}-bank", tones, rate=16000)
        self.soundscape, self.folder, self.name = soundscape, folder / name, name
        output = {"subtype": "pcm16", "splits": SPLITS}
        self.recipe = soundscape.recipe(self.folder, output=output, **keys)
        self.root = self.generate("folder")
        self.mixtures = {f"{mixture.row['index']:06d}": mixture for mixture in mixtures(self.root)}
        assert len(self.mixtures) == COUNT and set(self.splits) == set(SPLITS)

    def generate(self, layout, *options):
        out = self.folder / f"generated-{layout}{'-'.join(options)}"
        run(self.soundscape, "generate", self.recipe, "--count", COUNT, "--out", out, "--set",
            f"output.layout={layout}", *options)
        return out

    def export(self, layout, *options):
        out = self.folder / f"exported-{layout}{'-'.join(options)}"
        run(self.soundscape, "export", self.root, "--as", layout, "--out", out, *options)
        return out

    @cached_property
    def splits(self):
        """The names of the mixtures of each split."""
        found = {}
        for name, mixture in self.mixtures.items():
            found.setdefault(mixture.row["split"], []).append(name)
        return found

    def mixture(self, text):
        """The mixture whose number is in a name that a reader gives."""
        return self.mixtures[re.search(r"\d{6}", str(text))[0]]


def run(soundscape, *arguments):
    result = soundscape.run(*arguments)
    assert result.returncode == 0, result.stderr


def events(mixture):
    """Onset, offset and label of each foreground event, by our annotation."""
    return sorted((o["time"], o["time"] + o["duration"], o["value"]["label"])
                  for o in mixture.annotation["data"] if o["value"]["role"] == "foreground")


def label_sums(mixture):
    """Of each label what is heard of it: the sum of its stems."""
    sums = {}
    for stem, observation in zip(mixture.read()[1], mixture.annotation["data"], strict=True):
        label = observation["value"]["label"]
        sums[label] = sums.get(label, 0) + stem
    return sums


def check_labels(sounds, mixture, named=lambda label: label):
    """That sounds by name are the sums of labels, silent where a mixture has none, and add up to the mixture."""
    sums = {named(label): samples for label, samples in label_sums(mixture).items()}
    assert set(sums) <= set(sounds)
    for name, samples in sounds.items():
        assert same(samples, sums[name]) if name in sums else not np.any(samples), name
    assert is_sum(list(sounds.values()), mixture.read()[0])


def is_sum(parts, whole):
    return same(np.sum([np.asarray(part, np.float64) for part in parts], axis=0), whole)


def roles(mixture, role):
    """The stems of a role, frames × channels, in the annotation's order."""
    return [stem for stem, observation in zip(mixture.read()[1], mixture.annotation["data"], strict=True)
            if observation["value"]["role"] == role]


def same(a, b):
    """Whether sounds are equal, whichever of frames and channels comes first."""
    a, b = np.asarray(a, np.float64).squeeze(), np.asarray(b, np.float64).squeeze()
    return a.shape in [b.shape, b.T.shape] and np.array_equal(a if a.shape == b.shape else a.T, b)


def same_events(found, mixture, tolerance=0.0):
    wanted = events(mixture)
    found = sorted((float(onset), float(offset), str(label)) for onset, offset, label in found)
    return [label for *_, label in found] == [label for *_, label in wanted] and np.allclose(
        [times[:2] for times in found], [times[:2] for times in wanted], rtol=0, atol=tolerance or 1e-9)


@pytest.fixture(scope="session")
def made(soundscape, tmp_path_factory):
    """`made(name)`: the data set of that name, made when first asked for."""
    folder, found = tmp_path_factory.mktemp("readers"), {}

    def make(name):
        if name not in found:
            found[name] = Made(soundscape, folder, name)
        return found[name]

    return make


@pytest.fixture(scope="session")
def laid_out(made):
    """`laid_out(name, layout)`: the data set and the folder of that layout of it; `way` is export or generate."""
    found = {}

    def lay_out(name, layout, *options, way="export"):
        key = (name, layout, way, *options)
        if key not in found:
            found[key] = getattr(made(name), way)(layout, *options)
        return made(name), found[key]

    return lay_out


class Finds:
    """What the tests of one suite found, for the table."""

    def __init__(self, suite):
        self.suite, self.rows = suite, []

    def __call__(self, layout, reader, package, opened, counted):
        """Records that a reader (a package, or a version where it is none) opened a layout, and what it counted."""
        number = package if package[:1].isdigit() or " of " in package else version(package)
        self.rows.append({"layout": layout, "reader": reader, "version": number, "opened": opened, "counted": counted})

    def check(self):
        """The run's rows are those committed, from which the table is made."""
        if results := os.environ.get("READERS_RESULTS"):
            Path(results).mkdir(parents=True, exist_ok=True)
            (Path(results) / f"{self.suite}.json").write_text(json.dumps(self.rows, indent=1) + "\n")
        key = lambda row: (row["layout"], row["reader"], row["opened"])  # noqa: E731
        found = {key(row): row for row in self.rows}
        committed = {key(row): row for row in rows_of(self.suite)}
        advice = f"{FOUND.relative_to(REPOSITORY)} is not what this run found; readers_table.py says how to make it"
        assert len(found) == len(self.rows)
        assert found == committed, advice


def counted(made_set, splits=None, what="mixtures"):
    """How many mixtures and foreground events the splits have, in words."""
    names = [name for split in splits or made_set.splits for name in made_set.splits[split]]
    total = sum(len(events(made_set.mixtures[name])) for name in names)
    return f"{len(names)} {what}, {total} events"
