"""The learning rate by hand."""

from dataclasses import replace

import pytest

from luthier.training.schedule import Schedule, learning_rate

SCHEDULE = Schedule(peak_learning_rate=1.0, warmup_fraction=0.2)


@pytest.mark.parametrize(
    ("decay", "expected"),
    [
        # 10 steps, 2 of them warm-up; then 8 steps down
        ("linear", [0.5, 1.0, 1.0, 7 / 8, 6 / 8, 5 / 8, 4 / 8, 3 / 8, 2 / 8, 1 / 8]),
        ("constant", [0.5, *[1.0] * 9]),
    ],
)
def test_the_learning_rate_rises_to_its_peak_and_falls(decay: str, expected: list[float]) -> None:
    schedule = replace(SCHEDULE, decay=decay)

    assert [learning_rate(step, 10, schedule) for step in range(1, 11)] == pytest.approx(expected)


def test_a_cosine_is_half_way_down_in_the_middle() -> None:
    schedule = replace(SCHEDULE, decay="cosine", warmup_fraction=0.0)

    assert [learning_rate(step, 4, schedule) for step in (1, 3)] == pytest.approx([1.0, 0.5])


@pytest.mark.parametrize("decay", ["linear", "cosine", "constant"])
@pytest.mark.parametrize("warmup", [0.0, 0.1, 0.5])
@pytest.mark.parametrize("steps", [1, 2, 63])
def test_no_step_is_wasted(steps: int, warmup: float, decay: str) -> None:
    schedule = replace(SCHEDULE, warmup_fraction=warmup, decay=decay)

    assert all(0 < learning_rate(step, steps, schedule) <= 1 for step in range(1, steps + 1))
