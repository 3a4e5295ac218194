"""Everything that can be chosen, as one record: made from the lists that the slices keep."""

from dataclasses import fields
from typing import Any, TypeVar

from pydantic import BaseModel

from luthier.contract.models import Catalog, ExportTarget, Metric, TrainingMethod
from luthier.core.knobs import knobs_of
from luthier.evaluation.metrics import METRICS
from luthier.export.targets import TARGETS
from luthier.training.methods import METHODS
from luthier.training.schedule import Schedule

Published = TypeVar("Published", bound=BaseModel)


def describe() -> Catalog:
    """The catalog. Imports nothing that computes, so it answers at once."""
    return Catalog(
        training_methods=[
            _publish(TrainingMethod, method, knobs=knobs_of(method.params)) for method in METHODS.values()
        ],
        schedule_knobs=knobs_of(Schedule),
        metrics=[_publish(Metric, metric) for metric in METRICS.values()],
        export_targets=[_publish(ExportTarget, target, knobs=knobs_of(target.params)) for target in TARGETS.values()],
    )


def _publish(record: type[Published], entry: Any, **more: Any) -> Published:
    """What the contract wants to know of an entry; the rest, such as its function, stays here."""
    told = {item.name: getattr(entry, item.name) for item in fields(entry) if item.name in record.model_fields}
    return record(**told, **more)
