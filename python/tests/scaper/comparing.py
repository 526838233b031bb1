"""Results of a program by two modules, compared place by place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[-+]?\d+)?")


def differences(ours: Any, theirs: Any, tolerance: float = 0.0, place: str = "") -> Iterator[str]:
    """Each place where two results are not the same, as a line of text.

    tolerance  what numbers may differ by: relative to theirs, and never less than to 0.001. With 0 they are the same to the
               last bit, and a whole number is not a float of the same value. Numbers in texts may differ by as much.
    """
    if isinstance(theirs, dict) and isinstance(ours, dict):
        for key in {**theirs, **ours}:
            if key not in ours or key not in theirs:
                yield f"{place}.{key}: {'missing' if key not in ours else 'added'}"
            else:
                yield from differences(ours[key], theirs[key], tolerance, f"{place}.{key}")
    elif isinstance(theirs, list) and isinstance(ours, list):
        if len(ours) != len(theirs):
            yield f"{place}: {len(ours)} (Scaper: {len(theirs)}): {ours} (Scaper: {theirs})"
        for i, (mine, other) in enumerate(zip(ours, theirs, strict=False)):
            yield from differences(mine, other, tolerance, f"{place}[{i}]")
    elif not _is_same(ours, theirs, tolerance):
        yield f"{place}: {ours!r} (Scaper: {theirs!r})"


def _is_same(ours: Any, theirs: Any, tolerance: float) -> bool:
    if json.dumps(ours) == json.dumps(theirs):
        return True
    if tolerance == 0:
        return False
    if _is_number(ours) and _is_number(theirs):
        return bool(abs(ours - theirs) <= tolerance * max(abs(theirs), 1e-3))
    if isinstance(ours, str) and isinstance(theirs, str) and _NUMBER.sub("#", ours) == _NUMBER.sub("#", theirs):
        pairs = zip(_NUMBER.findall(ours), _NUMBER.findall(theirs), strict=True)
        return all(_is_same(float(mine), float(other), tolerance) for mine, other in pairs)
    return False


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
