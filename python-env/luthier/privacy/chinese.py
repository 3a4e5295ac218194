"""Names in Chinese texts: what jieba (MIT) tags as a person and begins with a surname, and surnames before a title."""

import contextlib
import io
import re
import warnings
from collections.abc import Iterator
from typing import Any

from luthier.privacy.names import HAN, Span
from luthier.privacy.surnames import ALSO_WORDS, COMPOUND, PLACES, SINGLE, TITLES, WORDS

PERSON = ("nr", "nrt", "nrfg")
MOST_GIVEN = 2  # characters of a given name
TITLE = "|".join(sorted(TITLES, key=len, reverse=True))
ENDS_IN_TITLE = re.compile(rf"(?<=.)(?:{TITLE})$")
BEFORE_TITLE = re.compile(rf"({'|'.join(COMPOUND)}|[{''.join(sorted(SINGLE - ALSO_WORDS))}])(?={TITLE})")
# A name from another language: 史蒂夫·乔布斯.
FOREIGN = re.compile(r"[\u4e00-\u9fff]{1,6}(?:[·•‧・][\u4e00-\u9fff]{1,6})+")


class ChineseReader:
    """jieba with its dictionary, read from its package and from nowhere else."""

    def __init__(self) -> None:
        # It says on the terminal how it loads, and keeps a cache for all users of the machine: here it does neither.
        with warnings.catch_warnings(), contextlib.redirect_stderr(io.StringIO()):
            warnings.simplefilter("ignore")
            import jieba
            import jieba.posseg
        words: Any = jieba.Tokenizer()
        words.FREQ, words.total = words.gen_pfdict(words.get_dict_file())
        words.initialized = True
        self._tagger: Any = jieba.posseg.POSTokenizer(words)

    def spans(self, piece: str) -> Iterator[Span]:
        tokens = self._tokens(piece)
        for at, (start, word, tag) in enumerate(tokens):
            if tag not in PERSON:
                continue
            if is_surname(word) and at + 1 < len(tokens):
                word += given_in(tokens[at + 1])
            name = ENDS_IN_TITLE.sub("", word)
            if is_name(name) or (is_surname(name) and name != word):
                yield Span(start, start + len(name))
        for match in BEFORE_TITLE.finditer(piece):
            yield Span(*match.span(1))
        tagged = {start for start, _, tag in tokens if tag in PERSON}
        for match in FOREIGN.finditer(piece):
            if tagged & set(range(*match.span())):
                yield Span(*match.span())

    def _tokens(self, piece: str) -> list[tuple[int, str, str]]:
        found, start = [], 0
        for token in self._tagger.cut(piece):
            found.append((start, token.word, token.flag))
            start += len(token.word)
        return found


def is_surname(word: str) -> bool:
    return word in SINGLE or word in COMPOUND


def given_in(token: tuple[int, str, str]) -> str:
    """The word after a surname, when it is a given name."""
    _, word, tag = token
    is_given = tag in PERSON and len(word) <= MOST_GIVEN and HAN.fullmatch(word[0]) is not None
    return word if is_given and not is_surname(word) else ""


def is_name(word: str) -> bool:
    """Whether a word begins with a surname and has a given name of one or two characters."""
    surname = word[:2] if word[:2] in COMPOUND else word[:1]
    given = word[len(surname) :]
    known = surname in COMPOUND or surname in SINGLE
    return known and 1 <= len(given) <= MOST_GIVEN and word not in WORDS and word[-1] not in PLACES
