"""What a metric is: everything a table, a chart, a sort or a test asks about it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from luthier.evaluation.answers import Answers


@dataclass(frozen=True)
class Metric:
    """One way to judge the answers to a split."""

    id: str
    title: str
    says: str
    source: str
    better: Literal["higher", "lower"]
    worst: float
    best: float
    unit: str
    score: "Callable[[Answers], float]"
