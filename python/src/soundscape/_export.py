"""`soundscape export` as far as Python does it: Parquet, and the data-set card. All else is the program's."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import NoReturn

from .errors import SoundscapeError

__all__ = ["export", "is_ours"]

# By what `--as` says.
OURS = ("parquet", "card")

# The program's statuses of a wrong command line, and of work that failed.
WRONG, FAILED = 64, 1


def is_ours(arguments: Sequence[str]) -> bool:
    """Whether the arguments of the program are for this module."""
    if not arguments or arguments[0] != "export":
        return False
    return any(
        argument == f"--as={form}" or (argument == form and before == "--as")
        for before, argument in zip(arguments, arguments[1:])
        for form in OURS
    )


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        print(f"error: {message}\n{self.format_usage().strip()}", file=sys.stderr)
        sys.exit(WRONG)


def _parser() -> argparse.ArgumentParser:
    what = "Writes tables of a data set, or the card it is published with."
    parser = _Parser(prog="soundscape export", description=what)
    parser.add_argument("dataset", help="a folder with a manifest.jsonl")
    parser.add_argument("--as", dest="form", required=True, choices=OURS, metavar="FORM", help=" or ".join(OURS))
    parser.add_argument("--out", help="parquet: the folder for the tables (default: the data set's)")
    parser.add_argument("--overwrite", action="store_true", help="replaces files that are there")
    parser.add_argument("--quiet", action="store_true", help="writes no summary")
    card = parser.add_argument_group("card")
    card.add_argument("--name", help="the data set's (default: its folder's)")
    card.add_argument("--description", help="a paragraph")
    card.add_argument("--license", help="such as cc-by-4.0 (default: those of its sounds)")
    card.add_argument("--url", help="where it is to be found")
    card.add_argument("--creator", dest="creators", action="append", default=[], help="who made it; may be repeated")
    card.add_argument("--date", help="when it is published: 2026-11-27")
    card.add_argument("--dataset-version", dest="version", default="1.0.0", help="its own version (default: 1.0.0)")
    card.add_argument("--tag", dest="tags", action="append", default=[], help="a word to find it by; may be repeated")
    return parser


def export(arguments: Sequence[str]) -> int:
    """Does what the arguments after `export` say; returns the exit status."""
    parser = _parser()
    given = vars(parser.parse_args(arguments))
    form, dataset, out, quiet, overwrite = (
        given.pop(name) for name in ("form", "dataset", "out", "quiet", "overwrite")
    )
    about = {name: value for name, value in given.items() if value != parser.get_default(name)}
    if form == "card" and out is not None:
        parser.error("--out: a card is written into the folder of its data set")
    if form == "parquet" and about:
        parser.error(f"--{next(iter(about)).rstrip('s')}: is for --as card")
    try:
        if form == "card":
            from . import card

            written = card.write(dataset, overwrite=overwrite, **given)
        else:
            from . import tables

            written = tables.to_parquet(dataset, out, overwrite=overwrite)
    except (SoundscapeError, ImportError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return FAILED
    if not quiet:
        print(f"{', '.join(path.name for path in written)} written in {written[0].parent}", file=sys.stderr)
    return 0
