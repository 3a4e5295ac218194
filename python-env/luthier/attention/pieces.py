"""Tokens as a person reads them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

BEFORE = "a"  # decoded in front of each token, because some tokenizers drop the space that a text begins with


def readable_pieces(tokenizer: "PreTrainedTokenizerBase", tokens: Sequence[int]) -> list[str]:
    """One string a token, spaces and line breaks as they are.

    Bytes that are no character by themselves (a token may end inside one) become U+FFFD, the replacement character.
    """
    before = tokenizer.encode(BEFORE, add_special_tokens=False)
    start = len(_decode(tokenizer, before))
    piece_of = {token: _decode(tokenizer, [*before, token])[start:] for token in set(tokens)}
    return [piece_of[token] for token in tokens]


def _decode(tokenizer: "PreTrainedTokenizerBase", tokens: Sequence[int]) -> str:
    return str(tokenizer.decode(list(tokens), skip_special_tokens=False, clean_up_tokenization_spaces=False))
