"""Learns to make a kick drum out of one-shots.

    python learn_a_kick.py [FOLDER]

The target is a kick that no file of the soundbank has. In each episode the agent chooses one of six one-shots, and how
to shift, stretch, place and level it. It learns by the cross-entropy method: of 24 episodes it keeps the best 6, and
draws the next 24 around them. All sounds are made here, with NumPy. Give a folder to keep them, and listen to
learned.wav and target.wav in it.
"""

from __future__ import annotations

import pathlib
import sys
import tempfile
import wave

import numpy as np

import soundscape.env

RATE = 22050
FRAMES = RATE // 2
EPISODES, BEST, ROUNDS = 24, 6, 16
NAMES = ("snr", "pitch_shift", "time_stretch", "event_time")

RECIPE = """
duration: 0.5
soundbank: {foreground: bank}
sample_rate: 22050
render: {level: gain, quick_pitch_time: true}     # snr is a plain gain in dB
events:
  - label: kick
    source_file: {}
    snr: {}
    pitch_shift: {}
    time_stretch: {}
    event_time: {}
    event_duration: 0.24                          # of the file: stretched and moved, it still fits into 0.5 s
"""


def kick(pitch: float, sweep: float, decay: float) -> np.ndarray:
    """A sine that falls from pitch + sweep to pitch, in Hz, and dies away in about 3 × decay seconds."""
    time = np.arange(FRAMES) / RATE
    phase = 2 * np.pi * (pitch * time + sweep * 0.03 * (1 - np.exp(-time / 0.03)))
    return 0.9 * np.sin(phase) * np.exp(-time / decay) * np.minimum(1, time / 0.001)


def write(path: pathlib.Path, sound: np.ndarray) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())


def values(point: np.ndarray, files: list[str]) -> list[object]:
    """The recipe's values for a point of the unit cube."""
    choice, level, pitch, stretch, time = np.clip(point, 0, 1)
    return [
        files[min(int(choice * len(files)), len(files) - 1)],
        float(-24 + 24 * level),
        float(-7 + 14 * pitch),
        float(0.6 * (1.6 / 0.6) ** stretch),
        float(0.1 * time),
    ]


def main(folder: pathlib.Path) -> None:
    files = []
    for number, (pitch, sweep, decay) in enumerate(
        [(38, 200, 0.05), (44, 90, 0.2), (52, 300, 0.1), (60, 60, 0.06), (75, 150, 0.15), (110, 400, 0.03)]
    ):
        files.append(f"{number}.wav")
        write(folder / "bank" / "kick" / files[-1], kick(pitch, sweep, decay))
    target = np.concatenate([np.zeros(RATE // 40), 0.5 * kick(56, 260, 0.12)])[:FRAMES]

    environment = soundscape.env.make(
        RECIPE,
        target,
        total_step=1,
        step_len=0.5,
        criteria="stft",
        folder=folder,
        action_space=[
            ("choose", files), ("lin", -24, 0), ("lin", -7, 7), ("exp", 0.6, 1.6), ("lin", 0, 0.1),
        ],
    )

    def rewarded(point: np.ndarray) -> float:
        environment.reset()
        _, reward, _, info = environment.step(values(point, files))
        if info:
            raise RuntimeError(info)
        return reward

    generator = np.random.default_rng(0)
    centre, width = np.full(5, 0.5), np.full(5, 0.4)
    best, best_reward = centre, rewarded(centre)
    first = None
    for round in range(ROUNDS):
        points = np.clip(centre + width * generator.normal(size=(EPISODES, 5)), 0, 1)
        rewards = np.array([rewarded(point) for point in points])
        order = np.argsort(rewards)[::-1][:BEST]
        first = rewards.mean() if first is None else first
        if rewards[order[0]] > best_reward:
            best, best_reward = points[order[0]], rewards[order[0]]
        centre = 0.2 * centre + 0.8 * points[order].mean(axis=0)
        width = 0.2 * width + 0.8 * points[order].std(axis=0)
        print(f"round {round + 1:2}: mean reward {rewards.mean():9.4f}, best so far {best_reward:9.4f}")

    print(f"before: {first:.4f}")
    print(f"after: {rewarded(best):.4f}")
    file, *numbers = values(best, files)
    print("chosen:", file, *(f"{name} {number:.3f}" for name, number in zip(NAMES, numbers)))
    write(folder / "learned.wav", environment.render())
    write(folder / "target.wav", target)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(pathlib.Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as temporary:
            main(pathlib.Path(temporary))
