"""Drawn values as Scaper would return them: whole numbers stay whole, and constants are the objects that were given.

The engine counts in double precision. To Python 5 and 5.0 are equal, but an annotation shows which it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from ._event_spec import EventSpec

if TYPE_CHECKING:
    from ._scaper import Scaper


def drawn_event(
    scaper: Scaper, spec: EventSpec, event: dict[str, Any], source_file: str, *, is_background: bool
) -> EventSpec:
    """An event as the engine drew it, with the types that its specification gives its values.

    event  the event's numbers by name, as the engine gives them
    """
    label = _first_equal(event["label"], _options(spec.label), event["label"])
    is_protected = label in scaper.protected_labels
    stretch = _optional(event["time_stretch"], spec.time_stretch)
    # A background lasts as long as the soundscape; so does an event that was cut to it.
    lengths = [] if is_background or is_protected else _options(spec.event_duration)
    duration = _first_equal(event["event_duration"], [*lengths, scaper.duration])
    return EventSpec(
        label=label,
        source_file=source_file,
        source_time=0.0 if is_protected else _source_time(event["source_time"], spec.source_time),
        event_time=_event_time(event["event_time"], scaper, spec, duration, stretch),
        event_duration=duration,
        snr=_number(event["snr"], spec.snr),
        role=spec.role,
        pitch_shift=_optional(event["pitch_shift"], spec.pitch_shift),
        time_stretch=stretch,
    )


def _options(spec: tuple[Any, ...]) -> list[Any]:
    """The objects that a tuple can give as they are."""
    if spec[0] == "const":
        return [spec[1]]
    if spec[0] == "choose":
        return list(spec[1])
    if spec[0] == "choose_weighted":
        # NumPy draws from an array, whose elements are all of one type.
        return list(np.asarray(spec[1]).tolist())
    return []


def _first_equal(value: Any, options: Iterable[Any], otherwise: Any = None) -> Any:
    return next((option for option in options if option == value), float(value) if otherwise is None else otherwise)


def _number(value: Any, spec: tuple[Any, ...]) -> Any:
    return _first_equal(value, _options(spec))


def _optional(value: Any, spec: tuple[Any, ...] | None) -> Any:
    return None if spec is None or value is None else _number(value, spec)


def _source_time(value: Any, spec: tuple[Any, ...]) -> Any:
    # A bound stays what it is where it is taken as a constant, and Python's max(0, -0.5) is a whole number.
    return _first_equal(value, [*_options(spec), *([0] if spec[0].startswith("choose") else [spec[1], 0])])


def _event_time(value: Any, scaper: Scaper, spec: EventSpec, duration: Any, stretch: Any) -> Any:
    # Where it was moved, it is a difference, which is whole where both its numbers are.
    lengths = [duration] if stretch is None else [scaper.duration, duration * stretch]
    return _first_equal(value, [*_options(spec.event_time), *(scaper.duration - length for length in lengths)])
