"""Telephone numbers in lines of text."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parse_lines import at, lines, printed

from cardscan.model import Phone
from cardscan.parse import parse
from cardscan.parse.labels import is_only_label
from cardscan.parse.phones import find_phones
from cardscan.parse.regions import card_region


def phones(*texts: str, region: str | None = "JP", vertical: bool = False) -> list[Phone]:
    return [found.value for found in find_phones(lines(*texts, vertical=vertical), region)]


def numbers(*texts: str) -> list[tuple[str, str | None]]:
    return [(phone.kind, phone.e164) for phone in phones(*texts)]


TEL = ("work", "+81359501234")
FAX = ("fax", "+81359501235")
CELL = ("mobile", "+819012345678")


@pytest.mark.parametrize(
    "text",
    [
        "TEL 03-5950-1234",
        "TEL:03-5950-1234",
        "Tel. 03-5950-1234",
        "T 03-5950-1234",
        "T: 03-5950-1234",
        "ＴＥＬ　０３－５９５０－１２３４",
        "Ｔ Ｅ Ｌ 03-5950-1234",
        "℡03-5950-1234",
        "☎ 03-5950-1234",
        "電話：03（5950）1234",
        "電話 03(5950)1234",
        "Phone 03.5950.1234",
        "03 5950 1234",
        "TEL 03‐5950‐1234",
        "TEL 03ー5950ー1234",
        "TEL 03一5950一1234",
        "TEL 03―5950―1234",
        "TEL 03=5950=1234",
        "TEL 03 - 5950 - 1234",
        "Tel +81-3-5950-1234",
        "Tel +81 (0)3 5950 1234",
        "TEL0359501234",
        "〒171-0022 TEL03-5950-1234",
        "Téléphone : 03-5950-1234",
        "代表電話 03-5950-1234",
        "TEL 81-3-5950-1234",
    ],
)
def test_a_landline_is_read_in_every_printed_style(text: str) -> None:
    assert numbers(text) == [TEL]


@pytest.mark.parametrize(
    "text",
    [
        "TEL03-5950-1234FAX03-5950-1235",
        "TEL 03-5950-1234 / FAX 03-5950-1235",
        "T 03-5950-1234  F 03-5950-1235",
        "TEL/FAX 03-5950-1234 / 03-5950-1235",
        "電話 03-5950-1234 ファックス 03-5950-1235",
        "☎03-5950-1234 📠03-5950-1235",
        "Tel. +81 3 5950 1234 Fax. +81 3 5950 1235",
        "03-5950-1234 (TEL) 03-5950-1235 (FAX)",
    ],
)
def test_telephone_and_fax_on_one_line_are_told_apart(text: str) -> None:
    assert numbers(text) == [TEL, FAX]


@pytest.mark.parametrize(
    "text",
    [
        "TEL/FAX 03-5950-1234",
        "TEL・FAX 03-5950-1234",
        "TEL&FAX03-5950-1234",
        "電話/FAX兼用 03-5950-1234",
        "Tel/Fax: +81 3 5950 1234",
    ],
)
def test_one_number_under_both_labels_is_two_phones(text: str) -> None:
    assert numbers(text) == [TEL, ("fax", TEL[1])]


@pytest.mark.parametrize(
    "text",
    [
        "携帯 090-1234-5678",
        "携带：090-1234-5678",
        "Mobile 090-1234-5678",
        "M. 090-1234-5678",
        "TEL 090-1234-5678",
        "090-1234-5678",
        "Cell +81 90 1234 5678",
        "H/P 090-1234-5678",
        "📱090-1234-5678",
    ],
)
def test_a_mobile_number_is_known_by_label_or_by_itself(text: str) -> None:
    assert numbers(text) == [CELL]


def test_a_fax_number_is_not_the_main_phone() -> None:
    assert numbers("FAX 090-1234-5678") == [("fax", "+819012345678")]


def test_numbers_written_with_spaces_are_parted_by_a_wide_one() -> None:
    assert numbers("☎ 03 5950 1234  03 5950 1235") == [TEL, ("work", "+81359501235")]
    assert numbers("TEL 03  5950  1234") == [TEL]


def test_an_icon_makes_no_mobile_of_a_landline() -> None:
    assert numbers("📱 03-5950-1234") == [TEL]
    assert numbers("📱 090-1234-5678") == [CELL]
    assert numbers("携帯 03-5950-1234") == [("mobile", "+81359501234")]


def test_home_and_other_kinds_come_from_the_label() -> None:
    assert numbers("自宅 03-5950-1234") == [("home", TEL[1])]
    assert numbers("050-1234-5678") == [("work", "+815012345678")]
    assert numbers("0120-123-456") == [("work", "+81120123456")]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("TEL 03-5950-1234(代)", "代"),
        ("TEL 03-5950-1234㈹", "代"),
        ("TEL 03-5950-1234（代表）", "代表"),
        ("代表 03-5950-1234", "代表"),
        ("TEL(直通)03-5950-1234", "直通"),
        ("直通：03-5950-1234", "直通"),
        ("本社 TEL 03-5950-1234", "本社"),
        ("大阪支店 03-5950-1234", "大阪支店"),
        ("Direct +81 3 5950 1234", "Direct"),
        ("+81 3 5950 1234 (Direct)", "Direct"),
        ("TEL 03-5950-1234", None),
        ("Phone 03-5950-1234", None),
    ],
)
def test_only_a_telling_word_becomes_the_label(text: str, label: str | None) -> None:
    (phone,) = phones(text)
    assert (phone.kind, phone.e164, phone.label) == ("work", TEL[1], label)


def test_a_label_belongs_to_its_own_number() -> None:
    found = phones("TEL 03-5950-1234（代表） 直通 03-5950-1239")
    assert [(phone.text, phone.label) for phone in found] == [("03-5950-1234", "代表"), ("03-5950-1239", "直通")]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("TEL 03-5950-1234 内線123", "03-5950-1234 内線123"),
        ("03-5950-1234(内線123)", "03-5950-1234(内線123)"),
        ("Tel +1 425 555 0100 ext. 12", "+1 425 555 0100 ext. 12"),
        ("TEL ０３－５９５０－１２３４", "03-5950-1234"),
        ("TEL 03 - 5950 - 1234", "03-5950-1234"),
    ],
)
def test_the_text_is_the_printed_number_with_its_extension_and_without_its_label(text: str, kept: str) -> None:
    (phone,) = phones(text)
    assert phone.text == kept
    assert phone.e164 in (TEL[1], "+14255550100")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("電話 〇三-五九五〇-一二三四", "〇三-五九五〇-一二三四"),
        ("電話〇三（五九五〇）一二三四", "〇三(五九五〇)一二三四"),
        ("〇三｜五九五〇｜一二三四", "〇三-五九五〇-一二三四"),
        ("〇三ー五九五〇ー一二三四", "〇三-五九五〇-一二三四"),
    ],
)
def test_kanji_numerals_are_understood_and_kept_as_printed(text: str, kept: str) -> None:
    (phone,) = phones(text, vertical=True)
    assert (phone.e164, phone.text) == (TEL[1], kept)


def test_dashes_read_as_the_numeral_one_are_found_out_and_doubted() -> None:
    (found,) = find_phones(lines("〇三一五九五〇一二三四五", vertical=True))
    assert found.value.e164 == "+81359502345"
    assert found.doubt


@pytest.mark.parametrize("text", ["TEL O3-595O-1234", "TELO3-5950-l234", "Tel. 03-5950-I234"])
def test_letters_read_for_digits_are_put_right_and_doubted(text: str) -> None:
    (found,) = find_phones(lines(text))
    assert (found.value.text, found.value.e164) == ("03-5950-1234", TEL[1])
    assert found.doubt == "letters read as digits"
    assert found.confidence < 0.8


@pytest.mark.parametrize(
    "text",
    [
        "〒171-0022",
        "171-0022 東京都豊島区",
        "T1234567890123",
        "登録番号 T1-2345-6789-0123",
        "法人番号 1234567890123",
        "2026-11-22",
        "2026年11月22日",
        "第0312345678号",
        "東京都知事(3)第12345号",
        "普通 1234567",
        "東京都豊島区南池袋1-16-15",
        "a0312345678@foo.jp",
        "https://foo.jp/0312345678",
        "営業時間 10:00-19:00",
        "3-5950-1234",
        "1234567890",
    ],
)
def test_other_numbers_are_no_telephones(text: str) -> None:
    assert phones(text) == []


def test_a_number_not_in_use_is_kept_under_its_label_and_doubted() -> None:
    (found,) = find_phones(lines("TEL 03-0000-0000"))
    assert (found.value.e164, found.doubt) == ("+81300000000", "no such number is in use")
    (short,) = find_phones(lines("TEL 03-123-567"))
    assert (short.value.e164, short.value.text) == (None, "03-123-567")
    assert short.doubt


def test_labels_in_boxes_of_their_own_count() -> None:
    read = (at("TEL", 50, 100), at("03-5950-1234", 160, 101), at("FAX", 50, 140), at("03-5950-1235", 160, 141))
    found = find_phones(read)
    assert [(one.value.kind, one.value.e164) for one in found] == [TEL, FAX]
    assert printed(read, found[1].sources) == ["FAX", "03-5950-1235"]


def test_numbers_of_other_countries_need_a_plus_or_a_region() -> None:
    assert [phone.e164 for phone in phones("Tel: 020 7946 0958", region="GB")] == ["+442079460958"]
    assert [phone.e164 for phone in phones("手机 138 0013 8000", region="CN")] == ["+8613800138000"]
    assert [phone.kind for phone in phones("010-8765-4321", region="KR")] == ["mobile"]
    assert [phone.e164 for phone in phones("Phone +49 30 901820", region=None)] == ["+4930901820"]
    (unknown,) = find_phones(lines("Tel 020 7946 0958"), None)
    assert (unknown.value.e164, unknown.doubt) == (None, "country of the number unknown")


@pytest.mark.parametrize("text", ["(212) 555-0199", "Tel: (212) 555-0199 x12", "212-555-0199", "p 212.555.0199"])
def test_american_numbers_are_no_postal_codes(text: str) -> None:
    assert [phone.e164 for phone in phones(text, region=card_region(lines(text)))] == ["+12125550199"]


def test_a_letter_glued_between_two_numbers_is_their_label_but_a_floor_is_not() -> None:
    assert numbers("T 03-5950-1234F 03-5950-1235") == [TEL, FAX]
    assert numbers("青葉ビル8F 03-5950-1234") == [TEL]


@pytest.mark.parametrize("text", ["携帯 〇七〇二八〇九）六五九一", "TEL: 03)5950-1234", "TEL 03(5950-1234"])
def test_a_number_of_whose_brackets_one_is_missing_is_doubted(text: str) -> None:
    (found,) = find_phones(lines(text), "JP")
    assert found.doubt and found.confidence < 0.9


@pytest.mark.parametrize(
    "text", ["TEL (03)5950-1234", "(TEL 03-5950-1234)", "03-5950-1234(代)", "〇三（五九五〇）一二三四"]
)
def test_a_number_with_both_brackets_or_none_is_not(text: str) -> None:
    (found,) = find_phones(lines(text), "JP")
    assert found.doubt is None


@pytest.mark.parametrize(
    ("texts", "region"),
    [
        (("株式会社青葉", "TEL 03-5950-1234"), "JP"),
        (("Taro Yamada", "2-12-1 Ookayama, Meguro-ku, Tokyo 152-8550 Japan"), "JP"),
        (("高橋 太郎",), "JP"),
        (("王伟", "手机 138 0013 8000"), "CN"),
        (("王小明", "股份有限公司", "手機 0912-345-678"), "TW"),
        (("김민준", "010-1234-5678"), "KR"),
        (("Jane", "Redmond, WA 98052"), "US"),
        (("Jane", "London W2 6BD"), "GB"),
        (("Max", "Hauptstr. 5, 10115 Berlin"), "DE"),
        (("Jane", "www.foo.co.uk"), "GB"),
        (("Jane", "+1 425 555 0100"), "US"),
        (("Taro", "03-5950-1234"), "JP"),
        (("Jane", "jane@foo.com"), None),
        (("Krafft & Söhne GmbH & Co. KG", "Durchwahl 07131 5508-274"), "DE"),
        (("Hôtel Le Saint-Cyprien", "Montréal (Québec)", "Sans frais 1 866 558-0101"), "CA"),
        (("Zakłady Mechaniczne WISTAL", "NIP 813-372-41-96"), "PL"),
    ],
)
def test_the_country_of_a_card_is_told_by_script_address_code_or_domain(
    texts: tuple[str, ...], region: str | None
) -> None:
    assert card_region(lines(*texts)) == region


@pytest.mark.parametrize(
    "text",
    [
        "TEL",
        "TEL :",
        "Tel. / Fax.",
        "〒",
        "E-mail",
        "E-mail:",
        "URL",
        "☎",
        "T",
        "Mobile",
        "携 帯",
        "ＦＡＸ",
        "|",
        "・",
        "LINE ID",
    ],
)
def test_labels_alone_are_nothing_to_keep(text: str) -> None:
    assert is_only_label(text)


@pytest.mark.parametrize(
    "text", ["代表", "本社", "田中", "TEL 03", "HOTEL", "Telecom", "千代田区", "Mobility", "髙", "営業部"]
)
def test_words_that_mean_something_are_not_only_labels(text: str) -> None:
    assert not is_only_label(text)


def test_the_geocoder_with_its_200_megabytes_stays_out() -> None:
    phones("TEL 03-5950-1234")
    assert not [module for module in sys.modules if "phonenumbers.geo" in module and "geodata" in module]


@given(st.text(max_size=60), st.sampled_from(["JP", "US", None]))
def test_no_text_makes_it_raise_and_sources_exist(text: str, region: str | None) -> None:
    read = lines("TEL " + text, text, "０３-" + text)
    card_region(read)
    for one in find_phones(read, region):
        for source in one.sources:
            assert 0 <= source.start < source.end <= len(read[source.line].text)


@given(st.text(alphabet="〇一二三四五六七八九0123456789-()（）ー｜ TELFAXOlI内線代+〒", max_size=50))
def test_no_heap_of_digits_makes_it_raise(text: str) -> None:
    for one in find_phones(lines(text)):
        for source in one.sources:
            assert 0 <= source.start < source.end <= len(text)


@given(
    st.integers(2000, 9999),
    st.integers(0, 9999),
    st.sampled_from(["-", " ", "‐", "ー", "－", "."]),
    st.sampled_from(["TEL", "Tel.", "電話：", "☎ "]),
)
def test_any_tokyo_number_is_read_as_it_is(exchange: int, rest: int, dash: str, label: str) -> None:
    assert numbers(f"{label}03{dash}{exchange}{dash}{rest:04d}") == [("work", f"+813{exchange}{rest:04d}")]


@pytest.mark.parametrize("label", ["Fax No.", "Fax-Nr.", "Direct fax", "Office fax", "Telecopy", "代表FAX"])
def test_whose_a_fax_is_makes_no_telephone_of_it(label: str) -> None:
    found = find_phones(lines(f"{label} +49 30 90182012"), "DE")
    assert [one.value.kind for one in found] == ["fax"]


@pytest.mark.parametrize("label", ["Handynummer", "Mobile No.", "Cell #"])
def test_a_mobile_is_told_by_its_label_whatever_stands_for_number(label: str) -> None:
    found = find_phones(lines(f"{label} +49 30 90182012"), "DE")
    assert [one.value.kind for one in found] == ["mobile"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Telefoon +31 20 123 4567", "work"),
        ("Växel +46 8 123 456 78", "work"),
        ("Mobiel +31 6 12345678", "mobile"),
        ("Telemóvel +351 912 345 678", "mobile"),
        ("tel. kom. +48 501 234 567", "mobile"),
        ("Cell/Text: +1 415-555-0136", "mobile"),
    ],
)
def test_the_words_of_other_languages_before_a_number_are_labels(text: str, kind: str) -> None:
    card = parse(lines("Acme Widgets", "John Miller", text)).contact
    assert [phone.kind for phone in card.phones] == [kind]
    assert card.notes == ()


def test_a_title_far_before_a_number_on_its_row_is_no_label_of_it() -> None:
    firm, title, number = at("株式会社ブルーム", 600, 100, 40), at("代表", 60, 300), at("045-545-7229", 650, 304)
    contact = parse((firm, title, number, at("合田 学子", 60, 350, 50))).contact
    assert contact.orgs[0].titles == ("代表",)
    assert contact.phones[0].label is None
    near = parse((firm, at("代表", 580, 304), number, at("合田 学子", 60, 350, 50))).contact
    assert near.phones[0].label == "代表"


def test_two_french_numbers_set_apart_by_a_wide_gap_are_two():
    found = find_phones(lines("04 65 71 73 11  04 65 71 73 13"), "FR")
    assert [each.value.e164 for each in found] == ["+33465717311", "+33465717313"]
