"""Slots: places in a recipe, written `{}`, that an action's values are put into."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from .._recipe import json_text
from ..errors import ArgumentError

# What a recipe's text is made of, as far as slots are concerned. A quote opens a string only where a value can begin:
# elsewhere it is an apostrophe.
_PARTS = re.compile(
    r"""
      (?P<comment> (?:^|(?<=\s)) \# [^\n]* )
    | (?P<string> (?:^|(?<=[\s\[{,:])) (?: "(?:[^"\\]|\\.)*" | '(?:[^']|'')*' ) )
    | (?P<slot> \{\} )
    """,
    re.VERBOSE | re.MULTILINE,
)

# What a slot that is a whole value is between.
_BEFORE = re.compile(r"(?:\A|[\s\[{,:])\Z")
_AFTER = re.compile(r"\Z|[\s\]},]")
# What a slot is inside of: nothing, quotes of one kind or the other, or a text without quotes.
_PLAIN = "plain"
_PLAIN_TEXT = re.compile(r"[\w.+/-]*")


class Template:
    """A recipe with slots.

    A slot that is a value, `snr: {}` or `"snr": "{}"`, becomes the action's value: a number, a text, null, or a list
    such as `["uniform", 0, 1]`. A slot inside a text, `kick_{}.wav`, becomes a part of it; where a value has other
    characters than letters, digits and `_ . + - /`, the text must be in quotes. Comments have no slots; `{ }` with a
    space is an empty mapping and not a slot.

    recipe  YAML or JSON, or a mapping like the one that it would be read as.
    """

    def __init__(self, recipe: str | Mapping[str, Any]) -> None:
        text = recipe if isinstance(recipe, str) else json_text(recipe)
        # Texts between slots, and for each slot what it is inside of.
        self._texts: list[str] = []
        self._quotes: list[str] = []
        start = 0
        for part in _PARTS.finditer(text):
            if part.lastgroup == "comment":
                continue
            found = part.group()
            if found in ('"{}"', "'{}'"):
                slots = [(part.start(), part.end(), "")]
            elif part.lastgroup == "slot":
                whole = _BEFORE.search(text, 0, part.start()) and _AFTER.match(text, part.end())
                slots = [(part.start(), part.end(), "" if whole else _PLAIN)]
            else:
                inner = re.finditer(r"\{\}", found)
                slots = [(part.start() + s.start(), part.start() + s.end(), found[0]) for s in inner]
            for begin, end, quote in slots:
                self._texts.append(text[start:begin])
                self._quotes.append(quote)
                start = end
        self._texts.append(text[start:])

    @property
    def slot_count(self) -> int:
        return len(self._quotes)

    def fill(self, action: Sequence[Any]) -> str:
        """The recipe with an action's values in its slots, in order. Components beyond the last slot are left out.

        Raises ArgumentError for too few components, and for one that a recipe cannot have.
        """
        if len(action) < self.slot_count:
            raise ArgumentError(f"must have {self.slot_count} components (found {len(action)})", "action")
        filled = [self._texts[0]]
        for place, (quote, text) in enumerate(zip(self._quotes, self._texts[1:], strict=True)):
            filled += [_written(action[place], quote, place), text]
        return "".join(filled)


def _written(value: Any, quote: str, place: int) -> str:
    """A value as it stands in a recipe's text: by itself, or within quotes."""
    if isinstance(value, np.generic | np.ndarray):
        value = value.tolist()
    if isinstance(value, float) and not math.isfinite(value):
        raise ArgumentError(f"must be finite (found {value})", f"action[{place}]")
    if quote:
        text = value if isinstance(value, str) else str(value)
        if quote == _PLAIN:
            if not _PLAIN_TEXT.fullmatch(text):
                raise ArgumentError(f"put the text around the slot in quotes (found {text!r})", f"action[{place}]")
            return text
        return json.dumps(text, ensure_ascii=False)[1:-1] if quote == '"' else text.replace("'", "''")
    try:
        return json_text(value)
    except (TypeError, ValueError) as error:
        raise ArgumentError(f"must be a number, a text or a list ({error})", f"action[{place}]") from None
