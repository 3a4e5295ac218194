"""LoRA: train two thin matrices beside each frozen projection.

Source: Hu et al. 2021, "LoRA: Low-Rank Adaptation of Large Language Models", arXiv:2106.09685.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from luthier.core.knobs import knob
from luthier.training.method import TrainingMethod

if TYPE_CHECKING:
    from peft import PeftModel
    from transformers import PreTrainedModel


@dataclass(frozen=True)
class LoraParams:
    """What can be set."""

    rank: int = knob(16, title="Rank", says="Width of the two matrices. Memory grows in proportion.", low=1, high=256)
    alpha: int = knob(32, title="Alpha", says="The update is scaled by alpha / rank.", low=1, high=512)
    dropout: float = knob(0.0, title="Dropout", says="Chance that an input of the update is zeroed.", low=0.0, high=0.9)
    targets: str = knob(
        "all-linear", title="Where", says="Which projections receive an update.", options=("attention", "all-linear")
    )


def prepare(model: "PreTrainedModel", params: LoraParams) -> "PeftModel":
    """Freezes `model` and adds the trainable matrices beside its projections."""
    from peft import LoraConfig, get_peft_model

    config = LoraConfig(
        r=params.rank,
        lora_alpha=params.alpha,
        lora_dropout=params.dropout,
        target_modules=["q_proj", "k_proj", "v_proj", "o_proj"] if params.targets == "attention" else "all-linear",
        task_type="CAUSAL_LM",
    )
    return get_peft_model(model, config)


METHOD = TrainingMethod(
    id="lora",
    title="LoRA",
    says="Trains two thin matrices beside each projection of the frozen model. Small, fast, merges without a trace.",
    source="arXiv:2106.09685",
    params=LoraParams,
    min_train_rows=8,
    prepare=prepare,
)
