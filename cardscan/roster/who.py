"""A line of memories and a roster in, whom it is about out, or why nobody. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from cardscan.likeness.folding import fold
from cardscan.roster import Guest, Roster
from cardscan.roster.memories import Memory
from cardscan.roster.numbers import ABSENT, Remark

MOST_NAMED = 4  # people who may be meant


def meant(memory: Memory, roster: Roster) -> Guest | str:
    """Return the guest that a line is about, or in words why it can be nobody: its number is nobody's, or that of two
    people, or its name is."""
    found = _numbered(memory.tag, roster) if memory.tag else _named(memory.name or "", roster)
    people = {guest.uid: guest for guest in found}
    if len(people) == 1:
        return found[0]
    called = f"number {memory.tag}" if memory.tag else f"called {memory.name!r}"
    if people:
        names = ", ".join(guest.name for guest in list(people.values())[:MOST_NAMED])
        way = "say which by name, like “{}: …”" if memory.tag else "say which by number, like “{} …”"
        example = found[0].name if memory.tag else found[0].number or "8"
        return f"{len(people)} people are {called}: {names}; {way.format(example)}"
    why = next((one.why for one in roster.remarks if _is_of(one, memory.tag)), None)
    return f"{called} could not be read: {why}" if why and why != ABSENT else f"nobody there is {called}"


def _is_of(remark: Remark, tag: str | None) -> bool:
    return tag is not None and remark.number == tag


def _numbered(tag: str, roster: Roster) -> list[Guest]:
    return [guest for guest in roster.guests if guest.number == tag]


def _named(name: str, roster: Roster) -> list[Guest]:
    """Return the guests of a whole name, else those of a family or given name, in kanji, kana or Latin letters; of a
    guest with several numbers the first."""
    wanted = fold(name)
    if not wanted:
        return []
    whole = [guest for guest in roster.guests if wanted in map(fold, (guest.name, guest.reading))]
    return whole or [guest for guest in roster.guests if wanted in _parts((guest.name, guest.reading))]


def _parts(texts: Iterable[str]) -> set[str]:
    return {fold(part) for text in texts for part in text.split()}
