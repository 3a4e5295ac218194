"""The metrics of an evaluation, in the order of its table."""

from luthier.evaluation.metrics import accuracy, macro_f1, micro_f1
from luthier.evaluation.metrics.metric import Metric

METRICS: dict[str, Metric] = {metric.id: metric for metric in (accuracy.METRIC, macro_f1.METRIC, micro_f1.METRIC)}
