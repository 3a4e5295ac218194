"""Names in Chinese texts: what jieba (MIT) tags as a person and begins with a surname, and surnames before a title."""

import contextlib
import io
import re
import warnings
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from luthier.privacy.names import HAN, Span
from luthier.privacy.surnames import ALSO_WORDS, COMPOUND, PLACES, SINGLE, TITLES, WORDS

PERSON = ("nr", "nrt", "nrfg")
MOST_GIVEN = 2  # characters of a given name
TITLE = "|".join(sorted(TITLES, key=len, reverse=True))
ENDS_IN_TITLE = re.compile(rf"(?<=.)(?:{TITLE})$")
BEFORE_TITLE = re.compile(rf"({'|'.join(COMPOUND)}|[{''.join(sorted(SINGLE - ALSO_WORDS))}])(?={TITLE})")
DOTS = "·•‧・"  # between the parts of a name from another language: 史蒂夫·乔布斯
# Words of one or two characters that may be a given name after a surname: nouns, places, adjectives.
GIVEN = re.compile(r"(?:n|a|z)")
NO_GIVEN = frozenset("家 府 氏 某 姓 公司 银行 医院 大学 集团".split())


class Token(NamedTuple):
    """A word as jieba cuts and tags it."""

    start: int
    word: str
    tag: str


NOTHING = Token(0, "", "")


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

    def read(self, pieces: Sequence[str]) -> Iterator[list[Span]]:
        for piece in pieces:
            yield list(self._spans(piece))

    def _spans(self, piece: str) -> Iterator[Span]:
        tokens = self._tokens(piece)
        for token, after in zip(tokens, [*tokens[1:], NOTHING], strict=True):
            word = token.word + given_after(token, after)
            if word == token.word and token.tag not in PERSON:
                continue
            name = ENDS_IN_TITLE.sub("", word)
            if is_name(name) or (is_surname(name) and name != word):
                yield Span(token.start, token.start + len(name))
        for match in BEFORE_TITLE.finditer(piece):
            yield Span(*match.span(1))
        yield from foreign(tokens)

    def _tokens(self, piece: str) -> list[Token]:
        found, start = [], 0
        for token in self._tagger.cut(piece):
            found.append(Token(start, token.word, token.flag))
            start += len(token.word)
        return found


def is_surname(word: str) -> bool:
    return word in SINGLE or word in COMPOUND


def given_after(token: Token, after: Token) -> str:
    """The word after a surname, when it is a given name: jieba knows one of the two as part of a name."""
    if not is_surname(token.word) or len(after.word) > MOST_GIVEN or not HAN.match(after.word):
        return ""
    if after.word in TITLES or after.word in NO_GIVEN or is_surname(after.word):
        return ""
    of_both = token.tag in PERSON and GIVEN.match(after.tag) is not None
    return after.word if of_both or (after.tag in PERSON and token.word not in ALSO_WORDS) else ""


def foreign(tokens: list[Token]) -> Iterator[Span]:
    """Words with dots between them, of which one is known as a name."""
    at = 0
    while at < len(tokens):
        end = at + 1
        while end + 1 < len(tokens) and tokens[end].word in DOTS and HAN.match(tokens[end + 1].word):
            end += 2
        chain = tokens[at:end]
        if len(chain) > 1 and HAN.match(chain[0].word) and any(token.tag in PERSON for token in chain):
            word = ENDS_IN_TITLE.sub("", chain[-1].word)
            yield Span(chain[0].start, chain[-1].start + len(word))
        at = end


def is_name(word: str) -> bool:
    """Whether a word begins with a surname and has a given name of one or two characters."""
    surname = word[:2] if word[:2] in COMPOUND else word[:1]
    given = word[len(surname) :]
    known = surname in COMPOUND or surname in SINGLE
    return known and 1 <= len(given) <= MOST_GIVEN and word not in WORDS and word[-1] not in PLACES
