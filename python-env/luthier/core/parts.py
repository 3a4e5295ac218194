"""Work on a file of JSON lines, part by part, so that a million need no memory.

What a part gave is on the disk before the next one begins: a job that was stopped goes on where it was. The file of
the results gets its name when all is there.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Generic, TypeVar

from pydantic import BaseModel

from luthier.core.errors import LuthierError
from luthier.core.files import full_disk_said, sync_folder
from luthier.core.job import JobContext, Paused
from luthier.core.wire import to_json

Read = TypeVar("Read", bound=BaseModel)
Found = TypeVar("Found", bound=BaseModel)


class Parts(Generic[Read]):
    """The lines of `source`, `total` of them, and what has been made of them: `result/<name>.jsonl`, one line each."""

    def __init__(self, context: JobContext, source: Path, name: str, reads: type[Read], total: int) -> None:
        self._context = context
        self._source = source
        self._reads = reads
        self._total = total
        self._finished = context.result / f"{name}.jsonl"
        self._unfinished = context.result / f"{name}.unfinished.jsonl"
        self.done = whole_lines(self._unfinished)
        """Lines of an earlier attempt that are done."""

    def work(self, size: int, do: Callable[[list[Read], int], Sequence[Found]]) -> str:
        """Gives `do` each part that is left and how many lines are before it; returns where the results are.

        Stops between two parts, without losing one, when the job is asked to pause.
        """
        with self._unfinished.open("ab") as file:
            left = islice(self._lines(), self.done, None)
            while part := list(islice(left, size)):
                if self._context.pause_requested():
                    raise Paused(self.done)
                append(file, do(part, self.done))
                self.done += len(part)
        if self.done != self._total:
            reason = f"it has {self.done} texts instead of {self._total}"
            raise LuthierError("file.unreadable", file=self._source.name, reason=reason)
        self._unfinished.replace(self._finished)
        sync_folder(self._finished.parent)
        return f"{self._finished.parent.name}/{self._finished.name}"

    def _lines(self) -> Iterator[Read]:
        try:
            with self._source.open("rb") as file:
                for line in file:
                    yield self._reads.model_validate_json(line)
        except (OSError, ValueError) as error:
            reason = " ".join(str(error).split())[:200]
            raise LuthierError("file.unreadable", file=self._source.name, reason=reason) from error


def append(file: BinaryIO, found: Sequence[BaseModel]) -> None:
    """Appends lines so that they outlast a power cut."""
    lines = "".join(f"{to_json(one)}\n" for one in found).encode()
    with full_disk_said(Path(file.name).parent, needed=len(lines)):
        file.write(lines)
        file.flush()
        os.fsync(file.fileno())


def whole_lines(path: Path) -> int:
    """How many lines an earlier attempt left; half a one at the end is removed."""
    if not path.exists():
        return 0
    lines = whole = 0
    with path.open("rb+") as file:
        for line in file:
            if not line.endswith(b"\n"):
                break
            lines, whole = lines + 1, whole + len(line)
        file.truncate(whole)
    return lines
