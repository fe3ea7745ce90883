"""Cards that are nothing but lines of names, companies and addresses: to see what a reader makes of rare kanji, of
Korean and of Chinese. Nothing on them is to be understood."""

from __future__ import annotations

import subprocess
import tomllib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from random import Random

import numpy as np

from bench.cards import drawing, papers
from bench.cards.design import design
from bench.cards.facts import contact
from bench.cards.flat import Card
from bench.cards.fonts import Face, choose
from bench.cards.setting import MM, Element, shifted, text
from bench.cards.words import Split, table

PAIRS = Path(__file__).parent.parent / "variant_pairs.toml"
SIZE = (round(91 * MM), round(55 * MM))
KINDS = {"gothic": 5.0, "mincho": 5.0, "maru": 1.0}


def variant_card(rng: Random, split: Split) -> Card:
    """Return a card of names with kanji that have a rarer form, one or the other of them."""
    pairs = [(common, rare, words) for common, rare, *words in tomllib.loads(PAIRS.read_text("utf-8"))["pairs"]]

    def word() -> str:
        common, rare, contexts = rng.choice(pairs)
        return str(rng.choice(contexts)).replace("?", rng.choice((common, rare)))

    def line() -> str:
        return " ".join(word() for _ in range(rng.choice((1, 1, 2, 2, 3))))

    face = choose(rng, split, KINDS, rng.choice((80, 80, 100, 200)))
    return _listed(rng, split, face, line)


def korean_card(rng: Random, split: Split) -> Card:
    """Return a card in Korean."""
    words = table("lines")["korean"]

    def line() -> str:
        pattern = rng.choice(words["patterns"])
        return _filled(rng, str(pattern), words)

    families = {"dev": ("Noto Sans CJK KR",), "test": ("Noto Serif CJK KR", "NanumGothic", "NanumMyeongjo")}
    return _listed(rng, split, rng.choice(_of_families(split, families[split])), line)


def chinese_card(rng: Random, split: Split) -> Card:
    """Return a card in Chinese, as written on the mainland or on Taiwan."""
    script = rng.choice(("simplified", "traditional"))
    words = table("lines")[script]

    def line() -> str:
        return _filled(rng, str(rng.choice(words["patterns"])), words)

    end = {"simplified": "SC", "traditional": "TC"}[script]
    families = {"dev": (f"Noto Sans CJK {end}",), "test": (f"Noto Serif CJK {end}",)}
    return _listed(rng, split, rng.choice(_of_families(split, families[split])), line)


def _filled(rng: Random, pattern: str, words: dict[str, list[str]]) -> str:
    """Put words for ``{names}``, digits for #."""
    for key in ("family", "given", "firm", "title", "unit", "city", "street"):
        while f"{{{key}}}" in pattern:
            pattern = pattern.replace(f"{{{key}}}", rng.choice(words[key]), 1)
    return "".join(str(rng.randint(0, 9)) if char == "#" else char for char in pattern)


@lru_cache
def _of_families(split: Split, names: tuple[str, ...]) -> tuple[Face, ...]:
    """Return the regular and bold faces of families that the generator of Japanese cards does not know.

    Raises RuntimeError where none is installed.
    """
    listing = subprocess.run(
        ["fc-list", "--format", "%{family[0]}|%{weight}|%{index}|%{file}\n"], capture_output=True, text=True, check=True
    ).stdout
    rows = [row.split("|") for row in sorted(listing.splitlines()) if row.count("|") == 3 and "[" not in row]
    found = tuple(
        Face(family, "gothic", split, 1.0, int(float(weight)), False, path, int(index))
        for family, weight, index, path in rows
        if family in names and 80 <= float(weight) <= 200
    )
    if not found:
        raise RuntimeError(f"no font of {', '.join(names)}. Try: apt install fonts-noto-cjk fonts-nanum")
    return found


def _listed(rng: Random, split: Split, face: Face, line: Callable[[], str]) -> Card:
    """Print as many lines as fit, one below the other."""
    look = design(rng, split, rng.choice(("white", "white", "white", "coloured")))
    sheet = papers.sheet(rng, look, *SIZE, "none")
    placed: list[Element] = []
    y, left = 5 * MM, rng.uniform(5, 12) * MM
    while True:
        words, points = line(), rng.choice((7.0, 8.0, 8.0, 9.0, 10.0, 12.0, 14.0))
        made = text(words, face, points, tracking=rng.choice((0.0, 0.0, 0.0, 0.08)))
        if y + made.height > SIZE[1] - 4 * MM:
            break
        if left + made.width < SIZE[0] - 4 * MM:
            placed.append(shifted(made, left, y))
            y += made.height * rng.uniform(1.35, 1.6)
    image = drawing.draw(sheet, placed, look)
    return Card(np.asarray(image), contact([]), tuple(each for element in placed for each in element.lines))
