#!/usr/bin/env python3
"""Times Soundscape and the real Scaper side by side on a soundbank of the size of MUSDB, one thread each, all files written.

    make build build-benchmarks && Benchmarks/versus_scaper_songs.py [--folder FOLDER] [--rounds N] [--count N]

Makes the soundbank first, 30 songs of 200 s in four stems, as WAV and as FLAC (song_bank.py; 7 GB in FOLDER, by default in
.build/bench/songs), and its index with `sounds scan`. Then, in rounds, each program makes mixtures of 6 s in stereo with stems
and JAMS, Soundscape from the soundbank with its index and without.
"""

import argparse
import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import song_bank
import versus_scaper
from versus_scaper import CHECKOUT, Scaper, scaper_python, soundscape

TOOL = CHECKOUT / ".build/release/SoundscapeTool"
# What is timed: the files of the soundbank, and whether it has an index.
ROWS = [("wav", True), ("wav", False), ("flac", True)]


def scan(bank: Path, *, keep: bool) -> None:
    """Makes the index of a soundbank, or removes it."""
    shutil.rmtree(bank / ".soundscape", ignore_errors=True)
    if keep:
        subprocess.run([TOOL, "sounds", "scan", bank], check=True, stdout=subprocess.DEVNULL)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=CHECKOUT / ".build/bench/songs", help="where the soundbank is made")
    parser.add_argument("--scaper-python", help="the Python of an environment that has Scaper 1.6.5")
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--count", type=int, default=100, help="mixtures that Soundscape makes in a round; Scaper makes a tenth")
    arguments = parser.parse_args()
    for program, target in ((TOOL, "build"), (versus_scaper.BENCHMARK, "build-benchmarks")):
        if not program.exists():
            sys.exit(f"error: {program} is not there; build it with: make {target}")
    python = scaper_python(arguments.scaper_python)
    arguments.folder.mkdir(parents=True, exist_ok=True)
    song_bank.make(arguments.folder, python)
    scaper = Scaper(python)
    fewer = max(1, arguments.count // 10)
    found = {row: [] for row in ROWS}
    for number in range(arguments.rounds):
        for ending, has_index in ROWS:
            bank = arguments.folder / ending
            scan(bank, keep=has_index)
            ours = soundscape(
                "musdb", files=True, start=number * arguments.count, count=arguments.count, bank=bank)
            theirs = scaper.ask(
                do="make", workload="musdb", quick=False, files=True, event_counts=[4] * fewer, bank=str(bank))
            found[ending, has_index].append([
                sum(made[key]) / len(made["ms"]) for made, key in
                ((ours, "ms"), (theirs, "ms"), (ours, "cpu_ms"), (theirs, "cpu_ms"))])
        print(f"round {number + 1} of {arguments.rounds} done", file=sys.stderr)
    print("| musdb | Scaper, ms | Soundscape, ms | times as fast | by processor time |\n| --- | --- | --- | --- | --- |")
    for (ending, has_index), samples in found.items():
        ours, theirs, ours_cpu, theirs_cpu = zip(*samples)

        def shown(values):
            return f"{median(values):.1f} ({min(values):.1f}–{max(values):.1f})"

        ratio = shown([a / b for a, b in zip(theirs, ours)])
        cpu = shown([a / b for a, b in zip(theirs_cpu, ours_cpu)])
        what = ending.upper() + (", with its index" if has_index else ", without")
        print(f"| {what} | {shown(theirs)} | {shown(ours)} | {ratio} | {cpu} |")
    print(time.strftime("%Y-%m-%d"), *versus_scaper.machine().values(), sep=", ")


if __name__ == "__main__":
    main()
