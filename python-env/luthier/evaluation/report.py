"""What an evaluation found, in the records of the contract."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from luthier.contract.models import Difference, EvaluationReport, Latency, Prediction, SubjectAnswer, SubjectReport
from luthier.dataset.version import Row
from luthier.evaluation.answers import Answers
from luthier.evaluation.bootstrap import Bootstrap
from luthier.evaluation.classes import class_scores


@dataclass(frozen=True)
class Judged:
    """One model and its answers."""

    name: str
    answers: Answers
    latency: Latency
    rows_per_second: float


@dataclass(frozen=True)
class Circumstances:
    """What a report says about how it was made."""

    labels: Sequence[str]
    truncated_rows: int
    draws: int
    seed: int
    device: str
    precision: str


def report(judged: Sequence[Judged], made: Circumstances) -> EvaluationReport:
    """Scores with intervals for every model, and for all but the first what it differs by from the first."""
    bootstrap = Bootstrap([one.answers for one in judged], made.draws, made.seed)
    return EvaluationReport(
        labels=list(made.labels),
        row_count=len(judged[0].answers.truth),
        truncated_rows=made.truncated_rows,
        subjects=[
            SubjectReport(
                name=one.name,
                scores=bootstrap.scores(i),
                classes=class_scores(one.answers, made.labels),
                confusion=one.answers.confusion().tolist(),
                latency_ms=one.latency,
                rows_per_second=one.rows_per_second,
            )
            for i, one in enumerate(judged)
        ],
        differences=[
            Difference(subject=one.name, scores=bootstrap.differences(i)) for i, one in enumerate(judged) if i > 0
        ],
        device=made.device,
        precision=made.precision,
    )


def predictions(judged: Sequence[Judged], rows: Sequence[Row], labels: Sequence[str]) -> Iterator[Prediction]:
    """What each model answered to each row, in the order of the rows."""
    for i, row in enumerate(rows):
        answers = [
            SubjectAnswer(
                subject=one.name,
                predicted=labels[one.answers.predicted[i]],
                probabilities=one.answers.probabilities[i].tolist(),
            )
            for one in judged
        ]
        yield Prediction(row=row.row, label=row.label, answers=answers)
