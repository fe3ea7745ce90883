"""Number labels on card cases: the sticker by which an organiser counts the cards on a long table.

A label lies on the case's corner, so it reaches over the card's edge or lies just outside it; a logo lies well inside.
Whether the mark on it is a number is decided by reading it (``Engine.read_label``), not here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from cardscan.image.shape import area, corners_of, quad_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from cardscan.image.shape import Corners
    from cardscan.model import CardImage, Pixels, Quad

    Mask = npt.NDArray[Any]  # uint8; the stubs of cv2 do not say what its functions return

PER_MM = 5.0  # pixels in the view in which labels are looked for
CARD_MM = 91.0  # long side
AROUND_MM = 20.0  # how far outside the card a label may lie (cases with a strip for a ribbon are the widest)
INSIDE_MM = 14.0  # and how far into it a label may reach
SIZES_MM = (6.5, 16.0)
BEYOND_MM = 0.4  # a sticker reaches beyond the card at least this far; what stays inside is print
BARE_MM = 1.5  # nobody prints characters this near to the edge, and the number of a sticker may well lie there
NUMBER_MM = (3.0, 9.5)  # height of the characters on a label
CORNERS = (1, 2, 0, 3)  # right-hand corners first: that is where organisers put numbers
FAINTEST = 14  # levels of a colour channel between a label and its surroundings, or its number
PATCH = 96  # height of the patch in pixels


@dataclass(frozen=True, slots=True, eq=False)
class Label:
    """A sticker: ``patch`` is its picture, upright as the card; ``corner`` the card's corner it lies at (0 top left,
    clockwise); ``quad`` its outline in pixels of the flat card, often partly outside it."""

    corner: int
    quad: Quad
    patch: Pixels


def find_labels(card: CardImage) -> tuple[Label, ...]:
    """Return what may be a number label at the corners of ``card``, likeliest first; most often nothing.

    Turn the card upright first, so that the patch is upright too.
    """
    view, to_flat = _surroundings(card)
    height, width = (np.array(view.shape[:2]) - 2 * AROUND_MM * PER_MM).astype(int)
    found: list[tuple[bool, Label]] = []
    for corner in CORNERS:
        outline = _best_sticker(view, corner, width, height)
        if outline is not None:
            flat = cv2.perspectiveTransform(outline[None].astype(np.float64), to_flat)[0]
            label = Label(corner, quad_of(np.asarray(flat, np.float64)), _patch(view, outline))
            found.append((_gap(outline, width, height) > 1.0 * PER_MM, label))
    # What lies apart from the card may be its neighbour's; only cases with a strip on top keep the number there.
    return tuple(label for apart, label in sorted(found, key=lambda pair: pair[0]) if not apart or label.corner < 2)


def is_on_label(quad: Quad, label: Label) -> bool:
    """Return whether a line of text at ``quad`` (pixels of the flat card) is printed on the label, not on the card."""
    middle = corners_of(quad).mean(axis=0)
    shape = _grown(corners_of(label.quad), 1.1).astype(np.float32)
    return cv2.pointPolygonTest(shape, (float(middle[0]), float(middle[1])), False) >= 0


def _surroundings(card: CardImage) -> tuple[Pixels, npt.NDArray[np.float64]]:
    """Return the card with what lies around it, seen from above, and the way from there to flat card pixels."""
    tall, wide = card.pixels.shape[:2]
    scale = CARD_MM * PER_MM / max(tall, wide)
    width, height, around = round(wide * scale), round(tall * scale), AROUND_MM * PER_MM
    inner = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32) + np.float32(around)
    size = (int(width + 2 * around), int(height + 2 * around))
    bend = cv2.getPerspectiveTransform(corners_of(card.quad).astype(np.float32), inner)
    shrink = max(1, int(np.sqrt(area(corners_of(card.quad)) / (width * height))))
    photo, bend = _near(card.photo.pixels, bend, size, shrink)
    view = cv2.warpPerspective(photo, bend, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    to_flat = np.diag([1 / scale, 1 / scale, 1.0]) @ np.array([[1, 0, -around], [0, 1, -around], [0, 0, 1.0]])
    return np.asarray(view, np.uint8), to_flat


def _near(
    photo: Pixels, bend: npt.NDArray[Any], size: tuple[int, int], shrink: int
) -> tuple[Pixels, npt.NDArray[np.float64]]:
    """Return the part of the photo that ``bend`` maps into ``size``, ``shrink`` times smaller, and ``bend`` for it.
    Shrinking by area first keeps what warping alone would skip."""
    width, height = size
    frame = np.array([[(0, 0), (width, 0), (width, height), (0, height)]], np.float64)
    seen = cv2.perspectiveTransform(frame, np.linalg.inv(bend))[0]
    left, top = np.clip(np.floor(seen.min(axis=0)).astype(int), 0, (photo.shape[1] - 2, photo.shape[0] - 2))
    right, bottom = np.clip(np.ceil(seen.max(axis=0)).astype(int), (left + 1, top + 1), photo.shape[1::-1])
    part = photo[top:bottom, left:right]
    if shrink > 1:
        part = np.asarray(cv2.resize(part, None, fx=1 / shrink, fy=1 / shrink, interpolation=cv2.INTER_AREA), np.uint8)
    place = np.array([[shrink, 0, left], [0, shrink, top], [0, 0, 1.0]])
    return part, np.asarray(bend @ place, np.float64)


def _best_sticker(view: Pixels, corner: int, width: int, height: int) -> Corners | None:
    """Return the outline of the likeliest sticker at one corner, in pixels of the view."""
    around, inside = AROUND_MM * PER_MM, INSIDE_MM * PER_MM
    x, y = around + (width if corner in (1, 2) else 0), around + (height if corner in (2, 3) else 0)
    left, right = (x - inside, x + around) if corner in (1, 2) else (x - around, x + inside)
    top, bottom = (y - inside, y + around) if corner in (2, 3) else (y - around, y + inside)
    left, top, right, bottom = (int(max(edge, 0)) for edge in (left, top, right, bottom))
    window = view[top:bottom, left:right]
    card = (around, around, around + width, around + height)
    best: tuple[float, Corners] | None = None
    stickers = ((shape + np.array([left, top]), BEYOND_MM) for shape in _blobs(window))
    numbers = ((shape + np.array([left, top]), -BARE_MM) for shape in _numbers(window))
    seen: set[tuple[int, ...]] = set()
    for shape, beyond in (*stickers, *numbers):
        place = tuple(np.round(np.concatenate([shape.mean(axis=0), np.ptp(shape, axis=0)]) / 3).astype(int).tolist())
        if place in seen:
            continue
        seen.add(place)
        score = _likelihood(view, shape) if _reaches_out(shape, card, beyond * PER_MM) else 0.0
        if score > 0 and (best is None or score > best[0]):
            best = (score, shape)
    return best[1] if best else None


def _reaches_out(shape: Corners, card: tuple[float, float, float, float], beyond: float) -> bool:
    """Return whether ``shape`` crosses the card's edge by ``beyond`` pixels (or comes that near, if negative)."""
    left, top, right, bottom = card
    (x0, y0), (x1, y1) = shape.min(axis=0), shape.max(axis=0)
    return bool(x0 < left - beyond or y0 < top - beyond or x1 > right + beyond or y1 > bottom + beyond)


def _gap(shape: Corners, width: int, height: int) -> float:
    """Return how far ``shape`` (pixels of the view) lies away from the card; 0 when they touch."""
    around = AROUND_MM * PER_MM
    (x0, y0), (x1, y1) = shape.min(axis=0) - around, shape.max(axis=0) - around
    return float(max(-x1, -y1, x0 - width, y0 - height, 0.0))


def _blobs(window: Pixels) -> Iterator[Corners]:
    """Yield the rectangle round every compact spot, round or square, of a label's size."""
    least, most = (size * PER_MM for size in SIZES_MM)
    for mask in _cuts(window):
        outlines, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
        for outline in outlines:
            if len(outline) < 5:
                continue
            (x, y), (a, b), angle = cv2.minAreaRect(outline)
            if not (least <= min(a, b) and max(a, b) <= most and max(a, b) <= 1.4 * min(a, b)):
                continue
            hull = cv2.contourArea(cv2.convexHull(outline))
            if cv2.contourArea(outline) > 0.9 * hull and hull > 0.74 * a * b:
                turned = angle if hull > 0.87 * a * b else 0.0  # a round label has no sides to go by
                box = np.asarray(cv2.boxPoints(((x, y), (a, b), turned)), np.float64)
                yield box[np.argsort(np.arctan2(*(box - (x, y)).T[::-1]))]


def _numbers(window: Pixels) -> Iterator[Corners]:
    """Yield a square round every mark that could be a number: for white stickers on white cards, whose outline cannot
    be seen."""
    least, most = (size * PER_MM for size in NUMBER_MM)
    height, width = window.shape[:2]
    for mask in _cuts(window):
        for marks in (mask, 255 - mask):
            count, _, stats, _ = cv2.connectedComponentsWithStats(np.asarray(marks, np.uint8))
            boxes = [stats[i][:4] for i in range(1, count) if least <= stats[i][3] <= most and stats[i][2] <= most]
            for x, y, w, h in _joined(boxes):
                if x > 0 and y > 0 and x + w < width and y + h < height and w < 2.2 * h:
                    half = max(0.8 * h, 0.62 * w)
                    cx, cy = x + w / 2, y + h / 2
                    yield np.array(
                        [(cx - half, cy - half), (cx + half, cy - half), (cx + half, cy + half), (cx - half, cy + half)]
                    )


def _joined(boxes: list[Any]) -> list[tuple[float, float, float, float]]:
    """Return the boxes with those of one number (side by side, equally tall) made one."""
    joined: list[tuple[float, float, float, float]] = []
    for x, y, w, h in sorted(((float(x), float(y), float(w), float(h)) for x, y, w, h in boxes)):
        if joined:
            px, py, pw, ph = joined[-1]
            if x - (px + pw) < 0.5 * h and abs(y - py) < 0.25 * h and abs(h - ph) < 0.25 * h:
                low, high = min(y, py), max(y + h, py + ph)
                joined[-1] = (px, low, max(x + w, px + pw) - px, high - low)
                continue
        joined.append((x, y, w, h))
    return joined


def _cuts(window: Pixels) -> Iterator[Mask]:
    lab = cv2.medianBlur(np.asarray(cv2.cvtColor(window, cv2.COLOR_BGR2LAB)), 3)
    for channel in range(3):
        plane = np.asarray(lab[..., channel])
        low, high = np.percentile(plane, (1, 99))
        if high - low < FAINTEST:
            continue
        for level in np.linspace(low, high, 12 if channel == 0 else 7)[1:-1]:
            mask = (plane > level).astype(np.uint8) * 255
            yield cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    steep = np.asarray(cv2.morphologyEx(lab, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))).max(axis=2)
    for threshold in (12, 24, 48):
        yield (steep <= threshold).astype(np.uint8) * 255


def _likelihood(view: Pixels, shape: Corners) -> float:
    """Return 0 for what cannot be a label with one to three characters on plain paper, else more for the clearer."""
    patch = _upright(view, shape, 1.0)
    grey = np.asarray(cv2.cvtColor(patch, cv2.COLOR_BGR2GRAY))
    size = grey.shape[0]
    middle = grey[size // 12 : -size // 12, size // 12 : -size // 12]
    ink = np.asarray(cv2.threshold(middle, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[1])
    if (ink > 0).mean() > 0.5:
        ink = 255 - ink
    paper, mark = middle[ink == 0], middle[ink > 0]
    if not len(mark) or abs(float(np.median(paper)) - float(np.median(mark))) < 35 or float(paper.std()) > 22:
        return 0.0
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink)
    parts = [stats[i] for i in range(1, count) if stats[i][4] > 0.004 * ink.size]
    tall = [part for part in parts if part[3] > 0.3 * ink.shape[0]]
    if not 1 <= len(tall) <= 3 or len(parts) > 5 or not 0.02 < (ink > 0).mean() < 0.45:
        return 0.0
    (x0, y0), (x1, y1) = np.min([p[:2] for p in tall], axis=0), np.max([p[:2] + p[2:4] for p in tall], axis=0)
    off = abs((x0 + x1) / 2 / ink.shape[1] - 0.5) + abs((y0 + y1) / 2 / ink.shape[0] - 0.5)
    touching = x0 <= 0 or y0 <= 0 or x1 >= ink.shape[1] or y1 >= ink.shape[0]
    if off > 0.3 or touching:
        return 0.0
    # The outline that stands out most from what lies around it is the label's own.
    ring = np.concatenate([_frame(_upright(view, shape, 1.2), 0.06), _frame(_upright(view, shape, 1.1), 0.03)])
    inner = patch[size // 12 : -size // 12, size // 12 : -size // 12][ink == 0]
    stands_out = float(np.abs(np.median(ring, axis=0) - np.median(inner, axis=0)).max())
    return float((1.0 - off) * (stands_out + 5.0) * area(shape))


def _frame(patch: Pixels, part: float) -> npt.NDArray[np.uint8]:
    """Return the pixels along the border of ``patch``."""
    band = max(1, round(part * patch.shape[0]))
    return np.concatenate(
        [
            patch[:band].reshape(-1, 3),
            patch[-band:].reshape(-1, 3),
            patch[:, :band].reshape(-1, 3),
            patch[:, -band:].reshape(-1, 3),
        ]
    )


def _patch(view: Pixels, shape: Corners) -> Pixels:
    """Return the label's picture for reading: its face, with the corners beyond a round label in its own colour."""
    patch = _upright(view, shape, 1.0)
    size = patch.shape[0]
    face = np.zeros((size, size), np.uint8)
    cv2.circle(face, (size // 2, size // 2), round(0.47 * size), 255, -1)
    colour = np.median(patch[face > 0], axis=0)
    corners = (face == 0) & (np.abs(patch.astype(np.int16) - colour).max(axis=2) > 25)
    patch[corners] = colour.astype(np.uint8)
    return np.asarray(cv2.copyMakeBorder(patch, 16, 16, 16, 16, cv2.BORDER_CONSTANT, value=colour.tolist()), np.uint8)


def _upright(view: Pixels, shape: Corners, factor: float) -> Pixels:
    """Return the square round ``shape`` (grown by ``factor``), standing as it stands on the card within 45°."""
    corners = _grown(shape, factor)
    first = int(np.argmin(corners.sum(axis=1)))
    source = np.roll(corners, -first, axis=0).astype(np.float32)
    target = np.array([(0, 0), (PATCH - 1, 0), (PATCH - 1, PATCH - 1), (0, PATCH - 1)], np.float32)
    bend = cv2.getPerspectiveTransform(source, target)
    return np.asarray(cv2.warpPerspective(view, bend, (PATCH, PATCH), borderMode=cv2.BORDER_REPLICATE), np.uint8)


def _mask(pixels: Pixels, corners: Corners) -> Mask:
    mask: Mask = np.zeros(pixels.shape[:2], np.uint8)
    cv2.fillConvexPoly(mask, np.round(corners).astype(np.int32), 255)
    return mask


def _grown(corners: Corners, factor: float) -> Corners:
    center = corners.mean(axis=0)
    grown: Corners = center + (corners - center) * factor
    return grown
