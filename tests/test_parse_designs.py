"""What cards drawn by hand say in ways that no generator had thought of."""

from __future__ import annotations

import pytest
from parse_lines import at, contact

from cardscan.model import Account
from cardscan.parse import parse
from cardscan.parse.kana_apart import with_kana_joined


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
    "line", ["#ショート動画", "＃おうちカフェ #手づくり", "@umibe_design", "登録番号 行政書士 第09132274号"]
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


def test_a_desk_named_beside_its_number_is_no_department_of_the_person():
    read = contact("日進堂製薬株式会社", "仙台支店 医薬第一課", "主任", "藤原 由美子", "くすり相談室 0120-318-642")
    (place,) = read.affiliations
    assert (place.department, place.titles) == ("仙台支店 医薬第一課", ("主任",))


@pytest.mark.parametrize("line", ["日本口腔インプラント学会 専門医", "総合内科専門医", "循環器認定医"])
def test_what_a_body_of_a_profession_certifies_is_a_qualification(line: str):
    read = contact("おかだ歯科クリニック", "院長", "岡田 修平", line, "011-520-6480")
    assert read.qualifications == (line,)
    assert [(place.org, place.titles) for place in read.affiliations] == [("おかだ歯科クリニック", ("院長",))]


def test_an_office_of_architects_behind_the_name_of_its_house_is_of_the_name():
    line = "604-8082 京都府京都市中京区弁慶石町58-3 t. 075-257-6193"
    read = contact("アトリエ辺 一級建築士事務所", "早乙女 千尋", line)
    (place,) = read.affiliations
    assert place.org == "アトリエ辺 一級建築士事務所"
    assert place.addresses[0].text == "京都府京都市中京区弁慶石町58-3"
    assert [phone.e164 for phone in place.phones] == ["+81752576193"]


def test_kana_set_so_wide_that_each_was_read_alone_are_one_line():
    row = [at(letter, 60 + 50 * number, 80, 14) for number, letter in enumerate("うつのみや")]
    column = [at(letter, 600, 80 + 30 * number, 14) for number, letter in enumerate("いつき")]
    others = [at("まさる", 420, 80, 14), at("宇都宮 勝", 50, 100, 44)]
    joined = with_kana_joined([*row, *others, *column])
    assert [(line.text, line.vertical) for line in joined] == [
        ("うつのみや", False),
        ("まさる", False),
        ("宇都宮 勝", False),
        ("いつき", True),
    ]


def test_a_handle_behind_an_icon_that_was_not_read_is_an_account_and_doubted():
    parsed = parse([at("株式会社シロクロ縫製", 50, 50), at("楠 彩音", 50, 100, 40), at("✉ shirokuro_wear", 50, 200)])
    assert parsed.contact.accounts == (Account("instagram", "shirokuro_wear"),)
    (field,) = [field for field in parsed.fields if field.path == "accounts[0]"]
    assert field.doubt is not None and "Instagram" in field.doubt


def test_an_account_on_x_and_a_postal_code_over_an_account_are_no_mail_addresses():
    accounts = ("note: onodera_bun X@onoderabun", "810-0041", "@ ponkotsu.design")
    read = contact("小野寺 文", "fumi@onodera-bun.jp", *accounts)
    assert [mail for place in read.affiliations for mail in place.emails] == ["fumi@onodera-bun.jp"]


def test_pronouns_behind_a_name_are_none_of_it():
    read = contact("Harlow State University", "Priya Raghunathan, Ph.D. (she/her)", "praghunathan@harlow.edu")
    assert read.name is not None and read.name.full == "Priya Raghunathan"
    assert (read.qualifications, read.notes) == (("Ph.D.",), ("she/her",))


def test_a_post_behind_a_dash_is_none_of_the_name_and_a_family_s_firm_is_one():
    read = contact("KOWALCZYK & SONS", "Ray Kowalczyk -Owner / Master Plumber", "ray@kowalczykandsons.com")
    assert read.name is not None and read.name.full == "Ray Kowalczyk"
    assert [(place.org, place.titles) for place in read.affiliations] == [
        ("KOWALCZYK & SONS", ("Owner", "Master Plumber"))
    ]


@pytest.mark.parametrize("line", ["P. IVA 03184420371", "C.I.F. B-30771452", "CVR-nr. 28 41 77 03"])
def test_the_number_of_a_register_is_no_telephone(line: str):
    read = contact("Studio Bonaventuri", "Ginevra Bonaventuri", "cell. +39 347 118 2604", line)
    assert [phone.e164 for place in read.affiliations for phone in place.phones] == ["+393471182604"]


def test_a_firm_before_its_address_and_its_register_behind_it_are_none_of_the_address():
    line = "Kuura Systems Oy, Hämeenkatu 19 A 4, 33200 Tampere, Y-tunnus 2841763-5"
    read = contact("Eeva-Liisa Hämäläinen", line, "+358 40 715 2846")
    (address,) = [address for place in read.affiliations for address in place.addresses]
    assert (address.text, address.postal_code) == ("Hämeenkatu 19 A 4, Tampere", "33200")


def test_the_form_of_a_firm_under_its_name_is_of_the_name():
    lines = [at("Haberkorn Fördertechnik", 50, 50, 40), at("GmbH & Co. KG", 50, 95, 40)]
    person = at("Thorsten Brückmann", 50, 200, 30), at("t.brueckmann@haberkorn-ft.de", 50, 300, 20)
    read = parse([*lines, *person]).contact
    assert [place.org for place in read.affiliations] == ["Haberkorn Fördertechnik GmbH & Co. KG"]


@pytest.mark.parametrize(
    ("line", "degrees"),
    [
        ("BSc (Hons) MRICS", ("BSc (Hons)", "MRICS")),
        ("Dr. med. dent.", ("Dr. med. dent.",)),
        ("Dipl.-Ing. (FH)", ("Dipl.-Ing. (FH)",)),
    ],
)
def test_degrees_on_a_line_of_their_own_are_kept_with_what_tells_where_they_were_taken(
    line: str, degrees: tuple[str, ...]
):
    read = contact("Contoso Ltd", line, "Ottoline Fairbairn", "o.fairbairn@contoso.com")
    assert read.qualifications == degrees


@pytest.mark.parametrize("firm", ["Tōtara Bend Estate Wines Limited", "SELARL de Vaucouleurs, Berthier & Associés"])
def test_the_last_word_of_a_firm_abroad_is_no_post(firm: str):
    read = contact(firm, "Jane Doe", "Director", "jane@contoso.com")
    assert [(place.org, place.titles) for place in read.affiliations] == [(firm, ("Director",))]


@pytest.mark.parametrize("person", ["八代 亜紀子", "五代 友厚", "三代 健一"])
def test_surnames_that_begin_as_a_generation_of_a_house_are_names(person: str):
    read = contact("株式会社青葉", "営業部", person, "03-1234-5678")
    assert read.name is not None
    assert (read.name.full, read.affiliations[0].titles) == (person, ())


def test_a_body_that_begins_as_a_generation_of_a_house_is_no_title():
    read = contact("八代市役所", "観光課", "山田 太郎", "0965-33-1111")
    assert [(place.org, place.department, place.titles) for place in read.affiliations] == [
        ("八代市役所", "観光課", ())
    ]


@pytest.mark.parametrize(
    "firm", ["木曜会", "池袋土曜会", "花のまち保育園", "緑のまちクリニック", "週刊青葉新聞社", "株式会社水曜社"]
)
def test_a_firm_with_a_word_of_hours_or_slogans_in_its_name_is_a_firm(firm: str):
    read = contact(firm, "代表", "山田 太郎", "03-1234-5678")
    assert [place.org for place in read.affiliations] == [firm]


@pytest.mark.parametrize(
    ("line", "name"), [("Junior Okafor", "Junior Okafor"), ("Chief Michael Okafor", "Michael Okafor")]
)
def test_a_rank_before_a_name_does_not_take_the_name_away(line: str, name: str):
    read = contact("Contoso Ltd", "Director", line, "info@contoso.com")
    assert read.name is not None
    assert read.name.full == name


@pytest.mark.parametrize("person", ["Anna DeWitt, LaRue", "DJ McQ, Jr."])
def test_a_capital_inside_a_name_makes_no_degree_of_it(person: str):
    assert contact("Contoso Ltd", "Director", person, "info@contoso.com").qualifications == ()
