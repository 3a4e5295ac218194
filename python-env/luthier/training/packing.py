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
from torch import Tensor
from torch.nn.functional import scaled_dot_product_attention

from luthier.core.errors import LuthierError

if TYPE_CHECKING:
    from transformers import PreTrainedModel

ATTENTION = "packed_rows"

# Up to this many keys a product of matrices is up to ten times faster than the fused kernel; beyond, memory decides.
SHORT = 512

# Rows at least this much of the longest are read together by attention; the rest of a shorter one is padding.
ALIKE = 0.75


@dataclass(frozen=True)
class Group:
    """Rows of about one length that follow each other in a packed sequence."""

    rows: int
    longest: int
    places: Tensor
    """`[tokens]` int64: where each packed token stands in `[rows, longest]`, flattened."""

    @classmethod
    def of(cls, lengths: Sequence[int], device: torch.device) -> "Group":
        longest = max(lengths)
        within = torch.cat([torch.arange(length) for length in lengths])
        row = torch.repeat_interleave(torch.arange(len(lengths)), torch.tensor(lengths))
        return cls(len(lengths), longest, (row * longest + within).to(device))

    def unpack(self, packed: Tensor) -> Tensor:
        """`[1, heads, tokens, width]` to `[rows, heads, longest, width]`, zeros after a row's end."""
        _, heads, _, width = packed.shape
        flat = packed.new_zeros(self.rows * self.longest, heads * width)
        flat = flat.index_copy(0, self.places, packed[0].transpose(0, 1).flatten(1))
        return flat.view(self.rows, self.longest, heads, width).transpose(1, 2)

    def pack(self, rows: Tensor) -> Tensor:
        """`[rows, heads, longest, width]` to `[1, tokens, heads, width]`."""
        return rows.transpose(1, 2).flatten(0, 1).index_select(0, self.places)[None]


@dataclass(frozen=True)
class Layout:
    """Where rows lie in a packed sequence: a prefix they share, then the rest of each."""

    prefix: int
    groups: tuple[Group, ...]
    positions: Tensor
    """`[1, prefix + sum of lengths]` int64: position of each token in its own row, prefix included."""

    @classmethod
    def of(cls, prefix: int, lengths: Sequence[int], device: torch.device) -> "Layout":
        """A layout of rows in this order; longest first makes the fewest groups."""
        groups: list[list[int]] = []
        for length in lengths:
            if groups and ALIKE * groups[-1][0] <= length <= groups[-1][0]:
                groups[-1].append(length)
            else:
                groups.append([length])
        positions = torch.cat([torch.arange(prefix), *(prefix + torch.arange(length) for length in lengths)])
        return cls(prefix, tuple(Group.of(group, device) for group in groups), positions[None].to(device))


def pack_attention(model: "PreTrainedModel") -> None:
    """Makes `model` take packed rows: its forward then needs `rows=layout` and `position_ids=layout.positions`."""
    from transformers import AttentionInterface

    AttentionInterface.register(ATTENTION, attend)
    model.set_attn_implementation(ATTENTION)


def attend(
    module: Any,
    query: Tensor,
    key: Tensor,
    value: Tensor,
    attention_mask: Tensor | None,  # noqa: ARG001 -- the library calls by this name
    scaling: float | None = None,
    dropout: float = 0.0,
    *,
    rows: Layout | None = None,
    sliding_window: int | None = None,
    **options: Any,  # noqa: ARG001
) -> tuple[Tensor, None]:
    """Causal attention of each row to the prefix and itself.

    Args:
        query: `[1, heads, tokens, width]` of a packed sequence.
        key, value: `[1, key heads, tokens, width]`; each key head serves `heads / key heads` query heads.

    Returns:
        `[1, tokens, heads, width]`, and no weights.

    Raises:
        LuthierError: `model.unsupported` when the model does not hand `rows` down to its attention.
    """
    if rows is None:
        raise LuthierError("model.unsupported", type=module.config.model_type, purpose="training")
    scale = query.shape[-1] ** -0.5 if scaling is None else scaling

    def read(query: Tensor, key: Tensor, value: Tensor) -> Tensor:
        mask = _causal(query.shape[2], key.shape[2], sliding_window, query)
        return _attention(query, key, value, mask, scale, dropout)

    sizes = [rows.prefix, *(len(group.places) for group in rows.groups)]
    (first_query, *queries), (first_key, *keys), (first_value, *values) = (
        part.split(sizes, dim=2) for part in (query, key, value)
    )
    found = [read(first_query, first_key, first_value).transpose(1, 2)] if rows.prefix else []
    for group, query, key, value in zip(rows.groups, queries, keys, values, strict=True):
        seen_key = torch.cat([first_key.expand(group.rows, -1, -1, -1), group.unpack(key)], dim=2)
        seen_value = torch.cat([first_value.expand(group.rows, -1, -1, -1), group.unpack(value)], dim=2)
        found.append(group.pack(read(group.unpack(query), seen_key, seen_value)))
    return torch.cat(found, dim=1), None


def _attention(query: Tensor, key: Tensor, value: Tensor, mask: Tensor, scale: float, dropout: float) -> Tensor:
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
    at = torch.arange(keys - queries, keys, device=like.device)[:, None]
    behind = at - torch.arange(keys, device=like.device)
    hidden = (behind < 0) if window is None else (behind < 0) | (behind >= window)
    return torch.zeros_like(behind, dtype=like.dtype).masked_fill_(hidden, float("-inf"))
