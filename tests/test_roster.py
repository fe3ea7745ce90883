"""Guests in, a numbered list out: numbers, guesses of business, memory lines. All of it pure."""

import pytest
from book_contacts import contacts, encounters, person
from hypothesis import given
from hypothesis import strategies as st

from cardscan.model import Affiliation, Contact, Encounter, Event, Name, Person
from cardscan.roster import Remark, of_cards, of_people
from cardscan.roster.business import business
from cardscan.roster.memories import LONGEST, Memory, Unclear, memory, read_memories
from cardscan.roster.numbers import by_number, remarks, tag_of
from cardscan.roster.table import to_csv
from cardscan.roster.who import meant
from cardscan.roster.words import words_in

EVENING = Event("異業種交流会", "2026-11-20", "池袋")


def guest(uid, name, tag, reading="", **more):
    met = Encounter(EVENING.name, EVENING.date, EVENING.place, tag, **more)
    return Person(uid, person(name, reading), (met,))


GUESTS = (
    guest("a", "髙橋 美咲", "8", "たかはし みさき"),
    guest("b", "𠮷田 修", "10", "よしだ おさむ", memo="占い", talked=True),
    guest("c", "佐藤 花子", "2", "さとう はなこ"),
    guest("d", "佐藤 一郎", None, "さとう いちろう"),
)
LIST = of_people(EVENING, GUESTS, [("9", "glare")], 12)


# ---------------------------------------------------------------- numbers


def test_guests_stand_by_number_and_those_without_one_at_the_end():
    assert [one.number for one in LIST.guests] == ["2", "8", "10", None]
    assert [one.memo for one in LIST.guests if one.talked] == ["占い"]


def test_numbers_that_are_missing_or_could_not_be_read_are_named():
    assert LIST.remarks == (
        Remark("1", "not on the table"),
        Remark("3–7", "not on the table"),
        Remark("9", "glare"),
        Remark("11–12", "not on the table"),
    )


def test_without_a_highest_number_nobody_is_missed_beyond_the_last_that_was_seen():
    assert remarks(["1", "2", "4"], []) == (Remark("3", "not on the table"),)
    assert remarks(["1"], [("3", "blurred")]) == (Remark("2", "not on the table"), Remark("3", "blurred"))


def test_a_number_that_was_read_on_a_second_photo_is_missed_no_more():
    assert remarks(["1", "2"], [("2", "glare")]) == ()


def test_a_number_on_two_cases_is_named():
    assert remarks(["1", "2", "02"], []) == (Remark("2", "on 2 cards"),)


def test_a_misread_number_beyond_any_evening_makes_nobody_missing():
    assert remarks(["1", "2", "4711"], []) == ()


@given(st.lists(st.text(max_size=6), max_size=8), st.integers(1, 50))
def test_every_number_up_to_the_highest_is_somebodys_or_has_a_remark(seen, up_to):
    told = set()
    for one in remarks(seen, [], up_to):
        first, _, last = one.number.partition("–")
        told |= (
            {str(n) for n in range(int(first), int(last or first) + 1)}
            if first.isascii() and first.isdecimal()
            else set()
        )
    assert {str(n) for n in range(1, up_to + 1)} <= told | {tag_of(tag) for tag in seen}


def test_somebody_with_two_numbers_stands_under_both_and_is_one_person():
    both = Person("e", person(), tuple(Encounter(EVENING.name, EVENING.date, None, tag) for tag in ("3", "4")))
    made = of_people(EVENING, [both])
    assert [(one.number, one.uid) for one in made.guests] == [("3", "e"), ("4", "e")]


def test_what_was_said_at_another_evening_is_not_in_the_list():
    before = Encounter(EVENING.name, "2026-10-01", None, "5", "früher", True)
    one = Person("e", person(), (before, Encounter(EVENING.name, EVENING.date, None, "3")))
    (line,) = of_people(EVENING, [one]).guests
    assert (line.number, line.memo, line.talked) == ("3", "", False)


@given(st.lists(st.none() | st.text(max_size=9)))
def test_any_numbers_can_be_sorted(tags):
    sorted(tags, key=by_number)


@given(st.lists(contacts, max_size=3), st.lists(encounters, max_size=2))
def test_any_contacts_make_a_list(those, met):
    people = [Person(str(n), one, tuple(met)) for n, one in enumerate(those)]
    event = Event(met[0].event or "", met[0].date) if met else EVENING
    made = of_people(event, people)
    assert to_csv(made, words_in("ja")).startswith(b"\xef\xbb\xbf")


# ---------------------------------------------------------------- line of business


@pytest.mark.parametrize(
    ("contact", "guess", "word"),
    [
        (Contact(None, (Affiliation("丸八不動産株式会社"),)), "不動産", "不動産"),
        (Contact(None, (Affiliation("株式会社みらい", None, ("ライフプランナー",)),)), "保険", "ライフプランナー"),
        (Contact(qualifications=("税理士", "AFP")), "税理士・会計", "税理士"),
        (Contact(None, (Affiliation("株式会社みらい", None, ("保険コンサルタント",)),)), "保険", "保険"),
        (
            Contact(None, (Affiliation("青葉コンサルティング", None, ("代表",)),)),
            "コンサルティング",
            "コンサルティング",
        ),
        (Contact(None, (Affiliation(None, None, ("Webデザイナー",)),)), "Web制作", "webデザイナー"),
        (Contact(None, (Affiliation("焼菓子工房こむぎ", None, ("店長",)),)), "製菓・パン", "焼菓子"),
        (Contact(None, (Affiliation("Harbor Law LLP", None, ("Partner",)),)), "法律", "law"),
        (
            Contact(None, (Affiliation("株式会社凪", None, ("代表",)),), notes=("ホームページ制作・SEO対策",)),
            "Web制作",
            "seo",
        ),
        (Contact(None, (Affiliation("医療法人青葉会 青葉クリニック", None, ("院長",)),)), "医療", "クリニック"),
    ],
)
def test_the_line_of_business_is_guessed_by_the_cards_own_words(contact, guess, word):
    found = business(contact)
    assert found.ja == guess
    assert word in found.words


@pytest.mark.parametrize(
    "contact",
    [
        Contact(),
        Contact(Name("犬飼 薬子"), (Affiliation("株式会社青葉", "営業本部", ("マネージャー", "パートナー")),)),
        Contact(None, (Affiliation("株式会社青葉", "広報部", ("部長",)),)),  # many a firm has one
        Contact(None, (Affiliation("Britain Ltd.", None, ("Captain",)),)),  # no IT in either
    ],
)
def test_what_speaks_for_no_business_is_not_guessed(contact):
    assert business(contact) is None


def test_a_guess_is_always_shown_as_one():
    words = words_in("ja")
    (line,) = of_cards(EVENING, [("1", Contact(None, (Affiliation("丸八不動産"),)), b"")]).guests
    assert words.guess(line.business) == "不動産?" and words_in("en").guess(line.business) == "property?"
    assert (
        "不動産?"
        in to_csv(of_cards(EVENING, [("1", Contact(None, (Affiliation("丸八不動産"),)), b"")]), words).decode()
    )


# ---------------------------------------------------------------- memory lines


@pytest.mark.parametrize(
    "line",
    [
        "8 絵画が趣味 初参加",
        "８　絵画が趣味 初参加",
        "⑧ 絵画が趣味 初参加",
        "No.8 絵画が趣味 初参加",
        "№8: 絵画が趣味 初参加",
        "08：絵画が趣味 初参加",
        "8、絵画が趣味 初参加",
        "8番 絵画が趣味 初参加",
        "#8\t絵画が趣味\t初参加",
        "8,絵画が趣味,初参加",
        '8,"絵画が趣味",,初参加',
    ],
)
def test_a_line_begins_with_a_number_however_it_is_typed(line):
    assert memory(line) == Memory(1, "絵画が趣味 初参加", "8")


def test_what_is_remembered_stays_as_it_was_typed():
    assert memory("8 ㈱青葉の ﾀﾅｶ さんの紹介").words == "㈱青葉の ﾀﾅｶ さんの紹介"


@pytest.mark.parametrize(
    "line", ["8月に会う", "8:30 に会う", "8.5 km を走る", "10代の娘がいる", "03-1234-5678", "絵画が趣味"]
)
def test_a_line_that_begins_with_something_else_is_nobodys(line):
    assert isinstance(memory(line), Unclear)


def test_a_name_with_a_colon_does_as_well():
    assert memory("髙橋：絵画が趣味") == Memory(1, "絵画が趣味", None, "髙橋")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_a_file_is_read_in_any_encoding_that_spreadsheets_write(encoding):
    said = read_memories("8 保険 絵画が趣味\r\n\r\n// nobody\r\n9 釣り\r\n".encode(encoding))
    assert said == (Memory(1, "保険 絵画が趣味", "8"), Memory(4, "釣り", "9"))


def test_a_roster_that_was_filled_in_comes_back_and_what_was_in_it_changes_nothing():
    words = words_in("ja")
    text = to_csv(LIST, words).decode("utf-8-sig")
    filled = text.replace("たかはし みさき,株式会社青葉,,,,,", 'たかはし みさき,株式会社青葉,,,✓,"=絵画, 趣味",')
    assert filled != text
    said = read_memories(filled.encode("utf-8-sig"))
    assert said == (Memory(3, "=絵画, 趣味", "8", None, True), Memory(4, "占い", "10", None, True))


@pytest.mark.parametrize(
    ("line", "uid"),
    [
        ("8 x", "a"),
        ("髙橋: x", "a"),
        ("高橋 美咲: x", "a"),
        ("たかはし: x", "a"),
        ("美咲: x", "a"),
        ("佐藤 一郎: x", "d"),
    ],
)
def test_a_line_finds_its_guest_by_number_or_name(line, uid):
    assert meant(memory(line), LIST).uid == uid


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("31 x", "nobody there is number 31"),
        ("3 x", "nobody there is number 3"),
        ("9 x", "number 9 could not be read: glare"),
        ("佐藤: x", "2 people are called '佐藤': 佐藤 花子, 佐藤 一郎; say which by number, like “2 …”"),
        ("山本: x", "nobody there is called '山本'"),
    ],
)
def test_a_line_that_is_nobodys_says_why(line, why):
    assert meant(memory(line), LIST) == why


def test_a_number_that_two_people_have_is_asked_about_by_name():
    twice = of_people(EVENING, (*GUESTS, guest("z", "森 百合子", "8")))
    why = meant(memory("8 x"), twice)
    assert why == "2 people are number 8: 髙橋 美咲, 森 百合子; say which by name, like “髙橋 美咲: …”"


def test_twenty_lines_in_one_file_go_to_the_right_twenty_people():
    people = [guest(f"u{n}", f"客 {n}号", str(n)) for n in range(1, 21)]
    text = "".join(f"{n}　覚え書き {n}\n" for n in range(20, 0, -1))
    there = of_people(EVENING, people)
    found = {meant(line, there).uid: line.words for line in read_memories(text.encode())}
    assert found == {f"u{n}": f"覚え書き {n}" for n in range(1, 21)}


@given(st.text() | st.binary().map(lambda raw: raw.decode("latin-1")))
def test_any_text_is_read_line_by_line(text):
    for one in read_memories(text.encode("utf-8", "replace")):
        assert one.at >= 1
        if isinstance(one, Memory):
            assert len(one.words) <= max(LONGEST, len(text)) and "\n" not in one.words and meant(one, LIST)


@given(st.binary())
def test_any_bytes_are_read(content):
    read_memories(content)
    read_memories("番号,メモ\n".encode() + content)
