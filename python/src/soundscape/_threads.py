"""The threads behind a stream: they render the mixtures of the first batches that have some left, in order."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable
from typing import Any

from ._arrays import FloatArray
from ._handle import DatasetHandle, MixtureHandle
from ._render import render
from ._targets import Targets

__all__ = ["Pending", "Workers"]


class Pending:
    """A batch that is being made."""

    def __init__(self, indices: list[int]) -> None:
        self.indices = indices
        self.drawn: list[MixtureHandle | None] = [None] * len(indices)
        self.mix: FloatArray | None = None
        self.stems: FloatArray | None = None
        self.handed: tuple[Any, Any] = (None, None)
        """What stands for mix and stems outside: arrays, tensors."""
        self.is_open = False
        """Whether it has memory, so that its mixtures can be rendered."""
        self.is_being_opened = False
        self.taken = 0
        """Mixtures that a thread has taken on."""
        self.left = len(indices)
        """Mixtures that are not finished."""
        self.error: BaseException | None = None


class Workers:
    """Threads that render batches in the order in which they are pushed.

    dataset   the open data set
    targets   which row each event is added to
    memory    an array of a shape, and what stands for it outside
    """

    def __init__(
        self,
        dataset: DatasetHandle,
        targets: Targets | None,
        threads: int,
        memory: Callable[[tuple[int, ...]], tuple[FloatArray, Any]],
    ) -> None:
        self.shape = dataset.shape
        self._dataset = dataset
        self._targets = targets
        self._memory = memory
        self._pending: deque[Pending] = deque()
        self._stopped = False
        self._process = os.getpid()
        # One re-entrant lock: a garbage collection inside it may end another iterator of the same stream.
        lock = threading.RLock()
        self._work = threading.Condition(lock)
        self._finished = threading.Condition(lock)
        # Daemons: an iterator that nobody closed must not keep the program from ending.
        self._threads = [
            threading.Thread(target=self._run, name=f"soundscape-{number}", daemon=True) for number in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    def push(self, indices: list[int]) -> None:
        with self._work:
            self._pending.append(Pending(indices))
            self._work.notify_all()

    def pop(self) -> Pending | None:
        """The first batch, when it is finished; None where none is being made. Raises the error of its making."""
        with self._finished:
            if self._stopped or not self._pending:
                return None
            first = self._pending[0]
            while first.left and first.error is None:
                self._finished.wait()
                if self._stopped:
                    return None
            self._pending.popleft()
        if first.error is not None:
            raise first.error
        return first

    def stop(self) -> None:
        """Ends the threads and waits for them: for the mixture that each is at."""
        if os.getpid() != self._process:
            return  # forked: there are no threads here, and one of them may have held the lock for ever
        with self._work:
            self._stopped = True
            self._pending.clear()
            self._work.notify_all()
            self._finished.notify_all()
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join()

    # ---- In the threads

    def _run(self) -> None:
        while True:
            with self._work:
                task = self._take()
                while task is None and not self._stopped:
                    self._work.wait()
                    task = self._take()
                if self._stopped or task is None:
                    return
            batch, place = task
            try:
                if place is None:
                    self._open(batch)
                else:
                    self._render(batch, place)
            except BaseException as error:
                with self._finished:
                    batch.error = batch.error or error
                    self._finished.notify_all()

    def _take(self) -> tuple[Pending, int | None] | None:
        """What there is to do: a batch to open, or one of its mixtures to render."""
        for batch in self._pending:
            if batch.error is not None:
                continue
            if batch.is_open:
                if batch.taken < len(batch.indices):
                    batch.taken += 1
                    return batch, batch.taken - 1
            elif not batch.is_being_opened:
                batch.is_being_opened = True
                return batch, None
        return None

    def _open(self, batch: Pending) -> None:
        """Gives a batch its memory. Without targets, the number of rows is known only when all of it is drawn."""
        size = (self.shape.channels, self.shape.frames)
        if self._targets is not None:
            rows = self._targets.rows
        else:
            handles = [self._dataset.draw(index) for index in batch.indices]
            rows = max(handle.shape().events for handle in handles)
            batch.drawn = list(handles)
        batch.mix, mix = self._memory((len(batch.indices), *size))
        batch.stems, stems = self._memory((len(batch.indices), rows, *size))
        batch.handed = (mix, stems)
        with self._work:
            batch.is_open = True
            self._work.notify_all()

    def _render(self, batch: Pending, place: int) -> None:
        assert batch.mix is not None and batch.stems is not None
        handle = batch.drawn[place]
        if handle is None:
            handle = batch.drawn[place] = self._dataset.draw(batch.indices[place])
        render(handle, self.shape, batch.mix[place], batch.stems[place], self._targets)
        with self._finished:
            batch.left -= 1
            if batch.left == 0:
                self._finished.notify_all()
