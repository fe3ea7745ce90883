"""What a person is found by and where they stand in the list: folded text, no index tricks. Pure.

Plain substring search on one folded column, because full-text indexes cannot find two-character Japanese names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from cardscan.likeness.folding import KANA, digits, fold, fold_org, kana_romaji, latin_words, romaji
from cardscan.likeness.names import is_native, reading_of
from cardscan.model import Contact, Encounter, Name

_SMALL = str.maketrans("ぁぃぅぇぉっゃゅょゎゕゖ", "あいうえおつやゆよわかけ")
_NO_HIRAGANA = re.compile("[^\u3041-\u309f]")
_VOICED = str.maketrans("", "", "\u3099\u309a")
_TALKED = ("talked", "話した")  # what those are found by with whom one talked


@dataclass(frozen=True, slots=True)
class SearchText:
    """Everything a person can be found by, each piece folded on a line of its own: those in ``ascii`` apart, because a
    word in kanji or kana need not be looked for there. ``called`` are the spellings of the name once more."""

    called: str
    native: str
    ascii: str


def search_text(contact: Contact, encounters: Iterable[Encounter], lines: Iterable[str]) -> SearchText:
    """Return what a person is found by; ``lines`` are those of their cards."""
    pieces = [*_contact_pieces(contact), *lines]
    for met in encounters:
        # A bare number is looked for as "no.8": every telephone number has an 8 in it.
        tag = f"no{met.tag}" if met.tag and met.tag.isdecimal() else met.tag
        pieces += [text for text in (met.event, met.date, met.place, met.memo, tag) if text]
        pieces += _TALKED if met.talked else ()
    folded = [fold(text) for text in pieces] + [number for phone in contact.phones for number in _dialled(phone.e164)]
    every = [text for text in dict.fromkeys(folded) if text]
    native, ascii = ("\n".join(text for text in every if text.isascii() is only) for only in (False, True))
    return SearchText("\n".join(sorted(names(contact))), native, ascii)


def query_terms(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the terms of a query, each with its folded spellings (``ohno`` is also looked for as ``ono``). One of the
    spellings of every term must occur."""
    terms = []
    for word in text.split():
        spellings = {fold(word), romaji(word) if word.isascii() and word.isalpha() else ""} - {""}
        if spellings:
            terms.append(tuple(sorted(spellings)))
    return tuple(terms)


def _contact_pieces(contact: Contact) -> list[str]:
    pieces = [*_name_pieces(contact.name)] if contact.name else []
    for place in contact.affiliations:
        pieces += [text for text in (place.org, place.department, *place.titles, *place.emails, *place.urls) if text]
        pieces += [digits(phone.text) for phone in place.phones]
        for address in place.addresses:
            pieces += [text for text in (address.text, address.postal_code) if text]
    pieces += [account.id for account in contact.accounts]
    return [*pieces, *contact.qualifications, *contact.notes]


@lru_cache(maxsize=16)  # whoever is written into the book is asked twice
def _name_pieces(name: Name) -> tuple[str, ...]:
    pieces = [name.full, reading_of(name), name.latin or ""]
    if name.family_reading or name.given_reading:
        family, given = kana_romaji(name.family_reading or ""), kana_romaji(name.given_reading or "")
        pieces += [family + given, given + family]
    if name.latin or not is_native(name.full):
        pieces.append("".join(latin_words(name.latin or name.full)))
    return tuple(pieces)


def _dialled(e164: str | None) -> tuple[str, ...]:
    """Return a number as people type it: international, and in Japan with the leading 0."""
    if e164 is None:
        return ()
    bare = digits(e164)
    return (bare, "0" + bare[2:]) if bare.startswith("81") else (bare,)


def sort_key(contact: Contact) -> str:
    """Return a key whose order is the list's: readings in 五十音 order, then kanji without a reading, then Latin names,
    then organisations. Voiced sounds count only between otherwise equal readings, as in a Japanese telephone book."""
    name = contact.name
    if name is None:
        org = next((place.org for place in contact.affiliations if place.org), "")
        return f"3{fold_org(org)}"
    if name.family_reading or name.given_reading:
        return f"0{_syllables(name.family_reading or '')} {_syllables(name.given_reading or '')}"
    if KANA.fullmatch(fold(name.full)):
        return f"0{_syllables(name.family or name.full)} {_syllables(name.given or '')}"
    if is_native(name.full):
        return f"1{fold(name.full)}"
    return f"2{(name.family or name.full).casefold()} {(name.given or '').casefold()}"


def first_sign(sort: str) -> str:
    """Return the letter under which a ``sort_key`` stands in the index of a list: hiragana without marks, a letter of
    another script, or ``""`` for kanji without a reading."""
    kind, text = sort[:1], sort[1:].lstrip(" \x1f")
    return "" if kind == "1" else text[:1]


@lru_cache(maxsize=50_000)
def _syllables(kana: str) -> str:
    text = _NO_HIRAGANA.sub("", fold(kana))
    large = unicodedata.normalize("NFD", text).translate(_VOICED).translate(_SMALL)
    return f"{large}\x1f{text}"


def names(contact: Contact) -> frozenset[str]:
    """Return every folded spelling by which a person, or an organisation, is called."""
    if contact.name is None:
        spelled = [place.org or "" for place in contact.affiliations]
        return frozenset(fold(org) for org in spelled) | frozenset(fold_org(org) for org in spelled) - {""}
    parts = [contact.name.family or "", contact.name.given or ""]
    return frozenset(fold(text) for text in (*_name_pieces(contact.name), *parts)) - {""}
