"""Cards in Chinese and in Korean: names, firms, roles, numbers, addresses, and what tells them from Japanese ones."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parse_lines import at, contact, lines

from cardscan.model import Address, Contact
from cardscan.parse import parse
from cardscan.parse.eastern import eastern_pieces
from cardscan.parse.eastern_names import split_eastern
from cardscan.parse.places import find_addresses
from cardscan.parse.regions import card_region
from cardscan.parse.tongues import Tongue, tongue_of

MAINLAND = ("上海云帆信息技术有限公司", "市场部", "总经理", "欧阳志远", "手机：138 0013 8000", "电话：021-6033 2747")
TAIWAN = (
    "晨曦資訊股份有限公司",
    "研發處 資深工程師",
    "陳 志明",
    "Jimmy Chen",
    "電話：(02) 2345-6789",
    "統編：12345678",
)
LETTERS = "王李张經理经号路市区有限公司김이박팀장시구로길층(주)㈜ 0123456789-+:："
KOREA = ("주식회사 한빛 전자", "영업본부 해외영업팀", "부장", "김 민 준", "전화 02-1234-5678", "휴대폰 010-8765-4321")


def address(*texts: str) -> Address:
    (found,) = find_addresses(lines(*texts))
    return found.value


def kinds(read: Contact) -> list[tuple[str, str | None]]:
    return [(phone.kind, phone.e164) for phone in read.phones]


def test_a_card_of_the_mainland_is_understood() -> None:
    read = contact(*MAINLAND)
    assert read.name is not None
    assert (read.name.full, read.name.family, read.name.given) == ("欧阳志远", "欧阳", "志远")
    (org,) = read.orgs
    assert (org.org, org.department, org.titles) == ("上海云帆信息技术有限公司", "市场部", ("总经理",))
    assert kinds(read) == [("mobile", "+8613800138000"), ("work", "+862160332747")]


def test_a_card_of_taiwan_is_understood_and_its_tax_number_is_no_telephone() -> None:
    read = contact(*TAIWAN)
    assert read.name is not None
    assert (read.name.full, read.name.latin) == ("陳志明", "Jimmy Chen")
    (org,) = read.orgs
    assert (org.org, org.department, org.titles) == ("晨曦資訊股份有限公司", "研發處", ("資深工程師",))
    assert kinds(read) == [("work", "+886223456789")]


def test_a_korean_card_is_understood() -> None:
    read = contact(*KOREA)
    assert read.name is not None
    assert (read.name.full, read.name.family, read.name.given) == ("김민준", "김", "민준")
    (org,) = read.orgs
    assert (org.org, org.titles) == ("주식회사 한빛 전자", ("부장",))
    assert org.department == "영업본부 해외영업팀"
    assert kinds(read) == [("work", "+82212345678"), ("mobile", "+821087654321")]


@pytest.mark.parametrize(
    "texts", [MAINLAND, TAIWAN, KOREA, ("박앤김 법률사무소", "변호사", "朴智恵", "전화 02-123-4567")]
)
def test_no_kana_reading_is_made_up_for_a_chinese_or_korean_name(texts: tuple[str, ...]) -> None:
    name = contact(*texts).name
    assert name is not None
    assert (name.family_reading, name.given_reading, name.reading_source) == (None, None, None)


@pytest.mark.parametrize(
    ("texts", "tongue"),
    [
        (("青葉商事株式会社", "代表取締役", "陳 美玲", "上海広東有限公司 顧問"), "ja"),
        (("王 偉", "青葉商事", "03-5950-1234"), "ja"),
        (("國分 總一郎", "國分商店", "東京都中央区"), "ja"),
        (("〒171-0022", "東京都豊島区", "髙橋 美咲"), "ja"),
        (("キムチ食堂", "김치"), "ja"),
        (("王伟", "经理"), "zh"),
        (("王明", "有限公司"), "zh"),
        (("高雄市左營區博愛路1號", "林大同", "+886 7 123 4567"), "zh"),
        (("김민준", "主任"), "ko"),
        (("Jane Smith", "Seoul"), "ja"),
    ],
)
def test_chinese_and_korean_are_told_from_japanese(texts: tuple[str, ...], tongue: str) -> None:
    assert tongue_of(lines(*texts)) == tongue


@pytest.mark.parametrize(
    ("texts", "region"),
    [
        (("陈伟明", "星河贸易私人有限公司", "Tel 6123 4567"), "SG"),
        (("陳大文", "鼎盛有限公司", "香港中環", "2345 6789"), "HK"),
        (("陳大文", "鼎盛有限公司", "電話 2345 6789"), "HK"),
        (("王伟", "青岛远航有限公司", "青岛市市南区香港中路8号"), "CN"),
        (("林志玲", "鼎盛股份有限公司", "傳真 02-2345-6789"), "TW"),
    ],
)
def test_the_country_of_a_chinese_card_is_told_by_writing_places_and_numbers(
    texts: tuple[str, ...], region: str
) -> None:
    assert card_region(lines(*texts)) == region


@pytest.mark.parametrize(
    ("name", "cut"),
    [
        ("王伟", ("王", "伟")),
        ("王 小 明", ("王", "小明")),
        ("諸葛亮", ("諸葛", "亮")),
        ("歐陽 澤鵬", ("歐陽", "澤鵬")),
        ("范姜志明", ("范姜", "志明")),
    ],
)
def test_chinese_names_are_cut_after_their_surname(name: str, cut: tuple[str, str]) -> None:
    found = split_eastern(name, "zh")
    assert found is not None
    assert (found.family, found.given) == cut


@pytest.mark.parametrize(
    ("name", "cut"),
    [
        ("이솔", ("이", "솔")),
        ("남궁민수", ("남궁", "민수")),
        ("金民俊", ("金", "民俊")),
        ("황보 혜경", ("황보", "혜경")),
        ("김민준 金民俊", ("김", "민준")),
    ],
)
def test_korean_names_are_cut_after_their_surname(name: str, cut: tuple[str, str]) -> None:
    found = split_eastern(name, "ko")
    assert found is not None
    assert (found.family, found.given) == cut


@pytest.mark.parametrize(
    ("texts", "doubted"),
    [
        (("현 경", "Yoon, Hyunkyung", "과장"), True),
        (("현 경", "과장", "hk.yoon@hanbit.co.kr"), True),
        (("현 경", "과장", "kyung.hyun@hanbit.co.kr"), False),
        (("윤 현 경", "Yoon, Hyunkyung", "과장"), False),
        (("정 균", "Jung Kyun Gil", "과장"), True),
        (("길 정 균", "Jung Kyun Gil", "과장"), False),
    ],
)
def test_a_name_whose_surname_may_not_have_been_read_is_doubted(texts: tuple[str, ...], doubted: bool) -> None:
    (name,) = [field for field in parse(lines("(주)한빛전자", *texts)).fields if field.path == "name.full"]
    assert (name.doubt == "a letter of the name may be missing") is doubted


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        (
            "서울특별시 종로구 덕영대로 313 (효자동3) 강남빌딩 지하9층",
            "서울특별시 종로구 덕영대로 313 (효자동3가) 강남빌딩 지하9층",
        ),
        ("강원 원주시 도화 869-30 비즈니스센터 지하8층", "강원 원주시 도화동 869-30 비즈니스센터 지하8층"),
        ("강원 원주시 도화동 869-30 강남멀딩 3충", "강원 원주시 도화동 869-30 강남빌딩 3층"),
        ("충청북도 청주시| 흥덕구 중앙로 90-23", "충청북도 청주시 흥덕구 중앙로 90-23"),
        ("경기도 용인시 기흥구 판교역로 215-23", "경기도 용인시 기흥구 판교역로 215-23"),
    ],
)
def test_what_a_korean_address_must_have_is_put_in(read: str, meant: str) -> None:
    (address,) = parse(lines("(주)한빛전자", "김민준", read)).contact.addresses
    assert address.text == meant


@pytest.mark.parametrize(
    ("text", "tongue", "kinds"),
    [
        ("재무회 계팀", "ko", ["department"]),
        ("口 腔科", "zh", ["department"]),
        ("영업부 과장", "ko", ["department", "title"]),
        ("김민준 팀장", "ko", [None, "title"]),
    ],
)
def test_a_department_cut_at_a_wide_letter_is_one(text: str, tongue: Tongue, kinds: list[str | None]) -> None:
    assert [piece.kind and piece.kind.value for piece in eastern_pieces(text, tongue)] == kinds


def test_forms_that_taiwan_does_not_write_were_misread() -> None:
    card = parse(lines("台灣浦江测量股份有限公司", "敎務處", "南投縣草屯鎭松仁路502號", "共同創辧人", "翁宗涵"))
    assert card.contact.addresses[0].text == "南投縣草屯鎮松仁路502號"
    (place,) = card.contact.orgs
    assert (place.org, place.department, place.titles) == ("台灣浦江測量股份有限公司", "教務處", ("共同創辦人",))


def test_a_card_that_may_be_simplified_keeps_its_characters() -> None:
    card = parse(lines("青葉科技有限公司", "业务经理", "王小明"))
    assert card.contact.orgs[0].titles == ("业务经理",)


@pytest.mark.parametrize("read", ["香港烹魚涌", "香港鯽魚涌", "香港鰂魚涌", "香港魚涌"])
def test_there_is_one_place_in_hong_kong_whose_name_ends_so(read: str) -> None:
    card = parse(lines("永盛電子有限公司", "陳大文", f"{read}皇后大道中474號新銀集團中心12字樓"))
    (address,) = card.contact.addresses
    assert address.text.startswith("香港鰂魚涌" if read != "香港魚涌" else read)


def test_the_letters_of_a_name_set_far_apart_are_one_name() -> None:
    read = (
        at("노", 80, 250, 78),
        at("기 빈", 330, 230, 112),
        at("영업이사", 640, 200),
        at("바른세무회계사무소", 80, 370),
    )
    name = parse(read).contact.name
    assert name is not None
    assert (name.family, name.given) == ("노", "기빈")


@pytest.mark.parametrize(
    ("line", "department", "titles"),
    [
        ("市场部 高级经理", "市场部", ("高级经理",)),
        ("市场部经理", "市场部", ("经理",)),
        ("董事长兼总经理", None, ("董事长", "总经理")),
        ("副主任／联合创始人", None, ("副主任", "联合创始人")),
        ("上海分公司 顾问", "上海分公司", ("顾问",)),
        ("华南区 项目经理", "华南区", ("项目经理",)),
    ],
)
def test_chinese_departments_and_titles_are_told_apart(
    line: str, department: str | None, titles: tuple[str, ...]
) -> None:
    (org,) = contact("上海云帆信息技术有限公司", line, "王小明", "电话 021-6033 2747").orgs
    assert org.department == department
    assert tuple(title.removeprefix("兼") for title in org.titles) == titles


@pytest.mark.parametrize(
    ("line", "department", "titles"),
    [
        ("설계팀 수석", "설계팀", ("수석",)),
        ("총무부 총무/자문위원", "총무부", ("총무", "자문위원")),
        ("홍보실", "홍보실", ()),
        ("대표변호사", None, ("대표변호사",)),
    ],
)
def test_korean_departments_and_titles_are_told_apart(
    line: str, department: str | None, titles: tuple[str, ...]
) -> None:
    (org,) = contact("(주)한빛전자", line, "김민준", "전화 02-1234-5678").orgs
    assert (org.department, org.titles) == (department, titles)


@pytest.mark.parametrize(
    ("tongue", "firm"),
    [
        (KOREA[1:], "라온한의원"),
        (KOREA[1:], "법무법인 율촌"),
        (KOREA[1:], "(주)마루 모터스"),
        (KOREA[1:], "㈜청람항공"),
        (KOREA[1:], "백두 반도체(주)"),
        (MAINLAND[1:], "深圳金桥律师事务所"),
        (MAINLAND[1:], "兴隆职业技术学院"),
        (MAINLAND[1:], "鼎盛贸易(上海)有限公司"),
    ],
)
def test_firms_of_many_kinds_are_found(tongue: tuple[str, ...], firm: str) -> None:
    assert [org.org for org in contact(firm, *tongue).orgs] == [firm]


def test_a_list_of_trades_or_a_slogan_is_no_firm() -> None:
    assert [org.org for org in contact(*KOREA, "전기공사・소방공사・통신공사").orgs] == [KOREA[0]]
    assert [org.org for org in contact(*TAIWAN, "創新科技 美好生活").orgs] == [TAIWAN[0]]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (
            ("经理", "地址：广东省深圳市南山区科技园路18号", "创业大厦A座1203室", "邮编：518057"),
            Address(
                "广东省深圳市南山区科技园路18号 创业大厦A座1203室",
                "518057",
                "广东省",
                "深圳市南山区",
                "科技园路18号",
                "创业大厦A座1203室",
                "CN",
            ),
        ),
        (
            ("经理", "A/ 100022 北京市朝阳区建国路88号"),
            Address("北京市朝阳区建国路88号", "100022", "北京市", "朝阳区", "建国路88号", None, "CN"),
        ),
        (
            ("成都市武侯区天府大道中段8号", "有限公司 经理"),
            Address("成都市武侯区天府大道中段8号", None, "成都市", "武侯区", "天府大道中段8号", None, "CN"),
        ),
        (
            ("經理", "11049 台北市信義區松仁路100號12樓之3"),
            Address("台北市信義區松仁路100號12樓之3", "11049", "台北市", "信義區", "松仁路100號", "12樓之3", "TW"),
        ),
        (
            ("經理", "Add 香港灣仔軒尼詩道302號集成中心2201室"),
            Address(
                "香港灣仔軒尼詩道302號集成中心2201室", None, "香港", None, "灣仔軒尼詩道302號", "集成中心2201室", "HK"
            ),
        ),
        (
            ("김민준", "A. (06236) 서울특별시 강남구 테헤란로 152", "강남파이낸스센터 12층"),
            Address(
                "서울특별시 강남구 테헤란로 152 강남파이낸스센터 12층",
                "06236",
                "서울특별시",
                "강남구",
                "테헤란로 152",
                "강남파이낸스센터 12층",
                "KR",
            ),
        ),
        (
            ("김민준", "경기 성남시 분당구 판교역로 231번길 12-3, A동 3층 (삼평동) 우)13494"),
            Address(
                "경기 성남시 분당구 판교역로 231번길 12-3, A동 3층 (삼평동)",
                "13494",
                "경기",
                "성남시 분당구",
                "판교역로 231번길 12-3",
                "A동 3층 (삼평동)",
                "KR",
            ),
        ),
    ],
)
def test_addresses_are_read_in_their_own_order(texts: tuple[str, ...], expected: Address) -> None:
    assert address(*texts) == expected


@pytest.mark.parametrize(
    "firm", ["上海市浦江机械制造有限公司", "ABC (HONG KONG) LIMITED", "Lee & Co. (Hong Kong) Ltd."]
)
def test_a_firm_with_its_city_in_its_name_is_no_address(firm: str) -> None:
    assert find_addresses(lines(firm, "陳大文", "物流部 經理 总监")) == []


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("总机：021-3500 0248-6563", ["+862135000248"]),
        ("電話 | 9514 4989", ["+85295144989"]),
        ("QQ：317469244", []),
        ("手机 +86 178-1124-9225", ["+8617811249225"]),
    ],
)
def test_numbers_are_dialled_as_their_country_does(line: str, numbers: list[str]) -> None:
    hongkong = ("鼎盛有限公司", "香港中環", "經理")
    mainland = ("上海云帆信息技术有限公司", "市场部", "经理")
    read = contact(*(hongkong if "|" in line else mainland), line)
    assert [phone.e164 for phone in read.phones] == numbers


def test_an_extension_stays_in_the_text_and_out_of_what_is_dialled() -> None:
    (phone,) = contact("上海云帆信息技术有限公司", "经理", "电话 021-3500 0248-6563").phones
    assert (phone.text, phone.e164) == ("021-3500 0248-6563", "+862135000248")


@given(
    st.lists(
        st.text(alphabet=LETTERS, max_size=40),
        max_size=8,
    )
)
def test_no_text_makes_it_raise_and_sources_exist(texts: list[str]) -> None:
    read = lines("有限公司 经理 电话", "서울시 강남구", *texts)
    for field in parse(read).fields:
        for source in field.sources:
            assert 0 <= source.start < source.end <= len(read[source.line].text)


@pytest.mark.parametrize(
    "honour", ["国家高新技术企业", "ISO9001质量管理体系认证企业", "世界五百强企业", "AAA级信用企业", "专精特新企业"]
)
def test_an_honour_under_a_firm_is_a_note(honour: str) -> None:
    read = parse(lines("上海青叶科技有限公司", honour, "王小明", "销售部 经理", "手机 138 0013 8000")).contact
    assert [place.org for place in read.affiliations] == ["上海青叶科技有限公司"]
    assert read.notes == (honour,)


@pytest.mark.parametrize(
    "licence", ["전산회계 1급", "직업상담사 2급", "소방설비기사 (전기)", "바리스타 2급", "미용사(일반) 1급"]
)
def test_a_korean_licence_with_its_grade_or_field_is_one(licence: str) -> None:
    read = parse(lines("(주)비전커뮤니케이션즈", "개발팀 과장", "김민준", licence, "M 010-5721-2380")).contact
    assert read.qualifications == (licence,)
    assert read.notes == ()


def test_a_surname_that_is_spelt_like_a_degree_is_a_surname() -> None:
    read = parse(lines("(주)비전커뮤니케이션즈", "과장", "마 동석", "Dong-seok Ma", "M 010-5721-2380")).contact
    assert read.name is not None and read.name.latin == "Dong-seok Ma"
    assert parse(lines("Acme Ltd", "Jane Miller MA", "Director")).contact.qualifications == ("MA",)


def test_a_mark_before_a_firm_is_not_its_name() -> None:
    read = parse(lines(". 青口环境科技有限公司", "王小明", "销售部", "手机 138 0013 8000")).contact
    assert [place.org for place in read.affiliations] == ["青口环境科技有限公司"]


@pytest.mark.parametrize("title", ["董事总经理", "董事總經理", "新媒体运营", "項目統籌", "行銷企劃"])
def test_a_chinese_title_is_not_cut(title: str):
    texts = ("恒泰國際貿易有限公司", title, "黃志明", "Mobile: (852) 9123 4567", "ckwong@hangtai.com.hk")
    (place,) = parse(lines(*texts)).contact.affiliations
    assert place.titles == (title,)


def test_a_korean_surname_that_was_not_read_is_told_by_the_mail_and_doubted():
    read = {
        f.path: f
        for f in parse(
            (
                at("기 혁", 310, 175, 108),
                at("세무사", 590, 222, 48),
                at("대흥세무회계사무소", 80, 336, 60),
                at("TEL: (062)305-0671", 80, 503, 40),
                at("E-mail: myung_kihyuk@daeheungcorp.kr", 80, 546, 46),
            )
        ).fields
    }
    assert read["name.full"].value == "명기혁"
    assert read["name.full"].doubt == "a letter of the name may be missing"


def test_a_sign_beside_a_korean_name_may_be_a_letter_of_it():
    sign = replace(at("L", 300, 270, 45), confidence=0.7)
    read = {
        f.path: f
        for f in parse(
            (
                at("(주)경원솔루션", 400, 62, 50),
                at("육 진", 118, 251, 81),
                sign,
                at("고문", 548, 263, 40),
                at("전화 (032)394-2490", 87, 430, 36),
                at("메일 j.yuk@kyungwongroup.co.kr", 86, 516, 36),
            )
        ).fields
    }
    assert read["name.full"].doubt == "a letter of the name may be missing"


def test_cfo_is_a_title_beside_one_that_it_is_no_translation_of():
    def titles(title: str) -> tuple[str, ...]:
        return contact("(주)스마트전기", "강 세아", "CFO", title, "TEL 062-653-3096").affiliations[0].titles

    assert (titles("자문위원"), titles("대표이사")) == (("CFO", "자문위원"), ("대표이사",))


def test_an_agency_set_apart_belongs_to_its_name():
    assert contact("남도보험 대리점", "권준", "과장", "TEL. 043.160.5536").affiliations[0].org == "남도보험 대리점"


def test_a_surname_of_two_letters_goes_on_behind_noise():
    noise = at("j", 560, 173, 48)
    name = parse(
        (
            at("浦江系統整合股份有限公司", 387, 56, 38),
            at("夏 侯", 382, 165, 66),
            noise,
            at("靜 恩", 645, 164, 66),
            at("傳真 04 2113 2510", 70, 354, 29),
        )
    ).contact.name
    assert name is not None and (name.family, name.given) == ("夏侯", "靜恩")


def test_ning_read_as_a_postal_mark_is_ning():
    place = contact("上海拓普有限公司", "王小明", "地址：上海市长〒区花园路743号").affiliations[0]
    assert place.addresses[0].text == "上海市长宁区花园路743号"


def test_an_address_begins_behind_its_label_inside_a_line():
    place = contact(
        "(주)인사이트", "위 현림", "Insightgroup Corp. Add. 우)34504 대전광역시 유성구 충장로 56", "T. (042)931-9215"
    ).affiliations[0]
    assert (place.addresses[0].postal_code, place.addresses[0].text) == ("34504", "대전광역시 유성구 충장로 56")


def test_groups_of_a_mobile_number_of_taiwan_are_one_number():
    place = contact(
        "台灣康寧食品股份有限公司", "彭偉瑤", "手機 0950 063 865", "台中市西屯區新生南路二段272巷7弄5號"
    ).affiliations[0]
    assert [phone.e164 for phone in place.phones] == ["+886950063865"]
