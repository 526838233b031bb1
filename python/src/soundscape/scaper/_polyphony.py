"""How many events of the foreground sound at once. *Source:* Salamon et al., Scaper, WASPAA 2017."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .scaper_exceptions import ScaperError


def _foreground_times(ann: Any) -> NDArray[np.float64]:
    """Onsets and offsets of the foreground's events: two columns, in seconds."""
    times = [(obs.time, obs.time + obs.duration) for obs in ann.data if obs.value["role"] == "foreground"]
    return np.asarray(times, dtype=np.float64).reshape(-1, 2)


def max_polyphony(ann: Any) -> int:
    """The largest number of foreground events of an annotation that sound at once; 0 without any.

    An event that begins where another ends counts as sounding with it where sorting puts its onset first.
    """
    times = _foreground_times(ann)
    if not len(times):
        return 0
    edges = np.concatenate((np.sort(times[:, 0]), np.sort(times[:, 1])))
    steps = np.repeat((1, -1), len(times))
    # The default sort is not stable, and is Scaper's: it decides where an onset and an offset coincide.
    return int(np.max(np.cumsum(steps[edges.argsort()])))


def polyphony_gini(ann: Any, hop_size: float = 0.01) -> float:
    """How evenly the polyphony is spread over time: 1 - Gini of the number of events every `hop_size` seconds.

    From 0, without events, to 1, where always the same number of events sounds.

    Raises ScaperError where the annotation has no duration, or is of another namespace than `scaper`.
    """
    if not ann.duration:
        raise ScaperError("Annotation does not have a duration value set.")
    if ann.namespace != "scaper":
        raise ScaperError(f"Annotation namespace must be scaper, found {ann.namespace}.")
    events = _foreground_times(ann)
    if not len(events):
        return 0
    count = int(np.floor(ann.duration / float(hop_size)) + 1)
    times = np.linspace(0, (count - 1) * hop_size, count)
    polyphony = np.zeros(count)
    for onset, offset in events:
        polyphony[_nearest(times, onset) : _nearest(times, offset)] += 1
    # The Gini coefficient is defined for positive numbers.
    values = np.sort(polyphony[:-1] + 1e-6)
    n = len(values)
    gini = np.sum((2 * (np.arange(n) + 1) - n - 1) * values) / (n * np.sum(values))
    return 1 - float(gini)


def _nearest(times: NDArray[np.float64], time: float) -> int:
    return int(np.argmin(np.abs(times - time)))
