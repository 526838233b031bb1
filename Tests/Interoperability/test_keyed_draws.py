"""Draws checked in Python, with NumPy's Philox and SciPy's distributions, from the description in docs/drawing.md."""

import hashlib
from pathlib import Path

import numpy as np
import pytest
import scipy.stats
import soundfile

FIELDS = {name: code for code, name in enumerate([
    "ref_db", "count", "label", "source_file", "event_duration", "time_stretch", "source_time", "event_time", "snr",
    "pitch_shift", "reverb", "variant", "coherent", "let"], start=1)}


def draw(seed, mixture, event, field, attempt=0):
    """The one number in [0, 1) that a value is drawn from."""
    name = int.from_bytes(hashlib.sha256(event.encode()).digest()[:8], "big")
    counter = np.array([0, mixture, name, FIELDS[field] << 32 | attempt], dtype=np.uint64)
    return np.random.Generator(np.random.Philox(key=seed, counter=counter)).random()


def truncated(distribution, u, low, high):
    """The value of u under a distribution cut to what fits."""
    a, b = distribution.cdf(low), distribution.cdf(high)
    return distribution.ppf(a + u * (b - a))


@pytest.fixture(scope="module")
def data_set(soundscape, tmp_path_factory):
    events = [{
        "name": "dög", "label": ["choose", ["knock", "dog_bark", "doorbell"]], "source_file": ["choose", []],
        "event_duration": ["truncnorm", 0.2, 0.1, 0.05, 0.3], "time_stretch": ["uniform", 0.8, 1.2],
        "source_time": ["uniform", 0, "end"], "event_time": ["uniform", 0, 4], "snr": ["normal", 10, 3],
        "pitch_shift": "$shift", "count": ["uniform", 0, 3],
    }]
    return soundscape.generate(
        tmp_path_factory.mktemp("keyed"), "--no-audio", "--start", 1_234_000, duration=4, seed=99, count=60,
        ref_db=["normal", -30, 4], let={"shift": ["uniform", -3, 3]}, events=events)


def test_every_draw_is_what_numpy_and_scipy_make_of_its_key(data_set, soundscape, figure):
    bank = Path(soundscape.repository / "soundbank" / "events" / "foreground")
    checked = 0
    for mixture in data_set:
        index = mixture.row["index"]

        def u(field, event="", index=index):
            return draw(99, index, event, field)

        sandbox = mixture.scaper
        assert sandbox["ref_db"] == pytest.approx(scipy.stats.norm(-30, 4).ppf(u("ref_db")), abs=1e-9)
        names = [entry["name"] for entry in mixture.annotation["sandbox"]["soundscape"]["events"]]
        assert sorted(names) == [f"dög#{k}" for k in range(int(u("count", "dög") * 4))]
        for observation, name in zip(mixture.annotation["data"], names, strict=True):
            value = observation["value"]
            labels = ["dog_bark", "doorbell", "knock"]
            label = labels[int(u("label", name) * 3)]
            assert value["label"] == label
            files = sorted(path.name for path in (bank / label).iterdir())
            assert Path(value["source_file"]).name == files[int(u("source_file", name) * len(files))]
            stretch = 0.8 + 0.4 * u("time_stretch", name)
            assert value["time_stretch"] == pytest.approx(stretch, abs=1e-9)
            duration = value["event_duration"]
            longest = min(0.3, soundfile.info(bank / label / Path(value["source_file"]).name).duration)
            drawn = truncated(scipy.stats.norm(0.2, 0.1), u("event_duration", name), 0.05, longest)
            assert duration == pytest.approx(drawn, abs=1e-9)
            # Conditional on what fits: nothing is drawn outside and moved.
            assert value["event_time"] == pytest.approx(
                u("event_time", name) * (4 - duration * stretch), abs=1e-6)
            assert value["snr"] == pytest.approx(scipy.stats.norm(10, 3).ppf(u("snr", name)), abs=1e-9)
            # A value of `let` is drawn once, under its own name.
            assert value["pitch_shift"] == pytest.approx(6 * u("let", "$shift") - 3, abs=1e-9)
            checked += 8
    assert checked > 500
    figure(f"{checked} draws of {len(data_set)} mixtures equal to NumPy's and SciPy's")


def test_onsets_are_uniform_over_what_fits(soundscape, tmp_path, figure):
    """Scaper draws blind and clamps: with uniform(0, 10) and events of 4 s, 40 % of the onsets are 6 s."""
    bank = tmp_path / "bank"
    (bank / "long").mkdir(parents=True)
    soundfile.write(bank / "long" / "a.wav", 0.1 * np.sin(np.arange(8 * 8000)), 8000)
    onsets = {}
    for fit in ["conditional", "clamp", "resample"]:
        mixtures = soundscape.generate(
            tmp_path / fit, "--no-audio", duration=10, seed=2, soundbank={"foreground": str(bank)}, sample_rate=8000, count=2000,
            bank=None, fit=fit, events=[{"label": "long", "event_duration": 4, "event_time": ["uniform", 0, 10]}])
        onsets[fit] = np.array([m.annotation["data"][0]["time"] for m in mixtures])
    for fit in ["conditional", "resample"]:
        counts, _ = np.histogram(onsets[fit], bins=20, range=(0, 6))
        assert scipy.stats.chisquare(counts).pvalue > 1e-4, counts
        assert np.count_nonzero(onsets[fit] == 6) == 0
    piled = np.mean(onsets["clamp"] == 6)
    assert 0.35 < piled < 0.45
    figure(f"onsets at exactly 6 s: conditional 0 %, clamp (Scaper's way) {100 * piled:.0f} %")
