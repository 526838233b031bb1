"""NumPy's generator, lent to the engine for a while."""

from __future__ import annotations

import ctypes
from typing import Any

import numpy as np

from .._abi import ss_stream
from .scaper_exceptions import ScaperError

_ALGORITHM = "MT19937"


class LentStream:
    """The state of a RandomState, for the engine to draw from. `give_back` moves the RandomState on."""

    def __init__(self, random_state: np.random.RandomState) -> None:
        self._random_state = random_state
        # As a dictionary, since other generators have no tuple.
        state: Any = random_state.get_state(legacy=False)
        if state["bit_generator"] != _ALGORITHM:
            found = state["bit_generator"]
            raise ScaperError(f"a RandomState must be of the {_ALGORITHM} generator (found {found})")
        key, position = state["state"]["key"], state["state"]["pos"]
        self.stream = ss_stream(position=position, has_normal=state["has_gauss"], normal=state["gauss"])
        key = np.ascontiguousarray(key, dtype=np.uint32)
        ctypes.memmove(self.stream.key, key.ctypes.data, ctypes.sizeof(self.stream.key))
        self._before = bytes(self.stream)

    def give_back(self) -> None:
        """Leaves the RandomState where the engine left the stream. Nothing is done where nothing was drawn."""
        if bytes(self.stream) != self._before:
            stream = self.stream
            key = np.array(stream.key, dtype=np.uint32)
            self._random_state.set_state((_ALGORITHM, key, stream.position, stream.has_normal, stream.normal))
