"""People for the tests of the book and the vCards: hand-made ones, and a hypothesis strategy for any contact."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from cardscan.model import (
    Account,
    Address,
    Affiliation,
    CardImage,
    CardReading,
    Contact,
    Encounter,
    Field,
    Name,
    ParsedCard,
    Person,
    Phone,
    Photo,
    Quality,
    TextLine,
)

SQUARE = ((0.0, 0.0), (9.0, 0.0), (9.0, 5.0), (0.0, 5.0))


def person(
    full="髙橋 美咲",
    reading="たかはし みさき",
    org="株式会社青葉",
    mail="m.takahashi@aoba.example",
    mobile="+819012345678",
    *,
    source="printed",
    latin=None,
    land="+81359501234",
    titles=(),
    department=None,
):
    """A contact with one affiliation; ``None`` or "" leaves a part out."""
    family, _, given = full.partition(" ")
    family_reading, _, given_reading = (reading or " ").partition(" ")
    name = Name(
        full,
        family,
        given or None,
        family_reading or None,
        given_reading or None,
        source if reading else None,
        latin,
    )
    phones = tuple(
        Phone(kind, "0" + number[3:], number) for kind, number in (("mobile", mobile), ("work", land)) if number
    )
    return Contact(name, (Affiliation(org, department, titles, phones, (mail,) if mail else ()),))


def english(full="Misaki TAKAHASHI", org="Aoba Inc.", mail="m.takahashi@aoba.example", mobile=None):
    given, _, family = full.partition(" ")
    phones = (Phone("mobile", mobile, mobile),) if mobile else ()
    return Contact(Name(full, family or None, given), (Affiliation(org, None, (), phones, (mail,) if mail else ()),))


def reading(contact, index=1, *, photo="photo.jpg", page=1, fields=(), words=("青葉の裏面",), tag=None):
    """A card that says ``contact``."""
    pixels = np.zeros((5, 9, 3), np.uint8)
    a, b, c, d = ((x + 20.0 * (index - 1), y) for x, y in SQUARE)  # every card lies elsewhere
    card = CardImage(Photo(photo, page, pixels), index, (a, b, c, d), pixels, Quality(300, 0.9, 0.0), (), tag)
    lines = tuple(TextLine(text, SQUARE, 0.9, "replay") for text in words)
    return CardReading(card, ParsedCard(lines, contact, fields))


def doubtful(path, kind, value, words="hard to read", confidence=0.5):
    return Field(path, kind, value, confidence, (), words)


# Text as hostile as a card, a code or an import can be, and words that often coincide.
hostile = st.text(
    st.one_of(
        st.characters(exclude_categories=("Cs",)),
        st.sampled_from('\n\r\t\x00\x0b\x0c\x1c\x85\u2028\u2029;,:\\"=.髙𠮷\U000e0100🙂\u202e'),
    ),
    max_size=80,
) | st.sampled_from(["x\nEND:VCARD\nBEGIN:VCARD", 'a";TEL:1', "\r\nX-EVIL:1", "a;b,c\\n:d", "名" * 200])
few = st.sampled_from(
    ["青葉", "株式会社青葉", "Aoba Inc.", "営業部", "部長", "Manager", "田中 健一", "Ken", "あ", "", " "]
)
some = few | hostile
optional = st.none() | some.filter(str.strip)  # absent is None, never ""

names = st.builds(
    Name,
    full=some,
    family=optional,
    given=optional,
    family_reading=st.none() | st.sampled_from(["たなか", "たかはし"]),
    given_reading=st.none() | st.sampled_from(["けんいち", "みさき"]),
    reading_source=st.sampled_from([None, "printed", "latin", "email", "dictionary"]),
    latin=optional,
)
phones = st.builds(
    Phone,
    kind=st.sampled_from(["work", "mobile", "fax", "home", "other"]),
    text=st.sampled_from(["03-1234-5678", "03-1234-5678 内線12", "090-1111-2222", "不明"]) | hostile,
    e164=st.sampled_from([None, "+81312345678", "+819011112222", "+14155550123"]),
    label=optional,
)
mails = st.sampled_from(["a@b.example", "A@B.example", "info@b.example", "ken@c.example"]) | hostile
urls = st.sampled_from(["https://b.example/", "http://www.b.example", "https://b.example/x?a=1,2;3"]) | hostile
addresses = st.builds(Address, some, optional, optional, optional, optional, optional, st.sampled_from([None, "JP"]))
accounts = st.builds(Account, st.sampled_from(["line", "x", "wechat", "instagram", "telegram"]), some)


def _few(items):
    return st.lists(items, max_size=3).map(tuple)


affiliations = st.builds(
    Affiliation, optional, optional, _few(some), _few(phones), _few(mails), _few(urls), _few(addresses)
)
contacts = st.builds(Contact, st.none() | names, _few(affiliations), _few(accounts), _few(some), _few(some))
encounters = st.builds(
    Encounter, optional, st.sampled_from([None, "2026-11-01"]), optional, optional, optional, st.booleans()
)
people = st.builds(
    Person,
    uid=st.just("0b0e6c1e-0000-4000-8000-000000000001"),
    contact=contacts,
    encounters=_few(encounters),
    changed=st.sampled_from([None, "2026-11-22T12:52:13.076239+00:00"]),
)
