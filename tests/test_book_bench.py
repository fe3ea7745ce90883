"""The book's bench judges pairs as the book does, and its figures stand where they belong."""

from bench.book.febrl import Compared, Score, contact_of, judged, score
from bench.book.khard import Run
from bench.book.report import febrl_part, khard_part, scale_part, with_part
from bench.book.scale import fill
from cardscan.likeness import Verdict

ROW = {
    "given_name": "mitchell",
    "surname": "green",
    "street_number": "7",
    "address_1": "wallaby place",
    "suburb": "cleveland",
    "postcode": "2119",
    "state": "sa",
    "soc_sec_id": "1804974",
}


def test_records_of_febrl_are_judged_as_cards_are():
    rows = {
        "rec-1-org": ROW,
        "rec-1-dup-0": {**ROW, "surname": "gren", "given_name": None},
        "rec-1-dup-1": {**ROW, "street_number": None},
        "rec-2-org": {**ROW, "given_name": "harley", "surname": "mccarthy", "soc_sec_id": "6089216"},
    }
    found = judged({uid: contact_of(row) for uid, row in rows.items()})
    assert found == {
        ("rec-1-dup-0", "rec-1-org"): Verdict.MAYBE,
        ("rec-1-dup-1", "rec-1-org"): Verdict.SAME,
        ("rec-1-dup-1", "rec-1-dup-0"): Verdict.MAYBE,
    }


def test_an_empty_record_is_nobody_and_like_nobody():
    nobody = contact_of(dict.fromkeys(ROW))
    assert nobody.name is None and judged({"a": nobody, "b": nobody}) == {}


def test_f1_is_that_of_pairs():
    true = frozenset({("a", "b"), ("a", "c"), ("b", "c")})
    found = score(frozenset({("a", "b"), ("a", "c"), ("a", "d")}), true, 1.0)
    assert (found.precision, found.recall) == (2 / 3, 2 / 3) and abs(found.f1 - 2 / 3) < 1e-9
    assert score(frozenset(), true, 0.0).f1 == 0.0


def test_the_page_tells_every_size_that_was_kept_and_what_was_not_run():
    fill = {"wall": 2, "cpu": 1, "second": 0.1, "last": 0.12, "peak_mb": 9, "mb": 5}
    kept = {
        10: {"date": "2026-11-28", "machine": "M", "measures": {"fill": fill}},
        99: {"date": "2026-11-29", "machine": "M", "measures": {"list": {"wall": 300, "cpu": 1}}},
    }
    part = scale_part(kept)
    assert "2026-11-28, M; 2026-11-29, M" in part and "| 10 records | 99 records |" in part
    assert "| import with deduplication, one file | 2 s (1) | not run |" in part
    assert "| of that, the second tenth of the records and the last | 0.1 s, 0.1 s | not run |" in part
    text = with_part("<!-- generated: scale -->\nold\n<!-- end -->", "scale", part)
    assert "old" not in text and text.count("<!-- end -->") == 1


def test_the_time_of_an_import_is_told_tenth_by_tenth(tmp_path):
    found = fill(tmp_path / "book", 40)
    assert 0 < found["second"] + found["last"] <= found["cpu"] and found["people"] == 39


def test_peers_stand_beside_us():
    one = Score(1.0, 0.5, 0.1)
    assert "| febrl1 | 1,000 | 500 | 0.667 (1.000, 0.500) |" in febrl_part(
        "x", {"febrl1": Compared(1000, 500, one, one, one)}
    )
    runs = {"find x": (Run("cardscan find x", 0.5, 0.25, 3), Run("khard list x", 7.0, 6.0, 3))}
    assert "| find x | `cardscan find x`: 0.50 s (0.25), 3 people | `khard list x`: 7.00 s" in khard_part("x", 10, runs)
