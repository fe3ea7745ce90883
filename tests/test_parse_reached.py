"""Cards of people with two firms: each firm keeps its own telephone, mail and address, however they stand."""

from __future__ import annotations

from parse_lines import at

from bench import perfect
from bench.cards.apart import PLACED
from bench.score.compare import Count
from cardscan.model import Contact, TextLine
from cardscan.parse import parse

BANK = ("〒191-0016 東京都日野市神明3-1-22", "TEL 042-586-3101", "sato@aobabank.example")
FARM = ("〒399-0001 長野県松本市宮田5-7", "TEL 0263-25-4102", "kotonoha.farm@gmail.com")


def block(texts: tuple[str, ...], x: float, y: float) -> tuple[TextLine, ...]:
    return tuple(at(text, x, y + 34 * number) for number, text in enumerate(texts))


def reached(*lines: TextLine) -> dict[str | None, tuple[str, ...]]:
    contact: Contact = parse(tuple(sorted(lines, key=lambda line: line.quad[0][1]))).contact
    return {
        place.org: (
            *(each.postal_code or "" for each in place.addresses),
            *(each.e164 or "" for each in place.phones),
            *place.emails,
        )
        for place in contact.affiliations
    }


EACH = {
    "株式会社青葉バンク": ("191-0016", "+81425863101", "sato@aobabank.example"),
    "ことのは農園": ("399-0001", "+81263254102", "kotonoha.farm@gmail.com"),
}
NAME = at("佐藤 花子", 60, 40, 50)


def test_firms_in_two_columns_are_reached_by_what_stands_under_each():
    told = reached(
        NAME,
        at("株式会社青葉バンク 顧問", 60, 250, 34),
        *block(BANK, 60, 320),
        at("ことのは農園 代表", 700, 250, 34),
        *block(FARM, 700, 322),
    )
    assert told == EACH


def test_what_reaches_a_firm_stands_beside_it_on_its_height():
    told = reached(
        NAME,
        at("株式会社青葉バンク", 60, 290, 34),
        at("顧問", 60, 330),
        *block(BANK, 560, 260),
        at("ことのは農園", 60, 440, 34),
        at("代表", 60, 480),
        *block(FARM, 420, 420),
    )
    assert told == EACH


def test_the_lower_corner_on_the_left_is_the_first_firms_where_the_second_has_the_right_half():
    told = reached(
        at("株式会社青葉バンク", 60, 40, 34),
        at("顧問", 60, 80),
        at("佐藤 花子", 60, 150, 50),
        *block(BANK, 60, 420),
        at("ことのは農園", 720, 330, 34),
        at("代表", 720, 370),
        *block(FARM, 720, 410),
    )
    assert told == EACH


def test_a_host_that_spells_a_firm_outdoes_where_it_stands():
    told = reached(
        NAME,
        at("株式会社青葉バンク 顧問", 60, 150, 34),
        at("一般社団法人笑顔協会 理事", 60, 200, 34),
        at("TEL 042-586-3101", 60, 400),
        at("sato@egao.example", 60, 434),
    )
    assert told == {"株式会社青葉バンク": ("+81425863101",), "一般社団法人笑顔協会": ("sato@egao.example",)}


def test_one_block_under_all_firms_is_the_first_ones():
    told = reached(
        NAME,
        at("株式会社青葉バンク 顧問", 60, 150, 34),
        at("一般社団法人笑顔協会 理事", 60, 200, 34),
        *block(BANK, 60, 400),
    )
    assert told == {"株式会社青葉バンク": EACH["株式会社青葉バンク"], "一般社団法人笑顔協会": ()}


def test_two_offices_under_two_firms_are_the_first_firms_but_for_what_a_host_tells():
    offices = (
        *block(("東京本社 〒191-0016 東京都日野市神明3-1-22", "TEL 042-586-3101"), 60, 320),
        *block(("松本支店 〒399-0001 長野県松本市宮田5-7", "TEL 0263-25-4102"), 60, 430),
    )
    firms = (
        NAME,
        at("株式会社青葉バンク 顧問", 60, 150, 34),
        at("一般社団法人笑顔協会 理事", 60, 200, 34),
    )
    told = reached(*firms, *offices)
    assert told["一般社団法人笑顔協会"] == ()
    told = reached(*firms, *offices, at("sato@egao.example", 60, 498))
    assert told["一般社団法人笑顔協会"] == ("399-0001", "+81263254102", "sato@egao.example")


def test_whatever_the_layout_nearly_everything_stands_with_its_own_firm():
    made = list(perfect.cards("apart", 1, 12))
    assert {card.layout for _, card in made} == set(PLACED)
    dealt = sum(
        (
            perfect.reach_dealt(each, parsed or perfect.NOBODY)
            for _, c in made
            for each, parsed in perfect.understood(c)
        ),
        Count(),
    )
    assert dealt.printed > 80
    assert (dealt.f1 or 0.0) >= 0.95
