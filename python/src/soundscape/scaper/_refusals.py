"""What Scaper raises where an event cannot be drawn, from what the engine says."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NoReturn

import soundfile  # type: ignore[import-untyped, import-not-found, unused-ignore]

from ._parts import Part, engine_name, given
from .scaper_exceptions import ScaperError
from .util import _get_sorted_files

if TYPE_CHECKING:
    from ._scaper import Scaper


def refuse(scaper: Scaper, part: Part, error: dict[str, str]) -> NoReturn:
    """Raises what Scaper raises where an event cannot be drawn."""
    what = error["what"]
    repeated = re.match(r"(label|source_file): every possible value is used .*\(found (.*) again\)$", what, re.DOTALL)
    if repeated:
        things, option = {"label": ("labels", "label"), "source_file": ("source files", "source")}[repeated[1]]
        label = repeated[2] if option == "label" else repeated[2].split("/")[0]
        raise ScaperError(
            f"Cannot instantiate event {label}: all available {things} have already been used and "
            f"allow_repeated_{option}=False."
        )
    if no_label := re.fullmatch(r"(.*) has no label (.*)", what, re.DOTALL):
        folders = (scaper.fg_path, scaper.bg_path)
        folder = next((path for path in folders if os.path.abspath(path) == no_label[1]), no_label[1])
        files = _get_sorted_files(os.path.join(folder, no_label[2]))
        if not files:
            scaper.random_state.randint(0)
        # None of them is audio: soundfile says so.
        soundfile.info(files[0])
    if no_file := re.fullmatch(r"the label .* has no file (.*)", what, re.DOTALL):
        for path in (path for wanted in part.events for path in given(wanted.spec.source_file)):
            if engine_name(part, path) == no_file[1]:
                # Gone, or not audio: soundfile says which.
                soundfile.info(path)
    raise ScaperError(f"{error['where']}: {what}" if error["where"] else what)
