"""What is printed in deep shadow is found; dark panels and what was found before stay as they are."""

from __future__ import annotations

import cv2
import numpy as np

from cardscan.ocr.boxes import besides
from cardscan.ocr.shadow import lit_up

SIZE = (550, 910)
FOUND = np.array([(60, 60), (420, 60), (420, 110), (60, 110)], np.float32)
IN_SHADOW = np.array([(480, 400), (850, 400), (850, 450), (480, 450)], np.float32)


def card(paper: int = 220, ink: int = 40) -> np.ndarray:
    """Return a card with a line at the top left and one at the bottom right."""
    pixels = np.full((*SIZE, 3), paper, np.uint8)
    for x, y in ((60, 100), (480, 440)):
        cv2.putText(pixels, "0120-345-678", (x, y), cv2.FONT_HERSHEY_SIMPLEX, 1.6, (ink, ink, ink), 4, cv2.LINE_AA)
    return pixels


def shaded(pixels: np.ndarray) -> np.ndarray:
    """Return the card with its lower half in a shadow that takes seven eighths of the light."""
    dark = pixels.copy()
    dark[SIZE[0] // 2 :] //= 8
    return dark


def test_print_in_deep_shadow_is_lit_as_bright_as_the_paper_beside_it() -> None:
    lit = lit_up(shaded(card()), [FOUND])
    assert lit is not None
    ink, paper = (np.percentile(lit[400:450, 480:850], each) for each in (1, 90))
    assert paper - ink > 100


def test_what_was_found_stays_as_it_is() -> None:
    dark = shaded(card())
    lit = lit_up(dark, [FOUND])
    assert lit is not None
    assert (lit[60:110, 60:420] == dark[60:110, 60:420]).all()


def test_a_card_without_shadows_a_bare_shadow_and_a_dark_panel_of_which_all_was_found_are_left_alone() -> None:
    assert lit_up(card(), [FOUND, IN_SHADOW]) is None
    bare = card()
    bare[SIZE[0] // 2 :] = 220
    assert lit_up(shaded(bare), [FOUND]) is None
    assert lit_up(shaded(card()), [FOUND, IN_SHADOW]) is None


def test_of_what_is_seen_in_the_light_only_what_is_new_counts() -> None:
    assert [each.tolist() for each in besides([FOUND], [FOUND + 4, IN_SHADOW])] == [IN_SHADOW.tolist()]
