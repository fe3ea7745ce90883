"""Japanese and Western names: where they are cut, how they are read, and who says so."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parse_lines import at, contact, lines

from cardscan.model import TextLine
from cardscan.parse import kana, latin, latin_order, names, parse, readings
from cardscan.parse.known_readings import given_candidates
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


def told(family: str, given: str, **evidence: Any) -> tuple[str | None, str | None, str]:
    reading = reading_of(family, given, Evidence(**evidence))
    assert reading is not None
    return reading.family, reading.given, reading.source


def test_printed_kana_wins_over_romaji_and_mail():
    evidence = {"printed": "すがさわ みさき", "latin": "Misaki Sugasawa", "locals": ("m.sugesawa",)}
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


def test_old_kana_for_the_same_sound_leave_no_doubt_about_a_reading():
    read = readings.from_latin("中川", "香織", "Kaori Nakagawa")
    assert read is not None
    assert read.given == "かおり"
    assert read.confidence > 0.8


def test_romaji_settles_a_voiced_consonant():
    assert told("中田", "優子", latin="Yuko Nakada")[0] == "なかだ"


def test_a_mail_address_tells_which_of_two_readings_it_is():
    assert told("東", "健", locals=("k.higashi",))[::2] == ("ひがし", "email")


def test_without_evidence_the_reading_is_the_dictionarys_and_says_so():
    assert told("佐藤", "花子") == ("さとう", "はなこ", "dictionary")


def test_a_name_in_kana_is_its_own_reading():
    assert told("さとう", "ミキ") == ("さとう", "みき", "printed")


def test_romaji_that_cannot_be_the_name_is_no_evidence():
    assert readings.from_latin("髙橋", "美咲", "AOBA SOLUTIONS") is None


def test_romaji_of_which_letters_are_lost_yields_to_a_mail_address_that_spells_the_name():
    assert told("日向", "律子", latin="Rtuko HNATA", locals=("ritsuko-hinata",)) == ("ひなた", "りつこ", "email")
    assert told("日向", "律子", latin="Ritsuko NATA", locals=("ritsuko-hinata",)) == ("ひなた", "りつこ", "email")


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
    name = latin_order.parse_name(text)
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
    reading_of(family or "山", given_name or "田", Evidence(printed=other, latin=other, locals=(other,)))
    latin_order.parse_name(other)
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


# ---------------------------------------------------------------- which of several readings


@pytest.mark.parametrize(
    ("given_name", "kana"),
    [
        ("博文", "ひろふみ"),
        ("誠", "まこと"),
        ("葵", "あおい"),
        ("健人", "けんと"),
        ("貴光", "たかみつ"),
        ("孝", "たかし"),
    ],
)
def test_the_reading_that_most_names_with_these_kanji_have_comes_first(given_name: str, kana: str):
    assert given_candidates(given_name)[0] == kana


def test_what_an_address_or_a_handle_spells_chooses_among_readings():
    assert told("犬塚", "正芳", locals=("tadayoshi",)) == ("いぬづか", "ただよし", "email")
    assert told("山﨑", "誠", locals=("satoshi.yamazaki",)) == ("やまざき", "さとし", "email")
    assert told("菅", "智子", locals=("tsuga",))[0] == "すが"


def test_an_address_spells_a_given_name_that_no_dictionary_reads_so():
    assert told("金", "民秀", locals=("kim.minsu",)) == ("きむ", "みんす", "email")


def test_romaji_that_leaves_the_long_vowel_open_is_less_sure():
    open_, told_ = (readings.reading_of("三木", name, Evidence(latin="Yuka Miki")) for name in ("祐加", "由佳"))
    assert open_ is not None and told_ is not None
    assert open_.confidence < 0.8 < told_.confidence


def test_a_handle_tells_how_a_name_is_read():
    card = parse(lines("株式会社青葉", "山﨑 誠", "TikTok satoshi.yamazaki", "03-2480-4269"))
    assert card.contact.name is not None
    assert (card.contact.name.given_reading, card.contact.name.reading_source) == ("さとし", "email")


def test_kana_in_brackets_beside_a_name_are_its_reading_whatever_dictionaries_say():
    card = parse((at("金 民秀", 74, 82, 82), at("（きむ みんす）", 401, 125, 30), at("045-953-1320", 74, 300, 24)))
    assert card.contact.name is not None
    assert (card.contact.name.family_reading, card.contact.name.given_reading) == ("きむ", "みんす")
    assert card.contact.name.reading_source == "printed"


def test_ruby_in_two_columns_is_read_along_the_name():
    name = columns("杉原 蓮", 252, 308, 112, 370)
    ruby = (columns("れ ん", 357, 577, 47, 75), columns("すぎはら", 363, 320, 37, 128))
    read = parse((*ruby, name, at("082-714-2313", 500, 300, 24))).contact.name
    assert read is not None
    assert (read.family_reading, read.given_reading) == ("すぎはら", "れん")


def columns(text: str, x: float, y: float, wide: float, long: float) -> TextLine:
    """Return a column of text with its top left corner at (x, y)."""
    return TextLine(text, ((x, y), (x + wide, y), (x + wide, y + long), (x, y + long)), 1.0, "test", True)


def test_a_letter_of_a_name_in_hiragana_is_put_right_by_the_address_and_doubted():
    card = parse(lines("株式会社青葉", "高橋 きくら", "sakura.takahashi@aoba.co.jp", "090-1234-5678"))
    assert card.contact.name is not None and card.contact.name.full == "高橋 さくら"
    assert next(field for field in card.fields if field.path == "name.full").doubt is not None
    sure = parse(lines("株式会社青葉", "高橋 さくら", "sakuya.takahashi@aoba.co.jp", "090-1234-5678"))
    assert sure.contact.name is not None and sure.contact.name.full == "高橋 さくら"


def test_dots_of_kana_that_were_not_seen_are_those_that_the_address_spells():
    assert told("森口", "奈々", printed="もりくち なな", locals=("n.moriguchi",))[:2] == ("もりぐち", "なな")
    assert told("森口", "奈々", printed="もりくち なな", locals=("n.morikuchi",))[:2] == ("もりくち", "なな")
    assert told("森口", "奈々", printed="もりくち なな")[:2] == ("もりくち", "なな")


@pytest.mark.parametrize("read", ["佐藤浩-", "佐藤 浩ー", "佐藤 浩―"])
def test_a_dash_at_the_end_of_a_name_is_the_stroke_that_makes_one(read: str):
    card = parse(lines("株式会社青葉", "課長", read, "090-1234-5678"))
    assert card.contact.name is not None and card.contact.name.full == "佐藤 浩一"


def test_a_dash_behind_an_office_is_no_stroke():
    read = parse(lines("株式会社青葉", "営業部-", "山田 太郎", "090-1234-5678")).contact
    assert read.name is not None and read.name.full == "山田 太郎"


@pytest.mark.parametrize(
    "name",
    [
        "Anna Müller",
        "Jörg Schäfer",
        "Jean-Pierre de la Tour",
        "Ludwig van der Berg",
        "María José García López",
        "João da Silva Santos",
        "Łukasz Nowak",
        "Zoë Brontë-Smith",
        "Siti Nurhaliza binti Tarudin",
        "Öner Şahin",
        "Nguyễn Văn An",
        "Fatima al-Zahra",
        "Tan Ah Kow",
        "William H. Gates III",
    ],
)
def test_a_name_of_any_country_is_one_though_no_mail_address_spells_it(name: str):
    card = parse(
        lines("Acme Widgets GmbH", name, "Sales Manager", "Gartenweg 4", "72072 Tübingen", "info@acme.example")
    )
    assert card.contact.name is not None and card.contact.name.full == name


@pytest.mark.parametrize("prefix", ["Dr. med.", "Dipl.-Ing.", "Prof. Dr.-Ing.", "Mag.", "Avv.", "Maître", "Ms"])
def test_what_is_printed_before_a_name_is_no_part_of_it(prefix: str):
    card = parse(lines("Acme Widgets GmbH", f"{prefix} Anna Weber", "Sales Manager", "info@acme.example"))
    assert card.contact.name is not None and card.contact.name.full == "Anna Weber"


@pytest.mark.parametrize(
    ("name", "local"), [("Jörg Müller", "joerg.mueller"), ("Jörg Müller", "jmuller"), ("Søren Ågård", "soeren")]
)
def test_a_mail_address_spells_a_name_without_its_accents(name: str, local: str):
    assert latin.spelled_by_mail(name, local)


def test_the_only_text_with_the_shape_of_a_name_is_doubted_where_nothing_else_speaks_for_it():
    card = parse(lines("Acme Widgets GmbH", "Qwerv Bzlorf", "Sales Manager", "info@acme.example"))
    (name,) = [field for field in card.fields if field.path == "name.full"]
    assert card.contact.name is not None and name.doubt is not None


@pytest.mark.parametrize(
    ("name", "family", "given"),
    [
        ("Lucía Rodríguez Gil", "Rodríguez Gil", "Lucía"),
        ("María José García López", "García López", "María José"),
        ("Carlos Ruiz", "Ruiz", "Carlos"),
        ("John Fitzgerald Kennedy", "Kennedy", "John Fitzgerald"),
    ],
)
def test_two_spanish_surnames_are_both_the_familys(name: str, family: str, given: str):
    cut = latin_order.parse_name(name)
    assert (cut.family, cut.given) == (family, given)


def test_a_surname_cut_in_two_by_the_reader_is_one_though_its_boxes_overlap():
    read = parse(
        (
            TextLine("森", ((51.0, 55.0), (143.0, 55.0), (143.0, 136.0), (51.0, 136.0)), 1.0, "test"),
            at("崎 将考", 102, 44, 104),
            at("もりさき まさたか", 63, 150, 33),
            at("株式会社コスモ組", 56, 276, 40),
        )
    )
    assert read.contact.name.family == "森崎"


def test_an_initial_does_not_begin_a_surname_though_the_mail_spells_both():
    read = parse(lines("Rebecca R. Hamilton", "Quality Engineer", "rhamilton@alder.co.uk")).contact.name
    assert (read.family, read.given) == ("Hamilton", "Rebecca R.")


@pytest.mark.parametrize(
    ("printed", "full"),
    [("EdWard Knight", "Edward Knight"), ("Ian McCoy", "Ian McCoy"), ("Eva DeVries", "Eva DeVries")],
)
def test_a_capital_inside_a_name_is_small_where_both_look_alike(printed: str, full: str):
    assert latin.bare_name(printed) == full


@pytest.mark.parametrize(
    ("name", "roman"),
    [("プリヤ・パテル", "PRIYA PATEL"), ("王 明", "Wang Ming"), ("マイケル・スミス", "Michael Smith")],
)
def test_the_latin_form_of_a_name_from_abroad_is_told_by_its_sound(name: str, roman: str):
    found = parse((at(name, 50, 100, 60), at(roman, 50, 190, 35), at("株式会社青葉", 50, 400))).contact.name
    assert (found.full.replace(" ", ""), found.latin) == (name.replace(" ", ""), roman)


@pytest.mark.parametrize(
    ("family", "said"),
    [("宗像", "むなかた"), ("三角", "みすみ"), ("下地", "しもじ"), ("一色", "いっしき"), ("新垣", "あらかき")],
)
def test_a_surname_is_not_read_as_nobody_is_called(family: str, said: str):
    assert reading_of(family, "太郎", Evidence()).family == said


@pytest.mark.parametrize("name", ["Chew Yu Peng", "Dong-seok Ma"])
def test_a_given_name_that_letters_of_a_degree_spell_is_none(name: str):
    read = contact("Contoso Pte Ltd", name, "Engineer", "info@contoso.com.sg")
    assert read.name is not None and read.name.full == name
    assert read.qualifications == ()
