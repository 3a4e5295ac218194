"""The recipe: how an adapter is trained, from the first step, or the last checkpoint, to the last."""

import json
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import torch

from luthier.core import checkpoints
from luthier.core.errors import LuthierError
from luthier.core.events import Precision
from luthier.core.files import folder_size, write_atomically
from luthier.core.job import JobContext, Paused
from luthier.training.batches import Example, batches, rows_of_step, shared_prefix, step_count
from luthier.training.loss import answer_loss, mean_loss
from luthier.training.schedule import Schedule, learning_rate
from luthier.training.state import ADAPTER, Progress, read_state, write_state

if TYPE_CHECKING:
    from peft import PeftModel


RECORD = "adapter.json"


@dataclass(frozen=True)
class Lesson:
    """What a run learns from, and how its start is told."""

    job_id: str
    train: Sequence[Example]
    validation: Sequence[Example]
    """May be empty: the last checkpoint is then the one that is used."""
    schedule: Schedule
    seed: int
    device: str
    precision: Precision


def train(model: "PeftModel", lesson: Lesson, context: JobContext) -> Progress:
    """Trains `model`, which packs its attention, and writes checkpoints to the folder of the job.

    A checkpoint that is there and whole is carried on from; losses and weights equal those of an unbroken run.

    Returns:
        How far it came. `result/adapter.json` names the adapter of the best step, or of the last one before any was
        evaluated, and the precision.

    Raises:
        LuthierError: `training.diverged` on the first loss or gradient that is not finite; `disk.full`.
        Paused, Cancelled: the person asked; a pause has saved the step it names.
    """
    schedule, events, device = lesson.schedule, context.events, next(model.parameters()).device
    trained = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimiser = torch.optim.AdamW(
        trained, lr=schedule.peak_learning_rate, weight_decay=schedule.weight_decay, fused=True
    )
    prefix = shared_prefix([*lesson.train, *lesson.validation])
    unseen = batches(lesson.validation, prefix, schedule.micro_batch_tokens, device)
    steps = step_count(len(lesson.train), schedule.batch_rows, schedule.epochs)
    progress = _resume(model, optimiser, context)
    events.started(lesson.job_id, steps, "step", lesson.device, lesson.precision, resumed_from=progress.step)

    model.train()
    for step in range(progress.step + 1, steps + 1):
        if schedule.patience and progress.since_best >= schedule.patience:
            events.note(f"Stopped at step {step - 1}: {progress.since_best} evaluations without a better loss.")
            break
        context.stop_if_asked()
        began = time.perf_counter()
        rows = rows_of_step(step, len(lesson.train), schedule.batch_rows, lesson.seed)
        step_batches = batches([lesson.train[row] for row in rows], prefix, schedule.micro_batch_tokens, device)
        answer_tokens = sum(len(batch.answers) for batch in step_batches)

        loss = 0.0  # mean over the answer tokens of this step, nats
        for batch in step_batches:
            # Divided by the tokens of the whole step: a short batch counts by its tokens, not as a whole vote.
            batch_loss = answer_loss(model, batch) / answer_tokens
            batch_loss.backward()
            loss += batch_loss.item()

        norm = torch.nn.utils.clip_grad_norm_(trained, schedule.clip_norm).item()
        if not math.isfinite(loss) or not math.isfinite(norm):
            raise LuthierError("training.diverged", step=step)
        rate = learning_rate(step, steps, schedule)
        for group in optimiser.param_groups:
            group["lr"] = rate
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)

        progress.step = step
        events.metric("train/loss", step, loss)
        events.metric("train/grad_norm", step, norm)
        events.metric("train/learning_rate", step, rate)
        tokens = sum(batch.tokens for batch in step_batches)
        events.metric("train/tokens_per_second", step, tokens / (time.perf_counter() - began))

        is_last = step == steps
        is_evaluated = is_last or _due(step, schedule.eval_every_steps)
        if is_evaluated and unseen:
            _weigh(progress, mean_loss(model, unseen), context)
        events.progress(step, steps)

        is_pausing = context.pause_requested() and not is_last
        if is_evaluated or is_pausing or _due(step, schedule.checkpoint_every_steps):
            _save(model, optimiser, progress, lesson, context)
        if is_pausing:
            raise Paused(step)
    return progress


def recorded_precision(context: JobContext) -> Precision | None:
    """The precision that an earlier attempt of the run wrote down; None for a fresh start."""
    try:
        recorded = json.loads((context.result / RECORD).read_text(encoding="utf-8")).get("precision")
    except (OSError, ValueError):
        return None
    return recorded if recorded in ("fp32", "bf16") else None


def _resume(model: "PeftModel", optimiser: torch.optim.Optimizer, context: JobContext) -> Progress:
    """The state of the newest whole checkpoint, or a fresh start."""

    def note(says: str, error: LuthierError | None) -> None:
        context.events.note(says, error.payload if error else None)

    folder = context.folder / "checkpoints"
    step = checkpoints.newest_whole(folder, note)
    if step is None:
        return Progress()
    progress = read_state(checkpoints.folder_of(folder, step), model, optimiser)
    if progress.best_step not in checkpoints.steps_in(folder):  # it was the damaged one
        progress.best_step, progress.best_loss = None, None
    return progress


def _weigh(progress: Progress, loss: float, context: JobContext) -> None:
    """Takes an evaluation into account."""
    if not math.isfinite(loss):
        raise LuthierError("training.diverged", step=progress.step)
    context.events.metric("eval/loss", progress.step, loss)
    if progress.best_loss is None or loss < progress.best_loss:
        progress.best_step, progress.best_loss, progress.since_best = progress.step, loss, 0
    else:
        progress.since_best += 1


def _save(
    model: "PeftModel", optimiser: torch.optim.Optimizer, progress: Progress, lesson: Lesson, context: JobContext
) -> None:
    """Writes a checkpoint, names the best one as the result, and removes what need not be kept."""
    if progress.best_loss is None:  # never evaluated: the newest is used
        progress.best_step = progress.step
    write: Callable[[Path], None] = lambda folder: write_state(folder, model, optimiser, progress)  # noqa: E731
    folder = checkpoints.save(context.folder / "checkpoints", progress.step, write)
    path = folder.relative_to(context.folder).as_posix()
    is_best = progress.best_loss is not None and progress.best_step == progress.step
    context.events.checkpoint(progress.step, path, folder_size(folder), is_best)

    best = checkpoints.folder_of(folder.parent, progress.best_step or progress.step).relative_to(context.folder)
    named = {
        "path": f"{best.as_posix()}/{ADAPTER}",
        "step": progress.best_step,
        "evalLoss": progress.best_loss,
        "precision": lesson.precision,
    }
    write_atomically(context.result / RECORD, json.dumps(named, indent=2) + "\n")
    checkpoints.retain(folder.parent, lesson.schedule.keep_checkpoints, progress.best_step)


def _due(step: int, every: int) -> bool:
    return every > 0 and step % every == 0
