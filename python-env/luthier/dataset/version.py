"""Frozen dataset versions: the only thing a job reads as data."""

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from luthier.contract.models import Where
from luthier.core.errors import LuthierError
from luthier.core.files import sha256_of


@dataclass(frozen=True)
class Row:
    """One row as a job sees it. A text or label that is missing in the dataset is an empty string."""

    row: int
    """Number of the row in the dataset, from 1."""
    text: str
    label: str


def read_version(path: Path, sha256: str, text_column: str, label_column: str, split: str) -> list[Row]:
    """The rows of one split, in the order of the dataset.

    Args:
        path: `<sha256>.parquet` with the columns `row`, `split` and the dataset's own.
        sha256: what the file must hash to.
        split: `train`, `validation` or `test`; one that has no rows gives an empty list.

    Raises:
        LuthierError: `file.unreadable`, `dataset.version_damaged`, or `import.column_missing`.
    """
    try:
        found = sha256_of(path)
    except OSError as error:
        raise LuthierError("file.unreadable", file=str(path), reason=error.strerror or str(error)) from error
    if found != sha256:
        raise LuthierError("dataset.version_damaged", file=str(path), where=Where(file=str(path)))

    names = pq.read_schema(path).names
    for column, role in ((text_column, "text"), (label_column, "label")):
        if column not in names:
            facts = {"file": path.name, "column": column, "columns": ", ".join(names), "role": role}
            raise LuthierError("import.column_missing", where=Where(file=str(path)), **facts)

    table: pa.Table = pq.read_table(
        path, columns=list({"row", text_column, label_column}), filters=[("split", "==", split)]
    ).sort_by("row")
    columns = (table[name].to_pylist() for name in ("row", text_column, label_column))
    return [Row(row, text or "", label or "") for row, text, label in zip(*columns, strict=True)]
