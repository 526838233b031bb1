"""Data sets on disk for lhotse: cuts with their supervisions. The package lhotse must be installed."""

from __future__ import annotations

import os
from typing import Any

from .disk import MixtureOnDisk, Stored, read

__all__ = ["cut_set"]


def cut_set(dataset: str | os.PathLike[str] | Stored) -> Any:
    """A `lhotse.CutSet` with a cut for each mixture that was made.

    A cut has the recording of the mixture and a supervision for each foreground event: its label as text, onset and
    duration in seconds. `custom` has the event's snr, loudness and source file, and of the cut index, split and the
    paths of the stems. Nothing is copied: recordings refer to the files.
    """
    import lhotse  # type: ignore[import-untyped, import-not-found, unused-ignore]

    stored = dataset if isinstance(dataset, Stored) else read(dataset)
    return lhotse.CutSet.from_cuts(_cut(mixture) for mixture in stored.ok)


def _cut(mixture: MixtureOnDisk) -> Any:
    import lhotse

    name = f"mixture-{mixture.index:09d}"
    recording = lhotse.Recording.from_file(mixture.folder / mixture.row["mixture"], recording_id=name)
    supervisions = []
    for place, event in enumerate(mixture.events):
        if event.is_background:
            continue
        custom = {"snr": event.snr, "loudness": event.loudness, "source_file": event.source_file}
        supervisions.append(
            lhotse.SupervisionSegment(
                id=f"{name}-{place}",
                recording_id=name,
                start=event.onset,
                duration=min(event.duration, recording.duration - event.onset),
                channel=recording.channel_ids[0],
                text=event.label,
                custom={key: value for key, value in custom.items() if value is not None},
            )
        )
    stems = [os.fspath(mixture.folder / path) for path in mixture.row.get("stems") or []]
    return lhotse.cut.MonoCut(
        id=name,
        start=0,
        duration=recording.duration,
        channel=recording.channel_ids[0],
        recording=recording,
        supervisions=supervisions,
        custom={"index": mixture.index, "split": mixture.row.get("split"), "stems": stems},
    )
