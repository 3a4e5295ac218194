"""How far a score could lie from its value had the test split held other rows of the same kind.

Source: Efron & Tibshirani 1993, "An Introduction to the Bootstrap", section 13.3 (percentile interval). The difference
of two models is taken draw by draw on the same rows, which takes out what makes a draw easy or hard for both.
"""

from collections.abc import Sequence

import numpy as np

from luthier.contract.models import Score
from luthier.evaluation.answers import Answers, Real
from luthier.evaluation.metrics import METRICS

TAILS = (2.5, 97.5)  # percentiles: what lies between is 95 % of the draws


class Bootstrap:
    """The scores of several models on the same rows, and on many draws of these rows with replacement."""

    def __init__(self, subjects: Sequence[Answers], draws: int, seed: int) -> None:
        self.values: Real = np.array([_scores(answers) for answers in subjects])  # [subjects, metrics]
        self.drawn: Real = np.empty((draws, *self.values.shape))

        random = np.random.default_rng(seed)
        rows = len(subjects[0].truth)
        for draw in self.drawn:
            chosen = random.integers(rows, size=rows)
            draw[:] = [_scores(answers.take(chosen)) for answers in subjects]

    def scores(self, subject: int) -> list[Score]:
        """Every metric of one model with its 95 % interval."""
        return _with_intervals(self.values[subject], self.drawn[:, subject])

    def differences(self, subject: int, reference: int = 0) -> list[Score]:
        """Every metric of one model minus that of the reference, with the 95 % interval of the paired difference."""
        return _with_intervals(
            self.values[subject] - self.values[reference], self.drawn[:, subject] - self.drawn[:, reference]
        )


def _scores(answers: Answers) -> list[float]:
    return [metric.score(answers) for metric in METRICS.values()]


def _with_intervals(values: Real, drawn: Real) -> list[Score]:
    low, high = np.percentile(drawn, TAILS, axis=0)
    return [
        Score(metric=metric, value=float(values[i]), low=float(low[i]), high=float(high[i]))
        for i, metric in enumerate(METRICS)
    ]
