"""What a data set is published with: README.md, croissant.json, CREDITS.csv and its tables.

    from soundscape import card

    card.write("data", name="Kitchen sounds", license="cc-by-4.0", creators=["A. Cook"], date="2026-11-27")

`python -m soundscape export data --as card` does the same.
"""

from __future__ import annotations

import os
import pathlib
from collections.abc import Sequence

from . import tables
from ._croissant import croissant
from ._facts import Facts
from ._readme import About, readme

__all__ = ["write"]


def write(
    dataset: str | os.PathLike[str],
    *,
    name: str | None = None,
    description: str | None = None,
    license: str | None = None,
    url: str | None = None,
    creators: Sequence[str] = (),
    date: str | None = None,
    version: str = "1.0.0",
    tags: Sequence[str] = (),
    overwrite: bool = False,
) -> list[pathlib.Path]:
    """Writes README.md, croissant.json, CREDITS.csv, mixtures.jsonl and events.jsonl into a data set's folder.

    name         the data set's; its folder's name without it
    description  a paragraph; the counts without it
    license      Hugging Face's identifier, such as cc-by-4.0. Without it, those of the sounds, where the recipe keeps a
                 column `license` of them
    url          where it is to be found
    creators     who made it
    date         when it is published: 2026-11-27
    version      the data set's own version
    tags         more words to find it by
    overwrite    replaces files of these names

    The same data set and arguments give the same bytes. Returns the paths. Raises OutputError where one of the files is
    there already.
    """
    folder = tables.folder_of(dataset)
    tables.require_free((folder / name for name in ("README.md", "croissant.json", "CREDITS.csv")), overwrite)
    about = About(name or folder.resolve().name, description, license, url, tuple(creators), date, version, tuple(tags))
    facts = Facts()
    written = tables.write(dataset, folder, "jsonl", overwrite=overwrite, seen=facts)
    credits = folder / "CREDITS.csv"
    facts.credits.write(credits)
    for file, text in (("README.md", readme(facts, about)), ("croissant.json", croissant(folder, facts, about))):
        (folder / file).write_text(text, encoding="utf-8", newline="\n")
        written.append(folder / file)
    return [*written, credits]
