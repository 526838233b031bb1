#!/usr/bin/env python3
"""Times convolution beside scipy.signal.oaconvolve and FFTW, in turn: milliseconds of one processor, the least of all rounds.

    make bench-convolution              builds StageBenchmark first
    Benchmarks/versus_convolution.py [--rounds N] [--program FILE]

A sound of ten seconds and responses of 0.1, 0.5 and 1.5 s at 48 kHz, in single precision, with one and four channels of output;
the spectra of the responses are part of the time. Needs SciPy, a C compiler and Debian's libfftw3-dev. FFTW is timed twice: as
it is, with whatever special instructions of the processor Debian built it for, and with its plain code for any processor. All run
in one thread, and must find the same output.
"""

import math
import sys
import time
from pathlib import Path

import numpy
import scipy
import scipy.signal

import c_programs

NAMES = ["soundscape", "FFTW", "FFTW, plain", "scipy"]
RATE, SECONDS = 48_000, 10
LENGTHS = [RATE // 10, RATE // 2, RATE * 3 // 2]
RUNS = 6


def numbers(count: int, channel: int) -> numpy.ndarray:
    k = (numpy.arange(count, dtype=numpy.uint64) + channel * 1_000_003) * 2_654_435_761 & 0xFFFFFFFF
    return ((k >> 8 & 0xFFFF) / 32_768 - 1).astype(numpy.float32)


def scipy_rows():
    sound = numbers(SECONDS * RATE, 9)[None]
    for channels in (1, 4):
        for length in LENGTHS:
            fade = (length - numpy.arange(length, dtype=numpy.float32)) / numpy.float32(length)
            response = numpy.stack([numbers(length, c) * fade for c in range(channels)])
            least = math.inf
            for _ in range(RUNS):
                start = time.process_time()
                out = scipy.signal.oaconvolve(sound, response, axes=-1)
                least = min(least, 1e3 * (time.process_time() - start))
            assert out.dtype == numpy.float32
            energy = float((out[-1].astype(float) ** 2).sum())
            yield {"name": "scipy", "length": length, "channels": channels, "milliseconds": least, "energy": energy}


def least(rounds: int, ours: Path, others: Path) -> dict:
    """{(name, channels, length): milliseconds}; the programs take turns."""
    found, energies = {}, {}
    for _ in range(rounds):
        rows = list(scipy_rows())
        rows += [*c_programs.rows(ours, "--convolution"), *c_programs.rows(others)]
        for row in rows:
            case = row["channels"], row["length"]
            expected = energies.setdefault(case, row["energy"])
            if not math.isclose(row["energy"], expected, rel_tol=1e-5):
                sys.exit(f"error: {row['name']} finds another output than scipy for {case}: {row['energy']}, not {expected}")
            key = row["name"], *case
            found[key] = min(row["milliseconds"], found.get(key, math.inf))
    return found


def table(found: dict) -> str:
    cases = [(channels, length) for channels in (1, 4) for length in LENGTHS]
    titles = [f"{length / RATE} s, {channels} channel{'s' * (channels > 1)}" for channels, length in cases]
    lines = ["| ms | " + " | ".join(titles) + " |", "| --- |" + " ---: |" * len(cases)]
    for name in NAMES:
        lines.append(f"| {name} | " + " | ".join(f"{found[name, *case]:.1f}" for case in cases) + " |")
    for name in NAMES[1:3]:
        ratios = [found["soundscape", *case] / found[name, *case] for case in cases]
        lines.append(f"| ours ÷ {name} | " + " | ".join(f"{ratio:.2f}" for ratio in ratios) + " |")
    ratios = [found["scipy", *case] / found["soundscape", *case] for case in cases]
    lines.append("| times as fast as scipy | " + " | ".join(f"{ratio:.1f}" for ratio in ratios) + " |")
    return "\n".join(lines)


def main() -> None:
    arguments = c_programs.arguments(__doc__, rounds=3)
    others = c_programs.built("convolution.c", ["fftw3f"], "libfftw3-dev")
    found = least(arguments.rounds, arguments.program, others)
    print(f"{c_programs.version(others)}, SciPy {scipy.__version__}; single precision\n\n{table(found)}")


if __name__ == "__main__":
    main()
