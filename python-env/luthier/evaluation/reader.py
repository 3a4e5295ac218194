"""How likely a model finds each of a few answers after each of many prompts, whichever runtime the model runs in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from luthier.evaluation.answers import Real, Whole

Tokens = Sequence[int]

ROOT = -1  # the node of an answer tree that is the last token of the prompt


@dataclass(frozen=True)
class Batch:
    """Some rows, ready to be read. The prompt of a row is `shared` followed by its entry of `rests`."""

    shared: tuple[int, ...]  # tokens all prompts of the evaluation begin with; may be none
    rests: tuple[tuple[int, ...], ...]  # each holds at least one token
    answers: "AnswerTree"


class AnswerReader(Protocol):
    """A model, asked for answers."""

    def __call__(self, batch: Batch) -> Real:
        """`[rows, answers]` log-likelihood of each answer after each prompt, nats, summed over its tokens."""
        ...


class AnswerTree:
    """The token lists of the answers as a tree, so that what several of them begin with is read once.

    The root is the last token of the prompt. A node is one token that must be read to know what follows it: every
    token of an answer but its last.
    """

    def __init__(self, answers: Sequence[Tokens]) -> None:
        self.tokens: list[int] = []  # of each node
        self.parents: list[int] = []  # node before it
        self.depths: list[int] = []  # 0 for what follows the root
        self.steps: list[list[tuple[int, int]]] = []  # for each answer: (node that is read, token that follows)

        known: dict[tuple[int, int], int] = {}
        for answer in answers:
            node, steps = ROOT, []
            for i, token in enumerate(answer):
                steps.append((node, token))
                if i == len(answer) - 1:
                    break
                if (node, token) not in known:
                    known[node, token] = self._add(node, token)
                node = known[node, token]
            self.steps.append(steps)

    def _add(self, parent: int, token: int) -> int:
        self.tokens.append(token)
        self.parents.append(parent)
        self.depths.append(0 if parent == ROOT else self.depths[parent] + 1)
        return len(self.tokens) - 1

    def followers(self, node: int) -> list[int]:
        """The tokens that follow a node in some answer."""
        return sorted({token for steps in self.steps for read, token in steps if read == node})

    def ancestors(self, node: int) -> list[int]:
        """The nodes from the root's child down to `node` itself; none for the root."""
        path = []
        while node != ROOT:
            path.append(node)
            node = self.parents[node]
        return path[::-1]

    def branches(self) -> list[list[int]]:
        """Paths that together hold every node. One empty path when the root alone is read."""
        inner = set(self.parents)
        return [self.ancestors(node) for node in range(len(self.tokens)) if node not in inner] or [[]]

    def log_likelihoods(self, found: Mapping[tuple[int, int], Real]) -> Real:
        """`[rows, answers]`, from the `[rows]` log-probability that a token follows a node, for each such pair."""
        return np.stack([np.sum([found[step] for step in steps], axis=0) for steps in self.steps], axis=1)


class NextTokens(Protocol):
    """A model that only knows plain sequences: an exported one."""

    def __call__(self, tokens: Whole, positions: Whole) -> NDArray[np.float32]:
        """Logits `[sequences, positions, vocabulary]` of the token that follows each of the named positions.

        `tokens` is `[sequences, length]`, padded on the right by any token: a causal model does not see it before the
        positions that are asked for. `positions` is `[sequences, positions]`.
        """
        ...


class SequenceReader:
    """Reads answers through plain sequences: the prompt once for each branch of the tree, one branch for most tasks."""

    def __init__(self, next_tokens: NextTokens) -> None:
        self._next_tokens = next_tokens

    def __call__(self, batch: Batch) -> Real:
        tree = batch.answers
        found: dict[tuple[int, int], Real] = {}
        for branch in tree.branches():
            prompts = [(*batch.shared, *rest) for rest in batch.rests]
            tokens = padded([[*prompt, *(tree.tokens[node] for node in branch)] for prompt in prompts])
            positions = np.array([[len(prompt) - 1 + i for i in range(len(branch) + 1)] for prompt in prompts])
            logits = self._next_tokens(tokens, positions)
            for i, node in enumerate([ROOT, *branch]):
                followers = tree.followers(node)
                chosen = log_probabilities(logits[:, i], followers)
                found.update({(node, token): chosen[:, j] for j, token in enumerate(followers)})
        return tree.log_likelihoods(found)


def padded(sequences: Sequence[Tokens]) -> Whole:
    """`[sequences, longest]`, filled up with token 0 on the right."""
    tokens = np.zeros((len(sequences), max(map(len, sequences))), dtype=np.int64)
    for row, sequence in zip(tokens, sequences, strict=True):
        row[: len(sequence)] = sequence
    return tokens


def log_probabilities(logits: NDArray[np.float32], tokens: Tokens) -> Real:
    """`[rows, tokens]` natural logarithms of the probability of some tokens, from `[rows, vocabulary]` logits."""
    precise = logits.astype(np.float64)
    peak = precise.max(axis=-1, keepdims=True)
    total = peak + np.log(np.exp(precise - peak).sum(axis=-1, keepdims=True))
    return np.asarray(precise[:, list(tokens)] - total)
