"""What a human says of a meeting afterwards: whom they talked with, and a line to remember them by. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cardscan.model import Encounter, Event

Met = tuple[Encounter, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of having met the person ``uid`` at ``event``, with the number ``tag`` if they had several.

    ``line`` is one line more to remember, ``memo`` all that is remembered from now on (empty: nothing); ``talked`` is
    None where nothing is said of it.
    """

    uid: str
    event: Event
    tag: str | None = None
    line: str | None = None
    memo: str | None = None
    talked: bool | None = None


def retold(met: Met, told: Told) -> Met | None:
    """Return the meetings with what is told of one of them; None if there was no such meeting."""
    there = [n for n, one in enumerate(met) if is_at(one, told.event)]
    numbered = [n for n in there if told.tag is None or met[n].tag == told.tag]
    place = next(iter((*numbered, *there)), None)
    if place is None:
        return None
    one = met[place]
    memo = one.memo if told.memo is None else told.memo.strip() or None
    if told.line and told.line not in lines_of(memo):
        memo = "\n".join((*lines_of(memo), told.line))
    talked = one.talked if told.talked is None else told.talked
    return (*met[:place], replace(one, memo=memo, talked=talked), *met[place + 1 :])


def is_at(met: Encounter, event: Event) -> bool:
    """Whether somebody was met at this event, on its day."""
    return (met.event, met.date) == (event.name, event.date)


def carried_over(now: Met, base: Met, wanted: Met) -> Met:
    """Return ``now`` with what changed from ``base`` to ``wanted``, though it has changed in other ways since."""
    gone, came = ([one for one in side if one not in other] for side, other in ((base, wanted), (wanted, base)))
    changed = {_occasion(new): (old, new) for new in came for old in gone if _occasion(old) == _occasion(new)}
    kept: list[Encounter] = []
    for one in now:
        if _occasion(one) in changed:
            old, new = changed.pop(_occasion(one))
            kept.append(_changed(one, old, new))
            came.remove(new)
        elif one not in gone:
            kept.append(one)
    return (*kept, *(one for one in came if one not in kept))


def _occasion(met: Encounter) -> Encounter:
    return replace(met, memo=None, talked=False)


def _changed(now: Encounter, old: Encounter, new: Encounter) -> Encounter:
    talked = new.talked if new.talked != old.talked else now.talked
    if now.memo == old.memo:
        return replace(now, memo=new.memo, talked=talked)
    gone = [line for line in lines_of(old.memo) if line not in lines_of(new.memo)]
    lines = [line for line in lines_of(now.memo) if line not in gone]
    lines += [line for line in lines_of(new.memo) if line not in (*lines_of(old.memo), *lines)]
    return replace(now, memo="\n".join(lines) or None, talked=talked)


def lines_of(memo: str | None) -> tuple[str, ...]:
    """Return what is remembered of a meeting, line by line."""
    return tuple(memo.split("\n")) if memo else ()
