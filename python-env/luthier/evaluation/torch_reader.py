"""Reads answers with a torch model: each prompt once, whatever the number and length of the answers.

All answers are appended to the prompt at once, each seeing the prompt and itself but not the others, so that one
forward pass reads the whole tree. What every prompt begins with (the template and the instruction) is read once for
the evaluation and kept. The output matrix, a fifth of a small model's work, is applied where a token is asked for.
"""

from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import DynamicCache, PreTrainedModel

from luthier.evaluation.answers import Real, Whole
from luthier.evaluation.reader import ROOT, AnswerTree, Batch, SequenceReader, padded

if TYPE_CHECKING:
    from torch import Tensor, nn

Layers = list[tuple["Tensor", "Tensor"]]


class TorchReader:
    """An `AnswerReader` over a causal language model of transformers, with or without an adapter."""

    def __init__(self, model: "nn.Module") -> None:
        self._model: Any = model
        self._config: Any = model.config
        self._sequences = SequenceReader(self.next_tokens)
        self._shared: tuple[int, ...] = ()
        self._shared_layers: Layers = []

    @torch.inference_mode()
    def __call__(self, batch: Batch) -> Real:
        if not self._can_branch(batch):
            return self._sequences(batch)

        tree, shared = batch.answers, len(batch.shared)
        lengths = torch.tensor([len(rest) for rest in batch.rests])
        rests = torch.from_numpy(padded(batch.rests))  # [rows, longest]
        nodes = torch.tensor(tree.tokens, dtype=torch.long).expand(len(rests), -1)  # [rows, nodes]
        depths = torch.tensor(tree.depths, dtype=torch.long)
        places = torch.cat([torch.arange(rests.shape[1]).expand_as(rests), lengths[:, None] + depths], dim=1)

        ends, end_of_row = torch.unique(lengths - 1, return_inverse=True)
        kept = torch.cat([ends, rests.shape[1] + torch.arange(len(tree.tokens))])
        output = self._model(
            input_ids=self._here(torch.cat([rests, nodes], dim=1)),
            position_ids=self._here(shared + places),
            attention_mask=self._here(self._mask(_visible(tree, lengths, rests.shape[1]), shared)),
            cache=self._cache(batch.shared, rows=len(rests)),
            use_cache=shared > 0,
            logits_to_keep=self._here(kept),
        )
        return self._pick(output.logits, tree, end_of_row)

    def _pick(self, logits: "Tensor", tree: AnswerTree, end_of_row: "Tensor") -> Real:
        """The log-probabilities the tree asks for, from `[rows, ends of rows and then nodes, vocabulary]` logits."""
        ends = logits.shape[1] - len(tree.tokens)
        rows = torch.arange(len(logits))
        found: dict[tuple[int, int], Real] = {}
        for node in range(ROOT, len(tree.tokens)):
            at = logits[rows, end_of_row] if node == ROOT else logits[:, ends + node]
            followers = tree.followers(node)
            chosen = at.float().log_softmax(dim=-1)[:, followers].double().cpu().numpy()
            found.update({(node, token): chosen[:, j] for j, token in enumerate(followers)})
        return tree.log_likelihoods(found)

    @torch.inference_mode()
    def next_tokens(self, tokens: Whole, positions: Whole) -> NDArray[np.float32]:
        """The model as `NextTokens`, without any of the shortcuts above."""
        kept, at = torch.unique(torch.from_numpy(positions), return_inverse=True)
        logits = self._model(
            input_ids=self._here(torch.from_numpy(tokens)), use_cache=False, logits_to_keep=self._here(kept)
        ).logits
        rows = torch.arange(len(logits))[:, None]
        return np.asarray(logits[rows, at].float().cpu().numpy())

    def _can_branch(self, batch: Batch) -> bool:
        """Whether a layer sees all tokens before it: a sliding window would count branches as if they were in line."""
        window = getattr(self._config, "sliding_window", None)
        longest = len(batch.shared) + max(map(len, batch.rests)) + len(batch.answers.tokens)
        return self._is_plain() and (window is None or longest <= window)

    def _is_plain(self) -> bool:
        # An adapter that puts virtual tokens before the prompt brings a cache of its own.
        return isinstance(self._model, PreTrainedModel) or not self._model.active_peft_config.is_prompt_learning

    def _cache(self, shared: tuple[int, ...], rows: int) -> "DynamicCache | None":
        if not shared:
            return None
        if shared != self._shared:
            cache = self._model(input_ids=self._here(torch.tensor([shared])), use_cache=True, logits_to_keep=1).cache
            self._shared, self._shared_layers = shared, [(layer.keys, layer.values) for layer in cache.layers]
        spread = ((part.expand(rows, -1, -1, -1) for part in layer) for layer in self._shared_layers)
        return DynamicCache([tuple(parts) for parts in spread])

    def _mask(self, visible: "Tensor", shared: int) -> "Tensor":
        """What is added to the attention scores: nothing where a token is visible, the lowest number elsewhere."""
        dtype = self._model.dtype
        rows, queries = visible.shape[:2]
        mask = torch.zeros(rows, 1, queries, shared + visible.shape[2], dtype=dtype)
        mask[:, 0, :, shared:].masked_fill_(~visible, torch.finfo(dtype).min)
        return mask

    def _here(self, tensor: "Tensor") -> "Tensor":
        return tensor.to(self._model.device)


def _visible(tree: AnswerTree, lengths: "Tensor", longest: int) -> "Tensor":
    """`[rows, tokens, tokens]` bool: which tokens of rest and tree each of them sees."""
    nodes = len(tree.tokens)
    visible = torch.zeros(len(lengths), longest + nodes, longest + nodes, dtype=torch.bool)
    # Padding sees what is before it too: a row of the mask that sees nothing would make NaN.
    visible[:, :longest, :longest] = torch.ones(longest, longest, dtype=torch.bool).tril()
    visible[:, longest:, :longest] = (torch.arange(longest) < lengths[:, None])[:, None, :]
    for node in range(nodes):
        visible[:, longest + node, [longest + above for above in tree.ancestors(node)]] = True
    return visible
