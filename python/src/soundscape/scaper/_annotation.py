"""The annotation of a soundscape: what was drawn, and the specification that it was drawn from."""

from __future__ import annotations

import csv
import os
from typing import TYPE_CHECKING, Any

import jams  # type: ignore[import-untyped, import-not-found, unused-ignore]

from ._drawing import draw
from ._event_spec import EventSpec
from ._polyphony import max_polyphony, polyphony_gini
from ._wanted import Rules, UsedNames, Wanted
from .version import version

if TYPE_CHECKING:
    from ._scaper import Scaper

# What `generate` fills in, and is empty until then.
_GENERATE_FIELDS = (
    "audio_path", "jams_path", "fix_clipping", "peak_normalization", "save_isolated_events", "isolated_events_path",
    "disable_sox_warnings", "no_audio", "txt_path", "txt_sep", "disable_instantiation_warnings",
    "peak_normalization_scale_factor", "ref_db_change", "ref_db_generated",
)  # fmt: skip
# What the annotation keeps of the Scaper object.
_SETTINGS = (
    "fg_path", "bg_path", "fg_spec", "bg_spec", "fg_labels", "bg_labels", "protected_labels", "sr", "ref_db",
    "n_channels", "fade_in_len", "fade_out_len",
)  # fmt: skip


def instantiate(scaper: Scaper, rules: Rules, reverb: float | None) -> Any:
    """Draws a soundscape: a jams.JAMS with one annotation of the namespace `scaper`."""
    wanted = [Wanted(spec, True) for spec in scaper.bg_spec] + [Wanted(spec, False) for spec in scaper.fg_spec]
    used = {"background": UsedNames(), "foreground": UsedNames()}
    annotation = jams.Annotation(namespace="scaper", duration=scaper.duration)
    for item, event in zip(wanted, draw(scaper, wanted, used, rules), strict=True):
        is_stretched = event.time_stretch is not None and not item.is_background
        duration = event.event_duration * event.time_stretch if is_stretched else event.event_duration
        annotation.append(time=event.event_time, duration=duration, value=event._asdict(), confidence=1.0)
    annotation.sandbox.scaper = jams.Sandbox(
        duration=scaper.duration,
        original_duration=scaper.duration,
        **{name: getattr(scaper, name) for name in _SETTINGS},
        n_events=len(scaper.fg_spec),
        polyphony_max=max_polyphony(annotation),
        polyphony_gini=polyphony_gini(annotation),
        allow_repeated_label=rules.allow_repeated_label,
        allow_repeated_source=rules.allow_repeated_source,
        reverb=reverb,
        scaper_version=version,
        soundscape_audio_path=None,
        isolated_events_audio_path=[],
        **dict.fromkeys(_GENERATE_FIELDS),
    )
    jam = jams.JAMS()
    jam.annotations.append(annotation)
    jam.file_metadata.duration = annotation.duration
    return jam


def instantiate_event(
    scaper: Scaper, event: EventSpec, is_background: bool, used: UsedNames, rules: Rules
) -> EventSpec:
    """Draws one event."""
    wanted = Wanted(event, is_background)
    return draw(scaper, [wanted], {"background": UsedNames(), "foreground": UsedNames(), wanted.role: used}, rules)[0]


def label_track(annotation: Any) -> list[list[Any]]:
    """The foreground's events as [onset, offset, label], in seconds."""
    return [
        [obs.time, obs.time + obs.duration, obs.value["label"]]
        for obs in annotation.data
        if obs.value["role"] == "foreground"
    ]


def write_label_track(track: list[list[Any]], path: str | os.PathLike[str], separator: str) -> None:
    """Writes onsets, offsets and labels as Audacity reads them."""
    with open(path, "w") as file:
        csv.writer(file, delimiter=separator).writerows(track)
