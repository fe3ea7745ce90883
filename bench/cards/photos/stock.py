"""A stock of card faces, drawn once for each split and kept in bench/out: a table of 24 costs no 24 drawings.

Face number n is the same on every machine with the same fonts; the cache only saves time.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from random import Random

import cv2
import numpy as np

from bench.cards import abroad, content
from bench.cards.drawing import Pixels
from bench.cards.flat import Card, horizontal_card
from bench.cards.photos import tricky
from bench.cards.setting import Line
from bench.cards.slices import column_card, english_card, japanese_card
from bench.cards.words import Split

CARDS = Path(__file__).parents[1]
KEPT = CARDS.parent / "out" / "faces"
COUNTS = {"usual": 720, "tricky": 270, "dark": 120, "white": 240, "back": 800, "sheet": 120} | dict.fromkeys(
    ("sheet, American", "sheet, European"), 60
)
QUALITY = 95  # of the JPEG in which a face is kept; a face just drawn takes the same way


def faces(rng: Random, split: Split, count: int, kind: str = "usual") -> list[Card]:
    """Return ``count`` different faces of a kind of COUNTS."""
    return [face(split, number, kind) for number in rng.sample(range(COUNTS[kind]), count)]


@lru_cache(maxsize=24)
def face(split: Split, number: int, kind: str = "usual") -> Card:
    """Return face ``number`` of the stock of a kind."""
    stem = KEPT / _stamp() / split / f"{kind}-{number:04}"
    if not stem.with_suffix(".json").exists():
        _keep(MAKERS[kind](Random(f"{kind}-{split}-{number}"), split, number), stem)
    told = json.loads(stem.with_suffix(".json").read_text(encoding="utf-8"))
    lines = tuple(Line(each["text"], tuple(each["box"]), each["vertical"]) for each in told["lines"])
    pixels = cv2.imdecode(np.frombuffer(stem.with_suffix(".jpg").read_bytes(), np.uint8), cv2.IMREAD_COLOR)
    assert pixels is not None
    rgb: Pixels = np.ascontiguousarray(pixels[:, :, ::-1])
    return Card(rgb, told["contact"], lines, told["side"], told["round"], told["gloss"])


def _keep(card: Card, stem: Path) -> None:
    """Write the pixels first: where the words lie, the face is whole. Several programs may draw the same at once."""
    stem.parent.mkdir(parents=True, exist_ok=True)
    done, encoded = cv2.imencode(
        ".jpg",
        card.pixels[:, :, ::-1],
        [cv2.IMWRITE_JPEG_QUALITY, QUALITY, cv2.IMWRITE_JPEG_SAMPLING_FACTOR, cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444],
    )
    assert done
    _write(stem.with_suffix(".jpg"), encoded.tobytes())
    lines = [{"text": line.text, "box": list(line.box), "vertical": line.vertical} for line in card.lines]
    told = {"contact": card.contact, "lines": lines, "side": card.side, "round": card.round, "gloss": card.gloss}
    _write(stem.with_suffix(".json"), json.dumps(told, ensure_ascii=False).encode())


def _write(path: Path, content: bytes) -> None:
    part = path.with_name(f"{path.name}.{os.getpid()}")
    part.write_bytes(content)
    part.replace(path)


@lru_cache
def _stamp() -> str:
    """A hash of what draws faces; how they are photographed does not matter."""
    files = [*sorted(CARDS.glob("*.py")), *sorted(CARDS.glob("words/*")), CARDS / "photos/tricky.py", Path(__file__)]
    digest = hashlib.sha256()
    for each in files:
        digest.update(each.read_bytes() if each.is_file() and each.name != "grounds.toml" else b"")
    return digest.hexdigest()[:12]


def _usual(rng: Random, split: Split, number: int) -> Card:
    toss = rng.random()
    if toss < 0.62:
        return japanese_card(rng, split)
    if toss < 0.78:
        return column_card(rng, split)
    if toss < 0.88:
        return english_card(rng, split)
    mood = rng.choice(("dark", "dark", "silver", "coloured"))
    return horizontal_card(rng, content.japanese_content(rng, split), split, mood)


def _dark(rng: Random, split: Split, number: int) -> Card:
    return horizontal_card(rng, content.japanese_content(rng, split), split, "dark")


def _white(rng: Random, split: Split, number: int) -> Card:
    return horizontal_card(rng, content.japanese_content(rng, split), split, "white")


def _back(rng: Random, split: Split, number: int) -> Card:
    """Fronts have even numbers, and the next number is the same person's back."""
    rng = Random(f"pair-{split}-{number // 2}")
    made = content.japanese_content(rng, split)
    while made.person.origin != "ja" or not made.emails:
        made = content.japanese_content(rng, split)
    front = horizontal_card(rng, made, split, size=(91, 55))
    if number % 2 == 0:
        return front
    behind = abroad.english_back(rng, made) if rng.random() < 0.6 else content.japanese_back(rng, split, made)
    card = horizontal_card(rng, behind, split, size=(91, 55))
    return Card(card.pixels, card.contact, card.lines, "back", front.round, card.gloss)


def _tricky(rng: Random, split: Split, number: int) -> Card:
    kinds = list(tricky.KINDS.values())
    return kinds[number % len(kinds)](rng, split)


def _sheet(size: tuple[float, float]) -> Callable[[Random, Split, int], Card]:
    def draw(rng: Random, split: Split, number: int) -> Card:
        mood = rng.choice(("white", "white", "white", "coloured", "dark"))
        card = horizontal_card(rng, content.japanese_content(rng, split), split, mood, size)
        return replace(card, round=0.0)  # not cut yet

    return draw


MAKERS: dict[str, Callable[[Random, Split, int], Card]] = {
    "usual": _usual,
    "tricky": _tricky,
    "dark": _dark,
    "white": _white,
    "back": _back,
    "sheet": _sheet((91, 55)),
    "sheet, American": _sheet((89, 51)),
    "sheet, European": _sheet((85, 55)),
}
