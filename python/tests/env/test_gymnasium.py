"""The environment as a gymnasium.Env."""

from __future__ import annotations

import pathlib
import warnings
from typing import Any

import gymnasium
import gymnasium.vector
import numpy as np
import pytest
from gymnasium.utils.env_checker import check_env

from .tones import RECIPE, SPACE, STEP, TARGET, make

MIXED = SPACE
NUMBERS = [SPACE[1], SPACE[2], ("rel", 0, lambda gain: gain / 2), ("exp", 0.5, 2)]
CHOICES = [SPACE[0], ("choose", [-3, -6, -9]), ("choose", [0, 0.05])]


def recipe_for(space: list[tuple[object, ...]]) -> str:
    return RECIPE.replace('"{}.wav"', "a.wav" if space is NUMBERS else '"{}.wav"')


@pytest.mark.parametrize("space", [MIXED, NUMBERS, CHOICES], ids=["mixed", "numbers", "choices"])
def test_gymnasium_finds_nothing_wrong(bank: pathlib.Path, space: list[tuple[object, ...]]) -> None:
    environment = make(bank, recipe_for(space), action_space=space, api="gymnasium")
    assert isinstance(environment, gymnasium.Env)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        # What Gymnasium only warns of are: that it was not made by gymnasium.make.
        warnings.filterwarnings("ignore", message=".*spec.*")
        check_env(environment, skip_render_check=False)


@pytest.mark.parametrize(
    ("space", "action", "values"),
    [
        (MIXED, (np.array([0.25, 1.0]), np.array([1])), ["b", -15, 0.05]),
        (NUMBERS, np.array([0.5, 0.0, 0.5]), [-10, 0, -5, 1.0]),
        (CHOICES, np.array([0, 2, 1]), ["a", -9, 0.05]),
    ],
)
def test_actions_are_shares_and_places(
    bank: pathlib.Path, space: list[tuple[object, ...]], action: object, values: list[object]
) -> None:
    environment = make(bank, recipe_for(space), action_space=space, api="gymnasium")
    found = environment.values(action)
    assert len(found) == len(values)
    for value, wanted in zip(found, values, strict=True):
        assert value == (wanted if isinstance(wanted, str) else pytest.approx(wanted, rel=1e-12))


def test_an_episode(bank: pathlib.Path) -> None:
    environment = make(bank, api="gymnasium")
    observation, info = environment.reset(seed=1)
    assert observation.dtype == np.float32 and observation.shape == TARGET.shape and not observation.any() and not info
    classic = make(bank)
    environment.action_space.seed(2)
    for step in range(4):
        action = environment.action_space.sample()
        observation, reward, terminated, truncated, info = environment.step(action)
        expected = classic.step(environment.values(action))
        assert (observation == expected[0]).all() and (reward, terminated, info) == expected[1:]
        assert terminated is (step == 3) and truncated is False
        assert observation[step * STEP : (step + 1) * STEP].any()


def test_the_seed_of_reset_decides_what_the_recipe_leaves_to_chance(bank: pathlib.Path) -> None:
    recipe = RECIPE.replace("snr: {}", "snr: [uniform, -20, 0]")
    environment = make(bank, recipe, action_space=[SPACE[0], SPACE[2]], api="gymnasium")

    def reward(seed: int | None) -> float:
        environment.reset(seed=seed)
        return float(environment.step((np.array([0.5]), np.array([0])))[1])

    first, second = reward(1), reward(None)
    assert first != second
    assert [reward(1), reward(None)] == [first, second]
    assert reward(2) != first


def test_processes_give_what_one_process_gives(bank: pathlib.Path) -> None:
    recipe = RECIPE.replace("snr: {}", "snr: [uniform, -20, 0]")

    def one() -> gymnasium.Env[Any, Any]:
        environment: gymnasium.Env[Any, Any] = make(bank, recipe, action_space=CHOICES[::2], api="gymnasium")
        return environment

    actions = np.array([[0, 0], [1, 1]])
    found = []
    for kind in (gymnasium.vector.SyncVectorEnv, gymnasium.vector.AsyncVectorEnv):
        several = kind([one, one])
        several.reset(seed=5)
        found.append(several.step(actions)[:2])
        several.close()
    assert (found[0][0] == found[1][0]).all() and (found[0][1] == found[1][1]).all()
    assert found[0][1][0] != found[0][1][1]
