"""Sounds that a specification names by path and that are not where their label's sounds are.

Scaper plays any file that it is given. The engine draws from a soundbank, so these files get one of their own: a
temporary folder of links, named so that they are in the order in which Scaper would sort the paths.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import weakref
from collections import OrderedDict

from ._bank import Bank, bank_of

_MOST_KEPT = 64


class OutsideBank:
    """A bank with the same files under each of some labels, and the path that each file stands for."""

    def __init__(self, labels: tuple[str, ...], paths: tuple[str, ...]) -> None:
        self._folder = tempfile.mkdtemp(prefix="soundscape-")
        weakref.finalize(self, _remove, self._folder, os.getpid())
        names = {path: f"{i:08d}{os.path.splitext(path)[1]}" for i, path in enumerate(sorted(set(paths)))}
        self.names = names
        self.paths = {name: path for path, name in names.items()}
        for label in labels:
            os.makedirs(os.path.join(self._folder, label))
            for path, name in names.items():
                os.symlink(os.path.abspath(path), os.path.join(self._folder, label, name))

    def bank(self) -> Bank:
        """The links, in the place of both foreground and background."""
        return bank_of(self._folder, self._folder)


def _remove(folder: str, process: int) -> None:
    # A forked child must not remove what its parent still uses.
    if os.getpid() == process:
        with contextlib.suppress(OSError):
            shutil.rmtree(folder)


_kept: OrderedDict[tuple[tuple[str, ...], tuple[str, ...]], OutsideBank] = OrderedDict()


def outside_bank(labels: list[str], paths: list[str]) -> OutsideBank:
    """The bank of some files under each of some labels, kept for the next time."""
    key = (tuple(sorted(set(labels))), tuple(sorted(set(paths))))
    if key not in _kept:
        _kept[key] = OutsideBank(*key)
        while len(_kept) > _MOST_KEPT:
            _kept.popitem(last=False)
    return _kept[key]
