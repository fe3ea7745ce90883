"""What of a contact is compared first, so that a card is compared with a few people and not with all. Pure.

Two contacts can be anything but strangers only if one keeps a key that the other looks for. What many people share
(info@, landlines, a company) is no key, so that the number of candidates stays small.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from cardscan.likeness import mobiles, personal_mails
from cardscan.likeness.folding import KANA, fold, fold_org, kana_romaji, latin_words
from cardscan.likeness.names import is_native, reading_of
from cardscan.model import Contact, Name


@dataclass(frozen=True, slots=True)
class Keys:
    """``kept`` is what a contact is found under; it looks for others under ``personal``, what one person reads or
    carries, under ``placed``, a name together with a company, and under ``called``, what it is called."""

    kept: frozenset[str]
    personal: frozenset[str]
    placed: frozenset[str]
    called: frozenset[str]

    @property
    def sought(self) -> frozenset[str]:
        """All that it looks for others under."""
        return self.personal | self.placed | self.called


@lru_cache(maxsize=16)  # a card is first compared and then kept
def keys_of(contact: Contact) -> Keys:
    """Return the keys of a contact."""
    personal = frozenset(f"mail:{mail}" for mail in personal_mails(contact))
    personal |= {f"mobile:{number}" for number in mobiles(contact)}
    firms = {fold_org(place.org) for place in contact.affiliations if place.org}
    if contact.name is None:
        called = frozenset(f"org:{firm}" for firm in firms) | {f"org mail:{mail.casefold()}" for mail in contact.emails}
        return Keys(personal | called, personal, frozenset(), called)
    name = fold(contact.name.full)
    placed, written = frozenset(f"name at:{name} {firm}" for firm in firms), frozenset((f"name:{name}",))
    kept, called = _heard(contact.name)
    return Keys(personal | placed | written | kept, personal, placed, written | called)


def short(keys: Iterable[str]) -> frozenset[int]:
    """Return keys as the book keeps them: 64 bits of their hash, a fifth of the room. That two keys become one is not
    to be expected, and would only compare two strangers with each other."""
    return frozenset(map(_short, keys))


@lru_cache(maxsize=256)  # as above
def _short(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)


def _heard(name: Name) -> tuple[frozenset[str], frozenset[str]]:
    """Return what a name is found and looked for under by its sound.

    That is compared only where one of the two is written in kana or in Latin letters: two names in other kanji that are
    read alike are two names, and there are many of them.
    """
    reading = reading_of(name) or (fold(name.full) if KANA.fullmatch(fold(name.full)) else "")
    read = {f"reading:{reading}"} if reading else set()
    kana = {f"kana:{reading}"} if reading else set()
    romaji = _romaji(name)
    spelled, latin = {f"romaji:{text}" for text in romaji}, {f"latin:{text}" for text in romaji}
    in_kana, in_latin = bool(kana) and _is_in_kana(name), not is_native(name.full)
    kept = read | spelled | (kana if in_kana else set()) | (latin if in_latin else set())
    return frozenset(kept), frozenset(kana | latin | (read if in_kana else set()) | (spelled if in_latin else set()))


def _is_in_kana(name: Name) -> bool:
    return any(KANA.fullmatch(fold(text)) for text in (name.full, name.given) if text)


def _romaji(name: Name) -> set[str]:
    """Return the whole name in romaji, whatever its order: the words sorted."""
    spellings = [latin_words(text) for text in (name.latin, None if is_native(name.full) else name.full) if text]
    if name.family_reading and name.given_reading:
        spellings.append((kana_romaji(name.family_reading), kana_romaji(name.given_reading)))
    return {" ".join(sorted(words)) for words in spellings if words}
