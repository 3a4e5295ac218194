"""The trained model as one set of weights."""

from typing import TYPE_CHECKING, Any

import torch
from safetensors import safe_open

from luthier.contract.models import ModelInput
from luthier.core.errors import LuthierError
from luthier.core.job import JobContext
from luthier.models.load import load

if TYPE_CHECKING:
    from torch import nn
    from transformers import PreTrainedTokenizerBase

TOLERANCE = 1e-3  # of a logit: merging adds in another order


def merged(model: ModelInput, context: JobContext) -> "tuple[nn.Module, PreTrainedTokenizerBase]":
    """The base model in fp32 with the adapter added into its weights, in evaluation mode.

    Raises:
        LuthierError: `export.same_as_base` when no weight differs from the base model's.
        ArithmeticError: the merged model does not answer as the model with its adapter did; a bug.
    """
    adapted, tokenizer = load(model, context, device=torch.device("cpu"), dtype=torch.float32)
    if model.adapter_path is None:
        return adapted, tokenizer
    probe = torch.tensor([tokenizer("Does merging change what this model answers?")["input_ids"]])
    whole: Any = adapted
    with torch.inference_mode():
        before = whole(input_ids=probe, logits_to_keep=1).logits
        whole = whole.merge_and_unload().eval()
        after = whole(input_ids=probe, logits_to_keep=1).logits
    if (before - after).abs().max() > TOLERANCE:
        raise ArithmeticError(f"merging moved a logit by {(before - after).abs().max().item():.2g}")
    if not differs_from_base(whole, model, context):
        raise LuthierError("export.same_as_base")
    return whole, tokenizer


def differs_from_base(merged: "nn.Module", model: ModelInput, context: JobContext) -> bool:
    """Whether any weight is another than in the files of the base model."""
    weights = merged.state_dict()
    for file in sorted(context.path(model.path).glob("*.safetensors")):
        with safe_open(file, framework="pt") as base:
            shared = [name for name in base.keys() if name in weights]  # noqa: SIM118
            if any(not torch.equal(base.get_tensor(name).float(), weights[name]) for name in shared):
                return True
    return False
