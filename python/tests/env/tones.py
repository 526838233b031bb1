"""A recipe with slots, over a soundbank of two tones, and environments of it."""

from __future__ import annotations

import pathlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

from soundscape import env

RATE = 16000
STEP = 1600

RECIPE = """
duration: 3
channels: 2
sample_rate: 16000
soundbank: {foreground: bank}
render: {level: gain}
fade_in: 0
fade_out: 0
events:
  - {label: tone, source_file: "{}.wav", snr: {}, event_time: {}, event_duration: 0.05}
"""
SPACE = [("choose", ["a", "b"]), ("lin", -20, 0), ("lin", 0, 0.05)]
TARGET = 0.5 * np.sin(np.arange(4 * STEP) * 0.1)


def source(pitch: float) -> NDArray[np.float64]:
    """The samples of a file, as whole numbers."""
    return np.asarray(np.round(16384 * np.sin(pitch * np.arange(STEP))))


def make(bank: pathlib.Path, recipe: Any = RECIPE, target: Any = TARGET, **options: Any) -> Any:
    """An environment of four steps of 0.1 s."""
    arguments = {"total_step": 4, "step_len": 0.1, "action_space": SPACE, "folder": bank, **options}
    return env.make(recipe, target, **arguments)
