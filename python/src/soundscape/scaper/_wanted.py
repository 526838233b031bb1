"""What is to be drawn, by which rules, and what was drawn before."""

from __future__ import annotations

from dataclasses import dataclass, field

from ._event_spec import EventSpec


@dataclass
class UsedNames:
    """The labels and paths of one role that were drawn so far; the lists are the caller's, and grow."""

    labels: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    def add(self, event: EventSpec) -> None:
        if event.label not in self.labels:
            self.labels.append(event.label)
        if event.source_file not in self.files:
            self.files.append(event.source_file)


@dataclass
class Wanted:
    """An event that is to be drawn."""

    spec: EventSpec
    is_background: bool

    @property
    def role(self) -> str:
        return "background" if self.is_background else "foreground"


@dataclass
class Rules:
    """What `generate` says about repetitions and warnings."""

    allow_repeated_label: bool = True
    allow_repeated_source: bool = True
    disable_instantiation_warnings: bool = False

    @property
    def has_constraints(self) -> bool:
        return not (self.allow_repeated_label and self.allow_repeated_source)
