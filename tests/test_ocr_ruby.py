"""A column and the kana beside it in one box are cut apart; a column without any stays whole."""

from __future__ import annotations

import numpy as np

from cardscan.ocr.ruby import ruby_apart

Rect = tuple[int, int, int, int]
GLYPHS: list[Rect] = [(12, 10, 66, 64), (12, 80, 66, 134), (12, 220, 66, 274), (12, 290, 66, 344)]


def drawn(rects: list[Rect]) -> np.ndarray:
    card = np.full((400, 200, 3), 250, np.uint8)
    for left, top, right, bottom in rects:
        card[top:bottom:4, left:right] = 20  # strokes
        card[top:bottom, left:right:8] = 20
    return card


def box(left: float, top: float, right: float, bottom: float) -> np.ndarray:
    return np.array([(left, top), (right, top), (right, bottom), (left, bottom)], np.float32)


def test_kana_beside_a_column_are_a_column_of_their_own() -> None:
    ruby = [(74, top, 88, top + 14) for top in (12, 34, 56, 86, 108, 224, 246, 292)]
    column, kana = ruby_apart(drawn([*GLYPHS, *ruby]), [box(8, 4, 92, 350)])
    assert 64 <= column[:, 0].max() <= 76 and column[:, 0].min() == 8
    assert 64 <= kana[:, 0].min() <= 76 and kana[:, 0].max() == 92


def test_a_column_without_kana_stays_whole() -> None:
    assert len(ruby_apart(drawn(GLYPHS), [box(8, 4, 70, 350)])) == 1


def test_the_last_stroke_of_each_glyph_of_a_column_is_no_kana() -> None:
    strokes = [(74, top, 80, bottom) for _, top, _, bottom in GLYPHS]  # as of 川 under 川
    assert len(ruby_apart(drawn([*GLYPHS, *strokes]), [box(8, 4, 84, 350)])) == 1


def test_a_line_is_not_looked_at() -> None:
    assert len(ruby_apart(drawn(GLYPHS), [box(8, 4, 190, 60)])) == 1
