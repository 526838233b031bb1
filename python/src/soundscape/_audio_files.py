"""Reads a sound file: by soundfile where it is installed, else plain WAV by our own code."""

from __future__ import annotations

import os
import pathlib
from typing import Union

import numpy as np

from . import _wav
from ._archives import open_file
from ._arrays import FloatArray
from .errors import SourceError

__all__ = ["read_audio"]


def read_audio(path: Union[str, "os.PathLike[str]"]) -> tuple[FloatArray, int]:
    """Audio (channels, frames), float32, and its sample rate, Hz.

    Raises SourceError where it is missing, damaged, or not WAV and soundfile is not installed.
    """
    try:
        import soundfile  # type: ignore[import-untyped, import-not-found, unused-ignore]
    except (ImportError, OSError):  # OSError: it is installed, its library is not
        try:
            return _wav.read(path)
        except OSError as error:
            raise SourceError(error.strerror or str(error), os.fspath(path)) from error
    try:
        with open_file(pathlib.Path(path)) as file:
            samples, rate = soundfile.read(file, dtype="float32", always_2d=True)
    except (OSError, soundfile.SoundFileError) as error:
        raise SourceError(str(error), os.fspath(path)) from error
    return np.ascontiguousarray(samples.T), int(rate)
