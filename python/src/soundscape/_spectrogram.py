"""The picture of a spectrogram: time to the right, frequency upwards on a logarithmic axis."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ._arrays import FloatArray

__all__ = ["LOWEST_FREQUENCY", "spectrogram"]

LOWEST_FREQUENCY = 60.0  # Hz: below it there is little to see
WINDOW_SECONDS = 0.046  # 2048 samples at 44.1 kHz
RANGE_DB = 80.0  # from the loudest point to black

# A few points of a dark to bright scale, red, green and blue; those between are interpolated.
SCALE = np.array([(8, 8, 32), (52, 20, 92), (140, 32, 100), (218, 76, 60), (250, 164, 50), (252, 252, 190)], np.float64)


def spectrogram(audio: FloatArray, sample_rate: int, width: int, height: int) -> npt.NDArray[np.uint8]:
    """Pixels (height, width, 3) of audio (channels, frames), whose channels are averaged.

    Each column is the spectrum of one window at its time, so that an hour takes no longer than a second.
    """
    mono = audio.mean(axis=0, dtype=np.float64)
    window = max(16, round(WINDOW_SECONDS * sample_rate))
    padded = np.pad(mono, window)
    starts = np.linspace(window / 2, window / 2 + len(mono), width).astype(int)
    frames = padded[np.minimum(starts, len(padded) - window)[:, None] + np.arange(window)]
    size = 4 * window  # finer steps in frequency, for the low end of the logarithmic axis
    power = np.abs(np.fft.rfft(frames * np.hanning(window), size)) ** 2
    rows = np.geomspace(sample_rate / 2, LOWEST_FREQUENCY, height + 1) * size / sample_rate
    # The loudest bin within each row of pixels.
    lows = np.floor(rows[1:]).astype(int)
    highs = np.maximum(np.minimum(rows[:-1].astype(int), power.shape[1] - 1), lows)
    picture = np.stack([power[:, low : high + 1].max(axis=1) for low, high in zip(lows, highs)])
    decibels = 10 * np.log10(np.maximum(picture, 1e-20))
    level = np.clip(1 + (decibels - max(decibels.max(), -100.0)) / RANGE_DB, 0, 1) * (len(SCALE) - 1)
    steps = np.arange(len(SCALE))
    return np.stack([np.interp(level, steps, SCALE[:, colour]) for colour in range(3)], axis=-1).astype(np.uint8)
