"""A flat card: content and design brought together on a sheet, with the truth of what was printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

import numpy as np
from PIL import Image

from bench.cards import drawing, papers
from bench.cards.board import Board, put
from bench.cards.content import Content
from bench.cards.design import Design
from bench.cards.design import design as make_design
from bench.cards.drawing import Pixels
from bench.cards.facts import Contact, contacts, own_reach
from bench.cards.layouts import huge_name, layouts_for
from bench.cards.parts import Parts, horizontal_parts
from bench.cards.setting import MM, Element, Line, NoGlyph, shape, space
from bench.cards.words import Split

SIZES = ((91, 55, 80), (89, 51, 5), (85, 49, 4), (85.6, 54, 4), (85, 55, 4), (70, 70, 0.7))  # mm, mm, odds


@dataclass(frozen=True, eq=False)
class Card:
    """One side of a printed card. ``pixels`` are RGB at 400 dpi; ``round`` is the radius of its corners in mm;
    ``layout`` says how its blocks are placed, ``companions`` are the further people on a card that names several,
    ``reach`` is how each firm is reached where they have ways of their own."""

    pixels: Pixels
    contact: Contact
    lines: tuple[Line, ...]
    side: str = "front"
    round: float = 0.0
    gloss: float = 0.3
    layout: str = ""
    companions: tuple[Contact, ...] = ()
    reach: tuple[Contact, ...] = ()


class Crowded(Exception):
    """The blocks do not fit on the card without touching."""


def horizontal_card(
    rng: Random,
    content: Content,
    split: Split,
    mood: str = "",
    size: tuple[float, float] | None = None,
    layout: str = "",
    small: bool = False,
) -> Card:
    """Return a horizontally written card of the content. Tries designs until one has room for what it should print."""
    if size is None:
        *sides, _ = rng.choices(SIZES, [odds for *_, odds in SIZES])[0]
        size = (sides[0], sides[1])
    for attempt in range(80):
        wanted = lightened(content, attempt // 8)
        look = make_design(rng, split, mood, content.language, small)
        scale = (1.0, 0.92, 0.85, 0.78)[min(attempt // 4, 3)]
        try:
            return _horizontal(rng, wanted, replace(look, scale=scale), size, layout, attempt)
        except (Crowded, NoGlyph):
            continue
    raise RuntimeError(f"no design holds {content.person.full}")


def lightened(content: Content, step: int) -> Content:
    """Return the content with less of what a designer would leave out first."""
    if step >= 1:
        content = replace(content, notes=(), branch=None, english_firm="")
    if step >= 2:
        content = replace(content, slogan="", accounts=content.accounts[:1], qualifications=content.qualifications[:1])
    if step >= 3:
        content = replace(content, code=None, urls=content.urls[:1])
    if step >= 4:
        content = replace(content, phones=content.phones[:3], emails=content.emails[:2], urls=(), qualifications=())
    if step >= 5:
        content = replace(content, firms=content.firms[:2], accounts=(), kana=False)
    if step >= 7 and content.place is not None:
        content = replace(content, place=replace(content.place, building=""), phones=content.phones[:2])
    return content


def _horizontal(
    rng: Random, content: Content, look: Design, size: tuple[float, float], layout: str, attempt: int
) -> Card:
    width, height = round(size[0] * MM), round(size[1] * MM)
    allowed = [
        name
        for name, (_, _, splits) in layouts_for(content.language).items()
        if look.split in splits and not (name == "slogan first" and not content.slogan)
    ]
    layout = layout or rng.choice(allowed)
    chosen, align, _ = layouts_for(content.language)[layout]
    decoration = _decoration(rng, look, attempt)
    sheet = papers.sheet(rng, look, width, height, decoration)
    if chosen is huge_name:
        look = replace(look, name_points=look.name_points * 1.5)
    parts = with_mark(rng, horizontal_parts(rng, content, look, align), look)
    area = board(rng, width, height, decoration, sheet)
    extra: list[Element] = []
    if decoration in ("none", "top band", "bottom band") and attempt < 12 and rng.random() < 0.07:
        face, area = _with_photo(rng, area)
        extra = [face]
    return replace(printed(rng, sheet, [*chosen(parts, area, rng), *extra], look), layout=layout)


def _with_photo(rng: Random, area: Board) -> tuple[Element, Board]:
    """Return the photograph of the person, as on a salesman's card, and the area beside it."""
    width = rng.uniform(17, 22) * MM
    face = shape("portrait", width, width * rng.choice((1.25, 1.3)), "ink", rng.getrandbits(30))
    height = rng.choice((0.0, 0.5, 1.0))
    if rng.random() < 0.5:
        return put(area, face, 0.0, height), replace(area, left=area.left + width + 4 * MM)
    return put(area, face, 1.0, height), replace(area, right=area.right - width - 4 * MM)


def _decoration(rng: Random, look: Design, attempt: int) -> str:
    if attempt > 6 or rng.random() < 0.5 or look.mood == "silver":
        return "none"
    if look.split == "test":
        return rng.choice(papers.DECORATIONS)
    usual = [name for name in papers.DECORATIONS if name not in papers.TEST_ONLY]
    return rng.choice([*usual, *papers.DEV_ONLY])


def with_mark(rng: Random, parts: Parts, look: Design) -> Parts:
    """Return the parts with an invented logo on about every second card."""
    if rng.random() < 0.45:
        return parts
    side = rng.uniform(5, 9) * MM
    return replace(parts, mark=shape("mark", side, side, "accent", rng.getrandbits(30)) if parts.org.width else space())


def board(rng: Random, width: int, height: int, decoration: str, sheet: Image.Image) -> Board:
    """Return the area for type inside margins and beside panels."""
    x, y = rng.uniform(5, 8) * MM, rng.uniform(4.5, 6.5) * MM
    left = x + (4 * MM if decoration == "left bar" else width * 0.37 - x + 3 * MM if decoration == "left panel" else 0)
    right = width - x - (width * 0.37 - x + 3 * MM if decoration == "right panel" else 0)
    right -= 3 * MM if decoration == "side strip" else 0
    return Board(
        left,
        y + (1.5 * MM if decoration == "top band" else 0),
        right,
        (height * 0.8 if decoration == "low panel" else height)
        - y
        - (2 * MM if decoration in ("bottom band", "wave", "roofs") else 0),
    )


def printed(
    rng: Random,
    sheet: Image.Image,
    placed: Sequence[Element],
    look: Design,
    side: str = "front",
    vertical: bool = False,
) -> Card:
    """Return the card with the placed elements on it, or raise Crowded."""
    check_room(placed, sheet)
    foil = papers.foil(rng, *sheet.size) if look.mood == "dark" and rng.random() < 0.2 else None
    image = drawing.draw(sheet, placed, look, foil)
    facts = sorted(
        ((x, y, fact) for element in placed for x, y, fact in element.facts),
        key=lambda item: (-item[0], item[1]) if vertical else (item[1], item[0]),
    )
    lines = tuple(line for element in placed for line in element.lines)
    corner = rng.choice((2.0, 3.0)) if rng.random() < 0.07 else 0.0
    gloss = {"silver": 1.0, "dark": 0.6}.get(look.mood, 0.3)
    said = [fact for _, _, fact in facts]
    first, *others = contacts(said)
    return Card(np.asarray(image), first, lines, side, corner, gloss, "", tuple(others), own_reach(said))


def check_room(placed: Sequence[Element], sheet: Image.Image) -> None:
    """Raise Crowded if a line leaves the sheet, touches another element or lies across the edge of a panel."""
    boxes = [(index, *box) for index, element in enumerate(placed) for box in _boxes(element)]
    edge, air, side_air = 2.2 * MM, 1.1 * MM, 1.8 * MM
    for index, left, top, right, bottom in boxes:
        if left < edge or top < edge or right > sheet.width - edge or bottom > sheet.height - edge:
            raise Crowded
        for other, l2, t2, r2, b2 in boxes:
            if (
                other > index
                and left < r2 + side_air
                and l2 < right + side_air
                and top < b2 + air
                and t2 < bottom + air
            ):
                raise Crowded
    if any(drawing.evenness(sheet, box[1:]) > 16 for box in boxes):
        raise Crowded


def _boxes(element: Element) -> list[tuple[float, float, float, float]]:
    return [line.box for line in element.lines] + [shape.box for shape in element.shapes]
