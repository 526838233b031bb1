"""The console script `soundscape`: the program that the wheel brings, in place of this process.

What only Python does (`export --as parquet`) is done here.
"""

from __future__ import annotations

import os
import pathlib
import sys

from ._export import export, is_ours

__all__ = ["main", "program_path"]


def program_path() -> pathlib.Path:
    """Where the executable is: `SOUNDSCAPE_PROGRAM` in the environment, or else beside this package."""
    named = os.environ.get("SOUNDSCAPE_PROGRAM")
    return pathlib.Path(named) if named else pathlib.Path(__file__).parent / "bin" / "soundscape"


def main() -> None:
    """Runs the program with the arguments of this process, and does not return."""
    if is_ours(sys.argv[1:]):
        sys.exit(export(sys.argv[2:]))
    program = program_path()
    try:
        os.execv(program, ["soundscape", *sys.argv[1:]])
    except OSError as error:
        sys.exit(f"error: {program}: cannot be run: {error.strerror}")
