"""The same draws as the real Scaper's, from random specifications."""
import os
import subprocess
from pathlib import Path

# The same ones each time, so that a change does not fail by another's chance. `make interop-full` draws fresh ones; their
# seed is printed, and `differential.py --seed` repeats it.
COUNT = os.environ.get("DIFFERENTIAL_COUNT", "200")
SEED = os.environ.get("DIFFERENTIAL_SEED", "9")


def test_random_specifications_are_drawn_alike(figure):
    report = Path(os.environ["SOUNDSCAPE_TOOL"]).parent / "ConformanceReport"
    assert report.exists(), f"{report} is not built: make conformance"
    script = Path(__file__).parent / "differential.py"
    done = subprocess.run(
        [os.environ["SCAPER_PYTHON"], script, report, "--count", COUNT, *(["--seed", SEED] if SEED != "fresh" else [])],
        capture_output=True, text=True, check=False)
    figure(done.stdout.split("\n\n")[0])
    assert done.returncode == 0, done.stdout + done.stderr
