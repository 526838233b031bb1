#!/usr/bin/env python3
"""Draws random specifications, lets the real Scaper and this engine draw from them, and compares.

Usage:   PYTHON_WITH_SCAPER differential.py REPORT [--count 200] [--seed N]

REPORT is the built `ConformanceReport`. Every number, label, file, warning, refusal and statistic must agree; the first
case that differs is printed whole. Without --seed a fresh one is taken; it is printed, so that a run can be repeated.
"""
import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import numpy as np
import scaper
from scaper.scaper_exceptions import ScaperError
from scaper.scaper_warnings import ScaperWarning

CORPUS = Path(__file__).resolve().parent.parent / "SoundscapeTests/Fixtures/conformance"
# Two loops of Scaper can run for ever: what has not ended by then never does.
PATIENCE_SECONDS = 10


def number(rng, low, high):
    """A number in a range, whole, short or long: Scaper's warnings print them as they are."""
    value = rng.uniform(low, high)
    return rng.choice([int(value), round(value, 1), round(value, 3), value])


def distribution(rng, low, high, least):
    """A distribution tuple of numbers from low to high; none below `least`."""
    def draw():
        return max(number(rng, low, high), least)

    kind = rng.choice(["const", "choose", "choose_weighted", "uniform", "normal", "truncnorm"])
    if kind == "const":
        return [kind, draw()]
    values = [draw() for _ in range(rng.randint(1, 6))]
    if rng.random() < 0.3:
        values.append(values[0])
    if kind == "choose":
        return [kind, values]
    if kind == "choose_weighted":
        weights = [rng.randint(1, 9) for _ in values]
        return [kind, values, [w / sum(weights) for w in weights]]
    bounds = sorted([draw(), draw()])
    if bounds[0] == bounds[1]:
        bounds[1] += 0.5
    if kind == "uniform":
        return [kind, *bounds]
    spread = [draw(), abs(number(rng, 0.1, (high - low) / 2)) or 0.5]
    return [kind, *spread] if kind == "normal" else [kind, *spread, *bounds]


def choice(rng, names):
    kind = rng.choice(["all", "const", "choose", "choose_weighted"])
    if kind == "all":
        return ["choose", []]
    if kind == "const":
        return ["const", rng.choice(names)]
    some = rng.sample(names, rng.randint(1, len(names)))
    if kind == "choose":
        return [kind, some + some[:1] * rng.randint(0, 1)]
    weights = [rng.randint(1, 9) for _ in some]
    return [kind, some, [w / sum(weights) for w in weights]]


def specification(rng, folder, name, duration, moved):
    labels = sorted(p.name for p in (CORPUS / folder).iterdir() if p.is_dir())
    label = choice(rng, labels)
    source = ["choose", []]
    if label[0] == "const" and rng.random() < 0.4:
        files = sorted(f"{folder}/{label[1]}/{p.name}" for p in (CORPUS / folder / label[1]).iterdir())
        source = choice(rng, files)
    spec = {"label": label, "source_file": source, "source_time": distribution(rng, 0, 6, 0)}
    if name == "background":
        return spec
    spec["event_time"] = distribution(rng, 0, duration * 1.1, 0)
    spec["event_duration"] = distribution(rng, 0.2, 6, 0.05)
    spec["snr"] = distribution(rng, -10, 30, -100)
    spec["pitch_shift"] = distribution(rng, -5, 5, -100) if moved and rng.random() < 0.7 else None
    spec["time_stretch"] = distribution(rng, 0.7, 1.4, 0.1) if moved and rng.random() < 0.7 else None
    return spec


def draw_case(rng, index):
    music = rng.random() < 0.4
    fg, bg = (f"soundbank/{'musdb' if music else 'sed'}/{side}" for side in ("foreground", "background"))
    duration = rng.choice([4.0, 5, 8.5, 10.0, 30.0])
    labels = sorted(p.name for p in (CORPUS / fg).iterdir() if p.is_dir())
    seed = rng.choice([rng.randint(0, 2**32 - 1), [rng.randint(0, 2**32 - 1) for _ in range(rng.randint(1, 4))]])
    backgrounds = 0 if music else rng.randint(0, 2)
    return {
        "name": f"random-{index:04d}", "duration": duration, "seed": seed, "fg_path": fg, "bg_path": bg,
        "background": [specification(rng, bg, "background", duration, False) for _ in range(backgrounds)],
        "foreground": [specification(rng, fg, "event", duration, True) for _ in range(rng.randint(0, 7))],
        "generates": rng.randint(1, 4),
        "settings": {"protected_labels": rng.sample(labels, rng.choice([0, 0, 0, 1, 2]))},
        "options": {"allow_repeated_label": rng.random() > 0.15, "allow_repeated_source": rng.random() > 0.15},
    }


class DoesNotEnd(Exception):
    pass


def give_up(*_):
    raise DoesNotEnd


def plain(value):
    return value.item() if isinstance(value, np.generic) else value


def drawn_by_scaper(case):
    """One mixture after the other from one stream, each as what the engine compares with."""
    tuples = lambda spec: {k: tuple(v) if isinstance(v, list) else v for k, v in spec.items()}
    scene = scaper.Scaper(
        case["duration"], case["fg_path"], case["bg_path"], random_state=np.random.RandomState(case["seed"]),
        protected_labels=case["settings"]["protected_labels"])
    # A copy, since Scaper edits the lists that it is given.
    case = json.loads(json.dumps(case))
    for spec in case["background"]:
        scene.add_background(**tuples(spec))
    for spec in case["foreground"]:
        scene.add_event(**tuples(spec))
    rows = []
    for _ in range(case["generates"]):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            _, jam, labels, _ = scene.generate(no_audio=True, **case["options"])
        annotation = jam.annotations.search(namespace="scaper")[0]
        box = annotation.sandbox.scaper
        rows.append({
            "events": [{**{k: plain(v) for k, v in o.value.items()}, "time": plain(o.time),
                        "duration": plain(o.duration)} for o in annotation.data],
            "warnings": [str(w.message) for w in caught if issubclass(w.category, ScaperWarning)],
            "n_events": box["n_events"], "polyphony_max": box["polyphony_max"],
            "polyphony_gini": plain(box["polyphony_gini"]),
            "annotation": [[plain(x) for x in row] for row in labels],
        })
    return rows


def expected(case):
    """What Scaper makes of a case: its mixtures, or why it refuses."""
    try:
        # Again and again: an exception that is raised inside a destructor is lost, and the loop goes on.
        signal.setitimer(signal.ITIMER_REAL, PATIENCE_SECONDS, 1)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            rows = drawn_by_scaper(case)
        signal.setitimer(signal.ITIMER_REAL, 0)
        return {"name": case["name"], "generates": rows}
    except (ScaperError, DoesNotEnd) as error:
        signal.setitimer(signal.ITIMER_REAL, 0)
        return {"name": case["name"], "error": str(error) or "does not end"}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("report")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**32))
    args = parser.parse_args()
    print(f"{args.count} random specifications, seed {args.seed}", flush=True)
    report = os.path.abspath(args.report)
    rng = random.Random(args.seed)
    signal.signal(signal.SIGALRM, give_up)
    os.chdir(CORPUS)
    cases = [draw_case(rng, i) for i in range(args.count)]
    with tempfile.TemporaryDirectory() as folder:
        for name, rows in (("cases", cases), ("expected", map(expected, cases))):
            with open(f"{folder}/{name}.jsonl", "w", encoding="utf-8") as file:
                file.writelines(json.dumps(row) + "\n" for row in rows)
        return subprocess.run(
            [report, f"{folder}/cases.jsonl", f"{folder}/expected.jsonl", str(CORPUS)], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
