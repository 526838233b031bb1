"""Loading and using the engine leaves the floating-point arithmetic of the process as it was."""

from __future__ import annotations

from conftest import EXAMPLES, FOUR_STEMS, run_python

# Half the smallest normal number: 0 where subnormal numbers are rounded to zero.
CODE = """
import sys, threading
smallest = 2.2250738585072014e-308
answers = []

def ask():
    answers.append(smallest / 2 > 0)

def ask_everywhere():
    ask()
    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()

ask_everywhere()
import soundscape
dataset = soundscape.Dataset(text=sys.argv[1], set={"duration": 0.2})
ask_everywhere()
dataset[0]
ask_everywhere()
next(iter(dataset.stream(batch=2, threads=2)))
ask_everywhere()
for stretch in ("soundtouch", "rubberband"):
    soundscape.Dataset(sys.argv[2], set={"duration": 0.2, "render.stretch": stretch})[0]
    ask_everywhere()
print(answers)
"""


def test_subnormal_numbers_stay() -> None:
    run = run_python(CODE, FOUR_STEMS, str(EXAMPLES / "incoherent.yaml"))
    assert run.returncode == 0, run.stderr
    assert run.stdout.strip() == str([True] * 12)
