"""Many possible quads in, the cards out: duplicates merged, boxes printed on a card and trays under cards dropped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from cardscan.image.shape import area, flat_aspect, likeness, share_inside

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from cardscan.image.edges import Support
    from cardscan.image.shape import Corners
    from cardscan.model import Pixels

SAME = 0.70  # likeness from which two quads are two opinions on one card
GOOD = 0.55  # weight from which a quad is believed
FRAMED_PRIOR = (1.0, 0.95, 0.7, 0.4, 0.4)  # by the number of sides that run along the picture's border
LEAST_PRINT = 0.006  # part of a card that is print, at the least


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A quad (in pixels of the small picture) with what speaks for it."""

    corners: Corners
    support: Support
    aspect: float  # long side / short side of the true rectangle
    lettering: float  # part of its area that is print

    @property
    def weight(self) -> float:
        """Score 0–1 with the shape counted in: business cards are 1.45–1.82 long (91×55 is 1.65)."""
        return self.outline * _shape_prior(self.aspect)

    @property
    def outline(self) -> float:
        """How sure its outline is, 0–1, of whatever shape."""
        return self.support.score * FRAMED_PRIOR[sum(self.support.framed)]

    @property
    def is_clear(self) -> bool:
        """Whether the outline alone is convincing."""
        return self.weight > 0.93 and 1.3 < self.aspect < 2.0 and not any(self.support.framed)

    @property
    def is_doubtful(self) -> bool:
        """Whether it needs print to be believed."""
        return self.weight < 0.7 or (any(self.support.framed) and self.lettering < 2 * LEAST_PRINT)


def candidate(corners: Corners, support: Support, letters: npt.NDArray[np.uint8]) -> Candidate:
    """Return ``corners`` with its evidence; ``letters`` is the mask of print in the same picture."""
    height, width = letters.shape
    aspect = flat_aspect(corners, width, height)
    return Candidate(corners, support, max(aspect, 1 / max(aspect, 1e-6)), _print_share(corners, letters))


def choose(candidates: Sequence[Candidate], picture: Pixels, letters: npt.NDArray[np.uint8]) -> list[Candidate]:
    """Return the candidates that are cards, none overlapping another by much."""
    good = sorted((c for c in candidates if c.weight >= GOOD), key=lambda c: -c.weight)
    single = _one_each(good, picture)
    kept = [c for c in single if not _is_tray(c, single, letters)]
    kept = [c for c in kept if not any(_is_part(c, o, picture) for o in kept)]
    return _with_print(_apart(kept), letters)


def _one_each(good: Sequence[Candidate], picture: Pixels) -> list[Candidate]:
    """Merge quads that are nearly the same: the heaviest stands for all, unless one just outside it is the card."""
    single: list[Candidate] = []
    for c in good:
        twin = next((i for i, other in enumerate(single) if likeness(c.corners, other.corners) >= SAME), None)
        if twin is None:
            single.append(c)
        elif _is_other_outline(c, single[twin]) and _is_outer_better(*_by_size(c, single[twin]), picture) == (
            area(c.corners) > area(single[twin].corners)
        ):
            single[twin] = c
    return single


def _is_other_outline(c: Candidate, other: Candidate) -> bool:
    """Return whether one of two like quads lies well inside the other: not two measurements of one line."""
    outer, inner = _by_size(c, other)
    return area(outer.corners) > 1.06 * area(inner.corners) and share_inside(inner.corners, outer.corners) > 0.97


def _by_size(c: Candidate, other: Candidate) -> tuple[Candidate, Candidate]:
    return (c, other) if area(c.corners) > area(other.corners) else (other, c)


def _is_outer_better(outer: Candidate, inner: Candidate, picture: Pixels) -> bool:
    """Return which of two nested outlines is the card's. The inner one may be a frame or panel printed on it; the
    outer one may be a clear case, a shadow or another weak line on the desk: then the ring between looks like desk."""
    ring = _median_between(outer.corners, inner.corners, picture)
    desk = _median_between(_grown(outer.corners, 1.08), _grown(outer.corners, 1.01), picture)
    from_desk = float(np.abs(ring - desk).max())
    if area(outer.corners) > 1.15 * area(inner.corners) and _shares_corners(outer.corners, inner.corners):
        framed = sum(outer.support.framed) > sum(inner.support.framed)
        likely = outer.weight > 0.8 * inner.weight and _shape_prior(outer.aspect) >= _shape_prior(inner.aspect)
        return likely and not framed and from_desk > 15
    if outer.outline < 0.8 * inner.outline:
        return False
    if inner.outline < 0.8 * outer.outline:
        return True
    paper = _median_between(_grown(inner.corners, 0.98), _grown(inner.corners, 0.9), picture)
    from_paper = float(np.abs(ring - paper).max())
    return from_paper < 12 or from_desk > 0.5 * from_paper


def _shares_corners(outer: Corners, inner: Corners) -> bool:
    """Return whether a side of ``inner`` is one of ``outer``: then it is a panel of a card in two colours."""
    apart = np.hypot(*(outer - inner).T)
    return bool((apart < 0.025 * np.sqrt(area(outer))).sum() >= 2)


def _is_tray(c: Candidate, others: Sequence[Candidate], letters: npt.NDArray[np.uint8]) -> bool:
    """Return whether ``c`` is what cards lie on (a table, tray, page, album) rather than a card."""
    inner = [
        o
        for o in others
        if o is not c and area(o.corners) < 0.6 * area(c.corners) and share_inside(o.corners, c.corners) > 0.8
    ]
    cards = _apart([o for o in inner if 1.3 <= o.aspect <= 2.1])
    if not cards:
        return False
    sizes = np.array([area(o.corners) for o in cards])
    alike = sizes[(sizes > 0.55 * np.median(sizes)) & (sizes < 1.8 * np.median(sizes))]
    share = float(alike.sum()) / area(c.corners)
    if (len(alike) >= 4 and share > 0.2) or (len(alike) >= 2 and share > 0.45):
        return True
    biggest = cards[int(sizes.argmax())]
    if (c.weight > 0.8 and 1.5 < c.aspect < 1.8) or share_inside(biggest.corners, c.corners) < 0.95:
        return False
    if _shares_corners(c.corners, biggest.corners):
        return False
    return _all_print_inside(c, biggest, letters) and biggest.support.score >= 0.9 * c.support.score


def _is_part(c: Candidate, outer: Candidate, picture: Pixels) -> bool:
    """Return whether ``c`` is printed on the bigger card ``outer``: a frame, panel, photo or QR code."""
    if outer is c or area(outer.corners) < 1.05 * area(c.corners):
        return False
    if share_inside(c.corners, outer.corners) < 0.85:
        return False
    if area(c.corners) < 0.5 * area(outer.corners):
        least = 0.7 if _shares_corners(outer.corners, c.corners) else 0.8
        return outer.outline >= least * c.outline or c.aspect < 1.25
    return _is_outer_better(outer, c, picture)


def _with_print(cards: Sequence[Candidate], letters: npt.NDArray[np.uint8]) -> list[Candidate]:
    """Drop things of which only the outline looks like a card, when other cards with print on them are there. Print
    that belongs to a likelier card does not count."""
    left = letters.copy()
    printed: list[Candidate] = []
    for c in cards:
        if _print_area(c.corners, left) >= LEAST_PRINT * area(c.corners):
            printed.append(c)
        cv2.fillConvexPoly(left, np.round(_grown(c.corners, 1.03)).astype(np.int32), 0)
    if not printed:
        return [c for c in cards if c.is_clear]
    size = _usual_size(printed)
    share = float(np.median([c.lettering for c in printed]))
    return [c for c in cards if _is_believed(c, c in printed, area(c.corners) / size, c.lettering / share, len(cards))]


def _is_believed(c: Candidate, is_printed: bool, size: float, share: float, count: int) -> bool:
    """Return whether ``c`` is a card, given its size and share of print in units of what is usual in this photo."""
    if 0.6 < size < 1.7:
        return c.is_clear or (is_printed and share > 0.25 and (not c.is_doubtful or c.lettering > 2 * LEAST_PRINT))
    return is_printed and (count == 1 or (not c.is_doubtful and share > 0.25 and 0.25 < size < 4))


def _usual_size(cards: Sequence[Candidate]) -> float:
    """Return the size that half of the area they cover belongs to: a few cards outweigh many scraps of a pattern."""
    sizes = np.sort([area(c.corners) for c in cards])
    return float(sizes[int(np.searchsorted(np.cumsum(sizes), sizes.sum() / 2))])


def _all_print_inside(outer: Candidate, inner: Candidate, letters: npt.NDArray[np.uint8]) -> bool:
    within = _print_area(inner.corners, letters)
    return within > 0 and within > 0.93 * _print_area(_grown(outer.corners, 0.96), letters)


def _apart(kept: Sequence[Candidate]) -> list[Candidate]:
    """Return the heaviest candidates that do not lie on each other."""
    apart: list[Candidate] = []
    for c in sorted(kept, key=lambda c: -c.weight):
        if all(max(share_inside(c.corners, o.corners), share_inside(o.corners, c.corners)) < 0.2 for o in apart):
            apart.append(c)
    return apart


def _shape_prior(aspect: float) -> float:
    """Return how usual a card of this shape is: 1 for ordinary ones, less for squares and strips."""
    return float(np.interp(aspect, (1.0, 1.12, 1.25, 1.42, 1.9, 2.15, 2.8), (0.85, 0.8, 0.85, 1.0, 1.0, 0.8, 0.3)))


def _print_share(corners: Corners, letters: npt.NDArray[np.uint8]) -> float:
    return _print_area(corners, letters) / max(area(corners), 1.0)


def _print_area(corners: Corners, letters: npt.NDArray[np.uint8]) -> float:
    inside = np.zeros_like(letters)
    cv2.fillConvexPoly(inside, np.round(corners).astype(np.int32), 255)
    return float(cv2.countNonZero(inside & letters))


def _grown(corners: Corners, factor: float) -> Corners:
    center = corners.mean(axis=0)
    grown: Corners = center + (corners - center) * factor
    return grown


def _median_between(outer: Corners, inner: Corners, picture: Pixels) -> npt.NDArray[np.float64]:
    ring = np.zeros(picture.shape[:2], np.uint8)
    cv2.fillConvexPoly(ring, np.round(outer).astype(np.int32), 255)
    cv2.fillConvexPoly(ring, np.round(inner).astype(np.int32), 0)
    values = picture[ring > 0]
    return np.median(values, axis=0) if len(values) else np.zeros(3)
