"""The process of a job: who it is, and where its text goes."""

import os
import queue
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import RawIOBase
from pathlib import Path
from typing import TextIO

import psutil

from luthier.contract.models import ProcessFile
from luthier.core.files import write_atomically
from luthier.core.wire import to_json

CHUNK = 1 << 16
MIRROR_CHUNKS = 256
LAST_WORDS_SECONDS = 1.0


def announce(folder: Path) -> int:
    """Writes `process.json` and returns the number of this attempt, from 1."""
    path = folder / "process.json"
    try:
        attempt = ProcessFile.model_validate_json(path.read_bytes()).attempt + 1
    except (OSError, ValueError):
        attempt = 1
    record = ProcessFile(
        pid=os.getpid(), start_token=start_token(), started_at_ms=time.time_ns() // 1_000_000, attempt=attempt
    )
    write_atomically(path, to_json(record, indent=2))
    return attempt


def start_token() -> str:
    """When this process began. With the pid it names the process for good.

    On Linux in clock ticks since the machine began, elsewhere in milliseconds since 1970: as the core asks the system.
    """
    with suppress(OSError):
        # Field 22; the second one, the name in brackets, may itself hold spaces and brackets.
        return Path("/proc/self/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[19]
    return milliseconds_token()


def milliseconds_token() -> str:
    """The same on systems without `/proc`."""
    return str(round(psutil.Process().create_time() * 1000))


@contextmanager
def terminal_log(path: Path) -> Iterator[None]:
    """Sends all text of this process, native libraries included, to `path` and to where it went before.

    The log is complete, or says how much is missing where its disk was full. The terminal may be slow, full or gone: what it does not take is dropped, never waited for.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    kept = os.dup(1), os.dup(2)
    source, sink = os.pipe()
    chunks: queue.Queue[bytes | None] = queue.Queue(MIRROR_CHUNKS)
    logger = threading.Thread(target=_log, args=(source, path, chunks), name="terminal log", daemon=True)
    mirror = threading.Thread(target=_mirror, args=(chunks, kept[0]), name="terminal", daemon=True)
    logger.start()
    mirror.start()

    os.dup2(sink, 1)
    os.dup2(sink, 2)
    os.close(sink)
    streams = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = _text(1), _text(2)
    try:
        yield
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        sys.stdout, sys.stderr = streams
        os.dup2(kept[0], 1)  # closes the way into the pipe, so that its reader comes to the end
        os.dup2(kept[1], 2)
        logger.join(LAST_WORDS_SECONDS)
        mirror.join(LAST_WORDS_SECONDS)


def _text(handle: int) -> TextIO:
    """A line at a time, and any text: a terminal may think it knows only ASCII."""
    return open(handle, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False)


def _log(source: int, path: Path, chunks: "queue.Queue[bytes | None]") -> None:
    with path.open("ab", buffering=0) as log:
        lost = 0
        while chunk := os.read(source, CHUNK):
            lost = _append(log, chunk, lost)
            with suppress(queue.Full):
                chunks.put_nowait(chunk)
    with suppress(queue.Full):
        chunks.put_nowait(None)


def _append(log: RawIOBase, chunk: bytes, lost: int) -> int:
    """Appends a chunk and returns how many bytes are missing at the end of the log by then, of which `lost` before it.

    On a full disk the text is lost, the job is not. Once there is room again, the log says how much is missing there.
    """
    if lost:
        gap = f"\r\n[{lost} bytes of text are missing here: they could not be written]\r\n".encode()
        if _written(log, gap) < len(gap):
            return lost + len(chunk)
    return len(chunk) - _written(log, chunk)


def _written(log: RawIOBase, text: bytes) -> int:
    try:
        return log.write(text) or 0
    except OSError:
        return 0


def _mirror(chunks: "queue.Queue[bytes | None]", terminal: int) -> None:
    while (chunk := chunks.get()) is not None:
        with suppress(OSError):  # the pty is gone, as when the app was closed
            while chunk:
                chunk = chunk[os.write(terminal, chunk) :]
