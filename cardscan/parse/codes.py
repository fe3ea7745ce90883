"""What QR codes on a card say about its person: vCard, MECARD, web and mail addresses, accounts. Pure.

Payloads are hostile input: whatever they hold, nothing here raises, and values pass the same checks as printed text.
Facts from a code have no ``sources``, because no line was read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from cardscan.model import Account, Address, Affiliation, Code, Kind, Name, Phone, PhoneKind, ReadingSource, TextLine
from cardscan.parse.found import Found
from cardscan.parse.kana import to_hiragana
from cardscan.parse.mails import find_emails
from cardscan.parse.phones import find_phones
from cardscan.parse.plain import plain_line
from cardscan.parse.services import account_of
from cardscan.parse.vcards import Property, read_mecard, read_vcard
from cardscan.parse.webs import webs_in

T = TypeVar("T", str, Phone, Account, Address, Name, Affiliation)

_SURE = 0.99
_NOWHERE = ((0.0, 0.0), (0.0, 0.0), (0.0, 0.0), (0.0, 0.0))
_KINDS: tuple[tuple[str, PhoneKind], ...] = (("FAX", "fax"), ("CELL", "mobile"), ("MOBILE", "mobile"), ("HOME", "home"))


@dataclass(frozen=True, slots=True)
class CodeFacts:
    """Everything the codes of one card say. ``orgs`` are affiliations with name, department and titles only."""

    emails: tuple[Found[str], ...] = ()
    urls: tuple[Found[str], ...] = ()
    phones: tuple[Found[Phone], ...] = ()
    accounts: tuple[Found[Account], ...] = ()
    addresses: tuple[Found[Address], ...] = ()
    names: tuple[Found[Name], ...] = ()
    orgs: tuple[Found[Affiliation], ...] = ()


@dataclass(slots=True)
class _Pile:
    """Facts while they are gathered."""

    emails: list[str] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)
    phones: list[Phone] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    orgs: list[Affiliation] = field(default_factory=list)


def from_codes(codes: Sequence[Code], region: str | None = "JP") -> CodeFacts:
    """Return what ``codes`` say; ``region`` is for telephone numbers without ``+``."""
    pile = _Pile()
    for code in codes:
        _read(pile, code.text.strip()[:10_000], region)
    return CodeFacts(
        emails=_found(Kind.EMAIL, pile.emails),
        urls=_found(Kind.URL, pile.urls),
        phones=_found(Kind.PHONE, pile.phones),
        accounts=_found(Kind.ACCOUNT, pile.accounts),
        addresses=_found(Kind.ADDRESS, pile.addresses),
        names=_found(Kind.NAME, pile.names),
        orgs=_found(Kind.ORG, pile.orgs),
    )


def codes_of(codes: Sequence[Code], full: str, others: Sequence[str]) -> tuple[Code, ...]:
    """Return the codes that speak of somebody called ``full`` or of nobody, and not of one of the ``others`` on the
    card."""

    def names(code: Code) -> set[str]:
        return {_solid(found.value.full) for found in from_codes((code,)).names}

    return tuple(code for code in codes if _solid(full) in names(code) or not names(code) & set(map(_solid, others)))


def _solid(name: str) -> str:
    return re.sub(r"\s", "", name).casefold()


def _read(pile: _Pile, payload: str, region: str | None) -> None:
    head = payload[:12].upper()
    if head.startswith("BEGIN:VCARD"):
        _add_properties(pile, read_vcard(payload), region)
    elif head.startswith(("MECARD:", "MATMSG:", "MEBKM:", "BIZCARD:")):
        _add_properties(pile, read_mecard(payload), region)
    elif head.startswith(("TEL:", "SMSTO:", "SMS:")):
        _add_phone(pile, payload.split(":")[1], frozenset(), region)
    elif head.startswith("MAILTO:"):
        _add_email(pile, payload[7:].partition("?")[0])
    elif head.startswith("LINE://"):
        _add_web(pile, "https://line.me/R/" + payload[7:])
    elif re.fullmatch(r"(?:https?://)?[^\s:]+\.\S+", payload, re.IGNORECASE) and "@" not in payload.partition("/")[0]:
        _add_web(pile, payload)
    elif not re.match(r"[A-Z]{3,10}:", payload):
        _add_text(pile, payload, region)


def _add_properties(pile: _Pile, properties: Iterable[Property], region: str | None) -> None:
    by_name: dict[str, Property] = {}
    for one in properties:
        by_name.setdefault(one.name, one)
        if one.name in ("EMAIL", "TO"):
            _add_email(pile, one.text)
        elif one.name == "TEL":
            _add_phone(pile, one.text.removeprefix("tel:"), one.types, region)
        elif one.name in ("URL", "X-SOCIALPROFILE", "IMPP"):
            _add_web(pile, ";".join(one.parts))
        elif one.name == "ADR":
            _add_address(pile, one)
    if "N" in by_name or "FN" in by_name or "ORG" in by_name:  # a bookmark (MEBKM) has a TITLE, too, but of a page
        _add_name(pile, by_name)
        _add_org(pile, by_name)


def _add_name(pile: _Pile, by_name: dict[str, Property]) -> None:
    parts = by_name["N"].parts if "N" in by_name else ()
    family, given = (parts[0] if parts else ""), (parts[1] if len(parts) > 1 else "")
    full = " ".join(part for part in (family, given) if part) or (by_name["FN"].text if "FN" in by_name else "")
    if not full:
        return
    sound = [part for part in by_name["SOUND"].parts if part] if "SOUND" in by_name else []
    family_kana = _reading(by_name, "X-PHONETIC-LAST-NAME") or _kana(sound[0] if len(sound) > 1 else "")
    given_kana = _reading(by_name, "X-PHONETIC-FIRST-NAME") or _kana(sound[1] if len(sound) > 1 else "")
    if full.isascii() and family and given:
        full = f"{given} {family}"
    source: ReadingSource | None = "printed" if family_kana or given_kana else None
    pile.names.append(Name(full, family or None, given or None, family_kana, given_kana, source))


def _add_org(pile: _Pile, by_name: dict[str, Property]) -> None:
    parts = [part for part in by_name["ORG"].parts if part] if "ORG" in by_name else []
    titles = tuple(by_name[name].text for name in ("TITLE",) if name in by_name and by_name[name].text)
    if parts or titles:
        pile.orgs.append(Affiliation(parts[0] if parts else None, " ".join(parts[1:]) or None, titles))


def _add_address(pile: _Pile, one: Property) -> None:
    if len(one.parts) < 7:
        return
    box, building, street, locality, region, code, country = one.parts[:7]
    japanese = bool(re.search(r"[一-龥]", region + locality + street)) and country in ("", "日本", "Japan", "JP")
    order = (region, locality, street) if japanese else (street, locality, region)
    text = "".join(order) if japanese else ", ".join(part for part in order if part)
    text = " ".join(part for part in (text, building, box) if part)
    if text:
        iso = "JP" if japanese else country.upper() if re.fullmatch(r"[A-Za-z]{2}", country) else None
        parts = [part or None for part in (code, region, locality, street, building)]
        pile.addresses.append(Address(text, parts[0], parts[1], parts[2], parts[3], parts[4], iso))


def _add_email(pile: _Pile, text: str) -> None:
    pile.emails += [found.value for found in find_emails((_line(text),)) if found.doubt is None]


def _add_phone(pile: _Pile, text: str, types: frozenset[str], region: str | None) -> None:
    for found in find_phones((_line(text),), region)[:1]:
        kind = next((kind for word, kind in _KINDS if word in types), found.value.kind)
        pile.phones.append(Phone(kind, found.value.text, found.value.e164))


def _add_web(pile: _Pile, text: str) -> None:
    account = account_of(text)
    if account is not None:
        pile.accounts.append(account)
        return
    if whole := re.fullmatch(r"(https?)://([^/?#\s]+)([/?#]\S*)?", text, re.IGNORECASE):
        pile.urls.append(f"{whole.group(1).lower()}://{whole.group(2).lower()}{whole.group(3) or '/'}")
        return
    pile.urls += [web.value for web in list(webs_in(plain_line(0, text), labelled=True))[:1] if web.sure > 0.5]


def _add_text(pile: _Pile, text: str, region: str | None) -> None:
    lines = tuple(_line(row) for row in text.splitlines()[:40])
    pile.emails += [found.value for found in find_emails(lines)]
    pile.phones += [found.value for found in find_phones(lines, region)]
    for row in lines:
        for web in webs_in(plain_line(0, row.text)):
            if web.doubt is None and "@" not in row.text:
                _add_web(pile, web.value)


def _reading(by_name: dict[str, Property], name: str) -> str | None:
    return _kana(by_name[name].text) if name in by_name else None


def _kana(text: str) -> str | None:
    kana = to_hiragana(text)
    return kana if kana and re.fullmatch(r"[ぁ-ゖー ]+", kana) else None


def _line(text: str) -> TextLine:
    return TextLine(text, _NOWHERE, 1.0, "code")


def _found(kind: Kind, values: Sequence[T]) -> tuple[Found[T], ...]:
    return tuple(Found(kind, value, _SURE, ()) for value in dict.fromkeys(values))
