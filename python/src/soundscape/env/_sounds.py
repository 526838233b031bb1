"""The sound of each step: the recipe with an action's values in its slots, drawn and rendered."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from .._arrays import FloatArray, target_struct
from .._events import notice_of
from .._handle import DatasetHandle, MixtureHandle, Shape
from .._library import checked, encoded, library, text_list
from ._slots import Template


class StepSounds:
    """Renders steps: mono sounds of one length.

    recipe    a path, or a recipe's text (told by a line break or a slot in it), or a mapping.
    folder    what relative paths in a text or mapping start from; None is the current folder.
    duration  of a step, s; takes the place of the recipe's.
    cache     what decoded sounds may take in memory, in bytes.
    """

    def __init__(
        self,
        recipe: str | os.PathLike[str] | Mapping[str, Any],
        folder: str | os.PathLike[str] | None,
        duration: float,
        cache: int,
    ) -> None:
        self._path, content = _read(recipe, folder)
        self.template = Template(content)
        # With clipping fixed, samples lie within ±1, as an observation space must say.
        self._settings = [f"duration={duration!r}", "channels=1", "render.fix_clipping=true"]
        self._cache = cache
        # The recipe that was opened last, and what it became. The next one shares its sounds: the soundbank is listed
        # once, and what was decoded is kept.
        self._text = ""
        self._handle: DatasetHandle | None = None

    def open(self, action: Sequence[Any]) -> Shape:
        """The shape of steps.

        Raises RecipeError for a recipe that is wrong with the action's values in it, SoundbankError for its folders.
        """
        return self._opened(action).shape

    def render(self, action: Sequence[Any], seed: int, index: int) -> tuple[FloatArray, list[str]]:
        """The sound of a step, (frames,), and what had to be altered: mixture `index` of the recipe with the action.

        Raises RecipeError and DrawError for values that cannot be, and the other errors of rendering.
        """
        dataset = self._opened(action)
        sound = np.empty(dataset.shape.frames, dtype=np.float32)
        words = (ctypes.c_uint32 * 1)(seed)
        drawn = checked(library().ss_draw, dataset.pointer, words, 1, index, index=index)
        mixture = MixtureHandle(drawn, index)
        mixture.render(target_struct(1, sound.size, sound[None], None, None))
        return sound, [str(notice_of(warning)) for warning in mixture.described()["warnings"]]

    def _opened(self, action: Sequence[Any]) -> DatasetHandle:
        text = self.template.fill(action)
        if self._handle is None or text != self._text:
            settings = self._settings
            arguments = (encoded(text), encoded(self._path), text_list(settings), len(settings))
            if self._handle is None:
                pointer = checked(library().ss_dataset_open, *arguments, self._cache, 0)
            else:
                pointer = checked(library().ss_dataset_open_like, self._handle.pointer, *arguments)
            self._text, self._handle = text, DatasetHandle(pointer)
        return self._handle

    def __getstate__(self) -> dict[str, Any]:
        # The engine's memory stays behind: a copy in another process opens the recipe anew.
        return {**self.__dict__, "_handle": None}


def _read(
    recipe: str | os.PathLike[str] | Mapping[str, Any], folder: str | os.PathLike[str] | None
) -> tuple[str, str | Mapping[str, Any]]:
    """The path that relative paths start from and errors name, and the recipe itself."""
    if isinstance(recipe, Mapping) or (isinstance(recipe, str) and ("\n" in recipe or "{}" in recipe)):
        return os.path.join(os.path.abspath(folder or "."), "recipe"), recipe
    path = os.path.abspath(recipe)
    with open(path, encoding="utf-8") as file:
        return path, file.read()
