"""Audio helpers of Scaper's surface."""

from __future__ import annotations

import math
import os
from typing import Any

import numpy as np
import soundfile  # type: ignore[import-untyped, import-not-found, unused-ignore]

from ._loudness import Samples, integrated_loudness
from .scaper_exceptions import ScaperError

__all__ = ["get_integrated_lufs", "match_sample_length", "peak_normalize"]

# Keeps the peak of what is normalized just under full scale, and silence from dividing by 0.
_PEAK_MARGIN = 1e-10


def get_integrated_lufs(
    audio_array: Samples,
    samplerate: float,
    min_duration: float = 0.5,
    filter_class: str = "K-weighting",
    block_size: float = 0.400,
) -> float:
    """Integrated loudness in LUFS, at least -70.

    audio_array   (frames, channels), or (frames,) for mono, of floats; at most five channels
    samplerate    Hz
    min_duration  seconds; a shorter sound is repeated until it is this long
    filter_class  "K-weighting", "Fenton/Lee 1", "Fenton/Lee 2" or "Dash et al."
    block_size    length of the blocks that are gated, in seconds

    Raises ValueError for an unknown filter class and for arrays that cannot be measured.
    """
    duration = audio_array.shape[0] / float(samplerate)
    if duration < min_duration:
        copies = math.ceil(min_duration / duration)
        audio_array = np.concatenate([audio_array] * copies)
    return max(integrated_loudness(audio_array, samplerate, filter_class, block_size), -70)


def match_sample_length(audio_path: str | os.PathLike[str], duration_in_samples: int) -> None:
    """Makes a file as long as is wanted: cuts off its end, or adds silence. Rate, format and subtype stay.

    Raises ScaperError where the length is not a whole number above 0.
    """
    if duration_in_samples <= 0:
        raise ScaperError("Duration in samples must be > 0.")
    if not isinstance(duration_in_samples, int):
        raise ScaperError("Duration in samples must be an integer.")
    info = soundfile.info(audio_path)
    audio, rate = soundfile.read(audio_path, always_2d=True)
    kept = audio[:duration_in_samples]
    silence = np.zeros((duration_in_samples - len(kept), audio.shape[1]))
    soundfile.write(audio_path, np.concatenate((kept, silence)), rate, subtype=info.subtype, format=info.format)


def peak_normalize(soundscape_audio: Any, event_audio_list: list[Any]) -> tuple[Any, list[Any], Any]:
    """Scales a mixture so that its largest sample is 1, and its events by the same factor.

    Returns the scaled mixture, the scaled events and the factor.
    """
    scale = 1.0 / (np.max(np.abs(soundscape_audio)) + _PEAK_MARGIN)
    return soundscape_audio * scale, [audio * scale for audio in event_audio_list], scale
