"""Outlines of which two are halves of one card, in two colours or folded, in; that card in their place out."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product
from typing import TYPE_CHECKING

import numpy as np

from cardscan.image.shape import angles, area, upright
from cardscan.image.sighting import aspect_of, is_oblong

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.image.shape import Corners
    from cardscan.image.sighting import Sighting

AT_SEAM = 0.06  # of the side that two halves share: how far apart its ends may be in them
CARD = (1.5, 1.8)  # long side / short side of the whole: 91 × 55 mm is 1.65, 85 × 55 is 1.55
STRAIGHT = (165.0, 195.0)  # degrees between the sides of both halves that go on in each other
ALIKE = 0.25  # octaves by which the area of the whole may be off that of other cards


def without_seams(found: Sequence[Sighting], shape: tuple[int, ...]) -> list[Sighting]:
    """Return what was found in a photo of a shape (height, width, …) with every two outlines put together that share a
    whole side, of which one is no card's by its shape, and which together are a card's."""
    left = list(found)
    for one, other in combinations(found, 2):
        if any(each is one for each in left) and any(each is other for each in left):
            whole = _whole(one, other, shape)
            others = [each for each in left if each is not one and each is not other]
            if whole is not None and _is_as_large(whole, others):
                left = [*others, whole]
    return left


def _whole(one: Sighting, other: Sighting, shape: tuple[int, ...]) -> Sighting | None:
    if is_oblong(one.aspect) and is_oblong(other.aspect):
        return None
    corners = together(one.corners, other.corners)
    if corners is None or not CARD[0] < aspect_of(corners, shape) < CARD[1]:
        return None
    first, second = area(one.corners), area(other.corners)
    share = first / (first + second)
    return replace(
        one,
        corners=upright(corners),
        sure=min(one.sure, other.sure),
        print=share * one.print + (1 - share) * other.print,
        faint=share * one.faint + (1 - share) * other.faint,
        filled=min(one.filled, other.filled),
        share=1.0,
        aspect=aspect_of(corners, shape),
        words="two halves of a card",
    )


def together(one: Corners, other: Corners) -> Corners | None:
    """Return the outline of two that lie side by side, all clockwise, or None where they do not share a side, or where
    their other sides do not go on straight."""
    for i, j in product(range(4), range(4)):
        a, b, c, d = np.roll(one, -i, axis=0)  # the side a–b of the one is the side f–e of the other
        e, f, g, h = np.roll(other, -j, axis=0)
        reach = AT_SEAM * float(np.hypot(*(b - a)))
        if np.hypot(*(a - f)) > reach or np.hypot(*(b - e)) > reach:
            continue
        bends = [_bend(c, (b + e) / 2, h), _bend(g, (a + f) / 2, d)]
        whole = np.array([c, d, g, h])
        if all(STRAIGHT[0] < bend < STRAIGHT[1] for bend in bends) and angles(whole).min() > 0:
            return whole
    return None


def _bend(before: Corners, at: Corners, after: Corners) -> float:
    """Return the angle at a point between two others, in degrees, 0–360."""
    there, back = after - at, before - at
    turn = float(np.degrees(np.arctan2(there[1], there[0]) - np.arctan2(back[1], back[0])))
    return turn % 360


def _is_as_large(whole: Sighting, others: Sequence[Sighting]) -> bool:
    """Return whether a card is about as large as any other that is no square, if there are such."""
    areas = [area(each.corners) for each in others if is_oblong(each.aspect)]
    return not areas or min(abs(float(np.log2(area(whole.corners) / each))) for each in areas) < ALIKE
