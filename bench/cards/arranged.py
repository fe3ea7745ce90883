"""Layouts of the dev split alone: the person in a corner or on one height with the reach, feet in two columns, the
organisation between name and address. What is drawn in the test split knows none of them."""

from __future__ import annotations

from random import Random

from bench.cards.board import Board, Layout, code, foot, head, put
from bench.cards.parts import Parts
from bench.cards.setting import MM, Align, Element, above, beside


def low_corner(parts: Parts, board: Board, rng: Random) -> list[Element]:
    """Organisation top left, address in the lower left corner, the person flush right over the lower right one."""
    person = above([parts.role, parts.name], 1.6 * MM, "right")
    return [
        put(board, above([head(parts), *parts.others, parts.saying], 1.1 * MM), 0, 0),
        put(board, person, 1, rng.choice((0.5, 1.0))),
        put(board, foot(parts), 0, 1),
        *code(parts, board, 1, 0),
    ]


def same_height(parts: Parts, board: Board, rng: Random) -> list[Element]:
    """The person on the left and the reach on the right on one height; organisation and address along the foot."""
    firm = above([head(parts), *parts.others, parts.address, parts.notes], 1.1 * MM)
    return [
        put(board, above([parts.name, parts.role], 1.5 * MM), 0, rng.uniform(0.1, 0.3)),
        put(board, parts.reach, 1, rng.uniform(0.1, 0.3)),
        put(board, firm, rng.choice((0.0, 0.5)), 1),
        *([put(board, parts.saying, 0, 0)] if parts.saying.width else []),
        *code(parts, board, 1, 1),
    ]


def two_feet(parts: Parts, board: Board, rng: Random) -> list[Element]:
    """The person on the middle axis; the address in the lower left, the reach in the lower right corner."""
    top = above([head(parts), *parts.others, parts.saying], 1.1 * MM, "center")
    return [
        put(board, top, 0.5, 0),
        put(board, above([parts.role, parts.name], 1.5 * MM, "center"), 0.5, 0.48),
        put(board, above([parts.address, parts.notes], 0.9 * MM), 0, 1),
        put(board, parts.reach, 1, 1),
        *code(parts, board, 1, 0),
    ]


def firm_between(parts: Parts, board: Board, rng: Random) -> list[Element]:
    """The name first, right under it what it does and for whom, then a gap and everything else."""
    person = above([parts.name, parts.role, head(parts), *parts.others], 1.3 * MM)
    return [
        put(board, person, rng.choice((0.0, 0.0, 0.1)), 0),
        put(board, foot(parts), rng.choice((0.0, 0.0, 1.0)), 1),
        *([put(board, parts.saying, 1, 0.55)] if parts.saying.width else []),
        *code(parts, board, 1, 0),
    ]


def reach_first(parts: Parts, board: Board, rng: Random) -> list[Element]:
    """Reach and address as a narrow column on the left, the person right of it, the organisation in a corner."""
    return [
        put(board, above([parts.reach, parts.address, parts.notes], 1.6 * MM), 0, 1),
        put(board, above([parts.name, parts.role], 1.4 * MM, "right"), 1, rng.choice((0.42, 1.0))),
        put(board, above([head(parts), *parts.others], 1.0 * MM, "right"), 1, 0),
        *([put(board, parts.saying, 0, 0)] if parts.saying.width else []),
        *code(parts, board, 0, 0),
    ]


def name_line(parts: Parts, board: Board, rng: Random) -> list[Element]:
    """Organisation, role and name on one line, as small offices print it; the rest under it."""
    line = beside([parts.org, parts.role, parts.name], rng.uniform(2.5, 5) * MM, "bottom")
    return [
        put(board, above([parts.mark, parts.saying], 1.0 * MM), 0, 0),
        put(board, above([line, *parts.others], 1.5 * MM), rng.choice((0.0, 0.5)), 0.4),
        put(board, foot(parts), rng.choice((0.0, 0.5, 1.0)), 1),
        *code(parts, board, 1, 0),
    ]


def ends(parts: Parts, board: Board, rng: Random) -> list[Element]:
    """Organisation left and person right along the top, reach left and address right along the foot."""
    return [
        put(board, above([head(parts), *parts.others], 1.0 * MM), 0, 0),
        put(board, above([parts.role, parts.name], 1.3 * MM, "right"), 1, rng.choice((0.0, 0.25))),
        put(board, above([parts.reach, parts.notes], 0.9 * MM), 0, 1),
        put(board, parts.address, 1, 1),
        *([put(board, parts.saying, 0, 0.45)] if parts.saying.width else []),
        *code(parts, board, 1, 0.55),
    ]


ARRANGED: dict[str, tuple[Layout, Align, tuple[str, ...]]] = {
    "low corner": (low_corner, "left", ("dev",)),
    "same height": (same_height, "left", ("dev",)),
    "two feet": (two_feet, "left", ("dev",)),
    "firm between": (firm_between, "left", ("dev",)),
    "reach first": (reach_first, "left", ("dev",)),
    "name line": (name_line, "left", ("dev",)),
    "ends": (ends, "left", ("dev",)),
}
