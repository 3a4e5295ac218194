"""Micro-F1: the F1 of all decisions of all classes counted together."""

from typing import TYPE_CHECKING

from luthier.evaluation.metrics.metric import Metric

if TYPE_CHECKING:
    from luthier.evaluation.answers import Answers


def micro_f1(answers: "Answers") -> float:
    """A fraction in [0, 1]. With one label and one answer a row it equals accuracy."""
    confusion = answers.confusion()
    right = confusion.diagonal().sum()
    false_positives = confusion.sum() - right  # each wrong row is one too many for the class that was answered,
    false_negatives = confusion.sum() - right  # and one too few for the class that it has
    return float(2 * right / (2 * right + false_positives + false_negatives))


METRIC = Metric(
    id="micro-f1",
    title="Micro-F1",
    says="F1 over the decisions of all classes together. Equals accuracy where each row has one label.",
    source="Manning, Raghavan & Schütze 2008, Introduction to Information Retrieval, section 13.6",
    better="higher",
    worst=0,
    best=1,
    unit="fraction",
    score=micro_f1,
)
