"""One mixture: its sound, its stems, its events and its annotation."""

from __future__ import annotations

import io
import json
import math
import os
import pathlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from . import _wav
from ._arrays import FloatArray
from ._events import Event, Notice, event_of, notice_of, stem_names
from ._handle import MixtureHandle, Shape
from ._render import render
from .errors import SoundscapeError

if TYPE_CHECKING:
    import pandas  # type: ignore[import-untyped, import-not-found, unused-ignore]

__all__ = ["Mixture"]


class MixtureBase:
    """What mixtures of a recipe and mixtures on disk have in common."""

    @property
    def audio(self) -> FloatArray:
        """The mixture, (channels, frames), float32; 1 is full scale. It is the exact sum of its stems, in any order."""
        raise NotImplementedError

    @property
    def stem_array(self) -> FloatArray:
        """The stems, (stems, channels, frames), float32: one for each event, in the order of `events`."""
        raise NotImplementedError

    @property
    def events(self) -> list[Event]:
        """The events in the order of their onsets, backgrounds among them."""
        raise NotImplementedError

    @property
    def jams(self) -> dict[str, Any]:
        """The annotation: a JAMS file as a dict."""
        raise NotImplementedError

    @property
    def index(self) -> int | None:
        """Its place in the data set; None where nothing is known."""
        raise NotImplementedError

    @property
    def split(self) -> str | None:
        """The split that the recipe puts it into; None without splits, and of a single annotation."""
        raise NotImplementedError

    @property
    def prompt(self) -> str | None:
        """What is heard, in words, where the recipe says so; None otherwise."""
        raise NotImplementedError

    @property
    def sample_rate(self) -> int:
        """Hz."""
        raise NotImplementedError

    @property
    def duration(self) -> float:
        """Seconds."""
        raise NotImplementedError

    @property
    def stem_names(self) -> list[str]:
        """A name for each stem: its label; of several with one label `dog`, `dog_2`, `dog_3`, …"""
        return stem_names(event.label for event in self.events)

    @property
    def stems(self) -> dict[str, FloatArray]:
        """The stems by `stem_names`, each (channels, frames); they share the memory of `stem_array`."""
        return dict(zip(self.stem_names, self.stem_array))

    def activity(self, labels: Sequence[str], rate: float) -> FloatArray:
        """What a detector of sound events is to find: (labels, frames), float32, 1 where an event of a label sounds.

        rate  frames a second; frame i is from i / rate to (i + 1) / rate seconds, and an event that touches it counts
        """
        row_of = {label: row for row, label in enumerate(labels)}
        active = np.zeros((len(labels), math.ceil(self.duration * rate - 1e-9)), np.float32)
        for event in self.events:
            row = row_of.get(event.label)
            if row is not None:
                active[row, math.floor(event.onset * rate + 1e-9) : math.ceil(event.offset * rate - 1e-9)] = 1
        return active

    def to_jams(self) -> Any:
        """The annotation as a `jams.JAMS`; the package jams must be installed."""
        import jams  # type: ignore[import-untyped, import-not-found, unused-ignore]

        return jams.load(io.StringIO(json.dumps(self.jams)), validate=False, fmt="jams")

    def to_frame(self) -> pandas.DataFrame:
        """The events as a pandas DataFrame, a row for each; pandas must be installed."""
        from ._frames import frame_of_events

        return frame_of_events(self.events)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes the mixture as 32-bit float WAV.

        path  a file that ends in .wav; or a folder, which gets mixture.wav, stems/NAME.wav and mixture.jams
        """
        place = pathlib.Path(path)
        if place.suffix.lower() == ".wav":
            _wav.write(place, self.audio, self.sample_rate)
            return
        (place / "stems").mkdir(parents=True, exist_ok=True)
        for name, stem in self.stems.items():
            _wav.write(place / "stems" / f"{name}.wav", stem, self.sample_rate)
        _wav.write(place / "mixture.wav", self.audio, self.sample_rate)
        (place / "mixture.jams").write_text(json.dumps(self.jams, indent=2, ensure_ascii=False), encoding="utf-8")

    def _repr_html_(self) -> str:
        from ._display import html_of

        return html_of(self)


class Mixture(MixtureBase):
    """A mixture of a recipe, or of an annotation.

    Of a mixture that was only drawn, events, warnings and annotation are there at once; its sound is rendered when it
    is first asked for. Rendering adds what only the sound can tell: loudness, first frames, some of the warnings.

    A Mixture can be pickled; the sound goes with it where it is rendered. Arrays are the caller's to write to.
    """

    def __init__(self, handle: MixtureHandle, shape: Shape | None = None) -> None:
        self._handle: MixtureHandle | None = handle
        self._shape = shape or handle.shape()
        self._described: dict[str, Any] | None = None
        self._jams: dict[str, Any] | None = None
        self._audio: FloatArray | None = None
        self._stems: FloatArray | None = None

    # ---- Sound

    @property
    def is_rendered(self) -> bool:
        return self._audio is not None

    def render(self) -> Mixture:
        """Renders the sound, unless it is there already; returns the mixture itself."""
        if self._audio is None:
            if self._handle is None:
                raise SoundscapeError("was pickled without its sound; render it before", index=self.index)
            shape = self._shape
            mix = np.empty((shape.channels, shape.frames), np.float32)
            stems = np.empty((self._handle.shape().events, shape.channels, shape.frames), np.float32)
            render(self._handle, shape, mix, stems, None)
            self._described = self._jams = None
            self._audio, self._stems = mix, stems
        return self

    @property
    def audio(self) -> FloatArray:
        self.render()
        assert self._audio is not None
        return self._audio

    @property
    def stem_array(self) -> FloatArray:
        self.render()
        assert self._stems is not None
        return self._stems

    # ---- What is known of it

    def _known(self) -> dict[str, Any]:
        if self._described is None:
            assert self._handle is not None
            self._described = self._handle.described()
        return self._described

    @property
    def events(self) -> list[Event]:
        return [event_of(event) for event in self._known()["events"]]

    @property
    def warnings(self) -> list[Notice]:
        """What was altered to make the mixture possible, and what else is worth knowing."""
        return [notice_of(notice) for notice in self._known()["warnings"]]

    @property
    def jams(self) -> dict[str, Any]:
        """The annotation: a JAMS file as a dict. Its paths are absolute, and it has the SHA-256 of each source.

        The first one of a data set takes longer, since each source is read for its digest, once.
        """
        if self._jams is None:
            assert self._handle is not None
            self._jams = self._handle.jams(digests=True)
        return self._jams

    @property
    def index(self) -> int | None:
        index = self._known()["index"]
        return None if index is None else int(index)

    @property
    def split(self) -> str | None:
        name: str | None = self._known()["split"]
        return name

    @property
    def seed(self) -> int | list[int] | None:
        """The seed that it was drawn from."""
        seed = self._known()["seed"]
        return json.loads(seed) if isinstance(seed, str) and seed else None

    @property
    def prompt(self) -> str | None:
        text: str | None = self._known().get("prompt")
        return text

    @property
    def ref_db(self) -> float:
        """LUFS that the events' snr are above."""
        return float(self._known()["ref_db"])

    @property
    def scale(self) -> float | None:
        """What mixture and stems were multiplied by to stay within full scale; None where they were not."""
        scale = self._known()["scale"]
        return None if scale is None else float(scale)

    @property
    def sample_rate(self) -> int:
        return self._shape.sample_rate

    @property
    def duration(self) -> float:
        return self._shape.frames / self._shape.sample_rate

    @property
    def shape(self) -> tuple[int, int]:
        """(channels, frames)."""
        return self._shape.channels, self._shape.frames

    # ---- Python

    def __getstate__(self) -> dict[str, Any]:
        self._known()
        return {**self.__dict__, "_handle": None, "_jams": self.jams, "_shape": self._shape}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)

    def __repr__(self) -> str:
        labels = [event["label"] for event in self._known()["events"]]
        shown = ", ".join(labels[:6]) + (", …" if len(labels) > 6 else "")
        place = "" if self.index is None else f" {self.index}"
        state = "" if self.is_rendered else ", not rendered"
        return f"<Mixture{place}: {self.duration:g} s, {self.sample_rate} Hz, {len(labels)} events ({shown}){state}>"
