"""croissant.json of a data set: Croissant 1.0, as `mlcroissant validate` accepts it."""

from __future__ import annotations

import hashlib
import json
import pathlib
from collections.abc import Sequence
from typing import Any

from ._columns import EVENTS, MIXTURES, Column
from ._facts import Facts
from ._licences import licence_url
from ._readme import About, duration_text

__all__ = ["croissant"]

# As the specification of Croissant 1.0 has it, appendix 1.
_CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
_TYPES = {
    "int": "sc:Integer", "float": "sc:Float", "text": "sc:Text", "bool": "sc:Boolean", "json": "sc:Text",
    "list": "sc:Text",
}  # fmt: skip
_ROLES = {"train": "cr:TrainingSplit", "validation": "cr:ValidationSplit", "valid": "cr:ValidationSplit",
          "val": "cr:ValidationSplit", "test": "cr:TestSplit"}  # fmt: skip
_AUDIO = {"wav": "audio/wav", "flac": "audio/flac", "ogg": "audio/ogg", "opus": "audio/ogg"}


def croissant(folder: pathlib.Path, facts: Facts, about: About) -> str:
    """The document, for files that are in the folder."""
    licences = [licence_url(each) for each in facts.licences(about.license) if each not in ("other", "unknown")]
    document: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": about.name,
        "description": about.description or _description(facts),
        "version": about.version,
    }
    if about.date:
        document["datePublished"] = about.date
    if about.url:
        document["url"] = about.url
    if licences:
        document["license"] = licences if len(licences) > 1 else licences[0]
    if about.creators:
        document["creator"] = [{"@type": "sc:Organization", "name": name} for name in about.creators]
    document["keywords"] = ["audio", "synthetic", "soundscape", *about.tags]
    document["distribution"] = _distribution(folder, facts)
    document["recordSet"] = _record_sets(facts)
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _description(facts: Facts) -> str:
    stems = ", with stems and annotations" if facts.has_stems else ", with annotations"
    return f"{facts.made:,} mixtures of sounds, {duration_text(facts.seconds)} in all{stems}."


def _distribution(folder: pathlib.Path, facts: Facts) -> list[dict[str, Any]]:
    files = [
        _file(folder, "mixtures.jsonl", "application/jsonlines", "A row for each mixture."),
        _file(folder, "events.jsonl", "application/jsonlines", "A row for each event."),
        _file(folder, "manifest.jsonl", "application/jsonlines", "The files of each mixture, with their SHA-256."),
        _file(folder, "CREDITS.csv", "text/csv", "Each sound file that was used."),
    ]
    sets = []
    for ending in sorted(facts.endings):
        name = "audio" if len(facts.endings) == 1 else f"audio-{ending}"
        what = "Mixtures and stems." if facts.has_stems else "Mixtures."
        sets.append(_files(name, f"**/*.{ending}", _AUDIO.get(ending, "audio/*"), what))
    return [*files, *sets, _files("annotations", "**/*.jams", "application/json", "An annotation of each mixture.")]


def _file(folder: pathlib.Path, name: str, form: str, description: str) -> dict[str, Any]:
    path = folder / name
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return {
        "@type": "cr:FileObject",
        "@id": name,
        "name": name,
        "description": description,
        "contentUrl": name,
        "contentSize": f"{path.stat().st_size} B",
        "encodingFormat": form,
        "sha256": digest.hexdigest(),
    }


def _files(name: str, pattern: str, form: str, description: str) -> dict[str, Any]:
    return {
        "@type": "cr:FileSet",
        "@id": name,
        "name": name,
        "description": description,
        "encodingFormat": form,
        "includes": pattern,
    }


def _record_sets(facts: Facts) -> list[dict[str, Any]]:
    sets = []
    if facts.splits:
        sets.append(_split_set(sorted(facts.splits)))
    references = {"split": "splits/name"} if facts.splits else {}
    sets.append(_record_set("mixtures", "A row for each mixture.", MIXTURES, "index", references))
    references = {**references, "mixture": "mixtures/index"}
    sets.append(_record_set("events", "A row for each event.", EVENTS, None, references))
    return sets


def _split_set(names: Sequence[str]) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": "splits",
        "name": "splits",
        "description": "The splits.",
        "dataType": "cr:Split",
        "key": {"@id": "splits/name"},
        "field": [
            {"@type": "cr:Field", "@id": "splits/name", "name": "name", "dataType": "sc:Text"},
            {"@type": "cr:Field", "@id": "splits/role", "name": "role", "dataType": "sc:URL"},
        ],
        "data": [{"splits/name": name, "splits/role": _ROLES.get(name)} for name in names],
    }


def _record_set(
    name: str, description: str, columns: Sequence[Column], key: str | None, references: dict[str, str]
) -> dict[str, Any]:
    found: dict[str, Any] = {"@type": "cr:RecordSet", "@id": name, "name": name, "description": description}
    if key:
        found["key"] = {"@id": f"{name}/{key}"}
    found["field"] = [_field(name, column, references.get(column.name)) for column in columns]
    return found


def _field(table: str, column: Column, reference: str | None) -> dict[str, Any]:
    field: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{table}/{column.name}",
        "name": column.name,
        "description": column.meaning,
        "dataType": _TYPES[column.kind],
        "source": {"fileObject": {"@id": f"{table}.jsonl"}, "extract": {"column": column.name}},
    }
    if column.kind == "list":
        field["repeated"] = True
    if reference:
        field["references"] = {"field": {"@id": reference}}
    return field
