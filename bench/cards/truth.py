"""The truth beside a picture: what is on each card, in the contract's own words, and where.

``lines[].quad`` is in pixels of the *picture* (like ``cards[].quad``), clockwise from the line's own top left.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from bench.cards.drawing import Pixels
from bench.cards.facts import Contact
from bench.cards.setting import MM, Line

Truth = dict[str, Any]
Corners = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Picture:
    """A labelled picture. ``pixels`` are BGR uint8 exactly as ``encoded`` (the bytes of the file) decodes."""

    name: str
    pixels: Pixels
    truth: Truth
    encoded: bytes


def card_truth(
    quad: Corners, contact: Contact, side: str, tag: str | None, lines: list[dict[str, Any]], layout: str
) -> dict[str, Any]:
    """Return the truth of one card."""
    return {
        "quad": corners(quad),
        "tag": tag,
        "side": side,
        "layout": layout,
        "contact": contact,
        "lines": lines,
    }


def line_truth(line: Line, quad: Corners) -> dict[str, Any]:
    """Return the truth of one printed line."""
    return {"text": line.text, "quad": corners(quad), "vertical": line.vertical}


def line_box(line: Line) -> list[tuple[float, float]]:
    """Return the corners of a line on its card, in mm, clockwise from the top left."""
    left, top, right, bottom = (edge / MM for edge in line.box)
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def corners(quad: Corners) -> list[list[float]]:
    """Return corners as plain numbers, rounded to a tenth of a pixel."""
    return [[round(float(x), 1), round(float(y), 1)] for x, y in quad]
