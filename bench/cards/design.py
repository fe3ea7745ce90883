"""How a card looks: faces, sizes, colours, and the habits of its designer (labels, alignment, spacing)."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from bench.cards.fonts import Face, at_weight, choose
from bench.cards.words import Split, table

Colour = tuple[int, int, int]  # RGB

SCRIPTS = {"zh-Hans": "hans", "zh-Hant": "hant", "ko": "hangul"}  # which kind of face sets a language
NAME_GAPS = {"": (14, 62), " ": (22, 8), "  ": (22, 5), "　": (30, 8), "wide": (12, 17)}  # odds in Japan, and abroad
SANS = ("gothic", "maru", "sans", *SCRIPTS.values())

# (paper, ink, accent) by mood. Papers are what printers stock; inks are black, sumi, or a company colour.
PALETTES: dict[str, tuple[tuple[Colour, Colour, Colour], ...]] = {
    "white": (
        ((255, 255, 255), (25, 25, 25), (0, 72, 152)),
        ((254, 254, 252), (30, 30, 32), (190, 20, 40)),
        ((255, 255, 255), (20, 30, 60), (20, 30, 90)),
        ((253, 253, 253), (45, 45, 45), (0, 128, 96)),
        ((255, 255, 255), (0, 0, 0), (90, 90, 90)),
        ((255, 255, 255), (40, 36, 32), (220, 110, 20)),
        ((254, 254, 254), (35, 35, 35), (110, 50, 130)),
        ((252, 252, 250), (20, 20, 20), (0, 140, 190)),
        ((255, 255, 255), (30, 60, 45), (20, 100, 60)),
        ((255, 255, 255), (60, 60, 62), (200, 60, 110)),
    ),
    "coloured": (
        ((250, 243, 226), (60, 45, 30), (150, 90, 40)),
        ((236, 243, 246), (25, 50, 70), (20, 90, 130)),
        ((253, 236, 238), (90, 40, 50), (200, 70, 100)),
        ((240, 244, 230), (45, 60, 35), (90, 130, 40)),
        ((222, 212, 193), (50, 40, 30), (110, 60, 30)),
        ((255, 247, 205), (50, 45, 20), (200, 130, 0)),
        ((232, 230, 238), (50, 40, 70), (100, 70, 150)),
        ((205, 196, 180), (40, 34, 30), (70, 50, 40)),
    ),
    "dark": (
        ((24, 26, 30), (245, 245, 245), (214, 178, 94)),
        ((16, 32, 66), (250, 250, 250), (130, 190, 235)),
        ((70, 16, 28), (250, 244, 240), (230, 200, 150)),
        ((18, 58, 48), (240, 246, 242), (190, 210, 120)),
        ((48, 48, 52), (235, 235, 235), (240, 130, 60)),
        ((0, 0, 0), (255, 255, 255), (180, 180, 180)),
        ((40, 24, 64), (245, 240, 250), (220, 160, 230)),
        ((0, 82, 136), (255, 255, 255), (255, 225, 120)),
    ),
    "silver": (
        ((196, 198, 202), (40, 40, 44), (60, 60, 70)),
        ((206, 205, 200), (20, 20, 24), (130, 20, 30)),
        ((214, 196, 150), (50, 36, 14), (90, 60, 20)),
        ((180, 186, 194), (18, 26, 50), (20, 40, 100)),
    ),
}


@dataclass(frozen=True)
class Labels:
    """How one card labels its lines."""

    tel: str
    fax: str
    mobile: str
    mail: str
    url: str
    sep: str
    address: str = ""
    postal: str = "{}"
    main: str = ""
    direct: str = ""


@dataclass(frozen=True)
class Design:
    """One designer's choices. Sizes are points; ``scale`` shrinks all type when a card is full."""

    split: Split
    mood: str
    paper: Colour
    ink: Colour
    accent: Colour
    body: Face
    strong: Face
    name: Face
    latin: Face
    labels: Labels
    number_style: str
    name_points: float
    org_points: float
    role_points: float
    reach_points: float
    name_gap: str
    name_tracking: float
    body_tracking: float
    leading: float
    label_column: bool
    latin_digits: bool
    tel_fax_one_line: bool
    habit: int  # seeds choices that one card makes the same way each time
    scale: float = 1.0


def design(rng: Random, split: Split, mood: str = "", language: str = "ja", small: bool = False) -> Design:
    """Return a design for a card in ``language`` (``Content.language``). ``mood`` is a key of PALETTES, or "" for the
    usual mix; ``small`` sets tiny type."""
    mood = mood or rng.choices(("white", "coloured", "dark", "silver"), (72, 16, 9, 3))[0]
    paper, ink, accent = rng.choice(PALETTES[mood])
    body, strong, name = _faces(rng, split, language)
    latin = choose(rng, split, {"sans": 3, "serif": 1} if body.kind in SANS else {"serif": 3, "sans": 1}, 80)
    reach_points = rng.uniform(4.6, 5.4) if small else rng.uniform(5.6, 7.6)
    return Design(
        split,
        mood,
        paper,
        ink,
        accent,
        body,
        strong,
        name,
        latin,
        _labels(rng, split, language),
        rng.choices(
            ("hyphen", "brackets", "dots", "plus", "plus zero", "wide", "spaces", "en"), (70, 7, 5, 5, 1, 3, 4, 2)
        )[0],
        rng.triangular(11.5, 24, 15),
        rng.triangular(7.5, 13, 9.5),
        rng.uniform(6, 8),
        reach_points,
        rng.choices(tuple(NAME_GAPS), [odds[language in SCRIPTS] for odds in NAME_GAPS.values()])[0],
        rng.choices((0.0, 0.08, 0.2, 0.4), (40, 25, 20, 15))[0],
        rng.choices((0.0, 0.03, 0.08), (65, 25, 10))[0],
        rng.uniform(1.18, 1.6),
        rng.random() < 0.22,
        rng.random() < 0.4,
        rng.random() < 0.4,
        rng.getrandbits(30),
    )


def _faces(rng: Random, split: Split, language: str) -> tuple[Face, Face, Face]:
    if language in SCRIPTS:
        body = choose(rng, split, {SCRIPTS[language]: 1}, rng.choice((55, 80, 80, 100)))
        strong = at_weight(body.family, rng.choice((body.weight, 100, 180, 200)))
        return body, strong, choose(rng, split, {SCRIPTS[language]: 1}, rng.choice((80, 100, 180, 200)))
    english = language == "en"
    if english:
        body = choose(rng, split, {"sans": 3, "serif": 1}, rng.choice((60, 80)))
    else:
        body = choose(rng, split, {"gothic": 60, "mincho": 30, "maru": 8, "pen": 0.6}, rng.choice((55, 80, 80, 100)))
    strong = at_weight(body.family, rng.choice((body.weight, 100, 180, 200)))
    toss = rng.random()
    if english or toss < 0.62:
        return body, strong, at_weight(body.family, rng.choice((80, 100, 180, 200)))
    if toss < 0.9:
        return body, strong, choose(rng, split, {"mincho": 6, "gothic": 3, "maru": 1}, rng.choice((80, 100, 200)))
    return body, strong, choose(rng, split, {"brush": 2, "pen": 1, "mincho": 3}, 80)


def _labels(rng: Random, split: Split, language: str) -> Labels:
    if language in SCRIPTS:
        return _eastern_labels(rng, language)
    english = language == "en"
    styles: list[dict[str, Any]] = [style for style in table("labels")["style"] if split in style["splits"]]
    if english:
        styles = [style for style in styles if style["name"] in ("caps", "title", "letters", "phone words", "icons")]
    style = rng.choices(styles, [style["weight"] for style in styles])[0]
    words = {
        key: [w for w in style[key] if not (english and not w.isascii())] or style[key]
        for key in ("tel", "fax", "mobile", "mail", "url")
    }
    sep = rng.choice([sep for sep in style["sep"] if not english or sep.isascii()] or [" "])
    tel, fax, mobile, mail, url = (rng.choice(words[key]) for key in ("tel", "fax", "mobile", "mail", "url"))
    return Labels(tel, fax, mobile, mail, url, sep)


def _eastern_labels(rng: Random, language: str) -> Labels:
    """Return the labels of a Chinese or Korean card."""
    words = table("korean" if language == "ko" else "chinese")["labels"]
    end = "" if language == "ko" else f"_{SCRIPTS[language]}"
    styles: list[dict[str, Any]] = words[f"style{end}"]
    style = rng.choices(styles, [each["weight"] for each in styles])[0]
    chosen = [rng.choice(style[key]) for key in ("tel", "fax", "mobile", "mail", "url", "sep")]
    latin = style["tel"][0].isascii()
    addresses = [word for word in words[f"address{end}"] if not word or word.isascii() == latin]
    postal = rng.choice(words.get(f"postal{end}", ["{}"]))
    return Labels(*chosen, rng.choice(addresses), postal, rng.choice(style["main"]), rng.choice(style["direct"]))
