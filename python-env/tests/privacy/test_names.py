"""Names of people, by the real models on real sentences. What is measured here stands in docs/privacy.md."""

import re

import pytest
from privacy.name_sentences import CHINESE, ENGLISH

from luthier.core.errors import LuthierError
from luthier.privacy.names import LONGEST_PIECE, NameReader, pieces


@pytest.fixture(scope="module")
def reader() -> NameReader:
    return NameReader()


def names_in(reader: NameReader, text: str) -> list[str]:
    units = text.encode("utf-16-le")
    return [units[2 * start : 2 * end].decode("utf-16-le") for start, end in reader.read([text])[0]]


def measured(reader: NameReader, sentences: list[str]) -> tuple[float, float, list[str]]:
    """Precision, recall, and the mistakes."""
    right = found = there = 0
    mistakes = []
    for marked in sentences:
        marked = marked.replace("\\n", "\n")
        wanted = re.findall(r"\[(.+?)\]", marked)
        got = names_in(reader, re.sub(r"[\[\]]", "", marked))
        right += sum(min(got.count(name), wanted.count(name)) for name in set(got))
        found, there = found + len(got), there + len(wanted)
        if got != wanted:
            mistakes.append(f"{marked!r}: {got}")
    return right / found, right / there, mistakes


def test_names_in_english_sentences_are_found_and_look_alikes_are_left(reader: NameReader) -> None:
    precision, recall, mistakes = measured(reader, ENGLISH)

    assert len(ENGLISH) == 60
    assert precision >= 0.85, mistakes
    assert recall >= 0.85, mistakes


def test_names_in_chinese_sentences_are_found_and_look_alikes_are_left(reader: NameReader) -> None:
    precision, recall, mistakes = measured(reader, CHINESE)

    assert len(CHINESE) == 60
    assert precision >= 0.9, mistakes
    assert recall >= 0.9, mistakes


def test_places_are_those_of_utf_16_with_emoji_before_and_within_a_piece(reader: NameReader) -> None:
    text = "😀 王小明 met 😀👍🏽 Sarah Connor\n👩‍👩‍👧 and 李华 there"
    assert sorted(names_in(reader, text)) == sorted(["王小明", "Sarah Connor", "李华"])


def test_a_long_text_is_read_in_pieces_that_lose_nothing_and_may_be_stopped_between(reader: NameReader) -> None:
    line = "The minutes of the meeting were sent to everybody.\n"
    text = line * 400 + "Best regards,\nAnna Kowalski"
    cut = list(pieces(text))
    assert "".join(piece for _, piece in cut) == text
    assert all(len(piece) <= LONGEST_PIECE and text[start:].startswith(piece) for start, piece in cut)
    assert names_in(reader, text) == ["Anna Kowalski"]
    assert "".join(piece for _, piece in pieces("字" * 9001)) == "字" * 9001

    asked: list[int] = []
    reader.read([text], lambda: asked.append(1))
    assert len(asked) == len(cut)


def test_what_mails_write_around_names_is_no_part_of_them(reader: NameReader) -> None:
    assert names_in(reader, "From: Justin Mason <jm@mail.com>") == ["Justin Mason"]
    assert names_in(reader, "Mrs O'Neill and Dr Smith's dog") == ["O'Neill", "Smith"]
    assert names_in(reader, "see http://mail.com/~John/Smith or John@mail.com") == []
    assert names_in(reader, "陈女士、张老师与欧阳先生") == ["陈", "张", "欧阳"]


def test_without_its_packages_it_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(LuthierError) as caught:
        NameReader()
    assert (caught.value.code, caught.value.facts["missing"]) == ("privacy.names_missing", "spacy")


def test_nothing_is_read_from_or_left_in_the_shared_temporary_folder(
    tmp_path_factory: pytest.TempPathFactory, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import tempfile

    folder = tmp_path_factory.mktemp("shared")
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    assert names_in(NameReader(), "王小明来了") == ["王小明"]
    assert list(folder.iterdir()) == []
    assert capfd.readouterr() == ("", "")


def test_texts_that_are_read_together_give_what_each_gives_alone(reader: NameReader) -> None:
    texts = ["Sarah Connor left.", "", "王小明来了", "😀 Hi 李华, this is Robert Elz", "12345"]
    assert reader.read(texts) == [reader.read([text])[0] for text in texts]
