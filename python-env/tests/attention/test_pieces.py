"""Tokens are shown as a person reads them."""

from typing import Any

from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from transformers import PreTrainedTokenizerFast

from luthier.attention.pieces import readable_pieces


def test_pieces_put_together_are_the_text(tokenizer: Any) -> None:
    text = "<|im_start|>user\nfree money:  2 for you\t!<|im_end|>\n"

    pieces = readable_pieces(tokenizer, tokenizer(text)["input_ids"])

    assert "".join(pieces) == text
    assert {"<|im_start|>", " ", "\n"} <= set(pieces)


def test_a_byte_that_is_no_character_is_a_replacement(tokenizer: Any) -> None:
    pieces = readable_pieces(tokenizer, tokenizer("é你")["input_ids"])

    assert pieces == ["\ufffd"] * 5


def test_a_tokenizer_that_drops_the_first_space_shows_it_all_the_same() -> None:
    inner = Tokenizer(models.WordLevel({"▁free": 0, "▁money": 1, "a": 2, "▁a": 3, "<unk>": 4}, unk_token="<unk>"))
    inner.pre_tokenizer = pre_tokenizers.Metaspace()
    inner.decoder = decoders.Metaspace()
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=inner, unk_token="<unk>")
    assert tokenizer.decode([0]) == "free"

    assert readable_pieces(tokenizer, [0, 1]) == [" free", " money"]
