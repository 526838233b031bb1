"""Data sets on disk for the loaders of BiSeP (microsoft's BiModalAudioSeparation): the sounds, CSV and JSON they read.

    from soundscape import bisep

    bisep.lay_out("data", "for-bisep", like="audiocaps")

`soundscape.torch.PromptedDataset` gives the same dicts without any files in between.
"""

from __future__ import annotations

import csv
import json
import os
import pathlib
from collections.abc import Iterable, Sequence
from typing import Any, Literal, Union

import numpy as np

from . import _wav
from ._arrays import FloatArray
from ._events import Event
from ._prompts import Wording
from .disk import MixtureOnDisk, Stored, read
from .errors import ArgumentError

__all__ = ["lay_out"]

Like = Literal["audiocaps", "music", "vggsound"]

# Where the loaders of MUSIC and VGGSound cut their windows: around the middle of clips of 8 and 9 seconds.
CENTRE = 4.5
_MUSIC_SECONDS = 8  # of which the loader makes 8 // 2 + 1 - 0.5


def lay_out(
    dataset: Union[str, "os.PathLike[str]", Stored],
    folder: str | os.PathLike[str],
    like: Like = "audiocaps",
    *,
    wording: Wording | None = None,
) -> list[pathlib.Path]:
    """Writes each event of a data set as a clip, and each mixture as a row of a list of compositions.

    folder   gets data/<like>/audio and data/<like>/annotations; MUSIC's and VGGSound's loaders are run there
    like     whose files: audiocaps, music or vggsound
    wording  how captions and phrases are found, for audiocaps

    With `num_mix` N, an audLen of the mixtures' frames (an even number) and the list `test_sepN_ids.csv` (audiocaps) or
    `test_sep_N.csv`, the loader's test split gives the mixtures again: it divides each clip by N, so that clips are the
    stems times N. `train_ids.csv` and `train.csv` list all clips.

    Returns the lists of compositions. Raises ArgumentError where a clip would pass full scale, since the loaders clip
    there: make the data set with `render: {normalize: 1/n}`.
    """
    stored = dataset if isinstance(dataset, Stored) else read(dataset)
    writer = {"audiocaps": _AudioCaps, "music": _Music, "vggsound": _VGGSound}.get(like)
    if writer is None:
        raise ArgumentError(f"is one of audiocaps, music, vggsound (found {like})", "like")
    written = writer(pathlib.Path(folder) / "data" / like, wording or Wording())
    for mixture in stored.ok:
        written.add(mixture)
    return written.finish()


class _Files:
    """The clips and lists of one loader."""

    def __init__(self, folder: pathlib.Path, wording: Wording) -> None:
        self.audio = folder / "audio"
        self.annotations = folder / "annotations"
        self.wording = wording
        self.compositions: dict[int, list[list[str]]] = {}
        self.clips: list[list[str]] = []
        self.annotations.mkdir(parents=True, exist_ok=True)

    def add(self, mixture: MixtureOnDisk) -> None:
        events, stems = mixture.events, mixture.stem_array
        if len(stems) != len(events) or mixture.row.get("stem_events"):
            raise ArgumentError(f"mixture {mixture.index} has no stem of its own for each event", "dataset")
        row = []
        for place, (event, stem) in enumerate(zip(events, stems)):
            clip = stem.mean(0) * np.float32(len(events))
            peak = float(np.abs(clip).max(initial=0))
            if peak > 1:
                raise ArgumentError(
                    f"mixture {mixture.index}: {event.label} times {len(events)} passes full scale ({peak:.2f}), where "
                    "the loader clips: make the data set with normalize: 1/n",
                    "dataset",
                )
            name = f"{mixture.index:06d}_{place}"
            path, listed = self.described(name, event)
            (self.audio / path).parent.mkdir(parents=True, exist_ok=True)
            _wav.write(self.audio / path, self.placed(clip, mixture.sample_rate)[None], mixture.sample_rate)
            self.clips.append(listed)
            row.append(listed[0])
        self.compositions.setdefault(len(events), []).append(row)

    def described(self, name: str, event: Event) -> tuple[str, list[str]]:
        """The path of a clip, and its row in the list of clips."""
        raise NotImplementedError

    def placed(self, clip: FloatArray, rate: int) -> FloatArray:
        """A clip with silence around it, so that the loader's window is the clip."""
        return clip

    def finish(self) -> list[pathlib.Path]:
        raise NotImplementedError

    def list(self, name: str, rows: Iterable[Sequence[Any]]) -> pathlib.Path:
        path = self.annotations / name
        with open(path, "w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
        return path


class _AudioCaps(_Files):
    """Clips with captions, and the sources that a caption names."""

    def __init__(self, folder: pathlib.Path, wording: Wording) -> None:
        super().__init__(folder, wording)
        self.captions: dict[str, dict[str, Any]] = {}

    def described(self, name: str, event: Event) -> tuple[str, list[str]]:
        about = {"file_id": name, "caption": self.wording.event(event), "sources": self.wording.sources([event])}
        self.captions[name] = about
        return f"{name}.wav", [name]

    def finish(self) -> list[pathlib.Path]:
        with open(self.annotations / "parsed_all_caps.json", "w", encoding="utf-8") as file:
            json.dump(self.captions, file, ensure_ascii=False, indent=1)
        self.list("train_ids.csv", self.clips)
        return [self.list(f"test_sep{count}_ids.csv", rows) for count, rows in sorted(self.compositions.items())]


class _Centred(_Files):
    """Loaders whose window is around a given time."""

    def placed(self, clip: FloatArray, rate: int) -> FloatArray:
        before = int(CENTRE * rate) - len(clip) // 2
        if before < 0:
            raise ArgumentError(f"these loaders take windows of {2 * CENTRE:g} s or less", "dataset")
        return np.concatenate([np.zeros(before, np.float32), clip])

    def finish(self) -> list[pathlib.Path]:
        self.list("train.csv", self.clips)
        self.list("test.csv", self.clips)
        return [self.list(f"test_sep_{count}.csv", rows) for count, rows in sorted(self.compositions.items())]


class _Music(_Centred):
    """Clips in folders of classes; the class is the second part of the path."""

    def described(self, name: str, event: Event) -> tuple[str, list[str]]:
        label = event.label.replace(" ", "_")  # the loader takes spaces out of paths
        path = f"{label}/{name}.wav"
        return path, [f"/{path}", f"/{label}/{name}.mp4", str(_MUSIC_SECONDS)]


class _VGGSound(_Centred):
    """Clips in one folder, with a label each."""

    def described(self, name: str, event: Event) -> tuple[str, list[str]]:
        return f"{name}.wav", [f"{name}.wav", event.label.replace("_", " ")]
