"""What readers of pictures do to a card: characters taken for others, lines lost, spaces, widths, legal forms."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

from cardscan.likeness.folding import words
from cardscan.model import Affiliation, Contact, Name, Phone

_LATIN = (("l", "1"), ("i", "l"), ("o", "0"), ("rn", "m"), ("m", "rn"), ("cl", "d"), ("5", "s"), ("g", "q"), ("e", "c"))
_DIGITS = (("1", "7"), ("8", "3"), ("0", "6"), ("5", "6"), ("9", "4"))
HIT = 0.06  # how often one value is read wrong
LOST = 0.1  # how often its line is lost


def misread(rng: Random, contact: Contact) -> Contact:
    """Return ``contact`` as a poor photo of the same card gives it: some values wrong, some lost, never all of them."""
    name = contact.name
    if name is not None and rng.random() < HIT:
        name = wrong_name(rng, name)
    if name is not None and rng.random() < 0.5:
        name = replace(name, family_reading=None, given_reading=None, reading_source=None)
    places = tuple(_place(rng, place) for place in contact.affiliations)
    return replace(contact, name=name, affiliations=places)


def wrong_name(rng: Random, name: Name) -> Name:
    """Return a name with one character taken for another."""
    alike = [group for group in words()["look_alikes"] if any(c in name.full for c in group)]
    if name.full.isascii():
        return replace(name, full=_swapped(rng, name.full, _LATIN), family=None, given=None)
    if not alike:
        position = rng.randrange(len(name.full))
        full = name.full[:position] + rng.choice("口目日田言") + name.full[position + 1 :]
    else:
        group = rng.choice(alike)
        seen = next(c for c in group if c in name.full)
        full = name.full.replace(seen, rng.choice([c for c in group if c != seen]), 1)
    family, _, given = full.partition(" ")
    return replace(name, full=full, family=family, given=given or None)


def _place(rng: Random, place: Affiliation) -> Affiliation:
    org = place.org
    if org and rng.random() < 0.5:
        org = _other_form(rng, org)
    return replace(
        place,
        org=org,
        phones=tuple(_phone(rng, phone) for phone in place.phones if rng.random() > LOST),
        emails=tuple(_hit(rng, mail, _LATIN) for mail in place.emails if rng.random() > LOST),
    )


def _other_form(rng: Random, org: str) -> str:
    for long, short in (("株式会社", "㈱"), ("有限会社", "(有)"), ("合同会社", "(同)")):
        if long in org:
            return rng.choice((org.replace(long, short), org.replace(long, f"{long} "), org.replace(long, "")))
    return org


def _phone(rng: Random, phone: Phone) -> Phone:
    if rng.random() >= HIT or phone.e164 is None:
        return phone
    wrong = phone.e164[:5] + _swapped(rng, phone.e164[5:], _DIGITS)
    return replace(phone, e164=wrong)


def _hit(rng: Random, text: str, swaps: tuple[tuple[str, str], ...]) -> str:
    return _swapped(rng, text, swaps) if rng.random() < HIT else text


def _swapped(rng: Random, text: str, swaps: tuple[tuple[str, str], ...]) -> str:
    there = [(seen, read) for seen, read in swaps if seen in text]
    if not there:
        return text
    seen, read = rng.choice(there)
    places = [found.start() for found in re.finditer(re.escape(seen), text)]
    at = rng.choice(places)
    return text[:at] + read + text[at + len(seen) :]
