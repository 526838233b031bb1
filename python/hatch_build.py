"""Builds the engine into the wheel: the library, the program, example recipes and a small soundbank.

From a checkout the engine is the folder above; a source distribution brings it in `engine/`. Swift 6.3 or newer and a C
compiler are needed, and the audio libraries with their headers, which `scripts/install-libraries` installs on Debian.
"""

from __future__ import annotations

import os
import pathlib
import platform
import re
import shutil
import subprocess
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

HERE = pathlib.Path(__file__).parent
# Songs, folders and long sounds of the soundbank that the wheel does not bring: a wheel has less than 15 MB. Every label
# keeps at least one.
LEFT_OUT = [
    "Night Ferry", "The Quiet Ones", "drums/Copper Kettle", "bass/Copper Kettle", "other/Copper Kettle", "background/street",
    "glass_break_01", "glass_break_03",
    "doorbell_01", "doorbell_03", "alarm_clock_03", "bird_chirp_02", "knock_03",
]


def engine() -> pathlib.Path:
    inside = HERE / "engine"
    return inside if inside.is_dir() else HERE.parent


class CustomMetadataHook(MetadataHookInterface):
    """The version, from the one place that has it."""

    def update(self, metadata: dict[str, Any]) -> None:
        text = (engine() / "Sources/Soundscape/Basics/Version.swift").read_text()
        found = re.search(r'current = "([^"]+)"', text)
        if not found:
            raise ValueError("Sources/Soundscape/Basics/Version.swift says no version")
        metadata["version"] = found[1]


class CustomBuildHook(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel":
            return
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{platform.system().lower()}_{platform.machine()}"
        package = HERE / "src/soundscape"
        self.build(package)
        if version == "editable":
            # Linked, not copied: what is changed in the checkout is there at once.
            for name in ("examples", "soundbank"):
                link = package / "data" / name
                link.parent.mkdir(exist_ok=True)
                if not link.is_symlink():
                    link.symlink_to(engine() / name)
            return
        include = build_data["force_include"]
        for name in ("lib/libsoundscape_c.so", "bin/soundscape"):
            include[str(package / name)] = f"soundscape/{name}"
        root = engine()
        for folder in ("examples", "soundbank"):
            for path in sorted((root / folder).rglob("*")):
                inner = path.relative_to(root).as_posix()
                is_data = path.suffix in (".yaml", ".flac", ".wav", ".ogg", ".md") or path.name == ".gitkeep"
                if path.is_file() and is_data and not any(name in inner for name in LEFT_OUT):
                    include[str(path)] = f"soundscape/data/{inner}"
        for path in sorted((package / "licenses").glob("*")):
            include[str(path)] = f"soundscape/licenses/{path.name}"

    def build(self, package: pathlib.Path) -> None:
        """Builds library and program into the package's folder; what is there already is taken with SOUNDSCAPE_PREBUILT."""
        root = engine()
        built = root / ".build/python"
        if not os.environ.get("SOUNDSCAPE_PREBUILT"):
            environment = {**os.environ}
            if root.name == "engine":
                environment["SOUNDSCAPE_ENGINE_ONLY"] = "1"
            subprocess.run([str(root / "scripts/build-c-library")], check=True, cwd=root, env=environment)
        (package / "lib").mkdir(exist_ok=True)
        (package / "bin").mkdir(exist_ok=True)
        shutil.copy2(built / "libsoundscape_c.so", package / "lib")
        subprocess.run(
            [
                os.environ.get("CC", "cc"), "-O2", "-I", str(root / "Sources/CSoundscape"),
                str(HERE / "program/soundscape.c"), "-o", str(package / "bin/soundscape"),
                "-L", str(package / "lib"), "-lsoundscape_c", "-Wl,-rpath,$ORIGIN/../lib",
            ],
            check=True,
        )
        licences = package / "licenses"
        shutil.rmtree(licences, ignore_errors=True)
        licences.mkdir()
        subprocess.run([str(root / "scripts/collect-licences"), str(package / "lib/libsoundscape_c.so"), str(licences)],
                       check=True)
