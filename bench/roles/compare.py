"""Five ways to tell roles, side by side on layouts and words held out; written into docs/formulations.md."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add
from pathlib import Path

from bench.belief import Sample, chances, curve
from bench.roles.folds import FIELDS, FOLDS, Judged, Way, held_out, judged, model_alone, rules_alone, with_rules
from bench.roles.labelled import HIDDEN, Example, Seen
from bench.score.compare import Count, macro_f1
from cardscan.parse.belief import CERTAIN

REPORT = Path(__file__).parent.parent.parent / "docs" / "formulations.md"
WAYS: Mapping[str, tuple[bool, Way]] = {
    "rules alone": (True, rules_alone),
    "A alone": (False, model_alone),
    "B alone": (True, model_alone),
    "rules + A": (False, with_rules),
    "rules + B": (True, with_rules),
}


@dataclass(frozen=True)
class Claim:
    """A value that was stated on a card with a share of the words hidden: called certain or not, right or not."""

    card: int
    share: float
    certain: bool
    right: bool


@dataclass(frozen=True)
class Outcome:
    """What came of all cards in one way: values card by card, and how far each was believed."""

    judged: tuple[Judged, ...]
    claims: tuple[Claim, ...]

    def of(self, wanted: Callable[[Judged | Claim], bool]) -> Outcome:
        """Return what came of the cards that are ``wanted``."""
        return Outcome(tuple(filter(wanted, self.judged)), tuple(filter(wanted, self.claims)))


def compared(cards: Sequence[Seen], rounds: Sequence[Sequence[Example]]) -> dict[str, Outcome]:
    """Return what came of each card in each of WAYS."""
    folds = {chained: held_out(cards, rounds, chained) for chained in (False, True)}
    made = {}
    for name, (chained, way) in WAYS.items():
        found = judged(cards, folds[chained], way)
        made[name] = Outcome(tuple(found), tuple(_claims(cards, found)))
    return made


def _claims(cards: Sequence[Seen], found: Sequence[Judged]) -> Iterator[Claim]:
    """Yield all values stated, those of each fold believed as the other folds teach."""
    for layouts in FOLDS:
        samples: dict[bool, dict[str, list[tuple[Judged, Sample]]]] = {
            True: defaultdict(list),
            False: defaultdict(list),
        }
        for each in found:
            for sample in each.samples:
                samples[cards[each.card].layout in layouts][sample[0]].append((each, sample))
        for kind, own in samples[True].items():
            weights = curve([sample for _, sample in samples[False][kind]])
            for (each, sample), (chance, right) in zip(own, chances(weights, [s for _, s in own]), strict=True):
                yield Claim(each.card, each.share, chance >= CERTAIN and not sample[1][3], right)


def report(cards: Sequence[Seen], found: Mapping[str, Outcome], made: str, traits: int) -> str:
    """Return docs/formulations.md."""
    return "\n".join([*_head(cards, made, traits), *_by_share(found), *_by_slice(cards, found), ""])


def _head(cards: Sequence[Seen], made: str, traits: int) -> Iterator[str]:
    yield f"""# Formulations: how roles are told

Written by `make train`; do not edit.

What a stretch of text on a card is (name, reading, name in Latin letters, organisation, department, title,
qualification, or none of these) is told by rules and word lists, and by weights learned from dev cards: for how it is
spelled, what lists know of it, its size and place, and its neighbours (`cardscan/parse/traits.py`). Two formulations
were compared, with the rules and without:

- **A**: each stretch by itself, a multinomial logistic model; neighbours count as traits only.
- **B**: the same traits in a chain in reading order, a linear-chain CRF: the role before counts, too.
- *alone*: each stretch is what it is likeliest to be, whatever its words are to the rules (which stretches there are is
  the rules' in any case, and so is which of several names or firms is meant). *rules +*: the rules choose; the model
  says what a stretch is whose words leave that open, if it is likely a department, title or qualification, and weighs
  in who the person is and how far a field is believed.

What cardscan ships is *rules + B*.

{made}: {len(cards)} dev cards, drawn and photographed, as the default reader reads them; {traits} traits. Each card is
parsed with weights that never saw its layout ({len(FOLDS)} parts), nor the letters of any stretch that stands on a card
of its part, and with a share of the words in the parser's lists hidden: the words of dev cards are in the lists,
those of the world's cards are not always. Belief in fields is fitted for each way by itself, on the other parts.
"""


def _by_share(found: Mapping[str, Outcome]) -> Iterator[str]:
    yield "## By the share of words that no list knows"
    for share in HIDDEN:
        yield from ("", f"{share:.0%} hidden:", "", *_header("way"))
        for name, outcome in found.items():
            yield _row(name, outcome.of(lambda each, share=share: each.share == share))


def _by_slice(cards: Sequence[Seen], found: Mapping[str, Outcome]) -> Iterator[str]:
    yield from ("", "## By kind of card", "", "All shares together:", "", *_header("cards and way"))
    for slice_ in dict.fromkeys(card.slice for card in cards):
        for name, outcome in found.items():
            yield _row(f"{slice_}, {name}", outcome.of(lambda each, of=slice_: cards[each.card].slice == of))


def _header(first: str) -> tuple[str, str]:
    heads = (first, "mean F1", *FIELDS, "called certain", "of these right")
    return f"| {' | '.join(heads)} |", f"| --- |{' ---: |' * (len(heads) - 1)}"


def _row(name: str, outcome: Outcome) -> str:
    counts = {field: reduce(add, (each.counts[field] for each in outcome.judged), Count()) for field in FIELDS}
    scores = [macro_f1(counts) or 0.0, *(each.f1 or 0.0 for each in counts.values())]
    certain = [claim for claim in outcome.claims if claim.certain]
    right = sum(claim.right for claim in certain) / max(1, len(certain))
    cells = [*(f"{score:.3f}" for score in scores), f"{len(certain) / len(outcome.claims):.1%}", f"{right:.2%}"]
    return f"| {name} | {' | '.join(cells)} |"
