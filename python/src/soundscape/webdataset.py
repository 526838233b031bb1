"""Mixtures as tar shards, as webdataset and others read them."""

from __future__ import annotations

import io
import json
import os
import pathlib
import tarfile

from . import _wav
from .dataset import Dataset
from .errors import ArgumentError

__all__ = ["write_shards"]


def write_shards(
    dataset: Dataset, pattern: str | os.PathLike[str], count: int, *, per_shard: int = 100, start: int = 0
) -> list[pathlib.Path]:
    """Writes mixtures `start` to `start + count` into tar files, and returns their paths.

    pattern    the shards' name with a place for their number: "train-{:06d}.tar"
    per_shard  mixtures in each; the last one may hold fewer

    A sample has its index as its key and these members, so that `webdataset.WebDataset("train-{000000..000009}.tar")`
    gives a dict of them: `mix.wav` and `<stem>.wav` (32-bit float), `jams` (the annotation) and `json` (index, sample
    rate, and the stems' names with their events). A shard appears under its name when it is whole, and its bytes depend
    on nothing but the mixtures in it.

    Raises ArgumentError where the pattern has no place for a number.
    """
    if per_shard < 1 or count < 1:
        raise ArgumentError("needs 1 or more", "per_shard" if per_shard < 1 else "count")
    text = os.fspath(pattern)
    if text.format(0) == text.format(1):
        raise ArgumentError("needs a place for the shard's number, such as train-{:06d}.tar", "pattern")
    paths = []
    for number, first in enumerate(range(start, start + count, per_shard)):
        path = pathlib.Path(text.format(number))
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(path.name + ".partial")
        with tarfile.open(partial, "w", format=tarfile.USTAR_FORMAT) as shard:
            for index in range(first, min(first + per_shard, start + count)):
                _add(shard, dataset, index)
        partial.replace(path)
        paths.append(path)
    return paths


def _add(shard: tarfile.TarFile, dataset: Dataset, index: int) -> None:
    mixture = dataset[index]
    rate = mixture.sample_rate
    members = {"mix.wav": _wav.wav_bytes(mixture.audio, rate)}
    described = []
    for name, stem, event in zip(mixture.stem_names, mixture.stem_array, mixture.events):
        # A dot would end the key of a sample.
        safe = name.replace(".", "_").replace("/", "_")
        members[f"{safe}.wav"] = _wav.wav_bytes(stem, rate)
        described.append({"name": safe, "label": event.label, "onset": event.onset, "offset": event.offset})
    members["jams"] = json.dumps(mixture.jams, ensure_ascii=False).encode()
    members["json"] = json.dumps({"index": index, "sample_rate": rate, "stems": described}).encode()
    for name, data in members.items():
        info = tarfile.TarInfo(f"{index:09d}.{name}")
        info.size = len(data)
        shard.addfile(info, io.BytesIO(data))
