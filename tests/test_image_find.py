"""Cards found in photos: pictures are drawn here, so that the true corners are known."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardscan.image import candidates
from cardscan.image.by_edges import by_edges
from cardscan.image.find import find_cards
from cardscan.image.load import load
from cardscan.image.order import reading_order
from cardscan.image.shape import angles, area, flat_aspect, likeness, quad_of, upright
from cardscan.image.sharpen import to_edges_of_paper
from cardscan.image.sighting import Sighting
from cardscan.model import Photo

Picture = npt.NDArray[np.uint8]
Array = npt.NDArray[np.float64]
REAL = Path(__file__).parents[2] / "shared" / "cards"


def card(paper: tuple[int, int, int] = (250, 250, 250), ink: tuple[int, int, int] = (30, 30, 30)) -> Picture:
    """A card of 910 × 550 pixels with some lines of text."""
    picture = np.full((550, 910, 3), paper, np.uint8)
    words = (
        "TANAKA SHOJI CO., LTD.",
        "Taro Tanaka",
        "1-2-3 Minami, Tokyo 100-0001",
        "Tel 03-1234-5678",
        "taro@tanaka.example",
    )
    for row, (text, size) in enumerate(zip(words, (1.1, 2.0, 0.8, 0.8, 0.8), strict=True)):
        cv2.putText(
            picture, text, (70, 100 + row * 95), cv2.FONT_HERSHEY_SIMPLEX, size, ink, 2 if size < 2 else 4, cv2.LINE_AA
        )
    return picture


def desk(width: int = 1200, height: int = 900, colour: tuple[int, int, int] = (70, 100, 130)) -> Picture:
    """A table top in uneven light, with the noise of a camera."""
    shade = np.linspace(0.9, 1.1, width)[None, :, None] * np.linspace(1.05, 0.95, height)[:, None, None]
    noise = np.random.default_rng(3).normal(0, 2, (height, width, 3))
    return np.clip(np.array(colour) * shade + noise, 0, 255).astype(np.uint8)


def all_of(scene: Picture) -> Array:
    """The rectangle that holds the whole picture, left top and right bottom."""
    return np.array([(0.0, 0.0), (scene.shape[1], scene.shape[0])])


def lay(scene: Picture, flat: Picture, corners: Sequence[tuple[float, float]]) -> Array:
    """Draw ``flat`` into the scene so that its corners lie there; return them clockwise from the picture's top left."""
    height, width = flat.shape[:2]
    source = np.array([(0, 0), (width - 1, 0), (width - 1, height - 1), (0, height - 1)], np.float32)
    bend = cv2.getPerspectiveTransform(source, np.array(corners, np.float32))
    size = (scene.shape[1], scene.shape[0])
    mask = cv2.GaussianBlur(cv2.warpPerspective(np.full((height, width), 255, np.uint8), bend, size), (3, 3), 0)
    drawn = cv2.warpPerspective(flat, bend, size, flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE)
    part = mask[..., None] / 255.0
    scene[:] = (scene * (1 - part) + cv2.GaussianBlur(drawn, (3, 3), 0) * part).astype(np.uint8)
    return upright(np.array(corners, np.float64))


def turned(center: tuple[float, float], width: float, degrees: float) -> list[tuple[float, float]]:
    """The corners of a card ``width`` pixels long, turned about its center."""
    angle, height = np.radians(degrees), width * 550 / 910
    spin = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    box = np.array([(-width, -height), (width, -height), (width, height), (-width, height)]) / 2
    return [(float(x), float(y)) for x, y in box @ spin.T + center]


def found_in(scene: Picture) -> list[Array]:
    return [np.array(each.quad) for each in find_cards(Photo("photo.jpg", 1, scene))]


@pytest.mark.parametrize("degrees", [0, 7, 30, 45, 90, 120, 180, 263])
def test_a_card_is_found_however_it_is_turned(degrees: float) -> None:
    scene = desk()
    truth = lay(scene, card(), turned((600, 450), 640, degrees))
    (quad,) = found_in(scene)
    assert likeness(quad, truth) > 0.97


def test_a_card_seen_from_the_side_is_found() -> None:
    scene = desk()
    truth = lay(scene, card(), [(330, 250), (900, 190), (1010, 640), (180, 700)])
    (quad,) = found_in(scene)
    assert likeness(quad, truth) > 0.97
    assert np.abs(quad - truth).max() < 3


@pytest.mark.parametrize(
    ("table", "paper", "ink"),
    [
        ((40, 40, 40), (250, 250, 250), (20, 20, 20)),
        ((225, 230, 228), (250, 250, 250), (40, 40, 40)),
        ((200, 190, 180), (40, 30, 25), (240, 240, 240)),
        ((60, 120, 70), (90, 60, 200), (255, 255, 255)),
    ],
    ids=["white on dark", "white on pale", "dark on light", "coloured on green"],
)
def test_a_card_is_found_on_tables_of_any_shade(
    table: tuple[int, ...], paper: tuple[int, ...], ink: tuple[int, ...]
) -> None:
    scene = desk(colour=table)  # type: ignore[arg-type]
    truth = lay(scene, card(paper, ink), turned((580, 460), 700, 8))  # type: ignore[arg-type]
    (quad,) = found_in(scene)
    assert likeness(quad, truth) > 0.95


def test_a_card_in_two_colours_is_not_split() -> None:
    flat = card()
    flat[:, :360] = (150, 70, 20)
    scene = desk()
    truth = lay(scene, flat, turned((600, 450), 700, -6))
    (quad,) = found_in(scene)
    assert likeness(quad, truth) > 0.95


def test_a_frame_printed_on_a_card_is_not_taken_for_the_card() -> None:
    flat = card()
    cv2.rectangle(flat, (25, 25), (884, 524), (120, 40, 40), 4)
    cv2.rectangle(flat, (560, 300), (850, 490), (40, 40, 120), 4)
    scene = desk()
    truth = lay(scene, flat, turned((600, 450), 700, 4))
    (quad,) = found_in(scene)
    assert likeness(quad, truth) > 0.95


def test_a_side_lies_on_the_edge_of_the_paper_outside_a_printed_frame() -> None:
    scene, framed = desk(colour=(190, 205, 210)), card()
    cv2.rectangle(framed, (38, 38), (871, 511), (40, 40, 200), 8)
    corners = lay(scene, framed, [(300, 300), (700, 330), (685, 570), (285, 540)])
    inner = corners.mean(axis=0) + (corners - corners.mean(axis=0)) * (0.92, 0.87)  # on the frame
    assert likeness(to_edges_of_paper(scene, inner, 20.0), corners) > 0.97


def test_a_side_stays_on_the_edge_of_the_paper_where_there_is_none_further_out() -> None:
    for colour in ((70, 100, 130), (235, 235, 235)):
        scene = desk(colour=colour)
        corners = lay(scene, card(), [(300, 300), (700, 330), (685, 570), (285, 540)])
        near = corners + np.array([(3, 2), (-2, 3), (2, -3), (3, -2)])
        assert likeness(to_edges_of_paper(scene, near, 20.0), corners) > 0.97


def test_every_card_of_a_table_is_found_in_reading_order() -> None:
    scene = desk(1600, 1200)
    truth = [
        lay(scene, card(), turned((300 + 500 * column, 220 + 380 * row), 380, 3 * (row - column)))
        for row in range(3)
        for column in range(3)
    ]
    quads = found_in(scene)
    assert len(quads) == 9
    assert [likeness(quad, place) > 0.93 for quad, place in zip(quads, truth, strict=True)] == [True] * 9


def test_a_scan_without_background_is_one_card() -> None:
    (quad,) = found_in(card())
    assert quad.tolist() == [[0, 0], [909, 0], [909, 549], [0, 549]]


@pytest.mark.parametrize("size", [(750, 1334), (900, 1400)])
def test_a_card_of_which_one_edge_is_seen_is_not_the_whole_screen(size: tuple[int, int]) -> None:
    screen = np.full((size[1], size[0], 3), 255, np.uint8)
    shown = card(paper=(255, 255, 255))
    shown[:24] = (20, 120, 230)
    corners = lay(screen, shown, [(90, 400), (599, 400), (599, 707), (90, 707)])
    found = find_cards(Photo("screen.png", 1, screen))
    assert len(found) == 1
    assert likeness(np.array(found[0].quad), corners) > 0.7


def test_boxes_printed_on_a_scan_are_not_cards() -> None:
    flat = card()
    cv2.rectangle(flat, (30, 30), (879, 519), (120, 40, 40), 5)
    cv2.rectangle(flat, (600, 60), (820, 280), (40, 40, 120), -1)
    (quad,) = found_in(flat)
    assert likeness(quad, np.array([(0, 0), (909, 0), (909, 549), (0, 549)], np.float64)) > 0.99


def test_a_card_says_why_it_was_taken_for_one() -> None:
    scene = desk()
    lay(scene, card(), turned((600, 450), 640, 10))
    (found,) = find_cards(Photo("photo.jpg", 1, scene))
    assert found.sure > 0.8
    assert found.reason.startswith("paper of a card") and "print" in found.reason
    (scan,) = find_cards(Photo("scan.png", 1, card()))
    assert scan.reason.endswith("picture")


@pytest.mark.parametrize("size", [(1, 1), (2, 400), (400, 2), (40, 33), (5, 5)])
def test_pictures_of_any_size_can_be_looked_at(size: tuple[int, int]) -> None:
    find_cards(Photo("tiny.png", 1, np.full((*size, 3), 255, np.uint8)))


@settings(max_examples=15)
@given(st.integers(0, 2**32 - 1), st.integers(20, 300), st.integers(20, 300))
def test_noise_gives_finite_corners_or_nothing(seed: int, width: int, height: int) -> None:
    noise = np.random.default_rng(seed).integers(0, 256, (height, width, 3)).astype(np.uint8)
    for each in find_cards(Photo("noise.png", 1, noise)):
        assert np.isfinite(np.array(each.quad)).all() and 0 <= each.sure <= 1


def test_edges_are_a_second_opinion_on_cards_with_print() -> None:
    scene = desk(1600, 1200)
    truth = [lay(scene, card(), turned((420 + 700 * column, 600), 560, 12)) for column in range(2)]
    shown = by_edges(scene, all_of(scene))
    assert len(shown) == 2
    assert all(max(likeness(corners, place) for corners, _ in shown) > 0.95 for place in truth)
    assert by_edges(desk(), all_of(desk())) == []


def test_edges_are_asked_about_a_part_of_the_photo_alone() -> None:
    scene = desk(1600, 1200)
    _, right = (lay(scene, card(), turned((420 + 700 * column, 600), 560, 12)) for column in range(2))
    shown = by_edges(scene, np.array([(780.0, 200.0), (2000.0, 2000.0)]))
    assert [likeness(corners, right) > 0.95 for corners, _ in shown] == [True]
    assert by_edges(scene, np.array([(3000.0, 0.0), (4000.0, 900.0)])) == []


@pytest.mark.parametrize("middle", [(220, 450), (600, 140), (1000, 450), (600, 790)])
def test_a_card_cut_off_by_the_picture_reaches_its_border(middle: tuple[int, int]) -> None:
    scene = desk()
    lay(scene, card(), turned(middle, 640, 0))
    (quad,) = found_in(scene)
    at_border = (quad[:, 0] <= 0) | (quad[:, 1] <= 0) | (quad[:, 0] >= 1199) | (quad[:, 1] >= 899)
    assert at_border.sum() == 2


def test_an_empty_desk_holds_no_card() -> None:
    assert found_in(desk()) == []


def test_a_sheet_of_cards_cut_by_hairlines_is_as_many_cards() -> None:
    sheet = np.full((2 * 550 + 200, 2 * 910 + 200, 3), 255, np.uint8)
    for row in range(2):
        for column in range(2):
            top, left = 100 + row * 550, 100 + column * 910
            sheet[top : top + 550, left : left + 910] = card((255, 255, 255))
            cv2.rectangle(sheet, (left, top), (left + 910, top + 550), (150, 150, 150), 2)
    assert len(found_in(sheet)) == 4


@pytest.mark.parametrize("name", ["business-card-english.jpg", "businessCard.png", "business_card.jpg"])
def test_a_real_photo_holds_one_card(name: str) -> None:
    if not (REAL / "azure" / name).exists():
        pytest.skip("the real photographs are not here")
    (photo,) = load(str(REAL / "azure" / name))
    (found,) = find_cards(photo)
    height, width = photo.pixels.shape[:2]
    assert 0.3 < area(np.array(found.quad)) / (width * height) < 0.75


@pytest.mark.parametrize("name", ["isct_ja_sheet.png", "isct_en_sheet.png"])
def test_a_print_sheet_holds_nine_cards(name: str) -> None:
    if not (REAL / "isct" / name).exists():
        pytest.skip("the real print sheets are not here")
    (photo,) = load(str(REAL / "isct" / name))
    assert len(find_cards(photo)) == 9


@given(st.permutations(range(6)))
def test_reading_order_does_not_depend_on_the_order_of_finding(order: Sequence[int]) -> None:
    places = [np.array(turned((100 + 120 * (i % 3), 100 + 90 * (i // 3) + 4 * (i % 3)), 100, 0)) for i in range(6)]
    found = [places[i] for i in order]
    ordered = [found[position] for position in reading_order(found)]
    assert [a.tolist() for a in ordered] == [a.tolist() for a in places]


@settings(max_examples=60)
@given(
    st.floats(-0.45, 0.45),
    st.floats(-0.45, 0.45),
    st.floats(-3.1, 3.1),
    st.floats(0.7, 1.2),
    st.sampled_from([1.0, 1.655, 0.6]),
)
def test_the_true_shape_comes_out_of_any_view(
    tip: float, lean: float, spin: float, focus: float, aspect: float
) -> None:
    """A pinhole camera looks at a rectangle from near; its shape is computed back from the four corners alone."""
    size = 1000
    rectangle = np.array([(-aspect, -1, 0), (aspect, -1, 0), (aspect, 1, 0), (-aspect, 1, 0)]) * 0.5
    pose = cv2.Rodrigues(np.array([tip, lean, 0.0]))[0] @ cv2.Rodrigues(np.array([0.0, 0.0, spin]))[0]
    seen = rectangle @ pose.T + (0, 0, 2.5)
    corners = seen[:, :2] / seen[:, 2:] * focus * size + (size - 1) / 2
    assert flat_aspect(corners, size, size) == pytest.approx(aspect, rel=0.12)


@given(st.floats(0, 359), st.floats(-0.2, 0.2), st.floats(-0.2, 0.2))
def test_shapes_that_all_but_coincide_share_all_of_their_area(angle: float, x: float, y: float) -> None:
    one = np.array(turned((500, 400), 300, angle))
    assert likeness(one, one + np.array([x, y])) > 0.99


@settings(max_examples=60)
@given(st.floats(50, 950), st.floats(50, 950), st.floats(0, 360), st.floats(30, 130), st.integers(0, 9999))
def test_the_shape_of_a_small_card_does_not_hang_on_single_pixels(
    x: float, y: float, angle: float, long: float, seed: int
) -> None:
    corners = np.array(turned((x, y), long, angle)) + np.random.default_rng(seed).uniform(-0.02, 0.02, (4, 2)) * long
    aspect = flat_aspect(upright(corners), 1000, 1000)
    assert max(aspect, 1 / aspect) == pytest.approx(91 / 55, rel=0.12)


@given(st.permutations(range(4)))
def test_corners_in_any_order_become_one_clockwise_quad(order: Sequence[int]) -> None:
    corners = np.array(turned((500, 400), 300, 20))
    quad = upright(corners[list(order)])
    assert quad.tolist() == corners.tolist()
    assert angles(quad) == pytest.approx([90] * 4)
    assert len(quad_of(quad)) == 4


def candidate(corners: Array, aspect: float, share: float = 1.0) -> Sighting:
    """A well seen outline in a photo of 1280 × 960."""
    return Sighting(corners, sure=0.96, print=0.1, filled=0.95, share=share, aspect=aspect)


def test_an_outline_is_no_strip_though_a_corner_that_is_off_tells_of_a_steep_tilt() -> None:
    card_seen = np.array([(300, 300), (630, 310), (610, 500), (310, 480)], np.float64)
    ruler = np.array([(300, 300), (900, 300), (900, 380), (300, 380)], np.float64)
    assert candidates._is_card(candidate(card_seen, aspect=3.5), (960, 1280, 3))
    assert not candidates._is_card(candidate(ruler, aspect=7.5), (960, 1280, 3))


def test_a_well_seen_card_of_an_odd_shape_is_not_doubted_unless_its_size_is_odd_too() -> None:
    square = np.array([(300, 300), (600, 300), (600, 550), (300, 550)], np.float64)
    assert not candidate(square, aspect=1.2).is_doubtful
    assert candidate(square, aspect=1.2, share=0.6).is_doubtful  # half of one in two colours
    assert candidate(square, aspect=1.2, share=1.6).is_doubtful
