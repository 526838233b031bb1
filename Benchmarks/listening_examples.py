"""Makes docs/stretching/*.flac: the same five seconds by each engine, to listen to side by side.

    make listening-examples

A song of the embedded soundbank (CC0), made slower, and its voice with drums, made higher. 22.05 kHz and mono, so that the
examples are small; each engine works on the full rate.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

import stretch_quality  # noqa: F401  installs what is needed
import numpy as np
import soundfile
from scipy import signal

import stretch_runs as runs
import stretch_sounds as sounds

FOLDER = sounds.CHECKOUT / "docs/stretching"
SECONDS, RATE = 5, 22_050
# The peak of the source; what is made of it has the same gain, so that its level can be heard too.
PEAK = 0.4
# Steps below full scale: 13 bits, whose noise no one hears in music, make files of two thirds of the size.
STEPS = 1 << 12
# name: song, its stems, where it begins in s, output ÷ input duration, semitones
EXAMPLES = {
    "slower": ("Paper Lanterns", ("vocals", "drums", "bass", "other"), 4.0, 1.25, 0),
    "higher": ("Glass Horizon", ("vocals", "drums"), 4.0, 1.0, 3),
}


def source(song, stems, start, length):
    found = []
    for label in stems:
        path = next((sounds.CHECKOUT / "soundbank/music/foreground" / label).glob(f"* - {song}.flac"))
        samples, rate = soundfile.read(path, always_2d=True)
        first = round(start * rate)
        found.append(sounds.resampled(samples[first : first + round(length * rate)].mean(1), rate))
    return sum(found)


def write(name, samples):
    small = signal.resample_poly(samples, 1, sounds.RATE // RATE)[: SECONDS * RATE]
    soundfile.write(FOLDER / f"{name}.flac", np.round(STEPS * small) / STEPS, RATE, "PCM_16")


def main():
    if not runs.PROGRAM.exists():
        sys.exit(f"{runs.PROGRAM} is missing: make quality builds it")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        jobs = []
        for name, (song, stems, start, ratio, semitones) in EXAMPLES.items():
            samples = source(song, stems, start, SECONDS / ratio)
            samples *= PEAK / np.abs(samples).max()
            write(f"{name}-source", np.pad(samples, (0, max(0, SECONDS * sounds.RATE - len(samples)))))
            soundfile.write(folder / f"{name}.wav", samples, sounds.RATE, "FLOAT")
            jobs.append({"name": name, "source": f"{name}.wav", "ratio": ratio, "semitones": semitones})
        (folder / "jobs.jsonl").write_text("".join(json.dumps(job) + "\n" for job in jobs))
        subprocess.run([runs.PROGRAM, folder / "jobs.jsonl", folder / "made"], check=True, stdout=subprocess.DEVNULL)
        for engine in runs.engines():
            for name in EXAMPLES:
                write(f"{name}-{engine}", soundfile.read(folder / "made" / engine / f"{name}.wav")[0])
    size = sum(path.stat().st_size for path in FOLDER.glob("*.flac"))
    print(f"{FOLDER}: {len(list(FOLDER.glob('*.flac')))} files, {size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
