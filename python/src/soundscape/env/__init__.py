"""Environments: an agent chooses values in a recipe step by step, and is rewarded for coming near a target sound.

>>> environment = soundscape.env.make(recipe, target, total_step=4, step_len=0.25, action_space=[("lin", -12, 12)])
>>> observation = environment.reset()
>>> observation, reward, done, info = environment.step(environment.action_space.sample())

It does what RaveForce does, with a recipe in place of a program in Glicol.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, overload

from numpy.typing import ArrayLike

from ..errors import ArgumentError
from .actions import ActionSpace
from .environment import Environment
from .rewards import Criterion, si_sdr

if TYPE_CHECKING:
    from ._gymnasium import GymnasiumEnvironment

__all__ = ["ActionSpace", "Environment", "make", "si_sdr"]


@overload
def make(
    recipe: str | os.PathLike[str] | Mapping[str, Any],
    target: ArrayLike,
    total_step: int = ...,
    step_len: float = ...,
    criteria: str | Criterion = ...,
    action_space: Sequence[Sequence[Any]] = ...,
    *,
    api: Literal["classic"] = ...,
    relevant: bool = ...,
    seed: int = ...,
    folder: str | os.PathLike[str] | None = ...,
    cache: int = ...,
) -> Environment: ...


@overload
def make(
    recipe: str | os.PathLike[str] | Mapping[str, Any],
    target: ArrayLike,
    total_step: int = ...,
    step_len: float = ...,
    criteria: str | Criterion = ...,
    action_space: Sequence[Sequence[Any]] = ...,
    *,
    api: Literal["gymnasium"],
    relevant: bool = ...,
    seed: int = ...,
    folder: str | os.PathLike[str] | None = ...,
    cache: int = ...,
) -> GymnasiumEnvironment: ...


def make(
    recipe: str | os.PathLike[str] | Mapping[str, Any],
    target: ArrayLike,
    total_step: int = 16,
    step_len: float = 0.125,
    criteria: str | Criterion = "raw",
    action_space: Sequence[Sequence[Any]] = (),
    *,
    api: Literal["classic", "gymnasium"] = "classic",
    relevant: bool = False,
    seed: int = 0,
    folder: str | os.PathLike[str] | None = None,
    cache: int = 256 << 20,
) -> Environment | GymnasiumEnvironment:
    """Makes an environment.

    recipe        a path, or a recipe's text (with a line break or a slot in it), or a mapping. Values written `{}` are
                  slots, which actions fill in order: `snr: {}`, `source_file: "kick/{}.wav"`. What is not a slot may be
                  a distribution, which is drawn for each step. Steps are mono, at the recipe's sample rate, and louder
                  sounds than full scale are scaled down; the recipe's `duration` and `channels` do not count.
    target        the sound to come near, (frames,) samples at the recipe's sample rate.
    total_step    steps of an episode.
    step_len      seconds of sound that each step adds.
    criteria      what the reward is: "raw", "stft", "mfcc", "si-sdr", or a function of observation and target. Higher
                  is nearer; docs/python.md has the formulas.
    action_space  what each slot may be: see `ActionSpace`.
    api           "classic", or "gymnasium" for a `gymnasium.Env`.
    relevant      compare only the part of the target up to the end of the step, not what is still to come.
    seed          0 to 2³² − 1: from which the recipe's own distributions are drawn.
    folder        what relative paths in a text or mapping start from; without it, the current folder.
    cache         what decoded sounds may take in memory, in bytes.

    Raises ArgumentError for an impossible argument; RecipeError and SoundbankError for a recipe that cannot be used.
    """
    options: dict[str, Any] = {"relevant": relevant, "seed": seed, "folder": folder, "cache": cache}
    if api not in ("classic", "gymnasium"):
        raise ArgumentError(f'must be "classic" or "gymnasium" (found {api!r})', "api")
    environment = Environment(recipe, target, total_step, step_len, criteria, action_space, **options)
    if api == "classic":
        return environment
    from ._gymnasium import GymnasiumEnvironment

    return GymnasiumEnvironment(environment)
