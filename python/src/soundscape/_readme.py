"""README.md of a data set: a data-set card with the front matter that Hugging Face reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ._columns import EVENTS, MIXTURES, Column
from ._facts import Facts

__all__ = ["About", "duration_text", "readme"]

# Hugging Face's names of types, by the kind of a column.
_TYPES = {"int": "int64", "float": "float64", "text": "string", "bool": "bool", "json": "string"}

# Labels beyond this many are not listed: those of the events table can be counted.
MOST_LABELS = 100


class About(NamedTuple):
    """What a data set does not say of itself."""

    name: str
    description: str | None = None
    license: str | None = None
    url: str | None = None
    creators: Sequence[str] = ()
    date: str | None = None
    version: str = "1.0.0"
    tags: Sequence[str] = ()


def readme(facts: Facts, about: About) -> str:
    """The whole text: front matter, and sections for a person."""
    parts = [_front_matter(facts, about), f"# {about.name}\n"]
    if about.description:
        parts.append(about.description.rstrip() + "\n")
    parts += [_summary(facts), _splits(facts), _files(facts), _labels(facts), _loading(), _making(facts)]
    parts.append(_credits(facts, about))
    return "\n".join(part for part in parts if part)


# ---- Front matter


def quoted(text: str) -> str:
    """A text as YAML, on one line."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(each if each >= " " and each != "\x7f" else f"\\x{ord(each):02x}" for each in plain) + '"'


def _front_matter(facts: Facts, about: About) -> str:
    licences = facts.licences(about.license)
    lines = ["---", f"pretty_name: {quoted(about.name)}"]
    lines += [f"license: {licences[0]}"] if len(licences) == 1 else ["license:", *(f"- {each}" for each in licences)]
    if "other" in licences:
        lines += ["license_name: see-credits", "license_link: CREDITS.csv"]
    lines += ["task_categories:", *(f"- {each}" for each in _tasks(facts))]
    lines += ["annotations_creators:", "- machine-generated"]
    lines += ["tags:", *(f"- {quoted(each)}" for each in ["audio", "synthetic", "soundscape", *about.tags])]
    lines += ["size_categories:", f"- {facts.size_category}"]
    lines += _configs(facts)
    return "\n".join([*lines, "---", ""])


def _tasks(facts: Facts) -> list[str]:
    return (["audio-to-audio"] if facts.has_stems else []) + ["audio-classification"]


def _configs(facts: Facts) -> list[str]:
    if facts.layouts == {"audiofolder"}:
        lines = ["configs:", "- config_name: default", "  data_files:"]
        for split in sorted(facts.splits) or ["train"]:
            lines += [f"  - split: {split}", f"    path: {quoted(f'{split}/**')}"]
        return lines
    # The rows of all splits are in one table, which has a column for it: not a split of Hugging Face's.
    split = "full" if facts.splits else "train"
    lines = ["configs:"]
    for name in ("mixtures", "events"):
        lines += [f"- config_name: {name}", *(["  default: true"] if name == "mixtures" else [])]
        lines += ["  data_files:", f"  - split: {split}", f"    path: {name}.jsonl"]
    lines.append("dataset_info:")
    for name, columns in (("mixtures", MIXTURES), ("events", EVENTS)):
        lines += [f"- config_name: {name}", "  features:", *_features(columns)]
    return lines


def _features(columns: Iterable[Column]) -> list[str]:
    lines = []
    for column in columns:
        kind = "sequence: string" if column.kind == "list" else f"dtype: {_TYPES[column.kind]}"
        lines += [f"  - name: {column.name}", f"    {kind}"]
    return lines


# ---- For a person


def duration_text(seconds: float) -> str:
    """30 s, 12.5 min, 55.6 h."""
    if seconds < 60:
        return f"{_rounded(seconds)} s"
    return f"{_rounded(seconds / 60)} min" if seconds < 3600 else f"{_rounded(seconds / 3600)} h"


def _rounded(value: float) -> str:
    text = f"{value:,.1f}"
    return text[:-2] if text.endswith(".0") else text


def _one_of(values: Iterable[object]) -> str:
    return " or ".join(str(value) for value in values)


def _cell(text: str) -> str:
    """A text in a table of Markdown."""
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ")


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [f"| {' | '.join(heads)} |", f"| {' | '.join('---' for _ in heads)} |"]
    lines += [f"| {' | '.join(_cell(str(cell)) for cell in row)} |" for row in rows]
    return "\n".join(lines) + "\n"


def _counts(counts: Mapping[str, int]) -> list[tuple[str, str]]:
    """Largest first; equal ones in the byte order of their names."""
    return [(name, f"{count:,}") for name, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))]


def _summary(facts: Facts) -> str:
    rows: list[tuple[str, str]] = [("mixtures", f"{facts.made:,}")]
    if facts.failed:
        rows.append(("failed", f"{facts.failed:,}"))
    rows.append(("duration", duration_text(facts.seconds)))
    if facts.rates:
        rows.append(("sample rate", _one_of(f"{rate:,}" for rate in sorted(facts.rates)) + " Hz"))
    if facts.channels:
        rows.append(("channels", _one_of(sorted(facts.channels))))
    if facts.endings:
        rows.append(("audio", _one_of(sorted(facts.endings)) + (", mixtures and stems" if facts.has_stems else "")))
    rows.append(("foreground events", f"{facts.events:,}"))
    if facts.backgrounds:
        rows.append(("background events", f"{sum(facts.backgrounds.values()):,}"))
    rows.append(("sound files used", f"{len(facts.credits):,}"))
    return _table(["", ""], rows)


def _splits(facts: Facts) -> str:
    if not facts.splits:
        return ""
    splits = sorted(facts.splits.items())
    rows = [(name, f"{count:,}", duration_text(facts.split_seconds[name])) for name, count in splits]
    return "## Splits\n\n" + _table(["split", "mixtures", "duration"], rows)


def _files(facts: Facts) -> str:
    rows = [
        ("`mixtures.jsonl`", "a row for each mixture: paths, split, labels, warnings"),
        ("`events.jsonl`", "a row for each event: label, times, level, source, measured bounds"),
        ("`manifest.jsonl`", "the files of each mixture, with their SHA-256"),
        ("`CREDITS.csv`", "each sound file that was used, how often, and what is known of it"),
        ("`croissant.json`", "the same for machines: [Croissant](https://mlcommons.org/croissant) 1.0"),
    ]
    text = "Paths start from this folder. Each mixture has a [JAMS](https://jams.readthedocs.io) annotation"
    if facts.has_stems:
        text += ", and its stems add up to it exactly"
    layout = _one_of(f"`{name}`" for name in sorted(facts.layouts))
    return f"## Files\n\n{text}. Files are named by the layout {layout}.\n\n" + _table(["file", ""], rows)


def _labels(facts: Facts) -> str:
    parts = []
    for title, counts in (("Labels", facts.labels), ("Backgrounds", facts.backgrounds), ("Variants", facts.variants)):
        if not counts:
            continue
        rows = _counts(counts)
        what = "mixtures" if title == "Variants" else "events"
        parts.append(f"## {title}\n\n" + _table([title.lower()[:-1], what], rows[:MOST_LABELS]))
        if len(rows) > MOST_LABELS:
            parts.append(f"and {len(rows) - MOST_LABELS:,} more\n")
    return "\n".join(parts)


def _loading() -> str:
    return """## Loading

```python
import soundscape

data = soundscape.read(".")                        # this folder
mixture = data[0]
mixture.audio, mixture.stems, mixture.events
```

```python
import json

import pandas

events = pandas.DataFrame(json.loads(line) for line in open("events.jsonl", encoding="utf-8"))
```
"""


def _making(facts: Facts) -> str:
    made = f"Made by Soundscape {facts.version}" if facts.version else "Made by Soundscape"
    rows = [("seed", ", ".join(sorted(facts.seeds))), ("SHA-256 of the recipe", ", ".join(sorted(facts.recipes)))]
    return (
        f"## How it was made\n\n{made}, from a recipe and a bank of sounds. With the sounds in place,\n"
        "`soundscape recreate . --out ../again` makes the same files from the annotations, and `soundscape verify .`\n"
        "checks these.\n\n"
        + _table(["", ""], [row for row in rows if row[1]])
    )


def _credits(facts: Facts, about: About) -> str:
    text = "## Licence and credits\n\n"
    if about.license is not None:
        text += f"The data set has the licence `{about.license}`. "
    text += "The mixtures are made of the sounds in `CREDITS.csv`, whose licences hold for what is made of them.\n\n"
    return text + _table(["licence of the sounds", "sound files"], _counts(facts.licence_texts()))
