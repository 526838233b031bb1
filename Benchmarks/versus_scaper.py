#!/usr/bin/env python3
"""Times Soundscape and the real Scaper side by side, one thread each.

    make build-benchmarks && Benchmarks/versus_scaper.py [--quick] [--json FILE]

First both render the same mixtures, and these must have the same lengths and levels. Then, in rounds, each makes the
workloads of Benchmarks/workloads/ in turn, in memory and with all files written. A round's figure is its mean time a
mixture; the table has the medians of the rounds, and of the ratios within a round. An absolute time says little on a
machine that does other work too: there the ratio of the processor's time says most.

Soundscape keeps decoded sources, and starts afresh in each round: where little but decoding is done, it makes more mixtures
than Scaper in a round, as in a long run, and in memory some before those that are timed. A soundbank much larger than its
cache does not profit from that: the rows "nothing kept" have no cache.

Files go to /dev/shm where there is room, or to $TMPDIR: on ext4 a third of our time went into looking for inodes that had not
just been deleted, and those that had were the benchmark's.

Scaper 1.6.5 and what it needs are installed below .build/ the first time; building them takes a C++ compiler, SoX and
its headers (Debian: g++ sox libsox-dev libsox-fmt-all python3-venv).
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import library_shares

CHECKOUT = Path(__file__).resolve().parent.parent
BENCHMARK = CHECKOUT / ".build/release/StageBenchmark"
REQUIREMENTS = CHECKOUT / "Tests/Interoperability/requirements-scaper.txt"
ENVIRONMENTS = [CHECKOUT / ".build/bench/scaper", CHECKOUT / ".build/interop/scaper"]
ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}
WORKLOADS = ["stems", "stems-moved", "events"]
# What shifts and stretches here; Scaper has its quick mode beside `quick`, else its full one.
MODES = {"default": None, "soundscape": "soundscape", "quick": "soundtouch"}
NAMES = {"default": "default", "soundscape": "`stretch: soundscape`", "quick": "quick"}
# Scaper stretches with SoX and Soundscape does not: levels are made after it, and of a mixture that clips the other
# differs by the gain that takes the clipping away.
# Memory as a file system, and the bytes that must be free there.
SHARED_MEMORY, ROOM = "/dev/shm", 2 << 30
MOST_LEVEL_DIFFERENCE = {"stems": 0.1, "stems-moved": 1.5, "events": 1.5}


class Scaper:
    """Scaper in a separate process, so that it is imported once."""

    def __init__(self, python: Path):
        self.process = subprocess.Popen(
            [python, CHECKOUT / "Benchmarks/scaper_worker.py"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True, env={**os.environ, **ONE_THREAD})

    def ask(self, **request) -> dict:
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            sys.exit(f"error: Scaper ended at {request}")
        return json.loads(answer)


def soundscape(
    workload: str, *, files: bool, start: int, count: int, stretch: str | None = None, warm_up: int = 1,
    keep: str | None = None, cached: bool = True, bank: Path | None = None
) -> dict:
    """The times of a workload; `stretch` is the engine for shifts and stretches, None the default."""
    command = [BENCHMARK, "--workload", workload, "--json", "--start", str(start), "--rounds", str(count),
               "--warm-up", str(warm_up)]
    command += ["--files"] * files + (["--stretch", stretch] if stretch else []) + (["--keep", keep] if keep else [])
    command += ([] if cached else ["--no-cache"]) + (["--bank", bank] if bank else [])
    made = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    if made.returncode:
        sys.exit(f"error: StageBenchmark: {made.stderr.strip()}")
    return json.loads(made.stdout)


def scaper_python(wanted: str | None) -> Path:
    """The Python of an environment with Scaper, made where there is none."""
    found = [Path(wanted)] if wanted else [folder / "bin/python" for folder in ENVIRONMENTS]
    for python in found:
        if subprocess.run(["test", "-x", python], check=False).returncode == 0 and not subprocess.run(
            [python, "-c", "import scaper, pyloudnorm, soundfile"], check=False, capture_output=True
        ).returncode:
            return python
    if wanted:
        sys.exit(f"error: {wanted}: no Python with Scaper")
    folder = ENVIRONMENTS[0]
    print(f"Setting up Scaper in {folder}", file=sys.stderr)
    subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
    subprocess.run(
        [folder / "bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", REQUIREMENTS],
        check=True)
    return folder / "bin/python"


def check_equal_work(scaper: Scaper, count: int) -> list[dict]:
    """Both render the mixtures that Soundscape drew; whatever differs in length or level ends the run."""
    rows = []
    for workload in WORKLOADS:
        with tempfile.TemporaryDirectory() as folder:
            soundscape(workload, files=True, start=0, count=count, keep=folder + "/made")
            for row in scaper.ask(do="compare", dataset=folder + "/made")["mixtures"]:
                rows.append({"workload": workload, **row})
                most = MOST_LEVEL_DIFFERENCE[workload]
                distance = max(abs(a - b) for a, b in (row["loudness"], row["rms_db"]))
                counts = (row["frames"], row["rates"], row["stems"])
                if any(a != b for a, b in counts) or not distance <= most:
                    sys.exit(f"error: {workload}: the two do not make the same (a level may differ by {most} dB): {row}")
        worst = max(abs(a - b) for row in rows if row["workload"] == workload for a, b in [row["loudness"]])
        print(f"{workload}: {count} mixtures of equal length; loudness differs by no more than {worst:.2f} LU")
    return rows


def timed(scaper: Scaper, rounds: int, count: int) -> list[dict]:
    """Every sample: program, workload, mode, place, round and the milliseconds of each mixture (or of their mean)."""
    samples = []
    # (workload, mode, files, cached)
    cells = [(w, m, f, True) for w in WORKLOADS for f in (False, True) for m in MODES if w != "stems" or m == "default"]
    cells += [("stems", "default", f, False) for f in (False, True)]
    for workload, mode, files, _ in cells:
        scaper.ask(do="make", workload=workload, quick=mode == "quick", files=files, event_counts=[4])
    for number in range(rounds):
        for workload, mode, files, cached in cells:
            factor = 20 if workload == "stems" else 1 if mode == "default" else 10
            ours = soundscape(
                workload, stretch=MODES[mode], files=files, start=number * count * factor, count=count * factor,
                warm_up=1 if factor == 1 else 50, cached=cached)
            # As many events as Soundscape's mixtures have in the mean.
            counts = sorted(ours["events"])[factor // 2::factor]
            theirs = scaper.ask(do="make", workload=workload, quick=mode == "quick", files=files, event_counts=counts)
            for engine, made in (("soundscape", ours), ("scaper", theirs)):
                ms, cpu = made["ms"], made["cpu_ms"]
                samples.append({
                    "engine": engine, "workload": workload, "mode": mode, "files": files, "cached": cached,
                    "round": number, "ms": ms,
                    "cpu_ms": cpu, "mean_ms": sum(ms) / len(ms), "mean_cpu_ms": sum(cpu) / len(cpu)})
        print(f"round {number + 1} of {rounds} done", file=sys.stderr)
    return samples


def table(samples: list[dict]) -> list[str]:
    """One line for each workload, place and pair of modes: medians over the rounds, with the least and the greatest."""

    def figures(engine: str, key: str, workload: str, mode: str, files: bool, cached: bool) -> list[float]:
        wanted = (engine, workload, mode, files, cached)
        return [s[key] for s in samples
                if (s["engine"], s["workload"], s["mode"], s["files"], s["cached"]) == wanted]

    def shown(values: list[float]) -> str:
        return f"{median(values):.1f} ({min(values):.1f}–{max(values):.1f})"

    lines = ["| workload | | Scaper, ms | Soundscape, ms | times as fast | by processor time |",
             "| --- | --- | --- | --- | --- | --- |"]
    for workload in WORKLOADS:
        modes = [("default", "default", True), ("soundscape", "soundscape", True), ("quick", "quick", True),
                 ("default", "quick", True)]
        if workload == "stems":
            modes = [("default", "default", True), ("default", "default", False)]
        for files in (False, True):
            for theirs, ours, cached in modes:
                (a, b), (cpu_a, cpu_b) = [
                    (figures("scaper", key, workload, theirs, files, cached),
                     figures("soundscape", key, workload, ours, files, cached))
                    for key in ("mean_ms", "mean_cpu_ms")]
                what = f", {'quick' if theirs == 'quick' else 'full'} against {NAMES[ours]}"
                if workload == "stems":
                    what = "" if cached else ", nothing kept"
                cells = [f"{workload}{what}", "files" if files else "memory", shown(a), shown(b),
                         shown([x / y for x, y in zip(a, b)]), shown([x / y for x, y in zip(cpu_a, cpu_b)])]
                lines.append(f"| {' | '.join(cells)} |")
    return lines


def machine() -> dict:
    cpu = platform.processor()
    try:
        text = Path("/proc/cpuinfo").read_text()
        cpu = next(line.split(":")[1].strip() for line in text.splitlines() if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    return {"cpu": cpu, "processors": len(os.sched_getaffinity(0)), "system": platform.platform(),
            "load": os.getloadavg()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scaper-python", help="the Python of an environment that has Scaper 1.6.5")
    parser.add_argument("--quick", action="store_true", help="fewer rounds, for a look")
    parser.add_argument("--json", default=str(CHECKOUT / ".build/bench/versus_scaper.json"),
                        help="where machine, versions and every sample go")
    arguments = parser.parse_args()
    if not BENCHMARK.exists():
        sys.exit(f"error: {BENCHMARK} is not there; build it with: make build-benchmarks")
    if os.access(SHARED_MEMORY, os.W_OK) and shutil.disk_usage(SHARED_MEMORY).free > ROOM:
        os.environ.setdefault("TMPDIR", SHARED_MEMORY)
    rounds, count = (2, 5) if arguments.quick else (4, 10)

    begun = time.time()
    scaper = Scaper(scaper_python(arguments.scaper_python))
    versions = scaper.ask(do="versions")
    equal = check_equal_work(scaper, 2 if arguments.quick else 4)
    samples = timed(scaper, rounds, count)
    shares = library_shares.measured(BENCHMARK, CHECKOUT, WORKLOADS)
    libraries = soundscape("stems", files=False, start=0, count=1)
    result = {
        "machine": machine(), "versions": {**versions, "Soundscape": libraries["engine"].split()[-1], **libraries["libraries"]},
        "equal_work": equal, "samples": samples, "library_shares": shares}
    Path(arguments.json).parent.mkdir(parents=True, exist_ok=True)
    Path(arguments.json).write_text(json.dumps(result, indent=1) + "\n")

    print(f"\n{result['machine']['cpu']}, {result['machine']['processors']} processors, one thread each, "
          f"{rounds} rounds of {count} mixtures: median (least–greatest); files in {tempfile.gettempdir()}")
    print(", ".join(f"{name} {version}" for name, version in result["versions"].items()) + "\n")
    print("\n".join(table(samples)) + "\n")
    print("\n".join(library_shares.table(shares)))
    print(f"\n{time.time() - begun:.0f} s; every sample is in {arguments.json}")


if __name__ == "__main__":
    main()
