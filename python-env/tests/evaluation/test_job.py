"""An evaluation job leaves a report and every answer, and what stops it says so."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from luthier.contract.models import EvaluateJob, EvaluationReport, Prediction, Task, VersionInput
from luthier.core.errors import LuthierError
from luthier.core.job import Cancelled
from luthier.evaluation.job import run

ROWS = [
    ("free money", "spam", "test"),
    ("not in the split", "spam", "train"),
    ("the minutes of the meeting", "ham", "test"),
    ("winner " * 60, "spam", "test"),
    ("lunch?", "ham", "test"),
]


def job(version: VersionInput, task: Task, model_folder: Path, adapter_folder: Path, **changes: Any) -> EvaluateJob:
    subjects = [
        {"name": "base", "model": {"path": str(model_folder), "adapterPath": None}},
        {"name": "tuned", "model": {"path": str(model_folder), "adapterPath": str(adapter_folder)}},
        {"name": "base again", "model": {"path": str(model_folder), "adapterPath": None}},
    ]
    return EvaluateJob.model_validate(
        {
            "contractVersion": 1,
            "device": "cpu",
            "seed": 1,
            "kind": "evaluate",
            "id": "ev_000000000001",
            "title": "Evaluate base against tuned",
            "createdAtMs": 0,
            "runId": "run_000000000001",
            "version": version,
            "split": "test",
            "task": task,
            "subjects": subjects,
            "bootstrapDraws": 100,
            **changes,
        }
    )


def test_a_report_compares_the_subjects_on_the_same_rows(
    context: Any, freeze: Callable[..., VersionInput], task: Task, model_folder: Path, adapter_folder: Path
) -> None:
    path = run(job(freeze(ROWS), task, model_folder, adapter_folder), context)

    report = EvaluationReport.model_validate_json((context.folder / path).read_text())
    lines = (context.result / "predictions.jsonl").read_text().splitlines()
    predictions = [Prediction.model_validate_json(line) for line in lines]
    assert (path, report.row_count, report.truncated_rows, report.labels) == ("result/report.json", 4, 1, task.labels)
    assert [subject.name for subject in report.subjects] == ["base", "tuned", "base again"]
    assert [(line.row, line.label) for line in predictions] == [(1, "spam"), (3, "ham"), (4, "spam"), (5, "ham")]
    for i, subject in enumerate(report.subjects):
        right = sum(line.answers[i].predicted == line.label for line in predictions)
        assert subject.scores[0].value == right / 4
        assert sum(map(sum, subject.confusion)) == 4
        assert (subject.latency_ms.rows, subject.latency_ms.p50 > 0) == (4, True)
        assert all(sum(line.answers[i].probabilities) == pytest.approx(1) for line in predictions)

    base, tuned, again = ([line.answers[i].probabilities for line in predictions] for i in range(3))
    assert base == again  # the adapter left no trace
    assert base != tuned
    assert [difference.subject for difference in report.differences] == ["tuned", "base again"]
    assert all(score.value == score.low == score.high == 0 for score in report.differences[1].scores)


@pytest.mark.parametrize("precision", ["fp32", "bf16"])
def test_a_run_is_evaluated_in_the_precision_it_was_trained_in(
    precision: str,
    context: Any,
    freeze: Callable[..., VersionInput],
    task: Task,
    model_folder: Path,
    adapter_folder: Path,
) -> None:
    path = run(job(freeze(ROWS), task, model_folder, adapter_folder, precision=precision), context)

    assert EvaluationReport.model_validate_json((context.folder / path).read_text()).precision == precision


def test_progress_counts_the_rows_of_all_subjects(
    context: Any, freeze: Callable[..., VersionInput], task: Task, model_folder: Path, adapter_folder: Path
) -> None:
    run(job(freeze(ROWS), task, model_folder, adapter_folder), context)

    events = [json.loads(line) for line in (context.folder / "events.jsonl").read_text().splitlines()]
    started = events[0]
    assert (started["kind"], started["total"], started["unit"]) == ("started", 12, "row")
    assert [(event["done"], event["total"]) for event in events if event["kind"] == "progress"][-1] == (12, 12)


def test_a_label_that_the_task_does_not_have_names_the_row(
    context: Any, freeze: Callable[..., VersionInput], task: Task, model_folder: Path, adapter_folder: Path
) -> None:
    version = freeze([*ROWS, ("hello", "phishing", "test")])

    with pytest.raises(LuthierError) as caught:
        run(job(version, task, model_folder, adapter_folder), context)
    assert caught.value.facts == {"row": 6, "label": "phishing", "labels": "ham, spam"}


def test_a_split_without_rows_is_refused(
    context: Any, freeze: Callable[..., VersionInput], task: Task, model_folder: Path, adapter_folder: Path
) -> None:
    with pytest.raises(LuthierError) as caught:
        run(job(freeze(ROWS), task, model_folder, adapter_folder, split="validation"), context)
    assert (caught.value.code, caught.value.facts["split"]) == ("dataset.not_split", "validation")


def test_a_job_that_is_asked_to_stop_leaves_no_report(
    context: Any, freeze: Callable[..., VersionInput], task: Task, model_folder: Path, adapter_folder: Path
) -> None:
    context.request_stop()

    with pytest.raises(Cancelled):
        run(job(freeze(ROWS), task, model_folder, adapter_folder), context)
    assert list(context.result.iterdir()) == []
