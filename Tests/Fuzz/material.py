"""Sounds, recipes and data sets to begin with."""

import array
import math
import random
import wave

RATE = 8_000

RECIPES = [
    """duration: 1
soundbank: {foreground: BANK/foreground, background: BANK/background}
sample_rate: 8000
ref_db: -30
background:
  - {label: rain, source_time: [uniform, 0, 0.5]}
events:
  - label: [choose, []]
    source_file: [choose, []]
    source_time: [uniform, 0, 0.2]
    event_time: [truncnorm, 0.4, 0.2, 0, 0.8]
    event_duration: [choose, [0.1, 0.2]]
    snr: [normal, 6, 2]
    count: [uniform, 1, 3]
  - {label: dog, event_duration: 0.2, event_time: 0.1, pitch_shift: [uniform, -2, 2], time_stretch: 1.2}
output: {stems: true}
""",
    """duration: 1
soundbank: {foreground: BANK/foreground}
sample_rate: 8000
channels: 2
seed: [1, 2]
fit: clamp
let: {level: [uniform, 0, 6], when: 0.3}
gate: {min_rms_db: -50, max_attempts: 5}
constraints: {max_polyphony: 2, no_overlap: same_label, min_gap: 0.01, exclude_groups: '^(?<group>[a-z]+)_'}
events:
  - {labels: [dog, cat], coherent: 0.5, share: [source_time], snr: $level, event_duration: 0.2, event_time: $when,
     on_missing: skip, override: {cat: {snr: 3}}}
  - {label: [cycle, [dog, cat]], name: third, event_duration: 0.1, event_time: [uniform, 0, 0.9], effects: [{reverb: {amount: 0.2}}]}
effects: [{reverb: {amount: [uniform, 0.1, 0.3]}}]
render: {level: lufs, snr_reference: ref_db, fix_clipping: true}
output: {format: flac, subtype: pcm16, splits: {train: 0.5, test: 0.5}}
""",
    """duration: 1
soundbank: {foreground: BANK/foreground, background: BANK/background}
sample_rate: 8000
semantics: scaper
protected_labels: [cat]
background:
  - {label: [const, rain], source_file: [choose, []], source_time: [const, 0]}
events:
  - {label: [choose, []], source_file: [choose, []], source_time: [const, 0.1], event_time: [uniform, 0, 0.5],
     event_duration: [normal, 0.3, 0.1], snr: [const, 5], pitch_shift: [uniform, -1, 1], time_stretch: [const, 1.1]}
render: {reverb: 0.2}
output: {layout: scaper, absolute_paths: false}
""",
    """duration: 0.5
soundbank: {foreground: BANK/foreground}
sample_rate: 16000
events: [{label: dog, event_duration: 0.2}]
variants:
  - {weight: 1, set: {'events[0].label': cat}}
  - {weight: 2, set: {duration: 0.4, 'events[0].snr': [uniform, 0, 9]}}
output: {labels: false, subtype: pcm24}
""",
]


def make_bank(folder):
    for role, label, seconds in [
        ("foreground", "dog", 0.6), ("foreground", "cat", 0.4), ("background", "rain", 1.5),
    ]:
        for name, pitch in [("anna_1.wav", 300), ("ben_2.wav", 700), ("carl_3.wav", 1_100)]:
            path = folder / role / label / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"")
            write_tone(path, seconds, pitch)


def write_tone(path, seconds, pitch, channels=1):
    noise = random.Random(pitch)
    samples = array.array("h", (
        int(9_000 * math.sin(2 * math.pi * pitch * i / RATE) + 900 * noise.uniform(-1, 1))
        for i in range(int(seconds * RATE)) for _ in range(channels)))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())


def recipe(number, bank):
    return RECIPES[number].replace("BANK", str(bank))


def make(setup):
    """The soundbank, and a small data set of each recipe."""
    make_bank(setup.bank)
    setup.datasets = []
    for number in range(len(RECIPES)):
        path = setup.work / "shared" / f"recipe{number}.yaml"
        path.write_text(recipe(number, setup.bank))
        out = setup.work / "shared" / f"set{number}"
        setup.datasets.append(setup.generate(path, out, "--count", "3"))
