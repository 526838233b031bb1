"""Slots: where they are found in a recipe, and what is put into them."""

from __future__ import annotations

import json

import numpy as np
import pytest

from soundscape.env._slots import Template
from soundscape.errors import ArgumentError


def test_slots_are_filled_in_order() -> None:
    template = Template("events:\n  - {label: {}, snr: {}, source_file: 'kick/{}-{}.wav', pitch_shift: [const, {}]}\n")
    assert template.slot_count == 5
    filled = template.fill(["kick", -3.5, 7, "a", 2])
    assert filled == "events:\n  - {label: \"kick\", snr: -3.5, source_file: 'kick/7-a.wav', pitch_shift: [const, 2]}\n"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("snr: {} # not {} here", 1),
        ("# {}\nsnr: {}", 1),
        ("label: a#{}", 1),
        ("note: '# {}'\nsnr: {}", 2),
        ("note: it's {} and it's {}", 2),
        ('a: "{}"\nb: \'{}\'\nc: "\\"{}"\nd: \'it\'\'s {}\'', 4),
        ("set: { }", 0),
        ("{a: {}, b: {c: {}}}", 2),
    ],
)
def test_where_slots_are(text: str, count: int) -> None:
    assert Template(text).slot_count == count


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (1, "1"),
        (0.1, "0.1"),
        (1e-300, "1e-300"),
        (np.float64(0.1), "0.1"),
        (np.float32(0.5), "0.5"),
        (np.int64(3), "3"),
        (None, "null"),
        (True, "true"),
        ("dog: #1", '"dog: #1"'),
        ('say "{}"', '"say \\"{}\\""'),
        (["uniform", 0, 1], '["uniform", 0, 1]'),
        (np.array([1.0, 2.0]), "[1.0, 2.0]"),
    ],
)
@pytest.mark.parametrize("slot", ["{}", '"{}"', "'{}'"])
def test_a_slot_that_is_a_value_takes_any_value(slot: str, value: object, written: str) -> None:
    assert Template(f"snr: {slot}\n").fill([value]) == f"snr: {written}\n"


def test_a_slot_within_quotes_cannot_end_them() -> None:
    assert json.loads(Template('{"file": "a/{}.wav"}').fill(['"}\\'])) == {"file": 'a/"}\\.wav'}
    assert Template("file: 'a/{}.wav'").fill(["it's"]) == "file: 'a/it''s.wav'"


def test_a_slot_within_a_text_without_quotes_takes_what_needs_none() -> None:
    template = Template("file: kick_{}.wav\nother: {}-x")
    assert template.fill(["hard-2", 7]) == "file: kick_hard-2.wav\nother: 7-x"
    for value in ("a b", "a: b", "#", '"', "{"):
        with pytest.raises(ArgumentError, match="quotes"):
            template.fill([value, 1])


def test_a_mapping_has_slots_as_texts_and_as_empty_mappings() -> None:
    recipe = {"events": [{"label": "{}", "snr": {}, "source_file": "kick/{}.wav"}], "duration": 1}
    filled = json.loads(Template(recipe).fill(["kick", 6.0, 3]))
    assert filled == {"events": [{"label": "kick", "snr": 6.0, "source_file": "kick/3.wav"}], "duration": 1}


def test_more_components_than_slots_are_left_out() -> None:
    assert Template("snr: {}").fill([1, 2, 3]) == "snr: 1"


@pytest.mark.parametrize(
    "action", [[], [float("nan")], [float("inf")], [np.float64("nan")], [object()], [[float("nan")]]]
)
def test_impossible_actions_are_errors(action: list[object]) -> None:
    with pytest.raises(ArgumentError, match="action"):
        Template("snr: {}").fill(action)
