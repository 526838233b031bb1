"""What all tests share: the program, data sets made with it, and the figures told at the end."""

import hashlib
import json
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path

import jams
import numpy as np
import pytest
import soundfile

REPOSITORY = Path(__file__).resolve().parents[2]
FIGURES = pytest.StashKey[list]()


class Mixture:
    """One row of a manifest with its files."""

    def __init__(self, root, row):
        self.root, self.row = root, row
        self.path = root / row["mixture"] if row["mixture"] else None
        self.stem_paths = [root / path for path in row["stems"]]

    @cached_property
    def annotation(self):
        """The one annotation as it stands in the file: the jams package sorts events by time."""
        return json.loads((self.root / self.row["jams"]).read_text())["annotations"][0]

    @property
    def scaper(self):
        return self.annotation["sandbox"]["scaper"]

    def jam(self):
        return jams.load(str(self.root / self.row["jams"]), validate=True)

    def read(self, dtype="float64"):
        """The mixture and its stems, each frames × channels, and the sample rate."""
        mix, rate = soundfile.read(self.path, dtype=dtype, always_2d=True)
        stems = [soundfile.read(path, dtype=dtype, always_2d=True)[0] for path in self.stem_paths]
        return mix, stems, rate

    def events(self):
        """Of each event: its observation, our ledger's entry, and its stem."""
        ledger = self.annotation["sandbox"]["soundscape"]["events"]
        return list(zip(self.annotation["data"], ledger, self.read()[1], strict=True))


class Soundscape:
    """The program under test."""

    repository = REPOSITORY

    def __init__(self, path):
        self.path = path

    def command(self, *arguments):
        return [self.path, *map(str, arguments)]

    def run(self, *arguments, **options):
        """Runs the program, whatever comes of it."""
        return subprocess.run(
            self.command(*arguments), capture_output=True, text=True, errors="replace", **options)

    def recipe(self, folder, /, bank="events", **keys):
        """Writes a recipe (JSON, which is YAML) over one of the embedded soundbanks, or another."""
        if bank is not None:
            path = REPOSITORY / "soundbank" / bank
            keys.setdefault("soundbank", {"foreground": str(path / "foreground")})
            if "background" in keys:
                keys["soundbank"].setdefault("background", str(path / "background"))
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / "recipe.json"
        file.write_text(json.dumps(keys, indent=1))
        return file

    def generate(self, folder, /, *options, count=1, **keys):
        """Makes a data set in `folder`/set from a recipe of these keys."""
        root = folder / "set"
        result = self.run(
            "generate", self.recipe(folder, **keys), "--count", count, "--out", root, *options)
        assert result.returncode == 0, result.stderr
        return mixtures(root)


def mixtures(root):
    """The mixtures of a data set, by its manifest."""
    lines = (root / "manifest.jsonl").read_text().splitlines()
    return [Mixture(root, json.loads(line)) for line in lines]


def tree(root):
    """SHA-256 of every file below a folder, by relative path."""
    return {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*")) if path.is_file()
    }


def frames(seconds, rate):
    """Whole frames in a time, as the annotation means it."""
    return int(seconds * rate + 1e-6)


def in_parallel(function, items):
    """The results of a function that waits for programs, two at a time, in the items' order."""
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(function, items))


def write_bank(folder, sounds, rate=44100):
    """A soundbank with one file for each label; sounds are `{label: samples}`."""
    for label, samples in sounds.items():
        (folder / label).mkdir(parents=True)
        soundfile.write(
            folder / label / f"{label}.wav", np.asarray(samples), rate, subtype="FLOAT")
    return {"foreground": str(folder)}


@pytest.fixture(scope="session")
def soundscape():
    return Soundscape(os.environ["SOUNDSCAPE_TOOL"])


@pytest.fixture
def figure(request):
    """Tells a measured figure in the summary."""
    name = request.node.name

    def tell(text):
        request.config.stash.setdefault(FIGURES, []).append(f"{name}: {text}")

    return tell


def pytest_terminal_summary(terminalreporter, config):
    terminalreporter.section("measured")
    for line in config.stash.get(FIGURES, []):
        terminalreporter.line(line)
