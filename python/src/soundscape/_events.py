"""The events of a mixture, and what was altered or is worth knowing about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

__all__ = ["Event", "Notice", "Source", "stem_names"]


@dataclass(frozen=True)
class Source:
    """What is known of a sound that is listed from a tree or a table."""

    name: str
    """The sound's name in its bank."""
    place: str
    """Its path below the bank's folder."""
    group: str | None = None
    """What it was made from or by: a song, a speaker, a recording. None where its bank does not say."""
    song: str | None = None
    """The song whose stems belong together, or None."""
    kept: dict[str, str] = field(default_factory=dict, hash=False)
    """The columns and placeholders that the recipe keeps: {"license": "CC0"}."""


@dataclass(frozen=True)
class Event:
    """One sound of a mixture, foreground or background.

    The events of a mixture are in the order of their onsets, and so are its stems: event i is stem i.
    """

    name: str
    """What its draws are keyed by: the name in the recipe, or its label or place."""
    role: str
    """"foreground" or "background"."""
    label: str
    """The folder that its file is from."""
    source_file: str
    """The file's absolute path."""
    source_time: float
    """Where it begins in the file, seconds."""
    event_time: float
    """Where it begins in the mixture, seconds."""
    event_duration: float
    """Its length in the file, before stretching, seconds."""
    duration: float
    """Its length in the mixture, seconds."""
    snr: float
    """dB above the reference level."""
    group: str | None = None
    """The name of the recipe's group that it was drawn with, or None. The song or speaker is `source.group`."""
    pitch_shift: float | None = None
    """Semitones, or None."""
    time_stretch: float | None = None
    """Output ÷ input duration, 2 being twice as long, or None."""
    gain: float | None = None
    """A factor on its level, or None."""
    prompt: str | None = None
    """A text that says what is heard, or None."""
    first_frame: int | None = None
    """Where it begins in its stem, once rendered; None before."""
    frames: int | None = None
    """How many frames of its stem it fills, with the tail of its effects, once rendered; None before."""
    loudness: float | None = None
    """LUFS as heard in the mixture, once rendered; None before."""
    source: Source | None = None
    """What is known of its sound; None for sounds of label folders."""
    prompt: str | None = None
    """What it is in words, where the recipe says; None otherwise."""

    @property
    def onset(self) -> float:
        """Seconds from the mixture's start; the same as event_time."""
        return self.event_time

    @property
    def offset(self) -> float:
        """Where it ends in the mixture, seconds."""
        return self.event_time + self.duration

    @property
    def is_background(self) -> bool:
        return self.role == "background"


@dataclass(frozen=True)
class Notice:
    """Something that was altered, skipped, or cannot be met: a warning of the engine."""

    kind: str
    """What happened, such as "duration_cut_to_source"."""
    subject: str
    """What it is about: an event, a path."""
    message: str
    """In words."""
    before: float | None = None
    """The value that was drawn, where a value was altered."""
    after: float | None = None
    """The value that is used instead."""

    def __str__(self) -> str:
        return f"{self.subject}: {self.message}" if self.subject else self.message


_EVENT_FIELDS = frozenset(each.name for each in fields(Event)) - {"source"}
_SOURCE_FIELDS = frozenset(each.name for each in fields(Source))
_NOTICE_FIELDS = frozenset(each.name for each in fields(Notice))


def event_of(members: Mapping[str, Any]) -> Event:
    """An event from the engine's JSON; members that this version does not know are left out."""
    known = {key: value for key, value in members.items() if key in _EVENT_FIELDS}
    return Event(**known, source=source_of(members.get("source")))


def source_of(members: Mapping[str, Any] | None) -> Source | None:
    """What an event or its annotation has as its `source`."""
    if members is None:
        return None
    return Source(**{key: value for key, value in members.items() if key in _SOURCE_FIELDS})


def notice_of(members: Mapping[str, Any]) -> Notice:
    return Notice(**{key: value for key, value in members.items() if key in _NOTICE_FIELDS})


def stem_names(labels: Iterable[str]) -> list[str]:
    """A name for each stem: its label; of several with one label `dog`, `dog_2`, `dog_3`, in the order of events."""
    names: list[str] = []
    used: set[str] = set()
    counts: dict[str, int] = {}
    for label in labels:
        count = counts.get(label, 0) + 1
        name = label if count == 1 else f"{label}_{count}"
        while name in used:  # another label may be called dog_2
            count += 1
            name = f"{label}_{count}"
        counts[label] = count
        used.add(name)
        names.append(name)
    return names
