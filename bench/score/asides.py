"""What is counted beside the fields, and is no part of macro F1: readings by who tells them, affiliations as wholes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bench.score import fold
from bench.score.compare import Count, Json, Value, count, each, name_of, values

TOLD = frozenset({"printed", "latin", "email"})  # a reading's sources that are on the card
NOTHING = Count()


def asides(truth: Json, read: Json) -> dict[str, Count]:
    """Return, for each of ASIDES, how the contact ``read`` stands to ``truth``; nothing where it concerns neither."""
    return {words: counted(truth, read) for words, counted in ASIDES.items()}


def _readings(sources: Callable[[str | None], bool], key: str | None) -> Callable[[Json, Json], Count]:
    """Return what counts readings, or one part of them, where the true one has one of ``sources``."""

    def counted(truth: Json, read: Json) -> Count:
        if not values(truth, "reading") or not sources(name_of(truth).get("reading_source")):
            return NOTHING
        if key is None:
            return count(values(truth, "reading"), values(read, "reading"))
        return count(*([(fold.reading(name_of(one).get(key) or ""),)] for one in (truth, read)))

    return counted


def _affiliations(truth: Json, read: Json) -> Count:
    """Count organisations with their department and titles, of cards that have several."""
    if len(each(truth, "orgs")) < 2:
        return NOTHING
    return count(*(list(map(_affiliation, each(one, "orgs"))) for one in (truth, read)))


def _affiliation(org: Json) -> Value:
    titles = sorted(fold.text(title) for title in org.get("titles") or ())
    return (fold.text(org.get("name") or ""), fold.text(org.get("department") or ""), *titles)


ASIDES: Mapping[str, Callable[[Json, Json], Count]] = {
    "readings that the card tells": _readings(lambda source: source in TOLD, None),
    "readings printed in kana": _readings(lambda source: source == "printed", None),
    "surname readings from a dictionary": _readings(lambda source: source not in TOLD, "family_reading"),
    "readings from a dictionary": _readings(lambda source: source not in TOLD, None),
    "affiliations, of cards with several": _affiliations,
}
