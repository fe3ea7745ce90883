"""What one label says, in the light of the others of its photo."""

from __future__ import annotations

import numpy as np
import pytest
from test_image_find import turned

from cardscan.image.corner import corners_round
from cardscan.image.counted import Told, counted, differing, doubtful
from cardscan.image.flatten import flatten
from cardscan.image.habit import Habit
from cardscan.image.numbers import Reading, Seen
from cardscan.image.shape import quad_of
from cardscan.image.spots import Spot
from cardscan.model import Photo

BARE = np.full((900, 1500, 3), 200, np.uint8)
PLACE, AWAY = (12.0, 20.0), (26.0, 8.0)  # where labels lie, and where not
HABIT = Habit(PLACE, 0)
# two rows of four, none beside the number before it
CARDS = tuple(
    flatten(
        Photo("photo.jpg", 1, BARE), quad_of(np.array(turned((200 + 360 * (i % 4), 250 + 400 * (i // 4)), 300, 0))), 1
    )
    for i in range(8)
)


def seen(
    card: int, *readings: tuple[str, float], at: tuple[float, float] = PLACE, turn: int = 0, sure: float = 0.95
) -> Seen:
    box = (at[0] - 2, at[1] - 3, at[0] + 2, at[1] + 3)
    spot = Spot(corners_round(CARDS[card])[1], box, sure)
    return Seen(card, spot, tuple(Reading(text, chance, turn) for text, chance in readings))


def told(*numbers: str | None) -> list[Told | None]:
    found = [seen(i, (number, 0.999)) if number else None for i, number in enumerate(numbers)]
    return [Told(each, each.readings[0]) if each else None for each in found]


def said(labels: list[Told | None]) -> list[str | None]:
    return [each.reading.text if each else None for each in labels]


def read(labels: list[Told | None], *more: Seen) -> list[str | None]:
    return said(counted(CARDS, labels, [*(each.seen for each in labels if each), *more], HABIT))


UNORDERED = ("4", "7", "2", "8", "1", "6", "3")  # and 5


def test_a_number_on_a_wider_case_is_the_one_that_the_set_lacks() -> None:
    labels = told(*UNORDERED, None)
    assert read(labels, seen(7, ("5", 0.6), at=AWAY))[7] == "5"


@pytest.mark.parametrize(
    "other",
    [
        seen(7, ("3", 0.99), at=AWAY),  # another's
        seen(7, ("5", 0.6), at=AWAY, turn=2),  # upside down
        seen(7, ("5", 0.1), at=AWAY),  # hardly
        seen(7, ("55", 0.9), at=AWAY),
    ],
)
def test_but_nothing_else_there_is(other: Seen) -> None:
    assert read(told(*UNORDERED, None), other)[7] is None


def test_a_line_there_is_a_one_only_if_the_spotter_is_sure_of_it() -> None:
    labels = told("4", "7", "2", "8", "5", "6", "3", None)
    assert read(labels, seen(7, ("1", 0.99), at=AWAY, sure=0.85))[7] is None
    assert read(labels, seen(7, ("1", 0.99), at=AWAY, sure=0.95))[7] == "1"


def test_among_numbers_of_three_digits_those_that_lost_the_first_have_it_again() -> None:
    assert read(told("125", "26", "129", "128", "30", "127", "132", "31"))[1:8:3] == ["126", "130", "131"]
    assert read(told("25", "26", "129", "28", "30", "27", "32", "31"))[1] == "26"


def test_what_was_read_plainly_stays_whatever_its_neighbours_say() -> None:
    labels = told("1", "2", "3", "9", "5", "6", "7", "8")
    assert read(labels)[3] == "9"
    assert read(labels, seen(3, ("4", 0.05)))[3] == "4"
    assert read(labels, seen(3, ("4", 0.005)))[3] == "9"


def test_a_number_that_another_card_has_is_not_told_by_the_order() -> None:
    """The 5 would fit between 4 and 6, but lies further on."""
    labels = told("1", "2", "3", "4", None, "6", "7", "5")
    assert read(labels, seen(4, ("5", 0.01), ("8", 0.01)))[4] != "5"


def test_the_surest_of_equal_numbers_is_right_where_labels_lie() -> None:
    labels = told("1", "2", "3")
    labels += [Told(seen(3, ("2", 0.7)), Reading("2", 0.7, 0))]
    assert said(differing(labels, HABIT)) == ["1", "2", "3", None]
    assert said(differing(labels, None)) == ["1", None, "3", None]


def test_doubtful_is_what_says_nothing_or_does_not_belong_to_the_set() -> None:
    assert doubtful(told("120", "121", "22", "123", "124", None)) == {2, 5}
    assert doubtful(told("1", "2", "3")) == frozenset()
