"""Training data for audio machine learning: mixtures drawn from a recipe, with stems that add up to the last bit.

    import soundscape

    dataset = soundscape.Dataset("recipe.yaml", seed=0)
    mixture = dataset[41]
    mixture.audio             # (channels, frames), float32
    mixture.stems["vocals"]   # the same shape

`soundscape.torch` feeds PyTorch; `soundscape.scaper` has Scaper's surface; `soundscape.env` is an environment for
reinforcement learning.
"""

from __future__ import annotations

from typing import Any

from ._events import Event, Notice, Source
from ._examples import example, examples
from ._memory import keep_freed_memory
from .dataset import Dataset
from .disk import MixtureOnDisk, Stored, read
from .errors import (
    AnnotationError,
    ArgumentError,
    Cancelled,
    DrawError,
    OutputError,
    ProcessingError,
    RecipeError,
    SoundbankError,
    SoundscapeError,
    SoundscapeWarning,
    SourceError,
    WarningError,
)
from .jobs import check, from_jams, merge, recreate, stats, trim, verify
from .mixture import Mixture
from .results import Checked, Made, Merged, Statistics, Verified
from .stream import Batch, Stream

__all__ = [
    "AnnotationError",
    "ArgumentError",
    "Batch",
    "Cancelled",
    "Checked",
    "Dataset",
    "DrawError",
    "Event",
    "Made",
    "Merged",
    "Mixture",
    "MixtureOnDisk",
    "Notice",
    "OutputError",
    "ProcessingError",
    "RecipeError",
    "SoundbankError",
    "SoundscapeError",
    "SoundscapeWarning",
    "Source",
    "SourceError",
    "Statistics",
    "Stored",
    "Stream",
    "Verified",
    "WarningError",
    "check",
    "example",
    "examples",
    "from_jams",
    "keep_freed_memory",
    "merge",
    "read",
    "recreate",
    "stats",
    "trim",
    "verify",
]

__version__: str


def __getattr__(name: str) -> Any:
    if name == "__version__":  # the engine's, so that there is one place for it
        from ._library import library

        return library().ss_version().decode()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
