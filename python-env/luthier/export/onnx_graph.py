"""A causal language model as an ONNX graph."""

import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from torch import nn

if TYPE_CHECKING:
    from torch import Tensor

TOKENS, POSITIONS, LOGITS = "input_ids", "positions", "logits"


class NextTokenLogits(nn.Module):
    """The model, asked for the token that follows each of a few positions.

    The output matrix is a fifth of a small model's work and its logits most of the memory, so it is applied to the
    positions that are asked for only.
    """

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model: Any = model

    def forward(self, input_ids: "Tensor", positions: "Tensor") -> "Tensor":
        """`input_ids` `[batch, sequence]`, padded on the right; `positions` `[batch, asked]` -> `[batch, asked, vocabulary]`."""
        # Named for every row: the runtime's rotary operator does not spread one row over a batch.
        order = torch.arange(input_ids.shape[1]).expand(input_ids.shape[0], -1)
        hidden = self.model.model(input_ids=input_ids, position_ids=order, use_cache=False).last_hidden_state
        places = positions.unsqueeze(-1).expand(-1, -1, hidden.shape[-1])
        logits: Tensor = self.model.lm_head(hidden.gather(1, places))  # [batch, asked, vocabulary]
        return logits


def write_graph(model: nn.Module, path: Path, opset: int) -> None:
    """Writes `path` and its weights as `<path>.data`, both dimensions of the input free."""
    wrapped = NextTokenLogits(model).eval()  # a fresh wrapper would otherwise put the model back into training
    tokens = torch.ones(2, 7, dtype=torch.long)
    positions = torch.tensor([[3, 6], [2, 5]])
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter's talk about its own insides
        program = torch.onnx.export(
            wrapped,
            (tokens, positions),
            dynamo=True,
            opset_version=opset,
            dynamic_shapes={TOKENS: {0: "batch", 1: "sequence"}, POSITIONS: {0: "batch", 1: "asked"}},
            input_names=[TOKENS, POSITIONS],
            output_names=[LOGITS],
            verbose=False,
        )
    if program is None:
        raise RuntimeError("torch.onnx.export returned nothing")
    program.save(str(path), external_data=True)
