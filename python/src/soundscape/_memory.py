"""What the C library does with memory that is freed."""

from __future__ import annotations

import ctypes

__all__ = ["keep_freed_memory"]

# The numbers of mallopt's parameters in glibc.
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3


def keep_freed_memory() -> bool:
    """Lets the C library keep what is freed for the next mixture, in place of handing it back to the system.

    The buffers of a mixture are larger than what glibc keeps by itself. To get them from the system each time, cleared
    page by page, takes up to half as long again as rendering. This concerns the whole process: it may hold up to 128 MB
    more than it uses, for each arena of the allocator. The program `soundscape` does the same.

    Streams call it unless they are told not to (`keep_memory=False`), and so do the worker processes of a DataLoader.
    In a program that renders by `dataset[i]` or `render_into` in a loop, call it once.

    Returns whether it did: not where the C library is another one.
    """
    system = ctypes.CDLL(None)
    if not hasattr(system, "mallopt"):
        return False
    # The largest that glibc takes; a block above the first is always mapped by itself.
    return bool(system.mallopt(M_MMAP_THRESHOLD, 32 << 20)) and bool(system.mallopt(M_TRIM_THRESHOLD, 128 << 20))
