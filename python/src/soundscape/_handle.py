"""Owners of what the engine allocates."""

from __future__ import annotations

import ctypes
import json
import threading
from typing import Any

from . import _abi
from ._library import checked, library, take_text

__all__ = ["DatasetHandle", "MixtureHandle", "Shape"]


class Shape:
    """Lengths of a mixture: channels, frames, sample_rate in Hz, and how many events it has."""

    __slots__ = ("channels", "events", "frames", "sample_rate")

    def __init__(self, struct: _abi.ss_shape) -> None:
        self.channels: int = struct.channels
        self.frames: int = struct.frames
        self.sample_rate: int = struct.sample_rate
        self.events: int = struct.events


class DatasetHandle:
    """An open data set of the engine. Any number of threads may use it.

    A thread that is in a call keeps the handle alive by its reference, so that closing can never free what is in use.
    """

    __slots__ = ("_free", "pointer", "shape")

    def __init__(self, pointer: int) -> None:
        self.pointer = pointer
        self._free = library().ss_dataset_close  # kept, since module globals may be gone when the interpreter ends
        struct = _abi.ss_shape()
        library().ss_dataset_shape(pointer, ctypes.byref(struct))
        self.shape = Shape(struct)

    def __del__(self) -> None:
        self._free(self.pointer)

    def draw(self, index: int) -> MixtureHandle:
        return MixtureHandle(checked(library().ss_draw, self.pointer, None, 0, index, index=index), index)

    def described(self) -> dict[str, Any]:
        result: dict[str, Any] = json.loads(take_text(library().ss_dataset_json(self.pointer)))
        return result


class MixtureHandle:
    """A drawn mixture of the engine.

    The engine lets one thread at a time use it; Python's objects are passed around freely, so each call takes a lock.
    """

    __slots__ = ("_free", "_lock", "index", "pointer")

    def __init__(self, pointer: int, index: int | None) -> None:
        self.pointer = pointer
        self.index = index
        self._free = library().ss_mixture_free
        self._lock = threading.Lock()

    def __del__(self) -> None:
        self._free(self.pointer)

    def shape(self) -> Shape:
        struct = _abi.ss_shape()
        with self._lock:
            library().ss_mixture_shape(self.pointer, ctypes.byref(struct))
        return Shape(struct)

    def described(self) -> dict[str, Any]:
        with self._lock:
            text = take_text(library().ss_mixture_json(self.pointer))
        result: dict[str, Any] = json.loads(text)
        return result

    def jams(self, digests: bool) -> dict[str, Any]:
        with self._lock:
            pointer = checked(library().ss_mixture_jams, self.pointer, int(digests), index=self.index)
        result: dict[str, Any] = json.loads(take_text(pointer))
        return result

    def render(self, target: _abi.ss_target) -> None:
        with self._lock:
            checked(library().ss_render_into, self.pointer, ctypes.byref(target), index=self.index)
