"""An hour of sound is made, made again and verified without being held in memory."""

import json
import subprocess
import sys
import time

import numpy as np
import soundfile
from conftest import frames, mixtures, write_bank

DURATION, RATE = 3600, 44100
MOST_MEGABYTES = 100
# What a process and its children held at most is told to a parent of their own: pytest's memory would count as theirs.
WATCHED = """
import resource, subprocess, sys
result = subprocess.run(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(result.returncode)
"""


def watched(soundscape, figure, name, *arguments):
    """Runs the program and checks what memory it took."""
    start = time.monotonic()
    result = subprocess.run(
        [sys.executable, "-c", WATCHED, *soundscape.command(*arguments)],
        capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    megabytes = int(result.stdout.splitlines()[-1]) * 1024 / 1e6
    figure(f"{name}: {megabytes:.0f} MB, {time.monotonic() - start:.1f} s")
    assert megabytes < MOST_MEGABYTES


def recipe(soundscape, folder, count, **more):
    """An hour over a background, with `count` events of 2 to 6 s."""
    chance = np.random.default_rng(44)
    noise = [chance.normal(0, 0.1, 7 * rate).astype("float32") for rate in (RATE, 48000)]
    bank = write_bank(folder / "bank/foreground", {"near": noise[0]}, RATE)
    write_bank(folder / "bank/foreground", {"far": noise[1]}, 48000)
    long = chance.normal(0, 0.1, 100 * RATE).astype("float32")
    bank["background"] = write_bank(folder / "bank/background", {"room": long})["foreground"]
    return soundscape.recipe(
        folder, bank=None, soundbank=bank, duration=DURATION, ref_db=-40, background=[{}],
        events=[{"count": count, "event_time": ["uniform", 0, DURATION - 6],
                 "event_duration": ["uniform", 2, 6], "snr": ["uniform", 0, 20]}], **more)


def test_an_hour_of_five_hundred_events(soundscape, tmp_path, figure):
    root = tmp_path / "set"
    watched(soundscape, figure, "generate", "generate", recipe(soundscape, tmp_path, 500),
            "--count", 1, "--no-stems", "--out", root)
    [mixture] = mixtures(root)
    assert len(mixture.annotation["data"]) == 501
    assert soundfile.info(mixture.path).frames == frames(DURATION, RATE)
    assert not list(root.rglob("*.spill")) and not list(root.rglob("*.partial"))


def test_an_hour_with_its_stems(soundscape, tmp_path, figure):
    # Every stem is an hour of samples that are read and digested: 500 of them take minutes.
    root, again = tmp_path / "set", tmp_path / "again"
    watched(soundscape, figure, "generate", "generate", recipe(soundscape, tmp_path, 4),
            "--count", 1, "--set", "output.subtype=pcm16", "--out", root)
    [mixture] = mixtures(root)
    assert len(mixture.stem_paths) == 5
    watched(soundscape, figure, "verify", "verify", root)
    watched(soundscape, figure, "recreate", "recreate", mixture.root / mixture.row["jams"],
            "--out", again)
    watched(soundscape, figure, "recreate --check", "recreate", mixture.root / mixture.row["jams"], "--check")
    made = {path.name: path for path in again.rglob("*.wav")}
    assert len(made) == 6
    for path in [mixture.path, *mixture.stem_paths]:
        result = subprocess.run(["cmp", path, made[path.name]], capture_output=True, text=True)
        assert result.returncode == 0, result.stdout

    # By another program: a stem has sound where it is said to, and an hour of silence takes no room.
    ledger = mixture.annotation["sandbox"]["soundscape"]["events"]
    for path, event in zip(mixture.stem_paths, ledger, strict=True):
        if event["frames"] == frames(DURATION, RATE):
            continue
        first, count = event["first_frame"], event["frames"]
        with soundfile.SoundFile(path) as file:
            assert file.frames == frames(DURATION, RATE)
            file.seek(first - 1000)
            near = file.read(count + 2000, dtype="int16")
        assert not near[:1000].any() and not near[-1000:].any() and near[1000:-1000].any()
        assert path.stat().st_blocks * 512 < path.stat().st_size / 10


def test_an_hour_as_scaper_makes_it(soundscape, tmp_path, figure):
    # The reverb of the mixture, and levels measured before the fades, in blocks too.
    root = tmp_path / "set"
    event = {"name": "event", "label": ["choose", []], "source_file": ["choose", []], "source_time": ["const", 0],
             "event_time": ["uniform", 0, DURATION - 6], "event_duration": ["uniform", 2, 6],
             "snr": ["uniform", 0, 20], "pitch_shift": None, "time_stretch": None}
    background = {"label": ["choose", []], "source_file": ["choose", []], "source_time": ["const", 0]}
    path = recipe(soundscape, tmp_path, 4, semantics="scaper", render={"reverb": 0.3})
    text = json.loads(path.read_text())
    text["events"] = [{**event, "name": f"event{i}"} for i in range(4)]
    text["background"] = [background]
    path.write_text(json.dumps(text))
    watched(soundscape, figure, "generate, semantics: scaper", "generate", path, "--count", 1, "--out", root)
    [mixture] = mixtures(root)
    assert soundfile.info(mixture.path).frames == DURATION * RATE
    watched(soundscape, figure, "recreate --check, semantics: scaper", "recreate", mixture.root / mixture.row["jams"],
            "--check")
