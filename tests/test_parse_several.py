"""Several people on one card: each is a contact with what is theirs, and what is everybody's."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from parse_lines import at, lines

from cardscan.model import Code, Contact, ParsedCard, TextLine
from cardscan.parse import parse
from cardscan.parse.several import without


def column(text: str, right: float, top: float, size: float) -> TextLine:
    """Return a column of type whose right edge is at ``right``."""
    bottom, left = top + len(text) * size, right - size
    quad = ((left, top), (right, top), (right, bottom), (left, bottom))
    return TextLine(text, quad, 1.0, "test", vertical=True)


BAKERY = (
    at("パン工房 こむぎ", 100, 60, 50),
    at("店主 山田 太郎", 100, 200, 48),
    at("090-1111-2222", 600, 205, 30),
    at("店長 山田 花子", 100, 280, 48),
    at("080-3333-4444", 600, 285, 30),
    at("〒171-0022 東京都豊島区南池袋1-16-15", 100, 450, 28),
    at("TEL 03-5950-1234  FAX 03-5950-1235", 100, 490, 28),
    at("info@komugi.example", 100, 530, 28),
)
PARTNERS = (
    at("株式会社青葉ソリューションズ", 100, 60, 40),
    at("代表取締役", 100, 180, 26),
    at("専務取締役", 560, 180, 26),
    at("髙橋 美咲", 100, 220, 50),
    at("佐藤 健一", 560, 220, 50),
    at("たかはし みさき", 100, 275, 18),
    at("さとう けんいち", 560, 275, 18),
    at("090-1111-2222", 100, 310, 24),
    at("080-2222-3333", 560, 310, 24),
    at("m.takahashi@aoba.co.jp", 100, 345, 24),
    at("k.sato@aoba.co.jp", 560, 345, 24),
    at("〒171-0022 東京都豊島区南池袋1-16-15", 100, 500, 26),
    at("TEL 03-5950-1234", 100, 540, 26),
    at("https://www.aoba.co.jp/", 560, 540, 26),
)
SALON = (
    at("美容室 Lumière", 100, 50, 46),
    at("スタイリスト", 100, 150, 24),
    at("中村 さくら", 100, 180, 44),
    at("Mobile 090-1111-2222", 100, 230, 22),
    at("sakura@lumiere.example", 100, 260, 22),
    at("店長", 100, 310, 24),
    at("小林 大輔", 100, 340, 44),
    at("Mobile 080-3333-4444", 100, 390, 22),
    at("daisuke@lumiere.example", 100, 420, 22),
    at("〒150-0001 東京都渋谷区神宮前3-4-5", 100, 500, 24),
    at("Tel. 03-3401-2345", 100, 530, 24),
)
INN = (
    column("居酒屋 まつ", 900, 80, 60),
    column("店主 松本 隆", 694, 80, 54),
    column("女将 松本 洋子", 594, 80, 54),
    column("東京都台東区浅草二-三-四", 330, 80, 30),
    column("電話 〇三-三八四一-五六七八", 280, 80, 30),
)
ARCHITECTS = (
    at("Tanner & Doe Architects", 100, 60, 44),
    at("Mark Tanner", 100, 180, 44),
    at("Jane Doe", 560, 180, 44),
    at("Partner", 100, 230, 26),
    at("Associate", 560, 230, 26),
    at("m.tanner@tannerdoe.com", 100, 262, 24),
    at("j.doe@tannerdoe.com", 560, 262, 24),
    at("12 High Street, Oxford OX1 4AB", 100, 480, 26),
    at("T +44 1865 123456", 100, 515, 26),
)


def everybody(read: tuple[TextLine, ...], codes: tuple[Code, ...] = ()) -> list[Contact]:
    """Return the contact of each of the people on a card."""
    card = parse(read, codes)
    return [card.contact, *(other.contact for other in card.others)]


def said(contact: Contact) -> tuple[str, list[str], list[str], list[str]]:
    """Return the name, titles, telephones and mail addresses of a contact."""
    titles = [title for place in contact.affiliations for title in place.titles]
    phones = [phone.text for phone in contact.phones]
    return contact.name.full if contact.name else "", titles, phones, list(contact.emails)


SHOP = ["03-5950-1234", "03-5950-1235"]


@pytest.mark.parametrize(
    "read, people",
    [
        (
            BAKERY,
            [
                ("山田 太郎", ["店主"], ["090-1111-2222", *SHOP], ["info@komugi.example"]),
                ("山田 花子", ["店長"], ["080-3333-4444", *SHOP], ["info@komugi.example"]),
            ],
        ),
        (
            PARTNERS,
            [
                ("髙橋 美咲", ["代表取締役"], ["090-1111-2222", "03-5950-1234"], ["m.takahashi@aoba.co.jp"]),
                ("佐藤 健一", ["専務取締役"], ["080-2222-3333", "03-5950-1234"], ["k.sato@aoba.co.jp"]),
            ],
        ),
        (
            SALON,
            [
                ("中村 さくら", ["スタイリスト"], ["090-1111-2222", "03-3401-2345"], ["sakura@lumiere.example"]),
                ("小林 大輔", ["店長"], ["080-3333-4444", "03-3401-2345"], ["daisuke@lumiere.example"]),
            ],
        ),
        (
            INN,
            [
                ("松本 隆", ["店主"], ["〇三-三八四一-五六七八"], []),
                ("松本 洋子", ["女将"], ["〇三-三八四一-五六七八"], []),
            ],
        ),
        (
            ARCHITECTS,
            [
                ("Mark Tanner", ["Partner"], ["+44 1865 123456"], ["m.tanner@tannerdoe.com"]),
                ("Jane Doe", ["Associate"], ["+44 1865 123456"], ["j.doe@tannerdoe.com"]),
            ],
        ),
    ],
    ids=["one a line", "beside each other", "one under the other", "in columns", "in English"],
)
def test_each_of_several_people_is_a_contact_with_what_is_theirs(read, people):
    contacts = everybody(read)
    assert [said(each) for each in contacts] == people
    assert len({each.orgs[0].org for each in contacts}) == 1
    assert len({each.addresses for each in contacts}) == 1


def test_readings_go_to_the_name_that_they_spell():
    names = [each.name for each in everybody(PARTNERS)]
    assert [(name.given_reading, name.reading_source) for name in names] == [
        ("みさき", "printed"),
        ("けんいち", "printed"),
    ]


def test_what_is_everybodys_stands_in_the_lines_of_all_and_is_certain():
    card = parse(BAKERY)
    for each in (card, *card.others):
        assert [line.quad for line in each.lines] == [line.quad for line in card.lines]
        assert next(field for field in each.fields if field.path == "name.full").doubt is None


@pytest.mark.parametrize("label", ["旧姓", "芸名", "雅号"])
def test_another_name_of_the_same_person_is_nobody_else(label):
    card = parse((*BAKERY[:3], at(f"（{label} 佐藤 花子）", 100, 280, 44), *BAKERY[5:]))
    assert card.others == ()
    assert card.contact.name.full == "山田 太郎"


def test_a_name_in_small_print_is_a_note():
    card = parse((*BAKERY[:3], at("紹介者 佐藤 花子", 100, 280, 22), *BAKERY[5:]))
    assert card.others == ()


def test_two_people_of_one_family_keep_their_own_mail_addresses():
    mails = [at("taro.yamada@komugi.example", 100, 560, 24), at("hanako.yamada@komugi.example", 100, 590, 24)]
    first, second = everybody((*BAKERY[:7], *mails))
    assert (first.emails, second.emails) == (("taro.yamada@komugi.example",), ("hanako.yamada@komugi.example",))


def test_a_code_that_names_one_of_them_is_that_ones():
    own = Code("QRCode", "MECARD:N:山田,花子;TEL:08099998888;;")
    shop = Code("QRCode", "https://komugi.example/menu")
    first, second = everybody(BAKERY, (own, shop))
    assert "+818099998888" in [phone.e164 for phone in second.phones]
    assert "+818099998888" not in [phone.e164 for phone in first.phones]
    assert first.urls == second.urls == ("https://komugi.example/menu",)


def used(card: ParsedCard) -> set[tuple[int, int]]:
    """Return every character that some field of some person uses."""
    fields = (field for each in (card, *card.others) for field in each.fields)
    return {(s.line, i) for field in fields for s in field.sources for i in range(s.start, s.end)}


NAMES = st.sampled_from(
    ["山田 太郎", "佐藤 花子", "田中 一郎", "鈴木 さくら", "店主", "店長", "取締役", "090-1234-5678"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(NAMES, min_size=2, max_size=7, unique=True))
def test_nothing_is_lost_and_nobody_is_there_twice_however_many_are_named(texts):
    card = parse(lines(*texts))
    found = used(card)
    for number, text in enumerate(texts):
        assert all((number, i) in found for i, letter in enumerate(text) if letter.isalnum()), (text, card)
    names = [each.contact.name.full for each in (card, *card.others) if each.contact.name]
    assert len(names) == len(set(names))


PLACED = st.builds(at, NAMES, st.floats(0, 800), st.floats(0, 500), st.floats(15, 60))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(PLACED, st.builds(column, NAMES, st.floats(100, 900), st.floats(0, 400), st.floats(15, 60)))))
def test_however_names_are_strewn_about_each_is_understood_from_the_same_lines(read):
    card = parse(read)
    for each in (card, *card.others):
        assert [len(line.text) for line in each.lines] == [len(line.text) for line in card.lines]
        assert all(0 <= field.confidence <= 1 for field in each.fields)


@given(st.text(max_size=12), st.integers(0, 12), st.integers(0, 12))
def test_blanks_keep_every_other_character_in_its_place(text, one, other):
    from cardscan.model import Source

    start, end = sorted((min(one, len(text)), min(other, len(text))))
    (blank,) = without(lines(text), [Source(0, start, end, "name")])
    assert blank.text == text[:start] + " " * (end - start) + text[end:]


def test_a_short_name_right_before_a_number_is_no_label_of_it():
    card = parse((*BAKERY[:3], at("店長", 100, 280, 30), at("金田 祥 080-3333-4444", 300, 275, 48), *BAKERY[5:]))
    assert [said(each.contact)[:2] for each in card.others] == [("金田 祥", ["店長"])]


def test_a_reading_set_as_large_as_a_name_is_no_further_person():
    kana = at("（さとう けんいち）", 560, 275, 42)
    assert [each.name.full for each in everybody((*PARTNERS[:6], kana, *PARTNERS[7:])) if each.name] == [
        "髙橋 美咲",
        "佐藤 健一",
    ]


def test_a_name_of_which_the_halves_stand_apart_is_one_person():
    halves = (at("佐藤", 560, 220, 50), at("健一", 720, 220, 50))
    assert [each.name.full for each in everybody((*PARTNERS[:4], *halves, *PARTNERS[5:])) if each.name] == [
        "髙橋 美咲",
        "佐藤 健一",
    ]


def test_a_number_in_the_block_of_one_is_that_ones_where_the_firm_has_its_own():
    direct = at("03-5950-9999", 100, 310, 24)
    first, second = everybody((*PARTNERS[:7], direct, *PARTNERS[9:]))
    assert [phone.text for phone in first.phones] == ["03-5950-9999", "03-5950-1234"]
    assert [phone.text for phone in second.phones] == ["03-5950-1234"]


def test_somebody_from_abroad_beside_a_name_in_kanji_is_no_title():
    read = (*PARTNERS[:4], at("ヤン・ノヴァーク", 560, 224, 42), *PARTNERS[5:6], *PARTNERS[7:])
    assert [each.name.full for each in everybody(read) if each.name] == ["髙橋 美咲", "ヤン・ノヴァーク"]


def test_a_whole_office_is_on_one_card():
    names = ["髙橋 一郎", "佐藤 健太", "鈴木 美咲", "田中 洋子", "渡辺 剛", "伊藤 翔", "山本 さくら", "中村 大輔"]
    lawyers = [at(f"弁護士 {name}", 100 + i % 2 * 420, 150 + i // 2 * 60, 40) for i, name in enumerate(names)]
    firm = at("青葉総合法律事務所", 100, 50, 44), at("TEL 03-3211-1234", 100, 470, 26)
    people = everybody((firm[0], *lawyers, firm[1]))
    assert [said(each) for each in people] == [(name, ["弁護士"], ["03-3211-1234"], []) for name in names]


@pytest.mark.parametrize(
    "both", ["髙橋 美咲 佐藤 健一", "髙橋 美咲　佐藤健一", "髙橋美咲 佐藤 健一", "髙橋美咲  佐藤健一"]
)
def test_two_names_that_were_read_as_one_line_are_two(both):
    line = at(both, 100, 220, 50)
    assert [each.name.full for each in everybody((*PARTNERS[:3], line, *PARTNERS[5:])) if each.name] == [
        "髙橋 美咲",
        "佐藤 健一",
    ]


@pytest.mark.parametrize("name", ["長谷川 久美子", "勅使河原 さくら", "大久保 彦左衛門", "小野寺 真 理子"])
def test_one_name_is_not_two(name):
    assert len(everybody((at(name, 100, 220, 50), at("090-1111-2222", 100, 310, 24)))) == 1


def test_a_name_in_kana_is_somebody_else_and_a_reading_is_not():
    read = (*PARTNERS[:4], at("とみた かのこ", 560, 220, 50), *PARTNERS[5:6], *PARTNERS[7:])
    assert [each.name.full for each in everybody(read) if each.name] == ["髙橋 美咲", "とみた かのこ"]


def test_a_number_of_a_shop_before_a_name_is_no_word_for_another_name():
    read = (*BAKERY[:3], at("2号店店長 山田 花子", 100, 280, 48), *BAKERY[4:])
    assert [each.name.full for each in everybody(read) if each.name] == ["山田 太郎", "山田 花子"]


def test_a_name_behind_its_title_on_one_line_is_found_where_another_stands_alone():
    card = parse(
        (
            at("Helix Advisors", 190, 88, 48),
            at("Research and Development Proprietor Joseph Spencer", 40, 222, 60),
            at("Associate", 40, 320, 40),
            at("Élise N. Hansen", 220, 310, 60),
            at("TEL 01865 496465 FAX 01865 496467", 70, 537, 35),
            at("https://www.helix.io", 70, 580, 35),
        )
    )
    assert [(each.contact.name.full, each.contact.affiliations[0].titles) for each in (card, *card.others)] == [
        ("Joseph Spencer", ("Proprietor",)),
        ("Élise N. Hansen", ("Associate",)),
    ]


def test_a_second_name_taken_for_a_firm_is_somebody():
    card = parse(
        (
            at("Abteilungsleiterin", 98, 191, 49),
            at("Florian Schröder", 98, 296, 91),
            at("Cell. +49 1511 5796927", 98, 394, 41),
            at("Oakridge", 1004, 321, 77),
            at("80335 München", 1004, 456, 38),
            at("Chief Technology Officer", 98, 529, 56),
            at("Hugh van der Berg", 98, 579, 114),
        )
    )
    assert [each.contact.name.full for each in (card, *card.others)] == ["Florian Schröder", "Hugh van der Berg"]


def test_a_family_name_in_kana_that_two_share_reads_neither_of_them():
    card = parse(
        (
            at("モリヤ", 950, 231, 40),
            at("ヒロユキ", 1210, 231, 38),
            at("もりや ひろゆき", 890, 274, 71),
            at("携帯 070-9029-3582", 886, 356, 44),
            at("丸善堂農園", 197, 413, 61),
            at("センター長", 885, 444, 46),
            at("モリヤ カナ", 885, 549, 42),
            at("もりや 佳奈", 890, 593, 78),
            at("京都府京丹後市弥栄町鳥取1-10-26", 84, 622, 44),
            at("電話 075-818-7718", 82, 729, 48),
        )
    )
    readings = [(each.contact.name.family_reading, each.contact.name.given_reading) for each in (card, *card.others)]
    assert readings == [("もりや", "ひろゆき"), ("もりや", "かな")]
