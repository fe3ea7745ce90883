"""Flat cards: their shape, their turn, their codes."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_image_find import Picture, card, desk, lay, turned

from cardscan.image.cards import cards_in
from cardscan.image.flatten import flatten, turn
from cardscan.image.light import even_light
from cardscan.model import CardImage, Photo


def photo_of(scene: Picture) -> Photo:
    return Photo("photo.jpg", 1, scene)


def on_desk(flat: Picture, degrees: float = 5) -> CardImage:
    scene = desk()
    lay(scene, flat, turned((600, 450), 800, degrees))
    (found,) = cards_in(photo_of(scene))
    return found


def test_a_card_seen_from_the_side_gets_its_own_shape_back() -> None:
    rectangle = np.array([(-1.655, -1, 0), (1.655, -1, 0), (1.655, 1, 0), (-1.655, 1, 0)])
    seen = rectangle @ cv2.Rodrigues(np.array([0.6, 0.25, 0.1]))[0].T + (0, 0, 6)
    scene = desk()
    lay(scene, card(), [(float(x), float(y)) for x, y in seen[:, :2] / seen[:, 2:] * 960 + (600, 450)])
    (found,) = cards_in(photo_of(scene))
    height, width = found.pixels.shape[:2]
    assert width / height == pytest.approx(1.655, rel=0.04)
    assert found.index == 1
    assert not found.pixels.flags.writeable


def test_a_whole_picture_is_flattened_to_itself() -> None:
    (found,) = cards_in(photo_of(card()))
    assert np.array_equal(found.pixels, card())


def test_a_small_card_is_enlarged_and_a_huge_one_reduced() -> None:
    small = flatten(photo_of(card()), ((0, 0), (299, 0), (299, 180), (0, 180)), 1)
    assert max(small.pixels.shape) == 700
    huge = cv2.resize(card(), None, fx=4, fy=4)
    assert max(flatten(photo_of(huge), ((0, 0), (3639, 0), (3639, 2199), (0, 2199)), 1).pixels.shape) == 2000


@given(st.integers(-8, 8))
def test_turning_moves_corners_and_pixels_together(quarters: int) -> None:
    flat = card()[:110, :180]
    start = CardImage(photo_of(flat), 1, ((0, 0), (179, 0), (179, 109), (0, 109)), flat, flatten_quality())
    end = turn(start, quarters)
    height, width = end.pixels.shape[:2]
    for (x, y), (row, column) in zip(
        end.quad, ((0, 0), (0, width - 1), (height - 1, width - 1), (height - 1, 0)), strict=True
    ):
        assert end.pixels[row, column].tolist() == flat[int(y), int(x)].tolist()
    assert turn(end, -quarters).quad == start.quad


def flatten_quality():  # type: ignore[no-untyped-def]
    return flatten(photo_of(card()), ((0, 0), (909, 0), (909, 549), (0, 549)), 1).quality


def test_a_code_on_the_card_is_read() -> None:
    segno = pytest.importorskip("segno")
    matrix = np.array([list(row) for row in segno.make_qr("https://tanaka.example/").matrix], np.uint8)
    code = np.kron(np.pad(255 * (1 - matrix), 4, constant_values=255), np.ones((5, 5), np.uint8))
    flat = card()
    flat[330 : 330 + len(code), 690 : 690 + len(code)] = code[..., None]
    (found,) = on_desk(flat).codes
    assert found.text == "https://tanaka.example/"


def test_shade_over_paper_is_lifted() -> None:
    shaded = (card() * np.linspace(1.0, 0.5, 910)[None, :, None]).astype(np.uint8)
    lit = even_light(shaded)
    assert int(lit[5, 5].min()) - int(lit[5, 900].min()) < 25
    assert int(shaded[5, 5].min()) - int(shaded[5, 900].min()) > 100


def test_a_card_in_two_colours_keeps_them() -> None:
    flat = card()
    flat[:, :500] = (150, 70, 20)
    assert np.array_equal(even_light(flat), flat)


def test_an_evenly_lit_card_is_left_alone() -> None:
    assert even_light(card()) is not None
    assert np.array_equal(even_light(card((40, 30, 20), (255, 255, 255))), card((40, 30, 20), (255, 255, 255)))
