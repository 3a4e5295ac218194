"""The evaluation job: several models answer the same rows of a frozen version, and every answer is kept.

Writes `result/predictions.jsonl`, one line a row, and `result/report.json`, which is there only when all is.
"""

import time
from collections.abc import Callable, Sequence
from functools import partial

import numpy as np

from luthier.contract.models import EvaluateJob, Subject
from luthier.core.device import choose
from luthier.core.errors import LuthierError
from luthier.core.files import write_atomically
from luthier.core.job import JobContext
from luthier.core.wire import to_json
from luthier.dataset.task import check_labels, truncated
from luthier.dataset.version import Row, read_version
from luthier.evaluation.answers import answers_of
from luthier.evaluation.bench import Bench
from luthier.evaluation.latency import latency_of
from luthier.evaluation.precision import precision_for
from luthier.evaluation.report import Circumstances, Judged, predictions, report

REPORT = "report.json"
PREDICTIONS = "predictions.jsonl"


def run(spec: EvaluateJob, context: JobContext) -> str:
    """Evaluates every subject of the job and returns the path of the report, relative to the folder of the job."""
    rows = rows_of(spec, context)
    device = choose(spec.device)
    precision = precision_for(device, spec.precision)
    total = len(rows) * len(spec.subjects)
    context.events.started(spec.id, total=total, unit="row", device=device.name, precision=precision)

    bench = Bench(context, device, precision)
    judged: list[Judged] = []
    for subject in spec.subjects:
        tell = partial(_tell, context, before=len(judged) * len(rows), total=total)
        judged.append(judge(bench, spec, subject, rows, tell))

    context.events.stage("report", f"drawing the rows {spec.bootstrap_draws} times for the intervals")
    made = Circumstances(
        labels=spec.task.labels,
        truncated_rows=sum(truncated(bench.tokenizer, spec.task, row.text) for row in rows),
        draws=spec.bootstrap_draws,
        seed=spec.seed,
        device=device.name,
        precision=precision,
    )
    lines = [to_json(line) + "\n" for line in predictions(judged, rows, spec.task.labels)]
    write_atomically(context.result / PREDICTIONS, "".join(lines))
    write_atomically(context.result / REPORT, to_json(report(judged, made), indent=2) + "\n")
    return f"{context.result.name}/{REPORT}"


def rows_of(spec: EvaluateJob, context: JobContext) -> list[Row]:
    """The rows of the split, each with a label of the task. Raises `dataset.not_split` when there is none."""
    version = spec.version
    path = context.path(version.path)
    rows = read_version(path, version.sha256, version.text_column, version.label_column, spec.split)
    if not rows:
        raise LuthierError("dataset.not_split", dataset=path.name, split=spec.split)
    check_labels(spec.task, rows)
    return rows


def judge(
    bench: Bench, spec: EvaluateJob, subject: Subject, rows: Sequence[Row], on_rows: Callable[[int], None]
) -> Judged:
    """Puts the rows to one model: the first few one by one for the latency, then all in batches."""
    events, texts = bench.context.events, [row.text for row in rows]

    events.stage(subject.name, f"{subject.name}: loading the model")
    with bench.scorer(subject.model, spec.task) as scorer:
        latency = latency_of(scorer, texts)
        events.stage(subject.name, f"{subject.name}: answering {len(rows)} rows")
        began = time.perf_counter()
        log_likelihoods = scorer.log_likelihoods(texts, on_rows)
        seconds = time.perf_counter() - began

    if not np.isfinite(log_likelihoods).all():
        weights = subject.model.adapter_path or subject.model.path
        raise LuthierError("model.damaged", file=weights, reason="it answers with numbers that are not finite")
    truth = np.array([spec.task.labels.index(row.label) for row in rows])
    return Judged(subject.name, answers_of(truth, log_likelihoods), latency, len(rows) / seconds)


def _tell(context: JobContext, done: int, *, before: int, total: int) -> None:
    context.stop_if_asked()
    context.events.progress(before + done, total)
