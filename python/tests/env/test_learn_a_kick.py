"""The example learns: what it ends with is much nearer to the target than what it begins with."""

from __future__ import annotations

import pathlib
import re
import subprocess
import sys

EXAMPLE = pathlib.Path(__file__).parents[3] / "examples" / "python" / "learn_a_kick.py"


def test_it_learns(tmp_path: pathlib.Path) -> None:
    ran = subprocess.run(
        [sys.executable, EXAMPLE, tmp_path], capture_output=True, text=True, timeout=120, check=False
    )
    assert ran.returncode == 0, ran.stderr
    before, after = (float(value) for value in re.findall(r"^(?:before|after): (\S+)$", ran.stdout, re.MULTILINE))
    # Rewards are negative mean squares. The best of one round of chance comes to about half.
    assert before < 0 and after > before / 5
    assert (tmp_path / "learned.wav").stat().st_size > 20_000
