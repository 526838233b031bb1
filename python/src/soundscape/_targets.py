"""Which stem each event goes to: by label, by name, by group, by role, or as a function says."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Union

from ._events import Event, event_of
from .errors import ArgumentError

__all__ = ["TargetSpec", "Targets", "targets_of"]

TargetSpec = Union[Sequence[str], Callable[[Event], Union[int, None]], None]
"""What `targets=` takes: names, a function from an event to its row or None, or None for a row for each event."""

ROLES = ("foreground", "background")

# How many mixtures are drawn, without sound, to find a target that is not a label of the soundbank. A name that none
# of them has is taken to be misspelt; a variant with a share of 10 % is missed by one search in 800.
SEARCHED_MIXTURES = 64


class Targets:
    """A row for each target; events of one target are added up, events of none are only in the mix.

    An event belongs to the target that is its label, or else its name in the recipe, its group, or its role. The copies
    `event#0`, `event#1`, … of an event with a count also have the name `event`.
    """

    def __init__(self, names: Sequence[str] | None, function: Callable[[Event], int | None] | None, rows: int) -> None:
        self.names = names
        self.function = function
        self.rows = rows
        self._row_of = {} if names is None else {name: row for row, name in enumerate(names)}

    def rows_of(self, events: Iterable[Mapping[str, Any]]) -> list[int]:
        """The row of each event, -1 for none."""
        if self.function is not None:
            return [self._checked(self.function(event_of(event)), event) for event in events]
        row_of = self._row_of
        rows = []
        for event in events:
            row = row_of.get(event["label"], -1)
            if row < 0:
                for name in _names(event):
                    row = row_of.get(name, -1)
                    if row >= 0:
                        break
            rows.append(row)
        return rows

    def _checked(self, row: int | None, event: Mapping[str, Any]) -> int:
        if row is None:
            return -1
        if not 0 <= row < self.rows:
            raise ArgumentError(f"gave row {row} for {event['name']}; there are {self.rows} rows", "targets")
        return int(row)


def _names(event: Mapping[str, Any]) -> Iterator[str]:
    """What an event may be called besides its label: its name, that of all copies of it, its group, its role."""
    for name in (event["name"], event.get("group")):
        if name:
            yield name
            spec, mark, copy = name.rpartition("#")
            if mark and copy.isdigit():
                yield spec
    yield event["role"]


def targets_of(spec: TargetSpec, rows: int | None) -> Targets | None:
    """Targets from what the user gave; `rows` is needed for a function."""
    if spec is None:
        return None
    if callable(spec):
        if rows is None:
            raise TypeError("targets= is a function: say how many rows there are by rows=")
        return Targets(None, spec, rows)
    if isinstance(spec, str):
        raise TypeError("targets= is a list of names, not one text")
    names = list(spec)
    if not all(isinstance(name, str) for name in names):
        raise TypeError("targets= is a list of names, or a function from an event to a row")
    if len(names) != len(set(names)):
        raise ArgumentError(f"a name comes twice: {names}", "targets")
    if rows is not None and rows != len(names):
        raise ArgumentError(f"{len(names)} targets for {rows} rows", "targets")
    return Targets(names, None, len(names))


def require_known(
    names: Sequence[str], labels: Iterable[str], drawn: Callable[[int], Iterable[Mapping[str, Any]]]
) -> None:
    """Raises ArgumentError where a name is neither a label nor a role, nor a name or group of the first mixtures.

    drawn  the events of the mixture at an index
    """
    known = {*labels, *ROLES}
    missing = {name for name in names if name not in known}
    for index in range(SEARCHED_MIXTURES if missing else 0):
        for event in drawn(index):
            known.update(_names(event))
        missing -= known
        if not missing:
            break
    for name in sorted(missing):
        near = difflib.get_close_matches(name, known, 1)
        advice = f"; did you mean {near[0]}?" if near else ""
        raise ArgumentError(f"no event has the label, name or group {name!r}{advice}", "targets")
