"""What RaveForce and our environment are both asked, so that the answers can be compared."""

from __future__ import annotations

import math
from typing import Any

# Action spaces by name. RaveForce lets "rel" refer to its own or a later component, whose place it then finds.
SPACES: dict[str, list[tuple[Any, ...]]] = {
    "lin": [("lin", 0, 1), ("lin", -12.5, 7), ("lin", 5, 5), ("lin", 3, -3)],
    "exp": [("exp", 20, 20000), ("exp", 1e-3, 1), ("exp", 0, 1)],
    "rel": [
        ("lin", 0.1, 0.9),
        ("rel", 0, lambda x: 1 - x),
        ("rel", 1, math.sqrt),
        ("rel", 3, lambda x: x),
        ("rel", 5, float),
        ("lin", 0, 1),
    ],
    "choose": [("choose", [1, 2, 3]), ("choose", ["kick", "snare", "hat", "clap", "tom"]), ("choose", [0.5])],
    "other": [("fixed", 4), ("lin", 0, 1), ("something",)],
    "mixed": [
        ("choose", ["a", "b", "c"]),
        ("exp", 30, 300),
        ("lin", 0, 1),
        ("rel", 1, lambda x: 2 * x),
        ("choose", list(range(40))),
        ("exp", 1, 10),
    ],
    "none": [],
}
SEEDS = (0, 1, 42, 2**40)
DRAWS = 25

# Audio so far and target, as formulas: frame n of `frames` has the value of the function.
REWARDS: list[tuple[int, int]] = [(0, 64), (1, 64), (63, 64), (64, 64), (1000, 4410)]


def audio(frames: int) -> list[float]:
    return [math.sin(0.1 * n) * 0.5 for n in range(frames)]


def target(frames: int) -> list[float]:
    return [math.cos(0.07 * n) * math.exp(-n / 1000) for n in range(frames)]
