"""Mixtures a second in a training loop: batches of 16 mixtures of 5 s with their four stems, 44.1 kHz, mono.

    python training_loop.py                                     what this Python can import
    python training_loop.py --scaper-python .venv/bin/python    Scaper too, by the Python that has it

Everybody makes the same thing from the same FLAC files (16 of 10 s, made mono at 44.1 kHz first, since not everybody
converts): for each stem a random window of a random song, brought to a random loudness between −25 and −15 LUFS; the
mixture is their sum. Nobody shifts or stretches.

    threads       soundscape.torch.MixtureStream; "no cache" decodes each file again for each mixture, as the others do
    workers       soundscape.torch.MixtureDataset in a DataLoader
    lhotse        cuts mixed by cut.mix, whose snr is of energies, in a DataLoader
    audiomentations   windows read by soundfile, LoudnessNormalization for each stem, in a DataLoader
    Scaper        four add_event, generate(fix_clipping=True), as in the tutorial's on-the-fly loader, in a pool of
                  processes, from which batches come as arrays

Each runs in a process of its own. What counts is the best of some rounds, since other programs take processors away;
`processor` is the time of all its processes and threads for a mixture, which they change little.
"""

from __future__ import annotations

import argparse
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from typing import Any

HERE = pathlib.Path(__file__).resolve().parent
SOURCES = HERE.parent.parent / "soundbank" / "music" / "foreground"
BANK = pathlib.Path(os.environ.get("BENCHMARK_BANK", "."))  # set by the main process
LABELS = ("vocals", "drums", "bass", "other")
BATCH, SECONDS, RATE = 16, 5, 44100
FRAMES = SECONDS * RATE

RECIPE = {
    "duration": SECONDS,
    "soundbank": {"foreground": str(BANK)},
    "ref_db": -20,
    "events": [{"label": label, "source_time": ["uniform", 0, "end"], "snr": ["uniform", -5, 5]} for label in LABELS],
}

Batches = Iterable[tuple[Any, Any]]


def threads(workers: int, count: int, **options: Any) -> Batches:
    from soundscape.torch import MixtureStream

    return MixtureStream(RECIPE, BATCH, threads=workers, targets=LABELS, length=count * BATCH, pin=False, **options)


def no_cache(workers: int, count: int) -> Batches:
    return threads(workers, count, cache=0)


def bare_engine(workers: int, count: int) -> Batches:
    """The same rendering by bare calls of the C interface: what the Python around it costs is the difference."""
    import ctypes
    import threading

    import numpy as np

    import soundscape
    from soundscape import _abi
    from soundscape._library import library

    engine = library()
    soundscape.keep_freed_memory()
    dataset = soundscape.Dataset(RECIPE)._handle()
    mix, stems = np.empty((BATCH, 1, FRAMES), np.float32), np.empty((BATCH, 4, 1, FRAMES), np.float32)

    def render(number: int, first: int) -> None:
        for place in range(number, BATCH, workers):
            mixture = engine.ss_draw(dataset.pointer, None, 0, first + place, None)
            at, rows = mix.ctypes.data + place * 4 * FRAMES, stems.ctypes.data + place * 16 * FRAMES
            target = _abi.ss_target(1, FRAMES, at, FRAMES, 1, rows, 4, FRAMES, FRAMES, 1, None)
            assert engine.ss_render_into(mixture, ctypes.byref(target), None)
            engine.ss_mixture_free(mixture)

    for number in range(count):
        running = [threading.Thread(target=render, args=(worker, number * BATCH)) for worker in range(workers)]
        for thread in running:
            thread.start()
        for thread in running:
            thread.join()
        yield mix, stems


def workers(workers: int, count: int) -> Batches:
    from torch.utils.data import DataLoader

    from soundscape.torch import MixtureDataset

    dataset = MixtureDataset(RECIPE, length=count * BATCH, targets=LABELS)
    return DataLoader(dataset, batch_size=BATCH, num_workers=workers)


def lhotse(workers: int, count: int) -> Batches:
    import numpy as np
    import torch
    from lhotse import Recording  # type: ignore[import-untyped, import-not-found, unused-ignore]
    from torch.utils.data import DataLoader, Dataset

    songs = {
        label: [Recording.from_file(path).to_cut() for path in sorted((BANK / label).iterdir())] for label in LABELS
    }

    class Mixed(Dataset[Any]):
        def __len__(self) -> int:
            return count * BATCH

        def __getitem__(self, index: int) -> tuple[Any, Any]:
            draw = random.Random(index)
            cuts = []
            for label in LABELS:
                song = draw.choice(songs[label])
                cuts.append(song.truncate(offset=draw.uniform(0, song.duration - SECONDS), duration=SECONDS))
            mixed = cuts[0]
            for cut in cuts[1:]:
                mixed = mixed.mix(cut, snr=draw.uniform(-5, 5))
            stems = mixed.load_audio(mixed=False)
            stems = torch.from_numpy(np.asarray(stems, np.float32)).reshape(4, 1, -1)
            return stems.sum(0), stems

    return DataLoader(Mixed(), batch_size=BATCH, num_workers=workers)


def audiomentations(workers: int, count: int) -> Batches:
    import numpy as np
    import soundfile  # type: ignore[import-untyped, import-not-found, unused-ignore]
    import torch
    from audiomentations import LoudnessNormalization  # type: ignore[import-untyped, import-not-found, unused-ignore]
    from torch.utils.data import DataLoader, Dataset

    files = {
        label: [(path, soundfile.info(path).frames) for path in sorted((BANK / label).iterdir())] for label in LABELS
    }
    level = LoudnessNormalization(min_lufs=-25, max_lufs=-15, p=1)

    class Mixed(Dataset[Any]):
        def __len__(self) -> int:
            return count * BATCH

        def __getitem__(self, index: int) -> tuple[Any, Any]:
            draw = random.Random(index)
            stems = np.empty((4, 1, FRAMES), np.float32)
            for row, label in enumerate(LABELS):
                path, frames = draw.choice(files[label])
                start = draw.randrange(frames - FRAMES)
                window = soundfile.read(path, FRAMES, start, dtype="float32")[0]
                stems[row] = level(window[None], sample_rate=RATE)
            tensor = torch.from_numpy(stems)
            return tensor.sum(0), tensor

    return DataLoader(Mixed(), batch_size=BATCH, num_workers=workers)


CONTENDERS: dict[str, tuple[str, Callable[[int, int], Batches]]] = {
    "threads": ("Soundscape, MixtureStream", threads),
    "no-cache": ("Soundscape, MixtureStream, no cache", no_cache),
    "bare": ("Soundscape, bare C calls in threads", bare_engine),
    "workers": ("Soundscape, DataLoader workers", workers),
    "lhotse": ("lhotse, DataLoader workers", lhotse),
    "audiomentations": ("audiomentations, DataLoader workers", audiomentations),
}


def measure(batches: Batches, count: int) -> dict[str, float]:
    """Takes batches as a training loop does; the first two, which start workers and fill caches, are not counted."""
    from_start, before = time.perf_counter(), sum(os.times()[:4])  # without the imports
    iterator = iter(batches)
    total = 0.0
    started = 0.0
    for number in range(count):
        mix, stems = next(iterator)
        assert tuple(mix.shape) == (BATCH, 1, FRAMES) and tuple(stems.shape) == (BATCH, 4, 1, FRAMES)
        total += float(mix[0, 0, 0])  # a loss would look at all of it, on another processor
        if number == 0:
            first = time.perf_counter() - from_start
        if number == 1:
            started = time.perf_counter()
    rate = (count - 2) * BATCH / (time.perf_counter() - started)
    del iterator, batches  # ends workers, so that their processor time counts
    return {"rate": rate, "first": first, "processor": (sum(os.times()[:4]) - before) / (count * BATCH)}


def prepare(folder: str) -> None:
    """Makes every song mono at 44.1 kHz."""
    import soundfile

    import soundscape

    for path in sorted(SOURCES.glob("*/*")):
        event = {"label": path.parent.name, "source_file": path.name}
        seconds = soundfile.info(path).duration
        recipe = {
            "duration": seconds,
            "soundbank": {"foreground": str(SOURCES)},
            "sample_rate": RATE,
            "events": [event],
        }
        target = pathlib.Path(folder, path.parent.name, path.name)
        target.parent.mkdir(exist_ok=True)
        soundfile.write(target, soundscape.Dataset(recipe)[0].audio[0], RATE, format="FLAC", subtype="PCM_16")


def run(name: str, workers: int, count: int, rounds: int, scaper: str | None) -> dict[str, float] | str:
    """The best of some rounds, each in a process of its own, or why there is none."""
    results = []
    for _ in range(rounds):
        program = (
            [sys.executable, __file__, "--only", name] if scaper is None else [scaper, str(HERE / "scaper_loop.py")]
        )
        command = [*program, "--workers", str(workers), "--batches", str(count)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            return (done.stderr.strip().splitlines() or ["failed"])[-1]
        results.append(json.loads(done.stdout.splitlines()[-1]))
    best: dict[str, float] = max(results, key=lambda result: result["rate"])
    best["processor"] = min(result["processor"] for result in results)
    return best


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)), help="threads or processes")
    options.add_argument("--batches", type=int, default=22)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--scaper-python", help="a Python that can import scaper")
    options.add_argument("--only", choices=CONTENDERS, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.only:
        figures = measure(CONTENDERS[chosen.only][1](chosen.workers, chosen.batches), chosen.batches)
        print(json.dumps(figures))
        return
    with tempfile.TemporaryDirectory() as folder:
        prepare(folder)
        os.environ["BENCHMARK_BANK"] = folder
        compare(chosen)


def compare(chosen: argparse.Namespace) -> None:
    print(f"{BATCH} mixtures a batch, 4 stems, {SECONDS} s, {RATE} Hz; {chosen.workers} threads or workers")
    print(f"{'':38}{'mixtures/s':>12}{'processor':>13}{'first batch':>13}")
    rows: list[tuple[str, str, str | None]] = [(title, name, None) for name, (title, _) in CONTENDERS.items()]
    if chosen.scaper_python:
        rows.append(("Scaper, pool of processes", "scaper", chosen.scaper_python))
    for title, name, scaper in rows:
        # Scaper takes a tenth of a second a mixture and more: fewer batches tell as much.
        count = chosen.batches if name != "scaper" else max(4, chosen.batches // 4)
        result = run(name, chosen.workers, count, chosen.rounds if name != "scaper" else 1, scaper)
        if isinstance(result, str):
            print(f"{title:38}{result}")
        else:
            columns = f"{result['rate']:12.1f}{1000 * result['processor']:10.1f} ms{result['first']:11.2f} s"
            print(f"{title:38}{columns}", flush=True)


if __name__ == "__main__":
    main()
