"""How much of Soundscape's time is spent inside the libraries: sampled by `perf` in the same process.

Time is attributed by the shared object that a sample fell into. What Rubber Band, libsndfile and the others spend in libraries
of their own (FFTW, FLAC, …) and in the mathematics library is theirs; the C library and the kernel serve both and are
listed separately.
"""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

# How the names of the shared objects begin.
LIBRARIES = (
    "librubberband", "libebur128", "libsndfile", "libSoundTouch", "libsoxr", "libsamplerate", "libfftw", "libFLAC",
    "libogg", "libvorbis", "libopus", "libmpg123", "libmp3lame", "libsleef", "libm.", "libm-")
SYSTEM = ("libc.", "libc-", "ld-", "[", "libnettle", "libgomp", "libstdc++")


def measured(benchmark: Path, checkout: Path, workloads: list[str]) -> list[dict]:
    """The shares for each workload and mode; none where `perf` is not there or may not sample."""
    if not shutil.which("perf"):
        return []
    rows = []
    for workload in workloads:
        for stretch in (None, "soundscape", "soundtouch") if workload != "stems" else (None,):
            count = 100 if workload == "stems" else 30 if stretch else 12
            with tempfile.TemporaryDirectory() as folder:
                record = ["perf", "record", "-q", "-e", "cpu-clock", "-F", "2000", "-o", f"{folder}/perf.data", "--"]
                run = [str(benchmark), "--workload", workload, "--rounds", str(count)]
                run += ["--stretch", stretch] if stretch else []
                if subprocess.run(record + run, cwd=checkout, capture_output=True, check=False).returncode:
                    return []
                report = subprocess.run(
                    ["perf", "report", "-i", f"{folder}/perf.data", "--stdio", "--sort", "dso"],
                    cwd=checkout, capture_output=True, text=True, check=False).stdout
            rows.append({"workload": workload, "stretch": stretch, **shares(report)})
    return rows


def shares(report: str) -> dict:
    """The parts of a report by shared object, in per cent."""
    objects = {name: float(part) for part, name in re.findall(r"^\s+([\d.]+)%\s+(\S+)", report, re.M)}
    sums = {"libraries": 0.0, "system": 0.0, "own": 0.0}
    for name, part in objects.items():
        sums["libraries" if name.startswith(LIBRARIES) else "system" if name.startswith(SYSTEM) else "own"] += part
    return {**sums, "objects": objects}


def table(rows: list[dict]) -> list[str]:
    if not rows:
        return ["No shares of the libraries: perf is not there, or may not sample."]
    lines = [
        "| in memory | libraries | own code and Swift runtime | C library, kernel | whole ÷ libraries |",
        "| --- | --- | --- | --- | --- |"]
    for row in rows:
        total = row["libraries"] + row["own"] + row["system"]
        engine = f", {row['stretch']}" if row["stretch"] else ""
        lines.append(
            f"| {row['workload']}{engine} | {row['libraries']:.1f} % | {row['own']:.1f} % "
            f"| {row['system']:.1f} % | {total / max(row['libraries'], 0.1):.2f} |")
    return lines
