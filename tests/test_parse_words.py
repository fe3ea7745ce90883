"""Words of the world on whole cards: shops, offices, titles of other countries; and how far fields are believed."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parse_lines import at, contact, kinds, lines

from cardscan.model import Field, Kind, Source
from cardscan.parse import parse
from cardscan.parse.belief import CERTAIN, believed
from cardscan.parse.kana import fold_kana, fold_romaji
from cardscan.parse.roles import pieces
from cardscan.parse.words import table


def _words_in(listed: object) -> Iterator[str]:
    """Yield every word of a table of the parser, however deep."""
    if isinstance(listed, str):
        yield listed
    elif isinstance(listed, dict):
        for each in listed.values():
            yield from _words_in(each)
    elif isinstance(listed, list):
        for each in listed:
            yield from _words_in(each)


@pytest.mark.parametrize(
    "shop",
    [
        "翻訳工房 かけはし",
        "八百屋 やおたけ",
        "美容室 さくら坂",
        "BAR 月虹",
        "Kitchen 菜の花",
        "染織工房 藍屋",
        "相続相談室 こころ",
        "Café & Gallery 水無月",
        "アトリエ空",
        "フラワーアトリエ花音",
        "ビストロ・ル・ブラン",
    ],
)
def test_what_a_shop_is_and_its_name_are_one_organisation(shop: str):
    read = contact(shop, "代表", "山本 瞳", "090-8985-8302")
    assert [place.org for place in read.affiliations] == [shop]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("プロジェクト リーダー", "title"),
        ("着付 け講師", "title"),
        ("広島 オ フィス", "department"),
        ("小児 科", "department"),
    ],
)
def test_a_gap_inside_a_word_makes_no_two_words(text: str, kind: str):
    assert kinds(text) == [(kind, text)]


def test_a_slogan_that_begins_as_a_shop_is_hardly_one():
    assert pieces("カフェのような時間")[0].weak
    assert not pieces("アトリエ空")[0].weak


def test_a_society_with_its_name_in_brackets_stands_before_a_title():
    assert kinds("異業種交流会「縁」センター長") == [("org", "異業種交流会「縁」"), ("title", "センター長")]


def test_a_trade_behind_a_field_of_work_is_a_title_and_a_name_with_an_initial_is_none():
    assert kinds("Logistics Buyer") == [("department", "Logistics"), ("title", "Buyer")]
    assert kinds("Business Development Manager") == [("title", "Business Development Manager")]
    assert kinds("Bereichsleiter Technik") == [("title", "Bereichsleiter Technik")]
    assert kinds("Charlotte T. Carpenter") == [("", "Charlotte T. Carpenter")]


def test_a_word_of_notes_in_a_title_makes_no_note_of_its_line():
    assert kinds("調達課 共同創業者") == [("department", "調達課"), ("title", "共同創業者")]


def test_a_bit_of_katakana_torn_off_a_firm_is_a_part_of_its_name():
    assert kinds("合同会社ユニバーサルブライ ダル") == [("org", "合同会社ユニバーサルブライ ダル")]
    assert kinds("ロングライ フ研究会") == [("org", "ロングライ フ研究会")]
    assert kinds("栄 和神社") == [("org", "栄 和神社")]
    assert kinds("株式会社きら りソフト") == [("org", "株式会社きら りソフト")]


def test_a_room_of_a_building_is_no_department():
    read = contact("青葉商事株式会社", "購買部", "サンシティ池袋一六〇五号室", "山本 瞳", "090-8985-8302")
    assert [place.department for place in read.affiliations] == ["購買部"]


def test_a_legal_form_that_was_read_apart_belongs_to_the_name_before_it():
    name, form = at("第一保険サービス", 50, 100), at("株式会社", 270, 100)
    person, phone = at("長田 裕子", 50, 200), at("090-8985-8302", 50, 300)
    (place,) = parse((name, person, form, phone)).contact.affiliations
    assert place.org == "第一保険サービス株式会社"


def test_a_person_behind_an_office_is_no_part_of_its_name():
    assert kinds("佐藤建築設計事務所 佐藤 一郎") == [("org", "佐藤建築設計事務所"), ("", "佐藤 一郎")]


def test_a_shop_whose_name_was_read_apart_is_one_organisation():
    read = parse(
        (
            at("八百屋", 50, 40, 40),
            at("やおたけ", 150, 40, 40),
            at("後藤 摩紀", 50, 120, 44),
            at("090-1403-0075", 50, 200),
        )
    )
    assert [place.org for place in read.contact.affiliations] == ["八百屋 やおたけ"]


def test_a_clinic_and_the_body_that_runs_it_are_one_organisation():
    read = contact("医療法人社団青葉会 青葉クリニック", "院長", "山田 太郎", "03-5950-1234")
    assert [place.org for place in read.affiliations] == ["医療法人社団青葉会 青葉クリニック"]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("プロジェクトリーダー", "title"),
        ("共同創業者", "title"),
        ("主任弁理士", "title"),
        ("代表税理士", "title"),
        ("弁理士", "qualification"),
        ("技術士（建設部門）", "qualification"),
        ("CFP®認定者", "qualification"),
        ("利酒 師", "qualification"),
        ("俳 優", "title"),
        ("Vorstandsvorsitzender", "title"),
        ("Abteilungsleiterin", "title"),
        ("Attorney at Law", "title"),
        ("Expert-comptable", "title"),
        ("Personalabteilung", "department"),
        ("Service clients", "department"),
        ("Design Team", "department"),
    ],
)
def test_words_tell_titles_licences_and_departments_apart(title: str, kind: str):
    assert [each for each, _ in kinds(title)] == [kind]


@pytest.mark.parametrize(
    ("line", "department", "title"),
    [
        ("Supply Chain Customer Success Manager", "Supply Chain", "Customer Success Manager"),
        ("Direction des achats Directeur général", "Direction des achats", "Directeur général"),
        ("Vertrieb Meister", "Vertrieb", "Meister"),
    ],
)
def test_a_department_and_a_title_on_one_line_are_two(line: str, department: str, title: str):
    assert kinds(line) == [("department", department), ("title", title)]


@pytest.mark.parametrize("title", ["Tax Consultant", "Sales Manager", "Product Development Manager"])
def test_a_title_that_names_its_field_is_one(title: str):
    assert kinds(title) == [("title", title)]


def test_a_latin_name_behind_a_title_is_the_person():
    read = contact("Quantum S.A.S.", "Consultant Amelia Yates", "a.yates@quantum.example")
    assert read.name is not None and read.name.full == "Amelia Yates"
    assert read.affiliations[0].titles == ("Consultant",)


def test_what_is_a_licence_beside_a_title_is_a_title_alone():
    beside = contact("株式会社青葉", "CEO", "山田 太郎", "ワインソムリエ", "03-5950-1234")
    alone = contact("株式会社青葉", "ワインソムリエ", "山田 太郎", "03-5950-1234")
    assert (beside.affiliations[0].titles, beside.qualifications) == (("CEO",), ("ワインソムリエ",))
    assert (alone.affiliations[0].titles, alone.qualifications) == (("ワインソムリエ",), ())


def test_what_no_list_knows_is_a_doubted_title_where_it_stands_at_the_name():
    read = parse(
        (
            at("株式会社青葉", 50, 40, 34),
            at("獅子舞指南", 50, 150, 24),
            at("山田 太郎", 50, 180, 48),
            at("090-1684-4744", 50, 320, 24),
        )
    )
    assert [place.titles for place in read.contact.affiliations] == [("獅子舞指南",)]
    assert [field.doubt for field in read.fields if field.kind is Kind.TITLE] == ["it stands where a title stands"]


def test_what_stands_far_from_the_name_or_beside_a_known_title_is_no_title_for_sure():
    far = (at("山田 太郎", 50, 180, 48), at("獅子舞指南", 50, 480, 24), at("090-1684-4744", 50, 320, 24))
    known = (
        at("山田 太郎", 50, 180, 48),
        at("獅子舞指南", 50, 240, 24),
        at("部長", 50, 150, 24),
        at("090-1684-4744", 50, 320, 24),
    )
    assert [place.titles for place in parse(far).contact.affiliations] == [()]
    titles = [field for field in parse(known).fields if field.kind is Kind.TITLE]
    assert [field.value for field in titles if field.doubt is None] == ["部長"]


def test_a_line_under_the_lot_is_the_building_and_doubted():
    read = parse(lines("山田 太郎", "〒107-0062 東京都港区南青山4-7-28", "サンクレイドル結", "03-9059-4585"))
    assert read.contact.addresses[0].text == "東京都港区南青山4-7-28 サンクレイドル結"
    assert [field.doubt for field in read.fields if field.kind is Kind.ADDRESS] == [
        "サンクレイドル結 may not belong to the address"
    ]


@pytest.mark.parametrize(
    "building", ["301号", "東棟 402", "三井物産ビル内", "駅前ビル(2階)", "JPタワー", "ラ・トゥール新宿 1201"]
)
def test_buildings_are_part_of_the_address(building: str):
    read = contact("山田 太郎", "〒107-0062 東京都港区南青山4-7-28", building, "03-9059-4585")
    assert [one.text for one in read.addresses] == [f"東京都港区南青山4-7-28 {building}"]


def test_a_code_under_its_address_belongs_to_it():
    read = contact("佃 香織", "東京都八王子市めじろ台2-3-7", "〒193-0833", "日の出会館18F", "042-792-1387")
    assert [(one.postal_code, one.building) for one in read.addresses] == [("193-0833", "日の出会館18F")]


def test_a_branch_over_one_of_two_addresses_is_no_department():
    read = contact(
        "山田 太郎", "営業部", "〒107-0062 東京都港区南青山4-7-28", "大阪支店", "〒530-0001 大阪府大阪市北区梅田3-1-3"
    )
    assert [place.department for place in read.affiliations] == ["営業部"]


@pytest.mark.parametrize("text", ["株式会社" * 2500, "カフェ " * 3000, "T" * 10000])
def test_a_line_that_goes_on_and_on_takes_no_seconds(text: str):
    start = time.process_time()
    contact("山田 太郎", text, "taro@aoba.example")
    assert time.process_time() - start < 3


@pytest.mark.parametrize("name", ["仲宗根 こうすけ", "やすはらしょうた", "ふじしろ さくら"])
def test_a_name_in_hiragana_is_no_slogan(name: str):
    read = contact("株式会社青葉", name, "090-1684-4744")
    assert read.name is not None and read.name.full.replace(" ", "") == name.replace(" ", "")


def test_a_name_of_vietnam_begins_with_the_family():
    read = contact("株式会社青葉", "グエン・ティ・ラン", "090-1684-4744")
    assert read.name is not None and (read.name.family, read.name.given) == ("グエン", "ティ・ラン")


def test_a_name_of_kanji_and_katakana_that_no_list_knows_is_doubted():
    read = parse(lines("株式会社青葉", "ヨ黒 岳志", "090-1684-4744"))
    assert {field.doubt for field in read.fields if field.path == "name.full"} == {
        "a name of kanji and kana that no list knows: it may be misread"
    }


@pytest.mark.parametrize(
    ("romaji", "kana"), [("Kohei", "こうへい"), ("Ryohei", "りょうへい"), ("Ohno", "おおの"), ("Satoh", "さとう")]
)
def test_an_h_before_a_vowel_makes_no_long_vowel(romaji: str, kana: str):
    assert fold_romaji(romaji) == fold_kana(kana)


def test_a_services_letter_and_a_handle_are_no_mail_address():
    read = contact("Charlotte Patel", "c.patel@cobalt.example", "X @charlotte.patel")
    assert read.emails == ("c.patel@cobalt.example",)
    assert [(one.service, one.id) for one in read.accounts] == [("x", "charlotte.patel")]


def test_a_handle_that_is_all_of_a_line_after_its_service_is_an_account():
    read = contact("山田 太郎", "LINE yuriko_design", "090-1684-4744")
    assert [(one.service, one.id) for one in read.accounts] == [("line", "yuriko_design")]


def test_the_fax_beside_a_free_number_is_still_the_fax():
    read = contact("山田 太郎", "☎ 083-948-3873", "📱 083-948-3875", "フリーダイヤル 0120-988-087")
    assert [(phone.kind, phone.e164) for phone in read.phones][:2] == [
        ("work", "+81839483873"),
        ("fax", "+81839483875"),
    ]


def test_a_firm_that_differs_from_its_host_in_a_letter_is_doubted():
    read = parse(lines("Mark Clarke", "Elsworth & Shaw Inc.", "mark@ellsworthshaw.co.uk"))
    assert [field.doubt for field in read.fields if field.kind is Kind.ORG] == [
        "mail and web site spell it ellsworthshaw"
    ]


@given(st.sampled_from(Kind), st.floats(0, 1), st.floats(0, 1), st.booleans())
def test_what_is_believed_is_a_chance_and_below_certain_is_doubted(kind: Kind, sure: float, read: float, doubted: bool):
    field = Field("x", kind, "x", sure, (Source(0, 0, 1, "x"),), "why" if doubted else None)
    (told,) = believed([field], lines("x", confidence=read), ())
    assert 0 <= told.confidence <= 1
    if kind is not Kind.NOTE and told.confidence < CERTAIN:
        assert told.doubt is not None
    assert not doubted or told.doubt == "why"


@given(st.sampled_from([kind for kind in Kind if kind is not Kind.NOTE]), st.floats(0, 1), st.floats(0, 1))
def test_a_surer_rule_is_believed_more(kind: Kind, one: float, other: float):
    fields = [Field("x", kind, "x", sure, (Source(0, 0, 1, "x"),)) for sure in sorted((one, other))]
    low, high = believed(fields, lines("x"), ())
    assert low.confidence <= high.confidence


@pytest.mark.parametrize(
    "text", ["Vertrieb +49 30 23125 988", "Ventes ", "（  ） 工房", "整体 （  ）", "〒107-0062 東京都港区南青山4-7-28"]
)
def test_a_line_that_ends_where_more_could_follow_raises_nothing(text: str):
    parse(lines("山田 太郎", text, "（  ）", "t.yamada@aoba.example"))


WORDS = sorted(
    {word for name in ("titles", "departments", "companies", "qualifications") for word in _words_in(table(name))}
)


@given(
    st.lists(
        st.lists(st.sampled_from([*WORDS, " ", "　", "・", "（", "）", "/", "03-5950-1234", "山田"]), max_size=5),
        max_size=6,
    )
)
def test_words_of_the_lists_in_any_order_raise_nothing(texts: list[list[str]]):
    read = parse(lines(*map("".join, texts)))
    assert all(
        0 <= source.start <= source.end <= len(read.lines[source.line].text)
        for f in read.fields
        for source in f.sources
    )


@pytest.mark.parametrize("lot", ["一〇五ー三", "二〇三－一五", "五丁目一〇番地"])
def test_a_lot_with_a_nought_in_it_is_no_telephone(lot: str):
    read = parse(lines("山田 太郎", f"東京都足立区西新井本町{lot}", "090-1234-5678"))
    assert [one.text[-len(lot) :].replace("ー", "-").replace("－", "-") for one in read.contact.addresses] == [
        lot.replace("ー", "-").replace("－", "-")
    ]
