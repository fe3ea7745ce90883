"""A card with two people on it: two entries of the book, each with what is theirs, and all that the book can do."""

import json

import numpy as np
import pytest
from PIL import Image

SALON = (
    "美容室 Lumière",
    "スタイリスト",
    "中村 さくら",
    "sakura@lumiere.example",
    "店長",
    "小林 大輔",
    "daisuke@lumiere.example",
    "TEL 03-3401-2345",
)
REPLAY = ("--engine", "replay")


@pytest.fixture
def run(cardscan, draw_card, tmp_path):
    picture = draw_card("salon.png", *SALON)

    def in_the_book(*words):
        done = cardscan(*(picture if word is SALON else word for word in words), CARDSCAN_BOOK=str(tmp_path / "book"))
        assert done.returncode == 0, (done.stdout, done.stderr)
        return done

    return in_the_book


def told(run):
    """Return the name, title and mail addresses of everybody in the book."""
    people = [json.loads(line)["contact"] for line in run("list", "--json").stdout.splitlines()]
    return sorted((one["name"]["full"], one["orgs"][0]["titles"], one["emails"]) for one in people)


BOTH = [
    ("中村 さくら", ["スタイリスト"], ["sakura@lumiere.example"]),
    ("小林 大輔", ["店長"], ["daisuke@lumiere.example"]),
]


def test_read_prints_a_line_for_each_of_them(run):
    first, second = map(json.loads, run("read", SALON, "--json", *REPLAY).stdout.splitlines())
    assert [one["contact"]["name"]["full"] for one in (first, second)] == ["中村 さくら", "小林 大輔"]
    assert [one["card"] for one in (first, second)] == [1, 2]
    assert first["quad"] == second["quad"]
    assert "小林" not in json.dumps(first, ensure_ascii=False) and "中村" not in json.dumps(second, ensure_ascii=False)
    assert first["contact"]["phones"] == second["contact"]["phones"]


def test_both_come_into_the_book_once_with_the_same_card_and_meeting(run):
    said = run("scan", SALON, "--event", "池袋交流会", "--yes", *REPLAY).stdout
    assert "1 card with 2 people read: 2 new, 0 known." in said
    assert told(run) == BOTH
    run("scan", SALON, "--event", "池袋交流会", "--yes", *REPLAY)
    assert told(run) == BOTH
    assert len(run("find", "池袋交流会", "--json").stdout.splitlines()) == 2
    assert "The book is sound" in run("check").stdout


def test_reading_again_mixes_them_up_as_little_as_undo_and_delete_do(run, tmp_path):
    run("scan", SALON, "--yes", *REPLAY)
    assert "2 cards read again, 0 people changed" in run("rescan", "all", "--apply", *REPLAY).stderr
    recorded = tmp_path / "salon.lines.json"
    lines = json.loads(recorded.read_text(encoding="utf-8"))
    lines["cards"]["1:1"][4]["text"] = "副店長"
    recorded.write_text(json.dumps(lines), encoding="utf-8")
    run("rescan", "all", "--apply", *REPLAY)
    assert told(run) == [BOTH[0], ("小林 大輔", ["副店長"], ["daisuke@lumiere.example"])]
    run("undo")
    assert told(run) == BOTH
    run("delete", "小林", "--yes")
    assert told(run) == BOTH[:1]
    assert "The book is sound" in run("check").stdout


def test_another_photo_of_the_same_card_is_nobody_new(cardscan, draw_card, tmp_path):
    inn = ("居酒屋 まつ", "店主 松本 隆", "女将 松本 洋子", "東京都台東区浅草2-3-4", "電話 03-3841-5678")
    one, again = draw_card("inn.png", *inn), draw_card("again.png", *inn)
    book = {"CARDSCAN_BOOK": str(tmp_path / "book")}
    assert "1 card with 2 people read: 2 new" in cardscan("scan", one, "--yes", *REPLAY, **book).stdout
    done = cardscan("scan", again, "--yes", *REPLAY, **book)
    assert "1 card with 2 people read: 0 new, 2 known" in done.stdout, done.stdout
    people = [json.loads(line)["contact"] for line in cardscan("list", "--json", **book).stdout.splitlines()]
    assert sorted(one["name"]["full"] for one in people) == ["松本 洋子", "松本 隆"]
    assert sorted(one["orgs"][0]["titles"] for one in people) == [["女将"], ["店主"]]


def test_one_of_them_can_be_forgotten_and_nothing_of_them_stays_with_the_other(run, tmp_path):
    run("scan", SALON, "--yes", *REPLAY)
    done = run("forget", "小林", "--yes")
    assert "0 places left" in done.stdout, done.stdout
    assert told(run) == BOTH[:1]
    for file in (tmp_path / "book").rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert "小林".encode() not in content and b"daisuke@" not in content, file
    assert not [file for file in (tmp_path / "book" / "cards").iterdir() if file.suffix == ".jpg" and _is_flat(file)]
    assert "The book is sound" in run("check").stdout


def _is_flat(file):
    """Return whether a picture shows anything: the photo itself is black where the card was."""
    return np.asarray(Image.open(file).convert("L")).max() > 60
