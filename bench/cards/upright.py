"""Cards written in columns from right to left (縦書き), and portrait cards written across (縦型横書き)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from bench.cards import papers, reach
from bench.cards.board import Board, foot, head, put
from bench.cards.content import Content, Phone
from bench.cards.design import Design
from bench.cards.design import design as make_design
from bench.cards.facts import Fact, address, qualifications
from bench.cards.facts import phone as phone_fact
from bench.cards.flat import Card, Crowded, board, lightened, printed, with_mark
from bench.cards.fonts import covering
from bench.cards.parts import Parts, code_block, horizontal_parts
from bench.cards.reaching import address_block, reach_block
from bench.cards.setting import (
    MM,
    PT,
    Align,
    Element,
    NoGlyph,
    above,
    as_one_line,
    column,
    leftwards,
    space,
    stating,
    text,
)
from bench.cards.words import Split

# ---------------------------------------------------------------- columns


def vertical_card(rng: Random, content: Content, split: Split, mood: str = "", landscape: bool | None = None) -> Card:
    """Return a card set in columns. ``landscape`` lays it on a wide sheet; None decides by chance."""
    for attempt in range(80):
        look = make_design(rng, split, mood or rng.choices(("white", "coloured", "dark", "silver"), (70, 22, 5, 3))[0])
        look = replace(look, scale=(1.0, 0.92, 0.85, 0.78)[min(attempt // 4, 3)])
        wide = rng.random() < 0.25 if landscape is None else landscape
        size = (91, 55) if wide else rng.choice(((55, 91), (55, 91), (49, 85), (51, 89)))
        width, height = round(size[0] * MM), round(size[1] * MM)
        sheet = papers.sheet(rng, look, width, height, rng.choice(("none", "none", "none", "frame", "top band")))
        area = board(rng, width, height, "none", sheet)
        try:
            # Half-vertical cards belong to dev alone: no chance is drawn for them where the split is another.
            mixed = split == "dev" and rng.random() < 0.3
            arranged = _half_columns if mixed else _columns
            placed = arranged(rng, lightened(content, attempt // 8), look, area, wide)
            layout = "half columns" if mixed else "wide columns" if wide else "columns"
            return replace(printed(rng, sheet, placed, look, vertical=True), layout=layout)
        except (Crowded, NoGlyph):
            continue
    raise RuntimeError(f"no design holds {content.person.full} in columns")


def _columns(rng: Random, content: Content, look: Design, area: Board, wide: bool) -> list[Element]:
    org = _org_columns(content, look)
    person = leftwards([_role_columns(rng, content, look), _name_column(rng, content, look)], 2.2 * MM)
    kanji_numbers = rng.random() < 0.6
    left = _address_columns(rng, content, look, kanji_numbers)
    bottom = _bottom_block(rng, content, look, kanji_numbers)
    placed = [
        put(area, org, 1, 0),
        put(area, person, 0.5 if not wide else 0.55, rng.choice((0.2, 0.35)) if not wide else 0.3),
    ]
    if bottom.width:
        placed.append(put(area, bottom, 0, 1))
    if left.width:
        free = Board(area.left, area.top, area.right, area.bottom - (bottom.height + 2 * MM if bottom.width else 0))
        placed.append(put(free, left, 0, 1))
    code = code_block(rng, content, look)
    return [*placed, put(area, code, 0, 0)] if code.width else placed


def _half_columns(rng: Random, content: Content, look: Design, area: Board, wide: bool) -> list[Element]:
    """Person and organisation in columns, the address and the reach in rows at the foot or (wide) on the left; the
    last title may stand over the name in its column."""
    person = _titled_column(rng, content, look)
    org = _org_columns(content, look)
    rows = above([address_block(rng, content, look, "left"), _bottom_block(rng, content, look, False)], 1.2 * MM)
    if wide:
        placed = [put(area, org, 1, 0), put(area, person, rng.choice((0.72, 0.8)), 0.3), put(area, rows, 0, 1)]
    else:
        free = Board(area.left, area.top, area.right, area.bottom - rows.height - 2 * MM)
        sides = rng.choice(((1.0, 0.5), (1.0, 0.3), (0.0, 0.5)))  # the organisation right of the person mostly
        placed = [put(free, org, sides[0], 0), put(free, person, sides[1], 0.3), put(area, rows, 0.5, 1)]
    code = code_block(rng, content, look)
    return [*placed, put(area, code, 0, 0)] if code.width else placed


def _titled_column(rng: Random, content: Content, look: Design) -> Element:
    """Return the person: titles as columns beside the name, or the only one in the name's own column over it."""
    role = content.firms[0][1] if content.firms else None
    alone = role is not None and len(content.firms) == 1 and len(role.titles) == 1 and not role.departments
    if not alone or content.qualifications or content.kana or rng.random() < 0.4:
        roles, name = _role_columns(rng, content, look), _name_column(rng, content, look)
        return leftwards([roles, name], 2.2 * MM)
    assert role is not None
    points = look.role_points * look.scale
    title = column(role.titles[0], look.body, points, Fact("title", role.titles[0]), tracking=0.05)
    return above([title, _name_column(rng, content, look)], points * PT * 1.2, "center")


def _org_columns(content: Content, look: Design) -> Element:
    points = look.org_points * look.scale
    names = [
        column(
            firm.name.replace(" ", "　"),
            look.strong,
            points if not index else points * 0.8,
            Fact("org", firm.name, index),
            tracking=0.04,
            printed=firm.name,
        )
        for index, (firm, _) in enumerate(content.firms)
    ]
    slogan = (
        [column(content.slogan, look.body, points * 0.7, Fact("note", content.slogan), ink="accent")]
        if content.slogan and content.slogan.isascii() is False
        else []
    )
    return leftwards(slogan + names, 1.6 * MM)


def _role_columns(rng: Random, content: Content, look: Design) -> Element:
    points, rows = look.role_points * look.scale, []
    for index, (_, role) in enumerate(content.firms):
        rows += [column(level, look.body, points, Fact("department", level, index)) for level in role.departments]
        rows += [
            column(title, look.body, points, Fact("title", title, index), tracking=rng.choice((0.0, 0.1)))
            for title in role.titles
        ]
    rows += [column(word, look.body, points * 0.9, *qualifications(word)) for word in content.qualifications]
    return leftwards(rows, points * PT * 0.4)


def _name_column(rng: Random, content: Content, look: Design) -> Element:
    person, points = content.person, max(look.name_points, 14) * look.scale
    joint = {"ja": " ", "foreign": "・"}[person.origin]
    tracking = rng.choice((0.05, 0.2, 0.4, 0.6)) if len(person.full) <= 6 else 0.03
    parts = (person.family, person.given) if person.origin == "ja" else (person.full,)
    face = covering(look.name, person.family + person.given) or look.name
    halves = [column(part, face, points, tracking=tracking) for part in parts]
    gap = rng.choice((0.25, 0.5, 1.0)) * points * PT
    name = stating(as_one_line(above(halves, gap), joint), Fact("name", person))
    if not content.kana:
        return name
    small = points * 0.34
    ruby = [column(part, look.body, small, tracking=0.05) for part in (person.family_kana, person.given_kana)]
    start = halves[0].height + gap
    spaced = above([ruby[0], space(1, max(start - ruby[0].height, small * PT * 0.5)), ruby[1]])
    return leftwards([stating(as_one_line(spaced, " "), Fact("kana", person.family_kana)), name], points * PT * 0.18)


def _address_columns(rng: Random, content: Content, look: Design, kanji_numbers: bool) -> Element:
    points, place = look.reach_points * look.scale * 1.05, content.place
    columns: list[Element] = []
    code = space()
    if place is not None:
        code = text(f"〒{place.postal_code}", look.body, points * 0.95) if place.postal_code else space()
        rows = [column(line, look.body, points) for line in (place.first, place.building) if line]
        columns = [
            stating(leftwards(rows, points * PT * 0.45), address(place, None if place.building else place.first))
        ]
    if kanji_numbers:
        columns += [_phone_column(rng, phone, look, points) for phone in content.phones]
    return above([code, leftwards(columns, points * PT * 0.45)], points * PT * 0.5, "right")


def _phone_column(rng: Random, phone: Phone, look: Design, points: float) -> Element:
    number = reach.written(Random(look.habit), phone.groups, "kanji")
    label = {"fax": "ＦＡＸ", "mobile": "携帯"}.get(phone.kind, "電話")
    if phone.word in ("直通", "フリーダイヤル"):
        label = phone.word
    return column(
        f"{label}　{number}",
        look.body,
        points,
        phone_fact(phone.kind, number, phone.e164, phone.word if label == phone.word else None),
    )


def _bottom_block(rng: Random, content: Content, look: Design, kanji_numbers: bool) -> Element:
    shown = replace(content, phones=()) if kanji_numbers else content
    notes = [
        text(note, look.body, look.reach_points * look.scale * 0.9, Fact("note", note), ink="soft")
        for note in content.notes
    ]
    return above([reach_block(rng, shown, replace(look, tel_fax_one_line=False), "left"), *notes], 0.5 * MM)


# ---------------------------------------------------------------- portrait, written across

Portrait = Callable[[Parts, Board, Random], list[Element]]


def tower(parts: Parts, area: Board, rng: Random) -> list[Element]:
    """Centred: mark and organisation on top, person in the middle, reach at the foot."""
    top = above([parts.mark, parts.org, *parts.others, parts.saying], 1.4 * MM, "center")
    person = above([parts.role, parts.name], 2 * MM, "center")
    return [
        put(area, top, 0.5, 0),
        put(area, person, 0.5, 0.38),
        put(area, above([parts.code, foot(parts, "center")], 2 * MM, "center"), 0.5, 1),
    ]


def margin_left(parts: Parts, area: Board, rng: Random) -> list[Element]:
    """Everything on one left edge."""
    person = above([parts.name, parts.role], 1.8 * MM)
    bottom = above([parts.code, head(parts), *parts.others, foot(parts)], 1.8 * MM)
    return [put(area, person, 0, 0.05), put(area, above([parts.saying], 0), 0, 0.3), put(area, bottom, 0, 1)]


def sign(parts: Parts, area: Board, rng: Random) -> list[Element]:
    """The shop's sign above all, the person below it, small."""
    top = above([parts.mark, parts.org, parts.saying, *parts.others], 1.8 * MM, "center")
    person = above([parts.role, parts.name], 1.5 * MM, "center")
    return [
        put(area, top, 0.5, 0.12),
        put(area, person, 0.5, 0.55),
        put(area, above([parts.code, foot(parts, "center")], 2 * MM, "center"), 0.5, 1),
    ]


PORTRAITS: dict[str, tuple[Portrait, Align, tuple[str, ...]]] = {
    "tower": (tower, "center", ("dev", "test")),
    "margin left": (margin_left, "left", ("dev",)),
    "sign": (sign, "center", ("test",)),
}


def portrait_card(rng: Random, content: Content, split: Split, mood: str = "", layout: str = "") -> Card:
    """Return an upright card written from left to right."""
    for attempt in range(80):
        look = replace(
            make_design(rng, split, mood, content.language),
            scale=(0.95, 0.88, 0.8, 0.74)[min(attempt // 4, 3)],
            tel_fax_one_line=False,
        )
        width, height = (round(side * MM) for side in rng.choice(((55, 91), (55, 91), (51, 89), (49, 85))))
        decoration = rng.choice(("none", "none", "top band", "bottom band", "frame"))
        sheet = papers.sheet(rng, look, width, height, decoration)
        named = layout or rng.choice([name for name, (_, _, splits) in PORTRAITS.items() if split in splits])
        chosen, align, _ = PORTRAITS[named]
        area = board(rng, width, height, decoration, sheet)
        try:
            parts = with_mark(rng, horizontal_parts(rng, lightened(content, attempt // 8), look, align), look)
            placed = [each for each in chosen(parts, area, rng) if each.width]
            return replace(printed(rng, sheet, placed, look), layout=named)
        except (Crowded, NoGlyph):
            continue
    raise RuntimeError(f"no portrait design holds {content.person.full}")
