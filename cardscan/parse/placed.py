"""What stands with which firm: departments, titles, ways to reach it, each still with its source. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from cardscan.model import Kind
from cardscan.parse import page
from cardscan.parse.checks import host_of
from cardscan.parse.kinds import level
from cardscan.parse.posts import reached_at, whose

if TYPE_CHECKING:
    from cardscan.model import Address, Phone, TextLine
    from cardscan.parse.companies import Org
    from cardscan.parse.found import Found
    from cardscan.parse.gather import Reach
    from cardscan.parse.page import Box, Part

T = TypeVar("T")


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
    founds: tuple[Found[Any], ...] = (*reach.phones, *reach.emails, *reach.addresses)
    all_boxes = [_box(lines, found) for found in founds]

    def deal(founds: Sequence[Found[T]], host: Callable[[T], str] = lambda _: "") -> list[tuple[Found[T], ...]]:
        at = [reached_at(_box(lines, found), host(found.value), orgs, all_boxes) for found in founds]
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
