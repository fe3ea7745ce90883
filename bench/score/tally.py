"""From pictures to figures: every picture gives a Score, and scores add up to a slice's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import add

from bench.score import fold
from bench.score.asides import ASIDES, asides
from bench.score.compare import FIELDS, Count, Json, compare, count, macro_f1, values, wholly_right
from bench.score.outline import WELL_OUTLINED, pair, same_way_up
from bench.score.trust import Claim, claims

NOTHING = Count()


@dataclass(frozen=True)
class Score:
    """How one picture, or many, were read.

    ``whole``: cards whose name, phones, mails and organisations are all right; ``outlines``: cards found with overlap
    ≥ 0.8; ``tags``: numbers on cases; ``asides``: see asides.py; ``characters``: those of the lines, in any order (how
    well the engine alone did);
    ``empty``: pictures without a card, ``silent``: those of them from which no value was read.
    """

    pictures: int = 0
    cards: int = 0
    paired: int = 0
    upright: int = 0
    whole: int = 0
    outlines: Count = NOTHING
    tags: Count = NOTHING
    characters: Count = NOTHING
    asides: dict[str, Count] = field(default_factory=lambda: dict.fromkeys(ASIDES, NOTHING))
    fields: dict[str, Count] = field(default_factory=lambda: dict.fromkeys(FIELDS, NOTHING))
    empty: int = 0
    silent: int = 0
    claims: tuple[Claim, ...] = ()

    def __add__(self, other: Score) -> Score:
        return Score(
            self.pictures + other.pictures,
            self.cards + other.cards,
            self.paired + other.paired,
            self.upright + other.upright,
            self.whole + other.whole,
            self.outlines + other.outlines,
            self.tags + other.tags,
            self.characters + other.characters,
            {words: self.asides[words] + other.asides[words] for words in ASIDES},
            {name: self.fields[name] + other.fields[name] for name in FIELDS},
            self.empty + other.empty,
            self.silent + other.silent,
            self.claims + other.claims,
        )

    @property
    def macro_f1(self) -> float | None:
        """Mean F1 over the fields that occur."""
        return macro_f1(self.fields)

    @property
    def critical(self) -> int:
        """Names, phones, mails and web addresses that are wrong although called certain."""
        return sum(claim.critical for claim in self.claims)

    @property
    def invented(self) -> int:
        """Values that are printed on no card."""
        return sum(each.extra for each in self.fields.values())


@dataclass(frozen=True)
class Pairing:
    """A card that is there and the record that reads it; either may be missing, not both."""

    truth: Json | None
    record: Json | None
    overlap: float = 0.0


def lines_of(card: Json) -> list[str]:
    """Return the text of the lines of a truth card or of a record."""
    return [line if isinstance(line, str) else line["text"] for line in card.get("lines") or ()]


def total(scores: Iterable[Score]) -> Score:
    """Return the sum of ``scores``."""
    return reduce(add, scores, Score())


def pairings(cards: Sequence[Json], records: Sequence[Json]) -> list[Pairing]:
    """Pair the cards of one picture with the records read from it, by their outlines; what stays alone comes last."""
    pairs = pair([card["quad"] for card in cards], [record["quad"] for record in records])
    seen, read = {i for i, _, _ in pairs}, {j for _, j, _ in pairs}
    return [
        *(Pairing(cards[i], records[j], score) for i, j, score in pairs),
        *(Pairing(card, None) for i, card in enumerate(cards) if i not in seen),
        *(Pairing(None, record) for j, record in enumerate(records) if j not in read),
    ]


def score_picture(cards: Sequence[Json], records: Sequence[Json]) -> Score:
    """Return how ``records`` (objects of the contract) read the ``cards`` (truth) of one picture."""
    read = total(_score_card(each) for each in pairings(cards, records))
    return read + Score(pictures=1, empty=int(not cards), silent=int(not cards and not read.invented))


def _score_card(each: Pairing) -> Score:
    truth, record = each.truth or {}, each.record or {}
    printed, read = truth.get("contact") or {}, record.get("contact") or {}
    counts = _without_guesses(compare(printed, read), printed)
    both = each.truth is not None and each.record is not None
    outlined = each.overlap >= WELL_OUTLINED
    return Score(
        cards=int(each.truth is not None),
        paired=int(both),
        upright=int(both and same_way_up(truth["quad"], record["quad"])),
        whole=int(both and wholly_right(counts)),
        outlines=Count(
            int(outlined), int(each.record is not None and not outlined), int(each.truth is not None and not outlined)
        ),
        tags=_tags(truth.get("tag"), record.get("tag")),
        characters=_characters(truth, record),
        asides=asides(printed, read),
        fields=counts,
        claims=claims(record, printed),
    )


def _without_guesses(counts: dict[str, Count], printed: Json) -> dict[str, Count]:
    """A reading that the reader worked out is no error where nobody knows the true one."""
    return counts if values(printed, "reading") else {**counts, "reading": NOTHING}


def _characters(truth: Json, record: Json) -> Count:
    printed, read = (fold.text("".join(lines_of(card))) for card in (truth, record))
    return count([(character,) for character in printed], [(character,) for character in read])


def _tags(truth: str | None, read: str | None) -> Count:
    right = int(truth is not None and truth == read)
    return Count(right, int(read is not None) - right, int(truth is not None) - right)
