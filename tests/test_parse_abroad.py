"""Names of people from abroad: which word is the family name, in katakana, beside kanji and in Latin letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parse_lines import at

from cardscan.model import Field, TextLine
from cardscan.parse import parse
from cardscan.parse.abroad import cut_abroad, cut_by_capitals, cut_mixed
from cardscan.parse.latin_order import is_cut_surely, parse_name

GUESSED = "where the family name ends is a guess"


def card(name: str, *more: TextLine) -> dict[str, Field]:
    """Return the fields of a Japanese card with this name, by path."""
    read = parse(
        (
            at("株式会社青葉商事", 50, 40, 30),
            at("課長", 50, 120, 24),
            at(name, 50, 170, 60),
            *more,
            at("〒150-0002 東京都渋谷区渋谷1-2-3", 50, 300, 24),
            at("info@aoba-shoji.co.jp", 50, 360, 24),
        )
    )
    return {field.path: field for field in read.fields}


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("ジョン・スミス", "スミス"),
        ("カルロス・ダ・シルバ", "ダ・シルバ"),
        ("アレクサンダー・フォン・ベルク", "フォン・ベルク"),
        ("ラジェシュ・クマール", "クマール"),
        ("グエン・ティ・ラン", "グエン"),
        ("レ・ティ・フオン", "レ"),
        ("フアン・デ・ラ・クルス", "デ・ラ・クルス"),
        ("ジャン＝リュック・モロー", "モロー"),
        ("チャン・ヴァン・フン", "チャン"),
        ("パク・チヨン", "パク"),
        ("イ・ジュンホ", "イ"),
        ("ワン・リーホア", "ワン"),
        ("タパ・ビシュヌ", "タパ"),
        ("ヤマダ タロウ", "ヤマダ"),
        ("マイケル 田中", "田中"),
        ("田中・スミス 恵子", "田中・スミス"),
        ("田中スミス 恵子", "田中スミス"),
        ("眞鍋 かをり", "眞鍋"),
    ],
)
def test_the_family_name_is_found_wherever_it_stands(name: str, family: str):
    fields = card(name)
    assert (fields["name.full"].value, fields["name.family"].value) == (name, family)


@pytest.mark.parametrize(
    ("name", "family", "given"),
    [
        ("ジャン＝リュック・モロー", "もろー", "じゃんりゅっく"),
        ("フアン・デ・ラ・クルス", "で ら くるす", "ふあん"),
        ("グエン・ティ・ラン", "ぐえん", "てぃ らん"),
        ("マリー＝ルイーズ", "るいーず", "まりー"),
    ],
)
def test_a_name_from_abroad_is_read_without_dots_and_hyphens(name: str, family: str, given: str):
    fields = card(name)
    assert (fields["name.family_reading"].value, fields["name.given_reading"].value) == (family, given)


@pytest.mark.parametrize("name", ["グルン・サントス", "キム・リー", "ムタイ・カマウ"])
def test_an_order_that_no_word_tells_is_doubted(name: str):
    assert card(name)["name.family"].doubt == GUESSED


@pytest.mark.parametrize("latin", ["Santos GURUNG", "GURUNG Santos"])
def test_capitals_of_the_latin_name_tell_the_order_in_katakana(latin: str):
    fields = card("グルン・サントス", at(latin, 50, 235, 24))
    assert (fields["name.family"].value, fields["name.family"].doubt) == ("グルン", None)


def test_capitals_all_through_tell_nothing():
    assert cut_by_capitals("グルン・サントス", "SANTOS GURUNG") is None
    assert cut_by_capitals("グルン・サントス", "Anna WEBER") is None


def test_a_name_in_kana_is_cut_where_names_end_though_a_gap_was_read_elsewhere():
    assert card("みきひか り")["name.family"].value == "みき"


def test_a_gap_inside_a_given_name_that_nobody_has_is_not_where_the_family_name_ends():
    assert card("宇都 宮舞")["name.family"].value == "宇都宮"


def test_a_surname_set_wide_whose_given_name_was_not_read_is_doubted():
    doubt = "the given name may not have been read"
    assert card("若 山", at("Wakayama Yoshikazu", 50, 235, 24))["name.full"].doubt == doubt


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Tan Wei Ming", "Tan"),
        ("Nguyen Thi Lan", "Nguyen"),
        ("Kim Min-su", "Kim"),
        ("Zhang Xiaoming", "Zhang"),
        ("Wei Ling Tan", "Tan"),
        ("Min-su Kim", "Kim"),
        ("John Martin Hall", "Hall"),
        ("Sofía Olabarria Gil", "Olabarria Gil"),
        ("Ana María Gil", "Gil"),
        ("Wei Ling Silva", "Silva"),
        ("Osama El Sayed", "El Sayed"),
        ("William H. Gates III", "Gates"),
        ("Takahashi Misaki", "Takahashi"),
    ],
)
def test_the_family_name_is_found_in_latin_letters(name: str, family: str):
    assert parse_name(name).family == family


@pytest.mark.parametrize("name", ["Amelia Yates", "John Q. Public", "Mary Ann Jones", "Pieter de Vries", "Wei ZHANG"])
def test_an_order_that_words_tell_is_sure(name: str):
    assert is_cut_surely(name)


@pytest.mark.parametrize("name", ["Zhang Xiaoming", "Olabarria Echave Zubizarreta", "Kevin Tan Wei Ming"])
def test_an_order_in_latin_letters_that_no_word_tells_is_a_guess(name: str):
    assert not is_cut_surely(name)


def test_a_guessed_order_doubts_the_halves_and_not_the_whole():
    read = parse((at("Acme Widgets Ltd", 50, 40), at("Zhang Xiaoming", 50, 120, 60), at("info@acme.example", 50, 300)))
    doubts = {field.path: field.doubt for field in read.fields if field.path.startswith("name")}
    assert (doubts["name.full"], doubts["name.family"]) == (None, GUESSED)


@given(st.text(max_size=40))
def test_no_text_makes_halves_of_letters_that_are_not_in_it(text: str):
    name = parse_name(text)
    halves = f"{name.family or ''}{name.given or ''}"
    assert not halves or set(halves.lower()) - set(" ") <= set(text.lower())
    assert is_cut_surely(text) in (True, False)


@given(st.lists(st.text("アイウエオカキクケコンー", min_size=1, max_size=6), min_size=2, max_size=5))
def test_a_name_in_katakana_is_cut_without_loss(words: list[str]):
    cut = cut_abroad("・".join(words))
    assert sorted(cut.family.split("・") + cut.given.split("・")) == sorted(words)


def test_two_japanese_halves_are_nobody_from_abroad():
    assert cut_mixed("田中", "太郎") is None
    assert cut_mixed("ヤマダ", "太郎") is None


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("アンナ・シユミツト", "アンナ・シュミット"),
        ("パク・チヨン", "パク・チヨン"),
        ("ヤマダ・ヨシユキ", "ヤマダ・ヨシユキ"),
    ],
)
def test_small_kana_are_put_in_where_the_name_is_from_abroad(read: str, printed: str):
    assert card(read)["name.full"].value == printed


@pytest.mark.parametrize("name", ["てしがわら まさのり", "かわしましげあき"])
def test_a_long_name_in_hiragana_is_no_slogan(name: str):
    assert card(name)["name.given"].value in ("まさのり", "しげあき")


@pytest.mark.parametrize("name", ["TAN Wei Ling (Ms)", "TAN Wei Ling (Ms.)", "TAN Wei Ling (Mdm)"])
def test_how_to_address_somebody_is_no_part_of_the_name(name: str):
    assert card(name)["name.latin"].value == "TAN Wei Ling"
