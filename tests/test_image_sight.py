"""Two looks at a photo: the closer one is believed only where it agrees with the first."""

from __future__ import annotations

import numpy as np
import pytest

from cardscan.image import sight
from cardscan.image.sight import Sight, look


def seen(paper: np.ndarray, scale: float) -> Sight:
    """What is seen where ``paper`` (h, w) is: small cards, their votes of no matter."""
    grid = paper.astype(np.float32)
    return Sight(grid, grid * 0, grid * 0, grid * 0, grid * 0 + 6.0, (scale, scale))


@pytest.fixture
def photo() -> np.ndarray:
    return np.zeros((960, 1280, 3), np.uint8)


def looks(monkeypatch: pytest.MonkeyPatch, closer: float) -> None:
    """The network sees a card in the middle at first; then paper of that probability, all over."""

    def say(pixels: np.ndarray, long_side: int) -> Sight:
        if pixels.shape[1] == 1280:
            paper = np.zeros((120, 160))
            paper[50:60, 70:90] = 1.0
            return seen(paper, 8.0)
        rows, columns = pixels.shape[0] // 4, pixels.shape[1] // 4
        paper = np.full((rows, columns), closer)
        paper[rows // 2 - 10 : rows // 2 + 10, columns // 2 - 20 : columns // 2 + 20] = 1.0
        return seen(paper, 4.0)

    monkeypatch.setattr(sight, "_look", say)


def test_small_cards_are_looked_at_closer(monkeypatch: pytest.MonkeyPatch, photo: np.ndarray) -> None:
    looks(monkeypatch, closer=0.0)
    assert look(photo).scale == (4.0, 4.0)


def test_a_closer_look_that_sees_paper_everywhere_is_not_believed(
    monkeypatch: pytest.MonkeyPatch, photo: np.ndarray
) -> None:
    looks(monkeypatch, closer=1.0)
    assert look(photo).scale == (8.0, 8.0)


def test_a_picture_is_seen_alike_whichever_way_up_it_is_held(photo: np.ndarray) -> None:
    photo[:] = (70, 100, 130)
    photo[300:680, 500:1000] = 245
    photo[380:390, 560:800] = 30
    as_held, turned = look(photo), look(photo[::-1, ::-1].copy())
    assert as_held.card.max() > 0.9
    assert np.abs(as_held.card - turned.card[::-1, ::-1]).max() < 0.01
