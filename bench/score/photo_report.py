"""docs/accuracy-photos.md out of figures: how cards are found, told apart and numbered. Pure: figures in, text out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median

from bench.score.compare import Json
from bench.score.found import Found
from bench.score.found import total as all_found
from bench.score.report import Setting, figure, table
from bench.score.sides import Told
from bench.score.sides import total as all_told

MEBI = 2**20
# What is wanted of each slice: recall and precision of cards.
TABLES = frozenset({"table_rows", "table_scattered", "table_cases", "table_pattern", "24_in_12mp", "one_in_12mp"})
WANTED = {True: "0.99 / 0.99", False: "0.97 / 0.98"}


@dataclass(frozen=True)
class Outcome:
    """How one slice went: what was found, what was told of it (None: not read), processor seconds of finding."""

    finding: Found
    reading: Told | None
    seconds: float

    @staticmethod
    def total(outcomes: Iterable[Outcome]) -> Outcome:
        """Return the sum of outcomes."""
        each = list(outcomes)
        read = [one.reading for one in each if one.reading is not None]
        return Outcome(
            all_found(one.finding for one in each), all_told(read) if read else None, sum(one.seconds for one in each)
        )


@dataclass(frozen=True)
class Speed:
    """Median seconds (wall clock, processor) from pixels to flat cards of one card and of 24 in a 12-megapixel photo,
    and the most memory above the loaded models in bytes."""

    one: float
    many: float
    one_cpu: float
    many_cpu: float
    above_models: int

    @staticmethod
    def of(one: Json, many: Json) -> Speed:
        """Return the speed out of what ``bench.score.speed`` printed for photos of one card and of 24."""

        def middle(answer: Json, key: str) -> float:
            return float(median(each[key] for each in answer["looks"]))

        most = max(int(one["above_models"]), int(many["above_models"]))
        return Speed(
            middle(one, "seconds"),
            middle(many, "seconds"),
            middle(one, "cpu_seconds"),
            middle(many, "cpu_seconds"),
            most,
        )


def head() -> str:
    """Return the head of the terminal's table."""
    return (
        f"{'slice':<18}{'photos':>7}{'cards':>7}{'recall':>8}{'prec.':>8}{'IoU':>7}{'@0.9':>7}{'cut':>5}{'told':>6}"
        f"{'s':>6}{'upright':>9}{'tags':>7}{'false':>6}{'pairs':>7}{'no cont.':>9}"
    )


def line(name: str, outcome: Outcome) -> str:
    """Return a slice's line of the terminal's table."""
    score, told = outcome.finding, outcome.reading or Told()
    return (
        f"{name:<18}{score.photos:>7}{score.cards:>7}{figure(score.recall):>8}{figure(score.precision):>8}"
        f"{figure(score.mean_overlap):>7}{figure(score.close_recall, 2):>7}"
        f"{score.cut:>5}{figure(score.cut_recall, 2):>6}{outcome.seconds / max(score.photos, 1):>6.2f}"
        f"{figure(told.upright_share):>9}{figure(told.tag_share):>7}{told.false_tags:>6}"
        f"{figure(told.pair_share):>7}{figure(told.silent_share):>9}"
    )


def document(setting: Setting, outcomes: Mapping[str, Outcome], speed: Speed | None) -> str:
    """Return docs/accuracy-photos.md."""
    whole = Outcome.total(outcomes.values())
    parts = [_head(setting, whole), _finding(setting, outcomes, whole), _told(outcomes, whole), _speed(speed), METHOD]
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(setting: Setting, whole: Outcome) -> str:
    return f"""# Cards found on photographs

Written by `{setting.command}`; do not edit. How what is printed on the cards is read stands in
[accuracy.md](accuracy.md).

{setting.pictures}

{whole.finding.photos} photos with {whole.finding.cards} whole cards and {whole.finding.cut} that the frame cuts off.

- Date: {setting.date}
- Machine: {setting.machine}
- Versions: {", ".join(setting.versions)}"""


def _finding(setting: Setting, outcomes: Mapping[str, Outcome], whole: Outcome) -> str:
    columns = ["slice", "photos", "cards", "recall", "precision", "wanted", "mean IoU", "recall at 0.9"]
    rows = [
        [
            name,
            str(score.photos),
            str(score.cards),
            figure(score.recall),
            figure(score.precision),
            WANTED[name in TABLES] if name != "**all**" else "",
            figure(score.mean_overlap),
            figure(score.close_recall),
        ]
        for name, score in [*((name, each.finding) for name, each in outcomes.items()), ("**all**", whole.finding)]
        if score.cards
    ]
    words = "\n".join(f"- `{name}`: {setting.slices.get(name, '')}" for name in outcomes)
    cut = whole.finding
    lost = f"""Of {cut.cut} cards that the frame cuts off by less than 70 %, {cut.told} were reported as cut off
({figure(cut.cut_recall)}). They count neither as found nor as false above.

"""
    return f"""## Found

A card is found when its outline and the true one overlap by at least 0.8 (intersection over union); *recall at 0.9*
asks for more. Everything else that was found counts against precision, a second outline of one card too.

{table(columns, rows)}

{lost if cut.cut else ""}{words}"""


def _told(outcomes: Mapping[str, Outcome], whole: Outcome) -> str:
    told = whole.reading
    if told is None:
        return ""
    rows = [
        ["cards the right way up (0, 90, 180, 270°)", str(told.read), figure(told.upright_share), "0.995"],
        ["numbers on cases exactly right", str(told.tagged), figure(told.tag_share), "0.99"],
        ["photos without a card that gave no contact", str(told.empty), figure(told.silent_share), "0.99"],
        ["people whose front and back were joined", str(told.pairs), figure(told.pair_share), "0.98"],
    ]
    slices = [
        [name, str(each.reading.read), figure(each.reading.upright_share)]
        for name, each in outcomes.items()
        if each.reading is not None and each.reading.read
    ]
    return f"""## Told of what was found

{table(["what", "of", "right", "wanted"], rows)}

{told.false_tags} numbers were given to cards without one; {told.mixed} joins of front and back mixed two people (each
counts as a person not joined; of two backs that say nothing, laid among others in no order, nobody can tell
whose they are: they are not asked for). Orientation and numbers are judged on cards that were found and read.

{table(["slice", "cards read", "the right way up"], slices)}"""


def _speed(speed: Speed | None) -> str:
    if speed is None:
        return ""
    return f"""## Speed

From the pixels of a 12-megapixel photo to flat cards, the photo already decoded, the models loaded, both cores free;
median of the photos, best of three looks each.

| what | seconds | processor seconds | wanted |
| --- | ---: | ---: | ---: |
| one card | {speed.one:.2f} | {speed.one_cpu:.2f} | 0.25 |
| 24 cards | {speed.many:.2f} | {speed.many_cpu:.2f} | 1.00 |
| memory above the models, MB | {speed.above_models / MEBI:.0f} | | 400 |"""


METHOD = """## How it is counted

- Outlines are convex quads in pixels of the picture; each true card is paired with the found one it overlaps most.
- A card cut off by the frame is compared by what is left of it in the picture.
- A card under another counts with its whole outline.
- The pictures have cases, pens, cups, telephones, papers and hands beside the cards; none of them is a card.
- Two people are never one: a false join of front and back costs as much as a missed one.
- The textures of wood, cloth, carpets and papers are photographs from Debian packages (`make grounds`), dev and test
  from different packages; where they are missing, painted ones take their place and the figures differ."""
