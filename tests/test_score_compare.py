"""Contacts as printed beside contacts as read: figures that can be checked by hand, and laws."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.score import fold
from bench.score.compare import FIELDS, Count, compare, macro_f1, wholly_right

TAKAHASHI = {
    "name": {
        "full": "髙橋 美咲",
        "family": "髙橋",
        "given": "美咲",
        "family_reading": "たかはし",
        "given_reading": "みさき",
        "latin": "Misaki TAKAHASHI",
    },
    "orgs": [{"name": "株式会社青葉ソリューションズ", "department": "営業本部 第二営業部", "titles": ["課長代理"]}],
    "phones": [
        {"kind": "work", "text": "03-5950-1234", "e164": "+81359501234"},
        {"kind": "fax", "text": "03-5950-1234", "e164": "+81359501234"},
    ],
    "emails": ["m.takahashi@aoba-sol.example"],
    "urls": ["https://www.aoba-sol.example/"],
    "addresses": [{"text": "東京都豊島区南池袋1-16-15 ダイヤゲート池袋8F", "postal_code": "171-0022"}],
    "accounts": [{"service": "x", "id": "misaki_t"}],
    "qualifications": ["中小企業診断士"],
}


def changed(**values: object) -> dict[str, object]:
    return {**TAKAHASHI, **values}


def test_a_card_read_as_printed_is_perfect_in_every_field() -> None:
    counts = compare(TAKAHASHI, TAKAHASHI)
    assert {field for field, each in counts.items() if each.f1 == 1.0} == set(FIELDS)
    assert macro_f1(counts) == 1.0
    assert wholly_right(counts)


def test_one_wrong_mail_is_both_extra_and_missed() -> None:
    counts = compare(TAKAHASHI, changed(emails=["m.takahashi@aoba-so1.example"]))
    assert counts["email"] == Count(right=0, extra=1, missed=1)
    assert not wholly_right(counts)
    assert macro_f1(counts) == pytest.approx(13 / 14)


def test_precision_recall_and_f1_of_two_right_one_extra_two_missed() -> None:
    count = Count(right=2, extra=1, missed=2)
    assert (count.precision, count.recall, count.f1) == (pytest.approx(2 / 3), 0.5, pytest.approx(4 / 7))


def test_a_variant_kanji_in_a_name_is_an_error() -> None:
    read = changed(name={**TAKAHASHI["name"], "full": "高橋 美咲", "family": "高橋"})
    counts = compare(TAKAHASHI, read)
    assert counts["name"] == counts["split"] == Count(0, 1, 1)
    assert counts["reading"] == Count(1, 0, 0)


def test_a_name_split_in_the_wrong_place_is_still_the_right_name() -> None:
    read = changed(name={**TAKAHASHI["name"], "family": "髙", "given": "橋美咲"})
    counts = compare(TAKAHASHI, read)
    assert counts["name"].perfect
    assert counts["split"] == Count(0, 1, 1)


def test_one_number_printed_as_tel_and_fax_must_be_read_twice() -> None:
    counts = compare(TAKAHASHI, changed(phones=TAKAHASHI["phones"][:1]))
    assert counts["phone"] == Count(right=1, extra=0, missed=1)


def test_the_kind_of_a_phone_counts() -> None:
    read = [{"kind": "mobile", "e164": "+81359501234"}, {"kind": "fax", "e164": "+81359501234"}]
    assert compare(TAKAHASHI, changed(phones=read))["phone"] == Count(1, 1, 1)


def test_absent_and_null_values_are_the_same() -> None:
    bare = {"name": None, "orgs": [{"name": None, "department": None, "titles": []}], "phones": None}
    assert compare(bare, {}) == dict.fromkeys(FIELDS, Count())


def test_fields_that_are_not_printed_do_not_enter_the_mean() -> None:
    counts = compare({"emails": ["a@b.example"]}, {"emails": ["a@b.example"], "qualifications": ["PhD"]})
    assert counts["qualification"] == Count(0, 1, 0)
    assert macro_f1(counts) == 1.0


def test_the_mean_of_nothing_is_unknown_not_zero() -> None:
    assert macro_f1(compare({}, {})) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("㈱青葉", "(株)青葉"),
        ("ﾀｶﾊｼ", "タカハシ"),
        ("１−２ー３", "1-2-3"),
        ("山田　太郎", "山田太郎"),
        ("葛\U000e0100城", "葛城"),
    ],
)
def test_text_that_looks_alike_is_the_same(one: str, other: str) -> None:
    assert fold.text(one) == fold.text(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("髙", "高"), ("﨑", "崎"), ("\ufa19", "神"), ("サービス", "サ-ビス"), ("Aoba", "AOBA"), ("二〇", "20")],
)
def test_text_that_differs_in_print_stays_different(one: str, other: str) -> None:
    assert fold.text(one) != fold.text(other)


def test_web_addresses_ignore_scheme_case_of_host_and_last_slash_but_not_the_path() -> None:
    assert fold.web("HTTPS://WWW.Aoba.example/") == fold.web("www.aoba.example")
    assert fold.web("aoba.example/Team") != fold.web("aoba.example/team")


def test_the_at_sign_belongs_to_a_line_id_only() -> None:
    assert fold.account("x", "@Misaki") == fold.account("x", "misaki")
    assert fold.account("line", "@aoba") != fold.account("line", "aoba")


def test_postal_codes_and_addresses_ignore_punctuation() -> None:
    assert fold.postal("〒171‐0022") == "1710022"
    assert fold.address("1-2-3 Ginza, Chuo-ku, Tokyo") == fold.address("1-2-3 ginza Chuo-ku Tokyo.")


# ---------------------------------------------------------------- laws

words = st.text("髙高橋美咲サービー-a1@. ", min_size=1, max_size=6)
contacts = st.fixed_dictionaries(
    {},
    optional={
        "name": st.none() | st.fixed_dictionaries({"full": words}, optional={"family": words, "given": words}),
        "orgs": st.lists(
            st.fixed_dictionaries(
                {"name": st.none() | words, "department": words, "titles": st.lists(words, max_size=2)}
            ),
            max_size=2,
        ),
        "phones": st.lists(
            st.fixed_dictionaries({"kind": st.sampled_from(["work", "fax"]), "text": words, "e164": st.none() | words}),
            max_size=3,
        ),
        "emails": st.lists(words, max_size=3),
        "urls": st.lists(words, max_size=2),
        "addresses": st.lists(st.fixed_dictionaries({"text": words, "postal_code": st.none() | words}), max_size=2),
        "accounts": st.lists(
            st.fixed_dictionaries({"service": st.sampled_from(["x", "line"]), "id": words}), max_size=2
        ),
    },
)


@given(contacts)
def test_every_contact_is_perfect_against_itself(contact: dict[str, object]) -> None:
    assert all(each.perfect for each in compare(contact, contact).values())


@given(contacts, contacts)
def test_exchanging_truth_and_reading_exchanges_precision_and_recall(
    one: dict[str, object], other: dict[str, object]
) -> None:
    for there, back in zip(compare(one, other).values(), compare(other, one).values(), strict=True):
        assert (there.precision, there.recall, there.f1) == (back.recall, back.precision, back.f1)


@given(contacts, contacts)
def test_an_extra_right_value_never_lowers_recall(truth: dict[str, object], read: dict[str, object]) -> None:
    richer = {**read, "emails": [*read.get("emails", []), *truth.get("emails", [])]}
    before, after = compare(truth, read)["email"], compare(truth, richer)["email"]
    assert after.missed == 0 <= before.missed


@given(words)
def test_folding_is_idempotent(word: str) -> None:
    for folded in (fold.text, fold.reading, fold.mail, fold.web, fold.postal, fold.address, fold.digits):
        assert folded(folded(word)) == folded(word)


@given(contacts)
def test_json_and_back_changes_nothing(contact: dict[str, object]) -> None:
    assert all(each.perfect for each in compare(contact, json.loads(json.dumps(contact))).values())
