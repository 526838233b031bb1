"""Tables of mixtures and events: rows, pandas, and files of each form."""

from __future__ import annotations

import csv
import json
import os
import pathlib
import subprocess
import sys
from typing import Any

import pytest
from conftest import REPOSITORY

import soundscape
from soundscape import tables
from soundscape._export import is_ours


@pytest.fixture(scope="module")
def songs(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """Splits, groups, songs and kept columns."""
    folder = tmp_path_factory.mktemp("songs") / "data"
    recipe = f"""
duration: 0.5
soundbank:
  foreground:
    path: {REPOSITORY}/soundbank/music/foreground/vocals
    files: '<artist> - <song>.flac'
    label: vocals
    keep: [artist, song]
events: [{{source_file: [choose, []], source_time: [uniform, 0, end], snr: [uniform, -5, 5]}}]
output: {{splits: {{train: 0.5, test: 0.5}}, split_by: group}}
"""
    soundscape.Dataset(text=recipe, seed=1).generate(folder, 6, progress=False, sync=False)
    return folder


def test_rows_of_mixtures(made: pathlib.Path) -> None:
    names = [column.name for column in tables.MIXTURES]
    rows = list(tables.mixtures(made))
    assert len(rows) == 6 and all(list(row) == names for row in rows)
    for row, mixture in zip(rows, soundscape.read(made)):
        foreground = [event for event in mixture.events if not event.is_background]
        assert row["index"] == mixture.index and row["status"] == "ok" and row["error"] is None
        assert row["mixture"] == mixture.row["mixture"] and row["stems"] == mixture.row["stems"]
        assert row["track"] == mixture.row["labels"]
        assert row["labels"] == sorted({event.label for event in foreground})
        assert (row["n_events"], row["n_backgrounds"]) == (len(foreground), 1)
        assert (row["sample_rate"], row["channels"], row["duration"], row["ref_db"]) == (44100, 1, 2.0, -40.0)
        assert json.loads(row["warnings"]) == mixture.row["warnings"]
        assert row["n_warnings"] == sum(mixture.row["warnings"].values())
        assert (row["variant"], row["coherent"], row["let"], row["prompt"]) == (None, None, "{}", None)


def test_rows_of_events(made: pathlib.Path) -> None:
    names = [column.name for column in tables.EVENTS]
    rows = list(tables.events(made))
    assert all(list(row) == names for row in rows)
    expected = [(mixture, place) for mixture in soundscape.read(made) for place in range(len(mixture.events))]
    assert [(row["mixture"], row["position"]) for row in rows] == [(each.index, place) for each, place in expected]
    for row, (mixture, place) in zip(rows, expected):
        event = mixture.events[place]
        for name in ("name", "role", "label", "source_file", "source_time", "event_time", "event_duration", "duration",
                     "snr", "pitch_shift", "time_stretch", "first_frame", "frames", "loudness"):  # fmt: skip
            assert row[name] == getattr(event, name), name
        assert row["stem"] == mixture.row["stems"][place]
        assert row["onset"] >= event.onset - 0.02 and row["offset"] <= event.offset + 0.02
        assert row["rung"] and row["peak"] > 0 and len(row["source_sha256"]) == 64 and row["gain"] is not None
        altered = mixture.jams["annotations"][0]["sandbox"]["soundscape"]["events"][place]["altered"]
        assert row["altered"] == [each["rule"] for each in altered]


def test_sources(songs: pathlib.Path) -> None:
    for row in tables.events(songs):
        kept = json.loads(row["kept"])
        assert row["group"] == kept["song"] == row["song"] and row["source_place"].endswith(".flac")
        assert row["source_name"] == f"{kept['artist']} - {kept['song']}.flac" and row["split"] in ("train", "test")
    frame = tables.events(soundscape.read(songs).split("train")).to_frame(keep=["artist", "license"])
    assert set(frame["split"]) == {"train"}
    assert frame["kept_artist"].notna().all() and frame["kept_license"].isna().all()
    assert list(frame.columns) == [*(column.name for column in tables.EVENTS), "kept_artist", "kept_license"]
    with pytest.raises(soundscape.ArgumentError):
        tables.mixtures(songs).to_frame(keep=["artist"])


def test_failed_mixtures(broken: soundscape.Dataset, tmp_path: pathlib.Path) -> None:
    with pytest.warns(soundscape.SoundscapeWarning):
        broken.generate(tmp_path / "data", 2, progress=False, sync=False)
    rows = list(tables.mixtures(tmp_path / "data"))
    assert [row["status"] for row in rows] == ["failed", "failed"] and "tone.wav" in rows[0]["error"]
    assert rows[0]["n_events"] is None and rows[0]["stems"] == [] and rows[0]["let"] is None
    assert list(tables.events(tmp_path / "data")) == []
    assert len(tables.events(tmp_path / "data").to_frame().columns) == len(tables.EVENTS)


def test_what_is_recorded_of_groups_and_variants(made: pathlib.Path, tmp_path: pathlib.Path) -> None:
    """By hand, so that it does not depend on what a recipe can say."""
    row = json.loads((made / "manifest.jsonl").read_text().splitlines()[0])
    row = {key: value for key, value in row.items() if key != "line_sha256"}
    row |= {"format": 1, "variant": 2, "coherent": {"song": True, "other": False}}
    row |= {"stem_events": [[1, 0]], "stems": ["a"]}
    (tmp_path / "manifest.jsonl").write_text(json.dumps(row) + "\n")
    jams = json.loads((made / row["jams"]).read_text())
    ours = jams["annotations"][0]["sandbox"]["soundscape"]
    ours |= {"let": {"b": 1.5, "a": "x"}, "prompt": "A mixture"}
    ours["events"][0] |= {"group": {"name": "song", "coherent": True, "song": "Tides"}, "prompt": "A sound"}
    (tmp_path / row["jams"]).parent.mkdir()
    (tmp_path / row["jams"]).write_text(json.dumps(jams))
    mixture, first = next(iter(tables.mixtures(tmp_path))), next(iter(tables.events(tmp_path)))
    assert (mixture["variant"], mixture["coherent"], mixture["prompt"]) == ("2", True, "A mixture")
    assert mixture["let"] == '{"a": "x", "b": 1.5}'
    assert (first["recipe_group"], first["coherent"], first["song"], first["group"]) == ("song", True, "Tides", None)
    assert first["prompt"] == "A sound"
    events = list(tables.events(tmp_path))
    assert [event["stem"] for event in events[:2]] == ["a", "a"] and all(event["stem"] is None for event in events[2:])
    assert events[1]["recipe_group"] is None and events[1]["coherent"] is None


def test_annotations_of_scaper(tmp_path: pathlib.Path) -> None:
    """Whole numbers become floats where the column is of floats, and what only we record is null."""
    value = {"label": "a", "source_file": "a.wav", "source_time": 0, "event_time": 1, "event_duration": 2, "snr": 3,
             "role": "foreground", "pitch_shift": None, "time_stretch": None}  # fmt: skip
    annotation = {"data": [{"time": 1, "duration": 2, "value": value}],
                  "sandbox": {"scaper": {"sr": 44100, "n_channels": 1, "ref_db": -20}}}  # fmt: skip
    (tmp_path / "a.jams").write_text(json.dumps({"annotations": [annotation]}))
    (tmp_path / "manifest.jsonl").write_text('{"index": 0, "status": "ok", "jams": "a.jams", "duration": 4}\n')
    (mixture,), (event,) = tables.mixtures(tmp_path), tables.events(tmp_path)
    assert repr((mixture["duration"], mixture["ref_db"])) == "(4.0, -20.0)"
    assert repr((event["event_time"], event["snr"])) == "(1.0, 3.0)"
    assert event["kept"] == "{}" and event["altered"] == [] and event["loudness"] is None and event["stem"] is None


def read_csv(path: pathlib.Path) -> list[dict[str, str]]:
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_lines_and_csv(songs: pathlib.Path, tmp_path: pathlib.Path) -> None:
    tables.write(songs, tmp_path, "jsonl")
    tables.write(songs, tmp_path, "csv")
    with pytest.raises(soundscape.OutputError, match="mixtures.csv: is already there"):
        tables.write(songs, tmp_path, "csv")
    tables.write(songs, tmp_path, "csv", overwrite=True)
    for table, name in ((tables.mixtures(songs), "mixtures"), (tables.events(songs), "events")):
        rows = list(table)
        assert [json.loads(line) for line in (tmp_path / f"{name}.jsonl").read_text().splitlines()] == rows
        cells = read_csv(tmp_path / f"{name}.csv")
        assert len(cells) == len(rows) and list(cells[0]) == [column.name for column in table.columns]
        for row, cell in zip(rows, cells):
            for column in table.columns:
                value, text = row[column.name], cell[column.name]
                if value is None or column.kind in ("text", "json"):
                    assert text == (value or "")
                else:
                    assert json.loads(text) == value
    assert sorted(os.listdir(tmp_path)) == ["events.csv", "events.jsonl", "mixtures.csv", "mixtures.jsonl"]


def test_cells() -> None:
    from soundscape._table_files import _cell

    values: list[Any] = [None, "", "a", 'a,"b"', "a\nb", 1.0, 0.1, True, [], ["a", "é"], "é"]
    cells = ["", '""', "a", '"a,""b"""', '"a\nb"', "1.0", "0.1", "true", "[]", '"[""a"", ""é""]"', "é"]
    assert [_cell(value) for value in values] == cells


def test_a_file_is_whole_or_not_there(made: pathlib.Path, tmp_path: pathlib.Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/manifest.jsonl").write_text((made / "manifest.jsonl").read_text() + "not a line\n")
    for row in soundscape.read(made).rows:
        (tmp_path / "data" / row["jams"]).parent.mkdir()
        (tmp_path / "data" / row["jams"]).write_bytes((made / row["jams"]).read_bytes())
    with pytest.raises(soundscape.AnnotationError, match="manifest.jsonl:7"):
        tables.write(tmp_path / "data", tmp_path / "tables", "csv")
    assert os.listdir(tmp_path / "tables") == []
    with pytest.raises(soundscape.ArgumentError, match="parquet, jsonl, csv"):
        tables.write(made, tmp_path, "xlsx")
    with pytest.raises(soundscape.AnnotationError):
        tables.write(tmp_path / "nowhere", None, "csv")
    assert not (tmp_path / "nowhere").exists()


def test_parquet(songs: pathlib.Path, made: pathlib.Path, tmp_path: pathlib.Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    for dataset in (songs, made):
        paths = tables.to_parquet(dataset, tmp_path / "tables", overwrite=True)
        for path, table in zip(paths, (tables.mixtures(dataset), tables.events(dataset))):
            found = parquet.read_table(path)
            assert found.schema.names == [column.name for column in table.columns]
            assert found.to_pylist() == list(table) and found.equals(table.to_arrow())
            assert found.schema.field(0).metadata[b"description"] == table.columns[0].meaning.encode()
            frame, direct = found.to_pandas(), table.to_frame()
            assert list(frame["index" if "index" in frame else "mixture"]) == list(direct.iloc[:, 0])
        assert [len(batch) for batch in tables.mixtures(dataset).batches(4)] == [4, 2]
    empty = soundscape.read(songs)[:0]
    assert parquet.read_table(tables.to_parquet(empty, tmp_path / "none")[1]).num_rows == 0
    assert tables.events(empty).to_arrow().schema.names == [column.name for column in tables.EVENTS]


def test_rows_are_streamed(made: pathlib.Path, tmp_path: pathlib.Path) -> None:
    """Five times as many mixtures take as much memory."""
    pytest.importorskip("pyarrow.parquet")
    row = json.loads((made / "manifest.jsonl").read_text().splitlines()[0])
    row = {key: value for key, value in row.items() if key != "line_sha256"} | {"format": 1}
    (tmp_path / row["jams"]).parent.mkdir()
    (tmp_path / row["jams"]).write_bytes((made / row["jams"]).read_bytes())
    code = """
import resource, sys
from soundscape import tables
tables.to_parquet(sys.argv[1], sys.argv[1] + "/tables", overwrite=True)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
    peaks = []
    for count in (2_000, 10_000):
        with open(tmp_path / "manifest.jsonl", "w") as file:
            file.writelines(json.dumps(row | {"index": index}) + "\n" for index in range(count))
        done = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True, timeout=300
        )
        peaks.append(int(done.stdout) / 1024)
    # The rows of the larger one, all at once, would be over 100 MB more; a row group is there in either case.
    assert peaks[1] < peaks[0] + 40, peaks


# ---- The command


def test_whose_command_it_is() -> None:
    assert is_ours(["export", "data", "--as", "parquet"]) and is_ours(["export", "--as=card", "data"])
    assert not is_ours(["export", "data", "--as", "jsonl"]) and not is_ours(["export", "parquet"])
    assert not is_ours(["generate", "--as", "parquet"]) and not is_ours([])


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "soundscape", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def test_the_command(songs: pathlib.Path, tmp_path: pathlib.Path) -> None:
    pytest.importorskip("pyarrow.parquet")
    done = run("export", songs, "--as", "parquet", "--out", tmp_path)
    assert done.returncode == 0 and sorted(os.listdir(tmp_path)) == ["events.parquet", "mixtures.parquet"], done.stderr
    assert done.stderr == f"mixtures.parquet, events.parquet written in {tmp_path}\n" and done.stdout == ""
    again = run("export", songs, "--as", "parquet", "--out", tmp_path, "--quiet")
    assert again.returncode == 1 and "is already there" in again.stderr
    assert run("export", songs, "--as", "parquet", "--out", tmp_path, "--quiet", "--overwrite").stderr == ""
    wrong = run("export", songs, "--as", "parquet", "--license", "mit")
    assert wrong.returncode == 64 and "--license: is for --as card" in wrong.stderr
    assert run("export", songs, "--as", "card", "--out", tmp_path).returncode == 64
    missing = run("export", tmp_path / "nowhere", "--as", "parquet")
    assert missing.returncode == 1 and "nowhere/manifest.jsonl: cannot be read" in missing.stderr
    assert "Traceback" not in missing.stderr


def test_without_pyarrow(songs: pathlib.Path, monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ImportError, match=r"soundscape\[tables\]"):
        tables.to_parquet(songs, tmp_path)
    assert os.listdir(tmp_path) == []
    assert list(tables.mixtures(songs))  # rows need no Arrow


def test_the_program_writes_the_same_rows(
    made: pathlib.Path, songs: pathlib.Path, broken: soundscape.Dataset, tmp_path: pathlib.Path
) -> None:
    with pytest.warns(soundscape.SoundscapeWarning):
        broken.generate(tmp_path / "broken", 2, progress=False, sync=False)
    for number, dataset in enumerate((made, songs, tmp_path / "broken")):
        for form in ("jsonl", "csv"):
            ours, theirs = tmp_path / f"{number}-ours", tmp_path / f"{number}-theirs-{form}"
            tables.write(dataset, ours, form)
            done = run("export", dataset, "--as", form, "--out", theirs)
            assert done.returncode == 0, done.stderr
            for name in ("mixtures", "events"):
                assert (theirs / f"{name}.{form}").read_text() == (ours / f"{name}.{form}").read_text()


def test_the_columns_are_documented() -> None:
    page = (REPOSITORY / "docs/formats.md").read_text(encoding="utf-8")
    for columns in (tables.MIXTURES, tables.EVENTS):
        assert "\n".join(f"| `{each.name}` | {each.kind} | {each.meaning} |" for each in columns) in page
