"""What Scaper keeps of an event."""

from __future__ import annotations

from typing import Any, NamedTuple


class EventSpec(NamedTuple):
    """An event: as it was specified, by distribution tuples, or as it was drawn, by values.

    label           name of a label folder
    source_file     path of the sound
    source_time     where its window begins, in seconds of the source
    event_time      onset in the soundscape, in seconds
    event_duration  length of the window, in seconds of the source, before stretching
    snr             dB above the reference loudness
    role            "foreground" or "background"
    pitch_shift     semitones, or None
    time_stretch    output duration / input duration, or None
    """

    label: Any
    source_file: Any
    source_time: Any
    event_time: Any
    event_duration: Any
    snr: Any
    role: Any
    pitch_shift: Any
    time_stretch: Any
