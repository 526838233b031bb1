#!/usr/bin/env python3
"""Counts the instructions of fixed work for each stage of the engine, and compares them with Benchmarks/budget.json.

    make budget            fails and names each stage that costs more than the budget allows
    make budget-update     records what the stages cost now

Time differs from run to run, instructions under `valgrind --tool=callgrind` hardly do: 0.1 % at most here. Two numbers
are kept for each stage:

  own   what this program and the Swift runtime execute. It depends on the compiler and on nothing else of the machine.
  all   the same with the libraries (Rubber Band, libsndfile, the C library, …). It is compared only where the libraries
        are those that the budget was recorded with: it shows a library that is called more often than before.

A budget of another compiler or processor architecture says nothing; then the stages must be recorded again.
"""

import argparse
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
BENCHMARK = CHECKOUT / ".build/release/StageBenchmark"
BUDGET = CHECKOUT / "Benchmarks/budget.json"
# A stage whose count differs by more than this has changed.
TOLERANCE_PERCENT = 3.0
COUNTED_FUNCTION = "*countedWork*"
OWN_OBJECTS = ("StageBenchmark", "libswift", "lib_Foundation", "libFoundation", "libdispatch", "libBlocksRuntime")


def count(program: Path, stage: str, folder: str) -> dict[str, int]:
    """The instructions of a stage's fixed work."""
    out = f"{folder}/{stage}"
    # Without it every process has its own order of dictionaries.
    environment = {**os.environ, "SWIFT_DETERMINISTIC_HASHING": "1"}
    run = subprocess.run(
        ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", f"--toggle-collect={COUNTED_FUNCTION}",
         program, "--stage", stage],
        cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False)
    if run.returncode:
        sys.exit(f"error: {stage}: {run.stderr.strip()}")
    objects = costs(Path(out).read_text(errors="replace"))
    if not objects:
        sys.exit(f"error: {stage}: no function {COUNTED_FUNCTION} was counted")
    own = sum(cost for name, cost in objects.items() if name.startswith(OWN_OBJECTS))
    return {"own": own, "all": sum(objects.values())}


def costs(text: str) -> Counter:
    """Instructions by the shared object that executed them, of a callgrind file."""
    names: dict[str, str] = {}
    objects: Counter = Counter()
    current, is_call = "", False
    for line in text.splitlines():
        if line.startswith("ob="):
            number, name = re.fullmatch(r"ob=(\(\d+\))\s*(.*)", line).groups()
            current = names.setdefault(number, Path(name).name)
        elif line.startswith("cob="):
            # Names are written out once, wherever they come first.
            number, name = re.fullmatch(r"cob=(\(\d+\))\s*(.*)", line).groups()
            names.setdefault(number, Path(name).name)
        elif line.startswith("calls="):
            # The line after it has what the called function cost, which is counted at that function.
            is_call = True
        elif re.match(r"[+*\-\d]\S* \d+$", line):
            if not is_call:
                objects[current] += int(line.split()[1])
            is_call = False
    return objects


def circumstances() -> dict:
    """What the counts depend on."""
    sample = subprocess.run(
        [BENCHMARK, "--workload", "drawing", "--rounds", "1", "--json"],
        cwd=CHECKOUT, capture_output=True, text=True, check=True)
    swift = subprocess.run(["swift", "--version"], capture_output=True, text=True, check=True).stdout
    return {
        "architecture": platform.machine(),
        "swift": re.search(r"Swift version (\S+)", swift)[1],
        "libraries": {**json.loads(sample.stdout)["libraries"], platform.libc_ver()[0]: platform.libc_ver()[1]},
    }


def counted() -> dict[str, dict[str, int]]:
    listed = subprocess.run([BENCHMARK, "--stage", "list"], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    with tempfile.TemporaryDirectory() as folder:
        # valgrind cannot read the compiler's debug information, and the function's name is all that is needed.
        program = Path(folder) / "StageBenchmark"
        subprocess.run(["strip", "--strip-debug", "-o", program, BENCHMARK], check=True)
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            stages = listed.stdout.split()
            return dict(zip(stages, pool.map(lambda stage: count(program, stage, folder), stages)))


def exceeded(budget: dict, now: dict, stages: dict) -> list[str]:
    """The report on the stages; those over their budget begin with `error`."""
    lines = []
    kinds = ["own", "all"] if budget["libraries"] == now["libraries"] else ["own"]
    if len(kinds) == 1:
        print("Other libraries than the budget's: their part is not compared.")
    for stage, counts in stages.items():
        if stage not in budget["stages"]:
            lines.append(f"error: {stage}: has no budget; make budget-update records it")
            continue
        for kind in kinds:
            allowed = budget["stages"][stage][kind]
            change = (counts[kind] / allowed - 1) * 100
            print(f"{stage:11} {kind:4} {counts[kind]:>12,} {change:+6.2f} %")
            if change > TOLERANCE_PERCENT:
                lines.append(f"error: {stage}: {kind} {counts[kind]:,} instructions, {change:.1f} % over the budget of "
                             f"{allowed:,} ({TOLERANCE_PERCENT:g} % are allowed)")
            elif change < -TOLERANCE_PERCENT:
                lines.append(f"{stage}: costs {-change:.1f} % less than its budget; make budget-update keeps it there")
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help="record what the stages cost now")
    arguments = parser.parse_args()
    for program in ("valgrind", "strip"):
        if not shutil.which(program):
            sys.exit(f"error: needs {program} (Debian: apt-get install valgrind binutils)")
    if not BENCHMARK.exists():
        sys.exit(f"error: {BENCHMARK} is not there; build it with: make build-benchmarks")
    now = circumstances()
    if arguments.update:
        BUDGET.write_text(json.dumps({**now, "stages": counted()}, indent=2) + "\n")
        print(f"Recorded in {BUDGET}")
        return
    budget = json.loads(BUDGET.read_text())
    for key in ("architecture", "swift"):
        if budget[key] != now[key]:
            sys.exit(f"error: the budget is of {key} {budget[key]}, this is {now[key]}; make budget-update records it again")
    lines = exceeded(budget, now, counted())
    print("\n".join(lines))
    sys.exit(any(line.startswith("error") for line in lines))


if __name__ == "__main__":
    main()
