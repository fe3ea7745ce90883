"""``python -m bench.reader.corpus FILE``: what some thousands of cards of the dev split say, one line each: of some as
they are printed, with labels and all."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

from bench.cards import abroad, content
from bench.cards.photos import stock

CARDS = 4000
FACES = 700
TIMES = 5  # so often does each of their lines stand there: they are fewer than the others
ENGLISH = 6  # one card in so many


def main() -> int:
    """Write the file."""
    rng, lines = Random("corpus"), set()
    for number in range(CARDS):
        made = content.japanese_content(rng, "dev") if number % ENGLISH else abroad.english_content(rng, "dev")
        lines.update(each.strip() for each in _strings(made) if "\n" not in each)
    printed = [each.text for number in range(FACES) for each in stock.face("dev", number).lines]
    Path(sys.argv[1]).write_text("\n".join([*sorted(lines), *TIMES * printed]) + "\n", encoding="utf-8")
    return 0


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value] if len(value) > 1 else []
    if isinstance(value, list | tuple):
        return [each for part in value for each in _strings(part)]
    fields = getattr(value, "__dataclass_fields__", {})
    return [each for name in fields for each in _strings(getattr(value, name))]


if __name__ == "__main__":
    sys.exit(main())
