"""Readings in, the same readings out, each with its side of the card and where the other side is. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from cardscan.likeness.names import Agreement, compare_names
from cardscan.model import CardReading, Contact, Field, Kind, OtherSide, Side, Source
from cardscan.pairs.face import Face

if TYPE_CHECKING:
    from cardscan.model import ParsedCard
    from cardscan.pairs import Pair

T = TypeVar("T")
NOTE = 0.8  # confidence of a line that is kept as it is


def face_of(reading: CardReading, somebody: bool) -> Face:
    """Return what pairing looks at; ``somebody`` says whether the card is a contact by itself."""
    card, (height, width) = reading.card, reading.card.photo.pixels.shape[:2]
    return Face(
        card.photo.name, card.photo.page, card.index, width, height, card.quad, reading.parsed, card.codes, somebody
    )


def told(readings: Sequence[CardReading], faces: Sequence[Face], pairs: Iterable[Pair]) -> tuple[CardReading, ...]:
    """Return ``readings``, those in a pair with their side and the other one's place.

    ``faces`` are theirs, after any of the picture before: of those nothing is returned.
    """
    sides = list(readings)
    first = len(faces) - len(readings)
    for pair in pairs:
        for i, other, side in ((pair.front, pair.back, "front"), (pair.back, pair.front, "back")):
            if i >= first:
                sides[i - first] = _as_side(sides[i - first], faces[i], faces[other], side, pair.reasons)  # type: ignore[arg-type]
    return tuple(sides)


def without_other_side(readings: Iterable[CardReading], faces: Iterable[Face]) -> tuple[Face, ...]:
    """Return the faces of the contacts whose other side is still to come."""
    pairs = zip(readings, faces, strict=True)
    return tuple(face for reading, face in pairs if reading.other_side is None and face.somebody)


def whole_cards(outcomes: Iterable[CardReading | T]) -> Iterator[tuple[CardReading, ...] | T]:
    """Yield each card with both its sides, the front first, as soon as both are there; anything else as it comes.

    A side whose other side came with an earlier picture is yielded alone.
    """
    seen: set[tuple[str, int, int]] = set()
    waiting: dict[tuple[str, int, int], CardReading] = {}
    for outcome in outcomes:
        if not isinstance(outcome, CardReading):
            yield outcome
            continue
        own, other = _place(outcome), outcome.other_side
        if other is None or (where := (other.source, other.page, other.card)) in seen:
            yield (outcome,)
        elif where in waiting:
            sides = (waiting.pop(where), outcome)
            yield sides if outcome.parsed.side == "back" else sides[::-1]
        else:
            waiting[own] = outcome
            continue
        seen.add(own)
    for lone in waiting.values():
        yield (lone,)


def _place(reading: CardReading) -> tuple[str, int, int]:
    return reading.card.photo.name, reading.card.photo.page, reading.card.index


def _as_side(reading: CardReading, own: Face, other: Face, side: Side, reasons: tuple[str, ...]) -> CardReading:
    parsed = reading.parsed if own.somebody or _names_the_person(own, other) else only_notes(reading.parsed)
    fields = tuple(replace(field, side=side) for field in parsed.fields)
    place = OtherSide(other.source, other.page, other.card, reasons)
    return replace(reading, parsed=replace(parsed, fields=fields, side=side), other_side=place)


def _names_the_person(own: Face, other: Face) -> bool:
    """Whether a side without contact data surely gives a name, and no other than that on the other side."""
    name, theirs = own.parsed.contact.name, other.parsed.contact.name
    if name is None or theirs is None:
        return any(field.path == "name.full" and field.doubt is None for field in own.parsed.fields)
    return compare_names(name, theirs)[0] in (Agreement.SAME, Agreement.NEAR)


def only_notes(parsed: ParsedCard) -> ParsedCard:
    """Return the card with every line as a note: where nobody can be reached, a slogan is no company."""
    fields = tuple(
        Field(f"notes[{i}]", Kind.NOTE, line.text, NOTE * line.confidence, (Source(i, 0, len(line.text), "note"),))
        for i, line in enumerate(parsed.lines)
    )
    return replace(parsed, contact=Contact(notes=tuple(line.text for line in parsed.lines)), fields=fields)
