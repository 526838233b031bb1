"""The sounds of a pair of folders, listed once for the whole process, and again when the folders change.

Code that mixes on the fly makes a new Scaper for every mixture, always with the same folders. Listing them means reading
the header of every sound, which takes longer than the mixture.
"""

from __future__ import annotations

import os
import threading
import time
import weakref
from collections import OrderedDict
from typing import Any

from .._library import checked, encoded, library
from ..errors import SoundscapeError

# Pairs of folders that are kept; the one that was used longest ago goes first.
_MOST_KEPT = 64

# File systems keep times by ticks: what changes again within this time may keep its time.
_TICK_NANOSECONDS = 50_000_000

_State = tuple[tuple[str, int], ...]


class Bank:
    """The engine's list of the sounds in two folders of label folders."""

    def __init__(self, foreground: str, background: str) -> None:
        self._state = (_state(foreground), _state(background))
        self._opened = time.time_ns() - _TICK_NANOSECONDS
        self._is_settled = all(changed < self._opened for _, changed in self._state[0] + self._state[1])
        self._changes: dict[str, int] = {}
        self.labels = {"foreground": _labels(foreground), "background": _labels(background)}
        self.handle: Any = checked(library().ss_bank_open, encoded(foreground), encoded(background))
        weakref.finalize(self, library().ss_bank_close, self.handle)

    def is_current(self, foreground: str, background: str) -> bool:
        """Whether labels and files are still the same, as far as the folders' times say."""
        return self._is_settled and self._state == (_state(foreground), _state(background))

    def is_older_than(self, paths: list[str]) -> bool:
        """Whether one of these files was written since the bank was opened, and since this was last asked.

        Writing into a file does not change its folder's time.
        """
        is_older = False
        for path in paths:
            try:
                written = os.stat(path).st_mtime_ns
            except OSError:
                continue
            if written >= self._opened and self._changes.get(path) != written:
                self._changes[path] = written
                is_older = True
        return is_older

    def inherit(self, other: Bank) -> None:
        """Takes over which files are known to have changed, so that a time in the future counts once."""
        self._changes = other._changes


def _state(folder: str) -> _State:
    """The label folders and when something was added to them or removed, and the same of the folder itself."""
    found = [("", _changed(folder))]
    with os.scandir(folder) as entries:
        found += [
            (entry.name, _changed(entry.path)) for entry in entries if not entry.name.startswith(".") and entry.is_dir()
        ]
    return tuple(sorted(found))


def _changed(path: str) -> int:
    return os.stat(path).st_mtime_ns


def _labels(folder: str) -> list[str]:
    """The label folders with anything in them. The engine has no label for an empty one; Scaper does."""
    with os.scandir(folder) as entries:
        names = [entry.name for entry in entries if not entry.name.startswith(".") and entry.is_dir()]
    return sorted(
        name for name in names if any(not file.startswith(".") for file in os.listdir(os.path.join(folder, name)))
    )


_banks: OrderedDict[tuple[str, str], Bank] = OrderedDict()
_lock = threading.Lock()


def bank_of(foreground: str, background: str, *, instead_of: Bank | None = None) -> Bank:
    """The bank of two folders: the one that is kept while nothing changes, or a new one.

    instead_of  a bank that is known to be out of date
    """
    key = (os.path.abspath(foreground), os.path.abspath(background))
    with _lock:
        kept = _banks.get(key)
        if kept is None or kept is instead_of or not kept.is_current(*key):
            bank = Bank(*key)
            if kept is not None:
                bank.inherit(kept)
            _banks[key] = kept = bank
            while len(_banks) > _MOST_KEPT:
                _banks.popitem(last=False)
        _banks.move_to_end(key)
        return kept


def bank_for(foreground: str, background: str, files: list[str]) -> Bank | None:
    """The bank of two folders as a store of what is decoded of some files; None where the folders are no bank."""
    try:
        bank = bank_of(foreground, background)
    except (OSError, SoundscapeError):
        return None
    return bank_of(foreground, background, instead_of=bank) if bank.is_older_than(files) else bank


def _renew_lock() -> None:
    # Another thread may have held it when the process forked.
    global _lock
    _lock = threading.Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew_lock)
