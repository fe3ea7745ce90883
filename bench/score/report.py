"""docs/accuracy.md and accuracy-peers.md out of figures: tables and what they mean. Pure: figures in, text out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bench.score import fold
from bench.score.compare import FIELDS, Count
from bench.score.systems import REMEMBERED, Run
from bench.score.tally import Score, total
from bench.score.trust import CERTAIN, CRITICAL, calibration_error, reliability

MEBI = 2**20
_BASELINES = """ The baselines see the same
pictures, whole, without our image stage, and their lines go through the same parser; a table of cards is one card to
them."""
_REMEMBERED = """ What the baselines read is remembered from
one bench to the next, so only on the evening's photos are they timed."""


@dataclass(frozen=True)
class Outcome:
    """How one reader did on one slice."""

    score: Score
    run: Run


Outcomes = Mapping[str, Mapping[str, Outcome]]  # slice → reader → outcome


@dataclass(frozen=True)
class Setting:
    """What the reader of the document needs in order to repeat the run."""

    date: str
    machine: str
    versions: Sequence[str]
    command: str
    pictures: str
    slices: Mapping[str, str]


def document(setting: Setting, outcomes: Outcomes, evening: Mapping[str, Run]) -> str:
    """Return the document. The first reader of the first slice is ours; the others are baselines. ``evening`` is
    the run of each reader over the same photos, where they were timed."""
    parts = [
        _head(setting),
        _summary(outcomes),
        _found(outcomes),
        _critical(outcomes),
        _calibration(outcomes),
        _empty(outcomes),
        _speed(outcomes, evening),
        _accidents(outcomes, evening),
        *(_slice(name, setting.slices.get(name, ""), each) for name, each in outcomes.items()),
        _method(),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def short_table(outcomes: Outcomes) -> str:
    """Return the table that the terminal shows: a line for each slice and reader."""
    head = (
        f"{'slice':<14}{'reader':<11}{'cards':>6}{'found':>7}{'macro F1':>10}{'right':>8}{'critical':>10}{'s/card':>8}"
    )
    rows = [
        f"{name:<14}{reader:<11}{each.score.cards:>6}{percent(each.score.outlines.recall):>7}"
        f"{figure(each.score.macro_f1):>10}{percent(_share(each.score.whole, each.score.cards)):>8}"
        f"{each.score.critical:>10}{figure(_seconds_a_card(reader, each), 1):>8}"
        for name, readers in outcomes.items()
        for reader, each in readers.items()
    ]
    return "\n".join([head, *rows])


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; every column but the first is aligned right."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def figure(value: float | None, places: int = 3) -> str:
    """Return ``value`` with ``places`` decimals, a dash for None."""
    return "–" if value is None else f"{value:.{places}f}"


def percent(value: float | None) -> str:
    """Return a share in per cent, a dash for None."""
    return "–" if value is None else f"{100 * value:.0f} %"


def _seconds_a_card(reader: str, told: Outcome) -> float | None:
    return None if reader in REMEMBERED else _share(told.run.seconds, told.score.cards)


def _share(part: float, whole: int) -> float | None:
    return part / whole if whole else None


def _readers(outcomes: Outcomes) -> list[str]:
    return list(dict.fromkeys(reader for each in outcomes.values() for reader in each))


def _all(outcomes: Outcomes, reader: str) -> Score:
    return total(each[reader].score for each in outcomes.values())


def _head(setting: Setting) -> str:
    return f"""# Accuracy and speed

Written by `{setting.command}`; do not edit. Ours alone is measured at every change of the reader
([accuracy.md](accuracy.md)), others beside it now and then ([accuracy-peers.md](accuracy-peers.md)). How cards
are found on photographs of many kinds stands in [accuracy-photos.md](accuracy-photos.md).

{setting.pictures}

- Date: {setting.date}
- Machine: {setting.machine}
- Versions: {", ".join(setting.versions)}"""


def _summary(outcomes: Outcomes) -> str:
    readers = _readers(outcomes)
    scored = {name: each for name, each in outcomes.items() if next(iter(each.values())).score.cards}
    head = ["slice", "cards", *(f"{reader} F1" for reader in readers), *(f"{reader} all right" for reader in readers)]
    rows = [
        [
            name,
            str(next(iter(each.values())).score.cards),
            *(figure(each[reader].score.macro_f1) for reader in readers),
            *(percent(_share(each[reader].score.whole, each[reader].score.cards)) for reader in readers),
        ]
        for name, each in scored.items()
    ]
    return f"""## In one table

F1 is the mean over the fields that occur in the slice (macro F1). A card is *all right* when its name, all phones,
all mails and all organisations are exactly right, with nothing wrong beside them.{_BASELINES if readers[1:] else ""}

{table(head, rows)}"""


def _found(outcomes: Outcomes) -> str:
    head = ["slice", "cards", "found", "of those found, real", "right way up", "number labels", "labels right"]
    ours = _readers(outcomes)[0]
    rows = []
    for name, each in outcomes.items():
        score = each[ours].score
        if score.cards:
            upright = percent(_share(score.upright, score.paired))
            outlines, tags = score.outlines, score.tags
            labels = str(tags.printed) if tags.printed else "–"
            rows.append(
                [
                    name,
                    str(score.cards),
                    percent(outlines.recall),
                    percent(outlines.precision),
                    upright,
                    labels,
                    percent(tags.f1),
                ]
            )
    return f"""## Cards found

By {ours}; a card is found when its outline and the true one overlap by at least 0.8 (intersection over union). A
label is right when its text is exactly the number on the case (F1).

{table(head, rows)}"""


def _critical(outcomes: Outcomes) -> str:
    rows = []
    for name, each in outcomes.items():
        for reader in _readers(outcomes):
            certain = [claim for claim in each[reader].score.claims if claim.kind in CRITICAL and claim.certain]
            wrong = sum(claim.critical for claim in certain)
            rows.append([name, reader, str(len(certain)), str(wrong), figure(_share(100 * wrong, len(certain)), 1)])
    return f"""## Critical errors

Names, phone numbers, mail and web addresses that were called certain (confidence ≥ {CERTAIN}, no doubt) and are wrong.

{table(["slice", "reader", "called certain", "wrong", "wrong in 100"], rows)}"""


def _calibration(outcomes: Outcomes) -> str:
    ours = _readers(outcomes)[0]
    stated = _all(outcomes, ours).claims
    certain = [claim.right for claim in stated if claim.certain]
    bins = reliability(stated)
    rows = [
        [f"{each.low:g} – {each.high:g}", str(each.claims), figure(each.stated, 2), figure(each.right, 2)]
        for each in bins
    ]
    return f"""## Does the confidence tell the truth?

Every value that {ours} stated on all slices, by its confidence. Expected calibration error:
{figure(calibration_error(bins))}. Called certain were {figure(_share(100 * len(certain), len(stated)), 1)} % of them
(wanted 85), of which {figure(_share(100 * sum(certain), len(certain)), 1)} % are right (99.7).

{table(["confidence", "values", "stated", "right"], rows)}"""


def _empty(outcomes: Outcomes) -> str:
    rows = [
        [name, reader, str(score.empty), str(score.silent), str(score.outlines.extra), str(score.invented)]
        for name, each in outcomes.items()
        for reader, score in ((reader, outcome.score) for reader, outcome in each.items())
        if score.empty
    ]
    if not rows:
        return ""
    return f"""## Pictures without a card

Nothing should be read from them.

{table(["slice", "reader", "pictures", "nothing read", "cards invented", "values invented"], rows)}"""


def _speed(outcomes: Outcomes, evening: Mapping[str, Run]) -> str:
    head = ["pictures", "reader", "cards", "seconds", "seconds a card", "processor seconds a card", "peak MB"]
    rows = [_pace("photos in one run", reader, each, each.files) for reader, each in evening.items()]
    rows += [
        _pace(name, reader, each.run, each.score.cards or each.run.files)
        for name, readers in outcomes.items()
        for reader, each in readers.items()
        if reader not in REMEMBERED
    ]
    remembered = set(REMEMBERED) & set(_readers(outcomes))
    first = next(iter(evening.values()), None)
    told = (
        ""
        if first is None
        else (
            f"An evening's cards: {first.files} single-card photos in one `cardscan read` run took "
            f"**{first.seconds:.1f} s** and **{first.peak_bytes / MEBI:.0f} MB** at its peak "
            "(targets: 40 s, 1000 MB).\n\n"
        )
    )
    return f"""## Speed

{told}Wall-clock time of each run, start of the program included; processor seconds are those of all cores
together; memory is the resident memory of the program and its children.{_REMEMBERED if remembered else ""}

{table(head, rows)}"""


def _pace(pictures: str, reader: str, told: Run, cards: int) -> list[str]:
    return [
        pictures,
        reader,
        str(cards),
        figure(told.seconds, 1),
        figure(_share(told.seconds, cards), 2),
        figure(_share(told.cpu_seconds, cards), 2),
        f"{told.peak_bytes / MEBI:.0f}",
    ]


def _accidents(outcomes: Outcomes, evening: Mapping[str, Run]) -> str:
    crashes = [
        f"- {reader} on {name}: exit status {each.run.exit_status}"
        for name, readers in outcomes.items()
        for reader, each in readers.items()
        if not each.run.orderly
    ]
    crashes += [
        f"- {reader}'s run of {each.files} photos: exit status {each.exit_status}; its time says nothing"
        for reader, each in evening.items()
        if not each.orderly
    ]
    return "## Runs that ended badly\n\n" + "\n".join(crashes) if crashes else ""


def _slice(name: str, told: str, readers: Mapping[str, Outcome]) -> str:
    first, *others = readers
    mine = readers[first].score
    if not mine.cards:
        return ""
    head = ["field", "printed", f"{first} precision", "recall", "F1", *(f"{other} F1" for other in others)]
    rows = [
        [field, str(mine.fields[field].printed), *_three(mine.fields[field])]
        + [figure(readers[other].score.fields[field].f1) for other in others]
        for field in FIELDS
        if mine.fields[field].printed or mine.fields[field].extra
    ]
    rows.append(
        ["**macro F1**", "", "", "", f"**{figure(mine.macro_f1)}**"]
        + [f"**{figure(readers[other].score.macro_f1)}**" for other in others]
    )
    rows += [
        [f"*{words}*", str(own.printed), *_three(own)]
        + [figure(_beside(readers[other].score)[words].f1) for other in others]
        for words, own in _beside(mine).items()
        if own.printed
    ]
    about = f"{told}\n\n" if told else ""
    return f"## {name}\n\n{about}{mine.pictures} pictures, {mine.cards} cards.\n\n{table(head, rows)}"


def _beside(score: Score) -> dict[str, Count]:
    """Return the rows below macro F1, which are no part of it."""
    return {**score.asides, "characters of the lines": score.characters}


def _three(count: Count) -> list[str]:
    return [figure(count.precision), figure(count.recall), figure(count.f1)]


def _method() -> str:
    rules = "\n".join(f"- {rule}" for rule in fold.RULES)
    return f"""## How values are compared

A value is right when it is exactly the printed one after this normalisation of both, and each value counts as often
as it is printed. A value that is wrong costs twice: once as extra, once as missed. Cards that were not found miss all
their values; cards that are not there make all of theirs extra. *split* is right when family and given name both are;
*reading* counts only where the true reading is known; *phone* is number and kind together; notes are not scored. A
record of the reader belongs to the card whose outline it overlaps most.

{rules}

*Readings that the card tells* are those printed in kana or romaji or spelt out in a mail address; the others can only
be guessed, and are in truth one of those that dictionaries have, likely or not. An *affiliation* is right when its
organisation, department and titles all are. *Characters of the lines* counts the characters of all lines in any
order: it shows how far the reading of text alone goes, before anything is understood. All of these are no part of
macro F1."""
