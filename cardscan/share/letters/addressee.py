"""Whom a letter goes to: the language, the mail address, and how the person is greeted. Pure."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from cardscan.likeness.folding import is_shared_mailbox
from cardscan.model import Affiliation, Contact, Name
from cardscan.share.letters.letter import Language, Mailbox, mailable, one_line

_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_KANJI = re.compile("[\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_HANGUL = re.compile("[\u1100-\u11ff\uac00-\ud7a3]")


@lru_cache(maxsize=1)
def letter_words() -> dict[str, dict[str, Any]]:
    """Return the tables of ``words.toml``. (Any: a table is a text, a list or a table.)"""
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


# ---------------------------------------------------------------- language


def language_of(contact: Contact) -> Language:
    """Return the language to write to somebody in: Japanese where the name or the company is written in it, or where
    neither is known but a number or address is in Japan; English to everybody else."""
    name = contact.name.full if contact.name else ""
    companies = [place.org for place in contact.affiliations if place.org]
    for text in filter(None, (name, *companies)):
        if _KANA.search(text):
            return "ja"
        if _HANGUL.search(text):
            return "en"
    if any(_KANJI.search(text) for text in (name, *companies)):
        return "en" if _is_from_elsewhere(contact, companies) else "ja"
    return "ja" if not name and not companies and _is_reached_in_japan(contact) else "en"


def _is_from_elsewhere(contact: Contact, companies: Iterable[str]) -> bool:
    known: Mapping[str, list[str]] = letter_words()["elsewhere"]
    name = contact.name
    if _is_reached_in_japan(contact) or (name and (name.family_reading or name.given_reading)):
        return False
    return (
        any(address.country in known["countries"] for address in contact.addresses)
        or any((phone.e164 or "").startswith(tuple(known["calls"])) for phone in contact.phones)
        or any(form in company for form in known["companies"] for company in companies)
    )


def _is_reached_in_japan(contact: Contact) -> bool:
    numbers = any((phone.e164 or "").startswith("+81") for phone in contact.phones)
    return numbers or any(address.country == "JP" for address in contact.addresses)


# ---------------------------------------------------------------- address


def mailbox_of(contact: Contact) -> tuple[Mailbox, Affiliation] | None:
    """Return where a letter goes, and the affiliation it goes to; None if there is no address that mail can go to.

    A person's own address is taken before one that a whole shop reads (info@), and the first job's before others'.
    """
    found = [
        (is_shared_mailbox(mail), not place.org, number, checked, place)
        for number, place in enumerate(contact.affiliations)
        for mail in place.emails
        if (checked := mailable(mail.strip()))
    ]
    if not found:
        return None
    _, _, _, address, place = min(found, key=lambda one: one[:3])
    place = place if place.org else next(iter(contact.orgs), place)
    return Mailbox(one_line(contact.name.full if contact.name else place.org), address), place


# ---------------------------------------------------------------- greeting


def latin_name(name: Name) -> str:
    """Return a name for a letter in English: given name first, and no family name shouted.

    >>> latin_name(Name("髙橋 美咲", latin="TAKAHASHI Misaki")), latin_name(Name("J. McDonald"))
    ('Misaki Takahashi', 'J. McDonald')
    """
    text = one_line(name.latin or name.full)
    if not name.latin and name.family and name.given and text.isascii():
        text = one_line(f"{name.given} {name.family}")
    words = text.split()
    shouted = [word.isupper() and len(word.strip(".")) > 1 for word in words]
    if len(words) > 1 and shouted[0] and not any(shouted[1:]):
        words, shouted = [*words[1:], words[0]], [*shouted[1:], True]
    return " ".join(word.title() if loud else word for word, loud in zip(words, shouted, strict=True))


def honorific(contact: Contact, honorifics: Mapping[str, str]) -> str:
    """Return 様, or what ``honorifics`` say for one of the person's qualifications or titles."""
    titles = (title for place in contact.affiliations for title in place.titles)
    held = [unicodedata.normalize("NFKC", text) for text in (*contact.qualifications, *titles)]
    own = (said for word, said in honorifics.items() if any(word in text for text in held))
    return next(own, honorifics["default"])


def greeting(contact: Contact, place: Affiliation, language: Language, honorifics: Mapping[str, str]) -> str:
    """Return how a letter begins: in Japanese company, department with title, and name, each on its own line."""
    org = one_line(place.org)
    if language == "en":
        told: Mapping[str, str] = letter_words()["greeting"]
        who, name = ("person", latin_name(contact.name)) if contact.name else ("organisation", org)
        return told[who if name else "nobody"].replace("{name}", name)
    name = one_line(contact.name.full) if contact.name else ""
    if name:
        post = " ".join(filter(None, map(one_line, (place.department, *place.titles))))
        return "\n".join(filter(None, (org, post, f"{name} {honorific(contact, honorifics)}")))
    last = one_line(place.department)
    lines = [text for text in (org, last) if text]
    return "\n".join((*lines[:-1], f"{lines[-1]} {honorifics['organisation']}")) if lines else honorifics["nobody"]
