"""vCard 4.0 for servers, 2.1 for old devices: what they say is what 3.0 says."""

import re

import pytest
import vobject
from book_contacts import people, person
from hypothesis import given

from cardscan.book.values import values
from cardscan.model import Affiliation, Contact, Name, Person, Phone, Property, Unreadable
from cardscan.share.content_lines import cards
from cardscan.share.vcard_in import read_card, read_vcards
from cardscan.share.versions import in_version
from cardscan.share.words import plain

PHOTO = Property("PHOTO", "/9j/" + "A" * 200, (("ENCODING", "b"), ("TYPE", "JPEG")))


def lines(one, version):
    return re.sub("\r\n |=\r\n", "", in_version(one, version).decode()).split("\r\n")


def only(content):
    (incoming,) = read_vcards(content)
    return incoming


def test_version_4_says_so_first_and_spells_types_small_and_uids_as_uris():
    one = Person("0b0e6c1e-0000-4000-8000-000000000001", person())
    card = lines(one, "4.0")
    assert card[:2] == ["BEGIN:VCARD", "VERSION:4.0"]
    assert {"TEL;TYPE=cell:+81 90-1234-5678", "UID:urn:uuid:0b0e6c1e-0000-4000-8000-000000000001"} <= set(card)
    assert "UID;VALUE=text:phone-1" in lines(Person("phone-1", person()), "4.0")


def test_version_4_has_a_kind_for_companies_and_photos_are_data():
    one = Person("uid-1", Contact(None, (Affiliation("喫茶みどり"),)), properties=(PHOTO,))
    assert {"KIND:org", f"PHOTO:data:image/jpeg;base64,{PHOTO.value}"} <= set(lines(one, "4.0"))


@given(people)
def test_version_4_says_what_version_3_says(one):
    content = in_version(one, "4.0")
    for text in content.split(b"\r\n"):
        text.decode()
    assert content.count(b"\r\n") == content.count(b"\n") == content.count(b"\r")
    new, old = only(content), only(in_version(one, "3.0"))
    if not isinstance(new, Unreadable):
        assert (new.uid, new.contact, new.encounters) == (old.uid, old.contact, old.encounters)


def test_version_2_1_is_shift_jis_in_ascii_with_the_reading_in_half_width():
    card = lines(Person("uid-1", person()), "2.1")
    assert card[:2] == ["BEGIN:VCARD", "VERSION:2.1"]
    name = "髙橋;美咲;;;".encode("cp932")
    assert f"N;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:{quoted(name)}" in card
    sound = "ﾀｶﾊｼ;ﾐｻｷ;;;".encode("cp932")
    assert f"SOUND;X-IRMC-N;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:{quoted(sound)}" in card
    assert "TEL;CELL:+81 90-1234-5678" in card


def quoted(raw):
    return "".join(chr(byte) if 0x21 <= byte <= 0x7E and byte != 0x3D else f"={byte:02X}" for byte in raw)


def test_version_2_1_holds_what_shift_jis_does_not_in_utf_8():
    one = Person("uid-1", Contact(Name("𠮷田 修", "𠮷田", "修")))
    assert any(line.startswith("N;CHARSET=UTF-8;") for line in lines(one, "2.1"))
    assert only(in_version(one, "2.1")).contact.name.full == "𠮷田 修"


def test_version_2_1_has_nothing_that_old_devices_stumble_over():
    work = Affiliation("青葉", phones=(Phone("work", "03-5950-1234", "+81359501234", "代表"),), titles=("課長",))
    text = in_version(Person("uid-1", Contact(None, (work,)), properties=(PHOTO,)), "2.1").decode()
    assert "item1" not in text and "X-AB" not in text and "X-CARDSCAN" not in text
    assert "PHOTO;JPEG;ENCODING=BASE64:\r\n /9j/" in text
    assert only(text.encode()).properties[0].value == PHOTO.value


@given(people)
def test_version_2_1_is_short_lines_of_ascii_and_loses_no_mail_number_or_name(one):
    content = in_version(one, "2.1")
    assert content.isascii() and all(len(line) <= 200 for line in content.split(b"\r\n"))
    assert content.count(b"\r\n") == content.count(b"\n") == content.count(b"\r")
    new = only(content)
    if isinstance(new, Unreadable):
        return
    for part in ("emails", "orgs", "urls"):
        said = {in_jis(text) for name, text in values(new.contact) if name == part}
        assert {in_jis(text) for name, text in shown(one) if name == part} - {""} <= said
    dialled = {re.sub(r"\D", "", phone.text) for phone in new.contact.phones}
    assert {re.sub(r"\D", "", phone.e164 or "") for phone in one.contact.phones} - {""} <= dialled


def in_jis(text):
    """Shift_JIS has one of the two forms of ¢, £, ¬, ‖ and − only."""
    return plain(text).encode("cp932", "xmlcharrefreplace").decode("cp932")


def shown(one):
    """What phones show of somebody in version 3.0."""
    (card,) = cards(in_version(one, "3.0"))
    incoming = read_card(card)
    return values(incoming.contact) if incoming else frozenset()


@given(people)
def test_no_line_of_a_value_is_taken_for_a_property_of_version_2_1(one):
    for line in in_version(one, "2.1").decode().split("\r\n"):
        assert (
            line == ""
            or re.match(r"(BEGIN|VERSION|N|FN|ORG|TITLE|TEL|EMAIL|ADR|URL|NOTE|REV|UID|SOUND|END)[;:]", line)
            or ":" not in line
        )


def test_a_folded_line_that_says_begin_begins_no_card():
    note = Contact(None, notes=("名" * 20 + "BEGIN:VCARD" * 20,))
    for version in ("3.0", "4.0", "2.1"):
        assert only(in_version(Person("uid-1", note), version)).contact.notes == note.notes


@pytest.mark.parametrize("version", ["2.1", "4.0"])
def test_another_parser_reads_the_name_in_every_version(version):
    one = Person("uid-1", person("鈴木 一郎"))  # the Shift_JIS of Python knows no 髙
    card = vobject.readOne(in_version(one, version).decode(), allowQP=True)
    assert card.version.value == version
    assert [tel.value for tel in card.contents["tel"]] == ["+81 90-1234-5678", "+81 3-5950-1234"]
