"""Metrics, held against hand calculation and scikit-learn."""

import numpy as np
import pytest
from sklearn.metrics import accuracy_score, confusion_matrix, f1_score, precision_recall_fscore_support

from luthier.evaluation.answers import Answers, answers_of
from luthier.evaluation.classes import class_scores
from luthier.evaluation.metrics import METRICS
from luthier.evaluation.metrics.accuracy import accuracy
from luthier.evaluation.metrics.macro_f1 import macro_f1
from luthier.evaluation.metrics.micro_f1 import micro_f1


def answers(truth: list[int], predicted: list[int], labels: int = 3) -> Answers:
    return Answers(np.array(truth), np.array(predicted), np.eye(labels)[predicted])


@pytest.mark.parametrize(
    ("truth", "predicted", "expected_accuracy", "expected_macro_f1"),
    [
        ([0, 0, 1, 1], [0, 0, 1, 1], 1.0, 1.0),
        # class 0: 2 right of 3 answered and 2 that are it; class 1: 1 right of 1 answered and 2 that are it
        ([0, 0, 1, 1], [0, 0, 0, 1], 3 / 4, (2 * 2 / (3 + 2) + 2 * 1 / (1 + 2)) / 2),
        ([0, 0, 0, 0], [1, 1, 1, 1], 0.0, 0.0),
        (
            [0, 0, 0, 2],
            [0, 0, 0, 0],
            3 / 4,
            (2 * 3 / (4 + 3) + 0) / 2,
        ),  # class 2 is never answered, class 1 is not there
    ],
)
def test_accuracy_and_macro_f1_by_hand(
    truth: list[int], predicted: list[int], expected_accuracy: float, expected_macro_f1: float
) -> None:
    assert accuracy(answers(truth, predicted)) == pytest.approx(expected_accuracy)
    assert macro_f1(answers(truth, predicted)) == pytest.approx(expected_macro_f1)


@pytest.mark.parametrize("seed", range(5))
def test_metrics_classes_and_confusion_agree_with_scikit_learn(seed: int) -> None:
    random = np.random.default_rng(seed)
    truth, predicted = random.integers(4, size=60), random.choice(5, size=60, p=(0.5, 0.2, 0.2, 0.1, 0))
    found = answers(truth.tolist(), predicted.tolist(), labels=5)

    assert accuracy(found) == pytest.approx(accuracy_score(truth, predicted))
    assert macro_f1(found) == pytest.approx(f1_score(truth, predicted, average="macro", zero_division=0))
    assert micro_f1(found) == pytest.approx(f1_score(truth, predicted, average="micro"))
    assert found.confusion().tolist() == confusion_matrix(truth, predicted, labels=range(5)).tolist()
    expected = precision_recall_fscore_support(truth, predicted, labels=range(5), zero_division=0)
    scores = class_scores(found, ["a", "b", "c", "d", "e"])
    np.testing.assert_allclose([(s.precision, s.recall, s.f1, s.rows) for s in scores], np.transpose(expected))


@pytest.mark.parametrize("metric", METRICS.values(), ids=lambda metric: metric.id)
def test_every_metric_gives_its_best_to_right_answers_and_its_worst_to_wrong_ones(metric: object) -> None:
    right, wrong = answers([0, 1, 2], [0, 1, 2]), answers([0, 1, 2], [1, 2, 0])

    assert (metric.score(right), metric.score(wrong)) == (metric.best, metric.worst)  # type: ignore[attr-defined]
    assert metric.id == next(key for key, value in METRICS.items() if value is metric)  # type: ignore[attr-defined]


def test_the_likeliest_label_is_the_answer_and_of_equals_the_first() -> None:
    found = answers_of(np.array([0, 1, 1]), np.log([[0.2, 0.2], [0.1, 0.3], [1e-300, 1e-300]]))

    assert found.predicted.tolist() == [0, 1, 0]
    np.testing.assert_allclose(found.probabilities, [[0.5, 0.5], [0.25, 0.75], [0.5, 0.5]])
