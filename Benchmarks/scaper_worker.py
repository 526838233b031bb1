"""The real Scaper, held ready to be timed; started by versus_scaper.py in Scaper's own environment.

Takes one JSON request a line on standard input and gives one JSON answer a line on standard output.
"""

import contextlib
import json
import os
import shutil
import sys
import tempfile
import time
import warnings
from pathlib import Path

import numpy
import pyloudnorm
import scaper
import soundfile

SOUNDBANK = Path(__file__).resolve().parent.parent / "soundbank"
STEM_LABELS = ["bass", "drums", "other", "vocals"]


def soundscape(workload: str, songs: str | None) -> scaper.Scaper:
    """The engine with what Benchmarks/workloads/ says of the whole mixture; `songs` is the soundbank of the songs."""
    if workload == "events":
        bank = SOUNDBANK / "events"
        engine = scaper.Scaper(10.0, str(bank / "foreground"), str(bank / "background"), random_state=123)
        engine.ref_db = -50
    elif workload == "musdb":
        engine = scaper.Scaper(6.0, songs, songs, random_state=123)
        engine.ref_db = -20
    else:
        bank = SOUNDBANK / "music"
        engine = scaper.Scaper(5.0, str(bank / "foreground"), str(bank / "background"), random_state=123)
        engine.ref_db = -20
    engine.sr = 44100
    engine.n_channels = 2 if workload == "musdb" else 1
    return engine


def specify(engine: scaper.Scaper, workload: str, event_count: int) -> None:
    """One mixture's events, as in Benchmarks/workloads/."""
    engine.reset_fg_event_spec()
    engine.reset_bg_event_spec()
    if workload == "events":
        engine.add_background(label=("choose", []), source_file=("choose", []), source_time=("const", 0))
        for _ in range(event_count):
            engine.add_event(
                label=("choose", []), source_file=("choose", []), source_time=("const", 0.0),
                event_time=("truncnorm", 5.0, 2.0, 0.0, 10.0), event_duration=("uniform", 0.5, 4.0),
                snr=("uniform", 6, 30), pitch_shift=("uniform", -3.0, 3.0), time_stretch=("uniform", 0.8, 1.2))
        return
    is_moved = workload == "stems-moved"
    latest, length = (194, 6.0) if workload == "musdb" else (7, 5.0)
    for label in STEM_LABELS:
        engine.add_event(
            label=("const", label), source_file=("choose", []), source_time=("uniform", 0, latest),
            event_time=("const", 0), event_duration=("const", length), snr=("uniform", -5, 5),
            pitch_shift=("uniform", -2, 2) if is_moved else None,
            time_stretch=("uniform", 0.8, 1.2) if is_moved else None)


def make(request: dict) -> dict:
    """Times mixtures, one for each number of events: in memory, or with mixture, stems and JAMS written."""
    workload = request["workload"]
    songs = request.get("bank")
    engine = engines.setdefault((workload, songs), soundscape(workload, songs))
    options = {"fix_clipping": True, "quick_pitch_time": request["quick"]}
    if workload == "events":
        options["reverb"] = 0.1
    times, processor_times = [], []
    folder = Path(tempfile.mkdtemp()) if request["files"] else None
    for i, count in enumerate(request["event_counts"]):
        start, processor_start = time.perf_counter(), time.process_time()
        specify(engine, workload, count)
        if folder:
            engine.generate(
                str(folder / f"{i}.wav"), str(folder / f"{i}.jams"), save_isolated_events=True, **options)
        else:
            engine.generate(**options)
        times.append((time.perf_counter() - start) * 1e3)
        processor_times.append((time.process_time() - processor_start) * 1e3)
    if folder:
        shutil.rmtree(folder)
    return {"ms": times, "cpu_ms": processor_times}


def compare(request: dict) -> dict:
    """Renders the mixtures of a data set from their JAMS, and reports how far the sound there is from Scaper's."""
    os.chdir(request["dataset"])
    differences = []
    for jams in sorted(Path(".").glob("*/mixture.jams")):
        theirs = Path(tempfile.mkdtemp())
        made = scaper.generate_from_jams(str(jams), str(theirs / "mixture.wav"), save_isolated_events=True)
        annotation = made[1].annotations.search(namespace="scaper")[0]
        ours, rate = soundfile.read(jams.parent / "mixture.wav", always_2d=True)
        other, other_rate = soundfile.read(theirs / "mixture.wav", always_2d=True)
        meter = pyloudnorm.Meter(rate)
        differences.append({
            "jams": str(jams),
            "frames": [len(ours), len(other)],
            "rates": [rate, other_rate],
            "stems": [len(list((jams.parent / "stems").glob("*.wav"))),
                      len(annotation.sandbox.scaper.isolated_events_audio_path)],
            "loudness": [meter.integrated_loudness(ours), meter.integrated_loudness(other)],
            "rms_db": [20 * float(numpy.log10(numpy.sqrt((sound**2).mean()))) for sound in (ours, other)],
        })
        shutil.rmtree(theirs)
    return {"mixtures": differences}


def versions(_: dict) -> dict:
    """What this environment holds."""
    return {
        "Scaper": scaper.__version__, "Python": sys.version.split()[0], "NumPy": numpy.__version__,
        "its libsndfile": soundfile.__libsndfile_version__}


engines: dict[tuple[str, str | None], scaper.Scaper] = {}
warnings.filterwarnings("ignore")
# Whatever Scaper's parts print goes elsewhere: standard output carries only the answers.
answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)
with contextlib.suppress(KeyboardInterrupt):
    for line in sys.stdin:
        question = json.loads(line)
        answer = {"make": make, "compare": compare, "versions": versions}[question["do"]](question)
        print(json.dumps(answer), file=answers, flush=True)
