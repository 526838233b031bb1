"""Chunks of recordings: the ambient-music chunker's by pydub, and what deepsound's SampleRNN takes of them."""

import importlib.util
import json
import math
import os
import sys
import types
import wave
from pathlib import Path

import natsort
import numpy as np
import pydub
import soundfile
from conftest import tree

LENGTH, OVERLAP, SILENCE = 8000, 4000, -64


def write(path, samples, rate, width):
    """A WAV of whole numbers, of 1 to 4 bytes each; samples are frames × channels, of full scale 1."""
    scale = 2 ** (8 * width - 1)
    numbers = np.clip(np.rint(samples * scale), -scale, scale - 1).astype(np.int64)
    if width == 1:
        data = (numbers + 128).astype(np.uint8).tobytes()
    else:
        data = b"".join(int(n).to_bytes(width, "little", signed=True) for n in numbers.ravel()) \
            if width == 3 else numbers.astype({2: "<i2", 4: "<i4"}[width]).tobytes()
    with wave.open(str(path), "wb") as file:
        file.setnchannels(samples.shape[1])
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(data)


def by_pydub(recording, folder):
    """The chunks that pydub makes of a recording: eight seconds every four, none silent, none at the end."""
    sound = pydub.AudioSegment.from_file(str(recording))
    folder.mkdir()
    name = recording.name.replace(".wav", "")
    number, start = 1, 0
    while start + LENGTH < len(sound):
        chunk = sound[start:start + LENGTH]
        silences = pydub.silence.detect_silence(chunk, min_silence_len=LENGTH // 2, silence_thresh=SILENCE)
        if not silences:
            chunk.export(str(folder / f"{name}_chunk_{number}.wav"), format="wav").close()
        start += LENGTH - OVERLAP
        number += 1


def noise(generator, seconds, rate, channels=1, level=0.3):
    return generator.uniform(-level, level, (round(seconds * rate), channels))


def recordings(folder):
    """Recordings at the borders of every rule."""
    generator = np.random.default_rng(7)
    # Silences of just under, exactly and just over four seconds, one of them across two chunks.
    gaps = noise(generator, 41.3, 8000)
    for start, length in [(5, 3.999), (12, 4), (23.5, 4.001), (33, 6)]:
        gaps[round(start * 8000):round((start + length) * 8000)] = 0
    write(folder / "gaps.wav", gaps, 8000, 2)
    # Tones whose root mean square is at −64 dBFS, a hair over and under it, and quiet noise.
    rate = 8000
    parts = []
    for step in [-0.6, -0.05, 0, 0.05, 0.1, 0.3, 0.6, 1]:
        level = math.sqrt(2) * 10 ** ((-64 + step) / 20)
        parts.append(level * np.sin(2 * np.pi * 440 / rate * np.arange(6 * rate))[:, None])
        parts.append(noise(generator, 2, rate))
    write(folder / "borders.wav", np.concatenate(parts), rate, 2)
    write(folder / "wide.wav", np.concatenate(parts), rate, 4)
    # Exactly divisible: the last full chunk is lost.
    write(folder / "divisible.wav", noise(generator, 24, 16000), 16000, 2)
    stereo = noise(generator, 21.0004, 11025, channels=2)
    stereo[round(3 * 11025):round(9 * 11025), 0] = 0
    write(folder / "stereo.wav", stereo, 11025, 2)
    eight = noise(generator, 25, 8000)
    eight[40000:76000] = 0
    write(folder / "eight.wav", eight, 8000, 1)
    deep = noise(generator, 20.5, 8000, channels=2)
    deep[40000:80000] *= 1e-4
    write(folder / "twice.wav.24.wav", deep, 8000, 3)
    return sorted(folder.glob("*.wav"))


def test_the_chunkers_files_byte_for_byte(soundscape, tmp_path, figure):
    folder = tmp_path / "recordings"
    folder.mkdir()
    count = dropped = 0
    for recording in recordings(folder):
        by_pydub(recording, tmp_path / f"theirs-{recording.name}")
        ours = tmp_path / f"ours-{recording.name}"
        result = soundscape.run("sounds", "chunk", recording, "--compat", "samplernn", "--out", ours)
        assert result.returncode == 0, result.stderr
        theirs = tree(tmp_path / f"theirs-{recording.name}")
        assert tree(ours / "chunks") == theirs if theirs else not (ours / "chunks").exists(), recording.name
        rows = [json.loads(line) for line in (ours / "chunks.jsonl").read_text().splitlines()]
        assert {Path(row["chunk"]).name: row["sha256"] for row in rows} == theirs
        sound = pydub.AudioSegment.from_file(str(recording))
        dropped += sum(1 for _ in range(0, len(sound) - LENGTH, LENGTH - OVERLAP)) - len(theirs)
        count += len(theirs)
    figure(f"{count} chunks of 7 recordings with pydub's bytes, {dropped} left out as silent")
    assert count > 20 and dropped > 5


def chunks_for_training(soundscape, tmp_path):
    """Two hundred chunks for SampleRNN of two albums at other rates, in two splits."""
    generator = np.random.default_rng(3)
    for name, rate in [("a", 44100), ("b", 22050), ("c", 16000)]:
        folder = tmp_path / "albums" / name
        folder.mkdir(parents=True)
        soundfile.write(folder / "take 1.flac", noise(generator, 30, rate, channels=2, level=0.5), rate)
    out = tmp_path / "data"
    result = soundscape.run(
        "sounds", "chunk", tmp_path / "albums", "--out", out, "--length", 1, "--hop", 0.4, "--rate", 16000,
        "--channels", 1, "--samples", "pcm16", "--multiple-of", 1024, "--split", "train=2,test=1")
    assert result.returncode == 0, result.stderr
    return out


def test_every_entry_is_a_chunk_of_one_length(soundscape, tmp_path):
    out = chunks_for_training(soundscape, tmp_path)
    sources = {}
    for split in ["train", "test"]:
        names = os.listdir(out / split)
        assert natsort.natsorted(names) == sorted(names)
        for name in names:
            info = soundfile.info(out / split / name)
            assert (info.frames, info.samplerate, info.channels) == (15360, 16000, 1)
    for row in map(json.loads, (out / "chunks.jsonl").read_text().splitlines()):
        sources.setdefault(row["source"], set()).add(row["split"])
        assert (out / row["source"]).exists() and row["start_samples"] == row["start"] * 16000
    assert len(sources) == 3 and all(len(splits) == 1 for splits in sources.values())


def deepsound(folder):
    """The module dataset.py of deepsound's SampleRNN, with its own helpers and librosa's reader in a few lines."""
    import torch

    utils = types.ModuleType("utils")
    utils.q_zero = lambda levels: levels // 2

    def quantize(samples, levels):
        scaled = (samples - samples.min()) / (samples.max() - samples.min())
        return (scaled * (levels - 0.01) + 0.005).long()

    utils.linear_quantize = quantize
    core = types.ModuleType("librosa.core")

    def load(path, sr=None, mono=True):
        samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
        return samples.mean(axis=1), rate

    core.load = load
    modules = {"utils": utils, "librosa": types.ModuleType("librosa"), "librosa.core": core}
    before = {name: sys.modules.get(name) for name in modules}
    sys.modules.update(modules)
    try:
        spec = importlib.util.spec_from_file_location("deepsound_dataset", Path(folder) / "dataset.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        for name, module_before in before.items():
            sys.modules.pop(name) if module_before is None else sys.modules.update({name: module_before})
    return module, torch


# With torch and a checkout of deepsound's SampleRNN, in `make interop-full`.
if "SAMPLERNN" in os.environ:

    def test_deepsounds_loader_trains_on_the_chunks(soundscape, tmp_path, figure):
        module, torch = deepsound(os.environ["SAMPLERNN"])
        out = chunks_for_training(soundscape, tmp_path)
        lookback, levels, length = 64, 256, 1024
        dataset = module.FolderDataset(str(out / "train"), lookback, levels)
        loader = module.DataLoader(dataset, 16, length, lookback, shuffle=True, drop_last=True)
        # A model of one table: what comes next after a sample, so that there is something to learn.
        table = torch.nn.Embedding(levels, levels)
        optimizer = torch.optim.Adam(table.parameters(), lr=0.05)
        losses, resets = [], []
        for inputs, reset, targets in loader:
            assert inputs.shape == (16, lookback + length - 1) and targets.shape == (16, length)
            assert inputs.min() >= 0 and inputs.max() < levels
            loss = torch.nn.functional.cross_entropy(
                table(inputs[:, lookback - 1:]).flatten(0, 1), targets.flatten())
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
            resets.append(reset)
        assert sum(resets) == len(dataset) // 16 and len(resets) == 15 * sum(resets)
        assert losses[-1] < losses[0]
        figure(f"deepsound's loader: {len(dataset)} chunks, {len(losses)} steps, loss {losses[0]:.3f} to {losses[-1]:.3f}")
