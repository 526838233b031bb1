"""Writes soundscape/_abi.py, the ctypes declarations, from the C header.

    python tools/generate_abi.py            writes the file
    python tools/generate_abi.py --check    fails if the file is not what would be written

The header keeps to a small part of C (enums with values, opaque structs, plain structs, functions), so a few regular
expressions read all of it. What they do not know is an error, never left out.
"""

from __future__ import annotations

import pathlib
import re
import sys

PYTHON = pathlib.Path(__file__).resolve().parent.parent
HEADER = PYTHON.parent / "Sources" / "CSoundscape" / "soundscape.h"
OUTPUT = PYTHON / "src" / "soundscape" / "_abi.py"

NUMBERS = {
    "int32_t": "c_int32",
    "int64_t": "c_int64",
    "uint32_t": "c_uint32",
    "float": "c_float",
    "double": "c_double",
}
INTRODUCTION = '''"""The C interface as ctypes declares it. Generated from soundscape.h by generate_abi.py: do not edit.

Handles (`ss_dataset *` and the like) and texts that the caller must free (`char *`) are plain addresses, c_void_p.
"""

from __future__ import annotations

from ctypes import (
    CDLL,
    POINTER,
    Structure,
    c_char_p,
    c_double,
    c_float,
    c_int32,
    c_int64,
    c_uint32,
    c_void_p,
)
from typing import Any

'''


def without_comments(text: str) -> str:
    text = re.sub(r"/\*.*?\*/", " ", text, flags=re.DOTALL)
    text = re.sub(r'^#(?!define SS_ABI_VERSION).*$|^extern "C" \{$', "", text, flags=re.MULTILINE)
    return text.replace("SS_NULLABLE", " ").replace("_Nullable", " ")


def ctype(declaration: str, structs: list[str], member: bool) -> str:
    """The ctypes name of a C type; `member`: of a struct, whose pointers are set to plain addresses."""
    words = declaration.replace("*", " * ").split()
    stars = words.count("*")
    name = next(word for word in words if word not in ("const", "*"))
    if stars == 0:
        return "None" if name == "void" else NUMBERS[name]
    if stars == 2:
        return "POINTER(c_char_p)" if name == "char" else "POINTER(c_void_p)"
    if name == "char":
        return "c_char_p" if "const" in words else "c_void_p"
    if member or (name.startswith("ss_") and name not in structs):
        return "c_void_p"
    return f"POINTER({name if name in structs else NUMBERS[name]})"


def generate(header: str) -> str:
    text = without_comments(header)
    lines: list[str] = []
    version = re.search(r"#define SS_ABI_VERSION (\d+)", text)
    if version is None:
        raise SystemExit("the header has no SS_ABI_VERSION")
    lines += [f"SS_ABI_VERSION = {version[1]}", ""]
    text = text.replace(version[0], "")

    for block in re.findall(r"enum \{(.*?)\};", text, flags=re.DOTALL):
        lines += [f"{name} = {value}" for name, value in re.findall(r"(\w+) = (\d+)", block)]
    text = re.sub(r"enum \{.*?\};", "", text, flags=re.DOTALL)
    text = re.sub(r"typedef struct (\w+) \1;", "", text)

    structs: list[str] = []
    for name, body in re.findall(r"typedef struct (\w+) \{(.*?)\} \1;", text, flags=re.DOTALL):
        structs.append(name)
        lines += ["", "", f"class {name}(Structure):", "    _fields_ = ["]
        for member in filter(None, (part.strip() for part in body.split(";"))):
            kind, field, length = re.fullmatch(r"(.*?)(\w+)(?:\[(\d+)\])?", member, flags=re.DOTALL).groups()
            value = ctype(kind, structs, member=True) + (f" * {length}" if length else "")
            lines.append(f'        ("{field}", {value}),')
        lines.append("    ]")
    text = re.sub(r"typedef struct (\w+) \{.*?\} \1;", "", text, flags=re.DOTALL)

    functions: list[str] = []
    for statement in filter(None, (" ".join(part.split()).strip(" }") for part in text.split(";"))):
        found = re.fullmatch(r"(.*?)\b(ss_\w+)\((.*)\)", statement)
        if found is None:
            raise SystemExit(f"cannot read: {statement}")
        result, name, arguments = found.groups()
        kinds = [] if arguments == "void" else [re.sub(r"\w+$", "", a.strip()) for a in arguments.split(",")]
        listed = ", ".join(ctype(kind, structs, member=False) for kind in kinds)
        functions.append(f'    "{name}": ({ctype(result, structs, member=False)}, [{listed}]),')
    lines += [
        "",
        "",
        "# The result and the arguments of each function.",
        "FUNCTIONS: dict[str, tuple[Any, list[Any]]] = {",
    ]
    lines += [*functions, "}", "", "", "def declare(library: CDLL) -> None:"]
    lines += ['    """Gives every function of the library its types."""']
    lines += ["    for name, (result, arguments) in FUNCTIONS.items():", "        function = getattr(library, name)"]
    lines += ["        function.restype = result", "        function.argtypes = arguments", ""]
    return INTRODUCTION + "\n".join(lines)


def main() -> None:
    written = generate(HEADER.read_text(encoding="utf-8"))
    if "--check" not in sys.argv[1:]:
        OUTPUT.write_text(written, encoding="utf-8")
    elif OUTPUT.read_text(encoding="utf-8") != written:
        raise SystemExit(f"{OUTPUT.name} is not up to date: run {pathlib.Path(__file__).name}")


if __name__ == "__main__":
    main()
