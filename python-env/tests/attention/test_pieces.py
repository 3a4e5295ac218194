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


def test_parts_of_a_character_say_which_one_and_which_part(tokenizer: Any) -> None:
    tokens = tokenizer("aé你")["input_ids"]

    assert readable_pieces(tokenizer, tokens) == ["a", "é·1/2", "é·2/2", "你·1/3", "你·2/3", "你·3/3"]


def test_bytes_of_a_character_that_is_cut_off_are_replacements(tokenizer: Any) -> None:
    cut, after = tokenizer("你")["input_ids"][:2], tokenizer("a你")["input_ids"]

    assert readable_pieces(tokenizer, [*cut, *after]) == ["\ufffd", "\ufffd", "a", "你·1/3", "你·2/3", "你·3/3"]


def test_characters_that_share_a_token_are_named_together() -> None:
    # A token that ends inside a character: 垃 is E5 9E 83, 圾 is E5 9C BE.
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    of = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    mapped = of.pre_tokenize_str("垃圾")[0][0]
    tokens = [mapped[:2], mapped[2:4], mapped[4:]]
    vocabulary = {token: at for at, token in enumerate([*alphabet, *tokens])}
    inner = Tokenizer(models.BPE(vocabulary, []))
    inner.decoder = decoders.ByteLevel()
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=inner)

    pieces = readable_pieces(tokenizer, [vocabulary[token] for token in tokens])

    assert pieces == ["垃圾·1/3", "垃圾·2/3", "垃圾·3/3"]


def test_a_tokenizer_that_drops_the_first_space_shows_it_all_the_same() -> None:
    inner = Tokenizer(models.WordLevel({"▁free": 0, "▁money": 1, "a": 2, "▁a": 3, "<unk>": 4}, unk_token="<unk>"))
    inner.pre_tokenizer = pre_tokenizers.Metaspace()
    inner.decoder = decoders.Metaspace()
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=inner, unk_token="<unk>")
    assert tokenizer.decode([0]) == "free"

    assert readable_pieces(tokenizer, [0, 1]) == [" free", " money"]
