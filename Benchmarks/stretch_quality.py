"""What each stretching engine does to sounds of which the right result is known: quality beside speed, as tables.

    make quality                              every engine that the library knows, and Signalsmith; writes docs/stretching.md
    stretch_quality.py --write-sources DIR    the sounds as DIR/*.wav, and DIR/jobs.jsonl: what is to be done to them
    stretch_quality.py --judge DIR            judges DIR/NAME.wav, NAME from jobs.jsonl, beside `rubberband`

`--half held-out` and `--half both` choose the sounds (without: tuning). Installs what it needs into .build/quality, once.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import warnings

CHECKOUT = pathlib.Path(__file__).resolve().parent.parent
KEPT = CHECKOUT / ".build/quality"
NEEDED = ["numpy", "scipy", "soundfile", "python-stretch", "pytest"]

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
try:
    import numpy as np
    import scipy  # noqa: F401
    import soundfile
    import python_stretch  # noqa: F401
except ImportError:
    if sys.prefix == str(KEPT):
        raise
    if not (KEPT / "bin/python").exists():
        subprocess.run([sys.executable, "-m", "venv", KEPT], check=True)
    subprocess.run([KEPT / "bin/pip", "install", "--quiet", *NEEDED], check=True)
    os.execv(KEPT / "bin/python", [KEPT / "bin/python", *sys.argv])

import stretch_report as report  # noqa: E402
import stretch_runs as runs  # noqa: E402
import stretch_sounds as sounds  # noqa: E402


def parsed():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=[*sounds.HALVES, "both"])
    parser.add_argument("--write-sources", type=pathlib.Path, metavar="DIR")
    parser.add_argument("--judge", type=pathlib.Path, metavar="DIR")
    parser.add_argument("--beside", nargs="*", metavar="ENGINE", default=[], help="more engines beside `rubberband`")
    parser.add_argument("--sets", action="store_true", help="with --judge: the columns of each set of sounds too")
    parser.add_argument("--worst", metavar="COLUMN", help="with --judge: where this column is worst beside `rubberband`")
    return parser.parse_args()


def main():
    warnings.simplefilter("ignore")
    options = parsed()
    halves = sounds.HALVES if options.half == "both" else [options.half or "tuning"]
    if options.write_sources:
        print(runs.write_sources(options.write_sources, halves))
    elif options.judge:
        for half in halves:
            engines = {"judged": runs.judged_folder(options.judge, half)}
            for name in ["rubberband", *options.beside]:
                if runs.is_ready(name, half):
                    engines[name] = runs.judged_engine(name, half)
            report.show(half, engines, options.sets, options.worst)
    else:
        raise SystemExit("not yet")


if __name__ == "__main__":
    main()
