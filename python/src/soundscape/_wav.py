"""Plain WAV files, read and written by NumPy alone."""

from __future__ import annotations

import os
import pathlib
import struct
from typing import Union

import numpy as np
import numpy.typing as npt

from ._archives import open_file
from ._arrays import FloatArray
from .errors import SourceError

__all__ = ["read", "wav_bytes", "write"]

Path = Union[str, "os.PathLike[str]"]
PCM, FLOAT, EXTENSIBLE = 1, 3, 0xFFFE


def wav_bytes(audio: FloatArray, sample_rate: int, pcm16: bool = False) -> bytes:
    """A WAV file of audio (channels, frames): 32-bit float, or 16 bits, clipped at full scale."""
    channels = audio.shape[0]
    samples: npt.NDArray[np.generic] = audio.T.astype("<f4")
    if pcm16:
        samples = np.clip(np.rint(audio.T * 32768.0), -32768, 32767).astype("<i2")
    data = samples.tobytes()
    size = samples.dtype.itemsize
    form = struct.pack(
        "<HHIIHH",
        PCM if pcm16 else FLOAT,
        channels,
        sample_rate,
        sample_rate * channels * size,
        channels * size,
        8 * size,
    )
    chunks = b"fmt " + struct.pack("<I", len(form)) + form
    if not pcm16:  # which formats other than PCM must have
        chunks += b"fact" + struct.pack("<II", 4, audio.shape[1])
    chunks += b"data" + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks


def write(path: Path, audio: FloatArray, sample_rate: int) -> None:
    """Writes audio (channels, frames) as 32-bit float."""
    with open(path, "wb") as file:
        file.write(wav_bytes(audio, sample_rate))


def read(path: Path) -> tuple[FloatArray, int]:
    """Reads a WAV file of 16, 24 or 32 bits or float: audio (channels, frames) and its sample rate, Hz.

    Raises SourceError where it is something else, or cut off.
    """
    with open_file(pathlib.Path(path)) as file:
        head = file.read(12)
        if head[:4] != b"RIFF" or head[8:] != b"WAVE":
            raise SourceError("is not a WAV file; pip install soundfile reads other formats", os.fspath(path))
        form = b""
        while len(chunk := file.read(8)) == 8:
            name, size = chunk[:4], struct.unpack("<I", chunk[4:])[0]
            if name == b"data" and form:
                data = file.read(size)
                if len(data) < size:
                    raise SourceError("is cut off", os.fspath(path))
                return _samples(data, form, os.fspath(path))
            if name == b"fmt ":
                form = file.read(size + size % 2)
            else:
                file.seek(size + size % 2, os.SEEK_CUR)
    raise SourceError("has no samples", os.fspath(path))


def _samples(data: bytes, form: bytes, path: str) -> tuple[FloatArray, int]:
    kind, channels, rate, _, _, bits = struct.unpack("<HHIIHH", form[:16])
    if kind == EXTENSIBLE and len(form) >= 26:
        kind = struct.unpack("<H", form[24:26])[0]
    samples: npt.NDArray[np.float32]
    if (kind, bits) == (FLOAT, 32):
        samples = np.frombuffer(data, "<f4").astype(np.float32)
    elif (kind, bits) == (PCM, 16):
        samples = np.frombuffer(data, "<i2").astype(np.float32) / np.float32(2**15)
    elif (kind, bits) == (PCM, 24):
        wide = np.zeros((len(data) // 3, 4), np.uint8)
        wide[:, 1:] = np.frombuffer(data, np.uint8).reshape(-1, 3)
        samples = (wide.view("<i4")[:, 0] >> 8).astype(np.float32) / np.float32(2**23)
    elif (kind, bits) == (PCM, 32):
        samples = (np.frombuffer(data, "<i4") / 2.0**31).astype(np.float32)
    else:
        raise SourceError(f"has format {kind} with {bits} bits; pip install soundfile reads it", path)
    return np.ascontiguousarray(samples.reshape(-1, channels).T), rate
