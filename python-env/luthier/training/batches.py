"""What the model reads at each step: examples in token ids, the order of rows, packed batches.

The order is a function of seed and step alone. Nothing about it needs to be saved, and a run that is carried on reads
what the unbroken run would have read.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from luthier.contract.models import Task
from luthier.dataset.task import Tokenizer, answer_ids, render
from luthier.dataset.version import Row
from luthier.training.packing import Layout

SHARED_AT_LEAST = 8  # tokens: a shorter prefix saves less than its handling costs


@dataclass(frozen=True)
class Example:
    """A row as the model sees it."""

    prompt: tuple[int, ...]
    answer: tuple[int, ...]

    @property
    def tokens(self) -> int:
        """Tokens the model reads; the last one of the answer is only predicted."""
        return len(self.prompt) + len(self.answer) - 1


@dataclass(frozen=True)
class Batch:
    """Rows packed into one sequence, and what the model should answer."""

    input_ids: Tensor
    """`[1, packed tokens]`"""
    layout: Layout
    asked: Tensor
    """`[answer tokens]`: places in the packed sequence that predict an answer token."""
    answers: Tensor
    """`[answer tokens]`: what should follow there."""
    rows: int
    tokens: int
    """Tokens of the rows, as if each were read alone."""


def encode(tokenizer: Tokenizer, task: Task, rows: Sequence[Row]) -> list[Example]:
    """The rows in token ids, in their order."""
    answers = {label: tuple(answer_ids(tokenizer, label)) for label in task.labels}
    return [Example(tuple(render(tokenizer, task, row.text)), answers[row.label]) for row in rows]


def shared_prefix(examples: Sequence[Example]) -> int:
    """How many tokens all prompts begin with, leaving each at least one of its own; 0 when too few to be worth it."""
    prompts = [example.prompt for example in examples]
    first, last = min(prompts), max(prompts)  # in dictionary order: what these two share, all share
    limit = min(map(len, prompts)) - 1
    shared = next((i for i in range(limit) if first[i] != last[i]), limit)
    return shared if shared >= SHARED_AT_LEAST else 0


def step_count(rows: int, batch_rows: int, epochs: float) -> int:
    """Optimiser steps of a training, at least one."""
    return max(1, round(epochs * math.ceil(rows / batch_rows)))


def rows_of_step(step: int, rows: int, batch_rows: int, seed: int) -> list[int]:
    """Indices of the rows of a step, counted from 1. Each epoch is another permutation of all rows."""
    epoch, place = divmod(step - 1, math.ceil(rows / batch_rows))
    order = np.random.default_rng([seed, epoch]).permutation(rows)
    return [int(row) for row in order[place * batch_rows : (place + 1) * batch_rows]]


def batches(examples: Sequence[Example], prefix: int, most_tokens: int, device: torch.device) -> list[Batch]:
    """The examples in batches of at most so many packed tokens, longest rows first; a longer row is a batch alone."""
    filled: list[list[Example]] = []
    room = 0
    for example in sorted(examples, key=lambda example: -example.tokens):
        rest = example.tokens - prefix
        if rest > room:
            filled.append([])
            room = most_tokens - prefix
        filled[-1].append(example)
        room -= rest
    return [_pack(batch, prefix, device) for batch in filled]


def _pack(examples: Sequence[Example], prefix: int, device: torch.device) -> Batch:
    ids = list(examples[0].prompt[:prefix])
    asked: list[int] = []
    for example in examples:
        ids += example.prompt[prefix:] + example.answer[:-1]
        asked += range(len(ids) - len(example.answer), len(ids))
    return Batch(
        input_ids=torch.tensor([ids], device=device),
        layout=Layout.of(prefix, [example.tokens - prefix for example in examples], device),
        asked=torch.tensor(asked, device=device),
        answers=torch.tensor([token for example in examples for token in example.answer], device=device),
        rows=len(examples),
        tokens=sum(example.tokens for example in examples),
    )
