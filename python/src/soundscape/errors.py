"""The exceptions of this package, one class for each kind of error of the engine.

All of them have four attributes, and keep them when they are pickled, as they are on their way out of a worker process:

what    what is wrong, in one line
where   the place: file, line and column of a recipe, a path, an event; empty where there is none
index   the mixture that failed, or None
advice  what can be done about it, by its name in the library; empty where nothing is known
"""

from __future__ import annotations

from typing import Any

__all__ = [
    "AnnotationError",
    "ArgumentError",
    "Cancelled",
    "DrawError",
    "OutputError",
    "ProcessingError",
    "RecipeError",
    "SoundbankError",
    "SoundscapeError",
    "SoundscapeWarning",
    "SourceError",
    "WarningError",
]


class SoundscapeError(Exception):
    """The base of all errors of this package."""

    def __init__(self, what: str = "", where: str = "", index: int | None = None, advice: str = "") -> None:
        # Not by super().__init__: OSError would take two arguments for an errno and a text.
        self.args = (what, where, index, advice)
        self.what = what
        self.where = where
        self.index = index
        self.advice = advice

    def __str__(self) -> str:
        place = [] if self.index is None else [f"mixture {self.index}"]
        return ": ".join([*place, *([self.where] if self.where else []), self.what])

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.what, self.where, self.index, self.advice), self.__dict__


class ArgumentError(SoundscapeError, ValueError):
    """An argument that is impossible: a wrong shape, a number out of range."""


class RecipeError(SoundscapeError, ValueError):
    """A recipe that says something impossible or misspelt."""


class SoundbankError(SoundscapeError):
    """A folder of sounds that is missing, empty, or lacks what the recipe names."""


class SourceError(SoundscapeError):
    """A sound file that is missing, damaged, or not audio."""


class DrawError(SoundscapeError):
    """A value that could not be drawn."""


class ProcessingError(SoundscapeError):
    """An audio library that refused its work."""


class OutputError(SoundscapeError, OSError):
    """A file or folder that cannot be written."""


class AnnotationError(SoundscapeError):
    """An annotation or a manifest that cannot be read."""


class WarningError(SoundscapeError):
    """A warning, in a run that counts warnings as failures."""


class Cancelled(SoundscapeError):
    """The work was asked to stop."""


class SoundscapeWarning(UserWarning):
    """What `warnings.warn` is called with: sounds that are skipped, mixtures of a run that failed."""
