"""Which label a model finds likeliest for each text, among the labels of the task and nothing else.

The likelihood of a label is that of its whole string: the tokens that training teaches the model to answer with,
without the end of the turn. After training the end follows every label with near certainty, and leaving it out lets a
label of one token be read from the prompt alone. Where the tokens of one label begin another label, only the end tells
them apart, and it is counted for all.
"""

from collections.abc import Callable, Sequence
from itertools import permutations
from typing import TYPE_CHECKING

import numpy as np

from luthier.contract.models import Task
from luthier.dataset.task import answer_ids, render
from luthier.evaluation.answers import Real
from luthier.evaluation.reader import AnswerReader, AnswerTree, Batch, Tokens

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

ROWS_A_BATCH = 16
TOKENS_A_BATCH = 4096  # of prompts and answers, padding included
SHARED_AT_LEAST = 8  # tokens: below, keeping them costs more than it saves


class LabelScorer:
    """A model asked to choose among the labels of a task."""

    def __init__(self, reader: AnswerReader, tokenizer: "PreTrainedTokenizerBase", task: Task) -> None:
        self._reader = reader
        self._tokenizer = tokenizer
        self._task = task
        self._tree = AnswerTree(label_tokens(tokenizer, task.labels))

    def log_likelihoods(self, texts: Sequence[str], on_rows: Callable[[int], None] = lambda _: None) -> Real:
        """`[texts, labels]` log-likelihoods, nats.

        Texts of a length are read together, so the order of work is not the order of the texts. `on_rows` is told how
        many are done after each batch, and may raise to stop.
        """
        prompts = [render(self._tokenizer, self._task, text) for text in texts]
        shared = shared_length(prompts)
        found = np.empty((len(texts), len(self._task.labels)))
        done = 0
        for rows in self._batches([len(prompt) - shared for prompt in prompts]):
            rests = tuple(tuple(prompts[row][shared:]) for row in rows)
            found[rows] = self._reader(Batch(tuple(prompts[rows[0]][:shared]), rests, self._tree))
            done += len(rows)
            on_rows(done)
        return found

    def _batches(self, lengths: Sequence[int]) -> list[list[int]]:
        """Row numbers in batches, longest first, so that memory runs out at once or not at all."""
        batches: list[list[int]] = []
        for row in sorted(range(len(lengths)), key=lambda row: -lengths[row]):
            if not batches or len(batches[-1]) >= self._room(longest=lengths[batches[-1][0]]):
                batches.append([])
            batches[-1].append(row)
        return batches

    def _room(self, longest: int) -> int:
        """Rows a batch may have whose longest row is this long."""
        return min(ROWS_A_BATCH, TOKENS_A_BATCH // (longest + len(self._tree.tokens)))


def label_tokens(tokenizer: "PreTrainedTokenizerBase", labels: Sequence[str]) -> list[list[int]]:
    """The tokens each label is scored by: all without the end of the turn, or all with it."""
    whole = [list(answer_ids(tokenizer, label)) for label in labels]
    bare = [tokens[:-1] for tokens in whole]
    return whole if any(begins(one, other) for one, other in permutations(bare, 2)) else bare


def begins(start: Tokens, tokens: Tokens) -> bool:
    return list(tokens[: len(start)]) == list(start)


def shared_length(prompts: Sequence[list[int]]) -> int:
    """How many tokens all prompts begin with, leaving each at least one of its own."""
    if len(prompts) < 2:
        return 0
    first, last = min(prompts), max(prompts)  # in dictionary order: what these two share, all share
    limit = min(map(len, prompts)) - 1
    shared = next((i for i in range(limit) if first[i] != last[i]), limit)
    return shared if shared >= SHARED_AT_LEAST else 0
