"""What a Dataset is made from: a recipe, the values that replace some of it, and a seed."""

from __future__ import annotations

import json
import operator
import os
from collections.abc import Mapping, Sequence
from typing import Any

from ._handle import DatasetHandle
from ._library import checked, encoded, library, text_list
from .errors import ArgumentError

__all__ = ["RecipeSource", "seed_setting", "settings_of"]

LARGEST_SEED_WORD = 2**32 - 1


class RecipeSource:
    """A recipe that can be opened in any process: it is picklable, and its paths are absolute.

    text      the recipe's text, or None where `file` is read
    file      the recipe's path; for a text, the place that relative paths start from
    settings  "KEY=VALUE" each
    """

    __slots__ = ("file", "settings", "text")

    def __init__(
        self,
        recipe: str | os.PathLike[str] | Mapping[str, Any] | None,
        text: str | None,
        folder: str | os.PathLike[str] | None,
        settings: list[str],
    ) -> None:
        if (recipe is None) == (text is None):
            raise TypeError("give either a recipe or text=")
        if isinstance(recipe, Mapping):
            text = json_text(recipe)
        elif isinstance(recipe, str) and "\n" in recipe:
            text = recipe
        elif recipe is not None and not isinstance(recipe, (str, os.PathLike)):
            raise TypeError(f"a recipe is a path, a text or a dict (found {type(recipe).__name__})")
        self.text = text
        if text is None:
            if folder is not None:
                raise TypeError("folder= is only for recipes that are a text or a dict")
            assert isinstance(recipe, (str, os.PathLike))
            self.file = os.path.abspath(os.fspath(recipe))
        else:
            self.file = os.path.join(os.path.abspath(folder if folder is not None else "."), "recipe")
        self.settings = settings

    def open(self, cache: int, skip_damaged: bool) -> DatasetHandle:
        pointer = checked(
            library().ss_dataset_open,
            encoded(self.text),
            encoded(self.file),
            text_list(self.settings),
            len(self.settings),
            cache,
            int(skip_damaged),
        )
        return DatasetHandle(pointer)

    def __getstate__(self) -> tuple[str | None, str, list[str]]:
        return self.text, self.file, self.settings

    def __setstate__(self, state: tuple[str | None, str, list[str]]) -> None:
        self.text, self.file, self.settings = state


def json_text(value: Any) -> str:
    """JSON of a recipe or a value; NumPy's numbers and arrays, tuples and paths become what JSON has."""
    try:
        return json.dumps(value, default=_plain, allow_nan=False, ensure_ascii=False)
    except ValueError as error:
        raise ArgumentError(f"not a value of a recipe: {error}") from error


def _plain(value: Any) -> Any:
    if hasattr(value, "tolist"):
        return value.tolist()
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    raise TypeError(f"{type(value).__name__} is not a value of a recipe")


def settings_of(settings: Mapping[str, Any] | Sequence[str] | None) -> list[str]:
    """`set=` as texts: of a dict, each value is written as JSON; a list is taken as it is."""
    if settings is None:
        return []
    if isinstance(settings, Mapping):
        return [f"{key}={json_text(value)}" for key, value in settings.items()]
    if isinstance(settings, str) or not all(isinstance(setting, str) for setting in settings):
        raise TypeError("set= is a dict, or a list of 'KEY=VALUE'")
    return list(settings)


def seed_setting(seed: int | Sequence[int] | None) -> list[str]:
    """The setting that gives a data set its seed: an integer of 32 bits, or a list of such."""
    if seed is None:
        return []
    if isinstance(seed, bool) or isinstance(seed, str):
        raise TypeError(f"a seed is an integer or a list of integers (found {seed!r})")
    if not hasattr(seed, "__len__"):
        return [f"seed={seed_word(seed)}"]
    listed: Any = seed
    words = [seed_word(word) for word in listed]
    if not words:
        raise ArgumentError("an empty list", "seed")
    return [f"seed={json.dumps(words)}"]


def seed_word(word: Any) -> int:
    if isinstance(word, bool):
        raise TypeError(f"a seed is an integer or a list of integers (found {word!r})")
    number = operator.index(word)
    if not 0 <= number <= LARGEST_SEED_WORD:
        raise ArgumentError(f"needs 0 to {LARGEST_SEED_WORD}; a list holds more (found {number})", "seed")
    return number
