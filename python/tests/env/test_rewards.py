"""Rewards against RaveForce's numbers, and against their formulas written out."""

from __future__ import annotations

import json
import pathlib

import numpy as np
import pytest

from soundscape.env import si_sdr
from soundscape.env._spectra import magnitudes, mfcc
from soundscape.env.rewards import Reward
from soundscape.errors import ArgumentError

from . import raveforce_cases as cases

RECORDED = json.loads(pathlib.Path(__file__).with_name("raveforce.json").read_text(encoding="utf-8"))
RATE = 22050


def noise(seed: int, frames: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=frames) * 0.1


@pytest.mark.parametrize("place", range(len(cases.REWARDS)))
def test_raw_is_raveforces_reward(place: int) -> None:
    sounded, length = cases.REWARDS[place]
    observation = np.zeros(length)
    observation[:sounded] = cases.audio(sounded)
    recorded = RECORDED["rewards"][place]
    assert (str(observation.dtype), list(observation.shape)) == (recorded["type"], recorded["shape"])
    # The order of summation is NumPy's own affair.
    assert observation.sum() == pytest.approx(recorded["sum"], rel=1e-13)
    reward = Reward("raw", np.array(cases.target(length)), RATE)
    assert reward(observation, sounded) == pytest.approx(recorded["raw"], rel=1e-13)


@pytest.mark.parametrize("frames", [1, 511, 2048, 5000])
def test_magnitudes_are_those_of_the_transform_written_out(frames: int) -> None:
    sound = noise(1, frames)
    found = magnitudes(sound)
    assert found.shape == (1 + frames // 512, 1025)
    n = np.arange(2048)
    window = np.sin(np.pi * n / 2048) ** 2
    padded = np.concatenate([np.zeros(1024), sound, np.zeros(1024)])
    for k in (0, found.shape[0] - 1):
        for bin in (0, 1, 100, 1024):
            term = np.sum(padded[512 * k : 512 * k + 2048] * window * np.exp(-2j * np.pi * bin * n / 2048))
            assert found[k, bin] == pytest.approx(abs(term), abs=1e-11)


def test_mfcc_are_those_of_the_formula_written_out() -> None:
    sound = noise(2, 3000)
    found = mfcc(sound, RATE)
    assert found.shape == (6, 20)
    power = magnitudes(sound) ** 2

    def hertz(mel: float) -> float:
        return mel * 200 / 3 if mel < 15 else 1000 * 6.4 ** ((mel - 15) / 27)

    top = 15 + 27 * np.log(RATE / 2 / 1000) / np.log(6.4)
    corners = [hertz(top * k / 129) for k in range(130)]
    decibels = np.zeros((6, 128))
    for band in range(128):
        a, b, c = corners[band : band + 3]
        for bin in range(1025):
            f = bin * RATE / 2048
            height = (f - a) / (b - a) if a <= f <= b else (c - f) / (c - b) if b < f <= c else 0
            decibels[:, band] += power[:, bin] * height * 2 / (c - a)
    decibels = 10 * np.log10(np.maximum(decibels, 1e-10))
    decibels = np.maximum(decibels, decibels.max() - 80)
    for k in range(20):
        scale = np.sqrt((1 if k == 0 else 2) / 128)
        row = scale * sum(decibels[:, n] * np.cos(np.pi * k * (n + 0.5) / 128) for n in range(128))
        assert found[:, k] == pytest.approx(row, abs=1e-8)


@pytest.mark.parametrize(("criteria", "features"), [("stft", magnitudes), ("mfcc", lambda x: mfcc(x, RATE))])
def test_spectral_rewards_are_mean_square_differences(criteria: str, features) -> None:  # type: ignore[no-untyped-def]
    target, observation = noise(3, 4000), noise(4, 4000)
    expected = -np.mean((features(observation) - features(target)) ** 2)
    assert Reward(criteria, target, RATE)(observation, 4000) == pytest.approx(expected, rel=1e-12)


def test_si_sdr_is_its_formula_and_does_not_depend_on_scale() -> None:
    target, observation = noise(5, 1000), noise(5, 1000) + noise(6, 1000)
    scale = np.dot(observation, target) / np.dot(target, target)
    expected = 10 * np.log10(np.sum((scale * target) ** 2) / np.sum((observation - scale * target) ** 2))
    assert si_sdr(observation, target) == pytest.approx(expected, abs=1e-9)
    assert si_sdr(17 * observation, 0.3 * target) == pytest.approx(expected, abs=1e-9)


def test_si_sdr_has_bounds() -> None:
    target = noise(7, 1000)
    assert si_sdr(np.zeros(1000), target) == -100
    assert si_sdr(target, np.zeros(1000)) == -100
    assert si_sdr(2 * target, target) == 100
    orthogonal = np.concatenate([np.ones(500), np.zeros(500)])
    assert si_sdr(orthogonal[::-1], orthogonal) == -100


@pytest.mark.parametrize("criteria", ["raw", "stft", "mfcc", "si-sdr"])
def test_the_relevant_part_is_what_has_sounded(criteria: str) -> None:
    target = noise(8, 6000)
    observation = np.concatenate([noise(9, 2500), np.zeros(3500)])
    relevant = Reward(criteria, target, RATE, relevant=True)
    part = Reward(criteria, target[:2500], RATE)(observation[:2500], 2500)
    assert relevant(observation, 2500) == pytest.approx(part, rel=1e-12)
    assert relevant(observation, 2500) != Reward(criteria, target, RATE)(observation, 2500)


@pytest.mark.parametrize("relevant", [False, True])
@pytest.mark.parametrize("criteria", ["raw", "stft", "mfcc", "si-sdr"])
def test_an_observation_that_grows_has_the_rewards_that_it_has_at_once(criteria: str, relevant: bool) -> None:
    generator = np.random.default_rng(12)
    for _ in range(20):
        frames = int(generator.integers(1, 9000))
        target, sound = noise(13, frames), noise(14, frames)
        growing = Reward(criteria, target, RATE, relevant)
        for _ in range(2):
            growing.begin()
            for sounded in sorted(generator.integers(0, frames + 1, 5)):
                observation = np.where(np.arange(frames) < sounded, sound, 0)
                once = Reward(criteria, target, RATE, relevant)(observation, sounded)
                assert growing(observation, sounded) == pytest.approx(once, rel=1e-10, abs=1e-15), (frames, sounded)
            sound = -0.5 * sound[::-1]


@pytest.mark.parametrize("criteria", ["raw", "stft", "mfcc", "si-sdr"])
def test_nearer_is_higher(criteria: str) -> None:
    target = noise(10, 5000)
    rewards = [Reward(criteria, target, RATE)(target + amount * noise(11, 5000), 5000) for amount in (1, 0.5, 0.1, 0)]
    assert rewards == sorted(rewards) and len(set(rewards)) == 4


def test_a_function_is_a_criterion() -> None:
    reward = Reward(lambda observation, target: float(observation[0] - target[0]), np.ones(3), RATE)
    assert reward(np.array([3.0, 0, 0]), 1) == 2


def test_unknown_criteria_are_an_error() -> None:
    with pytest.raises(ArgumentError, match="criteria"):
        Reward("rms", np.ones(3), RATE)
