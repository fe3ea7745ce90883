"""docs/book.md out of figures. Pure: figures in, text out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bench.book.febrl import Compared, Score
from bench.book.khard import Run
from bench.book.lanes import Lanes

_WORDS = {
    "fill": "import with deduplication, one file",
    "files": "write contacts/, a .vcf a person",
    "add": "one card more: plan, apply, .vcf",
    "find": "find, the slowest of six searches",
    "find many": "find what one in fifteen answers to, the first 60 of them",
    "list": "`list --first 50` as a whole process",
    "export": "everybody as one .vcf",
}
_PART = r"(<!-- generated: {} -->\n).*?(<!-- end -->)"


def with_part(text: str, what: str, part: str) -> str:
    """Return a document with its generated part called ``what`` replaced."""
    return re.sub(_PART.format(what), lambda found: f"{found[1]}{part}{found[2]}", text, flags=re.DOTALL)


def lanes_part(date: str, same: Mapping[str, Lanes], different: Mapping[str, Lanes]) -> str:
    """Return the tables of pairs by lane."""
    pairs, missed = sum(one.pairs for one in same.values()), sum(len(one.wrong) for one in same.values())
    others, merged = sum(one.pairs for one in different.values()), sum(len(one.wrong) for one in different.values())
    return "\n".join(
        (
            f"{date}. Of {pairs:,} pairs of one person {1 - missed / pairs:.2%} are found (lane same or ask); "
            f"of {others:,} pairs of two people {merged} are merged.",
            "",
            *_table("one person twice", same),
            "",
            *_table("two people", different),
            "",
        )
    )


def _table(title: str, cases: Mapping[str, Lanes]) -> list[str]:
    rows = [
        f"| {name} | {one.pairs:,} | {' | '.join(_share(one, lane) for lane in ('same', 'ask', 'new'))} |"
        for name, one in cases.items()
    ]
    return [f"| {title} | pairs | same | ask | new |", "| --- | ---: | ---: | ---: | ---: |", *rows]


def _share(lanes: Lanes, lane: str) -> str:
    count = lanes.counts[lane]
    return "–" if not count else f"{100 * count / lanes.pairs:.1f} %" if count > lanes.pairs / 1000 else str(count)


def scale_part(kept: Mapping[int, Mapping[str, Any]]) -> str:
    """Return the table of times by size of the book; ``kept`` is by size the date, the machine and the measures."""
    head = " | ".join(f"{people:,} records" for people in kept)
    sizes = [one["measures"] for one in kept.values()]
    rows = []
    for name, words in _WORDS.items():
        cells = [_time(name, measures[name]) if name in measures else "not run" for measures in sizes]
        rows.append(f"| {words} | {' | '.join(cells)} |")
    tenths = [_tenths(one["fill"]) if "fill" in one else "not run" for one in sizes]
    rows.insert(1, f"| of that, the second tenth of the records and the last | {' | '.join(tenths)} |")
    peaks = [f"{one['fill']['peak_mb']:.0f} MB" if "fill" in one else "not run" for one in sizes]
    disk = [f"{one['fill']['mb']:.0f} MB" if "fill" in one else "not run" for one in sizes]
    when = "; ".join(dict.fromkeys(f"{one['date']}, {one['machine']}" for one in kept.values()))
    rows += [f"| peak of memory while importing | {' | '.join(peaks)} |", f"| book.sqlite | {' | '.join(disk)} |"]
    return "\n".join(
        (
            f"{when}. Wall time, and in brackets processor time.",
            "",
            f"| what | {head} |",
            f"| --- | {' | '.join('---:' for _ in sizes)} |",
            *rows,
            "",
        )
    )


def _tenths(fill: Mapping[str, float]) -> str:
    return f"{fill['second']:.1f} s, {fill['last']:.1f} s"


def _time(name: str, found: Mapping[str, float]) -> str:
    if name == "list":  # the processor time is that of another process
        return f"{found['wall']:.0f} ms"
    if name in ("add", "find", "find many"):
        return f"{found['wall']:.0f} ms ({found['cpu']:.1f})"
    return f"{found['wall']:.0f} s ({found['cpu']:.0f})"


def febrl_part(date: str, found: Mapping[str, Compared]) -> str:
    """Return the table of F1 on the FEBRL data sets."""
    rows = [
        f"| {name} | {one.records:,} | {one.pairs:,} | {_score(one.same)} | {_score(one.asked)} | {_score(one.splink)}"
        f" | {one.same.seconds:.1f} s | {one.splink.seconds:.1f} s |"
        for name, one in found.items()
    ]
    head = ("data set", "records", "true pairs", "merged", "merged or asked", "Splink", "our time", "Splink's")
    return "\n".join(
        (
            f"{date}. Pairwise F1 (precision, recall); processor time.",
            "",
            f"| {' | '.join(head)} |",
            f"| --- |{' ---: |' * (len(head) - 1)}",
            *rows,
            "",
        )
    )


def _score(one: Score) -> str:
    return f"{one.f1:.3f} ({one.precision:.3f}, {one.recall:.3f})"


def khard_part(date: str, people: int, found: Mapping[str, tuple[Run, Run]]) -> str:
    """Return the table of cardscan beside khard."""
    rows = [f"| {what} | {_ran(ours)} | {_ran(theirs)} |" for what, (ours, theirs) in found.items()]
    return "\n".join(
        (
            f"{date}, {people:,} records, the same contacts/, whole processes. Wall time, in brackets processor time.",
            "",
            "| what | cardscan | khard |",
            "| --- | ---: | ---: |",
            *rows,
            "",
        )
    )


def _ran(run: Run) -> str:
    return f"`{run.words}`: {run.wall:.2f} s ({run.cpu:.2f}), {run.people:,} people"
