"""A checkpoint is whole or it is not offered, whatever happens while it is written or lies on the disk."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from luthier.core.checkpoints import folder_of, newest_whole, retain, save, steps_in
from luthier.core.errors import LuthierError
from luthier.core.manifest import first_difference

FILES = {"adapter/weights": b"w" * 5000, "optimiser": b"o" * 9000, "progress.json": b"{}"}


def write_files(folder: Path) -> None:
    for name, content in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        with (folder / name).open("wb") as file:
            file.write(content[: len(content) // 2])
            file.flush()
            os.stat(file.fileno())  # noqa: PTH116 -- a place to be killed at: half of the file is written
            file.write(content[len(content) // 2 :])


def newest(parent: Path) -> tuple[int | None, list[str]]:
    notes: list[str] = []
    step = newest_whole(parent, lambda says, _: notes.append(says))
    return step, notes


def killed_at(event: int, work: Callable[[], object]) -> bool:
    """Does the work in a child that kills itself at the n-th touch of a file. False when there was no such touch."""
    child = os.fork()
    if child == 0:
        left = event

        def count(name: str, _: Any) -> None:
            nonlocal left
            if name in ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.listdir", "shutil.rmtree"):
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        work()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def test_a_kill_at_any_touch_of_a_file_leaves_a_whole_checkpoint(tmp_path: Path) -> None:
    def work() -> None:
        save(tmp_path, 20, write_files)
        retain(tmp_path, keep=1, best=None)

    touch, seen = 1, set[int]()
    while True:
        save(tmp_path, 10, write_files)
        if not killed_at(touch, work):
            break
        step, notes = newest(tmp_path)
        assert step in (10, 20), f"killed at touch {touch}: {notes}"
        assert first_difference(folder_of(tmp_path, step)) is None
        assert not list(tmp_path.glob(".*")), "what was half-written is gone"
        assert not list(tmp_path.glob("*.damaged")), "and nothing half-written had a checkpoint's name"
        seen.add(step)
        retain(tmp_path, keep=0, best=None) if step == 20 else None
        touch += 1

    assert touch > 20
    assert seen == {10, 20}


@pytest.mark.parametrize("name", [*FILES, "manifest.json"])
@pytest.mark.parametrize("damage", ["missing", "truncated", "one bit"])
def test_damage_to_any_file_is_noticed_and_the_checkpoint_before_is_used(
    tmp_path: Path, name: str, damage: str
) -> None:
    save(tmp_path, 10, write_files)
    file = save(tmp_path, 20, write_files) / name
    content = file.read_bytes()
    if damage == "missing":
        file.unlink()
    elif damage == "truncated":
        file.write_bytes(content[: len(content) // 2])
    else:
        file.write_bytes(bytes([content[0] ^ 1]) + content[1:])

    step, (note,) = newest(tmp_path)

    assert step == 10
    assert note.startswith(f"The checkpoint file step-000020/{name} is damaged (")
    assert (tmp_path / "step-000020.damaged").is_dir()
    assert newest(tmp_path) == (10, [])


def test_damage_is_an_error_of_the_contract(tmp_path: Path) -> None:
    (save(tmp_path, 10, write_files) / "optimiser").write_bytes(b"o")
    told: list[LuthierError | None] = []

    assert newest_whole(tmp_path, lambda _, error: told.append(error)) is None
    assert [error and error.payload.facts for error in told] == [
        {"file": "step-000010/optimiser", "reason": "1 bytes instead of 9000"}
    ]


def test_the_last_ones_and_the_best_one_are_kept(tmp_path: Path) -> None:
    for step in (10, 20, 30, 40):
        save(tmp_path, step, write_files)

    retain(tmp_path, keep=2, best=10)

    assert steps_in(tmp_path) == [10, 30, 40]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["step-000010", "step-000030", "step-000040"]


def test_without_checkpoints_there_is_none(tmp_path: Path) -> None:
    assert newest(tmp_path / "checkpoints") == (None, [])
