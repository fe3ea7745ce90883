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
GOOD = 0.55  # score from which a quad is believed


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
        return self.support.score * _shape_prior(self.aspect)


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
    kept = [c for c in kept if not _is_printed_box(c, kept)]
    return _apart(kept)


def _one_each(good: Sequence[Candidate], picture: Pixels) -> list[Candidate]:
    """Merge quads that are nearly the same; of two that lie in each other, tell a case from a printed frame."""
    single: list[Candidate] = []
    for c in good:
        twin = next((i for i, other in enumerate(single) if likeness(c.corners, other.corners) >= SAME), None)
        if twin is None:
            single.append(c)
        elif _is_better_outline(c, single[twin], picture):
            single[twin] = c
    return single


def _is_better_outline(new: Candidate, old: Candidate, picture: Pixels) -> bool:
    """Return whether ``new``, which has less weight, is the card all the same: the outer one of two nested outlines,
    unless the ring between them looks like the desk (then the outer one is a clear case or a shadow)."""
    if area(new.corners) <= area(old.corners) * 1.06 or share_inside(old.corners, new.corners) < 0.97:
        return False
    if new.support.score < 0.75 * old.support.score:
        return False
    ring = _median_between(new.corners, old.corners, picture)
    desk = _median_between(_grown(new.corners, 1.08), _grown(new.corners, 1.01), picture)
    paper = _median_between(_grown(old.corners, 0.98), _grown(old.corners, 0.9), picture)
    return bool(np.abs(ring - paper).max() < np.abs(ring - desk).max())


def _is_tray(c: Candidate, others: Sequence[Candidate], letters: npt.NDArray[np.uint8]) -> bool:
    """Return whether ``c`` is what cards lie on (a table, tray, page, album) rather than a card."""
    inner = [
        o
        for o in others
        if o is not c and area(o.corners) < 0.6 * area(c.corners) and share_inside(o.corners, c.corners) > 0.93
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
    return _all_print_inside(c, biggest, letters) and biggest.support.score >= 0.9 * c.support.score


def _all_print_inside(outer: Candidate, inner: Candidate, letters: npt.NDArray[np.uint8]) -> bool:
    within = _print_area(inner.corners, letters)
    return within > 0 and within > 0.93 * _print_area(_grown(outer.corners, 0.96), letters)


def _is_printed_box(c: Candidate, others: Sequence[Candidate]) -> bool:
    """Return whether ``c`` lies in a bigger card: a frame, panel, photo or QR code printed on it."""
    return any(
        o is not c and area(o.corners) > 1.05 * area(c.corners) and share_inside(c.corners, o.corners) > 0.85
        for o in others
    )


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
