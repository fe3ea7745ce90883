"""Photographs of tables, hands and screens: the truth says where the cards lie, what hides them, what cuts them off."""

from __future__ import annotations

import io
from random import Random
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageOps

from bench.cards import generate, makers
from bench.cards.flat import Card
from bench.cards.photos import cased, grounds, laying, lens, notcards, tricky, view
from bench.cards.photos.laying import Lying, covered, outline, shared
from bench.cards.photos.light import Light
from bench.cards.photos.shooting import Stage, cards_of, outside_share, shot
from bench.cards.photos.slices import PHOTOS
from bench.cards.scene import Corners, card_quad, seen
from bench.cards.setting import MM

WHITE = Card(np.full((round(55 * MM), round(91 * MM), 3), 250, np.uint8), {}, ())
TALL = Card(np.full((round(91 * MM), round(55 * MM), 3), 250, np.uint8), {}, ())
PLAIN = grounds.Ground(np.full((200, 200, 3), 60, np.uint8), 2.0)
STILL = lens.Lens(defocus=0.0, noise=0.5)
SQUARE: Corners = np.array([(0, 0), (300, 0), (300, 200), (0, 200)], np.float32)


def test_every_item_of_the_list_has_its_slice_and_a_sentence() -> None:
    assert set(PHOTOS) < set(makers())
    assert all((make.__doc__ or "").strip() for make in PHOTOS.values())


@pytest.mark.parametrize("name", ["screenshot", "thumbnail_400", "not_cards", "exif_lies"])
def test_the_same_seed_is_the_same_photo(name: str) -> None:
    one, other = generate(name, 3, "dev"), generate(name, 3, "dev")
    assert one.encoded == other.encoded
    assert one.truth == other.truth
    assert (not one.truth["cards"]) == (name == "not_cards")


def test_truth_lies_on_the_pixels_of_the_card() -> None:
    laid = [Lying(WHITE, 0, 0, 20), Lying(TALL, 120, 10, 250)]
    camera = view.looking(Random(1), (900, 700), np.concatenate([outline(item) for item in laid]), 25, 0.8)
    stage = Stage(camera, PLAIN, laid)
    pixels = shot(Random(2), stage, Light(slope=0.0, vignette=0.0), STILL)
    for card in cards_of(stage, 0.0):
        mask = np.zeros(pixels.shape[:2], np.uint8)
        cv2.fillConvexPoly(mask, np.round(card["quad"]).astype(np.int32), 1)
        inner, near = cv2.erode(mask, np.ones((9, 9))), cv2.dilate(mask, np.ones((25, 25)))
        assert pixels[inner > 0].mean() > 200
        assert pixels[(near > 0) & (cv2.dilate(mask, np.ones((9, 9))) == 0)].mean() < 120


def test_a_bent_card_keeps_its_corners() -> None:
    flat, bent = Lying(WHITE, 0, 0, 0), Lying(WHITE, 0, 0, 0, bow=2.0)
    camera = view.looking(Random(1), (900, 700), outline(flat), 0, 0.8, 0.0)
    sides = []
    for item in (flat, bent):
        pixels = shot(Random(2), Stage(camera, PLAIN, [item]), Light(slope=0.0, vignette=0.0), STILL)
        (card,) = cards_of(Stage(camera, PLAIN, [item]), 0.0)
        left, top = np.min(card["quad"], 0)
        right, _ = np.max(card["quad"], 0)
        bright = [np.argmax(pixels[:, round(at), 1] > 150) - top for at in (left + 6, (left + right) / 2)]
        sides.append(bright)
    (flat_end, flat_middle), (bent_end, bent_middle) = sides
    assert abs(bent_end - flat_end) < 8
    assert bent_middle - flat_middle > 0.5 * 2.0 * camera.pixels_per_mm * 0.8


def test_a_card_cut_off_keeps_its_whole_outline_and_says_how_much_is_left() -> None:
    laid = [Lying(WHITE, 0, 0, 0), Lying(WHITE, 100, 0, 0)]
    camera = view.moved(view.looking(Random(1), (900, 700), outline(laid[0]), 0, 0.6), 0, 0)
    whole, cut = cards_of(Stage(camera, PLAIN, laid), 0.0)
    assert (whole["cut_off"], whole["visible"]) == (False, 1.0)
    assert cut["cut_off"]
    assert np.max(cut["quad"], 0)[0] > 900
    assert 0 < cut["visible"] < 0.6


def test_a_card_outside_the_picture_is_not_in_the_truth() -> None:
    laid = [Lying(WHITE, 0, 0, 0), Lying(WHITE, 900, 0, 0)]
    camera = view.looking(Random(1), (900, 700), outline(laid[0]), 0, 0.6)
    assert len(cards_of(Stage(camera, PLAIN, laid), 0.0)) == 1


def test_the_lower_of_two_cards_is_hidden_by_what_lies_on_it() -> None:
    under, over = Lying(WHITE, 0, 0, 0), Lying(WHITE, 45.5, 0, 0)
    assert covered([under, over]) == pytest.approx([0.5, 0.0], abs=0.01)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 24), st.sampled_from([0.0, 1.0, 12.0]))
def test_cards_in_rows_do_not_lie_on_each_other(seed: int, count: int, gap: float) -> None:
    rng = Random(seed)
    laid = laying.rows(rng, [rng.choice((WHITE, TALL)) for _ in range(count)], gap, 0.3 if gap < 2 else 3.0)
    assert len(laid) == count
    assert max(covered(laid)) < 0.03


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 16))
def test_scattered_cards_keep_their_distance(seed: int, count: int) -> None:
    laid = laying.scattered(Random(seed), [WHITE] * count, 1.8, 4.0)
    assert len(laid) == count
    for index, one in enumerate(laid):
        assert all(shared(outline(one, 1.9), outline(other, 1.9)) == 0 for other in laid[index + 1 :])


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.floats(0, 45), st.floats(0.3, 0.95))
@example(34268, 44.0, 0.9375)  # wide lenses that lean far
@example(891530, 44.59, 0.93775)
def test_a_camera_shows_all_it_should_and_fills_its_picture(seed: int, lean: float, fill: float) -> None:
    camera = view.looking(Random(seed), (1200, 900), SQUARE, lean, fill)
    shown = seen(camera.matrix, SQUARE)
    wide, high = np.ptp(shown, axis=0) / (1200, 900)
    assert max(wide, high) == pytest.approx(fill, abs=0.03)
    assert shown.min() > 0
    assert outside_share(shown, camera) == pytest.approx(0, abs=1e-6)


def test_quads_of_a_leaning_camera_are_no_rectangles() -> None:
    item = Lying(WHITE, 0, 0, 0)
    quad = card_quad(view.looking(Random(4), (1200, 900), outline(item), 45, 0.8, 0.0, 0.0), item)
    top, bottom = np.linalg.norm(quad[1] - quad[0]), np.linalg.norm(quad[2] - quad[3])
    assert max(top, bottom) / min(top, bottom) > 1.15


def test_exif_truth_is_in_the_pixels_of_a_program_that_obeys_the_tag() -> None:
    lying = next(
        picture
        for seed in range(1, 12)
        if Image.open(io.BytesIO((picture := generate("exif_lies", seed, "dev")).encoded)).getexif().get(0x0112, 1) > 1
    )
    with Image.open(io.BytesIO(lying.encoded)) as image:
        assert ImageOps.exif_transpose(image).size == lying.pixels.shape[1::-1]
    for card in lying.truth["cards"]:
        quad = np.array(card["quad"], np.float32)
        assert (quad.min(0) >= 0).all() and (quad.max(0) <= lying.pixels.shape[1::-1]).all()
        assert cv2.contourArea(quad, oriented=True) > 0


def test_a_label_that_reads_upside_down_as_a_number_is_underlined_when_turned() -> None:
    kind = cased.cases.CaseKind(3, 0, 0, 12, (255, 255, 255), (0, 0, 0), False, False, "top")

    def ink(words: str, underlined: bool) -> float:
        sticker, _ = cased.label(Random(3), words, kind, "dev", underlined)
        return float((sticker[round(0.78 * len(sticker)) : round(0.88 * len(sticker))] < 100).mean())

    assert ink("6", True) > ink("6", False)
    assert ink("5", True) == ink("5", False)


def test_a_two_tone_card_has_both_tones_and_keeps_its_words() -> None:
    card = tricky.two_tone(Random(5), "dev")
    across, down = card.pixels[0].astype(int), card.pixels[:, 0].astype(int)
    steps = np.abs(np.diff(across, axis=0)).sum(1).max(), np.abs(np.diff(down, axis=0)).sum(1).max()
    assert max(steps) > 60
    assert card.lines and card.contact["name"]


def test_an_identity_card_has_neither_mail_nor_telephone(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    draw = ImageDraw.ImageDraw.text

    def noted(pen: ImageDraw.ImageDraw, place: tuple[float, float], words: str, **more: Any) -> None:
        said.append(words)
        draw(pen, place, words, **more)

    monkeypatch.setattr(ImageDraw.ImageDraw, "text", noted)
    for seed in range(4):
        notcards.identity(Random(seed), "dev")
        notcards.payment(Random(seed), "dev")
    assert said
    assert not any("@" in words or "TEL" in words.upper() or "電話" in words for words in said)


def test_splits_share_no_texture() -> None:
    rows = grounds.table("grounds")["texture"]
    packages = {
        split: {pattern.split("/")[0] for row in rows if row["split"] == split for pattern in row["files"]}
        for split in ("dev", "test")
    }
    assert not packages["dev"] & packages["test"]


def test_grounds_are_painted_where_no_texture_was_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grounds, "real_files", lambda split, kind: ())
    for kind in grounds.PAINTERS:
        ground = grounds.ground(Random(1), "test", kind)
        assert ground.pixels.dtype == np.uint8
        assert ground.pixels.std() > 0.5


def test_the_second_picture_of_two_shows_the_backs_of_the_first_ones_cards() -> None:
    fronts, backs = (generate("pairs_two_photos", seed, "dev").truth["cards"] for seed in (5, 6))
    assert [card["pair"] for card in fronts] == [card["pair"] for card in backs]
    assert {card["side"] for card in fronts} == {"front"}
    assert {card["side"] for card in backs} == {"back"}
    following = generate("pairs_two_photos", 7, "dev").truth["cards"]
    assert not {card["pair"] for card in following} & {card["pair"] for card in fronts}
