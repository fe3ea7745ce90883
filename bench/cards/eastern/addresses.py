"""How Chinese and Korean cards print a postal address, and where its code stands."""

from __future__ import annotations

from random import Random

from bench.cards.design import Design
from bench.cards.facts import address
from bench.cards.places import Place
from bench.cards.setting import PT, Align, Element, above, stating, text

COUNTRIES = frozenset({"CN", "TW", "HK", "KR"})
LONGEST = {"CN": 24, "TW": 26, "HK": 26, "KR": 30}  # characters of a line


def address_element(rng: Random, place: Place, design: Design, align: Align) -> Element:
    """Return the address with its label and code, on one line or on two."""
    points = design.reach_points * design.scale
    rows = _split(rng, place)
    whole = " ".join(rows)
    label = design.labels.address
    if place.postal_code:
        rows = _with_code(rng, rows, place, design.labels.postal)
    if label and not label.startswith("icon:"):
        rows = [f"{label}{design.labels.sep or ' '}{rows[0]}", *rows[1:]]
    printed = [text(row, design.body, points, tracking=design.body_tracking) for row in rows]
    gap = points * PT * (design.leading - 1)
    return stating(above(printed, gap, align), address(place, whole))


def _split(rng: Random, place: Place) -> list[str]:
    """Return the lines of the address without the code."""
    if place.country == "KR":
        first = " ".join(part for part in (place.region, place.locality, place.street) if part)
        joint = rng.choice((" ", ", "))
    else:
        first = f"{place.region}{place.locality}{place.street}"
        joint = rng.choice(("", "", " "))
    if not place.building:
        return [first]
    whole = f"{first}{joint}{place.building}"
    if len(whole) > LONGEST[place.country] or rng.random() < 0.15:
        return [first, place.building]
    return [whole]


def _with_code(rng: Random, rows: list[str], place: Place, label: str) -> list[str]:
    """Return the lines with the postal code: before the address, behind it or on a line of its own."""
    code = place.postal_code
    if place.country == "TW":
        return [f"{code}{rng.choice(('', ' ', ' '))}{rows[0]}", *rows[1:]]
    if place.country == "KR":
        before = rng.choice((f"({code}) ", f"{code} ", f"{code} ", f"[{code}] ", f"우 {code} ", f"우){code} "))
        if rng.random() < 0.75:
            return [before + rows[0], *rows[1:]]
        return [*rows[:-1], f"{rows[-1]} {rng.choice((code, f'({code})', f'(우){code}'))}"]
    said = label.format(code)
    if said == code:
        return [f"{code} {rows[0]}", *rows[1:]]
    return [*rows[:-1], f"{rows[-1]} {said}"] if rng.random() < 0.4 else [*rows, said]
