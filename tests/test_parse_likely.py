"""Which role a stretch of text likely plays: the chain of roles, what is done with it, the weights shipped."""

from __future__ import annotations

import math
from itertools import pairwise, product
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parse_lines import at, lines

from cardscan.model import Field, Kind, Source, TextLine
from cardscan.parse import likely, page, parse
from cardscan.parse.belief import believed
from cardscan.parse.gather import gather
from cardscan.parse.likely import RELATIONS, TOLD, Weights, chances, told
from cardscan.parse.page import ROLES, Part
from cardscan.parse.traits import page_of, relation, traits

TRAITS = ("small", "large", "ends 長")
ROW = st.tuples(*[st.floats(-3, 3)] * len(ROLES))
WEIGHTS = st.builds(
    Weights,
    st.fixed_dictionaries(dict.fromkeys(TRAITS, ROW)),
    st.fixed_dictionaries(dict.fromkeys(RELATIONS, st.tuples(*[ROW] * len(ROLES)))),
)
CARD = st.lists(st.lists(st.sampled_from([*TRAITS, "unheard of"]), max_size=3), min_size=1, max_size=3)


def shown(card: tuple[TextLine, ...]) -> tuple[Part, ...]:
    """Return the parts of a card with the chances of their roles."""
    reach = gather(card, ())
    return likely.with_chances(page.parts(card, reach.sources), card, reach)


def part(text: str, kind: Kind | None, **sure: float) -> Part:
    """Return a part of line 0 that plays roles with these chances."""
    row = tuple(sure.get(role, 0.0) for role in ROLES)
    return Part(kind, text, 0, 0, len(text), 30.0, (0.0, 0.0, 90.0, 30.0), 1.0, False, chances=row)


@given(CARD, WEIGHTS, st.data())
def test_a_chance_is_the_share_of_all_ways_to_give_roles(card: list[list[str]], weights: Weights, data: st.DataObject):
    relations = [data.draw(st.sampled_from(RELATIONS)) for _ in card[1:]]
    odds = {}
    for way in product(range(len(ROLES)), repeat=len(card)):
        own = sum(
            weights.traits[each][role]
            for known, role in zip(card, way, strict=True)
            for each in known
            if each in TRAITS
        )
        beside = sum(weights.pairs[of][one][other] for of, (one, other) in zip(relations, pairwise(way), strict=True))
        odds[way] = math.exp(own + beside)
    for number, row in enumerate(chances(card, relations, weights)):
        for role, chance in enumerate(row):
            share = sum(each for way, each in odds.items() if way[number] == role) / sum(odds.values())
            assert chance == pytest.approx(share, abs=1e-9)


@given(st.lists(st.text(max_size=12), max_size=6), st.booleans())
def test_every_part_of_any_card_has_chances_that_sum_to_one(texts: list[str], vertical: bool):
    card = lines(*texts, vertical=vertical)
    for each in shown(card):
        assert sum(each.chances) == pytest.approx(1)


@given(st.lists(st.text(max_size=12), min_size=1, max_size=6), st.booleans())
def test_traits_and_relations_are_those_that_weights_can_name(texts: list[str], vertical: bool):
    card = lines(*texts, vertical=vertical)
    reach = gather(card, ())
    whole = page_of(page.parts(card, reach.sources), card, reach)
    assert all(relation(one, other) in RELATIONS for one, other in pairwise(whole.parts))
    for number in range(len(whole.parts)):
        assert not any(character in trait for trait in traits(whole, number) for character in "\t\n\r")


@pytest.mark.parametrize("role", TOLD)
def test_words_that_leave_their_role_open_are_what_they_likely_are(role: str):
    (given,) = told([part("霊媒", None, **{role: 0.6, "note": 0.4})])
    assert given.kind is TOLD[role]


def test_words_that_tell_their_role_keep_it():
    listed = part("部長", Kind.TITLE, qualification=0.99, title=0.01)
    assert told([listed]) == (listed,)


def test_words_that_are_likelier_something_else_stay_open():
    unknown = part("霊媒", None, title=0.4, note=0.6)
    assert told([unknown]) == (unknown,)


def test_what_likely_plays_another_role_is_believed_less():
    (field,) = [Field("orgs[0].name", Kind.ORG, "青葉会", 0.9, (Source(0, 0, 3, "org"),))]
    sure, unsure = (
        believed([field], lines("青葉会"), [part("青葉会", Kind.ORG, org=chance, title=1 - chance)])[0].confidence
        for chance in (0.99, 0.05)
    )
    assert sure > unsure


def test_what_was_not_learned_about_moves_no_belief():
    field = Field("phones[0]", Kind.PHONE, "03-5950-1234", 0.9, (Source(0, 0, 12, "phone"),))
    without = believed([field], lines("03-5950-1234"), ())
    (noted,) = believed([field], lines("03-5950-1234"), [part("03-5950-1234", None, note=0.99)])
    assert noted.confidence == pytest.approx(without[0].confidence, abs=0.001)


def test_the_shipped_weights_say_something_of_every_role():
    shipped = likely.weights()
    assert all(len(row) == len(ROLES) for row in shipped.traits.values())
    assert all(any(row[number] > 0.5 for row in shipped.traits.values()) for number in range(len(ROLES)))


def test_a_title_that_no_list_knows_is_one_and_is_doubted():
    read = parse(
        (
            at("株式会社青葉印刷", 60, 60, 36),
            at("営業部", 60, 160, 22),
            at("課長", 160, 160, 22),
            at("鷹匠", 60, 195, 22),
            at("山田 太郎", 60, 240, 60),
            at("03-5950-1234", 60, 450, 22),
        )
    )
    assert read.contact.orgs[0].titles == ("課長", "鷹匠")
    assert [bool(field.doubt) for field in read.fields if field.kind is Kind.TITLE] == [False, True]


def test_an_english_title_that_no_list_knows_is_one():
    read = parse(
        (
            at("Juniper Analytics Ltd", 60, 60, 36),
            at("Hannah Mason", 60, 200, 50),
            at("Winemaker", 60, 260, 24),
            at("hannah.mason@juniper-analytics.example", 60, 400, 22),
        )
    )
    assert read.contact.orgs[0].titles == ("Winemaker",)


def test_without_weights_nothing_is_told():
    blank = Weights({}, {of: ((0.0,) * len(ROLES),) * len(ROLES) for of in RELATIONS})
    with mock.patch.object(likely, "weights", lambda: blank):
        card = lines("山田 太郎", "水質検定士")
        parts = shown(card)
    assert told(parts) == parts
