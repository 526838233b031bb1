"""Tables of a data set: a row for each mixture, and a row for each event.

    from soundscape import tables

    for row in tables.events("data"):                          # dicts, read as they are asked for
        ...
    tables.events("data").to_frame(keep=["license"])           # pandas, with a column kept_license
    tables.mixtures("data").to_arrow()                         # pyarrow
    tables.to_parquet("data", "tables")                        # mixtures.parquet and events.parquet

Rows are read one mixture at a time, so that memory does not depend on how many there are. `tables.MIXTURES` and
`tables.EVENTS` list the columns. Arrow and Parquet need the package pyarrow: `pip install "soundscape[tables]"`.
"""

from __future__ import annotations

import json
import os
import pathlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Protocol, Union

from ._columns import EVENTS, MIXTURES, Column
from ._rows import Row, annotation_of, event_rows, manifest_of, manifest_rows, mixture_row
from ._table_files import FORMS, writer_of
from .disk import Stored
from .errors import ArgumentError, OutputError

if TYPE_CHECKING:
    import pandas  # type: ignore[import-untyped, import-not-found, unused-ignore]
    import pyarrow  # type: ignore[import-untyped, import-not-found, unused-ignore]

__all__ = ["EVENTS", "MIXTURES", "Column", "Table", "events", "mixtures", "to_parquet", "write"]

DataSet = Union[str, "os.PathLike[str]", Stored]

BATCH = 8192
"""Rows of a batch of `Table.batches`."""


class Watcher(Protocol):
    """What wants to see the rows that are written."""

    def add(self, mixture: Row, annotation: Row | None) -> None: ...
    def add_event(self, event: Row) -> None: ...


class Table:
    """The rows of a table of a data set. Iterating reads them from disk, each time anew.

    Raises AnnotationError where the manifest or an annotation cannot be read.
    """

    def __init__(self, columns: Sequence[Column], rows: Callable[[], Iterator[Row]]) -> None:
        self.columns = tuple(columns)
        self._rows = rows

    def __iter__(self) -> Iterator[Row]:
        """Dicts with every column, in their order."""
        return self._rows()

    def batches(self, size: int = BATCH) -> Iterator[pyarrow.RecordBatch]:
        """Record batches of `size` rows, the last one of fewer; at least one. pyarrow must be installed."""
        from ._arrow import batch_of

        rows: list[Row] = []
        emitted = False
        for row in self:
            rows.append(row)
            if len(rows) == size:
                yield batch_of(self.columns, rows)
                rows, emitted = [], True
        if rows or not emitted:
            yield batch_of(self.columns, rows)

    def to_arrow(self) -> pyarrow.Table:
        """All rows as a `pyarrow.Table`; pyarrow must be installed."""
        from ._arrow import table_of

        return table_of(self.batches())

    def to_frame(self, keep: Sequence[str] = ()) -> pandas.DataFrame:
        """All rows as a pandas DataFrame; pandas must be installed.

        keep  kept columns to have as columns of their own, `kept_license` for license; null where a sound has none
        """
        import pandas

        names = [column.name for column in self.columns]
        if keep and "kept" not in names:
            raise ArgumentError("is for the table of events: mixtures have no kept columns", "keep")
        rows = []
        for row in self:
            kept = json.loads(row["kept"]) if keep else {}
            rows.append({**row, **{f"kept_{name}": kept.get(name) for name in keep}})
        return pandas.DataFrame(rows, columns=[*names, *(f"kept_{name}" for name in keep)])

    def __repr__(self) -> str:
        return f"<table of {', '.join(column.name for column in self.columns[:3])}, … ({len(self.columns)} columns)>"


def mixtures(dataset: DataSet) -> Table:
    """A row for each mixture, in the manifest's order, failed ones too. Paths start from the data set's folder.

    dataset  a folder with a manifest.jsonl, the manifest, or what `soundscape.read` gives, also a part of it
    """
    return Table(MIXTURES, lambda: (mixture_row(*pair) for pair in _pairs(dataset)))


def events(dataset: DataSet) -> Table:
    """A row for each event, by mixture and then in the order of the annotation. Mixtures that failed have none.

    dataset  as of `mixtures`
    """
    return Table(EVENTS, lambda: (row for pair in _pairs(dataset) for row in event_rows(*pair)))


def write(
    dataset: DataSet,
    folder: str | os.PathLike[str] | None = None,
    form: str = "parquet",
    *,
    overwrite: bool = False,
    seen: Watcher | None = None,
) -> list[pathlib.Path]:
    """Writes both tables into a folder, and returns their paths: mixtures.FORM and events.FORM.

    folder     the data set's own without it; paths in the tables start from the data set's in any case
    form       parquet, jsonl or csv
    overwrite  replaces tables that are there
    seen       what is given each row as it goes by

    Each annotation is read once. The files appear under their names when both are whole.

    Raises ArgumentError for another form, OutputError where there is a table already, ImportError where parquet is asked
    for and pyarrow is not installed.
    """
    if form not in FORMS:
        raise ArgumentError(f"is one of {', '.join(FORMS)} (found {form})", "form")
    if not isinstance(dataset, Stored):
        next(manifest_rows(manifest_of(dataset)), None)  # before anything is written
    place = folder_of(dataset) if folder is None else pathlib.Path(folder)
    paths = [place / f"mixtures.{form}", place / f"events.{form}"]
    require_free(paths, overwrite)
    place.mkdir(parents=True, exist_ok=True)
    partial = [path.with_name(path.name + ".partial") for path in paths]
    try:
        with writer_of(form, partial[0], MIXTURES) as of_mixtures, writer_of(form, partial[1], EVENTS) as of_events:
            for row, annotation in _pairs(dataset):
                mixture = mixture_row(row, annotation)
                of_mixtures.add(mixture)
                if seen is not None:
                    seen.add(mixture, annotation)
                for event in event_rows(row, annotation):
                    of_events.add(event)
                    if seen is not None:
                        seen.add_event(event)
        for made, path in zip(partial, paths):
            made.replace(path)
    finally:
        for made in partial:
            made.unlink(missing_ok=True)
    return paths


def to_parquet(
    dataset: DataSet, folder: str | os.PathLike[str] | None = None, *, overwrite: bool = False
) -> list[pathlib.Path]:
    """Writes mixtures.parquet and events.parquet, as `write` does; pyarrow must be installed."""
    return write(dataset, folder, "parquet", overwrite=overwrite)


def require_free(paths: Iterable[pathlib.Path], overwrite: bool) -> None:
    """Raises OutputError where one of the files is there that are to be written, unless it may be replaced."""
    for path in paths:
        if not overwrite and path.exists():
            raise OutputError("is already there; overwrite it, or choose another folder", str(path))


def folder_of(dataset: DataSet) -> pathlib.Path:
    """The folder of a data set."""
    return dataset.folder if isinstance(dataset, Stored) else manifest_of(dataset).parent


def _pairs(dataset: DataSet) -> Iterator[tuple[Row, Row | None]]:
    """Each line of the manifest with its mixture's annotation."""
    folder = folder_of(dataset)
    rows = dataset.rows if isinstance(dataset, Stored) else manifest_rows(manifest_of(dataset))
    for row in rows:
        yield row, annotation_of(folder, row)
