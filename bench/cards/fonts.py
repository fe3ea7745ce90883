"""Fonts of this machine, found through fontconfig: their kind, weight, split, and whether they can set a text."""

from __future__ import annotations

import re
import subprocess
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from random import Random

from PIL import ImageFont

from bench.cards.words import Split, dealt_to, table

_FORMAT = "%{family[0]}|%{weight}|%{slant}|%{index}|%{file}|%{lang}\n"
_KINDS_OF_JAPANESE = ("gothic", "mincho", "maru", "pen", "brush")
_KINDS_ABROAD = ("hans", "hant", "hangul")


@dataclass(frozen=True, slots=True)
class Face:
    """One face. ``weight`` is fontconfig's: 50 light, 80 regular, 100 medium, 180 demi, 200 bold, 210 black."""

    family: str
    kind: str
    split: Split
    share: float
    weight: int
    italic: bool
    path: str
    index: int


@lru_cache
def faces() -> tuple[Face, ...]:
    """Return the usable faces in a fixed order. Raises RuntimeError without fontconfig."""
    try:
        listing = subprocess.run(["fc-list", "--format", _FORMAT], capture_output=True, text=True, check=True).stdout
    except OSError as error:
        raise RuntimeError(
            "the card generator finds fonts through fc-list. Try: apt install fontconfig fonts-noto-cjk"
        ) from error
    rows = {line for line in listing.splitlines() if re.search(r"\.(ttf|otf|ttc)\|", line) and "|[" not in line}
    found = [face for row in rows if (face := _face(*row.split("|", 5))) is not None]
    return tuple(sorted(found, key=lambda face: (face.family, face.weight, face.path, face.index)))


@lru_cache
def _named() -> dict[str, tuple[str, Split, float]]:
    return {
        name: (entry["kind"], entry["split"], entry["weight"] / len(entry["names"]))
        for entry in table("fonts")["family"]
        for name in entry["names"]
    }


def _face(family: str, weight: str, slant: str, index: str, path: str, languages: str) -> Face | None:
    if family in _named():
        kind, split, share = _named()[family]
    elif "ja" in languages.split("|") and not re.search(r"CJK|Mono|Code|YOz|1M|2M|Ume|HanaMin|Droid", family):
        kind, split, share = ("mincho" if "incho" in family else "gothic"), dealt_to(family), 0.5
    else:
        return None
    if kind == "none" or int(float(weight)) < 50:
        return None
    return Face(family, kind, split, share, int(float(weight)), slant != "0", path, int(index))


@lru_cache(maxsize=256)
def _covered(path: str, index: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    line = subprocess.run(
        ["fc-query", "--index", str(index), "--format", "%{charset}", path], capture_output=True, text=True
    ).stdout
    ranges = [tuple(int(end, 16) for end in part.split("-")) for part in line.split()]
    return tuple(part[0] for part in ranges), tuple(part[-1] for part in ranges)


def has_glyphs(face: Face, text: str) -> bool:
    """Tell whether the face has every character of the text, and more than an empty place for it."""
    starts, ends = _covered(face.path, face.index)
    return all(
        ends[max(bisect_right(starts, ord(char)) - 1, 0)] >= ord(char) >= starts[0] and _is_inked(face, char)
        for char in text
        if not char.isspace()
    )


@lru_cache(maxsize=65_536)
def _is_inked(face: Face, char: str) -> bool:
    return font(face, 20).getmask(char).getbbox() is not None


def choose(rng: Random, split: Split, kinds: dict[str, float], weight: int, text: str = "") -> Face:
    """Return an upright face of one of ``kinds`` (kind -> odds), near ``weight``, that has the glyphs of ``text``."""
    families: dict[str, float] = {}
    for face in faces():
        if face.split == split and not face.italic and face.kind in kinds:
            families[face.family] = kinds[face.kind] * face.share
    if not families:
        raise RuntimeError(f"no fonts for {sorted(kinds)} in split {split}. Try: apt install fonts-noto-cjk fonts-lato")
    family = rng.choices(list(families), list(families.values()))[0]
    return at_weight(family, weight)


@lru_cache(maxsize=512)
def at_weight(family: str, weight: int) -> Face:
    """Return the upright face of ``family`` nearest to ``weight``."""
    return min(
        (face for face in faces() if face.family == family and not face.italic),
        key=lambda face: abs(face.weight - weight),
    )


@lru_cache(maxsize=4096)
def covering(face: Face, text: str) -> Face | None:
    """Return ``face`` if it has the glyphs of ``text``, else the most alike face that has, else None."""
    if has_glyphs(face, text):
        return face
    kinds = (face.kind,) if face.kind in _KINDS_ABROAD else _KINDS_OF_JAPANESE
    written = [other for other in faces() if not other.italic and other.kind in kinds]
    written.sort(
        key=lambda other: (
            other.split != face.split,
            other.kind != face.kind,
            abs(other.weight - face.weight),
            -other.share,
        )
    )
    return next((other for other in written if other.kind not in ("pen", "brush") and has_glyphs(other, text)), None)


@lru_cache(maxsize=1024)
def font(face: Face, size: float) -> ImageFont.FreeTypeFont:
    """Return the face at ``size`` pixels an em."""
    return ImageFont.truetype(face.path, size, index=face.index, layout_engine=ImageFont.Layout.RAQM)
