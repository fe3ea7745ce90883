"""The count at the end: how many cards were read, and which to retake."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.errors import BlankCard, NoCardFound, UnreadableFile
from cardscan.model import CardImage, CardReading, Contact, OtherSide, ParsedCard, Photo, Quality
from cardscan.sides import Failure
from cardscan.tally import Tally

GLARE = "glare over the phone number: tilt the card or move the lamp, and retake"
PIXELS = np.zeros((2, 2, 3), np.uint8)


def card(index: int = 1, advice: str | None = None, tag: str | None = None, name: str = "a.jpg", page: int = 1):  # type: ignore[no-untyped-def]
    square = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
    return CardImage(Photo(name, page, PIXELS), index, square, PIXELS, Quality(300, 1, 0, advice), tag=tag)


def reading(shown: CardImage) -> CardReading:
    return CardReading(shown, ParsedCard((), Contact(), ()))


def unread(shown: CardImage) -> Failure:
    return Failure(shown.photo.name, NoCardFound("nothing to reach anybody by"), shown)


def tally(*outcomes: CardReading | Failure) -> Tally:
    counted = Tally()
    for outcome in outcomes:
        counted = counted.plus(outcome)
    return counted


def test_nothing_found_is_nothing_to_count() -> None:
    assert tally().words(1) == ""
    assert tally(Failure("a.jpg", UnreadableFile("a.jpg is no picture"))).words(1) == ""


def test_a_single_card_read_well_needs_no_count() -> None:
    assert tally(reading(card())).words(1) == ""


def test_a_single_card_to_retake_is_told() -> None:
    assert tally(reading(card(advice=GLARE))).words(1) == "1 of 1 read; retake card 1 (glare over the phone number)"


def test_many_good_cards_are_counted() -> None:
    assert tally(*(reading(card(n)) for n in range(1, 25))).words(1) == "24 of 24 read"


def test_a_card_is_called_by_the_number_on_its_case() -> None:
    counted = tally(reading(card(1, tag="16")), unread(card(2, GLARE, tag="17")))
    assert counted.words(1) == "1 of 2 read; retake 17 (glare over the phone number)"


def test_with_several_pictures_each_card_is_named_with_its_own() -> None:
    blurred = card(3, "blurred: hold the phone still and retake", name="b.jpg")
    counted = tally(reading(card()), reading(card(2, GLARE)), reading(blurred))
    assert counted.words(2) == (
        "3 of 3 read; retake card 2 in a.jpg (glare over the phone number), card 3 in b.jpg (blurred)"
    )


def test_a_later_page_is_named() -> None:
    assert "retake p. 2 card 1 (blurred)" in tally(reading(card(1, "blurred: …", page=2))).words(1)


def test_what_no_new_photo_would_help_is_not_to_be_retaken() -> None:
    counted = tally(reading(card()), unread(card(2)))
    assert counted.words(1) == "1 of 2 read; not read: card 2 (no name, number or address)"


def test_a_card_without_text_was_found_but_not_read() -> None:
    blank = Failure("a.jpg", BlankCard("there is no text on a.jpg"))
    assert tally(reading(card()), blank).words(1) == "1 of 2 read; not read: the card (no text)"


def test_a_single_card_that_was_not_read_is_told_of_once() -> None:
    assert tally(unread(card())).words(1) == ""


def test_a_picture_without_a_card_adds_none() -> None:
    assert tally(Failure("a.jpg", NoCardFound("no card was found in a.jpg"))) == Tally()


def test_front_and_back_are_one_card() -> None:
    front, back = reading(card()), reading(card(2))
    sides = (
        replace(front, other_side=OtherSide("a.jpg", 1, 2)),
        replace(back, other_side=OtherSide("a.jpg", 1, 1), parsed=replace(back.parsed, side="back")),
    )
    assert tally(*sides) == Tally(1, 1)


def test_a_long_list_is_cut_short() -> None:
    words = tally(*(reading(card(n, GLARE)) for n in range(1, 21))).words(1)
    assert words.startswith("20 of 20 read; retake card 1 (")
    assert words.endswith(" and 8 more")


@given(st.lists(st.tuples(st.booleans(), st.sampled_from([None, GLARE])), max_size=30))
def test_every_card_found_is_read_or_told_of(cards: list[tuple[bool, str | None]]) -> None:
    counted = tally(*((reading if good else unread)(card(n, advice)) for n, (good, advice) in enumerate(cards, 1)))
    assert counted.found == len(cards)
    assert counted.read == sum(good for good, _ in cards)
    assert counted.found - counted.read <= len(counted.retake) + len(counted.unread)


@pytest.mark.parametrize("advice", [None, GLARE])
def test_a_tally_never_changes(advice: str | None) -> None:
    first = Tally()
    first.plus(reading(card(advice=advice)))
    assert first == Tally()
