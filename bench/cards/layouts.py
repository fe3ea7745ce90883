"""Where the blocks of a horizontally written card go. A layout is a function from parts to placed elements."""

from __future__ import annotations

from random import Random

from bench.cards.arranged import ARRANGED
from bench.cards.board import Board, Layout, code, foot, head, put
from bench.cards.parts import Parts
from bench.cards.setting import MM, Align, Element, above, beside


def classic(parts: Parts, board: Board, rng: Random) -> list[Element]:
    """Organisation top left, role over a large name in the middle, address bottom left or right."""
    top = above([head(parts), *parts.others, parts.saying], 1.4 * MM)
    person = above([parts.role, parts.name], 1.8 * MM)
    side = rng.choice((0.0, 0.0, 1.0))
    return [
        put(board, top, 0, 0),
        put(board, person, rng.choice((0.0, 0.12, 0.5)), 0.42),
        put(board, foot(parts), side, 1),
        *code(parts, board, 1 - side, 1 if side == 0 else 0.0),
    ]


def role_beside(parts: Parts, board: Board, rng: Random) -> list[Element]:
    """Role in small type left of the name, on its baseline; organisation over both."""
    person = beside([parts.role, parts.name], rng.uniform(3, 6) * MM, "middle")
    top = above([head(parts), *parts.others], 1.2 * MM)
    return [
        put(board, top, 0, 0.02),
        put(board, person, rng.choice((0.0, 0.5)), 0.4),
        put(board, above([parts.saying, foot(parts)], 1.5 * MM), rng.choice((0.0, 1.0, 0.5)), 1),
        *code(parts, board, 1, 0.0),
    ]


def centred(parts: Parts, board: Board, rng: Random) -> list[Element]:
    """Everything on the middle axis."""
    top = above([parts.mark, parts.org, parts.saying, *parts.others], 1.1 * MM, "center")
    person = above([parts.role, parts.name], 1.6 * MM, "center")
    return [
        put(board, top, 0.5, 0),
        put(board, person, 0.5, 0.47),
        put(board, foot(parts, "center"), 0.5, 1),
        *code(parts, board, 1, 0.5),
    ]


def name_top(parts: Parts, board: Board, rng: Random) -> list[Element]:
    """Name top left with the role under it; organisation and address at the bottom."""
    person = above([parts.name, parts.role], 1.8 * MM)
    bottom = above([head(parts), *parts.others, foot(parts)], 1.6 * MM)
    return [
        put(board, person, 0, 0.04),
        put(board, bottom, 0, 1),
        *([put(board, parts.saying, 1, 0.42)] if parts.saying.width else []),
        *code(parts, board, 1, 0),
    ]


def two_columns(parts: Parts, board: Board, rng: Random) -> list[Element]:
    """Name and role on the left, reach as a column on the right."""
    left = above([head(parts), *parts.others], 1.2 * MM)
    person = above([parts.role, parts.name], 1.5 * MM)
    return [
        put(board, left, 0, 0),
        put(board, person, 0, 0.62),
        put(board, above([parts.saying, foot(parts)], 1.6 * MM), 1, 1),
        *code(parts, board, 1, 0),
    ]


def org_bottom(parts: Parts, board: Board, rng: Random) -> list[Element]:
    """Name centred above; organisation small at the bottom with the address beside it."""
    person = above([parts.role, parts.name], 1.6 * MM)
    firm = above([head(parts), *parts.others], 1.0 * MM)
    return [
        put(board, person, rng.choice((0.0, 0.3)), 0.12),
        put(board, firm, 0, 0.52),
        put(board, foot(parts), 0, 1),
        *([put(board, parts.saying, 1, 0)] if parts.saying.width else []),
        *code(parts, board, 1, 1),
    ]


def slogan_first(parts: Parts, board: Board, rng: Random) -> list[Element]:
    """The saying is what one sees first; organisation and person under it."""
    person = above([parts.org, *parts.others, beside([parts.role, parts.name], 3 * MM)], 1.4 * MM)
    return [
        put(board, beside([parts.mark, parts.saying], 2 * MM, "middle"), 0, 0),
        put(board, person, 0, 0.4),
        put(board, foot(parts), rng.choice((0.0, 1.0)), 1),
        *code(parts, board, 1, 0.3),
    ]


def right_aligned(parts: Parts, board: Board, rng: Random) -> list[Element]:
    """Everything flush right, mark at the left."""
    top = above([parts.org, *parts.others], 1.0 * MM, "right")
    person = above([parts.role, parts.name], 1.5 * MM, "right")
    mark = [put(board, parts.mark, 0, 0)] if parts.mark.width else []
    return [
        *mark,
        put(board, top, 1, 0),
        put(board, person, 1, 0.43),
        put(board, foot(parts, "right"), 1, 1),
        *([put(board, parts.saying, 0, 1)] if parts.saying.width else []),
        *code(parts, board, 0, 1),
    ]


def split_rule(parts: Parts, board: Board, rng: Random) -> list[Element]:
    """Left half the person in the middle of its height, right half everything else."""
    half = Board(board.left, board.top, board.left + board.width * 0.46, board.bottom)
    other = Board(board.left + board.width * 0.52, board.top, board.right, board.bottom)
    person = above([parts.mark, parts.role, parts.name, parts.saying], 2 * MM, "center")
    rest = above([parts.org, *parts.others, parts.address, parts.reach, parts.notes], 1.7 * MM)
    return [put(half, person, 0.5, 0.5), put(other, rest, 0.0, 0.5), *code(parts, board, 0, 1)]


def huge_name(parts: Parts, board: Board, rng: Random) -> list[Element]:
    """A name across the card; organisation in the corner; the rest small below."""
    return [
        put(board, parts.name, 0.5, 0.3),
        put(board, above([head(parts), parts.role, *parts.others], 0.8 * MM), 0, 0.0),
        put(
            board,
            above([parts.saying, beside([parts.address, parts.reach], 4 * MM, "bottom"), parts.notes], 1.2 * MM),
            0.5,
            1,
        ),
        *code(parts, board, 1, 0),
    ]


def staircase(parts: Parts, board: Board, rng: Random) -> list[Element]:
    """Organisation top right, name in the middle left, address bottom right."""
    top = above([head(parts), *parts.others, parts.saying], 1.1 * MM, "right")
    person = above([parts.name, parts.role], 1.6 * MM)
    return [
        put(board, top, 1, 0),
        put(board, person, 0.1, 0.42),
        put(board, foot(parts), 1, 1),
        *code(parts, board, 0, 1),
    ]


def banner(parts: Parts, board: Board, rng: Random) -> list[Element]:
    """Organisation in the middle of the top, name left, reach right beside it, address along the bottom."""
    top = above([head(parts), parts.saying, *parts.others], 1.0 * MM, "center")
    return [
        put(board, top, 0.5, 0),
        put(board, above([parts.role, parts.name], 1.6 * MM), 0, 0.52),
        put(board, above([parts.reach, parts.notes], 0.8 * MM), 1, 0.6),
        put(board, parts.address, 0.5, 1),
        *code(parts, board, 1, 0),
    ]


def role_after(parts: Parts, board: Board, rng: Random) -> list[Element]:
    """The name with the role behind it on its baseline, as in China and Korea; organisation over both."""
    person = beside([parts.name, parts.role], rng.uniform(2.5, 5) * MM, "bottom")
    top = above([head(parts), *parts.others, parts.saying], 1.2 * MM)
    return [
        put(board, top, rng.choice((0.0, 0.0, 0.5, 1.0)), 0.02),
        put(board, person, rng.choice((0.0, 0.1, 0.5)), 0.4),
        put(board, foot(parts), rng.choice((0.0, 0.0, 1.0)), 1),
        *code(parts, board, 1, 0.35),
    ]


def firm_over_address(parts: Parts, board: Board, rng: Random) -> list[Element]:
    """Mark on top, the name with its role in the upper half, the organisation right over its address, as in Korea."""
    person = above([beside([parts.name, parts.role], 3 * MM, "bottom")])
    bottom = above([parts.org, *parts.others, foot(parts)], 1.2 * MM)
    return [
        put(board, above([parts.mark, parts.saying], 1.2 * MM, "right"), 1, 0),
        put(board, person, 0, rng.choice((0.05, 0.2))),
        put(board, bottom, 0, 1),
        *code(parts, board, 1, 0.5),
    ]


# name -> (layout, alignment of lines inside blocks, splits)
LAYOUTS: dict[str, tuple[Layout, Align, tuple[str, ...]]] = {
    "classic": (classic, "left", ("dev", "test")),
    "role beside": (role_beside, "left", ("dev",)),
    "centred": (centred, "center", ("dev", "test")),
    "name top": (name_top, "left", ("dev",)),
    "two columns": (two_columns, "left", ("dev", "test")),
    "org bottom": (org_bottom, "left", ("dev",)),
    "slogan first": (slogan_first, "left", ("dev",)),
    "right aligned": (right_aligned, "right", ("test",)),
    "split rule": (split_rule, "left", ("test",)),
    "huge name": (huge_name, "left", ("test",)),
    "staircase": (staircase, "left", ("test",)),
    "banner": (banner, "left", ("test",)),
    **ARRANGED,
}
EASTERN: dict[str, tuple[Layout, Align, tuple[str, ...]]] = {
    **LAYOUTS,
    "role after": (role_after, "left", ("dev", "test")),
    "firm over address": (firm_over_address, "left", ("dev", "test")),
}


def layouts_for(language: str) -> dict[str, tuple[Layout, Align, tuple[str, ...]]]:
    """Return the layouts of cards in a language."""
    return EASTERN if language in ("zh-Hans", "zh-Hant", "ko") else LAYOUTS
