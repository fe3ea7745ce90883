"""A year on one picture: its panels under each other and side by side, the calendar across the top."""

from __future__ import annotations

from collections.abc import Sequence

from cardscan.stats import Year
from cardscan.stats.panels import NARROW, WIDE, Panel, Words, panels
from cardscan.stats.svg import Drawing, Look

_RIM, _GAP, _TITLE = 48.0, 40.0, 30.0
_HEAD = 70.0


def poster(year: Year, words: Words, look: Look) -> str:
    """Return the picture of a year as an SVG; ``words`` are those of the page (``stats.events``, …)."""
    drawn = panels(year, words, look)
    places = _laid_out(drawn)
    height = max((y + panel.height for panel, _, y in places), default=_HEAD) + _RIM
    drawing = Drawing(WIDE + 2 * _RIM, height, words("stats.title_of", year=year.year), look.paper)
    drawing.text(_RIM, _RIM + 34, str(year.year), 46, look.ink, weight="700")
    drawing.text(_RIM + 136, _RIM + 30, summary(year, words), 19, look.soft)
    for panel, x, y in places:
        drawing.text(x, y - 14, panel.title, 17, look.ink, weight="650")
        drawing.put(panel.drawing, x, y)
    return drawing.svg()


def summary(year: Year, words: Words) -> str:
    """Return the figures of a year in a line."""
    parts = [words("stats.met", count=year.people), words("stats.met_again", count=year.again)]
    parts += [words("stats.evenings", count=year.events), words("stats.cards", count=year.cards)]
    return " · ".join([*parts, words("stats.known", count=year.known)])


def _laid_out(drawn: Sequence[Panel]) -> list[tuple[Panel, float, float]]:
    """Return where each panel goes: wide ones across, narrow ones into the column that is shorter."""
    left = right = _RIM + _HEAD + _TITLE
    placed = []
    for panel in drawn:
        if panel.width > NARROW:
            left = right = max(left, right)
            placed.append((panel, _RIM, left))
            left = right = left + panel.height + _GAP + _TITLE
        elif left <= right:
            placed.append((panel, _RIM, left))
            left += panel.height + _GAP + _TITLE
        else:
            placed.append((panel, _RIM + WIDE - NARROW, right))
            right += panel.height + _GAP + _TITLE
    return placed
