"""Where each value of a person is from, and since when, can be told of all of them."""

import json
from dataclasses import replace

import pytest
from book_contacts import SQUARE, person, reading

from cardscan.book import open_book
from cardscan.model import Affiliation, Code, Contact, Encounter, Field, Incoming, Kind, Name, Source
from cardscan.review import edit
from cardscan.share.vdir import Vdir
from cardscan.web.origins import Origin, Past, met_when, origins

TIMES = ("2026-05-03", "2026-05-04", "2026-05-05", "2026-05-06", "2026-05-07", "2026-05-08")


@pytest.fixture
def clock(monkeypatch):
    """Each change of the book on a day of its own."""
    days = iter(TIMES)
    monkeypatch.setattr("cardscan.book.clock.utc_now", lambda: f"{next(days)}T12:00:00.000000+00:00")


@pytest.fixture
def book(tmp_path, clock):
    with open_book(tmp_path / "book", mirror=Vdir) as opened:
        yield opened


def scanned(book):
    """Read a card on which the mail stands in line 2 and the reading is understood from it; a code has the web site."""
    contact = person("田中 健一", "たなか けんいち", mail="k.tanaka@t.example", source="email", land=None, mobile=None)
    contact = replace(contact, affiliations=(replace(contact.affiliations[0], urls=("https://t.example/",)),))
    fields = (
        Field("name.full", Kind.NAME, "田中 健一", 0.9, (Source(0, 0, 5, "name"),)),
        Field("emails[0]", Kind.EMAIL, "k.tanaka@t.example", 0.9, (Source(1, 0, 18, "mail"),)),
        Field("urls[0]", Kind.URL, "https://t.example/", 0.9, ()),
    )
    card = reading(contact, fields=fields, words=("田中 健一", "k.tanaka@t.example"))
    card = replace(card, card=replace(card.card, codes=(Code("QRCode", "https://t.example/"),), quad=SQUARE))
    picture = book.keep_picture(b"photo", "photos/table.jpg")
    uid = book.apply(book.plan(contact), card, picture=picture, encounter=Encounter("交流会", "2026-05-02")).uid
    book.close_picture(picture)
    return uid


def told(book, uid):
    history = book.history(uid)
    words = book.words_of(entry.change for entry in history if entry.action == "import")
    past = Past(book.cards(uid), book.arrivals(uid), history, words)
    return {line.path: origin for line, _, origin in origins(book.person(uid), past)}, met_when(past)


def test_print_tells_its_line_and_card_a_code_its_card_and_a_guess_what_it_rests_on(book):
    found, met = told(book, scanned(book))
    came = f"{TIMES[2]}T12:00:00.000000+00:00"  # all cards of the photo were saved then
    assert found["emails[0]"] == Origin("print", came, "photos/table.jpg", 2)
    assert found["name.full"] == Origin("print", came, "photos/table.jpg", 1)
    assert (found["urls[0]"].by, found["urls[0]"].source) == ("code", "photos/table.jpg")
    assert found["name.family_reading"] == Origin("guess", source="email")
    assert met == {Encounter("交流会", "2026-05-02"): f"{TIMES[0]}T12:00:00.000000+00:00"}


def test_what_a_human_typed_is_theirs_whatever_is_printed(book):
    uid = scanned(book)
    book.edit(uid, edit(book.person(uid).contact, {"emails[0]": "ken@t.example"}), ())
    assert told(book, uid)[0]["emails[0]"] == Origin("human", f"{TIMES[3]}T12:00:00.000000+00:00")


def test_what_was_imported_tells_its_file(book):
    contact = Contact(Name("Ken Tanaka"), (Affiliation(emails=("ken@home.example",)),))
    book.take_in([Incoming(contact, (), "x-1", (), "m")], "google.csv")
    (one,) = book.people()
    assert told(book, one.uid)[0]["emails[0]"] == Origin("import", f"{TIMES[0]}T12:00:00.000000+00:00", "google.csv")


def test_what_was_edited_in_the_folder_says_so(book):
    uid = scanned(book)
    file = book.folder / "contacts" / f"{uid}.vcf"
    file.write_bytes(file.read_bytes().replace(b"k.tanaka@t.example", b"ken@t.example"))
    book.refresh_contacts()
    assert told(book, uid)[0]["emails[0]"].by == "folder"


def test_every_value_of_a_person_has_a_source(book):
    uid = scanned(book)
    assert set(told(book, uid)[0]) == {
        "name.full", "name.family_reading", "name.given_reading", "orgs[0].name", "emails[0]", "urls[0]",
    }  # fmt: skip


def test_show_tells_the_sources_in_words_and_as_json(book, cardscan):
    scanned(book)
    table = cardscan("show", "田中", "--sources", "--book", book.folder).stdout
    assert "printed on table.jpg, line 2, 2026-05-05" in table
    assert "QR code on table.jpg" in table and "guessed from the mail address" in table
    assert "noted 2026-05-03" in table
    record = json.loads(cardscan("show", "田中", "--sources", "--json", "--book", book.folder).stdout)
    mail = next(one for one in record["sources"] if one["field"] == "emails[0]")
    assert (mail["by"], mail["line"], mail["text"]) == ("print", 2, "k.tanaka@t.example")
