"""The attention weights of a model that runs under SDPA, one layer at a time.

SDPA never holds the weights, and the eager path holds those of all layers at once: 4.5 GB for 30 layers of 9 heads at
2,048 tokens. Here each layer attends by SDPA as ever, so what the model answers is bit by bit the same, and hands its
queries and keys over; the weights are computed from these a second time, a head and a few hundred rows at a time.
"""

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from transformers import AttentionInterface, AttentionMaskInterface
from transformers.integrations.sdpa_attention import sdpa_attention_forward
from transformers.masking_utils import sdpa_mask

NAME = "luthier_tap"
ROWS_AT_ONCE = 256
UNSEEN = -1e30


@dataclass(frozen=True)
class HeadMap:
    """The weights of one head for one text."""

    layer: int
    head: int
    coded: NDArray[np.uint8]  # [tokens, tokens]: round(255 * sqrt(weight)) of query by key
    entropy: float  # nats, mean over queries
    first_token_share: float  # mean over queries of the weight of the first token


@contextmanager
def tapped(model: Any, take: Callable[[HeadMap], None]) -> Iterator[None]:
    """While this is open, every forward pass of `model` over one text hands the map of each head to `take`, in order.

    `model` is a model of transformers that was loaded with SDPA, without or with an adapter.
    """

    def attend(
        module: nn.Module, query: Tensor, key: Tensor, value: Tensor, attention_mask: Tensor | None, **options: Any
    ) -> tuple[Tensor, None]:
        output = sdpa_attention_forward(module, query, key, value, attention_mask, **options)
        scale = options.get("scaling") or 1 / math.sqrt(query.shape[-1])
        for found in head_maps(int(module.layer_idx), query[0] * scale, key[0], attention_mask):  # type: ignore[arg-type]
            take(found)
        return output

    AttentionInterface.register(NAME, attend)
    AttentionMaskInterface.register(NAME, sdpa_mask)
    before = model.config._attn_implementation
    model.set_attn_implementation(NAME)
    try:
        yield
    finally:
        model.set_attn_implementation(before)


def head_maps(layer: int, query: Tensor, key: Tensor, mask: Tensor | None) -> Iterator[HeadMap]:
    """The weights of each head of a layer.

    Args:
        layer: number of the layer, from 0.
        query: `[heads, tokens, width]`, already scaled.
        key: `[key heads, tokens, width]`; heads share keys in equal groups, in order.
        mask: `[1, 1 or heads, tokens, tokens]`, bool or added to the scores; None for plain causal attention.
    """
    heads, tokens, _ = query.shape
    group = heads // key.shape[0]
    for head in range(heads):
        coded = torch.zeros(tokens, tokens, dtype=torch.uint8, device=query.device)
        keys = key[head // group].float().T  # [width, tokens]
        entropy = first = 0.0
        for start in range(0, tokens, ROWS_AT_ONCE):
            end = min(start + ROWS_AT_ONCE, tokens)
            # No query reads a later key, so the scores stop at the last query of the chunk.
            scores = _masked(query[head, start:end].float() @ keys[:, :end], mask, head, start)  # [rows, end]
            weights = scores.softmax(dim=-1)

            # Of softmax weights -sum(w ln w) is ln(sum(exp(s))) - sum(w s), and the first term is s - ln(w) of any key.
            log_totals = scores.amax(dim=-1) - weights.amax(dim=-1).log()
            entropy += float(log_totals.sum() - torch.dot(weights.view(-1), scores.view(-1)))
            first += float(weights[:, 0].sum())
            coded[start:end, :end] = weights.sqrt_().mul_(255).round_()
        yield HeadMap(layer, head, coded.cpu().numpy(), entropy / tokens, first / tokens)


def _masked(scores: Tensor, mask: Tensor | None, head: int, start: int) -> Tensor:
    """The scores with what is not visible far below all others, but finite: a weight of 0 times it must be 0."""
    rows, end = scores.shape
    if mask is None:
        later = torch.ones(rows, rows, dtype=torch.bool, device=scores.device).triu(1)
        scores[:, start:].masked_fill_(later, UNSEEN)
        return scores
    part = mask[0, head if mask.shape[1] > 1 else 0, start : start + rows, :end]
    if part.dtype == torch.bool:
        return scores.masked_fill_(~part, UNSEEN)
    return (scores + part).clamp_(min=UNSEEN)
