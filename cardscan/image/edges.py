"""How well the four sides of a quad lie on real edges of the picture, and where exactly those edges are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
import numpy.typing as npt

from cardscan.image.shape import area

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.image.shape import Corners
    from cardscan.model import Pixels

Floats = npt.NDArray[np.float32]

SAMPLES = 48  # along each side
NEAR = 4  # pixels on either side of a line: an edge there is the line's
REACH = 7  # pixels looked at on either side of the line
FAINTEST = 3.0  # grey levels: what counts as an edge in a picture without noise


@dataclass(frozen=True, slots=True)
class Support:
    """``sides``: part of each side that lies on an edge, 0–1; ``contrast``: its height in grey levels;
    ``framed``: whether the side runs along the picture's own border, where no edge can be seen."""

    sides: tuple[float, ...]
    contrast: tuple[float, ...]
    framed: tuple[bool, ...]

    @property
    def score(self) -> float:
        """One number, 0–1: a quad is as good as its sides together, and no better than its worst side allows."""
        seen = [i for i in range(4) if not self.framed[i]]
        if not seen:
            return 0.0
        sides = [self.sides[i] for i in seen]
        contrast = [self.contrast[i] for i in seen]
        # The sides of one card stand out about equally; a quad put together from a card's side and grain does not.
        even = float(np.interp(min(contrast) / max(max(contrast), 1e-6), (0.0, 0.08, 0.25), (0.6, 0.7, 1.0)))
        return (0.5 * sum(sides) / len(sides) + 0.5 * min(sides)) * even


def supports(picture: Pixels, quads: Sequence[Corners], noise: float, slack: int = 2) -> list[Support]:
    """Measure each of ``quads`` (clockwise corners) against ``picture``, whose noise is ``noise`` grey levels. An edge
    counts for a side within ``slack`` pixels (at most REACH - 1) of it."""
    measured: list[Support] = []
    for first in range(0, len(quads), 64):  # all at once would be quick but large
        measured += _supports(picture, np.array(quads[first : first + 64]), noise, slack)
    return measured


def _supports(picture: Pixels, quads: Corners, noise: float, slack: int) -> list[Support]:
    height, width = picture.shape[:2]
    across = across_sides(picture, quads, SAMPLES, np.arange(-REACH, REACH + 1, dtype=np.float64))
    rise = np.abs(across[..., 2:, :] - across[..., :-2, :]).max(axis=-1)  # offsets -REACH+1 … REACH-1
    middle = rise.shape[-1] // 2
    near = rise[..., middle - slack : middle + slack + 1].max(axis=-1)
    clear = (near >= max(FAINTEST, 3.0 * noise)) & (near >= 0.6 * rise.max(axis=-1))
    step = across[..., REACH + 2 : REACH + 6, :].mean(axis=-2) - across[..., REACH - 5 : REACH - 1, :].mean(axis=-2)
    sides = (clear.mean(axis=-1) * _steadiness(step)).tolist()
    # A hairline has no step, only a rise and a fall.
    contrast = np.maximum(np.abs(step.mean(axis=-2)).max(axis=-1), near.mean(axis=-1)).tolist()
    return [Support(tuple(sides[i]), tuple(contrast[i]), _framed(quads[i], width, height)) for i in range(len(quads))]


def has_edges(picture: Pixels, corners: Corners, noise: float) -> bool:
    """Return whether a quad's sides lie on edges of ``picture`` (noise in grey levels), as a card's do: all but one; or
    all, if some run along the picture's own border, where nothing can be seen."""
    height, width = picture.shape[:2]
    across = across_sides(picture, corners[None], SAMPLES, np.arange(-NEAR, NEAR + 1, dtype=np.float64))[0]
    rise = np.abs(across[:, :, 2:] - across[:, :, :-2]).max(axis=(2, 3))  # (4, samples)
    clear = (rise >= max(FAINTEST, 3.0 * noise)).mean(axis=1) > 0.6
    framed = np.array(_framed(corners, width, height))
    unclear = int((~clear & ~framed).sum())
    return unclear == 0 or (unclear == 1 and not framed.any())


def across_sides(picture: Pixels, quads: Corners, samples: int, offsets: npt.NDArray[np.float64]) -> Floats:
    """Return the picture sampled across each side of each quad: shape (quads, 4, samples, len(offsets), channels).
    Negative offsets lie outside the quad. The corners' neighbourhood is left out: cards have round corners."""
    start = quads[:, :, None, :]
    side = np.roll(quads, -1, axis=1)[:, :, None, :] - start
    along = np.linspace(0.07, 0.93, samples)[:, None]
    inward = np.stack([-side[..., 1], side[..., 0]], axis=-1)
    inward /= np.linalg.norm(inward, axis=-1, keepdims=True) + 1e-9
    points = (start + along * side)[..., None, :] + offsets[:, None] * inward[..., None, :]
    flat = points.reshape(len(quads) * 4, -1, 2).astype(np.float32)
    x, y = np.ascontiguousarray(flat[..., 0]), np.ascontiguousarray(flat[..., 1])
    found = np.asarray(cv2.remap(picture, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.float32)
    return found.reshape(len(quads), 4, samples, len(offsets), -1)


def noise_of(picture: Pixels) -> float:
    """Return the standard deviation of the picture's noise in grey levels (J. Immerkær, "Fast noise variance
    estimation", 1996; the median instead of the mean, so that print and texture do not count)."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    kernel = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)
    return float(np.median(np.abs(cv2.filter2D(grey, cv2.CV_32F, kernel))) / 0.6745 / 6.0)


def sharpen_corners(picture: Pixels, corners: Corners, reach: float, samples: int = 2 * SAMPLES) -> Corners:
    """Return the corners moved so that each side lies on the strongest edge within ``reach`` pixels, to a fraction
    of a pixel. A side without a clear edge, or along the picture's border, stays where it is."""
    height, width = picture.shape[:2]
    framed = _framed(corners, width, height)
    step = max(reach / 12.0, 0.5)
    offsets = np.arange(-reach - 2 * step, reach + 2.1 * step, step)
    across = across_sides(picture, corners[None], samples, offsets)[0]
    smooth = np.stack([cv2.blur(side.reshape(samples, -1), (1, 5)).reshape(side.shape) for side in across])
    rise = np.abs(smooth[:, :, 3:] - smooth[:, :, :-3]).max(axis=3)
    centers = offsets[1:-2] + step / 2
    lines = [
        _fit(rise[side], centers, corners[side], corners[(side + 1) % 4]) if not framed[side] else None
        for side in range(4)
    ]
    moved = [_crossing(corners, lines, corner) for corner in range(4)]
    result = np.array(moved)
    limit = 2.5 * reach
    good = np.isfinite(result).all() and np.abs(result - corners).max() <= limit and area(result) > 0
    return result if good else corners


def _fit(rise: Floats, centers: npt.NDArray[np.float64], start: Corners, end: Corners) -> Corners | None:
    """Return two points on the line fitted to the strongest rise across one side, or None without a clear one."""
    best = rise.argmax(axis=1)
    peak = rise.max(axis=1)
    enough = peak >= max(FAINTEST, 0.35 * float(np.median(peak)))
    if enough.sum() < 0.35 * len(best):
        return None
    along = np.linspace(0.07, 0.93, len(best))[enough]
    offset = centers[best[enough]] + _fraction(rise[enough], best[enough]) * (centers[1] - centers[0])
    a, b = _robust_line(along, offset, centers[-1] - centers[0])
    side = end - start
    inward = np.array([-side[1], side[0]]) / (np.hypot(*side) + 1e-9)
    return np.array([start + a * inward, end + (a + b) * inward])


def _fraction(rise: Floats, best: npt.NDArray[np.intp]) -> npt.NDArray[np.float64]:
    """Return where between the samples the peak lies (parabola through three samples), −0.5…0.5."""
    rows = np.arange(len(best))
    inner = np.clip(best, 1, rise.shape[1] - 2)
    left, here, right = (rise[rows, inner + shift].astype(np.float64) for shift in (-1, 0, 1))
    bend = left - 2 * here + right
    shift = np.where(np.abs(bend) > 1e-6, 0.5 * (left - right) / np.where(bend == 0, 1, bend), 0.0)
    return np.where(inner == best, np.clip(shift, -0.5, 0.5), 0.0)


def _robust_line(along: npt.NDArray[np.float64], offset: npt.NDArray[np.float64], span: float) -> tuple[float, float]:
    """Return (a, b) of offset = a + b·along: the line most points agree on, then least squares through those."""
    generator = np.random.default_rng(7)  # fixed: the same photo always gives the same corners
    first, second = generator.integers(0, len(along), (2, 80))
    apart = np.abs(along[first] - along[second]) > 0.25
    first, second = first[apart], second[apart]
    if not len(first):
        return float(np.median(offset)), 0.0
    b = (offset[second] - offset[first]) / (along[second] - along[first])
    a = offset[first] - b * along[first]
    miss = np.abs(offset[None, :] - a[:, None] - b[:, None] * along[None, :])
    tolerance = max(0.03 * span, 0.6)
    agreeing = miss < tolerance
    chosen = agreeing[int(agreeing.sum(axis=1).argmax())]
    slope, base = np.polyfit(along[chosen], offset[chosen], 1) if chosen.sum() > 2 else (0.0, np.median(offset))
    return float(base), float(slope)


def _crossing(corners: Corners, lines: list[Corners | None], corner: int) -> Corners:
    """Return where the sides that meet at ``corner`` cross."""

    def line(side: int) -> Corners:
        found = lines[side]
        return found if found is not None else np.array([corners[side], corners[(side + 1) % 4]])

    (p, q), (r, s) = line((corner - 1) % 4), line(corner)
    along, other = q - p, s - r
    cross = along[0] * other[1] - along[1] * other[0]
    if abs(cross) < 1e-9:
        return np.array([np.nan, np.nan])
    t = ((r - p)[0] * other[1] - (r - p)[1] * other[0]) / cross
    return np.array(p + t * along)


def _framed(corners: Corners, width: int, height: int) -> tuple[bool, ...]:
    """Return for each side whether both its ends lie on (or beyond) one border of the picture."""
    x, y = corners.T
    slack = 3.0
    near = np.stack([x < slack, y < slack, x > width - 1 - slack, y > height - 1 - slack])
    return tuple(bool((near[:, i] & near[:, (i + 1) % 4]).any()) for i in range(4))


def _steadiness(step: Floats) -> npt.NDArray[np.float64]:
    """Return for each side how far the step across it keeps one direction in colour, 0–1. Judged in thirds, since a
    card may be of two colours; print and wood grain step up and down by turns."""
    thirds = step.reshape(*step.shape[:2], 3, SAMPLES // 3, -1)
    together = np.linalg.norm(thirds.mean(axis=3), axis=-1)
    singly = np.linalg.norm(thirds, axis=-1).mean(axis=3)
    return np.asarray(((together + 0.5) / (singly + 0.5)).mean(axis=-1), np.float64)
