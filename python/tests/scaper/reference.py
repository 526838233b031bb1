"""Runs the tests' programs with the real Scaper and writes what comes of them as JSON.

    SCAPER_PYTHON tests/scaper/reference.py [--random COUNT] > tests/scaper/recorded.json

SCAPER_PYTHON is a Python with scaper 1.6.5 and NumPy before 2; the file that is committed has 25 random specifications of each kind.
"""

from __future__ import annotations

import argparse
import json
import os
import pathlib
import signal
import sys
import warnings

import programs
import tutorial  # noqa: F401  (adds its program)

FIXTURES = pathlib.Path(__file__).resolve().parents[3] / "Tests/SoundscapeTests/Fixtures/conformance"
RECORDED_RANDOM = 25
# Two of Scaper's loops run for ever where a list of labels or sounds is exhausted. Then the soundscape is given up.
PATIENCE_SECONDS = 2


class DoesNotEnd(Exception):
    """Told as the error of a soundscape that Scaper would draw for ever."""


def give_up(*_: object) -> None:
    raise DoesNotEnd


def random_draws(module: object, seed: int, smooth: bool) -> object:
    signal.setitimer(signal.ITIMER_REAL, PATIENCE_SECONDS, PATIENCE_SECONDS)
    try:
        return programs.random_draws(module, seed, smooth)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--random", type=int, default=RECORDED_RANDOM)
    count = parser.parse_args().random
    # The module that is compared with, under the name that its users know.
    import scaper

    os.chdir(FIXTURES)
    signal.signal(signal.SIGALRM, give_up)
    results: dict[str, object] = {"scaper": scaper.__version__, "random": count}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, program in programs.PROGRAMS.items():
            results[name] = program(scaper)
        results["draws"] = [random_draws(scaper, i, False) for i in range(count)]
        results["smooth_draws"] = [random_draws(scaper, i, True) for i in range(count)]
    json.dump(results, sys.stdout, separators=(",", ":"))


if __name__ == "__main__":
    main()
