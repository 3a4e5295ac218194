"""Names of people in a text: English by spaCy's en_core_web_sm, Chinese by jieba, each where its script stands."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, Protocol

from luthier.core.errors import LuthierError

LONGEST_PIECE = 4000  # characters; a text of any length is read piece by piece, so that it can be stopped

LATIN = re.compile(r"[A-Z][a-zA-ZÀ-ÿ]")
HAN = re.compile(r"[\u4e00-\u9fff]")


class Span(NamedTuple):
    """A part of a text; `end` is exclusive."""

    start: int
    end: int


class Reader(Protocol):
    """Finds names in pieces of text: for each piece where they stand."""

    def read(self, pieces: Sequence[str]) -> Iterator[list[Span]]: ...


class NameReader:
    """Both readers. Raises `privacy.names_missing` when the environment was built without them."""

    def __init__(self) -> None:
        try:
            from luthier.privacy.chinese import ChineseReader
            from luthier.privacy.english import EnglishReader

            self._readers: tuple[tuple[re.Pattern[str], Reader], ...] = (
                (LATIN, EnglishReader()),
                (HAN, ChineseReader()),
            )
        except ModuleNotFoundError as error:
            raise LuthierError("privacy.names_missing", missing=str(error.name)) from error

    def read(self, texts: Sequence[str], between: Callable[[], None] = lambda: None) -> list[list[Span]]:
        """For each text where names stand, from left to right, not overlapping, in UTF-16 units.

        Texts that are read together take half the time of one by one. `between` is called after each piece of them,
        and may raise to stop.
        """
        found: list[list[Span]] = [[] for _ in texts]
        cut = [(at, start, piece) for at, text in enumerate(texts) for start, piece in pieces(text)]
        for script, reader in self._readers:
            chosen = [one for one in cut if script.search(one[2])]
            for (at, start, _), spans in zip(chosen, reader.read([piece for _, _, piece in chosen]), strict=True):
                found[at] += [Span(start + one.start, start + one.end) for one in spans]
                between()
        return [in_utf16(text, disjoint(spans)) for text, spans in zip(texts, found, strict=True)]


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """The text in pieces with their places, cut where a line ends, else at a space, else anywhere."""
    start = 0
    while len(text) - start > LONGEST_PIECE:
        window = text[start : start + LONGEST_PIECE]
        cut = next((at + 1 for mark in ("\n", "。", " ") if (at := window.rfind(mark)) > 0), LONGEST_PIECE)
        yield start, window[:cut]
        start += cut
    yield start, text[start:]


def disjoint(spans: list[Span]) -> list[Span]:
    """Of spans that overlap the longest."""
    kept: list[Span] = []
    for one in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
        elif one.end - one.start > kept[-1].end - kept[-1].start:
            kept[-1] = one
    return kept


def in_utf16(text: str, spans: list[Span]) -> list[Span]:
    """Places in characters as places in UTF-16, where a character beyond the first plane counts as two."""
    wide = [place for place, character in enumerate(text) if character > "\uffff"] if spans else []
    return [Span(*(place + bisect_left(wide, place) for place in span)) for span in spans]
