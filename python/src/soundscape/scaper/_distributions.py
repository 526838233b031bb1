"""Checks of distribution tuples, in Scaper's words, since people search for them and tests compare them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ._numbers import is_real_number
from ._sampling import SUPPORTED_DIST
from .scaper_exceptions import ScaperError


def require(condition: bool, message: str) -> None:
    if not condition:
        raise ScaperError(message)


def _check_const(spec: tuple[Any, ...]) -> None:
    require(len(spec) == 2, '"const" distribution tuple must be of length 2')


def _check_choose(spec: tuple[Any, ...]) -> None:
    require(
        len(spec) == 2 and isinstance(spec[1], list),
        'The "choose" distribution tuple must be of length 2 where the second item is a list.',
    )


def _check_choose_weighted(spec: tuple[Any, ...]) -> None:
    name = '"choose_weighted" distribution tuple'
    require(len(spec) == 3, f"{name} must have length 3")
    options, weights = spec[1:]
    require(
        isinstance(options, list) and isinstance(weights, list) and len(options) == len(weights),
        f"The 2nd and 3rd items of the {name} must be lists of the same length.",
    )
    probabilities = np.asarray(weights)
    require(
        bool(probabilities.min() >= 0 and probabilities.max() <= 1),
        f"Values in the probabilities list of the {name} must be in the range [0, 1].",
    )
    require(bool(np.allclose(probabilities.sum(), 1)), f"Values in the probabilities list of the {name} must sum to 1.")


def _are_numbers(spec: tuple[Any, ...], count: int) -> bool:
    return len(spec) == count + 1 and all(is_real_number(number) for number in spec[1:])


def _check_uniform(spec: tuple[Any, ...]) -> None:
    require(
        _are_numbers(spec, 2) and not spec[1] > spec[2],
        'The "uniform" distribution tuple be of length 2, where the 2nd item is a real number and the 3rd item is a real '
        "number and greater/equal to the 2nd item.",
    )


def _check_normal(spec: tuple[Any, ...]) -> None:
    require(
        _are_numbers(spec, 2) and not spec[2] < 0,
        'The "normal" distribution tuple must be of length 3, where the 2nd item (mean) is a real number and the 3rd item '
        "(std dev) is real and non-negative.",
    )


def _check_truncnorm(spec: tuple[Any, ...]) -> None:
    require(
        _are_numbers(spec, 4) and not spec[2] < 0 and not spec[4] < spec[3],
        'The "truncnorm" distribution tuple must be of length 5, where the 2nd item (mean) is a real number, the 3rd item '
        "(std dev) is real and non-negative, the 4th item (trunc_min) is a real number and the 5th item (trun_max) is a "
        "real number that is equal to or greater than trunc_min.",
    )


_CHECKS: dict[str, Callable[[tuple[Any, ...]], None]] = {
    "const": _check_const,
    "choose": _check_choose,
    "choose_weighted": _check_choose_weighted,
    "uniform": _check_uniform,
    "normal": _check_normal,
    "truncnorm": _check_truncnorm,
}


def _validate_distribution(dist_tuple: Any) -> None:
    """Raises ScaperError for what is not a distribution tuple."""
    require(isinstance(dist_tuple, tuple), "Distribution tuple must be of type tuple.")
    require(len(dist_tuple) >= 2, "Distribution tuple must be at least of length 2.")
    if dist_tuple[0] not in SUPPORTED_DIST:
        raise ScaperError("Unsupported distribution name: {:s}".format(dist_tuple[0]))
    # A distribution that somebody has added is somebody's own to check.
    check = _CHECKS.get(dist_tuple[0])
    if check is not None:
        check(dist_tuple)


def _get_value_from_dist(dist_tuple: Any, random_state: np.random.RandomState) -> Any:
    """One value from a distribution tuple. Raises ScaperError for what is not one."""
    _validate_distribution(dist_tuple)
    return SUPPORTED_DIST[dist_tuple[0]](*dist_tuple[1:], random_state=random_state)
