"""Cards arranged in other ways than most: what stands under, beside or behind something and does not belong to it."""

from __future__ import annotations

import pytest
from parse_lines import at, contact, kinds, lines

from cardscan.model import Kind
from cardscan.parse import parse
from cardscan.parse.eastern import eastern_pieces
from cardscan.parse.host_names import in_domain
from cardscan.parse.latin import looks_like_name
from cardscan.parse.latin_order import parse_name
from cardscan.parse.readings import from_latin
from cardscan.parse.roles_latin import latin_pieces

# ---------------------------------------------------------------- under an address


@pytest.mark.parametrize(
    "under",
    [
        "宅地建物取引業 東京都知事(3)第12041号",
        "古物商 東京都公安委員会 第301234567号",
        "名刺・チラシ・ポスター制作",
    ],
)
def test_a_permit_or_a_list_of_work_under_an_address_is_no_building(under: str):
    read = contact("株式会社青葉", "山田 太郎", "〒100-0006", "東京都千代田区有楽町5-36-2 第3東ビル 10F", under)
    assert [address.text for address in read.addresses] == ["東京都千代田区有楽町5-36-2 第3東ビル 10F"]


@pytest.mark.parametrize(
    ("address", "under"),
    [
        (("경기 안양시 동안구 문화로 469", "코오롱타워 B동 1603호"), "사업자등록번호 443-45-42677"),
        (("서울특별시 영등포구 역삼로 41", "비즈니스센터 C동 1005호"), "최고의 품질, 최상의 서비스"),
    ],
)
def test_a_tax_number_or_a_slogan_under_a_korean_address_is_no_building(address: tuple[str, str], under: str):
    read = contact("한빛산업 주식회사", "대리 김민준", *address, under, "전화 02-555-1234")
    assert [each.text for each in read.addresses] == [" ".join(address)]


@pytest.mark.parametrize("under", ["統編 47023366", "您的信賴 我們的堅持", "歡迎預約參觀"])
def test_a_tax_number_or_a_slogan_under_a_taiwanese_address_is_no_building(under: str):
    read = contact("致遠半導體有限公司", "經理 王小明", "台北市松山區內湖路265號 7樓", under, "電話 02-2067-0358")
    assert [each.text for each in read.addresses] == ["台北市松山區內湖路265號 7樓"]


# ---------------------------------------------------------------- organisations


@pytest.mark.parametrize(
    ("office", "title"),
    [
        ("アステル一級建築士事務所", "所長"),
        ("やまと土地家屋調査士事務所", "支部長"),
        ("リンクス労務管理事務所", "代表"),
        ("スタジオグリーン", "編集者"),
        ("成田山 新勝寺", "執事"),
    ],
)
def test_a_second_organisation_without_a_legal_form_is_kept_beside_one_that_has_it(office: str, title: str):
    read = contact("株式会社三栄モータース 課長", "山田 太郎", f"{office}", title, "090-1234-5678")
    assert [place.org for place in read.affiliations] == ["株式会社三栄モータース", office]


def test_a_shop_before_its_department_and_title_on_one_line_is_an_organisation():
    read = contact("スタジオ海 工務部 編集者", "株式会社三栄モータース 課長", "原 真理子", "090-1234-5678")
    assert [(place.org, place.titles) for place in read.affiliations] == [
        ("スタジオ海", ("編集者",)),
        ("株式会社三栄モータース", ("課長",)),
    ]


def test_a_brand_in_latin_letters_with_its_own_title_is_no_translation_of_the_other_firm():
    read = contact("名取 賢治", "Hair & Make ROSE", "代表", "㈲北原ソリューションズ", "顧問", "www.rose-hair.co.jp")
    assert [(place.org, place.titles) for place in read.affiliations] == [
        ("Hair & Make ROSE", ("代表",)),
        ("㈲北原ソリューションズ", ("顧問",)),
    ]


def test_the_english_name_under_a_japanese_firm_is_still_a_translation():
    read = contact("株式会社協和物産", "Kyowa Trading", "部長", "山田 太郎", "yamada@kyowa.co.jp")
    assert [place.org for place in read.affiliations] == ["株式会社協和物産"]


def test_a_clinic_behind_the_body_that_runs_it_is_not_cut_off_as_a_title():
    read = contact("医療法人社団ライフ会 ライフクリニック", "自転車店 ペダル", "広報委員長", "赤羽 菜々子")
    assert [place.org for place in read.affiliations] == ["医療法人社団ライフ会 ライフクリニック", "自転車店 ペダル"]


def test_a_firm_before_a_long_title_in_katakana_is_not_a_part_of_it():
    assert kinds("ヨガスタジオ ロータス インテリアデザイナー") == [
        ("org", "ヨガスタジオ ロータス"),
        ("title", "インテリアデザイナー"),
    ]
    assert kinds("インフラチーム プロジェクトマネージャー") == [
        ("department", "インフラチーム"),
        ("title", "プロジェクトマネージャー"),
    ]
    assert kinds("プロジェクト リーダー") == [("title", "プロジェクト リーダー")]


def test_a_korean_firm_called_after_its_trade_has_its_name_before_it():
    assert [piece.text for piece in eastern_pieces("북악 호텔 주식회사", "ko")] == ["북악 호텔 주식회사"]


def test_posts_of_one_column_stay_together_though_another_column_is_read_between():
    read = parse(
        (
            at("株式会社銀河石油", 50, 80, 40),
            at("NPO法人地域猫を守る会", 50, 150),
            at("製造部", 1000, 190),
            at("副代表", 50, 205),
            at("品質管理課", 1000, 238),
            at("副部長", 1000, 286),
            at("本間 葵", 950, 370, 70),
        )
    ).contact
    assert [(place.department, place.titles) for place in read.affiliations] == [
        ("製造部 品質管理課", ("副部長",)),
        (None, ("副代表",)),
    ]


# ---------------------------------------------------------------- licences


@pytest.mark.parametrize(
    ("text", "licences"),
    [
        ("1級ファイナンシャル・プランニング技能士・測量士", ["1級ファイナンシャル・プランニング技能士", "測量士"]),
        ("税理士・行政書士", ["税理士", "行政書士"]),
        ("宅地建物取引士（東京）第012345号", ["宅地建物取引士（東京）第012345号"]),
        ("中小企業診断士 登録番号123456", ["中小企業診断士 登録番号123456"]),
        ("TOEIC 900点", ["TOEIC 900点"]),
    ],
)
def test_licences_are_told_with_their_dots_numbers_and_marks(text: str, licences: list[str]):
    assert kinds(text) == [("qualification", licence) for licence in licences]


def test_what_may_be_a_title_is_a_licence_among_licences():
    read = contact("株式会社青葉", "室長代理", "不動産鑑定士／インテリアコーディネーター", "山田 太郎")
    assert read.qualifications == ("不動産鑑定士", "インテリアコーディネーター")
    assert contact("山田 太郎", "インテリアコーディネーター").affiliations[0].titles == ("インテリアコーディネーター",)


def test_degrees_with_nothing_but_gaps_between_are_each_one():
    assert [(piece.kind, piece.text) for piece in latin_pieces("CPA PMP")] == [
        (Kind.QUALIFICATION, "CPA"),
        (Kind.QUALIFICATION, "PMP"),
    ]


# ---------------------------------------------------------------- names and readings


@pytest.mark.parametrize(
    ("family", "given", "latin", "reading"),
    [
        (
            "中條",
            "知仙",
            "CHUJO TOMONORI",
            ("ちゅうじょう", "とものり"),
        ),  # no dictionary has it; 條 is じょう in others
        ("大岡", "敏行", "TOSHIYUKI OOKA", ("おおおか", "としゆき")),
        ("金", "民秀", "KIM, Minsu", ("きむ", "みんす")),
        ("金", "武", "Kin Takeshi", ("きん", "たけし")),
    ],
)
def test_romaji_is_read_as_names_with_those_kanji_are(family: str, given: str, latin: str, reading: tuple[str, str]):
    read = from_latin(family, given, latin)
    assert read is not None
    assert (read.family, read.given) == reading


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("Saskia in 't Veld", "in 't Veld"),
        ("Maria op den Berg", "op den Berg"),
        ("Mª Carmen Ortega", "Ortega"),
        ("Kim Chul Soo", "Kim"),
    ],
)
def test_a_latin_name_is_cut_before_its_family_name(text: str, family: str):
    assert looks_like_name(text)
    assert parse_name(text).family == family


@pytest.mark.parametrize("text", ["Grace To", "Wai Nga To", "Cho Tin On", "YEON IN YUL", "Claire Carpenter"])
def test_names_with_words_of_every_sentence_and_of_trades_are_names(text: str):
    assert looks_like_name(text)
    assert all(piece.kind is None for piece in latin_pieces(text))


@pytest.mark.parametrize("text", ["Made In Japan", "On Time Delivery", "Welcome To Ginza", "Log In"])
def test_sayings_with_such_words_are_not(text: str):
    assert not looks_like_name(text)


def test_a_department_and_a_title_of_two_words_on_one_line_are_told_apart():
    assert [piece.text for piece in latin_pieces("Sales Division Management Consultant")] == [
        "Sales Division",
        "Management Consultant",
    ]
    assert [piece.text for piece in latin_pieces("Sales Division Manager")] == ["Sales Division Manager"]


# ---------------------------------------------------------------- ways to reach


def test_a_number_with_a_plus_is_a_telephone_though_no_plan_knows_it_yet():
    read = parse(lines("Jan de Boer", "Molenwiek B.V.", "+31 6 99961271", "1621 AA Hoorn"))
    assert [phone.text for phone in read.contact.phones] == ["+31 6 99961271"]
    assert [field.doubt for field in read.fields if field.kind is Kind.PHONE] == ["no such number is in use"]


def test_a_bar_behind_a_label_is_no_digit():
    read = contact("嘉禾餐飲有限公司", "周佳遠", "香港中環皇后大道中15號", "行動｜6986-9888")
    assert [phone.e164 for phone in read.phones] == ["+85269869888"]


def test_a_site_under_a_mail_address_is_no_part_of_it_whatever_the_ending():
    read = contact("Mazury Sp. j.", "Jan Kowalski", "Mail. kowalski@mazury.pl", "URL. www.mazury.pl")
    assert read.emails == ("kowalski@mazury.pl",)
    assert read.urls == ("https://www.mazury.pl/",)


@pytest.mark.parametrize("line", ["X @james.weber", "X james_w"])
def test_a_handle_of_x_is_an_account_and_no_mail_address(line: str):
    read = contact("James Weber", "Contessa Ltd", "E j.weber@contessa.co.uk", line)
    assert read.emails == ("j.weber@contessa.co.uk",)
    assert [account.service for account in read.accounts] == ["x"]


def test_a_site_that_begins_with_x_is_no_account():
    assert contact("王小明", "興隆科技股份有限公司", "Web https://xinglong.example.com").accounts == ()


# ---------------------------------------------------------------- what readers join, tear and misread


def test_a_slogan_read_on_one_line_with_the_firm_is_not_its_name():
    read = contact("未来をつくる、人をつなぐ。有限会社大和田システム", "山田 太郎", "090-1234-5678")
    assert [place.org for place in read.affiliations] == ["有限会社大和田システム"]
    assert "未来をつくる、人をつなぐ。" in read.notes


def test_a_building_under_an_address_with_a_fax_number_behind_it_is_its_building():
    read = contact("株式会社青葉", "山田 太郎", "西東京市芝久保町3-19-21 FAX 03-7926-0126", "クロスゲート6階")
    assert [address.text for address in read.addresses] == ["西東京市芝久保町3-19-21 クロスゲート6階"]


@pytest.mark.parametrize(
    ("column", "address"),
    [
        ("埼玉県さいたま市西区塚本町五三一二九", "埼玉県さいたま市西区塚本町五三-二九"),
        ("須崎市吾井郷乙二一三〇一二九", "須崎市吾井郷乙二-三〇-二九"),
        ("千葉県いすみ市下原二ー三七一二八", "千葉県いすみ市下原二-三七-二八"),
    ],
)
def test_dashes_of_a_lot_that_were_read_as_one_are_dashes_and_doubted(column: str, address: str):
    read = parse(lines("株式会社青葉", "山田太郎", column, vertical=True))
    assert [each.text for each in read.contact.addresses] == [address]
    assert [field.doubt for field in read.fields if field.kind is Kind.ADDRESS] == ["dashes read as 一"]


def test_a_name_from_abroad_with_dots_has_no_gaps():
    name = contact("寿司処 ひろ", "ロド リゴ・フェレイラ", "090-9535-2932").name
    assert name is not None
    assert (name.family, name.given) == ("フェレイラ", "ロドリゴ")


@pytest.mark.parametrize("department", ["設訃課", "経埋部", "品質菅理課"])
def test_a_department_with_a_kanji_that_is_no_word_is_doubted(department: str):
    read = parse(lines("株式会社青葉", department, "課長", "山田 太郎"))
    assert [f.doubt for f in read.fields if f.kind is Kind.DEPARTMENT] == [f"{department} may be misread"]


@pytest.mark.parametrize("department", ["設計課", "第二営業部", "営業一課", "特販部", "商工観光課"])
def test_a_department_of_words_is_not(department: str):
    read = parse(lines("株式会社青葉", department, "課長", "山田 太郎"))
    assert all("misread" not in (field.doubt or "") for field in read.fields)


def test_a_stroke_before_a_title_makes_no_address_of_the_body_above():
    assert contact("新宿区商店会連合会", "1ITコンサルタント", "山田 太郎").addresses == ()


@pytest.mark.parametrize(
    ("line", "org"),
    [
        ("般財団法人アーク記念財団", "一般財団法人アーク記念財団"),
        ("🌐株式会社 カナリア運輸", "株式会社カナリア運輸"),
        ("大和田 看板株式会社", "大和田 看板株式会社"),
        ("社会福祉法人アド バンス会", "社会福祉法人アド バンス会"),
    ],
)
def test_a_firm_is_whole_whatever_was_torn_off_or_stands_before_it(line: str, org: str):
    assert [place.org for place in contact(line, "課長", "山田 太郎").affiliations] == [org]


def test_a_body_and_the_clinic_that_it_runs_on_the_next_line_are_one_organisation():
    read = contact("医療法人社団 健友会", "みどり内科クリニック", "院長", "小林 誠")
    assert [place.org for place in read.affiliations] == ["医療法人社団健友会 みどり内科クリニック"]
    two = contact("一般財団法人ひと未来財団", "全国副業支援ネットワーク", "理事長", "小林 誠")
    assert len(two.affiliations) == 2


@pytest.mark.parametrize(
    ("texts", "address"),
    [
        (("1714埼玉県加須市北大桑五－二〇－七",), "埼玉県加須市北大桑五-二〇-七"),
        (("〒662-0846 兵庫県西宮市森下町――三―二五",), "兵庫県西宮市森下町一-三-二五"),
        (
            ("千葉県船橋市大穴北四-二九-五", "グリーンコートー七〇五号室"),
            "千葉県船橋市大穴北四-二九-五 グリーンコート一七〇五号室",
        ),
        (("東京都大田区西六郷1-35-1 第3東ビル206 Miyawaki Hiroshi",), "東京都大田区西六郷1-35-1 第3東ビル206"),
    ],
)
def test_an_address_is_read_with_what_stands_before_and_behind_it(texts: tuple[str, ...], address: str):
    assert [each.text for each in contact("株式会社青葉", "宮脇 啓資", *texts).addresses] == [address]


def test_a_name_with_a_wide_gap_in_its_first_half_is_cut_between_its_halves():
    name = parse((at("森 内", 40, 40, 40), at("真理子", 180, 40, 40), at("設計部", 40, 120))).contact.name
    assert name is not None
    assert (name.family, name.given) == ("森内", "真理子")


def test_a_name_with_its_reading_in_brackets_is_no_slogan():
    name = contact("さくら生命", "ライフプランナー", "高橋 美咲（たかはし みさき）").name
    assert name is not None
    assert (name.full, name.family_reading) == ("高橋 美咲", "たかはし")


def test_an_extension_behind_the_word_for_a_direct_line_is_a_part_of_the_number():
    phones = contact("税理士法人みらい", "佐々木 健一", "Tel:03-1234-5678(直通) 内線:123").phones
    assert [(phone.text, phone.label) for phone in phones] == [("03-1234-5678 内線:123", "直通")]


def test_firms_one_above_the_other_have_what_stands_under_each():
    read = parse(
        (
            at("山田 太郎", 350, 40, 70),
            at("株式会社青葉印刷", 50, 140, 32),
            at("代表取締役", 400, 146, 24),
            at("〒171-0022 東京都豊島区南池袋1-16-15", 50, 180, 22),
            at("TEL 03-1234-5678", 50, 208, 22),
            at("NPO法人まちの縁側", 50, 260, 32),
            at("理事長", 400, 266, 24),
            at("〒330-0854 埼玉県さいたま市大宮区桜木町1-7-5", 50, 300, 22),
            at("TEL 048-123-4567", 50, 328, 22),
        )
    ).contact
    assert [(place.org, [phone.text for phone in place.phones]) for place in read.affiliations] == [
        ("株式会社青葉印刷", ["03-1234-5678"]),
        ("NPO法人まちの縁側", ["048-123-4567"]),
    ]
    assert [[address.region for address in place.addresses] for place in read.affiliations] == [["東京都"], ["埼玉県"]]


# ---------------------------------------------------------------- offices, municipalities and shops


def test_a_municipality_is_the_organisation_of_its_offices():
    read = contact("さいたま市", "経済局 商工観光部", "主査", "木村 拓也", "〒330-9588 さいたま市浦和区常盤6-4-4")
    assert [(place.org, place.department) for place in read.affiliations] == [("さいたま市", "経済局 商工観光部")]


def test_offices_before_their_addresses_are_no_departments():
    read = contact(
        "株式会社 山本製作所",
        "工場長 山本 五郎",
        "本社・工場 〒577-0012 東大阪市長田東3-4-5",
        "東京営業所 〒144-0035 東京都大田区南蒲田1-2-3",
    )
    assert [place.department for place in read.affiliations] == [None]
    assert [address.postal_code for address in read.addresses] == ["577-0012", "144-0035"]


def test_a_title_under_a_hospital_and_its_department_is_there():
    read = contact("東京都立病院機構", "東京都立大塚病院 小児科", "医長", "中島 由紀子")
    assert [(place.org, place.titles) for place in read.affiliations] == [
        ("東京都立病院機構", ()),
        ("東京都立大塚病院", ("医長",)),
    ]


@pytest.mark.parametrize("line", ["LINE @komorebi", "LINE: @komorebi", "LINE公式 @komorebi"])
def test_an_official_account_of_line_needs_no_colon(line: str):
    accounts = contact("カウンセリングルーム こもれび", "宮本 かおる", line).accounts
    assert [(account.service, account.id) for account in accounts] == [("line", "@komorebi")]


def test_a_branch_of_a_chinese_bank_and_a_postal_code_apart_are_told():
    read = contact(
        "中国工商银行北京朝阳支行",
        "客户经理",
        "王 建国",
        "地址：北京市朝阳区建国路88号",
        "电话：010-6588 1234",
        "邮编：100022",
    )
    assert [(place.org, place.department) for place in read.affiliations] == [("中国工商银行", "北京朝阳支行")]
    assert [address.postal_code for address in read.addresses] == ["100022"]


def test_an_address_in_china_in_english_ends_with_its_code_behind_the_country():
    read = contact("Tengfei Ltd.", "Lina Li", "Add: 5/F, Building B, Bao'an Industrial Park, Shenzhen, China 518101")
    assert [(address.postal_code, address.country) for address in read.addresses] == [("518101", "CN")]


def test_a_shop_told_by_what_it_is_in_french_is_nobody():
    read = contact("BOULANGERIE DUPONT", "12 bis, rue de la République", "69002 Lyon", "04 78 12 34 56")
    assert (read.name, read.affiliations[0].org) == (None, "BOULANGERIE DUPONT")


def test_a_field_behind_a_title_is_a_department_and_no_firm():
    read = contact("Deloitte", "Sarah O'Brien", "Partner, Tax & Legal", "sobrien@deloitte.com.au")
    assert [(place.org, place.department) for place in read.affiliations] == [("Deloitte", "Tax & Legal")]


def test_another_person_behind_a_title_is_no_title():
    read = parse(lines("株式会社 青葉不動産", "代表取締役 青葉 一郎", "取締役 青葉 花子", "TEL 03-1234-5678"))
    assert read.contact.affiliations[0].titles == ("代表取締役",)
    assert read.others[0].contact.affiliations[0].titles == ("取締役",)


@pytest.mark.parametrize(
    "title", ["Head of Design", "VP of Design", "Director of Consulting", "Head of Product Design"]
)
def test_somebody_who_leads_what_could_be_a_firm_has_a_title(title: str):
    assert kinds(title) == [("title", title)]


@pytest.mark.parametrize(
    "note", ["口座：ゆうちょ銀行 〇三八支店 普通 1234567", "一級建築士事務所登録 埼玉県知事(1)第12345号"]
)
def test_an_account_at_a_bank_and_a_registration_are_no_organisations(note: str):
    read = contact("NPO法人まちの縁側", "理事 兼 事務局長", "佐久間 ひろみ", note)
    assert [place.org for place in read.affiliations] == ["NPO法人まちの縁側"]
    assert read.notes == (note,)


@pytest.mark.parametrize("part", ["サービスイノベーションセンタ", "エレクトロニクス領域"])
def test_parts_of_large_firms_are_departments(part: str):
    assert kinds(part) == [("department", part)]


def test_a_mail_address_that_is_the_given_name_alone_tells_its_reading_however_short():
    name = contact("長谷川建築設計室", "一級建築士 長谷川 豪", "go@hasegawa-arch.jp").name
    assert name is not None
    assert (name.given_reading, name.reading_source) == ("ごう", "email")


def test_columns_of_a_small_office_are_read_with_dots_in_numbers_and_lots_without_a_unit():
    read = parse(
        lines(
            "一級建築士事務所 アトリエ風",
            "一級建築士 風間 俊",
            "京都市東山区祇園町北側三四七",
            "〇四九・二二二・〇〇〇〇",
            vertical=True,
        )
    ).contact
    assert [place.org for place in read.affiliations] == ["一級建築士事務所 アトリエ風"]
    assert [phone.e164 for phone in read.phones] == ["+81492220000"]
    assert [address.street for address in read.addresses] == ["祇園町北側三四七"]


@pytest.mark.parametrize("saying", ["诚信为本，服务至上", "诚信为本 服务至上", "用心做好每一件事！"])
def test_a_saying_under_a_chinese_address_without_a_building_is_none(saying: str):
    read = contact("路通科技有限公司", "经理 王小明", "广东省深圳市宝安区环市东路966号", saying, "电话 0755-2888 1234")
    assert [address.text for address in read.addresses] == ["广东省深圳市宝安区环市东路966号"]


@pytest.mark.parametrize(
    ("name", "host", "spelled"),
    [
        ("Kesselbrink Autohaus", "kesselbrink-shop.de", True),
        ("Hair & Make ROSE", "rose-hair.com", True),
        ("Studio Green", "studio-nico.com", False),
        ("Global Trading", "global-fashion.com", False),
        ("Tokyo Tower Cafe", "tokyo-yoga.jp", False),
    ],
)
def test_a_host_is_a_firms_by_its_own_first_word_and_not_by_one_that_many_have(name: str, host: str, spelled: bool):
    assert in_domain(name, [host]) is spelled


def test_a_surname_in_capitals_that_is_also_a_degree_is_the_surname():
    read = contact("더원고등학교", "마 율", "Dominic MA", "교무처 원장", "y.ma@theone.co.kr")
    assert read.name is not None
    assert (read.name.latin, read.qualifications) == ("Dominic MA", ())
    assert contact("Alder Ltd", "Dominic Kaur, MA", "dkaur@alder.co.uk").qualifications == ("MA",)


def test_the_dot_between_two_long_titles_is_of_neither():
    assert kinds("取締役専務・最高技術責任者") == [("title", "取締役専務"), ("title", "最高技術責任者")]


@pytest.mark.parametrize("slash", ["／", "、", "/", "｜"])
def test_degrees_are_told_apart_whatever_stands_between_them(slash: str):
    assert kinds(f"MBA{slash}PMP®") == [("qualification", "MBA"), ("qualification", "PMP®")]
