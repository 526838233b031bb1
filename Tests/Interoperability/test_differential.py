"""The same draws as the real Scaper's, from specifications that nobody has seen before."""
import os
import subprocess
from pathlib import Path

# Fresh ones each time: the seed is printed, and `differential.py --seed` repeats it.
COUNT = 200


def test_random_specifications_are_drawn_alike(figure):
    report = Path(os.environ["SOUNDSCAPE_TOOL"]).parent / "ConformanceReport"
    assert report.exists(), f"{report} is not built: make conformance"
    script = Path(__file__).parent / "differential.py"
    done = subprocess.run(
        [os.environ["SCAPER_PYTHON"], script, report, "--count", str(COUNT)],
        capture_output=True, text=True, check=False)
    figure(done.stdout.split("\n\n")[0])
    assert done.returncode == 0, done.stdout + done.stderr
