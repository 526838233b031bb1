"""Annotations that are trimmed and made again, against what the real Scaper makes of them."""

import json
import os
import subprocess
from pathlib import Path

import numpy as np
import pytest
import soundfile
from conftest import mixtures

RANGES = [[(1, 6.5)], [(0.25, 9)], [(2, 8), (0.5, 4.75)]]
EVENT = {"name": "event", "count": 6, "event_time": ["uniform", 0, 9], "snr": ["uniform", 6, 20]}
CORPUS = Path(__file__).resolve().parent.parent / "SoundscapeTests/Fixtures/conformance"


def annotation(path):
    return json.loads(Path(path).read_text())["annotations"][0]


@pytest.mark.parametrize("ranges", RANGES, ids=str)
def test_trim_is_scapers(soundscape, tmp_path, figure, ranges):
    [mixture] = soundscape.generate(
        tmp_path, "--quick", duration=10, background=[{}], events=[EVENT], seed=len(ranges))
    jams = mixture.root / mixture.row["jams"]
    times = [str(time) for pair in ranges for time in pair]
    theirs = [tmp_path / "theirs.wav", tmp_path / "theirs.jams"]
    subprocess.run(
        [os.environ["SCAPER_PYTHON"], Path(__file__).parent / "trim_with_scaper.py",
         mixture.root / mixture.row["mixture"], jams, *theirs, *times], check=True)
    for i, (start, end) in enumerate(ranges):
        result = soundscape.run("trim", jams, "--from", start, "--to", end, "--out", tmp_path / f"{i}")
        assert result.returncode == 0, result.stderr
        [cut] = mixtures(tmp_path / f"{i}")
        jams = cut.root / cut.row["jams"]

    ours, scapers = annotation(jams), annotation(theirs[1])
    keys = ["n_events", "polyphony_max", "duration"]
    assert [ours["sandbox"]["scaper"][k] for k in keys] == [scapers["sandbox"]["scaper"][k] for k in keys]
    assert ours["sandbox"]["scaper"]["polyphony_gini"] == pytest.approx(
        scapers["sandbox"]["scaper"]["polyphony_gini"], rel=1e-9)
    for field in ["slice", "trim"]:
        assert ours["sandbox"][field] == scapers["sandbox"][field]
    rows = [sorted(((o["time"], o["duration"], o["value"]["label"], o["value"]["event_time"])
                    for o in a["data"])) for a in (ours, scapers)]
    assert rows[0] == rows[1]

    mine, _ = soundfile.read(jams.parent / "mixture.wav")
    other, _ = soundfile.read(theirs[0])
    assert len(mine) == len(other)
    figure(f"{len(rows[0])} observations equal; audio within {np.max(np.abs(mine - other)):.1e}")
    # SoX writes what it trims as it came; its integers are finer than single precision.
    np.testing.assert_allclose(mine, other, atol=1e-6)
    assert soundscape.run("recreate", jams, "--check").stdout.strip().endswith(": identical")


def test_scapers_annotations_are_rendered_as_scaper_did(soundscape, tmp_path, figure):
    worst = np.inf
    for name in ["mono.0", "stereo.0", "22050.0", "reverb.0", "stems.0"]:
        root = tmp_path / name
        bank = CORPUS / "soundbank" / ("musdb" if name == "stems.0" else "sed")
        result = soundscape.run(
            "recreate", CORPUS / f"audio/audio-{name}.jams", "--out", root, "--foreground",
            bank / "foreground", "--background", bank / "background")
        assert result.returncode == 0, result.stderr
        [made] = mixtures(root)
        # Where Scaper's file lies beside others, so does the new one.
        assert made.row["jams"] == f"audio-{name}.jams"
        ours, _ = soundfile.read(made.path)
        theirs, _ = soundfile.read(CORPUS / f"audio/audio-{name}.flac")
        difference = np.mean((np.clip(ours, -1, 1) - theirs) ** 2)
        worst = min(worst, 10 * np.log10(np.mean(theirs**2) / difference))
    figure(f"signal to difference at least {worst:.1f} dB")
    assert worst > 60
