"""Actions: what a learner may choose for the slots of a recipe."""

from __future__ import annotations

import math
import random
import sys
from collections.abc import Sequence
from numbers import Real
from typing import Any, Protocol

import numpy as np

from ..errors import ArgumentError


class Generator(Protocol):
    """What actions are drawn with: Python's `random` module, or a `random.Random`."""

    def random(self) -> float: ...

    def choice(self, seq: Sequence[Any], /) -> Any: ...


class ActionSpace:
    """The components of an action, in the order of the slots that they fill.

    Each component is one of:

    - ``("lin", a, b)``: a number between a and b;
    - ``("exp", a, b)``: a number between a and b, both above 0, drawn evenly on a logarithmic scale;
    - ``("rel", i, f)``: f of component i, which must come before it; nothing is drawn;
    - ``("choose", [v, …])``: one of the list.

    A component of any other kind is its own place in the list. All of this is as in RaveForce, and
    drawn in the same way: after the same ``random.seed``, the same actions come.

    Raises ArgumentError for a component that is none of these.
    """

    def __init__(self, actions: Sequence[Sequence[Any]]) -> None:
        for place, action in enumerate(actions):
            wanted = _wanted(action)
            if wanted:
                raise ArgumentError(f"must be {wanted} (found {action!r})", f"action_space[{place}]")
        self.actions = list(actions)

    def __len__(self) -> int:
        return len(self.actions)

    def __repr__(self) -> str:
        return f"ActionSpace({self.actions!r})"

    def sample(self, generator: Generator | None = None) -> list[Any]:
        """Draws an action: a value for each component.

        generator  what draws; without one, Python's `random` module.
        """
        source: Generator = random if generator is None else generator
        return self._values(lambda kind, argument: _draw(source, kind, argument))

    def _values(self, choose: Any) -> list[Any]:
        """The action whose free components are `choose(kind, arguments)`, in order."""
        # A component that refers to a later one finds that one's place here, as in RaveForce.
        values: list[Any] = list(range(len(self.actions)))
        for place, (kind, *arguments) in enumerate(self.actions):
            if kind in _FREE:
                values[place] = choose(kind, arguments)
            elif kind == "rel":
                values[place] = arguments[1](values[arguments[0]])
        return values


# The kinds of components that something is drawn for.
_FREE = ("lin", "exp", "choose")


def _wanted(action: Any) -> str:
    """What a component should be; empty where it is that already."""
    if isinstance(action, str) or not isinstance(action, Sequence) or not action:
        return "a tuple such as ('lin', 0, 1)"
    kind, *arguments = action
    if kind == "lin" and not (len(arguments) == 2 and all(map(_is_number, arguments))):
        return "('lin', a, b) with two numbers"
    if kind == "exp" and not (
        len(arguments) == 2 and all(map(_is_number, arguments)) and arguments[0] >= 0 < arguments[1]
    ):
        return "('exp', a, b) with two numbers above 0"
    if kind == "choose" and not (len(arguments) == 1 and hasattr(arguments[0], "__getitem__") and len(arguments[0])):
        return "('choose', [v, …]) with a list that is not empty"
    if kind == "rel" and not (len(arguments) == 2 and hasattr(arguments[0], "__index__") and callable(arguments[1])):
        return "('rel', i, f) with the place of a component and a function"
    return ""


def _is_number(value: Any) -> bool:
    return isinstance(value, Real) and math.isfinite(value)


def between(kind: str, arguments: Sequence[float], share: float) -> float:
    """The number at a share (0 to 1) of the way from one end of a "lin" or "exp" component to the other."""
    low, high = arguments
    if kind == "lin":
        return low + share * (high - low)
    # The smallest normal number keeps the logarithm of 0 finite. NumPy's functions, since RaveForce has them, and
    # those of `math` differ in the last bit.
    start = np.log(low + sys.float_info.min)
    return float(np.exp(start + share * (np.log(high) - start)))


def _draw(generator: Generator, kind: str, arguments: Sequence[Any]) -> Any:
    if kind == "choose":
        return generator.choice(arguments[0])
    return between(kind, arguments, generator.random())
