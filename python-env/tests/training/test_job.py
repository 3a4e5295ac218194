"""A training job from `job.json` to the adapter it names."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from told import Told

from luthier.contract.models import ModelInput, Params, Task, TrainJob, VersionInput
from luthier.core.device import Device
from luthier.core.errors import LuthierError
from luthier.core.job import JobContext
from luthier.training import job
from luthier.training.job import run

ROWS = [
    (
        f"free money {n}" if n % 2 else f"the minutes {n}",
        "spam" if n % 2 else "ham",
        "train" if n < 20 else "validation",
    )
    for n in range(26)
]
Ask = Callable[..., TrainJob]


@pytest.fixture
def ask(model_folder: Path, task: Task, freeze: Callable[..., VersionInput]) -> Ask:
    def asked(rows: Any = ROWS, **changes: Any) -> TrainJob:
        return TrainJob(
            **{
                "kind": "train",
                "id": "run_000000000001",
                "contract_version": 1,
                "title": "A run",
                "created_at_ms": 0,
                "device": "cpu",
                "seed": 3,
                "version": freeze(rows),
                "model_id": "md_000000000001",
                "model": ModelInput(path=str(model_folder), adapter_path=None),
                "task": task,
                "method_id": "lora",
                "params": Params({"rank": 4.0}),
                "schedule": Params({"batch_rows": 4.0, "precision": "fp32"}),
                **changes,
            }
        )

    return asked


def test_a_job_names_the_adapter_it_made(ask: Ask, context: JobContext) -> None:
    assert run(ask(), context) == "result/adapter.json"

    told = Told(context.folder)
    assert told.result["path"] == "checkpoints/step-000005/adapter"
    assert [event["stage"] for event in told.events if event["kind"] == "stage"] == ["load", "tokenise", "train"]
    assert list(told.metric("train/loss")) == [1, 2, 3, 4, 5]
    assert list(told.metric("eval/loss")) == [5]


@pytest.mark.parametrize(("has_bf16", "precision"), [(True, "bf16"), (False, "fp32")])
def test_auto_is_what_the_device_has_and_an_attempt_that_carries_on_keeps_it(
    has_bf16: bool, precision: str, ask: Ask, context: JobContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = ask(schedule=Params({"batch_rows": 4.0, "precision": "auto"}))
    monkeypatch.setattr(Device, "has_bf16", has_bf16)
    run(spec, context)
    monkeypatch.setattr(Device, "has_bf16", not has_bf16)
    run(spec, context)

    told = Told(context.folder)
    assert told.result["precision"] == precision
    assert [event["precision"] for event in told.events if event["kind"] == "started"] == [precision] * 2


def test_the_same_job_gives_the_same_weights(ask: Ask, context: JobContext) -> None:
    run(ask(), context)
    first = Told(context.folder).weights(5)
    for path in sorted((context.folder / "checkpoints").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()

    torch.rand(3)
    run(ask(), context)

    assert all(torch.equal(weight, first[name]) for name, weight in Told(context.folder).weights(5).items())


def test_rows_that_are_cut_and_a_missing_validation_split_are_told(ask: Ask, context: JobContext, task: Task) -> None:
    rows = [("x" * 100, label, "train") for _, label, _ in ROWS]

    run(ask(rows, task=task.model_copy(update={"max_text_tokens": 8})), context)

    assert [event["says"] for event in Told(context.folder).events if event["kind"] == "note"] == [
        "26 of 26 training texts are cut to 8 tokens.",
        "There are no validation rows: the last step is used, and patience is off.",
    ]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"method_id": "guess"}, "training.method_unknown"),
        ({"params": Params({"rank": 0.0})}, "params.invalid"),
        ({"schedule": Params({"patience": "long"})}, "params.invalid"),
        ({"rows": ROWS[:7]}, "dataset.too_small"),
        ({"rows": [*ROWS, ("a", "eggs", "train")]}, "evaluation.label_unknown"),
        ({"rows": [*ROWS, ("a", "eggs", "validation")]}, "evaluation.label_unknown"),
        ({"model": ModelInput(path="/models/m", adapter_path="/adapters/a")}, "model.unsupported"),
        ({"model": ModelInput(path="models/none", adapter_path=None)}, "model.folder_incomplete"),
        ({"device": "GPU-none"}, "params.invalid"),
    ],
)
def test_what_cannot_be_trained_is_refused_before_anything_is_computed(
    changes: dict[str, Any], code: str, ask: Ask, context: JobContext
) -> None:
    with pytest.raises(LuthierError) as refused:
        run(ask(**changes), context)

    assert refused.value.code == code
    assert not (context.folder / "checkpoints").exists()


@pytest.mark.parametrize(
    "error", [torch.OutOfMemoryError("CUDA out of memory"), RuntimeError("DefaultCPUAllocator: can't allocate memory")]
)
def test_memory_that_ran_out_is_an_error_the_core_can_act_on(
    error: Exception, ask: Ask, context: JobContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(job, "train", fail)

    with pytest.raises(LuthierError, match="Memory ran out with 4 rows a micro-batch") as refused:
        run(ask(), context)

    assert refused.value.__context__ is None  # its traceback would keep the memory


def test_after_halvings_less_is_computed_at_a_time(
    ask: Ask, context: JobContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    monkeypatch.setattr(job, "train", lambda _, lesson, __: seen.append(lesson.schedule.micro_batch_tokens))

    run(ask(), context)
    (context.folder / "halvings").write_text("2")
    run(ask(), context)

    assert seen == [2048, 512]
