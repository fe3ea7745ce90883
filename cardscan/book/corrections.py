"""What a human corrected once, so that it is right on the next card. Pure.

A company, department or title that was taken out for another one is read as that one from then on; so is a company's
name that looks alike on a card with a mail or web address of the same firm.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from cardscan.book.claims import Ledger
from cardscan.likeness.folding import fold, fold_org, fold_url
from cardscan.model import Affiliation, Contact, Field, ParsedCard

SURE = 0.99  # how sure a value is that a human gave for the same one before
ALIKE = 70  # of 100: likeness of two names of one firm, of which one was misread
_PARTS = ("orgs", "departments", "titles")


@dataclass(frozen=True, slots=True)
class Corrections:
    """``told``: by part (of _PARTS) and folded text, what a human put in its place; ``firms``: by host, what a human
    calls the company there."""

    told: Mapping[tuple[str, str], str] = field(default_factory=dict)
    firms: Mapping[str, str] = field(default_factory=dict)


def learned(people: Iterable[tuple[Contact, Ledger]]) -> Corrections:
    """Return what humans have corrected on these people; of two answers to one question neither counts."""
    told: dict[tuple[str, str], set[str]] = {}
    firms: dict[str, set[str]] = {}
    for contact, ledger in people:
        for part in _PARTS:
            typed = {one.text for one in ledger.claims if one.by == "human" and one.part == part}
            refused = [text for known, text in ledger.refused if known == part]
            if len(typed) != 1:
                continue
            (right,) = typed
            for wrong in refused:
                told.setdefault((part, _folded(part, wrong)), set()).add(right)
            if part == "orgs" and refused:
                for host in _sites(contact):
                    firms.setdefault(host, set()).add(right)
    return Corrections(
        {key: next(iter(rights)) for key, rights in told.items() if len(rights) == 1},
        {host: next(iter(rights)) for host, rights in firms.items() if len(rights) == 1},
    )


def corrected(parsed: ParsedCard, known: Corrections) -> ParsedCard:
    """Return a card as a human would correct it again; without any correction that fits it is ``parsed`` itself."""
    if not known.told:
        return parsed
    mails = {mail.rpartition("@")[2].casefold() for mail in parsed.contact.emails}
    firm = next((known.firms[host] for host in sorted(mails | _sites(parsed.contact)) if host in known.firms), None)
    places = tuple(_place(place, known, firm) for place in parsed.contact.affiliations)
    if places == parsed.contact.affiliations:
        return parsed
    right = {path: text for i, place in enumerate(places) for path, text in _paths(i, place)}
    was = {path: text for i, place in enumerate(parsed.contact.affiliations) for path, text in _paths(i, place)}
    fields = tuple(_field(one, right) if right.get(one.path) != was.get(one.path) else one for one in parsed.fields)
    return replace(parsed, contact=replace(parsed.contact, affiliations=places), fields=fields)


def _sites(contact: Contact) -> frozenset[str]:
    """Return the hosts of sites of which no page of one user is meant."""
    sites = (fold_url(url).partition("/") for url in contact.urls)
    return frozenset(host for host, _, page in sites if not page)


def _folded(part: str, text: str) -> str:
    return fold_org(text) if part == "orgs" else fold(text)


def _place(place: Affiliation, known: Corrections, firm: str | None) -> Affiliation:
    org, department = place.org, place.department
    if org is not None:
        org = known.told.get(("orgs", fold_org(org))) or _of_the_firm(org, firm)
    if department is not None:
        department = known.told.get(("departments", fold(department)), department)
    titles = tuple(known.told.get(("titles", fold(title)), title) for title in place.titles)
    return replace(place, org=org, department=department, titles=titles)


def _of_the_firm(org: str, firm: str | None) -> str:
    from rapidfuzz import fuzz

    return firm if firm is not None and fuzz.ratio(fold_org(org), fold_org(firm)) >= ALIKE else org


def _paths(index: int, place: Affiliation) -> list[tuple[str, str | None]]:
    titles = [(f"orgs[{index}].titles[{i}]", title) for i, title in enumerate(place.titles)]
    return [(f"orgs[{index}].name", place.org), (f"orgs[{index}].department", place.department), *titles]


def _field(one: Field, right: Mapping[str, str | None]) -> Field:
    return replace(one, value=right[one.path] or one.value, confidence=SURE, doubt=None)
