"""Files that can run code when they are loaded: pickles, told by their name and by their first bytes."""

import zipfile
from pathlib import Path

from luthier.core.errors import LuthierError

SUFFIXES = (".bin", ".pt", ".pth", ".pkl", ".ckpt")

ZIP = b"PK\x03\x04"
PROTO = 0x80  # the opcode every pickle since protocol 2 begins with; the protocol's number follows
PROTOCOLS = range(2, 6)


def pickles_in(folder: Path) -> list[Path]:
    """Files at the top of a folder that are pickles by name or by content, in order of name."""
    return sorted(path for path in folder.iterdir() if path.is_file() and (has_suffix(path) or holds_pickle(path)))


def refuse_pickle(path: Path) -> None:
    """Raises `model.pickle` when the file is one, whatever it is called."""
    if has_suffix(path) or holds_pickle(path):
        raise LuthierError("model.pickle", file=path.name)


def has_suffix(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES


def holds_pickle(path: Path) -> bool:
    """Whether the content is a pickle: bare, or the zip that torch writes around one.

    Pickles of protocols 0 and 1 are plain text without a mark. They pass here and fail as JSON or safetensors, the
    only two things that are read.
    """
    with path.open("rb") as file:
        start = file.read(4)
    if start == ZIP:
        return _zip_holds_pickle(path)
    return len(start) >= 2 and start[0] == PROTO and start[1] in PROTOCOLS


def _zip_holds_pickle(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return any(name.endswith(".pkl") for name in archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return True  # torch reads zips that zipfile does not, and no file of ours is a zip
