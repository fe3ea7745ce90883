"""Paper that is one block of many cards: its outline alone tells how many lie across and down."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest

from cardscan.image.block import blocks
from cardscan.image.shape import likeness, upright
from cardscan.image.sheet import Grid
from cardscan.image.sight import Sight

Corners = npt.NDArray[np.float64]
CELL = 10.0  # photo pixels
SHAPE = (1600, 1600, 3)
SIDE = np.array([18.2, 11.0])  # cells of a card


def rectangle(left: float, top: float, wide: float, high: float) -> Corners:
    return np.array([(left, top), (left + wide, top), (left + wide, top + high), (left, top + high)])


def sight(papers: Sequence[tuple[int, int, int, int]]) -> Sight:
    """What is seen of pieces of paper (left, top, wide, high), in cells, of which the network could not tell the cards
    apart: it has their votes wrong, and their size about right."""
    card = np.zeros((160, 160), np.float32)
    for left, top, wide, high in papers:
        card[top : top + high, left : left + wide] = 0.98
    return Sight(card, card * 0, card * 0, card * 0, card * 0 + 12.0, (CELL, CELL))


def found_on(sheet: tuple[int, int, int, int], count: int) -> list[Corners]:
    """Outlines of ``count`` cards, all of them off by half a card."""
    left, top, _, _ = sheet
    return [rectangle(left + 5, top + 3 + 6 * i, *SIDE) * CELL for i in range(count)]


@pytest.mark.parametrize(("columns", "rows"), [(2, 5), (3, 3), (2, 4), (3, 4)])
def test_paper_in_one_piece_tells_how_many_cards_lie_on_it(columns: int, rows: int) -> None:
    sheet = (20, 30, round(columns * SIDE[0]), round(rows * SIDE[1]))
    grids = list(blocks(found_on(sheet, 4), sight([sheet]), SHAPE))
    assert (grids[0].columns, grids[0].rows) == (columns, rows)
    assert likeness(grids[0].corners, rectangle(*sheet) * CELL) > 0.97


def test_cards_on_end_are_counted_as_well() -> None:
    sheet = (20, 30, round(5 * SIDE[1]), round(2 * SIDE[0]))
    grids = list(blocks(found_on(sheet, 4), sight([sheet]), SHAPE))
    assert (5, 2) in [(each.columns, each.rows) for each in grids]


def test_a_card_or_three_are_no_sheet() -> None:
    sheet = (20, 30, round(SIDE[0]), round(3 * SIDE[1]))
    assert not list(blocks(found_on(sheet, 3), sight([sheet]), SHAPE))


def test_cards_that_lie_apart_are_no_block() -> None:
    apart = [(10 + 40 * (i % 3), 10 + 30 * (i // 3), 18, 11) for i in range(9)]
    assert not list(blocks([rectangle(*each) * CELL for each in apart], sight(apart), SHAPE))


def test_cards_that_touch_anyhow_are_no_block() -> None:
    """A heap fills its outline badly."""
    heap = [(10, 10, 18, 60), (28, 58, 60, 12), (60, 10, 28, 11)]
    outlines = [rectangle(12 + 15 * i, 60, *SIDE) * CELL for i in range(4)]
    assert not list(blocks(outlines, sight(heap), SHAPE))


def test_a_grid_lies_the_way_up_its_cards_are_seen() -> None:
    sheet = (20, 30, 36, 55)
    (grid, *_) = blocks(found_on(sheet, 4), sight([sheet]), SHAPE)
    assert isinstance(grid, Grid)
    assert grid.corners == pytest.approx(upright(grid.corners))
