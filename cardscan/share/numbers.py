"""Telephone numbers as phones like them: international, with the spaces of their country."""

from __future__ import annotations

import re
from dataclasses import replace

import phonenumbers

from cardscan.model import Contact, Phone

_EXTENSION = re.compile(r"(?:内線|ext\.?|extension)\D{0,3}(\d{1,6})", re.IGNORECASE)


def international(phone: Phone) -> str:
    """Return ``+81 3-5950-1234``, or the printed text where no international number is known."""
    if phone.e164 is None:
        return phone.text
    try:
        number = phonenumbers.parse(phone.e164)
    except phonenumbers.NumberParseException:
        return phone.e164
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL))


def extension(phone: Phone) -> str | None:
    """Return the extension printed with a number. It is no part of what a phone dials."""
    found = _EXTENSION.search(phone.text) if phone.e164 else None
    return found.group(1) if found else None


def with_numbers(contact: Contact, before: Contact) -> Contact:
    """Return ``contact`` with the international form of numbers that were typed without it since ``before``."""
    known = set(before.phones)
    places = [
        replace(
            place,
            phones=tuple(
                phone if phone in known or phone.e164 else replace(phone, e164=e164_of(phone.text))
                for phone in place.phones
            ),
        )
        for place in contact.affiliations
    ]
    return replace(contact, affiliations=tuple(places))


def e164_of(text: str, region: str = "JP") -> str | None:
    """Return the E.164 of a number that somebody typed, without its extension; None if it is no valid number.

    A number without ``+`` is one of ``region`` (ISO 3166-1 alpha-2) if it begins as numbers are dialled there, with a
    0: 905-666-1234 in somebody's address book is no Japanese mobile.
    """
    bare = _EXTENSION.sub("", text)
    if not re.match(r"\D*0", bare) and "+" not in bare:
        return None
    try:
        number = phonenumbers.parse(bare, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
