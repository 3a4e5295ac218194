"""Macro-F1: the mean over classes of the F1 of each, so that a rare class counts as much as a common one."""

from typing import TYPE_CHECKING

from luthier.evaluation.metrics.metric import Metric

if TYPE_CHECKING:
    from luthier.evaluation.answers import Answers


def macro_f1(answers: "Answers") -> float:
    """A fraction in [0, 1], over the classes that occur as a label or as an answer.

    A class that is never right has F1 0. A class that neither occurs nor is answered has none and is left out, as in
    scikit-learn.
    """
    confusion = answers.confusion()
    right = confusion.diagonal()
    counted = confusion.sum(axis=0) + confusion.sum(axis=1)  # rows answered with the class, and rows that have it
    occurs = counted > 0
    return float((2 * right[occurs] / counted[occurs]).mean())


METRIC = Metric(
    id="macro-f1",
    title="Macro-F1",
    says="Mean of the F1 of each class. A rare class counts as much as a common one.",
    source="Opitz & Burst 2019, arXiv:1911.03347, equation 2: the mean of F1 values, not the F1 of means",
    better="higher",
    worst=0,
    best=1,
    unit="fraction",
    score=macro_f1,
)
