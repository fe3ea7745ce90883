"""Japanese and Western names: where they are cut, how they are read, and who says so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.parse import kana, latin, names, readings
from cardscan.parse.readings import Evidence, reading_of


@pytest.mark.parametrize(
    ("full", "family"),
    [
        ("髙橋美咲", "髙橋"),
        ("渡邉健一", "渡邉"),
        ("佐々木希", "佐々木"),
        ("森健", "森"),
        ("林太郎", "林"),
        ("長谷川翔太", "長谷川"),
        ("勅使河原京子", "勅使河原"),
        ("𠮷田翔", "𠮷田"),
        ("神﨑愛", "神﨑"),
        ("小鳥遊六花", "小鳥遊"),
        ("三浦りさ", "三浦"),
        ("南こうせつ", "南"),
    ],
)
def test_an_unspaced_name_is_cut_after_the_surname(full: str, family: str):
    cut = names.split(full)
    assert cut is not None
    assert (cut.family, cut.given) == (family, full[len(family) :])


@pytest.mark.parametrize("text", ["営業本部", "青葉商店", "すべての笑顔"])
def test_words_that_are_no_names_do_not_look_like_one(text: str):
    cut = names.split(text)
    assert cut is None or cut.likeness < 0.5


def test_folding_keeps_one_character_for_one():
    for name in ("髙橋", "渡邉", "𠮷田", "神﨑", "邊見"):
        assert len(names.fold(name)) == len(name)
    assert names.fold("渡邉") == names.fold("渡邊") == "渡辺"


@pytest.mark.parametrize(
    ("reading", "romaji"),
    [
        ("おおの", "Ohno"),
        ("さとう", "SATOH"),
        ("じゅんいち", "Jun'ichi"),
        ("しんぺい", "Shimpei"),
        ("ゆうこ", "Yuko"),
        ("いとう", "Itō"),
        ("ほんま", "Homma"),
        ("たかつ", "Takatu"),
    ],
)
def test_spellings_of_one_sound_fold_to_the_same(reading: str, romaji: str):
    assert kana.fold_kana(reading) == kana.fold_romaji(romaji)


def test_different_names_do_not_fold_to_the_same():
    folds = {kana.fold_kana(reading) for reading in ("たかはし", "たかやま", "さとう", "さいとう", "かとう", "いとう")}
    assert len(folds) == 6


def told(family: str, given: str, **evidence: str) -> tuple[str | None, str | None, str]:
    reading = reading_of(family, given, Evidence(**evidence))
    assert reading is not None
    return reading.family, reading.given, reading.source


def test_printed_kana_wins_over_romaji_and_mail():
    evidence = {"printed": "すがさわ みさき", "latin": "Misaki Sugasawa", "local": "m.sugesawa"}
    assert told("菅沢", "美咲", **evidence) == ("すがさわ", "みさき", "printed")


def test_a_title_in_katakana_is_no_reading_of_a_surname_in_kanji():
    evidence = {"printed": "チーフデザイナー", "latin": "Takafumi Meguro"}
    assert told("目黒", "充史", **evidence) == ("めぐろ", "たかふみ", "latin")


def test_unspaced_kana_is_cut_where_the_dictionary_says():
    assert told("髙橋", "美咲", printed="タカハシミサキ") == ("たかはし", "みさき", "printed")


def test_kana_of_the_whole_name_may_stand_over_one_half_of_it():
    assert told("杉野", "裕之", over_family="スギノヒロユキ") == ("すぎの", "ひろゆき", "printed")


def test_ruby_over_both_halves_needs_no_dictionary():
    assert told("一", "二三", over_family="にのまえ", over_given="ふみ") == ("にのまえ", "ふみ", "printed")


@pytest.mark.parametrize("latin_name", ["Misaki TAKAHASHI", "TAKAHASHI Misaki", "Takahashi, Misaki"])
def test_romaji_is_read_in_either_order(latin_name: str):
    assert told("髙橋", "美咲", latin=latin_name) == ("たかはし", "みさき", "latin")


def test_the_dictionary_gives_back_the_long_vowels_that_romaji_leaves_out():
    assert told("大野", "純一", latin="Junichi Ohno") == ("おおの", "じゅんいち", "latin")


def test_romaji_settles_a_voiced_consonant():
    assert told("中田", "優子", latin="Yuko Nakada")[0] == "なかだ"


def test_a_mail_address_tells_which_of_two_readings_it_is():
    assert told("東", "健", local="k.higashi")[::2] == ("ひがし", "email")


def test_without_evidence_the_reading_is_the_dictionarys_and_says_so():
    assert told("佐藤", "花子") == ("さとう", "はなこ", "dictionary")


def test_a_name_in_kana_is_its_own_reading():
    assert told("さとう", "ミキ") == ("さとう", "みき", "printed")


def test_romaji_that_cannot_be_the_name_is_no_evidence():
    assert readings.from_latin("髙橋", "美咲", "AOBA SOLUTIONS") is None


def test_romaji_of_which_letters_are_lost_yields_to_a_mail_address_that_spells_the_name():
    assert told("日向", "律子", latin="Rtuko HNATA", local="ritsuko-hinata") == ("ひなた", "りつこ", "email")
    assert told("日向", "律子", latin="Ritsuko NATA", local="ritsuko-hinata") == ("ひなた", "りつこ", "email")


@pytest.mark.parametrize("word", ["Wang", "Schmidt", "Jack", "HNATA", "Rtuko"])
def test_words_that_are_no_romaji_have_no_kana(word: str):
    assert kana.from_romaji(word) is None


@pytest.mark.parametrize(
    ("text", "family", "given"),
    [
        ("Chris Smith", "Smith", "Chris"),
        ("Michael A. Walker", "Walker", "Michael A."),
        ("TAKAHASHI Misaki", "TAKAHASHI", "Misaki"),
        ("Takahashi Kihiro", "Takahashi", "Kihiro"),
        ("Ludwig van Beethoven", "van Beethoven", "Ludwig"),
        ("Smith, Jane", "Smith", "Jane"),
    ],
)
def test_a_latin_name_is_split_whatever_its_order(text: str, family: str, given: str):
    name = latin.parse_name(text)
    assert (name.family, name.given) == (family, given)


def test_prefixes_and_degrees_are_not_part_of_the_name():
    assert latin.bare_name("Dr. Avery Smith") == "Avery Smith"
    assert latin.bare_name("Jane Doe, Ph.D., CPA") == "Jane Doe"
    assert latin.bare_name("Martin King Jr.") == "Martin King Jr."


@pytest.mark.parametrize("text", ["Tel", "2 Kingdom Street", "info@x.com", "of the people", "TOKYO JAPAN"])
def test_other_latin_text_does_not_look_like_a_name(text: str):
    assert not latin.looks_like_name(text)


@pytest.mark.parametrize("local", ["jane.doe", "jdoe", "doe_j", "janed", "doe"])
def test_a_mail_address_spells_a_name_in_many_ways(local: str):
    assert latin.spelled_by_mail("Jane Doe", local)


@given(st.text(max_size=12), st.text(max_size=12), st.text(max_size=30))
def test_no_text_makes_the_name_rules_raise(family: str, given_name: str, other: str):
    names.split(family)
    reading_of(family or "山", given_name or "田", Evidence(printed=other, latin=other, local=other))
    latin.parse_name(other)
    latin.looks_like_name(other)


@pytest.mark.parametrize("text", ["完全予約制", "会員募集中"])
def test_words_of_every_day_are_hardly_a_name_though_the_last_of_them_is_one(text: str) -> None:
    cut = names.split(text)
    assert cut is not None and cut.likeness < 0.2


# ---------------------------------------------------------------- furigana that could hardly be read


def test_kana_dimly_read_are_the_nearest_that_dictionaries_know():
    for printed in ("サワ ウカシ", "ヒラサワ テカシ", "ヒラザワ タカ"):
        told = reading_of("平沢", "隆", Evidence(printed=printed, sure=0.2))
        assert told is not None
        assert (told.family, told.given, told.source) in {
            ("ひらさわ", "たかし", "printed"),
            ("ひらざわ", "たかし", "printed"),
        }
        assert told.confidence < 0.8


def test_kana_clearly_read_stand_against_every_dictionary():
    told = reading_of("平沢", "隆", Evidence(printed="ヒラサワ ミノル", sure=0.95))
    assert told is not None
    assert (told.family, told.given) == ("ひらさわ", "みのる")
    assert 0.85 < told.confidence < 0.98


def test_kana_dimly_read_that_resemble_nothing_are_kept_and_doubted():
    told = reading_of("平沢", "隆", Evidence(printed="ヒラサワ ミノスケ", sure=0.3))
    assert told is not None
    assert (told.family, told.given) == ("ひらさわ", "みのすけ")
    assert told.confidence < 0.5


def test_kana_that_dictionaries_know_are_sure_however_dimly_they_were_read():
    told = reading_of("平沢", "隆", Evidence(printed="ヒラサワ タカシ", sure=0.3))
    assert told is not None
    assert told.confidence > 0.9
