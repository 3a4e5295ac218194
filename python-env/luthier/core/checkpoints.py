"""Checkpoints: folders that are whole or not there, and never trusted without a look."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

from luthier.contract.models import Where
from luthier.core.errors import LuthierError
from luthier.core.files import remove_partial, write_folder_atomically
from luthier.core.manifest import first_difference, write_manifest

Note = Callable[[str, LuthierError | None], None]


def folder_of(parent: Path, step: int) -> Path:
    """Where the checkpoint of a step lies."""
    return parent / f"step-{step:06d}"


def steps_in(parent: Path) -> list[int]:
    """Steps that have a checkpoint, whole or not, in order."""
    names = (re.fullmatch(r"step-(\d{6,})", path.name) for path in parent.glob("step-*"))
    return sorted(int(name[1]) for name in names if name)


def save(parent: Path, step: int, write: Callable[[Path], None]) -> Path:
    """Saves the state of a step and returns its folder. A kill at any moment leaves it whole or not there.

    Args:
        write: fills an empty folder. Raises `disk.full` through here when the disk is; nothing stays of it then.
    """
    folder = folder_of(parent, step)
    if folder.exists():  # the attempt resumed from it and was paused before another step
        return folder
    parent.mkdir(exist_ok=True)
    with write_folder_atomically(folder) as temporary:
        write(temporary)
        write_manifest(temporary)
    return folder


def newest_whole(parent: Path, note: Note) -> int | None:
    """The last step whose checkpoint is whole, or None. What is damaged is set aside and named in a note."""
    for path in remove_partial(parent):
        note(f"a checkpoint that was not finished was removed: {path.name}", None)
    for step in reversed(steps_in(parent)):
        folder = folder_of(parent, step)
        difference = first_difference(folder)
        if difference is None:
            return step
        name, reason = difference
        error = LuthierError(
            "checkpoint.damaged", file=f"{folder.name}/{name}", reason=reason, where=Where(file=f"{folder.name}/{name}")
        )
        aside = folder.with_name(f"{folder.name}.damaged")
        shutil.rmtree(aside, ignore_errors=True)
        folder.rename(aside)
        note(f"{error.message} {error.hint}", error)
    return None


def retain(parent: Path, keep: int, best: int | None) -> None:
    """Removes all checkpoints but the last `keep` and the best one."""
    for step in steps_in(parent)[:-keep]:
        if step != best:
            # Renamed first: a kill in the middle leaves a name that nobody takes for a checkpoint.
            removed = folder_of(parent, step).rename(parent / f".step-{step:06d}.removed.partial")
            shutil.rmtree(removed)
