"""Scaper's part of training_loop.py; needs Scaper 1.6.5, NumPy, and nothing of ours.

What the tutorial's on-the-fly loader does for a mixture (item i is seed i; four events; fix_clipping), in a pool of
processes that gives batches of arrays.
"""

import argparse
import json
import multiprocessing
import os
import pathlib
import time
import warnings

import numpy as np
import scaper

BANK = pathlib.Path(os.environ["BENCHMARK_BANK"])  # set by training_loop.py
LABELS = ("vocals", "drums", "bass", "other")
BATCH, SECONDS, RATE = 16, 5, 44100


def mixture(seed):
    """(mix, stems) of one mixture, (1, F) and (4, 1, F)."""
    scene = scaper.Scaper(float(SECONDS), str(BANK), str(BANK), random_state=seed)
    scene.sr, scene.ref_db, scene.n_channels = RATE, -20, 1
    for label in LABELS:
        scene.add_event(
            label=("const", label), source_file=("choose", []), source_time=("uniform", 0, 10000),
            event_time=("const", 0), event_duration=("const", float(SECONDS)), snr=("uniform", -5, 5),
            pitch_shift=None, time_stretch=None,
        )  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        audio, _, _, stems = scene.generate(fix_clipping=True)
    return audio.T.astype(np.float32), np.stack([stem.T for stem in stems]).astype(np.float32)


def batch(number):
    mixtures = [mixture(number * BATCH + place) for place in range(BATCH)]
    return np.stack([mix for mix, _ in mixtures]), np.stack([stems for _, stems in mixtures])


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--workers", type=int, required=True)
    options.add_argument("--batches", type=int, required=True)
    chosen = options.parse_args()
    from_start, before = time.perf_counter(), sum(os.times()[:4])
    with multiprocessing.Pool(chosen.workers) as pool:
        for number, (mix, stems) in enumerate(pool.imap(batch, range(chosen.batches))):
            assert mix.shape == (BATCH, 1, SECONDS * RATE) and stems.shape == (BATCH, 4, 1, SECONDS * RATE)
            if number == 0:
                first = time.perf_counter()
        # All of them: the pool works on several batches at once, so that they come in groups.
        rate = chosen.batches * BATCH / (time.perf_counter() - from_start)
        pool.close()
        pool.join()
    processor = (sum(os.times()[:4]) - before) / (chosen.batches * BATCH)
    print(json.dumps({"rate": rate, "first": first - from_start, "processor": processor}))


if __name__ == "__main__":
    main()
