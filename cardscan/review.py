"""PARSED CARD + YOUR EDITS -> CONTACT, and which fields to doubt. Pure.

Paths are those of the contract's ``contact``: ``name.full``, ``orgs[0].department``, ``orgs[0].titles[1]``,
``phones[0].text``, ``emails[1]``, ``addresses[0].postal_code``, ``accounts[0].id``, ``notes[2]``. A path without its
last part means the main one (``phones[0]`` is its text, ``orgs[0]`` its name). One past the end adds, an empty text
removes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from functools import partial, reduce
from typing import Any, TypeVar, cast, get_args

from cardscan.errors import CardscanError
from cardscan.model import (
    Account,
    Address,
    Affiliation,
    Contact,
    Field,
    Kind,
    Name,
    ParsedCard,
    Phone,
    PhoneKind,
)

T = TypeVar("T")
_PATH = re.compile(r"(?P<part>[a-z]+)(?:\[(?P<index>\d{1,3})\])?(?:\.(?P<leaf>\w+?)(?:\[(?P<inner>\d{1,3})\])?)?")
_EXTENSION = re.compile(r"(?:内線|ext\.?|extension)\D{0,3}\d{1,6}.*", re.IGNORECASE)
_MAIN = {"phones": "text", "addresses": "text", "accounts": "id", "orgs": "name", "name": "full"}
_ORG = {"name": "org", "department": "department"}
# The most harmful first: a wrong mail address or number reaches a stranger, a wrong name offends, a note does neither.
_HARM = (
    Kind.EMAIL,
    Kind.PHONE,
    Kind.NAME,
    Kind.URL,
    Kind.ACCOUNT,
    Kind.ORG,
    Kind.READING,
    Kind.LATIN,
    Kind.ADDRESS,
    Kind.TITLE,
    Kind.DEPARTMENT,
    Kind.QUALIFICATION,
    Kind.NOTE,
)


def doubts(parsed: ParsedCard) -> tuple[Field, ...]:
    """Return the fields that want eyes, the most harmful first and, among equals, the least certain first."""
    asked = (field for field in parsed.fields if field.doubt)
    return tuple(sorted(asked, key=lambda field: (_HARM.index(field.kind), field.confidence, field.path)))


def confirm(parsed: ParsedCard, edits: Mapping[str, str]) -> Contact:
    """Return the card's contact with ``edits`` (path: text) applied. Raises CardscanError for a path that is none."""
    return edit(parsed.contact, edits)


def edit(contact: Contact, edits: Mapping[str, str]) -> Contact:
    """Return ``contact`` with ``edits`` (path: text) applied. Raises CardscanError for a path that is none."""
    for path, text in edits.items():
        contact = _edit(contact, path, " ".join(text.split()))
    return _without_blanks(contact)


def _edit(contact: Contact, path: str, text: str) -> Contact:
    found = _PATH.fullmatch(path)
    if found is None or (found["part"] == "name") is not (found["index"] is None):
        raise _unknown(path)
    part, leaf = found["part"], found["leaf"] or _MAIN.get(found["part"])
    index, inner = int(found["index"] or 0), found["inner"]
    if inner is not None and leaf != "titles":
        raise _unknown(path)
    if part == "name" and leaf in _texts(Name):
        return replace(contact, name=_edit_name(contact.name or Name(""), leaf, text))
    if part == "orgs" and leaf == "titles" and inner is not None:
        return _edit_org(contact, index, partial(_edit_title, int(inner), text, path), path)
    if part == "orgs" and leaf in _ORG:
        return _edit_org(contact, index, lambda old: _with(old, _ORG[leaf], text), path)
    if part in ("emails", "urls") and leaf is None:
        return _edit_reach(contact, part, index, "", lambda _: text, path)
    if part == "phones" and leaf in _texts(Phone):
        return _edit_reach(contact, part, index, Phone("work", ""), partial(_edit_phone, leaf, text, path), path)
    if part == "addresses" and leaf in _texts(Address):
        return _edit_reach(contact, part, index, Address(""), lambda old: _with(old, leaf, text), path)
    if part == "accounts" and leaf in _texts(Account):
        accounts = _put(contact.accounts, index, Account("", ""), lambda old: _with(old, leaf, text), path)
        return replace(contact, accounts=accounts)
    if part in ("qualifications", "notes") and leaf is None:
        return _with(contact, part, _put(getattr(contact, part), index, "", lambda _: text, path))
    raise _unknown(path)


def _unknown(path: str) -> CardscanError:
    return CardscanError(f"there is no field {path!r} on this card", "Fields are called as in `cardscan read --json`")


def _texts(kind: type[Any]) -> frozenset[str]:
    """The parts of a value that can be typed. (Any: dataclasses.fields takes every dataclass.)"""
    return frozenset(field.name for field in fields(kind)) - {"reading_source"}


def _put(items: tuple[T, ...], index: int, empty: T, change: Callable[[T], T], path: str) -> tuple[T, ...]:
    if index > len(items):
        raise _unknown(path)
    longer = items if index < len(items) else (*items, empty)
    return (*longer[:index], change(longer[index]), *longer[index + 1 :])


# ---------------------------------------------------------------- the name


def _edit_name(name: Name, leaf: str | None, text: str) -> Name:
    value = text or None
    match leaf:
        case "full":
            return _split_as_typed(replace(name, full=text))
        case "family_reading" | "given_reading":
            # What a human typed is as good as print.
            return _with(replace(name, reading_source="printed"), leaf, value)
        case "family" | "given":
            return _with(name, leaf, value)
        case _:
            return replace(name, latin=value)


def _split_as_typed(name: Name) -> Name:
    """Keep 姓 and 名 only as far as they are still what the whole name says."""
    words = name.full.split()
    if "".join(words) == (name.family or "") + (name.given or ""):
        return name
    if len(words) == 2 and not name.full.isascii():
        return replace(name, family=words[0], given=words[1])
    if {name.family, name.given} <= {*words, None}:
        return name
    return replace(name, family=None, given=None)


# ---------------------------------------------------------------- work and reach


def _edit_org(contact: Contact, index: int, change: Callable[[Affiliation], Affiliation], path: str) -> Contact:
    """``orgs`` counts only the affiliations that say something about work: find the one that is meant."""
    places = contact.affiliations
    at_work = [i for i, one in enumerate(places) if (one.org, one.department, one.titles) != (None, None, ())]
    if index > len(at_work):
        raise _unknown(path)
    position = at_work[index] if index < len(at_work) else len(places)
    return replace(contact, affiliations=_put(places, position, Affiliation(), change, path))


def _edit_title(index: int, text: str, path: str, place: Affiliation) -> Affiliation:
    return replace(place, titles=_put(place.titles, index, "", lambda _: text, path))


def _edit_reach(contact: Contact, part: str, index: int, empty: T, change: Callable[[T], T], path: str) -> Contact:
    """Edit number ``index`` of ``part`` over all affiliations; one past the end goes to the last affiliation."""
    places = contact.affiliations or (Affiliation(),)
    before = 0
    for number, place in enumerate(places):
        items: tuple[T, ...] = getattr(place, part)
        if index < before + len(items) or number == len(places) - 1:
            better = _with(place, part, _put(items, index - before, empty, change, path))
            return replace(contact, affiliations=(*places[:number], better, *places[number + 1 :]))
        before += len(items)
    raise _unknown(path)


def _with(value: T, part: str, new: object) -> T:
    """``dataclasses.replace`` by name. (Any: the type of a part that is chosen at run time is not known.)"""
    changed: Any = replace(cast("Any", value), **{part: new})
    return cast("T", changed)


def _edit_phone(leaf: str | None, text: str, path: str, phone: Phone) -> Phone:
    match leaf:
        case "text":
            return replace(phone, text=text, e164=_international(phone, text))
        case "kind":
            kind = next((known for known in get_args(PhoneKind) if known == text), None)
            if kind is None:
                raise CardscanError(
                    f"{text!r} is no kind of number for {path}", f"Use {', '.join(get_args(PhoneKind))}"
                )
            return replace(phone, kind=kind)
        case "e164":
            return replace(phone, e164=text or None)
        case _:
            return replace(phone, label=text or None)


def _international(phone: Phone, text: str) -> str | None:
    """Return the E.164 of a corrected number: as typed after a +, else with the country that it had before."""
    digits = re.sub(r"\D", "", _EXTENSION.sub("", text))
    if text.startswith("+"):
        return f"+{digits}"
    before = re.sub(r"\D", "", _EXTENSION.sub("", phone.text)).removeprefix("0")
    if phone.e164 is None or not before or not phone.e164.endswith(before):
        return None
    return phone.e164.removesuffix(before) + digits.removeprefix("0")


# ---------------------------------------------------------------- removal


def _without_blanks(contact: Contact) -> Contact:
    return Contact(
        name=contact.name if contact.name and contact.name.full else None,
        affiliations=tuple(map(_place_without_blanks, contact.affiliations)),
        accounts=tuple(account for account in contact.accounts if account.id),
        qualifications=tuple(filter(None, contact.qualifications)),
        notes=tuple(filter(None, contact.notes)),
    )


def _place_without_blanks(place: Affiliation) -> Affiliation:
    return Affiliation(
        org=place.org or None,
        department=place.department or None,
        titles=tuple(filter(None, place.titles)),
        phones=tuple(phone for phone in place.phones if phone.text),
        emails=tuple(filter(None, place.emails)),
        urls=tuple(filter(None, place.urls)),
        addresses=tuple(map(_address_without_blanks, filter(lambda address: address.text, place.addresses))),
    )


def _address_without_blanks(address: Address) -> Address:
    parts = ("postal_code", "region", "locality", "street", "building", "country")
    return reduce(lambda kept, part: _with(kept, part, getattr(kept, part) or None), parts, address)
