"""A recipe that is open, or is opened when it is first used: in another process, for example."""

from __future__ import annotations

from types import TracebackType
from typing import Any, TypeVar

from ._handle import DatasetHandle
from ._recipe import RecipeSource
from .errors import ArgumentError

__all__ = ["OpenedRecipe"]

Self = TypeVar("Self", bound="OpenedRecipe")


class OpenedRecipe:
    """Owns the engine's data set: opens and closes it, and is pickled without it.

    source        the recipe
    cache         bytes of memory for decoded sounds
    skip_damaged  whether sounds that cannot be decoded to their ends are left out
    """

    def __init__(self, source: RecipeSource, cache: int, skip_damaged: bool) -> None:
        self._source = source
        self._cache = cache
        self._skip_damaged = skip_damaged
        # A dict, since its setdefault is atomic.
        self._opened: dict[str, DatasetHandle] = {}
        self._known: dict[str, Any] | None = None
        self._closed = False

    def _handle(self) -> DatasetHandle:
        handle = self._opened.get("handle")
        if handle is None:
            if self._closed:
                raise ArgumentError("is closed", "dataset")
            # Not under a lock: a fork could leave it locked for ever. Of two threads that open, one handle is kept.
            opened = self._source.open(self._cache, self._skip_damaged)
            self._require_same(opened)
            handle = self._opened.setdefault("handle", opened)
        return handle

    def _require_same(self, handle: DatasetHandle) -> None:
        """In another process: the recipe must still be what it was."""
        if self._known is not None:
            now = handle.described()["recipe_sha256"]
            if now != self._known["recipe_sha256"]:
                self.close()
                raise ArgumentError("the recipe has changed since the data set was opened", self._source.file)

    def _described(self) -> dict[str, Any]:
        if self._known is None:
            self._known = self._handle().described()
        return self._known

    def close(self) -> None:
        """Frees sounds and recipe. Mixtures that were taken stay as they are, and calls in other threads finish."""
        self._closed = True
        self._opened.clear()

    def __enter__(self: Self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_opened": {}}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
