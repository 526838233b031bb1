"""The jobs of docs/jobs.md, run as a reader runs them: its files saved under their names, its commands word for word."""

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass

import pytest
from conftest import REPOSITORY

PAGE = "docs/jobs.md"


@dataclass
class Block:
    """A fenced block: its language, its text, and the number of the text's first line."""

    language: str
    text: str
    line: int

    @property
    def file(self):
        """The name under which the block is to be saved, as its first line says."""
        name = re.match(r"# (\S+\.\w+)\n", self.text)
        return name and name[1]


def sections():
    """The blocks of each section with commands, by heading."""
    found, heading, block = {}, None, None
    for number, line in enumerate((REPOSITORY / PAGE).read_text().splitlines(), start=1):
        if block is None and line.startswith("## "):
            heading = line[3:]
        elif block is None and line.startswith("```"):
            block = Block(line[3:], "", number + 1)
        elif line == "```":
            found.setdefault(heading, []).append(block)
            block = None
        elif block is not None:
            block.text += line + "\n"
    return found


class Job:
    """A section of the page in a folder with its data set."""

    def __init__(self, soundscape, folder, heading, data_set):
        self.folder, self.blocks = folder / "work", sections()[heading]
        self.warnings = []
        self.output = {}
        self._programs = folder / "programs"
        self.folder.mkdir()
        self._programs.mkdir()
        self._program("soundscape", soundscape.path)
        self._program("python3", sys.executable)
        data_set(self.folder)

    def _program(self, name, path):
        file = self._programs / name
        file.write_text(f'#!/bin/sh\nexec {shlex.quote(str(path))} "$@"\n')
        file.chmod(0o755)

    def run(self):
        """Everything in the page's order. Returns itself."""
        for block in self.blocks:
            if block.file:
                (self.folder / block.file).write_text(block.text)
            elif block.language == "sh":
                for number, command in enumerate(block.text.splitlines(), start=block.line):
                    self._run(["sh", "-c", command], command, number)
            elif block.language == "python":
                self._run(["python3", "-c", "import numpy, soundscape\n" + block.text], block.text, block.line)
            else:
                pytest.fail(f"{PAGE}:{block.line}: a block of {block.language} without a name")
        return self

    def _run(self, arguments, text, line):
        environment = {
            **os.environ, "PATH": f"{self._programs}:{os.environ['PATH']}",
            "PYTHONPATH": str(REPOSITORY / "python" / "src")}
        result = subprocess.run(
            arguments, cwd=self.folder, env=environment, capture_output=True, text=True, errors="replace")
        if result.returncode != 0:
            pytest.fail(
                f"{PAGE}:{line}: {text.strip()}\nended with {result.returncode}:\n{result.stdout}{result.stderr}",
                pytrace=False)
        self.output[text.split("  #")[0].strip()] = result.stdout
        self.warnings += [row for row in result.stderr.splitlines() if row.startswith("warning: ")]
