"""Scaper's `core` module: the same names, where Scaper's users and tests look for them."""

from __future__ import annotations

from ._again import generate_from_jams
from ._distributions import _get_value_from_dist, _validate_distribution
from ._event_spec import EventSpec
from ._sampling import SUPPORTED_DIST
from ._scaper import Scaper
from ._source_time import _ensure_satisfiable_source_time_tuple
from ._trimming import trim
from ._validation import (
    _validate_duration,
    _validate_event,
    _validate_label,
    _validate_pitch_shift,
    _validate_snr,
    _validate_source_file,
    _validate_time,
    _validate_time_stretch,
)
from .audio import get_integrated_lufs, peak_normalize
from .scaper_exceptions import ScaperError
from .scaper_warnings import ScaperWarning
from .util import is_real_array, is_real_number, max_polyphony, polyphony_gini
from .version import version as scaper_version

__all__ = [
    "SUPPORTED_DIST",
    "EventSpec",
    "Scaper",
    "ScaperError",
    "ScaperWarning",
    "_ensure_satisfiable_source_time_tuple",
    "_get_value_from_dist",
    "_validate_distribution",
    "_validate_duration",
    "_validate_event",
    "_validate_label",
    "_validate_pitch_shift",
    "_validate_snr",
    "_validate_source_file",
    "_validate_time",
    "_validate_time_stretch",
    "generate_from_jams",
    "get_integrated_lufs",
    "is_real_array",
    "is_real_number",
    "max_polyphony",
    "peak_normalize",
    "polyphony_gini",
    "scaper_version",
    "trim",
]
