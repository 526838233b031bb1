"""A soundbank of two tones."""

from __future__ import annotations

import pathlib
import wave

import pytest

from .tones import RATE, source


@pytest.fixture
def bank(tmp_path: pathlib.Path) -> pathlib.Path:
    """A folder with a soundbank of two tones, of 0.1 s."""
    for name, pitch in (("a", 0.2), ("b", 0.5)):
        path = tmp_path / "bank" / "tone" / f"{name}.wav"
        path.parent.mkdir(parents=True, exist_ok=True)
        with wave.open(str(path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(source(pitch).astype("<i2").tobytes())
    return tmp_path
