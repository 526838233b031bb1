"""The example recipes, and the small soundbank that they use."""

from __future__ import annotations

import pathlib

__all__ = ["example", "examples"]

DATA = pathlib.Path(__file__).parent / "data"


def examples() -> pathlib.Path:
    """The folder of the example recipes; their sounds are in `soundbank` beside it.

    Raises FileNotFoundError where this package runs from its sources and has no data.
    """
    folder = DATA / "examples"
    if not folder.is_dir():
        raise FileNotFoundError(f"{folder}: there are no examples; the wheel brings them")
    return folder


def example(name: str) -> pathlib.Path:
    """The recipe of an example: "incoherent", "music-separation", "sound-events", …

    Raises KeyError where there is none of that name.
    """
    path = examples() / f"{name.removesuffix('.yaml')}.yaml"
    if not path.is_file():
        raise KeyError(f"there is no example {name!r}; there are {sorted(p.stem for p in examples().glob('*.yaml'))}")
    return path
