"""A line alone is no number: only one that stands on a label is a one."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from test_image_find import Picture, card, desk, lay, turned

from cardscan.image.corner import CARD_MM, OWN, corners_round
from cardscan.image.flatten import flatten
from cardscan.image.paper import is_on_paper
from cardscan.image.shape import quad_of
from cardscan.image.spots import Spot
from cardscan.model import CardImage, Photo

WIDE = 800  # pixels of the card
CARD = turned((560, 480), WIDE, 0)
AT = 1000, 200  # beyond the card's top right corner
TALL = 40


def stroke(scene: Picture, ink: int = 20) -> None:
    cv2.line(scene, (AT[0], AT[1] - TALL // 2), (AT[0], AT[1] + TALL // 2), (ink,) * 3, 4, cv2.LINE_AA)


def seen(scene: Picture, chance: float = 0.95) -> tuple[CardImage, Spot]:
    """The card of ``scene`` and the spot of the stroke, as the spotter would give it."""
    lay(scene, card(), CARD)
    mm = CARD_MM / WIDE
    found = flatten(Photo("photo.jpg", 1, scene), quad_of(np.array(CARD)), 1)
    x, y = OWN[0] + (AT[0] - CARD[1][0]) * mm, OWN[1] + (AT[1] - CARD[1][1]) * mm
    box = (x - 1.5, y - TALL / 2 * mm, x + 1.5, y + TALL / 2 * mm)
    return found, Spot(corners_round(found)[1], box, chance)


@pytest.mark.parametrize("paper", [(255, 255, 255), (90, 220, 255), (60, 60, 200)])
@pytest.mark.parametrize("round_", [True, False])
def test_a_stroke_on_a_sticker_is_on_paper(paper: tuple[int, int, int], round_: bool) -> None:
    scene = desk()
    if round_:
        cv2.circle(scene, AT, 50, paper, -1, cv2.LINE_AA)
    else:
        cv2.rectangle(scene, (AT[0] - 48, AT[1] - 48), (AT[0] + 48, AT[1] + 48), paper, -1)
    stroke(scene)
    assert is_on_paper(*seen(scene))


def test_a_crop_mark_on_a_sheet_is_not() -> None:
    scene = np.full((900, 1200, 3), 255, np.uint8)
    stroke(scene)
    assert not is_on_paper(*seen(scene))


def test_a_mark_between_two_cut_lines_is_not() -> None:
    scene = np.full((900, 1200, 3), 240, np.uint8)
    stroke(scene)
    for y in (AT[1] - 45, AT[1] + 45):
        cv2.line(scene, (0, y), (1200, y), (120, 120, 120), 2, cv2.LINE_AA)
    assert not is_on_paper(*seen(scene))


def test_a_scratch_on_the_table_is_not() -> None:
    scene = desk()
    stroke(scene)
    assert not is_on_paper(*seen(scene))


def test_what_the_spotter_doubts_is_not() -> None:
    scene = desk()
    cv2.circle(scene, AT, 50, (255, 255, 255), -1, cv2.LINE_AA)
    stroke(scene)
    assert not is_on_paper(*seen(scene, chance=0.75))
