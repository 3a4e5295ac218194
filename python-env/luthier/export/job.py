"""The export job: a trained model in a form that runs elsewhere, and the proof that it is still the same model.

Writes `model/`, `manifest.json` and `parity.json`. A failed gate leaves them too, and says so in the card.
"""

import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np

from luthier.contract.models import (
    CONTRACT_VERSION,
    ExportedFile,
    ExportJob,
    ExportManifest,
    ExportSizes,
    ExportSource,
    ParityCard,
)
from luthier.core.device import cpu_flags
from luthier.core.errors import LuthierError
from luthier.core.files import folder_size, sha256_of, write_atomically, write_folder_atomically
from luthier.core.job import JobContext
from luthier.core.knobs import build
from luthier.core.wire import to_json
from luthier.dataset.task import check_labels
from luthier.dataset.version import Row, read_version
from luthier.evaluation.answers import Answers, answers_of
from luthier.evaluation.reader import AnswerReader, SequenceReader
from luthier.evaluation.score import LabelScorer
from luthier.export.merge import differs_from_base, merged
from luthier.export.parity import Judged, judge, latencies, stop_tokens_survive, template_survives
from luthier.export.targets import TARGETS
from luthier.export.targets.target import ExportTarget, Rung

if TYPE_CHECKING:
    from torch import nn
    from transformers import PreTrainedTokenizerBase

MODEL = "model"
STAGES = 5  # merge, source, convert, quantise, latency
FP32_BYTES = 4


@dataclass(frozen=True)
class Source:
    """The trained model, merged, with what it answers to the rows."""

    model: "nn.Module"
    tokenizer: "PreTrainedTokenizerBase"
    scorer: LabelScorer
    answers: Answers
    rows: Sequence[Row]


def run(spec: ExportJob, context: JobContext) -> str:
    """Exports the model of the job and returns the path of the card, relative to the folder of the job.

    Raises:
        LuthierError: `export.target_unknown`, `export.same_as_base`, `export.gate_failed` when the most exact rung
            loses more than the gate allows.
    """
    target = TARGETS.get(spec.target_id)
    if target is None:
        raise LuthierError("export.target_unknown", target=spec.target_id, known=", ".join(TARGETS))
    params: Any = build(target.params, spec.params.root)
    context.events.started(spec.id, total=STAGES, unit="stage", device="cpu", precision="fp32")

    source = _source(spec, context)
    attempts: list[Judged] = []
    with TemporaryDirectory(dir=context.folder, prefix=".convert-") as scratch:
        _stage(context, 2, "convert", f"writing the model for {target.runtime}")
        target.convert(source.model, Path(scratch))
        for rung in target.rungs(params):
            _stage(context, 3, "quantise", f"{rung.title}: quantising")
            with _model_folder(spec, source, context) as folder:
                target.write(Path(scratch), folder, rung, params)
            attempts.append(_attempt(target, rung, spec, source, context))
            if attempts[-1].attempt.passed:
                break

    card = _card(target, spec, source, attempts, context)
    write_atomically(context.folder / "manifest.json", to_json(_manifest(target, spec, context), indent=2) + "\n")
    write_atomically(context.folder / "parity.json", to_json(card, indent=2) + "\n")
    if not card.passed:
        last = attempts[-1].attempt
        raise LuthierError(
            "export.gate_failed",
            drop=round(last.drop_points, 2),
            metric=spec.gate.metric,
            allowed=spec.gate.max_drop_points,
        )
    context.events.progress(STAGES, STAGES)
    return "parity.json"


def _source(spec: ExportJob, context: JobContext) -> Source:
    import torch

    from luthier.evaluation.torch_reader import TorchReader
    from luthier.models.load import load

    _stage(context, 0, "merge", "adding the adapter into the weights")
    model, tokenizer = merged(spec.model, context)
    frozen = spec.version
    rows = read_version(context.path(frozen.path), frozen.sha256, frozen.text_column, frozen.label_column, spec.split)
    if not rows:
        raise LuthierError("dataset.not_split", dataset=Path(frozen.path).name, split=spec.split)
    check_labels(spec.task, rows)

    _stage(context, 1, "source", f"the trained model answers {len(rows)} rows")
    scorer = LabelScorer(TorchReader(model), tokenizer, spec.task)
    if spec.precision != "bf16":
        return Source(model, tokenizer, scorer, _answers(scorer, rows, spec, context), rows)
    # What the export is measured against is the model as it was trained and evaluated.
    as_trained, _ = load(spec.model, context, device=torch.device("cpu"), dtype=torch.bfloat16)
    answers = _answers(LabelScorer(TorchReader(as_trained), tokenizer, spec.task), rows, spec, context)
    return Source(model, tokenizer, scorer, answers, rows)


@contextmanager
def _model_folder(spec: ExportJob, source: Source, context: JobContext) -> Iterator[Path]:
    """`model/`, to be filled by a rung: with the tokenizer, the template and the configuration of the model in it."""
    base, folder = context.path(spec.model.path), context.folder / MODEL
    shutil.rmtree(folder, ignore_errors=True)
    with write_folder_atomically(folder) as partial_folder:
        source.tokenizer.save_pretrained(partial_folder)
        for name in ("config.json", "generation_config.json"):
            if (base / name).exists():
                shutil.copyfile(base / name, partial_folder / name)
        yield partial_folder


def _attempt(target: ExportTarget, rung: Rung, spec: ExportJob, source: Source, context: JobContext) -> Judged:
    context.stop_if_asked()
    context.events.stage("score", f"{rung.title}: answering {len(source.rows)} rows in {target.runtime}")
    scorer = LabelScorer(_reader(target, context), source.tokenizer, spec.task)
    answers = _answers(scorer, source.rows, spec, context)
    judged = judge(rung, source.answers, answers, spec.gate, spec.seed)
    if not judged.attempt.passed:
        context.events.note(
            f"{rung.title} loses {judged.attempt.drop_points:.2f} points of {spec.gate.metric}; "
            f"the gate allows {spec.gate.max_drop_points:g}."
        )
    return judged


def _card(
    target: ExportTarget, spec: ExportJob, source: Source, attempts: Sequence[Judged], context: JobContext
) -> ParityCard:
    from luthier.models.load import load_tokenizer

    _stage(context, 4, "latency", "both models answer in turn, one row at a time")
    scorer = LabelScorer(_reader(target, context), source.tokenizer, spec.task)
    latency = latencies(source.scorer, scorer, [row.text for row in source.rows])
    last, folder, base = attempts[-1], context.folder / MODEL, context.path(spec.model.path)
    # What is compared is the weights as fp32, the form they were converted from.
    sizes = ExportSizes(
        source=FP32_BYTES * sum(weight.numel() for weight in source.model.parameters()), exported=folder_size(folder)
    )
    checks = {
        "weights_differ_from_base": spec.model.adapter_path is None
        or differs_from_base(source.model, spec.model, context),
        "template_survives": template_survives(source.tokenizer, load_tokenizer(folder)),
        "stop_tokens_survive": stop_tokens_survive(base, folder),
    }
    lost = [name.replace("_", " ") for name, holds in checks.items() if not holds]
    failure = None
    if not last.attempt.passed:
        failure = (
            f"{last.attempt.drop_points:.2f} points of {spec.gate.metric} lost, {spec.gate.max_drop_points:g} allowed"
        )
    elif lost:
        failure = f"not so: {', '.join(lost)}"
    return ParityCard(
        passed=failure is None,
        failure=failure,
        gate=spec.gate,
        attempts=[judged.attempt for judged in attempts],
        row_count=len(source.rows),
        source_scores=last.source,
        exported_scores=last.exported,
        prediction_agreement=last.agreement,
        size_bytes=sizes,
        size_ratio=sizes.exported / sizes.source,
        latency_ms=latency,
        latency_ratio=latency.exported / latency.source,
        runtime=f"{target.runtime} {version('onnxruntime')}",
        cpu_flags=cpu_flags(),
        **checks,
    )


def _manifest(target: ExportTarget, spec: ExportJob, context: JobContext) -> ExportManifest:
    files = sorted(path for path in (context.folder / MODEL).rglob("*") if path.is_file())
    return ExportManifest(
        contract_version=CONTRACT_VERSION,
        export_id=spec.id,
        target_id=target.id,
        runtime=f"{target.runtime} {version('onnxruntime')}",
        opset=target.opset,
        source=ExportSource(
            model_path=spec.model.path, adapter_path=spec.model.adapter_path, version_sha256=spec.version.sha256
        ),
        files=[
            ExportedFile(
                path=path.relative_to(context.folder).as_posix(), size_bytes=path.stat().st_size, sha256=sha256_of(path)
            )
            for path in files
        ],
        created_at_ms=time.time_ns() // 1_000_000,
    )


def _reader(target: ExportTarget, context: JobContext) -> AnswerReader:
    return SequenceReader(target.run(context.folder / MODEL))


def _answers(scorer: LabelScorer, rows: Sequence[Row], spec: ExportJob, context: JobContext) -> Answers:
    def on_rows(_done: int) -> None:
        context.stop_if_asked()

    truth = np.array([spec.task.labels.index(row.label) for row in rows])
    return answers_of(truth, scorer.log_likelihoods([row.text for row in rows], on_rows))


def _stage(context: JobContext, done: int, stage: str, says: str) -> None:
    context.stop_if_asked()
    context.events.stage(stage, says)
    if done > 0:
        context.events.progress(done, STAGES)
