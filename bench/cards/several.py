"""Cards of several people: a couple's shop, two partners, a small team. What each has alone stands with the name; the
firm, its address and its telephone are everybody's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from bench.cards import papers, reach
from bench.cards.abroad import english_content
from bench.cards.board import Board, foot, head, put
from bench.cards.content import Content, japanese_content, latin_name
from bench.cards.design import Design
from bench.cards.design import design as make_design
from bench.cards.flat import Card, Crowded, board, printed, with_mark
from bench.cards.parts import Parts, horizontal_parts, name_block, role_block
from bench.cards.people import Person
from bench.cards.reaching import reach_block
from bench.cards.setting import MM, Element, NoGlyph, above, beside
from bench.cards.words import Split

WIDE = (91.0, 55.0)  # mm


@dataclass(frozen=True)
class Own:
    """The blocks of one of the people: name, role, and ways to reach that person alone."""

    name: Element
    role: Element
    reach: Element


def people(rng: Random, split: Split) -> tuple[Content, ...]:
    """Return what a card says of two people, now and then of three: Japanese ones mostly, some of one family."""
    if rng.random() < 0.2:
        return tuple(english_content(rng, split) for _ in range(2))
    while True:
        first, *others = (japanese_content(rng, split) for _ in range(rng.choice((2, 2, 2, 3))))
        if rng.random() < 0.3 and all(each.person.origin == "ja" for each in (first, *others)):
            others = [_renamed(rng, each, first.person) for each in others]
        told = [each.person.full for each in (first, *others)]
        if len(set(told)) == len(told):
            return (first, *others)


def _renamed(rng: Random, content: Content, of: Person) -> Content:
    """Return the content of somebody whose family name is that ``of`` another, mail address and romaji, too."""
    person = replace(content.person, family=of.family, family_kana=of.family_kana, family_romaji=of.family_romaji)
    mail = f"{reach.local_part(rng, person)}@example.jp"
    latin = latin_name(rng, person) if content.latin else ""
    return replace(content, person=person, emails=(mail,), latin=latin)


def several_card(rng: Random, people: Sequence[Content], split: Split) -> Card:
    """Return a card of the firm of the first of ``people`` with all of them on it. Tries designs until one has room."""
    for attempt in range(120):
        step = attempt // 12
        kept = people[: 2 if step > 3 else len(people)]
        look = replace(
            make_design(rng, split, "", people[0].language), scale=(1.0, 0.92, 0.85, 0.78)[min(attempt // 6, 3)]
        )
        look = replace(look, name_points=look.name_points * 0.8)
        try:
            return _made(rng, kept, look, step)
        except (Crowded, NoGlyph):
            continue
    raise RuntimeError(f"no design holds {[each.person.full for each in people]}")


def _made(rng: Random, people: Sequence[Content], look: Design, step: int) -> Card:
    width, height = round(WIDE[0] * MM), round(WIDE[1] * MM)
    sheet = papers.sheet(rng, look, width, height, "none")
    firm = _shared(people[0], step)
    parts = with_mark(rng, horizontal_parts(rng, firm, look), look)
    mobile, mail, kana = rng.random() < 0.7, rng.random() < 0.6 and step < 3, rng.random() < 0.4
    owns = [
        _own(rng, each, people[0], look, number, mobile, mail)
        for number, each in enumerate(
            replace(each, kana=each.kana or (kana and each.person.origin == "ja"), latin="" if kana else each.latin)
            for each in people
        )
    ]
    name, place = rng.choice(tuple(PLACED.items()))
    area = board(rng, width, height, "none", sheet)
    return replace(printed(rng, sheet, place(owns, parts, area, rng), look), layout=name)


def _shared(content: Content, step: int) -> Content:
    """Return what a card says of the firm alone."""
    phones = tuple(phone for phone in content.phones if phone.kind != "mobile" and not phone.extension)
    return replace(
        content,
        phones=phones[:2],
        emails=(),
        accounts=(),
        qualifications=(),
        branch=None,
        code=None,
        notes=content.notes if step == 0 else (),
        slogan=content.slogan if step < 2 else "",
        urls=content.urls if step < 4 else (),
    )


def _own(rng: Random, content: Content, first: Content, look: Design, number: int, mobile: bool, mail: bool) -> Own:
    """Return the blocks of person ``number``, who works for the firm of the ``first``."""
    host = first.emails[0].rpartition("@")[2] if first.emails else ""
    mails = tuple(f"{each.rpartition('@')[0]}@{host}" for each in content.emails[:1] if host and mail)
    own = replace(
        content,
        firms=((first.firms[0][0], content.firms[0][1]),),
        phones=tuple(phone for phone in content.phones if phone.kind == "mobile")[: int(mobile)],
        emails=mails,
        urls=(),
        accounts=(),
        qualifications=content.qualifications[:1],
        under_name=(),
    )
    blocks = (
        name_block(rng, own, look, "left"),
        role_block(rng, own, look, 0, "left"),
        reach_block(rng, own, look, "left"),
    )
    return Own(*(_of(block, number) for block in blocks))


def _of(element: Element, number: int) -> Element:
    """Return the element, all that it says being said of person ``number`` alone."""
    return replace(element, facts=tuple((x, y, replace(fact, whose=number)) for x, y, fact in element.facts))


def _side_by_side(owns: Sequence[Own], parts: Parts, area: Board, rng: Random) -> list[Element]:
    """People beside each other, each with what is theirs under the name; the firm on top, its address at the foot."""
    first = rng.random() < 0.5
    blocks = [above([*((own.role, own.name) if first else (own.name, own.role)), own.reach], 1.2 * MM) for own in owns]
    step = area.width / len(owns)
    cells = [
        Board(area.left + number * step, area.top, area.left + (number + 0.95) * step, area.bottom)
        for number in range(len(owns))
    ]
    return [
        put(area, above([head(parts), parts.saying], 1.1 * MM), 0, 0),
        *(put(cell, block, 0, 0.42) for cell, block in zip(cells, blocks, strict=True)),
        put(area, foot(parts), 0, 1),
    ]


def _one_a_line(owns: Sequence[Own], parts: Parts, area: Board, rng: Random) -> list[Element]:
    """Each person on a line: role, name, and where there is room what is theirs behind it."""
    gap = rng.uniform(2.5, 4.5) * MM
    lines = [beside([own.role, own.name, own.reach], gap, "middle") for own in owns]
    return [
        put(area, above([head(parts), parts.saying], 1.1 * MM), 0, 0),
        put(area, above(lines, 2.2 * MM), rng.choice((0.0, 0.5)), 0.42),
        put(area, foot(parts), 0, 1),
    ]


def _stacked(owns: Sequence[Own], parts: Parts, area: Board, rng: Random) -> list[Element]:
    """One person under the other, each with role over the name and what is theirs under it; the firm beside them."""
    people = [above([own.role, own.name, own.reach], 0.9 * MM) for own in owns]
    firm = above([head(parts), parts.saying, foot(parts)], 1.4 * MM)
    left = rng.random() < 0.6
    return [
        put(area, above(people, 3.2 * MM), 0.0 if left else 1.0, 0.5),
        put(area, firm, 1.0 if left else 0.0, rng.choice((0.0, 0.5, 1.0))),
    ]


PLACED = {"side by side": _side_by_side, "one a line": _one_a_line, "stacked": _stacked}
