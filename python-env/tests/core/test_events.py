"""Events are lines of the contract, numbered over all attempts of a job."""

import json
import os
import threading
from pathlib import Path
from typing import Any

import pytest

from luthier.contract.models import JobEvent
from luthier.core import events as events_module
from luthier.core.errors import LuthierError
from luthier.core.events import Events


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_every_kind_of_event_is_a_line_of_the_contract(tmp_path: Path) -> None:
    with Events(tmp_path / "events.jsonl") as events:
        events.started("run_000000000001", 8, "step", "cpu", "bf16", resumed_from=2)
        events.stage("load", "loading the model")
        events.progress(3, 8)
        events.metric("train/loss", 3, 2.5)
        events.checkpoint(3, "checkpoints/step-000003", 1234, best=True)
        events.note("rows are cut", None)
        events.note("damaged", LuthierError("training.diverged", step=1).payload)
        events.paused(3)
        events.finished("result/adapter.json", 1.23456)
        events.failed(LuthierError("training.diverged", step=4).payload)

    said = lines(tmp_path / "events.jsonl")
    for event in said:
        JobEvent.model_validate(event)
    assert [event["seq"] for event in said] == list(range(1, 11))
    assert all(event.pop("atMs") > 1.7e12 for event in said)
    assert said[2] == {"seq": 3, "kind": "progress", "done": 3, "total": 8, "etaSeconds": None}
    assert said[5] == {"seq": 6, "kind": "note", "says": "rows are cut", "error": None}
    assert "where" not in said[9]["error"]


def test_another_attempt_counts_on_and_mends_half_a_line(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    with Events(path) as events:
        events.stage("a", "a")
        events.stage("b", "b")
    with path.open("a") as file:
        file.write('{"seq":3,"kin')

    with Events(path) as events:
        events.stage("c", "c")

    assert [(event["seq"], event["stage"]) for event in lines(path)] == [(1, "a"), (2, "b"), (3, "c")]


def test_a_number_that_is_not_finite_is_never_written(tmp_path: Path) -> None:
    with Events(tmp_path / "events.jsonl") as events, pytest.raises(ValueError, match="train/loss is nan at step 1"):
        events.metric("train/loss", 1, float("nan"))

    assert lines(tmp_path / "events.jsonl") == []


def test_progress_is_written_four_times_a_second_at_most_and_at_the_end(tmp_path: Path) -> None:
    with Events(tmp_path / "events.jsonl") as events:
        for done in range(1, 501):
            events.progress(done, 500)

    said = lines(tmp_path / "events.jsonl")
    assert len(said) < 20
    assert (said[-1]["done"], said[-1]["etaSeconds"]) == (500, 0)


def test_lines_of_several_threads_stay_whole_and_in_order(tmp_path: Path) -> None:
    with Events(tmp_path / "events.jsonl") as events:
        threads = [
            threading.Thread(target=lambda: [events.metric("m", step, 1.0) for step in range(100)]) for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert [event["seq"] for event in lines(tmp_path / "events.jsonl")] == list(range(1, 401))


def test_a_heart_beats_while_the_work_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events_module, "HEARTBEAT_SECONDS", 0.01)
    beat = threading.Event()
    with Events(tmp_path / "events.jsonl"):
        while not beat.wait(0.01):
            if (tmp_path / "events.jsonl").stat().st_size > 0:
                beat.set()

    first = lines(tmp_path / "events.jsonl")[0]
    assert first["kind"] == "heartbeat"
    assert first["memoryBytes"] > 1e7


def test_a_line_that_does_not_fit_on_the_disk_leaves_no_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    with Events(tmp_path / "events.jsonl") as events:
        events.stage("a", "a")
        monkeypatch.setattr(os, "write", lambda file, line: write(file, line[:10]))
        with pytest.raises(LuthierError, match="is full"):
            events.stage("b", "b")
        monkeypatch.undo()
        events.stage("c", "c")

    assert [(event["seq"], event["stage"]) for event in lines(tmp_path / "events.jsonl")] == [(1, "a"), (2, "c")]
