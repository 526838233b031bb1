"""The package and its tests are clean under `mypy --strict`."""

from __future__ import annotations

import os
import pathlib
import subprocess
import sys

PYTHON = pathlib.Path(__file__).resolve().parents[1]


def problems(*options: str) -> str:
    """What mypy says of the package."""
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", os.devnull, *options, str(PYTHON / "src" / "soundscape")]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=PYTHON).stdout


def test_mypy_strict() -> None:
    """Without the modules that need torch; full/test_types_with_torch.py checks them too."""
    found = problems("--exclude", r"/(torch|_samples|_prompted)\.py$", "--follow-imports=silent")
    assert "Success" in found, found


def test_no_module_needs_more_than_numpy() -> None:
    """`import soundscape` works without torch, soundfile, pandas, jams or tqdm."""
    code = (
        "import sys\n"
        "for name in ('torch', 'soundfile', 'pandas', 'jams', 'tqdm', 'lhotse', 'webdataset'):\n"
        "    sys.modules[name] = None\n"
        "import soundscape\n"
        "soundscape.Dataset(text=sys.argv[1])[0].audio.sum()"
    )
    from conftest import FOUR_STEMS, run_python

    run = run_python(code, FOUR_STEMS)
    assert run.returncode == 0, run.stderr
