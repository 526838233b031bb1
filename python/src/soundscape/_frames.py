"""pandas frames; pandas is imported when one is asked for."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ._events import Event, Source

if TYPE_CHECKING:
    import pandas  # type: ignore[import-untyped, import-not-found, unused-ignore]

__all__ = ["frame", "frame_of_events", "frame_of_fields"]


def frame(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> pandas.DataFrame:
    """Rows with at least these columns, which come first and are there even where there are no rows."""
    import pandas

    listed = list(rows)
    extra = dict.fromkeys(key for row in listed for key in row if key not in columns)
    return pandas.DataFrame(listed, columns=[*columns, *extra])


def frame_of_events(events: Iterable[Event]) -> pandas.DataFrame:
    """A row for each event; its source is spread over columns: `source_name`, …, `kept_license` for a kept column."""
    names = [field.name for field in dataclasses.fields(Event) if field.name != "source"]
    parts = [field.name for field in dataclasses.fields(Source) if field.name != "kept"]
    rows = []
    for event in events:
        row = {name: getattr(event, name) for name in names}
        row.update({f"source_{name}": getattr(event.source, name, None) for name in parts})
        if event.source is not None:
            row.update({f"kept_{column}": cell for column, cell in event.source.kept.items()})
        rows.append(row)
    return frame(rows, [*names, *(f"source_{name}" for name in parts)])


def frame_of_fields(fields: Iterable[Mapping[str, Any]]) -> pandas.DataFrame:
    """The fields of statistics: their values and tests spread over columns."""
    rows = []
    for field in fields:
        row = {name: field.get(name) for name in ("spec", "field", "requested")}
        row.update(field.get("values") or {})
        for test in ("ks", "ks_conditional"):
            row.update({f"{test}_{name}": value for name, value in (field.get(test) or {}).items() if name != "n"})
        rows.append(row)
    return frame(rows, ["spec", "field", "requested", "n", "mean", "std", "min", "max"])
