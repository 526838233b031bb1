"""Batches of mixtures, rendered by threads ahead of their use."""

from __future__ import annotations

import os
import weakref
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Generic, Tuple, TypeVar

from ._arrays import FloatArray
from ._buffers import BufferPool
from ._events import Event
from ._memory import keep_freed_memory
from ._targets import TargetSpec
from ._threads import Pending, Workers
from .errors import ArgumentError
from .mixture import Mixture

if TYPE_CHECKING:
    from .dataset import Dataset

__all__ = ["Batch", "Stream", "StreamIterator"]

Array = TypeVar("Array")


class Batch(Tuple[Array, Array], Generic[Array]):
    """A pair (mix, stems) of arrays, (B, C, F) and (B, S, C, F), that also knows what is in it.

    Where durations differ, F is that of the longest that the recipe can make, and shorter mixtures end in silence:
    `batch.mixtures[0].shape` tells how long each is.
    """

    indices: list[int]
    """The mixtures' indices."""
    mixtures: list[Mixture]
    """The mixtures without their sound: events, warnings, annotations."""

    def __new__(cls, mix: Array, stems: Array, indices: list[int], mixtures: list[Mixture]) -> Batch[Array]:
        batch = super().__new__(cls, (mix, stems))
        batch.indices = indices
        batch.mixtures = mixtures
        return batch

    @property
    def mix(self) -> Array:
        return self[0]

    @property
    def stems(self) -> Array:
        return self[1]

    @property
    def events(self) -> list[list[Event]]:
        """The events of each mixture."""
        return [mixture.events for mixture in self.mixtures]


class Stream(Generic[Array]):
    """Batches of a data set in the order of their indices, whatever the threads do: (mix, stems).

    mix (B, C, F) and stems (B, S, C, F) are float32 arrays, and the caller's to keep and to write to: their memory is
    used again when nothing refers to it any more, not before.

    batch       B, mixtures in a batch
    threads     how many render: one for each processor without it
    targets     which row each event is added to, see Dataset.targets. Without it, each event has a row, and S is the
                largest number of events in the batch; [] renders the mix alone
    rows        S, where targets is a function
    length      mixtures in an epoch, of all ranks together; the data set's length without it, or else there is no end
    start       the index of the first mixture
    prefetch    how many batches are made ahead, at most
    keep_memory calls `keep_freed_memory`, which concerns the whole process and makes rendering faster
    rank        this process, of `world_size` processes that share the mixtures: rank r gets every world_size-th one

    An iterator ends with its epoch, and the next one begins the next epoch: epoch e has the mixtures from
    `start + e × length`. One that is left before its end is gone on with by the next one. What does not fill a batch
    on every rank is left out, so that all ranks have as many batches.

    Position and options are all there is to a resume: `state_dict()` holds the index of the next mixture, the same on
    every rank, also for another batch size or number of ranks. What was only made ahead does not count.

    An error is raised when its batch is due, with the index of the mixture. Threads end with their iterator.
    """

    def __init__(
        self,
        dataset: Dataset,
        batch: int = 16,
        *,
        threads: int | None = None,
        targets: TargetSpec = None,
        rows: int | None = None,
        length: int | None = None,
        start: int = 0,
        prefetch: int | None = None,
        rank: int = 0,
        world_size: int = 1,
        keep_memory: bool = True,
    ) -> None:
        self.dataset = dataset
        self.batch = _at_least(1, batch, "batch")
        self.threads = _at_least(1, _processors() if threads is None else threads, "threads")
        # Every thread needs a mixture to work on while the caller takes his time with a batch.
        enough = max(2, -(-self.threads // self.batch) + 1)
        self.prefetch = _at_least(1, enough if prefetch is None else prefetch, "prefetch")
        self.world_size = _at_least(1, world_size, "world_size")
        self.rank = _at_least(0, rank, "rank")
        if self.rank >= self.world_size:
            raise ArgumentError(f"needs 0 to {self.world_size - 1} (found {rank})", "rank")
        if length is None:
            length = dataset._length
        self.length = length
        if length is not None and length < self.batch * self.world_size:
            raise ArgumentError(
                f"needs a batch for each rank, {self.batch * self.world_size} or more (found {length})", "length"
            )
        self.start = _at_least(0, start, "start")
        self.keep_memory = keep_memory
        self._targets = dataset.targets(targets, rows)
        self._next = self.start
        self._iterator: weakref.ref[StreamIterator[Array]] | None = None

    # ---- Place

    @property
    def epoch(self) -> int:
        """The epoch that the next batch belongs to; 0 where there is no length."""
        return 0 if self.length is None else (self._next - self.start) // self.length

    def set_epoch(self, epoch: int) -> None:
        """Goes to the beginning of an epoch: for the next iterator."""
        if self.length is None:
            raise ArgumentError("a stream without a length has no epochs", "length")
        self._next = self.start + _at_least(0, epoch, "epoch") * self.length

    def state_dict(self) -> dict[str, Any]:
        """Where the stream is: what `load_state_dict` goes on from."""
        return {"next": self._next, "recipe_sha256": self.dataset._described()["recipe_sha256"]}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Goes on where `state_dict` was taken: for the next iterator. Raises ArgumentError for another recipe's."""
        if state["recipe_sha256"] != self.dataset._described()["recipe_sha256"]:
            raise ArgumentError("is of another recipe", "state")
        self._next = _at_least(self.start, state["next"], "state")

    def _stride(self) -> int:
        return self.batch * self.world_size

    def __repr__(self) -> str:
        length = "" if self.length is None else f", {self.length} mixtures an epoch"
        return f"<{type(self).__name__} of {self.dataset!r}: {self.batch} a batch, {self.threads} threads{length}>"

    def __len__(self) -> int:
        """Batches of an epoch, on each rank."""
        if self.length is None:
            raise TypeError("this stream has no end; give it a length")
        return self.length // self._stride()

    # ---- Batches

    def __iter__(self) -> StreamIterator[Array]:
        """Batches to the end of the epoch. An earlier iterator of this stream is closed."""
        previous = self._iterator() if self._iterator is not None else None
        if previous is not None:
            previous.close()
        iterator = StreamIterator(self)
        self._iterator = weakref.ref(iterator)
        return iterator

    def _end(self) -> int | None:
        """The index that the current epoch's whole batches end before."""
        if self.length is None:
            return None
        first = self.start + self.epoch * self.length
        # After a resume with another batch size the rest may hold fewer whole batches.
        return self._next + (first + self.length - self._next) // self._stride() * self._stride()

    def _memory(self, pool: BufferPool, shape: tuple[int, ...]) -> tuple[FloatArray, Array]:
        """An array to render into, and what is handed out for it."""
        array = pool.array(shape)
        return array, array  # type: ignore[return-value]  # of a Stream of NumPy arrays


class StreamIterator(Iterator[Batch[Array]]):
    """One pass over a stream. `close()` ends its threads; so does the end of the pass, and of the iterator's life."""

    def __init__(self, stream: Stream[Array]) -> None:
        self._stream = stream
        self._due = stream._next
        self._end = stream._end()
        self._after = None if stream.length is None else stream.start + (stream.epoch + 1) * stream.length
        self._process = os.getpid()
        if stream.keep_memory:
            keep_freed_memory()
        pools = {3: BufferPool(stream.prefetch + 2), 4: BufferPool(stream.prefetch + 2)}  # by dimensions: mixes, stems
        memory = stream._memory
        self._workers = Workers(
            stream.dataset._handle(), stream._targets, stream.threads, lambda shape: memory(pools[len(shape)], shape)
        )
        self._finalizer = weakref.finalize(self, Workers.stop, self._workers)
        for _ in range(stream.prefetch):
            self._push()

    def _push(self) -> None:
        """Has one more batch made, unless the pass ends before it."""
        stream = self._stream
        if self._end is None or self._due < self._end:
            first = self._due + stream.rank
            self._workers.push([first + stream.world_size * place for place in range(stream.batch)])
            self._due += stream._stride()

    def __next__(self) -> Batch[Array]:
        if os.getpid() != self._process:
            raise RuntimeError("threads do not live on in a forked process: make a new iterator there")
        try:
            pending: Pending | None = self._workers.pop()
        except BaseException:
            self.close()
            raise
        if pending is None:  # the pass is at its end, and the next one begins the next epoch
            if self._finalizer.alive and self._after is not None:
                self._stream._next = self._after
            self.close()
            raise StopIteration
        self._push()
        self._stream._next = pending.indices[0] - self._stream.rank + self._stream._stride()
        mixtures = [Mixture(handle) for handle in pending.drawn if handle is not None]
        return Batch(pending.handed[0], pending.handed[1], pending.indices, mixtures)

    def close(self) -> None:
        """Ends the threads, when each has finished the mixture that it is at. What was made ahead is dropped."""
        self._finalizer()


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _at_least(least: int, value: int, name: str) -> int:
    if isinstance(value, bool) or not hasattr(value, "__index__"):
        raise TypeError(f"{name} is a whole number (found {value!r})")
    if value < least:
        raise ArgumentError(f"needs {least} or more (found {value})", name)
    return int(value)
