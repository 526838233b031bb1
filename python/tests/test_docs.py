"""Runs the Python blocks of docs/python.md.

The blocks of a section run one after the other, in one namespace and in a folder of their own. Sections that need other
packages say so by `<!-- packages: … -->`. Where those are more than the extra `test` brings, a section is run where the
environment has SOUNDSCAPE_FULL=1, as `make interop-full` sets it; then the packages must be there.
"""

from __future__ import annotations

import os
import pathlib
import re
from typing import Any

import pytest

from soundscape import _examples

ROOT = pathlib.Path(__file__).parents[2]
PAGE = ROOT / "docs" / "python.md"
FULL = os.environ.get("SOUNDSCAPE_FULL") == "1"
# Of the extra `test`.
PRESENT = {"gymnasium", "jams", "pyarrow"}

HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
PACKAGES = re.compile(r"^<!-- packages: (.+) -->$", re.MULTILINE)
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def sections() -> dict[str, str]:
    """The text of each section that has Python in it, by its heading."""
    _, *parts = HEADING.split(PAGE.read_text(encoding="utf-8"))
    return {name: text for name, text in zip(parts[::2], parts[1::2], strict=True) if BLOCK.search(text)}


def packages(text: str) -> set[str]:
    found = PACKAGES.search(text)
    return set(found[1].split()) if found else set()


RUN = {name: text for name, text in sections().items() if FULL or packages(text) <= PRESENT}


def bring_examples(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Goes to an empty folder, where the examples are those of the wheel."""
    if not _examples.DATA.is_dir():  # from the source tree: the examples are where the wheel takes them from
        data = tmp_path / "data"
        data.mkdir()
        for folder in ("examples", "soundbank"):
            (data / folder).symlink_to(ROOT / folder)
        monkeypatch.setattr(_examples, "DATA", data)
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)


@pytest.mark.parametrize("name", RUN)
def test_blocks_run(name: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bring_examples(tmp_path, monkeypatch)
    text = RUN[name]
    before = PAGE.read_text(encoding="utf-8").index(text)
    namespace: dict[str, Any] = {"__name__": "__main__"}
    for block in BLOCK.finditer(text):
        line = PAGE.read_text(encoding="utf-8").count("\n", 0, before + block.start(1))
        # As many empty lines as stand before it on the page, so that a traceback has the page's line numbers.
        exec(compile("\n" * line + block[1], str(PAGE), "exec"), namespace)


def test_no_block_is_outside_of_the_sections_that_run() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert sum(len(BLOCK.findall(text)) for text in sections().values()) == page.count("```python\n")
    assert len(RUN) >= 8 and (len(RUN) == len(sections())) is FULL


def test_the_readme_block_runs(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bring_examples(tmp_path, monkeypatch)
    (block,) = [block for block in BLOCK.findall((ROOT / "README.md").read_text(encoding="utf-8")) if "soundscape" in block]
    namespace: dict[str, Any] = {"__name__": "__main__"}
    exec(compile(block, "README.md", "exec"), namespace)
    assert namespace["mixture"].audio.any()


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)", PAGE.read_text(encoding="utf-8")):
        assert (PAGE.parent / target).exists(), target
