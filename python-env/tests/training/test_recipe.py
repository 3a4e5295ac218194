"""A run that is stopped, killed or damaged gives what the unbroken run gives, or says why it cannot."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from full_disk import files_of_at_most
from safetensors.torch import load_file
from told import Told

from luthier.core.errors import LuthierError
from luthier.core.job import Cancelled, JobContext, Paused
from luthier.training import recipe
from luthier.training.recipe import Lesson, train

MakeModel = Callable[[], Any]
STEPS = 15  # 22 rows, 4 a step: 6 steps an epoch; two and a half epochs


def whole_run(lesson: Lesson, make_model: MakeModel, attempt: Any, name: str = "whole") -> Told:
    with attempt(name) as context:
        train(make_model(), lesson, context)
    return Told(context.folder)


def pausing_after(context: JobContext, steps: set[int], monkeypatch: pytest.MonkeyPatch) -> None:
    """Asks for a pause once these steps are done."""
    done = Told(context.folder)
    monkeypatch.setattr(JobContext, "pause_requested", lambda _: max(done.metric("train/loss"), default=0) in steps)


def test_a_run_learns_and_tells_what_it_does(lesson: Lesson, make_model: MakeModel, attempt: Any) -> None:
    told = whole_run(replace(lesson, schedule=replace(lesson.schedule, epochs=8)), make_model, attempt)

    losses = told.metric("train/loss")
    assert list(losses) == list(range(1, 49))
    assert sum(list(losses.values())[-6:]) < 0.5 * sum(list(losses.values())[:6])
    for name in ("train/learning_rate", "train/grad_norm", "train/tokens_per_second"):
        assert list(told.metric(name)) == list(losses)
    assert told.events[0] | {"atMs": 0} == {
        "seq": 1,
        "atMs": 0,
        "kind": "started",
        "jobId": "run_000000000001",
        "total": 48,
        "unit": "step",
        "device": "cpu",
        "precision": "fp32",
        "resumedFrom": 0,
    }
    assert list(told.metric("eval/loss")) == [48]
    assert told.result == {
        "path": "checkpoints/step-000048/adapter",
        "step": 48,
        "evalLoss": told.metric("eval/loss")[48],
        "precision": "fp32",
    }


@pytest.mark.parametrize("every", [1, 7])
def test_a_run_paused_again_and_again_equals_the_unbroken_run_bit_for_bit(
    every: int, lesson: Lesson, make_model: MakeModel, attempt: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    lesson = replace(lesson, schedule=replace(lesson.schedule, eval_every_steps=4))
    whole = whole_run(lesson, make_model, attempt)
    stops = set(range(every, STEPS, every))
    pauses = []
    while True:
        with attempt("broken") as context:
            pausing_after(context, stops, monkeypatch)
            model = make_model()
            if pauses:
                torch.rand(7)  # another process has other random numbers, until they are restored
            try:
                train(model, lesson, context)
                break
            except Paused as paused:
                pauses.append(paused.step)
    broken = Told(context.folder)

    assert pauses == sorted(stops)
    assert broken.metric("train/loss") == whole.metric("train/loss")
    assert broken.metric("eval/loss") == whole.metric("eval/loss")
    assert broken.result == whole.result
    expected, found = whole.weights(STEPS), broken.weights(STEPS)
    assert all(torch.equal(found[name], tensor) for name, tensor in expected.items())
    assert [event["resumedFrom"] for event in broken.events if event["kind"] == "started"] == [0, *sorted(stops)]


def test_a_run_killed_between_checkpoints_goes_back_to_the_last_and_equals_the_unbroken_run(
    lesson: Lesson, make_model: MakeModel, attempt: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = whole_run(lesson, make_model, attempt)
    with attempt("broken") as context, monkeypatch.context() as patch:
        seen = Told(context.folder)
        patch.setattr(JobContext, "stop_if_asked", lambda _: 1 / (8 - len(seen.metric("train/loss"))))
        with pytest.raises(ZeroDivisionError):
            train(make_model(), lesson, context)

    with attempt("broken") as context:
        train(make_model(), lesson, context)
    broken = Told(context.folder)

    assert [event["resumedFrom"] for event in broken.events if event["kind"] == "started"] == [0, 6]
    assert broken.metric("train/loss") == whole.metric("train/loss")
    assert all(torch.equal(broken.weights(STEPS)[name], tensor) for name, tensor in whole.weights(STEPS).items())


def test_a_damaged_checkpoint_is_named_and_the_one_before_carries_on(
    lesson: Lesson, make_model: MakeModel, attempt: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = whole_run(lesson, make_model, attempt)
    with attempt("broken") as context:
        pausing_after(context, {10}, monkeypatch)
        with pytest.raises(Paused):
            train(make_model(), lesson, context)
    moments = context.folder / "checkpoints" / "step-000010" / "optimiser.safetensors"
    content = bytearray(moments.read_bytes())
    content[-1] ^= 1
    moments.write_bytes(content)

    with attempt("broken") as context:
        pausing_after(context, set(), monkeypatch)
        train(make_model(), lesson, context)
    broken = Told(context.folder)

    (note,) = (event for event in broken.events if event["kind"] == "note")
    assert note["error"]["code"] == "checkpoint.damaged"
    assert note["error"]["facts"] == {"file": "step-000010/optimiser.safetensors", "reason": "its hash differs"}
    assert [event["resumedFrom"] for event in broken.events if event["kind"] == "started"] == [0, 9]
    assert broken.metric("train/loss") == whole.metric("train/loss")


def test_a_full_disk_ends_the_run_with_the_older_checkpoint_whole_and_it_can_be_carried_on(
    lesson: Lesson, make_model: MakeModel, attempt: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = whole_run(lesson, make_model, attempt)
    write_state = recipe.write_state

    def on_a_full_disk(folder: Path, model: Any, optimiser: Any, progress: Any) -> None:
        with files_of_at_most(20_000 if progress.step == 6 else 1 << 30):
            write_state(folder, model, optimiser, progress)

    with attempt("broken") as context, monkeypatch.context() as patch:
        patch.setattr(recipe, "write_state", on_a_full_disk)
        with pytest.raises(LuthierError, match=r"The disk of .* is full") as full:
            train(make_model(), lesson, context)
    left = sorted(path.name for path in (context.folder / "checkpoints").iterdir())
    with attempt("broken") as context:
        train(make_model(), lesson, context)

    assert full.value.code == "disk.full"
    assert left == ["step-000003"]
    assert Told(context.folder).metric("train/loss") == whole.metric("train/loss")


def test_the_best_checkpoint_is_kept_and_named_and_patience_ends_the_run(
    lesson: Lesson, make_model: MakeModel, attempt: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    losses = iter([3.0, 2.0, 2.5, 2.25, 2.0, 1.0])
    monkeypatch.setattr(recipe, "mean_loss", lambda *_: next(losses))
    schedule = replace(lesson.schedule, eval_every_steps=2, keep_checkpoints=1, patience=3, checkpoint_every_steps=100)

    told = whole_run(replace(lesson, schedule=schedule), make_model, attempt)

    # best at step 4; 6, 8 and 10 are no better
    assert told.metric("eval/loss") == {2: 3.0, 4: 2.0, 6: 2.5, 8: 2.25, 10: 2.0}
    assert max(told.metric("train/loss")) == 10
    assert told.result == {
        "path": "checkpoints/step-000004/adapter",
        "step": 4,
        "evalLoss": 2.0,
        "precision": "fp32",
    }
    assert sorted(path.name for path in (told.folder / "checkpoints").iterdir()) == ["step-000004", "step-000010"]
    assert [event["best"] for event in told.events if event["kind"] == "checkpoint"] == [
        True,
        True,
        False,
        False,
        False,
    ]
    assert told.events[-1]["says"] == "Stopped at step 10: 3 evaluations without a better loss."


def test_without_validation_rows_the_last_checkpoint_is_used_and_none_is_called_the_best(
    lesson: Lesson, make_model: MakeModel, attempt: Any
) -> None:
    schedule = replace(lesson.schedule, patience=1, eval_every_steps=1)

    told = whole_run(replace(lesson, validation=[], schedule=schedule), make_model, attempt)

    assert told.metric("eval/loss") == {}
    assert told.result == {
        "path": "checkpoints/step-000015/adapter",
        "step": 15,
        "evalLoss": None,
        "precision": "fp32",
    }
    assert not any(event["best"] for event in told.events if event["kind"] == "checkpoint")


def test_a_loss_that_is_not_finite_ends_the_run_with_its_step(
    lesson: Lesson, make_model: MakeModel, attempt: Any
) -> None:
    model = make_model()
    weights = [weight for weight in model.parameters() if weight.requires_grad]
    weights[0].data[0, 0] = float("inf")

    with attempt("whole") as context, pytest.raises(LuthierError, match="not finite at step 1"):
        train(model, lesson, context)


def test_a_cancelled_run_stops_before_the_next_step(lesson: Lesson, make_model: MakeModel, attempt: Any) -> None:
    with attempt("whole") as context:
        context.request_stop()
        with pytest.raises(Cancelled):
            train(make_model(), lesson, context)

    assert Told(context.folder).metric("train/loss") == {}


def test_smaller_micro_batches_change_no_result(lesson: Lesson, make_model: MakeModel, attempt: Any) -> None:
    def plain() -> Any:
        model = make_model()
        for module in model.modules():
            if hasattr(module, "p"):
                module.p = 0.0  # dropout draws by the shape of a batch
        return model

    whole = whole_run(lesson, plain, attempt)
    halved = replace(lesson, schedule=replace(lesson.schedule, micro_batch_tokens=30))
    parts = whole_run(halved, plain, attempt, "parts")

    assert list(parts.metric("train/loss").values()) == pytest.approx(
        list(whole.metric("train/loss").values()), rel=1e-4
    )


def test_the_adapter_is_read_by_peft_and_merging_changes_no_answer(
    lesson: Lesson, make_model: MakeModel, attempt: Any, model_folder: Path
) -> None:
    from transformers import AutoModelForCausalLM

    from luthier.models.load import add_adapter

    told = whole_run(lesson, make_model, attempt)
    base = AutoModelForCausalLM.from_pretrained(model_folder)
    text = torch.tensor([lesson.train[0].prompt])
    before = base(text).logits

    model: Any = add_adapter(base, told.folder / told.result["path"])
    tuned = model(text).logits
    merged = model.merge_and_unload()(text).logits

    assert not torch.allclose(tuned, before, atol=1e-3)
    torch.testing.assert_close(merged, tuned, rtol=1e-4, atol=1e-4)


def test_a_checkpoint_holds_no_pickle(lesson: Lesson, make_model: MakeModel, attempt: Any) -> None:
    told = whole_run(lesson, make_model, attempt)
    folder = told.folder / "checkpoints" / "step-000015"

    assert sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()) == [
        "adapter/adapter_config.json",
        "adapter/adapter_model.safetensors",
        "adapter/manifest.json",
        "manifest.json",
        "optimiser.safetensors",
        "progress.json",
        "random.safetensors",
    ]
    assert load_file(folder / "random.safetensors")["cpu"].dtype == torch.uint8
    assert str(told.folder) not in "".join(path.read_text() for path in folder.rglob("*.json"))
