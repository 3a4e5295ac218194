"""How long one answer takes."""

import time
from collections.abc import Sequence

import numpy as np

from luthier.contract.models import Latency
from luthier.evaluation.score import LabelScorer

ROWS = 20
WARM_UP = 2  # answers that are not counted: the first ones fetch weights into the caches


def latency_of(scorer: LabelScorer, texts: Sequence[str]) -> Latency:
    """Milliseconds an answer takes from text to label, one text at a time, over the first texts."""
    timed = []
    for text in [*texts[:WARM_UP], *texts[:ROWS]]:
        began = time.perf_counter()
        scorer.log_likelihoods([text])
        timed.append((time.perf_counter() - began) * 1000)
    p50, p95 = np.percentile(timed[-len(texts[:ROWS]) :], (50, 95))
    return Latency(p50=float(p50), p95=float(p95), rows=len(texts[:ROWS]))
