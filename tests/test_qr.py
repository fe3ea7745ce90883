"""A code that a camera reads: at most version 14, also blurred and small, and it says what the person is called."""

import io
import re

import pytest
import segno
import zxingcpp
from book_contacts import people, person
from hypothesis import given, settings
from PIL import Image, ImageFilter
from test_golden import PEOPLE

from cardscan.book import open_book
from cardscan.model import Affiliation, Contact, Name, Person, Phone
from cardscan.share.content_lines import cards
from cardscan.share.qr import LARGEST, code_of, code_of_url
from cardscan.share.vcard_in import read_vcards

FULL = PEOPLE["person"]


def seen(png, blur=0.0, width=None):
    """What zxing-cpp reads, as the camera would see it."""
    picture = Image.open(io.BytesIO(png)).convert("L")
    if width:
        picture = picture.resize((width, width), Image.Resampling.BILINEAR)
    if blur:
        picture = picture.filter(ImageFilter.GaussianBlur(blur))
    return zxingcpp.read_barcodes(picture)


def test_a_phone_gets_name_reading_company_numbers_and_mail():
    (found,) = seen(code_of(FULL).as_png())
    (incoming,) = read_vcards(found.text.encode())
    contact = incoming.contact
    assert (contact.name.full, contact.name.family_reading) == ("髙橋 美咲", "たかはし")
    assert contact.orgs[0].org == "株式会社青葉"
    assert {phone.e164 for phone in contact.phones} >= {"+81359501234", "+819012345678"}
    assert "m.takahashi@aoba.example" in contact.emails


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("kind", ["vcard", "mecard"])
def test_it_is_read_blurred_and_small(name, kind):
    made = code_of(PEOPLE[name], kind)
    width = (int(made.code.version) * 4 + 17 + 8) * 3  # three pixels of the camera for each module
    for blur, size in ((0, None), (3.0, None), (0, width), (0.8, width)):
        (found,) = seen(made.as_png(), blur, size)
        assert found.text == made.text


@settings(max_examples=60)
@given(people)
def test_every_person_has_a_code_that_is_small_enough(one):
    for kind in ("vcard", "mecard"):
        made = code_of(one, kind)
        assert int(made.code.version) <= LARGEST
        if kind == "vcard":
            (card,) = cards(made.text.encode())
            assert not card.broken and {"N", "FN"} <= {line.name for line in card.lines}
        else:
            assert re.fullmatch(r'MECARD:(?:[A-Z]+:(?:[^\\;:"]|\\.)*;)+;', made.text)


def test_what_has_no_room_is_said_and_the_mobile_stays():
    phones = tuple(Phone("mobile", "090-1234-5678", "+819012345678") for _ in range(1))
    urls = tuple(f"https://www.aoba.example/{'a' * 40}/{number}" for number in range(9))
    one = Person("uid-1", Contact(person().name, (Affiliation("青葉", phones=phones, urls=urls),)))
    made = code_of(one)
    assert made.left_out == ("web addresses but the first",)
    assert "+81 90-1234-5678" in made.text and urls[0] in made.text and urls[1] not in made.text


def test_a_name_longer_than_any_code_is_cut():
    made = code_of(Person("uid-1", Contact(Name("髙" * 500, "髙" * 400, "橋" * 400))))
    assert int(made.code.version) <= LARGEST and made.left_out[-1] == "values that are too long"


def test_mecard_is_shift_jis_with_the_reading_in_half_width():
    made = code_of(Person("uid-1", person("鈴木 一郎", "すずき いちろう", mail="s@s.example", land=None)), "mecard")
    assert made.text == "MECARD:N:鈴木,一郎;SOUND:ｽｽﾞｷ,ｲﾁﾛｳ;ORG:株式会社青葉;TEL:09012345678;EMAIL:s@s.example;;"
    (found,) = seen(made.as_png())
    assert found.bytes == made.text.encode("shift_jis")


def test_mecard_is_utf_8_where_the_name_is_not_in_shift_jis():
    made = code_of(Person("uid-1", person()), "mecard")
    assert seen(made.as_png())[0].bytes == made.text.encode()


def test_nothing_that_a_card_says_begins_a_field_of_mecard():
    made = code_of(Person("uid-1", Contact(Name("a;TEL:110", "a;TEL:110", "b,c"))), "mecard")
    assert made.text == r"MECARD:N:a\;TEL\:110,b\,c;;"


def test_a_link_is_no_micro_code_which_phones_cannot_read():
    assert not code_of_url("http://1.2.3.4/x").code.is_micro


def test_the_command_draws_on_the_terminal_and_into_files(cardscan, tmp_path):
    with open_book(tmp_path / "book") as book:
        book.apply(book.plan(person()))
    done = cardscan("qr", "髙橋", "--book", tmp_path / "book")
    assert done.returncode == 0 and re.search("[▀▄█]", done.stdout)
    for name, start in (("a.png", b"\x89PNG"), ("a.svg", b"<?xml")):
        assert cardscan("qr", "髙橋", "--book", tmp_path / "book", "-o", tmp_path / name).returncode == 0
        assert (tmp_path / name).read_bytes().startswith(start)
    (found,) = seen((tmp_path / "a.png").read_bytes())
    assert "N:髙橋;美咲;;;" in found.text
    assert cardscan("qr", "髙橋", "--book", tmp_path / "book", "-o", tmp_path / "a.gif").returncode == 2
    assert cardscan("qr", "無", "--book", tmp_path / "book").returncode == 8


def test_the_terminal_s_picture_is_the_code(tmp_path):
    """Two modules in a character: ▀ above, ▄ below, █ both; light on a dark terminal, and light is paper."""
    made = code_of(Person("uid-1", person()))
    rows = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in made.as_text().rstrip("\n").split("\n")]
    width = made.code.symbol_size(border=2)[0]
    assert {len(row) for row in rows} == {width}
    picture = Image.new("L", (width, 2 * len(rows)), 0)
    for y, row in enumerate(rows):
        for x, sign in enumerate(row):
            picture.putpixel((x, 2 * y), 255 if sign in "▀█" else 0)
            picture.putpixel((x, 2 * y + 1), 255 if sign in "▄█" else 0)
    large = picture.resize((picture.width * 6, picture.height * 6), Image.Resampling.NEAREST)
    framed = Image.new("L", (large.width + 60, large.height + 60), 255)
    framed.paste(large, (30, 30))
    (found,) = zxingcpp.read_barcodes(framed)
    assert found.text == made.text
    assert isinstance(made.code, segno.QRCode)
