"""A person as a vCard 3.0 that phones accept. The only place for vobject; pure apart from that.

Which property does what on iOS and Android is in docs/phones.md. Text from cards only ever becomes a *value*, which
vobject escapes, never a parameter or a property name, and loses its control characters first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import StringIO
from typing import Any

import vobject
from vobject.base import foldOneLine

from cardscan.model import Address, Affiliation, Contact, Encounter, Name, Person, Phone, Property
from cardscan.share.beyond import NAME, beyond
from cardscan.share.content_lines import cards, escaped, unescaped
from cardscan.share.note import note_of
from cardscan.share.numbers import international
from cardscan.share.vcard_in import read_card
from cardscan.share.words import PRODID, country_name, is_plain_label, katakana, plain, plain_lines, profile_url

# Where Chinese and Korean names are at home; the calling codes of these countries.
SOLID_IN = frozenset({"CN", "TW", "HK", "MO", "SG", "KR"})
SOLID_CALLS = ("+86", "+886", "+852", "+853", "+65", "+82")
_END = "END:VCARD\r\n"
_NAME = re.compile(r"[A-Za-z0-9-]{1,200}")
_PARAMETER = re.compile(r"[^\x00-\x1f\x7f-\x9f\";:\u2028\u2029]{1,200}")
_NEVER_AGAIN = frozenset(("BEGIN", "END", "VERSION", "CATEGORIES", "AGENT", NAME))  # AGENT holds another card
_PHONE_TYPES = {
    "work": ["WORK"],
    "mobile": ["CELL"],
    "fax": ["WORK", "FAX"],
    "home": ["HOME"],
    "other": ["WORK"],  # without a type Android makes it a number at home
}


def to_vcard(person: Person) -> str:
    """Return ``person`` as one vCard 3.0: CRLF line ends, folded between characters, UTF-8 text without BOM."""
    shown = _shown(person)
    more = beyond(person, next(map(read_card, cards(f"{shown}{_END}".encode()))))
    kept = _folded([Property(NAME, escaped(more))]) if more else ""
    return shown + _others(person.properties) + kept + _END


def _shown(person: Person) -> str:
    """Return the lines that phones show, without the last one."""
    card = vobject.vCard()
    contact = person.contact
    primary = _primary(contact)
    _put(card, "uid", person.uid)
    _put(card, "prodid", PRODID)
    if person.changed:
        _put(card, "rev", datetime.fromisoformat(person.changed).strftime("%Y%m%dT%H%M%SZ"))
    _add_name(card, contact, primary)
    _add_work(card, primary)
    _add_reach(card, contact)
    _add_web(card, contact)
    note = note_of(person, primary)
    if note:
        _put(card, "note", note)
    _add_events(card, person)
    return str(card.serialize()).removesuffix(_END)


def _add_events(card: Any, person: Person) -> None:
    groups = [unescaped(text) for one in person.properties if one.name == "CATEGORIES" for text in one.value.split(",")]
    events = [plain(met.event) for met in person.encounters if met.event]
    events += [plain(met.tag) for met in person.encounters if met == Encounter(tag=met.tag) and met.tag]
    if events or groups:
        card.add("categories").value = list(dict.fromkeys((*events, *filter(None, map(plain, groups)))))


def _others(properties: Iterable[Property]) -> str:
    """Return what other programs wrote and we have no place for, line by line as it came, in version 3.0."""
    return _folded(one for one in properties if one.name not in _NEVER_AGAIN and _NAME.fullmatch(one.name))


def _folded(properties: Iterable[Property]) -> str:
    folded = StringIO()
    for one in properties:
        foldOneLine(folded, _other(one))
    return folded.getvalue()


def _other(one: Property) -> str:
    group = f"theirs-{one.group}." if one.group and _NAME.fullmatch(one.group) else ""
    names = {"BASE64": "b", "B": "b"}
    parameters = [
        f";{name}={names.get(value.upper(), value) if name == 'ENCODING' else value}"
        for name, value in one.parameters
        if _NAME.fullmatch(name) and _PARAMETER.fullmatch(value) and name != "CHARSET"
    ]
    value = "".join(c for c in one.value if unicodedata.category(c) not in ("Cc", "Cs", "Zl", "Zp"))
    return f"{group}{one.name}{''.join(parameters)}:{value}"


def _put(card: Any, name: str, value: str, types: list[str] | None = None, group: str | None = None) -> None:
    # Any: vobject has no types. ``types`` are words of ours, never text from a card.
    line = card.add(name)
    line.value = plain_lines(value) if name == "note" else plain(value)
    if types:
        line.type_param = types
    if group:
        line.group = group


def _groups() -> Iterator[str]:
    number = 0
    while True:
        number += 1
        yield f"item{number}"


# ---------------------------------------------------------------- who


def _add_name(card: Any, contact: Contact, primary: Affiliation | None) -> None:
    name = contact.name
    line = card.add("n")
    if name is None:
        line.value = vobject.vcard.Name()
        _put(card, "fn", _called(contact, primary))
        _put(card, "x-abshowas", "COMPANY")
        return
    split = name.family is not None or name.given is not None
    family, given = (name.family or "", name.given or "") if split else (name.full, "")
    line.value = vobject.vcard.Name(family=plain(family), given=plain(given))
    _put(card, "fn", _display(name, contact))
    if name.family_reading:
        _put(card, "x-phonetic-last-name", katakana(name.family_reading))
    if name.given_reading:
        _put(card, "x-phonetic-first-name", katakana(name.given_reading))


def _called(contact: Contact, primary: Affiliation | None) -> str:
    """The name of a card without a person: phones refuse an empty one."""
    known = (primary.org if primary else None, *contact.emails, *(phone.text for phone in contact.phones))
    return next((plain(text) for text in (*known, *contact.urls, *contact.notes) if text and plain(text)), "?")


def _display(name: Name, contact: Contact) -> str:
    """The name as printed; 姓 and 名 with a space between them where the print has none, but for 王小明 and 김민준."""
    solid = name.family and name.given and name.full == name.family + name.given
    if solid and not _is_written_solid(name, contact):
        return f"{name.family} {name.given}"
    return name.full if plain(name.full) else "?"


def _is_written_solid(name: Name, contact: Contact) -> bool:
    """Whether a name is Korean, or Chinese by where its bearer is reached: nobody writes those with a space."""
    if re.search("[가-힣]", name.full):
        return True
    places = {address.country for address in contact.addresses}
    numbers = [phone.e164 or "" for phone in contact.phones]
    abroad = bool(places & SOLID_IN) or any(number.startswith(SOLID_CALLS) for number in numbers)
    return name.family_reading is None and abroad


# ---------------------------------------------------------------- work


def _primary(contact: Contact) -> Affiliation | None:
    return next(iter(contact.orgs), None)


def _add_work(card: Any, primary: Affiliation | None) -> None:
    if primary is None:
        return
    if primary.org or primary.department:
        # Always two parts: iOS drops a third one.
        card.add("org").value = [plain(primary.org or ""), plain(primary.department or "")]
    if primary.titles:
        _put(card, "title", " / ".join(primary.titles))


def _add_reach(card: Any, contact: Contact) -> None:
    group = _groups()
    for phone in contact.phones:
        _add_phone(card, phone, group)
    for email in contact.emails:
        _put(card, "email", email, ["WORK"])
    for address in contact.addresses:
        _add_address(card, address, group)


def _add_phone(card: Any, phone: Phone, groups: Iterator[str]) -> None:
    label = phone.label if phone.label and not is_plain_label(phone.label) else None
    group = next(groups) if label else None
    _put(card, "tel", international(phone), _PHONE_TYPES[phone.kind], group)
    if label:
        _put(card, "x-ablabel", label, group=group)


def _add_address(card: Any, address: Address, groups: Iterator[str]) -> None:
    group = next(groups)
    split = address.region or address.locality or address.street
    line = card.add("adr")
    line.value = vobject.vcard.Address(
        extended=plain(address.building or "") if split else "",
        street=plain(address.street or "") if split else plain(address.text),
        city=plain(address.locality or ""),
        region=plain(address.region or ""),
        code=plain(address.postal_code or ""),
        country=country_name(address.country),
    )
    line.type_param = ["WORK"]
    line.group = group
    if address.country:
        _put(card, "x-abadr", address.country.lower(), group=group)


# ---------------------------------------------------------------- web


def _add_web(card: Any, contact: Contact) -> None:
    profiles = [(account, url) for account in contact.accounts if (url := profile_url(account))]
    for url in dict.fromkeys((*contact.urls, *(url for _, url in profiles))):
        _put(card, "url", url)
    for account, url in profiles:
        _put(card, "x-socialprofile", url, [account.service.upper()])
