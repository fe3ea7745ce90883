"""How well the four sides of a quad lie on real edges of the picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
import numpy.typing as npt

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
    return [Support(tuple(sides[i]), tuple(contrast[i]), framed(quads[i], width, height)) for i in range(len(quads))]


def has_edges(picture: Pixels, corners: Corners, noise: float) -> bool:
    """Return whether a quad's sides lie on edges of ``picture`` (noise in grey levels), as a card's do: all but one; or
    all, if some run along the picture's own border, where nothing can be seen."""
    height, width = picture.shape[:2]
    across = across_sides(picture, corners[None], SAMPLES, np.arange(-NEAR, NEAR + 1, dtype=np.float64))[0]
    rise = np.abs(across[:, :, 2:] - across[:, :, :-2]).max(axis=(2, 3))  # (4, samples)
    clear = (rise >= max(FAINTEST, 3.0 * noise)).mean(axis=1) > 0.6
    at_border = np.array(framed(corners, width, height))
    unclear = int((~clear & ~at_border).sum())
    return unclear == 0 or (unclear == 1 and not at_border.any())


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


def framed(corners: Corners, width: int, height: int) -> tuple[bool, ...]:
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
