"""Programs in C that ours are timed beside, and what the benchmarks with them have in common."""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent


def arguments(description: str, rounds: int) -> argparse.Namespace:
    """`rounds`, and `program`, our own, which is there."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=rounds)
    parser.add_argument("--program", type=Path, default=CHECKOUT / ".build/release/StageBenchmark")
    found = parser.parse_args()
    if not found.program.exists():
        sys.exit(f"error: {found.program} is not there; build it with: make build-benchmarks")
    return found


def built(source: str, libraries: list[str], packages: str) -> Path:
    """The program of a file in Benchmarks/fourier; `packages` are those of Debian that it needs."""
    program = CHECKOUT / ".build/bench" / Path(source).stem
    program.parent.mkdir(parents=True, exist_ok=True)
    made = subprocess.run(
        ["cc", "-std=c11", "-O3", "-Wall", "-Wextra", CHECKOUT / "Benchmarks/fourier" / source, "-o", program]
        + [f"-l{library}" for library in libraries], capture_output=True, text=True, check=False)
    if made.returncode:
        sys.exit(f"error: {source} cannot be built; it needs Debian's {packages}\n{made.stderr}")
    return program


def version(program: Path) -> str:
    return subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout.strip()


def rows(*command: str | Path) -> Iterator[dict]:
    """What a program prints: an object of JSON on each line."""
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    return map(json.loads, lines)
