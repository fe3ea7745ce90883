"""Cards of people with two firms of which each has its own telephone, mail and address: what belongs to which firm is
told by where it stands, and by the host of a mail address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from bench.cards import papers, reach
from bench.cards.board import Board, put
from bench.cards.content import Content, japanese_content
from bench.cards.design import Design
from bench.cards.design import design as make_design
from bench.cards.facts import OF_A_FIRM
from bench.cards.flat import Card, Crowded, board, printed
from bench.cards.parts import affiliation_block, name_block
from bench.cards.reaching import address_block, reach_block
from bench.cards.setting import MM, Element, NoGlyph, above, beside
from bench.cards.words import Split

WIDE = (91.0, 55.0)  # mm


def apart_content(rng: Random, split: Split) -> tuple[Content, ...]:
    """Return what a card says of one person at two firms: the same person twice, with one firm and its ways to be
    reached each."""
    first = _plain(japanese_content(rng, split))
    while True:
        second = _plain(japanese_content(rng, split))
        if second.firms[0][0].name != first.firms[0][0].name:
            break
    host = second.emails[0].rpartition("@")[2] if second.emails else ""
    mails = (f"{reach.local_part(rng, first.person)}@{host}",) if host else ()
    mobile = rng.random() < 0.3  # else the first firm's is the only one
    phones = tuple(phone for phone in second.phones if mobile or phone.kind != "mobile")
    return first, replace(second, person=first.person, emails=mails, phones=phones)


def _plain(content: Content) -> Content:
    """Return the content without what says nothing of the firms."""
    return replace(
        content, accounts=(), qualifications=(), branch=None, code=None, notes=(), slogan="", english_firm=""
    )


def apart_card(rng: Random, said: Sequence[Content], split: Split) -> Card:
    """Return a card of one person at the firms of ``said``. Tries designs until one has room."""
    for attempt in range(120):
        look = make_design(rng, split, "", "ja")
        look = replace(look, scale=(1.0, 0.92, 0.85, 0.78)[min(attempt // 8, 3)], name_points=look.name_points * 0.85)
        try:
            return _made(rng, [_lighter(each, attempt // 16) for each in said], look)
        except (Crowded, NoGlyph):
            continue
    raise RuntimeError(f"no design holds {said[0].person.full} at two firms")


def _lighter(content: Content, step: int) -> Content:
    """Return the content with less of what a designer would leave out first."""
    if step >= 1:
        content = replace(content, phones=content.phones[:2], urls=())
    if step >= 3 and content.place is not None:
        content = replace(content, place=replace(content.place, building=""))
    return content if step < 5 else replace(content, phones=content.phones[:1], kana=False, latin="")


def _made(rng: Random, said: Sequence[Content], look: Design) -> Card:
    width, height = round(WIDE[0] * MM), round(WIDE[1] * MM)
    sheet = papers.sheet(rng, look, width, height, "none")
    whole = replace(said[0], firms=tuple(each.firms[0] for each in said))
    firms = [
        (
            affiliation_block(rng, whole, look, number, "left"),
            _of(above([address_block(rng, own, look, "left"), reach_block(rng, own, look, "left")], 0.8 * MM), number),
        )
        for number, own in enumerate(said)
    ]
    layout, place = rng.choice(tuple(PLACED.items()))
    placed = place(name_block(rng, whole, look, "left"), firms, board(rng, width, height, "none", sheet), rng)
    return replace(printed(rng, sheet, placed, look), layout=layout)


def _of(element: Element, number: int) -> Element:
    """Return the element, all that it says being said of firm ``number``."""
    facts = tuple((x, y, replace(fact, of=number) if fact.kind in OF_A_FIRM else fact) for x, y, fact in element.facts)
    return replace(element, facts=facts)


Firms = Sequence[tuple[Element, Element]]  # the firm with the role there, and how it is reached


def _columns(name: Element, firms: Firms, area: Board, rng: Random) -> list[Element]:
    """The name on top, the firms beside each other under it."""
    blocks = [above(list(firm), 1.2 * MM) for firm in firms]
    low = rng.choice((0.85, 1.0))
    return [
        put(area, name, rng.choice((0.0, 0.5)), 0),
        *(put(_half(area, number), block, 0, low) for number, block in enumerate(blocks)),
    ]


def _under(name: Element, firms: Firms, area: Board, rng: Random) -> list[Element]:
    """One firm under the other, the name over them or between them."""
    blocks = [above(list(firm), 0.8 * MM) for firm in firms]
    if rng.random() < 0.4:
        return [put(area, blocks[0], 0, 0), put(area, name, rng.choice((0.0, 0.5)), 0.5), put(area, blocks[1], 0, 1)]
    return [put(area, name, 0, 0), put(area, above(blocks, rng.uniform(1.6, 3.0) * MM), rng.choice((0.0, 1.0)), 1)]


def _rows(name: Element, firms: Firms, area: Board, rng: Random) -> list[Element]:
    """Each firm on a row of its own, what reaches it beside it."""
    rows = [beside(list(firm), rng.uniform(3, 6) * MM, "middle") for firm in firms]
    return [put(area, name, rng.choice((0.0, 0.5)), 0), put(area, above(rows, 2.4 * MM), 0, 1)]


def _corners(name: Element, firms: Firms, area: Board, rng: Random) -> list[Element]:
    """The first firm with the name on top, its reach in the lower left; the second firm on the right."""
    first, second = firms
    return [
        put(area, above([first[0], name], 2.0 * MM), 0, 0),
        put(_half(area, 0), first[1], 0, 1),
        put(_half(area, 1), above(list(second), 1.0 * MM), 0, rng.choice((0.6, 1.0))),
    ]


def _half(area: Board, number: int) -> Board:
    middle = (area.left + area.right) / 2
    return replace(area, right=middle - MM) if number == 0 else replace(area, left=middle + MM)


PLACED = {"columns": _columns, "under": _under, "rows": _rows, "corners": _corners}
