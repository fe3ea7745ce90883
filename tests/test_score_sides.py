"""Orientation, numbers, other sides and invented contacts, counted from records as the program prints them."""

from __future__ import annotations

from typing import Any

from bench.score.found import Found
from bench.score.photo_report import Outcome, Speed, document, head, line
from bench.score.report import Setting
from bench.score.sides import Sheet, Told, told

SIZE = (1000, 800)
QUAD = [[100, 100], [191, 100], [191, 155], [100, 155]]
BESIDE = [[300, 100], [391, 100], [391, 155], [300, 155]]


def card(quad: list[list[int]] = QUAD, **more: Any) -> dict[str, Any]:
    return {"quad": quad, "tag": None, "side": "front", "contact": {}, "lines": [], **more}


def record(quad: list[list[int]] = QUAD, number: int = 1, source: str = "a.jpg", **more: Any) -> dict[str, Any]:
    return {"source": f"/somewhere/{source}", "page": 1, "card": number, "quad": quad, "contact": {}, **more}


def test_a_card_read_upside_down_is_told() -> None:
    counts, wrong = told([Sheet("a.jpg", [card()], [record(QUAD[2:] + QUAD[:2])], SIZE)])
    assert (counts.read, counts.upright) == (1, 0)
    assert wrong == ["a.jpg: card 1 is not upright"]


def test_a_number_is_right_only_when_exactly_so() -> None:
    def tags(truth: str | None, given: str | None) -> tuple[int, int, int]:
        counts, _ = told([Sheet("a.jpg", [card(tag=truth)], [record(tag=given)], SIZE)])
        return counts.tagged, counts.tags, counts.false_tags

    assert tags("8", "8") == (1, 1, 0)
    assert tags("8", "3") == (1, 0, 0)
    assert tags("8", None) == (1, 0, 0)
    assert tags(None, "8") == (0, 0, 1)


def test_a_card_that_was_not_found_well_is_not_judged_on_reading() -> None:
    half = [[100, 100], [145, 100], [145, 155], [100, 155]]
    counts, _ = told([Sheet("a.jpg", [card(tag="8")], [record(half)], SIZE)])
    assert counts.read == counts.tagged == 0


def test_a_contact_out_of_a_picture_without_cards_is_invented() -> None:
    some = record(contact={"name": None, "phones": [], "emails": ["a@b.example"]})
    nothing = record(contact={"name": None, "phones": [], "emails": []})
    assert told([Sheet("a.jpg", [], [some], SIZE)])[0].invented == 1
    assert told([Sheet("a.jpg", [], [nothing], SIZE)])[0].invented == 0


def test_two_sides_that_name_each_other_are_joined_within_and_across_photos() -> None:
    front, back = card(pair=4), card(BESIDE, pair=4, side="back")
    other = {"source": "a.jpg", "page": 1, "card": 1}
    within = [Sheet("a.jpg", [front, back], [record(), record(BESIDE, 2, other_side=other)], SIZE)]
    assert told(within)[0].joined == 1
    across = [
        Sheet("a.jpg", [front], [record()], SIZE),
        Sheet("b.jpg", [back], [record(BESIDE, source="b.jpg", other_side=other)], SIZE),
    ]
    assert told(across)[0].pair_share == 1.0


def test_sides_that_nothing_shows_to_be_ones_are_not_asked_for_but_must_not_go_to_another() -> None:
    front, back = card(pair=4, pair_told=False), card(BESIDE, pair=4, pair_told=False, side="back")
    assert told([Sheet("a.jpg", [front, back], [record(), record(BESIDE, 2)], SIZE)])[0].pairs == 0
    other = {"source": "a.jpg", "page": 1, "card": 1}
    strangers = [card(pair=5), back]
    counts, _ = told([Sheet("a.jpg", strangers, [record(), record(BESIDE, 2, other_side=other)], SIZE)])
    assert counts.mixed == 1


def test_joining_two_people_costs_as_much_as_not_joining_one() -> None:
    front, back = card(pair=4), card(BESIDE, pair=5, side="back")
    other = {"source": "a.jpg", "page": 1, "card": 1}
    counts, wrong = told([Sheet("a.jpg", [front, back], [record(), record(BESIDE, 2, other_side=other)], SIZE)])
    assert (counts.pairs, counts.mixed, counts.pair_share) == (0, 1, 0.0)
    assert "another person" in wrong[0]
    theirs = {"source": "a.jpg", "page": 1, "card": 2}
    both = [record(other_side=theirs), record(BESIDE, 2, other_side=other)]
    assert told([Sheet("a.jpg", [front, back], both, SIZE)])[0].mixed == 1


def test_the_document_and_the_terminal_tell_the_same_figures() -> None:
    finding = Found(photos=2, cards=8, right=6, close=5, overlaps=5.7, false=2, cut=2, told=1)
    outcome = Outcome(finding, Told(read=6, upright=6, tagged=3, tags=2, pairs=1, joined=1, empty=1), 3.0)
    setting = Setting("2026-01-01", "a machine", ["x 1"], "the command", "Pictures.", {"table_rows": "Rows."})
    text = document(setting, {"table_rows": outcome}, Speed(0.2, 0.9, 0.3, 1.1, 100 * 2**20))
    assert "| table_rows | 2 | 8 | 0.750 | 0.750 | 0.99 / 0.99 | 0.950 | 0.625 |" in text
    assert "| numbers on cases exactly right | 3 | 0.667 | 0.99 |" in text
    assert "| 24 cards | 0.90 | 1.10 | 1.00 |" in text
    assert line("table_rows", outcome).split()[:5] == ["table_rows", "2", "8", "0.750", "0.750"]
    assert len(head()) == len(line("table_rows", outcome))
