"""What to do with a contact: insert, merge or ask. A pure decision; ``Book.apply`` writes it, the front end asks."""

from __future__ import annotations

from collections.abc import Iterable

from cardscan.likeness import Verdict, likeness, mobiles, personal_mails
from cardscan.likeness.folding import fold, fold_org, kana_romaji, latin_words
from cardscan.likeness.names import is_native, reading_of
from cardscan.model import Ask, Contact, Insert, Merge, Person, Plan


def blocking_keys(contact: Contact) -> frozenset[str]:
    """Return the keys of which two contacts share at least one if they can be anything but strangers.

    What many people share (info@, landlines, a company) is no key, so that the number of candidates stays small.
    """
    keys = {f"mail:{mail}" for mail in personal_mails(contact)}
    keys |= {f"mobile:{number}" for number in mobiles(contact)}
    if contact.name is None:
        keys |= {f"org:{fold_org(place.org)}" for place in contact.affiliations if place.org}
        return frozenset(keys | {f"org mail:{mail.casefold()}" for mail in contact.emails})
    keys.add(f"name:{fold(contact.name.full)}")
    if reading_of(contact.name):
        keys.add(f"reading:{reading_of(contact.name)}")
    keys |= {f"romaji:{text}" for text in _romaji(contact)}
    return frozenset(keys)


def _romaji(contact: Contact) -> set[str]:
    """Return the whole name in romaji, whatever its order: the words sorted."""
    name = contact.name
    if name is None:
        return set()
    spellings = [latin_words(text) for text in (name.latin, None if is_native(name.full) else name.full) if text]
    if name.family_reading and name.given_reading:
        spellings.append((kana_romaji(name.family_reading), kana_romaji(name.given_reading)))
    return {" ".join(sorted(words)) for words in spellings if words}


def decide(contact: Contact, candidates: Iterable[Person]) -> Plan:
    """Return the plan for ``contact`` among people who share a blocking key with it.

    One sure match merges. Several sure matches are a question, unless exactly one of them is this very contact.
    """
    judged = [(person, likeness(contact, person.contact)) for person in candidates]
    sure = [(person, found) for person, found in judged if found.verdict is Verdict.SAME]
    if len(sure) > 1:
        sure = [(person, found) for person, found in sure if person.contact == contact] or sure
    if len(sure) == 1:
        person, found = sure[0]
        return Merge(contact, person.uid, found.reasons)
    doubtful = sure or [(person, found) for person, found in judged if found.verdict is Verdict.MAYBE]
    if not doubtful:
        return Insert(contact)
    ordered = sorted(doubtful, key=lambda pair: (-len(pair[1].reasons), pair[0].uid))
    return Ask(contact, tuple((person.uid, found.reasons) for person, found in ordered))
