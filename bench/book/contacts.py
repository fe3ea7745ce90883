"""Contacts of people who do not exist, as their cards say them."""

from __future__ import annotations

import csv
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from random import Random

from bench.cards.firms import japanese_firm, japanese_role
from bench.cards.people import Person, english_person, japanese_person, person
from bench.cards.reach import special_number
from cardscan.model import Affiliation, Contact, Name, Phone

PRIVATE_HOSTS = ("gmail.com", "yahoo.co.jp", "icloud.com", "docomo.ne.jp")


def name_of(who: Person) -> Name:
    """Return the name as it is printed on a Japanese card with its reading, or on an English one."""
    if who.origin == "en":
        return Name(who.full, who.family, who.given)
    reading = (who.family_kana or None, who.given_kana or None)
    return Name(who.full, who.family, who.given, *reading, "printed", None)


def mobile(rng: Random) -> Phone:
    """Return a number that one person carries."""
    number = special_number(rng, rng.choice(("090", "080", "070")))
    return Phone("mobile", "-".join(number.groups), number.e164)


def landline(rng: Random) -> Phone:
    """Return a number that an office has."""
    digits = f"{rng.randint(3000, 6999)}{rng.randint(0, 9999):04}"
    return Phone("work", f"03-{digits[:4]}-{digits[4:]}", f"+813{digits}")


def mail_of(rng: Random, who: Person, host: str) -> str:
    """Return an address as firms give them: name, initial and name, or both names."""
    given, family = who.given_romaji.split(" ")[0].lower() or "a", who.family_romaji.lower().replace(" ", "")
    local = rng.choice((f"{given[0]}.{family}", f"{given}.{family}", f"{family}.{given}", f"{given[0]}{family}", given))
    return f"{local}@{host}"


def employed(rng: Random, who: Person, number: Phone | None = None) -> Contact:
    """Return the card of ``who`` at some firm."""
    firm = japanese_firm(rng, "dev")
    role = japanese_role(rng, "dev", firm)
    host = f"{firm.domain_word}.example"
    phones = (landline(rng), number or mobile(rng))
    department = " ".join(role.departments) or None
    place = Affiliation(firm.name, department, role.titles, phones, (mail_of(rng, who, host),), (f"https://{host}/",))
    return Contact(name_of(who), (place,))


def anybody(rng: Random) -> Person:
    """Return somebody: nine in ten have a Japanese card."""
    return japanese_person(rng, "dev") if rng.random() < 0.9 else english_person(rng, "dev")


def one_of_many(rng: Random) -> Person:
    """Return somebody of a large country: given names of the whole list of 70,000 spellings, so that namesakes are not
    many times as frequent as they are."""
    who = anybody(rng)
    if who.origin != "ja":
        return who
    return person(who.family, who.family_kana, *rng.choice(_given_names()))


@lru_cache(maxsize=1)
def _given_names() -> tuple[tuple[str, str], ...]:
    folder = files("japanese_personal_name_dataset") / "dataset"
    names = []
    for sex in ("man", "woman"):
        for row in csv.reader((folder / f"first_name_{sex}_opti.csv").read_text(encoding="utf-8").splitlines()):
            names += [(kanji, row[0]) for kanji in row[2:] if 1 <= len(kanji) <= 3]
    return tuple(names)


def with_reach(contact: Contact, phones: tuple[Phone, ...], emails: tuple[str, ...]) -> Contact:
    """Return ``contact`` with other numbers and addresses at its first affiliation."""
    place = replace(contact.affiliations[0], phones=phones, emails=emails)
    return replace(contact, affiliations=(place, *contact.affiliations[1:]))


def printed(contact: Contact) -> list[str]:
    """Return the lines of a card that says what ``contact`` says."""
    lines = [contact.name.full, contact.name.latin] if contact.name else []
    for place in contact.affiliations:
        lines += [place.org, " ".join(filter(None, (place.department, *place.titles)))]
        lines += [phone.text for phone in place.phones] + [address.text for address in place.addresses]
        lines += [*place.emails, *place.urls]
    return [line for line in lines if line]
