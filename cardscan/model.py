"""Every value that flows through cardscan, in order of appearance. Imports nothing of ours.

Pixels are read-only uint8 arrays of shape (height, width, 3), BGR, upright. Points are (x, y) in pixels, origin top
left. A quad is four corners, clockwise from the thing's *own* top left, so its order tells which way up the thing is.
``confidence`` is a probability, 0.0 to 1.0.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Pixels = npt.NDArray[np.uint8]

Point = tuple[float, float]
Quad = tuple[Point, Point, Point, Point]
Side = Literal["front", "back"]


# ---------------------------------------------------------------- pictures


@dataclass(frozen=True, slots=True, eq=False)
class Photo:
    """One picture as the user gave it: a photo, a scan, or one page of a PDF."""

    name: str
    page: int
    pixels: Pixels


@dataclass(frozen=True, slots=True)
class Exposure:
    """When and where a photo was taken, as its file says. ``clocks`` is what clocks showed then, without a zone: the
    camera's own and, where the camera tells how far it is from UTC, this machine's. ``position`` is (latitude,
    longitude) in degrees, north and east positive."""

    clocks: tuple[datetime, ...] = ()
    position: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Quality:
    """How well a card was caught: ``dpi`` if it is 91 mm long, ``sharpness`` and ``glare`` 0–1, ``advice`` in words."""

    dpi: float
    sharpness: float
    glare: float
    advice: str | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """A QR or bar code found on the card, decoded."""

    format: str
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class CardImage:
    """One card cut out of a photo and made flat. ``quad`` is in photo pixels; ``index`` counts from 1.

    ``tag`` is the number on its case, never part of its text; ``reason`` says why it was taken for a card.
    """

    photo: Photo
    index: int
    quad: Quad
    pixels: Pixels
    quality: Quality
    codes: tuple[Code, ...] = ()
    tag: str | None = None
    reason: str = ""


# ---------------------------------------------------------------- text


@dataclass(frozen=True, slots=True)
class Alternative:
    """What a line may say instead; ``chance`` 0–1, together with that of what it was read as at the most 1."""

    text: str
    chance: float


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line, or one vertical column, of text; ``quad`` in pixels of the flat card; ``alternatives`` the likeliest
    first, of a line that was read without doubt none."""

    text: str
    quad: Quad
    confidence: float
    engine: str
    vertical: bool = False
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value was read: characters ``start``..``end`` of line number ``line``, by which rule."""

    line: int
    start: int
    end: int
    rule: str


class Kind(StrEnum):
    """What a field is."""

    NAME = "name"
    READING = "reading"
    LATIN = "latin"
    ORG = "org"
    DEPARTMENT = "department"
    TITLE = "title"
    PHONE = "phone"
    EMAIL = "email"
    URL = "url"
    ADDRESS = "address"
    ACCOUNT = "account"
    QUALIFICATION = "qualification"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Field:
    """One value on the card. ``path`` points into the contract's ``contact`` (``emails[0]``); ``doubt`` says in words
    why eyes are needed, or is None; ``side`` is the side of the card whose lines ``sources`` name."""

    path: str
    kind: Kind
    value: str
    confidence: float
    sources: tuple[Source, ...] = ()
    doubt: str | None = None
    side: Side = "front"


# ---------------------------------------------------------------- people

ReadingSource = Literal["printed", "latin", "email", "dictionary"]
PhoneKind = Literal["work", "mobile", "fax", "home", "other"]


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in the printed characters, never folded; readings in hiragana."""

    full: str
    family: str | None = None
    given: str | None = None
    family_reading: str | None = None
    given_reading: str | None = None
    reading_source: ReadingSource | None = None
    latin: str | None = None


@dataclass(frozen=True, slots=True)
class Phone:
    """``text`` as printed (extension included), ``e164`` without it, ``label`` the printed word for it (代表, 直通)."""

    kind: PhoneKind
    text: str
    e164: str | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address; ``text`` is the printed address without the postal code. ``country`` is ISO 3166-1 alpha-2."""

    text: str
    postal_code: str | None = None
    region: str | None = None
    locality: str | None = None
    street: str | None = None
    building: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """An account on some service: ``service`` is one of the contract's words, ``id`` without the leading @
    (except LINE official accounts, where the @ is part of the ID)."""

    service: str
    id: str


@dataclass(frozen=True, slots=True)
class Affiliation:
    """One employer or role, with the ways to reach the person there kept together. ``org`` is None for a freelancer."""

    org: str | None = None
    department: str | None = None
    titles: tuple[str, ...] = ()
    phones: tuple[Phone, ...] = ()
    emails: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    addresses: tuple[Address, ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    """What is known of one person (or of an organisation, when ``name`` is None)."""

    name: Name | None = None
    affiliations: tuple[Affiliation, ...] = ()
    accounts: tuple[Account, ...] = ()
    qualifications: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def phones(self) -> tuple[Phone, ...]:
        """All phones, affiliation by affiliation; ``phones[i]`` of the contract."""
        return tuple(phone for place in self.affiliations for phone in place.phones)

    @property
    def emails(self) -> tuple[str, ...]:
        """All mail addresses, affiliation by affiliation."""
        return tuple(email for place in self.affiliations for email in place.emails)

    @property
    def urls(self) -> tuple[str, ...]:
        """All web addresses, affiliation by affiliation."""
        return tuple(url for place in self.affiliations for url in place.urls)

    @property
    def addresses(self) -> tuple[Address, ...]:
        """All postal addresses, affiliation by affiliation."""
        return tuple(address for place in self.affiliations for address in place.addresses)

    @property
    def orgs(self) -> tuple[Affiliation, ...]:
        """The affiliations that say something about work: ``orgs`` of the contract."""
        return tuple(place for place in self.affiliations if place.org or place.department or place.titles)


@dataclass(frozen=True, slots=True)
class ParsedCard:
    """The lines of a card and what they mean. Every character of every line is in some field (notes at the least), of
    this person or of the ``others`` on a card that names several people: with the same lines, but for blanks where what
    is somebody else's alone is printed."""

    lines: tuple[TextLine, ...]
    contact: Contact
    fields: tuple[Field, ...]
    side: Side = "front"
    others: tuple[ParsedCard, ...] = ()


@dataclass(frozen=True, slots=True)
class OtherSide:
    """Which card of the run shows the other side of a card: number ``card`` on page ``page`` of the file ``source``;
    ``reasons`` in words (``same mail a@b.example``)."""

    source: str
    page: int
    card: int
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class CardReading:
    """A card and what it says: what ``pipeline.read`` yields. ``other_side`` is the card that is its back or front."""

    card: CardImage
    parsed: ParsedCard
    other_side: OtherSide | None = None


# ---------------------------------------------------------------- the book


@dataclass(frozen=True, slots=True)
class Encounter:
    """Where and how we met. ``date`` is ISO 8601 (YYYY-MM-DD), ``tag`` the number on the card's case; ``talked`` is
    whether we said that we talked there."""

    event: str | None = None
    date: str | None = None
    place: str | None = None
    tag: str | None = None
    memo: str | None = None
    talked: bool = field(default=False, repr=False)  # written vCards hold digests of the repr: see share/beyond.py


@dataclass(frozen=True, slots=True)
class Event:
    """An evening, a fair, a conference: ``date`` is ISO 8601, ``begins`` and ``ends`` are HH:MM. Its name and its day
    tell it from others."""

    name: str
    date: str | None = None
    place: str | None = None
    begins: str | None = None
    ends: str | None = None


By = Literal["human", "import", "code"]


@dataclass(frozen=True, slots=True)
class Claim:
    """Who says a value, where it is more than a camera: ``human`` (typed or approved), ``import`` (another address
    book), ``code`` (a QR code). ``part`` is ``emails``, ``phones``, ``name.full``, …; ``at`` is ISO 8601 in UTC."""

    part: str
    text: str
    by: By
    at: str


@dataclass(frozen=True, slots=True)
class Property:
    """A property of a vCard for which a contact has no place (a birthday, a photo), kept as it came; ``value`` is raw,
    ``parameters`` are (name, value)."""

    name: str
    value: str
    parameters: tuple[tuple[str, str], ...] = ()
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """What another address book says of one person. ``uid`` is what it calls them, ``mark`` the SHA-256 of the record
    as it stood in the file, ``where`` its place there in words (``card 3``)."""

    contact: Contact
    encounters: tuple[Encounter, ...] = ()
    uid: str | None = None
    properties: tuple[Property, ...] = ()
    mark: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A part of an address book file that could not be taken: its place in the file, and why, in words."""

    where: str
    why: str


@dataclass(frozen=True, slots=True)
class Written:
    """A file as it was written: its name, what tells it from a later version, and the SHA-256 of what it holds."""

    name: str
    stamp: str
    hash: str


@dataclass(frozen=True, slots=True)
class Person:
    """One entry of the book. ``uid`` never changes; ``doubts`` are (path, words) of fields that still want eyes;
    ``changed`` is when the entry last changed, ISO 8601 in UTC; ``claims`` say what is not only read by a camera."""

    uid: str
    contact: Contact
    encounters: tuple[Encounter, ...] = ()
    doubts: tuple[tuple[str, str], ...] = ()
    changed: str | None = None
    claims: tuple[Claim, ...] = ()
    properties: tuple[Property, ...] = ()


@dataclass(frozen=True, slots=True)
class Insert:
    """Plan: nobody like this is in the book."""

    contact: Contact


@dataclass(frozen=True, slots=True)
class Merge:
    """Plan: surely this person; ``reasons`` in words (``same mobile``, ``same name``)."""

    contact: Contact
    uid: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """Plan: perhaps one of these people; a human decides. Kept apart until then."""

    contact: Contact
    candidates: tuple[tuple[str, tuple[str, ...]], ...] = field(default=())


Plan = Insert | Merge | Ask
