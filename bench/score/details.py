"""For whoever mends the reader: card by card, what is printed, what was read, and whose fault the difference is."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from bench.score import fold
from bench.score.compare import FIELDS, Json, Value, values
from bench.score.pictures import Labelled
from bench.score.tally import Pairing, lines_of, pairings


def write_details(folder: Path, picture: Labelled, records: Sequence[Json]) -> None:
    """Write ``<folder>/<picture>.json`` with one entry for each card of the picture."""
    folder.mkdir(parents=True, exist_ok=True)
    entries = [_entry(each) for each in pairings(picture.cards, records)]
    told = {"source": picture.path.name, "slice": picture.slice, "cards": entries}
    (folder / f"{picture.path.stem}.json").write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n")


def causes(pictures: Iterable[tuple[Labelled, Sequence[Json]]]) -> str:
    """Return a table of what differs and why, the most frequent first."""
    counts = Counter(
        (told["field"], told["what"], told["cause"])
        for picture, records in pictures
        for each in pairings(picture.cards, records)
        for told in differences(each)
    )
    return "\n".join(
        f"{number:>5}  {field:<14}{what:<8}{cause}" for (field, what, cause), number in counts.most_common()
    )


def differences(each: Pairing) -> list[dict[str, str]]:
    """Return the values that are missed or extra on one card, each with its cause.

    Causes: ``card missed`` (no record for this card), ``not read`` (its characters are not in the lines that were
    read: the engine's or the picture's fault), ``not understood`` (they are: the parser's), ``wrong place`` (an extra
    value that stands on the card, but is not this), ``made up`` (an extra value that stands nowhere on the card).
    """
    truth, record = each.truth or {}, each.record or {}
    printed, read = truth.get("contact") or {}, record.get("contact") or {}
    told: list[dict[str, str]] = []
    for field in FIELDS:
        should, was = Counter(values(printed, field)), Counter(values(read, field))
        told += [_told(field, "missed", value, _why_missed(field, value, each)) for value in (should - was).elements()]
        told += [_told(field, "extra", value, _why_extra(field, value, truth)) for value in (was - should).elements()]
    return told


def _told(field: str, what: str, value: Value, cause: str) -> dict[str, str]:
    return {"field": field, "what": what, "value": " | ".join(value), "cause": cause}


def _why_missed(field: str, value: Value, each: Pairing) -> str:
    if each.record is None:
        return "card missed"
    return "not understood" if _stands_in(field, value, each.record) else "not read"


def _why_extra(field: str, value: Value, truth: Json) -> str:
    return "wrong place" if _stands_in(field, value, truth) else "made up"


def _stands_in(field: str, value: Value, card: Json) -> bool:
    needle = _bare(_as_printed(field, value))
    return bool(needle) and needle in _bare("".join(lines_of(card)))


def _as_printed(field: str, value: Value) -> str:
    match field:
        case "phone":  # printed with its national prefix, its kind not at all
            return value[0].removeprefix("+81")
        case "account":  # the service is rarely printed under the name we give it
            return value[1]
        case _:
            return "".join(value)


def _bare(text: str) -> str:
    folded = fold.reading(text).casefold()
    return "".join(character for character in folded if character.isalnum())


def _entry(each: Pairing) -> dict[str, Any]:
    truth, record = each.truth or {}, each.record or {}
    return {
        "overlap": round(each.overlap, 3),
        "differences": differences(each),
        "printed": truth.get("contact"),
        "read": record.get("contact"),
        "fields": record.get("fields"),
        "printed_lines": lines_of(truth),
        "read_lines": lines_of(record),
    }
