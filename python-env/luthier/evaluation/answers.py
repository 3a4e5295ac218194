"""What a model answered to the rows of a split, in the form that metrics read."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Real = NDArray[np.float64]


@dataclass(frozen=True)
class Answers:
    """Labels are counted from 0 in the order of the task."""

    truth: Whole  # [rows]
    predicted: Whole  # [rows]
    probabilities: Real  # [rows, labels], rows sum to 1

    def take(self, rows: Whole) -> "Answers":
        """The same answers for some rows, each as often as it is named."""
        return Answers(self.truth[rows], self.predicted[rows], self.probabilities[rows])

    def confusion(self) -> Whole:
        """`[labels, labels]`: entry `[i, j]` counts the rows of label i that were answered with label j."""
        labels = self.probabilities.shape[1]
        return np.bincount(self.truth * labels + self.predicted, minlength=labels**2).reshape(labels, labels)


def answers_of(truth: Whole, log_likelihoods: Real) -> Answers:
    """Answers from `[rows, labels]` log-likelihoods: the likeliest label, of equals the first."""
    likelihoods = np.exp(log_likelihoods - log_likelihoods.max(axis=1, keepdims=True))
    return Answers(truth, log_likelihoods.argmax(axis=1), likelihoods / likelihoods.sum(axis=1, keepdims=True))
