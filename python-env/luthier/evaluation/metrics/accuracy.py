"""Accuracy: the share of rows that were answered with their label."""

from typing import TYPE_CHECKING

from luthier.evaluation.metrics.metric import Metric

if TYPE_CHECKING:
    from luthier.evaluation.answers import Answers


def accuracy(answers: "Answers") -> float:
    """A fraction in [0, 1]."""
    return float((answers.truth == answers.predicted).mean())


METRIC = Metric(
    id="accuracy",
    title="Accuracy",
    says="Share of rows answered with their label. A rare class hardly moves it.",
    source="Manning, Raghavan & Schütze 2008, Introduction to Information Retrieval, section 8.3",
    better="higher",
    worst=0,
    best=1,
    unit="fraction",
    score=accuracy,
)
