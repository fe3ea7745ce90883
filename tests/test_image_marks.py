"""Print sheets drawn here: a grid that is off comes to lie on the crop marks, the hairlines, or the design itself."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from cardscan.image.marks import moved_to_marks
from cardscan.image.marks import to_marks as on_marks
from cardscan.image.shape import likeness
from cardscan.image.sheet import Grid

Picture = npt.NDArray[np.uint8]
COLUMNS, ROWS = 2, 5
CARD = (364, 220)  # pixels
LEFT, TOP = 70, 90
TRUE = np.array([(0, 0), (1, 0), (1, 1), (0, 1)]) * (COLUMNS * CARD[0], ROWS * CARD[1]) + np.array([LEFT, TOP])
WRONG = np.array([(-14.0, 12.0), (10.0, -9.0), (16.0, 10.0), (-6.0, -12.0)])


def page() -> Picture:
    return np.full((ROWS * CARD[1] + 2 * TOP, COLUMNS * CARD[0] + 2 * LEFT, 3), 245, np.uint8)


def print_card(picture: Picture, column: int, row: int, seed: int) -> None:
    """Lines of print at places that the seed says."""
    dice = np.random.default_rng(seed)
    for _ in range(5):
        x, y = LEFT + column * CARD[0] + int(dice.integers(24, 160)), TOP + row * CARD[1] + int(dice.integers(40, 190))
        words = "".join(chr(c) for c in dice.integers(65, 90, int(dice.integers(3, 9))))
        size = float(dice.uniform(0.5, 1.1))
        cv2.putText(picture, words, (x, y), cv2.FONT_HERSHEY_SIMPLEX, size, (60, 60, 60), 2, cv2.LINE_AA)


def sheet(one_design: bool) -> Picture:
    picture = page()
    for row in range(ROWS):
        for column in range(COLUMNS):
            print_card(picture, column, row, 7 if one_design else 7 + row * COLUMNS + column)
    return picture


def marked(picture: Picture) -> Picture:
    """Crop marks beside every line."""
    bottom, right = TOP + ROWS * CARD[1], LEFT + COLUMNS * CARD[0]
    for column in range(COLUMNS + 1):
        x = LEFT + column * CARD[0]
        cv2.line(picture, (x, TOP - 50), (x, TOP - 12), (90, 90, 90), 2)
        cv2.line(picture, (x, bottom + 12), (x, bottom + 50), (90, 90, 90), 2)
    for row in range(ROWS + 1):
        y = TOP + row * CARD[1]
        cv2.line(picture, (LEFT - 50, y), (LEFT - 12, y), (90, 90, 90), 2)
        cv2.line(picture, (right + 12, y), (right + 50, y), (90, 90, 90), 2)
    return picture


def lined(picture: Picture) -> Picture:
    """Hairlines between the cards."""
    for column in range(COLUMNS + 1):
        x = LEFT + column * CARD[0]
        cv2.line(picture, (x, TOP), (x, TOP + ROWS * CARD[1]), (150, 150, 150), 2)
    for row in range(ROWS + 1):
        y = TOP + row * CARD[1]
        cv2.line(picture, (LEFT, y), (LEFT + COLUMNS * CARD[0], y), (150, 150, 150), 2)
    return picture


def to_marks(picture: Picture, rough: Grid) -> Grid | None:
    found = on_marks(picture, rough)
    return found.grid if found else None


def worst(grid: Grid | None) -> float:
    """How like the true outlines the worst of the grid's is."""
    assert grid is not None
    truth = Grid(COLUMNS, ROWS, TRUE.astype(np.float64))
    return min(likeness(grid.card(c, r), truth.card(c, r)) for c in range(COLUMNS) for r in range(ROWS))


@pytest.mark.parametrize("cut_at", [marked, lined])
def test_a_grid_that_is_off_comes_to_lie_on_marks_or_lines(cut_at: Callable[[Picture], Picture]) -> None:
    rough = Grid(COLUMNS, ROWS, TRUE + WRONG)
    assert worst(rough) < 0.9
    assert worst(to_marks(cut_at(sheet(one_design=True)), rough)) > 0.96


@pytest.mark.parametrize(("picture", "shown"), [(marked, 2), (lined, 2), (lambda plain: plain, 0)])
def test_a_grid_knows_whether_lines_to_cut_along_show(picture: Callable[[Picture], Picture], shown: int) -> None:
    found = on_marks(picture(sheet(one_design=True)), Grid(COLUMNS, ROWS, TRUE + np.array((4.0, -5.0))))
    assert found is not None
    assert found.shown == shown


def test_a_strip_between_the_columns_is_no_part_of_a_card() -> None:
    """Marks on both sides of it say where each card ends."""
    strip = 30
    whole = marked(sheet(one_design=True))
    left, right = whole[:, : LEFT + CARD[0]], whole[:, LEFT + CARD[0] :]
    between = np.full((whole.shape[0], strip, 3), 245, np.uint8)
    picture = np.concatenate([left, between, right], axis=1)
    for x in (LEFT + CARD[0], LEFT + CARD[0] + strip):
        for y in (TOP - 50, TOP + ROWS * CARD[1] + 12):
            cv2.line(picture, (x, y), (x, y + 38), (90, 90, 90), 2)
    wide = np.array([(0, 0), (2 * strip, 0), (2 * strip, 0), (0, 0)])
    found = to_marks(picture, Grid(COLUMNS, ROWS, TRUE + wide + np.array((4.0, -5.0))))
    assert found is not None
    for column, row in ((0, 0), (1, 0), (1, 4)):
        x, y = LEFT + column * (CARD[0] + strip), TOP + row * CARD[1]
        card = np.array([(x, y), (x + CARD[0], y), (x + CARD[0], y + CARD[1]), (x, y + CARD[1])], np.float64)
        assert likeness(found.card(column, row), card) > 0.95


def test_marks_alone_tell_where_cards_of_many_designs_lie() -> None:
    moved = moved_to_marks(marked(sheet(one_design=False)), Grid(COLUMNS, ROWS, TRUE + np.array((15.0, -12.0))))
    assert worst(moved) > 0.96


def test_without_marks_cards_of_many_designs_stay_where_they_were_seen() -> None:
    rough = Grid(COLUMNS, ROWS, TRUE + np.array((15.0, -12.0)))
    assert moved_to_marks(page(), rough).corners == pytest.approx(rough.corners)


def test_a_shadow_across_the_sheet_does_not_hide_that_all_cards_are_alike() -> None:
    picture = marked(sheet(one_design=True))
    shadow = np.full(picture.shape[:2], 1.0)
    for at in range(-400, 1200, 260):
        cv2.line(shadow, (at, 0), (at + 700, picture.shape[0]), 0.5, 90)
    dark = np.asarray(picture * shadow[..., None], np.uint8)
    assert worst(to_marks(dark, Grid(COLUMNS, ROWS, TRUE + WRONG))) > 0.95


def test_one_design_without_any_mark_tells_how_the_cards_lie_to_each_other() -> None:
    found = to_marks(sheet(one_design=True), Grid(COLUMNS, ROWS, TRUE + WRONG))
    assert found is not None
    true = Grid(COLUMNS, ROWS, TRUE.astype(np.float64))
    off = [found.card(c, r).mean(axis=0) - true.card(c, r).mean(axis=0) for c in range(COLUMNS) for r in range(ROWS)]
    assert np.ptp(off, axis=0).max() < 6.0


def test_cards_of_many_designs_tell_nothing_of_how_they_lie_to_each_other() -> None:
    assert to_marks(sheet(one_design=False), Grid(COLUMNS, ROWS, TRUE + WRONG)) is None
    assert to_marks(page(), Grid(COLUMNS, ROWS, TRUE + WRONG)) is None


def test_a_card_of_a_grid_is_where_its_column_and_row_say() -> None:
    assert Grid(COLUMNS, ROWS, TRUE.astype(np.float64)).card(1, 2) == pytest.approx(
        np.array([(1, 2), (2, 2), (2, 3), (1, 3)]) * CARD + (LEFT, TOP)
    )


def test_a_row_of_bare_paper_taken_for_cards_is_left_out() -> None:
    below = np.full((2 * CARD[1], COLUMNS * CARD[0] + 2 * LEFT, 3), 245, np.uint8)
    picture = np.concatenate([sheet(one_design=True), below])
    one_too_many = Grid(COLUMNS, ROWS + 1, TRUE + np.array([(0, 0), (0, 0), (0, CARD[1]), (0, CARD[1])], np.float64))
    found = to_marks(picture, one_too_many)
    assert found is not None
    assert (found.columns, found.rows) == (COLUMNS, ROWS)
    assert worst(found) > 0.95
