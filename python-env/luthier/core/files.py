"""Files that are there whole or not at all, and a full disk said in words."""

import errno
import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from luthier.core.errors import LuthierError

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, as 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_atomically(path: Path, content: str | bytes) -> None:
    """Puts `content` in the place of `path`: a reader, or a power cut, sees the old file or the new one."""
    data = content.encode() if isinstance(content, str) else content
    temporary = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        with full_disk_said(path.parent, needed=len(data)), temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(path.parent)


@contextmanager
def write_folder_atomically(folder: Path, needed: int | None = None) -> Iterator[Path]:
    """Gives an empty folder to fill. It gets its name when the block ends well, and is removed when it does not.

    Args:
        folder: the name it will have; nothing may stand there.
        needed: bytes that will be written, if known, for the sentence about a full disk.
    """
    temporary = folder.with_name(f".{folder.name}.{os.getpid()}.partial")
    shutil.rmtree(temporary, ignore_errors=True)
    try:
        with full_disk_said(folder.parent, needed):
            temporary.mkdir(parents=True)
            yield temporary
            for path in sorted(temporary.rglob("*")):
                sync_folder(path) if path.is_dir() else _sync_file(path)
            sync_folder(temporary)
        temporary.rename(folder)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    sync_folder(folder.parent)


def remove_partial(parent: Path) -> list[Path]:
    """Removes what a killed process left half-written in a folder, and says what that was."""
    left = sorted(parent.glob(".*.partial"))
    for path in left:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return left


def folder_size(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


@contextmanager
def full_disk_said(folder: Path, needed: int | None = None) -> Iterator[None]:
    """Turns the ways in which a full disk shows itself into `disk.full`."""
    try:
        yield
    except Exception as error:
        if _errno_of(error) not in FULL:
            raise
        free = shutil.disk_usage(folder).free
        raise LuthierError(
            "disk.full",
            folder=str(folder),
            needed="more" if needed is None else size_text(needed),
            free=size_text(free),
        ) from error


def size_text(size: float) -> str:
    """A number of bytes for people: `9.5 MB`."""
    for unit in ("B", "kB", "MB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} GB"


def sync_folder(folder: Path) -> None:
    """Makes the names in a folder survive a power cut. Windows offers no way and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sync_file(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _errno_of(error: Exception) -> int | None:
    """The system's error number; libraries written in Rust tell it only in their text."""
    if isinstance(error, OSError):
        return error.errno
    told = re.search(r"os error (\d+)", str(error))
    return int(told[1]) if told else None
