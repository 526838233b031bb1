"""Rewards: how near an observation is to the target. Higher is nearer."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from ..errors import ArgumentError
from ._spectra import cepstrum, magnitudes, mel_decibels, window_count, windows_of

Samples = NDArray[np.float64]
Criterion = Callable[[Samples, Samples], float]

# SI-SDR is kept within ± this many dB: silence has no ratio at all, an exact copy an infinite one.
MOST_DECIBELS = 100.0


class Reward:
    """Compares an observation, as it grows, with a target.

    criteria     "raw", "stft", "mfcc", "si-sdr", or a function of observation and target, which returns a number
    target       (frames,) samples
    sample_rate  Hz; for "mfcc"
    relevant     whether only the part that has sounded is compared, and not what is still to come

    Raises ArgumentError for unknown criteria.
    """

    def __init__(
        self, criteria: str | Criterion, target: Samples, sample_rate: int, relevant: bool = False
    ) -> None:
        self._target = target
        self._relevant = relevant
        self._spectral: _Spectral | None = None
        if callable(criteria):
            self._compare = criteria
        elif criteria == "raw":
            self._compare = _Error(target.size)
        elif criteria == "si-sdr":
            self._compare = si_sdr
        elif criteria == "stft":
            self._spectral = _Spectral(target, relevant, _itself, _itself)
        elif criteria == "mfcc":
            self._spectral = _Spectral(target, relevant, lambda found: mel_decibels(found, sample_rate), cepstrum)
        else:
            raise ArgumentError(
                f'must be "raw", "stft", "mfcc", "si-sdr" or a function (found {criteria!r})', "criteria"
            )

    def begin(self) -> None:
        """Says that the next observation does not continue the last one."""
        if self._spectral is not None:
            self._spectral.begin()

    def __call__(self, observation: Samples, sounded: int) -> float:
        """The reward of an observation whose first `sounded` frames continue what it was last time."""
        if self._spectral is not None:
            return self._spectral(observation, sounded)
        length = sounded if self._relevant else len(self._target)
        return float(self._compare(observation[:length], self._target[:length]))


def si_sdr(estimate: Samples, reference: Samples) -> float:
    """The scale-invariant ratio of signal to distortion, in dB.

    ``10 log10(|αr|² / |e − αr|²)`` with ``α = ⟨e, r⟩ / |r|²``; no mean is taken off. It is kept within
    ± `MOST_DECIBELS`; where either is silent, it is −`MOST_DECIBELS`. After Le Roux, Wisdom, Erdogan and Hershey,
    *SDR – half-baked or well done?* (2019).
    """
    own, other, both = _product(estimate, estimate), _product(reference, reference), _product(estimate, reference)
    if own == 0 or other == 0:
        return -MOST_DECIBELS
    # |e − αr|² = |e|² − |αr|². The difference is only inexact far above the bound.
    signal = both * both / other
    distortion = own - signal
    least = own * 10 ** (-MOST_DECIBELS / 10)
    return float(10 * np.log10(max(signal, least) / max(distortion, least)))


def _product(a: Samples, b: Samples) -> float:
    # Not `a @ b`, which starts threads.
    return float(np.einsum("i,i", a, b))


class _Error:
    """Minus the mean square difference.

    It keeps its working memory: to ask for some each time takes longer than the sum.
    """

    def __init__(self, size: int) -> None:
        self._memory = np.empty(size)

    def __call__(self, found: Samples, wanted: Samples) -> float:
        if found.size == 0:
            return 0.0
        difference = self._memory[: found.size].reshape(found.shape)
        np.subtract(found, wanted, out=difference)
        np.square(difference, out=difference)
        return -float(difference.mean())


class _Spectral:
    """Minus the mean square difference of spectra. A step only computes the windows that it reaches into.

    rows    a row of numbers for each window, from its magnitudes
    finish  what is compared, from the rows of all windows
    """

    def __init__(
        self,
        target: Samples,
        relevant: bool,
        rows: Callable[[Samples], Samples],
        finish: Callable[[Samples], Samples],
    ) -> None:
        self._target = target
        self._relevant = relevant
        self._of, self._finish = rows, finish
        self._target_rows = rows(magnitudes(target))
        self._rows = np.empty_like(self._target_rows)
        self._error = _Error(self._rows.size)
        self.begin()

    def begin(self) -> None:
        self._rows[:] = self._of(magnitudes(np.zeros(1)))
        self._known = 0

    def __call__(self, observation: Samples, sounded: int) -> float:
        count = len(self._rows)
        changed = windows_of(self._known, sounded)
        changed = range(changed.start, min(changed.stop, count))
        self._rows[changed.start : changed.stop] = self._of(magnitudes(observation, changed))
        self._known = sounded
        wanted = self._target_rows
        if self._relevant and sounded < len(self._target):
            count = window_count(sounded)
            # The last windows reach beyond what has sounded: there the part of the target is silent.
            beyond = range(windows_of(sounded, sounded + 1).start, count)
            wanted = wanted[:count].copy()
            wanted[beyond.start :] = self._of(magnitudes(self._target[:sounded], beyond))
        return self._error(self._finish(self._rows[:count]), self._finish(wanted))


def _itself(found: Samples) -> Samples:
    return found
