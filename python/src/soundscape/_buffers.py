"""Memory for batches, used again once nobody refers to it.

A new block of 90 MB costs the kernel a page fault for each 4 kB that is written, a tenth of the time that rendering
takes. A block comes back here when the last array, view or tensor over it is gone, so nothing that is still in use is
ever overwritten.
"""

from __future__ import annotations

import math
from collections import deque
from typing import Any

import numpy as np

from ._arrays import FloatArray

__all__ = ["BufferPool"]


class BufferPool:
    """Blocks for arrays of about one size, of which it keeps `kept` at most while they are free."""

    def __init__(self, kept: int) -> None:
        # A deque drops the oldest by itself, and its append and pop are atomic: leases end in any thread.
        self._free: deque[FloatArray] = deque(maxlen=kept)

    def array(self, shape: tuple[int, ...]) -> FloatArray:
        """An array whose content is undefined."""
        size = math.prod(shape)
        try:
            block = self._free.popleft()
        except IndexError:
            block = np.empty(size, np.float32)
        if block.size < size:  # more rows than before
            block = np.empty(size, np.float32)
        return np.asarray(_Lease(block, self._free))[:size].reshape(shape)


class _Lease:
    """Lends a block out: arrays over it keep this object, and when the last one is gone the block is free again."""

    __slots__ = ("__array_interface__", "_block", "_free")

    def __init__(self, block: FloatArray, free: deque[FloatArray]) -> None:
        self._block = block
        self._free = free
        self.__array_interface__: dict[str, Any] = block.__array_interface__

    def __del__(self) -> None:
        self._free.append(self._block)
