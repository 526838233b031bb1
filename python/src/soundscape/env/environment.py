"""The environment: an agent makes a sound step by step, and is rewarded for coming near a target."""

from __future__ import annotations

import os
import random
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..errors import ArgumentError, DrawError, RecipeError
from ._sounds import StepSounds
from .actions import ActionSpace
from .rewards import Criterion, Reward

# An action space is asked for this many actions before a recipe counts as wrong whatever the action.
_TRIALS = 8


class Environment:
    """An environment with the classic interface: `reset()` gives an observation, `step()` four values.

    See `soundscape.env.make` for the arguments.

    action_space  has `sample()`.
    sample_rate   Hz, the recipe's.
    step_frames   frames that a step adds.
    """

    def __init__(
        self,
        recipe: str | os.PathLike[str] | Mapping[str, Any],
        target: ArrayLike,
        total_step: int = 16,
        step_len: float = 0.125,
        criteria: str | Criterion = "raw",
        action_space: Sequence[Sequence[Any]] = (),
        *,
        relevant: bool = False,
        seed: int = 0,
        folder: str | os.PathLike[str] | None = None,
        cache: int = 256 << 20,
    ) -> None:
        self.target = np.array(target, dtype=np.float64)
        if self.target.ndim != 1 or self.target.size == 0 or not np.isfinite(self.target).all():
            raise ArgumentError(f"must be one row of finite samples (found shape {self.target.shape})", "target")
        if total_step < 1:
            raise ArgumentError(f"must be at least 1 (found {total_step})", "total_step")
        self.total_step = total_step
        self.step_len = step_len
        self.criteria = criteria
        self.action_space = ActionSpace(action_space)
        self._sounds = StepSounds(recipe, folder, float(step_len), cache)
        slots = self._sounds.template.slot_count
        if len(self.action_space) < slots:
            raise ArgumentError(
                f"must have a component for each of {slots} slots (found {len(action_space)})", "action_space"
            )
        shape = self._sounds.open(self._some_action())
        self.step_frames, self.sample_rate = shape.frames, shape.sample_rate
        self._reward = Reward(criteria, self.target, self.sample_rate, relevant)
        self.seed(seed)
        self.reset()

    def reset(self) -> NDArray[np.float64]:
        """Begins anew, and returns the observation of silence.

        With the same actions, the same sounds come again: see `seed`.
        """
        self._audio = np.zeros(len(self.target))
        self._sounded = 0
        self._steps = 0
        self._reward.begin()
        return self._audio.copy()

    def step(self, action: Sequence[Any]) -> tuple[NDArray[np.float64], float, bool, dict[str, Any]]:
        """Adds the sound that the recipe makes of an action.

        action  a value for each slot of the recipe, in order; more values are left out.

        Returns (observation, reward, done, info). The observation is all that has sounded, followed by zeros up to the
        target's length; sound beyond that is cut off. `done` is true from the last step on. `info` is empty, with two
        exceptions: where the recipe cannot have the action's values, the step is silent and `info["error"]` says why;
        where a value had to be altered, such as a time to fit into the step, `info["warnings"]` says which.

        Raises ArgumentError for too few values or one that is not a number, text or list; SourceError for a sound that
        cannot be read.
        """
        info: dict[str, Any] = {}
        try:
            sound, warnings = self._sounds.render(action, self._seed, self._steps)
            if warnings:
                info["warnings"] = warnings
        except (RecipeError, DrawError) as error:
            sound = np.zeros(self.step_frames, dtype=np.float32)
            info["error"] = str(error)
        kept = sound[: len(self._audio) - self._sounded]
        self._audio[self._sounded : self._sounded + kept.size] = kept
        self._sounded += kept.size
        self._steps += 1
        return self._audio.copy(), self._reward(self._audio, self._sounded), self._steps >= self.total_step, info

    def render(self) -> NDArray[np.float64]:
        """What has sounded so far, (frames,) samples: to be played or plotted."""
        return self._audio[: self._sounded].copy()

    def seed(self, seed: int) -> None:
        """Sets what the recipe's own distributions are drawn from: step n of an episode is mixture n of this seed.

        seed  0 to 2³² − 1. Actions are drawn from Python's `random`: seed that too.
        """
        if not 0 <= seed < 1 << 32:
            raise ArgumentError(f"must be from 0 to 2³² − 1 (found {seed})", "seed")
        self._seed = int(seed)

    def _some_action(self) -> list[Any]:
        """An action that the recipe can be opened with; drawn by a generator of its own.

        Raises RecipeError where there seems to be none: then the mistake is in the recipe.
        """
        generator = random.Random(0)
        for _ in range(_TRIALS - 1):
            action = self.action_space.sample(generator)
            try:
                self._sounds.open(action)
            except RecipeError:
                continue
            return action
        return self.action_space.sample(generator)
