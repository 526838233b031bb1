#!/usr/bin/env python3
"""Times the Fourier transform of real samples beside FFTW's and kissfft's, in turn: microseconds, the least of all rounds.

    make bench-fft                      builds StageBenchmark first
    Benchmarks/versus_fftw.py [--rounds N]

Needs a C compiler and Debian's libfftw3-dev and libkissfft-dev. FFTW is timed twice: as it is, with whatever special instructions
of the processor Debian built it for (its version names them), and with its plain code for any processor. Both are planned
with FFTW_PATIENT. kissfft is its build for single precision. All run in one thread.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
OURS = CHECKOUT / ".build/release/StageBenchmark"
OTHERS = CHECKOUT / ".build/bench/fourier"
NAMES = ["soundscape", "FFTW", "FFTW, plain", "kissfft"]


def build() -> None:
    OTHERS.parent.mkdir(parents=True, exist_ok=True)
    source = CHECKOUT / "Benchmarks/fourier/others.c"
    made = subprocess.run(
        ["cc", "-std=c11", "-O3", "-Wall", "-Wextra", source, "-o", OTHERS, "-lfftw3f", "-lkissfft-float"],
        capture_output=True, text=True, check=False)
    if made.returncode:
        sys.exit(f"error: {source.name} cannot be built; it needs Debian's libfftw3-dev and libkissfft-dev\n{made.stderr}")


def least(rounds: int) -> dict:
    """{(name, size): (forward, inverse)} in microseconds; the programs take turns."""
    found: dict = {}
    for _ in range(rounds):
        for command in ([OURS, "--fourier"], [OTHERS]):
            lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
            for row in map(json.loads, lines):
                key, times = (row["name"], row["size"]), (row["forward"], row["inverse"])
                found[key] = tuple(map(min, times, found.get(key, times)))
    return found


def table(found: dict) -> str:
    sizes = sorted({size for _, size in found})
    lines = ["| µs forward, inverse | " + " | ".join(map(str, sizes)) + " |", "| --- |" + " ---: |" * len(sizes)]
    for name in NAMES:
        lines.append(f"| {name} | " + " | ".join("{:.2f}, {:.2f}".format(*found[name, size]) for size in sizes) + " |")
    for name in NAMES[1:]:
        ratios = [sum(found["soundscape", size]) / sum(found[name, size]) for size in sizes]
        lines.append(f"| ours ÷ {name} | " + " | ".join(f"{ratio:.2f}" for ratio in ratios) + " |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    if not OURS.exists():
        sys.exit(f"error: {OURS} is not there; build it with: make build-benchmarks")
    build()
    version = subprocess.run([OTHERS, "--version"], check=True, capture_output=True, text=True).stdout.strip()
    print(f"{version}; single precision, real samples\n\n{table(least(arguments.rounds))}")


if __name__ == "__main__":
    main()
