"""Tokens as a person reads them."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

BEFORE = "a"  # decoded in front of each token, because some tokenizers drop the space that a text begins with
NO_CHARACTER = "\ufffd"
PARTS_AT_MOST = 16  # tokens that share characters: one may end inside the next, and so on


def readable_pieces(tokenizer: "PreTrainedTokenizerBase", tokens: Sequence[int]) -> list[str]:
    """One string a token, spaces and line breaks as they are.

    Tokens that are parts of one character, or of several that share a token, each say which and which part they are:
    `你·1/3`, `你·2/3`, `你·3/3`. Bytes that never become a character (a text may be cut inside one) are U+FFFD, the
    replacement character.
    """
    before = tokenizer.encode(BEFORE, add_special_tokens=False)
    start = len(_decode(tokenizer, before))

    def text_of(some: Sequence[int]) -> str:
        return _decode(tokenizer, [*before, *some])[start:]

    piece_of = {token: text_of([token]) for token in set(tokens)}
    pieces: list[str] = []
    while len(pieces) < len(tokens):
        at = len(pieces)
        piece = piece_of[tokens[at]]
        whole, parts = _character(tokens[at : at + PARTS_AT_MOST], text_of) if NO_CHARACTER in piece else (piece, 1)
        pieces += [piece] if parts == 1 else [f"{whole}·{part}/{parts}" for part in range(1, parts + 1)]
    return pieces


def _character(tokens: Sequence[int], text_of: Callable[[Sequence[int]], str]) -> tuple[str, int]:
    """The text that the fewest of the first tokens make up whole, and how many they are; one where none do."""
    for parts in range(2, len(tokens) + 1):
        whole = text_of(tokens[:parts])
        if NO_CHARACTER not in whole:
            return whole, parts
        if not whole.endswith(NO_CHARACTER):
            break  # what is broken is not at the end any more, and so stays
    return NO_CHARACTER, 1


def _decode(tokenizer: "PreTrainedTokenizerBase", tokens: Sequence[int]) -> str:
    return str(tokenizer.decode(list(tokens), skip_special_tokens=False, clean_up_tokenization_spaces=False))
