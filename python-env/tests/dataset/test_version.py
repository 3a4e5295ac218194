"""A frozen version is read as it was frozen, or not at all."""

from collections.abc import Callable
from pathlib import Path

import pytest

from luthier.contract.models import VersionInput
from luthier.core.errors import LuthierError
from luthier.dataset.version import Row, read_version

ROWS = [("one", "ham", "train"), ("two", "spam", "test"), (None, None, "train"), ("four", "spam", "train")]
Freeze = Callable[..., VersionInput]


def read(project: Path, version: VersionInput, split: str, label: str = "label") -> list[Row]:
    return read_version(project / version.path, version.sha256, version.text_column, label, split)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return tmp_path / "project"


def test_rows_of_a_split_come_in_their_order(project: Path, freeze: Freeze) -> None:
    version = freeze(ROWS)

    assert read(project, version, "train") == [Row(1, "one", "ham"), Row(3, "", ""), Row(4, "four", "spam")]
    assert read(project, version, "validation") == []


def test_a_changed_byte_is_noticed(project: Path, freeze: Freeze) -> None:
    version = freeze(ROWS)
    path = project / version.path
    path.write_bytes(path.read_bytes()[:-1] + b"X")

    with pytest.raises(LuthierError, match="does not match its hash"):
        read(project, version, "train")


def test_a_missing_file_or_column_is_named(project: Path, freeze: Freeze) -> None:
    version = freeze(ROWS)

    with pytest.raises(LuthierError, match="has no column mood; it has row, split, text, label"):
        read(project, version, "train", label="mood")
    (project / version.path).unlink()
    with pytest.raises(LuthierError, match="No such file"):
        read(project, version, "train")
