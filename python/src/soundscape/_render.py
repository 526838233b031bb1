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

    shape      the lengths of the mixture; its frames may be more than the mixture's, and the rest becomes silence
    targets    which row each event is added to; None puts event i into row i
    described  what the engine says of the mixture, where the caller has it already
    """
    if rows is not None and rows.shape[0] == 0 and targets is not None:
        rows = None
    lengths = handle.shape()
    if lengths.frames < shape.frames:
        for array in (mix, rows):
            if array is not None:
                array[..., lengths.frames :] = 0
        mix = None if mix is None else mix[..., : lengths.frames]
        rows = None if rows is None else rows[..., : lengths.frames]
    row_of_event = None
    numbers: Any = None
    if rows is not None and targets is not None:
        events = (described or handle.described())["events"]
        numbers = (ctypes.c_int32 * len(events))(*targets.rows_of(events))
        row_of_event = ctypes.addressof(numbers)
    elif rows is not None:
        if lengths.events > rows.shape[0]:
            raise ArgumentError(f"{lengths.events} events for {rows.shape[0]} rows", "stems", handle.index)
    # `numbers` must live until the engine returns: its address alone does not keep it.
    handle.render(target_struct(lengths.channels, lengths.frames, mix, rows, row_of_event))
    del numbers
