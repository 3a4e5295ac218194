"""Files are there whole or not at all."""

from pathlib import Path

import pytest
from full_disk import files_of_at_most

from luthier.core.errors import LuthierError
from luthier.core.files import full_disk_said, remove_partial, size_text, write_atomically, write_folder_atomically


def test_a_file_is_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    write_atomically(tmp_path / "status.json", "old")
    write_atomically(tmp_path / "status.json", b"new")

    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"status.json": "new"}


def test_a_full_disk_leaves_the_old_file_and_is_said_in_words(tmp_path: Path) -> None:
    write_atomically(tmp_path / "status.json", "old")

    with files_of_at_most(10), pytest.raises(LuthierError, match=r"is full: 20 B needed, .* free") as full:
        write_atomically(tmp_path / "status.json", "x" * 20)

    assert full.value.code == "disk.full"
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"status.json": "old"}


def test_a_folder_has_its_name_only_when_all_of_it_is_there(tmp_path: Path) -> None:
    with write_folder_atomically(tmp_path / "made") as folder:
        (folder / "inner").mkdir()
        (folder / "inner" / "file").write_text("text")
        assert not (tmp_path / "made").exists()

    assert [path.relative_to(tmp_path).as_posix() for path in sorted(tmp_path.rglob("*"))] == [
        "made",
        "made/inner",
        "made/inner/file",
    ]


def test_a_folder_that_could_not_be_filled_is_not_there(tmp_path: Path) -> None:
    full = pytest.raises(LuthierError, match="is full")
    with files_of_at_most(10), full, write_folder_atomically(tmp_path / "made") as folder:
        (folder / "file").write_text("x" * 20)

    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_is_removed_and_named(tmp_path: Path) -> None:
    (tmp_path / ".status.json.77.partial").write_text("{")
    (tmp_path / ".step-000003.77.partial").mkdir()
    (tmp_path / "kept").write_text("")

    assert [path.name for path in remove_partial(tmp_path)] == [".status.json.77.partial", ".step-000003.77.partial"]
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_a_full_disk_is_known_by_the_text_of_a_library_too(tmp_path: Path) -> None:
    with pytest.raises(LuthierError, match="is full: more needed"), full_disk_said(tmp_path):
        raise RuntimeError("I/O error: No space left on device (os error 28)")
    with pytest.raises(RuntimeError, match="another"), full_disk_said(tmp_path):
        raise RuntimeError("another")


@pytest.mark.parametrize(
    ("size", "text"), [(0, "0 B"), (999, "999 B"), (1_500, "1.5 kB"), (9_461_000, "9.5 MB"), (3e12, "3000.0 GB")]
)
def test_sizes_are_for_people(size: float, text: str) -> None:
    assert size_text(size) == text
