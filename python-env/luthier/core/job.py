"""One job: its folder, what it was asked to do, and what it is asked while it runs."""

import json
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path

from pydantic import ValidationError

from luthier.contract.models import (
    CONTRACT_VERSION,
    AttentionJob,
    EvaluateJob,
    ExportJob,
    JobSpec,
    NamesJob,
    PerplexityJob,
    TrainJob,
)
from luthier.core.errors import LuthierError
from luthier.core.events import Events

Spec = TrainJob | EvaluateJob | AttentionJob | ExportJob | PerplexityJob | NamesJob

KINDS = {
    "train": "TrainJob",
    "evaluate": "EvaluateJob",
    "attention": "AttentionJob",
    "export": "ExportJob",
    "perplexity": "PerplexityJob",
    "names": "NamesJob",
}


class Exit(IntEnum):
    """How the process of a job ends. The core reads these."""

    FINISHED = 0
    FAILED = 1
    BUG = 70
    OUT_OF_MEMORY = 74
    PAUSED = 75
    CANCELLED = 130


class Cancelled(Exception):  # noqa: N818 -- not an error: the person asked for it
    """The job was asked to stop for good."""


class Paused(Exception):  # noqa: N818 -- likewise
    """The job was asked to stop for now; all it needs to carry on is on the disk."""

    def __init__(self, step: int) -> None:
        super().__init__(f"paused at step {step}")
        self.step = step


@dataclass
class JobContext:
    """What a job may touch: its folder, the project around it (to read), and its events."""

    folder: Path
    project: Path
    events: Events
    _stop: bool = field(default=False, init=False)

    @property
    def result(self) -> Path:
        """The folder for what the job makes. It is there."""
        folder = self.folder / "result"
        folder.mkdir(exist_ok=True)
        return folder

    def path(self, named: str) -> Path:
        """A path of `job.json`: absolute as given, or inside the project. Raises `path.outside`."""
        if Path(named).is_absolute():
            return Path(named)
        path = (self.project / named).resolve()
        if not path.is_relative_to(self.project.resolve()):
            raise LuthierError("path.outside", path=named)
        return path

    def request_stop(self) -> None:
        """Called by the signal handler; the job ends at the next place where it can."""
        self._stop = True

    def stop_requested(self) -> bool:
        """By a signal, or by the file that says it where there are none."""
        return self._stop or self._cancel.exists()

    def forget_request(self) -> None:
        """It was obeyed: the next attempt is not asked to stop."""
        self._cancel.unlink(missing_ok=True)

    @property
    def _cancel(self) -> Path:
        return self.folder / "cancel"

    def pause_requested(self) -> bool:
        return (self.folder / "pause").exists()

    def stop_if_asked(self) -> None:
        """Raises Cancelled when the job was asked to stop. To be called between two pieces of work."""
        if self.stop_requested():
            raise Cancelled


def read_spec(path: Path) -> Spec:
    """Reads `job.json`. Raises `job.spec_invalid` with the first thing that is wrong."""
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        spec = JobSpec.model_validate(values).root
    except OSError as error:
        raise LuthierError("job.spec_invalid", file=str(path), reason=error.strerror or str(error)) from error
    except ValidationError as error:
        raise LuthierError("job.spec_invalid", file=str(path), reason=_first_reason(error, values)) from error
    except ValueError as error:
        raise LuthierError("job.spec_invalid", file=str(path), reason=f"not JSON ({error})") from error
    if spec.contract_version != CONTRACT_VERSION:
        reason = f"written for contract {spec.contract_version}, this is {CONTRACT_VERSION}"
        raise LuthierError("job.spec_invalid", file=str(path), reason=reason)
    return spec


def _first_reason(error: ValidationError, values: object) -> str:
    """The first complaint about the kind of job the file says it is: the union complains for every kind."""
    kind = values.get("kind") if isinstance(values, dict) else None
    name = KINDS.get(str(kind))
    if name is None:
        return f"kind {kind!r} is not one of {', '.join(KINDS)}"
    first = next(item for item in error.errors() if item["loc"][0] == name)
    field_name = ".".join(str(part) for part in first["loc"][1:])
    return f"{field_name}: {first['msg'][0].lower()}{first['msg'][1:]}"
