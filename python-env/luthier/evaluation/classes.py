"""Precision, recall and F1 of each class."""

from collections.abc import Sequence

from luthier.contract.models import ClassScore
from luthier.evaluation.answers import Answers


def class_scores(answers: Answers, labels: Sequence[str]) -> list[ClassScore]:
    """One entry a label, in the order of `labels`. A share of nothing is 0."""
    confusion = answers.confusion()
    scores = []
    for i, label in enumerate(labels):
        right, has, answered = int(confusion[i, i]), int(confusion[i].sum()), int(confusion[:, i].sum())
        scores.append(
            ClassScore(
                label=label,
                precision=right / answered if answered else 0.0,
                recall=right / has if has else 0.0,
                f1=2 * right / (has + answered) if has + answered else 0.0,
                rows=has,
            )
        )
    return scores
