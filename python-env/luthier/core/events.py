"""`events.jsonl`: what a job says to the machine, one record of the contract a line. The only writer of that file."""

import json
import math
import os
import sys
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

import psutil

from luthier.contract import models
from luthier.contract.models import ErrorPayload, JobEvent
from luthier.core.errors import LuthierError
from luthier.core.files import full_disk_said
from luthier.core.terminal import Terminal
from luthier.core.wire import to_json

HEARTBEAT_SECONDS = 5.0
PROGRESS_SECONDS = 0.25
TAIL_BYTES = 1 << 20  # enough to hold the last line, whatever its facts

Precision = Literal["fp32", "bf16", "fp16"]
Unit = Literal["step", "row", "layer", "stage"]


class Events:
    """Appends events with a sequence number that carries on over all attempts of the job. Safe from several threads.

    As a context it also sends a heartbeat with the memory in use.
    """

    def __init__(self, path: Path, terminal: Terminal | None = None) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o644)
        self._folder = path.parent
        self._terminal = terminal or Terminal.silent()
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._heart = threading.Thread(target=self._beat, name="heartbeat", daemon=True)
        self._seq = _last_sequence(self._file)
        self._first: tuple[float, int] | None = None
        self._progress_at = -math.inf

    def __enter__(self) -> Self:
        self._heart.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._heart.join()
        os.close(self._file)

    def started(
        self, job_id: str, total: int, unit: Unit, device: str, precision: Precision, resumed_from: int = 0
    ) -> None:
        """The work begins, or is carried on from a step of an earlier attempt."""
        self._write(
            models.StartedEvent,
            kind="started",
            job_id=job_id,
            total=total,
            unit=unit,
            device=device,
            precision=precision,
            resumed_from=resumed_from,
        )
        carried_on = f", carried on from {unit} {resumed_from}" if resumed_from else ""
        self._terminal.line(f"{total} {unit}s on {device} in {precision}{carried_on}")

    def stage(self, stage: str, says: str) -> None:
        """Another part of the work begins; `says` is a sentence for people."""
        self._write(models.StageEvent, kind="stage", stage=stage, says=says)
        self._terminal.line(says)

    def progress(self, done: int, total: int) -> None:
        """How far the work is. Written at most four times a second, and always at the end."""
        now = time.monotonic()
        if self._first is None or done < self._first[1]:
            self._first = (now, done)
        if done < total and now - self._progress_at < PROGRESS_SECONDS:
            return
        self._progress_at = now

        began, from_ = self._first
        eta = (now - began) / (done - from_) * (total - done) if done > from_ else None
        eta = None if eta is None else round(eta, 1)
        self._write(models.ProgressEvent, kind="progress", done=done, total=total, eta_seconds=eta)
        self._terminal.progress(done, total, eta)
        if done >= total:
            self._first = None

    def metric(self, name: str, step: int, value: float) -> None:
        """One number at one step. Only finite ones: a diverged loss is an error."""
        if not math.isfinite(value):
            raise ValueError(f"the metric {name} is {value} at step {step}")
        self._write(models.MetricEvent, kind="metric", name=name, step=step, value=value)
        self._terminal.fact(name, value)

    def checkpoint(self, step: int, path: str, size_bytes: int, best: bool) -> None:
        """A checkpoint is whole on the disk; `path` is relative to the folder of the job."""
        self._write(models.CheckpointEvent, kind="checkpoint", step=step, path=path, size_bytes=size_bytes, best=best)

    def note(self, says: str, error: ErrorPayload | None = None) -> None:
        """Something the person should know that stops nothing."""
        self._write(models.NoteEvent, kind="note", says=says, error=error)
        self._terminal.line(says)

    def paused(self, step: int) -> None:
        """The job ends here and can be carried on from this step."""
        self._write(models.PausedEvent, kind="paused", step=step)
        self._terminal.line(f"paused at step {step}")

    def finished(self, result: str, seconds: float) -> None:
        """All is done; `result` is relative to the folder of the job."""
        self._write(models.FinishedEvent, kind="finished", result=result, seconds=round(seconds, 3))
        self._terminal.line(f"finished in {seconds:.1f} s: {result}")

    def failed(self, error: ErrorPayload) -> None:
        """The job ends with an error that a person can act on."""
        self._write(models.FailedEvent, kind="failed", error=error)
        self._terminal.line(f"{error.message} {error.hint}")

    def _write(self, record: Any, **values: Any) -> None:
        with self._lock:
            event = record(seq=self._seq + 1, at_ms=time.time_ns() // 1_000_000, **values)
            line = f"{to_json(event)}\n".encode()
            whole = os.fstat(self._file).st_size
            try:
                with full_disk_said(self._folder, needed=len(line)):
                    if os.write(self._file, line) < len(line):
                        raise OSError(28, "No space left on device")
            except BaseException:
                os.ftruncate(self._file, whole)  # half a line would break every reader after it
                raise
            self._seq += 1

    def _beat(self) -> None:
        process = psutil.Process()
        while not self._ended.wait(HEARTBEAT_SECONDS):
            try:
                self._write(
                    models.HeartbeatEvent,
                    kind="heartbeat",
                    memory_bytes=process.memory_info().rss,
                    gpu_memory_bytes=_gpu_memory(),
                )
            except (OSError, LuthierError) as error:  # a full disk must not end the heart
                print(f"heartbeat: {error}", file=sys.stderr)


def _last_sequence(file: int) -> int:
    """The number of the last whole line, 0 if there is none. Half a line, left by a power cut, is removed."""
    size = os.fstat(file).st_size
    start = max(0, size - TAIL_BYTES)
    os.lseek(file, start, os.SEEK_SET)
    tail = os.read(file, size - start)
    whole = tail.rfind(b"\n") + 1
    if whole < len(tail):
        os.ftruncate(file, start + whole)
    lines = tail[:whole].splitlines()
    return JobEvent.model_validate(json.loads(lines[-1])).root.seq if lines else 0


def _gpu_memory() -> int | None:
    """Bytes that this process holds on the GPU; torch is asked only if the job uses it."""
    torch: Any = sys.modules.get("torch")
    if torch is None or not hasattr(torch, "cuda") or not torch.cuda.is_initialized():
        return None
    return int(torch.cuda.memory_reserved())
