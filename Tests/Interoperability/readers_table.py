#!/usr/bin/env python3
"""Makes the table of readers in docs/formats.md from readers.json, which holds what the tests of readers found.

  READERS_RESULTS=FOLDER Tests/Interoperability/run.sh TOOL test_readers.py     writes FOLDER/light.json
  Tests/Interoperability/readers_table.py FOLDER    takes over what is there into readers.json and docs/formats.md
  Tests/Interoperability/readers_table.py           makes the table again

The other suites: READERS=full and readers_full.py, with KALDI and SOUND_SEPARATION for readers_checkouts.py.
"""

import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
FOUND = HERE / "readers.json"
PAGE = HERE.parents[1] / "docs" / "formats.md"
BEGIN, END = "<!-- readers: begin -->", "<!-- readers: end -->"
SUITES = ["light", "full", "checkouts"]


def rows_of(suite):
    return json.loads(FOUND.read_text())[suite] if FOUND.exists() else []


def table():
    rows = sorted((row for suite in SUITES for row in rows_of(suite)),
                  key=lambda row: (row["layout"], row["reader"].lower(), row["opened"]))
    lines = ["| layout | reader | version | opened with | found |", "| --- | --- | --- | --- | --- |"]
    for row in rows:
        cells = [f"`{row['layout']}`", row["reader"], row["version"], f"`{row['opened']}`", row["counted"]]
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines)


def page_with_table(text):
    before, rest = text.split(BEGIN)
    return f"{before}{BEGIN}\n{table()}\n{END}{rest.split(END)[1]}"


def main():
    if len(sys.argv) > 1:
        found = {suite: rows_of(suite) for suite in SUITES}
        for suite in SUITES:
            results = Path(sys.argv[1]) / f"{suite}.json"
            if results.exists():
                found[suite] = json.loads(results.read_text())
        FOUND.write_text(json.dumps(found, indent=1) + "\n")
    PAGE.write_text(page_with_table(PAGE.read_text()))


if __name__ == "__main__":
    main()
