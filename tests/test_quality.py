"""How well a card was caught, and what people are told to do about it."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_image_find import Picture, card

from cardscan.image.flatten import flatten
from cardscan.image.glare import washed_lines
from cardscan.image.retake import judge_reading
from cardscan.model import CardImage, Field, Kind, Photo, Quad, Quality, Source, TextLine

WHOLE: Quad = ((0.0, 0.0), (909.0, 0.0), (909.0, 549.0), (0.0, 549.0))
ROWS = (  # where ``card`` prints its words
    ("TANAKA SHOJI CO., LTD.", 70, 490, 72, 106),
    ("Taro Tanaka", 70, 430, 145, 205),
    ("1-2-3 Minami, Tokyo 100-0001", 70, 470, 270, 300),
    ("Tel 03-1234-5678", 70, 320, 362, 392),
    ("taro@tanaka.example", 70, 360, 458, 492),
)
KINDS = (Kind.ORG, Kind.NAME, Kind.ADDRESS, Kind.PHONE, Kind.EMAIL)
FIELDS = tuple(Field(kind, kind, "", 0.9, (Source(row, 0, 1, ""),)) for row, kind in enumerate(KINDS))


def lines(confidence: float = 0.99) -> tuple[TextLine, ...]:
    return tuple(
        TextLine(text, ((left, top), (right, top), (right, bottom), (left, bottom)), confidence, "test")
        for text, left, right, top, bottom in ROWS
    )


def taken(flat: Picture, quad: Quad = WHOLE, photo: Picture | None = None) -> CardImage:
    return flatten(Photo("photo.jpg", 1, flat if photo is None else photo), quad, 1)


def quality(flat: Picture) -> Quality:
    return taken(flat).quality


def lamp(flat: Picture, x: int, y: int, reach: int, light: float = 400) -> Picture:
    """The card with a lamp reflected at (x, y)."""
    rows, columns = np.mgrid[: flat.shape[0], : flat.shape[1]]
    spot = light * np.exp(-(((columns - x) ** 2 + (rows - y) ** 2) / (2.0 * reach**2)))
    return np.clip(flat + spot[..., None], 0, 255).astype(np.uint8)


def shaken(flat: Picture, length: int, degrees: float) -> Picture:
    kernel = np.zeros((length, length), np.float32)
    along = np.array([np.cos(np.radians(degrees)), np.sin(np.radians(degrees))]) * (length // 2)
    one, two = np.round(length // 2 - along).astype(int), np.round(length // 2 + along).astype(int)
    cv2.line(kernel, (int(one[0]), int(one[1])), (int(two[0]), int(two[1])), 1.0)
    return np.asarray(cv2.filter2D(flat, -1, kernel / kernel.sum()), np.uint8)


# ---------------------------------------------------------------- before reading


def test_a_sharp_scan_needs_no_advice() -> None:
    assert quality(card()).advice is None
    assert quality(card()).sharpness > 0.7
    assert quality(card()).dpi == pytest.approx(909 / (91 / 25.4))


def test_a_square_card_is_seventy_millimetres_wide() -> None:
    square = taken(card()[:, :550], ((0.0, 0.0), (549.0, 0.0), (549.0, 549.0), (0.0, 549.0)))
    assert square.quality.dpi == pytest.approx(549 / (70 / 25.4))


def test_a_blurred_card_is_told_to_be_held_still() -> None:
    blurred = quality(np.asarray(cv2.GaussianBlur(card(), (0, 0), 7), np.uint8))
    assert blurred.advice == "blurred: hold the phone still and retake"
    assert blurred.sharpness < 0.3


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 179))
def test_a_shaken_card_is_blurred_whichever_way_the_hand_went(degrees: int) -> None:
    assert quality(shaken(card(), 17, degrees)).advice == "blurred: hold the phone still and retake"


def test_the_more_a_card_is_blurred_the_less_sharp_it_is() -> None:
    figures = [quality(np.asarray(cv2.GaussianBlur(card(), (0, 0), sigma), np.uint8)).sharpness for sigma in (1, 2, 4)]
    assert figures == sorted(figures, reverse=True)
    assert figures[0] > figures[-1]


def test_a_soft_picture_on_a_sharp_card_is_no_blur() -> None:
    rows, columns = np.mgrid[:550, :910]
    cloud = 120 * np.exp(-(((columns - 650) ** 2 + (rows - 250) ** 2) / (2.0 * 150**2)))
    flat = np.clip(card() - cloud[..., None] * (0.2, 0.6, 1.0), 0, 255).astype(np.uint8)
    assert quality(flat).advice is None


def test_a_card_without_print_is_not_called_blurred() -> None:
    assert quality(np.full((550, 910, 3), 240, np.uint8)).advice is None


def test_a_distant_card_is_told_how_high_its_small_print_is() -> None:
    small = np.asarray(cv2.resize(card(), (364, 220), interpolation=cv2.INTER_AREA), np.uint8)
    far = taken(small, ((0.0, 0.0), (363.0, 0.0), (363.0, 219.0), (0.0, 219.0)))
    assert far.quality.advice == "too far away: small print is 8 pixels high; come nearer and retake"


def test_a_card_that_leaves_the_photo_is_told_to_be_cut_off() -> None:
    desk = np.full((900, 1200, 3), 90, np.uint8)
    desk[200:750, :860] = card()[:, 50:]
    cut = taken(card(), ((0.0, 200.0), (859.0, 200.0), (859.0, 749.0), (0.0, 749.0)), desk)
    assert cut.quality.advice == "cut off by the edge of the picture: retake with the whole card in view"


def test_a_burnt_out_patch_on_a_coloured_card_is_glare_and_white_paper_is_not() -> None:
    burnt = quality(lamp(card((150, 170, 160)), 600, 300, 110))
    assert burnt.advice == "glare: tilt the card or move the lamp, and retake"
    assert 0.03 < burnt.glare < 0.5
    assert quality(card((255, 255, 255))).glare == 0


# ---------------------------------------------------------------- after reading


@pytest.mark.parametrize("paper", [235, 200])
def test_a_line_that_fades_into_white_is_washed_out(paper: int) -> None:
    assert set(washed_lines(lamp(card((paper,) * 3), 300, 377, 30), lines())) == {3}


def test_white_letters_on_a_dark_card_are_washed_out_too() -> None:
    assert set(washed_lines(lamp(card((60, 40, 30), (250, 250, 250)), 300, 377, 30), lines())) == {3}


@pytest.mark.parametrize("paper", [(255, 255, 255), (235, 235, 235), (60, 40, 30)])
def test_evenly_lit_print_is_never_washed_out(paper: tuple[int, int, int]) -> None:
    ink = (30, 30, 30) if max(paper) > 100 else (250, 250, 250)
    assert washed_lines(card(paper, ink), lines()) == {}


def test_paper_that_is_bright_on_one_side_keeps_its_ink() -> None:
    slope = np.linspace(0.8, 1.2, 910)[None, :, None]
    assert washed_lines(np.clip(card((235, 235, 235)) * slope, 0, 255).astype(np.uint8), lines()) == {}


def test_the_shadow_of_a_phone_beside_bright_paper_is_no_glare() -> None:
    flat = np.full((550, 910, 3), 255.0)
    flat[:, :620] = card((235, 235, 235))[:, :620]
    light = np.interp(np.arange(910), (600, 680), (0.62, 1.0))
    shaded = taken((flat * light[None, :, None]).astype(np.uint8))
    assert shaded.quality.advice == "glare: tilt the card or move the lamp, and retake"  # to the eye of the pixels
    assert judge_reading(shaded, lines(), FIELDS).advice is None


def test_glare_beside_the_print_is_no_glare() -> None:
    judged = judge_reading(taken(lamp(card((235, 235, 235)), 780, 270, 30)), lines(), FIELDS)
    assert (judged.glare, judged.advice) == (0, None)


@pytest.mark.parametrize(
    ("x", "y", "reach", "words"),
    [(300, 377, 30, "phone number"), (330, 475, 30, "mail address"), (300, 160, 50, "name")],
)
def test_glare_is_told_by_the_field_that_it_hides(x: int, y: int, reach: int, words: str) -> None:
    judged = judge_reading(taken(lamp(card((235, 235, 235)), x, y, reach)), lines(), FIELDS)
    assert judged.advice == f"glare over the {words}: tilt the card or move the lamp, and retake"
    assert 0 < judged.glare < 1


def test_glare_over_print_that_is_no_field_is_plain_glare() -> None:
    judged = judge_reading(taken(lamp(card((235, 235, 235)), 300, 377, 30)), lines(), ())
    assert judged.advice == "glare: tilt the card or move the lamp, and retake"


def test_a_soft_picture_that_was_read_with_confidence_needs_no_retake() -> None:
    soft = taken(np.asarray(cv2.GaussianBlur(card(), (0, 0), 1.9), np.uint8))
    assert judge_reading(soft, lines(0.99), FIELDS).advice is None
    assert judge_reading(soft, lines(0.9), FIELDS).advice == "blurred: hold the phone still and retake"


def test_a_picture_full_of_grain_wants_more_light() -> None:
    grain = np.random.default_rng(1).normal(0, 45, (550, 910, 3))
    noisy = taken(np.clip(card((200, 200, 200)) + grain, 0, 255).astype(np.uint8))
    assert judge_reading(noisy, lines(), FIELDS).advice == "too dark: retake with more light"


def test_what_could_not_be_read_keeps_the_advice_of_its_pixels() -> None:
    blurred = taken(np.asarray(cv2.GaussianBlur(card(), (0, 0), 7), np.uint8))
    assert judge_reading(blurred, (), ()) == blurred.quality


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 909), st.integers(0, 549), st.integers(5, 200), st.floats(0, 1))
def test_figures_are_shares_wherever_the_lamp_stands(x: int, y: int, reach: int, confidence: float) -> None:
    judged = judge_reading(taken(lamp(card(), x, y, reach)), lines(confidence), FIELDS)
    assert 0 <= judged.glare <= 1
    assert 0 <= judged.sharpness <= 1
