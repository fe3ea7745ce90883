"""``python -m bench.retake``: where photographs of cards stop being readable, and whether the advice says so in time.

Cards of the ``dev`` split are drawn, damaged in one way at known strengths, cut out by their true corners and read.
A value is lost when it was right in the card's own plain photo and is not right in the damaged one. A picture is
*bad* when a name, phone or mail address is lost, *good* when nothing at all is. Prints a row for each kind and
strength: the share of values lost, and how many of the bad and of the good pictures got advice.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import Any

import cv2
import msgspec
import numpy as np

from bench.cards import content, damage, scene
from bench.cards.damage import Harm
from bench.cards.drawing import Pixels
from bench.cards.flat import Card, horizontal_card
from bench.cards.scene import Camera, Laid
from bench.cards.slices import column_card, english_card
from bench.cards.truth import Picture, card_truth, line_box
from bench.score.compare import values
from cardscan.contract import contact_record
from cardscan.errors import NoCardFound
from cardscan.image.flatten import flatten
from cardscan.image.shape import quad_of
from cardscan.model import Photo
from cardscan.ocr import Engine, open_engine
from cardscan.pipeline import read_card

FRAME = (2000, 1500)
ACROSS = 1250  # pixels of the card's long side: some 350 dpi
PLAIN = Harm(shade=0.2, glare=0.0, blur=0.55, shake=0.0, noise=2.5, quality=85, warmth=0.0, exposure=-0.05, bend=0.0)
KEPT = ("name", "phone", "email")  # a picture that loses one of these is bad
FIELDS = (*KEPT, "org", "title", "department", "url", "address")  # and one that loses none of these is good

Values = Mapping[str, list[tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Mishap:
    """One way to spoil a picture. ``across`` is the card's long side in pixels."""

    kind: str
    strength: float
    harm: Harm = PLAIN
    across: int = ACROSS


@dataclass(frozen=True, slots=True)
class Taken:
    """One damaged picture, read: how many values were ``right`` in the plain one, how many of these are ``lost``,
    whether one of them is a name, phone or mail address, and the ``advice`` given."""

    mishap: Mishap
    right: int
    lost: int
    bad: bool
    advice: str | None

    @property
    def good(self) -> bool:
        """Nothing was lost."""
        return self.lost == 0


def mishaps() -> Iterator[Mishap]:
    """Yield every mishap, harmless ones first."""
    yield from (Mishap("ordinary", strength, damage.harm(Random(f"ordinary {strength}"))) for strength in (1, 2, 3))
    yield from (Mishap("blur", sigma, replace(PLAIN, blur=sigma)) for sigma in (1.5, 2.5, 3.5, 4.5, 6.0))
    yield from (Mishap("shake", length, replace(PLAIN, shake=length)) for length in (5, 9, 13, 18, 25))
    yield from (Mishap("glare", light, replace(PLAIN, glare=light)) for light in (0.5, 0.8, 1.0, 1.4))
    yield from (Mishap("noise", grain, replace(PLAIN, noise=grain)) for grain in (10, 25, 45, 70))
    yield from (Mishap("small", across, PLAIN, across) for across in (800, 600, 480, 380, 300))
    yield from (
        Mishap("dusk", light, replace(PLAIN, exposure=light - 1, noise=noise)) for light, noise in ((0.4, 6), (0.25, 9))
    )


def cards(numbers: Iterable[int]) -> Iterator[tuple[int, Card]]:
    """Yield numbered dev cards: white, dark, coloured, tiny print; every sixth is English, every sixth in columns."""
    for number in numbers:
        rng = Random(f"retake {number}")
        if number % 6 == 4:
            yield number, english_card(rng, "dev")
        elif number % 6 == 5:
            yield number, column_card(rng, "dev")
        else:
            mood = ("white", "dark", "coloured", "white")[number % 6]
            said = content.japanese_content(rng, "dev")
            yield number, horizontal_card(rng, said, "dev", mood, small=number % 6 == 3)


def photographed(number: int, card: Card, mishap: Mishap) -> Picture:
    """Return the card on a desk, in the middle of the picture, spoilt by ``mishap``."""
    rng = Random(f"retake {number} {mishap.kind} {mishap.strength}")
    laid = Laid(card, 0, 0, rng.gauss(0, 3))
    view = scene.camera(rng, *FRAME, span_mm=FRAME[0] / (mishap.across / max(laid.size)), tilt=8.0)
    if laid.size[1] > laid.size[0]:
        view = scene.camera(rng, *FRAME[::-1], span_mm=FRAME[1] / (mishap.across / max(laid.size)), tilt=8.0)
    sight = scene.picture(rng, view, [laid], rng.choice(("wood", "cloth", "dark", "marble")))
    # A lamp's reflection comes on top of the light on the paper: where both are too much the sensor gives white.
    sight = _glare_on_text(rng, damage.lit(rng, sight, mishap.harm), view, laid, mishap.harm.glare)
    shot = damage.exposed(rng, sight, mishap.harm)
    encoded = damage.as_jpeg(shot, mishap.harm.quality)
    pixels = np.ascontiguousarray(damage.decoded(encoded)[:, :, ::-1])
    truth = card_truth(scene.card_quad(view, laid), card.contact, card.side, None, [])
    return Picture("photo.jpg", pixels, {"cards": [truth]}, encoded)


def _glare_on_text(rng: Random, sight: Pixels, view: Camera, laid: Laid, light: float) -> Pixels:
    """Return the scene with a lamp reflected somewhere on a line of text; ``light`` 1 makes black white."""
    if not light:
        return sight
    (left, top), _, (right, bottom), _ = line_box(rng.choice(laid.card.lines))
    at = (left + (right - left) * rng.uniform(0.2, 0.8), (top + bottom) / 2)
    angles = np.linspace(0, 2 * np.pi, 40)
    wide, high, turn = rng.uniform(5, 14), rng.uniform(3, 8), rng.uniform(0, np.pi)
    ring = np.stack([wide * np.cos(angles), high * np.sin(angles)], axis=1)
    spin = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    outline = scene.seen(view.matrix @ laid.to_plane(), (ring @ spin + at).tolist())
    small = np.zeros((sight.shape[0] // 4, sight.shape[1] // 4), np.float32)
    cv2.fillConvexPoly(small, np.round(outline / 4).astype(np.int32), 1.0)
    soft = cv2.GaussianBlur(small, (0, 0), rng.uniform(1.0, 3.0) * view.pixels_per_mm / 4)
    spot = cv2.resize(soft, sight.shape[1::-1], interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.add(sight, cv2.merge([255 * light * spot] * 3), dtype=cv2.CV_8U), np.uint8)


def read_all(engine: Engine, numbers: Iterable[int]) -> Iterator[Taken]:
    """Yield every card in every mishap, read."""
    for number, card in cards(numbers):
        plain, _ = _read(photographed(number, card, Mishap("plain", 0)), engine)
        for mishap in mishaps():
            still, advice = _read(photographed(number, card, mishap), engine)
            lost = {field: [value for value in found if value not in still[field]] for field, found in plain.items()}
            right = sum(map(len, plain.values()))
            yield Taken(mishap, right, sum(map(len, lost.values())), any(lost[field] for field in KEPT), advice)


def _read(picture: Picture, engine: Engine) -> tuple[Values, str | None]:
    """Return the values that were read right, and the advice for the picture."""
    quad = quad_of(np.array(picture.truth["cards"][0]["quad"]))
    card = flatten(Photo(picture.name, 1, picture.pixels), quad, 1)
    try:
        reading = read_card(card, engine)
    except NoCardFound:
        return {field: [] for field in FIELDS}, card.quality.advice
    read: Any = msgspec.to_builtins(contact_record(reading.parsed.contact))
    truth = picture.truth["cards"][0]["contact"]
    right = {field: [value for value in values(read, field) if value in values(truth, field)] for field in FIELDS}
    return right, reading.card.quality.advice


def main() -> int:
    """Read the cards and print the table."""
    parser = argparse.ArgumentParser(description="Where damaged photographs lose values, and which of them get advice.")
    parser.add_argument("--cards", type=int, default=12, help="how many cards (29 pictures each)")
    parser.add_argument("--first", type=int, default=0, help="number of the first card")
    chosen = parser.parse_args()
    taken: dict[tuple[str, float], list[Taken]] = defaultdict(list)
    for one in read_all(open_engine("ppocr"), range(chosen.first, chosen.first + chosen.cards)):
        taken[one.mishap.kind, one.mishap.strength].append(one)
    print("| kind | strength | values lost | bad: advised | good: advised |\n| --- | ---: | ---: | ---: | ---: |")
    for (kind, strength), some in taken.items():
        print(f"| {kind} | {strength:g} {_row(some)}")
    print(f"| all | {_row([one for some in taken.values() for one in some])}")
    return 0


def _row(taken: list[Taken]) -> str:
    lost = sum(one.lost for one in taken) / max(sum(one.right for one in taken), 1)
    bad, good = [one for one in taken if one.bad], [one for one in taken if one.good]
    shares = (f"{sum(one.advice is not None for one in some)} of {len(some)}" for some in (bad, good))
    return f"| {lost:.0%} | {' | '.join(shares)} |"


if __name__ == "__main__":
    raise SystemExit(main())
