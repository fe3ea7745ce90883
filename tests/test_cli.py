"""The command line as users meet it: what goes to stdout, what to stderr, which exit code. Lines are replayed."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import jsonschema
import pytest
from conftest import ROOT, Draw, Run

TAKAHASHI = (
    "株式会社青葉ソリューションズ",
    "営業本部 課長代理",
    "髙橋 美咲",
    "TEL 03-5950-1234",
    "m.takahashi@aoba-sol.example",
)
ABE = ("株式会社みどり製作所", "代表取締役", "阿部 太郎", "携帯 090-1234-5678", "abe@midori.example")
WATANABE = ("渡辺商店", "店長", "渡辺 花子", "TEL 045-212-3456", "hanako@watanabe.example")
REPLAY = ("--engine", "replay")


@pytest.fixture
def validator() -> jsonschema.Draft202012Validator:
    schema = json.loads((ROOT / "schema" / "read.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


# ---------------------------------------------------------------- read


def test_read_prints_one_line_of_json_a_card_in_the_order_given(
    cardscan: Run, draw_card: Draw, validator: jsonschema.Draft202012Validator
) -> None:
    names = [draw_card("b.png", *TAKAHASHI), draw_card("a.png", *ABE)]
    done = cardscan("read", *names, "--json", *REPLAY)
    records = [json.loads(line) for line in done.stdout.splitlines()]
    for record in records:
        validator.validate(record)
    assert (done.returncode, done.stderr) == (0, "2 of 2 read\n")
    assert [record["source"] for record in records] == [str(name) for name in names]
    assert [record["contact"]["name"]["full"] for record in records] == ["髙橋 美咲", "阿部 太郎"]
    assert records[0]["contact"]["emails"] == ["m.takahashi@aoba-sol.example"]


def test_a_bad_file_is_one_line_of_json_in_its_turn_and_one_on_stderr(
    cardscan: Run, draw_card: Draw, validator: jsonschema.Draft202012Validator, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.jpg"
    bad.write_bytes(b"not a picture at all")
    done = cardscan("read", draw_card("a.png", *ABE), bad, draw_card("b.png", *TAKAHASHI), "--json", *REPLAY)
    records = [json.loads(line) for line in done.stdout.splitlines()]
    for record in records:
        validator.validate(record)
    assert ["error" in record for record in records] == [False, True, False]
    assert records[1] == {
        "source": str(bad),
        "error": {"code": "unreadable", "message": records[1]["error"]["message"]},
    }
    assert done.returncode == 3
    complaint, count = done.stderr.splitlines()
    assert str(bad) in complaint and count == "2 of 2 read"


def test_the_exit_code_is_that_of_the_first_problem(cardscan: Run, draw_card: Draw, tmp_path: Path) -> None:
    blank = draw_card("blank.png")
    missing = tmp_path / "missing.jpg"
    assert cardscan("read", blank, missing, "--json", *REPLAY).returncode == 4
    assert cardscan("read", missing, blank, "--json", *REPLAY).returncode == 3


def test_read_without_json_prints_a_table_for_people(cardscan: Run, draw_card: Draw) -> None:
    done = cardscan("read", draw_card("a.png", *TAKAHASHI), *REPLAY)
    for text in ("a.png", "髙橋 美咲", "株式会社青葉ソリューションズ", "03-5950-1234", "m.takahashi@aoba-sol.example"):
        assert text in done.stdout
    assert done.returncode == 0 and not done.stdout.startswith("{")


def test_read_touches_no_book(cardscan: Run, draw_card: Draw, home: Path) -> None:
    assert cardscan("read", draw_card("a.png", *ABE), *REPLAY).returncode == 0
    assert list(home.rglob("*")) == []


def test_standard_input_is_a_picture_too(cardscan: Run, draw_card: Draw, tmp_path: Path) -> None:
    content = draw_card("-.png", *ABE).read_bytes()
    done = cardscan("read", "-", "--json", *REPLAY, stdin=content)
    record = json.loads(done.stdout)
    assert (record["source"], record["contact"]["name"]["full"]) == ("-", "阿部 太郎")


# ---------------------------------------------------------------- scan


def people(cardscan: Run, book: Path) -> list[dict[str, object]]:
    done = cardscan("list", "--json", "--book", book)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_scan_shows_who_was_found_and_where_the_file_for_the_phone_is(
    cardscan: Run, draw_card: Draw, tmp_path: Path
) -> None:
    book = tmp_path / "book"
    done = cardscan("scan", draw_card("a.png", *TAKAHASHI), "--event", "池袋交流会", "--book", book, *REPLAY)
    assert (done.returncode, done.stderr) == (0, "")
    for text in ("髙橋 美咲", "青葉ソリューションズ", "課長代理", "03-5950-1234", "m.takahashi@aoba-sol.example"):
        assert text in done.stdout
    assert str(book / "contacts.vcf") in done.stdout
    card = (book / "contacts.vcf").read_bytes()
    assert card.count(b"BEGIN:VCARD") == 1 and "髙橋;美咲".encode() in card


def test_the_same_picture_again_changes_nothing_and_says_so(cardscan: Run, draw_card: Draw, tmp_path: Path) -> None:
    book = tmp_path / "book"
    pictures = [draw_card("a.png", *TAKAHASHI), draw_card("b.png", *ABE)]
    assert cardscan("scan", *pictures, "--book", book, *REPLAY).returncode == 0
    before, vcf = people(cardscan, book), (book / "contacts.vcf").read_bytes()
    again = cardscan("scan", *pictures, "--book", book, *REPLAY)
    assert people(cardscan, book) == before and len(before) == 2
    assert (book / "contacts.vcf").read_bytes() == vcf
    assert "in the book already" in again.stdout and "髙橋 美咲" in again.stdout


def test_another_photo_of_the_same_card_adds_nobody(cardscan: Run, draw_card: Draw, tmp_path: Path) -> None:
    book = tmp_path / "book"
    assert cardscan("scan", draw_card("a.png", *ABE), "--book", book, *REPLAY).returncode == 0
    assert cardscan("scan", draw_card("later.png", *ABE), "--book", book, *REPLAY).returncode == 0
    assert len(people(cardscan, book)) == 1


def test_the_event_is_kept_with_the_person_and_is_today_unless_said(
    cardscan: Run, draw_card: Draw, tmp_path: Path
) -> None:
    book = tmp_path / "book"
    cardscan("scan", draw_card("a.png", *ABE), "--event", "交流会", "--place", "池袋", "--book", book, *REPLAY)
    cardscan("scan", draw_card("b.png", *TAKAHASHI), "--event", "Expo", "--date", "2026-11-20", "--book", book, *REPLAY)
    cardscan("scan", draw_card("c.png", *WATANABE), "--book", book, *REPLAY)
    met = {person["contact"]["name"]["family"]: person["encounters"] for person in people(cardscan, book)}  # type: ignore[index]
    today = datetime.date.today().isoformat()
    assert met["阿部"] == [
        {"event": "交流会", "date": today, "place": "池袋", "tag": None, "memo": None, "talked": False}
    ]
    assert met["髙橋"][0]["date"] == "2026-11-20"  # type: ignore[index]
    assert met["渡辺"] == []


@pytest.mark.parametrize("day", ["2026-13-01", "yesterday", "20.11.2026"])
def test_a_date_that_is_none_is_refused_before_anything_is_read(
    day: str, cardscan: Run, draw_card: Draw, tmp_path: Path
) -> None:
    done = cardscan("scan", draw_card("a.png", *ABE), "--date", day, "--book", tmp_path / "book", *REPLAY)
    assert done.returncode == 2 and day in done.stderr
    assert not (tmp_path / "book").exists()


def test_people_who_may_be_one_stay_separate_with_yes_and_it_is_said(
    cardscan: Run, draw_card: Draw, tmp_path: Path
) -> None:
    book = tmp_path / "book"
    other = ("株式会社みどり製作所", "部長", "阿部 太郎", "TEL 06-6123-4567", "taro@midori.example")
    cardscan("scan", draw_card("a.png", *ABE), "--book", book, *REPLAY)
    done = cardscan("scan", draw_card("b.png", *other), "--book", book, "--yes", *REPLAY)
    assert len(people(cardscan, book)) == 2
    assert "阿部 太郎" in done.stdout and "kept separate" in done.stdout


def test_a_bad_file_does_not_keep_the_others_out_of_the_book(cardscan: Run, draw_card: Draw, tmp_path: Path) -> None:
    book, bad = tmp_path / "book", tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.7 broken")
    done = cardscan("scan", bad, draw_card("a.png", *ABE), "--book", book, *REPLAY)
    assert done.returncode == 3 and str(bad) in done.stderr
    assert len(people(cardscan, book)) == 1
    assert not [file for file in (book / "cards").iterdir() if file.suffix == ".pdf"], "what is no card is not kept"


def test_a_folder_means_the_pictures_in_it(cardscan: Run, draw_card: Draw, tmp_path: Path) -> None:
    draw_card("evening/2.png", *TAKAHASHI)
    draw_card("evening/10.png", *ABE)
    done = cardscan("read", tmp_path / "evening", "--json", *REPLAY)
    assert [Path(json.loads(line)["source"]).name for line in done.stdout.splitlines()] == ["2.png", "10.png"]


# ---------------------------------------------------------------- the book


@pytest.fixture
def book(cardscan: Run, draw_card: Draw, tmp_path: Path) -> Path:
    folder = tmp_path / "book"
    pictures = [draw_card("w.png", *WATANABE), draw_card("t.png", *TAKAHASHI), draw_card("a.png", *ABE)]
    done = cardscan("scan", *pictures, "--event", "池袋交流会", "--book", folder, *REPLAY)
    assert done.returncode == 0, done.stderr
    return folder


def test_the_list_is_in_the_order_of_the_syllabary(cardscan: Run, book: Path) -> None:
    done = cardscan("list", "--book", book)
    places = [done.stdout.index(name) for name in ("阿部", "髙橋", "渡辺")]
    assert places == sorted(places)
    names = [person["contact"]["name"]["family"] for person in people(cardscan, book)]  # type: ignore[index]
    assert names == ["阿部", "髙橋", "渡辺"]


@pytest.mark.parametrize("word", ["髙橋", "高橋", "たかはし", "takahashi"])
def test_a_person_is_shown_under_every_spelling_of_the_name(word: str, cardscan: Run, book: Path) -> None:
    done = cardscan("show", word, "--book", book)
    assert done.returncode == 0
    for text in ("髙橋 美咲", "課長代理", "03-5950-1234", "m.takahashi@aoba-sol.example", "池袋交流会"):
        assert text in done.stdout
    assert "阿部" not in done.stdout


@pytest.mark.parametrize("text", ["090-1234", "みどり", "abe@"])
def test_find_looks_at_everything_on_the_card(text: str, cardscan: Run, book: Path) -> None:
    done = cardscan("find", text, "--book", book)
    assert "阿部" in done.stdout and "髙橋" not in done.stdout


@pytest.mark.parametrize("command", ["show", "find"])
def test_nobody_of_that_name_is_told_about_with_its_own_exit_code(command: str, cardscan: Run, book: Path) -> None:
    done = cardscan(command, "誰もいない", "--book", book)
    assert (done.returncode, done.stdout) == (8, "")
    assert "誰もいない" in done.stderr and len(done.stderr.splitlines()) == 1


def test_without_a_book_the_remedy_is_to_scan(cardscan: Run, tmp_path: Path) -> None:
    for command in (["list"], ["show", "x"], ["find", "x"], ["export"]):
        done = cardscan(*command, "--book", tmp_path / "none")
        assert done.returncode == 6 and "cardscan scan" in done.stderr
    assert not (tmp_path / "none").exists()


def test_the_book_can_be_named_by_the_environment_and_has_a_home_otherwise(
    cardscan: Run, draw_card: Draw, home: Path, tmp_path: Path
) -> None:
    picture = draw_card("a.png", *ABE)
    assert cardscan("scan", picture, *REPLAY, CARDSCAN_BOOK=str(tmp_path / "named")).returncode == 0
    assert (tmp_path / "named" / "book.sqlite").exists()
    assert cardscan("scan", picture, *REPLAY).returncode == 0
    assert len(list(home.rglob("book.sqlite"))) == 1


def test_export_writes_vcards_to_a_file_or_to_a_pipe(cardscan: Run, book: Path, tmp_path: Path) -> None:
    piped = cardscan("export", "--book", book)
    to_file = cardscan("export", "-o", tmp_path / "out.vcf", "--book", book)
    dashed = cardscan("export", "-o", "-", "--format", "vcf", "--book", book)
    assert [done.returncode for done in (piped, to_file, dashed)] == [0, 0, 0]
    assert piped.stdout.count("BEGIN:VCARD") == 3
    assert piped.stdout == dashed.stdout
    assert (tmp_path / "out.vcf").read_bytes().decode() == piped.stdout
    assert str(tmp_path / "out.vcf") in to_file.stderr


def test_an_export_that_cannot_be_written_leaves_one_line_and_its_exit_code(
    cardscan: Run, book: Path, tmp_path: Path
) -> None:
    done = cardscan("export", "-o", tmp_path / "no such folder" / "out.vcf", "--book", book)
    assert done.returncode == 7 and "out.vcf" in done.stderr and len(done.stderr.splitlines()) == 1


# ---------------------------------------------------------------- doctor, version, help


def test_the_doctor_names_the_readers_and_the_book(cardscan: Run, tmp_path: Path) -> None:
    done = cardscan("doctor", "--book", tmp_path / "none")
    for text in ("ppocr", "tesseract", "Python", str(tmp_path / "none")):
        assert text in done.stdout
    findings = [json.loads(line) for line in cardscan("doctor", "--json").stdout.splitlines()]
    assert {"what", "state", "remedy"} == set(findings[0])


def test_without_tesseract_the_doctor_says_how_to_get_it_and_is_content(cardscan: Run, tmp_path: Path) -> None:
    done = cardscan("doctor", "--json", PATH=str(tmp_path))
    findings = {one["what"]: one for one in map(json.loads, done.stdout.splitlines())}
    assert done.returncode == 0
    assert "tesseract-ocr-jpn" in findings["Tesseract"]["remedy"]


def test_an_unknown_reader_is_refused_with_the_names_of_the_known(cardscan: Run, draw_card: Draw) -> None:
    done = cardscan("read", draw_card("a.png", *ABE), "--engine", "magic")
    assert done.returncode == 5 and "ppocr" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["read", "scan", "list", "show", "find", "export", "doctor"])
def test_every_command_has_help_with_an_example(command: str, cardscan: Run) -> None:
    done = cardscan(command, "--help")
    assert done.returncode == 0 and f"cardscan {command}" in done.stdout.split("Examples:")[1]
