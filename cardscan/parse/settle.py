"""One place settles: proposals of all rules in; one contact out, each value with its confidence and its doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from cardscan.model import Affiliation, Contact, Kind, ParsedCard, Source
from cardscan.parse import belief, beside_name, companies, latin, likely, page
from cardscan.parse.accented import with_accent_doubted
from cardscan.parse.beside_firm import with_firm_before_role, with_role_behind, with_role_beside_firm
from cardscan.parse.checks import with_first_l
from cardscan.parse.eastern import eastern_pieces
from cardscan.parse.eastern_names import is_eastern_name
from cardscan.parse.eastern_people import find_eastern_person
from cardscan.parse.firms import looks_like_a_name
from cardscan.parse.forms import is_form_label
from cardscan.parse.gather import Reach, gather
from cardscan.parse.kinds import as_listed, merits_apart, names_a_branch
from cardscan.parse.labels import is_only_label
from cardscan.parse.people import Person, find_person
from cardscan.parse.placed import Place, places_of
from cardscan.parse.posts import with_certificates_kept
from cardscan.parse.regions import card_region
from cardscan.parse.roles import pieces
from cardscan.parse.rows import follows, line_below, right_neighbour
from cardscan.parse.stated import licence, stated
from cardscan.parse.tongues import tongue_of

if TYPE_CHECKING:
    from cardscan.model import Address, Code, Phone, TextLine
    from cardscan.parse.companies import Org
    from cardscan.parse.found import Found
    from cardscan.parse.page import Part

LONGEST_LABEL = 4  # characters of a label that no list knows, in whatever language or misreading
NOISE = 0.4  # a lone character read less surely than this is a scratch, not a note
HALF = 0.5  # a line less surely right than this may be no writing at all, but the strokes of an emblem or a drawing:
FAIR = 0.85  # there each letter, by the geometric mean of their chances, is surer if it is


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
    told = with_firm_before_role(likely.told(_outside(parts, person)), reach.hosts)
    rest = merits_apart(told)
    orgs = companies.find_orgs(rest, reach.hosts, usual)
    if not orgs and tongue == "ja":
        rest = companies.with_lone_office(rest)
        orgs = companies.find_orgs(rest, reach.hosts, usual)
    rest = with_certificates_kept(told, rest, orgs)
    more = with_role_beside_firm(with_role_behind(rest), orgs)
    rest, orgs = more, orgs if more == rest else companies.find_orgs(more, reach.hosts, usual)
    named = [part for part in rest if tongue != "ja" and is_eastern_name(part.text, tongue)]  # in hanja, too
    rest = beside_name.with_role_beside(
        rest, person.parts if person else (), [*(part for org in orgs for part in org.parts), *named]
    )
    rest = _without_labels(rest, lines, reach.addresses)
    roles = companies.role_parts(_without_desks(rest, lines, reach.phones), orgs, tongue)
    merits = tuple(part for part in rest if part.kind is Kind.QUALIFICATION)
    places = places_of(lines, reach, orgs, roles)
    notes = _notes(lines, reach.sources, tuple(_printed(person, orgs, roles, merits)))
    fields = tuple(stated(person, places, reach, merits, notes, tongue))
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
    starts = {source.line: source.start for found in addresses for source in found.sources[:1]}
    offices = [part for part in parts if part.kind is Kind.DEPARTMENT]
    labels = {id(part) for part in offices if _heads(part, lines, firsts) or _stands_before(part, lines, starts)}
    return tuple(part for part in parts if id(part) not in labels)


def _without_desks(
    parts: Sequence[Part], lines: Sequence[TextLine], phones: Sequence[Found[Phone]]
) -> tuple[Part, ...]:
    """Return ``parts`` without the departments that say of a telephone number whose it is (くすり相談室 0120-318-642,
    043-273-8600（研究室）), where the card has others."""
    numbers = [(source.line, source.start, source.end) for found in phones for source in found.sources[-1:]]
    others = [part for part in parts if part.kind is Kind.DEPARTMENT]
    desks = {id(part) for part in others if any(_is_beside(part, lines[part.line].text, *number) for number in numbers)}
    return tuple(parts) if len(desks) == len(others) else tuple(part for part in parts if id(part) not in desks)


def _is_beside(part: Part, text: str, line: int, start: int, end: int) -> bool:
    before, after = text[part.end : start], text[end : part.start]
    return part.line == line and (
        (part.end <= start and re.fullmatch(r"\s?[:：]?\s?(?:TEL\.?|電話|直通)?\s?", before) is not None)
        or (part.start >= end and re.fullmatch(r"\s?[（(]", after) is not None)
    )


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


def _stands_before(part: Part, lines: Sequence[TextLine], starts: Mapping[int, int]) -> bool:
    """Return whether a branch begins the line of an address, and nothing stands between: 東京営業所 〒144-0035 ….."""
    at = starts.get(part.line)
    between = lines[part.line].text[part.end : at] if at is not None and at >= part.end else "x"
    return part.start == 0 and not re.search(r"\w", between) and names_a_branch(part.text)


def _printed(
    person: Person | None, orgs: Sequence[Org], roles: Sequence[Part], merits: Sequence[Part]
) -> Iterator[Source]:
    """Yield every stretch of text that the person, the firms and the roles use."""
    for part in (*roles, *merits, *(part for org in orgs for part in org.parts)):
        yield part.source("role")
    if person is not None:
        for part in (*person.parts, *person.reading_parts, *person.latin_parts):
            yield part.source("name")


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
        and not (len(note[0]) <= LONGEST_LABEL and (number, end) in values and not _is_named(note[0]))
    )


def _is_named(text: str) -> bool:
    """Return whether a short text is somebody's name, with its gap: 金田 祥 right before a telephone number."""
    return re.search(r"\s", text) is not None and looks_like_a_name(re.sub(r"\s", "", text))


def _note(number: int, line: TextLine, start: int, end: int) -> tuple[str, Source] | None:
    raw = line.text[start:end]
    text = raw.strip(" 　/／|｜,、，・:：;-–—()（）[]「」【】<>＜＞•●■◆▪*")
    if not text or is_only_label(text) or is_form_label(text) or not re.search(r"\w", text):
        return None
    if (len(text) == 1 and line.confidence < NOISE) or text == "兼":  # what joins two posts says nothing alone
        return None
    if _is_scrawl(line):
        return None
    start += raw.index(text)
    return text, Source(number, start, start + len(text), "note")


def _is_scrawl(line: TextLine) -> bool:
    """Return whether a line is read so badly, letter for letter, that it is what a reader makes of an emblem (SdIHSMO)
    and not a sentence of which one letter is in doubt."""
    letters = max(len(re.sub(r"\s", "", line.text)), 1)
    return line.confidence < HALF and line.confidence ** (1 / letters) < FAIR


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
        qualifications=(*(text for text, _ in degrees), *(licence(part) for part in merits)),
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
