"""What the tests share: the conformance corpus as programs, and the real Scaper where there is one."""

from __future__ import annotations

import os
import warnings
from typing import Any

import numpy as np

import programs

Reference = dict[str, Any]
# Each case with what the real Scaper made of it.
Cases = list[tuple[dict[str, Any], dict[str, Any]]]


def scaper_python() -> str | None:
    """The Python with the real Scaper, if there is one on this machine."""
    return os.environ.get("SCAPER_PYTHON")


def scaper_of_case(scaper: Any, case: dict[str, Any]) -> Any:
    """The object of a case, with its specification."""

    def spec(value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value

    settings = dict(case.get("settings", {}))
    sc = scaper.Scaper(
        case["duration"],
        case["fg_path"],
        case["bg_path"],
        protected_labels=settings.pop("protected_labels", []),
        random_state=np.random.RandomState(case["seed"]),
    )
    for name, value in settings.items():
        setattr(sc, name, value)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for event in case.get("background", []):
            sc.add_background(**{name: spec(value) for name, value in event.items()})
        for event in case.get("foreground", []):
            sc.add_event(**{name: spec(value) for name, value in event.items()})
    return sc


def run_case(scaper: Any, case: dict[str, Any]) -> dict[str, Any]:
    """Draws a case: its mixtures in the form of the corpus, or its error."""
    try:
        sc = scaper_of_case(scaper, case)
        rows = []
        for _ in range(case.get("generates", 1)):
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("always")
                _, jam, track, _ = sc.generate(**case.get("options", {}) | {"no_audio": True})
            box = jam.annotations[0].sandbox.scaper
            kind = scaper.scaper_warnings.ScaperWarning
            rows.append(
                {
                    "events": programs.events(jam),
                    "warnings": [str(item.message) for item in caught if issubclass(item.category, kind)],
                    "n_events": box["n_events"],
                    "polyphony_max": box["polyphony_max"],
                    "polyphony_gini": programs.plain(box["polyphony_gini"]),
                    "annotation": programs.plain(track),
                }
            )
        return {"generates": rows}
    except scaper.scaper_exceptions.ScaperError as error:
        return {"error": str(error)}
