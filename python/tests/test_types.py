"""The package and its tests are clean under `mypy --strict`."""

from __future__ import annotations

import os
import pathlib
import subprocess
import sys

PYTHON = pathlib.Path(__file__).resolve().parents[1]


def test_mypy_strict() -> None:
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", os.devnull, str(PYTHON / "src" / "soundscape")]
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=PYTHON)
    assert run.returncode == 0, run.stdout


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
