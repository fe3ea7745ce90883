"""On cases of one kind labels lie at one place of each card: numbers in, a habit out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cardscan.image.habit import FEWEST, Habit, View, follows, habit_of

USUAL = (0.45, 0.45, 0.05, 0.05)


def row(count: int, x: float = 13.0, y: float = 11.0, turn: int = 0) -> list[View]:
    return [View(card, (x + 0.3 * (card % 3), y), 21.2 - y, ((turn, str(card)),)) for card in range(count)]


def test_where_most_labels_lie_is_the_habit():
    clutter = [View(0, (25.0, 20.0), 11.0, ((0, "7"),)), View(3, (8.0, 19.0), 2.2, ((1, "1"), (2, "1")))]
    habit = habit_of([*clutter, *row(6)], 6, USUAL)
    assert habit is not None and habit.turn == 0
    assert all(follows(view, habit) for view in row(6)) and not any(follows(view, habit) for view in clutter)


def test_the_neighbours_labels_are_fewer_than_the_own():
    """In a row of five, four cards see their left neighbour's label too, nearer than their own."""
    neighbours = [View(card, (24.0, 12.0), 9.0, ((3, str(card - 1)),)) for card in range(1, 5)]
    habit = habit_of([*neighbours, *row(5)], 5, USUAL)
    assert habit is not None and follows(row(1)[0], habit)


def test_a_label_nearer_to_the_cards_outweighs_one_that_could_not_be_read():
    """All but the first see their neighbour's label, further off; one of the own labels is in the glare."""
    neighbours = [View(card, (24.0, 12.0), 16.0, ((0, str(card - 1)), (3, "L"))) for card in range(1, 6)]
    habit = habit_of([*neighbours, *row(4)], 6, USUAL)
    assert habit is not None and follows(row(1)[0], habit)


def test_a_number_that_reads_both_ways_up_stands_as_the_others_do():
    both = [View(card, (13.0, 11.0), 10.0, ((2, f"6{card}"), (0, f"{card}9"))) for card in range(4)]
    habit = habit_of(both, 4, USUAL)
    assert habit is not None and habit.turn == 0
    habit = habit_of([*both, *row(6, turn=2)[4:]], 6, USUAL)
    assert habit is not None and habit.turn == 2


def test_what_says_the_same_beside_every_card_is_no_label():
    """The crop marks of a print sheet read as a one, each of them."""
    marks = [View(card, (13.0, 14.0), 7.2, ((0, "1"), (2, "1"))) for card in range(9)]
    assert habit_of(marks, 9, USUAL) is None
    habit = habit_of([*marks, *row(9, x=20.0)], 9, USUAL)
    assert habit is not None and follows(row(1, x=20.0)[0], habit)


def test_two_labels_are_no_habit():
    assert habit_of(row(2), 2, USUAL) is None
    assert habit_of([], 9, USUAL) is None


views = st.builds(
    View,
    st.integers(0, 5),
    st.tuples(st.floats(0, 35), st.floats(0, 35)),
    st.floats(-5, 20),
    st.permutations(range(4)).map(lambda turns: tuple((turn, str(turn)) for turn in turns[:2])),
)


@given(st.lists(views, max_size=12))
def test_a_habit_is_shared_by_enough_cards(seen: list[View]):
    habit = habit_of(seen, 6, USUAL)
    if habit is not None:
        assert len({view.card for view in seen if follows(view, habit) and habit.turn in view.turns}) >= FEWEST
    assert isinstance(habit, Habit | None)
