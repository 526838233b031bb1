"""Stretches the sounds with each engine and measures what came out; both are kept in .build/quality until they change."""

import functools
import hashlib
import json
import multiprocessing
import os
import pickle
import subprocess
import sys

import numpy as np
import python_stretch
import soundfile

import stretch_columns
import stretch_controls
import stretch_sounds as sounds

CHECKOUT = sounds.CHECKOUT
KEPT = CHECKOUT / ".build/quality"
PROGRAM = CHECKOUT / ".build/release/StretchQuality"


class StoredTruth:
    """What a formula gave, from a file: it takes longer than most measures."""

    def __init__(self, folder):
        self.folder = folder

    def __call__(self, ratio, scale):
        return np.load(self.folder / f"{ratio:g} {scale:.6f}.npy")


@functools.cache
def jobs(half):
    """(sound, ratio, semitones) for each stretch of a half. The sounds and truths are kept until their code changes."""
    bank = b"".join((CHECKOUT / "soundbank" / f"{name}.py").read_bytes() for name in ("sounds", "voice"))
    folder = KEPT / "sounds" / f"{half} {digest(code('stretch_sounds'), bank)}"
    if not (folder / "sounds.pickle").exists():
        found = sounds.made(half)
        for sound in found:
            if sound.truth:
                place = folder / f"{sound.set}-{sound.name}"
                place.mkdir(parents=True, exist_ok=True)
                for semitones, ratio in sounds.CHANGES:
                    scale = 2 ** (semitones / 12)
                    np.save(place / f"{ratio:g} {scale:.6f}.npy", sound.truth(ratio, scale).astype(np.float32))
                sound.truth = StoredTruth(place)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "sounds.new").write_bytes(pickle.dumps(found))
        (folder / "sounds.new").rename(folder / "sounds.pickle")
    found = pickle.loads((folder / "sounds.pickle").read_bytes())
    return [(sound, ratio, semitones) for sound in found for semitones, ratio in sounds.CHANGES]


def write_sources(folder, halves):
    """Writes the sounds and jobs.jsonl; says how many."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = []
    for half in halves:
        for sound, ratio, semitones in jobs(half):
            source = f"source {half} {sound.set}-{sound.name}.wav"
            if not lines or lines[-1]["source"] != source:
                soundfile.write(folder / source, sound.samples.T, sound.rate, "FLOAT")
            lines.append({
                "name": f"{half}_{sounds.job_name(sound, ratio, semitones)}", "source": source, "ratio": ratio,
                "semitones": semitones, "frames": sounds.frame_count(sound, ratio), "rate": sound.rate,
                "set": sound.set, "half": half})
    (folder / "jobs.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    return f"{folder}/jobs.jsonl: {len(lines)} stretches of {len({line['source'] for line in lines})} sounds"


def digest(*parts):
    found = hashlib.sha256()
    for part in parts:
        found.update(part if isinstance(part, bytes) else str(part).encode())
    return found.hexdigest()[:16]


def code(*names):
    return digest(*[(CHECKOUT / "Benchmarks" / f"{name}.py").read_bytes() for name in names])


def engines():
    """The names of the engines that the library knows."""
    if not PROGRAM.exists():
        sys.exit(f"{PROGRAM} is missing: make quality builds it")
    return subprocess.run([PROGRAM, "--engines"], check=True, stdout=subprocess.PIPE, text=True).stdout.split()


def is_ready(engine, half):
    """Whether the engine's sounds are there or can be made; says what is missing."""
    if engine in OTHERS or PROGRAM.exists() or (KEPT / "stretched" / half / engine / "state").exists():
        return True
    print(f"no column for {engine}: {PROGRAM} is missing (make quality builds it)", file=sys.stderr)
    return False


def signalsmith(samples, rate, ratio, semitones):
    """Signalsmith Stretch with its default preset, as PyPI's python-stretch binds it: an engine that is not ours."""
    stretcher = python_stretch.Signalsmith.Stretch(1)
    stretcher.preset(len(samples), rate)
    stretcher.setTimeFactor(1 / ratio)
    stretcher.setTransposeSemitones(semitones)
    return stretcher.process(np.ascontiguousarray(samples, np.float32))  # it reads rows, whatever the strides are


# Written in Python, the controls take long; (semitones, ratio).
CONTROL_CHANGES = [(0, 0.8), (0, 2.0), (3, 1.0)]
# What is not the library's: a stretcher each.
OTHERS = {"signalsmith": signalsmith, **stretch_controls.CONTROLS}


def stretched(engine, half):
    """A folder of what an engine made of a half; made again when the program, the sounds or the controls are newer."""
    folder = KEPT / "stretched" / half
    state = code("stretch_sounds")
    if engine in OTHERS:
        state += code("stretch_controls") if engine in stretch_controls.CONTROLS else ""
    elif PROGRAM.exists():
        state += str(PROGRAM.stat().st_mtime_ns)
    mark = folder / engine / "state"
    if mark.exists() and (mark.read_text() == state or not (engine in OTHERS or PROGRAM.exists())):
        return folder / engine
    (folder / engine).mkdir(parents=True, exist_ok=True)
    if engine in OTHERS:
        todo = [j for j in jobs(half) if engine not in stretch_controls.CONTROLS or (j[2], j[1]) in CONTROL_CHANGES]
        WORK[:] = [(*job, OTHERS[engine], folder / engine / f"{half}_{sounds.job_name(*job)}.wav") for job in todo]
        parallel(stretch_here, len(WORK))
    else:
        write_sources(folder / engine / "sources", [half])
        out = subprocess.run([PROGRAM, folder / engine / "sources/jobs.jsonl", folder, engine], check=True,
                             stdout=subprocess.PIPE, text=True).stdout
        (folder / engine / "times.jsonl").write_text(out)
    mark.write_text(state)
    return folder / engine


def stretch_here(index):
    sound, ratio, semitones, stretch, path = WORK[index]
    x = stretch(sound.samples, sound.rate, ratio, semitones)
    count = sounds.frame_count(sound, ratio)
    x = np.pad(x, ((0, 0), (0, max(0, count - x.shape[1]))))[:, :count]
    soundfile.write(path, x.T.astype(np.float32), sound.rate, "FLOAT")


def parallel(function, count):
    """The results of function(0 ..< count), in order; the processes see `WORK` as it is now."""
    with multiprocessing.get_context("fork").Pool(os.cpu_count()) as pool:
        return pool.map(function, range(count), chunksize=4)


# What forked processes find without its being handed to them.
WORK = []


def measure(index):
    sound, ratio, semitones, path = WORK[index]
    expected = sounds.frame_count(sound, ratio)
    x, rate = soundfile.read(path, always_2d=True, dtype="float64")
    x = x.T
    if rate != sound.rate or len(x) != len(sound.samples):
        sys.exit(f"{path}: {len(x)} channels at {rate} Hz (expected {len(sound.samples)} at {sound.rate})")
    off = x.shape[1] - expected
    x = np.pad(x, ((0, 0), (0, max(0, -off))))[:, :expected]
    return stretch_columns.measured(sound, x, ratio, semitones), off


def judged_folder(folder, half):
    """{(set, sound): {change: {column: value}}} of the WAVs of a folder."""
    todo = []
    for sound, ratio, semitones in jobs(half):
        path = folder / f"{half}_{sounds.job_name(sound, ratio, semitones)}.wav"
        if path.exists():
            todo.append((sound, ratio, semitones, path))
    if not todo:
        sys.exit(f"{folder} has no WAV of a job of the {half} half")
    # By what the files hold: a program built anew mostly stretches as the one before.
    state = digest(code("stretch_sounds", "stretch_columns", "stretch_measures", "stretch_spectra"), *[
        f"{t[3].name} {digest(t[3].read_bytes())}" for t in todo])
    kept = KEPT / "measured" / f"{state}.json"
    if kept.exists():
        rows = json.loads(kept.read_text())
    else:
        WORK[:] = todo
        rows = parallel(measure, len(todo))
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(rows))
    wrong = [f"{t[3].name} by {row[1]}" for t, row in zip(todo, rows) if row[1]]
    if wrong:
        print(f"{len(wrong)} results have a wrong length, in frames: {', '.join(wrong[:3])}", file=sys.stderr)
    times = {}
    if (folder / "times.jsonl").exists():
        times = {line["name"]: line["milliseconds"] for line in map(json.loads, (folder / "times.jsonl").open())}
    found = {}
    for (sound, ratio, semitones, path), (row, _) in zip(todo, rows):
        if path.stem in times:
            row = {**row, "time": times[path.stem]}
        found.setdefault(f"{sound.set}-{sound.name}", {})[f"{ratio:g}x {semitones:+g}"] = row
    return found


def judged_engine(name, half):
    return judged_folder(stretched(name, half), half)
