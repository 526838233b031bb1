"""The C interface as ctypes declares it. Generated from soundscape.h by generate_abi.py: do not edit.

Handles (`ss_dataset *` and the like) and texts that the caller must free (`char *`) are plain addresses, c_void_p.
"""

from __future__ import annotations

from ctypes import (
    CDLL,
    POINTER,
    Structure,
    c_char_p,
    c_double,
    c_float,
    c_int32,
    c_int64,
    c_uint32,
    c_void_p,
)
from typing import Any

SS_ABI_VERSION = 1

SS_ARGUMENT = 1
SS_RECIPE = 2
SS_SOUNDBANK = 3
SS_SOURCE = 4
SS_DRAW = 5
SS_PROCESSING = 6
SS_OUTPUT = 7
SS_ANNOTATION = 8
SS_WARNING = 9
SS_CANCELLED = 10


class ss_shape(Structure):
    _fields_ = [
        ("frames", c_int64),
        ("channels", c_int64),
        ("sample_rate", c_int64),
        ("events", c_int64),
    ]


class ss_target(Structure):
    _fields_ = [
        ("channels", c_int64),
        ("frames", c_int64),
        ("mix", c_void_p),
        ("mix_channel_stride", c_int64),
        ("mix_frame_stride", c_int64),
        ("rows", c_void_p),
        ("row_count", c_int64),
        ("row_stride", c_int64),
        ("row_channel_stride", c_int64),
        ("row_frame_stride", c_int64),
        ("row_of_event", c_void_p),
    ]


class ss_stream(Structure):
    _fields_ = [
        ("key", c_uint32 * 624),
        ("position", c_int32),
        ("has_normal", c_int32),
        ("normal", c_double),
    ]


# The result and the arguments of each function.
FUNCTIONS: dict[str, tuple[Any, list[Any]]] = {
    "ss_abi_version": (c_int32, []),
    "ss_version": (c_char_p, []),
    "ss_error_code": (c_int32, [c_void_p]),
    "ss_error_where": (c_char_p, [c_void_p]),
    "ss_error_what": (c_char_p, [c_void_p]),
    "ss_error_advice": (c_char_p, [c_void_p]),
    "ss_error_free": (None, [c_void_p]),
    "ss_text_free": (None, [c_void_p]),
    "ss_dataset_open": (c_void_p, [c_char_p, c_char_p, POINTER(c_char_p), c_int64, c_int64, c_int32, POINTER(c_void_p)]),
    "ss_dataset_open_like": (c_void_p, [c_void_p, c_char_p, c_char_p, POINTER(c_char_p), c_int64, POINTER(c_void_p)]),
    "ss_dataset_close": (None, [c_void_p]),
    "ss_dataset_shape": (None, [c_void_p, POINTER(ss_shape)]),
    "ss_dataset_json": (c_void_p, [c_void_p]),
    "ss_draw": (c_void_p, [c_void_p, POINTER(c_uint32), c_int64, c_int64, POINTER(c_void_p)]),
    "ss_mixture_read": (c_void_p, [c_char_p, c_int64, c_char_p, c_char_p, c_char_p, POINTER(c_char_p), c_int64, c_void_p, POINTER(c_void_p)]),
    "ss_mixture_free": (None, [c_void_p]),
    "ss_mixture_shape": (None, [c_void_p, POINTER(ss_shape)]),
    "ss_mixture_json": (c_void_p, [c_void_p]),
    "ss_render_into": (c_int32, [c_void_p, POINTER(ss_target), POINTER(c_void_p)]),
    "ss_mixture_jams": (c_void_p, [c_void_p, c_int32, POINTER(c_void_p)]),
    "ss_run_create": (c_void_p, []),
    "ss_run_free": (None, [c_void_p]),
    "ss_run_cancel": (None, [c_void_p]),
    "ss_run_progress": (None, [c_void_p, POINTER(c_int64), POINTER(c_int64), POINTER(c_int64), POINTER(c_int64)]),
    "ss_perform": (c_void_p, [c_char_p, c_void_p, c_void_p, POINTER(c_void_p)]),
    "ss_bank_open": (c_void_p, [c_char_p, c_char_p, POINTER(c_void_p)]),
    "ss_bank_close": (None, [c_void_p]),
    "ss_scaper_draw": (c_void_p, [c_void_p, c_char_p, c_char_p, POINTER(ss_stream), POINTER(c_void_p)]),
    "ss_program": (c_int32, []),
    "ss_abi_sizes": (None, [POINTER(c_int64), POINTER(c_int64), POINTER(c_int64)]),
}


def declare(library: CDLL) -> None:
    """Gives every function of the library its types."""
    for name, (result, arguments) in FUNCTIONS.items():
        function = getattr(library, name)
        function.restype = result
        function.argtypes = arguments
