"""``make train``: learn the weights of roles from dev cards, write them, and say how the formulations compare."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Sequence
from pathlib import Path

from bench.roles.compare import REPORT, compared, report
from bench.roles.labelled import HIDDEN, Example, Seen, examples, seen
from bench.roles.learn import learned
from cardscan.parse.likely import Weights
from cardscan.parse.page import ROLES

RESULT = Path(__file__).parent.parent.parent / "cardscan" / "parse" / "words" / "roles.tsv"
CHAINED = True  # the formulation that is kept: docs/formulations.md
LITTLE = 0.05  # a trait none of whose weights is more is left out


def main() -> int:
    """Read dev cards, compare the formulations, learn from all cards, write weights and report."""
    parser = argparse.ArgumentParser("python -m bench.roles", description=__doc__)
    parser.add_argument("--seed", type=int, default=200001, help="of the first dev picture of each slice")
    parser.add_argument("--no-report", action="store_true", help="learn only, do not compare")
    asked = parser.parse_args()
    cards = seen(asked.seed)
    rounds = [examples(cards, share, str(number)) for number, share in enumerate(HIDDEN)]
    weights = learned([each for of in rounds for each in of], CHAINED)
    RESULT.write_text(_tsv(weights, cards, rounds), "utf-8")
    print(f"{len(weights.traits)} traits of {len(cards)} cards; {RESULT.stat().st_size / 1000:.0f} kB")
    if not asked.no_report:
        text = report(cards, compared(cards, rounds), _today(), len(weights.traits))
        REPORT.write_text(text, "utf-8")
        print(text)
    return 0


def _tsv(weights: Weights, cards: Sequence[Seen], rounds: Sequence[Sequence[Example]]) -> str:
    parts = sum(len(each.texts) for each in rounds[0])
    pairs = {
        f"{relation} after {role}": row
        for relation, rows in weights.pairs.items()
        for role, row in zip(ROLES, rows, strict=True)
    }
    told = {trait: row for trait, row in weights.traits.items() if max(map(abs, row)) > LITTLE}
    rows = (f"{name}\t{chr(9).join(f'{each:.2f}' for each in row)}" for name, row in {**pairs, **told}.items())
    return (
        "# Made by `make train`; see bench/roles. What speaks for each role of a stretch of text, as log odds: the\n"
        "# role before it, by how the two stand to each other, and its traits (parse/traits.py).\n"
        f"# {_today()}, {parts} stretches on {len(cards)} dev cards\n"
        f"trait\t{chr(9).join(ROLES)}\n" + "\n".join(rows) + "\n"
    )


def _today() -> str:
    return datetime.datetime.now(datetime.UTC).date().isoformat()


if __name__ == "__main__":
    raise SystemExit(main())
