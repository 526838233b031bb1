"""The real Scaper renders our annotations, and what it makes is compared with ours."""

import json
import os
import subprocess

import numpy as np
import pytest
import soundfile
from conftest import frames
from test_sound import cut_out, loudness

MUSIC = [{"label": label, "source_time": ["uniform", 0, 4], "snr": ["uniform", -5, 5],
          "event_duration": ["uniform", 2, 4]} for label in ["vocals", "drums", "bass", "other"]]
EVENTS = [{"name": "still", "count": 5, "event_time": ["uniform", 0, 5],
           "snr": ["uniform", 6, 20]},
          {"name": "moved", "count": 2, "event_time": ["uniform", 0, 5],
           "snr": ["uniform", 6, 20], "pitch_shift": ["uniform", -3, 3],
           "time_stretch": ["uniform", 0.8, 1.2]}]
BACKGROUND = [{"source_time": ["uniform", 0, "end"]}]


def rendered_by_scaper(mixtures, out):
    """Scaper's mixture and stems for each of ours, the stems in Scaper's order: by time."""
    out.mkdir()
    command = [os.environ["SCAPER_PYTHON"],
               os.path.join(os.path.dirname(__file__), "render_with_scaper.py"), out]
    result = subprocess.run(
        command + [mixture.row["jams"] for mixture in mixtures], cwd=mixtures[0].root,
        capture_output=True, text=True)
    assert result.returncode == 0, result.stderr[-1500:]
    made = json.loads(result.stdout)
    for mixture in mixtures:
        mix, *stems = (soundfile.read(mixtures[0].root / path, always_2d=True)[0]
                       for path in made[mixture.row["jams"]])
        yield mixture, mix, stems


def level(audio):
    return 10 * np.log10(np.mean(audio**2))


def signal_to_difference(ours, theirs):
    """How far the difference lies below the signal, after the gain that brings both closest."""
    gain = np.sum(ours * theirs) / np.sum(theirs**2)
    return level(ours) - level(ours - gain * theirs)


@pytest.mark.parametrize("layout", ["folder", "scaper"])
@pytest.mark.parametrize(
    ("bank", "rate", "channels"), [("music", 44100, 1), ("events", 44100, 1), ("events", 22050, 2)])
def test_scaper_renders_ours(soundscape, tmp_path, figure, bank, rate, channels, layout):
    keys = {"events": EVENTS, "background": BACKGROUND} if bank == "events" else {"events": MUSIC}
    made = soundscape.generate(
        tmp_path, bank=bank, count=3, duration=6, sample_rate=rate, channels=channels,
        fade_in=0, fade_out=0, ref_db=-45, output={"layout": layout}, **keys)
    differences, meters, distances, moved = [], [], [], []
    for mixture, their_mix, their_stems in rendered_by_scaper(made, tmp_path / "scaper"):
        assert len(their_mix) == len(mixture.read()[0]) == frames(6, rate)
        # By time, as the jams package hands events to Scaper.
        ours = sorted(mixture.events(), key=lambda event: event[0]["time"])
        for (observation, ledger, stem), theirs in zip(ours, their_stems, strict=True):
            assert theirs.shape == stem.shape
            value = observation["value"]
            difference = level(stem) - level(theirs)
            if value["pitch_shift"] is not None or value["time_stretch"] is not None:
                moved.append(abs(difference))
                continue
            # Where Scaper's meter counts a block that is not filled, it takes our stem for quieter
            # than it should be by so much, and makes its own louder.
            sandbox = mixture.scaper
            audio = cut_out(observation, stem, rate)
            wanted = sandbox["ref_db"] + sandbox["ref_db_change"] + value["snr"]
            by_scaper = loudness(audio, rate, whole=False) - wanted
            meters.append(abs(difference - by_scaper))
            if abs(by_scaper - (loudness(audio, rate) - wanted)) < 0.1:
                differences.append((abs(difference), mixture.row["index"], ledger["name"]))
            info = soundfile.info(mixture.root / value["source_file"])
            if info.samplerate == rate:
                distances.append((signal_to_difference(stem, theirs), ledger["name"]))
    figure(f"{len(differences)} stems as they are within {max(differences)[0]:.3f} dB, all "
           f"{len(meters)} within {max(meters):.3f} dB of what Scaper's meter reads, "
           + (f"{len(moved)} moved ones within {max(moved):.3f} dB; " if moved else "")
           + f"{len(distances)} at the source's rate agree to {min(distances)[0]:.1f} dB at least")
    assert max(differences)[0] <= 0.3, max(differences)
    assert max(meters) <= 0.3 and len(differences) > len(meters) / 3
    assert min(distances)[0] >= 40, min(distances)
    # Another stretcher makes another waveform of the same loudness: energy differs a little.
    assert not moved or max(moved) <= 1
