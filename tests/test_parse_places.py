"""Postal addresses in lines of text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parse_lines import at, lines, printed

from cardscan.model import Address
from cardscan.parse.countries import LONGEST, postal_matches
from cardscan.parse.gazetteer import places_of_code
from cardscan.parse.places import find_addresses
from cardscan.parse.western import find_western

IKEBUKURO = Address(
    "東京都豊島区南池袋1-16-15 ダイヤゲート池袋8F",
    "171-0022",
    "東京都",
    "豊島区",
    "南池袋1-16-15",
    "ダイヤゲート池袋8F",
    "JP",
)


def addresses(*texts: str, vertical: bool = False) -> list[Address]:
    return [found.value for found in find_addresses(lines(*texts, vertical=vertical))]


@pytest.mark.parametrize(
    "texts",
    [
        ("〒171-0022 東京都豊島区南池袋1-16-15 ダイヤゲート池袋8F",),
        ("〒171-0022", "東京都豊島区南池袋1-16-15 ダイヤゲート池袋8F"),
        ("〒171-0022", "東京都豊島区南池袋1-16-15", "ダイヤゲート池袋8F"),
        ("〒171-0022 東京都豊島区南池袋1-16-15", "ダイヤゲート池袋8F", "TEL 03-1234-5678"),
        ("〒１７１－００２２　東京都豊島区南池袋１－１６－１５　ダイヤゲート池袋８Ｆ",),
        ("〒171-0022 東京都豊島区南池袋1-16-15 ダイヤゲート池袋8F TEL:03-1234-5678",),
        ("本社：〒171-0022 東京都豊島区南池袋1-16-15 ダイヤゲート池袋8F",),
        ("【本社】171-0022 東京都豊島区南池袋1-16-15 ダイヤゲート池袋8F",),
        ("住所 〒171-0022 東京都豊島区南池袋1-16-15 ダイヤゲート池袋8F",),
        ("T171-0022 東京都豊島区南池袋1-16-15 ダイヤゲート池袋8F",),
        ("テ171-0022 東京都豊島区南池袋1-16-15 ダイヤゲート池袋8F",),
        ("干171-0022東京都豊島区南池袋1-16-15 ダイヤゲート池袋8F",),
        ("〶171-0022 東京都豊島区南池袋1-16-15 ダイヤゲート池袋8F",),
        ("171-0022 東京都豊島区南池袋1-16-15 ダイヤゲート池袋8F",),
        ("1710022 東京都豊島区南池袋1-16-15 ダイヤゲート池袋8F",),
        ("〒171ー0022 東京都豊島区南池袋1ー16ー15 ダイヤゲート池袋8F",),
        ("〒 171 - 0022 東京都豊島区南池袋 1 - 16 - 15 ダイヤゲート池袋8F",),
        ("株式会社青葉", "髙橋 美咲", "〒171-0022 東京都豊島区南池袋1-16-15", "ダイヤゲート池袋8F", "E-mail a@b.jp"),
    ],
)
def test_one_address_is_read_in_every_printed_style(texts: tuple[str, ...]) -> None:
    (found,) = addresses(*texts)
    tight = Address(
        found.text.replace("池袋 1", "池袋1"), found.postal_code, found.region, found.locality,
        (found.street or "").replace(" ", ""), found.building, found.country,
    )  # fmt: skip
    assert tight == IKEBUKURO


@pytest.mark.parametrize(
    ("text", "region", "locality", "street", "building"),
    [
        (
            "〒530-0001 大阪府大阪市北区梅田三丁目1番3号 ノースゲートビル18階",
            "大阪府",
            "大阪市北区",
            "梅田三丁目1番3号",
            "ノースゲートビル18階",
        ),
        ("東京都港区六本木6-10-1 六本木ヒルズ森タワー32F", "東京都", "港区", "六本木6-10-1", "六本木ヒルズ森タワー32F"),
        ("〒060-0808 北海道札幌市北区北8条西5丁目1-2", "北海道", "札幌市北区", "北8条西5丁目1-2", None),
        (
            "京都市下京区四条通烏丸東入ル長刀鉾町8 京都三井ビル6階",
            None,
            "京都市下京区",
            "四条通烏丸東入ル長刀鉾町8",
            "京都三井ビル6階",
        ),
        ("〒190-1201 東京都西多摩郡瑞穂町二本木123番地の4", "東京都", "西多摩郡瑞穂町", "二本木123番地の4", None),
        ("〒102-0085 東京都千代田区六番町2-3 メゾン六番町101", "東京都", "千代田区", "六番町2-3", "メゾン六番町101"),
        ("〒106-0045 東京都港区麻布十番1-2-3", "東京都", "港区", "麻布十番1-2-3", None),
        ("〒150-0043 東京都渋谷区道玄坂1-12-1-8F", "東京都", "渋谷区", "道玄坂1-12-1", "8F"),
        (
            "東京都豊島区南池袋1丁目16番15号ダイヤゲート池袋8階",
            "東京都",
            "豊島区",
            "南池袋1丁目16番15号",
            "ダイヤゲート池袋8階",
        ),
        ("〒171-0022 南池袋1-16-15-801", None, None, "南池袋1-16-15-801", None),
        ("〒253-0041 神奈川県茅ヶ崎市茅ヶ崎3-2-1", "神奈川県", "茅ヶ崎市", "茅ヶ崎3-2-1", None),
        (
            "名古屋市東区泉1丁目23番22号 トーカンマンション1105",
            None,
            "名古屋市東区",
            "泉1丁目23番22号",
            "トーカンマンション1105",
        ),
        ("東京都三鷹市下連雀3-26-12 三鷹三菱ビル3F", "東京都", "三鷹市", "下連雀3-26-12", "三鷹三菱ビル3F"),
        ("〒104-0061 東京都中央区銀座8丁目", "東京都", "中央区", "銀座8丁目", None),
    ],
)
def test_an_address_is_split_as_printed(
    text: str, region: str | None, locality: str | None, street: str, building: str | None
) -> None:
    (found,) = addresses(text)
    assert (found.region, found.locality, found.street, found.building) == (region, locality, street, building)


def test_vertical_addresses_keep_their_kanji_numerals() -> None:
    (found,) = addresses("〒一七一-〇〇二二", "東京都豊島区南池袋一-十六-十五", "ダイヤゲート池袋八階", vertical=True)
    assert found.postal_code == "171-0022"
    assert (found.street, found.building) == ("南池袋一-十六-十五", "ダイヤゲート池袋八階")
    assert found.text == "東京都豊島区南池袋一-十六-十五 ダイヤゲート池袋八階"


def test_a_vertical_lot_goes_on_in_the_next_column() -> None:
    (found,) = addresses(
        "〒171-0022", "東京都豊島区南池袋一丁目", "十六番十五号", "電話〇三-五九五〇-一二三四", vertical=True
    )
    assert found.street == "南池袋一丁目 十六番十五号"


def test_long_vowel_marks_between_kanji_numerals_are_dashes() -> None:
    (found,) = addresses("東京都豊島区南池袋一ー十六ー十五 ダイヤゲート池袋八階", vertical=True)
    assert (found.street, found.building) == ("南池袋一-十六-十五", "ダイヤゲート池袋八階")


def test_a_building_glued_to_the_lot_is_set_apart() -> None:
    assert addresses("〒171-0022 東京都豊島区南池袋1-16-15ダイヤゲート池袋8F") == [IKEBUKURO]
    assert addresses("〒150-0043 東京都渋谷区道玄坂1-12-1-8F")[0].text == "東京都渋谷区道玄坂1-12-1-8F"


def test_a_home_address_keeps_its_postal_code() -> None:
    assert addresses("自宅 〒168-0063 東京都杉並区和泉1-2-3-405")[0].postal_code == "168-0063"


def test_two_offices_are_two_addresses() -> None:
    found = addresses(
        "本社 〒530-0001 大阪府大阪市北区梅田3-1-3",
        "東京支店 〒100-0005 東京都千代田区丸の内1-9-2 グラントウキョウサウスタワー",
    )
    assert [one.postal_code for one in found] == ["530-0001", "100-0005"]
    on_one_line = addresses("〒900-0015 沖縄県那覇市久茂地1-1-1 〒810-0001 福岡市中央区天神1-1-1")
    assert [one.locality for one in on_one_line] == ["那覇市", "福岡市中央区"]


def test_the_label_before_an_address_is_used_up_but_a_branch_name_is_not() -> None:
    read = lines("本社 〒530-0001 大阪府大阪市北区梅田3-1-3", "東京支店 〒100-0005 東京都千代田区丸の内1-9-2")
    head, branch = find_addresses(read)
    assert "本社" in printed(read, head.sources)
    assert not any("支店" in text for text in printed(read, branch.sources))


@pytest.mark.parametrize("building", ["貿易センター", "勤労福祉センター", "市民交流プラザ", "技術交流センター"])
def test_a_centre_right_under_a_lot_is_the_building(building: str) -> None:
    (found,) = find_addresses(lines("〒171-0022 東京都豊島区南池袋1-16-15", building, "TEL 03-5950-1234"))
    assert found.value.building == building
    assert found.doubt is not None and building in found.doubt


def test_a_centre_above_another_address_is_the_office_that_is_there() -> None:
    head, branch = find_addresses(
        lines("〒171-0022 東京都豊島区南池袋1-16-15", "名古屋センター", "〒460-0003 愛知県名古屋市中区錦3-5-27")
    )
    assert (head.value.building, branch.value.building) == (None, None)


def test_a_building_under_the_second_address_is_not_the_firsts_whose_line_is_tall() -> None:
    read = (
        at("係長 〒170-0013 東京都豊島区東池袋1-22-10", 145, 467, 85),
        at("（横浜オフィス）", 283, 540, 36),
        at("〒231-0023 神奈川県横浜市中区山下町10-25-3", 265, 586, 36),
        at("山下ビル 3F", 264, 636, 36),
    )
    assert [one.value.building for one in find_addresses(read)] == [None, "山下ビル 3F"]


@pytest.mark.parametrize(
    "texts",
    [
        ("〒152-8550 東京都目黒区大岡山2-12-1", "東京科学大学", "工学院 教授"),
        ("〒171-0022 東京都豊島区南池袋1-16-15", "株式会社青葉ソリューションズ"),
        ("〒171-0022 東京都豊島区南池袋1-16-15", "髙橋 美咲"),
        ("〒171-0022 東京都豊島区南池袋1-16-15", "代表取締役社長"),
        ("〒171-0022 東京都豊島区南池袋1-16-15", "研究開発センター"),
        ("〒171-0022 東京都豊島区南池袋1-16-15", "すべての笑顔のために"),
        ("〒171-0022 東京都豊島区南池袋1-16-15", "TEL 03-1234-5678"),
        ("〒171-0022 東京都豊島区南池袋1-16-15", "090-1234-5678"),
    ],
)
def test_names_titles_and_companies_below_are_not_swallowed(texts: tuple[str, ...]) -> None:
    found = find_addresses(lines(*texts))
    assert {source.line for one in found for source in one.sources} == {0}


@pytest.mark.parametrize(
    "text",
    [
        "東京都知事登録第123号",
        "東京都行政書士会",
        "東京都渋谷区議会議員",
        "東京都市大学",
        "大阪市立大学 教授",
        "千葉 太郎",
        "福岡営業所",
        "山口 県太郎",
        "03-1234-5678",
        "港区議会議員 3期",
    ],
)
def test_place_names_alone_are_no_address(text: str) -> None:
    assert addresses(text) == []


def test_postal_code_and_place_that_agree_are_surer() -> None:
    (agreeing,) = find_addresses(lines("〒171-0022 東京都豊島区南池袋1-16-15"))
    (conflicting,) = find_addresses(lines("〒171-0022 大阪市北区梅田1-1-1"))
    (unknown,) = find_addresses(lines("〒171-9999 東京都豊島区南池袋1-16-15"))
    assert (agreeing.doubt, conflicting.doubt) == (None, "postal code belongs to 東京都豊島区")
    assert unknown.doubt == "there is no such postal code"
    assert agreeing.confidence > 0.95 > 0.75 > conflicting.confidence


def test_one_misread_character_is_put_right_by_the_postal_code_and_doubted() -> None:
    (found,) = find_addresses(lines("〒171-0022 東京部豊島区南池袋1-16-15"))
    assert found.value.text == "東京都豊島区南池袋1-16-15"
    assert found.doubt == "部 read as 都 because of the postal code"


def test_characters_that_place_names_write_either_way_stay_as_printed() -> None:
    (found,) = find_addresses(lines("〒253-0041 神奈川県茅ケ崎市茅ケ崎3-2-1"))
    assert (found.value.locality, found.doubt) == ("茅ケ崎市", None)


def test_letters_in_the_postal_code_are_read_as_digits_and_doubted() -> None:
    (found,) = find_addresses(lines("〒17l-OO22 東京都豊島区南池袋1-16-15"))
    assert found.value.postal_code == "171-0022"
    assert found.doubt


def test_boxes_side_by_side_are_one_address() -> None:
    read = (at("〒171-0022", 50, 100), at("東京都豊島区南池袋1-16-15", 300, 101), at("ダイヤゲート池袋8F", 300, 140))
    (found,) = find_addresses(read)
    assert found.value == IKEBUKURO


def test_the_way_to_the_station_is_no_part_of_it() -> None:
    assert addresses("東京都豊島区南池袋1-16-15 (JR池袋駅 徒歩5分)")[0].text == "東京都豊島区南池袋1-16-15"


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (
            ("2-12-1 Ookayama, Meguro-ku, Tokyo 152-8550 Japan",),
            ("152-8550", "Tokyo", "Meguro-ku", "2-12-1 Ookayama", None),
        ),
        (
            (
                "DaiyaGate Ikebukuro 8F, 1-16-15 Minami-Ikebukuro,",
                "Toshima-ku, Tokyo 171-0022, JAPAN",
                "TEL +81-3-1234-5678",
            ),
            ("171-0022", "Tokyo", "Toshima-ku", "1-16-15 Minami-Ikebukuro", "DaiyaGate Ikebukuro 8F"),
        ),
        (("3-1-3 Umeda, Kita-ku, Osaka 530-0001",), ("530-0001", "Osaka", "Kita-ku", "3-1-3 Umeda", None)),
        (
            ("Taro Yamada", "Landmark Tower 20F, 2-2-1 Minatomirai, Nishi-ku, Yokohama, Kanagawa 220-8120"),
            ("220-8120", "Kanagawa", "Nishi-ku, Yokohama", "2-2-1 Minatomirai", "Landmark Tower 20F"),
        ),
    ],
)
def test_romanised_japanese_addresses_are_split(texts: tuple[str, ...], expected: tuple[str | None, ...]) -> None:
    (found,) = addresses(*texts)
    assert (found.postal_code, found.region, found.locality, found.street, found.building) == expected
    assert found.country == "JP"
    assert found.postal_code not in found.text


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("4001 1st Ave NE", "Redmond, WA 98052"), ("US", "98052", "WA", "Redmond", "4001 1st Ave NE", None)),
        (("4001 1st Ave NE Redmond, WA 98052",), ("US", "98052", "WA", "Redmond", "4001 1st Ave NE", None)),
        (("One Microsoft Way", "Redmond, WA 98052 USA"), ("US", "98052", "WA", "Redmond", "One Microsoft Way", None)),
        (
            ("350 Fifth Avenue, 34th Floor, New York, NY 10118",),
            ("US", "10118", "NY", "New York", "350 Fifth Avenue", "34th Floor"),
        ),
        (
            ("10 Eastbourne Terrace", "London W2 6BD", "United Kingdom"),
            ("GB", "W2 6BD", None, "London", "10 Eastbourne Terrace", None),
        ),
        (
            ("Unit 5, 12 High Street", "Cambridge", "CB2 1TN"),
            ("GB", "CB2 1TN", None, "Cambridge", "12 High Street", "Unit 5"),
        ),
        (("Hauptstr. 5, 10115 Berlin",), ("DE", "10115", None, "Berlin", "Hauptstr. 5", None)),
        (("Hauptstraße 5", "D-80331 München", "Germany"), ("DE", "80331", None, "München", "Hauptstraße 5", None)),
        (("12 rue de Rivoli", "75001 Paris, France"), ("FR", "75001", None, "Paris", "12 rue de Rivoli", None)),
        (("Bahnhofstrasse 1", "8001 Zürich"), ("CH", "8001", None, "Zürich", "Bahnhofstrasse 1", None)),
        (
            ("100 King Street West, Suite 5700", "Toronto, ON M5V 2T6", "Canada"),
            ("CA", "M5V 2T6", "ON", "Toronto", "100 King Street West", "Suite 5700"),
        ),
        (("P.O. Box 2231", "Boise, Idaho 83701"), ("US", "83701", "Idaho", "Boise", "P.O. Box 2231", None)),
        (
            ("27 Wharf Street, Fremantle, Western Australia 6160",),
            ("AU", "6160", "Western Australia", "Fremantle", "27 Wharf Street", None),
        ),
        (
            ("Trinity Court", "Wokingham", "Berkshire RG41 2PZ"),
            ("GB", "RG41 2PZ", "Berkshire", "Wokingham", None, "Trinity Court"),
        ),
        (
            ("Blk 71 Ayer Rajah Crescent #03-12", "S(139951)"),
            ("SG", "139951", None, None, "Blk 71 Ayer Rajah Crescent", "#03-12"),
        ),
        (("Postfach 10 20 30", "70020 Stuttgart"), ("DE", "70020", None, "Stuttgart", "Postfach 10 20 30", None)),
        (
            ("Zone Artisanale des Prés", "35510 Cesson-Sévigné"),
            ("FR", "35510", None, "Cesson-Sévigné", None, "Zone Artisanale des Prés"),
        ),
        (
            ("Pol. Ind. Can Roca, nave 7", "08107 Martorelles (Barcelona)"),
            ("ES", "08107", "Barcelona", "Martorelles", None, "Pol. Ind. Can Roca, nave 7"),
        ),
        (("Mannerheimintie 12 B", "00100 Helsinki"), ("FI", "00100", None, "Helsinki", "Mannerheimintie 12 B", None)),
        (
            ("Büyükdere Cad. No:127", "34394 Şişli / İstanbul"),
            ("TR", "34394", "İstanbul", "Şişli", "Büyükdere Cad. No:127", None),
        ),
        (("Váci út 33.", "1134 Budapest"), ("HU", "1134", None, "Budapest", "Váci út 33.", None)),
        (
            ("No. 45, Gandhi Nagar, Tiruppur - 641 603", "Tamil Nadu, India"),
            ("IN", "641 603", "Tamil Nadu", "Tiruppur", "No. 45, Gandhi Nagar", None),
        ),
        (
            ("Plot No. 12, Sector 18", "Gurugram, Haryana 122015"),
            ("IN", "122015", "Haryana", "Gurugram", "Plot No. 12, Sector 18", None),
        ),
        (
            ("Survey No. 88, GIDC Estate", "Vatva, Ahmedabad-382445", "Gujarat (India)"),
            ("IN", "382445", "Gujarat", "Ahmedabad", "Survey No. 88, GIDC Estate, Vatva", None),
        ),
        (("12 Park Street", "Kolkata - 700 016"), ("IN", "700 016", None, "Kolkata", "12 Park Street", None)),
        (
            ("Level 10, 1 Martin Place", "Sydney NSW 2000 Australia"),
            ("AU", "2000", "NSW", "Sydney", "1 Martin Place", "Level 10"),
        ),
        (
            ("1 Raffles Place #20-01, Singapore 048616",),
            ("SG", "048616", None, "Singapore", "1 Raffles Place", "#20-01"),
        ),
        (
            ("188 Serangoon North Avenue 5 17-03", "Singapore 554360"),
            ("SG", "554360", None, "Singapore", "188 Serangoon North Avenue 5", "#17-03"),
        ),
        (
            ("Keizersgracht 123, 1015 CJ Amsterdam, The Netherlands",),
            ("NL", "1015 CJ", None, "Amsterdam", "Keizersgracht 123", None),
        ),
        (("서울시 강남구 테헤란로 152", "김민준"), ("KR", None, "서울시", "강남구", "테헤란로 152", None)),
        (
            ("北京市朝阳区建国路88号 SOHO现代城A座", "手机 138 0013 8000"),
            ("CN", None, "北京市", "朝阳区", "建国路88号", "SOHO现代城A座"),
        ),
    ],
)
def test_addresses_of_other_countries_are_split(texts: tuple[str, ...], expected: tuple[str | None, ...]) -> None:
    (found,) = addresses(*texts)
    assert (found.country, found.postal_code, found.region, found.locality, found.street, found.building) == expected


@pytest.mark.parametrize(
    "again", ["Abc-", "Aa ", "A", "Saint-Jean-de-", "Am Ob-Der ", "12345 Abc-", "Tamil Nadu ", "S ("]
)
def test_a_long_line_that_is_no_town_costs_no_time(again: str) -> None:
    text = (again * LONGEST)[:LONGEST]
    start = time.process_time()
    postal_matches(text)
    assert time.process_time() - start < 1  # a word with hyphens in it took a minute


def test_names_and_companies_above_a_western_address_stay_out() -> None:
    read = lines(
        "John Smith", "Senior Engineer", "Aoba Inc.", "4001 1st Ave NE", "Redmond, WA 98052", "+1 425 555 0100"
    )
    (found,) = find_addresses(read)
    assert {source.line for source in found.sources} == {3, 4}


@pytest.mark.parametrize("text", ["大 阪府大阪市中央区船越町1-14-26", "…1大阪府大阪市中央区船越町1-14-26"])
def test_a_gap_in_the_prefecture_or_a_scratch_before_it_hides_no_address(text: str) -> None:
    (found,) = addresses("〒540-0036", text)
    assert (found.region, found.locality, found.street) == ("大阪府", "大阪市中央区", "船越町1-14-26")


def test_a_building_in_the_next_column_goes_on_with_the_address_in_whatever_order_they_were_read() -> None:
    column, building = lines("福岡県久留米市田主丸町石垣二－一二－二二", "レジデンス翠一六〇三号室", vertical=True)
    (found,) = find_addresses((building, column))
    assert found.value.building == "レジデンス翠一六〇三号室"


def test_a_word_with_a_letter_that_the_reader_hardly_knows_is_put_in_and_doubted() -> None:
    (found,) = find_addresses(lines("〒171-0022 東京都豊島区南池袋1-16-15 新和ビルデング5F"))
    assert found.value.building == "新和ビルヂング5F"
    assert found.doubt == "ビルヂング is read as ビルデング: which of the two is printed?"
    assert addresses("〒171-0022 東京都豊島区南池袋1-16-15 新和ビルディング5F")[0].building == "新和ビルディング5F"


def test_a_telephone_under_an_address_is_no_building() -> None:
    (found,) = addresses("〒380-0853 長野県長野市新町4-19-14", "026-671-4956 内線 4835")
    assert found.building is None


def test_a_line_of_another_column_does_not_part_street_and_town() -> None:
    street, town = at("146 Park Row", 50, 100), at("Leeds LS1 5JL", 50, 140)
    title = at("Customer Success Manager", 180, 104)
    (found,) = find_addresses((street, title, town))
    assert (found.value.street, found.value.locality) == ("146 Park Row", "Leeds")


def test_a_line_with_a_year_is_no_address() -> None:
    assert addresses("Jane Doe", "PhD, CPA", "Vice President, 2024") == []


@given(st.text(max_size=60))
def test_no_text_makes_it_raise_and_sources_exist(text: str) -> None:
    read = lines("〒171-0022 " + text, text, "東京都港区" + text, text + ", WA 98052")
    for one in find_addresses(read):
        for source in one.sources:
            assert 0 <= source.start < source.end <= len(read[source.line].text)


@given(
    st.lists(st.text(alphabet="〒0123456789-東京都港区丁目番地号一二三十ー 階FTビルTokyo,ku", max_size=30), max_size=5),
    st.booleans(),
)
def test_no_heap_of_address_parts_makes_it_raise(texts: list[str], vertical: bool) -> None:
    read = lines(*texts, vertical=vertical)
    for one in find_addresses(read):
        assert one.value.text or one.value.postal_code
        for source in one.sources:
            assert 0 <= source.start < source.end <= len(read[source.line].text)


@pytest.mark.parametrize(
    "code", ["0600001", "1000001", "4600001", "5300001", "6008001", "7300011", "8120011", "9800021", "9000015"]
)
def test_addresses_made_from_real_postal_codes_come_back(code: str) -> None:
    place = places_of_code(code)[0]
    text = f"〒{code[:3]}-{code[3:]} {place.region}{place.locality}{place.town}2-3-4 第一ビル5F"
    (found,) = find_addresses(lines(text))
    assert found.doubt is None
    assert found.value == Address(
        f"{place.region}{place.locality}{place.town}2-3-4 第一ビル5F", f"{code[:3]}-{code[3:]}",
        place.region, place.locality, f"{place.town}2-3-4", "第一ビル5F", "JP",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("street", "city", "country", "code", "locality"),
    [
        ("12 rue des Lilas", "49000 Angers", "FR", "49000", "Angers"),
        ("44 chemin du Moulin", "13100 Aix-en-Provence", "FR", "13100", "Aix-en-Provence"),
        ("Gartenweg 4", "72072 Tübingen", "DE", "72072", "Tübingen"),
        ("Hauptstr. 12", "86899 Landsberg am Lech", "DE", "86899", "Landsberg am Lech"),
        ("Via Roma 5", "31100 Treviso", "IT", "31100", "Treviso"),
        ("Calle Real 3", "11001 Cádiz", "ES", "11001", "Cádiz"),
        ("Rua Augusta 100", "1100-053 Setúbal", "PT", "1100-053", "Setúbal"),
        ("Kungsgatan 5", "903 25 Umeå", "SE", "903 25", "Umeå"),
    ],
)
def test_a_town_that_no_list_has_is_told_by_its_street(
    street: str, city: str, country: str, code: str, locality: str
) -> None:
    for rows in ((street, city), (f"{street}, {city}",)):
        (found,) = find_addresses(lines("Acme Widgets", "John Miller", *rows))
        told = found.value
        assert (told.country, told.postal_code, told.locality, told.street) == (country, code, locality, street)


def test_a_street_of_two_countries_is_the_one_of_the_rest_of_the_card_or_of_none() -> None:
    (alone,) = find_addresses(lines("Acme Widgets", "Hauptplatz 4", "3100 Krems"))
    (told,) = find_addresses(lines("Acme Widgets", "Hauptplatz 4", "3100 Krems", "+43 1 2345678"))
    assert (alone.value.country, told.value.country) == (None, "AT")


@pytest.mark.parametrize("text", ["2000 Customers", "10000 Steps", "12345 Apollo Program", "500 Startups"])
def test_a_number_and_words_without_a_street_are_no_address(text: str) -> None:
    assert find_addresses(lines("Acme Widgets", "John Miller", "Sales Manager", text)) == []


def test_letters_in_a_postal_code_are_put_right_and_doubted() -> None:
    (found,) = find_addresses(lines("Atelier", "66, boulevard Victor Hugo, 0600o Nice"))
    assert (found.value.postal_code, found.value.country) == ("06000", "FR")
    assert found.doubt is not None


def test_a_building_stands_under_an_address_behind_which_a_number_of_another_column_was_read() -> None:
    read = (
        at("〒347-0066 埼玉県加須市本町6-26-2 Cell. 070-9462-8644", 85, 664, 36),
        at("The North 5F", 85, 710, 36),
        at("Mail. m.ohara@toyo.example", 680, 712, 36),
    )
    assert [one.value.building for one in find_addresses(read)] == ["The North 5F"]


def test_a_numeral_in_the_name_of_a_town_stays_as_it_is_printed():
    (found,) = find_addresses(lines("〒070-0031 北海道旭川市一条通9-46-1 旭川一条ビル3F"))
    assert found.value.text == "北海道旭川市一条通9-46-1 旭川一条ビル3F" and found.doubt is None


def test_a_town_that_there_is_was_not_misread_for_the_one_of_the_code():
    (found,) = find_addresses(lines("〒606-8286 京都府京都市左京区北白川上別当町15"))
    assert found.value.text == "京都府京都市左京区北白川上別当町15"
    assert found.doubt == "postal code belongs to 北白川下別当町"


def test_a_building_before_the_code_that_stands_under_its_address_is_of_the_address():
    (found,) = find_addresses(lines("東京都港区南青山5-12-22", "コンフォート青山B1 〒107-0062"))
    assert found.value.text == "東京都港区南青山5-12-22 コンフォート青山B1"
    assert (found.value.postal_code, found.value.building) == ("107-0062", "コンフォート青山B1")


def test_a_house_with_a_name_between_its_unit_and_its_road_is_of_the_address():
    (found,) = find_western(lines("Unit 6", "The Old Tobacco Store", "Wapping Road", "Bristol BS1 4RN"), "GB")
    assert found.value.text == "Unit 6 The Old Tobacco Store Wapping Road Bristol"


def test_addresses_in_two_columns_are_two():
    left = (at("2400 Euclid Heights Blvd, Suite 510", 50, 100), at("Cleveland, OH 44106", 50, 140))
    right = (at("19800 Detroit Road, 2nd Floor", 760, 100), at("Rocky River, OH 44116", 760, 140))
    heads = (at("Main Campus", 50, 60), at("West Side Office", 760, 60))
    found = find_western((heads[0], heads[1], left[0], right[0], left[1], right[1]), "US")
    assert [each.value.text for each in found] == [
        "2400 Euclid Heights Blvd, Suite 510 Cleveland, OH",
        "19800 Detroit Road, 2nd Floor Rocky River, OH",
    ]


def test_what_says_which_address_it_is_stands_not_in_it():
    found = find_western(lines("Besök: Storgatan 48, 903 26 Umeå", "Post: Box 317, 901 07 Umeå"), "SE")
    assert [each.value.text for each in found] == ["Storgatan 48, Umeå", "Box 317, Umeå"]
    assert all(each.sources[0].start == 0 for each in found)


def test_letters_at_the_places_of_digits_in_a_canadian_code_are_put_right_and_doubted():
    (found,) = find_western(lines("415, rue Saint-Jacques Ouest", "Montréal (Québec) H2Y IS1"), "CA")
    assert found.value.postal_code == "H2Y 1S1" and found.doubt is not None


def test_cities_where_a_firm_has_offices_are_no_address():
    assert find_western(lines("Singapore | Johor Bahru | Jakarta | Ho Chi Minh City"), "SG") == []


def test_a_street_that_begins_as_a_postal_code_does_is_a_street():
    (found,) = find_western(lines("214 Kessler Hall", "1100 University Drive", "Eau Claire, WI 54701"), "US")
    assert found.value.text == "214 Kessler Hall 1100 University Drive Eau Claire, WI"
