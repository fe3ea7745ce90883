"""``python -m bench.cards``: write labelled pictures into a folder, X.jpg (or .png) with X.truth.json beside it."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from bench.cards import generate, makers
from bench.cards.truth import Picture


def main() -> int:
    """Parse options, make pictures, say where they are."""
    options = _options()
    if options.list:
        for name, make in makers().items():
            print(f"{name:14} {(make.__doc__ or '').splitlines()[0]}")
        return 0
    options.output.mkdir(parents=True, exist_ok=True)
    for seed in range(options.seed, options.seed + options.count):
        for name in options.slice or makers():
            write(generate(name, seed, options.split), options.output)
    print(f"{options.count * len(options.slice or makers())} pictures in {options.output}", file=sys.stderr)
    return 0


def write(picture: Picture, folder: Path) -> None:
    """Write a picture and its truth into the folder."""
    (folder / picture.name).write_bytes(picture.encoded)
    words = json.dumps(picture.truth, ensure_ascii=False, indent=1)
    (folder / picture.name).with_suffix(".truth.json").write_text(words + "\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench.cards", description="Make labelled business cards and photos of them."
    )
    parser.add_argument("--list", action="store_true", help="name the slices and stop")
    parser.add_argument(
        "--slice",
        action="append",
        choices=list(makers()),
        help="which kind of picture (repeat for several; default: all)",
    )
    parser.add_argument("--count", type=int, default=10, help="pictures per slice (default 10)")
    parser.add_argument("--seed", type=int, default=0, help="number of the first picture (default 0)")
    parser.add_argument(
        "--split", choices=("dev", "test"), default="dev", help="dev to work with, test to score on (default dev)"
    )
    parser.add_argument("-o", "--output", type=Path, default=Path("bench/out"), help="folder (default bench/out)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
