"""The manifest of a folder: size and SHA-256 of each of its files. Written last, so that it vouches for the rest."""

import json
from pathlib import Path

from luthier.core.files import sha256_of

NAME = "manifest.json"


def write_manifest(folder: Path) -> None:
    """Lists every file below `folder` in its `manifest.json`."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path != folder / NAME)
    files = [
        {"path": path.relative_to(folder).as_posix(), "sizeBytes": path.stat().st_size, "sha256": sha256_of(path)}
        for path in paths
    ]
    (folder / NAME).write_text(json.dumps({"files": files}, indent=2) + "\n", encoding="utf-8")


def first_difference(folder: Path) -> tuple[str, str] | None:
    """The first file that is not as the manifest says, and how it differs. None when the folder is whole."""
    try:
        manifest = json.loads((folder / NAME).read_text(encoding="utf-8"))
        files = [(str(file["path"]), int(file["sizeBytes"]), str(file["sha256"])) for file in manifest["files"]]
    except FileNotFoundError:
        return NAME, "it is missing"
    except (OSError, ValueError, KeyError, TypeError):
        return NAME, "it cannot be read"

    for name, size_bytes, sha256 in files:
        path = folder / name
        if not path.is_file():
            return name, "it is missing"
        if path.stat().st_size != size_bytes:
            return name, f"{path.stat().st_size} bytes instead of {size_bytes}"
        if sha256_of(path) != sha256:
            return name, "its hash differs"
    return None
