"""Intervals come from drawing rows again, and are the same for the same seed."""

import numpy as np
import pytest

from luthier.evaluation.answers import Answers
from luthier.evaluation.bootstrap import Bootstrap
from luthier.evaluation.metrics import METRICS


def answers(right: "np.ndarray") -> Answers:
    truth = np.arange(len(right)) % 2
    predicted = np.where(right, truth, 1 - truth)
    return Answers(truth, predicted, np.eye(2)[predicted])


RIGHT = np.random.default_rng(7).random(400) < 0.8
BETTER = RIGHT | (np.random.default_rng(8).random(400) < 0.5)
ACCURACY = list(METRICS).index("accuracy")


def test_the_interval_of_a_share_is_that_of_its_binomial() -> None:
    score = Bootstrap([answers(RIGHT)], draws=2000, seed=1).scores(0)[ACCURACY]

    share = RIGHT.mean()
    half = 1.96 * np.sqrt(share * (1 - share) / 400)
    assert score.value == pytest.approx(share)
    assert (score.low, score.high) == pytest.approx((share - half, share + half), abs=0.004)


def test_the_same_seed_gives_the_same_interval_and_another_seed_another() -> None:
    first, same, other = (Bootstrap([answers(RIGHT)], draws=100, seed=seed).scores(0) for seed in (1, 1, 2))

    assert first == same
    assert first != other


def test_a_paired_difference_is_narrower_than_the_intervals_it_is_made_of() -> None:
    bootstrap = Bootstrap([answers(RIGHT), answers(BETTER)], draws=1000, seed=1)

    base, better = bootstrap.scores(0)[ACCURACY], bootstrap.scores(1)[ACCURACY]
    difference = bootstrap.differences(1)[ACCURACY]

    assert difference.value == pytest.approx(better.value - base.value)
    assert 0 < difference.low < difference.value < difference.high
    assert difference.high - difference.low < base.high - base.low


def test_a_model_differs_from_itself_by_nothing() -> None:
    bootstrap = Bootstrap([answers(RIGHT), answers(RIGHT)], draws=100, seed=1)

    assert all((score.value, score.low, score.high) == (0, 0, 0) for score in bootstrap.differences(1))
