"""Which lane pairs go to: the book's own rules, blocking included, on labelled pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from random import Random

from bench.book.contacts import printed
from bench.book.pairs import DIFFERENT, SAME, Pair
from cardscan.book.keys import keys_of
from cardscan.book.plan import decide
from cardscan.likeness.cards import same_card
from cardscan.model import Ask, Contact, Merge, Person


@dataclass(slots=True)
class Lanes:
    """How many pairs of a case went to each lane, and those that went where they must not."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[Pair] = field(default_factory=list)

    @property
    def pairs(self) -> int:
        """All pairs of the case."""
        return self.counts.total()


def lane(known: Contact, new: Contact) -> str:
    """Return where ``new`` goes in a book that holds ``known``: same, ask or new."""
    if not keys_of(known).kept & keys_of(new).sought:
        return "new"
    again = new.name is not None and same_card(printed(known), printed(new), new.name.full)
    plan = decide(new, [Person("known", known)], {"known"} if again else frozenset())
    return "same" if isinstance(plan, Merge) else "ask" if isinstance(plan, Ask) else "new"


def judged(same: int, different: int, seed: int) -> tuple[dict[str, Lanes], dict[str, Lanes]]:
    """Return the lanes of every case: so many pairs of the ``same`` person in all, so many of ``different`` ones."""
    told_apart = {name: _with_two_cards(case) for name, case in DIFFERENT.items()}
    return _judged(SAME, same, seed, "new"), _judged(told_apart, different, seed, "same")


def _with_two_cards(case: Callable[[Random], Pair]) -> Callable[[Random], Pair]:
    """Return ``case`` without pairs whose cards are the same to the letter: nobody could tell those people apart."""

    def drawn(rng: Random) -> Pair:
        while True:
            one, other = case(rng)
            if printed(one) != printed(other):
                return one, other

    return drawn


def _judged(cases: Mapping[str, Callable[[Random], Pair]], pairs: int, seed: int, wrong: str) -> dict[str, Lanes]:
    found: dict[str, Lanes] = {}
    for name, case in cases.items():
        lanes = found.setdefault(name, Lanes())
        for one, other in _drawn(case, pairs // len(cases) + 1, f"{seed} {name}"):
            where = lane(one, other)
            lanes.counts[where] += 1
            if where == wrong:
                lanes.wrong.append((one, other))
    return found


def _drawn(case: Callable[[Random], Pair], pairs: int, seed: str) -> Iterator[Pair]:
    rng = Random(seed)
    for _ in range(pairs):
        yield case(rng)
