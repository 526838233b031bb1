"""Sound files of a soundscape, as Scaper names and writes them."""

from __future__ import annotations

import os
from typing import Any

import soundfile  # type: ignore[import-untyped, import-not-found, unused-ignore]

# 32-bit integers.
_SUBTYPE = "PCM_32"


def write_mixture(path: str, audio: Any, rate: int) -> None:
    """Writes a mixture of (frames, channels)."""
    soundfile.write(path, audio, rate, subtype=_SUBTYPE)


def write_events(
    audio_path: str, folder: str | None, observations: list[Any], events: list[Any], rate: int
) -> list[str]:
    """Writes each event into `<audio_path without extension>_events`, or the folder that is given.

    Returns the paths: `<role><number among its role>_<label>` and the mixture's extension.
    """
    base, extension = os.path.splitext(audio_path)
    if folder is None:
        folder = f"{base}_events"
    os.makedirs(folder, exist_ok=True)
    counts = {"background": 0, "foreground": 0}
    paths = []
    for observation, audio in zip(observations, events, strict=True):
        role, label = observation.value["role"], observation.value["label"]
        path = os.path.join(folder, f"{role}{counts[role]}_{label}{extension}")
        counts[role] += 1
        soundfile.write(path, audio, rate, subtype=_SUBTYPE)
        paths.append(path)
    return paths
