"""``python -m bench.cards.samples``: make the pictures of ``samples/``, the same every time on the same fonts.

Each maker names a guest, a design seed chosen by eye, and how the picture is taken.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

from bench.cards import abroad, cases, damage, scene, table
from bench.cards.__main__ import write
from bench.cards.content import Content
from bench.cards.firms import Role
from bench.cards.flat import Card, horizontal_card
from bench.cards.guests import english_guest, guests
from bench.cards.scene import Laid
from bench.cards.taking import photograph, scan
from bench.cards.truth import Picture
from bench.cards.upright import portrait_card, vertical_card

STEADY = damage.Harm(0.16, 0.0, 0.45, 0.0, 1.6, 86, 0.02, -0.02, 0.0)


def across(made: Content, seed: int, mood: str = "white", layout: str = "") -> Card:
    """Return a guest's card on a 91 x 55 mm sheet."""
    return horizontal_card(Random(seed), made, "dev", mood, (91, 55), layout)


def on_desk(
    name: str, card: Card, seed: int, ground: str, roll: float = 0.0, tilt: float = 14.0, how: damage.Harm = STEADY
) -> Picture:
    """Return a phone's photo of one card, 1920 x 1440 or upright."""
    rng = Random(seed)
    wide, high = (1920, 1440) if roll % 180 == 0 else (1440, 1920)
    laid = Laid(card, rng.uniform(-3, 3), rng.uniform(-3, 3), rng.uniform(-5, 5))
    width_mm, height_mm = laid.size if roll % 180 == 0 else laid.size[::-1]
    view = scene.camera(rng, wide, high, max(width_mm / 0.68, height_mm / 0.72 * wide / high), tilt, roll)
    return photograph(rng, name, view, [laid], how, ground)


def room(name: str) -> Picture:
    """Return the long table at the door: eight cards in numbered cases."""
    rng = Random(80)
    moods = ("white", "white", "coloured", "white", "dark", "coloured", "white", "white")
    seeds = (301, 302, 303, 304, 347, 306, 307, 353)
    cards = [
        across(guests()[f"table-{n}"], seed, mood) for n, (seed, mood) in enumerate(zip(seeds, moods, strict=True), 1)
    ]
    kind = cases.CaseKind(3.0, 14.0, 0.0, 11.5, (255, 222, 60), (20, 20, 20), True, False, "top")
    how, tags = replace(STEADY, quality=82, shade=0.22), [str(n) for n in range(1, 9)]
    return table.numbered_table(rng, name, cards, tags, "dev", 3, (4032, 3024), kind, "wood", how, 6.0)


def english_back(seed: int) -> Card:
    """Return the English side of Watanabe's card: the same number and mail."""
    front = guests()["watanabe"]
    made = abroad.english_back(Random(seed), replace(front, phones=front.phones[:1]))
    firm = replace(made.firms[0][0], name="Celest Technology Co., Ltd.")
    role = Role(("International Business Division",), ("General Manager",))
    return replace(across(replace(made, firms=((firm, role),)), seed), side="back")


def _flat(name: str) -> Picture:
    return scan(Random(1), name, across(guests()["saeki"], 24, layout="classic"), 350)


def _desk(name: str) -> Picture:
    return on_desk(name, across(guests()["nakagawa"], 2), 2, "wood")


def _upside_down(name: str) -> Picture:
    return on_desk(name, across(guests()["murata"], 141), 3, "leather", 180.0)


def _vertical(name: str) -> Picture:
    return scan(Random(4), name, vertical_card(Random(4), guests()["teshigawara"], "dev", "coloured", False), 350, 92)


def _furigana(name: str) -> Picture:
    return scan(Random(5), name, across(guests()["shoji"], 71), 350)


def _two_organisations(name: str) -> Picture:
    return on_desk(name, across(guests()["igarashi"], 66), 6, "marble", 90.0)


def _no_title(name: str) -> Picture:
    return on_desk(name, across(guests()["noguchi"], 7, "coloured"), 7, "cloth")


def _white_on_dark(name: str) -> Picture:
    return on_desk(name, across(guests()["kurosawa"], 155, "dark"), 8, "wood", 0.0, 10.0)


def _silver(name: str) -> Picture:
    return on_desk(
        name, across(guests()["kamiya"], 40, "silver", "huge name"), 9, "dark", 0.0, 16.0, replace(STEADY, glare=0.3)
    )


def _line_code(name: str) -> Picture:
    return on_desk(name, across(guests()["hoshino"], 121), 10, "paper")


def _pair_front(name: str) -> Picture:
    return scan(Random(11), name, across(guests()["watanabe"], 130), 350, 88)


def _pair_back(name: str) -> Picture:
    return scan(Random(12), name, english_back(103), 350, 88)


def _english(name: str) -> Picture:
    return on_desk(name, across(english_guest(), 13), 13, "wood")


def _variant_name(name: str) -> Picture:
    return on_desk(name, across(guests()["takahashi"], 110), 14, "carpet")


def _portrait(name: str) -> Picture:
    return scan(Random(15), name, portrait_card(Random(15), guests()["miyazaki"], "dev", "coloured", "tower"), 350, 90)


MAKERS: dict[str, Callable[[str], Picture]] = {
    "flat": _flat,
    "desk": _desk,
    "upside-down": _upside_down,
    "vertical": _vertical,
    "furigana": _furigana,
    "two-organisations": _two_organisations,
    "no-title": _no_title,
    "white-on-dark": _white_on_dark,
    "silver": _silver,
    "line-code": _line_code,
    "pair-front": _pair_front,
    "pair-back": _pair_back,
    "english": _english,
    "variant-name": _variant_name,
    "portrait": _portrait,
    "table-of-eight": room,
}


def main(folder: Path = Path("samples")) -> int:
    """Write every sample, or those named on the command line."""
    folder.mkdir(exist_ok=True)
    for number, (name, make) in enumerate(MAKERS.items(), 1):
        if len(sys.argv) > 1 and name not in sys.argv[1:]:
            continue
        picture = make(f"{number:02}-{name}")
        head = {"source": picture.name, "slice": "samples", "split": "dev", "seed": number}
        picture.truth.update(head | {"cards": picture.truth["cards"]})
        write(picture, folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
