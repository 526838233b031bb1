"""A soundbank of the size of MUSDB's training half, made up: songs of 200 s, each in four stems of stereo at 44.1 kHz.

Thirty songs as WAV (PCM16) are 4.2 GB, more than any cache of decoded sounds. The sound is that of the embedded soundbank, looped with
a slow change of level, so that FLAC finds in it what it finds in music.
"""

import os
import subprocess
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
SONGS, SECONDS, RATE = 30, 200, 44100
LABELS = ["bass", "drums", "other", "vocals"]

# Runs where NumPy and soundfile are: in Scaper's environment.
MAKE = """
import sys
import numpy as np
import soundfile

bank, folder, songs, seconds, rate = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:6])
from pathlib import Path
for label in sys.argv[6:]:
    sources = sorted(Path(bank, label).iterdir())
    for song in range(songs):
        # At another rate it becomes higher or lower, which is no matter here.
        sound, _ = soundfile.read(sources[song % len(sources)], dtype="float32", always_2d=True)
        # Each song begins elsewhere; the two channels differ by a frame and by their level.
        sound = np.roll(sound[:, 0], -song * len(sound) // songs)
        whole = np.resize(sound, seconds * rate)
        t = np.arange(len(whole), dtype=np.float32) / rate
        left = whole * (0.7 + 0.2 * np.sin(2 * np.pi * t / (7 + song)))
        right = np.roll(whole, 1) * (0.7 - 0.2 * np.sin(2 * np.pi * t / (7 + song)))
        stereo = np.stack([left, right], axis=1)
        for ending in ("wav", "flac"):
            path = Path(folder, ending, label, f"song{song:02}.{ending}")
            path.parent.mkdir(parents=True, exist_ok=True)
            soundfile.write(path, stereo, rate, subtype="PCM_16")
"""


def make(folder: Path, python: Path) -> None:
    """Makes FOLDER/wav and FOLDER/flac, each a soundbank, unless they are there."""
    done = folder / "whole"
    if done.exists():
        return
    subprocess.run(
        [python, "-c", MAKE, CHECKOUT / "soundbank/music/foreground", folder, *map(str, (SONGS, SECONDS, RATE)), *LABELS],
        check=True, env={**os.environ})
    done.touch()
