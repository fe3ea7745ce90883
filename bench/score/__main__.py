"""``python -m bench.score``: make pictures, let the readers read them, score, and write docs/accuracy.md, or with
all known readers docs/accuracy-peers.md."""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench.cards.words import SPLITS
from bench.score.details import causes, write_details
from bench.score.machine import machine, versions
from bench.score.pictures import Labelled, generated, generator_stamp, in_folder, slice_words
from bench.score.report import Outcome, Outcomes, Setting, document, short_table
from bench.score.systems import COMMANDS, REMEMBERED, Run, run
from bench.score.tally import score_picture, total

COUNTS: Mapping[str, int] = {
    "flat_ja": 50,
    "photo_ja": 50,
    "vertical_ja": 100,
    "hard_ja": 30,
    "two_orgs_ja": 60,
    "apart_ja": 40,
    "several": 40,
    "flat_en": 60,
    "photo_en": 30,
    "flat_eu": 60,
    "photo_eu": 30,
    "flat_zh": 40,
    "photo_zh": 30,
    "flat_ko": 40,
    "photo_ko": 30,
    "table_ja": 2,
    "negatives": 6,
}
EVENING = 20
OURS, ALL = "cardscan", ",".join(COMMANDS)
DOCUMENTS = {OURS: Path("docs/accuracy.md"), ALL: Path("docs/accuracy-peers.md")}  # of a full run, by who took part


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the bench; return 1 when a reader crashed."""
    given = sys.argv[1:] if arguments is None else arguments
    asked = _options().parse_args(given)
    pictures = in_folder(asked.folder) if asked.folder else _generated(asked)
    commands = _commands(asked.systems, asked.command)
    evening = _evening(pictures, commands) if _is_full(asked) else {}
    outcomes: Outcomes = {
        name: {reader: _outcome(reader, command, each, asked.details) for reader, command in commands.items()}
        for name, each in _by_slice(pictures).items()
    }
    print(short_table(outcomes))
    for reader, each in evening.items():
        print(f"{reader}: {each.files} photos in one run: {each.seconds:.1f} s, {each.peak_bytes / 2**20:.0f} MB")
    target = asked.out or (DOCUMENTS.get(asked.systems) if _is_full(asked) else None)
    if target is not None:
        target.write_text(document(_setting(asked, given), outcomes, evening))
    runs = [each.run for readers in outcomes.values() for each in readers.values()]
    return int(not all(each.orderly for each in [*runs, *evening.values()]))


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m bench.score", description=__doc__)
    parser.add_argument("--slices", help="comma-separated; default: all of the benchmark")
    parser.add_argument("--count", type=int, help="pictures a slice; default: the benchmark's own numbers")
    parser.add_argument("--seed", type=int, default=1, help="of the first picture of each slice")
    parser.add_argument("--split", choices=SPLITS, default="test", help="dev to develop with, test (default) to report")
    parser.add_argument("--systems", default=OURS, help=f"comma-separated readers, ours first: {ALL} are known")
    parser.add_argument(
        "--command",
        action="append",
        default=[],
        metavar="NAME=COMMAND",
        help="one more reader: a program that takes files and prints the contract's JSON Lines",
    )
    parser.add_argument("--folder", type=Path, help="score the pictures in this folder that have a .truth.json beside")
    parser.add_argument("--out", type=Path, help="write the document here; default for a full run: docs/accuracy.md")
    parser.add_argument("--details", type=Path, help="write what differs, card by card, into this folder")
    return parser


def _is_full(asked: argparse.Namespace) -> bool:
    return asked.split == "test" and not (asked.slices or asked.count or asked.folder)


def _generated(asked: argparse.Namespace) -> list[Labelled]:
    names = asked.slices.split(",") if asked.slices else list(COUNTS)
    counts = {name: asked.count or COUNTS.get(name, EVENING) for name in names}
    return [each for name, count in counts.items() for each in generated(name, asked.split, asked.seed, count)]


def _commands(names: str, more: Sequence[str]) -> dict[str, Sequence[str]]:
    chosen: dict[str, Sequence[str]] = {name: COMMANDS[name] for name in names.split(",") if name}
    return chosen | {name: shlex.split(command) for name, _, command in (each.partition("=") for each in more)}


def _by_slice(pictures: Sequence[Labelled]) -> dict[str, list[Labelled]]:
    slices: dict[str, list[Labelled]] = {}
    for each in pictures:
        slices.setdefault(each.slice, []).append(each)
    return slices


def _outcome(reader: str, command: Sequence[str], pictures: Sequence[Labelled], details: Path | None) -> Outcome:
    print(f"{pictures[0].slice}: {reader} reads {len(pictures)} pictures", file=sys.stderr, flush=True)
    told = run((*command, *REMEMBERED.get(reader, ())), [each.path for each in pictures])
    if not told.orderly:
        print(f"{reader} ended with exit status {told.exit_status}:\n{told.complaint}", file=sys.stderr)
    if details is not None:
        for each in pictures:
            write_details(details / reader, each, told.of(each.path))
        print(causes((each, told.of(each.path)) for each in pictures))
    return Outcome(total(score_picture(each.cards, told.of(each.path)) for each in pictures), told)


def _evening(pictures: Sequence[Labelled], commands: Mapping[str, Sequence[str]]) -> dict[str, Run]:
    """Time each reader on the same photos, before anything else makes the machine warm, and with no memory."""
    photos = [each.path for each in pictures if each.slice.startswith("photo_") and len(each.cards) == 1][:EVENING]
    print(f"each reader reads {len(photos)} photos in one run", file=sys.stderr, flush=True)
    return {reader: run(command, photos) for reader, command in commands.items()}


def _setting(asked: argparse.Namespace, arguments: Sequence[str]) -> Setting:
    command = shlex.join(["python", "-m", "bench.score", *arguments])
    return Setting(datetime.now(UTC).date().isoformat(), machine(), versions(), command, _whence(asked), slice_words())


def _whence(asked: argparse.Namespace) -> str:
    if asked.folder:
        return "The pictures are not the generator's but those of a folder."
    return (
        f"The pictures are made by the generator in `bench/cards` (hash {generator_stamp()}), split `{asked.split}`, "
        f"seeds from {asked.seed}. Of the test split nothing was looked at while the rules were written, and nothing "
        "was fitted to it, but for one choice: which pairs of variant kanji are told apart at all was decided by how "
        "lines in its fonts read (`bench/variants.py`)."
    )


if __name__ == "__main__":
    sys.exit(main())
