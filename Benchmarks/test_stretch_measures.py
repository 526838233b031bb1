"""The measures rank stretchers that are known to be bad behind good ones, and find nothing wrong with what is right.

    .build/quality/bin/python -m pytest Benchmarks/test_stretch_measures.py      (make test-quality)
"""

import functools
import zlib

import numpy as np
import pytest

import stretch_columns
import stretch_report
import stretch_sounds as sounds
from stretch_columns import BY_NAME, COLUMNS
from stretch_controls import CONTROLS

SEED = 5


@functools.cache
def sound(name):
    rng = np.random.default_rng(SEED + zlib.crc32(name.encode()))
    count = round(sounds.SECONDS * sounds.RATE)
    made = {
        "sine": lambda: sounds.steady("sine", "tones", [(rng.uniform(200, 900), 1)], rng),
        "organ": lambda: sounds.steady("organ", "tones", sounds.harmonics(rng.uniform(220, 400), 12), rng),
        "pulses": lambda: sounds.steady(
            "pulses", "tones", sounds.harmonics(rng.uniform(100, 140), 30, 0.2), rng, aligned=True, pulsed=True),
        "bell": lambda: sounds.bell(rng),
        "vowels": lambda: sounds.vowels(rng, 1.0, rng.uniform(100, 130)),
        "kit": lambda: sounds.Sound("kit", "drums", sounds.hits(rng, 0.35, ["kick", "snare", "click"])),
        "placed": lambda: sounds.Sound("placed", "mixes", sounds.placed(rng)),
        "white": lambda: sounds.Sound("white", "textures", 0.1 * rng.standard_normal((1, count))),
        "crackle": lambda: sounds.Sound("crackle", "textures", sounds.crackle(rng)),
    }
    return made[name]()


@functools.cache
def measured(name, control, ratio, semitones):
    of = sound(name)
    return stretch_columns.measured(of, CONTROLS[control](of.samples, of.rate, ratio, semitones), ratio, semitones)


# column, sound, good, bad, (ratio, semitones): each bad version is worse by more than what matters.
RANKS = [
    ("purity", "organ", "locked", "unlocked", (1.3, 0)),
    ("purity", "organ", "locked", "wobbling", (1.3, 0)),
    ("purity", "organ", "locked", "random-phases", (1, 5)),
    ("purity", "organ", "wsola", "no-search", (0.8, 0)),
    ("mistuned", "organ", "locked", "detuned", (1.3, 0)),
    ("mistuned", "sine", "locked", "detuned", (1, -12)),
    ("ripple", "sine", "locked", "wobbling", (1.3, 0)),
    ("ripple", "sine", "wsola", "no-search", (1.3, 0)),
    ("truth", "bell", "locked", "random-phases", (2, 0)),
    ("truth", "bell", "locked", "unlocked", (2, 0)),
    ("truth", "bell", "locked", "long-pieces", (2, 0)),
    ("pitch", "vowels", "wsola", "detuned", (1.3, 0)),
    ("pitch95", "vowels", "locked", "detuned", (1.3, 0)),
    ("pitch95", "vowels", "locked", "wsola", (1.3, 0)),
    ("hoarse", "vowels", "wsola", "no-search", (1.3, 0)),
    ("place", "kit", "locked", "late", (1.3, 0)),
    ("place", "kit", "locked", "long-windows", (1.3, 0)),
    ("place95", "kit", "wsola", "long-pieces", (1.3, 0)),
    ("slower", "kit", "locked", "long-windows", (1.3, 0)),
    ("slower", "kit", "locked", "unlocked", (2, 0)),
    ("hit", "kit", "locked", "random-phases", (1.3, 0)),
    ("crest", "kit", "locked", "random-phases", (1.3, 0)),
    ("before", "kit", "locked", "long-windows", (1.3, 0)),
    ("before", "kit", "wsola", "locked", (1.3, 0)),
    ("repeats", "kit", "wsola", "long-pieces", (2, 0)),
    ("repeats", "kit", "wsola", "random-phases", (1.3, 0)),
    ("pulses", "vowels", "wsola", "locked", (2, 0)),
    ("pulses", "pulses", "wsola", "random-phases", (1.3, 0)),
    ("timbre", "vowels", "locked", "dull", (1.3, 0)),
    ("timbre", "white", "locked", "unlocked", (1.3, 0)),
    ("vowels", "vowels", "locked", "dull", (1.3, 0)),
    ("vowels", "vowels", "locked", "unlocked", (1, 5)),
    ("sides", "placed", "locked", "lopsided", (1.3, 0)),
    ("sides", "placed", "locked", "narrowed", (1, 5)),
    ("sides", "placed", "locked", "channels-apart", (1.3, 0)),
    ("phases", "placed", "locked", "channels-apart", (1.3, 0)),
    ("phases", "placed", "locked", "one-later", (1.3, 0)),
    ("flatness", "white", "locked", "musical", (1.3, 0)),
    ("flatness", "white", "wsola", "locked", (2, 0)),
    ("roughness", "crackle", "wsola", "random-phases", (1.3, 0)),
    ("roughness", "white", "locked", "musical", (1.3, 0)),
    ("level", "vowels", "locked", "quieter", (1.3, 0)),
    ("loudness", "vowels", "locked", "quieter", (1.3, 0)),
    ("edges", "organ", "locked", "fading", (1.3, 0)),
]


@pytest.mark.parametrize("column,name,good,bad,change", RANKS, ids=lambda v: str(v))
def test_bad_versions_are_ranked_behind_good_ones(column, name, good, bad, change):
    of = BY_NAME[column]
    better, worse = (measured(name, control, *change)[column] for control in (good, bad))
    assert worse > better + of.matters, f"{bad} {worse:.3f}, {good} {better:.3f} (seed {SEED})"


def test_each_column_has_a_bad_version():
    assert {rank[0] for rank in RANKS} == {c.name for c in COLUMNS if c.is_judged and c.name != "time"}


# What is right has nothing wrong with it. The limits are what the measures themselves are uncertain by.
@pytest.mark.parametrize("ratio,semitones", [(0.5, 0), (2, 0), (1, 12), (1, -12), (0.9, -3)])
def test_tones_of_the_formula_are_right(ratio, semitones):
    limits = {"purity": -85, "mistuned": 0.05, "truth": 1e-6, "timbre": 0.05, "level": 0.05, "edges": 0.1, "pulses": 0.35}
    for name in ("sine", "organ", "pulses"):
        of = sound(name)
        found = stretch_columns.measured(of, of.truth(ratio, 2 ** (semitones / 12)), ratio, semitones)
        for column, limit in limits.items():
            assert found.get(column, limit) <= limit, (name, column)


@pytest.mark.parametrize("ratio", [0.8, 1.25, 2])
def test_hits_at_their_places_are_right(ratio):
    kit = [sounds.hits(np.random.default_rng(SEED), 0.35, ["kick", "snare", "click"], r) for r in (1, ratio)]
    found = stretch_columns.measured(sounds.Sound("kit", "drums", kit[0]), kit[1], ratio, 0)
    limits = {"place": 0.8, "place95": 1, "slower": 0.5, "hit": 0.3, "crest": 0.2, "before": 1, "repeats": 5}
    for column, limit in limits.items():
        assert found[column] <= limit, column


@pytest.mark.parametrize("ratio", [0.5, 1, 2])
def test_other_noise_of_the_same_kind_is_right(ratio):
    rng = np.random.default_rng(SEED)
    mixed = np.array([[1, 0], [0.6, 0.8]])
    first, second = (mixed @ (0.1 * rng.standard_normal((2, int(110_250 * r)))) for r in (1, ratio))
    found = stretch_columns.measured(sounds.Sound("noise", "textures", first), second, ratio, 0)
    limits = {"flatness": 0.12, "roughness": 1, "level": 0.1, "sides": 1.5, "phases": 0.25, "timbre": 0.7}
    for column, limit in limits.items():
        assert found[column] <= limit, column


def test_formants_tell_whether_they_stay():
    rng, scale = np.random.default_rng(SEED), 2 ** (4 / 12)
    of = sounds.vowels(rng, 1.0, 110)
    moved = CONTROLS["wsola"](of.samples, of.rate, 1, 4)
    stayed = sounds.vowels(np.random.default_rng(SEED), 1.0, 110 * scale).samples
    a, b = (stretch_columns.measured(of, x, 1, 4) for x in (moved, stayed))
    assert a["vowels"] < 1 < a["formants"]
    assert b["formants"] < b["vowels"] and b["formants"] < a["formants"] / 2


def test_verdicts_need_more_than_chance_and_more_than_what_matters():
    rng = np.random.default_rng(SEED)
    column = BY_NAME["place"]

    def engine(values):
        return {f"drums-{i}": {"2x +0": {"place": v}} for i, v in enumerate(values)}

    base = rng.uniform(1, 3, 12)
    against = engine(base)
    assert stretch_report.verdict(engine(base + 0.1), against, column)[0] == "same"  # certain, but too small
    assert stretch_report.verdict(engine(base + 2), against, column)[0] == "worse"
    assert stretch_report.verdict(engine(base - 0.9), against, column)[0] == "better"
    wild = np.where(np.arange(12) == 0, 6.0, 0)
    assert stretch_report.verdict(engine(base + wild), against, column)[0] == "same"  # one sound of twelve


def test_speed_is_told_for_each_change():
    def engine(factor):
        return {f"drums-{i}": {"0.8x +0": {"time": factor * i}, "1x -12": {"time": 2.0 * factor}} for i in (1, 2, 9)}

    lines = stretch_report.speed({"rubberband": engine(10), "ours": engine(1), "untimed": {"drums-1": {"0.8x +0": {}}}})
    assert lines.splitlines()[2:] == [
        "| × 0.8 | 100.0 | 10.0 (10.0 ×) |", "| −12 semitones | 100.0 | 10.0 (10.0 ×) |"]


def test_what_is_worse_in_one_set_only_is_told():
    def engine(speech, drums):
        return {f"{group}-{i}": {"0.8x +0": {"level": level + 0.001 * i}}
                for group, level in (("speech", speech), ("drums", drums)) for i in range(6)}

    engines = {"rubberband": engine(0.1, 3), "ours": engine(0.4, 0.3)}
    text = stretch_report.in_single_sets("ours", engines)
    assert text == "`ours` is better in 1 of 1 rows; in a single set it is worse in level of speech (0.40 against 0.10 dB)."
    assert "worse in none" in stretch_report.in_single_sets("ours", {**engines, "ours": engine(0.1, 0.3)})
