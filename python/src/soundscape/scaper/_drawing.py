"""Events from their specifications, drawn by the engine from NumPy's generator as Scaper draws them."""

from __future__ import annotations

import json
import os
import warnings
from typing import TYPE_CHECKING, Any

from .._library import checked, encoded, library, take_text
from ..errors import SoundscapeError
from ._bank import Bank, bank_of
from ._distributions import _get_value_from_dist
from ._event_spec import EventSpec
from ._parts import Part, allowed_labels, engine_name, folder_of, given, parts_of
from ._recipe import event_text, recipe_text
from ._refusals import refuse
from ._stream import LentStream
from ._values import drawn_event
from ._wanted import Rules, UsedNames, Wanted
from .scaper_exceptions import ScaperError
from .scaper_warnings import ScaperWarning

if TYPE_CHECKING:
    from ._scaper import Scaper

# Scaper says this whether or not warnings of drawing are wanted.
_ALWAYS_SAID = "Removed duplicates from choose list."


def draw(scaper: Scaper, events: list[Wanted], used: dict[str, UsedNames], rules: Rules) -> list[EventSpec]:
    """Draws events in their order, backgrounds before the foreground.

    The generator moves on, lists of source times are edited in place, and `used` grows, all as Scaper does it.
    Raises ScaperError, or what NumPy and soundfile raise, where Scaper does.
    """
    drawn: list[EventSpec] = []
    for part in parts_of(scaper, events):
        drawn += _draw(scaper, part, used, rules)
    return drawn


def _draw(scaper: Scaper, part: Part, used: dict[str, UsedNames], rules: Rules) -> list[EventSpec]:
    bank = part.outside.bank() if part.outside else bank_of(scaper.fg_path, scaper.bg_path)
    stream, result = _call(scaper, part, bank, used, rules)
    if bank.is_older_than([event["source_file"] for event in result["events"]]):
        # A sound may be longer or shorter now. Nothing has been changed yet: the draw is made again.
        if part.outside is None:
            bank = bank_of(scaper.fg_path, scaper.bg_path, instead_of=bank)
        stream, result = _call(scaper, part, bank, used, rules)
    stream.give_back()
    _edit_lists(part, result["lists"])
    _warn(result["warnings"], rules)
    if result["error"] is not None:
        refuse(scaper, part, result["error"])
    drawn = []
    for wanted, event in zip(part.events, sorted(result["events"], key=lambda event: event["order"]), strict=True):
        path = _source_path(scaper, part, wanted, event)
        values = drawn_event(scaper, wanted.spec, event, path, is_background=wanted.is_background)
        if wanted.is_background:
            values = _drawn_on(scaper, wanted.spec, values, rules)
        used[wanted.role].add(values)
        drawn.append(values)
    return drawn


def _call(
    scaper: Scaper, part: Part, bank: Bank, used: dict[str, UsedNames], rules: Rules
) -> tuple[LentStream, dict[str, Any]]:
    stream = LentStream(scaper.random_state)
    recipe = encoded(_recipe(scaper, part, bank, rules))
    names = encoded(_used_text(part, used)) if rules.has_constraints else None
    try:
        text = take_text(checked(library().ss_scaper_draw, bank.handle, recipe, names, stream.stream))
    except SoundscapeError as error:
        raise ScaperError(str(error)) from error
    result: dict[str, Any] = json.loads(text)
    return stream, result


def _recipe(scaper: Scaper, part: Part, bank: Bank, rules: Rules) -> str:
    texts: dict[str, list[str]] = {"background": [], "foreground": []}
    labels = {*scaper.fg_labels, *scaper.bg_labels}
    for wanted in part.events:
        label = wanted.spec.label
        if label[0] == "choose" and not label[1]:
            allowed = allowed_labels(wanted, scaper)
            # Somebody may have taken labels out of the list.
            label = ("choose", [] if allowed == bank.labels[wanted.role] else allowed)
        labels.update(given(label))
        files = wanted.spec.source_file
        if files[0] == "const":
            files = ("const", engine_name(part, files[1]))
        else:
            files = (files[0], [engine_name(part, path) for path in files[1]], *files[2:])
        text = event_text(wanted.spec, label=label, files=files, is_background=wanted.is_background)
        texts[wanted.role].append(text)
    return recipe_text(
        scaper.duration,
        # It may be a list, a set, or, by mistake but in use, one label as a text.
        sorted(label for label in labels if label in scaper.protected_labels),
        texts["background"],
        texts["foreground"],
        distinct_labels=not rules.allow_repeated_label,
        distinct_sources=not rules.allow_repeated_source,
    )


def _used_text(part: Part, used: dict[str, UsedNames]) -> str:
    def named(path: str) -> str:
        name = part.outside.names.get(path) if part.outside else None
        return f"{os.path.basename(os.path.dirname(path))}/{name or os.path.basename(path)}"

    roles = {
        role: {"labels": list(map(str, names.labels)), "files": list(map(named, names.files))}
        for role, names in used.items()
    }
    return json.dumps(roles, ensure_ascii=False)


def _edit_lists(part: Part, lists: dict[str, list[Any]]) -> None:
    """Writes what became of the source times' lists into the user's own."""
    counts = {"background": 0, "events": 0}
    for wanted in part.events:
        key = "background" if wanted.is_background else "events"
        edited = lists.get(f"{key}[{counts[key]}]", [])
        counts[key] += 1
        if wanted.spec.source_time[0] in ("choose", "choose_weighted"):
            times = wanted.spec.source_time[1]
            for i, time in enumerate(edited):
                if times[i] != time:
                    times[i] = time


def _source_path(scaper: Scaper, part: Part, wanted: Wanted, event: dict[str, Any]) -> str:
    """The path as the user wrote it, or as it follows from the folder that the user named."""
    name = os.path.basename(event["source_file"])
    if part.outside:
        return part.outside.paths[name]
    for path in given(wanted.spec.source_file):
        if os.path.basename(path) == name:
            return path
    return os.path.join(folder_of(wanted, scaper), event["label"], name)


def _drawn_on(scaper: Scaper, spec: EventSpec, values: EventSpec, rules: Rules) -> EventSpec:
    """A background's fields that the engine does not know; nobody hears them, but the annotation has them."""
    state, duration = scaper.random_state, values.event_duration
    time = -1
    while time < 0:
        time = _get_value_from_dist(spec.event_time, state)
    if time + duration > scaper.duration:
        text = (
            f"{values.label} event time ({time:.2f}) is too great given event duration ({duration:.2f}) and soundscape "
            f"duration ({scaper.duration:.2f}), changed to {scaper.duration - duration:.2f}."
        )
        _warn([text], rules)
        time = scaper.duration - duration
    snr = _get_value_from_dist(spec.snr, state)
    shift = None if spec.pitch_shift is None else _get_value_from_dist(spec.pitch_shift, state)
    return values._replace(event_time=time, snr=snr, pitch_shift=shift)


def _warn(texts: list[str], rules: Rules) -> None:
    for text in texts:
        if not rules.disable_instantiation_warnings or text.startswith(_ALWAYS_SAID):
            warnings.warn(text, ScaperWarning, stacklevel=7)
