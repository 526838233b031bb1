"""A data set that was shared without audio is made again: stopped at random, resumed, the same bytes.

SOUNDSCAPE_RECREATED is the number of annotations (200), SOUNDSCAPE_KILLS how often the run is killed (4).
"""

import json
import os
import random
import signal
import subprocess
import time

from conftest import tree

COUNT = int(os.environ.get("SOUNDSCAPE_RECREATED", "200"))
KILLS = int(os.environ.get("SOUNDSCAPE_KILLS", "4"))


def test_a_shared_data_set_is_made_again(soundscape, tmp_path, figure):
    recipe = soundscape.recipe(
        tmp_path, duration=1, background=[{"source_time": ["uniform", 0, "end"]}], ref_db=-25, seed=3,
        sample_rate=16000, output={"splits": {"train": 0.8, "test": 0.2}},
        events=[{"count": ["uniform", 1, 3], "event_time": ["uniform", 0, 1], "snr": ["uniform", 0, 20]}])
    wanted, shared, again = (tmp_path / name for name in ["whole", "shared", "again"])

    def run(*arguments):
        result = soundscape.run(*arguments, "--jobs", 2)
        assert result.returncode == 0, result.stderr

    start = time.monotonic()
    run("generate", recipe, "--count", COUNT, "--out", wanted)
    generated = time.monotonic() - start
    run("generate", recipe, "--count", COUNT, "--no-audio", "--out", shared)

    start = time.monotonic()
    run("recreate", shared, "--out", tmp_path / "undisturbed")
    recreated = time.monotonic() - start
    assert stripped(tmp_path / "undisturbed") == stripped(wanted)

    delays, kills = random.Random(COUNT), 0
    for _ in range(KILLS):
        process = subprocess.Popen(
            soundscape.command("recreate", shared, "--out", again, "--jobs", 2), stderr=subprocess.DEVNULL)
        time.sleep(delays.uniform(0, 1.5 * recreated / KILLS))
        process.kill()
        kills += process.wait() == -signal.SIGKILL
    run("recreate", shared, "--out", again)
    assert stripped(again) == stripped(wanted)
    run("verify", again, "--quiet")
    figure(
        f"{COUNT} mixtures, killed {kills} times: the same bytes; {COUNT / recreated:.0f} mixtures/s, "
        f"generate {COUNT / generated:.0f}/s")


def stripped(root):
    """The digests of all files; of the manifest all but the run that made it, and the line's digest."""
    files = tree(root)
    files.pop("manifest.jsonl")
    rows = [json.loads(line) for line in (root / "manifest.jsonl").read_text().splitlines()]
    for row in rows:
        del row["run"], row["line_sha256"]
    return files, rows
