"""The manifest of a model or adapter folder, held against its files before anything is loaded."""

from pathlib import Path
from typing import Any

from luthier.core.errors import LuthierError
from luthier.core.manifest import NAME, first_difference
from luthier.models.configs import read_json


def check_manifest(folder: Path) -> dict[str, Any] | None:
    """The manifest of a folder when every file it names is whole; None when the folder has none.

    Raises:
        LuthierError: `model.damaged` names the first file that differs, and how.
    """
    if not (folder / NAME).is_file():
        return None
    manifest = read_json(folder / NAME)
    files = manifest.get("files")
    if isinstance(files, list) and any(_leaves(file) for file in files):
        raise LuthierError("model.damaged", file=NAME, reason="it names a file outside its folder")
    if (difference := first_difference(folder)) is not None:
        name, reason = difference
        raise LuthierError("model.damaged", file=name, reason=reason)
    return manifest


def _leaves(file: Any) -> bool:
    path = Path(str(file.get("path", ""))) if isinstance(file, dict) else Path()
    return path.is_absolute() or ".." in path.parts
