"""Makes mixtures of recipes with the real Scaper; run in Scaper's own environment by test_mended.py.

    python mended_with_scaper.py JOB.json OUT

JOB is `{"recipe": {…}, "count": N}` with the keys of a recipe. Prints, as JSON, for each mixture what Scaper made:
`{"values": […], "mixture": PATH, "stems": [PATH…], "sandbox": {…}}`, or `{"error": TEXT}`.
"""

import json
import logging
import signal
import sys
import warnings
from pathlib import Path

import scaper

# Scaper warns of what it alters, which is no news here.
warnings.simplefilter("ignore")
logging.disable()
# Two of its loops can run for ever.
PATIENCE_SECONDS = 10


class Hang(Exception):
    pass


def hang(*_):
    raise Hang("it never ends")


def distribution(value):
    if not isinstance(value, list):
        return ("const", value)
    return tuple(value)


def event_arguments(event):
    fields = {"label": ["choose", []], "source_file": ["choose", []], "source_time": 0, "event_time": 0,
              "event_duration": 1, "snr": 0} | event
    arguments = {name: distribution(value) for name, value in fields.items() if name != "name"}
    return {"pitch_shift": None, "time_stretch": None} | arguments


def scaper_of(recipe):
    bank = recipe["soundbank"]
    maker = scaper.Scaper(
        recipe["duration"], bank["foreground"], bank.get("background", bank["foreground"]),
        random_state=recipe["seed"])
    maker.sr = recipe.get("sample_rate", 44100)
    maker.ref_db = recipe.get("ref_db", -12)
    maker.fade_in_len = recipe.get("fade_in", 0.01)
    maker.fade_out_len = recipe.get("fade_out", 0.01)
    for background in recipe.get("background", []):
        fields = {"label": ["choose", []], "source_file": ["choose", []], "source_time": 0} | background
        maker.add_background(**{name: distribution(value) for name, value in fields.items()})
    for event in recipe["events"]:
        maker.add_event(**event_arguments(event))
    return maker


def make(maker, recipe, stem, audio):
    constraints = recipe.get("constraints", {})
    signal.alarm(PATIENCE_SECONDS)
    try:
        _, jam, _, _ = maker.generate(
            str(stem) + ".wav", str(stem) + ".jams", no_audio=not audio, save_isolated_events=audio,
            allow_repeated_source=not constraints.get("distinct_sources", False),
            reverb=recipe.get("render", {}).get("reverb"), disable_instantiation_warnings=True)
    except Exception as error:  # whatever it is, it is what the user gets
        return {"error": f"{type(error).__name__}: {error}"}
    finally:
        signal.alarm(0)
    annotation = jam.annotations.search(namespace="scaper")[0]
    sandbox = annotation.sandbox.scaper
    return {"values": [dict(observation.value) for observation in annotation.data], "mixture": str(stem) + ".wav",
            "stems": list(sandbox.isolated_events_audio_path), "annotation": json.loads(jam.dumps())}


signal.signal(signal.SIGALRM, hang)
job = json.loads(Path(sys.argv[1]).read_text())
out = Path(sys.argv[2])
out.mkdir(parents=True)
maker = scaper_of(job["recipe"])
made = [make(maker, job["recipe"], out / str(k), job["audio"]) for k in range(job["count"])]
json.dump(made, sys.stdout)
