"""One job from `job.json` to `status.json`."""

import importlib
import os
import signal
import sys
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Literal

from luthier.contract.models import ErrorPayload, StatusFile
from luthier.core.errors import LuthierError
from luthier.core.events import Events
from luthier.core.files import write_atomically
from luthier.core.job import Cancelled, Exit, JobContext, Paused, Spec, read_spec
from luthier.core.process import announce, terminal_log
from luthier.core.terminal import Terminal
from luthier.core.wire import to_json

SLICES = {
    "train": "luthier.training.job",
    "evaluate": "luthier.evaluation.job",
    "attention": "luthier.attention.job",
    "export": "luthier.export.job",
    "perplexity": "luthier.perplexity.job",
    "names": "luthier.privacy.job",
}


State = Literal["finished", "failed", "cancelled", "paused"]


@dataclass(frozen=True)
class End:
    """How a job ended: exit code, the error for the person, the name of a bug."""

    code: Exit
    error: ErrorPayload | None = None
    bug: str | None = None


def run_job(path: Path) -> int:
    """Runs the job of a `job.json` and returns the exit code. `status.json`, written last, says how it ended."""
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)  # a job outlives the window it was started from
    try:
        spec = read_spec(path)
    except LuthierError as error:
        print(f"{error.message} {error.hint}", file=sys.stderr)
        if path.parent.is_dir():
            _write_status(path.parent, path.parent.name, announce(path.parent), End(Exit.FAILED, error.payload))
        return Exit.FAILED

    folder = path.parent
    for left in ("status.json", "pause"):
        (folder / left).unlink(missing_ok=True)
    attempt = announce(folder)
    on_terminal = sys.stdout.isatty()
    with terminal_log(folder / "terminal.log"), Events(folder / "events.jsonl", Terminal.stdout(on_terminal)) as events:
        end = _outcome(spec, JobContext(folder, folder.parent.parent, events))
    _write_status(folder, spec.id, attempt, end)
    return end.code


def _outcome(spec: Spec, context: JobContext) -> End:
    """Does the work and says how it ended."""
    _obey_signals(context)
    began = time.monotonic()
    try:
        context.events.stage("prepare", spec.title)
        result = importlib.import_module(SLICES[spec.kind]).run(spec, context)
        context.events.finished(result, time.monotonic() - began)
    except Paused as paused:
        context.events.paused(paused.step)
        return End(Exit.PAUSED)
    except Cancelled:
        context.forget_request()
        context.events.note("Cancelled.")
        return End(Exit.CANCELLED)
    except LuthierError as error:
        context.events.failed(error.payload)
        out_of_memory = error.code == "training.out_of_memory"
        return End(Exit.OUT_OF_MEMORY if out_of_memory else Exit.FAILED, error.payload)
    except Exception as bug:  # noqa: BLE001 -- whatever it is, the folder tells that the job ended, and how
        traceback.print_exc()
        return End(Exit.BUG, bug=f"{type(bug).__name__}: {bug}")
    return End(Exit.FINISHED)


def _obey_signals(context: JobContext) -> None:
    """SIGINT or SIGTERM ask for an end at the next step; a second SIGINT does not wait for it."""

    def stop(number: int, _: FrameType | None) -> None:
        if number == signal.SIGINT and context.stop_requested():
            os._exit(Exit.CANCELLED)
        context.request_stop()

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)


def _write_status(folder: Path, job_id: str, attempt: int, end: End) -> None:
    states: dict[Exit, State] = {Exit.FINISHED: "finished", Exit.PAUSED: "paused", Exit.CANCELLED: "cancelled"}
    status = StatusFile(
        job_id=job_id,
        state=states.get(end.code, "failed"),
        attempt=attempt,
        error=end.error,
        ended_at_ms=time.time_ns() // 1_000_000,
        bug=end.bug,
    )
    write_atomically(folder / "status.json", to_json(status, indent=2))
