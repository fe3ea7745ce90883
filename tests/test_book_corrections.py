"""What a human corrected once is right on the next card, and nothing else changes."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.book.claims import Ledger, edited
from cardscan.book.corrections import Corrections, corrected, learned
from cardscan.model import Affiliation, Contact, Field, Kind, ParsedCard

REPLAY = ("--engine", "replay", "--yes")
WRONG, RIGHT = "株式会社東亜口ボティクス", "株式会社東亜ロボティクス"


def contact(org, *titles, mail="a@toa.example.com", url="https://www.toa.example.com/"):
    return Contact(None, (Affiliation(org, titles=titles, emails=(mail,), urls=(url,) if url else ()),))


def card(org, *titles, **where):
    said = contact(org, *titles, **where)
    names = [Field("orgs[0].name", Kind.ORG, org, 0.8, doubt="hard to read")]
    fields = [*names, *(Field(f"orgs[0].titles[{i}]", Kind.TITLE, title, 0.8) for i, title in enumerate(titles))]
    return ParsedCard((), said, tuple(fields))


def known(*edits):
    """What is learned of people of whom a human made the second contact of the first."""
    return learned((after, edited(Ledger(), before, after, "2026-11-28")) for before, after in edits)


@pytest.fixture
def told():
    return known((contact(WRONG, "課長"), contact(RIGHT, "課長")))


def test_a_company_corrected_once_is_right_on_the_next_card(told):
    read = corrected(card("東亜口ボティクス(株)", mail="b@other.example.com", url=None), told)
    assert read.contact.affiliations[0].org == RIGHT
    (name,) = read.fields
    assert (name.value, name.doubt) == (RIGHT, None)


@pytest.mark.parametrize(
    ("org", "mail", "is_right"),
    [
        ("株式会社東並ロボティクス", "b@toa.example.com", True),
        ("株式会社東並ロボティクス", "b@tonami.example.com", False),
        ("合同会社みなと商会", "b@toa.example.com", False),
    ],
    ids=["misread in another way, the same host", "another host", "another firm at the host"],
)
def test_a_name_that_looks_alike_is_the_companys_at_its_own_host(told, org, mail, is_right):
    read = corrected(card(org, mail=mail, url=None), told)
    assert (read.contact.affiliations[0].org == RIGHT) is is_right


def test_a_title_corrected_once_is_right_on_the_next_card():
    told = known((contact("青葉", "裸長"), contact("青葉", "課長")))
    assert corrected(card("若葉", "裸長", "室長"), told).contact.affiliations[0].titles == ("課長", "室長")


def test_two_answers_to_one_question_are_none():
    told = known((contact(WRONG), contact(RIGHT)), (contact(WRONG), contact("東亜商会")))
    read = card(WRONG, mail="b@other.example.com", url=None)
    assert corrected(read, told) is read


def test_what_a_human_only_added_or_only_took_out_corrects_nothing():
    assert known((contact("青葉"), contact("青葉", "課長")), (contact("若葉", "課長"), contact("若葉"))).told == {}


@given(st.text(max_size=12), st.text(max_size=12), st.text(max_size=12))
def test_without_corrections_a_card_stays_what_it_is(org, title, mail):
    read = card(org, title, mail=mail)
    assert corrected(read, Corrections()) is read


def test_a_scan_reads_a_company_as_it_was_corrected_in_the_book(cardscan, draw_card, tmp_path):
    folder = tmp_path / "book"
    first = draw_card("a.png", "髙橋 美咲", WRONG, "課長", "m.takahashi@toa.example.com", "090-1234-5678")
    second = draw_card("b.png", "田中 健一", WRONG, "部長", "k.tanaka@toa.example.com", "080-1111-2222")
    assert cardscan("scan", first, "--book", folder, *REPLAY).returncode == 0
    assert cardscan("edit", "髙橋", "--set", f"orgs[0]={RIGHT}", "--book", folder).returncode == 0
    assert cardscan("scan", second, "--book", folder, *REPLAY).returncode == 0
    shown = json.loads(cardscan("show", "田中", "--json", "--book", folder).stdout.splitlines()[0])
    assert shown["contact"]["orgs"][0]["name"] == RIGHT
