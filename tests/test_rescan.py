"""`cardscan rescan`: the pictures in the book read again, shown first, written on request, taken back by undo."""

import json

import numpy as np
import pytest
from book_contacts import person, reading
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from cardscan.again import found_again, replaced
from cardscan.model import CardImage, CardReading, Photo, Quality

MISREAD = ("髙橋 美咲", "株式会社青葉", "諜長", "m.takahash1@aoba.example.com", "090-1234-5678")
RIGHT = ("髙橋 美咲", "株式会社青葉", "課長", "m.takahashi@aoba.example.com", "090-1234-5678")
ABE = ("阿部 誠", "阿部商店", "090-2222-3333", "abe@abe.example.com")
REPLAY = ("--engine", "replay")


@pytest.fixture
def book(cardscan, draw_card, tmp_path):
    folder = tmp_path / "book"
    names = [draw_card("a.png", *MISREAD), draw_card("b.png", *ABE)]
    done = cardscan("scan", *names, "--event", "池袋交流会", "--book", folder, "--yes", *REPLAY)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def run(cardscan, book):
    def in_the_book(*words, code=0):
        done = cardscan(*words, CARDSCAN_BOOK=str(book))
        assert done.returncode == code, (done.stdout, done.stderr)
        return done

    return in_the_book


def read_better(tmp_path, name="a", lines=RIGHT):
    """From now on the reader sees these lines on a picture."""
    recorded = tmp_path / f"{name}.lines.json"
    told = json.loads(recorded.read_text(encoding="utf-8"))
    for line, text in zip(told["cards"]["1:1"], lines, strict=True):
        line["text"] = text
    recorded.write_text(json.dumps(told), encoding="utf-8")


def mails(run):
    return [json.loads(line)["contact"]["emails"] for line in run("list", "--json").stdout.splitlines()]


def test_what_would_change_is_shown_and_nothing_is_written(run, tmp_path):
    read_better(tmp_path)
    before = run("list", "--json").stdout
    done = run("rescan", "all", *REPLAY)
    for text in ("髙橋 美咲", "m.takahash1@aoba.example.com", "m.takahashi@aoba.example.com", "諜長", "課長", "mail"):
        assert text in done.stdout
    assert "阿部" not in done.stdout
    assert "2 cards read again, 1 person changed if you say --apply" in done.stderr
    assert run("list", "--json").stdout == before
    (told,) = map(json.loads, run("rescan", "髙橋", "--json", *REPLAY).stdout.splitlines())
    assert told["before"]["emails"] == ["m.takahash1@aoba.example.com"] and told["change"] is None
    assert told["after"]["emails"] == ["m.takahashi@aoba.example.com"]


def test_it_is_written_on_request_as_one_change_that_undo_takes_back(run, tmp_path):
    read_better(tmp_path)
    before = mails(run)
    assert "takes it back" in run("rescan", "--event", "池袋交流会", "--apply", *REPLAY).stderr
    assert mails(run) == [["abe@abe.example.com"], ["m.takahashi@aoba.example.com"]]
    assert "The book is sound" in run("check").stdout
    assert "read again" in run("history", "髙橋").stdout
    run("undo")
    assert mails(run) == before
    assert "The book is sound" in run("check").stdout


def test_what_you_typed_stands_and_it_is_said(run, tmp_path):
    run("edit", "髙橋", "--set", "mail=misaki@aoba.example.com")
    read_better(tmp_path)
    done = run("rescan", "all", "--apply", *REPLAY)
    assert "m.takahashi@aoba.example.com: not taken, what you said stands" in done.stdout
    assert mails(run)[1] == ["misaki@aoba.example.com"]


def test_a_picture_that_cannot_be_read_is_named_and_costs_no_other(run, tmp_path, book):
    read_better(tmp_path, "b", ("阿部 誠", "阿部商店", "090-2222-3333", "makoto@abe.example.com"))
    (tmp_path / "a.lines.json").unlink()
    done = run("rescan", "all", "--apply", *REPLAY, code=5)
    assert "a.lines.json" in done.stderr
    assert mails(run) == [["makoto@abe.example.com"], ["m.takahash1@aoba.example.com"]]
    for kept in (book / "cards").iterdir():
        kept.unlink()
    done = run("rescan", "all", "--json", *REPLAY, code=3)
    errors = [json.loads(line)["error"]["code"] for line in done.stdout.splitlines()]
    assert errors == ["unreadable", "unreadable"] and "a.png" in done.stderr


def test_who_is_meant_must_be_said_and_be_there(run):
    assert "Say whose cards" in run("rescan", code=2).stderr
    run("rescan", "all", "--event", "x", code=2)
    run("rescan", "誰もいない", *REPLAY, code=8)
    run("rescan", "--event", "ない会", *REPLAY, code=8)


def test_the_same_reading_changes_nothing(run):
    assert "2 cards read again, 0 people changed\n" in run("rescan", "all", "--apply", *REPLAY).stderr
    assert len(run("history", "--json").stdout.splitlines()) == 2


def test_a_card_that_is_found_for_the_first_time_comes_in_as_by_scan(cardscan, draw_card, tmp_path):
    table, names = tmp_path / "table.png", [draw_card("a.png", *RIGHT), draw_card("b.png", *ABE)]
    with Image.new("RGB", (1300, 1500), (40, 60, 50)) as photo:
        for number, name in enumerate(names):
            photo.paste(Image.open(name), (190, 130 + 680 * number))
        photo.save(table)
    told = [json.loads(name.with_suffix(".lines.json").read_text(encoding="utf-8"))["cards"]["1:1"] for name in names]
    recording = {"engine": "replay", "cards": {"1:1": told[0]}, "labels": {}}
    table.with_suffix(".lines.json").write_text(json.dumps(recording), encoding="utf-8")
    here = ("--book", tmp_path / "table book")
    assert "1 new" in cardscan("scan", table, "--event", "池袋交流会", *here, *REPLAY).stdout
    recording["cards"]["1:2"] = told[1]
    table.with_suffix(".lines.json").write_text(json.dumps(recording), encoding="utf-8")
    assert "not found before: 阿部 誠" in cardscan("rescan", "all", *here, *REPLAY).stderr
    assert "阿部" not in cardscan("list", *here).stdout
    cardscan("rescan", "all", "--apply", *here, *REPLAY)
    (abe,) = map(json.loads, cardscan("find", "池袋交流会", "阿部", "--json", *here).stdout.splitlines())
    assert abe["encounters"][0]["event"] == "池袋交流会"
    cardscan("delete", "阿部", "--yes", *here)
    assert "not found before" not in cardscan("rescan", "all", *here, *REPLAY).stderr, "who was deleted stays deleted"


def on_the_table(column, row, index, page=1, shift=0.0):
    left, top = 1000.0 * column + shift, 600.0 * row + shift
    quad = ((left, top), (left + 910, top), (left + 910, top + 550), (left, top + 550))
    pixels = np.zeros((5, 9, 3), np.uint8)
    card = CardImage(Photo("table.jpg", page, pixels), index, quad, pixels, Quality(300, 0.9, 0.0))
    return CardReading(card, reading(person()).parsed)


@given(st.permutations(range(12)), st.floats(-150, 150), st.sets(st.integers(0, 11)))
def test_cards_are_found_again_by_where_they_lie_whatever_their_number(order, shift, lost):
    before = {n: on_the_table(n % 4, n // 4, n) for n in range(12)}
    now = [on_the_table(n % 4, n // 4, i, shift=shift) for i, n in enumerate(order) if n not in lost]
    found = found_again({n: (1, one.card.quad, "") for n, one in before.items()}, now)
    assert found.keys() == set(range(12)) - lost
    for n, one in found.items():
        assert one.card.quad[0] == pytest.approx((before[n].card.quad[0][0] + shift, before[n].card.quad[0][1] + shift))


def test_a_card_on_another_page_is_another_card():
    assert found_again({"a": (2, on_the_table(0, 0, 1).card.quad, "")}, [on_the_table(0, 0, 1)]) == {}


def called(name):
    return reading(person(name))


def test_who_is_shown_again_on_a_card_of_two_people_is_who_is_called_so():
    both = [called("山田 太郎"), called("山田 花子")]
    assert replaced({7: "山田 花子", 3: "山田 太郎"}, both) == [3, 7]
    assert replaced({3: "山田 太郎", 7: "山田 花子"}, [called("山田 花子")]) == [7]
    assert replaced({3: "山田 太郎", 7: "山田 花子"}, [called("佐藤 健")]) == [None], "nobody of the two, as it seems"


def test_whoever_is_shown_again_alone_is_who_was_there_alone():
    assert replaced({3: "山田 大郎"}, [called("山田 太郎")]) == [3]
    assert replaced({3: "山田 大郎"}, [called("山田 太郎"), called("山田 花子")]) == [3, None]
    assert replaced({}, [called("山田 太郎")]) == [None]
