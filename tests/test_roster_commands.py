"""`cardscan roster`, `talked` and `memories` as their users run them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from book_contacts import person
from conftest import Run
from test_cli_terminal import on_terminal

from cardscan.book import open_book
from cardscan.model import Encounter, Insert
from cardscan.share.vdir import export

EVENING, DAY = "異業種交流会 池袋", "2026-11-20"
NAMES = ("髙橋 美咲", "𠮷田 修", "山﨑 龍", "佐藤 花子")


def fill(folder: Path, names: tuple[str, ...] = NAMES, event: str = EVENING, day: str = DAY) -> Path:
    """Make people with these names who were met at an event, numbered from 1."""
    with open_book(folder) as book:
        for number, name in enumerate(names, 1):
            who = person(name, None, "丸八不動産", f"guest{number}@d{day}.example", None, land=None)
            book.apply(Insert(who), encounter=Encounter(event, day, None, str(number)))
    return folder


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return fill(tmp_path / "book")


def memos(folder: Path) -> dict[str, tuple[str | None, bool]]:
    with open_book(folder) as book:
        return {one.contact.name.full: (met.memo, met.talked) for one in book.people() for met in one.encounters}


def test_numbers_are_ticked_and_a_line_is_kept_at_one_stroke(cardscan: Run, book: Path) -> None:
    done = cardscan("talked", "1", "2,３", "--memo", "2: 占い", "--book", book)
    assert done.returncode == 0 and done.stderr == ""
    assert memos(book) == {
        "髙橋 美咲": (None, True),
        "𠮷田 修": ("占い", True),
        "山﨑 龍": (None, True),
        "佐藤 花子": (None, False),
    }
    assert len(cardscan("find", "話した", "--json", "--book", book).stdout.splitlines()) == 3
    cardscan("undo", "--book", book)
    assert set(memos(book).values()) == {(None, False)}


def test_a_tick_is_taken_away(cardscan: Run, book: Path) -> None:
    cardscan("talked", "1", "2", "--book", book)
    cardscan("talked", "2", "--remove", "--book", book)
    assert [name for name, (_, talked) in memos(book).items() if talked] == ["髙橋 美咲"]


def test_only_those_one_talked_with_are_exported(cardscan: Run, book: Path) -> None:
    refused = cardscan("export", "--talked", "--event", EVENING, "-o", "-", "--book", book)
    assert refused.returncode == 8 and "cardscan talked" in refused.stderr
    cardscan("talked", "2", "--book", book)
    done = cardscan("export", "--talked", "--event", EVENING, "-o", "-", "--book", book)
    assert [line for line in done.stdout.splitlines() if line.startswith("FN")] == ["FN:𠮷田 修"]


def test_the_event_is_the_last_one_unless_another_is_named(cardscan: Run, book: Path) -> None:
    fill(book, ("森 百合子",), "展示会", "2026-10-01")
    cardscan("talked", "1", "--book", book)
    cardscan("talked", "展示", "1", "--book", book)
    assert [name for name, (_, talked) in memos(book).items() if talked] == ["森 百合子", "髙橋 美咲"]


def test_an_evening_of_the_same_name_is_told_by_its_day(cardscan: Run, book: Path) -> None:
    fill(book, ("森 百合子",), EVENING, "2026-10-16")
    cardscan("talked", "池袋", "1", "--date", "2026-10-16", "--book", book)
    assert [name for name, (_, talked) in memos(book).items() if talked] == ["森 百合子"]


def test_an_event_that_several_are_called_like_is_asked_about(cardscan: Run, book: Path) -> None:
    fill(book, ("森 百合子",), "朝活 池袋", "2026-10-16")
    done = cardscan("roster", "池袋", "--book", book)
    assert done.returncode == 8 and "異業種交流会 池袋, 2026-11-20; 朝活 池袋, 2026-10-16" in done.stderr
    assert cardscan("roster", "新宿", "--book", book).returncode == 8


def test_who_cannot_be_ticked_is_named_and_costs_nobody_else(cardscan: Run, book: Path) -> None:
    done = cardscan("talked", "1", "31", "山本", "--book", book)
    assert done.returncode == 8
    assert "nobody there is number 31" in done.stderr and "nobody there is called '山本'" in done.stderr
    assert memos(book)["髙橋 美咲"] == (None, True)


def test_talked_with_nobody_named_is_no_command(cardscan: Run, book: Path) -> None:
    assert cardscan("talked", "--book", book).returncode == 2


def test_twenty_lines_of_a_file_reach_twenty_people_in_one_change(cardscan: Run, tmp_path: Path) -> None:
    names = tuple(f"客 {n}号" for n in range(1, 21))
    book = fill(tmp_path / "twenty", names)
    text = "".join(f"{n} 覚え書きその{n} 初参加\n" for n in range(20, 0, -1))
    (tmp_path / "evening.txt").write_bytes(text.encode("cp932"))
    done = cardscan("memories", "evening.txt", "--book", book)
    assert done.returncode == 0, done.stderr
    assert {name: memo for name, (memo, _) in memos(book).items()} == {
        f"客 {n}号": f"覚え書きその{n} 初参加" for n in range(1, 21)
    }
    (found,) = cardscan("find", "覚え書きその17", "--json", "--book", book).stdout.splitlines()
    assert json.loads(found)["contact"]["name"]["full"] == "客 17号"
    cardscan("undo", "--book", book)
    assert {memo for memo, _ in memos(book).values()} == {None}


def test_lines_that_cannot_be_kept_are_named_by_their_number(cardscan: Run, book: Path) -> None:
    text = "1 保険\n31 誰か\n八番 絵画\n佐藤: 釣り\n"
    done = cardscan("memories", EVENING, "-", "--book", book, stdin=text.encode())
    assert done.returncode == 8
    assert "line 2: nobody there is number 31" in done.stderr and "line 3: it begins with no number" in done.stderr
    assert memos(book)["髙橋 美咲"][0] == "保険" and memos(book)["佐藤 花子"][0] == "釣り"


def test_the_same_file_again_changes_nothing(cardscan: Run, book: Path) -> None:
    for words in ("1 髙橋 美咲: kept", "Nothing has changed"):
        done = cardscan("memories", "--book", book, stdin="1 保険\n".encode())
        assert words.split(":")[0] in done.stdout + done.stderr
    assert memos(book)["髙橋 美咲"][0] == "保険"


def test_a_roster_filled_in_with_a_spreadsheet_comes_back(cardscan: Run, book: Path, tmp_path: Path) -> None:
    cardscan("roster", "-o", "roster.csv", "--language", "ja", "--book", book)
    text = (tmp_path / "roster.csv").read_text(encoding="utf-8-sig")
    filled = [f"{row[:-2]}✓,絵画が趣味," if row.startswith("2,") else row for row in text.splitlines()]
    (tmp_path / "roster.csv").write_text("\n".join(filled), encoding="utf-8-sig")
    done = cardscan("memories", "roster.csv", "--book", book)
    assert done.returncode == 0, done.stderr
    assert memos(book)["𠮷田 修"] == ("絵画が趣味", True)
    assert sum(1 for memo, talked in memos(book).values() if memo or talked) == 1


@pytest.mark.parametrize("content", [b"", b"\n\n", "番号,メモ\n1,\n".encode(), b"1\n2\n"])
def test_a_file_without_a_line_changes_nothing_and_says_so(content: bytes, cardscan: Run, book: Path) -> None:
    done = cardscan("memories", "--book", book, stdin=content)
    assert done.returncode == 0 and "Nothing has changed." in done.stderr


@pytest.mark.parametrize("words", [["nowhere.txt"], [EVENING, "nowhere.txt"], [EVENING, "."]])
def test_a_file_that_cannot_be_read_is_an_error(words: list[str], cardscan: Run, book: Path) -> None:
    done = cardscan("memories", *words, "--book", book)
    assert done.returncode == 3 and words[-1] in done.stderr


def test_the_file_for_the_phone_holds_the_new_lines(cardscan: Run, book: Path) -> None:
    with open_book(book) as opened:
        export(opened.people(), book / "contacts.vcf")
    cardscan("memories", "--book", book, stdin="1 絵画が趣味\n".encode())
    assert "NOTE:絵画が趣味" in (book / "contacts.vcf").read_text(encoding="utf-8")


def test_the_table_shows_numbers_guesses_and_who_is_missing(cardscan: Run, book: Path) -> None:
    cardscan("talked", "2", "--memo", "2: 占い", "--book", book)
    done = cardscan("roster", "--up-to", "6", "--book", book)
    assert "不動産?" in done.stdout and "占い" in done.stdout and "yes" in done.stdout
    assert done.stdout.splitlines()[-1] == f"{EVENING}, {DAY}: 4 cards; 5–6: not on the table."


def test_programs_get_json_lines(cardscan: Run, book: Path) -> None:
    lines = cardscan("roster", "--json", "--up-to", "5", "--book", book).stdout.splitlines()
    assert [json.loads(line).get("name") for line in lines] == [*NAMES, None]
    assert json.loads(lines[-1]) == {"number": "5", "missing": "not on the table"}
    told = cardscan("memories", "--json", "--book", book, stdin="3 釣り\nx\n".encode()).stdout.splitlines()
    assert json.loads(told[0])["name"] == "山﨑 龍" and json.loads(told[1])["line"] == 2


@pytest.mark.parametrize("words", [["-o", "roster.doc"], ["-o", "-"], ["--format", "pdf"]])
def test_a_file_of_no_known_kind_is_refused(words: list[str], cardscan: Run, book: Path) -> None:
    assert cardscan("roster", *words, "--book", book).returncode == 2


def test_one_guest_after_the_other_is_asked_about(cardscan: Run, book: Path, home: Path) -> None:
    answers = {
        "1 髙橋 美咲 丸八不動産: ": "絵画が趣味\n",
        "2 𠮷田 修 丸八不動産: ": "4: 釣り\n\n",
        "3 山﨑 龍 丸八不動産: ": "?\n\x04",
    }
    code, screen = on_terminal(["memories", "--book", book], answers, home)
    assert code == 0, screen
    assert "2 lines kept" in screen and "Memory line" in screen
    told = {name: memo for name, (memo, _) in memos(book).items()}
    assert told == {"髙橋 美咲": "絵画が趣味", "𠮷田 修": None, "山﨑 龍": None, "佐藤 花子": "釣り"}


def test_a_line_that_is_no_number_at_the_prompt_is_about_the_one_asked_for(book: Path, home: Path) -> None:
    answers = {"1 髙橋": "8:30 に会う\n", "2 𠮷田": "31: 誰か\n\x04"}
    _, screen = on_terminal(["memories", "--book", book], answers, home)
    assert "nobody there is number 31" in screen and memos(book)["髙橋 美咲"][0] == "8:30 に会う"


def test_what_a_card_says_steers_no_terminal_at_the_prompt(tmp_path: Path, home: Path) -> None:
    book = fill(tmp_path / "evil", ("Eve\x1b[31m\nMallory",))
    _, screen = on_terminal(["memories", "--book", book], {"Mallory": "\x04"}, home)
    assert "Eve[31m Mallory" in screen
