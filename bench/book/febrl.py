"""The FEBRL data sets as the book sees them, beside Splink: pairs of records in, F1 out.

FEBRL makes up Australian people with a name, an address and a social security number, and copies of them with errors.
They have no mail address and no mobile: the number that is one person's own stands for the mobile here.
"""

from __future__ import annotations

import json
import subprocess
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from cardscan.book.keys import keys_of
from cardscan.likeness import Verdict, likeness
from cardscan.model import Address, Affiliation, Contact, Name, Phone

SETS = ("febrl1", "febrl2", "febrl3", "febrl4")
CALLED_ONE = 0.5  # Splink's probability from which a pair counts as one person
Pairs = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Score:
    """How well pairs were found (0–1), and the processor seconds it took."""

    precision: float
    recall: float
    seconds: float

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Compared:
    """One data set: how many records and true pairs it has, and how well each finds them. ``asked`` counts what the
    book merges together with what it asks about."""

    records: int
    pairs: int
    same: Score
    asked: Score
    splink: Score


def compared(python: Path, name: str) -> Compared:
    """Run Splink in its own environment (the interpreter ``python``) and the book's rules here."""
    script = Path(__file__).with_name("splink_febrl.py")
    done = subprocess.run([python, script, name], check=True, capture_output=True, text=True)
    told = json.loads(done.stdout)
    true = _pairs(told["links"])
    start = time.process_time()
    found = judged({row["unique_id"]: contact_of(row) for row in told["rows"]})
    seconds = time.process_time() - start
    same = _pairs(pair for pair, verdict in found.items() if verdict is Verdict.SAME)
    theirs = _pairs(pair[:2] for pair in told["pairs"] if pair[2] >= CALLED_ONE)
    scores = [score(pairs, true, spent) for pairs, spent in ((same, seconds), (_pairs(found), seconds))]
    return Compared(len(told["rows"]), len(true), *scores, score(theirs, true, told["cpu"]))


def contact_of(row: Mapping[str, str | None]) -> Contact:
    """Return a record as the card of its person."""
    given, surname = ((row[part] or "").title() for part in ("given_name", "surname"))
    full = f"{given} {surname}".strip()
    street = [row[part] for part in ("street_number", "address_1", "suburb", "state") if row[part]]
    number = row["soc_sec_id"]
    phones = (Phone("mobile", number, f"+614{number}"),) if number else ()
    addresses = (Address(" ".join(map(str, street)), row["postcode"]),) if street else ()
    name = Name(full, surname or None, given or None) if full else None
    return Contact(name, (Affiliation(None, phones=phones, addresses=addresses),))


def judged(contacts: Mapping[str, Contact]) -> dict[tuple[str, str], Verdict]:
    """Return every pair that the book would merge or ask about."""
    keeping: dict[str, list[str]] = defaultdict(list)
    found: dict[tuple[str, str], Verdict] = {}
    for uid, contact in contacts.items():
        keys = keys_of(contact)
        for other in {one for key in keys.sought for one in keeping[key]}:
            verdict = likeness(contact, contacts[other]).verdict
            if verdict is not Verdict.NEW:
                found[uid, other] = verdict
        for key in keys.kept:
            keeping[key].append(uid)
    return found


def score(found: Pairs, true: Pairs, seconds: float) -> Score:
    """Return how well ``found`` are ``true`` pairs."""
    right = len(found & true)
    return Score(right / len(found) if found else 0.0, right / len(true), seconds)


def _pairs(pairs: Iterable[Iterable[str]]) -> Pairs:
    return frozenset((one, other) for one, other in map(sorted, pairs))
