"""Integrated loudness. *Source:* ITU-R BS.1770-4; filters after R. Bristow-Johnson's equalizer cookbook.

`generate` measures with the engine. This is for code that measures arrays with `audio.get_integrated_lufs`.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.floating[Any]]
Biquad = tuple[tuple[float, float, float], tuple[float, float, float]]

# Of left, right, centre, left surround and right surround.
CHANNEL_GAINS = (1.0, 1.0, 1.0, 1.41, 1.41)
ABSOLUTE_GATE = -70.0
RELATIVE_GATE = -10.0
# Share of a block after which the next one begins.
STEP = 0.25
# The impulse response of the lowest high-pass has fallen by 200 dB after this time.
_RINGING_SECONDS = 0.5


def _high_shelf(gain: float, quality: float, corner: float, rate: float) -> Biquad:
    a = 10 ** (gain / 40)
    w = 2 * math.pi * corner / rate
    c, root = math.cos(w), 2 * math.sqrt(a) * math.sin(w) / (2 * quality)
    zeros = (a * (a + 1 + (a - 1) * c + root), -2 * a * (a - 1 + (a + 1) * c), a * (a + 1 + (a - 1) * c - root))
    return zeros, (a + 1 - (a - 1) * c + root, 2 * (a - 1 - (a + 1) * c), a + 1 - (a - 1) * c - root)


def _high_pass(quality: float, corner: float, rate: float) -> Biquad:
    w = 2 * math.pi * corner / rate
    c, alpha = math.cos(w), math.sin(w) / (2 * quality)
    return ((1 + c) / 2, -(1 + c), (1 + c) / 2), (1 + alpha, -2 * c, 1 - alpha)


def _peak(gain: float, quality: float, centre: float, rate: float) -> Biquad:
    a = 10 ** (gain / 40)
    w = 2 * math.pi * centre / rate
    c, alpha = math.cos(w), math.sin(w) / (2 * quality)
    return (1 + alpha * a, -2 * c, 1 - alpha * a), (1 + alpha / a, -2 * c, 1 - alpha / a)


def weighting(name: str, rate: float) -> list[Biquad]:
    """The filters that stand for the ear. Raises ValueError for an unknown name."""
    if name in ("K-weighting", "Fenton/Lee 2"):
        return [_high_shelf(4.0, math.sqrt(0.5), 1500.0, rate), _high_pass(0.5, 38.0, rate)]
    if name == "Fenton/Lee 1":
        return [_high_shelf(5.0, math.sqrt(0.5), 1500.0, rate), _high_pass(0.5, 130.0, rate)]
    if name == "Dash et al.":
        return [_high_pass(0.375, 149.0, rate), _peak(-2.93820927, 1.68878655, 1000.0, rate)]
    raise ValueError("Invalid filter class:", name)


def filtered(audio: NDArray[np.float64], filters: list[Biquad], rate: float) -> NDArray[np.float64]:
    """Filters (frames, channels) by multiplying spectra, which NumPy does quickly where it has no recursive filter.

    Silence is added for the filters to ring out in, so that the end does not come round into the beginning.
    """
    frames = len(audio)
    size = 1 << (frames + int(_RINGING_SECONDS * rate)).bit_length()
    delay = np.exp(-2j * np.pi * np.arange(size // 2 + 1) / size)
    response = np.ones(len(delay), dtype=np.complex128)
    for zeros, poles in filters:
        response *= np.polyval(zeros[::-1], delay) / np.polyval(poles[::-1], delay)
    spectrum = np.fft.rfft(audio, size, axis=0) * response[:, None]
    result: NDArray[np.float64] = np.fft.irfft(spectrum, size, axis=0)[:frames]
    return result


def integrated_loudness(audio: Samples, rate: float, name: str = "K-weighting", block: float = 0.4) -> float:
    """Loudness in LUFS of (frames, channels) or (frames,), gated twice; -inf for silence.

    Raises ValueError for more than five channels, samples that are not floats, and sounds shorter than a block.
    """
    if not isinstance(audio, np.ndarray):
        raise ValueError("Data must be of type numpy.ndarray.")
    if not np.issubdtype(audio.dtype, np.floating):
        raise ValueError("Data must be floating point.")
    if audio.ndim == 2 and audio.shape[1] > len(CHANNEL_GAINS):
        raise ValueError("Audio must have five channels or less.")
    if len(audio) < block * rate:
        raise ValueError("Audio must have length greater than the block size.")
    channels = audio.reshape(len(audio), -1).astype(np.float64)
    weighted = filtered(channels, weighting(name, rate), rate)
    # Running sums give the energy of any block by one subtraction.
    running = np.concatenate((np.zeros((1, weighted.shape[1])), np.cumsum(weighted**2, axis=0)))
    count = int(np.round((len(audio) / rate - block) / (block * STEP)) + 1)
    starts = [int(block * (i * STEP) * rate) for i in range(count)]
    ends = [min(int(block * (i * STEP + 1) * rate), len(audio)) for i in range(count)]
    gains = np.asarray(CHANNEL_GAINS[: weighted.shape[1]])
    power = (running[ends] - running[starts]) @ gains / (block * rate)
    with np.errstate(divide="ignore", invalid="ignore"):
        loudness = _decibels(power)
        audible = loudness >= ABSOLUTE_GATE
        if not audible.any():
            return -math.inf
        gate = _decibels(np.mean(power[audible])) + RELATIVE_GATE
        loud = (loudness > gate) & (loudness > ABSOLUTE_GATE)
        return float(_decibels(np.mean(power[loud]))) if loud.any() else -math.inf


def _decibels(power: NDArray[np.float64] | np.floating[Any]) -> NDArray[np.float64]:
    result: NDArray[np.float64] = -0.691 + 10 * np.log10(power)
    return result
