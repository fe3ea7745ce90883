"""Typesetting: lines of text as elements that stack and align. Units are pixels at DPI; origins are top left.

An element is a value: glyph runs, shapes and pasted pictures at offsets, the printed lines with their boxes, and the
facts they state. ``above``, ``beside`` and ``shifted`` make bigger elements from smaller ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from bench.cards.facts import Fact
from bench.cards.fonts import Face, covering, font

DPI = 400
MM = DPI / 25.4
PT = DPI / 72

Align = Literal["left", "center", "right"]
Box = tuple[float, float, float, float]


class NoGlyph(Exception):
    """No font of this machine has the glyphs of a text."""


@dataclass(frozen=True)
class Run:
    """Text in one face. (x, y) is where the baseline starts, or the top centre of a vertical column."""

    text: str
    face: Face
    size: float
    x: float
    y: float
    ink: str = "ink"
    tracking: float = 0.0
    vertical: bool = False


@dataclass(frozen=True)
class Shape:
    """A drawn thing: ``kind`` is an icon, a rule, a logo; ``what`` is whatever its drawing needs."""

    kind: str
    box: Box
    ink: str = "ink"
    what: Any = None


@dataclass(frozen=True)
class Line:
    """A printed line with the box of its ink."""

    text: str
    box: Box
    vertical: bool = False


@dataclass(frozen=True)
class Element:
    """A thing with a size that can be placed."""

    width: float
    height: float
    runs: tuple[Run, ...] = ()
    shapes: tuple[Shape, ...] = ()
    lines: tuple[Line, ...] = ()
    facts: tuple[tuple[float, float, Fact], ...] = ()


def shifted(element: Element, dx: float, dy: float) -> Element:
    """Return the element moved; its size stays."""
    return replace(
        element,
        runs=tuple(replace(run, x=run.x + dx, y=run.y + dy) for run in element.runs),
        shapes=tuple(replace(shape, box=_moved(shape.box, dx, dy)) for shape in element.shapes),
        lines=tuple(replace(line, box=_moved(line.box, dx, dy)) for line in element.lines),
        facts=tuple((x + dx, y + dy, fact) for x, y, fact in element.facts),
    )


def _moved(box: Box, dx: float, dy: float) -> Box:
    return box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy


def text(
    words: str,
    face: Face,
    points: float,
    *facts: Fact,
    ink: str = "ink",
    tracking: float = 0.0,
    printed: str | None = None,
) -> Element:
    """Return a horizontal line. ``tracking`` is extra space in em; ``printed`` is the truth's text where it differs."""
    face = _face(face, words)
    size = points * PT
    drawn = font(face, size)
    baseline = 0.88 * size
    try:
        left, top, right, bottom = drawn.getbbox(words, anchor="ls")
    except OSError as error:  # a glyph program that FreeType refuses ("invalid opcode")
        raise NoGlyph(words) from error
    right += tracking * size * max(len(words) - 1, 0)
    width = advance(words, face, size, tracking)
    line = Line(printed or words, (left, baseline + top, right, baseline + bottom))
    run = Run(words, face, size, 0.0, baseline, ink, tracking)
    return Element(width, size, (run,), (), (line,), tuple((0.0, 0.0, fact) for fact in facts))


def advance(words: str, face: Face, size: float, tracking: float) -> float:
    """Return how wide the words are set."""
    return float(font(face, size).getlength(words)) + tracking * size * max(len(words) - 1, 0)


def column(
    words: str,
    face: Face,
    points: float,
    *facts: Fact,
    ink: str = "ink",
    tracking: float = 0.0,
    printed: str | None = None,
) -> Element:
    """Return a vertical column of upright characters; pairs of ASCII digits stand side by side (縦中横)."""
    face = _face(face, words)
    size = points * PT
    cells = vertical_cells(words)
    pitch = size * (1 + tracking)
    height = sum(_cell_height(cell, size) for cell in cells) + size * tracking * max(len(cells) - 1, 0)
    runs, y = [], 0.0
    for cell in cells:
        runs.append(Run(cell, face, size, size / 2, y, ink, 0.0, True))
        y += _cell_height(cell, size) + pitch - size
    line = Line(printed or words, (0.02 * size, 0.0, 0.98 * size, height), True)
    return Element(size, height, tuple(runs), (), (line,), tuple((0.0, 0.0, fact) for fact in facts))


def vertical_cells(words: str) -> list[str]:
    """Return the characters of a column, short numbers kept together."""
    cells: list[str] = []
    for char in words:
        pair = (
            cells
            and cells[-1].isascii()
            and cells[-1].isdigit()
            and len(cells[-1]) == 1
            and char.isascii()
            and char.isdigit()
        )
        if pair:
            cells[-1] += char
        else:
            cells.append(char)
    return cells


def _cell_height(cell: str, size: float) -> float:
    return size * (0.5 if cell == " " else 1.0)


def _face(face: Face, words: str) -> Face:
    found = covering(face, words)
    if found is None:
        raise NoGlyph(words)
    return found


def shape(kind: str, width: float, height: float, ink: str = "ink", what: Any = None) -> Element:
    """Return a drawn thing of a size in pixels."""
    return Element(width, height, (), (Shape(kind, (0.0, 0.0, width, height), ink, what),))


def space(width: float = 0.0, height: float = 0.0) -> Element:
    """Return nothing, of a size."""
    return Element(width, height)


def above(elements: Sequence[Element], gap: float = 0.0, align: Align = "left") -> Element:
    """Return the elements stacked from top to bottom."""
    shown = [element for element in elements if element.width or element.height]
    width = max((element.width for element in shown), default=0.0)
    shares = {"left": 0.0, "center": 0.5, "right": 1.0}
    placed, y = [], 0.0
    for element in shown:
        placed.append(shifted(element, (width - element.width) * shares[align], y))
        y += element.height + gap
    return _joined(placed, width, max(y - gap, 0.0))


def beside(
    elements: Sequence[Element], gap: float = 0.0, align: Literal["top", "middle", "bottom"] = "bottom"
) -> Element:
    """Return the elements set from left to right."""
    shown = [element for element in elements if element.width or element.height]
    height = max((element.height for element in shown), default=0.0)
    shares = {"top": 0.0, "middle": 0.5, "bottom": 1.0}
    placed, x = [], 0.0
    for element in shown:
        # Type of two sizes shares a baseline, 0.12 em over the bottom of its box.
        drop = (height - element.height) * (0.88 if align == "bottom" else shares[align])
        placed.append(shifted(element, x, drop))
        x += element.width + gap
    return _joined(placed, max(x - gap, 0.0), height)


def leftwards(elements: Sequence[Element], gap: float = 0.0, align: Literal["top", "bottom"] = "top") -> Element:
    """Return columns set from right to left, as vertical text runs."""
    shown = [element for element in elements if element.width or element.height]
    height = max((element.height for element in shown), default=0.0)
    width = sum(element.width for element in shown) + gap * max(len(shown) - 1, 0)
    placed, x = [], width
    for element in shown:
        x -= element.width
        placed.append(shifted(element, x, 0.0 if align == "top" else height - element.height))
        x -= gap
    return _joined(placed, width, height)


def as_one_line(element: Element, joint: str = " ") -> Element:
    """Return the element with its printed lines read as one."""
    if len(element.lines) < 2:
        return element
    boxes = [line.box for line in element.lines]
    box = min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)
    words = joint.join(line.text for line in element.lines)
    return replace(element, lines=(Line(words, box, element.lines[0].vertical),))


def stating(element: Element, *facts: Fact) -> Element:
    """Return the element with more facts."""
    return replace(element, facts=element.facts + tuple((0.0, 0.0, fact) for fact in facts))


def silent(element: Element) -> Element:
    """Return the element without facts: printed, but saying nothing that is a field."""
    return replace(element, facts=())


def _joined(placed: Sequence[Element], width: float, height: float) -> Element:
    return Element(
        width,
        height,
        tuple(run for element in placed for run in element.runs),
        tuple(shape for element in placed for shape in element.shapes),
        tuple(line for element in placed for line in element.lines),
        tuple(fact for element in placed for fact in element.facts),
    )
