"""Tables as files, written a row at a time: lines of JSON, CSV, Parquet."""

from __future__ import annotations

import json
import pathlib
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any, TextIO

from ._columns import Column
from ._rows import Row

__all__ = ["FORMS", "RowWriter", "writer_of"]


class RowWriter:
    """Writes rows to a file. Used by `with`; the file is whole at its end."""

    def __init__(self, path: pathlib.Path, columns: Sequence[Column]) -> None:
        self.columns = columns
        self.open(path)

    def open(self, path: pathlib.Path) -> None:
        raise NotImplementedError

    def add(self, row: Row) -> None:
        raise NotImplementedError

    def close(self, whole: bool) -> None:
        raise NotImplementedError

    def __enter__(self) -> RowWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close(kind is None)


class _LineWriter(RowWriter):
    """One line of text for each row."""

    file: TextIO

    def open(self, path: pathlib.Path) -> None:
        self.file = open(path, "w", encoding="utf-8", newline="\n")  # noqa: SIM115  # closed by close

    def close(self, whole: bool) -> None:
        self.file.close()


class _JSONWriter(_LineWriter):
    def add(self, row: Row) -> None:
        members = {column.name: row[column.name] for column in self.columns}
        self.file.write(json.dumps(members, ensure_ascii=False, allow_nan=False) + "\n")


class _CSVWriter(_LineWriter):
    """A header and a line for each row. Null is an empty cell and an empty text is "", so that both can be read."""

    def open(self, path: pathlib.Path) -> None:
        super().open(path)
        self.file.write(",".join(column.name for column in self.columns) + "\n")

    def add(self, row: Row) -> None:
        self.file.write(",".join(_cell(row[column.name]) for column in self.columns) + "\n")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, allow_nan=False)
    if text and not any(mark in text for mark in ',"\r\n'):
        return text
    return '"' + text.replace('"', '""') + '"'


class _ParquetWriter(RowWriter):
    """Row groups of so many rows, and only that many are kept in memory."""

    ROWS = 8192

    def open(self, path: pathlib.Path) -> None:
        from ._arrow import parquet_writer

        self.file = parquet_writer(path, self.columns)
        self.rows: list[Row] = []

    def add(self, row: Row) -> None:
        self.rows.append(row)
        if len(self.rows) == self.ROWS:
            self._flush()

    def _flush(self) -> None:
        from ._arrow import batch_of

        self.file.write_batch(batch_of(self.columns, self.rows))
        self.rows = []

    def close(self, whole: bool) -> None:
        if whole and self.rows:
            self._flush()
        self.file.close()


FORMS: dict[str, Callable[[pathlib.Path, Sequence[Column]], RowWriter]] = {
    "parquet": _ParquetWriter,
    "jsonl": _JSONWriter,
    "csv": _CSVWriter,
}


def writer_of(form: str, path: pathlib.Path, columns: Sequence[Column]) -> RowWriter:
    """A writer of a form that FORMS has."""
    return FORMS[form](path, columns)
