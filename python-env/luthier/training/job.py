"""The training job: from `job.json` to an adapter."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, cast

import torch

from luthier.contract.models import Task, TrainJob
from luthier.core.device import Device, choose
from luthier.core.errors import LuthierError
from luthier.core.events import Precision
from luthier.core.job import JobContext
from luthier.core.knobs import build
from luthier.dataset.task import check_labels, truncated
from luthier.dataset.version import Row, read_version
from luthier.models.load import load_base
from luthier.training.batches import encode
from luthier.training.fused_lora import fuse
from luthier.training.methods import METHODS
from luthier.training.packing import pack_attention
from luthier.training.recipe import Lesson, recorded_precision, train
from luthier.training.schedule import Schedule

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

RESULT = "result/adapter.json"


def run(spec: TrainJob, context: JobContext) -> str:
    """Trains what `job.json` asks for and returns the file that names the best adapter.

    Raises:
        LuthierError: `training.method_unknown`, `params.invalid`, `dataset.too_small`, `evaluation.label_unknown`,
            `training.out_of_memory`, and what reading the version, loading the model and the recipe raise.
    """
    method = METHODS.get(spec.method_id)
    if method is None:
        raise LuthierError("training.method_unknown", method=spec.method_id, known=", ".join(METHODS))
    if spec.model.adapter_path is not None:
        raise LuthierError("model.unsupported", type="a base model that has an adapter", purpose="training")
    params = build(method.params, spec.params.root)
    schedule = _halved(build(Schedule, spec.schedule.root), context)

    train_rows, validation_rows = _rows(spec, context, "train"), _rows(spec, context, "validation")
    if len(train_rows) < method.min_train_rows:
        raise LuthierError(
            "dataset.too_small",
            rows=len(train_rows),
            purpose=f"training by {method.title}",
            needed=method.min_train_rows,
        )
    check_labels(spec.task, [*train_rows, *validation_rows])

    device = choose(spec.device)
    precision = _precision(schedule, device, context)
    context.events.stage("load", f"loading {spec.model.path}")
    model, tokenizer = load_base(
        context.path(spec.model.path),
        device=device.torch,
        dtype=torch.bfloat16 if precision == "bf16" else torch.float32,
    )

    context.events.stage("tokenise", f"reading {len(train_rows)} training rows")
    _say_what_is_cut(tokenizer, spec.task, train_rows, context)
    validation_rows = _evenly(validation_rows, schedule.eval_rows)
    if not validation_rows:
        context.events.note("There are no validation rows: the last step is used, and patience is off.")

    torch.manual_seed(spec.seed)
    base = cast("PreTrainedModel", model)
    adapted = method.prepare(base, params)
    fuse(adapted)
    pack_attention(base)
    lesson = Lesson(
        job_id=spec.id,
        train=encode(tokenizer, spec.task, train_rows),
        validation=encode(tokenizer, spec.task, validation_rows),
        schedule=schedule,
        seed=spec.seed,
        device=device.name,
        precision=precision,
    )
    context.events.stage("train", f"training by {method.title}")
    memory_ran_out = False
    try:
        train(adapted, lesson, context)
    except (MemoryError, RuntimeError) as error:
        memory_ran_out = _is_out_of_memory(error)
        if not memory_ran_out:
            raise
    if memory_ran_out:  # told out here: the error's traceback holds the tensors that filled the memory
        rows = max(1, schedule.micro_batch_tokens // max(example.tokens for example in lesson.train))
        raise LuthierError("training.out_of_memory", rows=min(rows, schedule.batch_rows))
    return RESULT


def _rows(spec: TrainJob, context: JobContext, split: str) -> list[Row]:
    version = spec.version
    return read_version(context.path(version.path), version.sha256, version.text_column, version.label_column, split)


def _precision(schedule: Schedule, device: Device, context: JobContext) -> Precision:
    """What was asked for; with `auto` that of an earlier attempt, or bf16 where the device has instructions for it."""
    if schedule.precision != "auto":
        return "bf16" if schedule.precision == "bf16" else "fp32"
    return recorded_precision(context) or ("bf16" if device.has_bf16 else "fp32")


def _halved(schedule: Schedule, context: JobContext) -> Schedule:
    """The schedule with the batches that fit: the core counts in `halvings` how often memory ran out."""
    try:
        halvings = int((context.folder / "halvings").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return schedule
    tokens = max(1, schedule.micro_batch_tokens >> halvings)
    context.events.note(
        f"Memory ran out before: {tokens} tokens are computed at a time. Steps and results stay the same."
    )
    return replace(schedule, micro_batch_tokens=tokens)


def _evenly(rows: Sequence[Row], most: int) -> list[Row]:
    """At most so many rows, taken at equal distances."""
    count = min(most, len(rows))
    return [rows[place * len(rows) // count] for place in range(count)]


def _say_what_is_cut(
    tokenizer: "PreTrainedTokenizerBase", task: Task, rows: Sequence[Row], context: JobContext
) -> None:
    cut = sum(truncated(tokenizer, task, row.text) for row in rows)
    if cut:
        context.events.note(f"{cut} of {len(rows)} training texts are cut to {task.max_text_tokens} tokens.")


def _is_out_of_memory(error: Exception) -> bool:
    return isinstance(error, MemoryError | torch.OutOfMemoryError) or "can't allocate memory" in str(error)
