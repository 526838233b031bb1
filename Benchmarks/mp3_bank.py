#!/usr/bin/env python3
"""A bank of long MP3s, with and without its index: times and memory of validate and sounds scan, as one table.

    Benchmarks/mp3_bank.py TOOL [COUNT [SECONDS]]      default: 2000 files of 180 s, 4.3 GB below the temporary folder

Needs NumPy and soundfile, as .build/interop/audio/bin/python has them once Tests/Interoperability/run.sh has run. Twenty
different songs are made, and copied.
"""

import os
import pathlib
import shutil
import sys
import tempfile
import time

import numpy as np
import soundfile

SONGS, RATE = 20, 44100


def song(number, seconds, path):
    """A swelling tone in noise: an encoder has as much to do as with music."""
    generator = np.random.default_rng(number)
    t = np.arange(seconds * RATE) / RATE
    sound = 0.2 * np.sin(2 * np.pi * 110 * 2 ** (number / 12) * t) * (0.6 + 0.4 * np.sin(2 * np.pi * 0.3 * t))
    sound += generator.normal(0, 0.03, len(t))
    soundfile.write(path, sound, RATE, format="MP3", bitrate_mode="CONSTANT", compression_level=0.8)


def measure(what, *command):
    """Runs a program, and prints its wall-clock time, processor time and peak of memory."""
    start = time.perf_counter()
    process = os.posix_spawn(command[0], command, os.environ, file_actions=[
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0), (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)])
    # The greatest memory that wait4 gives includes that of this process before the program began.
    peak, done = 0, 0
    while not done:
        with open(f"/proc/{process}/status") as file:
            peak = next((int(line.split()[1]) for line in file if line.startswith("VmHWM:")), peak)
        time.sleep(0.001)
        done, status, usage = os.wait4(process, os.WNOHANG)
    seconds = time.perf_counter() - start
    if status != 0:
        sys.exit(f"error: {' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    print(f"| {what} | {seconds:.2f} | {usage.ru_utime + usage.ru_stime:.2f} | {peak / 1000:.0f} |", flush=True)


def main():
    tool = str(pathlib.Path(sys.argv[1]).resolve())
    count, seconds = (list(map(int, sys.argv[2:4])) + [2000, 180][len(sys.argv) - 2:])
    with tempfile.TemporaryDirectory() as folder:
        bank = pathlib.Path(folder, "bank")
        for number in range(min(SONGS, count)):
            first = bank / f"label{number % 10}" / f"song{number:02}-0000.mp3"
            first.parent.mkdir(parents=True, exist_ok=True)
            song(number, seconds, first)
            for copy in range(1, len(range(number, count, SONGS))):
                shutil.copyfile(first, first.with_name(f"song{number:02}-{copy:04}.mp3"))
        recipe = pathlib.Path(folder, "recipe.yaml")
        recipe.write_text("duration: 1\nsoundbank: {foreground: bank}\nevents: [{source_time: [uniform, 0, end]}]\n")
        size = sum(path.stat().st_size for path in bank.rglob("*.mp3"))
        print(f"{count} MP3s of {seconds} s, {size / 1e9:.2f} GB; load {os.getloadavg()[0]:.1f}, {os.cpu_count()} processors\n")
        print("| | s | s of processor time | MB |\n| --- | --- | --- | --- |")
        measure("validate without an index", tool, "validate", str(recipe))
        measure("the first scan", tool, "sounds", "scan", str(bank))
        measure("validate with the index", tool, "validate", str(recipe))
        measure("a second scan", tool, "sounds", "scan", str(bank))


main()
