"""What events and mixtures are in words, and how many sources a target has in a batch."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from typing import NamedTuple

from ._events import Event
from .errors import ArgumentError

__all__ = ["Wording", "filled"]


class Wording(NamedTuple):
    """How prompts are made.

    An event is in words what its recipe says (`prompt`), or else its kept column `caption`, or else `one` with its
    label; several events together are `several` with their labels. Underscores of labels become spaces.
    """

    one: str = "The sound of {label}"
    several: str = "The sound mixture of {labels}"
    caption: str = "caption"
    """The kept column that has the caption of a sound."""
    phrases: str = "sources"
    """The kept column that has the sources within a sound: a JSON list of phrases, or phrases between semicolons."""

    def event(self, event: Event) -> str:
        """The prompt of an event."""
        if event.prompt is not None:
            return event.prompt
        kept = event.source.kept if event.source is not None else {}
        return kept.get(self.caption) or self.one.format(label=_words(event.label))

    def target(self, events: Sequence[Event]) -> str:
        """The prompt of the sum of some events; an empty text for none."""
        if not events:
            return ""
        if len(events) == 1:
            return self.event(events[0])
        return self.several.format(labels=" and ".join(_words(event.label) for event in events))

    def sources(self, events: Sequence[Event]) -> list[str]:
        """The prompts of what is in a target: the phrases of a single event that has some, or else its events'."""
        if len(events) == 1 and events[0].source is not None:
            phrases = _phrases(events[0].source.kept.get(self.phrases) or "")
            if phrases:
                return phrases
        return [self.event(event) for event in events]


def _words(label: str) -> str:
    return label.replace("_", " ")


def _phrases(cell: str) -> list[str]:
    if cell.lstrip().startswith("["):
        try:
            listed = json.loads(cell)
        except ValueError:
            listed = None
        if isinstance(listed, list) and all(isinstance(phrase, str) for phrase in listed):
            return listed
    return [phrase.strip() for phrase in cell.split(";") if phrase.strip()]


def filled(phrases: Sequence[str], count: int, draws: random.Random) -> tuple[list[str], list[float]]:
    """Exactly so many phrases, and a weight for each: a share of 1 where a phrase comes several times.

    Of more phrases, some are drawn; of fewer, some are drawn again.
    """
    if not phrases:
        raise ArgumentError("a target without an event has none to tell", "sources")
    places = list(range(len(phrases)))
    if len(places) > count:
        places = draws.sample(places, count)
    places += [draws.choice(range(len(phrases))) for _ in range(count - len(places))]
    return [phrases[place] for place in places], [1 / places.count(place) for place in places]
