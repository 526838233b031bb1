"""Which sounds a data set was made from, how often, and what the recipe keeps of them: licence, author, address."""

from __future__ import annotations

import json
import pathlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ._columns import Column
from ._licences import LICENCE_COLUMNS
from ._rows import Row
from ._table_files import writer_of

__all__ = ["Credits"]


class Credits:
    """The sounds of a data set, each once, however many rows of tables are added."""

    def __init__(self) -> None:
        self._uses: dict[str, int] = {}
        self._about: dict[str, tuple[str | None, str]] = {}  # SHA-256 and kept columns

    def add(self, event: Row) -> None:
        """Counts the sound of a row of the table of events."""
        self._count(event["source_file"], event["source_sha256"], event["kept"])

    def add_continuations(self, annotation: Mapping[str, Any]) -> None:
        """Counts the files that chained backgrounds continue with, which have no rows of their own."""
        for event in (annotation["sandbox"].get("soundscape") or {}).get("events") or []:
            for each in event.get("continuations") or []:
                self._count(each["source_file"], each.get("source_sha256"), "{}")

    def _count(self, file: str, digest: str | None, kept: str) -> None:
        self._uses[file] = self._uses.get(file, 0) + 1
        if self._about.get(file, (None, "{}"))[1] == "{}":
            self._about[file] = digest, kept

    def __len__(self) -> int:
        return len(self._uses)

    def _kept(self) -> dict[str, dict[str, str]]:
        """What is kept of each file."""
        return {file: json.loads(kept) for file, (_, kept) in self._about.items()}

    def licences(self) -> list[str | None]:
        """The licence of each sound, as its bank has it; None where it does not say."""
        return [_licence(kept) for kept in self._kept().values()]

    def rows(self) -> Iterator[dict[str, Any]]:
        """A row for each file, in the byte order of their paths."""
        for file, kept in sorted(self._kept().items()):
            yield {"file": file, "sha256": self._about[file][0], "uses": self._uses[file], **kept}

    def columns(self) -> list[Column]:
        """file, sha256, uses, and then each column that is kept of any sound, in byte order."""
        names = sorted({name for kept in self._kept().values() for name in kept})
        first = [Column("file", "text", "the sound file, as annotations have it"),
                 Column("sha256", "text", "SHA-256 of the sound file"),
                 Column("uses", "int", "how many events play it")]  # fmt: skip
        taken = {column.name for column in first}
        return first + [
            Column(f"kept_{name}" if name in taken else name, "text", "as the bank has it") for name in names
        ]

    def write(self, path: pathlib.Path) -> None:
        """Writes the rows as CSV, in the form of the tables."""
        columns = self.columns()
        with writer_of("csv", path, columns) as file:
            for row in self.rows():
                file.add({column.name: row.get(column.name) for column in columns})


def _licence(kept: dict[str, str]) -> str | None:
    by_name = {name.lower(): cell for name, cell in kept.items()}
    found: Iterable[str] = (by_name[name] for name in LICENCE_COLUMNS if by_name.get(name))
    return next(iter(found), None)
