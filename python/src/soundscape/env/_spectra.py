"""Spectra: magnitudes and mel bands of windows, and MFCC, as librosa computes them with its defaults.

Nothing here is a matrix product: NumPy's would start threads, which several environments side by side would fight over.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

WINDOW = 2048  # frames of a periodic Hann window
HOP = 512  # frames from one window to the next
BANDS = 128  # mel bands from 0 Hz to half of the sample rate
COEFFICIENTS = 20  # of the cepstrum, the first among them
LEAST_POWER = 1e-10  # −100 dB: the logarithm of less is that of this
DYNAMIC_RANGE = 80.0  # dB: what is further below the loudest band is raised to it


def window_count(frames: int) -> int:
    """How many windows a sound has. Window k is centred on frame k · `HOP`."""
    return 1 + frames // HOP


def windows_of(first: int, end: int) -> range:
    """The windows that reach into the frames from `first` to `end`, of a sound of any length."""
    half = WINDOW // 2
    return range(max(0, (first - half) // HOP + 1), -(-(end + half) // HOP))


def magnitudes(sound: Array, windows: range | None = None) -> Array:
    """The magnitudes of the short-time Fourier transform. Before and after the sound there is silence.

    windows  which; all of the sound's without it

    Shape: (frames,) → (windows, 1 + `WINDOW` / 2).
    """
    if windows is None:
        windows = range(window_count(len(sound)))
    start = windows.start * HOP - WINDOW // 2
    end = start + (len(windows) - 1) * HOP + WINDOW
    part = np.zeros(max(WINDOW, end - start))
    inner = sound[max(0, start) : max(0, end)]
    part[max(0, -start) : max(0, -start) + len(inner)] = inner
    cut = np.lib.stride_tricks.sliding_window_view(part, WINDOW)[::HOP][: len(windows)]
    found: Array = np.abs(np.fft.rfft(cut * _hann(), axis=-1))
    return found


def mel_decibels(magnitude: Array, sample_rate: int) -> Array:
    """The powers in mel bands, in dB: (windows, 1 + `WINDOW` / 2) → (windows, `BANDS`)."""
    bins, weights, starts = _mel_filters(sample_rate)
    powers = np.add.reduceat(np.square(magnitude)[:, bins] * weights, starts, axis=1)
    found: Array = 10 * np.log10(np.maximum(powers, LEAST_POWER))
    return found


def cepstrum(decibels: Array) -> Array:
    """The orthonormal DCT-II of mel bands: (windows, `BANDS`) → (windows, `COEFFICIENTS`)."""
    floored = np.maximum(decibels, decibels.max() - DYNAMIC_RANGE)
    found: Array = np.einsum("wb,cb->wc", floored, _cosines())
    return found


def mfcc(sound: Array, sample_rate: int) -> Array:
    """The mel-frequency cepstral coefficients: (frames,) → (windows, `COEFFICIENTS`)."""
    return cepstrum(mel_decibels(magnitudes(sound), sample_rate))


@lru_cache(maxsize=1)
def _hann() -> Array:
    return 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(WINDOW) / WINDOW)


@lru_cache(maxsize=1)
def _cosines() -> Array:
    """The rows of the orthonormal DCT-II."""
    k, n = np.ogrid[:COEFFICIENTS, :BANDS]
    rows = np.sqrt(2 / BANDS) * np.cos(np.pi * k * (2 * n + 1) / (2 * BANDS))
    rows[0] /= np.sqrt(2)
    return np.asarray(rows, dtype=np.float64)


@lru_cache(maxsize=8)
def _mel_filters(sample_rate: int) -> tuple[NDArray[np.intp], Array, NDArray[np.intp]]:
    """Triangles over the transform's frequencies, each with an area of 1.

    Returns the bins that each band covers, one band after the other, with their weights, and where the bands start.
    After Slaney, *Auditory Toolbox* (1998): the scale is linear up to 1 kHz and logarithmic above.
    """
    frequencies = np.linspace(0, sample_rate / 2, 1 + WINDOW // 2)
    corners = _hertz(np.linspace(0, _mel(sample_rate / 2), BANDS + 2))
    below, centre, above = corners[:-2, None], corners[1:-1, None], corners[2:, None]
    rising = (frequencies - below) / (centre - below)
    falling = (above - frequencies) / (above - centre)
    weights = np.maximum(0, np.minimum(rising, falling)) * 2 / (above - below)
    covered = weights > 0
    # A narrow band may lie between two bins: it has one of weight 0, since each band must have one.
    covered[~covered.any(axis=1), 0] = True
    starts = np.concatenate([[0], np.cumsum(covered.sum(axis=1))[:-1]])
    return np.nonzero(covered)[1], weights[covered], starts


# 3 mel for 200 Hz up to 1 kHz, which is mel 15; above, 27 mel for a factor of 6.4.
_LINEAR = 3 / 200
_CORNER_HERTZ, _CORNER_MEL = 1000.0, 15.0
_LOGARITHMIC = 27 / np.log(6.4)


def _mel(hertz: float) -> float:
    if hertz < _CORNER_HERTZ:
        return hertz * _LINEAR
    return float(_CORNER_MEL + _LOGARITHMIC * np.log(hertz / _CORNER_HERTZ))


def _hertz(mel: Array) -> Array:
    logarithmic = _CORNER_HERTZ * np.exp((np.maximum(mel, _CORNER_MEL) - _CORNER_MEL) / _LOGARITHMIC)
    return np.where(mel < _CORNER_MEL, mel / _LINEAR, logarithmic)
