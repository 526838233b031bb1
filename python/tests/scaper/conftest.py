"""What the tests share: the real Scaper's results, recorded or made now, and the conformance corpus."""

from __future__ import annotations

import json
import pathlib
import subprocess
import sys
import warnings
from collections.abc import Iterator

import pytest

HERE = pathlib.Path(__file__).resolve().parent
# The real Scaper's Python runs the programs as scripts, which import each other by their names alone.
sys.path.insert(0, str(HERE))

import reference as script  # noqa: E402
from scaper_support import Cases, Reference, scaper_python  # noqa: E402

# Of the random specifications, where the real Scaper is at hand.
RANDOM_NOW = 150


@pytest.fixture(scope="session")
def reference() -> Reference:
    """What the real Scaper makes of the programs: now, where SCAPER_PYTHON is set, or else as it was recorded."""
    python = scaper_python()
    if python is None:
        return dict(json.loads((HERE / "recorded.json").read_text()))
    command = [python, str(HERE / "reference.py"), "--random", str(RANDOM_NOW)]
    return dict(json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout))


@pytest.fixture(autouse=True)
def _in_the_corpus(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Paths are relative to the corpus, whose folders are read by both programs."""
    monkeypatch.chdir(script.FIXTURES)
    with warnings.catch_warnings():
        # jams calls jsonschema in a way that will be removed.
        warnings.filterwarnings("ignore", category=DeprecationWarning)
        yield


@pytest.fixture(scope="session")
def cases() -> Cases:
    """The corpus: each case with what the real Scaper made of it."""
    lines = [(script.FIXTURES / name).read_text().splitlines() for name in ("cases.jsonl", "expected.jsonl")]
    return [(json.loads(case), json.loads(expected)) for case, expected in zip(*lines, strict=True)]
