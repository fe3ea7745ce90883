"""What the recogniser was taught beyond its makers' own: printed here in fonts that it was not taught with."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from cardscan.model import CardImage, Photo, Quality
from cardscan.ocr import Engine, open_engine

HELD_OUT = Path("/usr/share/fonts/truetype/vlgothic/VL-PGothic-Regular.ttf")
SIZE = (910, 550)
WHOLE = ((0.0, 0.0), (909.0, 0.0), (909.0, 549.0), (0.0, 549.0))


@cache
def engine(name: str) -> Engine:
    return open_engine(name)


def read(name: str, lines: list[str]) -> list[str]:
    """What an engine reads of a card on which these lines are printed."""
    if not HELD_OUT.exists():
        pytest.skip("fonts-vlgothic is not installed")
    page = Image.new("RGB", SIZE, "white")
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(str(HELD_OUT), 46)
    for row, words in enumerate(lines):
        pen.text((60, 40 + row * 92), words, "black", font)
    pixels = np.ascontiguousarray(np.asarray(page)[:, :, ::-1])
    card = CardImage(Photo("card.png", 1, pixels), 1, WHOLE, pixels, Quality(254.0, 1.0, 0.0))
    return [line.text for line in engine(name).read(card)]


@pytest.mark.parametrize(
    "lines",
    [
        ["髙橋 美咲", "高橋 美咲", "栁田 健", "柳田 健"],
        ["山﨑 直樹", "山崎 直樹", "濵田 香織", "浜田 香織"],
        ["渡邊 誠", "渡邉 誠", "渡辺 誠", "𠮷田 愛", "吉田 愛"],
        ["廣瀨 隆", "広瀬 隆", "德永 葵", "徳永 葵"],
    ],
)
def test_each_form_of_a_name_is_read_as_it_is_printed(lines: list[str]) -> None:
    assert read("ppocr", lines) == lines


def test_marks_of_cards_are_characters() -> None:
    lines = ["㈱富士見印刷", "㈲こもれび商店", "℡ 03-1234-5678"]
    assert [words.replace(" ", "") for words in read("ppocr", lines)] == [words.replace(" ", "") for words in lines]


def test_labels_are_japanese_and_not_simplified_chinese() -> None:
    lines = ["携帯 090-1234-5678", "営業部 課長", "E-MAIL office@example.jp", "ISO9001認証取得"]
    assert read("ppocr", lines) == lines


def test_a_wide_gap_between_family_and_given_name_is_a_space_and_nothing_else() -> None:
    assert read("ppocr", ["渡邊　直樹", "営業部　部長"]) == ["渡邊 直樹", "営業部 部長"]


def test_the_plain_reader_is_there_to_compare_with_and_does_not_know_rare_kanji() -> None:
    told, other = read("plain", ["山﨑 直樹", "営業部 課長"])
    assert other.replace(" ", "") == "営業部課長"
    assert told.endswith("直樹") and "﨑" not in told
