"""Figures of a year in, one drawing for each thing that people like to look at out. A panel without figures is none."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cardscan.stats import Year
from cardscan.stats.svg import Drawing, Look, fitted, width_of

Words = Callable[..., str]  # the name of some words, and what is filled in; returns them
WIDE, NARROW = 1120.0, 540.0  # pixels
SMALL, NORMAL = 13.0, 15.0  # of letters
_ROW = 30.0
_CHART = 190.0


@dataclass(frozen=True, slots=True)
class Panel:
    """A drawing that is known by ``name``, with its title in words."""

    name: str
    title: str
    drawing: Drawing
    width: float
    height: float


def panels(year: Year, words: Words, look: Look) -> tuple[Panel, ...]:
    """Return the panels that a year has anything for, the calendar first."""
    drawn = (draw(year, words, look) for draw in PANELS.values())
    return tuple(panel for panel in drawn if panel is not None)


def _calendar(year: Year, words: Words, look: Look) -> Panel | None:
    if not year.days:
        return None
    cell, gap, top, left = 17.4, 3.0, 24.0, 34.0
    height = top + 7 * (cell + gap) + 34
    drawing = Drawing(WIDE, height, _told(words("stats.calendar"), words("stats.met", count=sum(year.days.values()))))
    first = date(year.year, 1, 1)
    most = max(year.days.values())
    for number in range(366 if calendar.isleap(year.year) else 365):
        day = date.fromordinal(first.toordinal() + number)
        week = (number + first.weekday()) // 7
        x, y = left + week * (cell + gap), top + day.weekday() * (cell + gap)
        met = year.days.get(day.isoformat(), 0)
        hint = f"{day.isoformat()}: {words('stats.met', count=met)}" if met else ""
        drawing.box(x, y, cell, cell, _shade(met, most, look), hint, 3)
        if day.day == 1:
            drawing.text(x, top - 8, _month(day.month, words), SMALL, look.soft)
    for row, name in enumerate(words("stats.weekdays").split()):
        if row % 2 == 0:
            drawing.text(left - 8, top + row * (cell + gap) + 13, name, SMALL, look.soft, "end")
    _legend(drawing, left, height - 18, most, words, look)
    return Panel("calendar", words("stats.calendar"), drawing, WIDE, height)


def _shade(met: int, most: int, look: Look) -> str:
    steps = len(look.scale) - 1
    return look.scale[0 if not met else max(1, -(-met * steps // most))]


def _legend(drawing: Drawing, x: float, y: float, most: int, words: Words, look: Look) -> None:
    drawing.text(x, y + 12, "0", SMALL, look.soft)
    for number, colour in enumerate(look.scale):
        drawing.box(x + 16 + number * 20, y, 17, 17, colour, "", 3)
    drawing.text(x + 16 + len(look.scale) * 20 + 4, y + 12, words("stats.a_day", count=most), SMALL, look.soft)


def _again(year: Year, words: Words, look: Look) -> Panel | None:
    columns = [(month.number, (month.new, month.again)) for month in year.months]
    if not any(new or again for _, (new, again) in columns):
        return None
    names = (words("stats.new"), words("stats.again"))
    return _columns("again", words("stats.people"), columns, names, words, look)


def _columns(
    name: str,
    title: str,
    columns: Sequence[tuple[int, tuple[int, int]]],
    names: tuple[str, str],
    words: Words,
    look: Look,
) -> Panel:
    """Two counts for each month, one on the other."""
    height, top, bottom = _CHART + 70, 34.0, _CHART + 34
    drawing = Drawing(NARROW, height, _told(title, *(f"{m}: {a} + {b}" for m, (a, b) in columns if a + b)))
    most = max(a + b for _, (a, b) in columns)
    step = NARROW / 12
    for month, (low, high) in columns:
        x, width = (month - 1) * step + 7, step - 14
        for count, base, colour, what in ((low, 0, look.first, names[0]), (high, low, look.second, names[1])):
            tall = _CHART * 0.9 * count / most
            y = bottom - _CHART * 0.9 * (base + count) / most
            drawing.box(x, y, width, tall, colour, f"{_month(month, words)} · {what}: {count}" if count else "")
        if low + high:
            drawing.text(
                x + width / 2,
                bottom - _CHART * 0.9 * (low + high) / most - 6,
                str(low + high),
                SMALL,
                look.ink,
                "middle",
            )
        drawing.text(x + width / 2, bottom + 20, _month(month, words), SMALL, look.soft, "middle")
    drawing.box(0, bottom, NARROW, 1, look.line)
    _key(drawing, top - 20, names, look)
    return Panel(name, title, drawing, NARROW, height)


def _key(drawing: Drawing, y: float, names: Sequence[str], look: Look) -> None:
    x = 0.0
    for name, colour in zip(names, (look.first, look.second), strict=False):
        drawing.box(x, y - 11, 12, 12, colour, "", 2)
        drawing.text(x + 18, y, name, SMALL, look.soft)
        x += 18 + width_of(name, SMALL) + 24


@dataclass(frozen=True, slots=True)
class _Bar:
    """A bar: its label, how many, a part of them in the second colour, and the day before the label."""

    label: str
    count: int
    part: int = 0
    day: str = ""


def _evenings(year: Year, words: Words, look: Look) -> Panel | None:
    counted = any(one.thanked is not None for one in year.evenings)
    bars = [_Bar(one.name, one.people, one.thanked or 0, one.date[5:].replace("-", "/")) for one in year.evenings]
    names = (words("stats.met_there"), words("stats.thanked")) if counted else ()
    return _bars("events", words("stats.events"), bars, names, look)


def _places(year: Year, words: Words, look: Look) -> Panel | None:
    return _bars("places", words("stats.places"), [_Bar(*one) for one in year.places], (), look)


def _businesses(year: Year, words: Words, look: Look) -> Panel | None:
    return _bars("businesses", words("stats.businesses"), [_Bar(*one) for one in year.businesses], (), look)


def _bars(name: str, title: str, bars: Sequence[_Bar], names: Sequence[str], look: Look) -> Panel | None:
    """A bar for each, the longest as long as there is room; ``names`` of the two colours, if there are two."""
    if not bars:
        return None
    begin, most, top = NARROW * 0.46, max(bar.count for bar in bars), 30.0 if names else 6.0
    height = top + len(bars) * _ROW + 8
    drawing = Drawing(NARROW, height, _told(title, *(f"{bar.day} {bar.label}: {bar.count}" for bar in bars)))
    if names:
        _key(drawing, 14, names, look)
    for number, bar in enumerate(bars):
        y, long = top + number * _ROW, (NARROW - begin - 48) / most
        drawing.text(0, y + 18, bar.day, SMALL, look.soft)
        drawing.text(
            begin - 12, y + 18, fitted(bar.label, NORMAL, begin - (60 if bar.day else 16)), NORMAL, look.ink, "end"
        )
        drawing.box(begin, y + 4, long * bar.count, _ROW - 10, look.first, f"{bar.label}: {bar.count}", 3)
        if bar.part:
            drawing.box(begin, y + 11, long * bar.part, _ROW - 24, look.second, f"{names[1]}: {bar.part}", 2)
        drawing.text(begin + long * bar.count + 8, y + 18, str(bar.count), NORMAL, look.soft)
    return Panel(name, title, drawing, NARROW, height)


def _doubts(year: Year, words: Words, look: Look) -> Panel | None:
    shares = {month.number: month.doubtful / month.cards for month in year.months if month.cards}
    return _rates("doubts", words("stats.doubts"), shares, "{:.1f}", year, words, look)


def _corrected(year: Year, words: Words, look: Look) -> Panel | None:
    shares = {month.number: 100 * month.corrected / month.values for month in year.months if month.values}
    return _rates("corrected", words("stats.corrected"), shares, "{:.1f} %", year, words, look)


def _rates(
    name: str, title: str, rates: Mapping[int, float], shape: str, year: Year, words: Words, look: Look
) -> Panel | None:
    """A column for each month in which cards came, as tall as the rate of something on them."""
    if not rates:
        return None
    tall, most = _CHART * 0.75, max(*rates.values(), 0.001)
    height, bottom, step = tall + 60, tall + 26, NARROW / 12
    drawing = Drawing(NARROW, height, _told(title, *(f"{m}: {shape.format(rate)}" for m, rate in rates.items())))
    for month in year.months:
        middle = (month.number - 0.5) * step
        drawing.text(middle, bottom + 20, _month(month.number, words), SMALL, look.soft, "middle")
        if month.number in rates:
            told, high = shape.format(rates[month.number]), tall * rates[month.number] / most
            hint = f"{_month(month.number, words)}: {told} ({words('stats.cards', count=month.cards)})"
            drawing.box(middle - step / 2 + 7, bottom - high, step - 14, high, look.first, hint)
            drawing.text(middle, bottom - high - 6, told, SMALL, look.ink, "middle")
    drawing.box(0, bottom, NARROW, 1, look.line)
    return Panel(name, title, drawing, NARROW, height)


def _month(number: int, words: Words) -> str:
    return words("stats.months").split()[number - 1]


def _told(*words: str) -> str:
    return ". ".join(words)


PANELS: Mapping[str, Callable[[Year, Words, Look], Panel | None]] = {
    "calendar": _calendar,
    "again": _again,
    "events": _evenings,
    "places": _places,
    "businesses": _businesses,
    "doubts": _doubts,
    "corrected": _corrected,
}
