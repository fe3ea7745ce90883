"""Proof by other people's parsers: each reads 364 of our contacts, every value intact.

vobject (Apache), khard (on vobject, with rules of its own), ical.js (Mozilla's, in node), Radicale (a server).
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import vobject
from corpus import corpus
from radicale_server import USER, Radicale

from cardscan.share.jcard import to_jcard
from cardscan.share.note import note_of
from cardscan.share.numbers import international
from cardscan.share.vcard import to_vcard
from cardscan.share.versions import in_version
from cardscan.share.words import plain_lines, profile_url

ICAL_JS = Path(sys.prefix) / "parsers" / "ical.js" / "dist" / "ical.js"
PEOPLE = corpus()


def told(one):
    """What every parser must find of a person, from the person alone."""
    contact, work = one.contact, one.contact.affiliations[0]
    name, place = contact.name, work.addresses[0]
    split = name and (name.family or name.given)
    return {
        "fn": name.full if name else work.org,
        "n": (name.family or "", name.given or "") if split else (name.full if name else "", ""),
        "org": (work.org, work.department or ""),
        "title": " / ".join(work.titles),
        "tel": {international(phone) for phone in work.phones},
        "email": set(work.emails),
        "url": {*work.urls, *filter(None, map(profile_url, contact.accounts))},
        "note": plain_lines(note_of(one, work)),
        "adr": ("", place.building, place.street, place.locality, place.region, place.postal_code, "日本"),
        "categories": {met.event for met in one.encounters},
        "label": "代表;直通, 他",
        "reading": katakana_of(name),
    }


def katakana_of(name):
    kana = str.maketrans({chr(c): chr(c + 0x60) for c in range(ord("ぁ"), ord("ゖ") + 1)})
    return tuple(part.translate(kana) for part in (name.family_reading, name.given_reading) if part) if name else ()


EXPECTED = {one.uid: told(one) for one in PEOPLE}


def test_the_corpus_is_large_and_holds_what_makes_parsers_stumble():
    text = "".join(map(to_vcard, PEOPLE))
    assert len(EXPECTED) == len(PEOPLE) == 364
    for hard in ("髙", "𠮷", "﨑", "\U000e0100", "👩‍👩‍👧", "שלום", "مرحبا", r"\,", r"\;", r"\n", r"\\", "🏳️‍🌈"):
        assert hard in text.replace("\r\n ", "")
    assert max(len(expected["note"]) for expected in EXPECTED.values()) >= 1000


def test_vobject_reads_every_value():
    found = {}
    for card in vobject.readComponents("".join(map(to_vcard, PEOPLE))):
        parts = card.contents
        adr = card.adr.value
        found[card.uid.value] = {
            "fn": card.fn.value,
            "n": (card.n.value.family, card.n.value.given),
            "org": (*card.org.value, "")[:2],  # vobject drops empty parts at the end
            "title": card.title.value if "title" in parts else "",
            "tel": {line.value for line in parts["tel"]},
            "email": {line.value for line in parts["email"]},
            "url": {line.value for line in parts["url"]},
            "note": card.note.value,
            "adr": (adr.box, adr.extended, adr.street, adr.city, adr.region, adr.code, adr.country),
            "categories": {text for line in parts.get("categories", []) for text in line.value},
            "label": parts["x-ablabel"][0].value,
            "reading": tuple(
                parts[key][0].value for key in ("x-phonetic-last-name", "x-phonetic-first-name") if key in parts
            ),
        }
    assert found == EXPECTED


def test_khard_reads_every_value(tmp_path):
    from khard.address_book import VdirAddressBook

    for one in PEOPLE:
        (tmp_path / f"{one.uid}.vcf").write_bytes(to_vcard(one).encode())
    book = VdirAddressBook("ours", str(tmp_path))
    book.load()
    assert len(book.contacts) == len(PEOPLE)
    for uid, card in book.contacts.items():
        expected = EXPECTED[uid]
        assert card.formatted_name == expected["fn"]
        assert (card._get_last_names(), card._get_first_names()) == tuple(
            [part] if part else [] for part in expected["n"]
        )
        assert {number for numbers in card.phone_numbers.values() for number in numbers} == expected["tel"]
        assert {mail for mails in card.emails.values() for mail in mails} == expected["email"]
        assert [tuple(one) for one in card.organisations] in ([expected["org"]], [expected["org"][:1]])
        assert card.titles == ([expected["title"]] if expected["title"] else [])
        assert card.notes == [expected["note"]]
        assert set(card.webpages if isinstance(card.webpages, list) else flat(card.webpages)) == expected["url"]
        ((place,),) = card.post_addresses.values()
        _box, extended, street, city, region, code, country = expected["adr"]
        assert (place["street"], place["extended"], place["city"]) == (street, extended, city)
        assert (place["region"], place["code"], place["country"]) == (region, code, country)


def flat(labelled):
    return [text for texts in labelled.values() for text in texts]


# ---------------------------------------------------------------- ical.js


@pytest.fixture(scope="module")
def ical_js():
    node = shutil.which("node")
    assert node and ICAL_JS.exists(), "make parsers installs them"

    def read(content):
        command = [node, str(Path(__file__).with_name("read_vcards.mjs")), str(ICAL_JS)]
        done = subprocess.run(command, input=content, capture_output=True, check=True)
        return json.loads(done.stdout)

    return read


def by_javascript(cards):
    """What ical.js found, in our words; a property is [name, parameters, type, value, …]."""
    found = {}
    for _, lines, _ in cards:
        parts = {}
        for name, _, _, *values in lines:
            parts.setdefault(name, []).append(values[0] if len(values) == 1 else values)
        uid = parts["uid"][0].removeprefix("urn:uuid:")
        found[uid] = {
            "fn": parts["fn"][0],
            "n": tuple(parts["n"][0][:2]),
            "org": tuple(parts["org"][0]),
            "title": parts.get("title", [""])[0],
            "tel": set(parts["tel"]),
            "email": set(parts["email"]),
            # vCard wants a URL unescaped, Android and khard escaped: docs/phones.md
            "url": {re.sub(r"\\([,;])", r"\1", text) for text in parts["url"]},
            "note": parts["note"][0],
            "adr": tuple(parts["adr"][0]),
            "categories": {
                text for one in parts.get("categories", []) for text in ([one] if isinstance(one, str) else one)
            },
            "label": re.sub(r"\\([,;])", r"\1", parts["x-ablabel"][0]),
            "reading": tuple(
                parts[key][0] for key in ("x-phonetic-last-name", "x-phonetic-first-name") if key in parts
            ),
        }
    return found


def test_ical_js_reads_every_value_of_version_4(ical_js):
    assert by_javascript(ical_js(b"".join(in_version(one, "4.0") for one in PEOPLE))) == EXPECTED


def test_ical_js_reads_every_value_of_version_3(ical_js):
    """RFC 2426 wants a backslash before a semicolon in every text; ical.js leaves it there in values of one part."""
    found = by_javascript(ical_js("".join(map(to_vcard, PEOPLE)).encode()))
    for one in found.values():
        for part in ("fn", "title", "note"):
            one[part] = one[part].replace(r"\;", ";")
        one["categories"] = {text.replace(r"\;", ";") for text in one["categories"]}
    assert found == EXPECTED


def test_our_jcard_is_the_one_that_ical_js_makes_of_our_vcard():
    found = by_javascript([[word, lines, []] for word, lines in json.loads(to_jcard(PEOPLE))])
    assert found == EXPECTED


# ---------------------------------------------------------------- Radicale


def test_radicale_keeps_every_value(tmp_path):
    server = Radicale(tmp_path)
    server.start()
    try:
        server.ask("PUT", "all/", "".join(map(to_vcard, PEOPLE)).encode(), "text/vcard; charset=utf-8")
        kept = server.ask("GET", "all/").decode()
    finally:
        server.kill()
    assert (server.books / "all").is_dir() and USER in str(server.books)
    found = {}
    for card in vobject.readComponents(kept):
        found[card.uid.value] = (card.fn.value, card.note.value, {line.value for line in card.contents["tel"]})
    assert found == {uid: (one["fn"], one["note"], one["tel"]) for uid, one in EXPECTED.items()}
