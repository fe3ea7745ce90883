"""A card whose lines stand is looked at on its side, too."""

from __future__ import annotations

import cv2
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cardscan.ocr.ppocr import DETECTOR, RECOGNISER, PpOcr
from cardscan.ocr.standing import most_stand, on_its_side, stood_up, together


def box(left: float, top: float, width: float, height: float) -> np.ndarray:
    """Return a box, (4, 2), clockwise from its top left."""
    return np.array([(left, top), (left + width, top), (left + width, top + height), (left, top + height)], np.float32)


def test_lines_stand_when_most_of_their_length_does() -> None:
    assert most_stand([box(0, 0, 20, 300), box(40, 0, 20, 200), box(80, 0, 30, 30)])
    assert not most_stand([box(0, 0, 20, 300), box(40, 0, 300, 20), box(40, 40, 200, 20)])
    assert not most_stand([])


@given(st.integers(10, 60), st.integers(10, 60), st.integers(1, 30), st.integers(1, 30))
def test_a_box_found_on_the_side_lies_where_it_is_on_the_card(left: int, top: int, wide: int, high: int) -> None:
    card = np.zeros((100, 120, 3), np.uint8)
    card[top : top + high, left : left + wide] = 255
    ys, xs = np.nonzero(on_its_side(card)[:, :, 0])
    found = box(xs.min(), ys.min(), np.ptp(xs) + 1, np.ptp(ys) + 1)
    (back,) = stood_up([found], 120)
    assert back.tolist() == box(left, top, wide, high).tolist()


def test_the_look_that_found_more_counts_with_what_only_the_other_found() -> None:
    name, mail, title = box(100, 10, 40, 300), box(20, 10, 15, 500), box(150, 10, 20, 60)
    part = box(20, 10, 15, 100)
    assert len(together([name, part, title], [name, mail])) == 3
    assert any(each is mail for each in together([name, part, title], [name, mail]))


def small_and_blurred() -> np.ndarray:
    """Return a card of small print out of focus, lines level."""
    card = np.full((423, 707, 3), 225, np.uint8)
    cv2.putText(card, "SATO MISAKI", (60, 90), cv2.FONT_HERSHEY_SIMPLEX, 1.4, (60, 60, 60), 3, cv2.LINE_AA)
    for row, text in enumerate(("TEL 03-1234-5678", "FAX 03-1234-5679", "misaki.sato@example.jp", "www.example.jp")):
        place = (300, 230 + 40 * row)
        cv2.putText(card, text, place, cv2.FONT_HERSHEY_SIMPLEX, 0.55, (90, 90, 90), 1, cv2.LINE_AA)
    return cv2.GaussianBlur(card, (0, 0), 1.6)


def test_small_print_out_of_focus_is_found_whichever_way_the_card_lies() -> None:
    reader = PpOcr("ppocr", DETECTOR, RECOGNISER, lambda _: {})
    card = small_and_blurred()
    _, level = reader._found(card)
    _, standing = reader._found(np.ascontiguousarray(np.rot90(card, -1)))
    assert len(standing) == len(level) == 5
