"""Perplexities are those of transformers' own loss, whatever else is read beside a text."""

import math
from pathlib import Path
from typing import Any

import pytest
import torch
from tiny_architectures import architectures, make

from luthier.core.errors import LuthierError
from luthier.perplexity.score import PerplexityScorer, start_of

TEXTS = [
    "free money for you and the winner",
    "the minutes of the meeting",
    "会议纪要：请在星期五之前回复。",
    "emoji 🤖👩‍👩‍👧 and مرحبا and a tab\t",
    "x",
    "",
    "the mail is spam " * 40,
]


@pytest.fixture(scope="module")
def model(model_folder: Path) -> Any:
    from transformers import AutoModelForCausalLM

    return AutoModelForCausalLM.from_pretrained(model_folder).eval()


def own_loss(model: Any, ids: list[int]) -> float:
    """What transformers itself answers to one text, which it shifts by one."""
    tokens = torch.tensor([ids])
    with torch.no_grad():
        return float(model(input_ids=tokens, labels=tokens).loss)


def test_perplexity_is_the_exponential_of_the_librarys_own_loss(model: Any, tokenizer: Any) -> None:
    found = PerplexityScorer(model, tokenizer, 64).score(TEXTS)

    for text, (tokens, perplexity) in zip(TEXTS, found, strict=True):
        ids = tokenizer(text, add_special_tokens=False).input_ids[:64]
        assert tokens == len(ids)
        if len(ids) < 2:
            assert perplexity is None
        else:
            assert math.log(perplexity or 0) == pytest.approx(own_loss(model, ids), abs=1e-4)
    assert [tokens for tokens, perplexity in found if perplexity is None] == [1, 0]


def test_a_uniform_model_finds_every_text_as_unlikely_as_its_vocabulary_is_large(model: Any, tokenizer: Any) -> None:
    class Uniform(torch.nn.Module):
        config, dtype, device = model.config, torch.float32, torch.device("cpu")

        def forward(self, input_ids: torch.Tensor, **_: Any) -> Any:
            return type("Output", (), {"logits": torch.zeros(*input_ids.shape, 300)})

    [(_, perplexity)] = PerplexityScorer(Uniform(), tokenizer, 64).score(["the minutes of the meeting"])
    assert perplexity == pytest.approx(300)


def test_what_is_read_beside_a_text_changes_nothing(model: Any, tokenizer: Any, monkeypatch: Any) -> None:
    there = PerplexityScorer(model, tokenizer, 64).score(TEXTS)
    back = PerplexityScorer(model, tokenizer, 64).score(TEXTS[::-1])[::-1]
    monkeypatch.setattr("luthier.perplexity.score.ROWS_A_BATCH", 1)
    told: list[int] = []
    alone = PerplexityScorer(model, tokenizer, 64).score(TEXTS, told.append)

    for one, two, three in zip(there, back, alone, strict=True):
        assert one[1] == (None if two[1] is None else pytest.approx(two[1], rel=1e-4))
        assert one[1] == (None if three[1] is None else pytest.approx(three[1], rel=1e-4))
    assert told == [3, 4, 5, 6, 7]


def test_a_start_mark_of_the_tokenizer_predicts_the_first_token(model: Any, tokenizer: Any) -> None:
    from tokenizers.processors import TemplateProcessing
    from transformers import PreTrainedTokenizerFast

    backend = type(tokenizer.backend_tokenizer).from_str(tokenizer.backend_tokenizer.to_str())
    mark = tokenizer.bos_token_id
    backend.post_processor = TemplateProcessing(single="<|im_start|> $A", special_tokens=[("<|im_start|>", mark)])
    marking = PreTrainedTokenizerFast(tokenizer_object=backend, bos_token="<|im_start|>", eos_token="<|im_end|>")
    text = "free money for you"
    ids = tokenizer(text, add_special_tokens=False).input_ids

    [(tokens, perplexity)] = PerplexityScorer(model, marking, 64).score([text])

    assert (start_of(tokenizer), start_of(marking)) == ([], [mark])
    assert tokens == len(ids)
    assert math.log(perplexity or 0) == pytest.approx(own_loss(model, [mark, *ids]), abs=1e-4)


@pytest.mark.parametrize("architecture", architectures())
def test_every_architecture_is_scored_as_its_own_loss_says(architecture: str, tokenizer: Any) -> None:
    model = make(architecture)

    found = PerplexityScorer(model, tokenizer, 64).score(TEXTS)

    for text, (_, perplexity) in zip(TEXTS, found, strict=True):
        if perplexity is not None:
            ids = tokenizer(text, add_special_tokens=False).input_ids[:64]
            assert math.log(perplexity) == pytest.approx(own_loss(model, ids), abs=1e-4)


def test_a_batch_that_the_gpu_cannot_hold_is_read_half_by_half(model: Any, tokenizer: Any, monkeypatch: Any) -> None:
    whole = PerplexityScorer(model, tokenizer, 64).score(TEXTS)
    small = PerplexityScorer(model, tokenizer, 64)
    read, sizes = small._read, list[int]()

    def little(batch: list[list[int]]) -> list[float]:
        sizes.append(len(batch))
        if len(batch) > 2:
            raise torch.cuda.OutOfMemoryError
        return read(batch)

    monkeypatch.setattr(small, "_read", little)
    assert [tokens for tokens, _ in small.score(TEXTS)] == [tokens for tokens, _ in whole]
    assert sizes == [5, 2, 3, 1, 2]

    monkeypatch.setattr(small, "_read", lambda batch: little([*batch] * 3))
    with pytest.raises(LuthierError, match="Memory ran out"):
        small.score(TEXTS)


def test_a_model_that_answers_with_no_numbers_is_damaged(model: Any, tokenizer: Any, monkeypatch: Any) -> None:
    scorer = PerplexityScorer(model, tokenizer, 64)
    monkeypatch.setattr(torch.nn.Linear, "forward", lambda self, given: given @ self.weight.T * float("nan"))

    with pytest.raises(LuthierError, match="not finite"):
        scorer.score(TEXTS)
