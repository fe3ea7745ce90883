"""The blocks of a card, set in type: name, organisation, role, address, ways to reach, sayings, code, mark."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

import jaconv

from bench.cards import codes
from bench.cards.content import Content
from bench.cards.design import Design
from bench.cards.facts import Fact, qualifications
from bench.cards.fonts import covering
from bench.cards.people import Person
from bench.cards.reaching import address_block, reach_block
from bench.cards.setting import (
    MM,
    PT,
    Align,
    Element,
    above,
    advance,
    as_one_line,
    beside,
    shape,
    shifted,
    space,
    stating,
    text,
)


@dataclass(frozen=True)
class Parts:
    """The blocks, each an element; empty ones have no size. ``tail`` is what may be left out when the card is full."""

    name: Element
    org: Element
    role: Element
    address: Element
    reach: Element
    saying: Element
    notes: Element
    code: Element
    mark: Element
    others: tuple[Element, ...] = ()


def horizontal_parts(rng: Random, content: Content, design: Design, align: Align = "left") -> Parts:
    """Return the blocks of a horizontally written card, their lines aligned as told."""
    # Of several organisations each keeps its role beside its name, or the first one's role stands at the person's name.
    paired = len(content.firms) > 1 and rng.random() < 0.55
    return Parts(
        name_block(rng, content, design, align),
        affiliation_block(rng, content, design, 0, align) if paired else org_block(rng, content, design, 0, align),
        space() if paired else role_block(rng, content, design, 0, align),
        address_block(rng, content, design, align),
        reach_block(rng, content, design, align),
        saying(rng, content, design),
        notes_block(rng, content, design, align),
        code_block(rng, content, design),
        space(),
        tuple(affiliation_block(rng, content, design, index, align) for index in range(1, len(content.firms))),
    )


def saying(rng: Random, content: Content, design: Design) -> Element:
    """Return the slogan, larger or smaller than the role."""
    if not content.slogan:
        return space()
    points = design.role_points * design.scale * rng.uniform(0.9, 1.3)
    return text(content.slogan, design.strong, points, Fact("note", content.slogan), ink="accent")


# ---------------------------------------------------------------- the person


def name_block(rng: Random, content: Content, design: Design, align: Align) -> Element:
    """Return the name with kana or romaji above, below or beside it."""
    if content.language == "back":
        return space()
    name = plain_name(content, design)
    points = design.name_points * design.scale
    if content.kana:
        return _with_kana(rng, content, design, name, align)
    if content.under_name:
        return _with_more_under(rng, content, design, align)
    if not content.latin:
        return name
    latin = text(
        content.latin,
        design.latin,
        max(points * rng.uniform(0.36, 0.5), 5),
        Fact("latin", content.latin),
        tracking=rng.choice((0, 0, 0.05, 0.12)),
    )
    where = rng.random()
    if where < 0.62:
        return above([name, latin], points * PT * 0.22, align)
    if where < 0.8:
        return above([latin, name], points * PT * 0.2, align)
    return beside([name, latin], 3.2 * MM)


def _with_more_under(rng: Random, content: Content, design: Design, align: Align) -> Element:
    """Return the name with its small lines (a name in hanja, a title in English) under it."""
    name = name_block(rng, replace(content, under_name=()), design, align)
    points = max(design.name_points * design.scale * 0.4, 5)
    rows = [
        text(words, design.latin if words.isascii() else design.body, points, Fact("note", words))
        for words in content.under_name
    ]
    return above([name, *rows], points * PT * 0.35, align)


def plain_name(content: Content, design: Design) -> Element:
    """Return the name alone: solid, spaced, or with a gap between family and given name."""
    person, points = content.person, design.name_points * design.scale
    if person.origin in ("foreign", "en"):
        return text(
            person.full,
            design.name,
            points * (0.8 if person.origin == "foreign" else 0.85),
            Fact("name", person),
            tracking=design.body_tracking,
        )
    family, given = _name_halves(person, design)
    gap = {"": 0.0, " ": 0.25, "  ": 0.5, "　": 1.0, "wide": 1.0}[design.name_gap] * points * PT + _tracking(
        person, design
    ) * points * PT
    joint = "" if gap < 0.2 * points * PT else " "
    return stating(as_one_line(beside([family, given], gap), joint), Fact("name", person))


def _tracking(person: Person, design: Design) -> float:
    # Short names are spread so that every name fills about the same width (均等割付).
    letters = len(person.family + person.given)
    if design.name_gap == "wide":
        return 1.0 if letters <= 4 else 0.4
    return design.name_tracking if letters <= 5 else 0.0


def _name_halves(person: Person, design: Design) -> tuple[Element, Element]:
    points, tracking = design.name_points * design.scale, _tracking(person, design)
    # One face for both halves, also where only one of them has a rare character.
    face = covering(design.name, person.family + person.given) or design.name
    return text(person.family, face, points, tracking=tracking), text(person.given, face, points, tracking=tracking)


def _with_kana(rng: Random, content: Content, design: Design, name: Element, align: Align) -> Element:
    person, points = content.person, max(design.name_points * design.scale * rng.uniform(0.3, 0.4), 4.8)
    script = jaconv.hira2kata if rng.random() < 0.35 else str
    family, given = script(person.family_kana), script(person.given_kana)
    where = rng.random()
    if where < 0.45:
        return _ruby(name, family, given, design, points)
    whole = f"{family}{rng.choice((' ', '　'))}{given}"
    if where < 0.75:
        line = text(whole, design.body, points, Fact("kana", whole), tracking=rng.choice((0, 0.1, 0.3)))
        return above([line, name], points * PT * 0.4, align)
    bracketed = rng.choice(("（{}）", "({})", "{}")).format(whole)
    line = text(bracketed, design.body, points, Fact("kana", whole))
    return beside([name, line], 2.5 * MM) if where < 0.9 else above([name, line], points * PT * 0.5, align)


def _ruby(name: Element, family: str, given: str, design: Design, points: float) -> Element:
    halves = [text(half, design.body, points) for half in (family, given)]
    split = name.runs[1].x
    ends = (split - (split - name.runs[0].x) * 0.12, name.width)
    centres = ((name.runs[0].x + _right(name, 0)) / 2, (split + name.width) / 2)
    lefts = [centre - half.width / 2 for half, centre in zip(halves, centres, strict=True)]
    lefts[1] = max(lefts[1], lefts[0] + halves[0].width + points * PT * 0.5)
    start = min(0.0, lefts[0])
    drop = points * PT * 1.25
    ruby = as_one_line(_over([shifted(half, left - start, 0) for half, left in zip(halves, lefts, strict=True)]))
    below = shifted(name, -start, drop)
    width = max(ends[1] - start, lefts[1] + halves[1].width - start)
    return replace(
        _over([stating(ruby, Fact("kana", f"{family} {given}")), below]), width=width, height=name.height + drop
    )


def _right(name: Element, index: int) -> float:
    run = name.runs[index]
    return run.x + advance(run.text, run.face, run.size, run.tracking)


def _over(elements: list[Element]) -> Element:
    width, height = max(e.width for e in elements), max(e.height for e in elements)
    return Element(
        width,
        height,
        tuple(r for e in elements for r in e.runs),
        tuple(s for e in elements for s in e.shapes),
        tuple(line for e in elements for line in e.lines),
        tuple(f for e in elements for f in e.facts),
    )


# ---------------------------------------------------------------- work


def org_block(rng: Random, content: Content, design: Design, index: int, align: Align) -> Element:
    """Return the organisation, sometimes with its English name under it."""
    if index >= len(content.firms):
        return space()
    name, points = content.firms[index][0].name, design.org_points * design.scale
    line = text(
        name,
        design.strong,
        points,
        Fact("org", name, index),
        ink=rng.choice(("ink", "ink", "accent")),
        tracking=design.body_tracking,
    )
    if index or not content.english_firm:
        return line
    english = text(content.english_firm, design.latin, points * 0.62, Fact("note", content.english_firm), ink="soft")
    return above([line, english], points * PT * 0.2, align)


def role_block(rng: Random, content: Content, design: Design, index: int, align: Align) -> Element:
    """Return departments, titles and (for the first organisation) qualifications."""
    role = content.firms[index][1] if index < len(content.firms) else None
    points, rows = design.role_points * design.scale, []
    if role and role.departments:
        levels = [
            text(level, design.body, points, Fact("department", level, index), tracking=design.body_tracking)
            for level in role.departments
        ]
        rows += [as_one_line(beside(levels, points * PT * 0.5))] if rng.random() < 0.7 else levels
    if role and role.titles:
        joint = rng.choice(("・", "／", " "))
        titles = [
            text(
                title,
                design.body,
                points,
                Fact("title", title, index),
                tracking=rng.choice((0.0, design.body_tracking)),
            )
            for title in role.titles
        ]
        rows += [_listed(titles, joint, design, points)] if rng.random() < 0.6 else titles
        if len(rows) == 2 and rng.random() < 0.3:
            rows = [as_one_line(beside(rows, points * PT))]
    if index == 0 and content.qualifications:
        held = [text(word, design.body, points * 0.9, *qualifications(word)) for word in content.qualifications]
        rows += [_listed(held, rng.choice(("／", "　", "・")), design, points * 0.9)] if rng.random() < 0.5 else held
    return above(rows, points * PT * (design.leading - 1), align)


def _listed(items: list[Element], joint: str, design: Design, points: float) -> Element:
    row = [items[0]]
    for item in items[1:]:
        row += [text(joint, design.body, points) if joint.strip() else space(points * PT * 0.6, 1), item]
    return as_one_line(beside(row), "") if joint.strip() else as_one_line(beside(row))


def affiliation_block(rng: Random, content: Content, design: Design, index: int, align: Align) -> Element:
    """Return a further organisation with its role, as one block, smaller than the first."""
    small = replace(design, org_points=min(design.org_points * 0.85, 9), role_points=design.role_points * 0.92)
    org, role = org_block(rng, content, small, index, align), role_block(rng, content, small, index, align)
    if rng.random() < 0.4 and len(org.lines) == len(role.lines) == 1:
        return as_one_line(beside([org, role], small.role_points * PT * 0.8))
    return above([org, role], small.role_points * PT * 0.4, align)


# ---------------------------------------------------------------- the rest


def notes_block(rng: Random, content: Content, design: Design, align: Align) -> Element:
    """Return business hours, services, permits and numbers for the tax office."""
    points = design.reach_points * design.scale * 0.92
    rows = [text(note, design.body, points, Fact("note", note), ink="soft") for note in content.notes]
    return above(rows, points * PT * 0.35, align)


def code_block(rng: Random, content: Content, design: Design) -> Element:
    """Return the QR code, now and then with a caption."""
    if content.code is None:
        return space()
    kind, payload = content.code
    payload = payload or codes.payload(kind, content)
    side = rng.uniform(13, 17) * MM if kind not in ("vcard", "mecard") else rng.uniform(17, 20) * MM
    square = stating(shape("code", side, side, "ink", payload), *codes.facts(kind, payload))
    if rng.random() < 0.5 or content.language != "ja":
        return square
    words = rng.choice(
        {"line": ["LINE友だち追加", "LINEはこちら", "友だち登録"], "url": ["HPはこちら", "ホームページ"]}.get(
            kind, ["QRコード"]
        )
    )
    caption = text(words, design.body, 4.8, Fact("note", words))
    return above([square, caption], 0.5 * MM, "center")
