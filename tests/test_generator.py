"""The generator of labelled cards: the same seed is the same picture, and the truth is what was printed."""

from __future__ import annotations

import re
from random import Random

import numpy as np
import phonenumbers
import pytest

from bench.cards import generate
from bench.cards.eastern import numbers
from bench.cards.eastern.chinese import chinese_content
from bench.cards.eastern.korean import korean_content
from bench.cards.eastern.people import chinese_person
from bench.cards.facts import Fact, contact, qualifications, reading_source
from bench.cards.layouts import LAYOUTS
from bench.cards.people import japanese_person, person, romaji
from bench.cards.places import japanese_place
from bench.cards.reach import landline
from bench.cards.upright import PORTRAITS
from bench.cards.words import SPLITS


@pytest.mark.parametrize("split", ["dev", "test"])
def test_the_same_seed_is_the_same_picture(split: str) -> None:
    one, other = generate("flat_ja", 5, split), generate("flat_ja", 5, split)
    assert np.array_equal(one.pixels, other.pixels)
    assert one.truth == other.truth


def test_every_printed_field_stands_in_a_printed_line() -> None:
    for seed in range(6):
        for card in generate("flat_ja", seed, "dev").truth["cards"]:
            words = "".join(line["text"] for line in card["lines"]).replace(" ", "")
            for mail in card["contact"]["emails"]:
                assert mail in words
            for phone in card["contact"]["phones"]:
                assert phone["text"].replace(" ", "") in words


def test_lines_lie_inside_their_card() -> None:
    picture = generate("flat_ja", 2, "test")
    height, width = picture.pixels.shape[:2]
    for line in picture.truth["cards"][0]["lines"]:
        for x, y in line["quad"]:
            assert 0 <= x <= width
            assert 0 <= y <= height


def test_nobody_in_dev_shares_a_surname_with_test() -> None:
    rng = Random(1)
    dev = {japanese_person(rng, "dev").family for _ in range(400)}
    test = {japanese_person(rng, "test").family for _ in range(400)}
    assert not {name for name in dev & test if re.search("[一-鿿]", name)}


def test_numbers_are_valid_in_japan() -> None:
    rng = Random(2)
    for _ in range(60):
        place = japanese_place(rng, "dev")
        number = landline(rng, place.prefecture, place.locality)
        assert phonenumbers.is_valid_number(phonenumbers.parse(number.e164))
        assert phonenumbers.format_number(
            phonenumbers.parse(number.e164), phonenumbers.PhoneNumberFormat.E164
        ) == "+81" + "".join(number.groups).removeprefix("0")


@pytest.mark.parametrize(
    ("kana", "latin"),
    [("さとう", "sato"), ("いのうえ", "inoue"), ("まつうら", "matsuura"), ("ゆうこ", "yuko"), ("おおの", "ono")],
)
def test_romaji_drops_long_vowels_but_not_syllables(kana: str, latin: str) -> None:
    assert romaji(kana) == latin


def test_the_reading_comes_from_the_best_thing_printed() -> None:
    someone = person("髙橋", "たかはし", "美咲", "みさき")
    assert reading_source(someone, True, True, []) == "printed"
    assert reading_source(someone, False, True, ["misaki.takahashi@a.example"]) == "latin"
    assert reading_source(someone, False, False, ["misaki.takahashi@a.example"]) == "email"
    assert reading_source(someone, False, False, ["info@a.example"]) == "dictionary"


def test_departments_on_several_lines_are_one_department() -> None:
    facts = [Fact("org", "株式会社青葉"), Fact("department", "営業本部"), Fact("department", "第二営業部")]
    assert contact(facts)["orgs"] == [{"name": "株式会社青葉", "department": "営業本部 第二営業部", "titles": []}]


def test_a_web_address_in_the_code_and_in_print_is_one() -> None:
    facts = [Fact("url", "www.aoba.example"), Fact("url", "https://www.aoba.example/")]
    assert contact(facts)["urls"] == ["www.aoba.example"]


@pytest.mark.parametrize("slice_name", ["flat_ja", "vertical_ja", "flat_en"])
def test_the_truth_names_the_layout(slice_name: str) -> None:
    (card,) = generate(slice_name, 3, "dev").truth["cards"]
    assert card["layout"] in {*LAYOUTS, *PORTRAITS, "columns", "wide columns", "half columns"}


def test_nobody_on_chinese_and_korean_dev_cards_shares_a_surname_or_given_name_with_test() -> None:
    rng = Random(3)
    for content in (chinese_content, korean_content):
        dev, test = ([content(rng, split).person for _ in range(300)] for split in SPLITS)
        assert not {one.given for one in dev} & {other.given for other in test}
    written = [[chinese_person(rng, split, "CN").person.family for _ in range(300)] for split in SPLITS]
    assert not set(written[0]) & set(written[1])


@pytest.mark.parametrize("place", sorted(numbers.CALLING))
def test_numbers_of_other_countries_are_dialled_as_the_truth_says_however_they_are_printed(place: str) -> None:
    rng = Random(4)
    for _ in range(60):
        phone = numbers.mobile(rng, place)
        dialled = [
            phonenumbers.format_number(found.number, phonenumbers.PhoneNumberFormat.E164)
            for found in phonenumbers.PhoneNumberMatcher(phone.groups[0], place)
        ]
        assert dialled == [phone.e164]


def test_chinese_and_korean_names_have_no_kana_reading_in_the_truth() -> None:
    for name in ("flat_zh", "flat_ko"):
        for seed in range(3):
            said = generate(name, seed, "dev").truth["cards"][0]["contact"]["name"]
            assert said["full"] == said["family"] + said["given"]
            assert said["family_reading"] is None
            assert said["reading_source"] is None


def test_two_licences_printed_as_one_word_are_two():
    assert [fact.value for fact in qualifications("社会保険労務士・行政書士")] == ["社会保険労務士", "行政書士"]
    one = "1級ファイナンシャル・プランニング技能士"
    assert [fact.value for fact in qualifications(one)] == [one]
