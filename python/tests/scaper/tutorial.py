"""Mixing for music separation as the ISMIR tutorial teaches it with Scaper, written for any module with Scaper's surface.

Coherent mixtures are stems of one song, cut at one place and moved alike; incoherent ones are of any songs; half and half
is a coin that falls by the same seed as the mixture.
"""

from __future__ import annotations

import os
from typing import Any

import numpy as np

from programs import NO_BACKGROUND, STEMS, event, events, level, plain, program

LABELS = ["vocals", "drums", "bass", "other"]
RATE = 44100
# Where Scaper stretches, another algorithm is at work, and only draws are compared. So the sound is compared unmoved.
STILL = {"pitch_shift": None, "time_stretch": None}


def template(**fields: Any) -> dict[str, Any]:
    """The event that all stems are made from."""
    usual = event(
        label=("const", "vocals"),
        source_time=("uniform", 0, 7),
        event_time=("const", 0),
        event_duration=("const", 5.0),
        snr=("uniform", -5, 5),
        pitch_shift=("uniform", -2, 2),
        time_stretch=("uniform", 0.8, 1.2),
    )
    return usual | fields


def mixer(scaper: Any, seed: int) -> Any:
    sc = scaper.Scaper(5.0, STEMS, NO_BACKGROUND, random_state=seed)
    sc.sr = RATE
    sc.ref_db = -20
    sc.n_channels = 1
    return sc


def incoherent(scaper: Any, fields: dict[str, Any], seed: int, **options: Any) -> Any:
    """Every stem of a song of its own, at a place of its own."""
    sc = mixer(scaper, seed)
    for label in LABELS:
        sc.add_event(**fields | {"label": ("const", label)})
    return sc.generate(fix_clipping=True, **options)


def coherent(scaper: Any, fields: dict[str, Any], seed: int, **options: Any) -> Any:
    """All stems of the song, the place, the shift and the stretch that were drawn for the vocals; each has its own level."""
    sc = mixer(scaper, seed)
    sc.add_event(**fields)
    master = sc._instantiate_event(sc.fg_spec[0])
    sc.reset_fg_event_spec()
    shared = dict(fields, source_time=("const", master.source_time))
    for name in ("pitch_shift", "time_stretch"):
        value = getattr(master, name)
        shared[name] = None if value is None else ("const", value)
    for label in LABELS:
        path = master.source_file.replace("vocals", label)
        sc.add_event(**shared | {"label": ("const", label), "source_file": ("const", path)})
    return sc.generate(fix_clipping=True, **options)


def half_and_half(scaper: Any, fields: dict[str, Any], seed: int, **options: Any) -> Any:
    coin = np.random.RandomState(seed).rand()
    return (coherent if coin > 0.5 else incoherent)(scaper, fields, seed, **options)


class MixClosure:
    """What an on-the-fly data set calls for its item: mixture, stems by label, annotation."""

    def __init__(self, scaper: Any, fields: dict[str, Any]) -> None:
        self.scaper, self.fields = scaper, fields

    def __call__(self, dataset: Any, seed: int) -> dict[str, Any]:
        audio, jam, _, stems = half_and_half(self.scaper, self.fields, seed)
        labels = [obs.value["label"] for obs in jam.annotations.search(namespace="scaper")[0].data]
        return {"mix": audio, "sources": dict(zip(labels, stems, strict=True)), "metadata": jam}


class OnTheFly:
    """Item i is the mixture of seed i."""

    def __init__(self, closure: MixClosure, count: int) -> None:
        self.closure, self.count = closure, count

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, i: int) -> dict[str, Any]:
        return self.closure(self, i)


class ProductionMixer:
    """The tutorial's mixer for training: one generator for all choices of an item, coins for coherence and for moving."""

    def __init__(self, scaper: Any) -> None:
        self.scaper = scaper

    def __call__(self, i: int) -> Any:
        r = np.random.RandomState(i)
        sc = self.scaper.Scaper(5.0, STEMS, STEMS, random_state=r)
        sc.sr, sc.n_channels = 16000, 1
        sc.ref_db = r.uniform(-30, -10)
        is_coherent = r.rand() < 0.25
        fields = template(source_time=("uniform", 0, 10000), time_stretch=("uniform", 0.9, 1.1))
        if r.rand() > 0.5:
            fields |= STILL
        master = None
        if is_coherent:
            sc.add_event(**fields)
            master = sc._instantiate_event(sc.fg_spec[0])
            sc.reset_fg_event_spec()
            fields["source_time"] = ("const", master.source_time)
            fields |= {k: None if getattr(master, k) is None else ("const", getattr(master, k)) for k in STILL}
        quick = bool(r.rand() <= 1.0)
        for label in LABELS:
            boost = 2.5 if label == "vocals" else 0
            own: dict[str, Any] = {"label": ("const", label), "snr": ("uniform", -5 + boost, boost)}
            if master is not None:
                own["source_file"] = ("const", master.source_file.replace("vocals", label))
            sc.add_event(**fields | own)
        return sc.generate(
            fix_clipping=True, quick_pitch_time=quick, no_audio=True, disable_instantiation_warnings=True
        )


# MARK: The steps


def _sound(scaper: Any, generated: Any) -> Any:
    audio, jam, track, stems = generated
    box = jam.annotations[0].sandbox.scaper
    return {
        "events": events(jam),
        "track": plain(track),
        "levels": [level(scaper, sound, RATE) for sound in [audio, *stems]],
        "scale": [
            float(box[name]) for name in ("peak_normalization_scale_factor", "ref_db_change", "ref_db_generated")
        ],
    }


@program
def tutorial(scaper: Any) -> Any:
    """All ten steps; the numbers of each by its name."""
    steps: dict[str, Any] = {}
    sc = mixer(scaper, 123)
    steps["1 an object"] = [
        sc.fg_labels,
        sc.bg_labels,
        sc.sr,
        sc.ref_db,
        sc.n_channels,
        sc.fade_in_len,
        sc.protected_labels,
    ]
    for label in LABELS:
        sc.add_event(**template(label=("const", label)))
    steps["2 a specification"] = plain(sc.fg_spec)
    steps["3 a mixture drawn"] = events(sc.generate(no_audio=True)[1])
    again = mixer(scaper, 123)
    again.fg_spec = list(sc.fg_spec)
    steps["4 a sequence, and again"] = [events(again.generate(no_audio=True)[1]) for _ in range(3)]
    sc.set_random_state(np.random.RandomState(5))
    steps["5 one event"] = plain(sc._instantiate_event(sc.fg_spec[0]))
    still = template(**STILL)
    steps["6 incoherent"] = [
        [events(incoherent(scaper, template(), seed, no_audio=True)[1]) for seed in range(4)],
        [_sound(scaper, incoherent(scaper, still, seed)) for seed in range(3)],
    ]
    steps["7 coherent"] = [
        [events(coherent(scaper, template(), seed, no_audio=True)[1]) for seed in range(4)],
        [_sound(scaper, coherent(scaper, still, seed)) for seed in range(3)],
    ]
    steps["8 half and half"] = [events(half_and_half(scaper, template(), seed, no_audio=True)[1]) for seed in range(12)]
    data = OnTheFly(MixClosure(scaper, still), 4)
    items = [data[i] for i in range(len(data))]
    steps["9 on the fly"] = [
        [events(item["metadata"]), {name: level(scaper, sound, RATE) for name, sound in item["sources"].items()}]
        for item in items
    ]
    mix = ProductionMixer(scaper)
    steps["10 for training"] = [[events(jam), plain(track)] for _, jam, track, _ in map(mix, range(16))]
    return steps


def write_mix_sources(scaper: Any, folder: str, count: int) -> None:
    """Mixtures in folders, as separation's loaders read them: mix/<i>.wav and <label>/<i>.wav."""
    import soundfile

    for i in range(count):
        item = MixClosure(scaper, template(**STILL))(None, i)
        for name, sound in {"mix": item["mix"], **item["sources"]}.items():
            os.makedirs(f"{folder}/{name}", exist_ok=True)
            soundfile.write(f"{folder}/{name}/{i}.wav", sound, RATE, subtype="PCM_32")
