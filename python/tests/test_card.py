"""The card of a data set: README.md, croissant.json and CREDITS.csv, also as the packages read them that they are for."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
from typing import Any

import pytest
from conftest import REPOSITORY

import soundscape
from soundscape import card, tables
from soundscape._facts import Facts
from soundscape._licences import licence_id, licence_url
from soundscape._readme import duration_text, quoted

LICENCES = {
    "alarm_clock": "http://creativecommons.org/licenses/by/3.0/", "dog_bark": "CC0", "doorbell": "CC BY-NC 4.0",
}  # fmt: skip


def bank(folder: pathlib.Path, licences: dict[str, str]) -> str:
    """A table of one sound of each label, with licence, author and address; a recipe of them with splits."""
    with open(folder / "sounds.csv", "w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["file", "label", "license", "author", "url"])
        for label, licence in licences.items():
            sound = sorted((REPOSITORY / "soundbank/events/foreground" / label).iterdir())[0]
            table.writerow([sound, label, licence, f"A, {label}", "https://example.org"])
    return f"""
duration: 1
sample_rate: 16000
soundbank: {{foreground: {{table: {folder}/sounds.csv, file: file, label: label, keep: [license, author, url]}}}}
ref_db: -30
events: [{{name: event, count: 2, label: [cycle, []], event_time: [uniform, 0, 1]}}]
output: {{splits: {{train: 0.5, test: 0.5}}}}
"""


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    folder = tmp_path_factory.mktemp("licensed")
    with pytest.warns(soundscape.SoundscapeWarning):  # the splits may share sounds
        dataset = soundscape.Dataset(text=bank(folder, LICENCES), seed=1)
    dataset.generate(folder / "data", 6, progress=False, sync=False)
    return folder / "data"


@pytest.fixture
def licensed(original: pathlib.Path, tmp_path: pathlib.Path) -> pathlib.Path:
    return pathlib.Path(shutil.copytree(original, tmp_path / "data"))


def table(path: pathlib.Path) -> list[dict[str, str]]:
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_licences() -> None:
    for text, expected in [
        ("CC BY 4.0", "cc-by-4.0"), ("cc-by-4.0", "cc-by-4.0"), ("CC_BY-SA 3.0", "cc-by-sa-3.0"), ("CC0", "cc0-1.0"),
        ("https://creativecommons.org/licenses/by-nc/4.0/", "cc-by-nc-4.0"), ("Creative Commons 0", "cc0-1.0"),
        ("http://creativecommons.org/publicdomain/zero/1.0/", "cc0-1.0"), ("CC0 1.0", "cc0-1.0"), ("MIT", "mit"),
        ("http://creativecommons.org/licenses/by/9.0/", None), ("Attribution", None), ("", None), ("CC BY", None),
        ("https://creativecommons.org/publicdomain/mark/1.0/", None), ("https://example.org/licenses/by/4.0", None),
    ]:  # fmt: skip
        assert licence_id(text) == expected, text
    assert licence_url("cc-by-nc-4.0") == "https://creativecommons.org/licenses/by-nc/4.0/"
    assert licence_url("cc0-1.0") == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert licence_url("my own") == "my own"


def test_numbers_and_texts() -> None:
    texts = ["0 s", "1.5 s", "30 s", "2 min", "12.5 min", "1 h", "55.6 h", "2,777.8 h"]
    assert [duration_text(each) for each in (0, 1.5, 30, 120, 750, 3600, 200_000, 10_000_000)] == texts
    assert quoted('a"b\\c\n') == '"a\\"b\\\\c\\x0a"'
    sizes = []
    for made in (0, 999, 1000, 9999, 10_000, 10**6, 10**12):
        facts = Facts()
        facts.made = made
        sizes.append(facts.size_category)
    assert sizes == ["n<1K", "n<1K", "1K<n<10K", "1K<n<10K", "10K<n<100K", "1M<n<10M", "n>1T"]


def test_credits(licensed: pathlib.Path) -> None:
    card.write(licensed)
    rows = table(licensed / "CREDITS.csv")
    events = [event for mixture in soundscape.read(licensed) for event in mixture.events]
    assert list(rows[0]) == ["file", "sha256", "uses", "author", "license", "url"]
    assert [row["file"] for row in rows] == sorted({event.source_file for event in events})
    for row in rows:
        uses = [event for event in events if event.source_file == row["file"]]
        assert int(row["uses"]) == len(uses) and row["license"] == LICENCES[uses[0].label]
        assert row["author"] == f"A, {uses[0].label}" and len(row["sha256"]) == 64
    assert sum(int(row["uses"]) for row in rows) == 12


def front_matter(folder: pathlib.Path) -> str:
    return (folder / "README.md").read_text().split("---\n")[1]


def test_readme(licensed: pathlib.Path) -> None:
    written = card.write(licensed, name='Kitchen "sounds"', description="Sounds of kitchens.", tags=["kitchen"])
    assert sorted(path.name for path in written) == [
        "CREDITS.csv", "README.md", "croissant.json", "events.jsonl", "mixtures.jsonl",
    ]  # fmt: skip
    text = (licensed / "README.md").read_text()
    assert "license:\n- cc-by-3.0\n- cc-by-nc-4.0\n- cc0-1.0\n" in front_matter(licensed)
    assert 'pretty_name: "Kitchen \\"sounds\\""\n' in text and '\n- "kitchen"\n' in text and "\n- n<1K\n" in text
    assert "\n# Kitchen \"sounds\"\n\nSounds of kitchens.\n" in text
    assert "| mixtures | 6 |" in text and "| duration | 6 s |" in text and "| foreground events | 12 |" in text
    counts = {split: len(soundscape.read(licensed).split(split)) for split in ("test", "train")}
    assert f"| test | {counts['test']} | {counts['test']} s |\n| train | {counts['train']} |" in text
    # Dealt: each label once before any twice.
    assert "| alarm_clock | 4 |\n| dog_bark | 4 |\n| doorbell | 4 |" in text
    assert f"Made by Soundscape {soundscape.__version__}" in text and "| CC0 | 1 |" in text
    before = {path.name: path.read_bytes() for path in written}
    with pytest.raises(soundscape.OutputError, match="README.md: is already there"):
        card.write(licensed)
    card.write(licensed, name='Kitchen "sounds"', description="Sounds of kitchens.", tags=["kitchen"], overwrite=True)
    assert before == {path.name: path.read_bytes() for path in written}
    card.write(licensed, license="cc-by-nc-4.0", overwrite=True)
    assert "license: cc-by-nc-4.0\n" in front_matter(licensed)


@pytest.mark.parametrize(
    ("licences", "expected"),
    [
        ({"knock": "CC0"}, "license: cc0-1.0\n"),
        ({"knock": ""}, "license: unknown\n"),
        ({"knock": "my own", "doorbell": "CC0"}, "license:\n- cc0-1.0\n- other\nlicense_name: see-credits\n"),
        ({"knock": "", "doorbell": "CC0"}, "license:\n- cc0-1.0\n- other\nlicense_name: see-credits\n"),
    ],
)
def test_what_is_not_known_is_said(licences: dict[str, str], expected: str, tmp_path: pathlib.Path) -> None:
    with pytest.warns(soundscape.SoundscapeWarning):
        dataset = soundscape.Dataset(text=bank(tmp_path, licences), seed=1)
    dataset.generate(tmp_path / "data", 2, progress=False, sync=False)
    card.write(tmp_path / "data")
    assert expected in front_matter(tmp_path / "data")


def test_croissant(licensed: pathlib.Path) -> None:
    card.write(licensed, url="https://example.org/kitchen", creators=["A. Cook"], date="2026-11-27")
    document = json.loads((licensed / "croissant.json").read_text())
    assert document["name"] == "data" and document["url"] == "https://example.org/kitchen"
    assert document["creator"] == [{"@type": "sc:Organization", "name": "A. Cook"}]
    assert document["license"][0] == "https://creativecommons.org/licenses/by/3.0/" and len(document["license"]) == 3
    files = {entry["@id"]: entry for entry in document["distribution"]}
    for name in ("mixtures.jsonl", "events.jsonl", "manifest.jsonl", "CREDITS.csv"):
        data = (licensed / name).read_bytes()
        assert files[name]["sha256"] == hashlib.sha256(data).hexdigest()
        assert files[name]["contentSize"] == f"{len(data)} B"
    assert files["audio"]["includes"] == "**/*.wav"
    fields = [field["name"] for field in document["recordSet"][2]["field"]]
    assert fields == [column.name for column in tables.EVENTS]


def test_the_command(licensed: pathlib.Path) -> None:
    command = [sys.executable, "-m", "soundscape", "export", str(licensed), "--as", "card", "--name", "By command"]
    subprocess.run([*command, "--tag", "a", "--tag", "b", "--license", "mit"], check=True, timeout=120)
    assert 'pretty_name: "By command"\nlicense: mit\n' in front_matter(licensed)
    assert '- "a"\n- "b"\n' in front_matter(licensed)


# ---- The packages that read it, where they are there


def test_mlcroissant_reads_it(licensed: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mlcroissant: Any = pytest.importorskip("mlcroissant")
    card.write(licensed, license="cc-by-nc-4.0", date="2026-11-27", url="https://example.org", creators=["A. Cook"])
    monkeypatch.chdir(licensed)
    dataset = mlcroissant.Dataset(jsonld="croissant.json")
    issues = dataset.metadata.ctx.issues
    assert not issues.errors, issues.report()
    # A citation is the only thing that it misses.
    assert all("citeAs" in warning for warning in issues.warnings), issues.report()
    for name, table_ in (("mixtures", tables.mixtures(".")), ("events", tables.events("."))):
        # A data set of its own for each: mlcroissant keeps what the first one left.
        records, rows = list(mlcroissant.Dataset(jsonld="croissant.json").records(name)), list(table_)
        assert len(records) == len(rows)
        for record, row in zip(records, rows):
            for column in table_.columns:
                found = record[f"{name}/{column.name}"]
                if isinstance(found, list):
                    found = [each.decode() for each in found]
                elif isinstance(found, bytes):
                    found = found.decode()
                # pandas reads numbers of JSON to 15 digits.
                wanted = row[column.name]
                if column.kind == "float" and wanted is not None:
                    wanted = pytest.approx(wanted, rel=1e-14)
                assert found == wanted, column.name


def test_hugging_face_reads_it(licensed: pathlib.Path, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hub: Any = pytest.importorskip("huggingface_hub")
    card.write(licensed, license="cc-by-nc-4.0", name="Kitchen: sounds")
    data = hub.DatasetCard.load(licensed / "README.md").data
    assert (data.license, data.pretty_name, data.size_categories) == ("cc-by-nc-4.0", "Kitchen: sounds", ["n<1K"])
    assert data.task_categories == ["audio-to-audio", "audio-classification"]
    assert [config["config_name"] for config in data.configs] == ["mixtures", "events"]

    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    datasets: Any = pytest.importorskip("datasets")
    for name, table_ in (("mixtures", tables.mixtures(licensed)), ("events", tables.events(licensed))):
        loaded = datasets.load_dataset(os.fspath(licensed), name, cache_dir=os.fspath(tmp_path / "cache"))
        assert list(loaded) == ["full"] and list(loaded["full"]) == list(table_)
