"""Numbers on the cases of cards: found, read whichever way they lie, and given to the right card."""

from __future__ import annotations

from itertools import permutations
from random import Random

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_image_find import Picture, card, desk, lay, turned

from bench.labels.strokes import written
from cardscan.image.corner import OWN, corners_round, moved
from cardscan.image.flatten import flatten
from cardscan.image.owners import owners
from cardscan.image.shape import corners_of, quad_of
from cardscan.image.tags import find_labels, is_on_label
from cardscan.model import CardImage, Photo, Quad

CARD = turned((560, 480), 800, 0)
YELLOW, WHITE = (90, 220, 255), (255, 255, 255)


def with_sticker(
    scene: Picture, place: tuple[int, int], number: str, paper: tuple[int, int, int] = YELLOW, round_: bool = False
) -> None:
    x, y = place
    if round_:
        cv2.circle(scene, (x, y), 52, paper, -1, cv2.LINE_AA)
    else:
        cv2.rectangle(scene, (x - 50, y - 50), (x + 50, y + 50), paper, -1)
    (width, height), _ = cv2.getTextSize(number, cv2.FONT_HERSHEY_SIMPLEX, 2.0, 6)
    at = (x - width // 2, y + height // 2)
    cv2.putText(scene, number, at, cv2.FONT_HERSHEY_SIMPLEX, 2.0, (20, 20, 20), 6, cv2.LINE_AA)


def table(*numbers: tuple[str, tuple[int, int]]) -> Picture:
    """A desk with one card and stickers."""
    scene = desk()
    lay(scene, card(), CARD)
    for number, place in numbers:
        with_sticker(scene, place, number)
    return scene


def on(scene: Picture, *corners: object) -> tuple[CardImage, ...]:
    photo = Photo("photo.jpg", 1, scene)
    return tuple(flatten(photo, quad_of(np.array(each)), i) for i, each in enumerate(corners, start=1))


@pytest.fixture(scope="module")
def read():
    """What reads the little pictures: the default reader, or nothing where its models are missing."""
    from cardscan.errors import EngineMissing
    from cardscan.ocr import open_engine

    try:
        return open_engine("ppocr").read_labels
    except EngineMissing as missing:
        pytest.skip(str(missing))


@pytest.fixture
def tags(read):
    return lambda scene, *corners: [label.number if label else None for label in find_labels(on(scene, *corners), read)]


@pytest.mark.parametrize("round_", [True, False])
@pytest.mark.parametrize("paper", [YELLOW, WHITE])
def test_the_number_on_a_sticker_at_the_corner_is_read(tags, paper: tuple[int, int, int], round_: bool) -> None:
    scene = table()
    with_sticker(scene, (950, 250), "7", paper, round_)
    assert tags(scene, CARD) == ["7"]


def test_a_sticker_on_the_strip_above_the_card_is_read(tags) -> None:
    assert tags(table(("24", (930, 140))), CARD) == ["24"]


@pytest.mark.parametrize("quarters", range(4))
@pytest.mark.parametrize("number", ["2", "6", "9", "16"])
def test_a_number_is_read_whichever_way_the_case_lies(tags, number: str, quarters: int) -> None:
    scene = np.ascontiguousarray(np.rot90(table((number, (950, 250))), -quarters))
    corners = np.array(CARD)
    for side in (900, 1200, 900, 1200)[:quarters]:
        corners = np.stack([side - 1 - corners[:, 1], corners[:, 0]], axis=1)
    assert tags(scene, corners) == [number]


@pytest.mark.parametrize("first", range(4))
def test_a_card_lying_in_its_case_any_way_round_has_the_same_number(tags, first: int) -> None:
    assert tags(table(("7", (950, 250))), np.roll(np.array(CARD), first, axis=0)) == ["7"]


@pytest.mark.parametrize("number", ["5", "13", "207"])
def test_a_number_written_by_hand_is_read(tags, number: str) -> None:
    scene = table()
    cv2.rectangle(scene, (900, 200), (1000, 300), WHITE, -1)
    ink = written(Random(2), number, 56 if len(number) < 3 else 36)
    tall, wide = ink.shape
    part = scene[250 - tall // 2 :, 950 - wide // 2 :][:tall, :wide]
    part[:] = np.where(ink[..., None] > 127, (120, 40, 20), part)
    assert tags(scene, CARD) == [number]


def test_an_ordinary_card_has_no_label(tags) -> None:
    assert tags(table(), CARD) == [None]


def test_the_crop_marks_of_a_print_sheet_are_no_labels(tags) -> None:
    scene = np.full((1300, 1500, 3), 255, np.uint8)
    corners = [turned((430 + 640 * (i % 2), 290 + 390 * (i // 2)), 600, 0) for i in range(6)]
    for each in corners:
        lay(scene, cv2.resize(card((255, 255, 255)), (600, 363), interpolation=cv2.INTER_AREA), each)
    for x in (110, 750, 1390):
        for y in (40, 1230):
            cv2.line(scene, (x, y), (x, y + 33), (0, 0, 0), 2)
    for y in (95, 485, 875, 1265):
        for x in (60, 1410):
            cv2.line(scene, (x, y), (x + 33, y), (0, 0, 0), 2)
    assert tags(scene, *corners) == [None] * 6


def test_one_mark_on_the_cards_of_one_firm_is_no_label(tags) -> None:
    scene = desk()
    corners = [turned((330, 450), 500, 0), turned((900, 450), 500, 0)]
    sticker = cv2.resize(table(("7", (950, 250)))[200:300, 900:1000], (60, 60), interpolation=cv2.INTER_AREA)
    for each in corners:
        lay(scene, cv2.resize(card(), (455, 275), interpolation=cv2.INTER_AREA), each)
        x, y = (round(side) for side in each[1])
        scene[y - 60 : y, x - 30 : x + 30] = sticker
    assert tags(scene, *corners) == [None, None]


def test_a_number_printed_well_inside_the_card_is_no_label(tags) -> None:
    assert tags(table(("7", (820, 370))), CARD) == [None]


def test_a_card_that_fills_the_photo_has_no_room_for_a_label(tags) -> None:
    assert tags(card(), [(0, 0), (909, 0), (909, 549), (0, 549)]) == [None]


def test_each_of_two_cards_gets_its_own_label_and_not_its_neighbours(tags) -> None:
    scene = desk()
    upper, lower = turned((600, 240), 500, 0), turned((600, 680), 500, 0)
    for corners in (upper, lower):
        lay(scene, cv2.resize(card(), (455, 275), interpolation=cv2.INTER_AREA), corners)
    for number, y in (("3", 50), ("4", 490)):
        sticker = cv2.resize(table((number, (950, 250)))[200:300, 900:1000], (60, 60), interpolation=cv2.INTER_AREA)
        scene[y - 30 : y + 30, 785:845] = sticker
    assert tags(scene, upper, lower) == ["3", "4"]
    assert tags(scene, lower, upper) == ["4", "3"]


def test_a_number_printed_on_the_card_beside_is_no_label(tags) -> None:
    scene = desk()
    left, right = turned((330, 450), 500, 0), turned((850, 450), 500, 0)
    for corners in (left, right):
        lay(scene, cv2.resize(card(), (455, 275), interpolation=cv2.INTER_AREA), corners)
    number = cv2.resize(table(("7", (950, 250)))[215:285, 915:985], (36, 36), interpolation=cv2.INTER_AREA)
    scene[326:362, 632:668] = number
    assert tags(scene, left, right) == [None, None]


def test_a_line_on_the_label_is_told_from_a_line_on_the_card() -> None:
    (label,) = find_labels(on(table(("7", (930, 270))), CARD), lambda patches: [(("7", 1.0),) for _ in patches])
    assert label is not None
    x, y = corners_of(label.quad).mean(axis=0)
    assert is_on_label(box(x - 10, y - 10, x + 10, y + 10), label)
    assert not is_on_label(box(70, 80, 400, 120), label)
    assert not is_on_label(box(x - 300, y - 12, x + 300, y + 12), label)  # a line of the card that passes under it


def box(left: float, top: float, right: float, bottom: float) -> Quad:
    return ((left, top), (right, top), (right, bottom), (left, bottom))


@pytest.mark.parametrize("index", range(4))
def test_every_corner_is_looked_at_as_if_it_were_the_top_right_one(index: int) -> None:
    (found,) = on(table(), CARD)
    corner = corners_round(found)[index]
    assert moved(corner.to_photo, np.array([OWN]))[0] == pytest.approx(CARD[index], abs=0.5)
    left = moved(corner.to_photo, np.array([(OWN[0] - corner.card[0], OWN[1])]))[0]
    assert left == pytest.approx(CARD[index - 1], abs=0.5)


def test_a_label_goes_to_the_nearest_card() -> None:
    assert owners([(0, 9.0), (1, 4.0)], [0, 0]) == [1]


def test_with_cases_that_touch_every_card_keeps_the_label_of_its_own_strip() -> None:
    """Three cards one below the other, each label nearer to the card above than to its own."""
    seen = [(0, 11.0), (0, 10.0), (1, 11.0), (1, 10.0), (2, 11.0)]
    assert owners(seen, [0, 1, 1, 2, 2]) == [0, 2, 4]


edges = st.lists(st.tuples(st.integers(0, 3), st.floats(0, 20), st.integers(0, 3)), max_size=9)


@given(edges)
def test_as_many_labels_find_a_card_as_can(drawn: list[tuple[int, float, int]]) -> None:
    seen, places = [(card, far) for card, far, _ in drawn], [place for *_, place in drawn]
    right = owners(seen, places)
    assert len({seen[i][0] for i in right}) == len({places[i] for i in right}) == len(right)
    pairs = {(card, place) for card, _, place in drawn}
    most = max(sum((i, place) in pairs for i, place in enumerate(way)) for way in permutations(range(4)))
    assert len(right) == most
