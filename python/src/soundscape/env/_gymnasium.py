"""The environment as a `gymnasium.Env`."""

from __future__ import annotations

from typing import Any

import gymnasium
import numpy as np
from gymnasium import spaces
from numpy.typing import NDArray

from .actions import between
from .environment import Environment

Observation = NDArray[np.float32]


class GymnasiumEnvironment(gymnasium.Env[Observation, Any]):
    """An `Environment` with Gymnasium's interface.

    observation_space  Box of the target's length, float32, from −1 to 1.
    action_space       what can be chosen: for "lin" and "exp" components a Box, from 0 for the first bound to 1 for the
                       second; for "choose" components a MultiDiscrete of places in their lists; a Tuple of both where
                       there are both. "rel" components follow from the others.

    `terminated` is true from the last step on, `truncated` never: the number of steps is a part of the task. Episodes
    draw what the recipe leaves to chance each in another way, all determined by the seed of `reset`.
    """

    metadata = {"render_modes": []}

    def __init__(self, environment: Environment) -> None:
        self.environment = environment
        actions = environment.action_space.actions
        numbers = sum(action[0] in ("lin", "exp") for action in actions)
        sizes = [len(action[1]) for action in actions if action[0] == "choose"]
        box = spaces.Box(0, 1, (numbers,), np.float32)
        choices = spaces.MultiDiscrete(sizes) if sizes else None
        if choices is None:
            self.action_space: spaces.Space[Any] = box
        else:
            self.action_space = spaces.Tuple((box, choices)) if numbers else choices
        self._has_both = choices is not None and numbers > 0
        self.observation_space = spaces.Box(-1, 1, environment.target.shape, np.float32)

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[Observation, dict[str, Any]]:
        """Begins an episode: (observation, info)."""
        super().reset(seed=seed)
        self.environment.seed(int(self.np_random.integers(1 << 32)))
        return self.environment.reset().astype(np.float32), {}

    def step(self, action: Any) -> tuple[Observation, float, bool, bool, dict[str, Any]]:
        """Adds a sound: (observation, reward, terminated, truncated, info). See `Environment.step`."""
        observation, reward, done, info = self.environment.step(self.values(action))
        return observation.astype(np.float32), reward, done, False, info

    def values(self, action: Any) -> list[Any]:
        """The values of the slots for an action of `action_space`."""
        parts = action if self._has_both else (action, action)
        numbers, choices = iter(parts[0]), iter(parts[1])

        def choose(kind: str, arguments: list[Any]) -> Any:
            if kind == "choose":
                return arguments[0][int(next(choices))]
            return between(kind, arguments, float(next(numbers)))

        return self.environment.action_space._values(choose)

    def render(self) -> None:
        """Nothing: `environment.render()` returns what has sounded."""
        return None
