"""The caller's arrays as the engine takes them: an address and strides counted in samples."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from . import _abi
from .errors import ArgumentError

__all__ = ["FloatArray", "float_array", "target_struct"]

FloatArray = npt.NDArray[np.float32]
SAMPLE_BYTES = 4


def float_array(array: Any, name: str, shape: tuple[int | None, ...]) -> FloatArray:
    """A caller's NumPy array or torch CPU tensor, as a NumPy array over the same memory.

    shape  what it must be; None where any length will do

    Raises ArgumentError where it is not of float32, has another shape, or cannot be written to.
    """
    if hasattr(array, "detach"):  # a torch tensor
        if array.device.type != "cpu":
            raise ArgumentError(f"needs memory of the CPU (found a tensor on {array.device})", name)
        array = array.detach().numpy()
    if not isinstance(array, np.ndarray):
        raise TypeError(f"{name}= is a NumPy array or a torch tensor (found {type(array).__name__})")
    if array.dtype != np.float32 or not array.dtype.isnative:
        raise ArgumentError(f"needs float32 (found {array.dtype})", name)
    if array.ndim != len(shape) or any(want not in (None, have) for want, have in zip(shape, array.shape)):
        wanted = ", ".join("any" if length is None else str(length) for length in shape)
        raise ArgumentError(f"needs the shape ({wanted}) (found {array.shape})", name)
    if not array.flags.writeable:
        raise ArgumentError("cannot be written to", name)
    if not array.flags.aligned or any(stride % SAMPLE_BYTES for stride in array.strides):
        raise ArgumentError("is not aligned to whole samples", name)
    if any(stride == 0 and length > 1 for stride, length in zip(array.strides, array.shape)):
        raise ArgumentError("has samples that share memory", name)
    return array


def target_struct(
    channels: int, frames: int, mix: FloatArray | None, rows: FloatArray | None, row_of_event: int | None
) -> _abi.ss_target:
    """Where the engine writes. mix: (channels, frames); rows: (rows, channels, frames); row_of_event: an address."""
    target = _abi.ss_target(channels, frames)
    if mix is not None and mix.size:
        target.mix = mix.ctypes.data
        target.mix_channel_stride, target.mix_frame_stride = (stride // SAMPLE_BYTES for stride in mix.strides)
    if rows is not None and rows.size:
        target.rows = rows.ctypes.data
        target.row_count = rows.shape[0]
        target.row_stride, target.row_channel_stride, target.row_frame_stride = (
            stride // SAMPLE_BYTES for stride in rows.strides
        )
    target.row_of_event = row_of_event
    return target
