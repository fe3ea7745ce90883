"""Each value of a contact as a field: what was read, where, how sure the rule is, and what is to be doubted. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from cardscan.model import Field, Kind, Source
from cardscan.parse import beside_name, companies
from cardscan.parse.kinds import as_listed, is_listed_title, is_no_work, names_a_part
from cardscan.parse.licences import nearest_licence, with_bracket
from cardscan.parse.piece import is_eastern
from cardscan.parse.readings import nearly_spells_family
from cardscan.parse.roles_latin import may_be_two

if TYPE_CHECKING:
    from cardscan.model import Name
    from cardscan.parse.found import Found
    from cardscan.parse.gather import Reach
    from cardscan.parse.page import Part
    from cardscan.parse.people import Person
    from cardscan.parse.placed import Place
    from cardscan.parse.tongues import Tongue

SURE = {True: 0.97, False: 0.92}  # how sure a title or department is that a list has whole, and one by its ending
GUESSED = 0.6  # how sure a title is that only its place tells
TWO = "department and title may be two"
LETTER = "a letter of it may be misread: the kanji are read otherwise"


def stated(
    person: Person | None,
    places: Sequence[Place],
    reach: Reach,
    merits: Sequence[Part],
    notes: Sequence[tuple[str, Source]],
    tongue: Tongue,
) -> Iterator[Field]:
    """Yield the fields of a contact in the order of the contract, the values of ``places`` one kind after the other."""
    if person is not None:
        yield from _name_fields(person)
    for i, place in enumerate(place for place in places if place.has_role):
        yield from _org_fields(f"orgs[{i}]", place, tongue)
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


def _merit_field(path: str, part: Part) -> Field:
    source, meant = (part.source("qualification"),), nearest_licence(part.text)
    if meant is None:
        return Field(path, Kind.QUALIFICATION, licence(part), 0.95 * part.confidence, source)
    return Field(
        path, Kind.QUALIFICATION, meant, 0.7 * part.confidence, source, f"{part.text} was read: is it {meant}?"
    )


def licence(part: Part) -> str:
    """Return a licence as it is printed, one letter or a bracket that was misread put right."""
    return nearest_licence(part.text) or with_bracket(part.text)


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
        yield Field("name.latin", Kind.LATIN, name.latin, 0.97 * sure, latin, _doubt_of_latin(person, name.latin))


def _doubt_of_latin(person: Person, latin: str) -> str | None:
    name = person.name
    if latin == name.full:
        return person.doubt
    told = name.family and is_eastern(name.family) and name.family_reading
    return LETTER if told and nearly_spells_family(name.family or "", latin) else None


def _org_fields(path: str, place: Place, tongue: Tongue) -> Iterator[Field]:
    if place.org:
        sources = tuple(part.source("org") for part in place.org.parts)
        yield Field(f"{path}.name", Kind.ORG, place.org.name, place.org.confidence, sources, place.org.doubt)
    if place.departments:
        sources = tuple(part.source("department") for part in place.departments)
        sure = min(0.8 if part.weak else SURE[names_a_part(part.text)] * part.confidence for part in place.departments)
        text = " ".join(companies.spaced_out(part.text) for part in place.departments)
        torn = re.search(r"(?:^|\s)[A-Z](?:室|部|課)(?:\s|$)", text)  # R室: HR, PR or IR
        levels = [level for level in text.split() if tongue == "ja" and is_eastern(level)]
        odd = next(filter(is_no_work, levels), None)
        doubt = "a letter may not have been read" if torn else f"{odd} may be misread" if odd else None
        yield Field(f"{path}.department", Kind.DEPARTMENT, text, min(sure, GUESSED) if doubt else sure, sources, doubt)
    for i, part in enumerate(place.titles):
        text = as_listed(companies.spaced_out(part.text))
        two = not is_eastern(text) and may_be_two(text)
        sure = (GUESSED if part.weak or two else SURE[is_listed_title(text)]) * part.confidence
        doubt = beside_name.DOUBT if part.weak else TWO if two else None
        yield Field(f"{path}.titles[{i}]", Kind.TITLE, text, sure, (part.source("title"),), doubt)


def _found_fields(path: str, kind: Kind, founds: Sequence[Found[Any]]) -> Iterator[Field]:
    for i, found in enumerate(founds):
        yield Field(f"{path}[{i}]", kind, _words(found.value), found.confidence, found.sources, found.doubt)


def _words(value: object) -> str:
    """Return a value as one line of text: what a person would check it against."""
    text = getattr(value, "text", None) or getattr(value, "id", None)
    return str(text or value)
