"""A person as a vCard 3.0 that phones accept. The only place for vobject; pure apart from that.

Which property does what on iOS and Android is in docs/phones.md. Text from cards only ever becomes a *value*, which
vobject escapes, never a parameter or a property name, and loses its control characters first.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

import vobject
from vobject.base import foldOneLine

from cardscan.model import Account, Address, Affiliation, Contact, Encounter, Name, Person, Phone, Property
from cardscan.share.content_lines import unescaped
from cardscan.share.numbers import extension, international

PRODID = "-//cardscan//cardscan//EN"
# Where Chinese and Korean names are at home; the calling codes of these countries.
SOLID_IN = frozenset({"CN", "TW", "HK", "MO", "SG", "KR"})
SOLID_CALLS = ("+86", "+886", "+852", "+853", "+65", "+82")
_END = "END:VCARD\r\n"
_NAME = re.compile(r"[A-Za-z0-9-]{1,200}")
_PARAMETER = re.compile(r"[^\x00-\x1f\x7f-\x9f\";:\u2028\u2029]{1,200}")
_NEVER_AGAIN = frozenset(("BEGIN", "END", "VERSION", "CATEGORIES", "AGENT"))  # AGENT holds another card
_LINE_END = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_PHONE_TYPES = {
    "work": ["WORK"],
    "mobile": ["CELL"],
    "fax": ["WORK", "FAX"],
    "home": ["HOME"],
    "other": ["WORK"],  # without a type Android makes it a number at home
}


def to_vcard(person: Person) -> str:
    """Return ``person`` as one vCard 3.0: CRLF line ends, folded between characters, UTF-8 text without BOM."""
    card = vobject.vCard()
    contact = person.contact
    primary = _primary(contact)
    _put(card, "uid", person.uid)
    _put(card, "prodid", PRODID)
    if person.changed:
        _put(card, "rev", datetime.fromisoformat(person.changed).strftime("%Y%m%dT%H%M%SZ"))
    _add_name(card, contact, primary)
    _add_work(card, primary)
    group = _groups()
    for phone in contact.phones:
        _add_phone(card, phone, group)
    for email in contact.emails:
        _put(card, "email", email, ["WORK"])
    for address in contact.addresses:
        _add_address(card, address, group)
    _add_web(card, contact)
    note = _note(person, primary)
    if note:
        _put(card, "note", note)
    groups = [unescaped(text) for one in person.properties if one.name == "CATEGORIES" for text in one.value.split(",")]
    events = [plain(met.event) for met in person.encounters if met.event]
    events += [plain(met.tag) for met in person.encounters if met == Encounter(tag=met.tag) and met.tag]
    if events or groups:
        card.add("categories").value = list(dict.fromkeys((*events, *filter(None, map(plain, groups)))))
    return str(card.serialize()).removesuffix(_END) + _others(person.properties) + _END


def _others(properties: Iterable[Property]) -> str:
    """Return what other programs wrote and we have no place for, line by line as it came, in version 3.0."""
    written = [one for one in properties if one.name not in _NEVER_AGAIN and _NAME.fullmatch(one.name)]
    folded = StringIO()
    for one in written:
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


def plain(text: str) -> str:
    """Return ``text`` as one line without control characters and halves of surrogate pairs."""
    return " ".join(part for part in (_bare(line) for line in _LINE_END.split(text)) if part)


def _plain_lines(text: str) -> str:
    return "\n".join(part for part in (_bare(line) for line in _LINE_END.split(text)) if part)


def _bare(line: str) -> str:
    kept = (c for c in line.replace("\t", " ") if unicodedata.category(c) not in ("Cc", "Cs"))
    return "".join(kept).strip()


def _put(card: Any, name: str, value: str, types: list[str] | None = None, group: str | None = None) -> None:
    # Any: vobject has no types. ``types`` are words of ours, never text from a card.
    line = card.add(name)
    line.value = _plain_lines(value) if name == "note" else plain(value)
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


def katakana(reading: str) -> str:
    """Return a hiragana reading in full-width katakana."""
    return "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in reading)


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


def _add_phone(card: Any, phone: Phone, groups: Iterator[str]) -> None:
    label = phone.label if phone.label and _key(phone.label) not in share_words()["labels"]["plain"] else None
    group = next(groups) if label else None
    _put(card, "tel", international(phone), _PHONE_TYPES[phone.kind], group)
    if label:
        _put(card, "x-ablabel", label, group=group)


def _key(label: str) -> str:
    return unicodedata.normalize("NFKC", label).casefold().strip(" .:：")


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
        country=share_words()["countries"].get(address.country or "", plain(address.country or "")),
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


def profile_url(account: Account) -> str | None:
    """Return the web address of an account, or None for a service that has none."""
    pattern = share_words()["services"].get(account.service)
    if pattern is None:
        return None
    if account.service == "line":
        return _line_url(account.id)
    return str(pattern).format(id=quote(plain(account.id).removeprefix("@"), safe="._-~"))


def _line_url(line_id: str) -> str:
    """LINE: official accounts begin with @; a code holds a token with capitals, which an ID never has."""
    bare = quote(plain(line_id), safe="@._-~")
    if line_id.startswith("@"):
        return f"https://line.me/R/ti/p/{bare}"
    return f"https://line.me/ti/p/{bare}" if bare != bare.lower() else f"https://line.me/ti/p/~{bare}"


# ---------------------------------------------------------------- the note


def _note(person: Person, primary: Affiliation | None) -> str:
    """Return everything that has no property of its own, in readable lines: phones keep only one NOTE."""
    contact = person.contact
    lines = [line for met in person.encounters for line in _met(met)]
    lines += [_work(place) for place in contact.orgs if place is not primary]
    lines += [" / ".join(contact.qualifications)]
    lines += [f"{share_words()['spelled'].get(one.service, one.service)}: {one.id}" for one in contact.accounts]
    lines += [phone.text for phone in contact.phones if extension(phone)]
    lines += [contact.name.latin or ""] if contact.name else []
    return "\n".join(dict.fromkeys(text for text in (*lines, *contact.notes) if text.strip()))


def _met(met: Encounter) -> tuple[str, ...]:
    number = (f"No. {met.tag}" if met.tag[:1].isdecimal() else met.tag) if met.tag else None
    return met.memo or "", " ".join(text for text in (met.event, met.date, met.place, number) if text)


def _work(place: Affiliation) -> str:
    return " ".join(text for text in (place.org, place.department, " / ".join(place.titles)) if text)


@lru_cache(maxsize=1)
def share_words() -> dict[str, dict[str, Any]]:
    """Return the tables of ``words.toml``. (Any: a table is a dict or a list.)"""
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
