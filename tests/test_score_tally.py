"""From records and truth to the figures of a slice."""

from __future__ import annotations

from bench.score.compare import Count
from bench.score.details import differences
from bench.score.tally import Pairing, Score, pairings, score_picture, total

LEFT = [[0, 0], [91, 0], [91, 55], [0, 55]]
RIGHT = [[100, 0], [191, 0], [191, 55], [100, 55]]
YAMADA = {"name": {"full": "山田 太郎"}, "emails": ["taro@aoba.example"]}
SATO = {"name": {"full": "佐藤 花"}, "phones": [{"kind": "mobile", "e164": "+819012345678"}]}
TABLE = [
    {"quad": LEFT, "tag": "7", "contact": YAMADA, "lines": ["山田太郎", "taro@aoba.example"]},
    {"quad": RIGHT, "tag": "8", "contact": SATO, "lines": ["佐藤花", "090-1234-5678"]},
]


def read(
    quad: list[list[int]], contact: dict[str, object], tag: str | None = None, text: str = ""
) -> dict[str, object]:
    return {"quad": quad, "contact": contact, "tag": tag, "fields": [], "lines": [{"text": text}]}


def test_records_are_scored_against_the_card_they_lie_on_not_by_their_order() -> None:
    score = score_picture(TABLE, [read(RIGHT, SATO, "8"), read(LEFT, YAMADA, "7")])
    assert (score.cards, score.whole, score.macro_f1) == (2, 2, 1.0)
    assert score.outlines == score.tags == Count(2, 0, 0)


def test_a_card_that_was_not_found_misses_all_its_values() -> None:
    score = score_picture(TABLE, [read(LEFT, YAMADA)])
    assert score.fields["phone"] == Count(0, 0, 1)
    assert score.fields["name"] == Count(1, 0, 1)
    assert score.outlines == Count(1, 0, 1)
    assert score.tags == Count(0, 0, 2)


def test_a_card_that_is_not_there_makes_its_values_extra() -> None:
    score = score_picture(TABLE[:1], [read(LEFT, YAMADA), read(RIGHT, SATO)])
    assert score.fields["phone"] == Count(0, 1, 0)
    assert score.outlines == Count(1, 1, 0)
    assert score.whole == 1


def test_a_picture_without_a_card_is_silent_only_if_nothing_was_read_from_it() -> None:
    assert (score_picture([], []).silent, score_picture([], []).empty) == (1, 1)
    assert score_picture([], [read(LEFT, YAMADA)]).silent == 0
    assert score_picture([], [read(LEFT, YAMADA)]).invented == 3 - 1


def test_a_guessed_reading_is_no_error_where_the_true_one_is_unknown() -> None:
    guess = {**YAMADA, "name": {"full": "山田 太郎", "family_reading": "やまだ"}}
    assert score_picture(TABLE[:1], [read(LEFT, guess)]).fields["reading"] == Count()


def test_characters_show_how_well_the_text_was_read_in_whatever_order() -> None:
    score = score_picture(TABLE[:1], [read(LEFT, {}, text="taro@aoba.example 山田大郎")])
    assert score.characters == Count(20, 1, 1)


def test_scores_add_up() -> None:
    both = total([score_picture(TABLE, []), score_picture([], [])])
    assert (both.pictures, both.cards, both.empty) == (2, 2, 1)
    assert total([]) == Score()


def test_a_difference_names_its_cause() -> None:
    record = read(LEFT, {"name": {"full": "株式会社"}}, text="山田太郎 tar0@aoba.example")
    (each,) = pairings(TABLE[:1], [record])
    assert {(told["field"], told["what"], told["cause"]) for told in differences(each)} == {
        ("name", "missed", "not understood"),
        ("name", "extra", "made up"),
        ("email", "missed", "not read"),
    }
    assert {told["cause"] for told in differences(Pairing(TABLE[1], None))} == {"card missed"}


def test_a_phone_is_looked_for_without_its_country_prefix() -> None:
    each = Pairing(TABLE[1], read(RIGHT, {}, text="TEL 090-1234-5678"))
    assert ("phone", "not understood") in {(told["field"], told["cause"]) for told in differences(each)}
