"""A person and their past in, where each value is from out: a line of a card, a code, another address book, or you; and
when. Pure; what the page and `cardscan show --sources` share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from cardscan.book.values import at_path
from cardscan.web import shapes
from cardscan.web.evidence import Evidence, evidence

if TYPE_CHECKING:
    from cardscan.book import Entry
    from cardscan.book.shelf import Arrival, CardRow
    from cardscan.model import Claim, Person
    from cardscan.web.shapes import Line

By = Literal["human", "folder", "import", "code", "print", "guess"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value is from. ``by``: typed or approved by a human, edited in ``contacts/``, another address book, a QR
    code, print, or a guess. ``at``: when it came (ISO 8601, UTC); ``source``: the file that it came in, or what a guess
    rests on (latin, email, dictionary); ``line``: of the card, from 1."""

    by: By
    at: str | None = None
    source: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """What a person's values can be from: their cards, when those came and in which files (by ``CardRow.id``), every
    change of them, and what changes were about (by number)."""

    cards: Sequence[CardRow]
    arrivals: Mapping[int, Arrival]
    history: Sequence[Entry]
    words: Mapping[int, str]


def origins(person: Person, past: Past) -> tuple[tuple[Line, Evidence, Origin], ...]:
    """Return everything that a person's contact says, with what backs it and where it is from."""
    found = []
    for line in shapes.lines(person.contact):
        if line.text:
            backed = evidence(past.cards, line.path, line.text)
            found.append((line, backed, _origin(person, line, backed, past)))
    return tuple(found)


def _origin(person: Person, line: Line, backed: Evidence, past: Past) -> Origin:
    """Whoever claims a value is believed before print: see ``book.claims``."""
    said = at_path(person.contact, line.path)
    claim = next((one for one in person.claims if (one.part, one.text) in said), None)
    if claim is not None:
        return _claimed(claim, past)
    if backed.line is not None and backed.crop is not None:
        came = past.arrivals.get(backed.crop.card)
        return Origin("print", came.at if came else None, came.source if came else None, backed.line)
    name = person.contact.name
    if line.path.endswith("_reading") and name is not None:
        return Origin("guess", source=name.reading_source)
    return Origin("guess")


def _claimed(claim: Claim, past: Past) -> Origin:
    entry = next((one for one in past.history if one.at == claim.at), None)
    words = past.words.get(entry.change) if entry is not None else None
    if claim.by == "import":
        return Origin("import", claim.at, words)
    if claim.by == "human":
        return Origin("folder" if entry is not None and entry.action == "folder" else "human", claim.at)
    coded = [past.arrivals[card.id].source for card in past.cards if card.text.codes and card.id in past.arrivals]
    return Origin("code", claim.at, coded[-1] if coded else None)


def met_when(past: Past) -> dict[object, str]:
    """Return when each meeting was noted (ISO 8601, UTC)."""
    noted: dict[object, str] = {}
    for entry in past.history:
        for met in entry.after.encounters if entry.after else ():
            noted.setdefault(met, entry.at)
    return noted
