"""Draws, warnings and errors, beside the real Scaper's."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
import soundscape.scaper as scaper

import programs
from comparing import differences
from scaper_support import Cases, Reference, run_case

# SciPy draws a truncated normal number with other last digits than the engine, and with others on other processors.
SMOOTH = 1e-9
# Equal to the last bit. Whether a number is whole is told apart elsewhere: where a value that was made to fit is equal to
# one of a list, it is taken for that one, which may be 1 where Scaper has 1.0.
EQUAL = 1e-300


def _comparable(ours: dict[str, Any], theirs: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Both results up to the soundscape that the real Scaper would draw for ever; there, ours must be refused."""
    for i, soundscape in enumerate(theirs["soundscapes"]):
        if soundscape.get("error") == "DoesNotEnd":
            assert ours["soundscapes"][i]["error"] == "ScaperError"
            return {"soundscapes": ours["soundscapes"][:i]}, {"soundscapes": theirs["soundscapes"][:i]}
    return ours, theirs


@pytest.mark.parametrize(("kind", "smooth", "tolerance"), [("draws", False, EQUAL), ("smooth_draws", True, SMOOTH)])
def test_random_specifications(reference: Reference, kind: str, smooth: bool, tolerance: float) -> None:
    """Any fields, distributions and options: events, statistics, warnings, lists and the generator's state after them."""
    soundscapes = 0
    for i, theirs in enumerate(reference[kind]):
        ours = programs.random_draws(scaper, i, smooth)
        if smooth:
            # The state depends on the digits where a draw is repeated; what follows it is compared instead.
            ours.pop("state"), theirs.pop("state")
        ours, theirs = _comparable(ours, theirs)
        assert list(differences(ours, theirs, tolerance)) == [], f"specification {i}"
        soundscapes += len(ours["soundscapes"])
    print(f"{kind}: {soundscapes} soundscapes of {len(reference[kind])} specifications")
    assert soundscapes > len(reference[kind])


@pytest.mark.parametrize(
    "name",
    [
        "one_generator_for_two",
        "generator_of_numpy",
        "nothing_is_drawn_of_constants",
        "lists_edited_in_place",
        "settings_changed_between",
        "sounds_from_elsewhere",
        "events_one_by_one",
        "errors",
        "silence",
    ],
)
def test_programs_draw_the_same(reference: Reference, name: str) -> None:
    """To the last bit, with the same types; warnings and errors word for word."""
    assert list(differences(programs.plain(programs.PROGRAMS[name](scaper)), reference[name])) == []


def test_conformance_cases(cases: Cases) -> None:
    """The 185 cases of the repository's corpus, each drawn as often as the real Scaper did."""
    mixtures = refusals = 0
    for case, expected in cases:
        ours = run_case(scaper, case)
        if "error" in expected:
            refusals += 1
            # Where the real one never ends, ours is refused.
            assert "error" in ours
            assert expected["error"] in (ours["error"], "does not end"), case["name"]
            continue
        for mine, theirs in itertools.zip_longest(ours["generates"], expected["generates"]):
            told = {key: theirs[key] for key in mine}
            told["warnings"] = [text for text in told["warnings"] if not text.startswith(programs.OF_RENDERING)]
            assert list(differences(mine, told, SMOOTH, case["name"])) == []
            mixtures += 1
    print(f"{mixtures} mixtures, {refusals} refusals")
    assert (len(cases), refusals) == (185, sum("error" in expected for _, expected in cases))
