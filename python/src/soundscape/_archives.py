"""Files of a data set, also those that are members of an archive: `train-000002.tar/002042.mixture.wav`."""

from __future__ import annotations

import functools
import io
import os
import pathlib
import tarfile
from typing import BinaryIO

__all__ = ["open_file"]


def open_file(path: pathlib.Path) -> BinaryIO:
    """A file to read, at its path; or a member of a tar file, at that file's path followed by the member's name.

    Raises OSError where there is none.
    """
    for archive in path.parents:
        if archive.suffix == ".tar" and archive.is_file():
            return _member(archive, path.relative_to(archive).as_posix())
    return open(path, "rb")


def _member(archive: pathlib.Path, name: str) -> BinaryIO:
    about = archive.stat()
    # Known anew where the archive was written anew.
    place = _members(os.fspath(archive), about.st_mtime_ns, about.st_size).get(name)
    if place is None:
        raise FileNotFoundError(2, "has no such member", f"{archive}/{name}")
    with open(archive, "rb") as file:
        file.seek(place[0])
        data = file.read(place[1])
    if len(data) < place[1]:
        raise OSError(5, "is cut off", os.fspath(archive))
    return io.BytesIO(data)


@functools.lru_cache(maxsize=16)
def _members(archive: str, modified: int, size: int) -> dict[str, tuple[int, int]]:
    """Where the members of an archive are: name → offset and bytes."""
    try:
        with tarfile.open(archive, "r:") as tar:
            return {member.name: (member.offset_data, member.size) for member in tar if member.isfile()}
    except tarfile.TarError as error:
        raise OSError(5, f"is not a whole archive: {error}", archive) from error
