"""``python -m bench.perfect``: what the parser misunderstands when nothing is misread.

Cards are only laid out, never read: their printed lines, with the boxes of their ink, go to the parser as if a reader
had read every letter. Thousands of cards take as long as a hundred that are read, and every mistake is one of the
rules. Of firms that each have their own telephone and address (``--kinds apart``) it also tells how much of that stands
with the right one. Shows card by card the lines and what differs, and (``!``) what was called certain and is wrong.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from random import Random

import msgspec

from bench.cards import abroad, europe
from bench.cards.apart import apart_card, apart_content
from bench.cards.content import Content, japanese_content
from bench.cards.eastern.chinese import chinese_content
from bench.cards.eastern.korean import korean_content
from bench.cards.flat import Card, horizontal_card
from bench.cards.several import people, several_card
from bench.cards.upright import portrait_card, vertical_card
from bench.score.compare import Count, Json, Value, compare, count, macro_f1, values, wholly_right
from bench.score.trust import claims
from cardscan.contract import contact_record
from cardscan.model import Affiliation, Contact, Kind, ParsedCard, TextLine
from cardscan.parse import parse

PORTRAIT = 0.08  # share of the cards that stand upright
NOBODY = ParsedCard((), Contact(), ())
READ = 0.995  # how surely a line was read that was not read


def several(rng: Random) -> Content:
    """Return what a Japanese card of one to three organisations says."""
    return japanese_content(rng, "dev", orgs=rng.choice((1, 1, 1, 2, 2, 3)))


CONTENTS: Mapping[str, Callable[[Random], Content]] = {
    "ja": several,
    "en": lambda rng: abroad.english_content(rng, "dev"),
    "eu": lambda rng: europe.european_content(rng, "dev"),
    "zh": lambda rng: chinese_content(rng, "dev"),
    "ko": lambda rng: korean_content(rng, "dev"),
}
MADE: Mapping[str, Callable[[Random], Card]] = {
    "columns": lambda rng: vertical_card(rng, japanese_content(rng, "dev", vertical=True), "dev"),
    "people": lambda rng: several_card(rng, people(rng, "dev"), "dev"),
    "apart": lambda rng: apart_card(rng, apart_content(rng, "dev"), "dev"),
}
KINDS = (*CONTENTS, *MADE)
REACH = ("phone", "email", "url", "address")


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse the cards asked for and print what differs; return 0."""
    asked = _options().parse_args(sys.argv[1:] if arguments is None else arguments)
    for kind in asked.kinds.split(","):
        totals: dict[str, Count] = defaultdict(Count)
        right = 0
        people, dealt = 0, Count()
        for seed, card in cards(kind, asked.seed, asked.count):
            for each, parsed in understood(card):
                read = msgspec.to_builtins(contact_record(parsed.contact)) if parsed else {}
                counts = compare(each.contact, read)
                right += wholly_right(counts)
                people += 1
                dealt += reach_dealt(each, parsed or NOBODY)
                for field, of_field in counts.items():
                    totals[field] += of_field
                _show(f"{kind} {seed}", each, parsed or NOBODY, read, counts)
        print(f"{kind}: all right {right / people:.3f}, F1 {macro_f1(totals) or 0.0:.4f}")
        if dealt.printed:
            print(f"{kind}: with the right one of several firms F1 {dealt.f1:.4f}")
    return 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m bench.perfect", description=__doc__)
    parser.add_argument("--kinds", default=",".join(KINDS), help=f"comma-separated: {', '.join(KINDS)} (default: all)")
    parser.add_argument("--count", type=int, default=50, help="cards of each kind")
    parser.add_argument("--seed", type=int, default=1, help="of the first card")
    return parser


def cards(kind: str, first: int, count: int) -> Iterator[tuple[int, Card]]:
    """Yield ``count`` dev cards of a kind, each with its seed, from seed ``first`` on."""
    for seed in range(first, first + count):
        rng = Random(f"perfect-{kind}-{seed}")
        if kind in MADE:
            yield seed, MADE[kind](rng)
            continue
        content = CONTENTS[kind](rng)
        made = portrait_card if rng.random() < PORTRAIT else horizontal_card
        yield seed, made(rng, content, "dev")


def understood(card: Card) -> Iterator[tuple[Card, ParsedCard | None]]:
    """Yield a card once for each of the people on it, with what is understood of that person, in the order in which
    they are printed; of people too many with nothing printed."""
    parsed = parse(printed_lines(card))
    printed = [card.contact, *card.companions]
    for contact, each in zip_longest(printed, (parsed, *parsed.others)):
        yield replace(card, contact=contact or {}), each


def printed_lines(card: Card) -> tuple[TextLine, ...]:
    """Return the lines of a card from top to bottom as a reader would give them that misreads nothing."""
    placed = sorted(card.lines, key=lambda line: (line.box[1], line.box[0]))
    boxes = ((line, *line.box) for line in placed)
    return tuple(
        TextLine(line.text, ((a, b), (c, b), (c, d), (a, d)), READ, "printed", line.vertical)
        for line, a, b, c, d in boxes
    )


def reach_dealt(card: Card, parsed: ParsedCard) -> Count:
    """Return how many of the numbers, mail, web and postal addresses of a card whose firms have their own stand with
    the right firm."""
    if not card.reach:
        return Count()
    names = [{"orgs": [org]} for org in card.contact["orgs"]]
    own = [msgspec.to_builtins(contact_record(Contact(affiliations=(each,)))) for each in parsed.contact.affiliations]
    return count(_dealt(zip(names, card.reach, strict=True)), _dealt((each, each) for each in own))


def _dealt(firms: Iterable[tuple[Json, Json]]) -> Iterator[Value]:
    """Yield the name of each firm (in the first of two contacts) with each value of the second."""
    for named, reached in firms:
        name = next(iter(values(named, "org")), ("",))
        yield from ((*name, field, *value) for field in REACH for value in values(reached, field))


def _reached(place: Affiliation) -> list[str]:
    written = (*(each.text for each in place.phones), *(each.text for each in place.addresses))
    return [*written, *place.emails, *place.urls]


def _show(name: str, card: Card, parsed: ParsedCard, read: Json, counts: Mapping[str, Count]) -> None:
    wrong = [field for field, own in counts.items() if not own.perfect]
    dealt = reach_dealt(card, parsed)
    if not wrong and dealt.perfect:
        return
    print(f"--- {name} ({card.layout})", *(f"    {line.text}" for line in parsed.lines), sep="\n")
    for field in wrong:
        print(f"  {field}: printed {values(card.contact, field)}, read {values(read, field)}")
    if not dealt.perfect:
        print(f"  with another firm: {[(place.org, _reached(place)) for place in parsed.contact.affiliations]}")
    fields = (each for each in parsed.fields if each.kind is not Kind.NOTE)
    for each in fields:
        said = {"field": each.path, "confidence": each.confidence, "doubt": each.doubt}
        if any(
            claim.certain and not claim.right for claim in claims({"contact": read, "fields": [said]}, card.contact)
        ):
            print(f"  ! {each.path} {each.value} ({each.confidence:.3f})")


if __name__ == "__main__":
    raise SystemExit(main())
