"""Boxes, decoding, columns, order: everything between a model's numbers and lines of text, without any model."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.model import TextLine
from cardscan.ocr import LANGUAGES, boxes, columns, order
from cardscan.ocr.decode import decode
from cardscan.ocr.language import knowledge_of, language_of
from cardscan.ocr.script import HAN, is_cjk, is_foreign_han, settle_lookalikes, writing_of
from cardscan.ocr.spelling import is_ornament, settle_hangul, settle_words
from cardscan.ocr.variants import Pair, load, printed_form

ALPHABET = ("", "山", "田", "太", "郎", "A", "带", "帯", "高", "髙")


def posterior(*symbols: str, sure: float = 0.9) -> np.ndarray:
    """One step for each symbol; ``""`` is a blank."""
    table = np.full((len(symbols), len(ALPHABET)), (1 - sure) / (len(ALPHABET) - 1), np.float32)
    for step, symbol in enumerate(symbols):
        table[step, ALPHABET.index(symbol)] = sure
    return table


def test_repeated_steps_are_one_character_and_a_blank_between_makes_two():
    assert decode(posterior("田", "田", "", "田"), ALPHABET, {}).text == "田田"


def test_nothing_but_blanks_is_no_text():
    read = decode(posterior("", "", ""), ALPHABET, {})
    assert (read.text, read.confidence) == ("", 0.0)


def test_a_wide_gap_between_kanji_is_a_space():
    steps = ["山", *[""] * 4, "田", *[""] * 9, "太", *[""] * 4, "郎"]
    assert decode(posterior(*steps), ALPHABET, {}).text == "山田 太郎"


def test_evenly_spaced_kanji_have_no_spaces():
    steps = ["山", *[""] * 9, "田", *[""] * 9, "太", *[""] * 9, "郎"]
    assert decode(posterior(*steps), ALPHABET, {}).text == "山田太郎"


def test_two_kanji_far_apart_are_two_words():
    assert decode(posterior("山", *[""] * 12, "太"), ALPHABET, {}).text == "山 太"


def with_logo(sure: float) -> np.ndarray:
    """``A`` as sure as that, apart from eight sure kanji."""
    kanji = [step for symbol in "山田太郎高山太田" for step in (symbol, *[""] * 4)]
    table = posterior("A", *[""] * 13, *kanji)
    table[0] = (1 - sure) / (len(ALPHABET) - 1)
    table[0, ALPHABET.index("A")] = sure
    return table


def test_an_unsure_letter_apart_from_sure_text_is_a_logo():
    assert decode(with_logo(0.9), ALPHABET, {}).text == "A 山田太郎高山太田"
    read = decode(with_logo(0.5), ALPHABET, {})
    assert read.text == "山田太郎高山太田"
    assert len(read.steps) == len(read.chances) == 8


def test_an_unsure_article_apart_from_sure_text_is_no_logo():
    alphabet = ("", *"ElOivarCX", " ")
    for front, text in (("El", "El Olivar"), ("CX", "Olivar")):
        steps = [*front, *[""] * 9, *(step for letter in "Olivar" for step in (letter, ""))]
        table = np.full((len(steps), len(alphabet)), 0.001, np.float32)
        for row, symbol in zip(table, steps, strict=True):
            row[alphabet.index(symbol)] = 0.99
        table[0, alphabet.index(front[0])] = 0.5
        assert decode(table, alphabet, {}).text == text


def test_an_unsure_letter_before_a_number_is_its_label():
    alphabet = ("", "T", *"0123456789", " ")
    steps = ["T", *[""] * 9, *(step for digit in "0312345678" for step in (digit, ""))]
    table = np.full((len(steps), len(alphabet)), 0.001, np.float32)
    for row, symbol in zip(table, steps, strict=True):
        row[alphabet.index(symbol)] = 0.5 if symbol == "T" else 0.99
    assert decode(table, alphabet, {}).text.startswith("T ")


def test_a_barred_character_gives_way_to_the_next_best():
    chances = posterior("带")
    chances[0, ALPHABET.index("帯")] = 0.09
    assert decode(chances, ALPHABET, {}, knowledge_of("ja", ALPHABET)).text == "帯"
    assert decode(chances, ALPHABET, {}, knowledge_of("zh", ALPHABET)).text == "带"


def test_two_kanji_at_one_place_are_one_glyph():
    chances = posterior("", "高", "髙", "", "", "", "田")
    chances[2, ALPHABET.index("髙")] = 0.6
    assert decode(chances, ALPHABET, {}).text == "高田"


def test_a_space_that_is_less_likely_than_nothing_may_still_be_printed():
    alphabet = (*ALPHABET, " ")
    chances = np.concatenate([posterior("山", "", "", "", "太", sure=0.99), np.zeros((5, 1), np.float32)], axis=1)
    assert decode(chances, alphabet, {}).text == "山太"
    chances[2, -1] = 0.3
    assert decode(chances, alphabet, {}).text == "山 太"


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("쥐동방전자", "㈜동방전자"),
        ("o|메일 hong@hanbit.example", "이메일 hong@hanbit.example"),
        ("o 메일 hong@hanbit.example", "이메일 hong@hanbit.example"),
        ("휴 폰 010-8440-3585", "휴대폰 010-8440-3585"),
        ("C표전화 1588-4577", "대표전화 1588-4577"),
        ("대三표전화 1588-5296", "대표전화 1588-5296"),
        ("대표전화 1588-5296", "대표전화 1588-5296"),
        ("휴CH폰 010-6014-1609", "휴대폰 010-6014-1609"),
        ("CH표전화 1588-6591", "대표전화 1588-6591"),
        ("전라북도 전주시 완산구 세종EH로 90", "전라북도 전주시 완산구 세종대로 90"),
        ("한국CHC화학 CH Kim", "한국CHC화학 CH Kim"),
        ("(㈜동방전자", "㈜동방전자"),
        ("주)동방전자", "(주)동방전자"),
        ("삼례식품(㈜)", "삼례식품(주)"),
        ("쥐", "쥐"),
        ("박쥐", "박쥐"),
        ("hello 김민준", "hello 김민준"),
        ("O형", "O형"),
    ],
)
def test_what_the_reader_of_hangul_lacks_is_set_right(read: str, printed: str):
    assert settle_hangul(read) == printed


@pytest.mark.parametrize(("text", "ornament"), [("●", True), ("― ◆ ―", True), ("☎", False), ("○山", False)])
def test_dots_and_rules_are_no_line(text: str, ornament: bool) -> None:
    assert is_ornament(text) == ornament


LATIN = ("", "i", "í", "a", "@", "é", "e")


def latin(*steps: tuple[str, float, str, float]) -> np.ndarray:
    """Steps with two letters and their chances."""
    table = np.zeros((2 * len(steps), len(LATIN)), np.float32)
    table[:, 0] = 1e-6
    for step, (one, sure, other, less) in enumerate(steps):
        table[2 * step, LATIN.index(one)], table[2 * step, LATIN.index(other)] = sure, less
        table[2 * step + 1, 0] = 1.0
    return table


def test_an_accent_on_a_japanese_card_must_be_clearly_printed():
    faint, clear = latin(("í", 0.93, "i", 0.06)), latin(("é", 0.9999, "e", 0.00001))
    japanese, western = knowledge_of("ja", LATIN), knowledge_of("latin", LATIN)
    assert decode(faint, LATIN, {}, japanese).text == "i"
    assert decode(faint, LATIN, {}, western).text == "í"
    assert decode(clear, LATIN, {}, japanese).text == decode(clear, LATIN, {}, western).text == "é"


def test_no_mail_address_has_an_accent():
    mail = latin(("a", 0.99, "i", 0.01), ("@", 0.99, "a", 0.01), ("é", 0.9999, "e", 0.00001))
    assert decode(mail, LATIN, {}, knowledge_of("latin", LATIN)).text == "a@e"


TAIWAN = ("翁宗涵", "業務代表", "力行玻璃股份有限公司", "南投縣草屯鎮大業路二段284號", "電話 (049)283-7507")


@pytest.mark.parametrize(
    ("lines", "language"),
    [
        (TAIWAN, "zh"),
        (("九龍旺角大有街654號貿易中心12樓", "永盛電子有限公司", "司馬秀寧"), "zh"),
        (("國澤邊興業株式會社", "代表取締役", "廣澤櫻子", "東京都港區芝公園四丁目二番八号"), "ja"),
        (("櫻井諫", "千葉縣", "さくら工房"), "ja"),
        (("代表取締役社長", "山田太郎", "青葉商事株式会社"), "ja"),
    ],
)
def test_a_card_of_taiwan_is_told_by_forms_that_japanese_keeps_for_names(lines: tuple[str, ...], language: str):
    assert language_of(lines) == language


def test_the_writing_of_chinese_is_told_by_what_only_one_has():
    assert writing_of("".join(TAIWAN)) == "traditional"
    assert writing_of("上海市长宁区中山路280号 总机 执行董事") == "simplified"
    assert writing_of("文天山") is None
    assert writing_of("電話号") is None  # too few


def told(alphabet: tuple[str, ...], *steps: tuple[str, str]) -> np.ndarray:
    """Steps with the character that was read and, a hundred times less likely, another one; a blank after each."""
    table = np.full((2 * len(steps), len(alphabet)), 1e-6, np.float32)
    table[1::2, 0] = 1.0
    for step, (read, other) in enumerate(steps):
        table[2 * step, alphabet.index(read)], table[2 * step, alphabet.index(other)] = 0.9, 0.009
    return table


def test_on_a_traditional_card_a_japanese_form_must_be_clearly_printed():
    alphabet = ("", "号", "號", "鎭", "鎮", "濱", "浜", "徳", "德")
    traditional = knowledge_of("zh", alphabet, "traditional")
    faint = told(alphabet, ("号", "號"), ("鎭", "鎮"), ("徳", "德"))
    assert decode(faint, alphabet, {}, traditional).text == "號鎮德"
    assert decode(faint, alphabet, {}, knowledge_of("zh", alphabet)).text == "号鎭徳"
    faint[0, alphabet.index("號")] = 1e-6
    assert decode(faint, alphabet, {}, traditional).text == "号鎮德"


def test_on_a_simplified_card_traditional_characters_stay():
    alphabet = ("", "濱", "浜", "徳", "德")
    chances = told(alphabet, ("濱", "浜"), ("徳", "德"))
    assert decode(chances, alphabet, {}, knowledge_of("zh", alphabet, "simplified")).text == "濱德"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_bars_what_it_does_not_write_and_never_digits(language: str):
    alphabet = ("", "1", "A", "é", "山", "带", "か", "김")
    written = {"ja": "山か", "zh": "山带", "ko": "山김", "latin": ""}[language]
    knowledge = knowledge_of(language, alphabet)
    assert "".join(c for c, no in zip(alphabet, knowledge.barred, strict=True) if c and not no) == "1Aé" + written
    assert not knowledge.barred[0]
    assert knowledge.concerns("A带") == (language != "zh")


def test_confidence_is_the_mean_probability_of_the_characters():
    assert decode(posterior("山", "田", sure=0.8), ALPHABET, {}).confidence == pytest.approx(0.8, abs=1e-4)


def test_a_variant_kanji_is_told_by_its_odds_and_not_by_the_argmax():
    pair = Pair(ALPHABET.index("高"), ALPHABET.index("髙"), -6.0)
    table = {pair.common: (pair,), pair.rare: (pair,)}
    chances = posterior("高", sure=0.98)[0]
    chances[pair.rare] = 0.98 * np.exp(-5)
    assert ALPHABET[printed_form(table, pair.common, chances)] == "髙"
    chances[pair.rare] = 0.98 * np.exp(-7)
    assert ALPHABET[printed_form(table, pair.common, chances)] == "高"


def test_the_shipped_variants_name_characters_once_as_the_rarer_form():
    table = load(("", "高", "髙", "辺", "邊", "邉"))
    assert {pair.rare for pair in table[1]} == {2}
    assert {pair.rare for pair in table[3]} == {pair.rare for pair in table[4]} == {4, 5}


def test_simplified_chinese_is_foreign_and_old_japanese_forms_are_not():
    assert is_foreign_han("带")
    assert not any(map(is_foreign_han, "帯髙﨑齋々𠮷AあＡ"))


@pytest.mark.parametrize(("character", "han"), [("髙", True), ("﨑", True), ("𠮷", True), ("々", True), ("가", False)])
def test_han_are_the_characters_of_chinese_and_japanese_not_those_of_korean(character, han):
    assert (HAN.match(character) is not None) == han


@pytest.mark.parametrize(
    ("texts", "language"),
    [
        (["华为技术有限公司", "销售经理"], "zh"),
        (["华为技术有限公司", "ファーウェイ"], "ja"),
        (["深つ市南山区世纪大道791号", "电话：010-71751808", "邮箱：info@chenguang.example"], "zh"),
        (["서울특별시 강남구 테헤란로", "대표이사", "TEL 02-123-4567"], "ko"),
        (["髙橋 美咲", "株式会社青葉"], "ja"),
        (["Acme Trading GmbH", "José García", "口 +49 30 1234567"], "latin"),
        (["Acme Trading GmbH, 東京支店長"], "ja"),
        (["Northgate Software Ltd.", "Makoto HAYASHI", "林 真", "makoto@northgate.example"], "ja"),
        (["口 +49 30 1234567", "中 anna@acme.example", "Acme Trading GmbH, Berlin"], "latin"),
        (["03-1234-5678"], "ja"),
        ([], "ja"),
    ],
)
def test_a_cards_text_tells_its_language(texts: list[str], language: str):
    assert language_of(texts) == language


def test_kana_kanji_and_hangul_are_full_width_and_latin_is_not():
    assert all(map(is_cjk, "山あア가ー々"))
    assert not any(map(is_cjk, "A1-( "))


# ---------------------------------------------------------------- columns


def ink(*rows: tuple[int, int], side: int = 40, height: int = 400) -> np.ndarray:
    drawn = np.zeros((height, side), np.float32)
    for top, bottom in rows:
        drawn[top:bottom, 2 : side - 2] = 1
    return drawn


def test_a_glyph_of_three_strokes_stays_one_glyph():
    san = [(10, 14), (25, 29), (41, 46)]
    assert columns.cut(ink(*san, (56, 92), (102, 138))) == [(10, 46), (56, 92), (102, 138)]


def test_a_bracket_at_the_end_of_its_cell_is_no_stroke_of_the_next_glyph():
    # 電話四（二）五 in cells of 40: the brackets keep to the inner ends of theirs, 二 is two strokes
    whole = [(4, 36), (44, 76), (84, 116)]
    open_, close, five = (148, 156), (204, 212), (244, 276)
    cells = columns.cut(ink(*whole, open_, (168, 172), (188, 192), close, five))
    assert cells == [*whole, open_, (168, 192), close, five]


def test_two_under_two_stay_two_glyphs():
    two = [(46, 50), (74, 80)]
    again = [(92, 96), (120, 126)]
    assert columns.cut(ink((0, 36), *two, *again, (138, 174))) == [(0, 36), (46, 80), (92, 126), (138, 174)]


def test_glyphs_that_touch_are_cut_into_equal_parts():
    assert len(columns.cut(ink((0, 120)))) == 3


def test_slivers_of_the_text_above_and_below_are_no_glyphs():
    assert columns.cut(ink((0, 5), (30, 66), (76, 112), (394, 400))) == [(30, 66), (76, 112)]


def test_an_empty_column_has_no_glyphs():
    assert columns.cut(ink()) == []


@given(st.lists(st.tuples(st.integers(0, 380), st.integers(1, 60)), max_size=12))
def test_cuts_are_ordered_and_inside_the_column(rows: list[tuple[int, int]]):
    pieces = columns.cut(ink(*[(top, min(400, top + length)) for top, length in rows]))
    assert all(0 <= top < bottom <= 400 for top, bottom in pieces)
    assert pieces == sorted(pieces)


def test_a_laid_out_column_is_as_high_as_the_column_was_wide():
    column = np.full((300, 48, 3), 255, np.uint8)
    for top in (10, 70, 130):
        column[top : top + 40, 5:43] = 0
    assert columns.lay_out(column).shape[0] == 48


# ---------------------------------------------------------------- boxes and order


def test_a_patch_of_probability_becomes_one_box_around_it():
    probability = np.zeros((100, 200), np.float32)
    probability[40:52, 30:150] = 0.9
    (box,) = boxes.boxes_from_map(probability, (2.0, 2.0))
    left, top = box.min(axis=0)
    right, bottom = box.max(axis=0)
    assert left < 60 < 300 < right and top < 80 < 104 < bottom


def test_a_line_and_a_column_that_meet_at_a_corner_are_two_boxes():
    probability = np.zeros((200, 160), np.float32)
    probability[20:30, 30:120] = 1.0
    probability[20:180, 110:120] = 1.0
    found = sorted(boxes.boxes_from_map(probability, (1.0, 1.0)), key=lambda box: float(box[:, 0].min()))
    assert len(found) == 2
    line, column = (np.ptp(box, axis=0) for box in found)
    assert line[0] > 80 and line[1] < 40
    assert column[1] > 140 and column[0] < 40


def test_lines_of_prose_that_touch_are_not_cut_into_columns():
    probability = np.zeros((200, 300), np.float32)
    for y in range(20, 180, 20):
        probability[y : y + 10, 20:280] = 1.0
    for x in range(30, 280, 30):
        probability[20:170, x : x + 6] = 1.0
    sides = [np.ptp(box, axis=0) for box in boxes.boxes_from_map(probability, (1.0, 1.0))]
    assert not any(high > 2 * wide for wide, high in sides)


def test_an_empty_map_has_no_boxes():
    assert boxes.boxes_from_map(np.zeros((32, 32), np.float32), (1.0, 1.0)) == []


def _box(left: float, top: float, width: float, height: float) -> np.ndarray:
    return np.array([(left, top), (left + width, top), (left + width, top + height), (left, top + height)], np.float32)


SMALL_TYPE = [_box(500, 100 + 50 * row, 300, 30) for row in range(5)]


def test_large_glyphs_far_apart_are_one_line_across_or_down() -> None:
    across = [_box(100 + 100 * i, 100, 60, 60) for i in range(4)]
    down = [_box(100, 100 + 100 * i, 60, 60) for i in range(4)]
    for glyphs in (across, down):
        assert len(boxes.rejoined([*glyphs, *SMALL_TYPE])) == 1 + len(SMALL_TYPE)


def test_two_short_words_one_above_the_other_stay_two_lines() -> None:
    words = [_box(75, 234, 74, 44), _box(75, 282, 74, 44)]
    assert len(boxes.rejoined([*words, *SMALL_TYPE])) == 2 + len(SMALL_TYPE)


@given(st.floats(-40, 40))
def test_corners_come_clockwise_from_the_top_left(angle: float):
    turn = np.deg2rad(angle)
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    upright = np.array([[-50, -10], [50, -10], [50, 10], [-50, 10]])
    corners = (upright @ rotation.T).astype(np.float32)
    assert np.allclose(boxes.in_order(corners[[2, 0, 3, 1]]), corners, atol=1e-3)


def test_a_crop_has_the_height_asked_for_and_the_shape_of_the_box():
    pixels = np.zeros((100, 400, 3), np.uint8)
    box = np.array([[10, 10], [210, 10], [210, 60], [10, 60]], np.float32)
    assert boxes.crop(pixels, box, 48).shape == (48, 192, 3)


def line(text: str, left: float, top: float, width: float = 100, height: float = 20, turn: int = 0) -> TextLine:
    corners = [(left, top), (left + width, top), (left + width, top + height), (left, top + height)]
    corners = corners[turn:] + corners[:turn]
    a, b, c, d = corners
    return TextLine(text, (a, b, c, d), 0.9, "test")


def test_lines_are_read_row_by_row_from_left_to_right():
    lines = [line("c", 0, 50), line("b", 150, 2), line("a", 0, 0), line("d", 150, 53)]
    assert [read.text for read in order.in_reading_order(lines)] == ["a", "b", "c", "d"]


def test_text_on_its_end_at_the_edge_draws_no_line_out_of_its_row():
    edge = line("org/0000-000", 300, 20, 20, 110, turn=1)
    below = ["環境・社会理工学院", "土木・環境工学系", "03-0000-0000"]
    lines = [edge, *(line(text, 100, 30 + 30 * row) for row, text in enumerate(below))]
    assert [read.text for read in order.in_reading_order(lines)] == ["org/0000-000", *below]


def test_columns_are_read_from_right_to_left():
    made = [
        TextLine(t, ((x, 0), (x + 20, 0), (x + 20, 200), (x, 200)), 0.9, "test", True) for t, x in (("b", 0), ("a", 60))
    ]
    assert [read.text for read in order.in_reading_order(made)] == ["a", "b"]


@pytest.mark.parametrize(("turn", "quarters"), [(0, 0), (1, 3), (2, 2), (3, 1)])
def test_the_turn_of_a_card_is_told_from_its_lines(turn: int, quarters: int):
    assert order.quarters([line("株式会社", 10, 10, turn=turn)]) == quarters


@given(st.integers(0, 3))
def test_turning_lines_makes_them_upright(turn: int):
    lines = (line("a", 10, 20, turn=turn),)
    by = order.quarters(lines)
    assert order.quarters(order.turned(lines, by, 300, 200)) == 0


def test_four_quarter_turns_change_nothing():
    lines = (line("a", 10, 20),)
    assert order.turned(order.turned(lines, 3, 300, 200), 1, 200, 300) == lines


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("東ロ", "東口"),
        ("コ一ポ", "コーポ"),
        ("メ—ル", "メール"),
        ("セレスト-", "セレストー"),
        ("テクノロジ-株式会社", "テクノロジー株式会社"),
        ("ハイツ-三〇二", "ハイツ-三〇二"),
        ("ハイツ-302", "ハイツ-302"),
        ("ロ本", "ロ本"),
        ("三-五九五〇", "三-五九五〇"),
        ("エンジニア", "エンジニア"),
        ("山田工業", "山田工業"),
        ("タワー二番館", "タワー二番館"),
        ("A-1", "A-1"),
        ("○三-五", "〇三-五"),
        ("博士（○○）", "博士（○○）"),
    ],
)
def test_look_alikes_are_read_as_their_neighbours_are(read: str, printed: str):
    assert settle_lookalikes(read) == printed


def drawn_out(second: str, own: float, long_vowel: float, third: str) -> str:
    """Read ザ, then ``second`` or ー with these chances, then ``third``."""
    alphabet = ("", "ザ", "ー", "一", "-", "級", "株", "1")
    table = np.zeros((9, len(alphabet)), np.float32)
    table[:, 0] = 0.01
    table[1, alphabet.index("ザ")] = table[7, alphabet.index(third)] = 0.9
    table[4, alphabet.index(second)], table[4, alphabet.index("ー")] = own, long_vowel
    return decode(table, alphabet, {}).text


@pytest.mark.parametrize(
    ("second", "own", "long_vowel", "third", "read"),
    [
        ("一", 0.89, 0.07, "株", "ザー株"),
        ("一", 0.89, 0.07, "級", "ザ一級"),
        ("一", 0.97, 0.01, "株", "ザ一株"),
        ("-", 0.44, 0.23, "1", "ザー1"),
        ("-", 0.90, 0.05, "1", "ザ-1"),
    ],
)
def test_a_stroke_after_katakana_is_a_long_vowel_where_that_is_likely_enough(
    second: str, own: float, long_vowel: float, third: str, read: str
) -> None:
    assert drawn_out(second, own, long_vowel, third) == read


def test_a_letter_on_the_step_after_a_full_width_glyph_is_a_second_opinion_of_it() -> None:
    alphabet = ("", "田", "L")
    table = np.array([[0.1, 0.8, 0.1], [0.1, 0.3, 0.6], [0.9, 0, 0], [0.9, 0, 0], [0.1, 0, 0.9]], np.float32)
    assert decode(table, alphabet, {}).text == "田L"


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("T℡l(052) 959-4510", "Tel(052) 959-4510"),
        ("℡L:048-730-4157", "TEL:048-730-4157"),
        ("℡ 048-730-4157", "℡ 048-730-4157"),
        ("CelI.(090) 6659-0540", "Cell.(090) 6659-0540"),
        ("Louis XVI", "Louis XVI"),
        ("Tel o742(58)4096", "Tel 0742(58)4096"),
        ("Tel: 055-72l-8561", "Tel: 055-721-8561"),
        ("ISO9O01認証取得", "ISO9001認証取得"),
        ("4O4@example.com", "4O4@example.com"),
        ("h2o2go.example.jp", "h2o2go.example.jp"),
        ("No.2O14", "No.2014"),
        ("Fax (O3)3456-7890", "Fax (03)3456-7890"),
        ("http://il.example/lO12345678", "http://il.example/lO12345678"),
        ("lllIIIlll-1", "lllIIIlll-1"),
        ("neo742-4.example", "neo742-4.example"),
        ("info@o12-3.example", "info@o12-3.example"),
        ("web htps://www.hawthorne.example", "web https://www.hawthorne.example"),
        ("W. http:/www.shinonome.example/", "W. http://www.shinonome.example/"),
        ("https//www.sanei.example", "https://www.sanei.example"),
        ("https://example.com/http", "https://example.com/http"),
        ("Te 042-204-5083", "Tel 042-204-5083"),
        ("E-mai t.yashima@example.com", "E-mail t.yashima@example.com"),
        ("E-mail Iaura_nguyen@silverline.example", "E-mail laura_nguyen@silverline.example"),
        ("Ian.Smith@example.com", "Ian.Smith@example.com"),
        ("Mail I-muller@silverline.example", "Mail l-muller@silverline.example"),
        ("web Iinkssys.jp", "web linkssys.jp"),
        ("http://ww.astel.example/", "http://www.astel.example/"),
        ("〒818一0105", "〒818-0105"),
        ("ィダ エリコ", "イダ エリコ"),
        ("Inoue@example.com", "Inoue@example.com"),
        ("AIdemy Inc.", "AIdemy Inc."),
        ("Iida@example.com", "Iida@example.com"),
        ("セントラル口", "セントラル口"),
        ("ふゅーちゃー", "ふゅーちゃー"),
        ("AI戦略 AIoT", "AI戦略 AIoT"),
        ("Linkedln: in/henrik", "LinkedIn: in/henrik"),
        ("E m a i I a.sato@kita-gumi.co.jp", "E-mail a.sato@kita-gumi.co.jp"),
        ("E-mail I a.sato@kita-gumi.co.jp", "E-mail a.sato@kita-gumi.co.jp"),
        ("E 一m a i l a.sato@kita-gumi.co.jp", "E-mail a.sato@kita-gumi.co.jp"),
        ("E m a i  a.sato@kita-gumi.co.jp", "E-mail a.sato@kita-gumi.co.jp"),
        ("E-mail i.sato@kita-gumi.co.jp", "E-mail i.sato@kita-gumi.co.jp"),
        ("Email: I Sato", "Email: I Sato"),
        ("E Mai Kuraki", "E Mai Kuraki"),
        ("ワダ ョウスケ", "ワダ ヨウスケ"),
        ("タカハシアュミ", "タカハシアユミ"),
        ("ラィフプランナー", "ライフプランナー"),
        ("リンクスデザィン", "リンクスデザイン"),
        ("チョコレート ファッション ティー", "チョコレート ファッション ティー"),
        ("ジェフ・ウィリアムズ", "ジェフ・ウィリアムズ"),
        ("きょうこ ちゃん", "きょうこ ちゃん"),
        ("ワシオナオヒ口", "ワシオナオヒロ"),
        ("東口 出口", "東口 出口"),
        ("統-編號：79673171", "統一編號：79673171"),
        ("／ー級建築士", "／一級建築士"),
        ("スーパー級", "スーパー級"),
        ("シーズー級建築士事務所", "シーズ一級建築士事務所"),
        ("東雲口ータリークラブ", "東雲ロータリークラブ"),
        ("東口ー西口", "東口ー西口"),
        ("㈱東亜口ボティクス 西口ビル", "㈱東亜ロボティクス 西口ビル"),
        ("株式会社べスト運送", "株式会社ベスト運送"),
        ("食べログ", "食べログ"),
        ("吉田屋 士口田 茂", "吉田屋 吉田 茂"),
        ("税理士口座 富士口", "税理士口座 富士口"),
        ("㈲八ーモ二一木材", "㈲ハーモニー木材"),
        ("東京二ュービジネス協議会", "東京ニュービジネス協議会"),
        ("セールスェンジニァ", "セールスエンジニア"),
        ("きらりスタツフ ミツフジ", "きらりスタッフ ミツフジ"),
        ("二ー八ー三", "二ー八ー三"),
        ("サンビル二ー三〇二", "サンビル二ー三〇二"),
        ("神宝町―丁目 四丁日三番", "神宝町一丁目 四丁目三番"),
        ("西町五ー三七ーー 農協云館", "西町五ー三七ーー 農協会館"),
        ("西町五ー三七ーー", "西町五ー三七ー一"),
        ("興和ビルデング 文化センタ-5F", "興和ビルデング 文化センター5F"),
        ("タウン二一管理組合 カンパ二一東京", "タウン二一管理組合 カンパニー東京"),
        ("スェード", "スェード"),
        ("ビルディング データセンター", "ビルディング データセンター"),
        ("オーナーシエフ プロジエクト", "オーナーシェフ プロジェクト"),
        ("X（ETwitter） @francis.walsh", "X（旧Twitter） @francis.walsh"),
        ("八ッ場 コーポ二一号", "八ッ場 コーポ二一号"),
        ("Tコンサルタント", "ITコンサルタント"),
        ("NTTソリューションズ", "NTTソリューションズ"),
        ("青葉ビルー〇一号室", "青葉ビル一〇一号室"),
        ("パークタワー九〇一号室", "パークタワー九〇一号室"),
        ("プラザ二一会館", "プラザ二一会館"),
        ("上町一ー二〇ーー〇", "上町一ー二〇ー一〇"),
        ("〇ー二〇（三二三）", "〇一二〇（三二三）"),
        ("〇三-三六二八", "〇三-三六二八"),
        ("九段北五ーハー四", "九段北五ー八ー四"),
        ("ハーハー笑う", "ハーハー笑う"),
        ("Freelance Ⅲustrator", "Freelance Illustrator"),
        ("World War III", "World War III"),
        ("Põle innovation", "Pôle innovation"),
        ("Pâle Rosé", "Pâle Rosé"),
        ("Aコンサルティング", "Aコンサルティング"),
        ("Maâtre de conférences", "Maître de conférences"),
        ("von Braun", "von Braun"),
        ("contoso sales team", "contoso sales team"),
        ("南池袋一- 営業部-", "南池袋一- 営業部-"),
        ("zoom Video", "zoom Video"),
        ("株式会社コスモ二一", "株式会社コスモ二一"),
        ("四谷三丁目-", "四谷三丁目-"),
        ("Aエンジニア NAエンジニア", "AIエンジニア NAエンジニア"),
        ("整理収納アドバイ ザー1級", "整理収納アドバイザー1級"),
        ("ライ フ鍼灸整骨院", "ライフ鍼灸整骨院"),
        ("スポーツ バー ヤマダ タ ケ", "スポーツ バー ヤマダ タ ケ"),
        ("コーポ ア棟 タワー ノ上 ヒロ ミ山田", "コーポ ア棟 タワー ノ上 ヒロ ミ山田"),
        ("株式会社工イト 力フェ", "株式会社エイト カフェ"),
        ("ふじもと農薗 前薗", "ふじもと農園 前薗"),
        ("株式会社八ンビット 八ンバーグ", "株式会社ハンビット ハンバーグ"),
        ("電カインフラ 火カ発電 電カル", "電力インフラ 火力発電 電カル"),
        ("工学部 二ツ星 口コミ", "工学部 二ツ星 口コミ"),
        ("特別研究員（DC2)", "特別研究員（DC2）"),
        ("(東京）", "(東京)"),
        ("fellow_(DC2)", "fellow (DC2)"),
    ],
)
def test_what_a_word_or_a_number_leaves_no_doubt_of_is_read_so(read: str, printed: str) -> None:
    assert settle_words(read) == printed
