"""From a photo of the table to the list: the sample with eight numbered cases, and the same with a card washed out and
another one gone."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
from conftest import SAMPLES, Run

TABLE = SAMPLES / "16-table-of-eight.jpg"
TRUTH = json.loads(TABLE.with_suffix(".truth.json").read_text(encoding="utf-8"))["cards"]
pytestmark = pytest.mark.engine


def listed(done: object) -> list[dict[str, object]]:
    return [json.loads(line) for line in done.stdout.splitlines()]  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def harmed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The table on which glare has taken all print of number 5, and number 7 is not there."""
    photo = cv2.imread(str(TABLE))
    quads = {card["tag"]: np.array(card["quad"]) for card in TRUTH}
    washed = quads["5"].mean(0) + (quads["5"] - quads["5"].mean(0)) * 0.86
    cv2.fillConvexPoly(photo, washed.round().astype(int), (252, 253, 253))
    gone = quads["7"].mean(0) + (quads["7"] - quads["7"].mean(0)) * 1.22
    patch = photo[2800:2990, 100:1000]  # of the bare table
    x, y = gone.min(0).astype(int)
    width, height = (gone.max(0) - gone.min(0)).astype(int)
    photo[y : y + height, x : x + width] = cv2.resize(patch, (int(width), int(height)))
    picture = tmp_path_factory.mktemp("harmed") / "table.png"
    cv2.imwrite(str(picture), photo)
    return picture


def test_a_photo_of_the_table_is_a_list_with_every_number_right(cardscan: Run) -> None:
    done = cardscan("roster", "--photo", TABLE, "--json")
    assert done.returncode == 0, done.stderr
    told = {one["number"]: one["name"] for one in listed(done)}
    assert told == {card["tag"]: card["contact"]["name"]["full"] for card in TRUTH}
    assert len(told) == 8 and all(one["business"] for one in listed(done))


def test_what_lies_washed_out_or_is_gone_is_named_and_why(cardscan: Run, harmed: Path, tmp_path: Path) -> None:
    done = cardscan("roster", "--photo", harmed, "--json")
    assert done.returncode == 4, "as of any card that cannot be read"
    people, remarks = [one for one in listed(done) if "name" in one], [one for one in listed(done) if "missing" in one]
    assert [one["number"] for one in people] == ["1", "2", "3", "4", "6", "8"]
    assert remarks == [{"number": "5", "missing": "no text"}, {"number": "7", "missing": "not on the table"}]


def test_the_book_remembers_which_numbers_could_not_be_read(cardscan: Run, harmed: Path, tmp_path: Path) -> None:
    scanned = cardscan("scan", harmed, "--event", "交流会", "--book", tmp_path / "book")
    assert "6 of 7 read" in scanned.stdout
    done = cardscan("roster", "交流会", "--up-to", "10", "--book", tmp_path / "book")
    assert done.stdout.splitlines()[-1].endswith("6 cards; 5: no text; 7: not on the table; 9–10: not on the table.")
    cardscan("scan", TABLE, "--event", "交流会", "--book", tmp_path / "book")
    done = cardscan("roster", "交流会", "--book", tmp_path / "book")
    assert done.stdout.splitlines()[-1].endswith("8 cards.")
