"""What each stretching engine does to sounds of which the right result is known: quality beside speed, as tables.

    make quality                              every engine that the library knows, and Signalsmith; writes docs/stretching.md
    stretch_quality.py --controls             the same of stretchers that are known to be bad (stretch_controls.py)
    stretch_quality.py --write-sources DIR    the sounds as DIR/*.wav, and DIR/jobs.jsonl: what is to be done to them
    stretch_quality.py --judge DIR            judges DIR/NAME.wav, NAME from jobs.jsonl, beside `rubberband`

`--half held-out` and `--half both` choose the sounds (without: tuning). Installs what it needs into .build/quality, once.
"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys
import warnings

CHECKOUT = pathlib.Path(__file__).resolve().parent.parent
KEPT = CHECKOUT / ".build/quality"
DOCUMENT = CHECKOUT / "docs/stretching.md"
CONTROLS_SHOWN = ["locked", "wsola", "unlocked", "random-phases", "no-search", "channels-apart"]
NEEDED = ["numpy", "scipy", "soundfile", "python-stretch", "pytest"]

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
try:
    import numpy  # noqa: F401
    import scipy  # noqa: F401
    import soundfile  # noqa: F401
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
    parser.add_argument("--install", action="store_true", help="only install what is needed into .build/quality")
    parser.add_argument("--controls", action="store_true", help="stretchers that are known to be bad instead of engines")
    return parser.parse_args()


def judge(options):
    for half in [options.half or "tuning"] if options.half != "both" else sounds.HALVES:
        found = {"judged": runs.judged_folder(options.judge, half)}
        found.update((name, runs.judged_engine(name, half))
                     for name in [report.AGAINST, *options.beside] if runs.is_ready(name, half))
        report.show(half, found, options.sets, options.worst)


def write_tables(names, halves, part):
    """Measures the engines, and writes the tables into docs/stretching.md, all figures into .build/quality."""
    for half in halves:
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(lambda name: runs.stretched(name, half), [n for n in names if n not in runs.OTHERS]))
        found = {name: runs.judged_engine(name, half) for name in names}
        (KEPT / f"{part}-{half}.json").write_text(json.dumps(report.as_data(found), indent=1))
        text = report.markdown(found)
        print(f"{half}\n\n{text}", flush=True)
        report.write_between(DOCUMENT, f"{part} {half}", text)
        if part == "engines" and half == sounds.HALVES[0]:
            report.write_between(DOCUMENT, "speed", report.speed(found))
    report.write_between(DOCUMENT, "columns", report.explained())


def main():
    warnings.simplefilter("ignore")
    options = parsed()
    halves = [options.half] if options.half in sounds.HALVES else sounds.HALVES
    if options.install:
        return
    if options.write_sources:
        print(runs.write_sources(options.write_sources, halves if options.half else ["tuning"]))
    elif options.judge:
        judge(options)
    elif options.controls:
        write_tables([report.AGAINST, *CONTROLS_SHOWN], ["tuning"], "controls")
    else:
        write_tables([*runs.engines(), "signalsmith"], halves, "engines")


if __name__ == "__main__":
    main()
