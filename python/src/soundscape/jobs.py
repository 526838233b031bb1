"""Work on data sets that are on disk: made again, compared, cut, verified, described."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from typing import Any, Literal, Union

from ._handle import MixtureHandle
from ._library import checked, encoded, library, text_list
from ._recipe import settings_of
from ._work import perform
from .errors import ArgumentError
from .mixture import Mixture
from .results import Checked, Made, Merged, Statistics, Verified

__all__ = ["check", "from_jams", "merge", "recreate", "stats", "trim", "verify"]

Path = Union[str, "os.PathLike[str]"]
Settings = Union[Mapping[str, Any], Sequence[str], None]


def recreate(
    inputs: Path | Sequence[Path],
    out: Path,
    *,
    foreground: Path | None = None,
    background: Path | None = None,
    set: Settings = None,
    drop: Sequence[str] = (),
    stems: bool | None = None,
    overwrite: bool = False,
    allow_changed: bool = False,
    jobs: int | None = None,
    sync: bool = True,
    cache: int | None = None,
    progress: bool = True,
) -> Made:
    """Makes mixtures again from their annotations, the same to the last bit, or with changes.

    inputs         data sets (a folder or its manifest.jsonl) and JAMS files, one or a list
    foreground     where the label folders are now; background the same for backgrounds
    set            changes: {"events[2].snr": 6, "ref_db": -20}
    drop           events to leave out: ["events[1]"]
    stems          whether stems are written: where the inputs have them, without it
    allow_changed  uses sources that are not what they were
    jobs, sync, overwrite, progress, cache: as of Dataset.generate and Dataset

    Where mixtures failed, the others are made and a SoundscapeWarning says so, as by Dataset.generate.
    """
    job = {
        "verb": "recreate", "out": os.fspath(out), **_annotations(inputs, foreground, background, set, drop),
        "stems": stems, "overwrite": overwrite, "allow_changed": allow_changed, "jobs": jobs, "sync": sync,
        "cache_bytes": cache,
    }  # fmt: skip
    return Made.of(perform(job, progress=progress), os.fspath(out))


def check(
    inputs: Path | Sequence[Path],
    *,
    foreground: Path | None = None,
    background: Path | None = None,
    set: Settings = None,
    drop: Sequence[str] = (),
    jobs: int | None = None,
    cache: int | None = None,
    progress: bool = True,
) -> Checked:
    """Makes mixtures again and compares them with the audio that their annotations name; writes nothing."""
    job = {
        "verb": "check", **_annotations(inputs, foreground, background, set, drop), "jobs": jobs, "cache_bytes": cache,
    }  # fmt: skip
    return Checked(**perform(job, progress=progress))


def merge(out: Path, *, sync: bool = True, progress: bool = True) -> Merged:
    """Puts the parts of a data set together that `Dataset.generate(out, count, shard="2/4")` made, as `soundscape merge`
    does: files are moved, and the folder is then what a single run makes.

    Raises OutputError where a part is missing, unfinished or of another run; nothing is moved then.
    """
    return Merged(**perform({"verb": "merge", "out": os.fspath(out), "sync": sync}, progress=progress))


def trim(
    inputs: Path | Sequence[Path],
    start: float,
    end: float,
    out: Path,
    *,
    audio: Path | None = None,
    overwrite: bool = False,
    jobs: int | None = None,
    sync: bool = True,
    progress: bool = True,
) -> Made:
    """Cuts mixtures, their stems and their annotations to the seconds from `start` to `end`.

    audio  the mixture of a single JAMS file, where it is not the one that the annotation names
    """
    job = {
        "verb": "trim", "inputs": _inputs(inputs), "from": float(start), "to": float(end), "out": os.fspath(out),
        "audio": None if audio is None else os.fspath(audio), "overwrite": overwrite, "jobs": jobs, "sync": sync,
    }  # fmt: skip
    return Made.of(perform(job, progress=progress), os.fspath(out))


def verify(
    dataset: Path,
    *,
    quick: bool = False,
    disjoint: Literal["source", "group"] | None = None,
    jobs: int | None = None,
    progress: bool = True,
) -> Verified:
    """Checks that each file is what was written, each mixture the exact sum of its stems, each annotation right.

    quick     compares files and digests only, without decoding audio
    disjoint  "source": a sound (by its content) that is in two splits is a failure too; "group": and a group (a song, a
              speaker, a recording), as annotations record it

    Nothing that is found is raised: see `ok` and `findings` of the result. Raises ArgumentError for another value of
    disjoint=, AnnotationError where it is given and the data set has no splits.
    """
    job = {"verb": "verify", "dataset": os.fspath(dataset), "quick": quick, "disjoint": disjoint, "jobs": jobs}
    return Verified(**perform(job, progress=progress))


def stats(dataset: Path, *, jobs: int | None = None, progress: bool = True) -> Statistics:
    """Describes a data set: what was altered, how each field was distributed, labels, polyphony, levels."""
    return Statistics(perform({"verb": "stats", "dataset": os.fspath(dataset), "jobs": jobs}, progress=progress))


def from_jams(
    annotation: Any,
    *,
    foreground: Path | None = None,
    background: Path | None = None,
    set: Settings = None,
    drop: Sequence[str] = (),
    folder: Path | None = None,
    render: bool = True,
) -> Mixture:
    """The mixture that a JAMS annotation describes, one of this package or of Scaper, rendered.

    annotation  a path, a text, a dict, or a jams.JAMS
    foreground  where the label folders are now; background the same for backgrounds
    set, drop   changes, as of `recreate`
    folder      where relative paths of a text, a dict or a JAMS object start: the current folder without it
    render      False renders the sound only when it is asked for

    Raises AnnotationError where it cannot be read, SourceError where a sound is missing.
    """
    path: str | None = None
    text: bytes | None = None
    if isinstance(annotation, Mapping):
        text = json.dumps(annotation).encode()
    elif isinstance(annotation, str) and annotation.lstrip().startswith("{"):
        text = annotation.encode()
    elif isinstance(annotation, (str, os.PathLike)):
        path = os.path.abspath(os.fspath(annotation))
    elif hasattr(annotation, "dumps"):
        text = annotation.dumps().encode()
    else:
        raise TypeError(f"an annotation is a path, a text, a dict or a jams.JAMS (found {type(annotation).__name__})")
    if path is None:
        path = os.path.join(os.path.abspath(folder if folder is not None else "."), "annotation.jams")
    elif folder is not None:
        raise TypeError("folder= is only for annotations that are not a path")
    edits = settings_of(set) + [f"drop {event}" for event in _texts(drop, "drop")]
    pointer = checked(
        library().ss_mixture_read,
        text,
        len(text) if text is not None else 0,
        encoded(path),
        encoded(foreground),
        encoded(background),
        text_list(edits),
        len(edits),
        None,
    )
    mixture = Mixture(MixtureHandle(pointer, None))
    return mixture.render() if render else mixture


def _annotations(
    inputs: Path | Sequence[Path], foreground: Path | None, background: Path | None, set: Settings, drop: Sequence[str]
) -> dict[str, Any]:
    return {
        "inputs": _inputs(inputs),
        "foreground": None if foreground is None else os.fspath(foreground),
        "background": None if background is None else os.fspath(background),
        "set": settings_of(set),
        "drop": _texts(drop, "drop"),
    }


def _inputs(inputs: Path | Sequence[Path]) -> list[str]:
    listed = [inputs] if isinstance(inputs, (str, os.PathLike)) else list(inputs)
    if not listed:
        raise ArgumentError("is empty", "inputs")
    return [os.fspath(path) for path in listed]


def _texts(texts: Sequence[str], name: str) -> list[str]:
    if isinstance(texts, str):
        raise TypeError(f"{name}= is a list of texts, not one text")
    return list(texts)
