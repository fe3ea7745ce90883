"""Pages of readings in, the same with front and back told out; what is neither a contact nor a side of one fails."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cardscan.errors import BlankCard, CardscanError, NoCardFound
from cardscan.model import CardReading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cardscan.model import CardImage, Code, ParsedCard, Photo, Quad, Side
    from cardscan.pairs import Face as Face

BACK = (
    "If it is the back of a card, give front and back with --pairs; otherwise take the photo again from straight above"
)
NEARER = "If it is a card, take the photo again from nearer and straight above, with more light"
SURE_PERSON = 0.75  # of a name and a firm without any number or address


@dataclass(frozen=True, slots=True)
class Failure:
    """A file, a page or a card that gave no contact, and why; with the ``card`` that was found and the ``photo`` that
    was loaded, if there is one."""

    source: str
    error: CardscanError
    card: CardImage | None = None
    photo: Photo | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """What was read on one page, in order: every card with text, contact data or not, and every failure."""

    source: str
    number: int
    outcomes: tuple[CardReading | Failure, ...]

    @property
    def readings(self) -> tuple[CardReading, ...]:
        """The cards alone."""
        return tuple(outcome for outcome in self.outcomes if isinstance(outcome, CardReading))


def told_by_content(pages: Iterable[Page], before: tuple[Face, ...] = ()) -> Iterator[CardReading | Failure]:
    """Yield the outcomes page by page: a back finds its front on its own page or on the one before.

    ``before`` are the cards of the page before the first (``sides_to_come``).
    """
    from cardscan.pairs import by_content
    from cardscan.pairs.readings import told, without_other_side

    for page in pages:
        faces = (*before, *_faces(page.readings))
        readings = told(page.readings, faces, by_content(faces, new_from=len(before)))
        yield from _judged(page.outcomes, readings)
        before = without_other_side(readings, faces[len(before) :])


def told_in_order(pages: Sequence[Page]) -> Iterator[CardReading | Failure]:
    """Yield the outcomes of the two pages of a sheet, or of a page that has no second one: its cards 1-2, 3-4, ….

    An empty back is no failure.
    """
    from cardscan.pairs import in_order, pages_in_order
    from cardscan.pairs.readings import told

    first, rest = pages[0].readings, [reading for page in pages[1:] for reading in page.readings]
    faces = _faces([*first, *rest])
    pairs = pages_in_order(faces, len(first)) if len(pages) > 1 else in_order(faces)
    behind = [one for page in pages[1:] for one in page.outcomes if not (first and _is_empty(one, pages))]
    outcomes = [*pages[0].outcomes, *behind]
    yield from _judged(outcomes, told([*first, *rest], faces, pairs))


def sides_to_come(readings: Sequence[CardReading]) -> tuple[Face, ...]:
    """Return those cards of the last page of ``readings`` whose other side may be in the next picture."""
    from cardscan.pairs.readings import without_other_side

    page = _once([reading for reading in readings if reading.card.photo is readings[-1].card.photo])
    return without_other_side(page, _faces(page))


def _once(readings: Iterable[CardReading]) -> list[CardReading]:
    """Return each card once, be there several people on it."""
    first: dict[Quad, CardReading] = {}
    for reading in readings:
        first.setdefault(reading.card.quad, reading)
    return list(first.values())


def is_contact(parsed: ParsedCard) -> bool:
    """Return whether there is somebody to reach, or at least surely a person of a firm: receipts and prose have not,
    a name on a payment or identity card is not there to be called, and what could not be read is nonsense."""
    from cardscan.parse.legible import is_legible
    from cardscan.parse.papers import is_payment_or_identity

    if not is_legible(parsed.lines):
        return False
    contact = parsed.contact
    mails = any("." in mail.rpartition("@")[2] for mail in contact.emails)  # 500ml of tea may be read as 5@ml
    if contact.phones or mails or contact.accounts or contact.urls:
        return True
    if is_payment_or_identity(parsed.lines):
        return False
    somebody = contact.name is not None or any(place.org for place in contact.affiliations)
    if somebody and contact.addresses:
        return True
    sure = {field.path for field in parsed.fields if field.doubt is None and field.confidence >= SURE_PERSON}
    return {"name.full", "orgs[0].name"} <= sure


def _judged(
    outcomes: Iterable[CardReading | Failure], readings: Iterable[CardReading]
) -> Iterator[CardReading | Failure]:
    """Yield ``outcomes`` with ``readings`` in the places of theirs; a card that is neither a contact nor a side of one
    is a failure."""
    cards = iter(readings)
    for outcome in outcomes:
        if isinstance(outcome, Failure):
            yield outcome
            continue
        reading = next(cards)
        if reading.other_side is None and not is_contact(reading.parsed):
            yield Failure(reading.card.photo.name, _why(reading), reading.card, reading.card.photo)
        else:
            yield from each_person(reading)


def each_person(reading: CardReading) -> Iterator[CardReading]:
    """Yield a card once for each of the people that it names, with numbers that follow on its own. The other side of
    the card is that of the first."""
    yield replace(reading, parsed=replace(reading.parsed, others=())) if reading.parsed.others else reading
    for number, other in enumerate(reading.parsed.others, reading.card.index + 1):
        yield CardReading(replace(reading.card, index=number), other)


def _why(reading: CardReading) -> NoCardFound:
    from cardscan.parse.legible import is_legible

    return nobody(reading.card) if is_legible(reading.parsed.lines) else illegible(reading.card)


def _faces(readings: Iterable[CardReading]) -> tuple[Face, ...]:
    from cardscan.pairs.readings import face_of

    return tuple(face_of(reading, is_contact(reading.parsed)) for reading in readings)


def _is_empty(outcome: CardReading | Failure, pages: Sequence[Page]) -> bool:
    """Whether a page is an empty back: without text, or a white page of a document. On a photo without any card the
    back may only not have been found."""
    document = len({page.source for page in pages}) == 1
    return isinstance(outcome, Failure) and isinstance(outcome.error, NoCardFound if document else BlankCard)


def nobody(card: CardImage) -> NoCardFound:
    """Return the error for a card with text, but without contact data."""
    return NoCardFound(f"no name, number or address was found on {where(card)}", BACK)


def illegible(card: CardImage) -> NoCardFound:
    """Return the error for a card, or what was taken for one, whose many lines could hardly be read."""
    return NoCardFound(f"{where(card)} could not be read", NEARER)


def where(card: CardImage) -> str:
    """Return what a card is called in a message: its file, and its number if it is not the first."""
    return f"{card.photo.name}, card {card.index}" if card.index > 1 else card.photo.name


def side_seen(source: str, page: int, number: int, quad: Quad, parsed: ParsedCard, codes: tuple[Code, ...]) -> Face:
    """Return a card that was read earlier as one whose other side may be in the next picture."""
    from cardscan.pairs import Face as Face

    return Face(source, page, number, 1, 1, quad, parsed, codes, somebody=True)


def as_side(reading: CardReading, side: Side) -> CardReading:
    """Return a card that was read again as the side that it is known to be: what a back says that reaches nobody and
    names nobody for sure is notes, as it was at first."""
    from cardscan.pairs.readings import only_notes

    parsed = reading.parsed
    named = any(field.path == "name.full" and field.doubt is None for field in parsed.fields)
    if side == "back" and not named and not is_contact(parsed):
        parsed = only_notes(parsed)
    fields = tuple(replace(field, side=side) for field in parsed.fields)
    return replace(reading, parsed=replace(parsed, fields=fields, side=side))


def whole_cards(outcomes: Iterator[CardReading | Failure]) -> Iterator[tuple[CardReading, ...] | Failure]:
    """Yield each card with both its sides, the front first; one whose other side came with an earlier picture alone."""
    from cardscan.pairs.readings import whole_cards as whole

    return whole(outcomes)
