"""Events in runs that the engine can draw in one call."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ._distributions import _validate_distribution
from ._event_spec import EventSpec
from ._outside import OutsideBank, outside_bank
from ._wanted import Wanted

if TYPE_CHECKING:
    from ._scaper import Scaper

# The order in which Scaper draws, and so finds out that a tuple is not valid.
_DRAWING_ORDER = (
    "label", "source_file", "event_duration", "time_stretch", "source_time", "event_time", "snr", "pitch_shift",
)  # fmt: skip


@dataclass
class Part:
    """Events that the engine draws in one go, and the sounds that stand for paths elsewhere."""

    events: list[Wanted] = field(default_factory=list)
    outside: OutsideBank | None = None


def parts_of(scaper: Scaper, events: list[Wanted]) -> Iterator[Part]:
    """The events in runs that one call can draw.

    A new one begins where a list that was edited for an earlier event is used again, and for sounds from elsewhere.
    """
    part, edited = Part(), set[int]()
    for wanted in events:
        try:
            _validate(wanted, scaper)
        except Exception:
            # Scaper finds out when it comes to the event.
            if part.events:
                yield part
            raise
        outside = _outside(wanted, scaper)
        lists = _lists(wanted.spec)
        is_alone = outside is not None or _is_drawn_on(wanted)
        if part.events and (is_alone or not edited.isdisjoint(lists)):
            yield part
            part, edited = Part(), set()
        part.events.append(wanted)
        edited |= {id(wanted.spec.source_time[1])} & lists
        if is_alone:
            part.outside = outside
            yield part
            part, edited = Part(), set()
    if part.events:
        yield part


def _lists(spec: EventSpec) -> set[int]:
    """The identities of the lists in an event's tuples: one list may be in several events."""
    tuples = [value for value in spec if isinstance(value, tuple)]
    return {id(value[1]) for value in tuples if isinstance(value[1], list)}


def _is_drawn_on(wanted: Wanted) -> bool:
    """Whether a background has fields that the engine has only for events, and that use the generator."""
    spec = wanted.spec
    fields = (spec.event_time, spec.snr, spec.pitch_shift)
    return wanted.is_background and any(value is not None and value[0] != "const" for value in fields)


def _validate(wanted: Wanted, scaper: Scaper) -> None:
    for name in _DRAWING_ORDER:
        spec = getattr(wanted.spec, name)
        if spec is None and name in ("time_stretch", "pitch_shift"):
            continue
        _validate_distribution(spec)
        # Without any, a label is one of all labels, and a file one of all files, which the engine knows.
        options = {"label": allowed_labels(wanted, scaper), "source_file": ["any"]}.get(name, [])
        if spec[0] == "choose" and not (spec[1] or options):
            # NumPy refuses to draw from none.
            scaper.random_state.randint(0)


def allowed_labels(wanted: Wanted, scaper: Scaper) -> list[str]:
    return scaper.bg_labels if wanted.is_background else scaper.fg_labels


def folder_of(wanted: Wanted, scaper: Scaper) -> str:
    return scaper.bg_path if wanted.is_background else scaper.fg_path


def _outside(wanted: Wanted, scaper: Scaper) -> OutsideBank | None:
    """The bank for sounds that are given by path, unless they are all in the folder of the event's only label."""
    paths = given(wanted.spec.source_file)
    if not paths:
        return None
    labels = given(wanted.spec.label)
    if len(labels) == 1:
        home = os.path.join(folder_of(wanted, scaper), labels[0])
        folders = {os.path.dirname(path) for path in paths}
        # Two spellings of one folder would be sorted apart.
        if len(folders) == 1 and os.path.abspath(folders.pop()) == os.path.abspath(home):
            return None
    return outside_bank(labels or allowed_labels(wanted, scaper), paths)


def given(names: tuple[Any, ...]) -> list[str]:
    return [names[1]] if names[0] == "const" else list(names[1])


def engine_name(part: Part, path: str) -> str:
    return part.outside.names[path] if part.outside else os.path.basename(path)
