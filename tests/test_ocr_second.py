"""Lines that were hardly read are looked at again; what was read well is left alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cardscan.ocr.decode import Decoded
from cardscan.ocr.second import MOST, looked_at_again
from cardscan.ocr.turns import Reading, View

BOX = np.array([(10, 10), (210, 10), (210, 40), (10, 40)], np.float32)
DARK = np.full((48, 320, 3), 10, np.uint8)


def reading(text: str, chance: float, vertical: bool = False) -> Reading:
    return Reading(
        View(BOX, vertical), Decoded(text, chance, chances=(chance,) * len(text)), np.zeros((1, 1), np.float32)
    )


def looked(readings: Sequence[Reading], again: Sequence[Reading]) -> tuple[list[Reading], list[tuple[View, float]]]:
    """What comes of it when every doubtful line is read as ``again``, and what was shown to the reader."""
    shown: list[tuple[View, float]] = []

    def read(views: Sequence[View], crops: Sequence[np.ndarray]) -> list[Reading]:
        shown.extend((view, float(crop.mean())) for view, crop in zip(views, crops, strict=True))
        return [again[i % len(again)] for i in range(len(views))]

    return looked_at_again(readings, lambda view: DARK, read), shown


def test_what_was_read_well_is_not_looked_at_again() -> None:
    well = [reading("青葉印刷", 0.999)]
    found, shown = looked(well, [reading("音葉印刷", 1.0)])
    assert (found, shown) == (well, [])


def test_the_surest_reading_stands_where_the_line_stood() -> None:
    (found,), shown = looked(
        [reading("東亰都", 0.6)], [reading("東凉都", 0.5), reading("東京都", 0.98), reading("東亰", 0.7)]
    )
    assert found.decoded.text == "東京都"
    assert (found.view.box == BOX).all()
    assert [light for _, light in shown] == [245.0, 10.0, 10.0]  # light and dark exchanged, then cut otherwise


def test_a_reading_is_not_better_because_it_leaves_out_what_was_doubtful() -> None:
    (found,) = looked([reading("+44 20 7946", 0.7)], [reading("+4 20 7946", 0.99)])[0]
    assert found.decoded.text == "+44 20 7946"


def test_a_doubtful_line_stays_where_nothing_is_surer() -> None:
    (found,), _ = looked([reading("東亰都", 0.6)], [reading("東凉都", 0.5)])
    assert found.decoded.text == "東亰都"


def test_a_column_is_only_seen_with_light_and_dark_exchanged() -> None:
    _, shown = looked([reading("東亰都", 0.6, vertical=True)], [reading("東京都", 0.9, vertical=True)])
    assert len(shown) == 1


def test_a_page_full_of_doubt_is_left_alone() -> None:
    page = [reading("気気気", 0.4)] * (MOST + 1)
    found, shown = looked(page, [reading("木", 1.0)])
    assert (found, shown) == (page, [])
