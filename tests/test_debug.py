"""`read --debug`: what was found, drawn on the picture, in files that harm nobody else's."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from conftest import Draw, Run
from hypothesis import given
from hypothesis import strategies as st
from test_image_find import card, desk, lay, turned

from cardscan.cli.drawings import file_stem
from cardscan.image.draw import Shown, drawn, in_photo
from cardscan.image.flatten import flatten, turn
from cardscan.image.shape import quad_of
from cardscan.model import CardImage, Photo, TextLine

ABE = ("株式会社みどり製作所", "代表取締役", "阿部 太郎", "携帯 090-1234-5678", "abe@midori.example")
REPLAY = ("--engine", "replay")


def on_desk(degrees: float = 20) -> CardImage:
    scene = desk()
    corners = lay(scene, card(), turned((600, 450), 700, degrees))
    return flatten(Photo("table.jpg", 1, scene), quad_of(corners), 1)


def whole(shown: CardImage) -> TextLine:
    """A line that fills the flat card."""
    height, width = shown.pixels.shape[:2]
    return TextLine("", ((0, 0), (width - 1, 0), (width - 1, height - 1), (0, height - 1)), 1.0, "test")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# ---------------------------------------------------------------- the drawing


@given(st.integers(0, 3))
def test_a_line_is_mapped_back_however_the_card_was_turned(quarters: int) -> None:
    shown = turn(on_desk(), quarters)
    assert in_photo(shown, whole(shown)) == pytest.approx(np.array(shown.quad), abs=0.01)


def test_the_photo_itself_is_left_as_it_was() -> None:
    shown = on_desk()
    before = shown.photo.pixels.copy()
    picture = drawn(shown.photo, [Shown(shown, (whole(shown),))], ["something"])
    assert np.array_equal(shown.photo.pixels, before)
    assert not np.array_equal(picture, before)


def test_a_drawing_is_at_most_two_thousand_pixels_long() -> None:
    assert drawn(Photo("a.jpg", 1, np.zeros((3000, 4000, 3), np.uint8)), []).shape == (1500, 2000, 3)
    assert drawn(Photo("a.jpg", 1, np.zeros((30, 40, 3), np.uint8)), []).shape == (30, 40, 3)


def test_the_filled_corner_turns_with_the_card() -> None:
    shown = on_desk(0)
    half = turn(shown, 2)
    top_left = np.mean(shown.quad, axis=0) * 0.02 + np.array(shown.quad[0]) * 0.98
    x, y = np.round(top_left).astype(int)
    filled, empty = (drawn(each.photo, [Shown(each, (), "not read")])[y + 4, x] for each in (shown, half))
    assert tuple(filled) == (50, 50, 230) != tuple(empty)


@given(
    st.lists(st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)), min_size=4, max_size=4),
    st.text(max_size=300),
)
def test_no_quad_and_no_words_can_stop_the_drawing(corners: list[tuple[float, float]], words: str) -> None:
    flat = np.zeros((20, 30, 3), np.uint8)
    plain = flatten(Photo("a.jpg", 1, flat), ((0, 0), (29, 0), (29, 19), (0, 19)), 1)
    odd = CardImage(plain.photo, 1, quad_of(np.array(corners)), flat, plain.quality, tag=words)
    assert drawn(plain.photo, [Shown(odd, (whole(plain),), words)], [words]).shape == flat.shape


# ---------------------------------------------------------------- the files


def test_each_picture_gets_a_drawing(cardscan: Run, draw_card: Draw, tmp_path: Path) -> None:
    done = cardscan("read", draw_card("abe.png", *ABE), "--debug", tmp_path / "new" / "seen", *REPLAY)
    assert (done.returncode, done.stderr) == (0, "")
    assert names(tmp_path / "new" / "seen") == ["abe.cards.jpg"]
    assert cv2.imread(str(tmp_path / "new" / "seen" / "abe.cards.jpg")) is not None


def test_what_was_not_read_is_drawn_too_and_what_is_no_picture_is_not(
    cardscan: Run, draw_card: Draw, tmp_path: Path
) -> None:
    (tmp_path / "bad.jpg").write_bytes(b"no picture")
    done = cardscan("read", draw_card("blank.png"), tmp_path / "bad.jpg", "--debug", tmp_path / "seen", *REPLAY)
    assert done.returncode == 4
    assert names(tmp_path / "seen") == ["blank.cards.jpg"]


def test_pictures_of_the_same_name_do_not_collide_and_a_second_run_adds_nothing(
    cardscan: Run, draw_card: Draw, tmp_path: Path
) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    pictures = [draw_card("one/a.png", *ABE), draw_card("two/a.png", *ABE)]
    for _ in range(2):
        assert cardscan("read", *pictures, "--debug", tmp_path / "seen", *REPLAY).returncode == 0
        assert names(tmp_path / "seen") == ["a-2.cards.jpg", "a.cards.jpg"]


def test_a_file_that_is_not_ours_is_never_written_over(cardscan: Run, draw_card: Draw, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    seen.mkdir()
    (seen / "a.cards.jpg").write_bytes(b"mine")
    (tmp_path / "precious").write_bytes(b"precious")
    (seen / "a-2.cards.jpg").symlink_to(tmp_path / "precious")
    assert cardscan("read", draw_card("a.png", *ABE), "--debug", seen, *REPLAY).returncode == 0
    assert (seen / "a.cards.jpg").read_bytes() == b"mine"
    assert (tmp_path / "precious").read_bytes() == b"precious"
    assert (seen / "a-3.cards.jpg").is_file()


def test_a_folder_that_cannot_be_made_is_told_before_anything_is_read(
    cardscan: Run, draw_card: Draw, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"")
    done = cardscan("read", draw_card("a.png", *ABE), "--debug", tmp_path / "file", *REPLAY)
    assert done.returncode == 7
    assert "--debug" in done.stderr and str(tmp_path / "file") in done.stderr and done.stdout == ""


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs"]), max_size=400), st.integers(1, 300))
def test_no_name_leads_out_of_the_folder(name: str, page: int) -> None:
    stem = file_stem(Photo(name, page, np.zeros((1, 1, 3), np.uint8)))
    assert stem and stem == Path(stem).name and not stem.startswith(".")
    assert len(stem.encode()) < 200
    assert stem.isprintable()
