"""A vCard of any program in, what it says of one person out. Pure.

What a contact has no place for is kept as it came (``Incoming.properties``) and written again by ``to_vcard``.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import jaconv

from cardscan.model import (
    Account,
    Address,
    Affiliation,
    Contact,
    Encounter,
    Incoming,
    Name,
    Phone,
    PhoneKind,
    Property,
    Unreadable,
)
from cardscan.share.beyond import NAME as BEYOND
from cardscan.share.beyond import with_beyond
from cardscan.share.content_lines import Card, Line, cards
from cardscan.share.numbers import e164_of
from cardscan.share.words import PRODID, profile_url, share_words

_NATIVE = re.compile(r"[\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]")
_KANA = re.compile(r"[ぁ-ゖー ]+")
_OURS = frozenset(("BEGIN", "END", "VERSION", "PRODID", "REV", "UID", "N", "FN", "ORG", "TITLE", "ROLE", "TEL"))
_OURS |= {
    "EMAIL",
    "ADR",
    "URL",
    "NOTE",
    "X-SOCIALPROFILE",
    "X-PHONETIC-LAST-NAME",
    "X-PHONETIC-FIRST-NAME",
    "X-ABSHOWAS",
}
_OURS |= {"X-ABADR", "X-ABLABEL", "SOUND", "SORT-STRING", BEYOND}
_KINDS: tuple[tuple[frozenset[str], PhoneKind], ...] = (
    (frozenset(("FAX",)), "fax"),
    (frozenset(("CELL", "MOBILE", "IPHONE")), "mobile"),
    (frozenset(("WORK", "MAIN", "COMPANY")), "work"),
    (frozenset(("HOME",)), "home"),
    (frozenset(("PAGER", "CAR", "OTHER", "MODEM", "ISDN", "MSG")), "other"),
)


def read_vcards(content: bytes) -> Iterator[Incoming | Unreadable]:
    """Return what each card of a file says, in order, and the parts that could not be read."""
    for number, card in enumerate(cards(content), 1):
        where = f"card {number}"
        if card.broken:
            told = ", ".join(map(str, card.broken[:5])) + (", …" if len(card.broken) > 5 else "")
            word = "line" if len(card.broken) == 1 else "lines"
            yield Unreadable(where, f"{word} {told} of the file cannot be read; the rest of the card is taken")
        incoming = read_card(card, where)
        if incoming is None:
            yield Unreadable(where, f"the card at line {card.at} of the file says nothing about anybody")
        else:
            yield with_beyond(incoming, card.lines) if _is_ours(card) else incoming


def read_card(card: Card, where: str = "") -> Incoming | None:
    """Return what the properties of one card say that phones know, too, or None if that is nothing."""
    lines = _Lines(card.lines)
    contact = _contact(lines)
    if contact == Contact():
        return None
    return Incoming(
        contact=contact,
        encounters=_encounters(lines),
        uid=(lines.first("UID") or "").removeprefix("urn:uuid:").strip() or None,
        properties=_properties(lines),
        mark=_mark(card.lines),
        where=where,
    )


def _is_ours(card: Card) -> bool:
    return _Lines(card.lines).ours()


def _mark(lines: Iterable[Line]) -> str:
    said = [repr(line) for line in lines if line.name not in ("REV", "PRODID")]
    return hashlib.sha256("\n".join(said).encode("utf-8", "replace")).hexdigest()


@dataclass(frozen=True, slots=True)
class _Lines:
    """The properties of one card."""

    every: tuple[Line, ...]

    def named(self, *names: str) -> tuple[Line, ...]:
        return tuple(line for line in self.every if line.name in names)

    def first(self, name: str) -> str | None:
        return next((text for line in self.named(name) if (text := line.text())), None)

    def texts(self, *names: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(text for line in self.named(*names) if (text := line.text())))

    def beside(self, line: Line, name: str) -> str | None:
        """Return the value of the property ``name`` in the same group (``item1.TEL`` and ``item1.X-ABLABEL``)."""
        if line.group is None:
            return None
        return next((one.text() for one in self.named(name) if one.group == line.group), None)

    def ours(self) -> bool:
        return self.first("PRODID") == PRODID


def _contact(lines: _Lines) -> Contact:
    accounts = _accounts(lines)
    profiles = {profile_url(account) for account in accounts}
    org, department = _org(lines)
    place = Affiliation(
        org=org,
        department=department,
        titles=tuple(part for text in lines.texts("TITLE", "ROLE") for part in text.split(" / ") if part.strip()),
        phones=tuple(dict.fromkeys(phone for line in lines.named("TEL") if (phone := _phone(lines, line)))),
        emails=tuple(dict.fromkeys(mail for text in lines.texts("EMAIL") if (mail := _mail(text)))),
        urls=tuple(url for text in lines.texts("URL") if (url := text.replace("\n", "")) not in profiles),
        addresses=tuple(dict.fromkeys(one for line in lines.named("ADR") if (one := _address(lines, line)))),
    )
    notes = tuple(dict.fromkeys(part for text in lines.texts("NOTE") for part in _note_lines(text)))
    places = (place,) if place != Affiliation() else ()
    return Contact(_name(lines, org), places, accounts, _qualifications(lines), notes)


def _note_lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _mail(text: str) -> str:
    found = re.search(r"[^\s<>\"]+@[^\s<>\"]+", text)
    return found[0] if found else ""


# ---------------------------------------------------------------- who


def _name(lines: _Lines, org: str | None) -> Name | None:
    parts = next((line.parts() for line in lines.named("N") if any(line.parts())), ())
    family, given, middle, prefix, suffix = (*parts, "", "", "", "", "")[:5]
    shown = " ".join((lines.first("FN") or "").split())
    if (lines.first("X-ABSHOWAS") or "").upper() == "COMPANY" or (not parts and shown in ("", org)):
        return None
    if not parts and "@" in shown and shown in lines.texts("EMAIL"):
        return None
    full = _full(shown, family, given, middle, prefix, suffix)
    if not full:
        return None
    whole = family == full and not given  # nobody could split it
    name = Name(full, None if whole else family or None, " ".join(filter(None, (given, middle))) or None)
    readings = _readings(lines)
    if not any(readings):
        return name
    return replace(name, family_reading=readings[0], given_reading=readings[1], reading_source="printed")


def _full(shown: str, family: str, given: str, middle: str, prefix: str, suffix: str) -> str:
    """Return the name as it is shown, without what stands before it (Mr., Dr.)."""
    if shown and not (prefix and family and given):
        return shown
    native = _NATIVE.search(family + given)
    parts = (family, given, middle) if native else (given, middle, family, suffix)
    return " ".join(part.replace(",", " ") for part in parts if part) or shown


def _readings(lines: _Lines) -> tuple[str | None, str | None]:
    last, first = lines.first("X-PHONETIC-LAST-NAME"), lines.first("X-PHONETIC-FIRST-NAME")
    if last or first:
        return _hiragana(last), _hiragana(first)
    sounds = [line.parts() for line in lines.named("SOUND") if "X-IRMC-N" in line.types()]
    sounds += [tuple(re.split("[;,]", told)) for line in lines.named("N") if (told := line.parameter("SORT-AS"))]
    sounds += [tuple(text.split()) for text in lines.texts("SORT-STRING")]
    last, first = next(((*one, "", "")[:2] for one in sounds if any(one)), ("", ""))
    return _hiragana(last), _hiragana(first)


def _hiragana(text: str | None) -> str | None:
    kana = jaconv.kata2hira(unicodedata.normalize("NFKC", text or "")).strip()
    return kana if _KANA.fullmatch(kana) else None


def _qualifications(lines: _Lines) -> tuple[str, ...]:
    suffixes = [line.parts()[4] for line in lines.named("N") if len(line.parts()) > 4 and line.parts()[4]]
    degrees = [word.strip() for text in suffixes for word in text.split(",")]
    return tuple(word for word in degrees if word and word.strip(".").casefold() not in ("jr", "sr", "ii", "iii", "iv"))


# ---------------------------------------------------------------- work and reach


def _org(lines: _Lines) -> tuple[str | None, str | None]:
    parts = next((line.parts() for line in lines.named("ORG") if any(line.parts())), ())
    return (parts[0] or None, " ".join(filter(None, parts[1:])) or None) if parts else (None, None)


def _phone(lines: _Lines, line: Line) -> Phone | None:
    text = re.sub(r"^tel:", "", line.text(), flags=re.IGNORECASE).replace(";ext=", " ext. ")
    if not re.search(r"\d", text):
        return None
    label = lines.beside(line, "X-ABLABEL")
    label = None if label is None or label.startswith("_$!<") else label
    return Phone(phone_kind(line.types()), text, e164_of(text), label)


def phone_kind(types: frozenset[str]) -> PhoneKind:
    """Return what a number is for by the words of its type, in upper case; without any it is for work."""
    return next((kind for words, kind in _KINDS if types & words), "work")


def _address(lines: _Lines, line: Line) -> Address | None:
    box, building, street, locality, region, code, country = (*line.parts(), *[""] * 7)[:7]
    street = " ".join(filter(None, (box, street))).replace("\n", " ")
    iso = (lines.beside(line, "X-ABADR") or "").upper()
    names: Mapping[str, str] = share_words()["countries"]
    iso = iso if re.fullmatch("[A-Z]{2}", iso) else next((k for k, v in names.items() if v == country), country)
    return address_of(street, building.replace("\n", " "), locality, region, code, iso)


def address_of(street: str, building: str, locality: str, region: str, code: str, country: str) -> Address | None:
    """Return an address of its parts, its text in the order of its country; None if all of them are empty."""
    if not (street or locality or region or building or code):
        return None
    if not (locality or region):
        text = " ".join(filter(None, (street, building)))
        return Address(text, code or None, street=None, building=building or None, country=country or None)
    japanese = _NATIVE.search(region + locality + street) is not None
    text = region + locality + street if japanese else ", ".join(filter(None, (street, locality, region)))
    parts = (code, region, locality, street, building, country)
    return Address(" ".join(filter(None, (text, building))), *(part or None for part in parts))


# ---------------------------------------------------------------- the web, the rest


def _accounts(lines: _Lines) -> tuple[Account, ...]:
    found = (account_at(line.text()) for line in lines.named("X-SOCIALPROFILE", "URL"))
    return tuple(dict.fromkeys(one for one in found if one is not None))


def account_at(url: str) -> Account | None:
    """Return the account at a web address, or None if it is none of a service that we know."""
    for service, pattern in share_words()["services"].items():
        head, _, tail = re.sub(r"^https://(www\.)?", "", str(pattern)).partition("{id}")
        found = re.fullmatch(rf"(?:https?://)?(?:www\.)?{re.escape(head)}([A-Za-z0-9._@~%-]{{1,80}})/?", url.strip())
        if found and tail in ("", "/"):
            return Account(service, found[1])
    return None


def _encounters(lines: _Lines) -> tuple[Encounter, ...]:
    """A card that we wrote names its events as categories; in others' cards these are groups of any kind."""
    if not lines.ours():
        return ()
    return tuple(Encounter(event=text) for line in lines.named("CATEGORIES") for text in line.parts(",") if text)


def _properties(lines: _Lines) -> tuple[Property, ...]:
    left = {line.group for line in lines.every if line.name not in _OURS and line.group}
    kept = [
        line
        for line in lines.every
        if line.name not in _OURS or (line.name in ("X-ABLABEL", "X-ABADR") and line.group in left)
    ]
    if lines.ours():
        kept = [line for line in kept if line.name != "CATEGORIES"]
    return tuple(dict.fromkeys(Property(line.name, line.value, line.parameters, line.group) for line in kept))
