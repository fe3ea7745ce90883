"""What stands with which firm: departments, titles, ways to reach it, each still with its source. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from cardscan.model import Kind
from cardscan.parse import page
from cardscan.parse.checks import host_of
from cardscan.parse.kinds import level
from cardscan.parse.posts import whose
from cardscan.parse.reached import Mark, reached_at

if TYPE_CHECKING:
    from cardscan.model import Address, Phone, TextLine
    from cardscan.parse.companies import Org
    from cardscan.parse.found import Found
    from cardscan.parse.gather import Reach
    from cardscan.parse.page import Box, Part

T = TypeVar("T")
HEAD = 4.0  # how far from the name of a firm its posts stand at the most, in their type size: others are at the person


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


def places_of(lines: Sequence[TextLine], reach: Reach, orgs: Sequence[Org], roles: Sequence[Part]) -> tuple[Place, ...]:
    """Deal everything out to the firms it stands with; without a firm there is one place for all."""
    count = max(1, len(orgs))
    role_at = whose(roles, orgs)
    marks = _marks(lines, reach)
    heads = [
        _head(org, [role for role, at in zip(roles, role_at, strict=True) if at == i]) for i, org in enumerate(orgs)
    ]
    told = iter(reached_at(marks, orgs, heads))

    def deal(founds: Sequence[Found[T]]) -> list[tuple[Found[T], ...]]:
        at = [next(told) for _ in founds]
        return [tuple(f for f, i in zip(founds, at, strict=True) if i == number) for number in range(count)]

    phones, emails, urls, addresses = deal(reach.phones), deal(reach.emails), deal(reach.urls), deal(reach.addresses)
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


def _marks(lines: Sequence[TextLine], reach: Reach) -> list[Mark]:
    """Return telephones, mail, web and postal addresses, in this order, as what stands somewhere."""
    mails = [found.value.rpartition("@")[2].lower() for found in reach.emails]
    sites = [host_of(found.value).lower() for found in reach.urls]
    return [
        *(_mark(lines, found, _sort(found.value)) for found in reach.phones),
        *(_mark(lines, found, "email" * _differ(mails), host) for found, host in zip(reach.emails, mails, strict=True)),
        *(_mark(lines, found, "url" * _differ(sites), host) for found, host in zip(reach.urls, sites, strict=True)),
        *(_mark(lines, found, "address") for found in reach.addresses),
    ]


def _differ(hosts: Sequence[str]) -> bool:
    return len(set(hosts)) > 1


def _sort(phone: Phone) -> str:
    """Return of what a firm has one: a free line or a mobile is no reason for another to have one, too."""
    return phone.kind if phone.kind in ("work", "fax") else ""


def _mark(lines: Sequence[TextLine], found: Found[Any], sort: str = "", host: str = "") -> Mark:
    if not found.sources:
        return Mark(None, -1, sort, host)
    boxes = [page.box_of(lines[source.line], source) for source in found.sources]
    return Mark(page.around(boxes), found.sources[0].line, sort, host)


def _head(org: Org, roles: Sequence[Part]) -> Box:
    """Return where the name of a firm stands with the posts there that are set with it."""
    near = [role.box for role in roles if page.distance(org.box, role.box) < HEAD * role.size]
    return page.around([org.box, *near])
