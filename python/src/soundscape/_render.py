"""Renders a drawn mixture into arrays."""

from __future__ import annotations

import ctypes
from typing import Any

from ._arrays import FloatArray, target_struct
from ._handle import MixtureHandle, Shape
from ._targets import Targets
from .errors import ArgumentError

__all__ = ["render"]


def render(
    handle: MixtureHandle,
    shape: Shape,
    mix: FloatArray | None,
    rows: FloatArray | None,
    targets: Targets | None,
    described: dict[str, Any] | None = None,
) -> None:
    """Renders into mix (C, F) and rows (S, C, F), all of which is overwritten; either may be None.

    shape      the lengths of the mixture
    targets    which row each event is added to; None puts event i into row i
    described  what the engine says of the mixture, where the caller has it already
    """
    if rows is not None and rows.shape[0] == 0 and targets is not None:
        rows = None
    row_of_event = None
    numbers: Any = None
    if rows is not None and targets is not None:
        events = (described or handle.described())["events"]
        numbers = (ctypes.c_int32 * len(events))(*targets.rows_of(events))
        row_of_event = ctypes.addressof(numbers)
    elif rows is not None:
        count = handle.shape().events
        if count > rows.shape[0]:
            raise ArgumentError(f"{count} events for {rows.shape[0]} rows", "stems", handle.index)
    # `numbers` must live until the engine returns: its address alone does not keep it.
    handle.render(target_struct(shape.channels, shape.frames, mix, rows, row_of_event))
    del numbers
