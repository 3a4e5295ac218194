"""The loss: what the model should have answered, and nothing else."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from luthier.training.batches import Batch

if TYPE_CHECKING:
    from peft import PeftModel


def answer_loss(model: "PeftModel", batch: Batch) -> Tensor:
    """Sum over the answer tokens of a batch of their negative log-likelihood, nats.

    The output matrix, a fifth of a small model's work and most of its memory, is applied only where an answer token is
    predicted.
    """
    output = model(
        input_ids=batch.input_ids,
        position_ids=batch.layout.positions,
        rows=batch.layout,
        logits_to_keep=batch.asked,
        use_cache=False,
    )
    return cross_entropy(output.logits[0].float(), batch.answers, reduction="sum")


@torch.no_grad()
def mean_loss(model: "PeftModel", batches: Sequence[Batch]) -> float:
    """Mean loss a token over the answers of all batches, without dropout. Leaves the model in training mode."""
    model.eval()
    total = sum(answer_loss(model, batch).item() for batch in batches)
    model.train()
    return total / sum(len(batch.answers) for batch in batches)
