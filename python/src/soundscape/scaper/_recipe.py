"""Scaper's specification as a recipe for the engine.

Numbers are written as Python prints them, since warnings print them again.
"""

from __future__ import annotations

import json
import numbers
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from ._event_spec import EventSpec

# Fields of numbers that a foreground event has beside its source time.
_FOREGROUND_FIELDS = ("event_time", "event_duration", "snr", "pitch_shift", "time_stretch")


def recipe_text(
    duration: Any,
    protected_labels: Iterable[str],
    backgrounds: list[str],
    events: list[str],
    *,
    distinct_labels: bool,
    distinct_sources: bool,
) -> str:
    """The recipe, in JSON, of events that are written already."""
    constraints = {"distinct_labels": distinct_labels, "distinct_sources": distinct_sources}
    members = {
        "semantics": '"scaper"',
        "duration": number_text(duration),
        # Every recipe names its sounds. These are drawn from a bank that is open already, and so this is not looked at.
        "soundbank": '{"foreground": ".", "background": "."}',
        "protected_labels": _list(protected_labels, string_text),
        "background": f"[{', '.join(backgrounds)}]",
        "events": f"[{', '.join(events)}]",
        "constraints": json.dumps({name: True for name, value in constraints.items() if value}),
    }
    return _object(members)


def event_text(event: EventSpec, *, label: tuple[Any, ...], files: tuple[Any, ...], is_background: bool) -> str:
    """One event of the recipe.

    label, files  the distribution tuples of its label and source file, in the engine's names
    """
    members = {
        "label": _tuple_text(label, string_text),
        "source_file": _tuple_text(files, string_text),
        "source_time": _tuple_text(event.source_time, number_text),
    }
    if not is_background:
        for field in _FOREGROUND_FIELDS:
            spec = getattr(event, field)
            members[field] = "null" if spec is None else _tuple_text(spec, number_text)
    return _object(members)


def _tuple_text(spec: tuple[Any, ...], element: Callable[[Any], str]) -> str:
    """A distribution tuple, whose lists are of names or numbers; the weights of a list are always numbers."""
    if spec[0] == "choose_weighted":
        parts = [_list(spec[1], element), _list(spec[2], number_text)]
    elif spec[0] == "choose":
        parts = [_list(spec[1], element)]
    else:
        parts = [element(value) for value in spec[1:]]
    return f"[{', '.join([string_text(spec[0]), *parts])}]"


def _list(values: Iterable[Any], element: Callable[[Any], str]) -> str:
    return f"[{', '.join(map(element, values))}]"


def _object(members: dict[str, str]) -> str:
    return "{" + ", ".join(f'"{name}": {value}' for name, value in members.items()) + "}"


def string_text(text: str) -> str:
    return json.dumps(str(text), ensure_ascii=False)


def number_text(number: Any) -> str:
    """A number as Python prints it: whole ones stay whole, NumPy's are printed like Python's."""
    return str(int(number)) if isinstance(number, (numbers.Integral, np.bool_)) else repr(float(number))
