"""Cards on a screen: pictures within pictures, bubbles that are no cards, figures of nearly a card's own white."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from test_image_find import card, desk, lay, turned

from cardscan.image import find
from cardscan.image.drawn import card_in_figure, is_no_card
from cardscan.image.figures import figures, ground_of
from cardscan.image.find import find_cards
from cardscan.image.shape import likeness, quad_of
from cardscan.image.sight import look
from cardscan.image.sighting import ON_SHEET, Sighting
from cardscan.image.whole import why_whole
from cardscan.model import Photo

Picture = npt.NDArray[np.uint8]
Array = npt.NDArray[np.float64]
PAGE = (217, 226, 236)
GROUND = np.array(PAGE, np.uint8)


def screen(height: int = 1600, width: int = 900) -> Picture:
    return np.full((height, width, 3), PAGE, np.uint8)


def box(left: float, top: float, right: float, bottom: float) -> Array:
    return np.array([(left, top), (right, top), (right, bottom), (left, bottom)], np.float64)


def with_bubble(picture: Picture, top: int) -> Picture:
    cv2.rectangle(picture, (100, top), (700, top + 110), (255, 255, 255), -1)
    cv2.putText(picture, "see you tomorrow", (130, top + 70), cv2.FONT_HERSHEY_SIMPLEX, 1.3, (20, 20, 22), 3)
    return picture


def test_a_photo_in_a_conversation_is_looked_at_alone() -> None:
    photo = desk(720, 480)
    truth = lay(photo, card(), turned((360, 240), 560, 6)) + np.array([90, 500])
    picture = with_bubble(screen(), 200)
    picture[500:980, 90:810] = photo
    ground = ground_of(picture)
    assert ground is not None and tuple(ground) == PAGE
    assert figures(picture, ground) == [(90, 500, 810, 980)]
    (found,) = find_cards(Photo("screen.png", 1, with_bubble(picture, 1100)))
    assert likeness(np.array(found.quad), truth) > 0.95


def test_a_cream_card_on_a_white_page_is_a_picture_on_it_too() -> None:
    page = np.full((900, 1300, 3), 255, np.uint8)
    page[200:750, 100:1010] = (250, 253, 254)
    assert figures(page, page[0, 0]) == [(100, 200, 1010, 750)]
    page[190:200, 100:1010] = 20  # the bars above and below it stand out more than the card
    page[750:760, 100:1010] = 20
    assert figures(page, page[0, 0]) == [(100, 190, 1010, 760)]


def test_an_outline_drawn_through_the_page_gives_way_to_the_picture_in_it() -> None:
    page = np.full((900, 1300, 3), 255, np.uint8)
    page[200:750, 100:1010] = card((252, 252, 252))
    cv2.rectangle(page, (100, 200), (1009, 749), (130, 130, 130), 1)
    around, own = box(60, 200, 1090, 830), (100, 200, 1010, 750)
    assert find._is_shown_by(page, around, box(*own))
    cv2.rectangle(page, (60, 200), (1090, 830), (130, 130, 130), 3)  # a card with a frame printed on it
    assert not find._is_shown_by(page, around, box(*own))


def test_a_photo_of_cards_has_no_ground_of_one_colour() -> None:
    scene = desk(1600, 1200)
    lay(scene, card(), turned((600, 600), 560, 0))
    assert ground_of(scene) is None


def test_a_card_that_fills_the_picture_is_not_the_frame_printed_on_it() -> None:
    flat = card((250, 250, 250))
    cv2.rectangle(flat, (30, 30), (879, 519), (120, 60, 20), 3)
    (found,) = find_cards(Photo("flat.png", 1, flat))
    assert likeness(np.array(found.quad), box(0, 0, 909, 549)) > 0.99


def test_part_of_a_bubble_is_no_card_but_a_whole_card_is_one() -> None:
    picture = with_bubble(screen(), 200)
    assert is_no_card(picture, box(100, 200, 380, 310), [], GROUND)
    assert not is_no_card(picture, box(100, 200, 700, 310), [], GROUND)


def test_what_ends_in_the_middle_of_the_page_is_no_card() -> None:
    picture = with_bubble(screen(), 200)
    assert is_no_card(picture, box(100, 200, 700, 400), [], GROUND)


def test_lines_of_text_on_a_white_page_are_no_card_seen_askew() -> None:
    page = np.full((900, 1300, 3), 255, np.uint8)
    for x in range(260, 740, 48):
        cv2.rectangle(page, (x, 400), (x + 20, 424), (20, 20, 20), -1)
    askew = np.array([(250, 100), (800, 130), (760, 420), (230, 420)], np.float64)
    assert is_no_card(page, askew, [], page[0, 0])
    assert not is_no_card(page, box(250, 100, 760, 420), [], page[0, 0])


def test_what_is_as_crooked_as_no_card_on_a_screen_is_none() -> None:
    page = np.full((900, 1300, 3), 255, np.uint8)
    assert is_no_card(page, np.array([(250, 200), (900, 60), (860, 520), (230, 300)], np.float64), [], page[0, 0])


def test_a_card_seen_only_when_the_picture_of_it_is_looked_at_alone_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = screen()
    picture[500:980, 90:810] = desk(720, 480)
    seen = find.Found(((30.0, 40.0), (500.0, 40.0), (500.0, 300.0), (30.0, 300.0)), 0.9, "paper of a card", 0.05)
    monkeypatch.setattr(find, "cards_outlined", lambda pixels, sight: [])
    monkeypatch.setattr(find, "_found_in_figure", lambda pixels: [seen])
    (found,) = find_cards(Photo("screen.png", 1, picture))
    assert found.quad[0] == (120.0, 540.0)
    monkeypatch.setattr(find, "_found_in_figure", lambda pixels: [seen, seen])  # cells of a wire netting
    assert all(each.quad[0] != (120.0, 540.0) for each in find_cards(Photo("screen.png", 1, picture)))


@pytest.mark.parametrize(("words", "are_cards"), [(ON_SHEET, True), ("paper of a card", False)])
def test_on_a_scanned_sheet_the_page_shows_through_a_card_and_yet_it_is_one(
    monkeypatch: pytest.MonkeyPatch, words: str, are_cards: bool
) -> None:
    page = np.full((900, 1300, 3), 255, np.uint8)
    for x in range(100, 1200, 50):  # so that the page is one
        cv2.putText(page, "abc", (x, 800), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (20, 20, 20), 2)
    crooked = np.array([(250, 200), (900, 60), (860, 520), (230, 300)], np.float64)
    seen = Sighting(crooked, 0.9, 0.2, 1.0, 1.0, 1.6, words)
    monkeypatch.setattr(find, "cards_outlined", lambda pixels, sight: [seen] if len(pixels) == 900 else [])
    found = find_cards(Photo("scan.png", 1, page))
    assert any(each.quad == quad_of(crooked) for each in found) is are_cards


def test_two_bubbles_are_no_card_but_a_card_with_a_band_is_one() -> None:
    picture = with_bubble(with_bubble(screen(), 200), 360)
    askew = np.array([(96, 200), (420, 205), (415, 440), (140, 430)], np.float64)
    assert is_no_card(picture, box(100, 200, 700, 470), [], GROUND)
    assert is_no_card(picture, askew, [], GROUND)
    banded = card()
    banded[200:260] = (160, 40, 40)
    picture[600:1150, 0:900] = banded[:, :900]
    assert not is_no_card(picture, box(0, 600, 900, 1150), [], GROUND)


def test_a_card_in_a_frame_on_a_page_of_its_own_white_is_a_card() -> None:
    white = np.full((900, 1200, 3), 250, np.uint8)
    white[100:650, 100:1010] = card()
    cv2.rectangle(white, (100, 100), (1009, 649), (150, 150, 150), 1)
    assert not is_no_card(white, box(100, 100, 1009, 649), [], np.array((250, 250, 250), np.uint8))


def test_one_of_two_cards_that_touch_on_a_sheet_is_a_card() -> None:
    picture = screen()
    picture[200:420, 100:800] = 255
    left, right = box(100, 200, 450, 420), box(450, 200, 800, 420)
    assert not is_no_card(picture, left, [right], GROUND)
    assert is_no_card(picture, left, [], GROUND)


def test_a_bar_is_no_card_but_what_is_to_be_seen_nowhere_may_be_one() -> None:
    black, white = (np.full((900, 900, 3), level, np.uint8) for level in (0, 255))
    bar, cut_off, whole = box(0, 600, 899, 899), box(200, 500, 899, 899), box(200, 300, 700, 600)
    assert is_no_card(black, cut_off, [], black[0, 0])
    assert is_no_card(white, bar, [], white[0, 0])
    assert not is_no_card(white, cut_off, [], white[0, 0])  # white paper on a scan that is burnt out
    assert not is_no_card(black, whole, [], black[0, 0])  # black paper on a table in the dark


def test_a_closer_look_that_is_less_sure_than_the_first_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    photo = desk(720, 480)
    lay(photo, card(), turned((360, 240), 560, 6))
    picture = screen()
    picture[500:980, 90:810] = photo
    first = find_cards(Photo("screen.png", 1, picture))
    worse = find.Found(((0.0, 0.0), (50.0, 0.0), (50.0, 30.0), (0.0, 30.0)), 0.5, "edges")
    monkeypatch.setattr(find, "_found_in_figure", lambda pixels: [worse])
    (kept,) = find_cards(Photo("screen.png", 1, picture))
    assert likeness(np.array(kept.quad), np.array(first[0].quad)) > 0.9


def test_a_figure_of_nearly_its_own_white_ends_where_the_line_round_the_card_is() -> None:
    picture = screen()
    picture[300:700, 100:700] = tuple(level + 6 for level in PAGE)
    cv2.rectangle(picture, (140, 350), (660, 650), (150, 150, 150), 1)
    cv2.putText(picture, "Taro Tanaka", (200, 500), cv2.FONT_HERSHEY_SIMPLEX, 1.5, (20, 20, 20), 3)
    assert np.abs(card_in_figure(picture, box(100, 300, 700, 700)) - box(140, 350, 660, 650)).max() <= 1.5


def test_what_is_clearly_seen_to_end_is_no_figure() -> None:
    picture = screen()
    picture[300:700, 100:700] = 255
    cv2.rectangle(picture, (140, 350), (660, 650), (150, 150, 150), 1)
    outline = box(100, 300, 700, 700)
    assert card_in_figure(picture, outline) is outline


def test_what_bears_no_print_in_a_picture_is_a_portrait_and_no_card(monkeypatch: pytest.MonkeyPatch) -> None:
    flat = np.full((650, 1075, 3), 255, np.uint8)
    for row in range(8):
        cv2.putText(flat, "Tel. 03-1234-5678", (60, 80 + row * 65), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (40, 40, 40), 2)
    flat[297:595, 854:1010] = (205, 190, 170)
    seen = find.Found(((0.0, 0.0), (150.0, 0.0), (150.0, 290.0), (0.0, 290.0)), 0.95, "paper of a card", 0.0)
    monkeypatch.setattr(find, "cards_outlined", lambda pixels, sight: [])
    monkeypatch.setattr(find, "_found_in_figure", lambda pixels: [seen])
    (found,) = find_cards(Photo("flat.png", 1, flat))
    assert likeness(np.array(found.quad), box(0, 0, 1074, 649)) > 0.99


def test_one_colour_of_a_two_coloured_scan_is_not_taken_for_the_card() -> None:
    flat = np.full((541, 896, 3), (60, 101, 22), np.uint8)
    sight, light = look(flat), box(271, 0, 895, 540)
    assert why_whole(flat, [light], sight) == "one of two colours of a card: the whole picture"
    assert why_whole(flat, [box(271, 60, 895, 480)], sight) != "one of two colours of a card: the whole picture"


def test_a_panel_of_a_card_s_shape_in_a_scan_of_just_that_shape_is_not_taken_for_the_card() -> None:
    scan = np.full((650, 1003, 3), 255, np.uint8)
    panel = box(0, 0, 1002, 528)
    assert why_whole(scan, [panel], look(scan)) == "one of two colours of a card: the whole picture"
    photo = np.full((752, 1003, 3), 255, np.uint8)
    assert why_whole(photo, [panel], look(photo)) != "one of two colours of a card: the whole picture"


def test_panels_of_a_scanned_card_are_not_taken_for_cards() -> None:
    scan = np.full((650, 1075, 3), 255, np.uint8)
    sight = look(scan)
    panel, service_box = box(0, 240, 697, 649), box(697, 272, 1016, 536)
    assert why_whole(scan, [panel, service_box], sight) == "panels of one card: the whole picture"
    assert why_whole(scan, [box(40, 100, 500, 380), box(560, 100, 1020, 380)], sight) != (
        "panels of one card: the whole picture"
    )
    photo = np.full((768, 1024, 3), 255, np.uint8)
    assert why_whole(photo, [panel, service_box], look(photo)) is None


def test_one_dark_half_of_a_scanned_card_is_not_taken_for_the_card(monkeypatch: pytest.MonkeyPatch) -> None:
    scan = np.full((650, 1075, 3), 255, np.uint8)
    half = find.Found(((0.0, 70.0), (436.0, 30.0), (436.0, 649.0), (0.0, 649.0)), 0.98, "paper of a card", 0.13)
    monkeypatch.setattr(find, "figures", lambda pixels, ground: [(0, 0, 436, 650)])
    monkeypatch.setattr(find, "cards_outlined", lambda pixels, sight: [])
    monkeypatch.setattr(find, "_alone", lambda pixels, box: [half])
    (found,) = find_cards(Photo("scan.png", 1, scan))
    assert found.quad == ((0.0, 0.0), (1074.0, 0.0), (1074.0, 649.0), (0.0, 649.0))
