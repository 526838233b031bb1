"""A data set is the same whatever happened on the way (workers, kills); and large ones."""

import hashlib
import json
import os
import random
import signal
import subprocess
import time

import numpy as np
import pytest
import soundfile
from conftest import frames, mixtures, tree, write_bank

COUNT = 20
TICK = 0.5 * np.sin(np.arange(4410) / 10)


@pytest.fixture(scope="module")
def reference(soundscape, tmp_path_factory):
    """A recipe, the folder for its data sets, the tree of an undisturbed run and its seconds."""
    folder = tmp_path_factory.mktemp("runs")
    recipe = soundscape.recipe(
        folder, duration=3, background=[{"source_time": ["uniform", 0, "end"]}], ref_db=-30,
        events=[{"count": ["uniform", 1, 3], "event_time": ["uniform", 0, 3],
                 "time_stretch": ["uniform", 0.8, 1.2], "pitch_shift": ["uniform", -2, 2]}])
    start = time.monotonic()
    make(soundscape, recipe, folder / "reference", "--jobs", 2)
    return recipe, folder, tree(folder / "reference"), time.monotonic() - start


def command(soundscape, recipe, root, *options):
    return soundscape.command("generate", recipe, "--count", COUNT, "--out", root, *options)


def make(soundscape, recipe, root, *options):
    result = subprocess.run(
        command(soundscape, recipe, root, *options), capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    return result


def killed(arguments, until):
    """Starts a run and kills it when `until` says so; whether it was still at work."""
    run = subprocess.Popen(arguments, stderr=subprocess.DEVNULL)
    until(run)
    run.kill()
    return run.wait() == -signal.SIGKILL


def test_any_number_of_jobs(soundscape, reference, figure):
    recipe, folder, wanted, _ = reference
    for jobs in [1, 2, 5]:
        make(soundscape, recipe, folder / f"jobs-{jobs}", "--jobs", jobs)
        assert tree(folder / f"jobs-{jobs}") == wanted
    figure(f"{len(wanted)} files identical with 1, 2 and 5 jobs")


def test_jobs_are_the_processors_of_the_process(soundscape, reference):
    recipe, folder, *_ = reference
    one = sorted(os.sched_getaffinity(0))[0]
    forecast = subprocess.run(
        ["taskset", "-c", str(one), *command(soundscape, recipe, folder / "dry", "--dry-run")],
        capture_output=True, text=True, check=True)
    assert "with 1 job here" in forecast.stdout


def test_manifest_digests(reference, figure):
    _, folder, files, _ = reference
    rows = [json.loads(line) for line in open(folder / "reference" / "manifest.jsonl")]
    assert [row["index"] for row in rows] == list(range(COUNT))
    listed = {}
    for row in rows:
        assert row["status"] == "ok"
        assert set(row["sha256"]) == {*row["stems"], row["mixture"], row["jams"], row["labels"]}
        listed |= row["sha256"]
    assert listed == {path: digest for path, digest in files.items() if path != "manifest.jsonl"}
    figure(f"{len(listed)} digests match")


def test_killed_at_random(soundscape, reference, figure):
    recipe, folder, wanted, duration = reference
    chance = random.Random(20)
    hits, whole = 0, []
    for trial in range(10):
        root = folder / f"killed-{trial}"
        # Never so late that a run which happens to be faster would be done.
        wait = chance.uniform(0.02, 0.6) * duration
        hits += killed(command(soundscape, recipe, root), lambda _: time.sleep(wait))
        whole.append(len(list(root.glob("*/mixture.jams"))))
        make(soundscape, recipe, root)
        assert tree(root) == wanted, f"killed after {wait:.3f} s"
    assert not list(folder.rglob("*.partial"))
    figure(f"{hits} of 10 kills in mid-run, after {whole} whole mixtures of {COUNT}; "
           "all trees identical")
    assert hits >= 8


def test_killed_again_and_again(soundscape, reference, figure):
    recipe, folder, wanted, duration = reference
    root, hits = folder / "again", 0
    for whole in range(3, COUNT, 3):

        def has_grown(run):
            while run.poll() is None and len(list(root.glob("*/mixture.jams"))) < whole:
                time.sleep(duration / 1000)

        hits += killed(command(soundscape, recipe, root), has_grown)
    make(soundscape, recipe, root)
    assert tree(root) == wanted
    figure(f"{hits} kills of one data set, which is identical in the end")
    assert hits >= 3


def test_killed_with_a_journal_alone(soundscape, reference, figure):
    recipe, folder, wanted, duration = reference
    root = folder / "journal"
    journal = root / "manifest.jsonl.partial"

    def has_rows(run):
        while run.poll() is None and not (journal.exists() and journal.stat().st_size):
            time.sleep(duration / 1000)

    assert killed(command(soundscape, recipe, root), has_rows)
    assert not (root / "manifest.jsonl").exists()
    rows = journal.read_bytes().count(b"\n")
    # As if the kill had struck in the middle of a line.
    with open(journal, "ab") as file:
        file.write(b'{"duration": 5.0, "err')
    make(soundscape, recipe, root)
    assert tree(root) == wanted
    figure(f"killed after {rows} rows of the journal and half a line")


@pytest.mark.parametrize("kind, status", [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_stopped_by_a_signal(soundscape, reference, kind, status, figure):
    recipe, folder, wanted, duration = reference
    root = folder / f"stopped-{status}"
    # In a job that a script runs in the background interrupts are ignored, and so they would be here.
    run = subprocess.Popen(
        command(soundscape, recipe, root), stderr=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    while run.poll() is None and len(list(root.glob("*/mixture.jams"))) < 3:
        time.sleep(duration / 1000)
    run.send_signal(kind)
    _, errors = run.communicate(timeout=60)
    assert run.returncode == status and "run the same command again to resume" in errors, errors
    made = len(mixtures(root))
    assert 3 <= made < COUNT and not (root / "manifest.jsonl.partial").exists()
    assert soundscape.run("verify", root).returncode == 0
    make(soundscape, recipe, root)
    assert tree(root) == wanted
    figure(f"{made} of {COUNT} mixtures whole after {kind.name}")


def test_a_second_signal_ends_at_once(soundscape, tmp_path):
    # A mixture that takes much longer than the test waits.
    recipe = soundscape.recipe(
        tmp_path, duration=900, background=[{}], ref_db=-30,
        events=[{"count": 200, "event_time": ["uniform", 0, 800], "time_stretch": 1.3}])
    run = subprocess.Popen(
        soundscape.command("generate", recipe, "--count", 1, "--out", tmp_path / "out"), stderr=subprocess.PIPE, text=True)
    while run.poll() is None and not (tmp_path / "out" / ".soundscape").exists():
        time.sleep(0.01)
    time.sleep(0.2)
    run.send_signal(signal.SIGTERM)
    assert "a second signal ends at once" in run.stderr.readline()
    start = time.monotonic()
    run.send_signal(signal.SIGTERM)
    assert run.wait(timeout=60) == 143 and time.monotonic() - start < 2


@pytest.mark.parametrize("count", [1, 3, 7])
def test_parts_are_one_run(soundscape, reference, count, figure):
    recipe, folder, wanted, _ = reference
    root = folder / f"parts-{count}"
    parts = [
        subprocess.Popen(command(soundscape, recipe, root, "--shard", f"{part}/{count}", "--jobs", 1))
        for part in range(1, count + 1)]
    assert [part.wait() for part in parts] == [0] * count
    merged = soundscape.run("merge", root)
    assert merged.returncode == 0, merged.stderr
    assert tree(root) == wanted and not list(root.glob("part-*"))
    figure(f"{count} parts made at once are the single run")


def test_finished_run_is_left_alone(soundscape, reference):
    recipe, folder, wanted, _ = reference
    root = folder / "reference"
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*") if path.is_file()}
    make(soundscape, recipe, root)
    assert before == {path: path.stat().st_mtime_ns for path in root.rglob("*") if path.is_file()}
    manifest = (root / "manifest.jsonl").read_bytes()
    assert hashlib.sha256(manifest).hexdigest() == wanted["manifest.jsonl"]


def test_a_run_that_fails_everywhere_does_not_flood(soundscape, tmp_path):
    bank = write_bank(tmp_path / "bank", {"tick": TICK})
    recipe = soundscape.recipe(
        tmp_path, bank=None, soundbank=bank, duration=1, fit="error",
        events=[{"event_time": ["uniform", 10, 20]}])
    result = soundscape.run("generate", recipe, "--count", 200, "--out", tmp_path / "out", "--no-audio")
    assert result.returncode == 1
    errors = [line for line in result.stderr.splitlines() if line.startswith("error:")]
    assert len(errors) == 1 and errors[0].startswith("error: 200 × ") and "for example mixture 0: " in errors[0], errors
    rows = mixtures(tmp_path / "out")
    assert len(rows) == 200 and all("was drawn" in mixture.row["error"] for mixture in rows)
    # They fail each time, and so are not tried each time.
    before = (tmp_path / "out" / "manifest.jsonl").read_bytes()
    again = soundscape.run("generate", recipe, "--count", 200, "--out", tmp_path / "out", "--no-audio")
    assert again.returncode == 1 and "200 failed in an earlier run (--retry-failed makes them again)" in again.stderr
    retried = soundscape.run("generate", recipe, "--count", 200, "--out", tmp_path / "out", "--no-audio", "--retry-failed")
    assert retried.returncode == 1 and "200 of 200 failed" in retried.stderr
    assert (tmp_path / "out" / "manifest.jsonl").read_bytes() == before


# Large work


def timed(soundscape, *arguments):
    start = time.monotonic()
    result = soundscape.run(*arguments)
    assert result.returncode == 0, result.stderr
    return time.monotonic() - start


def test_ten_thousand_events(soundscape, tmp_path, figure):
    bank = write_bank(tmp_path / "bank", {"tick": TICK})
    recipe = soundscape.recipe(
        tmp_path, bank=None, soundbank=bank, duration=60, ref_db=-50,
        events=[{"count": 10000, "event_time": ["uniform", 0, 60]}])
    root = tmp_path / "out"
    seconds = timed(soundscape, "generate", recipe, "--count", 1, "--no-stems", "--out", root)
    [mixture] = mixtures(root)
    assert len(mixture.annotation["data"]) == 10000
    assert soundfile.info(mixture.path).frames == frames(60, 44100)
    figure(f"{seconds:.1f} s")


def test_soundbank_of_twenty_thousand_files(soundscape, tmp_path, figure):
    write_bank(tmp_path / "bank", {"label0": TICK})
    tick = tmp_path / "bank/label0/label0.wav"
    for index in range(1, 20000):
        folder = tmp_path / f"bank/label{index % 20}"
        folder.mkdir(exist_ok=True)
        os.link(tick, folder / f"{index}.wav")
    recipe = soundscape.recipe(
        tmp_path, bank=None, soundbank={"foreground": str(tmp_path / "bank")}, duration=1,
        events=[{"count": 3, "event_time": ["uniform", 0, 1]}])
    validated = timed(soundscape, "validate", recipe)
    made = timed(soundscape, "generate", recipe, "--count", 2, "--out", tmp_path / "out")
    assert [mixture.row["status"] for mixture in mixtures(tmp_path / "out")] == ["ok", "ok"]
    figure(f"validate {validated:.1f} s, generate two mixtures {made:.1f} s")


def test_a_minute_of_six_channels(soundscape, tmp_path, figure):
    start = time.monotonic()
    [mixture] = soundscape.generate(
        tmp_path, duration=60, channels=6, background=[{}], ref_db=-40,
        events=[{"count": 8, "event_time": ["uniform", 0, 55], "snr": 10}])
    seconds = time.monotonic() - start
    mix, stems, rate = mixture.read()
    assert mix.shape == (frames(60, rate), 6) and np.array_equal(sum(stems), mix)
    figure(f"{seconds:.1f} s")
