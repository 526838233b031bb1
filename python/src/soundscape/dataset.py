"""A data set of mixtures that are made when they are asked for."""

from __future__ import annotations

import operator
import os
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, SupportsIndex

import numpy as np

from ._arrays import FloatArray, float_array
from ._events import Notice, notice_of
from ._handle import MixtureHandle
from ._opened import OpenedRecipe
from ._recipe import RecipeSource, seed_setting, settings_of
from ._render import render
from ._targets import Targets, TargetSpec, require_known, targets_of
from .errors import ArgumentError, SoundscapeWarning
from .mixture import Mixture
from .results import Made

if TYPE_CHECKING:
    from .stream import Stream

__all__ = ["Dataset"]

DEFAULT_CACHE = 256 << 20
MOST_MIXTURES = 1_000_000_000  # of a data set, as the engine limits it


class Dataset(OpenedRecipe):
    """Mixtures of a recipe. `dataset[i]` draws and renders mixture i: the same one in any order, thread or process.

    recipe  a path; or a recipe itself, as a text (with a line break, or by text=) or a dict
    set     values that replace some of the recipe: {"sample_rate": 16000, "events[0].snr": None}, or the command
            line's ["sample_rate=16000"]
    seed    an integer of 32 bits or a list of such; the recipe's own without it
    cache   bytes of memory for decoded sounds, for this process
    length  how many mixtures `len` and iteration are to see; without it there is no end
    folder  where relative paths of a text or dict start: the current folder without it
    skip_damaged  True leaves out the sounds that cannot be decoded to their ends, with a warning each; those that their
            bank's index does not know are decoded first. A data set that `generate` writes names them in its manifest

    It may be used by many threads, pickled, and used by processes that are forked off. Without a length, iteration goes
    on for ever and `len` raises TypeError.

    Raises RecipeError and SoundbankError where recipe or sounds cannot be used. Sounds that are skipped are warned of
    by a SoundscapeWarning.
    """

    def __init__(
        self,
        recipe: str | os.PathLike[str] | Mapping[str, Any] | None = None,
        *,
        text: str | None = None,
        set: Mapping[str, Any] | Sequence[str] | None = None,
        seed: int | Sequence[int] | None = None,
        cache: int = DEFAULT_CACHE,
        length: int | None = None,
        folder: str | os.PathLike[str] | None = None,
        skip_damaged: bool = False,
    ) -> None:
        if not isinstance(skip_damaged, bool):
            raise TypeError(f"skip_damaged= is True or False (found {type(skip_damaged).__name__})")
        source = RecipeSource(recipe, text, folder, settings_of(set) + seed_setting(seed))
        super().__init__(source, _natural(cache, "cache"), skip_damaged)
        self._length = None if length is None else _natural(length, "length")
        for notice in self.warnings:
            warnings.warn(str(notice), SoundscapeWarning, stacklevel=2)

    # ---- What it is

    @property
    def shape(self) -> tuple[int, int]:
        """(channels, frames) of each mixture; of the longest, where durations differ."""
        shape = self._handle().shape
        return shape.channels, shape.frames

    @property
    def sample_rate(self) -> int:
        """Hz."""
        return self._handle().shape.sample_rate

    @property
    def duration(self) -> float:
        """Seconds of each mixture; of the longest, where durations differ."""
        return float(self._described()["duration"])

    @property
    def labels(self) -> dict[str, list[str]]:
        """The labels of the soundbank: {"foreground": […], "background": […]}."""
        labels: dict[str, list[str]] = self._described()["labels"]
        return labels

    @property
    def seed(self) -> str:
        """The seed as a recipe has it: "7", "[1, 2]"."""
        return str(self._described()["seed"])

    @property
    def warnings(self) -> list[Notice]:
        """What was found when the sounds were listed, such as files that are skipped."""
        return [notice_of(notice) for notice in self._described()["warnings"]]

    def __len__(self) -> int:
        if self._length is None:
            raise TypeError("this data set has no end; give it a length: Dataset(…, length=1000)")
        return self._length

    def __bool__(self) -> bool:
        return self._length != 0

    def __repr__(self) -> str:
        if self._closed:
            return "<Dataset: closed>"
        name = os.path.basename(self._source.file) if self._source.text is None else "a text"
        channels, frames = self.shape
        length = "" if self._length is None else f", {self._length} mixtures"
        return f"<Dataset of {name}: {channels} × {frames} frames at {self.sample_rate} Hz{length}, seed {self.seed}>"

    # ---- Mixtures

    def _index(self, index: Any) -> int:
        if isinstance(index, (bool, np.bool_)):
            raise TypeError("the index of a mixture is an integer (found a bool)")
        try:
            number = operator.index(index)
        except TypeError:
            raise TypeError(f"the index of a mixture is an integer (found {type(index).__name__})") from None
        end = MOST_MIXTURES if self._length is None else self._length
        if not 0 <= number < end:
            raise IndexError(f"there is no mixture {number}: indices go from 0 to {end - 1}")
        return number

    def draw(self, index: SupportsIndex) -> Mixture:
        """Mixture `index` without its sound, in microseconds: events, warnings, annotation.

        Its sound is rendered when it is asked for (`.audio`, `.stems`, `.render()`).

        Raises IndexError, TypeError; DrawError where a value cannot be drawn.
        """
        handle = self._handle()
        return Mixture(handle.draw(self._index(index)), None)

    def __getitem__(self, index: SupportsIndex) -> Mixture:
        """Mixture `index`, rendered. Raises what `draw` raises, and SourceError or ProcessingError with the index."""
        return self.draw(index).render()

    def __iter__(self) -> Iterator[Mixture]:
        """The mixtures from 0; for ever, where there is no length."""
        index = 0
        while self._length is None or index < self._length:
            yield self[index]
            index += 1

    def targets(self, spec: TargetSpec, rows: int | None = None) -> Targets | None:
        """Which row each event is added to.

        spec  names: an event belongs to the one that is its label, or else its name in the recipe, its group, or its
              role ("foreground", "background"). Or a function from an Event to its row or None, with rows= for how
              many there are. None gives each event a row of its own.

        Raises ArgumentError for a name that no event has.
        """
        targets = targets_of(spec, rows)
        if targets is not None and targets.names is not None:
            labels = [label for side in self.labels.values() for label in side]
            require_known(targets.names, labels, lambda index: self._handle().draw(index).described()["events"])
        return targets

    def render_into(
        self,
        index: SupportsIndex,
        *,
        mix: Any = None,
        stems: Any = None,
        targets: TargetSpec | Targets = None,
    ) -> Mixture:
        """Renders mixture `index` into the caller's memory, all of which is overwritten. A shorter one ends in silence.

        mix      (channels, frames), float32: a NumPy array or a torch tensor of the CPU, with any strides
        stems    (rows, channels, frames), float32; rows that no event belongs to become silence
        targets  which row each event is added to, see `targets`; without it, event i is written into row i

        Returns the mixture: its events, warnings and annotation. `len(mixture.events)` is the number of stems. It
        does not refer to the arrays: its own `audio` would be rendered anew.

        Raises ArgumentError where an array has another shape or type, or fewer rows than there are events.
        """
        handle = self._handle()
        shape = handle.shape
        size = (shape.channels, shape.frames)
        mix_array = None if mix is None else float_array(mix, "mix", size)
        rows = None if stems is None else float_array(stems, "stems", (None, *size))
        if not isinstance(targets, Targets):
            targets = self.targets(targets, rows.shape[0] if rows is not None else None)
        if targets is not None and rows is not None and targets.rows != rows.shape[0]:
            raise ArgumentError(f"{targets.rows} targets for {rows.shape[0]} rows", "stems")
        drawn = handle.draw(self._index(index))
        render(drawn, shape, mix_array, rows, targets)
        return Mixture(drawn, None)

    def batch(
        self,
        indices: Iterable[SupportsIndex],
        *,
        targets: TargetSpec | Targets = None,
        rows: int | None = None,
        out: tuple[Any, Any] | None = None,
        threads: int = 1,
    ) -> tuple[FloatArray, FloatArray]:
        """Renders several mixtures: mix (B, C, F) and stems (B, S, C, F), float32.

        targets  which row each event is added to, see `targets`. Without it each event has a row, and S is the largest
                 number of events among the mixtures; rows that a mixture has no event for are silence
        rows     S, where targets is a function; without targets, S instead of the largest number of events
        out      (mix, stems) to render into, NumPy arrays or torch tensors; either may be None and is then not made
        threads  how many render at once
        """
        handle = self._handle()
        shape = handle.shape
        numbers = [self._index(index) for index in indices]
        found = targets if isinstance(targets, Targets) else self.targets(targets, rows)
        drawn: list[MixtureHandle | None] = [None] * len(numbers)
        size = (shape.channels, shape.frames)
        if out is not None:
            mix = None if out[0] is None else float_array(out[0], "out[0]", (len(numbers), *size))
            stems = None if out[1] is None else float_array(out[1], "out[1]", (len(numbers), None, *size))
            if found is not None and stems is not None and stems.shape[1] != found.rows:
                raise ArgumentError(f"{found.rows} targets for {stems.shape[1]} rows", "out[1]")
        else:
            count = found.rows if found is not None else rows
            if count is None:
                handles = [handle.draw(number) for number in numbers]
                drawn = list(handles)
                count = max((mixture.shape().events for mixture in handles), default=0)
            mix = np.empty((len(numbers), *size), np.float32)
            stems = np.empty((len(numbers), count, *size), np.float32)

        def work(place: int) -> None:
            mixture = drawn[place] or handle.draw(numbers[place])
            render(mixture, shape, None if mix is None else mix[place], None if stems is None else stems[place], found)

        _each(work, len(numbers), threads)
        return mix, stems  # type: ignore[return-value]  # None only where out= says so

    def stream(self, batch: int = 16, **options: Any) -> Stream[FloatArray]:
        """Batches of mixtures from threads, as NumPy arrays: see soundscape.stream.Stream for the options."""
        from .stream import Stream

        return Stream(self, batch, **options)

    # ---- Data sets on disk

    def generate(
        self,
        out: str | os.PathLike[str],
        count: int | None = None,
        *,
        start: int = 0,
        shard: str | None = None,
        jobs: int | None = None,
        overwrite: bool = False,
        strict: bool = False,
        allow_changed: bool = False,
        retry_failed: bool = False,
        sync: bool = True,
        progress: bool = True,
    ) -> Made:
        """Writes mixtures `start` to `start + count` into a folder, as `soundscape generate` does.

        count          how many; the data set's length without it, or else 10
        shard          makes only a part, such as "2/4" for the second of four, in a folder part-2-of-4 of its own;
                       `soundscape.merge(out)` puts the parts together
        jobs           how many are made at once: one for each processor without it
        overwrite      replaces the data set that the folder holds
        strict         mixtures that come with a warning count as failed and are not written
        allow_changed  goes on with a folder whose sources have changed since
        retry_failed   makes mixtures again that failed in an earlier run
        sync           waits until the files are on the disk
        progress       shows a bar; tqdm draws it where it is installed

        A run that was stopped goes on where it was when it is started again. KeyboardInterrupt stops it at the
        mixtures that it is at, and is raised then.

        Returns what came of it. One bad mixture does not end a run: where some failed, the others are made, a
        SoundscapeWarning says so, and the result's `failures` say why; `raise_for_failures()` makes it an error.

        Raises OutputError where the folder cannot be written to or holds something else.
        """
        from ._work import perform

        if count is None:
            count = 10 if self._length is None else self._length
        job = {
            "verb": "generate", "out": os.fspath(out), "count": _natural(count, "count"),
            "start": _natural(start, "start"), "shard": shard, "jobs": jobs, "overwrite": overwrite, "strict": strict,
            "allow_changed": allow_changed, "retry_failed": retry_failed, "sync": sync,
        }  # fmt: skip
        return Made.of(perform(job, dataset=self._handle(), progress=progress), os.fspath(out))


def _natural(value: Any, name: str) -> int:
    if isinstance(value, bool):
        raise TypeError(f"{name}= is a whole number (found a bool)")
    number = operator.index(value)
    if not 0 <= number < 2**63:
        raise ArgumentError(f"needs 0 or more (found {number})", name)
    return number


def _each(work: Callable[[int], None], count: int, threads: int) -> None:
    """Calls work(0), …, work(count - 1), some of them at once."""
    if threads < 1:
        raise ArgumentError(f"needs 1 or more (found {threads})", "threads")
    if threads == 1 or count < 2:
        for place in range(count):
            work(place)
        return
    with ThreadPoolExecutor(min(threads, count)) as pool:
        for _ in pool.map(work, range(count)):
            pass
