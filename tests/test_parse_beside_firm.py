"""Posts that no list knows: behind a firm, right under it, behind a department."""

from __future__ import annotations

import pytest
from parse_lines import at

from cardscan.parse import parse

DOUBT = "it stands where a title stands"


def posts(*rows: str) -> list[tuple[str | None, tuple[str, ...]]]:
    """Return the firms and titles of a card with these lines, 40 pixels apart, over a name."""
    laid = [at(row, 50, 40 + 40 * number, 26) for number, row in enumerate(rows)]
    read = parse((*laid, at("山田 太郎", 50, 320, 60), at("03-5950-1234", 50, 450, 22)))
    return [(place.org, place.titles) for place in read.contact.affiliations]


def test_a_word_behind_the_second_firm_is_its_post_where_the_first_has_one():
    found = posts("株式会社青葉商事", "営業部長", "豊島若手経営者協会 三九郎")
    assert found == [("株式会社青葉商事", ("営業部長",)), ("豊島若手経営者協会", ("三九郎",))]


def test_a_post_that_only_its_place_tells_is_doubted():
    read = parse(
        (
            at("株式会社青葉商事", 50, 40, 26),
            at("営業部長", 50, 80, 26),
            at("豊島若手経営者協会 三九郎", 50, 120, 26),
            at("山田 太郎", 50, 320, 60),
        )
    )
    assert [field.doubt for field in read.fields if field.value == "三九郎"] == [DOUBT]


@pytest.mark.parametrize("firm", ["喫茶 りんどう", "株式会社 こもれび通信", "つばさ情報システム 株式会社"])
def test_a_name_with_a_gap_in_it_stays_whole(firm: str):
    assert [org for org, _ in posts("株式会社青葉商事", "営業部長", firm)][1] in (firm, firm.replace(" ", ""))


def test_a_firm_alone_on_its_card_keeps_what_stands_behind_it():
    assert [org for org, _ in posts("株式会社アルファ コーポレーション", "営業部長")] == [
        "株式会社アルファ コーポレーション"
    ]


@pytest.mark.parametrize("line", ["営業部 三九郎役", "営業部長 三九郎役"])
def test_an_unknown_word_behind_a_department_or_title_is_a_post(line: str):
    (place,) = posts("株式会社青葉商事", line)
    assert place[1][-1] == "三九郎役"
