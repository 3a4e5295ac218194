"""The manifest of a folder: size and SHA-256 of every file, so that a changed byte is noticed before it is loaded."""

from pathlib import Path
from typing import Any

from luthier.core.errors import LuthierError
from luthier.core.files import sha256_of
from luthier.models.configs import read_json

NAME = "manifest.json"


def check_manifest(folder: Path) -> dict[str, Any] | None:
    """The manifest of a folder when every file it names is whole; None when the folder has none.

    Raises:
        LuthierError: `model.damaged` names the first file that differs, and how.
    """
    if not (folder / NAME).is_file():
        return None
    manifest = read_json(folder / NAME)
    try:
        files = [(str(file["path"]), int(file["sizeBytes"]), str(file["sha256"])) for file in manifest["files"]]
    except (KeyError, TypeError, ValueError) as error:
        raise LuthierError("model.damaged", file=NAME, reason="it does not list path, size and hash") from error

    for name, size_bytes, sha256 in files:
        if (reason := _difference(folder, name, size_bytes, sha256)) is not None:
            raise LuthierError("model.damaged", file=name, reason=reason)
    return manifest


def _difference(folder: Path, name: str, size_bytes: int, sha256: str) -> str | None:
    path = folder / name
    if ".." in Path(name).parts or Path(name).is_absolute():
        return "the manifest points out of its folder"
    if not path.is_file():
        return "it is missing"
    if (found := path.stat().st_size) != size_bytes:
        return f"{found} bytes instead of {size_bytes}"
    return "its hash differs" if sha256_of(path) != sha256 else None
