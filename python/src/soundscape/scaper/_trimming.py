"""Cutting soundscapes and their annotations."""

from __future__ import annotations

import math
import os
from typing import Any

import jams  # type: ignore[import-untyped, import-not-found, unused-ignore]
import soundfile  # type: ignore[import-untyped, import-not-found, unused-ignore]

from ._polyphony import max_polyphony, polyphony_gini

# SoX is told times with six decimals.
_DECIMALS = 6
_SUBTYPE = "PCM_32"


def trim(
    audio_infile: Any,
    jams_infile: Any,
    audio_outfile: Any,
    jams_outfile: Any,
    start_time: float,
    end_time: float,
    no_audio: bool = False,
) -> None:
    """Cuts a soundscape and its annotation to a range of time, in seconds.

    The values of the events stay what they were, so that `generate_from_jams` can make the soundscape again: it renders
    the whole and cuts it in the same way.

    no_audio  True: the annotation alone; the sound's paths are not used

    Raises jams.ParameterError for a range that the annotation cannot be cut to.
    """
    jam = jams.load(os.fspath(jams_infile)).slice(start_time, end_time, strict=False)
    for annotation in jam.annotations:
        if annotation.namespace == "scaper":
            annotation.sandbox.scaper.update(
                n_events=sum(obs.value["role"] == "foreground" for obs in annotation.data),
                polyphony_max=max_polyphony(annotation),
                polyphony_gini=polyphony_gini(annotation),
                duration=annotation.duration,
            )
    jam.save(os.fspath(jams_outfile))
    if not no_audio:
        trim_audio(audio_infile, audio_outfile, start_time, end_time)


def trim_audio(source: Any, target: Any, start: float, end: float) -> None:
    """Writes the part of a sound file between two times, in 32-bit integers like SoX; both may be the same file."""
    info = soundfile.info(source)
    first, last = (math.floor(round(time, _DECIMALS) * info.samplerate + 0.5) for time in (start, end))
    audio, rate = soundfile.read(source, start=min(first, info.frames), stop=min(last, info.frames), dtype="float64")
    kind = os.path.splitext(target)[1][1:].upper()
    # FLAC and the lossy formats have no such subtype; their own default is taken.
    soundfile.write(target, audio, rate, subtype=_SUBTYPE if soundfile.check_format(kind, _SUBTYPE) else None)
