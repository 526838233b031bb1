"""Environments: observations, rewards, ends, and what goes wrong."""

from __future__ import annotations

import pathlib
import pickle
import random
import time
from collections.abc import Callable

import numpy as np
import pytest

import soundscape
from soundscape.errors import ArgumentError, RecipeError, SoundbankError, SourceError

from .tones import RATE, RECIPE, SPACE, STEP, TARGET, make, source


def test_steps_are_appended_with_the_actions_values_in_them(bank: pathlib.Path) -> None:
    environment = make(bank)
    assert (environment.step_frames, environment.sample_rate) == (STEP, RATE)
    first = environment.reset()
    assert first.dtype == np.float64 and first.shape == TARGET.shape and not first.any()
    expected = np.zeros(4 * STEP)
    for step, (name, gain, onset) in enumerate([("a", 0, 0.0), ("b", -6, 0.025), ("b", -20.0, 0.05), ("a", -1, 0.01)]):
        start = step * STEP + round(onset * RATE)
        expected[start : start + 800] = source({"a": 0.2, "b": 0.5}[name])[:800] / 32768 * 10 ** (gain / 20)
        observation, reward, done, info = environment.step([name, gain, onset])
        # Samples are rounded to a step, so that stems add up exactly.
        assert np.abs(observation - expected).max() < 1e-6
        assert reward == pytest.approx(-np.mean((observation - TARGET) ** 2), rel=1e-12)
        assert done is (step == 3)
        assert info == {}
        assert (environment.render() == observation[: (step + 1) * STEP]).all()


@pytest.mark.parametrize("form", ["text", "path", "mapping"])
def test_a_recipe_is_a_text_a_path_or_a_mapping(bank: pathlib.Path, form: str) -> None:
    recipe: object = RECIPE
    options: dict[str, object] = {}
    if form == "path":
        recipe = bank / "recipe.yaml"
        (bank / "recipe.yaml").write_text(RECIPE, encoding="utf-8")
        options = {"folder": None}
    elif form == "mapping":
        event = {"label": "tone", "source_file": "{}.wav", "snr": "{}", "event_time": {}, "event_duration": 0.05}
        recipe = {
            "duration": 3, "sample_rate": RATE, "soundbank": {"foreground": "bank"}, "render": {"level": "gain"},
            "fade_in": 0, "fade_out": 0, "events": [event],
        }  # fmt: skip
    action = ["b", -3, 0.02]
    observation, *_ = make(bank, recipe, **options).step(action)
    expected, *_ = make(bank).step(action)
    assert expected.any() and (observation == expected).all()


def test_what_was_returned_does_not_change_later(bank: pathlib.Path) -> None:
    environment = make(bank)
    first, *_ = environment.step(["a", 0, 0])
    copy = first.copy()
    heard = environment.render()
    environment.step(["b", 0, 0])
    environment.reset()
    assert (first == copy).all() and (heard == copy[:STEP]).all()


def test_sound_beyond_the_target_is_cut_off(bank: pathlib.Path) -> None:
    environment = make(bank, target=TARGET[: STEP + 100])
    whole = [make(bank).step(["a", 0, 0])[0][:STEP]] * 2
    ends = []
    for _ in range(6):
        observation, reward, done, _ = environment.step(["a", 0, 0])
        assert observation.shape == (STEP + 100,) and np.isfinite(reward)
        ends.append(done)
    assert (observation == np.concatenate(whole)[: STEP + 100]).all()
    assert ends == [False, False, False, True, True, True]


def test_an_episode_can_be_repeated(bank: pathlib.Path) -> None:
    recipe = RECIPE.replace("snr: {}", "snr: [uniform, -20, 0]")
    environment = make(bank, recipe, action_space=[SPACE[0], SPACE[2]], seed=3)

    def episode() -> list[float]:
        environment.reset()
        return [environment.step(["a", 0.01])[1] for _ in range(4)]

    once = episode()
    assert len(set(once)) == 4
    assert episode() == once
    environment.seed(4)
    other = episode()
    assert other != once
    environment.seed(3)
    assert episode() == once
    assert make(bank, recipe, action_space=[SPACE[0], SPACE[2]], seed=4).step(["a", 0.01])[1] == other[0]


def test_a_step_is_the_mixture_that_the_data_set_has(bank: pathlib.Path) -> None:
    environment = make(bank, RECIPE.replace("event_duration: 0.05", "event_duration: [uniform, 0.01, 0.05]"), seed=9)
    for _ in range(3):
        observation, *_ = environment.step(["b", -7, 0.03])
    filled = RECIPE.replace('"{}.wav"', "b.wav").replace("snr: {}", "snr: -7")
    filled = filled.replace("event_time: {}", "event_time: 0.03").replace("event_duration: 0.05", "event_duration: [uniform, 0.01, 0.05]")
    dataset = soundscape.Dataset(text=filled, folder=bank, seed=9, set={"duration": 0.1, "channels": 1})
    assert (np.concatenate([dataset[i].audio[0] for i in range(3)]) == observation[: 3 * STEP]).all()


def test_samples_stay_within_full_scale(bank: pathlib.Path) -> None:
    observation, *_ = make(bank, RECIPE + "output: {stems: false}\n").step(["a", 40, 0])
    assert 0.99 < np.abs(observation).max() <= 1


@pytest.mark.parametrize("action", [["c", 0, 0], ["a", "loud", 0], ["a", 0, -1]])
def test_values_that_cannot_be_make_a_silent_step(bank: pathlib.Path, action: list[object]) -> None:
    environment = make(bank)
    environment.step(["a", 0, 0])
    observation, reward, done, info = environment.step(action)
    assert info["error"] and isinstance(info["error"], str)
    assert not observation[STEP:].any() and observation[:STEP].any()
    assert reward == pytest.approx(-np.mean((observation - TARGET) ** 2), rel=1e-12)
    observation, _, done, info = environment.step(["a", 0, 0])
    assert observation[2 * STEP : 3 * STEP].any() and not info and not done


def test_values_that_were_altered_are_told(bank: pathlib.Path) -> None:
    environment = make(bank)
    late, _, _, info = environment.step(["a", 0, 0.08])
    assert len(info["warnings"]) == 1 and "event_time" in info["warnings"][0] and list(info) == ["warnings"]
    assert (late == make(bank).step(["a", 0, 0.05])[0]).all()


def test_mistakes_are_errors_when_the_environment_is_made(bank: pathlib.Path) -> None:
    with pytest.raises(RecipeError, match="eventz"):
        make(bank, RECIPE.replace("events:", "eventz:"))
    with pytest.raises(SoundbankError):
        make(bank, RECIPE.replace("foreground: bank", "foreground: nothing"))
    with pytest.raises(FileNotFoundError):
        make(bank, bank / "none.yaml")
    for name, value in {
        "target": np.zeros((2, 5)), "total_step": 0, "criteria": "rms", "action_space": SPACE[:2], "seed": -1,
        "api": "gym",
    }.items():  # fmt: skip
        with pytest.raises(ArgumentError, match=name):
            make(bank, **{name: value})
    for target in ([], [0.0, np.nan]):
        with pytest.raises(ArgumentError, match="target"):
            make(bank, target=target)


def test_mistakes_are_errors_in_a_step(bank: pathlib.Path) -> None:
    environment = make(bank)
    with pytest.raises(ArgumentError, match="3 components"):
        environment.step(["a", 0])
    with pytest.raises(ArgumentError, match=r"action\[1\]"):
        environment.step(["a", float("nan"), 0])
    for path in (bank / "bank" / "tone").iterdir():
        path.write_bytes(b"")
    with pytest.raises(SourceError):
        environment.step(["a", 0, 0])


@pytest.mark.parametrize("criteria", ["raw", "stft", "mfcc", "si-sdr"])
def test_the_target_itself_has_the_highest_reward(bank: pathlib.Path, criteria: str) -> None:
    actions = [["a", 0, 0], ["b", -3, 0.04], ["b", -9, 0.01]]
    environment = make(bank)
    for action in actions:
        target, *_ = environment.step(action)
    environment = make(bank, target=target, criteria=criteria, total_step=3)
    for action in actions:
        _, reward, done, _ = environment.step(action)
    assert done and reward == pytest.approx(100 if criteria == "si-sdr" else 0, abs=1e-12)
    environment.reset()
    for action in [*actions[:2], ["b", -10, 0.01]]:
        _, other, *_ = environment.step(action)
    assert other < reward
    relevant = make(bank, target=target, criteria=criteria, total_step=3, relevant=True)
    assert relevant.step(actions[0])[1] == pytest.approx(reward, abs=1e-12)


def test_it_can_be_pickled_in_the_middle_of_an_episode(bank: pathlib.Path) -> None:
    environment = make(bank)
    environment.step(["a", 0, 0])
    copy = pickle.loads(pickle.dumps(environment))
    for action in (["b", -5, 0.01], ["c", 0, 0]):
        ours, theirs = environment.step(action), copy.step(action)
        assert (ours[0] == theirs[0]).all() and ours[1:] == theirs[1:]


def test_speed(bank: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Prints steps a second; at 0.25 s a step. Nothing is asserted: other work on the machine would decide."""

    def measured(criteria: str, change: Callable[[str], str], label: str) -> None:
        recipe = change(RECIPE.replace("16000", "44100").replace("event_duration: 0.05", "event_duration: 0.1"))
        target = np.random.default_rng(0).normal(size=4 * 44100) * 0.1
        environment = make(bank, recipe, target, step_len=0.25, total_step=16, criteria=criteria)
        random.seed(1)
        wall, processor = time.perf_counter(), time.process_time()
        for _ in range(12):
            environment.reset()
            for _ in range(16):
                *_, info = environment.step(environment.action_space.sample())
                assert not info
        wall, processor = time.perf_counter() - wall, time.process_time() - processor
        with capsys.disabled():
            rates = f"{192 / wall:.0f} steps a second, {192 / processor:.0f} a second of processor"
            print(f"\n{label}, {criteria}: {rates}")

    measured("raw", lambda recipe: recipe, "one event")
    measured("mfcc", lambda recipe: recipe, "one event")
    measured("raw", lambda recipe: recipe.replace("snr:", "pitch_shift: 2.5, snr:"), "one event, shifted")
