"""Finds and loads the engine, once, and turns its errors and texts into Python's.

The rest of the package calls the engine only through `library`, `checked` and `take_text`.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import pathlib
from collections.abc import Iterator
from typing import Any

from . import _abi, errors

__all__ = ["checked", "encoded", "library", "library_path", "take_text", "text_list"]

_CLASSES: dict[int, type[errors.SoundscapeError]] = {
    _abi.SS_ARGUMENT: errors.ArgumentError,
    _abi.SS_RECIPE: errors.RecipeError,
    _abi.SS_SOUNDBANK: errors.SoundbankError,
    _abi.SS_SOURCE: errors.SourceError,
    _abi.SS_DRAW: errors.DrawError,
    _abi.SS_PROCESSING: errors.ProcessingError,
    _abi.SS_OUTPUT: errors.OutputError,
    _abi.SS_ANNOTATION: errors.AnnotationError,
    _abi.SS_WARNING: errors.WarningError,
    _abi.SS_CANCELLED: errors.Cancelled,
}

_loaded: ctypes.CDLL | None = None


def library_path() -> pathlib.Path:
    """Where the engine is: `SOUNDSCAPE_LIBRARY` in the environment, or else beside this package."""
    named = os.environ.get("SOUNDSCAPE_LIBRARY")
    return pathlib.Path(named) if named else pathlib.Path(__file__).parent / "lib" / "libsoundscape_c.so"


def library() -> ctypes.CDLL:
    """The engine, loaded on the first call, with every function declared.

    Raises ImportError where it is missing, cannot be loaded, or has another interface than this package.
    """
    global _loaded
    if _loaded is None:
        # Without a lock, which a fork could leave locked for ever in the child: loading twice gives the same library.
        _loaded = _load(library_path())
    return _loaded


def _load(path: pathlib.Path) -> ctypes.CDLL:
    if not path.is_file():
        raise ImportError(
            f"{path}: there is no engine; install the wheel, or set SOUNDSCAPE_LIBRARY to libsoundscape_c.so"
        )
    try:
        # CDLL lets other Python threads run during a call. That is what makes rendering in threads worth while.
        with _floating_point_kept():
            loaded = ctypes.CDLL(os.fspath(path))
        _abi.declare(loaded)
    except (OSError, AttributeError) as error:
        raise ImportError(f"{path}: cannot be loaded: {error}") from error
    if loaded.ss_abi_version() != _abi.SS_ABI_VERSION:
        raise ImportError(f"{path}: has interface {loaded.ss_abi_version()}, this package needs {_abi.SS_ABI_VERSION}")
    sizes = [ctypes.c_int64() for _ in range(3)]
    loaded.ss_abi_sizes(*(ctypes.byref(size) for size in sizes))
    declared = [ctypes.sizeof(struct) for struct in (_abi.ss_shape, _abi.ss_target, _abi.ss_stream)]
    if [size.value for size in sizes] != declared:
        raise ImportError(f"{path}: its structures have other sizes than this package declares")
    return loaded


@contextlib.contextmanager
def _floating_point_kept() -> Iterator[None]:
    """Restores how this thread computes.

    Some builds of SoundTouch, which the engine uses, make the thread that loads them round the smallest numbers to
    zero, and with it all threads that it starts later: NumPy and PyTorch would compute otherwise than before.
    """
    system = ctypes.CDLL(None)
    environment = (ctypes.c_ubyte * 256)()  # a fenv_t takes 32 bytes on x86-64, 8 on AArch64
    if not hasattr(system, "fegetenv"):
        system = ctypes.CDLL("libm.so.6")
    system.fegetenv(environment)
    try:
        yield
    finally:
        system.fesetenv(environment)


def checked(function: Any, *arguments: Any, index: int | None = None) -> Any:
    """Calls a function of the engine whose last argument is `ss_error **`, which is added here.

    Returns its result, or raises the typed error. `index` is the mixture that the error is about.
    """
    error = ctypes.c_void_p()
    result = function(*arguments, ctypes.byref(error))
    if not result:
        raise _taken(error, index)
    return result


def _taken(error: ctypes.c_void_p, index: int | None) -> errors.SoundscapeError:
    if not error:
        return errors.SoundscapeError("the engine failed without an error", index=index)
    engine = library()
    try:
        kind = _CLASSES.get(engine.ss_error_code(error), errors.SoundscapeError)
        what, where, advice = (
            (ask(error) or b"").decode("utf-8", "replace")
            for ask in (engine.ss_error_what, engine.ss_error_where, engine.ss_error_advice)
        )
    finally:
        engine.ss_error_free(error)
    return kind(what, where, index, advice)


def take_text(pointer: int | None) -> str:
    """The text at a `char *` that the engine returned; the memory is freed."""
    if not pointer:
        raise errors.SoundscapeError("the engine returned no text")
    try:
        return ctypes.string_at(pointer).decode("utf-8", "replace")
    finally:
        library().ss_text_free(pointer)


def encoded(text: str | os.PathLike[str] | None) -> bytes | None:
    """A text or path as the engine takes it: UTF-8, None as NULL.

    Raises ArgumentError for a text with a zero character, which would end it early.
    """
    if text is None:
        return None
    result = os.fspath(text).encode("utf-8", "surrogateescape")
    if b"\0" in result:
        raise errors.ArgumentError(f"a text with a zero character: {os.fspath(text)!r}")
    return result


def text_list(texts: list[str]) -> Any:
    """A `const char *const *` of texts; None, which is NULL, where there are none."""
    return (ctypes.c_char_p * len(texts))(*(encoded(text) for text in texts)) if texts else None
