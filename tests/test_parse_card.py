"""Whole cards from lines of text: every field in its place, nothing lost, nothing made up."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from parse_lines import at, contact, lines

from cardscan.model import Code, Kind, ParsedCard
from cardscan.parse import parse, strokes
from cardscan.parse.roles import pieces

AOBA = lines(
    "株式会社青葉ソリューションズ",
    "営業本部 第二営業部",
    "課長代理",
    "髙橋 美咲",
    "Misaki TAKAHASHI",
    "〒171-0022 東京都豊島区南池袋1-16-15",
    "TEL 03-5950-1234 FAX 03-5950-1235",
    "携帯 090-1234-5678",
    "m.takahashi@aoba-sol.example",
    "https://www.aoba-sol.example/",
)


def test_a_japanese_card_is_understood():
    read = parse(AOBA).contact
    assert read.name is not None
    assert (read.name.full, read.name.family, read.name.given) == ("髙橋 美咲", "髙橋", "美咲")
    assert (read.name.family_reading, read.name.given_reading) == ("たかはし", "みさき")
    assert (read.name.reading_source, read.name.latin) == ("latin", "Misaki TAKAHASHI")
    (place,) = read.affiliations
    assert (place.org, place.department) == ("株式会社青葉ソリューションズ", "営業本部 第二営業部")
    assert place.titles == ("課長代理",)
    assert [(phone.kind, phone.e164) for phone in read.phones] == [
        ("work", "+81359501234"),
        ("fax", "+81359501235"),
        ("mobile", "+819012345678"),
    ]
    assert read.emails == ("m.takahashi@aoba-sol.example",)
    assert read.notes == ()


def test_an_english_card_is_understood():
    read = contact(
        "Contoso",
        "Dr. Avery Smith",
        "Senior Researcher",
        "Cloud & AI Department",
        "mob: +44 (0) 7911 123456",
        "avery.smith@contoso.com",
        "https://www.contoso.com/",
    )
    assert read.name is not None
    assert (read.name.full, read.name.family) == ("Avery Smith", "Smith")
    (place,) = read.affiliations
    assert (place.org, place.department, place.titles) == ("Contoso", "Cloud & AI Department", ("Senior Researcher",))


def test_title_and_name_on_one_line_are_told_apart():
    read = contact("青葉株式会社", "代表取締役 山田 太郎", "090-1234-5678")
    assert read.name is not None and read.name.full == "山田 太郎"
    assert read.affiliations[0].titles == ("代表取締役",)


def test_a_slogan_is_a_note_and_not_a_name():
    read = contact("すべての笑顔のために", "株式会社青葉", "佐藤 花子", "03-5950-1234")
    assert read.name is not None and read.name.full == "佐藤 花子"
    assert read.notes == ("すべての笑顔のために",)


def test_what_a_reader_makes_of_an_emblem_is_no_note():
    read = [at("株式会社青葉", 50, 50), at("佐藤 花子", 50, 100, 40), at("すべての笑顔のために", 50, 200)]
    emblem = replace(at("SdIHSMO", 400, 50), confidence=0.2)
    doubted = replace(at("おいしいコーヒーとパンの店です", 50, 240), confidence=0.2)  # of one letter: each is sure
    assert parse((*read, emblem, doubted)).contact.notes == ("すべての笑顔のために", "おいしいコーヒーとパンの店です")


def test_a_web_address_of_which_a_part_stands_round_its_code_is_the_one_of_the_code():
    code = Code("QRCode", "https://orcid.org/0000-0002-4542-2878")
    parsed = parse(lines("青葉大学", "佐藤 花子", "https://orcid."), (code,))
    assert parsed.contact.affiliations[0].urls == ("https://orcid.org/0000-0002-4542-2878",)
    assert parsed.contact.notes == ()


def test_hours_and_words_of_a_map_are_notes():
    hours = ("当院", "受付 午前 9:00〜12:30", "休診 木曜・祝日")
    read = contact("つむぎ鍼灸整体院", "院長", "小野寺 亮", *hours, "03-1234-5678")
    assert read.affiliations[0].titles == ("院長",)
    assert read.notes == hours


def test_work_listed_with_gaps_round_its_dots_is_a_note():
    read = contact("つむぎ鍼灸整体院", "はり ・ きゅう ・ 整体 ・ 産後骨盤ケア", "小野寺 亮", "03-1234-5678")
    assert [place.org for place in read.affiliations] == ["つむぎ鍼灸整体院"]
    assert read.notes == ("はり ・ きゅう ・ 整体 ・ 産後骨盤ケア",)


def test_what_says_who_gave_the_licences_is_none_of_them():
    read = contact("つむぎ鍼灸整体院", "はり師・きゅう師・柔道整復師【国家資格】", "小野寺 亮", "03-1234-5678")
    assert read.qualifications == ("はり師", "きゅう師", "柔道整復師")


def test_a_state_licence_is_a_qualification_though_it_is_also_a_trade():
    read = contact("ひだまり", "心理カウンセラー", "水野 あかね", "キャリアコンサルタント（国家資格）", "086-238-5527")
    assert read.qualifications == ("キャリアコンサルタント",)
    assert read.affiliations[0].titles == ("心理カウンセラー",)


def test_two_schools_of_one_body_are_its_name_and_no_list_of_work():
    read = contact("学校法人青嵐学園", "青嵐中学校・高等学校", "教頭", "山田 太郎", "03-1234-5678")
    assert [place.org for place in read.affiliations] == ["学校法人青嵐学園 青嵐中学校・高等学校"]


@pytest.mark.parametrize("degree", ["Advanced Diploma in Information Technology", "Ph.D. in Physics", "MSc in Finance"])
def test_a_degree_with_its_subject_is_a_qualification_and_no_firm(degree: str):
    read = contact("Contoso Ltd.", "Jane Doe", degree, "jane.doe@contoso.com")
    assert read.qualifications == (degree,)
    assert [place.org for place in read.affiliations] == ["Contoso Ltd."]


def test_a_qualification_is_neither_title_nor_name():
    read = contact("鈴木行政書士事務所", "行政書士", "鈴木 一郎", "03-5950-1234")
    assert read.name is not None and read.name.full == "鈴木 一郎"
    assert read.qualifications == ("行政書士",)
    assert read.affiliations[0].org == "鈴木行政書士事務所"
    assert read.affiliations[0].titles == ()


def test_degrees_after_a_western_name_are_qualifications():
    read = contact("Contoso Ltd.", "Jane Doe, Ph.D., CPA", "jane.doe@contoso.com")
    assert read.name is not None and read.name.full == "Jane Doe"
    assert read.qualifications == ("Ph.D.", "CPA")


def test_a_katakana_title_is_not_the_reading_of_the_name():
    read = contact("占い堂株式会社", "フォトグラファー", "原 拓也", "090-1234-5678")
    assert read.name is not None and read.name.family_reading == "はら"
    assert read.affiliations[0].titles == ("フォトグラファー",)


def test_ruby_above_the_name_is_its_reading():
    read = parse(
        (
            at("かたおか", 60, 100, 14),
            at("ともこ", 190, 100, 14),
            at("片岡 智子", 50, 120, 44),
            at("090-1234-5678", 50, 200),
        )
    ).contact
    assert read.name is not None
    assert (read.name.family_reading, read.name.given_reading) == ("かたおか", "ともこ")
    assert read.name.reading_source == "printed"


def test_a_name_set_in_two_boxes_is_one_name():
    read = parse(
        (at("株式会社青葉", 50, 40), at("山田", 50, 120, 44), at("太郎", 190, 121, 44), at("03-5950-1234", 50, 200))
    )
    assert read.contact.name is not None and read.contact.name.full == "山田 太郎"


def test_two_organisations_keep_their_own_roles_and_mails():
    read = parse(
        (
            at("五十嵐 亮", 50, 30, 50),
            at("株式会社日の出保険 代表取締役", 50, 120),
            at("r.igarashi@hinode.example", 50, 160),
            at("一般社団法人笑顔協会 理事", 50, 300),
            at("igarashi@egao.example", 50, 340),
        )
    ).contact
    assert [(place.org, place.titles, place.emails) for place in read.affiliations] == [
        ("株式会社日の出保険", ("代表取締役",), ("r.igarashi@hinode.example",)),
        ("一般社団法人笑顔協会", ("理事",), ("igarashi@egao.example",)),
    ]


def test_the_english_name_of_the_same_firm_is_no_second_organisation():
    read = contact("株式会社青葉", "Aoba Co., Ltd.", "佐藤 花子", "sato@aoba.example")
    assert [place.org for place in read.affiliations] == ["株式会社青葉"]
    assert read.notes == ("Aoba Co., Ltd.",)


def test_a_card_without_a_person_is_an_organisation():
    read = contact("株式会社青葉", "〒171-0022 東京都豊島区南池袋1-16-15", "03-5950-1234")
    assert read.name is None
    assert read.affiliations[0].org == "株式会社青葉"


def test_a_qr_code_adds_what_is_not_printed_and_a_line_account():
    read = parse(
        AOBA, (Code("QRCode", "https://line.me/ti/p/abcdef"), Code("QRCode", "https://shop.aoba-sol.example/"))
    ).contact
    assert [account.service for account in read.accounts] == ["line"]
    assert "https://shop.aoba-sol.example/" in read.urls


def test_a_code_mends_a_misread_character():
    read = parse(lines("佐藤 花子", "hanako@a0ba.example"), (Code("QRCode", "mailto:hanako@aoba.example"),)).contact
    assert read.emails == ("hanako@aoba.example",)


def test_a_mail_domain_that_nearly_is_the_web_sites_is_doubted():
    fields = parse(lines("佐藤 花子", "hanako@aoba-so1.example", "https://www.aoba-sol.example/")).fields
    (mail,) = [field for field in fields if field.kind is Kind.EMAIL]
    assert mail.doubt is not None and "web site" in mail.doubt


def test_the_second_of_two_silent_landlines_is_taken_for_the_fax_with_a_doubt():
    fields = parse(lines("株式会社青葉", "佐藤 花子", "03-5950-1234", "03-5950-1235")).fields
    assert [field.doubt is None for field in fields if field.kind is Kind.PHONE] == [True, False]
    assert [phone.kind for phone in contact("株式会社青葉", "佐藤 花子", "03-5950-1234", "03-5950-1235").phones] == [
        "work",
        "fax",
    ]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("第二営業部課長代理", ["department", "title"]),
        ("人事部人事課長", ["department", "title"]),
        ("営業部長", ["title"]),
        ("青葉株式会社東京支店", ["org", "department"]),
        ("税理士・中小企業診断士", ["qualification", "qualification"]),
        ("画家・イラストレーター", ["title", "title"]),
        ("博士（工学）", ["qualification"]),
        ("株式会社 青葉", ["org"]),
        ("Director, Sales Division", ["title", "department"]),
        ("Marketing Head of Sales", ["department", "title"]),
        ("Investor Relations VP Engineering", ["department", "title"]),
        ("Overseas Sales Manager", ["title"]),
        ("Export Sales Manager", ["title"]),
        ("Marketing Manager", ["title"]),
        ("Engineering", ["department"]),
        ("AOBA Solutions Co., Ltd.", ["org"]),
        ("Creating the next.", ["note"]),
        ("地域とともに歩んで50年", ["note"]),
        ("佐藤 花子", [None]),
    ],
)
def test_words_tell_what_a_text_is(text: str, kinds: list[str | None]):
    assert [piece.kind and piece.kind.value for piece in pieces(text)] == kinds


# ---------------------------------------------------------------- laws

WORDS = st.sampled_from(
    [
        "株式会社",
        "山田",
        "太郎",
        "部長",
        "営業部",
        "03-5950-1234",
        "a@b.example",
        "〒171-0022",
        "東京都",
        "TEL",
        "（",
        "・",
        "Dr.",
        "Smith",
    ]
)
TEXTS = st.lists(st.one_of(st.text(max_size=40), st.lists(WORDS, max_size=6).map(" ".join)), max_size=8)


def spans_exist(card: ParsedCard) -> bool:
    return all(
        0 <= source.start < source.end <= len(card.lines[source.line].text)
        for field in card.fields
        for source in field.sources
    )


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_parsing_never_raises_and_every_source_exists(texts: list[str]):
    card = parse(lines(*texts))
    assert spans_exist(card)
    assert all(0 <= field.confidence <= 1 for field in card.fields)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_parsing_is_a_function_of_its_lines(texts: list[str]):
    assert parse(lines(*texts)) == parse(lines(*texts))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(alphabet="あいう山川田 ", min_size=6, max_size=20), max_size=5))
def test_no_word_that_is_printed_is_lost(texts: list[str]):
    card = parse(lines(*texts))
    fields = [field for each in (card, *card.others) for field in each.fields]
    used = {(s.line, i) for field in fields for s in field.sources for i in range(s.start, s.end)}
    for number, text in enumerate(texts):
        for i, character in enumerate(text):
            assert not character.isalnum() or (number, i) in used, (text, i, card.contact)


def test_fields_point_at_values_of_the_contact():
    card = parse(AOBA)
    paths = {field.path for field in card.fields}
    assert {"name.full", "name.latin", "orgs[0].name", "orgs[0].titles[0]", "phones[2]", "emails[0]"} <= paths


@pytest.mark.parametrize(
    ("name", "kana", "mail", "full"),
    [
        ("園田 健", "そのだ けんいち", "info@aoba.example", "園田 健一"),
        ("住吉 健", None, "kenichi.sumiyoshi@aoba.example", "住吉 健一"),
        ("吉田 浩一", "よしだ こうじ", "info@aoba.example", "吉田 浩二"),
        ("園田 健", "そのだ けん", "info@aoba.example", "園田 健"),
        ("住吉 健", None, "sumiyoshi@aoba.example", "住吉 健"),
    ],
)
def test_a_stroke_lost_at_the_foot_of_a_column_is_told_by_kana_or_mail(
    name: str, kana: str | None, mail: str, full: str
) -> None:
    texts = ["青葉商事株式会社", *([kana] if kana else []), name]
    parsed = parse((*lines(*texts, vertical=True), at(mail, 50, 900)))
    assert parsed.contact.name is not None
    assert parsed.contact.name.full == full
    (field,) = (field for field in parsed.fields if field.path == "name.full")
    assert (field.doubt == strokes.DOUBT) == (full != name)


def test_a_name_read_in_two_pieces_is_cut_where_its_gap_is_printed() -> None:
    first, second = at("富", 50, 100, 60), at("山 千尋", 115, 100, 60)
    first = replace(first, quad=((50, 100), (110, 100), (110, 160), (50, 160)))
    parsed = parse((first, second, at("代表", 50, 200), at("c-toyama@enishi.example", 50, 300)))
    assert parsed.contact.name is not None
    assert parsed.contact.name.full == "富山 千尋"


def test_a_gap_in_the_wrong_place_does_not_hide_a_known_family_name() -> None:
    parsed = parse(lines("くさま まさお", "草間満 佐夫", "株式会社青葉", "m.kusama@aoba.example"))
    assert parsed.contact.name is not None
    assert (parsed.contact.name.family, parsed.contact.name.given) == ("草間", "満佐夫")


def test_a_family_name_read_in_two_pieces_is_one_where_what_follows_is_a_given_name() -> None:
    first, second = at("脇", 50, 100, 60), at("本大輔", 115, 100, 60)
    first = replace(first, quad=((50, 100), (110, 100), (110, 160), (50, 160)))
    name = parse((first, second, at("代表", 50, 200), at("info@enishi.example", 50, 300))).contact.name
    assert name is not None
    assert (name.family, name.given) == ("脇本", "大輔")


def test_an_address_of_which_nothing_is_where_its_postal_code_says_is_doubted() -> None:
    (field,) = [each for each in parse(lines("〒882-0861 府町2-33-13")).fields if each.kind is Kind.ADDRESS]
    assert field.doubt == "nothing in the address is of 宮崎県延岡市"


def test_half_a_bracket_behind_a_name_is_no_part_of_it() -> None:
    assert contact("岩間 敦(", "代表", "090-9135-3187").name == contact("岩間 敦", "代表", "090-9135-3187").name


def test_a_silent_number_under_one_with_an_icon_is_taken_for_the_fax_with_a_doubt() -> None:
    card = parse(lines("Novatek Architekten", "Wolfgang Hartmann", "☎ +49 40 66969 311", "+49 40 66969 313"))
    assert [phone.kind for phone in card.contact.phones] == ["work", "fax"]
    assert [field.doubt is None for field in card.fields if field.kind is Kind.PHONE] == [True, False]


@pytest.mark.parametrize(
    "shop", ["手づくりの器つむぎ", "町はずれの花屋さん", "おにぎり屋 まる", "絵本とおもちゃ ぽけっと"]
)
def test_a_shop_with_the_letters_of_a_sentence_is_one_where_nothing_else_is_and_it_is_set_large(shop: str) -> None:
    read = (
        at(shop, 50, 60, 34),
        at("店主", 50, 120, 22),
        at("田中 一郎", 50, 160, 40),
        at("03-5950-1234", 50, 300, 22),
    )
    card = parse(read)
    assert [place.org for place in card.contact.affiliations] == [shop]
    assert any(field.kind is Kind.ORG and field.doubt for field in card.fields)


def test_a_slogan_set_small_is_no_shop() -> None:
    read = (at("まごころでもてなし", 50, 60, 20), at("田中 一郎", 50, 120, 40), at("03-5950-1234", 50, 300, 24))
    assert not any(place.org for place in parse(read).contact.affiliations)


@pytest.mark.parametrize("mark", ["・", "●", "■", "◆", "▶", "○", ".", "★"])
def test_the_mark_of_an_item_in_a_list_belongs_to_nothing(mark: str) -> None:
    read = contact("株式会社青葉", f"{mark}営業部", f"{mark}取締役部長", f"{mark}中小企業診断士", "佐藤 花子")
    assert [(place.department, place.titles) for place in read.affiliations] == [("営業部", ("取締役部長",))]
    assert read.qualifications == ("中小企業診断士",)
