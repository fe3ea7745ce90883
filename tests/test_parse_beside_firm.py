"""Posts that no list knows: behind a firm, right under it, behind a department."""

from __future__ import annotations

import pytest
from parse_lines import at

from cardscan.model import TextLine
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


def places(*laid: TextLine) -> list[tuple[str | None, str | None, tuple[str, ...]]]:
    """Return firms, departments and titles of a card with these lines and a name."""
    read = parse((*laid, at("清水 修", 60, 360, 60), at("03-5950-1234", 60, 470, 22))).contact
    return [(place.org, place.department, place.titles) for place in read.affiliations]


def test_a_post_read_apart_from_the_firm_on_its_row_is_its():
    found = places(
        at("株式会社東雲農産", 64, 43, 36),
        at("日本異業種交流会連盟", 66, 82, 30),
        at("理事", 256, 84, 28),
        at("生産管理部", 64, 200, 26),
        at("常務取締役", 64, 232, 26),
    )
    assert found == [
        ("株式会社東雲農産", "生産管理部", ("常務取締役",)),
        ("日本異業種交流会連盟", None, ("理事",)),
    ]


def test_posts_apart_from_those_under_the_last_firm_are_of_the_firm_that_has_none():
    found = places(
        at("株式会社若葉スポーツ", 56, 52, 28),
        at("首都圏起業家倶楽部", 58, 90, 24),
        at("理事", 56, 118, 24),
        at("日本終活支援協会", 56, 149, 26),
        at("幹事", 56, 177, 25),
        at("店長", 60, 240, 24),
    )
    assert [titles for _, _, titles in found] == [("店長",), ("理事",), ("幹事",)]


def test_a_branch_is_no_firm_for_the_ending_of_a_host():
    found = places(
        at("公益財団法人スカイ文化財団", 183, 78, 38),
        at("東京支部", 181, 118, 30),
        at("専務理事", 181, 150, 30),
        at("www.sky-net.tokyo", 60, 520, 24),
    )
    assert found == [("公益財団法人スカイ文化財団", "東京支部", ("専務理事",))]


def test_a_body_in_latin_letters_with_a_japanese_post_on_its_line_is_one():
    found = places(
        at("飛鳥建築設計事務所", 82, 100, 40), at("総務部", 77, 150, 30), at("atelier mou 支部長", 80, 240, 40)
    )
    assert [org for org, _, _ in found] == ["飛鳥建築設計事務所", "atelier mou"]


@pytest.mark.parametrize(("read", "listed"), [("アソシェィト", "アソシエイト"), ("マネージヤー", "マネージャー")])
def test_a_title_whose_small_kana_were_taken_for_large_ones_is_as_the_lists_have_it(read: str, listed: str):
    assert places(at("株式会社青葉商事", 60, 40, 36), at(read, 60, 90, 26))[0][2] == (listed,)


def test_a_slogan_behind_a_firm_on_its_line_is_no_part_of_it():
    assert places(at("合同会社グリーン美装 ものづくりで、世界をやさしく。", 60, 40, 30))[0][0] == "合同会社グリーン美装"


def test_a_gap_inside_a_legal_form_is_none():
    found = places(at("株式会 社テラスフーズ セールスエンジニア", 60, 40, 30))
    assert found == [("株式会社テラスフーズ", None, ("セールスエンジニア",))]


def test_strokes_taken_for_a_kanji_and_a_dash_are_kana_where_that_makes_a_word():
    assert places(at("ハーモ二―町役場", 60, 40, 30))[0][0] == "ハーモニー町役場"


def test_a_kanji_in_its_old_form_stays_as_it_is_printed():
    assert places(at("首都圈起業家倶楽部", 60, 40, 30))[0][0] == "首都圈起業家倶楽部"
