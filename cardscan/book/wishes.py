"""Who wants no mail: what a human noted, else what a card, a note or a memo says. Pure.

What a human noted is a property of the person's vCard. So it goes where the person goes: through merges, undo, other
programs and back. A program that drops what it does not know takes no wish away; only a human does.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from cardscan.model import Person, Property

NO_MAIL = "X-CARDSCAN-NO-MAIL"
Wish = Literal["yes", "no"]
_SHOWN = 80  # characters of a note that are shown as the reason


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a person gets no mail: ``noted`` in the book, or because a ``card`` (a note that came with one included) or
    a ``memo`` has the words ``said``."""

    by: Literal["noted", "card", "memo"]
    said: str = ""

    def __str__(self) -> str:
        """Return the reason in words."""
        told = {"noted": "no mail: it is noted in the book", "card": "no mail: the card says {}"}
        said = self.said if len(self.said) <= _SHOWN else f"{self.said[:_SHOWN]}…"
        return told.get(self.by, "no mail: your memo says {}").replace("{}", said)


def refusal(person: Person) -> Refusal | None:
    """Return why a person gets no mail, or None. What a human noted outranks what stands on the card."""
    noted = wish_in(person.properties)
    if noted is not None:
        return Refusal("noted") if noted == "yes" else None
    return next((Refusal(by, text) for by, text in _texts(person) if _refuses(text)), None)


def _texts(person: Person) -> Iterator[tuple[Literal["card", "memo"], str]]:
    contact = person.contact
    yield from (("card", text) for text in contact.notes)
    for place in contact.affiliations:
        yield from (("card", text) for text in (place.department, *place.titles) if text)
    yield from (("memo", met.memo) for met in person.encounters if met.memo)


def _refuses(text: str) -> bool:
    plain = "".join(unicodedata.normalize("NFKC", text).casefold().split("\n"))
    return _pattern().search(plain) is not None


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    told = tomllib.loads(Path(__file__).with_name("wishes.toml").read_text(encoding="utf-8"))
    return re.compile("|".join(f"(?:{pattern})" for pattern in told["no_mail"]))


def wish_in(properties: Iterable[Property]) -> Wish | None:
    """Return what is noted: ``yes``, no mail; ``no``, mail is welcome whatever the card says; None, nothing. Where two
    people who are one had both, it is ``yes``."""
    found = {one.value.strip().casefold() for one in properties if one.name == NO_MAIL}
    return "yes" if "yes" in found else "no" if "no" in found else None


def wishing(properties: Iterable[Property], wish: Wish | None) -> tuple[Property, ...]:
    """Return properties with this wish and no other one."""
    others = tuple(one for one in properties if one.name != NO_MAIL)
    return (*others, Property(NO_MAIL, wish)) if wish else others


def taken_over(mine: tuple[Property, ...], theirs: Iterable[Property]) -> tuple[Property, ...]:
    """Return ``theirs``, what another address book brings, without a wish if ``mine`` have one: the book's stands."""
    theirs = tuple(theirs)
    return theirs if wish_in(mine) is None else wishing(theirs, None)


def reconciled(
    mine: tuple[Property, ...], base: tuple[Property, ...], theirs: tuple[Property, ...]
) -> tuple[Property, ...]:
    """Return ``theirs``, as somebody left them who edited a file that showed ``base``, with the wish that counts:
    theirs if they say another one than they saw, else the book's."""
    told = wish_in(theirs)
    return theirs if told is not None and told != wish_in(base) else wishing(theirs, wish_in(mine))
