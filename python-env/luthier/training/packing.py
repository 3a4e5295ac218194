"""Rows packed into one sequence without padding, each blind to the others.

All rows of a task begin alike: the template and the instruction. That prefix is put once before them and is seen by
every row, so a packed sequence holds `prefix, rest of row 1, rest of row 2, ...`. Projections, norms and activations
work on the packed sequence; only attention needs to know where a row ends. Since a token sees only what is before it,
the prefix computes the same for every row, and the gradient of the shared one is the sum over rows: results equal
those of one row at a time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn
from torch.nn.functional import scaled_dot_product_attention

if TYPE_CHECKING:
    from transformers import PreTrainedModel

ATTENTION = "packed_rows"

# Up to this many keys a product of matrices is several times faster than the fused kernel; beyond, its memory hurts.
SHORT = 512


@dataclass(frozen=True)
class Layout:
    """Where rows lie in a packed sequence of `prefix + sum(lengths)` tokens."""

    prefix: int
    lengths: tuple[int, ...]
    """Tokens of each row after the prefix."""
    places: Tensor
    """`[sum(lengths)]` int64: where each packed token stands in `[rows, longest]`, flattened."""
    positions: Tensor
    """`[1, prefix + sum(lengths)]` int64: position of each token in its own row, prefix included."""

    @classmethod
    def of(cls, prefix: int, lengths: Sequence[int], device: torch.device) -> "Layout":
        longest = max(lengths)
        within = torch.cat([torch.arange(length) for length in lengths])
        row = torch.repeat_interleave(torch.arange(len(lengths)), torch.tensor(lengths))
        positions = torch.cat([torch.arange(prefix), prefix + within])[None]
        return cls(prefix, tuple(lengths), (row * longest + within).to(device), positions.to(device))

    def unpack(self, packed: Tensor) -> Tensor:
        """`[1, heads, sum(lengths), width]` to `[rows, heads, longest, width]`, zeros after a row's end."""
        _, heads, _, width = packed.shape
        flat = packed.new_zeros(len(self.lengths) * max(self.lengths), heads * width)
        flat = flat.index_copy(0, self.places, packed[0].transpose(0, 1).flatten(1))
        return flat.view(len(self.lengths), -1, heads, width).transpose(1, 2)

    def pack(self, rows: Tensor) -> Tensor:
        """`[rows, heads, longest, width]` to `[1, sum(lengths), heads, width]`."""
        flat = rows.transpose(1, 2).flatten(0, 1)
        return flat.index_select(0, self.places)[None]


def pack_attention(model: "PreTrainedModel") -> None:
    """Makes `model` take packed rows: its forward then needs `rows=Layout` and `position_ids=layout.positions`."""
    from transformers import AttentionInterface

    AttentionInterface.register(ATTENTION, attend)
    model.set_attn_implementation(ATTENTION)


def attend(
    module: nn.Module,
    query: Tensor,
    key: Tensor,
    value: Tensor,
    attention_mask: Tensor | None,
    scaling: float | None = None,
    dropout: float = 0.0,
    *,
    rows: Layout,
    **options: Any,
) -> tuple[Tensor, None]:
    """Causal attention of each row to the prefix and itself.

    Args:
        query: `[1, heads, tokens, width]` of a packed sequence.
        key, value: `[1, key heads, tokens, width]`; each key head serves `heads / key heads` query heads.

    Returns:
        `[1, tokens, heads, width]`, and no weights.
    """
    scale = query.shape[-1] ** -0.5 if scaling is None else scaling
    window = options.get("sliding_window")

    def seen(queries: Tensor, keys: Tensor, values: Tensor) -> Tensor:
        mask = _causal(queries.shape[2], keys.shape[2], window, queries)
        return _attention(queries, keys, values, mask, scale, dropout)

    split = [rows.prefix, query.shape[2] - rows.prefix]
    (first_query, query), (first_key, key), (first_value, value) = (
        part.split(split, dim=2) for part in (query, key, value)
    )
    query, key, value = rows.unpack(query), rows.unpack(key), rows.unpack(value)
    if rows.prefix == 0:
        return rows.pack(seen(query, key, value)), None

    count = len(rows.lengths)
    key = torch.cat([first_key.expand(count, -1, -1, -1), key], dim=2)
    value = torch.cat([first_value.expand(count, -1, -1, -1), value], dim=2)
    first = seen(first_query, first_key, first_value).transpose(1, 2)
    return torch.cat([first, rows.pack(seen(query, key, value))], dim=1), None


def _attention(
    query: Tensor, key: Tensor, value: Tensor, mask: Tensor, scale: float, dropout: float
) -> Tensor:
    """`[batch, heads, queries, width]`; `mask` `[queries, keys]` is added to the scores."""
    batch, heads, queries, width = query.shape
    groups = heads // key.shape[1]
    if key.shape[2] > SHORT or dropout > 0:
        key, value = key.repeat_interleave(groups, dim=1), value.repeat_interleave(groups, dim=1)
        return scaled_dot_product_attention(query, key, value, attn_mask=mask, dropout_p=dropout, scale=scale)

    # Query heads that share a key head stand under one another, so that keys are not copied.
    stacked = (query * scale).reshape(batch * heads // groups, groups * queries, width)
    scores = torch.baddbmm(mask.repeat(groups, 1), stacked, key.flatten(0, 1).transpose(1, 2))
    read = torch.bmm(scores.softmax(dim=-1), value.flatten(0, 1))
    return read.view(batch, heads, queries, -1)


def _causal(queries: int, keys: int, window: int | None, like: Tensor) -> Tensor:
    """`[queries, keys]`: 0 where the key is at or before the query and in the window, else minus infinity."""
    behind = torch.arange(keys - queries, keys, device=like.device)[:, None] - torch.arange(keys, device=like.device)
    hidden = (behind < 0) if window is None else (behind < 0) | (behind >= window)
    return torch.zeros_like(behind, dtype=like.dtype).masked_fill_(hidden, float("-inf"))
