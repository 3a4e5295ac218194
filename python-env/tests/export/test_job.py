"""The export job on a real, tiny model: the card, the ladder, and what is refused."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import onnx_ir as ir
import pytest

from luthier.contract.models import (
    CONTRACT_VERSION,
    ExportJob,
    ExportManifest,
    Gate,
    ModelInput,
    ParityCard,
    Task,
    VersionInput,
)
from luthier.core.device import choose
from luthier.core.errors import LuthierError
from luthier.core.files import sha256_of
from luthier.core.job import JobContext
from luthier.dataset.version import read_version
from luthier.evaluation.answers import answers_of
from luthier.evaluation.bench import Bench
from luthier.evaluation.bootstrap import Bootstrap
from luthier.export import targets
from luthier.export.job import run
from luthier.export.parity import Judged, judge
from luthier.export.targets import onnx_int8
from luthier.export.targets.target import Rung

Freeze = Callable[..., VersionInput]
TEXTS = [
    ("free money for you and the winner", "spam", "test"),
    ("the minutes of the meeting", "ham", "test"),
    ("this mail is ham", "ham", "test"),
    ("the mail is spam and the money is free", "spam", "test"),
] * 5


@pytest.fixture
def spec(freeze: Freeze, model_folder: Path, adapter_folder: Path, task: Task) -> ExportJob:
    return ExportJob(
        kind="export",
        contract_version=CONTRACT_VERSION,
        id="ex_000000000001",
        title="export",
        created_at_ms=0,
        device="cpu",
        seed=1,
        run_id="run_000000000001",
        model=ModelInput(path=str(model_folder), adapter_path=str(adapter_folder)),
        version=freeze(TEXTS),
        split="test",
        task=task,
        target_id="onnx-int8",
        params={},
        gate=Gate(metric="macro-f1", max_drop_points=100),
    )


def card(context: JobContext) -> ParityCard:
    return ParityCard.model_validate_json((context.folder / "parity.json").read_text())


def test_EX_1_an_export_is_read_by_its_runtime_and_says_how_it_compares(spec: ExportJob, context: JobContext) -> None:
    assert run(spec, context) == "parity.json"

    made = card(context)
    assert made.passed
    assert made.row_count == len(TEXTS)
    assert made.prediction_agreement >= 0.9
    assert made.weights_differ_from_base
    assert made.template_survives
    assert made.stop_tokens_survive
    assert made.latency_ratio > 0


def test_EX_2_every_file_of_the_export_is_in_the_manifest_with_its_hash(spec: ExportJob, context: JobContext) -> None:
    run(spec, context)

    manifest = ExportManifest.model_validate_json((context.folder / "manifest.json").read_text())
    there = {path.relative_to(context.folder).as_posix() for path in (context.folder / "model").rglob("*")}
    assert {file.path for file in manifest.files} == there
    for file in manifest.files:
        assert sha256_of(context.folder / file.path) == file.sha256
    assert not list(context.folder.glob(".*"))  # no half-written folder, no scratch


def spoil(path: Path) -> None:
    """Turns the answers of an exported model around: what it found likeliest becomes unlikeliest."""
    model = ir.load(path)
    ir.external_data.load_to_model(model)
    logits = model.graph.outputs[0]
    turned = ir.node("Neg", [logits])
    turned.outputs[0].name, logits.name = logits.name, "logits.before"
    turned.outputs[0].shape, turned.outputs[0].type = logits.shape, logits.type
    model.graph.append(turned)
    model.graph.outputs[0] = turned.outputs[0]
    ir.save(model, path, external_data=f"{path.name}.data")


def ladder(monkeypatch: pytest.MonkeyPatch, *, spoilt: set[str]) -> None:
    """The real target, but for rungs whose models are spoilt after they were written."""

    def write(source: Path, folder: Path, rung: Rung, params: Any) -> None:
        onnx_int8.write(source, folder, rung, params)
        if rung.id in spoilt:
            spoil(folder / onnx_int8.MODEL)

    monkeypatch.setitem(targets.TARGETS, "onnx-int8", replace(onnx_int8.TARGET, write=write))


def strict(spec: ExportJob) -> ExportJob:
    """As the real gate, on rows that the model answers so that spoiling shows."""
    return spec.model_copy(update={"gate": Gate(metric="macro-f1", max_drop_points=1)})


def learnt(monkeypatch: pytest.MonkeyPatch) -> None:
    """Takes what the source answers for the truth, so that its score is 1 and any other answer costs."""

    def against_source(subjects: Any, draws: int, seed: int) -> Any:
        truth = subjects[0].predicted
        return Bootstrap([replace(answers, truth=truth) for answers in subjects], draws, seed)

    monkeypatch.setattr("luthier.export.parity.Bootstrap", against_source)


def test_EX_3_a_rung_that_loses_too_much_is_followed_by_a_more_exact_one_and_the_card_says_so(
    spec: ExportJob, context: JobContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    learnt(monkeypatch)
    ladder(monkeypatch, spoilt={"mixed"})

    run(strict(spec), context)

    first, second = card(context).attempts
    assert (first.passed, second.passed) == (False, True)
    assert first.drop_points > 1
    assert second.kept_higher[0].layers == "all projections"


def test_EX_4_when_no_rung_holds_the_job_fails_and_the_card_is_there_to_say_why(
    spec: ExportJob, context: JobContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    learnt(monkeypatch)
    ladder(monkeypatch, spoilt={rung.id for rung in onnx_int8.RUNGS})

    with pytest.raises(LuthierError, match="The exported model lost"):
        run(strict(spec), context)

    made = card(context)
    assert not made.passed
    assert made.failure is not None
    assert "points of macro-f1 lost" in made.failure
    assert len(made.attempts) == len(onnx_int8.RUNGS)


def test_EX_5_an_adapter_that_changes_nothing_is_not_exported_as_if_it_did(
    spec: ExportJob, context: JobContext, model_folder: Path, tmp_path: Path
) -> None:
    from peft import LoraConfig, get_peft_model
    from transformers import AutoModelForCausalLM

    untrained = get_peft_model(
        AutoModelForCausalLM.from_pretrained(model_folder),
        LoraConfig(r=4, target_modules="all-linear", task_type="CAUSAL_LM"),
    )
    untrained.save_pretrained(str(tmp_path / "untrained"))
    model = ModelInput(path=str(model_folder), adapter_path=str(tmp_path / "untrained"))

    with pytest.raises(LuthierError, match="equal the base model"):
        run(spec.model_copy(update={"model": model}), context)


def test_EX_8_an_export_is_measured_against_the_run_in_its_own_precision(
    spec: ExportJob, context: JobContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: dict[str, Any] = {}

    def seen(rung: Rung, source: Any, *given: Any) -> Judged:
        answers["source"] = source.probabilities
        return judge(rung, source, *given)

    monkeypatch.setattr("luthier.export.job.judge", seen)
    run(spec.model_copy(update={"precision": "bf16"}), context)

    version = spec.version
    path = context.path(version.path)
    rows = read_version(path, version.sha256, version.text_column, version.label_column, spec.split)
    bench = Bench(context, choose("cpu"), "bf16")
    with bench.scorer(spec.model, spec.task) as scorer:
        evaluated = scorer.log_likelihoods([row.text for row in rows])
    truth = np.array([spec.task.labels.index(row.label) for row in rows])
    np.testing.assert_array_equal(answers["source"], answers_of(truth, evaluated).probabilities)


def test_EX_6_the_knob_chooses_where_to_begin(spec: ExportJob, context: JobContext) -> None:
    chosen = spec.model_validate({**spec.model_dump(by_alias=True), "params": {"start": "exact-table"}})

    run(chosen, context)

    assert [attempt.title for attempt in card(context).attempts] == ["8-bit weights, fp32 activations and table"]


def test_EX_7_an_export_of_one_form_alone_fails_when_that_one_does(
    spec: ExportJob, context: JobContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    def judged_too_low(*given: Any) -> Judged:
        found = judge(*given)
        return replace(found, attempt=found.attempt.model_copy(update={"drop_points": 2.0, "passed": False}))

    monkeypatch.setattr("luthier.export.job.judge", judged_too_low)
    chosen = spec.model_validate({**spec.model_dump(by_alias=True), "params": {"only": True}})

    with pytest.raises(LuthierError, match="gate"):
        run(chosen, context)

    assert [attempt.title for attempt in card(context).attempts] == ["INT8"]
