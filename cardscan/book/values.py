"""A contact as single values, so that one of them can be claimed, refused, taken out or changed. Pure.

A value is (part, key): ``("emails", "a@b.example")``, ``("name.full", "髙橋 美咲")``, ``("phones", "work +8135950")``.
Two spellings that mean the same (capitals in a mail address, hyphens in a number) have one key.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Any

from cardscan.book.merge import merge
from cardscan.likeness.folding import digits, fold, fold_url
from cardscan.model import Account, Affiliation, Contact, Encounter, Name, Phone

Value = tuple[str, str]
NAME_PARTS = ("full", "family", "given", "family_reading", "given_reading", "latin")


def values(contact: Contact) -> frozenset[Value]:
    """Return everything that a contact says, value by value."""
    return frozenset(listed(contact))


def listed(contact: Contact) -> tuple[Value, ...]:
    """Return the values in the order in which they stand."""
    name = contact.name
    found = [(f"name.{part}", text) for part in NAME_PARTS if name and (text := getattr(name, part))]
    for place in contact.affiliations:
        found += [("orgs", place.org)] if place.org else []
        found += [("departments", place.department)] if place.department else []
        found += [("titles", text) for text in place.titles]
        found += [("phones", phone_key(phone)) for phone in place.phones]
        found += [("emails", text.casefold()) for text in place.emails]
        found += [("urls", fold_url(text)) for text in place.urls]
        found += [("addresses", fold(address.text)) for address in place.addresses]
    found += [("accounts", account_key(account)) for account in contact.accounts]
    found += [("qualifications", text) for text in contact.qualifications]
    return (*found, *(("notes", text) for text in contact.notes))


def phone_key(phone: Phone) -> str:
    """Return a number with its use: one number can be telephone and fax."""
    return f"{phone.kind} {phone.e164 or digits(phone.text) or phone.text}"


def account_key(account: Account) -> str:
    """Return an account in one word."""
    return f"{account.service} {account.id.casefold()}"


def without(contact: Contact, taken: AbstractSet[Value]) -> Contact:
    """Return ``contact`` without the values ``taken``. A name without its whole form is none."""
    places = tuple(_place_without(place, taken) for place in contact.affiliations)
    return Contact(
        name=_name_without(contact.name, taken),
        affiliations=tuple(place for place in places if place != Affiliation()),
        accounts=tuple(one for one in contact.accounts if ("accounts", account_key(one)) not in taken),
        qualifications=_kept("qualifications", contact.qualifications, str, taken),
        notes=_kept("notes", contact.notes, str, taken),
    )


def _kept(part: str, texts: tuple[str, ...], key: Callable[[str], str], taken: AbstractSet[Value]) -> tuple[str, ...]:
    return tuple(text for text in texts if (part, key(text)) not in taken)


def _name_without(name: Name | None, taken: AbstractSet[Value]) -> Name | None:
    if name is None or ("name.full", name.full) in taken:
        return None
    for part in NAME_PARTS:
        if (f"name.{part}", getattr(name, part)) in taken:
            name = _with(name, part, None)
    return name


def _with(name: Name, part: str, text: str | None) -> Name:
    changed: dict[str, Any] = {part: text}  # Any: the part is chosen at run time
    return replace(name, **changed)


def _place_without(place: Affiliation, taken: AbstractSet[Value]) -> Affiliation:
    return Affiliation(
        org=None if ("orgs", place.org) in taken else place.org,
        department=None if ("departments", place.department) in taken else place.department,
        titles=_kept("titles", place.titles, str, taken),
        phones=tuple(phone for phone in place.phones if not _phone_taken(phone, taken)),
        emails=_kept("emails", place.emails, str.casefold, taken),
        urls=_kept("urls", place.urls, fold_url, taken),
        addresses=tuple(one for one in place.addresses if ("addresses", fold(one.text)) not in taken),
    )


def _phone_taken(phone: Phone, taken: AbstractSet[Value]) -> bool:
    """A number of no known use stands in a .vcf as one for work: phones would put it at home."""
    keys = {phone_key(phone), *([phone_key(replace(phone, kind="work"))] if phone.kind == "other" else [])}
    return any(("phones", key) in taken for key in keys)


def revise(contact: Contact, base: Contact, wanted: Contact) -> Contact:
    """Return ``contact`` with what changed from ``base`` to ``wanted``: values that left are taken out, those that came
    are added, and of the name each part that changed. What the two do not speak of stays."""
    if contact == base:
        return wanted
    gone, came = values(base) - values(wanted), values(wanted) - values(base)
    name = _revised_name(contact.name, base.name, wanted.name)
    less = without(replace(contact, name=None), gone)
    more = replace(without(wanted, values(wanted) - came), name=None)
    return replace(merge(less, more), name=name)


def _revised_name(name: Name | None, base: Name | None, wanted: Name | None) -> Name | None:
    if base == wanted:
        return name
    if name is None or base is None or wanted is None:
        return wanted if name == base or wanted is not None else name
    parts = (*NAME_PARTS, "reading_source")
    changed = {part: getattr(wanted, part) for part in parts if getattr(base, part) != getattr(wanted, part)}
    return replace(name, **changed)


def revise_encounters(
    encounters: tuple[Encounter, ...], base: tuple[Encounter, ...], wanted: tuple[Encounter, ...]
) -> tuple[Encounter, ...]:
    """Return ``encounters`` with what changed from ``base`` to ``wanted``."""
    if encounters == base:
        return wanted
    kept = tuple(one for one in encounters if one in wanted or one not in base)
    return (*kept, *(one for one in wanted if one not in base and one not in kept))
