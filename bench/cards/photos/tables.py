"""Tables full of cards: rows, scatters, heaps, cases, hard grounds, sheets, fronts with backs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from random import Random

import numpy as np

from bench.cards import cases
from bench.cards.drawing import Pixels
from bench.cards.flat import Card
from bench.cards.photos import cased, laying, lens, light, props, sheets, stock
from bench.cards.photos.grounds import ground
from bench.cards.photos.laying import Lying
from bench.cards.photos.shooting import Stage, outside_share, photograph
from bench.cards.photos.staging import LARGE, how_many, over, size_for, table
from bench.cards.photos.view import moved
from bench.cards.scene import card_quad
from bench.cards.truth import Picture
from bench.cards.words import Split


def table_rows(rng: Random, split: Split, name: str) -> Picture:
    """1 to 24 cards in rows, gaps from generous to touching, some upside down."""
    gap = rng.choice((rng.uniform(8, 25), rng.uniform(2, 8), rng.uniform(0.3, 2), 0.0))
    wobble = rng.uniform(0.5, 4) if gap > 4 else rng.uniform(0.2, 1.2) if gap > 1 else rng.uniform(0, 0.3)
    return table(rng, split, name, laying.rows(rng, stock.faces(rng, split, how_many(rng)), gap, wobble))


def table_scattered(rng: Random, split: Split, name: str) -> Picture:
    """1 to 24 cards thrown on a table, every one at its own angle, none over another."""
    cards = stock.faces(rng, split, how_many(rng))
    return table(rng, split, name, laying.scattered(rng, cards, rng.uniform(1.5, 3.5), rng.choice((0.3, 2, 6, 15))))


def one_in_12mp(rng: Random, split: Split, name: str) -> Picture:
    """One card on a table in a 12-megapixel photo: how long finding takes."""
    (card,) = stock.faces(rng, split, 1)
    return table(rng, split, name, [Lying(card, 0, 0, rng.gauss(0, 8))], size=(4032, 3024))


def cards_24_in_12mp(rng: Random, split: Split, name: str) -> Picture:
    """24 cards on a table in a 12-megapixel photo: how long finding takes."""
    laid = laying.rows(rng, stock.faces(rng, split, 24), rng.uniform(4, 14), rng.uniform(0.5, 3), columns=5)
    return table(rng, split, name, laid, size=(4032, 3024))


def table_overlap(rng: Random, split: Split, name: str) -> Picture:
    """3 to 20 cards, many with a corner or an edge under another."""
    laid = laying.heaped(rng, stock.faces(rng, split, rng.randint(3, 20)), rng.uniform(0.08, 0.22))
    return table(rng, split, name, laid)


def table_cut(rng: Random, split: Split, name: str) -> Picture:
    """5 to 24 cards, some of them cut off by the picture's edge."""
    cards = stock.faces(rng, split, rng.randint(5, 24))
    while True:
        laid = (
            laying.rows(rng, cards, rng.uniform(3, 20), rng.uniform(0.5, 3))
            if rng.random() < 0.6
            else laying.scattered(rng, cards, rng.uniform(1.6, 2.6), 3)
        )
        view = over(rng, laid, rng.choice(LARGE), rng.uniform(0, 14), rng.uniform(0.95, 1.3))
        reach = 0.12 * view.width
        view = moved(view, rng.uniform(-reach, reach), rng.uniform(-reach, reach))
        cut = [outside_share(card_quad(view, item), view) for item in laid]
        # No card is cut by a hair: whether that is still whole nobody could say.
        by_a_hair = any(0.002 < share < 0.04 for share in cut)
        if any(0.15 < share < 0.8 for share in cut) and sum(share < 0.002 for share in cut) >= 2 and not by_a_hair:
            break
    things = props.about(rng, split, view, laid, rng.choice((0, 0, 1, 2)))
    stage = Stage(view, ground(rng, split), laid, things)
    return photograph(rng, name, stage, light.ordinary(rng), replace(lens.ordinary(rng), bend=0.0))


def table_cases(rng: Random, split: Split, name: str) -> Picture:
    """1 to 20 numbered clear cases: printed or handwritten labels, lamps in the plastic, some cards turned in them."""
    kind = replace(cases.case_kind(rng), handwritten=rng.random() < 0.5)
    count = rng.choice((1, 4, 6, 8, 9, 10, 12, 12, 15, 16, 20))
    laid = [Lying(card, 0, 0, 0) for card in stock.faces(rng, split, count)]
    laid = cased.turns(rng, laid, rng.choice((0.0, 0.15, 0.5)))
    first = rng.choice((1, 1, 1, rng.randint(2, 30), rng.randint(31, 160)))
    tags = list(range(first, first + count))
    if rng.random() < 0.3:
        rng.shuffle(tags)
    laid = [replace(item, tag=str(tag)) for item, tag in zip(laid, tags, strict=True)]
    laid = _cases_in_rows(rng, laid, kind)
    points = np.concatenate([cased.outline(item, kind) for item in laid])
    view = over(
        rng, points, size_for(rng, count), abs(rng.gauss(0, 8)), rng.uniform(0.75, 0.94), rng.choice((0, 0, 0, 90, 180))
    )
    dice = Random(rng.getrandbits(32))

    def cover(canvas: Pixels, item: Lying) -> None:
        cased.draw(dice, canvas, view, item, kind, split)

    things = props.about(rng, split, view, laid, rng.choice((0, 0, 1, 2)))
    shade = replace(light.ordinary(rng), glare=rng.choice((0.0, 0.0, rng.uniform(0.2, 0.7))))
    return photograph(rng, name, Stage(view, ground(rng, split), laid, things, cover=cover), shade, lens.ordinary(rng))


def _cases_in_rows(rng: Random, laid: Sequence[Lying], kind: cases.CaseKind) -> list[Lying]:
    """All cases stand the same way up, as their owner laid them; cards lie in them as they were put in."""
    columns = max(math.ceil(math.sqrt(len(laid) * rng.uniform(0.6, 1.3))), 1)
    gap = rng.choice((rng.uniform(0.5, 3), rng.uniform(4, 18)))
    placed: list[Lying] = []
    y = 0.0
    for start in range(0, len(laid), columns):
        x, deepest = 0.0, 0.0
        for item in laid[start : start + columns]:
            turned = replace(item, angle=-90 * item.case_turn)
            corner = cased.outline(turned, kind)
            wide, deep = np.ptp(corner, axis=0).tolist()
            left, top = corner.min(0).tolist()
            placed.append(replace(turned, x=x - left, y=y - top, angle=turned.angle + rng.gauss(0, 1.2)))
            x, deepest = x + wide + gap * rng.uniform(0.8, 1.3), max(deepest, deep)
        y += deepest + gap
    return placed


def table_white(rng: Random, split: Split, name: str) -> Picture:
    """1 to 20 white cards on a white table."""
    cards = stock.faces(rng, split, rng.choice((1, 2, 4, 6, 9, 12, 16, 20)), "white")
    laid = _loosely(rng, cards)
    shade = replace(light.ordinary(rng), exposure=rng.uniform(0.85, 1.02))
    return table(rng, split, name, laid, on="white", shade=shade)


def table_black(rng: Random, split: Split, name: str) -> Picture:
    """1 to 20 dark cards, and some others, on a black table."""
    count = rng.choice((1, 2, 4, 6, 9, 12, 16, 20))
    light_ones = stock.faces(rng, split, count // 4)
    cards = stock.faces(rng, split, count - len(light_ones), "dark") + light_ones
    rng.shuffle(cards)
    return table(rng, split, name, _loosely(rng, cards), on="black")


def table_pattern(rng: Random, split: Split, name: str) -> Picture:
    """1 to 20 cards on a patterned carpet, cloth or wallpaper."""
    cards = stock.faces(rng, split, rng.choice((1, 2, 4, 6, 9, 12, 16, 20)))
    return table(rng, split, name, _loosely(rng, cards), on="pattern")


def _loosely(rng: Random, cards: Sequence[Card]) -> list[Lying]:
    return (
        laying.rows(rng, cards, rng.uniform(2, 18), rng.uniform(0.5, 4))
        if rng.random() < 0.5
        else laying.scattered(rng, cards, rng.uniform(1.6, 3.0), rng.choice((1, 5)))
    )


def sheet_ten(rng: Random, split: Split, name: str) -> Picture:
    """A print shop's or home printer's sheet: ten cards on A4, or 8 to 12 on other paper and with gaps, and what tells
    where to cut, or nothing."""
    return sheets.ten_up(rng, split, name)


def flatbed_a4(rng: Random, split: Split, name: str) -> Picture:
    """A page of a flatbed scanner with 2 to 10 cards, under a white or a black lid."""
    return sheets.flatbed(rng, split, name)


def pairs_one_photo(rng: Random, split: Split, name: str) -> Picture:
    """Fronts and backs of 1 to 6 people in one photo; cards of one person share their ``pair`` number.

    In some photos they lie in no order. Of two or more backs there that name nobody, no site and no firm, nothing says
    whose they are: these pairs are not told.
    """
    people = rng.sample(range(stock.COUNTS["back"] // 2), rng.choice((1, 2, 3, 4, 5, 6)))
    first = 10 * _seed(name)  # the same person in another picture is another pair
    laid = [
        Lying(stock.face(split, 2 * number + side, "back"), 0, 0, 0, pair=first + index)
        for index, number in enumerate(people)
        for side in (0, 1)
    ]
    if rng.random() < 0.4:  # all fronts, then all backs
        laid = laid[::2] + laid[1::2]
    if rng.random() < 0.2:
        rng.shuffle(laid)
        nobodys = {item.pair for item in laid if _names_nobody(item.card)}
        laid = [replace(item, pair_told=len(nobodys) < 2 or item.pair not in nobodys) for item in laid]
    spots = laying.rows(rng, [item.card for item in laid], rng.uniform(3, 18), rng.uniform(0.5, 3), 0.05)
    placed = [replace(spot, pair=item.pair, pair_told=item.pair_told) for spot, item in zip(spots, laid, strict=True)]
    return table(rng, split, name, placed)


def pairs_two_photos(rng: Random, split: Split, name: str) -> Picture:
    """1 to 9 cards: pictures 1, 3, 5… show the fronts, each next one the backs of the same cards, in the same order."""
    both, side = divmod(_seed(name) + 1, 2)
    group = Random(f"pairs-{split}-{both}")
    people = group.sample(range(stock.COUNTS["back"] // 2), group.choice((1, 1, 2, 3, 4, 6, 9)))
    faces = [stock.face(split, 2 * number + side, "back") for number in people]
    spots = laying.rows(rng, faces, rng.uniform(4, 18), rng.uniform(0.5, 3), 0.0, math.ceil(math.sqrt(len(people))))
    placed = [replace(spot, pair=10 * both + index) for index, spot in enumerate(spots)]
    return table(rng, split, name, placed)


def _names_nobody(card: Card) -> bool:
    return not any(card.contact[what] for what in ("name", "orgs", "phones", "emails", "urls", "addresses", "accounts"))


def _seed(name: str) -> int:
    return int(name.rsplit("-", 1)[1])
