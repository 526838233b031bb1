"""Input that is wrong, and places that cannot be written to."""

import os
import resource
import shutil
import signal
import subprocess

import numpy as np
import pytest
from conftest import REPOSITORY, mixtures, tree, write_bank

TONE = 0.5 * np.sin(np.arange(22050) / 10)
EVENT = {"event_time": ["uniform", 0, 1]}
SOUND = REPOSITORY / "soundbank/events/foreground/glass_break/glass_break_01.flac"


def check(result, *named, status=1, root=None):
    """One line of error that names each of `named`, the status, and nothing half-written."""
    lines = result.stderr.splitlines()
    errors = [line for line in lines if line.lower().startswith("error:")]
    assert result.returncode == status, result.stderr
    assert result.stdout == ""
    assert len(errors) == 1, f"not one line of error:\n{result.stderr}"
    assert all(str(name) in errors[0] for name in named), errors[0]
    if status == 1:
        assert errors[0].startswith("error: ")
        # What else is said are warnings and notes; a second line of the error would be neither.
        others = [line for line in lines if line not in errors]
        assert all(line.startswith("warning: ") or " made in " in line for line in others), others
    if root is not None:
        # The journal of a run is what it goes on from: it alone may stay.
        left = [path.name for path in root.rglob("*.partial")]
        assert set(left) <= {"manifest.jsonl.partial"}, left


def refused(soundscape, folder, recipe, *named, status=1, options=()):
    root = folder / "out"
    result = soundscape.run("generate", recipe, "--count", 2, "--out", root, *options)
    check(result, *named, status=status, root=root)
    return root


# Recipes


@pytest.mark.parametrize(
    ("key", "value"),
    [("duration", 0), ("duration", -1), ("duration", float("nan")), ("duration", "long"),
     ("sample_rate", 1e9), ("ref_db", float("nan")), ("channels", 0), ("fade_in", -1),
     ("events", "none"), ("durations", 3), ("protected_labels", ["nobody"])])
def test_wrong_value(soundscape, tmp_path, key, value):
    recipe = soundscape.recipe(tmp_path, **{"duration": 2, "events": [EVENT], key: value})
    # JSON has no NaN; YAML's is .nan, and the word alone is a text.
    for word in ["NaN", ".nan"]:
        recipe.write_text(recipe.read_text().replace("NaN", word))
        root = refused(soundscape, tmp_path, recipe, recipe, key)
        assert not root.exists()


@pytest.mark.parametrize(("key", "value"), [
    ("snr", ["uniform", 5, 1]), ("snr", ["gaussian", 1, 2]), ("label", "nobody"),
    ("source_file", "nothing.wav"), ("time_stretch", 0), ("pitch", 3)])
def test_wrong_event(soundscape, tmp_path, key, value):
    recipe = soundscape.recipe(tmp_path, duration=2, events=[EVENT | {key: value}])
    root = refused(soundscape, tmp_path, recipe, recipe, key, "events[0]")
    assert not root.exists()


def test_recipe_that_is_no_recipe(soundscape, tmp_path):
    refused(soundscape, tmp_path, tmp_path / "missing.yaml", "missing.yaml")
    refused(soundscape, tmp_path, tmp_path, tmp_path)
    for name, content in [("latin.yaml", "duration: 2 # Größe".encode("latin-1")),
                          ("empty.yaml", b""), ("open.yaml", b"duration: [2"),
                          ("list.yaml", b"- 1\n- 2\n"), ("binary.yaml", bytes(range(256)))]:
        (tmp_path / name).write_bytes(content)
        root = refused(soundscape, tmp_path, tmp_path / name, name)
        assert not root.exists()


@pytest.mark.parametrize(("options", "named"), [
    (["--count", 0], "--count"), (["--jobs", 0], "--jobs"), (["--count", "many"], "--count"),
    (["--start", -1], "--start"), (["--set", "duration"], "--set"), (["--nonsense"], "--nonsense")])
def test_wrong_command_line(soundscape, tmp_path, options, named):
    recipe = soundscape.recipe(tmp_path, duration=2, events=[EVENT])
    root = refused(soundscape, tmp_path, recipe, named.lstrip("-"), status=64, options=options)
    assert not root.exists()


# Soundbanks


@pytest.mark.parametrize("fault", ["missing", "no labels", "garbage", "zero bytes", "short wav"])
def test_wrong_soundbank(soundscape, tmp_path, fault):
    bank = tmp_path / "bank"
    named = bank
    if fault != "missing":
        bank.mkdir()
    if fault in ["garbage", "zero bytes"]:
        (bank / "hum").mkdir()
        content = np.random.default_rng(3).bytes(5000) if fault == "garbage" else b""
        (bank / "hum" / "hum.wav").write_bytes(content)
        named = "hum"
    if fault == "short wav":
        write_bank(bank, {"hum": TONE})
        named = "hum.wav: is cut off: the header promises"
        os.truncate(bank / "hum/hum.wav", (bank / "hum/hum.wav").stat().st_size // 2)
    recipe = soundscape.recipe(
        tmp_path, bank=None, soundbank={"foreground": str(bank)}, duration=2, events=[EVENT])
    root = refused(soundscape, tmp_path, recipe, named)
    assert not root.exists()


def test_truncated_flac(soundscape, tmp_path):
    """The header promises what is not there: the scan says so, and the run is made without the file."""
    bank = write_flacs(tmp_path / "bank", {"good": ["good"], "short": ["whole", "short"]})
    os.truncate(bank / "short/short.flac", SOUND.stat().st_size // 3)
    recipe = soundscape.recipe(
        tmp_path, bank=None, soundbank={"foreground": str(bank)}, duration=2, seed=1, events=[EVENT])
    root = tmp_path / "out"
    result = soundscape.run("generate", recipe, "--count", 8, "--out", root)
    assert result.returncode == 3 and "short.flac" in result.stderr, result.stderr
    rows = [mixture.row for mixture in mixtures(root)]
    assert [row["status"] for row in rows] == ["ok"] * 8
    assert not any("short.flac" in path.read_text() for path in root.rglob("*.jams"))
    assert any("whole.flac" in path.read_text() for path in root.rglob("*.jams"))

    (bank / "short/whole.flac").unlink()
    refused(soundscape, tmp_path / "2", recipe, bank / "short", "short.flac")


def test_damaged_flac(soundscape, tmp_path):
    """A hole in the middle shows when it is rendered, in the mixtures that use it."""
    bank = write_flacs(tmp_path / "bank", {"good": ["good"], "short": ["holed"]})
    with open(bank / "short/holed.flac", "r+b") as file:
        file.seek(SOUND.stat().st_size // 3)
        file.write(bytes(2000))
    recipe = soundscape.recipe(
        tmp_path, bank=None, soundbank={"foreground": str(bank)}, duration=2, seed=1,
        events=[{"label": ["choose", ["good", "short"]]}])
    root = tmp_path / "out"
    result = soundscape.run("generate", recipe, "--count", 8, "--out", root)
    rows = [mixture.row for mixture in mixtures(root)]
    failed = [row for row in rows if row["status"] == "failed"]
    assert 0 < len(failed) < len(rows) == 8
    for row in failed:
        assert "holed.flac" in row["error"] and "\n" not in row["error"]
        assert not (root / f"{row['index']:06}").exists()
    check(result, "holed.flac", root=root)


def write_flacs(bank, labels):
    for label, names in labels.items():
        (bank / label).mkdir(parents=True)
        for name in names:
            shutil.copy(SOUND, bank / label / f"{name}.flac")
    return bank


# Places to write to


def in_own_mounts(mount, *command):
    """A command after a mount that it alone sees, for root or for anybody; None if forbidden."""
    unshare = ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-rm"]
    if not shutil.which("unshare") or subprocess.run(
            [*unshare, "sh", "-c", mount], capture_output=True).returncode != 0:
        return None
    script = f'{mount} && "$@"; status=$?; find . -name "*.partial"; exit $status'
    return subprocess.run(
        [*unshare, "sh", "-c", script, "sh", *command], capture_output=True, text=True)


def no_file_over_half_a_megabyte():
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 19, 1 << 19))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


def test_full_disk(soundscape, tmp_path, figure):
    recipe = soundscape.recipe(tmp_path, duration=10, events=[EVENT])
    disk = tmp_path / "disk"
    disk.mkdir()
    command = soundscape.command("generate", recipe, "--out", disk / "out")
    result = in_own_mounts(f"mount -t tmpfs -o size=1m tmpfs '{disk}' && cd '{disk}'", *command)
    means = "a tmpfs of 1 MB"
    if result is None:
        means = "a limit on the size of files, since mounting is not permitted here"
        result = subprocess.run(
            command, capture_output=True, text=True, preexec_fn=no_file_over_half_a_megabyte)
    left = [line for line in result.stdout.splitlines() if "manifest" not in line]
    assert not left, left
    result.stdout = ""
    check(result, disk, root=disk)
    figure(f"{means}: {result.stderr.strip().replace(str(tmp_path), '…')}")


def test_read_only_disk(soundscape, tmp_path, figure):
    recipe = soundscape.recipe(tmp_path, duration=1, events=[EVENT])
    disk = tmp_path / "disk"
    disk.mkdir()
    means = "a read-only tmpfs"
    result = in_own_mounts(
        f"mount -t tmpfs -o ro tmpfs '{disk}'",
        *soundscape.command("generate", recipe, "--out", disk / "out"))
    if result is None:
        means, disk = "/proc, since mounting is not permitted here", "/proc"
        result = soundscape.run("generate", recipe, "--out", "/proc/soundscape")
    check(result, disk)
    figure(f"{means}: {result.stderr.strip().replace(str(tmp_path), '…')}")


def test_output_that_is_taken(soundscape, tmp_path):
    made = soundscape.generate(tmp_path, count=2, duration=1, events=[EVENT])
    root = made[0].root
    before = tree(root)
    recipe = soundscape.recipe(tmp_path, duration=1.5, events=[EVENT])
    check(soundscape.run("generate", recipe, "--count", 2, "--out", root), root)
    assert tree(root) == before
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").write_text("keep")
    check(soundscape.run("generate", recipe, "--out", tmp_path / "other"), tmp_path / "other")
    check(soundscape.run("generate", recipe, "--out", recipe), recipe)
    result = soundscape.run("generate", recipe, "--count", 2, "--out", root, "--overwrite")
    assert result.returncode == 0 and tree(root) != before
