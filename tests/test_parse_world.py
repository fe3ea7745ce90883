"""Words as cards have them: titles made of titles, shops by what they are, licences, work that is offered."""

from __future__ import annotations

import pytest
from parse_lines import kinds


@pytest.mark.parametrize(
    "title",
    [
        "副代表理事",
        "代表幹事",
        "前会長",
        "最高マーケティング責任者",
        "経営企画室長",
        "営業企画部長",
        "塗装工",
        "畜産家",
        "バスガイド",
        "ベンチャーキャピタリスト",
        "ペットシッター",
    ],
)
def test_a_title_is_one_though_a_firm_could_be_called_so(title: str):
    assert kinds(title) == [("title", title)]


@pytest.mark.parametrize(
    ("line", "firm", "title"), [("青葉企画社長", "青葉企画", "社長"), ("青葉デザイン代表", "青葉デザイン", "代表")]
)
def test_a_firm_and_its_head_without_a_gap_are_two(line: str, firm: str, title: str):
    assert kinds(line) == [("org", firm), ("title", title)]


@pytest.mark.parametrize(
    "firm",
    [
        "行政書士田中事務所",
        "一級建築士事務所アトリエ風",
        "居酒屋青葉",
        "占いの館青葉",
        "花屋青葉",
        "野村證券",
        "青葉クリーニング",
        "豊島税務署",
        "東京地方裁判所",
        "日本医師会",
        "青葉PTA",
    ],
)
def test_a_firm_is_told_by_what_it_is(firm: str):
    assert kinds(firm) == [("org", firm)]


@pytest.mark.parametrize(
    "licence",
    [
        "剣道五段",
        "書道六段",
        "TOEIC 900",
        "JATI-ATI",
        "大型二種免許",
        "診療放射線技師",
        "MDRT成績資格終身会員",
        "認定支援機関",
    ],
)
def test_grades_scores_and_licences_are_qualifications(licence: str):
    assert kinds(licence) == [("qualification", licence)]


def test_the_mark_between_two_titles_is_no_part_of_either():
    read = kinds("代表取締役会長兼社長・マネージングディレクター")
    assert read == [("title", "代表取締役会長兼社長"), ("title", "マネージングディレクター")]


@pytest.mark.parametrize("work", ["Webデザイン／ロゴ制作", "整体・骨盤矯正", "会社設立・許認可申請"])
def test_what_is_offered_is_neither_a_firm_nor_a_title(work: str):
    assert {kind for kind, _ in kinds(work)} <= {"", "note"}
