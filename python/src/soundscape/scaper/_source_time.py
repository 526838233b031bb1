"""Source times that fit a sound, as Scaper makes them fit.

The engine does the same when it draws; this is for code that calls Scaper's private helper.
"""

from __future__ import annotations

import copy
from typing import Any

from ._distributions import _validate_distribution

# Which numbers of a tuple are times, by its distribution; the deviation of a normal one is not.
_TIMES = {"const": (1,), "uniform": (1, 2), "normal": (1,), "truncnorm": (1, 3, 4)}
# Where the bounds are, of those that have any.
_BOUNDS = {"uniform": (1, 2), "truncnorm": (3, 4)}


def _ensure_satisfiable_source_time_tuple(
    source_time: Any, source_duration: float, event_duration: float
) -> tuple[tuple[Any, ...], bool]:
    """A tuple whose window ends within the sound, and whether it is another than before.

    The times of a list are changed in the list itself, as in Scaper. Bounds that meet make a constant.
    """
    _validate_distribution(source_time)
    before = copy.deepcopy(source_time)
    latest = max(0, source_duration - event_duration)

    def fitted(time: Any) -> Any:
        return latest if time + event_duration > source_duration else time

    kind, *rest = source_time
    if kind in ("choose", "choose_weighted"):
        times = rest[0]
        times[:] = [fitted(time) for time in times]
        if kind == "choose":
            rest[0] = list(set(times))
    else:
        result = list(source_time)
        for position in _TIMES.get(kind, ()):
            result[position] = fitted(result[position])
        low, high = (result[position] for position in _BOUNDS.get(kind, (0, 0)))
        if kind in _BOUNDS and low == high:
            result = ["const", result[1]]
        kind, *rest = result
    changed = (kind, *rest)
    return changed, changed != before
