"""What must never become a contact: receipts, prose, identity and payment cards, playing cards, bare tables, views.

All graphics are invented. Identity and payment cards carry a name but neither a telephone number nor a mail address.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

import cv2
import numpy as np
from PIL import Image, ImageDraw

from bench.cards import marks, people
from bench.cards.drawing import Pixels
from bench.cards.fonts import choose, font
from bench.cards.negative import landscape as painted_landscape
from bench.cards.photos import props
from bench.cards.photos.grounds import real_files
from bench.cards.photos.shooting import Thing
from bench.cards.scene import Corners, rounded, seen
from bench.cards.setting import MM
from bench.cards.words import Split

ID_SIZE = (85.6, 54.0)


def things(rng: Random, split: Split) -> list[Thing]:
    """Return what lies on the table: one kind of thing, alone or several of it."""
    kind = rng.choice(("receipts", "prose", "identity", "payment", "playing", "bare"))
    if kind == "bare":
        return []
    if kind in ("receipts", "prose"):
        draw = props.receipt if kind == "receipts" else props.page
        return _row(rng, [_tile(*draw(rng, split)) for _ in range(rng.randint(1, 3))], 12)
    makers: dict[str, Callable[[Random, Split], Pixels]] = {
        "identity": identity,
        "payment": payment,
        "playing": playing,
    }
    count = rng.choice((1, 1, 2, 3, 5)) if kind == "playing" else rng.choice((1, 1, 2, 3))
    return _row(rng, [_round(makers[kind](rng, split), 3.2) for _ in range(count)], rng.uniform(4, 20))


def _tile(pixels: Pixels, alpha: np.ndarray, lift: float) -> Thing:
    return Thing(pixels, alpha, props.PER_MM, 0, 0, 0, lift)


def _round(pixels: Pixels, radius: float) -> Thing:
    return Thing(pixels, rounded(pixels.shape[1], pixels.shape[0], radius * MM), MM, 0, 0, 0, 0.8)


def _row(rng: Random, drawn: list[Thing], gap: float) -> list[Thing]:
    placed, x = [], 0.0
    for thing in drawn:
        angle = rng.choice((0, 0, 90)) + rng.gauss(0, 12)
        reach = max(thing.size)
        placed.append(replace(thing, x=x + reach / 2, y=rng.gauss(0, 8), angle=angle))
        x += reach + gap
    return placed


def _sheet(size: tuple[float, float], low: np.ndarray, high: np.ndarray, rng: Random) -> Image.Image:
    """A card's ground: a slanted gradient with fine waves, as on documents."""
    width, height = round(size[0] * MM), round(size[1] * MM)
    x, y = np.meshgrid(np.linspace(0, 1, width, dtype=np.float32), np.linspace(0, 1, height, dtype=np.float32))
    share = np.clip(x * 0.6 + y * 0.4 + 0.03 * np.sin(y * rng.uniform(60, 160) + 3 * np.sin(x * 9)), 0, 1)[..., None]
    return Image.fromarray(np.asarray(np.clip(low * (1 - share) + high * share, 0, 255), np.uint8))


def identity(rng: Random, split: Split) -> Pixels:
    """An identity card: a portrait, a name, dates, a number."""
    dice = np.random.default_rng(rng.getrandbits(32))
    low = dice.uniform(170, 240, 3)
    image = _sheet(ID_SIZE, low, np.clip(low + dice.uniform(-40, 20, 3), 0, 255), rng)
    pen, face = ImageDraw.Draw(image), choose(rng, split, {"gothic": 1.0}, 80)
    who = people.japanese_person(rng, split)
    title = rng.choice(("身分証明書", "学生証", "会員証", "職員証", "利用者カード", "診察券"))
    words = [
        ("氏名", f"{who.family}　{who.given}"),
        ("生年月日", f"平成{rng.randint(1, 30)}年{rng.randint(1, 12)}月{rng.randint(1, 28)}日"),
        ("有効期限", f"{rng.randint(2026, 2031)}年{rng.randint(1, 12)}月"),
        ("番号", f"{rng.randint(0, 10**8):08}"),
    ]
    left = rng.random() < 0.5
    photo = (5 * MM, 16 * MM, 29 * MM, 46 * MM) if left else (56 * MM, 16 * MM, 80 * MM, 46 * MM)
    marks.portrait(image, rng.getrandbits(30), photo)
    x = (34 if left else 6) * MM
    pen.rectangle((0, 0, image.width, 10 * MM), fill=tuple(int(c * 0.45) for c in low))
    pen.text((6 * MM, 5 * MM), title, font=font(face, 4.6 * MM), fill=(250, 250, 250), anchor="lm")
    for row, (key, value) in enumerate(words):
        y = (17 + row * 8) * MM
        pen.text((x, y), key, font=font(face, 2.3 * MM), fill=(90, 90, 96))
        pen.text((x + 13 * MM, y - 0.6 * MM), value, font=font(face, 3.2 * MM), fill=(24, 24, 28))
    return np.asarray(image)


def payment(rng: Random, split: Split) -> Pixels:
    """A bank's card: chip, sixteen digits of an invented issuer, a name in capitals."""
    dice = np.random.default_rng(rng.getrandbits(32))
    low = dice.uniform(10, 200, 3)
    image = _sheet(ID_SIZE, low, np.clip(low + dice.uniform(-80, 80, 3), 0, 255), rng)
    pen, face = ImageDraw.Draw(image), choose(rng, split, {"sans": 1.0}, 80)
    who = people.english_person(rng, split)
    ink = (250, 250, 250) if low.mean() < 140 else (30, 30, 34)
    pen.rounded_rectangle((9 * MM, 19 * MM, 21 * MM, 28 * MM), 1.5 * MM, fill=(214, 186, 110))
    for at in (12.5, 17.5):
        pen.line((at * MM, 19 * MM, at * MM, 28 * MM), fill=(150, 120, 60), width=4)
    digits = "  ".join(f"{rng.randint(0, 9999):04}" for _ in range(4))
    pen.text((9 * MM, 35 * MM), "9" + digits[1:], font=font(face, 5.6 * MM), fill=ink, anchor="lm")
    pen.text((9 * MM, 47 * MM), who.full.upper(), font=font(face, 3.4 * MM), fill=ink, anchor="lm")
    pen.text(
        (55 * MM, 42 * MM),
        f"VALID THRU {rng.randint(1, 12):02}/{rng.randint(27, 33)}",
        font=font(face, 2 * MM),
        fill=ink,
    )
    pen.text(
        (9 * MM, 9 * MM),
        rng.choice(("NORTHBANK", "KAWA BANK", "Mizuiro Card", "POINT")),
        font=font(face, 5 * MM),
        fill=ink,
    )
    for step in (0, 1):
        pen.ellipse(((66 + step * 6) * MM, 38 * MM, (76 + step * 6) * MM, 48 * MM), outline=ink, width=10)
    return np.asarray(image)


def playing(rng: Random, split: Split) -> Pixels:
    """A playing card, or its patterned back."""
    width, height = round(63 * MM), round(88 * MM)
    image = Image.new("RGB", (width, height), (250, 250, 248))
    pen = ImageDraw.Draw(image)
    if rng.random() < 0.25:
        colour = rng.choice(((170, 30, 40), (30, 50, 140)))
        pen.rectangle((4 * MM, 4 * MM, width - 4 * MM, height - 4 * MM), fill=colour)
        for step in range(-height, width, 60):
            for way in (1, -1):
                x = step if way > 0 else width - step
                pen.line((x, 4 * MM, x + way * height, height - 4 * MM), fill=(240, 230, 230), width=5)
        pen.rectangle((0, 0, width - 1, 4 * MM), fill=(250, 250, 248))
        pen.rectangle((0, height - 4 * MM, width - 1, height), fill=(250, 250, 248))
        return np.asarray(image)
    rank, suit = rng.choice(("A", "2", "3", "4", "5", "6", "7", "8", "9", "10", "J", "Q", "K")), rng.randrange(4)
    colour = (190, 20, 30) if suit < 2 else (20, 20, 22)
    face = font(choose(rng, split, {"serif": 1.0}, 180), 8 * MM)
    pen.text((7 * MM, 9 * MM), rank, font=face, fill=colour, anchor="mm")
    _pip(pen, 7 * MM, 17 * MM, 4 * MM, suit, colour)
    count = int(rank) if rank.isdigit() else 1
    columns = {1: (1,), 2: (2,), 3: (3,)}.get(count) or (
        (count // 2, count % 2, count // 2) if count < 10 else (4, 2, 4)
    )
    for column, many in enumerate(columns):
        x = width / 2 if len(columns) == 1 else width * (0.3 + 0.2 * column)
        for row in range(many):
            y = height / 2 if many == 1 else height * (0.2 + 0.6 * row / (many - 1))
            _pip(pen, x, y, (14 if count == 1 else 5.5) * MM, suit, colour)
    whole = np.asarray(image).copy()
    corner = whole[: 22 * round(MM), : 13 * round(MM)]
    whole[-corner.shape[0] :, -corner.shape[1] :] = corner[::-1, ::-1]
    return whole


def _pip(pen: ImageDraw.ImageDraw, x: float, y: float, r: float, suit: int, colour: tuple[int, int, int]) -> None:
    if suit == 0:  # heart
        pen.polygon([(x - r, y - r * 0.2), (x, y + r), (x + r, y - r * 0.2)], fill=colour)
        for side in (-1, 1):
            pen.ellipse(
                (x + side * r / 2 - r * 0.55, y - r * 0.8, x + side * r / 2 + r * 0.55, y + r * 0.25), fill=colour
            )
    elif suit == 1:  # diamond
        pen.polygon([(x, y - r), (x + r * 0.75, y), (x, y + r), (x - r * 0.75, y)], fill=colour)
    else:  # spade, club
        pen.polygon([(x - r * 0.3, y + r), (x, y), (x + r * 0.3, y + r)], fill=colour)
        spots = ((-0.45, 0.15), (0.45, 0.15), (0, -0.45)) if suit == 3 else ((-0.42, 0.2), (0.42, 0.2))
        for dx, dy in spots:
            pen.ellipse(
                (x + (dx - 0.45) * r, y + (dy - 0.45) * r, x + (dx + 0.45) * r, y + (dy + 0.45) * r), fill=colour
            )
        if suit == 2:
            pen.polygon([(x - r * 0.85, y + r * 0.2), (x, y - r), (x + r * 0.85, y + r * 0.2)], fill=colour)


def landscape(rng: Random, split: Split) -> Pixels:
    """A view: a real photograph where there is one, else a painted one."""
    files = real_files(split, "view")
    if files and rng.random() < 0.7:
        pixels = cv2.imread(rng.choice(files)[0], cv2.IMREAD_COLOR)
        assert pixels is not None
        height, width = pixels.shape[:2]
        cut_w, cut_h = round(width * rng.uniform(0.5, 1)), round(height * rng.uniform(0.5, 1))
        left, top = rng.randint(0, width - cut_w), rng.randint(0, height - cut_h)
        cut = pixels[top : top + cut_h, left : left + cut_w, ::-1]
        factor = 2000 / max(cut.shape[:2])
        return np.asarray(cv2.resize(np.ascontiguousarray(cut), None, fx=factor, fy=factor), np.uint8)
    return painted_landscape(rng, split)


def room_for(things_there: list[Thing]) -> Corners:
    """Return the corners on the plane (mm) that a camera should show."""
    if not things_there:
        return np.array([(-120, -90), (120, -90), (120, 90), (-120, 90)], np.float32)
    every = [seen(each.to_plane(), [(0, 0), (each.size[0], 0), each.size, (0, each.size[1])]) for each in things_there]
    return np.asarray(np.concatenate(every), np.float32)
