"""The files that an export can be: a table of what makes them of people."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cardscan.model import Person

if TYPE_CHECKING:
    from cardscan.share.tables_out import Program
    from cardscan.share.versions import Version


@dataclass(frozen=True, slots=True)
class Wishes:
    """What an export depends on besides the people: ``pictures`` are their cards as JPEG files, ``written`` their
    vCards (3.0) that were made before, both by uid."""

    version: Version = "3.0"
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    written: Mapping[str, bytes] = field(default_factory=dict)


def _vcf(people: Sequence[Person], wishes: Wishes) -> bytes:
    from cardscan.share.versions import in_version

    ready = wishes.written if wishes.version == "3.0" else {}
    return b"".join(ready.get(person.uid) or in_version(person, wishes.version) for person in people)


def _csv(program: Program) -> Callable[[Sequence[Person], Wishes], bytes]:
    def written(people: Sequence[Person], wishes: Wishes) -> bytes:
        from cardscan.share.tables_out import to_csv

        return to_csv(people, program)

    return written


def _xlsx(people: Sequence[Person], wishes: Wishes) -> bytes:
    from cardscan.share.workbook import to_xlsx

    return to_xlsx(people, wishes.pictures)


def _jcard(people: Sequence[Person], wishes: Wishes) -> bytes:
    from cardscan.share.jcard import to_jcard

    return to_jcard(people)


FORMATS: Mapping[str, Callable[[Sequence[Person], Wishes], bytes]] = {
    "vcf": _vcf,
    "google": _csv("google"),
    "outlook": _csv("outlook"),
    "eight": _csv("eight"),
    "excel": _csv("excel"),
    "xlsx": _xlsx,
    "jcard": _jcard,
}
