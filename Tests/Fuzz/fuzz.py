#!/usr/bin/env python3
"""Tries damaged inputs on the built program: it must not trap, run on, write outside, or say what is not so.

    Tests/Fuzz/fuzz.py .build/release/SoundscapeTool --recipes 500 --jams 500
    FUZZ_SEED=7 Tests/Fuzz/fuzz.py .build/release/SoundscapeTool --only jams:123 --keep
"""

import argparse
import concurrent.futures
import os
import pathlib
import random
import shutil
import sys
import tempfile
import time

import kinds
import material
from harness import Case, Setup, Wrong

USUAL = {"recipes": 500, "jams": 500, "sounds": 500, "manifests": 500, "flips": 100, "streams": 50, "kills": 20,
         "parts": 10, "tars": 10, "full": 20, "sources": 10, "pairs": 10}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tool", help="the program")
    for kind in kinds.ALL:
        parser.add_argument(f"--{kind}", type=int, default=None, help=f"how many (default {USUAL[kind]})")
    parser.add_argument("--only", help="a single case, such as jams:123")
    parser.add_argument("--all", type=int, help="how many of each of recipes, jams, sounds and manifests")
    parser.add_argument("--patience", type=float, default=1, help="times the 10 s that a run may take")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--keep", action="store_true", help="keep the folders of wrong cases")
    options = parser.parse_args()
    seed = os.environ.get("FUZZ_SEED") or str(random.SystemRandom().randrange(2**32))
    print(f"FUZZ_SEED={seed}", flush=True)

    work = tempfile.mkdtemp(prefix="soundscape-fuzz-")
    try:
        setup = Setup(options.tool, work, options.patience)
        (setup.work / "shared").mkdir()
        material.make(setup)
        setup.sounds = source_sounds(setup)
        wrong = run(cases(options), seed, setup, options)
    finally:
        if not options.keep:
            shutil.rmtree(work, ignore_errors=True)
        else:
            print(f"kept in {work}")
    sys.exit(1 if wrong else 0)


def source_sounds(setup):
    """A small file of each format in the soundbank, and those of the cases' own."""
    found = {}
    for path in sorted((setup.project / "soundbank").rglob("*")):
        if path.is_file() and path.suffix in {".wav", ".flac", ".ogg", ".mp3", ".aiff"} and path.stat().st_size < 60_000:
            found.setdefault(path.suffix, []).append(path)
    files = [path for paths in found.values() for path in paths[:4]]
    return files + sorted(setup.bank.rglob("*.wav")) + sorted(setup.datasets[1].rglob("*.flac"))[:4]


def cases(options):
    if options.only:
        kind, number = options.only.split(":")
        return [(kind, int(number))]
    counts = dict(USUAL)
    if options.all is not None:
        counts.update({kind: options.all for kind in ["recipes", "jams", "sounds", "manifests"]})
    for kind in kinds.ALL:
        if getattr(options, kind) is not None:
            counts[kind] = getattr(options, kind)
    return [(kind, number) for kind in kinds.ALL for number in range(counts[kind])]


def run(cases, seed, setup, options):
    wrong, counts, begun = [], {}, time.monotonic()

    def attempt(place):
        case = Case(*place, seed, setup)
        try:
            kinds.ALL[case.kind](case)
            case.check_outside()
        except Wrong as problem:
            return case, str(problem)
        except Exception as problem:
            return case, f"the fuzzer failed: {type(problem).__name__}: {problem}"
        case.remove()
        return case, None

    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for case, problem in pool.map(attempt, cases):
            counts.setdefault(case.kind, [0, 0, 0])
            counts[case.kind][0] += 1
            counts[case.kind][1] += case.runs
            if problem is None:
                continue
            counts[case.kind][2] += 1
            wrong.append(case)
            print(f"WRONG {case.kind}:{case.number}: {problem}\n  {getattr(case, 'command', '')}", flush=True)
            if not options.keep:
                case.remove()
    for kind, (count, runs, failed) in counts.items():
        print(f"{kind}: {count} cases, {runs} runs, {failed} wrong")
    print(f"{time.monotonic() - begun:.0f} s; repeat one with FUZZ_SEED={seed} {pathlib.Path(sys.argv[0]).name} … --only KIND:N")
    return wrong


if __name__ == "__main__":
    main()
