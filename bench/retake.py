"""``python -m bench.retake``: where photographs of cards stop being readable, and whether the advice says so in time.

Cards of the ``dev`` split are drawn, damaged in one way at known strengths, cut out by their true corners and read.
A field counts as lost when it was right in the card's own plain photo and is not right in the damaged one; a
picture is bad when a name, phone or mail address is lost. Prints one row a kind and strength: fields lost, pictures
with advice, and then how many good pictures are called bad and how many bad ones are caught.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Mapping
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
from cardscan.model import CardReading, Photo
from cardscan.ocr import Engine, open_engine
from cardscan.pipeline import read_card

FRAME = (2000, 1500)
ACROSS = 1250  # pixels of the card's long side: some 350 dpi
PLAIN = Harm(shade=0.2, glare=0.0, blur=0.55, shake=0.0, noise=2.5, quality=85, warmth=0.0, exposure=-0.05, bend=0.0)
KEPT = ("name", "phone", "email")  # a picture that loses one of these is bad


@dataclass(frozen=True, slots=True)
class Mishap:
    """One way to spoil a picture. ``across`` is the card's long side in pixels."""

    kind: str
    strength: float
    harm: Harm = PLAIN
    across: int = ACROSS


@dataclass(frozen=True, slots=True, eq=False)
class Taken:
    """One damaged picture, read: fields ``lost`` of those ``right`` in the plain one, and the card as read, if it was."""

    card: int
    mishap: Mishap
    right: int
    lost: int
    picture: Picture
    reading: CardReading | None


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


def cards(count: int) -> Iterator[tuple[int, Card]]:
    """Yield numbered dev cards: Japanese ones mostly, white, dark, coloured, tiny print; some English, some in columns."""
    for number in range(count):
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


def read_all(engine: Engine, count: int) -> Iterator[Taken]:
    """Yield every card in every mishap, read."""
    for number, card in cards(count):
        plain = photographed(number, card, Mishap("plain", 0))
        right = _right(plain, _read(plain, engine))
        for mishap in mishaps():
            picture = photographed(number, card, mishap)
            reading = _read(picture, engine)
            still = _right(picture, reading)
            lost = sum(len([value for value in found if value not in still[field]]) for field, found in right.items())
            yield Taken(number, mishap, sum(map(len, right.values())), lost, picture, reading)


def _read(picture: Picture, engine: Engine) -> CardReading | None:
    quad = quad_of(np.array(picture.truth["cards"][0]["quad"]))
    try:
        return read_card(flatten(Photo(picture.name, 1, picture.pixels), quad, 1), engine)
    except NoCardFound:
        return None


def _right(picture: Picture, reading: CardReading | None) -> Mapping[str, list[tuple[str, ...]]]:
    if reading is None:
        return {field: [] for field in KEPT}
    read: Any = msgspec.to_builtins(contact_record(reading.parsed.contact))
    truth = picture.truth["cards"][0]["contact"]
    return {field: [value for value in values(read, field) if value in values(truth, field)] for field in KEPT}
