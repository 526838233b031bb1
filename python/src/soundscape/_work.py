"""Work on whole data sets: the engine does it in a thread, while the caller's thread shows how far it is."""

from __future__ import annotations

import json
import sys
import threading
import time
from ctypes import byref, c_int64
from typing import Any

from ._handle import DatasetHandle
from ._library import checked, encoded, library, take_text

__all__ = ["perform"]

# How often progress is asked for, seconds: short enough to look alive, long enough to cost nothing.
POLL = 0.1
# How often a line is written where there is no tqdm, seconds.
LINE = 5.0


def perform(job: dict[str, Any], *, dataset: DatasetHandle | None = None, progress: bool = True) -> dict[str, Any]:
    """Does a job of `ss_perform` and returns what came of it; members that are None are left out.

    KeyboardInterrupt asks the engine to stop, waits until it has, and is raised then; a second one does not wait.
    """
    text = encoded(json.dumps({key: value for key, value in job.items() if value is not None}))
    engine = library()
    run = engine.ss_run_create()
    outcome: dict[str, Any] = {}
    ended = threading.Event()

    def work() -> None:
        try:
            pointer = dataset.pointer if dataset is not None else None
            outcome["text"] = take_text(checked(engine.ss_perform, text, pointer, run))
        except BaseException as error:
            outcome["error"] = error
        finally:
            ended.set()

    # A daemon, so that a second KeyboardInterrupt can end the program while the engine is still at a long mixture.
    thread = threading.Thread(target=work, name="soundscape", daemon=True)
    bar = _bar(str(job["verb"])) if progress else None
    thread.start()
    try:
        while not ended.wait(POLL):
            _show(bar, run)
    except KeyboardInterrupt:
        engine.ss_run_cancel(run)
        ended.wait()
        raise
    finally:
        if ended.is_set():
            thread.join()
            _show(bar, run)
            engine.ss_run_free(run)
        if bar is not None:
            bar.close()
    if "error" in outcome:
        raise outcome["error"]
    result: dict[str, Any] = json.loads(outcome["text"])
    return result


def _show(bar: Any, run: int) -> None:
    if bar is None:
        return
    done, failed, total = (c_int64() for _ in range(3))
    library().ss_run_progress(run, byref(done), byref(failed), None, byref(total))
    if total.value:
        bar.total = total.value
        bar.n = done.value
        bar.set_postfix({"failed": failed.value} if failed.value else {}, refresh=False)
        bar.refresh()


def _bar(verb: str) -> Any:
    try:
        from tqdm.auto import tqdm  # type: ignore[import-untyped, import-not-found, unused-ignore]
    except ImportError:
        return _Lines(verb)
    return tqdm(desc=verb, unit="mixture", total=0)


class _Lines:
    """What is used of a tqdm bar, as a line on standard error every few seconds."""

    def __init__(self, verb: str) -> None:
        self.verb = verb
        self.n = 0
        self.total = 0
        self.note = ""
        self.written = time.monotonic()

    def set_postfix(self, members: dict[str, int], refresh: bool = True) -> None:
        self.note = "".join(f", {count} {name}" for name, count in members.items())

    def refresh(self) -> None:
        if time.monotonic() - self.written >= LINE:
            self._write()

    def close(self) -> None:
        self._write()

    def _write(self) -> None:
        self.written = time.monotonic()
        print(f"{self.verb}: {self.n} of {self.total} mixtures{self.note}", file=sys.stderr)
