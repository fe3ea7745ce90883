"""Values that are doubted though their rule is sure, and letters that are certainly misread."""

from __future__ import annotations

from dataclasses import replace

import jaconv
import pytest
from parse_lines import at, lines

from cardscan.model import Alternative, Field, Kind, TextLine
from cardscan.parse import parse
from cardscan.parse.katakana import put_right
from cardscan.parse.names import given_names, surnames
from cardscan.parse.roles import pieces
from cardscan.parse.roles_latin import latin_pieces

CARD = ("株式会社青葉商事", "山田 太郎")


def field(path: str, *printed: str) -> Field:
    """Return one field of a card with these lines under a firm and a name."""
    return {each.path: each for each in parse(lines(*CARD, *printed)).fields}[path]


def laid(*more: TextLine) -> dict[str, Field]:
    """Return the fields of a card with these lines under a firm and a name, by path."""
    return {each.path: each for each in parse((at(CARD[0], 50, 40), at(CARD[1], 50, 120, 60), *more)).fields}


def test_a_mail_behind_a_word_that_is_no_label_is_doubted():
    torn = laid(at("e satomi", 50, 300), at("chimura@aoba.example.jp", 200, 300))
    assert torn["emails[0]"].doubt == "more may belong before it"


def test_a_mail_behind_its_label_is_not_doubted():
    whole = laid(at("e-mail", 50, 300), at("satomi@aoba.example.jp", 170, 300))
    assert whole["emails[0]"].doubt is None


@pytest.mark.parametrize("mail", ["taro@aoba.ne", "taro@aoba.c"])
def test_a_mail_whose_ending_breaks_off_is_doubted(mail: str):
    assert field("emails[0]", mail).doubt is not None


def test_a_first_letter_with_a_dot_is_doubted_where_labels_are_letters_with_dots():
    plain = field("emails[0]", "e.yamada@aoba.example.jp")
    labelled = field("emails[0]", "T. 03-3400-1234", "W. www.aoba.example.jp", "e.yamada@aoba.example.jp")
    assert (plain.value, plain.doubt) == ("e.yamada@aoba.example.jp", None)
    assert (labelled.value, labelled.doubt) == ("yamada@aoba.example.jp", "its first letter may be a label")


def test_a_site_behind_loose_letters_is_doubted():
    assert field("urls[0]", "gi thub.com/misaki").doubt == "more may belong before it"


@pytest.mark.parametrize("handle", ["jing_1", "masat0373", "tar0"])
def test_a_handle_with_a_digit_where_a_letter_may_stand_is_doubted(handle: str):
    assert field("accounts[0]", f"LINE ID: {handle}").doubt == "a digit in it may be a letter that looks alike"


@pytest.mark.parametrize("handle", ["misaki_2020", "yui808", "taro.yamada"])
def test_a_handle_with_plain_digits_is_not_doubted(handle: str):
    assert field("accounts[0]", f"LINE ID: {handle}").doubt is None


def test_an_address_that_breaks_off_before_its_number_is_doubted():
    assert field("addresses[0]", "〒615-8103 京都府京都市西京区").doubt is not None


def test_an_address_with_a_gap_between_its_numbers_is_doubted():
    doubt = "a number in it may not have been read"
    assert field("addresses[0]", "〒102-0076 東京都千代田区五番町4--15").doubt == doubt


@pytest.mark.parametrize(
    ("read", "printed"),
    [("H本橋ビル四〇四号室", "日本橋ビル四〇四号室"), ("パークタワーー〇〇五号室", "パークタワー一〇〇五号室")],
)
def test_what_is_certainly_misread_in_an_address_is_put_right(read: str, printed: str):
    assert printed in field("addresses[0]", f"〒107-0062 東京都港区南青山4-7-28 {read}").value


def test_an_address_printed_over_its_postal_code_is_one():
    building = at("リバーサイド1609", 50, 400)
    one = laid(at("東京都港区南青山4-7-28", 50, 360), at("〒107-0062", 50, 330), building)
    assert [path for path in one if path.startswith("addresses")] == ["addresses[0]"]


def test_a_number_is_believed_less_where_other_digits_are_nearly_as_likely():
    (sure,) = lines("03-5950-1234")
    torn = TextLine(sure.text, sure.quad, 0.95, "test", alternatives=(Alternative("03-5950-1284", 0.4),))
    alike = TextLine(sure.text, sure.quad, 0.95, "test", alternatives=(Alternative("03ー5950-1234", 0.4),))
    believed = [parse((one,)).fields[0].confidence for one in (torn, alike)]
    assert believed[0] < believed[1]


@pytest.mark.parametrize(
    ("line", "department", "title"),
    [
        ("Sales Division Recruiter", "Sales Division", "Recruiter"),
        ("Asia Pacific Office Architect", "Asia Pacific Office", "Architect"),
    ],
)
def test_a_department_before_a_title_in_english_is_told_by_its_end(line: str, department: str, title: str):
    read = parse(lines("Acme Widgets Ltd", "Anna Weber", line, "anna.weber@acme.example")).contact.affiliations[0]
    assert (read.department, read.titles) == (department, (title,))


@pytest.mark.parametrize("title", ["Back Office Manager", "Sales Director", "Head Office Manager"])
def test_who_leads_a_department_has_its_name_in_the_title(title: str):
    read = parse(lines("Acme Widgets Ltd", "Anna Weber", title, "anna.weber@acme.example")).contact.affiliations[0]
    assert (read.department, read.titles) == (None, (title,))


def test_a_degree_whose_bracket_was_not_read_is_one_licence():
    read = parse(lines(*CARD, "博士 理学）")).contact
    assert read.qualifications == ("博士（理学）",)


def test_the_secretariat_before_a_post_is_the_department():
    place = parse(lines("協和フーズ協同組合", "事務局 幹事", "渡邊 悠果")).contact.affiliations[0]
    assert (place.department, place.titles) == ("事務局", ("幹事",))


def test_a_firm_takes_the_word_behind_it_that_its_host_spells():
    card = (at("NPO法人ミライ 美装", 50, 40), at("山田 太郎", 50, 120, 60), at("www.miraibiso.co.jp", 50, 300))
    place = parse(card).contact.affiliations[0]
    assert place.org == "NPO法人ミライ 美装"


@pytest.mark.parametrize(
    ("read", "name"), [("🌐 Älgfors AB", "Älgfors AB"), ("株式会社東雲フアンド", "株式会社東雲ファンド")]
)
def test_a_firm_is_without_what_is_not_its_name(read: str, name: str):
    assert parse(lines(read, "Anna Weber")).contact.affiliations[0].org == name


def test_a_large_kana_that_a_firm_is_known_for_stays():
    assert parse(lines("富士フイルム株式会社", "山田 太郎")).contact.affiliations[0].org == "富士フイルム株式会社"


@pytest.mark.parametrize(
    ("given", "doubt"), [("Mario", "an accent may not have been read: is it Mário?"), ("Rita", None)]
)
def test_a_given_name_that_lacks_the_accent_it_always_has_is_doubted(given: str, doubt: str | None):
    name = f"{given} Magalhães"
    read = parse(lines("Alfa Lda.", name, "+351 265 555 866", "2900-257 Setúbal", f"{given.lower()}@alfa.pt"))
    assert [each.doubt for each in read.fields if each.path == "name.full"] == [doubt]


def test_a_name_beside_an_address_is_no_part_of_it():
    read = parse(lines("Alfa SARL", "Gaël Lefèvre 27 place du Marché, 25000 Besançon", "+33 3 81 00 00 00")).contact
    assert read.name is not None and read.name.full == "Gaël Lefèvre"
    assert read.affiliations[0].addresses[0].street == "27 place du Marché"


def test_a_firm_that_its_host_is_called_as_is_not_the_person():
    read = parse(
        lines("Oranjehof Makelaardij", "Femke Vries", "Huisarts", "8011 CE Zwolle", "info@oranjehof-gg5.nl")
    ).contact
    assert read.name is not None and read.name.full == "Femke Vries"


def test_two_numbers_that_would_go_on_from_one_another_but_for_a_digit_are_both_doubted():
    read = parse(lines(*CARD, "電話 06-6628-7705", "FAX 06-4628-7710", "携帯 070-8213-5244"))
    doubts = [each.doubt for each in read.fields if each.path.startswith("phones")]
    assert doubts == ["it differs in one digit from the number beside it"] * 2 + [None]


def test_numbers_of_one_exchange_are_not_doubted():
    read = parse(lines(*CARD, "電話 06-6628-7705", "FAX 06-6628-7710"))
    assert [each.doubt for each in read.fields if each.path.startswith("phones")] == [None, None]


def test_an_account_behind_which_its_line_goes_on_is_doubted():
    assert field("accounts[0]", "github.com/saki life").doubt == "more may belong behind it"


def test_an_italian_card_has_no_acute_i():
    read = parse(lines("Acquaviva Srl", "Gínevra Gallí", "Vía Roma 71, 31100 Treviso", "+39 0422 142596")).contact
    assert read.name is not None and read.name.full == "Ginevra Galli"
    assert read.affiliations[0].addresses[0].street == "Via Roma 71"


def test_a_spanish_card_keeps_its_acute_i():
    read = parse(lines("Olivar S.L.", "María Díaz", "Calle Mayor 5, 28013 Madrid", "+34 912 345 678")).contact
    assert read.name is not None and read.name.full == "María Díaz"


def test_a_kana_that_looks_alike_in_both_scripts_is_of_that_behind_it():
    assert parse(lines("株式会社べスト保険", "山田 太郎")).contact.affiliations[0].org == "株式会社ベスト保険"
    assert parse(lines("株式会社たべモノ屋", "山田 太郎")).contact.affiliations[0].org == "株式会社たべモノ屋"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("UI/UXデザイナー", [("title", "UI/UXデザイナー")]),
        ("営業/企画", [("title", "営業"), ("department", "企画")]),
        ("経営学修士（MBA）", [("qualification", "経営学修士（MBA）")]),
        ("技術士（建設部門）介護福祉士", [("qualification", "技術士（建設部門）"), ("qualification", "介護福祉士")]),
        ("足場の組立て等作業主任者", [("qualification", "足場の組立て等作業主任者")]),
        ("ICF認定PCC", [("qualification", "ICF認定PCC")]),
        ("日の出 建材株式会社", [("org", "日の出 建材株式会社")]),
    ],
)
def test_what_belongs_together_is_one_and_what_does_not_is_two(line: str, found: list[tuple[str, str]]):
    assert [(piece.kind.value if piece.kind else "", piece.text) for piece in pieces(line)] == found


@pytest.mark.parametrize("title", ["Branch Accountant", "Team Assistant", "Human Resources Manager"])
def test_a_title_of_two_words_is_no_department_for_its_first(title: str):
    assert [(piece.kind, piece.text) for piece in latin_pieces(title)] == [(Kind.TITLE, title)]


@pytest.mark.parametrize(
    "line", ["Departamento comercial", "Ufficio tecnico", "Service commercial", "Obchodní oddělení", "Dział handlowy"]
)
def test_a_department_abroad_is_one_though_its_last_word_is_a_title(line: str):
    assert [(piece.kind, piece.text) for piece in latin_pieces(line)] == [(Kind.DEPARTMENT, line)]


def test_letters_that_cannot_be_meant_are_put_right_in_latin_letters():
    read = parse(lines("Alfa SARL", "Émilie de Ia Tour", "11o Park Row, Leeds LS1 5JL", "+44 113 496 0503")).contact
    assert read.name is not None and read.name.full == "Émilie de la Tour"
    assert read.affiliations[0].addresses[0].text.startswith("110 Park Row")


def test_chinese_cards_are_believed_without_what_is_learned_of_japanese_ones():
    read = parse(lines("义乌市广厦自动化设备有限公司", "行政部", "高级经理", "王小明", "手机: 13547946358"))
    sure = {each.path: each.confidence for each in read.fields}
    assert min(sure["orgs[0].department"], sure["orgs[0].titles[0]"]) > 0.95


@pytest.mark.parametrize(
    ("title", "doubted"),
    [
        ("Regional Timber Export Manager", True),
        ("Head of Corporate Business Development", False),
        ("Senior Project Manager", False),
    ],
)
def test_a_long_title_may_be_a_department_and_a_title(title: str, doubted: bool):
    read = parse(lines("Acme Widgets Ltd", "Anna Weber", title, "anna.weber@acme.example"))
    (told,) = [each.doubt for each in read.fields if each.kind is Kind.TITLE]
    assert (told == "department and title may be two") == doubted


def test_a_title_behind_the_legal_form_of_a_firm_is_a_title():
    pieces_ = latin_pieces("Silverline Inc. Real Estate Agent")
    assert [(piece.kind, piece.text) for piece in pieces_] == [
        (Kind.ORG, "Silverline Inc."),
        (Kind.TITLE, "Real Estate Agent"),
    ]
    assert [piece.text for piece in latin_pieces("Agent Works Co., Ltd.")] == ["Agent Works Co., Ltd."]


@pytest.mark.parametrize(
    ("printed", "full", "family"),
    [
        ("Peter W.O'Brien", "Peter W. O'Brien", "O'Brien"),
        ("J.R.Whitfield", "J.R. Whitfield", "Whitfield"),
    ],
)
def test_a_gap_behind_initials_that_was_not_read_is_put_in(printed: str, full: str, family: str):
    name = parse(lines(printed, "Vice President", "Cardinal Publishing Ltd", "Leeds LS1 5JL")).contact.name
    assert name is not None and (name.full, name.family) == (full, family)


def test_a_degree_with_dots_is_no_initial_before_a_surname():
    read = parse(lines("Peter Young, M.Eng.", "Cardinal Publishing Ltd", "p.young@cardinal.example")).contact
    assert read.name is not None and read.name.full == "Peter Young"
    assert read.qualifications == ("M.Eng.",)


@pytest.mark.parametrize(
    ("printed", "mail", "family", "doubted"),
    [
        ("ノ瀬 悠斗", "yuto-ichinose@aoba.example", "一ノ瀬", True),
        ("ノ瀬 悠斗", "info@aoba.example", "ノ瀬", True),
        ("一ノ瀬 悠斗", "yuto-ichinose@aoba.example", "一ノ瀬", False),
    ],
)
def test_a_surname_cannot_begin_with_a_letter_that_joins_two(printed: str, mail: str, family: str, doubted: bool):
    read = parse(lines("株式会社青葉", "編集者", printed, mail))
    assert read.contact.name is not None and read.contact.name.family == family
    (told,) = [each.doubt for each in read.fields if each.path == "name.full"]
    assert (told is not None) == doubted


def test_a_letter_that_no_name_has_is_doubted():
    read = parse(lines("株式会社青葉", "マネージャー", "山兀 紗希", "s.yamamoto@aoba.example"))
    (told,) = [each.doubt for each in read.fields if each.path == "name.full"]
    assert told == "a letter of it is in no name that a list knows: it may be misread"


@pytest.mark.parametrize(
    ("firm", "meant"), [("株GLOBE出版", "(株)GLOBE出版"), ("株本商店株式会社", "株本商店株式会社")]
)
def test_a_legal_form_in_one_letter_that_lost_its_brackets_gets_them_back(firm: str, meant: str):
    read = parse(lines(firm, "編集長", "沢野 敏由", "sawano.t@globe-shuppan.example"))
    assert [place.org for place in read.contact.affiliations] == [meant]


def test_an_l_before_a_digit_in_a_handle_is_doubted():
    read = parse(lines("書道教室 墨遊", "長谷部 雅妃子", "note.com/hasebel4", "X: @makiko.hasebe"))
    told = {each.value: each.doubt for each in read.fields if each.kind is Kind.ACCOUNT}
    assert [told[each] is not None for each in told] == ["l4" in each for each in told]


def test_two_letters_under_a_state_are_no_second_state():
    read = parse(lines("Verdant Agency LLC", "Élise Patel", "82 Peachtree Road NE, Atlanta, GA 30309", "MD")).contact
    assert [each.text for place in read.affiliations for each in place.addresses] == [
        "82 Peachtree Road NE, Atlanta, GA"
    ]


def test_a_syllable_of_a_name_is_no_degree():
    read = parse(lines("吴 梦平", "经理", "GOH MENG PING", "兴隆(新加坡)私人有限公司")).contact
    assert (read.name.latin if read.name else None, read.qualifications) == ("GOH MENG PING", ())


def test_kana_that_is_printed_twice_is_read_once():
    name = parse(lines("おくもと たかし", "奥本 崇嗣", "(おくもと たかし)", "事務局", "高砂写真館")).contact.name
    assert name is not None and (name.family_reading, name.given_reading) == ("おくもと", "たかし")


def test_a_title_before_a_department_in_one_word_is_part_of_it():
    (place,) = parse(lines("남도상공회의소", "회원사업팀", "이사장", "원유주")).contact.affiliations
    assert (place.department, place.titles) == ("회원사업팀", ("이사장",))


def doubts(*texts: str) -> dict[str, str | None]:
    return {each.path: each.doubt for each in parse(lines(*texts)).fields}


def test_a_name_in_latin_letters_holds_no_kana():
    name = parse(lines("若葉神社", "代表", "阪田優子", "HPはこ ちら", "www.wakaba-jp.jp")).contact.name
    assert name is not None and name.latin is None


def test_a_korean_name_of_five_syllables_is_doubted():
    told = doubts("최고의 품질,최상의 서비스", "구매자재부", "(주)아람부동산", "과장", "URL：https://aram.co.kr")
    assert told.get("name.full", "none read") is not None


def test_a_firm_that_begins_with_a_sign_lost_a_letter():
    told = doubts("株式会社&Kプロモーション", "宿泊部", "広瀬 寿高", "hirose.t@aoba.example")
    assert told["orgs[0].name"] is not None
    assert doubts("株式会社J&Kプロモーション", "宿泊部", "広瀬 寿高", "hirose.t@jk-promo.co.jp")["orgs[0].name"] is None


def test_a_faculty_stands_above_its_chairs():
    chair, faculty = (at(text, x, 100) for text, x in (("臨床薬学講座", 100), ("薬学部", 200)))
    upright = [replace(each, vertical=True, quad=tall(each)) for each in (chair, faculty)]
    (place,) = parse((*upright, *lines("青葉大学", "教授", "髙橋 美咲", vertical=True))).contact.affiliations
    assert place.department == "薬学部 臨床薬学講座"


def tall(line: TextLine) -> tuple[tuple[float, float], ...]:
    (left, top), *_ = line.quad
    return ((left, top), (left + 30, top), (left + 30, top + 200), (left, top + 200))


def test_a_site_that_is_the_end_of_a_mails_host_lost_its_beginning():
    told = doubts("高砂デザイン株式会社", "手島 浩二", "k.teshima@takasago-design-kf2.biz", "https://design-kf2.biz/")
    assert told["urls[0]"] == "its beginning may not have been read"
    told = doubts("高砂デザイン株式会社", "手島 浩二", "k.teshima@mail.takasago.biz", "https://takasago.biz/")
    assert told["urls[0]"] is None


def test_polish_has_no_q():
    told = doubts(
        "Bursztyn Sp. z o.o.", "Łucja Piątek", "os. Tysiqclecia 42, 61-255 Poznań", "lucja.piatek@bursztyn.pl"
    )
    assert told["addresses[0]"] is not None


def test_small_kana_are_large_where_only_that_is_a_name():
    name = parse(lines("ヤスハラ チョ", "安原 千代", "株式会社グランツ商店")).contact.name
    assert name is not None and (name.family_reading, name.given_reading) == ("やすはら", "ちよ")


def test_a_given_name_without_its_surname_is_doubted_where_kana_tell_one():
    card = (
        at("株式会社こもれび", 90, 80),
        at("とびた まい", 270, 160, 20),
        at("麻衣", 500, 200, 60),
        at("工事部", 90, 290),
    )
    (told,) = [each.doubt for each in parse(card).fields if each.path == "name.full"]
    assert told == "the surname may not have been read"


@pytest.mark.parametrize(("latin", "doubted"), [("TTABASHI Reika", True), ("ITABASHI Reika", False)])
def test_a_latin_name_that_is_the_kanji_but_for_a_letter_is_doubted(latin: str, doubted: bool):
    told = doubts("板橋 礼夏", latin, "技術本部", "株式会社丸八リース")
    assert (told["name.latin"] == "a letter of it may be misread: the kanji are read otherwise") == doubted


def test_a_mail_address_of_which_other_letters_are_nearly_as_likely_is_doubted():
    mail = at("zmy28@foxmai1.com", 60, 200)
    other = Alternative("zmy28@foxmail.com", 0.26)
    for alternatives, doubted in (((other,), True), ((), False)):
        read = parse(
            (at("株式会社青葉", 60, 80), at("髙橋 美咲", 60, 120, 40), replace(mail, alternatives=alternatives))
        )
        (told,) = [each.doubt for each in read.fields if each.kind is Kind.EMAIL]
        assert (told == "a letter of it was hard to read") == doubted


@pytest.mark.parametrize(
    ("numbers", "fax"),
    [
        (("052-905-4240", "☎ 052-905-4238"), "+81529054240"),
        (("☎ 052-905-4238", "052-905-4240"), "+81529054240"),
        (("052-905-4238", "052-905-4240"), "+81529054240"),
    ],
)
def test_of_two_numbers_the_one_with_the_icon_is_the_telephone(numbers: tuple[str, str], fax: str):
    phones = parse(lines("木工房 森の匠", "小沢 和哲", *numbers)).contact.phones
    assert [each.e164 for each in phones if each.kind == "fax"] == [fax]


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("㈱工イト製パン", "㈱エイト製パン"),
        ("力フェ青葉株式会社", "カフェ青葉株式会社"),
        ("大工カフェ株式会社", "大工カフェ株式会社"),
    ],
)
def test_kanji_that_look_like_katakana_are_that_where_it_makes_a_word(read: str, meant: str):
    assert [place.org for place in parse(lines(read, "店長", "瀬尾 雅司")).contact.affiliations] == [meant]


@pytest.mark.parametrize("host", ["2lc-tourist.co.jp", "www.aoba-l2.co.jp"])
def test_a_site_in_which_a_1_may_have_been_read_as_l_is_doubted(host: str):
    assert field("urls[0]", host).doubt == "an l in it may be a 1"


@pytest.mark.parametrize("host", ["www.aoba-travel2.co.jp", "hotel7.example.jp"])
def test_an_l_that_ends_a_word_before_a_digit_is_not_doubted(host: str):
    assert field("urls[0]", host).doubt is None


@pytest.mark.parametrize(
    ("read", "name"),
    [
        ("第一キヤピタル株式会社", "第一キャピタル株式会社"),
        ("株式会社チョダ", "株式会社チヨダ"),
        ("キヤノン株式会社", "キヤノン株式会社"),
        ("三ライ酒造株式会社", "ミライ酒造株式会社"),
        ("株式会社二コン", "株式会社ニコン"),
        ("三ツ矢酒造株式会社", "三ツ矢酒造株式会社"),
    ],
)
def test_katakana_that_makes_no_word_is_put_right_where_a_letter_like_it_does(read: str, name: str):
    assert parse(lines(read, "山田 太郎")).contact.affiliations[0].org == name


def test_a_park_that_was_read_as_bark_is_put_in_and_doubted():
    read = field("addresses[0]", "山梨県甲府市千塚6丁目26番1号 バークタワー701")
    assert read.value.endswith("パークタワー701") and read.doubt is not None


def test_dots_that_small_print_lost_in_a_reading_are_put_back_and_doubted():
    read = {f.path: f for f in parse((at("なかにし まさかす", 50, 90, 20), at("中西 昌和", 50, 120, 60))).fields}
    given = read["name.given_reading"]
    assert given.value == "まさかず" and given.confidence < 0.9


def test_kana_of_a_given_name_in_kana_are_its_own_alone():
    read = {
        f.path: f
        for f in parse((at("カオリ", 300, 90, 20), at("眞鍋 かおり", 50, 120, 60), at(CARD[0], 50, 40))).fields
    }
    assert (read["name.family_reading"].value, read["name.given_reading"].value) == ("まなべ", "かおり")


def test_a_name_with_a_sign_before_it_that_could_not_be_read_is_doubted():
    sign = replace(at("q", 60, 125, 50), confidence=0.1)
    read = {f.path: f for f in parse((at(CARD[0], 50, 40), sign, at("間 千尋", 100, 120, 60))).fields}
    assert read["name.full"].doubt == "a letter of it may not have been read"


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("株式会社ア ドバンス装飾", "株式会社アドバンス装飾"),
        ("マーケテ イング部", "マーケティング部"),
        ("スタジオ ジブリ", "スタジオ ジブリ"),
        ("センタ一長", "センター長"),
        ("青葉ビル一階", "青葉ビル一階"),
        ("ヒヤマ シヨウコ", "ヒヤマ ショウコ"),
    ],
)
def test_a_word_of_katakana_is_the_one_that_dictionaries_have(read: str, written: str):
    assert put_right(read) == written


def test_a_mouth_read_as_a_square_is_a_mouth():
    assert parse(lines(CARD[0], "滝□ 優子")).contact.name.family == "滝口"


def test_noise_behind_a_name_that_was_hardly_read_is_no_part_of_it():
    named = parse((at(CARD[0], 50, 40), replace(at("松本 香織:6+2", 50, 120, 60), confidence=0.3))).contact.name
    assert named is not None and named.full == "松本 香織"


def test_kana_beside_each_other_are_read_along_the_name():
    column = ((420.0, 308.0), (470.0, 308.0), (470.0, 700.0), (420.0, 700.0))
    given = ((480.0, 580.0), (510.0, 580.0), (510.0, 700.0), (480.0, 700.0))
    family = ((480.0, 320.0), (510.0, 320.0), (510.0, 480.0), (480.0, 480.0))
    texts = {"平川ひかり": column, "ひかり": given, "ひら かわ": family}
    columns = (TextLine(text, quad, 1.0, "test", vertical=True) for text, quad in texts.items())
    name = parse((*columns, at("株式会社銀河", 50, 900))).contact.name
    assert (name.family_reading, name.given_reading) == ("ひらかわ", "ひかり")


def test_a_telephone_with_dots_under_a_lot_is_no_part_of_the_address():
    card = parse(
        lines(
            "富士見タクシー",
            "篠田 たつよし",
            "〒567-0863 大阪府茨木市沢良宜東町1686番地",
            "06.2012.1565",
            "06.2012.1566",
        )
    )
    place = card.contact.affiliations[0]
    assert place.addresses[0].text == "大阪府茨木市沢良宜東町1686番地"
    assert [phone.e164 for phone in place.phones] == ["+81620121565", "+81620121566"]


def test_a_word_torn_before_a_number_is_joined_and_two_words_are_not():
    assert put_right("リバーサイ ド211002") == "リバーサイド211002"
    assert put_right("株式会社J&Kフ イルム") == "株式会社J&Kフィルム"
    assert put_right("テラスフーズ セールスエンジニア") == "テラスフーズ セールスエンジニア"


@pytest.mark.parametrize(
    ("read", "org"),
    [
        ("株式会社富士見 モータース", "株式会社富士見モータース"),
        ("スカイ 建築設計事務所", "スカイ 建築設計事務所"),
        ("一般社団法人ハーモ三-印刷", "一般社団法人ハーモニー印刷"),
    ],
)
def test_a_firm_keeps_what_a_gap_tore_off(read: str, org: str):
    assert parse(lines(read, "山田 太郎")).contact.affiliations[0].org.replace(" ", "") == org.replace(" ", "")


def test_the_brackets_of_a_licence_in_a_column_are_none_of_its_dashes():
    card = parse(lines("双葉スタッフ株式会社", "百瀬 慎太郎", "技術士-建設部門-", vertical=True)).contact
    assert card.qualifications == ("技術士（建設部門）",)


def test_posts_with_a_licence_in_them_are_posts():
    assert parse(lines(*CARD, "主任弁理士・パートナー弁護士")).contact.affiliations[0].titles == (
        "主任弁理士",
        "パートナー弁護士",
    )


def test_a_building_beside_an_address_belongs_to_the_one_over_it():
    card = parse(
        (
            at("上原 結衣", 284, 41, 39),
            at("グリーン商店 取締役副社長", 51, 214, 27),
            at("ネイルサロン Lien リーダー", 365, 216, 23),
            at("〒614-8176", 49, 245, 21),
            at("〒252-0205 神奈川県相模原市中央区小山1657-2", 365, 244, 22),
            at("京都府八幡市上津屋中堤3-4-16", 49, 270, 19),
            at("農協会館", 362, 269, 21),
            at("T: 075-821-0109", 49, 317, 20),
            at("Tel: 042-647-4662", 363, 293, 19),
        )
    ).contact
    assert [one.text for place in card.affiliations for one in place.addresses] == [
        "京都府八幡市上津屋中堤3-4-16",
        "神奈川県相模原市中央区小山1657-2 農協会館",
    ]


def test_an_ordinal_without_its_number_makes_an_address_doubtful():
    read = field("addresses[0]", "大阪府高槻市芝生町2-31-12 第山手ビル16F")
    assert read.doubt == "a number in it may not have been read"


def test_dashes_in_kanji_numerals_where_no_plan_has_them_are_doubted():
    column = lines(CARD[0], CARD[1], "電話 〇二六一四九五-八一四", vertical=True)
    read = {each.path: each for each in parse(column).fields}["phones[0]"]
    assert read.doubt is not None


def test_one_letter_misread_in_dim_kana_is_the_one_of_the_name():
    dim = replace(at("つじむら きとし", 50, 90, 20), confidence=0.88)
    read = {each.path: each for each in parse((dim, at("辻村 覚士", 50, 120, 60), at(CARD[0], 50, 40))).fields}
    assert read["name.given_reading"].value == "さとし" and read["name.given_reading"].doubt is not None


def test_no_reading_of_a_name_is_put_right():
    """アツコ is no アッコ, though dictionaries have that alone."""
    said = {reading for reading, _ in surnames().values()} | {one for each in given_names().values() for one in each}
    assert not [one for one in map(jaconv.hira2kata, said) if put_right(one) != one]
