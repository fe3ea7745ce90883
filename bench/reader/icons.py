"""Icons before telephone numbers and mail addresses, taught by the names of the characters that mean them: from the
fonts of icons that designers use. Those that the bench draws itself are not among them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

PACKAGES = ("fonts-font-awesome", "fonts-materialdesignicons-webfont", "fonts-symbola")
FONTS = {
    "FontAwesome.otf": {
        "☎": "\uf095\uf095\uf098",
        "📱": "\uf10b",
        "✉": "\uf0e0\uf003",
        "🌐": "\uf0ac",
        "📠": "\uf1ac",
        "📍": "\uf041",
    },
    "materialdesignicons-webfont.ttf": {
        "☎": "\uf3f2\uf3f2",
        "📱": "\uf11c",
        "✉": "\uf1ee\uf1f0",
        "🌐": "\uf59f\uf1e7",
        "📠": "\uf212",
        "📍": "\uf34e",
    },
    "Symbola_hint.ttf": {"☎": "☎☏✆📞", "📱": "📱", "✉": "✉", "🌐": "🌐", "📠": "📠", "📍": "📍"},
}
MARKS = ("☎", "📱", "✉", "🌐", "📠", "📍")
Ink = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Icon:
    """A glyph that means ``mark``."""

    mark: str
    path: str
    glyph: str


@lru_cache
def icons(folder: str) -> tuple[Icon, ...]:
    """Return the icons of the fonts that lie in ``folder``. Raises FileNotFoundError without any."""
    found = tuple(
        Icon(mark, str(path), glyph)
        for path in sorted(Path(folder).glob("*.[ot]tf"))
        for mark, glyphs in FONTS.get(path.name, {}).items()
        for glyph in glyphs
    )
    if not found:
        raise FileNotFoundError(f"no font of icons in {folder}: python -m bench.reader.faces fetches them")
    return found


def drawn(rng: Random, icon: Icon, side: int) -> Ink:
    """Return an icon, ink 0–1, about ``side`` pixels high, sometimes white on a disc or a square."""
    font = ImageFont.truetype(icon.path, side * 2)
    left, top, right, bottom = font.getbbox(icon.glyph)
    page = Image.new("L", (int(right - left) + 8, int(bottom - top) + 8), 0)
    ImageDraw.Draw(page).text((4 - left, 4 - top), icon.glyph, 255, font)
    ink = np.asarray(page.crop(page.getbbox()), np.float32) / 255
    plate = rng.choice(("", "", "", "", "disc", "square"))
    high = max(round(side * (rng.uniform(0.75, 1.1) if not plate else rng.uniform(0.5, 0.65))), 6)
    wide = max(round(ink.shape[1] * high / ink.shape[0]), 4)
    small = np.asarray(Image.fromarray((ink * 255).astype(np.uint8)).resize((wide, high), Image.Resampling.BOX))
    ink = np.asarray(small, np.float32) / 255
    return _on_plate(ink, plate, round(side * rng.uniform(0.95, 1.15))) if plate else ink


def _on_plate(ink: Ink, plate: str, side: int) -> Ink:
    side = max(side, *ink.shape)
    under = Image.new("L", (side, side), 0)
    pen = ImageDraw.Draw(under)
    if plate == "disc":
        pen.ellipse((0, 0, side - 1, side - 1), fill=255)
    else:
        pen.rounded_rectangle((0, 0, side - 1, side - 1), side // 6, fill=255)
    made = np.asarray(under, np.float32) / 255
    made = made.copy()
    top, left = (side - ink.shape[0]) // 2, (side - ink.shape[1]) // 2
    made[top : top + ink.shape[0], left : left + ink.shape[1]] -= ink
    return np.asarray(np.clip(made, 0, 1), np.float32)


def before(rng: Random, ink: Ink, folder: str) -> tuple[Ink, str]:
    """Return a line of print with an icon before it, and the mark that the icon means."""
    icon = rng.choice(icons(folder))
    side = round(ink.shape[0] * rng.uniform(0.7, 1.0))
    made = drawn(rng, icon, side)
    if made.shape[0] > ink.shape[0]:
        margin = made.shape[0] - ink.shape[0]
        ink = np.pad(ink, ((margin // 2, margin - margin // 2), (0, 0)))
    top = int(np.clip((ink.shape[0] - made.shape[0]) / 2 + rng.gauss(0, 1), 0, ink.shape[0] - made.shape[0]))
    made = np.pad(made, ((top, ink.shape[0] - made.shape[0] - top), (round(side * rng.uniform(0.05, 0.3)), 0)))
    gap = np.zeros((ink.shape[0], round(side * rng.uniform(0.1, 0.9))), np.float32)
    return np.concatenate([made, gap, ink], axis=1), icon.mark
