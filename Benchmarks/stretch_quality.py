"""What each stretching engine does to the embedded soundbank: quality beside speed, as one table.

    make quality

Runs the StretchQuality program and compares what it wrote. Installs NumPy and SciPy into .build/quality, once.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import warnings

CHECKOUT = pathlib.Path(__file__).resolve().parent.parent
REFERENCE = "rubberband-finer"
# Labels whose sounds are attacks, and those that mostly have one pitch at a time.
STRUCK, SUNG = {"drums", "knock", "glass_break", "dog_bark"}, {"bass", "vocals"}

try:
    import numpy as np
    import scipy  # noqa: F401
except ImportError:
    environment = CHECKOUT / ".build/quality"
    if sys.prefix == str(environment):
        raise
    if not (environment / "bin/python").exists():
        subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    subprocess.run([environment / "bin/pip", "install", "--quiet", "numpy", "scipy"], check=True)
    os.execv(environment / "bin/python", [environment / "bin/python", *sys.argv])

import stretch_measures as measures  # noqa: E402

COLUMNS = ["engine", "ms for 5 s (one core)", "spectrum: music", "events", "attacks off by: half of them, 95 %, on average (ms)",
           "slower by (ms)", "level, loudness off by (dB, LU)", "pitch off by: half, 95 % (cents)",
           "tones off by, ripple (cents, dB)", "last 10 ms: median, lowest (dB)"]


def read(path):
    return np.fromfile(path, np.float32)


def judged(lines):
    """The figures of one engine, a dictionary of lists over all sounds and changes."""
    found = {name: [] for name in ["time", "music", "events", "level", "loudness", "end", "tone", "ripple"]}
    attacks, pitches = [], []
    for line, reference in lines:
        x, source, rate, ratio, shift = (
            read(line["file"]), read(line["source"]), line["rate"], line["ratio"], line["shift"])
        found["time"].append(line["milliseconds"])
        # Sounds that go on to their last frame: what is missing there is the engine's doing.
        if line["kind"] != "events":
            found["end"].append(measures.end_level(x, source, rate, ratio))
        if line["kind"] == "tone":
            cents, ripple = measures.tone_error(x, float(line["label"]) * 2 ** (shift / 12), rate)
            found["tone"].append(abs(cents))
            found["ripple"].append(ripple)
            continue
        found[line["kind"]].append(measures.spectral_convergence(x, read(reference["file"]), rate))
        found["level"].append(abs(measures.level_error(x, source)))
        if line["sourceLoudness"] > -70 and line["loudness"] > -70:
            found["loudness"].append(abs(line["loudness"] - line["sourceLoudness"]))
        if line["label"] in STRUCK:
            attacks.append(measures.attacks(x, source, rate, ratio))
        if line["label"] in SUNG:
            pitches.append(np.abs(measures.pitch_errors(x, source, rate, ratio, shift)))
    return found, np.concatenate(attacks), np.concatenate(pitches)


def row(engine, lines):
    found, attacks, pitches = judged(lines)
    off, slower = np.abs(attacks[:, 0]), attacks[:, 1]
    mean = {name: np.nanmean(values) for name, values in found.items()}
    print(f"{engine}: {len(off)} attacks, {len(pitches)} pitches", file=sys.stderr)
    return [
        f"`{engine}`", f"{np.median(found['time']):.1f}",
        "reference" if engine == REFERENCE else f"{mean['music']:.3f}",
        "reference" if engine == REFERENCE else f"{mean['events']:.3f}",
        f"{np.median(off):.0f}, {np.percentile(off, 95):.0f}, {np.mean(attacks[:, 0]):+.1f}",
        f"{np.nanmean(slower):+.1f}", f"{mean['level']:.2f}, {mean['loudness']:.2f}",
        f"{np.median(pitches):.1f}, {np.percentile(pitches, 95):.1f}",
        f"{max(found['tone']):.2f}, {max(found['ripple']):.2f}", f"{np.median(found['end']):+.1f}, {min(found['end']):+.1f}"]


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else CHECKOUT / ".build/release/StretchQuality"
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        out = subprocess.run([program, folder], cwd=CHECKOUT, check=True, stdout=subprocess.PIPE, text=True).stdout
        lines = [json.loads(line) for line in out.splitlines()]
        key = lambda line: (line["source"], line["shift"], line["ratio"])  # noqa: E731
        references = {key(line): line for line in lines if line["engine"] == REFERENCE}
        engines = list(dict.fromkeys(line["engine"] for line in lines))
        print("| " + " | ".join(COLUMNS) + " |")
        print("|" + " --- |" * len(COLUMNS))
        for engine in engines:
            chosen = [(line, references[key(line)]) for line in lines if line["engine"] == engine]
            print("| " + " | ".join(row(engine, chosen)) + " |", flush=True)


if __name__ == "__main__":
    main()
