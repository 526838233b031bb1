"""Actions are drawn as RaveForce draws them."""

from __future__ import annotations

import json
import math
import pathlib
import random

import pytest

from soundscape.env import ActionSpace
from soundscape.errors import ArgumentError

from . import raveforce_cases as cases

RECORDED = json.loads(pathlib.Path(__file__).with_name("raveforce.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", cases.SPACES)
@pytest.mark.parametrize("seed", cases.SEEDS)
def test_same_actions_as_raveforce_after_the_same_seed(name: str, seed: int) -> None:
    random.seed(seed)
    space = ActionSpace(cases.SPACES[name])
    drawn = [space.sample() for _ in range(cases.DRAWS)]
    wanted = RECORDED["samples"][f"{name}/{seed}"]
    if not any(component[0] == "exp" for component in cases.SPACES[name]):
        assert drawn == wanted
        return
    # NumPy's exp and log differ in the last bits from one processor to another.
    for action, recorded in zip(drawn, wanted, strict=True):
        for value, other in zip(action, recorded, strict=True):
            same = math.isclose(value, other, rel_tol=1e-14) if isinstance(other, float) else value == other
            assert same, (value, other)


def test_a_generator_of_ones_own_leaves_pythons_alone() -> None:
    space = ActionSpace([("lin", 0, 1), ("choose", [1, 2, 3])])
    random.seed(5)
    expected = space.sample()
    random.seed(6)
    before = random.getstate()
    assert space.sample(random.Random(5)) == expected
    assert random.getstate() == before


@pytest.mark.parametrize(
    "component",
    [
        "lin", 3, (), None, ("lin", 0), ("lin", 0, "1"), ("lin", 0, float("inf")), ("exp", -1, 2), ("exp", 1, 0),
        ("choose", []), ("choose", 1, 2), ("rel", 0), ("rel", 0, 1),
    ],
)  # fmt: skip
def test_what_is_not_a_component_is_an_error(component: object) -> None:
    with pytest.raises(ArgumentError, match=r"action_space\[1\]"):
        ActionSpace([("lin", 0, 1), component])  # type: ignore[list-item]
