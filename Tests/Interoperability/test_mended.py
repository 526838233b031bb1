"""Scaper's defects, each asked for from both programs: the measure that Scaper fails is the one that we pass."""

import json
import os
import subprocess
from pathlib import Path

import numpy as np
import pyloudnorm
import pytest
import scipy.signal
import soundfile
from conftest import mixtures

RATE = 44100
RNG = np.random.default_rng(20260101)


class Program:
    """Makes mixtures of a recipe; each is `{values, mixture, stems, annotation}` or `{error}`."""

    def __init__(self, folder):
        self.folder, self.runs = folder, 0

    def next_folder(self):
        self.runs += 1
        return self.folder / f"run{self.runs}"


class Scaper(Program):
    def make(self, recipe, count=1, audio=True):
        folder = self.next_folder()
        folder.mkdir(parents=True)
        (folder / "job.json").write_text(json.dumps({"recipe": recipe, "count": count, "audio": audio}))
        script = Path(__file__).with_name("mended_with_scaper.py")
        result = subprocess.run(
            [os.environ["SCAPER_PYTHON"], str(script), str(folder / "job.json"), str(folder / "out")],
            capture_output=True, text=True)
        assert result.returncode == 0, result.stderr
        return json.loads(result.stdout)


class Ours(Program):
    def __init__(self, folder, soundscape):
        super().__init__(folder)
        self.soundscape = soundscape

    def make(self, recipe, count=1, audio=True):
        folder = self.next_folder()
        options = ["--count", count, "--out", folder / "set"] + ([] if audio else ["--no-audio"])
        recipe_file = self.soundscape.recipe(folder, bank=None, **recipe)
        result = self.soundscape.run("generate", recipe_file, *options)
        if result.returncode == 64 or not (folder / "set" / "manifest.jsonl").exists():
            return [{"error": result.stderr}] * count
        return [self.mixture(mixture) for mixture in mixtures(folder / "set")]

    @staticmethod
    def mixture(mixture):
        if mixture.row["status"] != "ok":
            return {"error": mixture.row["error"]}
        return {"values": [entry["value"] for entry in mixture.annotation["data"]],
                "mixture": mixture.path, "stems": mixture.stem_paths,
                "annotation": json.loads((mixture.root / mixture.row["jams"]).read_text())}


@pytest.fixture
def both(soundscape, tmp_path):
    return Scaper(tmp_path / "scaper"), Ours(tmp_path / "ours", soundscape)


@pytest.fixture(scope="module")
def bank(tmp_path_factory):
    """Foreground labels `long` (three files of 8 s), `pair` (two of 2 s), `short` (one); all of noise."""
    folder = tmp_path_factory.mktemp("bank")

    def write(path, samples):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        soundfile.write(folder / path, samples, RATE, subtype="FLOAT")

    for name in "abc":
        write(f"fg/long/{name}.wav", 0.1 * RNG.standard_normal(8 * RATE))
    for name in "ab":
        write(f"fg/pair/{name}.wav", 0.1 * RNG.standard_normal(2 * RATE))
    write("fg/short/a.wav", 0.1 * RNG.standard_normal(2 * RATE))
    write("bg/hiss/a.wav", 0.1 * RNG.standard_normal(12 * RATE))
    write("bg/hum/a.wav", 0.1 * RNG.standard_normal(12 * RATE))
    # A rumble that ends far from where it begins: a seam without a crossfade is a step.
    rumble = scipy.signal.lfilter([1], [1, -0.999], RNG.standard_normal(3 * RATE))[RATE : 2 * RATE]
    rumble += np.linspace(-1, 1, RATE) * np.abs(rumble).max()
    write("rumble/rumble/a.wav", 0.5 * rumble / np.abs(rumble).max())
    return {"foreground": str(folder / "fg"), "background": str(folder / "bg"), "rumbles": str(folder / "rumble")}


def banks(bank, background="background"):
    return {"foreground": bank["foreground"], "background": bank[background]}


def compared(both, measure, passes, figure, unit):
    """Scaper must fail the measure, and we must pass it."""
    scaper, ours = [measure(program) for program in both]
    figure(f"Scaper {scaper:.3g}, here {ours:.3g} {unit}")
    assert passes(ours), ours
    assert not passes(scaper), scaper


def test_an_inserted_event_changes_no_other_draw(both, bank, figure):
    events = [{"name": name, "label": "long", "event_duration": ["uniform", 0.5, 2], "source_time": ["uniform", 0, 4],
               "event_time": ["uniform", 0, 4], "snr": ["uniform", 0, 20]} for name in ["one", "two", "three"]]
    recipe = {"duration": 10, "seed": 3, "soundbank": banks(bank), "events": events}
    inserted = recipe | {"events": [events[0] | {"name": "new", "label": "short"}] + events}

    def measure(program):
        before = program.make(recipe, count=20, audio=False)
        after = program.make(inserted, count=20, audio=False)
        same = [all(value in b["values"] for value in a["values"]) for a, b in zip(before, after, strict=True)]
        return 100 * (1 - np.mean(same))

    compared(both, measure, lambda changed: changed == 0, figure, "% of mixtures changed by one more event")


def test_onsets_do_not_pile_up(both, bank, figure):
    recipe = {"duration": 10, "seed": 1, "soundbank": banks(bank), "events": [
        {"label": "long", "event_duration": 4, "event_time": ["uniform", 0, 10]}]}

    def measure(program):
        made = program.make(recipe, count=300, audio=False)
        return 100 * np.mean([mixture["values"][0]["event_time"] == 6 for mixture in made])

    compared(both, measure, lambda piled: piled < 1, figure, "% of onsets at exactly 6 s")


def test_a_list_of_source_times_stays_whole(both, bank, figure):
    """6 s into a file of 8 s is fine, even after a file of 2 s was met."""
    recipe = {"duration": 10, "seed": 1, "soundbank": banks(bank), "events": [
        {"label": ["choose", ["long", "short"]], "event_duration": 1, "source_time": ["choose", [0, 0.5, 6]]}]}

    def measure(program):
        made = program.make(recipe, count=200, audio=False)
        long = [m["values"][0]["source_time"] for m in made if m["values"][0]["label"] == "long"]
        return 100 * np.mean(np.array(long) == 6)

    compared(both, measure, lambda share: 20 < share < 47, figure, "% of long files from 6 s, a third is asked for")


def test_sources_are_not_exhausted_before_they_are(both, bank, figure):
    """Two of two files, then two of three: there is always one left."""
    recipe = {"duration": 10, "seed": 5, "soundbank": banks(bank), "constraints": {"distinct_sources": True},
              "events": [{"name": f"e{k}", "label": label, "event_duration": 1}
                         for k, label in enumerate(["pair", "pair", "long", "long"])]}

    def measure(program):
        return 100 * np.mean(["error" in mixture for mixture in program.make(recipe, count=40, audio=False)])

    compared(both, measure, lambda refused: refused == 0, figure, "% refused or never ending, with files left")


def loudness(samples, rate):
    tiled = np.tile(samples, -(-rate // (2 * len(samples))))
    return pyloudnorm.Meter(rate).integrated_loudness(tiled)


def test_two_backgrounds_make_the_reference(both, bank, figure):
    recipe = {"duration": 10, "seed": 1, "ref_db": -40, "soundbank": banks(bank), "events": [],
              "background": [{"label": "hiss"}, {"label": "hum"}]}

    def measure(program):
        [made] = program.make(recipe)
        return loudness(*soundfile.read(made["mixture"])) + 40

    compared(both, measure, lambda error: abs(error) < 0.1, figure, "LU from ref_db")


def test_a_short_event_is_as_loud_as_wanted(both, bank, figure):
    recipe = {"duration": 1, "seed": 1, "ref_db": -40, "soundbank": banks(bank), "background": [{"label": "hiss"}],
              "events": [{"label": "long", "event_time": 0.5, "event_duration": 0.015, "snr": 10}]}

    def measure(program):
        [made] = program.make(recipe)
        samples, rate = soundfile.read(made["stems"][-1])
        start = round(0.5 * rate)
        return loudness(samples[start : start + int(0.015 * rate + 1e-6)], rate) + 30

    compared(both, measure, lambda error: abs(error) < 0.2, figure, "LU from ref_db + snr, an event of 15 ms")


def test_a_repeated_background_has_no_click(both, bank, figure):
    recipe = {"duration": 6, "seed": 1, "ref_db": -20, "soundbank": banks(bank, "rumbles"), "events": [],
              "background": [{"label": "rumble"}]}

    def measure(program):
        [made] = program.make(recipe)
        steps = np.abs(np.diff(soundfile.read(made["mixture"])[0]))
        inside = steps[: round(0.94 * RATE)].max()  # before the first seam
        return steps.max() / inside

    compared(both, measure, lambda ratio: ratio <= 1, figure, "times the source's steepest step, at a seam")


def test_a_long_fade_is_shortened(both, bank, figure):
    recipe = {"duration": 2, "seed": 1, "fade_in": 0.2, "fade_out": 0.2, "soundbank": banks(bank),
              "events": [{"label": "long", "event_time": 0.5, "event_duration": 0.1}]}

    def measure(program):
        return 100 * np.mean(["error" in mixture for mixture in program.make(recipe, count=2)])

    compared(both, measure, lambda failed: failed == 0, figure, "% of mixtures failed, fades of 0.2 s on 0.1 s")


def residual(made):
    """The largest sample of the mixture less its stems, in steps of a 16-bit file."""
    mixture, _ = soundfile.read(made["mixture"], dtype="float64")
    stems = [soundfile.read(stem, dtype="float64")[0] for stem in made["stems"]]
    return np.abs(mixture - sum(stems)).max() * 2**15


def noisy(bank, **keys):
    events = [{"name": f"e{k}", "label": "long", "event_duration": 2, "event_time": k, "snr": 5} for k in range(5)]
    return {"duration": 8, "seed": 1, "ref_db": -30, "soundbank": banks(bank), "background": [{"label": "hum"}],
            "events": events} | keys


@pytest.mark.parametrize("subtype", ["pcm16", "pcm24", "float"])
def test_stems_add_up(both, bank, figure, subtype):
    scaper, ours = both
    # Scaper writes what it writes; we are asked for every format.
    ours_alone = noisy(bank, output={"subtype": subtype})

    def measure(program):
        [made] = program.make(ours_alone if program is ours else noisy(bank))
        return residual(made)

    compared((scaper, ours), measure, lambda rest: rest == 0, figure, "16-bit steps between mixture and sum of stems")


def test_stems_add_up_with_reverb(both, bank, figure):
    def measure(program):
        [made] = program.make(noisy(bank, render={"reverb": 0.5}))
        return residual(made)

    compared(both, measure, lambda rest: rest == 0, figure, "16-bit steps between mixture and sum of stems, reverb 0.5")


def test_what_was_altered_stands_in_the_annotation(both, bank, figure):
    """A duration that no file can give is cut; what had been asked for must be found in the annotation."""
    recipe = {"duration": 10, "seed": 1, "soundbank": banks(bank), "events": [
        {"label": "short", "event_duration": 3.25}]}

    def measure(program):
        [made] = program.make(recipe, audio=False)
        [annotation] = made["annotation"]["annotations"]
        ledger = annotation["sandbox"].get("soundscape", {}).get("events", [{}])[0]
        return sum(change["before"] == 3.25 for change in ledger.get("altered", []))

    compared(both, measure, lambda found: found == 1, figure, "records of the change from 3.25 s to 2 s")
