"""What the tests share: the repository's recipes and sounds, and temporary data sets made from them."""

from __future__ import annotations

import hashlib
import pathlib
import subprocess
import sys

import numpy as np
import pytest

import soundscape

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
EXAMPLES = REPOSITORY / "examples"

# Four stems, not shifted or stretched, so that a mixture takes milliseconds.
FOUR_STEMS = f"""
duration: 1
soundbank: {{foreground: {REPOSITORY}/soundbank/music/foreground}}
ref_db: -20
events:
  - {{label: vocals, source_time: [uniform, 0, end], snr: [uniform, -5, 5]}}
  - {{label: drums, source_time: [uniform, 0, end], snr: [uniform, -5, 5]}}
  - {{label: bass, source_time: [uniform, 0, end], snr: [uniform, -5, 5]}}
  - {{label: other, source_time: [uniform, 0, end], snr: [uniform, -5, 5]}}
"""

# A background and one to five events, so that mixtures differ in their number of stems.
EVENTS = f"""
duration: 2
soundbank:
  foreground: {REPOSITORY}/soundbank/events/foreground
  background: {REPOSITORY}/soundbank/events/background
ref_db: -40
background:
  - source_time: [uniform, 0, end]
events:
  - name: event
    count: [uniform, 1, 5]
    event_time: [uniform, 0, 2]
    event_duration: [uniform, 0.2, 1]
    snr: [uniform, 6, 20]
"""

TARGETS = ["vocals", "drums", "bass", "other"]


def digest(*arrays: object) -> str:
    """The SHA-256 of the samples of arrays or tensors, with their shapes."""
    total = hashlib.sha256()
    for array in arrays:
        samples = np.ascontiguousarray(np.asarray(array))
        total.update(repr((samples.shape, str(samples.dtype))).encode())
        total.update(samples.tobytes())
    return total.hexdigest()


def run_python(code: str, *arguments: str, timeout: float = 120) -> subprocess.CompletedProcess[str]:
    """Runs code in a Python of its own."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, timeout=timeout, check=False
    )


@pytest.fixture(scope="session")
def four() -> soundscape.Dataset:
    return soundscape.Dataset(text=FOUR_STEMS, seed=3)


@pytest.fixture(scope="session")
def events() -> soundscape.Dataset:
    return soundscape.Dataset(text=EVENTS, seed=3)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """A folder of six mixtures with events, made once."""
    folder = tmp_path_factory.mktemp("made") / "data"
    soundscape.Dataset(text=EVENTS, seed=3).generate(folder, 6, progress=False, sync=False)
    return folder


@pytest.fixture
def broken(tmp_path: pathlib.Path) -> soundscape.Dataset:
    """A data set whose sounds are gone: every mixture can be drawn and none rendered."""
    bank = tmp_path / "bank" / "tone"
    bank.mkdir(parents=True)
    source = sorted((REPOSITORY / "soundbank/events/foreground/knock").glob("*.wav"))[0]
    copy = bank / "tone.wav"
    copy.write_bytes(source.read_bytes())
    dataset = soundscape.Dataset(
        {"duration": 1, "soundbank": {"foreground": str(bank.parent)}, "events": [{"label": "tone"}]}
    )
    copy.unlink()
    return dataset
