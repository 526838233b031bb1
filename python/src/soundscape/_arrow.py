"""Tables as Arrow and Parquet; pyarrow is imported when one is asked for."""

from __future__ import annotations

import pathlib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from ._columns import Column
from ._rows import Row

if TYPE_CHECKING:
    import pyarrow  # type: ignore[import-untyped, import-not-found, unused-ignore]

__all__ = ["batch_of", "parquet_writer", "schema_of", "table_of"]


def _pyarrow() -> Any:
    try:
        import pyarrow
    except ImportError as error:
        raise ImportError('pyarrow is not installed: pip install "soundscape[tables]"', name="pyarrow") from error
    return pyarrow


def schema_of(columns: Sequence[Column]) -> pyarrow.Schema:
    """The schema of a table: each field has its column's meaning as `description`."""
    arrow = _pyarrow()
    types = {
        "int": arrow.int64(),
        "float": arrow.float64(),
        "text": arrow.string(),
        "bool": arrow.bool_(),
        "list": arrow.list_(arrow.string()),
        "json": arrow.string(),
    }
    return arrow.schema(
        [arrow.field(each.name, types[each.kind], metadata={"description": each.meaning}) for each in columns]
    )


def batch_of(columns: Sequence[Column], rows: Sequence[Row]) -> pyarrow.RecordBatch:
    """Rows as a record batch."""
    arrow = _pyarrow()
    schema = schema_of(columns)
    arrays = [arrow.array([row[field.name] for row in rows], field.type) for field in schema]
    return arrow.RecordBatch.from_arrays(arrays, schema=schema)


def table_of(batches: Iterable[pyarrow.RecordBatch]) -> pyarrow.Table:
    return _pyarrow().Table.from_batches(batches)


def parquet_writer(path: pathlib.Path, columns: Sequence[Column]) -> Any:
    """A `pyarrow.parquet.ParquetWriter`, with zstd."""
    _pyarrow()
    import pyarrow.parquet  # type: ignore[import-untyped, import-not-found, unused-ignore]

    return pyarrow.parquet.ParquetWriter(path, schema_of(columns), compression="zstd")
