"""Which cards are two sides of one, and which stay apart."""

from dataclasses import replace

import pytest
from book_contacts import english, person
from hypothesis import given
from hypothesis import strategies as st

from cardscan.likeness import mobiles
from cardscan.likeness.names import Agreement, compare_names
from cardscan.model import Affiliation, Contact, Field, Kind, Name, ParsedCard, Phone, Source, TextLine
from cardscan.pairs import Face, Pair, by_content, in_order, pages_in_order
from cardscan.pairs.company import in_common

SQUARE = ((0.0, 0.0), (9.0, 0.0), (9.0, 5.0), (0.0, 5.0))
WIDE, HIGH = 4000, 3000
SERVICES = ("経営相談", "補助金の申請", "完全予約制")


def face(contact, *words, card=1, at=(0, 0), source="table.jpg", page=1):
    """A card 910 × 550 in column and row ``at`` of a photo, that says ``contact`` and ``words``."""
    x, y = 100 + 1000 * at[0], 100 + 650 * at[1]
    printed = [*words, *_texts(contact)]
    lines = tuple(TextLine(text, SQUARE, 0.95, "test") for text in printed)
    fields = (Field("name.full", Kind.NAME, contact.name.full, 0.95),) if contact.name else ()
    quad = ((x, y), (x + 910, y), (x + 910, y + 550), (x, y + 550))
    somebody = bool(contact.phones or contact.emails or contact.urls or (contact.name and contact.orgs))
    return Face(source, page, card, WIDE, HIGH, quad, ParsedCard(lines, contact, fields), (), somebody)


def _texts(contact):
    places = [text for place in contact.affiliations for text in (place.org, *place.titles) if text]
    return [*([contact.name.full] if contact.name else []), *places, *contact.emails, *contact.urls]


def back(url="https://www.aoba.example/"):
    """The back of a card with nobody's name on it."""
    return Contact(None, (Affiliation(urls=(url,)),) if url else ())


def laid(*faces, across=2):
    """The faces on one photo, in rows of ``across``, numbered in reading order."""
    return [
        face(one.parsed.contact, *[line.text for line in one.parsed.lines], card=i + 1, at=(i % across, i // across))
        for i, one in enumerate(faces)
    ]


def pairs_of(*faces, across=2):
    return {(pair.front, pair.back) for pair in by_content(laid(*faces, across=across))}


TAKAHASHI = face(person(mail="m.takahashi@aoba.example"))
TAKAHASHI_BACK = face(english(mail="m.takahashi@aoba.example"))
TANAKA = face(person("田中 健一", "たなか けんいち", mail="k.tanaka@aoba.example", mobile="+818011112222"))
TANAKA_BACK = face(english("Kenichi TANAKA", mail="k.tanaka@aoba.example"))
OGAWA = face(person("小川 涼", "おがわ りょう", org="小川商店", mail="ogawa@ogawa.example", mobile="+817033334444"))
MORI = face(person("森 葉", "もり よう", org="森商店", mail="mori@mori.example", mobile="+817055556666"))
MORI_BACK = face(english("Yo MORI", mail="mori@mori.example"))


# ---------------------------------------------------------------- by content


def test_a_payment_card_is_no_side_of_anything():
    bank = face(back(None), "KAWA BANK", "9876 0088 0108 1541", "VALID THRU 12/28")
    other = face(back(None), "KAWA BANK", "9778 0758 1733 8410", "SARAH ANDERSON")
    assert pairs_of(bank, other) == set()
    assert pairs_of(TAKAHASHI, bank) == set()


def test_an_english_side_with_the_same_mail_is_the_back():
    (pair,) = by_content(laid(TAKAHASHI, TAKAHASHI_BACK))
    assert (pair.front, pair.back) == (0, 1)
    assert "same mail m.takahashi@aoba.example" in pair.reasons


def test_the_side_with_the_name_in_its_own_script_is_the_front_wherever_it_lies():
    assert pairs_of(TAKAHASHI_BACK, TAKAHASHI) == {(1, 0)}


def test_a_mail_address_read_wrong_by_a_letter_is_the_same_address():
    misread = Contact(None, (Affiliation("Aoba Inc.", titles=("Director",), emails=("m.takahashi@aobo.example",)),))
    assert pairs_of(TAKAHASHI, TANAKA, face(misread)) == {(0, 2)}


def test_domains_that_differ_by_a_digit_are_two_firms() -> None:
    first, second = (
        Contact(Name("阿部 太郎"), (Affiliation(f"株式会社第{n}商店", emails=(f"abe@shop{n}.example",)),))
        for n in (1, 2)
    )
    assert pairs_of(face(first), face(second)) == set()


def test_the_same_name_before_two_providers_of_free_mail_is_two_people():
    one = face(Contact(None, (Affiliation(titles=("Director",), emails=("taro@gmail.com",)),)))
    other = face(Contact(None, (Affiliation(titles=("部長",), emails=("taro@ymail.com",)),)))
    assert pairs_of(one, other) == set()


def test_romaji_of_the_same_name_is_enough_where_nothing_speaks_against_it():
    assert pairs_of(TAKAHASHI, face(english(mail=None, org="Aoba Inc."))) == {(0, 1)}


def test_romaji_of_the_same_name_at_another_company_is_somebody_else():
    assert pairs_of(TAKAHASHI, face(english(mail="misaki@other.example", org="Other Inc."))) == set()


def test_the_mail_address_tells_whose_romaji_it_is_where_the_reading_is_only_guessed():
    guessed = face(person("東海林 希", "とうかいりん まれ", mail="n.shoji@aoba.example", source="dictionary"))
    assert pairs_of(guessed, face(english("Nozomi SHOJI", mail=None)), OGAWA) == {(0, 1)}


def test_a_back_without_a_person_goes_to_the_one_front_of_its_company():
    assert pairs_of(OGAWA, TAKAHASHI, face(back(), *SERVICES)) == {(1, 2)}


def test_colleagues_are_never_front_and_back():
    assert pairs_of(TAKAHASHI, TANAKA) == set()


def test_colleagues_each_get_their_own_english_back():
    assert pairs_of(TAKAHASHI, TANAKA, TANAKA_BACK, TAKAHASHI_BACK) == {(0, 3), (1, 2)}


def test_a_back_that_would_fit_two_colleagues_stays_apart():
    assert pairs_of(TAKAHASHI, TANAKA, face(back(), *SERVICES)) == set()


def test_a_back_goes_to_the_colleague_who_has_none_yet():
    assert pairs_of(TAKAHASHI, TAKAHASHI_BACK, TANAKA, face(back(), *SERVICES)) == {(0, 1), (2, 3)}


def test_a_colleague_whose_name_could_not_be_read_is_no_back():
    unread = Affiliation(
        "株式会社青葉", titles=("部長",), emails=("info@aoba.example",), urls=("https://aoba.example",)
    )
    assert pairs_of(TAKAHASHI, face(Contact(None, (unread,)))) == set()


def test_a_service_taken_for_a_role_beside_a_site_makes_no_person_of_a_back():
    service = Contact(None, (Affiliation(titles=("キャリア相談員",), urls=("https://aoba.example",)),))
    assert pairs_of(OGAWA, TAKAHASHI, face(service, *SERVICES)) == {(1, 2)}


def test_two_things_of_two_sizes_among_pairs_do_not_part_the_others():
    table = laid(TAKAHASHI, TAKAHASHI_BACK, TANAKA, TANAKA_BACK, OGAWA, SILENT, MORI, SILENT, across=8)
    (x, y), *_ = table[-1].quad
    small = replace(table[-1], quad=((x, y), (x + 500, y), (x + 500, y + 300), (x, y + 300)))
    assert _told([*table[:-1], small]) == {(0, 1), (2, 3), (4, 5)}


def test_two_photos_of_one_side_are_not_front_and_back():
    words = ("営業本部 第二営業部", "東京都豊島区南池袋", "すべての笑顔のために")
    again = face(person(mail="m.takahashi@aoba.example"), *words)
    assert pairs_of(again, again) == set()


def test_free_mail_is_no_company():
    one = face(person(mail="misaki@gmail.com", org=None))
    assert pairs_of(one, OGAWA, face(back("https://gmail.com"), *SERVICES)) == set()


def test_a_shop_without_a_person_has_a_back_by_its_number():
    number = (Phone("work", "045-212-3456", "+81452123456"),)
    front = face(Contact(None, (Affiliation("喫茶みどり", phones=number, emails=("info@midori.example",)),)))
    behind = face(Contact(None, (Affiliation(phones=number),)), "営業時間 10:00-19:00")
    assert pairs_of(front, OGAWA, behind) == {(0, 2)}


# ---------------------------------------------------------------- small print, misread

IIO = face(person("飯尾 真理子", "いいお まりこ", "すみれクリニック", "mariko-iio@sumire.example", source="dictionary"))
NUMBER = (Phone("work", "03-5950-1234", "+81359501234"),)


def nameless(*words, phones=NUMBER, urls=()):
    """A side on which no name was recognised, with a role and perhaps a number."""
    return face(
        Contact(None, (Affiliation("Sumire Corporation", titles=("Director",), phones=phones, urls=urls),)), *words
    )


@pytest.mark.parametrize("printed", ["Mariko lio", "MarikoIio", "IIO Marlko", "mariko-iioesumire-office.example"])
def test_a_name_with_misread_letters_on_a_side_of_the_same_company_is_the_persons(printed):
    assert pairs_of(IIO, OGAWA, nameless(printed)) == {(0, 2)}


def test_a_given_name_counts_in_any_way_that_its_kanji_can_be_read():
    guessed = face(person("有吉 瞳", "ありよし あきら", mail=None, source="dictionary"))
    assert pairs_of(guessed, OGAWA, nameless("HitomiAriyoshi")) == {(0, 2)}


@pytest.mark.parametrize("printed", ["Keiko lio", "Mariko Kaji", "Mario", "Sumire"])
def test_another_name_at_the_same_company_is_another_persons(printed):
    assert pairs_of(IIO, OGAWA, nameless(printed)) == set()


def test_a_name_that_another_one_begins_with_is_not_that_name():
    naka = face(
        person("中 航平", "なか こうへい", org="中商店", mail=None, mobile=None, land=None, source="dictionary")
    )
    nakao = face(
        person("中尾 航平", "なかお こうへい", org="中尾商店", mail=None, mobile=None, land=None, source="dictionary")
    )
    assert pairs_of(naka, nakao, face(english("Kohei NAKAO", mail=None, org="Nakao Inc."))) == {(1, 2)}


def test_kanji_that_can_be_read_as_the_latin_name_are_the_same_name():
    guessed = face(person("土屋 裕之", "ちや ひろゆき", mail=None, mobile=None, source="dictionary"))
    assert pairs_of(guessed, face(english("Hiroyuki TSUCHIYA", mail=None)), OGAWA) == {(0, 1)}
    assert pairs_of(guessed, face(english("Hiroyuki TSUCHIDA", mail=None)), OGAWA) == set()


def test_two_sides_on_which_nothing_but_the_name_could_be_read_are_one():
    native, latin = (
        face(Contact(Name("小野 結衣", "小野", "結衣", "おの", "ゆい", "dictionary"))),
        face(Contact(Name("Yui Ono"))),
    )
    assert pairs_of(native, latin, OGAWA, MORI) == {(0, 1)}


def test_a_name_with_misread_letters_and_nothing_else_in_common_says_nothing():
    elsewhere = face(
        Contact(None, (Affiliation("Other Inc.", titles=("Director",), emails=("a@other.example",)),)), "Mariko Iia"
    )
    assert pairs_of(IIO, OGAWA, elsewhere) == set()


def test_a_domain_with_a_misread_letter_is_the_companys():
    assert pairs_of(OGAWA, TAKAHASHI, face(back("https://ogava.example/"), *SERVICES)) == set()  # too short to tell
    front = face(person(mail="m.takahashi@hinode-systems.example"))
    assert pairs_of(OGAWA, front, face(back("https://hinode-tystems.example/"), *SERVICES)) == {(1, 2)}


def test_domains_of_one_name_under_two_suffixes_are_two_companies():
    front = face(person(mail="m.takahashi@atelier-sora.example"))
    assert pairs_of(OGAWA, front, face(back("https://atelier-sora.biz/about"), *SERVICES)) == set()


def on_site(one, *urls):
    """The card with these web addresses, and no mail address."""
    contact = one.parsed.contact
    (place,) = contact.affiliations
    return face(replace(contact, affiliations=(replace(place, urls=urls, emails=()),)))


@pytest.mark.parametrize(
    ("front", "behind"),
    [
        ("https://hinode-sol.example.co.jp", "https://hinode-sol.example.co/"),
        ("https://okunophinode-sol.example/", "https://hinode-sol.example"),
    ],
    ids=["its end is lost", "an @ was read as a letter"],
)
def test_a_damaged_web_address_is_still_the_companys(front, behind):
    assert pairs_of(OGAWA, on_site(TAKAHASHI, front), face(back(behind), *SERVICES)) == {(1, 2)}


def dim_back(text, confidence):
    """A back on which a site was not taken for one, read as surely as that."""
    shown = face(Contact(None, ()), "未来をつくる、人をつなぐ。", text, card=2, at=(1, 0))
    lines = tuple(replace(line, confidence=confidence) for line in shown.parsed.lines)
    return replace(shown, parsed=replace(shown.parsed, lines=lines))


@pytest.mark.parametrize(
    ("text", "confidence", "shared"),
    [
        ("HP normh kensetsu.com", 0.56, True),
        ("HP normh kensetsu.com", 0.95, False),
        ("HP nomh kensatsu.com", 0.56, False),
        ("HP sorth kensetsu2.com", 0.56, False),
        ("血液型：O型", 0.56, False),
    ],
)
def test_a_letter_of_a_host_may_be_wrong_on_a_line_that_was_dimly_read(text, confidence, shared):
    front = face(person("肥田 百合子", "ひだ ゆりこ", org="ノース建設", mail="hida@north-kensetsu.com"))
    assert ("same domain north-kensetsu.com" in in_common(front, dim_back(text, confidence))) is shared


def test_a_host_may_be_misread_beside_its_number():
    front = face(person(mail="m.takahashi@hoshiyomi-bg6.example"))
    assert pairs_of(OGAWA, front, face(back("https://ho5hiyomi-bg6.example/"), *SERVICES)) == {(1, 2)}
    assert pairs_of(OGAWA, front, face(back("https://hoshiyomi-bg9.example/"), *SERVICES)) == set()


def test_domains_of_one_firm_each_that_differ_by_a_digit_are_two_however_long_they_are():
    front = face(person(mail="m.takahashi@office1.example"))
    assert pairs_of(OGAWA, front, face(back("https://office5.example/"), *SERVICES)) == set()


def test_a_mail_address_broken_off_at_a_dot_is_the_same_though_a_reading_was_misread():
    front = face(person("土谷 風薫", "っちゃ ふうか", mail="tsuchiya@hibari-design.example"))
    behind = face(english("Fuka TSUCHIYA", "Hibari Design", "tsuchiya@hibari-design", "+819012345678"))
    assert pairs_of(OGAWA, front, behind) == {(1, 2)}


def test_under_one_name_a_mobile_number_with_a_wrong_digit_is_the_same_number():
    front = face(person("上西 友美", "うえにし ともみ", mail="luerehi@cetest.example", mobile="+818079814064"))
    behind = face(
        Contact(
            Name("Tomomi UENISHI"),
            (
                Affiliation(
                    "Celest Inc.",
                    phones=(Phone("work", "03-5950-1234", "+81359501234"), Phone("mobile", "", "+818079814084")),
                    emails=("t.uenishi@celest.example",),
                ),
            ),
        )
    )
    assert pairs_of(OGAWA, front, behind) == {(1, 2)}


def test_colleagues_whose_mobile_numbers_differ_in_one_digit_are_two_people():
    behind = english("Kenichi TANAKA", "株式会社青葉", "k.tanaka@aoba.example", "+819012345679")
    assert pairs_of(TAKAHASHI, face(behind)) == set()


def test_namesakes_in_one_company_with_a_mobile_and_a_mail_address_each_are_two_people():
    behind = english("Misaki TAKAHASHI", "株式会社青葉", "misaki2@aoba.example", "+818022223333")
    assert pairs_of(TAKAHASHI, face(behind)) == set()


SUMIRE = face(person("渡邊 美咲", "わたなべ みさき", "有限会社すみれ物産", None, None, source="dictionary"))


def test_a_web_address_that_spells_the_company_is_the_companys():
    behind = face(back("http://www.sumirebussan-vf6.net/"), *SERVICES)
    assert pairs_of(OGAWA, SUMIRE, behind) == {(1, 2)}


@pytest.mark.parametrize("url", ["https://sumire.example/", "https://sumire-kasei.example/", "https://bussan.example/"])
def test_a_part_of_the_companys_name_in_a_web_address_may_be_any_companys(url):
    assert pairs_of(OGAWA, SUMIRE, face(back(url), *SERVICES)) == set()


def test_a_web_address_that_spells_the_company_of_two_people_is_nobodys():
    colleague = face(person("平井 亮", "ひらい りょう", "有限会社すみれ物産", None, None, source="dictionary"))
    assert pairs_of(SUMIRE, colleague, face(back("http://www.sumirebussan-vf6.net/"), *SERVICES)) == set()


def test_a_web_address_that_spells_the_company_says_nothing_where_it_clearly_has_another():
    front = on_site(SUMIRE, "https://sumirebussan.example/")
    assert pairs_of(OGAWA, front, face(back("https://sumirebussan.biz/"), *SERVICES)) == set()


def test_one_mobile_number_is_one_persons_though_a_letter_of_the_mail_address_was_misread():
    number = (Phone("mobile", "+81 90 3425 3413", "+819034253413"),)
    front, behind = (
        face(Contact(None, (Affiliation(org, titles=(title,), phones=number, emails=(mail,)),)))
        for org, title, mail in (
            ("安本商店", "店長", "yasumoto@yasumoto.example"),
            ("Yasumoto Inc.", "Manager", "yasumato@yasumoto.example"),
        )
    )
    assert pairs_of(front, behind) == {(0, 1)}


def test_namesakes_each_with_a_number_of_the_company_are_two_people():
    first, second = (
        face(Contact(Name("金 民秀", "金", "民秀"), (Affiliation(phones=(Phone("work", number, number),)),)))
        for number in ("+81768354754", "+81445877234")
    )
    assert pairs_of(first, second) == set()


def test_husband_and_wife_of_one_shop_are_two_people():
    front = face(person("有吉 瞳", "ありよし あきら", mail=None, mobile=None, source="dictionary"))
    assert pairs_of(OGAWA, front, face(english("Kenta ARIYOSHI", "株式会社青葉", "kenta@aoba.example"))) == set()


def test_a_site_that_spells_the_company_is_another_firms_where_it_has_a_site_with_a_page():
    front = on_site(SUMIRE, "https://sumirebussan-vf6.biz/about")
    assert pairs_of(OGAWA, front, face(back("https://sumirebussan.example/"), *SERVICES)) == set()


def test_a_company_in_romaji_is_the_same_company():
    front = face(person("有吉 瞳", "ありよし あきら", "株式会社栄和物産", None, None, source="dictionary"))
    colleague = face(english("Kenta ARIYOSHI", "Eiwabussan Co., Ltd.", "kenta@eiwabussan.example"))
    behind = face(english("Hitomi ARIYOSHI", "Eiwabussan Co., Ltd.", "hitomi@eiwabussan.example"))
    assert pairs_of(OGAWA, front, behind) == {(1, 2)}
    assert pairs_of(OGAWA, front, colleague, behind) == {(1, 3)}


def test_a_name_on_a_front_without_anything_else_is_found_in_the_text_of_the_back():
    only_name = face(Contact(Name("高橋 翔太", "高橋", "翔太", "たかはし", "しょうた", "dictionary")))
    behind = nameless("ShotaTakahashi", phones=(Phone("mobile", "", "+818020417797"),))
    assert pairs_of(OGAWA, behind, only_name) == {(2, 1)}


def test_a_letter_of_the_latin_name_and_the_site_misread_do_not_make_two_people_at_one_number():
    number = (Phone("work", "03-6432-3437", "+81364323437"),)
    name = Name("上西 友美", "上西", "友美", "うえにし", "たもみ", "latin", "Tamomi Uenishi")
    front = face(Contact(name, (Affiliation("株式会社セレスト", phones=number, urls=("https://sign.exampie.com/",)),)))
    site = ("https://celest-design.example.com/",)
    behind = face(Contact(Name("Tomomi Uenishi"), (Affiliation("Celest Inc.", phones=number, urls=site),)))
    assert pairs_of(OGAWA, front, behind) == {(1, 2)}


# ---------------------------------------------------------------- by place


def test_the_only_other_card_in_the_photo_is_the_back_though_nothing_is_printed_on_it():
    assert pairs_of(TAKAHASHI, face(back(None), *SERVICES)) == {(0, 1)}


def test_a_larger_thing_beside_a_card_is_not_its_back():
    front, menu = laid(TAKAHASHI, face(back(None), *SERVICES))
    large = replace(menu, quad=((1100, 100), (2500, 100), (2500, 1500), (1100, 1500)))
    assert by_content([front, large]) == ()


def test_what_could_hardly_be_read_is_not_taken_for_a_back():
    front, blurred = laid(TAKAHASHI, face(back(None), *SERVICES))
    assert by_content([front, _hardly_read(blurred)]) == ()


def test_backs_that_lie_right_of_their_fronts_tell_where_a_silent_back_belongs():
    silent = face(back(None), *SERVICES)
    everybody = (TAKAHASHI, TAKAHASHI_BACK, TANAKA, TANAKA_BACK, OGAWA, silent)
    assert pairs_of(*everybody) == {(0, 1), (2, 3), (4, 5)}


def test_where_backs_lie_anyhow_silent_backs_stay_apart():
    silent = face(back(None), *SERVICES)
    everybody = (TAKAHASHI, TANAKA, TANAKA_BACK, TAKAHASHI_BACK, silent, OGAWA, MORI, silent)
    assert pairs_of(*everybody) == {(0, 3), (1, 2)}


def test_the_last_silent_card_is_the_back_of_the_last_front_without_one():
    silent = face(back(None), *SERVICES)
    everybody = (TAKAHASHI, TANAKA, TANAKA_BACK, TAKAHASHI_BACK, silent, OGAWA)
    assert pairs_of(*everybody) == {(0, 3), (1, 2), (5, 4)}


def test_a_card_of_another_company_is_not_the_back_however_it_lies():
    other = face(back("https://www.other.example/"), *SERVICES)
    everybody = (TAKAHASHI, TAKAHASHI_BACK, TANAKA, TANAKA_BACK, OGAWA, other)
    assert pairs_of(*everybody) == {(0, 1), (2, 3)}


def test_silent_backs_each_after_its_front_are_theirs():
    silent = face(back(None), *SERVICES)
    assert pairs_of(OGAWA, silent, MORI, silent, across=3) == {(0, 1), (2, 3)}


def test_silent_backs_after_all_fronts_are_theirs_in_the_same_order():
    silent = face(back(None), *SERVICES)
    assert pairs_of(OGAWA, TAKAHASHI, MORI, silent, TAKAHASHI_BACK, silent, across=3) == {(0, 3), (1, 4), (2, 5)}


def test_silent_backs_that_lie_as_nobody_lays_them_stay_apart():
    silent = face(back(None), *SERVICES)
    assert pairs_of(OGAWA, silent, silent, MORI, across=3) == set()


def test_cards_that_could_hardly_be_read_are_nobodys_backs_however_they_lie():
    table = laid(OGAWA, face(back(None), *SERVICES), MORI, face(back(None), *SERVICES), across=3)
    dim = [_hardly_read(one) if one.card in {2, 4} else one for one in table]
    assert by_content(dim) == ()


SILENT = face(back(None), *SERVICES)
ROWS = (OGAWA, TAKAHASHI, MORI, SILENT, TAKAHASHI_BACK, SILENT)  # in rows of three


def test_cards_farther_away_look_smaller_and_are_still_the_backs():
    assert _told(seen_from_low(laid(*ROWS, across=3))) == {(0, 3), (1, 4), (2, 5)}


def test_of_two_cards_one_may_lie_far_behind_the_other():
    front, silent = seen_from_low(_one_behind_the_other(TAKAHASHI, SILENT))
    assert silent.sides[0] > 1.2 * front.sides[0]
    assert _told([front, silent]) == {(0, 1)}


def test_a_thing_that_looks_as_large_as_a_card_far_behind_it_is_not_its_back():
    front, silent = seen_from_low(_one_behind_the_other(TAKAHASHI, SILENT))
    (x, y), (wide, high) = silent.quad[0], front.sides
    small = replace(silent, quad=((x, y), (x + wide, y), (x + wide, y + high), (x, y + high)))
    assert _told([front, small]) == set()


def _told(table):
    return {(pair.front, pair.back) for pair in by_content(table)}


def _one_behind_the_other(far, near):
    first, second = laid(far, near)
    (left, top), *_ = first.quad
    x, y = left, top + 2000
    return [first, replace(second, quad=((x, y), (x + 910, y), (x + 910, y + 550), (x, y + 550)))]


def seen_from_low(table):
    """The cards as a camera sees them that looks along the table: its upper edge is the far one."""

    def seen(x, y):
        away = 1 + 0.6 * (HIGH - y) / HIGH
        return (x - WIDE / 2) / away + WIDE / 2, HIGH - (HIGH - y) / away

    return [replace(one, quad=tuple(seen(x, y) for x, y in one.quad)) for one in table]


def test_where_a_back_is_missing_those_after_it_are_not_counted():
    silent = face(back(None), *SERVICES)
    backs = (TAKAHASHI_BACK, TANAKA_BACK, silent)  # that of MORI; OGAWA has none
    assert pairs_of(TAKAHASHI, TANAKA, OGAWA, MORI, *backs, across=3) == {(0, 4), (1, 5)}


def test_the_last_two_cards_are_strangers_if_they_lie_otherwise_than_all_others():
    silent = face(back(None), *SERVICES)
    everybody = (TAKAHASHI, TAKAHASHI_BACK, silent, TANAKA, TANAKA_BACK, OGAWA)
    assert pairs_of(*everybody) == {(0, 1), (3, 4)}


def test_one_side_taken_for_the_other_does_not_hide_that_each_back_comes_after_its_front():
    table = laid(TAKAHASHI, TAKAHASHI_BACK, TANAKA_BACK, TANAKA, MORI, MORI_BACK, OGAWA, SILENT, across=4)
    pairs = by_content([*table[:7], _hardly_read(table[7])])  # too little to be told by being the last alone
    assert {(pair.front, pair.back) for pair in pairs} == {(0, 1), (3, 2), (4, 5), (6, 7)}


def test_the_last_card_may_be_read_worse_where_others_tell_that_sides_lie_here_in_pairs():
    anyhow = laid(TAKAHASHI, TANAKA, TANAKA_BACK, SILENT, TAKAHASHI_BACK, OGAWA)
    dim = [_read_with(one, 0.5) if one.card == 4 else one for one in anyhow]
    assert _told(dim) == {(0, 4), (1, 2), (5, 3)}
    assert by_content([laid(OGAWA)[0], _read_with(laid(OGAWA, SILENT)[1], 0.5)]) == ()


def test_colleagues_whose_backs_are_the_same_get_the_one_beside_them():
    behind = face(back(), *SERVICES)
    assert pairs_of(TAKAHASHI, behind, TANAKA, behind) == {(0, 1), (2, 3)}
    assert pairs_of(TAKAHASHI, TANAKA, behind, OGAWA) == set()


@pytest.mark.parametrize(
    ("site", "found"),
    [("https://ogawa-shotcn.cxamplc.jp/", {(4, 5)}), ("https://midori-shoten.co.jp/", set())],
    ids=["ruined", "another firm's"],
)
def test_a_host_misread_past_telling_does_not_speak_against_a_back_that_lies_as_all_others_do(site, found):
    front = face(person("小川 涼", "おがわ りょう", "小川商店", "ogawa@ogawa-shoten.example.jp", "+817033334444"))
    everybody = (TAKAHASHI, TAKAHASHI_BACK, TANAKA, TANAKA_BACK, front, face(back(site), *SERVICES))
    assert pairs_of(*everybody) == {(0, 1), (2, 3)} | found


def test_backs_of_a_far_row_may_be_misread_a_little_where_all_cards_lie_as_people_lay_them_out():
    dim = [_read_with(one, 0.5) if one.card > 3 else one for one in laid(*ROWS, across=3)]
    assert {(pair.front, pair.back) for pair in by_content(dim)} == {(0, 3), (1, 4), (2, 5)}


def test_one_pair_that_lies_as_people_lay_cards_out_tells_of_backs_that_could_hardly_be_read():
    dim = [_hardly_read(one) if one.card in {4, 6} else one for one in laid(*ROWS, across=3)]
    assert _told(dim) == {(0, 3), (1, 4), (2, 5)}


def test_a_front_too_badly_read_to_be_a_contact_is_a_front_by_its_numbers():
    rows = laid(TAKAHASHI, OGAWA, TAKAHASHI_BACK, SILENT)
    nameless = replace(MISREAD, name=None)
    blurred = replace(face(nameless, card=2, at=(1, 0)), somebody=False)
    assert _told([rows[0], blurred, *rows[2:]]) == {(0, 2), (1, 3)}


def test_a_short_side_with_one_clear_line_and_no_number_is_a_back():
    front, short = laid(TAKAHASHI, SILENT)
    assert _told([front, _first_line_read(short)]) == {(0, 1)}
    assert _told([front, _first_line_read(laid(TAKAHASHI, face(back(None), *SERVICES, "04Z-13l 042-132"))[1])]) == set()


def test_the_last_two_cards_are_one_however_badly_read_where_two_pairs_are_known():
    anyhow = laid(TAKAHASHI, TANAKA, TANAKA_BACK, SILENT, TAKAHASHI_BACK, OGAWA)
    assert _told([_hardly_read(one) if one.card == 4 else one for one in anyhow]) == {(0, 4), (1, 2), (5, 3)}


@pytest.mark.parametrize(
    ("confidence", "site", "found"),
    [
        (0.5, "https://ogawa-shotcn.cxamplc.jp/", {(0, 2)}),
        (0.95, "https://ogawa-shotcn.cxamplc.jp/", set()),
        (0.5, "https://ogata-kensetsu.example.jp/", set()),
    ],
    ids=["hardly read", "clearly read", "another firm's"],
)
def test_a_host_that_could_hardly_be_read_is_the_one_it_looks_like(confidence, site, found):
    front = face(person("小川 涼", "おがわ りょう", "小川商店", "ogawa@ogawa-shoten.example.jp", "+817033334444"))
    behind = face(back(site), *SERVICES)
    assert _told(_site_read_with(laid(front, MORI, behind), confidence)) == found
    assert _told(_site_read_with(laid(front, front, behind), confidence)) == set()


def _site_read_with(table, confidence):
    """The cards, the last of them a back with a site on a line that was read as surely as that."""
    *others, last = table
    (url,) = last.parsed.contact.urls
    at = len(last.parsed.lines) - 1
    lines = (*last.parsed.lines[:at], replace(last.parsed.lines[at], confidence=confidence))
    site = Field("urls[0]", Kind.URL, url, confidence, (Source(at, 0, len(url), "web"),))
    return [*others, replace(last, parsed=replace(last.parsed, lines=lines, fields=(site,)))]


def _first_line_read(one):
    first, *rest = one.parsed.lines
    lines = (first, *(replace(line, confidence=0.2) for line in rest))
    return replace(one, parsed=replace(one.parsed, lines=lines))


def test_a_front_on_which_only_the_name_was_read_counts_among_the_fronts():
    silent = face(back(None), *SERVICES)
    only_name = face(Contact(Name("安永 舞", "安永", "舞")))
    fronts = (TAKAHASHI, only_name, OGAWA, TANAKA)
    assert pairs_of(*fronts, TAKAHASHI_BACK, silent, silent, TANAKA_BACK, across=4) == {(0, 4), (1, 5), (2, 6), (3, 7)}


@pytest.mark.parametrize(
    ("number", "found"), [("+81359501234", {(4, 5)}), ("+82359501234", {(4, 5)}), ("+81664445555", set())]
)
def test_a_card_with_another_telephone_is_not_the_back_however_it_lies(number, found):
    contact = Contact(None, (Affiliation(phones=(Phone("work", number, number),)),))
    everybody = (TAKAHASHI, TAKAHASHI_BACK, TANAKA, TANAKA_BACK, MORI, face(contact, *SERVICES))
    assert pairs_of(*everybody) == {(0, 1), (2, 3)} | found


@pytest.mark.parametrize(("confidence", "found"), [(0.5, {(4, 5)}), (0.95, set())])
def test_two_digits_of_a_number_may_be_wrong_where_it_could_hardly_be_read(confidence, found):
    number = "+82359502234"  # MORI's but for two digits
    contact = Contact(None, (Affiliation(phones=(Phone("work", number, number),)),))
    *others, last = laid(TAKAHASHI, TAKAHASHI_BACK, TANAKA, TANAKA_BACK, MORI, face(contact, *SERVICES))
    phone = Field("phones[0]", Kind.PHONE, number, confidence)
    table = [*others, replace(last, parsed=replace(last.parsed, fields=(phone,)))]
    assert _told(table) == {(0, 1), (2, 3)} | found


SLOGAN = face(Contact(Name("完全手的 制"), (Affiliation(urls=("https://ogawa.example/",)),)), *SERVICES)


def taken_for_a_name(table, confidence):
    """The cards, the last of them with a slogan that was taken for a name."""
    *others, last = table
    field = Field("name.full", Kind.NAME, "完全手的 制", confidence, doubt="this may not be the person's name")
    return [*others, replace(last, parsed=replace(last.parsed, fields=(field,)))]


@pytest.mark.parametrize(("confidence", "found"), [(0.66, {(4, 5)}), (0.9, set())])
def test_a_name_that_hardly_is_one_does_not_speak_against_a_back_that_lies_as_all_others_do(confidence, found):
    table = laid(TAKAHASHI, TAKAHASHI_BACK, TANAKA, TANAKA_BACK, OGAWA, SLOGAN)
    pairs = by_content(taken_for_a_name(table, confidence))
    assert {(pair.front, pair.back) for pair in pairs} == {(0, 1), (2, 3)} | found


def test_a_name_that_hardly_is_one_hides_no_way_of_laying_cards_out():
    fronts = (TAKAHASHI, TANAKA, OGAWA, MORI)
    slogan = face(Contact(Name("ロゴ パンフレット")), *SERVICES)
    assert pairs_of(*fronts, TAKAHASHI_BACK, TANAKA_BACK, slogan, SILENT, across=4) == {(0, 4), (1, 5), (2, 6), (3, 7)}


MISREAD = Contact(
    Name("しみす"), (Affiliation("小川商店", titles=("店長",), phones=(Phone("work", "03", "+81312345678"),)),)
)
NUMBER = (Phone("work", "+81 3 1234 5678", "+81312345678"),)


@pytest.mark.parametrize(("phones", "found"), [(NUMBER, {(4, 5)}), ((), set())], ids=["same number", "nothing"])
def test_two_sides_that_both_name_somebody_and_lie_as_all_others_do_are_one_if_they_have_something_in_common(
    phones, found
):
    english_side = Contact(
        Name("Jun SHIMIZU", "SHIMIZU", "Jun"), (Affiliation("Kaze Inc.", titles=("Owner",), phones=phones),)
    )
    table = (TAKAHASHI, TAKAHASHI_BACK, TANAKA, TANAKA_BACK, face(MISREAD), face(english_side))
    assert pairs_of(*table) == {(0, 1), (2, 3)} | found


def test_where_one_back_is_missing_among_pairs_nobody_gets_the_one_that_may_be_either_neighbours():
    misread = face(
        person("林 次郎", "はやし じろう", org="林商店", mail="hayashi@hayashi.example", mobile="+818099998888")
    )
    table = laid(TAKAHASHI, TAKAHASHI_BACK, TANAKA, TANAKA_BACK, OGAWA, misread, SILENT, MORI, across=8)
    assert _told(table) == {(0, 1), (2, 3)}


def test_cards_between_pairs_that_do_not_come_out_even_are_told_nothing():
    assert pairs_of(TAKAHASHI, TAKAHASHI_BACK, OGAWA, SILENT, SILENT, TANAKA, TANAKA_BACK, across=7) == {(0, 1), (5, 6)}


def test_a_name_that_hardly_is_one_is_still_no_back_by_its_company_alone():
    assert by_content(taken_for_a_name(laid(TAKAHASHI, MORI, OGAWA, SLOGAN), 0.66)) == ()


def _hardly_read(one):
    return _read_with(one, 0.3)


def _read_with(one, confidence):
    lines = tuple(replace(line, confidence=confidence) for line in one.parsed.lines)
    return replace(one, parsed=replace(one.parsed, lines=lines))


# ---------------------------------------------------------------- the picture before


def test_a_back_in_the_next_picture_finds_its_front():
    front, behind = TAKAHASHI, replace(face(back(), *SERVICES), source="next.jpg")
    assert [(pair.front, pair.back) for pair in by_content([front, behind], new_from=1)] == [(0, 1)]


def test_a_back_belongs_to_the_colleague_in_its_own_picture_rather_than_to_one_in_the_picture_before():
    colleague, behind = next_picture(TANAKA, face(back(), *SERVICES))
    assert [(pair.front, pair.back) for pair in by_content([TAKAHASHI, colleague, behind], new_from=1)] == [(1, 2)]


def test_cards_of_the_picture_before_are_not_paired_again_among_themselves():
    assert by_content([TAKAHASHI, TAKAHASHI_BACK, replace(OGAWA, source="next.jpg")], new_from=2) == ()


def next_picture(*faces):
    return [replace(one, source="next.jpg") for one in laid(*faces)]


def test_a_silent_card_alone_in_the_picture_after_a_front_is_its_back():
    (pair,) = by_content([TAKAHASHI, *next_picture(face(back(None), *SERVICES))], new_from=1)
    assert (pair.front, pair.back, pair.reasons) == (0, 1, ("it comes right after its front",))


@pytest.mark.parametrize("words", [[f"お品書き {i}" for i in range(20)], []], ids=["a menu", "nothing read"])
def test_other_things_in_the_picture_after_a_front_are_nobodys_back(words):
    assert by_content([TAKAHASHI, *next_picture(face(back(None), *words))], new_from=1) == ()


def test_a_receipt_in_the_picture_after_a_front_is_nobodys_back():
    (slip,) = next_picture(face(back(None), *SERVICES))
    narrow = replace(slip, quad=((100, 100), (700, 100), (700, 1900), (100, 1900)))
    assert by_content([TAKAHASHI, narrow], new_from=1) == ()


def test_somebodys_name_alone_is_not_the_back_of_another_card():
    lone = face(Contact(Name("小川 涼", "小川", "涼")))
    assert by_content([TAKAHASHI, *next_picture(lone)], new_from=1) == ()


def test_one_sure_back_tells_that_a_picture_shows_the_backs_of_the_one_before():
    silent = face(back(None), *SERVICES)
    fronts, backs = laid(TAKAHASHI, TANAKA, OGAWA), next_picture(silent, TANAKA_BACK, silent)
    found = by_content([*fronts, *backs], new_from=3)
    assert {(pair.front, pair.back) for pair in found} == {(0, 3), (1, 4), (2, 5)}


def test_a_back_with_a_slogan_taken_for_a_name_lies_where_two_others_say_that_backs_lie():
    slogan = face(Contact(Name("ロゴ パンフレット")), *SERVICES)
    fronts = laid(TAKAHASHI, TANAKA, OGAWA, MORI)
    backs = [replace(one, source="backs.jpg") for one in laid(TAKAHASHI_BACK, TANAKA_BACK, slogan, SILENT)]
    assert {(pair.front, pair.back) for pair in by_content([*fronts, *backs], 4)} == {(0, 4), (1, 5), (2, 6), (3, 7)}


def test_backs_photographed_from_elsewhere_lie_to_each_other_as_the_fronts_did():
    silent = face(back(None), *SERVICES)
    fronts = laid(TAKAHASHI, TANAKA, OGAWA, MORI)
    backs = [_moved(one) for one in next_picture(TAKAHASHI_BACK, TANAKA_BACK, silent, silent)]
    found = by_content([*fronts, *backs], new_from=4)
    assert {(pair.front, pair.back) for pair in found} == {(0, 4), (1, 5), (2, 6), (3, 7)}


def test_where_a_back_is_missing_in_the_next_picture_its_neighbours_stay_with_their_fronts():
    silent = face(back(None), *SERVICES)
    fronts = laid(TAKAHASHI, TANAKA, OGAWA, MORI)
    first, second, _, last = (_moved(one) for one in next_picture(TAKAHASHI_BACK, TANAKA_BACK, silent, silent))
    found = by_content([*fronts, first, second, replace(last, card=3)], new_from=4)
    assert {(pair.front, pair.back) for pair in found} == {(0, 4), (1, 5), (3, 6)}


def test_fronts_seen_from_the_side_look_smaller_the_farther_they_lie():
    fronts = [
        _at(one, *seen) for one, seen in zip(laid(TAKAHASHI, TANAKA, OGAWA, MORI), SEEN_FROM_THE_SIDE, strict=True)
    ]
    backs = [_moved(one) for one in next_picture(TAKAHASHI_BACK, TANAKA_BACK, SILENT, SILENT)]
    found = by_content([*fronts, *backs], new_from=4)
    assert {(pair.front, pair.back) for pair in found} == {(0, 4), (1, 5), (2, 6), (3, 7)}


SEEN_FROM_THE_SIDE = ((555, 375, 1100), (1500, 375, 700), (555, 1025, 1100), (1500, 1025, 700))  # middle, length


def _at(one, x, y, long):
    left, right, top, low = x - long / 2, x + long / 2, y - long * 0.3, y + long * 0.3
    return replace(one, quad=((left, top), (right, top), (right, low), (left, low)))


def _moved(one):
    """The card seen from half as far again, farther down to the right."""
    first, second, third, fourth = ((x / 1.5 + 900, y / 1.5 + 700) for x, y in one.quad)
    return replace(one, quad=(first, second, third, fourth))


def test_the_last_two_cards_of_a_photo_of_backs_are_two_backs():
    backs = next_picture(TAKAHASHI_BACK, face(english("Ann LEE", "Lee Inc.", "ann@lee.example")), SILENT)
    assert [(pair.front, pair.back) for pair in by_content([TAKAHASHI, *backs], new_from=1)] == [(0, 1)]


def test_silent_cards_after_a_table_of_several_are_nobodys_back():
    silent = face(back(None), *SERVICES)
    assert by_content([*laid(TAKAHASHI, OGAWA), *next_picture(silent, silent)], new_from=2) == ()


# ---------------------------------------------------------------- in the order given


def test_in_order_each_second_card_is_a_back_whatever_is_on_it():
    silent = face(back(None), *SERVICES)
    found = in_order(laid(TAKAHASHI, silent, TANAKA, silent))
    assert [(pair.front, pair.back) for pair in found] == [(0, 1), (2, 3)]


def test_in_order_two_people_are_not_joined():
    assert in_order(laid(TAKAHASHI, OGAWA)) == ()


def test_a_page_of_one_card_is_the_back_of_the_page_before():
    faces = [TAKAHASHI, replace(face(back(None), *SERVICES), page=2)]
    assert pages_in_order(faces, 1) == (Pair(0, 1, ("the order",)),)


def test_a_page_with_another_person_is_no_back():
    assert pages_in_order([TAKAHASHI, replace(OGAWA, page=2)], 1) == ()


@pytest.mark.parametrize("side_of", [lambda column, row: (2 - column, row), lambda column, row: (column, 2 - row)])
def test_on_a_sheet_turned_over_the_backs_lie_mirrored(side_of):
    """One English back tells which way the sheet was turned; the silent ones follow."""
    spots = [(0, 0), (1, 0), (2, 1), (0, 2)]
    fronts = [
        TAKAHASHI,
        TANAKA,
        OGAWA,
        face(person("森 葉", "もり よう", "森商店", "mori@mori.example", "+817055556666")),
    ]
    backs = [TAKAHASHI_BACK, *[face(back(None), *SERVICES)] * 3]
    first = [on_sheet(one, i, spot, 1) for i, (one, spot) in enumerate(zip(fronts, spots, strict=True))]
    second = [on_sheet(one, i, side_of(*spot), 2) for i, (one, spot) in enumerate(zip(backs, spots, strict=True))]
    found = pages_in_order([*first, *second], 4)
    assert [(pair.front, pair.back) for pair in found] == [(0, 4), (1, 5), (2, 6), (3, 7)]


def on_sheet(one, number, spot, page):
    """The card in a grid of 3 × 3 that fills the page evenly."""
    x, y = (spot[0] + 0.5) * WIDE / 3 - 455, (spot[1] + 0.5) * HIGH / 3 - 275
    quad = ((x, y), (x + 910, y), (x + 910, y + 550), (x, y + 550))
    return replace(one, quad=quad, page=page, card=number + 1, source="sheet.pdf")


# ---------------------------------------------------------------- laws

named = [
    None,
    ("髙橋 美咲", "たかはし みさき"),
    ("田中 健一", "たなか けんいち"),
    ("Misaki TAKAHASHI", None),
    ("Ken Doe", None),
]
addresses = [None, "m.takahashi@aoba.example", "k.tanaka@aoba.example", "info@aoba.example", "a@other.example"]
people = st.tuples(
    st.sampled_from(named),
    st.sampled_from(addresses),
    st.sampled_from([None, "+819012345678", "+818011112222"]),
    st.sampled_from([None, "株式会社青葉", "Aoba Inc.", "別の会社"]),
)


def made(facts):
    named, mail, mobile, org = facts
    if named is None:
        phones = (Phone("mobile", mobile, mobile),) if mobile else ()
        return face(Contact(None, (Affiliation(org, phones=phones, emails=(mail,) if mail else ()),)))
    full, reading = named
    if reading is None:
        return face(english(full, mail=mail, mobile=mobile, org=org))
    return face(person(full, reading, org, mail, mobile, land=None))


tables = st.lists(people.map(made), min_size=2, max_size=6)


@given(tables)
def test_two_cards_with_other_names_and_other_mobile_numbers_are_never_joined(faces):
    table = laid(*faces)
    every = [*by_content(table), *in_order(table), *pages_in_order(table, 1)]
    for one, other in [(table[pair.front].parsed.contact, table[pair.back].parsed.contact) for pair in every]:
        names = [contact.name for contact in (one, other) if contact.name]
        differ = len(names) == 2 and compare_names(*names)[0] is Agreement.DIFFERENT
        assert not (differ and mobiles(one) and mobiles(other) and not mobiles(one) & mobiles(other))


@given(tables)
def test_a_card_has_at_most_one_other_side(faces):
    table = laid(*faces)
    for found in (by_content(table), in_order(table), pages_in_order(table, 1)):
        taken = [i for pair in found for i in (pair.front, pair.back)]
        assert len(taken) == len(set(taken))


@given(tables, st.randoms(use_true_random=False))
def test_who_belongs_together_does_not_hang_on_the_order_of_the_cards(faces, dice):
    table = laid(*faces)
    mixed = dice.sample(table, len(table))

    def cards(found, of):
        return {frozenset((of[pair.front].card, of[pair.back].card)) for pair in found}

    assert cards(by_content(table), table) == cards(by_content(mixed), mixed)


def test_a_name_alone_on_one_side_is_found_on_the_other():
    only_name = face(Contact(Name("髙橋 美咲", "髙橋", "美咲")))
    other = face(person(mail="m.takahashi@aoba.example"), "https://www.aoba.example/")
    assert pairs_of(OGAWA, only_name, other) == {(2, 1)}
