"""Posts, offices and bodies that share their words with slogans and with lists of work, and what tells them apart."""

from __future__ import annotations

from dataclasses import replace

import pytest
from parse_lines import at, contact, kinds, lines

from cardscan.model import Address, Contact, Kind
from cardscan.parse import parse
from cardscan.parse.companies import find_orgs
from cardscan.parse.page import ROLES, Part


@pytest.mark.parametrize(
    "office",
    ["お客様相談室", "お客様サービス部", "池袋駅前支店", "創業支援課", "ISO推進室", "設立準備室", "駅ビル事業部"],
)
def test_an_office_is_no_slogan_though_slogans_share_a_word_with_it(office: str):
    read = contact("株式会社青葉", office, "山田 太郎", "090-1234-5678")
    assert [place.department for place in read.affiliations] == [office]


@pytest.mark.parametrize("post", ["駅長", "お客様相談員", "ISO管理責任者", "創業支援員", "駅前支店長"])
def test_a_post_is_no_slogan_though_slogans_share_a_word_with_it(post: str):
    assert kinds(post) == [("title", post)]


@pytest.mark.parametrize(
    "body", ["地域猫を守る会", "朝活を楽しむ会", "池袋を元気にする会", "お客様満足研究所", "駅前薬局"]
)
def test_a_body_whose_name_is_a_sentence_is_an_organisation(body: str):
    assert kinds(body) == [("org", body)]


@pytest.mark.parametrize(
    "saying",
    [
        "お客様の「困った」を解決します",
        "お客様第一主義",
        "あなたのパートナー",
        "人生100年時代のパートナー",
        "JR池袋駅東口徒歩5分",
        "ISO14001認証取得",
        "駅ビル内",
        "創業昭和45年",
    ],
)
def test_a_slogan_or_a_notice_is_still_one(saying: str):
    assert all(kind in ("note", "") for kind, _ in kinds(saying))


@pytest.mark.parametrize(
    "work",
    [
        "経営・財務コンサルティング",
        "名刺・封筒・伝票印刷",
        "家庭教師・学習塾",
        "カフェ・ランチ・貸切パーティー",
        "助成金・補助金申請サポート",
    ],
)
def test_a_list_of_what_somebody_offers_is_no_organisation(work: str):
    assert kinds(work) == [("", work)]


@pytest.mark.parametrize("name", ["田中・鈴木法律事務所", "ビストロ・ル・ブラン", "株式会社企画・制作センター"])
def test_a_name_with_a_dot_in_it_is_an_organisation(name: str):
    assert kinds(name) == [("org", name)]


def test_work_at_the_end_of_a_list_is_a_title_only_where_no_other_stands_on_the_card():
    (place,) = contact("株式会社青葉", "部長", "研修・セミナー講師", "山田 太郎", "090-1234-5678").affiliations
    assert place.titles == ("部長",)
    (place,) = contact("株式会社青葉", "研修・セミナー講師", "山田 太郎", "090-1234-5678").affiliations
    assert place.titles == ("研修・セミナー講師",)


@pytest.mark.parametrize(
    "title", ["代表取締役CEO", "取締役COO", "執行役員CISO", "書記兼会計", "常任理事", "アンバサダー", "産業医"]
)
def test_titles_are_made_of_titles(title: str):
    assert kinds(title) == [("title", title)]


@pytest.mark.parametrize("dot", ["・", "･", "•", "／", "丿"])
def test_two_titles_with_a_dot_or_stroke_between_them_are_two(dot: str):
    assert kinds(f"営業主任{dot}マーケター") == [("title", "営業主任"), ("title", "マーケター")]


def test_a_chief_in_latin_letters_is_a_translation_on_a_korean_card_and_a_title_on_a_japanese_one():
    (korean,) = contact(
        "주식회사 한빛정보기술", "대표이사", "김민준", "CEO", "서울특별시 강남구 테헤란로 12"
    ).affiliations
    assert korean.titles == ("대표이사",)
    (japanese,) = contact("株式会社青葉", "代表取締役", "CEO", "山田 太郎", "090-1234-5678").affiliations
    assert japanese.titles == ("代表取締役", "CEO")


def test_a_body_that_no_word_tells_is_one_where_it_was_learned_that_such_are():
    firm, body = part(Kind.ORG, "株式会社東亜畜産", 0), part(None, "池袋縁むすび", 1)
    assert [org.name for org in find_orgs([firm, body], [], 22.0)] == [firm.text]
    likely = replace(body, chances=tuple(0.93 if role == "org" else 0.01 for role in ROLES))
    told = find_orgs([firm, likely], [], 22.0)
    assert [org.name for org in told] == [firm.text, body.text]
    assert told[1].doubt is not None


def part(kind: Kind | None, text: str, line: int) -> Part:
    """Return a part of its own on a line."""
    box = (60.0, 60.0 + 50 * line, 400.0, 90.0 + 50 * line)
    return Part(kind, text, line, 0, len(text), 22.0, box, 1.0, False)


@pytest.mark.parametrize("building", ["朝日プラザ", "東京ミッドタウン", "起業支援センター", "高輪ゲートウェイ"])
def test_a_building_that_begins_like_a_person_goes_on_with_the_address(building: str):
    read = contact("株式会社青葉", "山田 太郎", "〒105-0011 東京都港区芝公園4-2-8", building, "TEL 03-1234-5678")
    assert _addresses(read)[0].building == building


def test_a_person_with_a_given_name_in_katakana_is_no_building():
    read = contact("株式会社青葉", "〒105-0011 東京都港区芝公園4-2-8", "朝日 サクラ", "TEL 03-1234-5678")
    assert read.name is not None and read.name.full == "朝日 サクラ"
    assert _addresses(read)[0].building is None


def _addresses(read: Contact) -> list[Address]:
    return [address for place in read.affiliations for address in place.addresses]


@pytest.mark.parametrize(
    "licence",
    [
        "地盤品質判定士",
        "甲種消防設備士",
        "危険物取扱者乙種4類",
        "総合旅行業務取扱管理者",
        "高等学校教諭一種免許状",
        "接客サービスマナー検定",
        "日本スポーツ協会公認コーチ",
        "AWS認定ソリューションアーキテクト",
        "生命保険募集人",
        "USCPA",
    ],
)
def test_a_licence_is_told_by_how_such_are_called(licence: str):
    read = contact("株式会社青葉", "営業部 課長", licence, "山田 太郎", "090-1234-5678")
    assert read.qualifications == (licence,)
    assert [place.titles for place in read.affiliations] == [("課長",)]


@pytest.mark.parametrize("name", ["山田 剛士", "林 貴士", "富士 太郎"])
def test_a_name_that_ends_like_a_licence_is_a_name(name: str):
    read = contact("株式会社青葉", "課長", name, "090-1234-5678")
    assert read.name is not None and read.name.full == name
    assert read.qualifications == ()


def test_a_certificate_that_is_a_title_too_is_one_where_no_other_stands_on_the_card():
    read = contact("株式会社青葉", "代表", "コーヒーマイスター", "山田 太郎", "090-1234-5678")
    assert (read.affiliations[0].titles, read.qualifications) == (("代表",), ("コーヒーマイスター",))
    alone = contact("喫茶あおば", "コーヒーマイスター", "山田 太郎", "090-1234-5678")
    assert (alone.affiliations[0].titles, alone.qualifications) == (("コーヒーマイスター",), ())


def test_a_licence_of_which_one_letter_was_misread_is_put_right_and_doubted():
    card = parse(lines("株式会社青葉", "代表", "司法筆士", "山田 太郎", "090-1234-5678"))
    assert card.contact.qualifications == ("司法書士",)
    (told,) = [field for field in card.fields if field.kind is Kind.QUALIFICATION]
    assert told.doubt is not None and "司法筆士" in told.doubt


@pytest.mark.parametrize("office", ["水谷事務所", "かなでオフィス", "AKIO事務所"])
def test_an_office_with_a_name_of_its_own_is_a_firm(office: str):
    (place,) = contact(office, "代表", "山田 太郎", "090-1234-5678").affiliations
    assert place.org == office


@pytest.mark.parametrize("office", ["東京事務所", "福島オフィス", "中央事務所"])
def test_an_office_called_by_its_place_is_a_part_of_the_firm(office: str):
    (place,) = contact("株式会社青葉", office, "山田 太郎", "090-1234-5678").affiliations
    assert (place.org, place.department) == ("株式会社青葉", office)


@pytest.mark.parametrize("body", ["JCI 東京青年会議所", "IT コーディネータ協会", "ＮＰＯ法人ひだまり"])
def test_letters_before_a_body_are_part_of_its_name(body: str):
    assert kinds(body) == [("org", body)]


def test_an_institute_of_a_firm_is_a_department_of_it():
    (place,) = contact("株式会社青葉", "中央研究所", "主任研究員", "山田 太郎", "090-1234-5678").affiliations
    assert (place.org, place.department) == ("株式会社青葉", "中央研究所")


def test_two_long_titles_whose_gap_was_not_read_are_two():
    joined = "シニアマネージャーファイナンシャルアドバイザー"
    assert kinds(joined) == [("title", "シニアマネージャー"), ("title", "ファイナンシャルアドバイザー")]
    assert kinds("プロジェクトマネージャー") == [("title", "プロジェクトマネージャー")]


def test_a_department_in_two_columns_is_told_from_the_top_down():
    read = parse(lines("株式会社青葉", "設計課", "技術本部", "山田 太郎", vertical=True)).contact
    assert [place.department for place in read.affiliations] == ["技術本部 設計課"]


def test_a_name_in_latin_letters_alone_is_doubted_on_a_japanese_card():
    japanese = parse(lines("株式会社青葉", "営業部", "課長", "Maria Santos", "090-1234-5678"))
    english = parse(lines("Contoso Ltd.", "Sales Division", "Manager", "Maria Santos", "+1 425 555 0100"))
    told = [next(field for field in card.fields if field.path == "name.full") for card in (japanese, english)]
    assert [field.doubt is None for field in told] == [False, True]


def test_two_titles_in_katakana_with_a_gap_between_them_are_two():
    assert kinds("シニアマネージャー ファイナンシャルアドバイザー") == [
        ("title", "シニアマネージャー"),
        ("title", "ファイナンシャルアドバイザー"),
    ]


def test_a_line_of_titles_is_no_note_for_a_word_of_the_last():
    assert kinds("コンサルタント /創業者") == [("title", "コンサルタント"), ("title", "創業者")]


def test_a_chief_joins_a_title_that_no_list_has():
    assert kinds("執行役員本部長CTO・理事") == [("title", "執行役員本部長CTO"), ("title", "理事")]


@pytest.mark.parametrize("studio", ["ミズタマ設計室", "AKIO写真室", "ひまわりスタジオ"])
def test_a_workshop_with_a_name_of_its_own_is_a_firm(studio: str):
    assert kinds(studio) == [("org", studio)]


@pytest.mark.parametrize("office", ["商品企画室", "BtoC企画室", "構造設計室", "渋谷スタジオ", "イノベーションラボ"])
def test_a_workshop_called_by_its_work_or_place_is_a_department(office: str):
    assert kinds(office) == [("department", office)]


@pytest.mark.parametrize("firm", ["株式会社アルファ コーポレーション", "東洋光 パワー株式会社"])
def test_a_firm_set_with_a_gap_in_its_name_is_one(firm: str):
    assert kinds(firm) == [("org", firm)]


def test_what_stands_a_gap_before_or_behind_a_firm_is_not_always_its_name():
    assert kinds("山田 アルファ株式会社") == [("", "山田"), ("org", "アルファ株式会社")]
    assert kinds("株式会社アルファ プロデューサー") == [("org", "株式会社アルファ"), ("title", "プロデューサー")]


def test_a_last_stroke_of_a_name_that_the_address_spells_is_put_in_and_doubted():
    card = parse(lines("株式会社青葉", "課長", "中村 健", "kenichi.nakamura@aoba.co.jp"))
    assert card.contact.name is not None and card.contact.name.full == "中村 健一"
    assert next(field for field in card.fields if field.path == "name.full").doubt is not None


def test_a_korean_name_in_latin_letters_is_taken_where_it_is_the_only_one():
    read = contact("주식회사 한빛정보기술", "대표이사", "류민지", "Min-ji Lyu", "서울특별시 강남구 테헤란로 12")
    assert read.name is not None and read.name.latin == "Min-ji Lyu"


def test_licences_in_a_row_are_licences_though_one_may_be_a_title():
    read = contact("株式会社青葉", "部長", "不動産鑑定士・インテリアコーディネーター", "山田 太郎", "090-1234-5678")
    assert read.qualifications == ("不動産鑑定士", "インテリアコーディネーター")


def test_a_department_of_one_letter_is_doubted():
    card = parse(lines("株式会社青葉", "R室 係長", "山田 太郎", "090-1234-5678"))
    (told,) = [field for field in card.fields if field.kind is Kind.DEPARTMENT]
    assert told.doubt == "a letter may not have been read"


def test_a_firm_is_spelt_as_a_word_and_keeps_its_number_where_it_is_none():
    (place,) = contact("株式会社シンフォ二一企画", "山田 太郎", "090-1234-5678").affiliations
    assert place.org == "株式会社シンフォニー企画"
    (place,) = contact("株式会社コスモ二一", "山田 太郎", "090-1234-5678").affiliations
    assert place.org == "株式会社コスモ二一"


@pytest.mark.parametrize(
    "body", ["東京ランナー会", "珈琲ギター堂", "地域リーダー塾", "Hello会", "SDGs推進会", "AIラボネット"]
)
def test_a_body_beside_a_firm_is_told_by_a_post_of_its_own(body: str):
    for beside in ((f"{body} 会長",), (body, "理事")):
        read = contact("株式会社青葉", "営業部 課長", *beside, "山田 太郎", "090-1234-5678")
        assert [(place.org, place.titles) for place in read.affiliations] == [
            ("株式会社青葉", ("課長",)),
            (body, (beside[-1].split()[-1],)),
        ]


def test_what_only_bodies_have_makes_a_body_of_any_words_before_it():
    read = contact("株式会社青葉", "営業部 課長", "みらい100 世話人", "山田 太郎", "090-1234-5678")
    assert [place.org for place in read.affiliations] == ["株式会社青葉", "みらい100"]


def test_a_certificate_right_under_the_second_firm_is_the_title_there():
    read = contact(
        "アトリエ空", "フォトグラファー", "オンラインサロン縁の輪", "ファイナンシャルプランナー", "草野 美穂"
    )
    assert [(place.org, place.titles) for place in read.affiliations] == [
        ("アトリエ空", ("フォトグラファー",)),
        ("オンラインサロン縁の輪", ("ファイナンシャルプランナー",)),
    ]
    assert read.qualifications == ()


def test_a_licence_in_old_kanji_stays_as_printed():
    assert contact("株式会社青葉", "山田 太郎", "工學博士").qualifications == ("工學博士",)


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("(株青葉商事", "(株)青葉商事"),
        ("株)青葉商事", "(株)青葉商事"),
        ("青葉商事(株", "青葉商事(株)"),
        ("(有さくら", "(有)さくら"),
    ],
)
def test_a_bracket_lost_at_a_legal_form_is_put_back(read: str, printed: str):
    assert [place.org for place in contact(read, "部長", "山田 太郎").affiliations] == [printed]


@pytest.mark.parametrize(
    "title",
    [
        "Außendienst",
        "Facharzt für Innere Medizin",
        "Consejero delegado",
        "Försäljningschef",
        "Prezes Zarządu",
        "Genel Müdür",
    ],
)
def test_titles_of_other_languages_are_known(title: str):
    read = contact("Acme Widgets GmbH", "Anna Weber", title, "anna.weber@acme.example")
    assert [place.titles for place in read.affiliations] == [(title,)]


def test_what_stands_small_under_a_latin_name_is_taken_for_the_title_and_doubted():
    read = (at("Acme Widgets GmbH", 50, 60, 30), at("Anna Weber", 50, 150, 40), at("Puppeteer", 50, 196, 22))
    card = parse(read)
    assert [place.titles for place in card.contact.affiliations] == [("Puppeteer",)]
    assert any(field.kind is Kind.TITLE and field.doubt for field in card.fields)


@pytest.mark.parametrize(
    ("line", "department", "title"),
    [
        ("Dział sprzedaży Inżynier budowy", "Dział sprzedaży", "Inżynier budowy"),
        ("Service technique Enseignant", "Service technique", "Enseignant"),
        ("Afdeling Inkoop Accountmanager", "Afdeling Inkoop", "Accountmanager"),
        ("Ufficio acquisti Geometra", "Ufficio acquisti", "Geometra"),
    ],
)
def test_a_department_and_a_title_on_one_line_are_two_in_other_languages(line: str, department: str, title: str):
    read = contact("Acme Widgets GmbH", "Anna Weber", line, "anna.weber@acme.example")
    assert [(place.department, place.titles) for place in read.affiliations] == [(department, (title,))]


def test_a_title_that_stands_only_in_english_beside_a_japanese_department_is_one():
    (place,) = contact("株式会社グローバルブリッジ", "海外事業部", "Global Account Manager", "中村 麗華").affiliations
    assert (place.department, place.titles) == ("海外事業部", ("Global Account Manager",))
