#!/usr/bin/env python3
"""Times the Fourier transform of real samples beside FFTW's and kissfft's, in turn: microseconds, the least of all rounds.

    make bench-fft                      builds StageBenchmark first
    Benchmarks/versus_fftw.py [--rounds N] [--program FILE]

Needs a C compiler and Debian's libfftw3-dev and libkissfft-dev. FFTW is timed twice: as it is, with whatever special instructions
of the processor Debian built it for (its version names them), and with its plain code for any processor. Both are planned
with FFTW_PATIENT. kissfft is its build for single precision. All run in one thread.
"""

from pathlib import Path

import c_programs

NAMES = ["soundscape", "FFTW", "FFTW, plain", "kissfft"]


def least(rounds: int, ours: Path, others: Path) -> dict:
    """{(name, size): (forward, inverse)} in microseconds; the programs take turns."""
    found: dict = {}
    for _ in range(rounds):
        for command in ([ours, "--fourier"], [others]):
            for row in c_programs.rows(*command):
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
    arguments = c_programs.arguments(__doc__, rounds=5)
    others = c_programs.built("others.c", ["fftw3f", "kissfft-float"], "libfftw3-dev and libkissfft-dev")
    found = least(arguments.rounds, arguments.program, others)
    print(f"{c_programs.version(others)}; single precision, real samples\n\n{table(found)}")


if __name__ == "__main__":
    main()
