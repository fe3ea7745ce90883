"""Which of several firms on a card each department and title belongs to."""

from __future__ import annotations

from parse_lines import at, lines

from cardscan.model import TextLine
from cardscan.parse import parse

NAME, PHONE = at("山田 太郎", 60, 420, 56), at("03-5950-1234", 60, 620, 22)


def places(*read: TextLine) -> list[tuple[str | None, str | None, tuple[str, ...]]]:
    return [(place.org, place.department, place.titles) for place in parse(read).contact.affiliations]


def test_a_post_beside_the_name_is_at_the_first_firm_where_the_second_has_its_own() -> None:
    first, second = at("株式会社多摩スタッフ", 60, 60, 30), at("渋谷ビジネス交流会", 60, 130, 26)
    under, apart = at("理事", 60, 165, 22), at("資材部 部長", 60, 380, 22)
    assert places(first, second, under, apart, NAME, PHONE) == [
        ("株式会社多摩スタッフ", "資材部", ("部長",)),
        ("渋谷ビジネス交流会", None, ("理事",)),
    ]


def test_what_stands_under_a_firm_with_a_post_on_its_line_is_of_a_firm_without_one() -> None:
    first, second = at("株式会社多摩スタッフ", 60, 60, 30), at("株式会社ポラリスユニオン 理事", 60, 130, 26)
    department, title = at("資材部", 60, 165, 22), at("部長", 60, 195, 22)
    assert places(first, second, department, title, NAME, PHONE) == [
        ("株式会社多摩スタッフ", "資材部", ("部長",)),
        ("株式会社ポラリスユニオン", None, ("理事",)),
    ]


def test_a_department_under_a_title_begins_the_post_at_another_firm() -> None:
    first, second = at("株式会社多摩スタッフ", 60, 60, 30), at("渋谷ビジネス交流会", 60, 130, 26)
    under, department, title = at("理事", 60, 165, 22), at("資材部", 60, 195, 22), at("部長", 60, 225, 22)
    assert places(first, second, under, department, title, NAME, PHONE) == [
        ("株式会社多摩スタッフ", "資材部", ("部長",)),
        ("渋谷ビジネス交流会", None, ("理事",)),
    ]


def test_posts_right_under_each_firm_are_its_own() -> None:
    first, second = at("株式会社多摩スタッフ", 60, 60, 30), at("渋谷ビジネス交流会", 60, 160, 26)
    own, other = at("資材部 部長", 60, 98, 22), at("理事", 60, 195, 22)
    assert places(first, own, second, other, NAME, PHONE) == [
        ("株式会社多摩スタッフ", "資材部", ("部長",)),
        ("渋谷ビジネス交流会", None, ("理事",)),
    ]


def test_two_posts_on_one_row_far_apart_are_two() -> None:
    first, second = at("有限会社ワンダー木材", 60, 60, 26), at("朝活読書会", 60, 130, 26)
    under, beside = at("理事", 60, 165, 22), at("工場長代理", 420, 165, 22)
    assert places(first, second, under, beside, NAME, PHONE) == [
        ("有限会社ワンダー木材", None, ("工場長代理",)),
        ("朝活読書会", None, ("理事",)),
    ]


def test_each_firm_is_reached_by_what_its_name_spells_and_the_first_by_the_rest() -> None:
    first, second = at("株式会社多摩スタッフ", 60, 60, 30), at("株式会社青葉", 60, 130, 26)
    mail, site, number = at("t.yamada@aoba.co.jp", 60, 540, 22), at("https://tama-staff.jp", 60, 580, 22), PHONE
    here, there = parse((first, second, NAME, mail, site, number)).contact.affiliations
    assert (here.emails, here.urls, len(here.phones)) == ((), ("https://tama-staff.jp/",), 1)
    assert (there.emails, there.urls, there.phones) == (("t.yamada@aoba.co.jp",), (), ())


def test_firms_side_by_side_keep_what_stands_under_each() -> None:
    first, second = at("株式会社多摩スタッフ", 60, 60, 30), at("株式会社青葉", 700, 60, 30)
    own, other = at("03-5950-1234", 60, 120, 22), at("06-6227-1234", 700, 120, 22)
    here, there = parse((first, second, own, other, NAME)).contact.affiliations
    assert [phone.text for phone in here.phones] == ["03-5950-1234"]
    assert [phone.text for phone in there.phones] == ["06-6227-1234"]


def test_all_posts_are_kept_wherever_they_stand() -> None:
    read = parse(lines("株式会社青葉", "部長", "株式会社若葉", "理事", "顧問", "山田 太郎", vertical=True)).contact
    assert sorted(title for place in read.affiliations for title in place.titles) == sorted(("部長", "理事", "顧問"))
