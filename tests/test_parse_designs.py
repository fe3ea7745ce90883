"""What cards drawn by hand say in ways that no generator had thought of."""

from __future__ import annotations

import pytest
from parse_lines import at, contact

from cardscan.model import Account
from cardscan.parse import parse


def test_the_generation_of_an_old_house_is_a_title():
    read = contact("千歳川酒造株式会社", "代表取締役社長", "八代目蔵元", "近藤 宗一郎", "0258-32-1820")
    assert read.name is not None and read.name.full == "近藤 宗一郎"
    assert read.affiliations[0].titles == ("代表取締役社長", "八代目蔵元")


def test_a_second_post_in_brackets_is_held_at_the_firm_behind_them():
    read = contact("鷹取商工会議所", "経営支援課", "（兼）一般社団法人鷹取まちづくり推進機構 事務局次長", "神﨑 奈々子")
    assert [(place.org, place.titles) for place in read.affiliations] == [
        ("鷹取商工会議所", ()),
        ("一般社団法人鷹取まちづくり推進機構", ("事務局次長",)),
    ]


def test_a_party_in_quotes_is_a_body_and_what_follows_the_title_there():
    read = contact("川越市議会議員", "会派「みらい川越」幹事長", "たかぎ 洋平", "049-226-3748")
    assert ("みらい川越", ("幹事長",)) in [(place.org, place.titles) for place in read.affiliations]


def test_a_real_name_in_brackets_is_a_note_and_what_follows_is_read():
    read = contact("川越市議会議員", "たかぎ洋平", "（本名：髙木 洋平）防災士・保育士", "049-226-3748")
    assert read.qualifications == ("防災士", "保育士")
    assert "本名：髙木 洋平" in read.notes


def test_an_institute_behind_a_division_is_a_level_of_the_firm():
    read = contact(
        "旭陽化学工業株式会社", "研究開発本部 先端材料研究所", "膜材料グループ", "安曇野 涼", "認証取得事業所"
    )
    (place,) = read.affiliations
    assert place.department == "研究開発本部 先端材料研究所 膜材料グループ"
    assert "認証取得事業所" in read.notes


def test_the_group_that_a_firm_is_of_is_no_department_and_the_privacy_mark_no_telephone():
    mark, number = "20810374(07)", "06-6244-7035"
    read = contact("株式会社アルテアフーズ", "取締役", "浅野 由佳里", "アルテアグループ", mark, number)
    (place,) = read.affiliations
    assert place.department is None
    assert [phone.e164 for phone in place.phones] == ["+81662447035"]


def test_an_address_ends_where_a_page_on_a_service_begins():
    line = "〒113-0033 東京都文京区本郷5-24-6 本郷大原ビル7F github.com/kmiyoshi"
    read = contact("株式会社ニューラルゲート", "三好 航平", line)
    assert read.affiliations[0].addresses[0].text == "東京都文京区本郷5-24-6 本郷大原ビル7F"
    assert read.accounts == (Account("github", "kmiyoshi"),)


def test_a_licence_with_its_number_behind_a_title_is_a_qualification():
    read = contact("内海建築設計事務所", "所長 一級建築士（大臣登録 第312845号）", "内海 圭介", "078-599-3261")
    assert read.affiliations[0].titles == ("所長",)
    assert read.qualifications == ("一級建築士（大臣登録 第312845号）",)


def test_a_room_called_after_something_is_the_firm_of_a_card_without_another():
    assert contact("うみべのデザイン室", "青木 なつみ", "090-6148-3307").affiliations[0].org == "うみべのデザイン室"
    read = contact("川越市役所", "くらしの相談課", "青木 なつみ", "090-6148-3307")
    assert (read.affiliations[0].org, read.affiliations[0].department) == ("川越市役所", "くらしの相談課")


def test_a_small_letter_that_looks_like_its_capital_begins_no_surname():
    name = contact("株式会社トコノマ", "佐伯 航 Wataru saeki", "wataru@tokonoma.jp").name
    assert name is not None and name.latin == "Wataru Saeki"


@pytest.mark.parametrize(
    ("line", "accounts"),
    [
        ("KakaoTalk jieunkim.hb LINE jieun_hanbit", [("kakaotalk", "jieunkim.hb"), ("line", "jieun_hanbit")]),
        ("手机：138 2316 4507（微信同号）", [("wechat", "13823164507")]),
    ],
)
def test_accounts_one_behind_the_other_and_by_number_are_read(line: str, accounts: list[tuple[str, str]]):
    read = contact("深圳市华芯达电子有限公司", "王建国", line)
    assert [(each.service, each.id) for each in read.accounts] == accounts


@pytest.mark.parametrize(
    "line", ["#ショート動画", "＃おうちカフェ #手づくり", "✉ @umibe_design", "登録番号 行政書士 第09132274号"]
)
def test_tags_a_lone_handle_and_numbers_of_registers_are_notes(line: str):
    read = contact("株式会社つむぐ", "SNSプランナー", "小森 ひなた", line, "03-6805-2274")
    (place,) = read.affiliations
    assert (place.org, place.department, place.titles) == ("株式会社つむぐ", None, ("SNSプランナー",))
    assert read.qualifications == () and len(read.notes) == 1


def test_what_can_be_looked_up_under_its_name_is_the_firm_of_a_card_that_names_none():
    read = contact("園主", "藤本 大地", "「ふじもと農園」で検索!", "0551-47-3862")
    assert [place.org for place in read.affiliations] == ["ふじもと農園"]


def test_what_a_shop_is_stands_as_a_caption_over_its_name_in_larger_type():
    lines = [at("トリミングサロン", 50, 50, 20), at("もふもふ", 50, 75, 40), at("石井 まりな", 50, 200, 40)]
    read = parse([*lines, at("047-422-8035", 50, 300, 20)]).contact
    assert [place.org for place in read.affiliations] == ["もふもふ"]
    assert read.notes == ("トリミングサロン",)


def test_a_direct_line_of_which_only_the_end_is_printed_is_that_of_the_switchboard():
    read = contact("Krafft & Söhne GmbH & Co. KG", "Matthias Brandl", "Zentrale 07131 5508-0", "Durchwahl -274")
    phones = [(phone.text, phone.e164, phone.label) for phone in read.affiliations[0].phones]
    assert phones == [
        ("07131 5508-0", "+49713155080", "Zentrale"),
        ("07131 5508-274", "+4971315508274", "Durchwahl"),
    ]


def test_the_end_of_a_number_without_a_switchboard_stays_a_note():
    read = contact("Krafft & Söhne GmbH & Co. KG", "Matthias Brandl", "Tel. 07131 550812", "Durchwahl -274")
    assert [phone.e164 for phone in read.affiliations[0].phones] == ["+497131550812"]


@pytest.mark.parametrize(
    ("line", "department", "notes"),
    [
        ("Werk 2", "Werk 2", ()),
        ("Odkuwki · Koła zębate · Obróbka CNC", None, ("Odkuwki · Koła zębate · Obróbka CNC",)),
        ("Wirtschaftsprüfungsgesellschaft", None, ("Wirtschaftsprüfungsgesellschaft",)),
    ],
)
def test_a_plant_is_a_department_and_what_a_firm_does_a_note(line: str, department: str | None, notes: tuple[str, ...]):
    read = contact("Krafft GmbH", "Matthias Brandl", line, "brandl@krafft.de")
    assert [(place.org, place.department, place.titles) for place in read.affiliations] == [
        ("Krafft GmbH", department, ())
    ]
    assert read.notes == notes


def test_a_low_quote_read_as_a_comma_and_a_capital_read_for_a_small_letter_are_put_right():
    read = contact('Zakłady Mechaniczne ,WISTAL" Sp. z o.o.', "Reto Caduff", "Iic. oec. HSG", "info@wistal.pl")
    assert read.affiliations[0].org == 'Zakłady Mechaniczne „WISTAL" Sp. z o.o.'
    assert read.qualifications == ("lic. oec. HSG",)


def test_two_surnames_of_a_mexican_name_are_both_the_family_s():
    name = contact("Dental Robles", "C.D. Ximena Robles Arriaga", "55 5264 1873").name
    assert name is not None and (name.given, name.family) == ("Ximena", "Robles Arriaga")


def test_a_card_set_like_a_form_says_what_each_line_is():
    read = contact("氏名：山田 太郎", "会社名：株式会社青葉", "部署：営業部", "役職：課長", "資格：行政書士、税理士")
    assert read.name is not None and read.name.full == "山田 太郎"
    (place,) = read.affiliations
    assert (place.org, place.department, place.titles) == ("株式会社青葉", "営業部", ("課長",))
    assert read.qualifications == ("行政書士", "税理士") and read.notes == ()


def test_a_card_set_like_a_program_is_one_set_like_a_form():
    role = "role: [Webデザイナー, フロントエンドエンジニア],"
    read = contact("name: 西村 拓海 // Takumi Nishimura", role, "office: ニシムラデザイン,", "tel: 070-4312-8865,")
    assert read.name is not None
    assert (read.name.full, read.name.latin) == ("西村 拓海", "Takumi Nishimura")
    assert [(place.org, place.titles) for place in read.affiliations] == [
        ("ニシムラデザイン", ("Webデザイナー", "フロントエンドエンジニア"))
    ]
