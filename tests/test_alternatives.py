"""Where the reader was in doubt, it tells what else a line may say, and grammar and words choose."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.model import Alternative, TextLine
from cardscan.ocr.alternatives import alternatives
from cardscan.ocr.decode import decode
from cardscan.ocr.language import knowledge_of
from cardscan.parse import parse
from cardscan.parse.choice import chosen

ALPHABET = ("", *"0123456789abcdeé准教歉授带帯-@.", " ")


def seen(*steps: dict[str, float]) -> np.ndarray:
    """Return chances (steps, characters): of each step those given, the rest is blank."""
    chances = np.zeros((len(steps), len(ALPHABET)), np.float32)
    for row, step in zip(chances, steps, strict=True):
        for char, chance in step.items():
            row[ALPHABET.index(char)] = chance
        row[0] = 1 - row.sum()
    return chances


def said(posterior: np.ndarray) -> dict[str, float]:
    """Return what else a line may say, with chances."""
    return dict(alternatives(decode(posterior, ALPHABET, {}), posterior, ALPHABET))


def test_a_glyph_in_doubt_has_others_with_their_chances() -> None:
    told = said(seen({"准": 0.99}, {}, {"歉": 0.6, "教": 0.3}, {}, {"授": 0.99}))
    assert told == {"准教授": pytest.approx(0.3, abs=0.01), "准授": pytest.approx(0.1, abs=0.01)}


def test_a_glyph_faintly_seen_may_be_there() -> None:
    assert "123" in said(seen({"1": 0.99}, {}, {}, {"2": 0.3}, {}, {}, {"3": 0.99}))


def test_the_rim_of_a_glyph_is_no_glyph_more() -> None:
    assert said(seen({"1": 0.99}, {"1": 0.3}, {"2": 0.99}, {"2": 0.2}, {}, {"3": 0.99})) == {}


def test_a_line_read_without_doubt_says_nothing_else() -> None:
    assert said(seen({"1": 0.99}, {}, {"2": 0.99})) == {}


def test_what_the_language_does_not_write_is_no_alternative() -> None:
    posterior = seen({"帯": 0.6, "带": 0.39})
    decoded = decode(posterior, ALPHABET, {})
    assert alternatives(decoded, posterior, ALPHABET)
    assert alternatives(decoded, posterior, ALPHABET, knowledge_of("ja", ALPHABET)) == ()


QUAD = ((0.0, 0.0), (200.0, 0.0), (200.0, 20.0), (0.0, 20.0))


def line(text: str, *others: tuple[str, float], confidence: float = 0.5) -> TextLine:
    """Return a line with what else it may say."""
    return TextLine(text, QUAD, confidence, "test", alternatives=tuple(Alternative(*each) for each in others))


@pytest.mark.parametrize(
    ("read", "other", "beside"),
    [
        ("准歉授", "准教授", ""),
        ("愛知県名古屋市熟田区中出町", "愛知県名古屋市熱田区中出町", ""),
        ("東京都三鷹市上達雀3-15", "東京都三鷹市上連雀3-15", ""),
        ("インポイス登録番号", "インボイス登録番号", ""),
        ("03-6673-319", "03-6673-3129", "株式会社光陽"),
        ("携帯 〇九〇（二〇〇一）〇四三", "携帯 〇九〇（二〇〇一）〇四三〇", ""),
        ("sato@koyo-bussan.c0n", "sato@koyo-bussan.com", ""),
        ("sato@astel-offce.biz", "sato@astel-office.biz", "www.astel-office.biz"),
        ("Astel Offce", "Astel Office", "sato@astel-office.biz"),
        ("181-0013 東京都三鷹市上連雀3-15", "181-0012 東京都三鷹市上連雀3-15", ""),
    ],
)
def test_grammar_words_and_the_rest_of_the_card_choose(read: str, other: str, beside: str) -> None:
    lines = [line(read, (other, 0.2)), line(beside, confidence=0.99)]
    assert [each.text for each in chosen(lines)] == [other, beside]
    assert [each.text for each in chosen([line(other, (read, 0.4)), lines[1]])] == [other, beside]


@pytest.mark.parametrize(
    ("read", "other", "beside"),
    [
        ("文夭珊", "文天珊", "宏图电子科技(上海)有限公司"),
        ("左惠萓", "左惠萱", "台灣浦江鋼鐵股份有限公司"),
        ("探購專員", "採購專員", "台北市松山區臺灣大道股份有限公司"),
        ("형업부 과장", "영업부 과장", "(주)한빛전자"),
    ],
)
def test_usual_characters_of_names_and_known_words_choose_on_cards_of_china_and_korea(
    read: str, other: str, beside: str
) -> None:
    lines = [line(read, (other, 0.1)), line(beside, confidence=0.99)]
    assert [each.text for each in chosen(lines)] == [other, beside]


def test_of_two_likely_texts_neither_of_which_is_better_spelt_the_likelier_stays() -> None:
    assert chosen([line("髙橋 美咲", ("高橋 美咲", 0.4))])[0].text == "髙橋 美咲"
    assert chosen([line("03-6673-3129", ("03-6673-3120", 0.4))])[0].text == "03-6673-3129"


def test_which_form_a_kanji_has_is_not_told_by_words() -> None:
    pairs = tomllib.loads(files("cardscan.ocr").joinpath("variants.toml").read_text("utf-8"))["pairs"]
    for common, rare in ((row[0], row[1]) for row in pairs if row[:2] != ["製", "制"]):
        assert chosen([line(f"{rare}田 {rare}子", (f"{common}田 {rare}子", 0.4))])[0].text == f"{rare}田 {rare}子"


def test_changes_in_several_places_are_made_together() -> None:
    read = line("埼玉県北草飾郡松状町築比地", ("埼玉県北葛飾郡松状町築比地", 0.3), ("埼玉県北草飾郡松伏町築比地", 0.3))
    assert chosen([read])[0].text == "埼玉県北葛飾郡松伏町築比地"


def test_what_was_chosen_is_not_chosen_from_again() -> None:
    once = chosen([line("准歉授", ("准教授", 0.3)), line("sato@koyo.example", ("sata@koyo.example", 0.3))])
    assert chosen(once) == once


def test_a_line_chosen_is_as_sure_as_that_and_no_surer_than_the_reader_was_of_its_doubtful_places() -> None:
    (likely,) = chosen([line("准歉授", ("准教授", 0.2), confidence=0.3)])
    assert 0.3 < likely.confidence <= 0.8
    (doubtful,) = chosen([line("准歉授", *((f"准{char}授", 0.16) for char in "教数敬救散"), confidence=0.1)])
    assert doubtful.text == "准教授"
    assert doubtful.confidence <= 0.2 + 1e-9


def test_parse_reads_what_was_chosen() -> None:
    card = parse([line("sato@koyo-bussan.c0n", ("sato@koyo-bussan.com", 0.3))])
    assert card.contact.affiliations[0].emails or card.contact.emails
    assert card.lines[0].text == "sato@koyo-bussan.com"


TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)


@given(st.lists(st.tuples(TEXTS, st.lists(st.tuples(TEXTS, st.floats(0.001, 0.1)), max_size=4)), max_size=3))
def test_whatever_the_texts_choosing_never_fails_and_keeps_lines_without_alternatives(
    given_lines: list[tuple[str, list[tuple[str, float]]]],
) -> None:
    lines = [line(text, *others) for text, others in given_lines]
    told = chosen(lines)
    assert [each for each, own in zip(told, lines, strict=True) if not own.alternatives] == [
        own for own in lines if not own.alternatives
    ]
