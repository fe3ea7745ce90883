"""Stated confidence against what is true."""

from __future__ import annotations

import pytest

from bench.score.trust import Claim, calibration_error, claims, reliability, resolve

TRUTH = {
    "name": {"full": "山田 太郎", "family": "山田", "given": "太郎"},
    "phones": [{"kind": "work", "e164": "+81312345678"}],
    "emails": ["taro@aoba.example"],
}


def record(contact: dict[str, object], **stated: tuple[float, str | None]) -> dict[str, object]:
    paths = {"name": "name.full", "phone": "phones[0]", "mail": "emails[0]", "mail2": "emails[1]", "note": "notes[0]"}
    fields = [{"field": paths[key], "confidence": sure, "doubt": doubt} for key, (sure, doubt) in stated.items()]
    return {"contact": contact, "fields": fields}


def test_a_wrong_mail_that_was_called_certain_is_critical() -> None:
    (claim,) = claims(record({"emails": ["tar0@aoba.example"]}, mail=(0.97, None)), TRUTH)
    assert claim.critical


@pytest.mark.parametrize("stated", [(0.89, None), (0.97, "mail domain ≠ web site")])
def test_a_wrong_mail_that_was_doubted_is_not_critical(stated: tuple[float, str | None]) -> None:
    (claim,) = claims(record({"emails": ["tar0@aoba.example"]}, mail=stated), TRUTH)
    assert not claim.right
    assert not claim.critical


def test_a_wrong_title_is_wrong_but_not_critical() -> None:
    read = {"contact": {"orgs": [{"titles": ["部長"]}]}, "fields": [{"field": "orgs[0].titles[0]", "confidence": 1.0}]}
    assert claims(read, TRUTH) == (Claim("title", 1.0, False, False),)


def test_the_kind_of_a_number_is_no_part_of_the_claim() -> None:
    (claim,) = claims(record({"phones": [{"kind": "fax", "e164": "+81312345678"}]}, phone=(0.95, None)), TRUTH)
    assert claim.right


def test_the_same_mail_stated_twice_is_right_once() -> None:
    read = record({"emails": ["taro@aoba.example"] * 2}, mail=(0.9, None), mail2=(0.9, None))
    assert [claim.right for claim in claims(read, TRUTH)] == [True, False]


def test_notes_and_readings_without_a_known_truth_are_not_judged() -> None:
    read = record({"notes": ["すべての笑顔のために"], "name": {"family_reading": "やまだ"}}, note=(1.0, None))
    read["fields"].append({"field": "name.family_reading", "confidence": 0.8})
    assert claims(read, TRUTH) == ()


def test_a_value_read_where_there_is_no_card_is_a_wrong_claim() -> None:
    (claim,) = claims(record({"emails": ["taro@aoba.example"]}, mail=(0.95, None)), {})
    assert claim.critical


def test_a_path_that_leads_nowhere_breaks_the_contract() -> None:
    with pytest.raises(ValueError, match=r"emails\[1\]"):
        resolve({"emails": ["a@b.example"]}, "emails[1]")


def test_bins_hold_every_claim_once_and_the_error_is_their_weighted_gap() -> None:
    stated = [Claim("email", 0.6, False, right) for right in (True, False)] + [Claim("email", 1.0, False, True)] * 2
    low, high = reliability(stated, edges=(0.0, 0.5, 0.8, 1.0))
    assert (low.claims, low.stated, low.right) == (2, pytest.approx(0.6), 0.5)
    assert (high.claims, high.stated, high.right) == (2, 1.0, 1.0)
    assert calibration_error([low, high]) == pytest.approx(0.05)
