"""Checks of an event's fields: what is accepted, and in which words the rest is refused.

The words are Scaper's, as those of distributions are.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ._distributions import _validate_distribution, require
from ._numbers import is_real_array, is_real_number
from .scaper_exceptions import ScaperError
from .scaper_warnings import ScaperWarning

# MARK: Names


def _validate_label(label: Any, allowed_labels: list[str]) -> None:
    """Raises ScaperError for a tuple that can give a label that is not allowed."""
    _validate_distribution(label)
    kind, value = label[0], label[1]
    if kind == "const":
        require(value in allowed_labels, f"Label value must match one of the available labels: {allowed_labels}")
    elif kind in ("choose", "choose_weighted"):
        require(
            set(value) <= set(allowed_labels),
            f"Label list provided must be a subset of the available labels: {allowed_labels}",
        )
    else:
        raise ScaperError('Label must be specified using a "const" or "choose" tuple.')


def _validate_source_file(source_file_tuple: Any, label_tuple: Any) -> None:
    """Raises ScaperError for a tuple with a file that does not exist, or a single file of another label."""
    _validate_distribution(source_file_tuple)
    _validate_distribution(label_tuple)
    kind, value = source_file_tuple[0], source_file_tuple[1]
    if kind == "const":
        require(os.path.isfile(value), f"Source file not found: {value}")
        folder = os.path.basename(os.path.dirname(value))
        require(
            label_tuple[0] == "const" and label_tuple[1] == folder,
            "Source file's parent folder name does not match label.",
        )
    elif kind in ("choose", "choose_weighted"):
        require(
            all(os.path.isfile(path) for path in value),
            "Source file list must either be empty or all paths in the list must point to valid files.",
        )
    else:
        raise ScaperError('Source file must be specified using a "const" or "choose" tuple.')


# MARK: Numbers


@dataclass(frozen=True)
class _Rule:
    """The numbers that a field takes, and the words for those it does not.

    accepts  whether a number is in range; all are, where it is None
    lowest   the words for a `uniform` and a `truncnorm` whose least number is out of range
    negative what a `normal` can give that is out of range, and what it is drawn again for
    """

    const: str
    options: str
    accepts: Callable[[Any], bool] | None = None
    lowest: tuple[str, str] = ("", "")
    negative: str = ""

    def validate(self, spec: Any) -> None:
        _validate_distribution(spec)
        kind = spec[0]
        if kind == "const":
            require(is_real_number(spec[1]) and self._is_in_range(spec[1]), self.const)
        elif kind in ("choose", "choose_weighted"):
            is_list = bool(spec[1]) and is_real_array(spec[1])
            require(is_list and all(self._is_in_range(number) for number in spec[1]), self.options)
        elif kind == "uniform":
            require(self._is_in_range(spec[1]), self.lowest[0])
        elif kind == "truncnorm":
            require(self._is_in_range(spec[3]), self.lowest[1])
        elif kind == "normal" and self.negative:
            warnings.warn(self.negative, ScaperWarning, stacklevel=4)

    def _is_in_range(self, number: Any) -> bool:
        return self.accepts is None or self.accepts(number)


def _is_not_negative(number: Any) -> bool:
    return not number < 0


def _is_positive(number: Any) -> bool:
    return not number <= 0


def _redrawn(field: str, what: str) -> str:
    return (
        f'A "normal" distribution tuple for {field} can result in {what} values, in which case the distribution will be '
        "re-sampled until a positive value is returned: this can result in an infinite loop!"
    )


_TIME = _Rule(
    const="Time must be a real non-negative number.",
    options="Time list must be a non-empty list of non-negative real numbers.",
    accepts=_is_not_negative,
    lowest=(
        'A "uniform" distribution tuple for time must have min_value >= 0',
        'A "truncnorm" distirbution tuple for time must specify a non-negative trunc_min value.',
    ),
    negative=_redrawn("time", "negative"),
)
_DURATION = _Rule(
    const="Duration must be a real number greater than zero.",
    options="Duration list must be a non-empty list of positive real numbers.",
    accepts=_is_positive,
    lowest=(
        'A "uniform" distribution tuple for duration must have min_value > 0',
        'A "truncnorm" distirbution tuple for time must specify a positive trunc_min value.',
    ),
    negative=_redrawn("duration", "non-positives"),
)
_SNR = _Rule(const="SNR must be a real number.", options="SNR list must be a non-empty list of real numbers.")
_PITCH_SHIFT = _Rule(
    const="Pitch shift must be a real number.",
    options="Pitch shift list must be a non-empty list of real numbers.",
)
_TIME_STRETCH = _Rule(
    const="Time stretch must be a real number greater than zero.",
    options="Time stretch list must be a non-empty list of positive real numbers.",
    accepts=_is_positive,
    lowest=(
        'A "uniform" distribution tuple for time stretch must have min_value > 0',
        'A "truncnorm" distirbution tuple for time stretch must specify a positive trunc_min value.',
    ),
    negative=_redrawn("time stretch", "non-positives"),
)


def _validate_time(time_tuple: Any) -> None:
    """Raises ScaperError for a tuple that can give a negative time; warns where it is drawn again then."""
    _TIME.validate(time_tuple)


def _validate_duration(duration_tuple: Any) -> None:
    """Raises ScaperError for a tuple that can give a duration of 0 or less; warns where it is drawn again then."""
    _DURATION.validate(duration_tuple)


def _validate_snr(snr_tuple: Any) -> None:
    """Raises ScaperError for a tuple that can give something other than a real number."""
    _SNR.validate(snr_tuple)


def _validate_pitch_shift(pitch_shift_tuple: Any) -> None:
    """Raises ScaperError for a tuple that can give something other than a real number; None is no shift."""
    if pitch_shift_tuple is not None:
        _PITCH_SHIFT.validate(pitch_shift_tuple)


def _validate_time_stretch(time_stretch_tuple: Any) -> None:
    """Raises ScaperError for a tuple that can give a ratio of 0 or less; None is no stretch."""
    if time_stretch_tuple is not None:
        _TIME_STRETCH.validate(time_stretch_tuple)


def _validate_event(
    label: Any,
    source_file: Any,
    source_time: Any,
    event_time: Any,
    event_duration: Any,
    snr: Any,
    allowed_labels: Any,
    pitch_shift: Any,
    time_stretch: Any,
) -> None:
    """Raises ScaperError for the first field of an event that is not valid."""
    require(isinstance(allowed_labels, list), "allowed_labels must be of type list.")
    _validate_source_file(source_file, label)
    _validate_label(label, allowed_labels)
    _validate_time(source_time)
    _validate_time(event_time)
    _validate_duration(event_duration)
    _validate_snr(snr)
    _validate_pitch_shift(pitch_shift)
    _validate_time_stretch(time_stretch)
