"""How long the tutorial's mixtures take: soundscape.scaper beside the real Scaper, in turns, in one run.

    SCAPER_PYTHON=… python tests/scaper/timing.py [--count 20]

Four stems of 5 s at 44.1 kHz, mono, in a new object for each mixture. Processor seconds count, since the machine may be
busy with other things; the best of three rounds is told.
"""

from __future__ import annotations

import argparse
import json
import os
import pathlib
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from typing import Any

HERE = pathlib.Path(__file__).resolve().parent
ROUNDS = 3


def mixtures(scaper: Any) -> dict[str, Callable[[int], Any]]:
    import tutorial

    still, moved = tutorial.template(**tutorial.STILL), tutorial.template()
    quiet = {"disable_instantiation_warnings": True}
    return {
        "drawn only": lambda i: tutorial.incoherent(scaper, moved, i, no_audio=True, **quiet),
        "not moved": lambda i: tutorial.incoherent(scaper, still, i, **quiet),
        "shifted and stretched": lambda i: tutorial.incoherent(scaper, moved, i, **quiet),
        "the same, quick": lambda i: tutorial.incoherent(scaper, moved, i, quick_pitch_time=True, **quiet),
    }


def measured(scaper: Any, count: int) -> dict[str, float]:
    """Processor milliseconds of a mixture, by kind."""
    from reference import FIXTURES

    os.chdir(FIXTURES)
    found = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, make in mixtures(scaper).items():
            make(0)
            started = time.process_time()
            for i in range(count):
                make(i)
            found[name] = 1000 * (time.process_time() - started) / count
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--alone", action="store_true", help="measure the real Scaper and print JSON")
    options = parser.parse_args()
    if options.alone:
        import scaper

        return print(json.dumps(measured(scaper, options.count)))
    command = [os.environ["SCAPER_PYTHON"], __file__, "--alone", "--count", str(options.count)]
    import soundscape.scaper

    ours: list[dict[str, float]] = []
    theirs: list[dict[str, float]] = []
    for _ in range(ROUNDS):
        ours.append(measured(soundscape.scaper, options.count))
        theirs.append(json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout))
    print(f"{'ms of processor time a mixture':32}{'soundscape':>12}{'Scaper':>12}{'ratio':>8}")
    for name in ours[0]:
        mine, other = (min(row[name] for row in rows) for rows in (ours, theirs))
        print(f"{name:32}{mine:12.2f}{other:12.2f}{other / mine:8.1f}")


if __name__ == "__main__":
    sys.path.insert(0, str(HERE))
    main()
