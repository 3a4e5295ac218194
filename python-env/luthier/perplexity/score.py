"""How expected a text is to a model: its perplexity.

For the tokens x_1 .. x_t of a text it is exp(-1/t * sum of log p(x_i | x_<i)), the exponential of the mean negative
log-likelihood of a token in nats. Where the tokenizer puts a start mark before a text, as those of Llama and Gemma do,
x_1 is predicted from the mark; where it puts none, nothing precedes x_1, and the mean is over x_2 .. x_t.

Source: Jelinek et al. 1977, "Perplexity, a measure of the difficulty of speech recognition tasks"; the first token as
in Hugging Face, "Perplexity of fixed-length models" (transformers documentation). Dropping what a model finds unlikely
from a corpus: Wenzek et al. 2020, "CCNet", arXiv:1911.00359, section 3.3.
"""

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import torch
from torch.nn.functional import cross_entropy

from luthier.core.errors import LuthierError

if TYPE_CHECKING:
    from torch import Tensor, nn
    from transformers import PreTrainedTokenizerBase

TOKENS_AT_LEAST = 2
ROWS_A_BATCH = 256
NATS_AT_MOST = 700.0  # e to more than that is no number any more
# Bytes of the scores over the vocabulary that one batch may make; all else of a forward pass is small beside them.
BATCH_BYTES = {"cpu": 64 * 2**20, "cuda": 2 * 2**30}


class PerplexityScorer:
    """A causal language model that is asked how expected texts are to it."""

    def __init__(self, model: "nn.Module", tokenizer: "PreTrainedTokenizerBase", max_tokens: int) -> None:
        self._model: Any = model
        self._tokenizer: Any = tokenizer
        self._start = start_of(tokenizer)
        config: Any = self._model.config
        room = getattr(config, "max_position_embeddings", None) or max_tokens + 1
        self._max_tokens = min(max_tokens, room - len(self._start))
        token_bytes = config.vocab_size * self._model.dtype.itemsize
        self._tokens_a_batch = BATCH_BYTES[str(self._model.device.type)] // token_bytes

    def score(
        self, texts: Sequence[str], on_rows: Callable[[int], None] = lambda _: None
    ) -> list[tuple[int, float | None]]:
        """For each text the number of tokens that were read, and its perplexity, None below two tokens.

        Texts of a length are read together, so the order of work is not the order of the texts. `on_rows` is told how
        many are done after each batch, and may raise to stop.

        Raises:
            LuthierError: `model.damaged` when the model answers with numbers that are not finite.
        """
        tokens = self.tokens(texts)
        found: list[tuple[int, float | None]] = [(len(ids), None) for ids in tokens]
        longest_first = sorted(range(len(texts)), key=lambda row: -len(tokens[row]))
        to_read = [row for row in longest_first if len(tokens[row]) >= TOKENS_AT_LEAST]
        done = len(texts) - len(to_read)
        while to_read:
            room = max(1, min(ROWS_A_BATCH, self._tokens_a_batch // (len(self._start) + len(tokens[to_read[0]]))))
            rows, to_read = to_read[:room], to_read[room:]
            for row, mean in zip(rows, self._means([self._start + tokens[row] for row in rows]), strict=True):
                found[row] = (len(tokens[row]), math.exp(mean))
            done += len(rows)
            on_rows(done)
        return found

    def tokens(self, texts: Sequence[str]) -> list[list[int]]:
        """The tokens of each text that are read, without a start mark."""
        if not texts:
            return []
        cut = self._tokenizer(
            list(texts),
            add_special_tokens=False,
            truncation=True,
            max_length=self._max_tokens,
            return_attention_mask=False,
        )
        return [list(ids) for ids in cut.input_ids]

    def _means(self, batch: list[list[int]]) -> list[float]:
        """The mean negative log-likelihood of each sequence; of a batch that the GPU cannot hold, half by half."""
        try:
            return self._read(batch)
        except torch.cuda.OutOfMemoryError:
            if len(batch) == 1:
                raise LuthierError("training.out_of_memory", rows=1) from None
        half = len(batch) // 2
        return self._means(batch[:half]) + self._means(batch[half:])

    @torch.inference_mode()
    def _read(self, batch: list[list[int]]) -> list[float]:
        longest = max(map(len, batch))
        # A token sees only what is before it: what fills up the end changes nothing and needs no mask.
        filled = torch.tensor([ids + [0] * (longest - len(ids)) for ids in batch], device=self._model.device)
        logits: Tensor = self._model(input_ids=filled, use_cache=False).logits  # [rows, tokens, vocabulary]
        means = torch.stack(
            [
                cross_entropy(logits[row, : len(ids) - 1].float(), filled[row, 1 : len(ids)], reduction="none")
                .double()
                .mean()
                for row, ids in enumerate(batch)
            ]
        ).tolist()
        if not all(mean < NATS_AT_MOST for mean in means):  # nor is NaN
            raise LuthierError("model.damaged", file="weights", reason="it answers with numbers that are not finite")
        return [float(mean) for mean in means]


def start_of(tokenizer: Any) -> list[int]:
    """The start mark that the tokenizer puts before every text, or nothing."""
    marks = tokenizer("", add_special_tokens=True).input_ids
    return list(marks[:1]) if marks and marks[0] == tokenizer.bos_token_id else []
