"""Data sets on disk, read lazily."""

from __future__ import annotations

import json
import operator
import os
import pathlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Union, overload

import numpy as np

from ._archives import open_file
from ._arrays import FloatArray
from ._audio_files import read_audio
from ._events import Event, source_of
from .errors import AnnotationError, SourceError
from .mixture import MixtureBase

if TYPE_CHECKING:
    import pandas  # type: ignore[import-untyped, import-not-found, unused-ignore]

__all__ = ["MixtureOnDisk", "Stored", "read"]

MANIFEST = "manifest.jsonl"


def read(folder: str | os.PathLike[str]) -> Stored:
    """A data set that was written by `generate`, `recreate` or `trim`: the folder, or its manifest.jsonl.

    Reads the manifest alone. `read(folder)[3].audio` reads one file.

    Raises AnnotationError where there is no manifest, or a line of it cannot be read.
    """
    path = pathlib.Path(folder)
    manifest = path if path.name == MANIFEST else path / MANIFEST
    try:
        lines = manifest.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise AnnotationError(f"cannot be read: {error}", str(manifest)) from error
    rows = []
    for number, line in enumerate(lines, start=1):
        try:
            row = json.loads(line)
            row["index"], row["status"]
        except (ValueError, KeyError, TypeError) as error:
            raise AnnotationError("is not a line of a manifest", f"{manifest}:{number}") from error
        rows.append(row)
    return Stored(manifest.parent, rows)


class Stored(Sequence["MixtureOnDisk"]):
    """The mixtures of a data set on disk, in the order of its manifest.

    A slice, `ok`, and `split(name)` give a part of it. It can be pickled.
    """

    def __init__(self, folder: pathlib.Path, rows: list[dict[str, Any]]) -> None:
        self.folder = folder
        self.rows = rows
        """The lines of the manifest, as dicts."""

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, index: int) -> MixtureOnDisk: ...
    @overload
    def __getitem__(self, index: slice) -> Stored: ...
    def __getitem__(self, index: int | slice) -> Union[MixtureOnDisk, Stored]:
        """The mixture at a place in the manifest, which is its index where the data set starts at 0."""
        if isinstance(index, slice):
            return Stored(self.folder, self.rows[index])
        return MixtureOnDisk(self.folder, self.rows[operator.index(index)])

    def __iter__(self) -> Iterator[MixtureOnDisk]:
        return (MixtureOnDisk(self.folder, row) for row in self.rows)

    @property
    def ok(self) -> Stored:
        """Those that did not fail."""
        return Stored(self.folder, [row for row in self.rows if row["status"] == "ok"])

    @property
    def splits(self) -> list[str]:
        """The names of its splits; empty without any."""
        return sorted({row["split"] for row in self.rows if row.get("split")})

    def split(self, name: str) -> Stored:
        """The mixtures of one split. Raises KeyError where there is none of that name."""
        if name not in self.splits:
            raise KeyError(f"there is no split {name!r}; there are {self.splits}")
        return Stored(self.folder, [row for row in self.rows if row.get("split") == name])

    def to_frame(self) -> pandas.DataFrame:
        """The manifest as a pandas DataFrame, a row for each mixture; pandas must be installed."""
        from ._frames import frame

        return frame(self.rows, ["index", "split", "status", "duration", "mixture", "jams"])

    def __repr__(self) -> str:
        return f"<{len(self)} mixtures in {self.folder}>"


class MixtureOnDisk(MixtureBase):
    """One mixture of a data set on disk. Each file is read when it is first asked for, and kept.

    Raises SourceError where a file is missing or damaged, or was not written; AnnotationError for the annotation.
    """

    def __init__(self, folder: pathlib.Path, row: dict[str, Any]) -> None:
        self.folder = folder
        self.row = row
        """Its line of the manifest."""
        self._audio: FloatArray | None = None
        self._stems: FloatArray | None = None
        self._jams: dict[str, Any] | None = None

    def _path(self, name: str) -> pathlib.Path:
        """Where a file of the row is; `name`: mixture or jams."""
        path: str | None = self.row.get(name)
        if not path:
            problem = self.row.get("error") or f"the data set has no {name} of it"
            raise SourceError(problem, str(self.folder), self.index)
        return self.folder / path

    @property
    def audio(self) -> FloatArray:
        if self._audio is None:
            self._audio = read_audio(self._path("mixture"))[0]
        return self._audio

    @property
    def stem_array(self) -> FloatArray:
        if self._stems is None:
            paths = self.row.get("stems")
            if not paths:
                raise SourceError("the data set has no stems of it", str(self.folder), self.index)
            self._stems = np.stack([read_audio(self.folder / path)[0] for path in paths])
        return self._stems

    @property
    def jams(self) -> dict[str, Any]:
        if self._jams is None:
            path = self._path("jams")
            try:
                with open_file(path) as file:
                    self._jams = json.loads(file.read())
            except (OSError, ValueError) as error:
                raise AnnotationError(f"cannot be read: {error}", str(path), self.index) from error
        return self._jams

    @property
    def events(self) -> list[Event]:
        """The events of the annotation, whose order is that of the stems. Paths are as the annotation has them."""
        annotation = self.jams["annotations"][0]
        details = annotation["sandbox"].get("soundscape", {}).get("events", [])
        return [
            _event(observation, details[place] if place < len(details) else {})
            for place, observation in enumerate(annotation["data"])
        ]

    @property
    def stem_names(self) -> list[str]:
        """The names of the stems' files, without their endings."""
        paths = [pathlib.PurePosixPath(path) for path in self.row.get("stems") or []]
        # There, a folder has the name, and the files in it those of the mixtures.
        return [path.parent.name if self.row.get("layout") == "sources" else path.stem for path in paths]

    @property
    def index(self) -> int:
        return int(self.row["index"])

    @property
    def split(self) -> str | None:
        name: str | None = self.row.get("split")
        return name

    @property
    def prompt(self) -> str | None:
        text: str | None = (self.jams["annotations"][0]["sandbox"].get("soundscape") or {}).get("prompt")
        return text

    @property
    def sample_rate(self) -> int:
        annotation = self.jams["annotations"][0]["sandbox"]
        return int(annotation["scaper"]["sr"])

    @property
    def duration(self) -> float:
        return float(self.row["duration"])

    def __repr__(self) -> str:
        return f"<Mixture {self.index} in {self.folder}: {self.row['status']}, {self.duration:g} s>"


def _event(observation: dict[str, Any], details: dict[str, Any]) -> Event:
    value = observation["value"]
    names = (
        "role", "label", "source_file", "source_time", "event_time", "event_duration", "snr", "pitch_shift",
        "time_stretch",
    )  # fmt: skip
    return Event(
        name=details.get("name") or value["label"],
        duration=observation["duration"],
        gain=value.get("gain"),
        prompt=details.get("prompt"),
        first_frame=details.get("first_frame"),
        frames=details.get("frames"),
        loudness=(details.get("measured") or {}).get("loudness"),
        source=source_of(details.get("source")),
        group=(details.get("group") or {}).get("name"),
        **{name: value[name] for name in names},
    )
