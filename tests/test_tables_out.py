"""Tables for other programs: what they hold comes back, and nothing in them is ever computed."""

import csv
import io
import re

import openpyxl
import pytest
from book_contacts import people, person
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from cardscan.book.values import values
from cardscan.likeness.folding import fold
from cardscan.model import Address, Affiliation, Contact, Encounter, Name, Person, Phone, Unreadable
from cardscan.share.address_books import read_address_book
from cardscan.share.tables_out import table, to_csv
from cardscan.share.words import plain
from cardscan.share.workbook import to_xlsx

PROGRAMS = ("google", "outlook", "eight", "excel")
WORK = Affiliation(
    "株式会社青葉",
    "営業部",
    ("課長", "理事"),
    (Phone("work", "03-5950-1234", "+81359501234", "代表"), Phone("mobile", "090-1234-5678", "+819012345678")),
    ("m@aoba.example", "n@aoba.example"),
    ("https://aoba.example/",),
    (Address("東京都豊島区南池袋1-16-15 ビル8F", "171-0022", "東京都", "豊島区", "南池袋1-16-15", "ビル8F", "JP"),),
)
ONE = Person(
    "uid-1",
    Contact(Name("髙橋 美咲", "髙橋", "美咲", "たかはし", "みさき", "printed", "Misaki TAKAHASHI"), (WORK,)),
    (Encounter("異業種交流会", "2026-11-01", "池袋", "8", "絵を描く人"),),
)


def rows(one, program):
    return list(csv.reader(io.StringIO(to_csv([one], program).decode("utf-8-sig"))))


def cells(one, program):
    header, row = rows(one, program)
    return {name: text for name, text in zip(header, row, strict=True) if text}


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_table_begins_with_a_byte_order_mark_because_excel_takes_it_for_latin_otherwise(program):
    assert to_csv([ONE], program).startswith("\ufeff".encode())


def test_google_finds_every_value_in_its_own_column():
    row = cells(ONE, "google")
    assert (row["Last Name"], row["First Name"], row["Phonetic Last Name"]) == ("髙橋", "美咲", "タカハシ")
    assert (row["Organization Name"], row["Organization Department"], row["Organization Title"]) == (
        "株式会社青葉", "営業部", "課長 / 理事",
    )  # fmt: skip
    assert (row["Phone 1 - Label"], row["Phone 1 - Value"]) == ("Work", "+81 3-5950-1234")
    assert (row["Phone 2 - Label"], row["Phone 2 - Value"]) == ("Mobile", "+81 90-1234-5678")
    assert (row["E-mail 2 - Label"], row["E-mail 2 - Value"]) == ("Work", "n@aoba.example")
    assert (row["Address 1 - City"], row["Address 1 - Extended Address"]) == ("豊島区", "ビル8F")
    assert (row["Website 1 - Value"], row["Labels"]) == ("https://aoba.example/", "* myContacts")
    assert row["Notes"].split("\n") == ["絵を描く人", "異業種交流会 2026-11-01 池袋 No. 8", "Misaki TAKAHASHI"]
    assert "Birthday" not in row


def test_outlook_has_three_mails_at_the_most_and_the_rest_is_a_note():
    mails = tuple(f"{letter}@b.example" for letter in "abcd")
    row = cells(Person("uid-1", Contact(ONE.contact.name, (Affiliation(emails=mails),))), "outlook")
    assert [row["E-mail Address"], row["E-mail 2 Address"], row["E-mail 3 Address"]] == list(mails[:3])
    assert "d@b.example" in row["Notes"].split("\n")


def test_eight_has_its_own_columns_and_the_day_cards_were_exchanged():
    row = cells(ONE, "eight")
    assert (row["会社名"], row["姓"], row["名"], row["名刺交換日"]) == ("株式会社青葉", "髙橋", "美咲", "2026/11/01")
    assert (row["TEL会社"], row["携帯電話"]) == ("03-5950-1234", "090-1234-5678")
    assert "タカハシ ミサキ" not in row["メモ"] and "たかはし みさき" in row["メモ"], "Eight has no column for it"


@pytest.mark.parametrize("program", PROGRAMS)
def test_what_a_spreadsheet_would_compute_is_neutral_and_comes_back(program):
    evil = Affiliation('=HYPERLINK("http://x")', "@SUM(1)", ("-2+3",), emails=("=1@b.example",), urls=("'=1",))
    one = Person("uid-1", Contact(Name("+1 cmd", None, "+1 cmd"), (evil,), notes=("-note",)))
    for cell in rows(one, program)[1]:
        assert cell[:1] not in tuple("=+-@\t\r")
    (incoming,) = read_address_book(to_csv([one], program), "x.csv")
    assert incoming.contact.affiliations[0].org == evil.org
    assert incoming.contact.affiliations[0].urls == ("'=1",)
    assert "-note" in incoming.contact.notes


@pytest.mark.parametrize("program", PROGRAMS)
@settings(max_examples=60)
@given(one=people)
def test_mails_numbers_company_and_name_come_back(program, one):
    for text in (cell for cell in rows(one, program)[1] if cell):
        assert not re.match("[=+@-]", text) or re.fullmatch(r"\+[1-9][0-9 ()-]*", text)
    for incoming in read_address_book(to_csv([one], program), "x.csv"):
        if isinstance(incoming, Unreadable):
            continue
        told = "\n".join((*incoming.contact.notes, *map(str, values(incoming.contact))))
        dialled = {re.sub(r"\D", "", phone.text) for phone in incoming.contact.phones} | {re.sub(r"\D", "", told)}
        for phone in one.contact.phones:
            number = (phone.e164 or "").replace("+81", "0").removeprefix("+")
            assert not number or any(number in known or number.removeprefix("0") in known for known in dialled)
        for mail in one.contact.emails:
            if re.fullmatch(r"[\w.]+@[\w.]+", mail):
                assert mail.casefold() in told.casefold()
        name = one.contact.name
        if name and not re.search(r"[^\w ]", name.full) and name.full.strip():
            said = fold(told)
            assert fold(plain(name.full)) in said or {fold(name.family or ""), fold(name.given or "")} - {""}


@given(st.lists(people, max_size=3))
def test_every_row_has_as_many_cells_as_the_header(some):
    for program in PROGRAMS:
        header, found = table(some, program)
        assert len(set(header)) == len(header)
        assert {len(row) for row in found} <= {len(header)}


def picture(size=(910, 550)):
    out = io.BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(out, "JPEG", quality=95)
    return out.getvalue()


def test_a_workbook_has_the_picture_of_the_card_in_its_row():
    content = to_xlsx([Person("uid-0", person("鈴木 一郎")), ONE], {"uid-1": picture()})
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert [cell.value for cell in sheet[1]][:3] == ["Picture", "Name", "Family name"]
    assert [sheet.cell(2, 2).value, sheet.cell(3, 2).value] == ["鈴木 一郎", "髙橋 美咲"]
    (image,) = sheet._images
    assert image.anchor._from.row == 2 and image.anchor._from.col == 0


def test_a_workbook_computes_nothing_and_links_nowhere():
    evil = Person("uid-1", Contact(Name("=1+1"), (Affiliation("+81", urls=("https://x.example",)),)))
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx([evil], {})))
    cells_of = [cell for cell in book.active[2] if cell.value]
    assert all(cell.data_type == "s" and cell.hyperlink is None for cell in cells_of)
    assert book.active.cell(2, 2).value == "=1+1"


@settings(max_examples=30)
@given(st.lists(people, min_size=1, max_size=3))
def test_any_text_can_be_in_a_workbook(some):
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(some, {})))
    assert book.active.max_row <= len(some) + 1 and book.active.cell(1, 2).value == "Name"
