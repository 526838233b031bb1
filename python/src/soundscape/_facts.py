"""What a card says of a data set, counted while its rows go by."""

from __future__ import annotations

from collections import Counter
from typing import Any

from ._credits import Credits
from ._licences import licence_id
from ._rows import Row

__all__ = ["Facts"]


class Facts:
    """Counts of mixtures and events. What is kept does not depend on how many there are, but for the sounds' names."""

    def __init__(self) -> None:
        self.made = 0
        self.failed = 0
        self.seconds = 0.0
        self.splits: Counter[str] = Counter()
        self.split_seconds: Counter[str] = Counter()
        self.labels: Counter[str] = Counter()
        self.backgrounds: Counter[str] = Counter()
        self.variants: Counter[str] = Counter()
        self.rates: set[int] = set()
        self.channels: set[int] = set()
        self.layouts: set[str] = set()
        self.endings: set[str] = set()
        self.has_stems = False
        self.has_tracks = False
        self.seeds: set[str] = set()
        self.version: str | None = None
        self.recipes: set[str] = set()
        self.credits = Credits()

    def add(self, mixture: Row, annotation: dict[str, Any] | None) -> None:
        """A row of the table of mixtures, and its annotation."""
        if mixture["status"] != "ok":
            self.failed += 1
            return
        self.made += 1
        self.seconds += mixture["duration"] or 0
        if mixture["split"]:
            self.splits[mixture["split"]] += 1
            self.split_seconds[mixture["split"]] += mixture["duration"] or 0
        if mixture["variant"] is not None:
            self.variants[mixture["variant"]] += 1
        for name, found in (("sample_rate", self.rates), ("channels", self.channels)):
            if mixture[name] is not None:
                found.add(mixture[name])
        self.layouts.add(mixture["layout"] or "folder")
        if mixture["mixture"]:
            self.endings.add(mixture["mixture"].rpartition(".")[2])
        self.has_stems |= bool(mixture["stems"])
        self.has_tracks |= bool(mixture["track"])
        if mixture["seed"] is not None:
            self.seeds.add(mixture["seed"])
        if annotation is None:
            return
        self.credits.add_continuations(annotation)
        ours = annotation["sandbox"].get("soundscape") or {}
        self.version = self.version or ours.get("version")
        if ours.get("recipe_sha256"):
            self.recipes.add(ours["recipe_sha256"])

    def add_event(self, event: Row) -> None:
        """A row of the table of events."""
        (self.backgrounds if event["role"] == "background" else self.labels)[event["label"]] += 1
        self.credits.add(event)

    # ---- What follows from them

    @property
    def events(self) -> int:
        return sum(self.labels.values())

    def licences(self, given: str | None) -> list[str]:
        """Identifiers of licences in byte order: what was given, or those of the sounds; `other` for what is not known.

        [`unknown`] where no sound says any.
        """
        if given is not None:
            return [given]
        found = set(self.credits.licences())
        if found <= {None}:
            return ["unknown"]
        return sorted({licence_id(text or "") or "other" for text in found})

    def licence_texts(self) -> Counter[str]:
        """How many sounds have each licence, as their banks write it; "not stated" for those that say none."""
        return Counter(text or "not stated" for text in self.credits.licences())

    @property
    def size_category(self) -> str:
        """Hugging Face's name for how many mixtures there are."""
        if self.made < 1000:
            return "n<1K"
        bounds = ["1K", "10K", "100K", "1M", "10M", "100M", "1B", "10B", "100B", "1T"]
        for power, (low, high) in enumerate(zip(bounds, bounds[1:])):
            if self.made < 10 ** (power + 4):
                return f"{low}<n<{high}"
        return "n>1T"
