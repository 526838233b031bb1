"""Levels, pitch, length and onset of what is heard, measured in the files."""

import itertools

import numpy as np
import pyloudnorm
import pytest
from conftest import frames, in_parallel, write_bank

ENGINES = ["rubberband", "rubberband-finer", "rubberband-faster", "soundtouch"]
RATE = 44100


# Levels


def cut_out(observation, stem, rate):
    """The part of a stem that its annotation says the event fills."""
    start = frames(observation["time"], rate)
    return stem[start : start + frames(observation["duration"], rate)]


def loudness(audio, rate):
    """Integrated loudness; what is shorter than half a second is repeated, as Scaper does."""
    copies = -(-rate // (2 * len(audio)))
    return pyloudnorm.Meter(rate).integrated_loudness(np.tile(audio, (copies, 1)))


def test_levels(soundscape, tmp_path, figure):
    still = {"count": 4, "source_time": ["uniform", 0, "end"], "snr": ["uniform", -5, 20],
             "event_time": ["uniform", 0, 5], "event_duration": ["uniform", 0.5, 4]}
    moved = still | {"pitch_shift": ["uniform", -5, 5], "time_stretch": ["uniform", 0.8, 1.25]}

    def make(case):
        bank, rate, channels = case
        folder = tmp_path / f"{bank}-{rate}-{channels}"
        return soundscape.generate(
            folder, bank=bank, count=2, duration=6, sample_rate=rate, channels=channels,
            ref_db=["uniform", -40, -15], seed=rate + channels,
            events=[still | {"name": "still"}, moved | {"name": "moved"}])

    cases = itertools.product(["music", "events"], [16000, 22050, 44100, 48000], [1, 2])
    errors, scaled, silent = [], 0, 0
    for mixture in itertools.chain.from_iterable(in_parallel(make, cases)):
        sandbox = mixture.scaper
        reference = sandbox["ref_db"] + sandbox["ref_db_change"]
        for observation, ledger, stem in mixture.events():
            if any(altered["rule"] == "silent_event" for altered in ledger["altered"]):
                silent += 1
                continue
            audio = cut_out(observation, stem, sandbox["sr"])
            wanted = reference + observation["value"]["snr"]
            error = loudness(audio, sandbox["sr"]) - wanted
            scaled += sandbox["ref_db_change"] != 0
            errors.append((abs(error), error, sandbox["sr"], observation["duration"], mixture.path,
                           observation["value"]["source_file"], ledger["name"]))
    errors.sort(key=lambda row: row[0], reverse=True)
    missed = [row for row in errors if row[0] > 0.2]
    figure(f"{len(errors)} events, {scaled} of them in mixtures scaled by the clipping fix, "
           f"{silent} too quiet to measure: error at most {errors[0][0]:.3f} LU, "
           f"median {np.median([row[0] for row in errors]):.3f} LU, over 0.2 LU: {len(missed)}")
    assert len(errors) >= 200 and scaled > 0 and silent <= 5
    assert not missed, "\n".join(map(str, missed))


# Pitch


def pitch(audio, rate):
    """The frequency of a tone: the peak of a long spectrum, interpolated between bins."""
    audio = audio[len(audio) // 6 : -len(audio) // 6]
    window = np.blackman(len(audio))
    # Filled up to four times its length, the parabola through the three highest bins is off by
    # less than 0.001 bins of the unfilled spectrum.
    spectrum = np.abs(np.fft.rfft(audio * window, 4 * len(audio)))
    k = int(np.argmax(spectrum))
    below, peak, above = np.log(spectrum[k - 1 : k + 2])
    return (k + 0.5 * (below - above) / (below - 2 * peak + above)) * rate / (4 * len(audio))


def test_pitch(soundscape, tmp_path, figure):
    tones = [220, 440, 1000, 3000]
    time = np.arange(int(1.5 * RATE)) / RATE
    bank = write_bank(
        tmp_path / "bank", {f"{f}": 0.5 * np.sin(2 * np.pi * f * time) for f in tones})
    shifts = [-12, -5, -2.5, -0.5, 0.5, 2.5, 5, 12]
    events = [
        {"label": f"{tone}", "pitch_shift": shift, "time_stretch": stretch, "snr": 0,
         "name": f"{tone} {shift} {stretch}"}
        for tone, shift, stretch in itertools.product(tones, shifts, [0.8, 1, 1.25])
    ]

    def worst(engine):
        [mixture] = soundscape.generate(
            tmp_path / engine, bank=None, soundbank=bank, duration=2, ref_db=-40, events=events,
            render={"stretch": engine})
        cents = []
        for observation, ledger, stem in mixture.events():
            value = observation["value"]
            wanted = float(value["label"]) * 2 ** (value["pitch_shift"] / 12)
            measured = pitch(cut_out(observation, stem, RATE)[:, 0], RATE)
            cents.append((abs(1200 * np.log2(measured / wanted)), ledger["name"]))
        return max(cents)

    # SoundTouch cuts and joins periods where they fit best, which may bend a steady tone.
    bounds = dict.fromkeys(ENGINES, 3.0) | {"soundtouch": 10.0}
    found = dict(zip(ENGINES, in_parallel(worst, ENGINES)))
    for engine, (cents, name) in found.items():
        figure(f"{engine}: at most {cents:.3f} cents off, of {len(events)} tones (at {name})")
    assert all(found[engine][0] <= bounds[engine] for engine in ENGINES)


# Length


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("rate", [22050, 44100, 48000])
def test_length(soundscape, tmp_path, figure, engine, rate):
    noise = np.random.default_rng(1).uniform(-0.5, 0.5, 2 * RATE)
    bank = write_bank(tmp_path / "bank", {"noise": noise})
    events = [
        {"name": f"{shift} {stretch} {length}", "label": "noise", "event_time": start,
         "source_time": 0.1, "event_duration": length, "pitch_shift": shift,
         "time_stretch": stretch}
        for (shift, stretch), (start, length) in itertools.product(
            [(None, None), (None, 0.8), (None, 1.25), (3, None), (-4, 0.9), (2, 1.1)],
            [(0.3, 0.7), (0.123456, 1.3), (1.0001, 0.31)])
    ]
    duration = 2.7000123
    [mixture] = soundscape.generate(
        tmp_path, bank=None, soundbank=bank, duration=duration, sample_rate=rate, fade_in=0,
        fade_out=0, ref_db=-40, events=events, render={"stretch": engine})
    worst = (0, "", 0, 0)
    for observation, ledger, stem in mixture.events():
        assert len(stem) == frames(duration, rate)
        value = observation["value"]
        stretched = value["event_duration"] * (value["time_stretch"] or 1)
        assert abs(observation["duration"] - stretched) < 1e-9
        [audible] = np.nonzero(stem[:, 0])
        start = frames(observation["time"], rate)
        late = audible[0] - start
        long = audible[-1] + 1 - start - observation["duration"] * rate
        worst = max(worst, (max(abs(late), abs(long)), ledger["name"], late, long))
    figure(f"at most {worst[0]:.2f} frames off ({worst[1]}: start {worst[2]}, end {worst[3]:.2f})")
    assert worst[0] <= 1


# Onset


def test_onset(soundscape, tmp_path, figure):
    click, burst, inside = (np.zeros(RATE) for _ in range(3))
    click[0] = 0.9
    burst[: RATE // 1000] = 0.9 * np.random.default_rng(2).uniform(-1, 1, RATE // 1000)
    inside[RATE // 2] = 0.9
    bank = write_bank(tmp_path / "bank", {"click": click, "burst": burst, "inside": inside})
    events = [
        {"name": f"{label} {stretch} {start}", "label": label, "event_time": start,
         "time_stretch": stretch}
        for label, stretch, start in itertools.product(
            ["click", "burst", "inside"], [None, 0.8, 0.9, 1.1, 1.25], [0, 0.25, 0.7071])
    ]

    def late(observation, stem):
        """How far the middle of a short sound's energy lies from where it belongs, in ms."""
        value = observation["value"]
        energy = np.cumsum(stem[:, 0] ** 2)
        middle = np.searchsorted(energy, energy[-1] / 2) / RATE
        ratio = value["time_stretch"] or 1
        offset = {"click": 0, "inside": 0.5, "burst": 0.0005}[value["label"]]
        return 1000 * abs(middle - observation["time"] - offset * ratio)

    def measure(engine):
        [mixture] = soundscape.generate(
            tmp_path / engine, bank=None, soundbank=bank, duration=2.5, ref_db=-60, events=events,
            fade_in=0, fade_out=0, render={"stretch": engine})
        worst = {}
        for observation, ledger, stem in mixture.events():
            value = observation["value"]
            kind = "unstretched" if value["time_stretch"] is None else value["label"]
            worst[kind] = max(worst.get(kind, (0, "")), (late(observation, stem), ledger["name"]))
        return worst

    found = dict(zip(ENGINES, in_parallel(measure, ENGINES)))
    for engine, worst in found.items():
        figure(f"{engine}: " + ", ".join(
            f"{kind} {error:.3f} ms" for kind, (error, _) in worst.items()))
    assert all(worst["unstretched"][0] <= 1 for worst in found.values())
    assert all(error <= 1 for error, _ in found["rubberband"].values()), found["rubberband"]
