"""``python -m bench.readings``: how often a Japanese name is read right where the card tells nothing of it.

People are drawn as the generator does it, thousands in a second; nothing is printed or read. The reading is that of the
dictionaries alone, with neither furigana nor romaji nor a mail address.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from random import Random

from bench.cards.people import Person, japanese_person
from bench.cards.words import SPLITS, Split
from cardscan.parse.readings import Evidence, reading_of

_KANJI = re.compile("[一-龥々]")


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw people and print which share of surnames and of whole names is read as they are."""
    parser = argparse.ArgumentParser("python -m bench.readings", description=__doc__)
    parser.add_argument("--count", type=int, default=4000, help="people")
    parser.add_argument("--split", choices=SPLITS, default="test", help="whose names: those of test cards (default)")
    parser.add_argument("--seed", type=int, default=5)
    asked = parser.parse_args(arguments)
    told = [right(person) for person in islice(people(asked.split, asked.seed), asked.count)]
    surnames, names = (sum(each) / len(told) for each in zip(*told, strict=True))
    print(f"{len(told)} people of {asked.split}: surname right {surnames:.3f}, the whole name {names:.3f}")
    return 0


def people(split: Split, seed: int) -> Iterator[Person]:
    """Yield people whose surname has kanji, without end."""
    rng = Random(seed)
    while True:
        person = japanese_person(rng, split)
        if _KANJI.search(person.family):
            yield person


def right(person: Person) -> tuple[bool, bool]:
    """Return whether the surname, and whether the whole name, is read by dictionaries as the person is called."""
    read = reading_of(person.family, person.given, Evidence())
    family = read is not None and read.family == person.family_kana
    return family, family and read is not None and read.given == person.given_kana


if __name__ == "__main__":
    raise SystemExit(main())
