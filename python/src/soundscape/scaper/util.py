"""Helpers of Scaper's surface: folders, random states, statistics."""

from __future__ import annotations

import contextlib
import glob
import logging
import numbers
import os
from collections.abc import Iterator
from typing import Any

import numpy as np

from ._numbers import is_real_array, is_real_number
from ._polyphony import max_polyphony, polyphony_gini
from ._sampling import (
    _sample_choose,
    _sample_choose_weighted,
    _sample_const,
    _sample_normal,
    _sample_trunc_norm,
    _sample_uniform,
)
from .scaper_exceptions import ScaperError
from .scaper_warnings import ScaperWarning

__all__ = [
    "ScaperError",
    "ScaperWarning",
    "_check_random_state",
    "_close_temp_files",
    "_get_sorted_files",
    "_populate_label_list",
    "_sample_choose",
    "_sample_choose_weighted",
    "_sample_const",
    "_sample_normal",
    "_sample_trunc_norm",
    "_sample_uniform",
    "_set_temp_logging_level",
    "_validate_folder_path",
    "is_real_array",
    "is_real_number",
    "max_polyphony",
    "polyphony_gini",
]


@contextlib.contextmanager
def _close_temp_files(tmpfiles: list[Any]) -> Iterator[None]:
    """Closes and removes the temporary files that were put into a list meanwhile, also after an error."""
    try:
        yield
    finally:
        for file in tmpfiles:
            with contextlib.suppress(OSError):
                file.close()
            with contextlib.suppress(OSError):
                os.unlink(file.name)


@contextlib.contextmanager
def _set_temp_logging_level(level: str | int) -> Iterator[None]:
    """Sets the root logger's level for a while."""
    root = logging.getLogger()
    before = root.level
    root.setLevel(level)
    try:
        yield
    finally:
        root.setLevel(before)


def _validate_folder_path(folder_path: Any) -> None:
    """Raises ScaperError for what is not a folder."""
    if not os.path.isdir(folder_path):
        raise ScaperError(f'Folder path "{folder_path}" does not point to a valid folder')


def _get_sorted_files(folder_path: str) -> list[str]:
    """The paths of a folder's files, hidden ones left out, in the order of their names."""
    _validate_folder_path(folder_path)
    return sorted(filter(os.path.isfile, glob.glob(os.path.join(folder_path, "*"))))


def _populate_label_list(folder_path: str, label_list: list[str]) -> None:
    """Adds the names of a folder's subfolders to a list, hidden ones left out, and sorts the list."""
    _validate_folder_path(folder_path)
    with os.scandir(folder_path) as entries:
        label_list.extend(entry.name for entry in entries if not entry.name.startswith(".") and entry.is_dir())
    label_list.sort()


def _check_random_state(seed: Any) -> np.random.RandomState:
    """A generator: NumPy's own for None, a new one for a whole number, a RandomState as it is.

    Raises ValueError for anything else.
    """
    if seed is None or seed is np.random:
        # The generator behind np.random.seed() and np.random.uniform(); NumPy has no public name for the object.
        mtrand: Any = np.random.mtrand
        generator: np.random.RandomState = mtrand._rand
        return generator
    if isinstance(seed, (numbers.Integral, np.integer)):
        return np.random.RandomState(int(seed))
    if isinstance(seed, np.random.RandomState):
        return seed
    raise ValueError(f"{seed!r} cannot be used to seed a numpy.random.RandomState instance")
