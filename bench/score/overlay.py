"""A photo with outlines drawn on it: what is there, and what was found. For people's eyes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np

from bench.score.found import Judged

if TYPE_CHECKING:
    import numpy.typing as npt

GREEN, BLUE, RED = (60, 200, 60), (230, 140, 40), (40, 40, 230)
SHOWN = 1600  # long side of what is written


def draw(pixels: npt.NDArray[np.uint8], answers: Sequence[Judged], stem: str, folder: Path) -> None:
    """Write the picture into the folder: green is there, blue there but cut off, red was found. Its name begins with
    ``0-`` where something is wrong, so that failures come first."""
    factor = min(SHOWN / max(pixels.shape[:2]), 1.0)
    shown = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    for each in answers:
        if each.truth is not None:
            _outline(shown, each.truth["quad"], factor, BLUE if each.cut else GREEN, 4)
    for each in answers:
        if each.shape is not None:
            _outline(shown, each.shape.quad, factor, RED, 2)
            _words(shown, each, factor)
    good = all(each.good for each in answers)
    folder.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(folder / f"{'1' if good else '0'}-{stem}.jpg"), shown, [cv2.IMWRITE_JPEG_QUALITY, 85])


def _outline(
    shown: cv2.typing.MatLike, quad: Sequence[Sequence[float]], factor: float, colour: tuple[int, int, int], thick: int
) -> None:
    corners = np.round(np.array(quad) * factor).astype(np.int32)
    cv2.polylines(shown, [corners], True, colour, thick, cv2.LINE_AA)
    cv2.circle(shown, (int(corners[0][0]), int(corners[0][1])), thick + 2, colour, -1, cv2.LINE_AA)


def _words(shown: cv2.typing.MatLike, each: Judged, factor: float) -> None:
    assert each.shape is not None
    x, y = (np.mean(each.shape.quad, 0) * factor).astype(int)
    advice = each.shape.advice or ""
    words = f"{each.overlap:.2f} {each.shape.reason[:24]} {advice[:16]}"
    for colour, thick in (((255, 255, 255), 3), (RED, 1)):
        place = (int(x) - 70, int(y))
        cv2.putText(shown, words, place, cv2.FONT_HERSHEY_SIMPLEX, 0.45, colour, thick, cv2.LINE_AA)
