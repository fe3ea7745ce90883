"""One place settles: proposals of all rules in; one contact out, each value with its confidence and its doubt."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from cardscan.model import Affiliation, Contact, Field, Kind, ParsedCard, Source
from cardscan.parse import belief, beside_name, companies, latin, likely, page
from cardscan.parse.accented import with_accent_doubted
from cardscan.parse.beside_firm import with_role_behind, with_role_beside_firm
from cardscan.parse.checks import host_of, with_first_l
from cardscan.parse.eastern import eastern_pieces
from cardscan.parse.eastern_names import is_eastern_name
from cardscan.parse.eastern_people import find_eastern_person
from cardscan.parse.gather import Reach, gather
from cardscan.parse.kinds import as_listed, is_listed_title, level, merits_apart, names_a_branch, names_a_part
from cardscan.parse.labels import is_only_label
from cardscan.parse.licences import nearest_licence, with_bracket
from cardscan.parse.people import Person, find_person
from cardscan.parse.posts import reached_at, whose, with_certificates_kept
from cardscan.parse.regions import card_region
from cardscan.parse.roles import pieces
from cardscan.parse.rows import follows, line_below, right_neighbour
from cardscan.parse.tongues import tongue_of

if TYPE_CHECKING:
    from cardscan.model import Address, Code, Name, Phone, TextLine
    from cardscan.parse.companies import Org
    from cardscan.parse.found import Found
    from cardscan.parse.page import Box, Part

T = TypeVar("T")
LONGEST_LABEL = 4  # characters of a label that no list knows, in whatever language or misreading
SURE = {True: 0.97, False: 0.92}  # how sure a title or department is that a list has whole, and one by its ending
GUESSED = 0.6  # how sure a title is that only its place tells
NOISE = 0.4  # a lone character read less surely than this is a scratch, not a note


@dataclass(frozen=True, slots=True)
class Place:
    """One affiliation being put together: the firm, its roles, its ways to be reached, each still with its source."""

    org: Org | None
    departments: tuple[Part, ...]
    titles: tuple[Part, ...]
    phones: tuple[Found[Phone], ...]
    emails: tuple[Found[str], ...]
    urls: tuple[Found[str], ...]
    addresses: tuple[Found[Address], ...]

    @property
    def has_role(self) -> bool:
        """Whether it says something about work."""
        return bool(self.org or self.departments or self.titles)


def settle(lines: tuple[TextLine, ...], codes: tuple[Code, ...]) -> ParsedCard:
    """Return the parsed card: contact data first, then the person, then firms and roles; what is left are notes."""
    reach = gather(lines, codes)
    usual = page.usual_size(lines)
    emails, tongue = [found.value for found in reach.emails], tongue_of(lines)
    cut = pieces if tongue == "ja" else partial(eastern_pieces, tongue=tongue)
    parts = latin.with_names_apart(page.parts(lines, reach.sources, cut), emails)
    parts = likely.with_chances(parts, lines, reach) if tongue == "ja" else parts  # learned from such cards
    if tongue == "ja":
        person = find_person(parts, emails, usual, [found.value.id for found in reach.accounts])
    else:
        person = find_eastern_person(parts, emails, usual, tongue)
    if person is not None and person.name.latin == person.name.full:
        person = with_accent_doubted(person, card_region(lines))
    reach = replace(reach, emails=with_first_l(reach.emails, person.name.given if person else None))
    told = likely.told(_outside(parts, person))
    rest = merits_apart(told)
    orgs = companies.find_orgs(rest, reach.hosts, usual)
    rest = with_certificates_kept(told, rest, orgs)
    more = with_role_beside_firm(with_role_behind(rest), orgs)
    rest, orgs = more, orgs if more == rest else companies.find_orgs(more, reach.hosts, usual)
    named = [part for part in rest if tongue != "ja" and is_eastern_name(part.text, tongue)]  # in hanja, too
    rest = beside_name.with_role_beside(
        rest, person.parts if person else (), [*(part for org in orgs for part in org.parts), *named]
    )
    roles = companies.role_parts(_without_labels(rest, lines, reach.addresses), orgs, tongue)
    merits = tuple(part for part in rest if part.kind is Kind.QUALIFICATION)
    places = _places(lines, reach, orgs, roles)
    notes = _notes(lines, reach.sources, tuple(_printed(person, orgs, roles, merits)))
    fields = tuple(_fields(person, places, reach, merits, notes))
    return ParsedCard(lines, _contact(person, places, reach, merits, notes), belief.believed(fields, lines, parts))


def _outside(parts: Sequence[Part], person: Person | None) -> tuple[Part, ...]:
    if person is None:
        return tuple(parts)
    own = {id(part) for part in (*person.parts, *person.reading_parts, *person.latin_parts)}
    return tuple(part for part in parts if id(part) not in own)


def _without_labels(
    parts: Sequence[Part], lines: Sequence[TextLine], addresses: Sequence[Found[Address]]
) -> tuple[Part, ...]:
    """Return ``parts`` without the names of branches that say of each of several addresses whose it is."""
    if len(addresses) < 2:
        return tuple(parts)
    firsts = [min(source.line for source in found.sources) for found in addresses]
    return tuple(part for part in parts if not (part.kind is Kind.DEPARTMENT and _heads(part, lines, firsts)))


def _heads(part: Part, lines: Sequence[TextLine], firsts: Sequence[int]) -> bool:
    """Return whether a department stands right over an address, or before it on its row, alone on its line."""
    alone = part.text == lines[part.line].text.strip()
    over = any(
        line_below(lines, part.line) == first
        or right_neighbour(lines, part.line) == first
        or (part.line + 1 == first and follows(lines, part.line, first))
        for first in firsts
    )
    return alone and over and names_a_branch(part.text)


def _printed(
    person: Person | None, orgs: Sequence[Org], roles: Sequence[Part], merits: Sequence[Part]
) -> Iterator[Source]:
    """Yield every stretch of text that the person, the firms and the roles use."""
    for part in (*roles, *merits, *(part for org in orgs for part in org.parts)):
        yield part.source("role")
    if person is not None:
        for part in (*person.parts, *person.reading_parts, *person.latin_parts):
            yield part.source("name")


def _places(lines: Sequence[TextLine], reach: Reach, orgs: Sequence[Org], roles: Sequence[Part]) -> tuple[Place, ...]:
    """Deal everything out to the firms it stands with; without a firm there is one place for all."""
    count = max(1, len(orgs))

    def deal(founds: Sequence[Found[T]], host: Callable[[T], str] = lambda _: "") -> list[tuple[Found[T], ...]]:
        at = [reached_at(_box(lines, found), host(found.value), orgs) for found in founds]
        return [tuple(f for f, i in zip(founds, at, strict=True) if i == number) for number in range(count)]

    role_at = whose(roles, orgs)
    phones, emails = deal(reach.phones), deal(reach.emails, lambda mail: mail.rpartition("@")[2].lower())
    urls, addresses = deal(reach.urls, lambda url: host_of(url).lower()), deal(reach.addresses)
    return tuple(
        Place(
            orgs[i] if orgs else None,
            _from_the_top([p for p, at in zip(roles, role_at, strict=True) if at == i and p.kind is Kind.DEPARTMENT]),
            tuple(p for p, at in zip(roles, role_at, strict=True) if at == i and p.kind is Kind.TITLE),
            phones[i],
            emails[i],
            urls[i],
            addresses[i],
        )
        for i in range(count)
    )


def _from_the_top(departments: Sequence[Part]) -> tuple[Part, ...]:
    """Return the levels of a department, two of columns that were read the wrong way round set right (設計課 | 技術
    本部)."""
    if len(departments) == 2 and all(part.vertical for part in departments):
        first, second = (level(part.text) for part in departments)
        if first is not None and second is not None and first > second:
            return (departments[1], departments[0])
    return tuple(departments)


def _box(lines: Sequence[TextLine], found: Found[Any]) -> Box:
    """Return where a value stands; one that only a code holds stands nowhere, at the top left."""
    if not found.sources:
        return (0.0, 0.0, 0.0, 0.0)
    return page.bounds(lines[found.sources[0].line])


def _notes(
    lines: Sequence[TextLine], reached: Sequence[Source], others: Sequence[Source]
) -> tuple[tuple[str, Source], ...]:
    """Return what no field used, line by line, with where it stands.

    Labels are not kept: words that we know as such, and whatever short thing stands right before a number or address.
    """
    taken: dict[int, list[tuple[int, int]]] = {}
    for source in (*reached, *others):
        taken.setdefault(source.line, []).append((source.start, source.end))
    values = {(source.line, source.start) for source in reached}
    return tuple(
        note
        for number, line in enumerate(lines)
        for start, end in page.stretches(len(line.text), taken.get(number, []))
        if (note := _note(number, line, start, end)) is not None
        and not (len(note[0]) <= LONGEST_LABEL and (number, end) in values)
    )


def _note(number: int, line: TextLine, start: int, end: int) -> tuple[str, Source] | None:
    raw = line.text[start:end]
    text = raw.strip(" 　/／|｜,、，・:：;-–—()（）[]「」【】<>＜＞•●■◆▪*")
    if not text or is_only_label(text) or not re.search(r"\w", text):
        return None
    if len(text) == 1 and line.confidence < NOISE:
        return None
    start += raw.index(text)
    return text, Source(number, start, start + len(text), "note")


def _contact(
    person: Person | None,
    places: Sequence[Place],
    reach: Reach,
    merits: Sequence[Part],
    notes: Sequence[tuple[str, Source]],
) -> Contact:
    affiliations = tuple(_affiliation(place) for place in places)
    degrees = person.degrees if person else ()
    return Contact(
        name=person.name if person else None,
        affiliations=tuple(place for place in affiliations if place != Affiliation()),
        accounts=tuple(found.value for found in reach.accounts),
        qualifications=(*(text for text, _ in degrees), *(_licence(part) for part in merits)),
        notes=tuple(text for text, _ in notes),
    )


def _affiliation(place: Place) -> Affiliation:
    return Affiliation(
        org=place.org.name if place.org else None,
        department=" ".join(companies.spaced_out(part.text) for part in place.departments) or None,
        titles=tuple(as_listed(companies.spaced_out(part.text)) for part in place.titles),
        phones=tuple(found.value for found in place.phones),
        emails=tuple(found.value for found in place.emails),
        urls=tuple(found.value for found in place.urls),
        addresses=tuple(found.value for found in place.addresses),
    )


def _fields(
    person: Person | None,
    places: Sequence[Place],
    reach: Reach,
    merits: Sequence[Part],
    notes: Sequence[tuple[str, Source]],
) -> Iterator[Field]:
    if person is not None:
        yield from _name_fields(person)
    for i, place in enumerate(place for place in places if place.has_role):
        yield from _org_fields(f"orgs[{i}]", place)
    yield from _found_fields("phones", Kind.PHONE, [f for place in places for f in place.phones])
    yield from _found_fields("emails", Kind.EMAIL, [f for place in places for f in place.emails])
    yield from _found_fields("urls", Kind.URL, [f for place in places for f in place.urls])
    yield from _found_fields("addresses", Kind.ADDRESS, [f for place in places for f in place.addresses])
    yield from _found_fields("accounts", Kind.ACCOUNT, reach.accounts)
    for i, (text, source) in enumerate(person.degrees if person else ()):
        yield Field(f"qualifications[{i}]", Kind.QUALIFICATION, text, 0.95, (source,))
    for i, part in enumerate(merits, start=len(person.degrees) if person else 0):
        yield _merit_field(f"qualifications[{i}]", part)
    for i, (text, source) in enumerate(notes):
        yield Field(f"notes[{i}]", Kind.NOTE, text, 0.8, (source,))


def _licence(part: Part) -> str:
    return nearest_licence(part.text) or with_bracket(part.text)


def _merit_field(path: str, part: Part) -> Field:
    source, meant = (part.source("qualification"),), nearest_licence(part.text)
    if meant is None:
        return Field(path, Kind.QUALIFICATION, _licence(part), 0.95 * part.confidence, source)
    return Field(
        path, Kind.QUALIFICATION, meant, 0.7 * part.confidence, source, f"{part.text} was read: is it {meant}?"
    )


def _name_fields(person: Person) -> Iterator[Field]:
    name: Name = person.name
    sources = tuple(part.source("name") for part in person.parts)
    yield Field("name.full", Kind.NAME, name.full, person.confidence, sources, person.doubt)
    for path, value in (("name.family", name.family), ("name.given", name.given)):
        if value:
            doubt = person.doubt or person.split_doubt
            yield Field(path, Kind.NAME, value, person.split_confidence, sources, doubt)
    reading_sources = tuple(part.source("reading") for part in person.reading_parts) or sources
    guess = None if person.reading_confidence >= 0.8 else f"the reading is a guess ({name.reading_source})"
    doubt = guess or person.doubt  # what may be nobody's name has nobody's reading
    for path, value in (("name.family_reading", name.family_reading), ("name.given_reading", name.given_reading)):
        if value:
            yield Field(path, Kind.READING, value, person.reading_confidence, reading_sources, doubt)
    if name.latin:
        latin = tuple(part.source("latin") for part in person.latin_parts)
        sure = min((part.confidence for part in person.latin_parts), default=person.confidence)
        yield Field(
            "name.latin", Kind.LATIN, name.latin, 0.97 * sure, latin, person.doubt if name.latin == name.full else None
        )


def _org_fields(path: str, place: Place) -> Iterator[Field]:
    if place.org:
        sources = tuple(part.source("org") for part in place.org.parts)
        yield Field(f"{path}.name", Kind.ORG, place.org.name, place.org.confidence, sources, place.org.doubt)
    if place.departments:
        sources = tuple(part.source("department") for part in place.departments)
        sure = min(0.8 if part.weak else SURE[names_a_part(part.text)] * part.confidence for part in place.departments)
        text = " ".join(companies.spaced_out(part.text) for part in place.departments)
        torn = re.search(r"(?:^|\s)[A-Z](?:室|部|課)(?:\s|$)", text)  # R室: HR, PR or IR
        doubt = "a letter may not have been read" if torn else None
        yield Field(f"{path}.department", Kind.DEPARTMENT, text, min(sure, GUESSED) if torn else sure, sources, doubt)
    for i, part in enumerate(place.titles):
        text = as_listed(companies.spaced_out(part.text))
        sure = (GUESSED if part.weak else SURE[is_listed_title(text)]) * part.confidence
        doubt = beside_name.DOUBT if part.weak else None
        yield Field(f"{path}.titles[{i}]", Kind.TITLE, text, sure, (part.source("title"),), doubt)


def _found_fields(path: str, kind: Kind, founds: Sequence[Found[Any]]) -> Iterator[Field]:
    for i, found in enumerate(founds):
        yield Field(f"{path}[{i}]", kind, _words(found.value), found.confidence, found.sources, found.doubt)


def _words(value: object) -> str:
    """Return a value as one line of text: what a person would check it against."""
    text = getattr(value, "text", None) or getattr(value, "id", None)
    return str(text or value)
