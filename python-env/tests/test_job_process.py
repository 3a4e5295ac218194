"""The process of a job, from outside: exit codes, files, signals, and a terminal that goes away."""

import contextlib
import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import psutil
import pytest
import torch
from told import Told

from luthier.contract.models import ProcessFile, StatusFile, Task, VersionInput
from luthier.core.process import milliseconds_token

ROOT = Path(__file__).parents[1]
ROWS = [(f"free money {n}" if n % 2 else f"the minutes {n}", "spam" if n % 2 else "ham", "train") for n in range(40)]


class Job:
    """A training of a tiny model in a folder of its own."""

    def __init__(self, project: Path, name: str, spec: dict[str, Any]) -> None:
        self.folder = project / "runs" / name
        self.folder.mkdir(parents=True)
        (self.folder / "job.json").write_text(json.dumps(spec))

    def start(self, **options: Any) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "luthier", "run", str(self.folder / "job.json")]
        environment = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
        return subprocess.Popen(command, **{"stdout": subprocess.DEVNULL, "env": environment, **options})

    def run(self) -> int:
        return self.start().wait(60)

    def until(self, happened: Callable[[], bool]) -> None:
        end = time.monotonic() + 60
        while not happened():
            assert time.monotonic() < end, (self.folder / "terminal.log").read_text()
            time.sleep(0.01)

    def steps_done(self) -> int:
        with contextlib.suppress(OSError, ValueError):  # not there yet, or in the middle of a line
            return max(Told(self.folder).metric("train/loss"), default=0)
        return 0

    @property
    def status(self) -> StatusFile:
        return StatusFile.model_validate_json((self.folder / "status.json").read_bytes())

    @property
    def process(self) -> ProcessFile:
        return ProcessFile.model_validate_json((self.folder / "process.json").read_bytes())


@pytest.fixture
def new_job(tmp_path: Path, model_folder: Path, task: Task, freeze: Callable[..., VersionInput]) -> Callable[..., Job]:
    version = freeze(ROWS).model_dump(by_alias=True)

    def make(name: str = "run_a", **changes: Any) -> Job:
        spec = {
            "kind": "train",
            "id": "run_000000000001",
            "contractVersion": 1,
            "title": "A run",
            "createdAtMs": 0,
            "device": "cpu",
            "seed": 3,
            "version": version,
            "modelId": "md_000000000001",
            "model": {"path": str(model_folder), "adapterPath": None},
            "task": task.model_dump(by_alias=True),
            "methodId": "lora",
            "params": {"rank": 4, "dropout": 0.1},
            "schedule": {"batch_rows": 4, "epochs": 3, "precision": "fp32", "checkpoint_every_steps": 4},
            **changes,
        }
        return Job(tmp_path / "project", name, spec)

    return make


ENDLESS = {"batch_rows": 4, "epochs": 100, "precision": "fp32", "checkpoint_every_steps": 4}


def test_a_killed_job_is_carried_on_and_equals_the_unbroken_one(new_job: Callable[..., Job]) -> None:
    whole, broken = new_job("whole"), new_job("broken")
    assert whole.run() == 0

    process = broken.start()
    broken.until(lambda: broken.steps_done() >= 6)
    process.kill()
    process.wait()
    assert not (broken.folder / "status.json").exists()
    assert broken.run() == 0

    assert (broken.status.state, broken.status.attempt, broken.process.attempt) == ("finished", 2, 2)
    told, expected = Told(broken.folder), Told(whole.folder)
    assert told.metric("train/loss") == expected.metric("train/loss")
    assert all(torch.equal(told.weights(30)[name], weight) for name, weight in expected.weights(30).items())
    assert [event["seq"] for event in told.events] == list(range(1, len(told.events) + 1))
    assert told.events[-1]["kind"] == "finished"


def test_a_pause_frees_the_device_and_the_job_carries_on_when_asked(new_job: Callable[..., Job]) -> None:
    job = new_job(schedule=ENDLESS)
    process = job.start()
    job.until(lambda: job.steps_done() >= 1)
    (job.folder / "pause").touch()
    assert process.wait(30) == 75
    paused_at = Told(job.folder).events[-1]
    assert job.status.state == "paused"

    process = job.start()
    job.until(lambda: job.steps_done() > paused_at["step"])
    process.send_signal(signal.SIGTERM)

    assert process.wait(30) == 130
    assert paused_at["kind"] == "paused"
    assert (job.status.state, job.status.error, job.status.bug) == ("cancelled", None, None)
    starts = [event["resumedFrom"] for event in Told(job.folder).events if event["kind"] == "started"]
    assert starts == [0, paused_at["step"]]


def test_a_job_outlives_its_terminal(new_job: Callable[..., Job]) -> None:
    job = new_job(schedule=ENDLESS)
    parent, child = pty.openpty()
    process = job.start(stdin=child, stdout=child, stderr=child, start_new_session=True)
    os.close(child)
    job.until(lambda: job.steps_done() >= 1)
    process.send_signal(signal.SIGHUP)
    os.close(parent)  # nobody reads any more, and the terminal is gone
    seen = job.steps_done()

    job.until(lambda: job.steps_done() > seen + 2)
    process.send_signal(signal.SIGINT)

    assert process.wait(30) == 130
    log = (job.folder / "terminal.log").read_bytes()
    assert b"A run" in log
    assert b"\r\x1b[2K" in log, "on a terminal the progress line redraws itself"
    assert log.endswith(b"\nCancelled.\n")


def test_process_json_names_the_process_for_good(new_job: Callable[..., Job]) -> None:
    job = new_job(schedule=ENDLESS)
    process = job.start()
    job.until(lambda: (job.folder / "process.json").exists())
    stat = Path(f"/proc/{process.pid}/stat").read_text()

    assert job.process.pid == process.pid
    assert job.process.start_token == stat.rpartition(")")[2].split()[19]
    assert abs(job.process.started_at_ms / 1000 - psutil.Process(process.pid).create_time()) < 30
    process.kill()
    process.wait()


def test_where_there_is_no_proc_the_name_of_the_process_is_the_time_that_ps_tells() -> None:
    ask = ["ps", "-o", "lstart=", "-p", str(os.getpid())]
    told = subprocess.run(
        ask, capture_output=True, text=True, check=True, env=os.environ | {"TZ": "UTC", "LC_ALL": "C"}
    )
    began = datetime.strptime(f"{told.stdout.strip()} +0000", "%a %b %d %H:%M:%S %Y %z")

    assert abs(int(milliseconds_token()) - began.timestamp() * 1000) < 1500


def test_a_job_is_asked_to_end_by_a_file_where_there_are_no_signals_and_asked_once(new_job: Callable[..., Job]) -> None:
    job = new_job(schedule=ENDLESS)
    process = job.start()
    job.until(lambda: job.steps_done() >= 1)
    (job.folder / "cancel").touch()

    assert process.wait(30) == 130
    assert job.status.state == "cancelled"
    assert not (job.folder / "cancel").exists()


def test_an_error_is_told_in_the_events_and_the_status(new_job: Callable[..., Job]) -> None:
    job = new_job(methodId="guess")

    assert job.run() == 1
    assert job.status.state == "failed"
    assert job.status.error is not None
    assert job.status.error.code == "training.method_unknown"
    assert Told(job.folder).events[-1]["kind"] == "failed"
    assert "There is no training method guess." in (job.folder / "terminal.log").read_text()


def test_a_bug_keeps_its_stack_and_is_no_error(new_job: Callable[..., Job]) -> None:
    job = new_job()
    (job.folder / "result").write_text("a file where a folder should be")

    assert job.run() == 70
    assert (job.status.state, job.status.error) == ("failed", None)
    assert job.status.bug is not None
    assert job.status.bug.startswith("FileExistsError")
    assert "Traceback" in (job.folder / "terminal.log").read_text()


def test_a_job_that_cannot_be_read_is_refused(new_job: Callable[..., Job]) -> None:
    job = new_job(seed=-0.5)

    assert job.run() == 1
    assert job.status.error is not None
    assert job.status.error.code == "job.spec_invalid"
