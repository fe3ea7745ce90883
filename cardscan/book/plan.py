"""What to do with a contact: insert, merge or ask. A pure decision; ``Book.apply`` writes it, the front end asks."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from cardscan.likeness import ANOTHER_COMPANY, Likeness, Verdict, likeness_to
from cardscan.model import Ask, Contact, Insert, Merge, Person, Plan

VERY_SAME_CARD = "the very same card"
MOST_ASKED = 8  # people about whom a card is a question: of more nobody can tell, and a name that many bear says little


def decide(contact: Contact, candidates: Iterable[Person], again: AbstractSet[str] = frozenset()) -> Plan:
    """Return the plan for ``contact`` among people who keep a key that it looks for: see ``keys``.

    One sure match merges. Several sure matches are a question, unless exactly one of them is this very contact. A
    question is about the MOST_ASKED with most reasons. ``again`` are uids of people who gave this very card before
    (``likeness.cards``): who may be one is one then.
    """
    candidates = tuple(candidates)
    if not candidates:
        return Insert(contact)
    alike = likeness_to(contact)
    judged = [(person, _judged(alike(person.contact), person, again)) for person in candidates]
    sure = [(person, found) for person, found in judged if found.verdict is Verdict.SAME]
    if len(sure) > 1:
        sure = [(person, found) for person, found in sure if person.contact == contact] or sure
    if len(sure) == 1:
        person, found = sure[0]
        return Merge(contact, person.uid, found.reasons)
    doubtful = sure or [(person, found) for person, found in judged if found.verdict is Verdict.MAYBE]
    if not doubtful:
        return Insert(contact)
    ordered = sorted(doubtful, key=lambda pair: (-_weight(pair[1]), pair[0].uid))[:MOST_ASKED]
    return Ask(contact, tuple((person.uid, found.reasons) for person, found in ordered))


def _weight(found: Likeness) -> int:
    return sum(reason != ANOTHER_COMPANY for reason in found.reasons)


def _judged(found: Likeness, person: Person, again: AbstractSet[str]) -> Likeness:
    if person.uid not in again or found.verdict is Verdict.NEW:
        return found
    return Likeness(Verdict.SAME, (VERY_SAME_CARD, *found.reasons))
