"""One value from a distribution tuple.

`generate` draws with the engine. These functions are for code that draws single values with Scaper's private helpers.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable
from statistics import NormalDist
from typing import Any

import numpy as np

from .scaper_warnings import ScaperWarning

_STANDARD = NormalDist()
# Further out than this, the tail's probability is too small for double precision to be inverted.
_FAR = 25.0


def _sample_const(item: Any, random_state: np.random.RandomState) -> Any:
    """The item itself; nothing is drawn."""
    return item


def _sample_uniform(minimum: float, maximum: float, random_state: np.random.RandomState) -> Any:
    """A number between two bounds."""
    return random_state.uniform(minimum, maximum)


def _sample_normal(mu: float, sigma: float, random_state: np.random.RandomState) -> Any:
    """A number from a normal distribution."""
    return random_state.normal(mu, sigma)


def _sample_choose(list_of_options: list[Any], random_state: np.random.RandomState) -> Any:
    """One of the options, all of them equally likely; one that comes twice counts once."""
    distinct = sorted(set(list_of_options))
    if len(distinct) < len(list_of_options):
        text = "Removed duplicates from choose list. List length changed from {:d} to {:d}"
        warnings.warn(text.format(len(list_of_options), len(distinct)), ScaperWarning, stacklevel=2)
    return distinct[random_state.randint(len(distinct))]


def _sample_choose_weighted(
    list_of_options: list[Any], probabilities: list[float], random_state: np.random.RandomState
) -> Any:
    """One of the options, each with its own probability."""
    return random_state.choice(list_of_options, p=probabilities)


def _sample_trunc_norm(
    mu: float, sigma: float, trunc_min: float, trunc_max: float, random_state: np.random.RandomState
) -> float:
    """A number from a normal distribution that is cut off at both ends; it takes one uniform number of the stream."""
    share = float(random_state.uniform(0, 1))
    low, high = (trunc_min - mu) / float(sigma), (trunc_max - mu) / float(sigma)
    # Both bounds above the mean are mirrored: near 0 a probability has more digits than near 1.
    z = -_quantile(-high, -low, 1 - share) if low > 0 else _quantile(low, high, share)
    return min(max(mu + sigma * z, trunc_min), trunc_max)


def _quantile(low: float, high: float, share: float) -> float:
    """Where a share of the standard normal distribution between two bounds lies below; `low` is not above 0."""
    if high < -_FAR:
        # Mills: that far out, the density falls as exp(-z²/2), and the tail with it.
        whole = -math.expm1((high * high - low * low) / 2)
        return -math.sqrt(high * high - 2 * math.log1p(-(1 - share) * whole))
    # NormalDist.cdf has no digits left in the tail.
    below, above = (math.erfc(-z / math.sqrt(2)) / 2 for z in (low, high))
    wanted = below + share * (above - below)
    return _STANDARD.inv_cdf(wanted) if 0 < wanted < 1 else min(max(0.0, low), high)


SUPPORTED_DIST: dict[str, Callable[..., Any]] = {
    "const": _sample_const,
    "choose": _sample_choose,
    "choose_weighted": _sample_choose_weighted,
    "uniform": _sample_uniform,
    "normal": _sample_normal,
    "truncnorm": _sample_trunc_norm,
}
