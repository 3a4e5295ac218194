"""What a training method is: a record with everything that is asked about it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from peft import PeftModel
    from transformers import PreTrainedModel


@dataclass(frozen=True)
class TrainingMethod:
    """One way of training, as the catalog publishes it and the recipe uses it."""

    id: str
    title: str
    says: str
    source: str
    params: type[Any]
    """Dataclass of the method's knobs."""
    min_train_rows: int
    prepare: "Callable[[PreTrainedModel, Any], PeftModel]"
    """Freezes the base model and adds what is trained, given an instance of `params`."""
