"""``python -m bench.labels``: draw corners of cards and fit the spotter of number labels to them (half an hour)."""

from __future__ import annotations

import argparse

from bench.labels.fit import fit


def main() -> int:
    """Parse options, fit, say how well it went."""
    options = argparse.ArgumentParser(prog="python -m bench.labels", description=__doc__)
    options.add_argument("--drawn", type=int, default=40000, help="corners or labels to draw (default 40000)")
    options.add_argument("--cards", type=int, default=240, help="cards to cut corners from (default 240)")
    options.add_argument("--epochs", type=int, default=14)
    options.add_argument("--seed", type=int, default=0)
    given = options.parse_args()
    print(fit(given.drawn, given.cards, given.epochs, given.seed))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
