"""The declarations are the header's, and no argument ends the process."""

from __future__ import annotations

import ctypes
import json
import subprocess
import sys

import pytest
from conftest import FOUR_STEMS, REPOSITORY, run_python

import soundscape
from soundscape import _abi
from soundscape._library import library

TOOL = REPOSITORY / "python" / "tools" / "generate_abi.py"


def test_declarations_are_up_to_date() -> None:
    run = subprocess.run([sys.executable, str(TOOL), "--check"], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def test_every_function_of_the_header_is_declared() -> None:
    header = (REPOSITORY / "Sources/CSoundscape/soundscape.h").read_text()
    assert set(_abi.FUNCTIONS) <= {
        word for word in header.replace("(", " ").replace("*", " ").split() if word[:3] == "ss_"
    }
    assert len(_abi.FUNCTIONS) >= 28


def test_sizes_of_structures() -> None:
    sizes = [ctypes.c_int64() for _ in range(3)]
    library().ss_abi_sizes(*map(ctypes.byref, sizes))
    structures = (_abi.ss_shape, _abi.ss_target, _abi.ss_stream)
    assert [size.value for size in sizes] == [ctypes.sizeof(structure) for structure in structures]


def test_version() -> None:
    assert soundscape.__version__ == library().ss_version().decode()
    assert soundscape.__version__.count(".") == 2


# Each call below runs in a process of its own, which must live to the end. NULL stands for every pointer, and for each
# number there are the ones that are most likely to go wrong. What a call may do is fail with SS_ARGUMENT or another
# typed error, or return nothing.
SCRIPT = """
import ctypes, itertools, sys
from soundscape import _abi
from soundscape._library import library

engine = library()
name = sys.argv[1]
result, kinds = _abi.FUNCTIONS[name]
numbers = [0, -1, 1, -2**31, 2**31 - 1, -2**63, 2**63 - 1, 10**9]
calls = 0
for number in numbers:
    arguments = []
    error = ctypes.c_void_p()
    for place, kind in enumerate(kinds):
        if kind is ctypes.c_int64:
            arguments.append(number)
        elif kind is ctypes.c_int32:
            arguments.append(max(-2**31, min(number, 2**31 - 1)))
        elif place == len(kinds) - 1 and kind is _abi.POINTER(ctypes.c_void_p):
            arguments.append(ctypes.byref(error))
        else:
            arguments.append(None)
    value = getattr(engine, name)(*arguments)
    if error:
        code = engine.ss_error_code(error)
        assert 1 <= code <= 10, code
        assert engine.ss_error_what(error), name
        assert not value, (name, value)
        engine.ss_error_free(error)
    elif kinds and kinds[-1] is _abi.POINTER(ctypes.c_void_p):
        raise AssertionError(f"{name}({number}) neither failed nor could it have worked")
    getattr(engine, name)(*arguments[:-1], None) if error else None
    calls += 1
print("calls", calls)
"""


# ss_program is the command line: it has no arguments but those of the process, and ends it.
@pytest.mark.parametrize("name", sorted({*_abi.FUNCTIONS} - {"ss_program"}))
def test_null_and_impossible_numbers(name: str) -> None:
    run = run_python(SCRIPT, name)
    assert run.returncode == 0, f"{run.returncode}: {run.stderr[-2000:]}"
    assert run.stdout == "calls 8\n"


# With handles that are right, one argument at a time is wrong.
WRONG_ONE_BY_ONE = """
import ctypes, json, sys
from soundscape import _abi
from soundscape._library import library

engine = library()
error = ctypes.c_void_p()
text = sys.argv[1].encode()
dataset = engine.ss_dataset_open(text, None, None, 0, 1 << 20, 0, ctypes.byref(error))
assert dataset and not error
rejected = 0

def refused(value, code=_abi.SS_ARGUMENT):
    global rejected
    assert not value and error, (value, error)
    found = engine.ss_error_code(error)
    assert found == code, (found, engine.ss_error_what(error))
    engine.ss_error_free(error)
    error.value = None
    rejected += 1

e = ctypes.byref(error)
for count in (-1, 1, 2**62):
    refused(engine.ss_dataset_open(text, None, None, count, 0, 0, e))
refused(engine.ss_dataset_open(text, None, None, 0, -1, 0, e))
refused(engine.ss_dataset_open(text, None, (ctypes.c_char_p * 1)(None), 1, 0, 0, e))
refused(engine.ss_dataset_open(text, None, (ctypes.c_char_p * 1)(b"no value"), 1, 0, 0, e))
for index in (-1, -2**63, 2**63 - 1):
    refused(engine.ss_draw(dataset, None, 0, index, e))
word = (ctypes.c_uint32 * 1)(7)
for words in (-1, 1 << 40, 2**63 - 1):
    refused(engine.ss_draw(dataset, word, words, 0, e))
refused(engine.ss_draw(dataset, None, 1, 0, e))
mixture = engine.ss_draw(dataset, word, 1, 0, e)
assert mixture and not error
shape = _abi.ss_shape()
engine.ss_mixture_shape(mixture, ctypes.byref(shape))
assert (shape.channels, shape.frames, shape.events) == (1, 44100, 4)

mix = (ctypes.c_float * 44100)()
rows = (ctypes.c_float * (4 * 44100))()
def target(**changes):
    made = _abi.ss_target(1, 44100, ctypes.addressof(mix), 44100, 1, ctypes.addressof(rows), 4, 44100, 44100, 1, None)
    for name, value in changes.items():
        setattr(made, name, value)
    return made
def render(**changes):
    return engine.ss_render_into(mixture, ctypes.byref(target(**changes)), e)

assert render() == 1 and not error
for channels in (0, 2, -1, 2**63 - 1):
    refused(render(channels=channels))
for frames in (0, 44099, 44101, -1, -2**63):
    refused(render(frames=frames))
for count in (-1, 3, 2**62, -2**63):
    refused(render(row_count=count))
refused(render(rows=None))
for name in ("mix_frame_stride", "mix_channel_stride", "row_stride", "row_channel_stride", "row_frame_stride"):
    for stride in (2**62, -2**63, 2**63 - 1):
        refused(render(**{name: stride}))
for row in (4, -2, 2**31 - 1, -2**31):
    numbers = (ctypes.c_int32 * 4)(0, 1, 2, row)
    refused(render(row_of_event=ctypes.addressof(numbers)))
for text in (b"", b"[]", b"{", b"{\\"verb\\": \\"dance\\"}", b"{\\"verb\\": 7}", b"{\\"verb\\": \\"verify\\"}",
             b"{\\"verb\\": \\"verify\\", \\"dataset\\": \\"x\\", \\"more\\": 1}",
             b"{\\"verb\\": \\"verify\\", \\"dataset\\": \\"x\\", \\"disjoint\\": \\"label\\"}",
             b"{\\"verb\\": \\"generate\\", \\"out\\": \\"x\\"}"):
    refused(engine.ss_perform(text, None, None, e))
for member, value in (("count", -1), ("count", 10**30), ("start", -1), ("jobs", 0), ("jobs", 10**12), ("out", 7)):
    job = {"verb": "generate", "out": "nowhere", member: value}
    refused(engine.ss_perform(json.dumps(job).encode(), dataset, None, e))
for length in (-1, 2**29 + 1, 2**62, -(2**63)):
    refused(engine.ss_mixture_read(b"{}", length, None, None, None, None, 0, None, e))
refused(engine.ss_mixture_read(b"{}", 2, None, None, None, None, 0, None, e), _abi.SS_ANNOTATION)
bank = engine.ss_bank_open(sys.argv[2].encode(), sys.argv[2].encode(), e)
assert bank and not error
for position in (-1, 625, 2**31 - 1):
    stream = _abi.ss_stream(position=position)
    refused(engine.ss_scaper_draw(bank, b"{}", None, ctypes.byref(stream), e))
engine.ss_bank_close(bank)
engine.ss_dataset_close(dataset)
assert render() == 1  # a mixture outlives its data set
engine.ss_mixture_free(mixture)
print("rejected", rejected)
"""


def test_one_wrong_argument_among_right_ones() -> None:
    run = run_python(WRONG_ONE_BY_ONE, FOUR_STEMS, str(REPOSITORY / "soundbank/events/foreground"))
    assert run.returncode == 0, f"{run.returncode}: {run.stderr[-2000:]}"
    assert int(run.stdout.split()[1]) >= 60


def test_texts_that_are_not_utf8_or_not_a_recipe() -> None:
    engine = library()
    for text in (b"\xff\xfe\x00", b"", b"\xc3", b"[1, 2", b"duration: 1e400", b"&a [*a]", b"a" * 100_000):
        error = ctypes.c_void_p()
        assert not engine.ss_dataset_open(text, None, None, 0, 0, 0, ctypes.byref(error))
        assert error
        assert engine.ss_error_what(error)
        engine.ss_error_free(error)


def test_described() -> None:
    dataset = soundscape.Dataset(text=FOUR_STEMS)
    described = dataset._described()
    assert json.loads(json.dumps(described)) == described
    assert described["sounds"] == 16 and described["skipped"] == 0
