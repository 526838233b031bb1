"""Rows of the tables of a data set, from a line of its manifest and the annotation of that mixture."""

from __future__ import annotations

import json
import pathlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ._columns import EVENTS, MIXTURES, Column
from .disk import MANIFEST, MixtureOnDisk
from .errors import AnnotationError

__all__ = ["Row", "annotation_of", "event_rows", "json_text", "manifest_of", "manifest_rows", "mixture_row"]

Row = dict[str, Any]


def json_text(value: Any) -> str:
    """A value as JSON on one line, members in the byte order of their keys."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False)


def manifest_of(dataset: Any) -> pathlib.Path:
    """The manifest of a data set: its folder, or the manifest itself."""
    path = pathlib.Path(dataset)
    return path if path.name == MANIFEST else path / MANIFEST


def manifest_rows(manifest: pathlib.Path) -> Iterator[Row]:
    """The lines of a manifest, read one at a time.

    Raises AnnotationError where it is missing, or has a line that is not one of a manifest.
    """
    try:
        with open(manifest, encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                try:
                    row = json.loads(line)
                    row["index"], row["status"]
                except (ValueError, KeyError, TypeError) as error:
                    raise AnnotationError("is not a line of a manifest", f"{manifest}:{number}") from error
                yield row
    except (OSError, UnicodeDecodeError) as error:
        raise AnnotationError(f"cannot be read: {error}", str(manifest)) from error


def annotation_of(folder: pathlib.Path, row: Mapping[str, Any]) -> Row | None:
    """The annotation of a line's mixture; None for one that failed, or has none.

    Raises AnnotationError where it cannot be read.
    """
    if row["status"] != "ok" or not row.get("jams"):
        return None
    jams = MixtureOnDisk(folder, dict(row)).jams
    try:
        annotation: Row = jams["annotations"][0]
        annotation["data"], annotation["sandbox"]["scaper"]
    except (LookupError, TypeError) as error:
        raise AnnotationError("is not an annotation of a mixture", str(folder / row["jams"]), row["index"]) from error
    return annotation


def mixture_row(row: Mapping[str, Any], annotation: Mapping[str, Any] | None) -> Row:
    """The row of a mixture, with every column."""
    found: Row = {column.name: row.get(column.name) for column in MIXTURES}
    warnings = row.get("warnings") or {}
    found.update(
        seed=None if row.get("seed") is None else str(row["seed"]),
        stems=list(row.get("stems") or []),
        track=row.get("labels"),
        labels=[],
        variant=_text(row.get("variant")),
        coherent=any(row["coherent"].values()) if row.get("coherent") else None,
        n_warnings=sum(warnings.values()),
        warnings=json_text(warnings),
    )
    if annotation is not None:
        scaper, ours = annotation["sandbox"]["scaper"], annotation["sandbox"].get("soundscape") or {}
        events = [observation["value"] for observation in annotation["data"]]
        foreground = [event["label"] for event in events if event["role"] == "foreground"]
        found.update(
            sample_rate=scaper.get("sr"),
            channels=scaper.get("n_channels"),
            ref_db=scaper.get("ref_db_generated", scaper.get("ref_db")),
            labels=sorted(set(foreground)),
            n_events=len(foreground),
            n_backgrounds=len(events) - len(foreground),
            let=json_text(ours.get("let") or {}),
            prompt=ours.get("prompt"),
        )
    return _typed(found, MIXTURES)


def event_rows(row: Mapping[str, Any], annotation: Mapping[str, Any] | None) -> Iterator[Row]:
    """The rows of a mixture's events, in the order of its annotation, with every column."""
    if annotation is None:
        return
    details = (annotation["sandbox"].get("soundscape") or {}).get("events") or []
    stems = _stems(row, len(annotation["data"]))
    for position, observation in enumerate(annotation["data"]):
        value = observation["value"]
        detail = details[position] if position < len(details) else {}
        source, measured, group = (detail.get(name) or {} for name in ("source", "measured", "group"))
        known = {**measured, **detail, **value}
        event = {column.name: known.get(column.name) for column in EVENTS}
        event.update(
            mixture=row["index"],
            split=row.get("split"),
            position=position,
            stem=stems[position],
            duration=observation["duration"],
            gain=measured.get("gain"),
            group=source.get("group"),
            song=source.get("song") or group.get("song"),
            recipe_group=group.get("name"),
            coherent=group.get("coherent"),
            source_name=source.get("name"),
            source_place=source.get("place"),
            kept=json_text(source.get("kept") or {}),
            altered=[alteration["rule"] for alteration in detail.get("altered") or []],
        )
        yield _typed(event, EVENTS)


def _typed(row: Row, columns: Sequence[Column]) -> Row:
    """A row whose numbers are of the types of their columns: annotations of Scaper have 0 for 0.0."""
    for column in columns:
        if column.kind == "float" and row[column.name] is not None:
            row[column.name] = float(row[column.name])
    return row


def _stems(row: Mapping[str, Any], count: int) -> Sequence[str | None]:
    """The path of the stem that each event is in."""
    paths = row.get("stems") or []
    held = row.get("stem_events")
    if held is None:
        return [*paths, *[None] * (count - len(paths))]
    stem_of = {position: path for path, positions in reversed(list(zip(paths, held))) for position in positions}
    return [stem_of.get(position) for position in range(count)]


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
