"""What else is in a training scene: grounds, papers, things lying about, cases over cards, hands, hard shadows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random

import cv2
import numpy as np
import numpy.typing as npt

from bench.cards.scene import Camera, paste, rounded, seen
from bench.finder.faces import PER_MM, Face
from bench.finder.layout import Case, Placed, Plan

Pixels = npt.NDArray[np.uint8]
Owner = npt.NDArray[np.int16]
IGNORED = -1


def ground(rng: Random, view: Camera, grounds: Sequence[Pixels], mood: str) -> Pixels:
    """Return what the cards lie on, as the camera sees it; ``mood``: white, black, sheet or any."""
    if mood == "sheet":
        return _plain(rng, view, (232, 255), 0.01)
    if mood == "screen":
        return _interface(rng, view)
    if mood == "white":
        return _plain(rng, view, (205, 252), 0.05)
    if mood == "black":
        return _plain(rng, view, (8, 48), 0.3)
    if rng.random() < 0.12:
        return _plain(rng, view, (20, 250), 0.5)
    canvas = _textured(rng, view, rng.choice(grounds))
    if rng.random() < 0.15:  # the edge of a table, a mat, a cloth
        other = _textured(rng, view, rng.choice(grounds))
        mask = np.zeros(canvas.shape[:2], np.uint8)
        cv2.fillConvexPoly(mask, _half_plane(rng, view), 255)
        canvas[mask > 0] = other[mask > 0]
    return canvas


def _half_plane(rng: Random, view: Camera) -> npt.NDArray[np.int32]:
    size = max(view.width, view.height)
    middle = np.array([rng.uniform(0, view.width), rng.uniform(0, view.height)])
    angle = rng.uniform(0, 2 * math.pi)
    along, away = np.array([math.cos(angle), math.sin(angle)]), np.array([-math.sin(angle), math.cos(angle)])
    far = 2 * size
    corners = [middle - along * far, middle + along * far, middle + (along + away) * far, middle + (away - along) * far]
    return np.asarray(corners, np.int32)


def _plain(rng: Random, view: Camera, levels: tuple[int, int], colour: float) -> Pixels:
    grey = rng.uniform(*levels)
    tone = [np.clip(grey + rng.gauss(0, 60) * colour, 3, 255) for _ in range(3)]
    made = np.random.default_rng(rng.getrandbits(32))
    grain = cv2.resize(
        made.normal(0, rng.uniform(0, 5), (view.height // 3, view.width // 3)).astype(np.float32),
        (view.width, view.height),
    )
    return np.asarray(np.clip(np.array(tone, np.float32) + grain[..., None], 0, 255), np.uint8)


def _textured(rng: Random, view: Camera, texture: Pixels) -> Pixels:
    if rng.random() < 0.4:
        tone = np.array([rng.uniform(0.4, 1.25) for _ in range(3)])
        texture = np.asarray(np.clip(texture * tone, 0, 255), np.uint8)
    step = rng.choice((0.15, 0.3, 0.5, 0.8)) * rng.uniform(0.8, 1.25)
    step = max(step, 0.35 / view.pixels_per_mm)
    size = texture.shape[0]
    turn = rng.uniform(0, 2 * math.pi)
    cos, sin = math.cos(turn) * step, math.sin(turn) * step
    span = view.width / view.pixels_per_mm
    shift = (rng.uniform(-span, span) - cos * size / 2, rng.uniform(-span, span) - sin * size / 2)
    to_plane = np.array([[cos, -sin, shift[0]], [sin, cos, shift[1]], [0, 0, 1.0]])
    mode = rng.choice((cv2.BORDER_REFLECT, cv2.BORDER_WRAP))
    size_seen = (view.width, view.height)
    return np.asarray(
        cv2.warpPerspective(texture, view.matrix @ to_plane, size_seen, flags=cv2.INTER_LINEAR, borderMode=mode),
        np.uint8,
    )


def below(rng: Random, canvas: Pixels, owner: Owner, view: Camera, plan: Plan, faces: Sequence[Face]) -> None:
    """Lay things that are no cards on the ground, before the cards."""
    if plan.ground in {"sheet", "screen"} and plan.placed:
        return
    if plan.ground == "page":
        _page(rng, canvas, view, plan)
        return
    span = view.width / view.pixels_per_mm
    for _ in range(plan.clutter):
        x, y = _somewhere(rng, view, span)
        thing = rng.choice((_sheet, _sheet, _receipt, _receipt, _gadget, _gadget, _disc, _stick, _bank_card, _tile))
        thing(rng, canvas, owner, view, x, y, faces)


def _page(rng: Random, canvas: Pixels, view: Camera, plan: Plan) -> None:
    """Lay the white sheet on which cards are printed under them, with cut lines or marks between them."""
    margin = rng.uniform(3, 25)
    xs = [item.x for item in plan.placed]
    ys = [item.y for item in plan.placed]
    left, right = min(xs) - 46 - margin, max(xs) + 46 + margin
    top, bottom = min(ys) - 28 - margin, max(ys) + 28 + margin
    per_mm = 2.0
    size = (max(round((right - left) * per_mm), 8), max(round((bottom - top) * per_mm), 8))
    tile = np.full((size[1], size[0], 3), rng.randint(225, 255), np.uint8)
    ink = (rng.randint(60, 190),) * 3
    if rng.random() < 0.7:
        for x in {round(v, 1) for v in xs}:
            for edge in (x - 45.5, x + 45.5):
                column = round((edge - left) * per_mm)
                cv2.line(tile, (column, 0), (column, size[1] if rng.random() < 0.5 else round(margin * per_mm)), ink, 1)
        for y in {round(v, 1) for v in ys}:
            for edge in (y - 27.5, y + 27.5):
                row = round((edge - top) * per_mm)
                cv2.line(tile, (0, row), (size[0] if rng.random() < 0.5 else round(margin * per_mm), row), ink, 1)
    to_plane = np.array([[1, 0, left], [0, 1, top], [0, 0, 1.0]])
    paste(canvas, view, tile, np.ones((size[1], size[0]), np.float32), to_plane, per_mm)


def _interface(rng: Random, view: Camera) -> Pixels:
    """A web page or a chat: plain ground, bars, bubbles, lines of print, pictures."""
    light = rng.random() < 0.75
    tone = rng.randint(225, 255) if light else rng.randint(12, 50)
    canvas = np.full((view.height, view.width, 3), tone, np.uint8)
    ink = (rng.randint(20, 110),) * 3 if light else (rng.randint(150, 240),) * 3
    for _ in range(rng.randint(1, 8)):
        width, height = rng.randint(60, view.width), rng.randint(24, 260)
        x, y = rng.randint(0, max(view.width - 60, 1)), rng.randint(0, max(view.height - 30, 1))
        box = canvas[y : y + height, x : x + width]
        box[:] = rng.choice(
            ([tone - 25 if light else tone + 30] * 3, [rng.randint(90, 255) for _ in range(3)], [255] * 3)
        )
        if rng.random() < 0.6 and min(box.shape[:2]) > 24:
            _scribble(rng, np.asarray(box), ink, 10, rng.choice((18, 26, 40)))
        elif rng.random() < 0.3:  # a picture: another photo, out of focus
            seed = np.random.default_rng(rng.getrandbits(32)).integers(0, 256, (3, 4, 3)).astype(np.uint8)
            box[:] = cv2.resize(seed, box.shape[1::-1], interpolation=cv2.INTER_CUBIC)
    region = canvas[rng.randint(0, view.height // 2) :, rng.randint(0, view.width // 2) :]
    if min(region.shape[:2]) > 60 and rng.random() < 0.8:
        _scribble(rng, np.asarray(region), ink, 12, rng.choice((18, 24, 36)))
    return canvas


def _somewhere(rng: Random, view: Camera, span: float) -> tuple[float, float]:
    """Return a place on the plane that the camera sees."""
    spot = np.array([rng.uniform(0, view.width), rng.uniform(0, view.height), 1.0])
    x, y, w = np.linalg.inv(view.matrix) @ spot
    return (float(x / w), float(y / w)) if abs(w) > 1e-9 else (0.0, 0.0)


def _lay(
    rng: Random, canvas: Pixels, owner: Owner, view: Camera, tile: Pixels, x: float, y: float, radius: float, mark: int
) -> None:
    """Put a tile of PER_MM / 2 pixels a mm on the plane at any angle; ``mark`` goes where it covers."""
    per_mm = PER_MM / 2
    height, width = tile.shape[:2]
    turn = rng.uniform(0, 2 * math.pi)
    cos, sin = math.cos(turn), math.sin(turn)
    wide, high = width / per_mm, height / per_mm
    to_plane = np.array(
        [[cos, -sin, x - cos * wide / 2 + sin * high / 2], [sin, cos, y - sin * wide / 2 - cos * high / 2], [0, 0, 1.0]]
    )
    paste(canvas, view, tile, rounded(width, height, radius * per_mm), to_plane, per_mm)
    corners = seen(view.matrix @ to_plane, [(0, 0), (wide, 0), (wide, high), (0, high)])
    if np.abs(corners).max() < 20000:
        cv2.fillConvexPoly(owner, np.round(corners).astype(np.int32), mark)


def _scribble(rng: Random, tile: Pixels, ink: tuple[int, int, int], margin: int, step: int) -> None:
    """Rows of dashes like small print."""
    height, width = tile.shape[:2]
    for y in range(margin, height - margin, step):
        x = margin
        end = width - margin - (rng.randint(0, width // 2) if rng.random() < 0.25 else 0)
        while x < end:
            long = rng.randint(2, 14)
            cv2.line(tile, (x, y), (min(x + long, end), y), ink, rng.choice((1, 2, max(step // 3, 1))))
            x += long + rng.randint(2, 5)


def _sheet(rng: Random, canvas: Pixels, owner: Owner, view: Camera, x: float, y: float, faces: Sequence[Face]) -> None:
    wide, high = rng.choice(((210, 297), (148, 210), (105, 148), (120, 235), (76, 127)))
    tile = np.full((high * 3, wide * 3, 3), rng.randint(200, 255), np.uint8)
    if rng.random() < 0.7:
        _scribble(rng, tile, (rng.randint(20, 120),) * 3, rng.randint(15, 50), rng.choice((9, 12, 16, 24)))
    if rng.random() < 0.3:
        cv2.rectangle(tile, (40, 40), (40 + rng.randint(60, 200), 40 + rng.randint(40, 150)), (90, 110, 150), -1)
    _lay(rng, canvas, owner, view, tile, x, y, 0, 0)


def _receipt(
    rng: Random, canvas: Pixels, owner: Owner, view: Camera, x: float, y: float, faces: Sequence[Face]
) -> None:
    tile = np.full((rng.randint(110, 260) * 3, rng.choice((58, 80)) * 3, 3), rng.randint(215, 252), np.uint8)
    _scribble(rng, tile, (rng.randint(30, 110),) * 3, 12, rng.choice((10, 12, 15)))
    _lay(rng, canvas, owner, view, tile, x, y, 0, 0)


def _gadget(rng: Random, canvas: Pixels, owner: Owner, view: Camera, x: float, y: float, faces: Sequence[Face]) -> None:
    """A telephone, a tablet, a keyboard's corner, a card holder: dark, rounded, perhaps lit."""
    wide, high = rng.choice(((72, 150), (78, 164), (170, 240), (110, 70), (60, 100), (140, 40)))
    tone = rng.choice(((20, 20, 24), (60, 62, 66), (180, 182, 186), (90, 40, 40), (40, 60, 100)))
    tile = np.full((high * 3, wide * 3, 3), tone, np.uint8)
    if rng.random() < 0.5:
        screen = (rng.randint(0, 255), rng.randint(0, 255), rng.randint(0, 255))
        cv2.rectangle(tile, (9, 15), (wide * 3 - 10, high * 3 - 16), screen, -1)
        if rng.random() < 0.4:
            _scribble(rng, tile[20:-20], (255 - screen[0], 200, 200), 24, 16)
    elif rng.random() < 0.5:
        for row in range(6, high * 3 - 20, 57):
            for column in range(6, wide * 3 - 20, 57):
                cv2.rectangle(tile, (column, row), (column + 50, row + 50), (120, 120, 124), -1)
    _lay(rng, canvas, owner, view, tile, x, y, rng.choice((1.0, 6.0, 10.0)), 0)


def _disc(rng: Random, canvas: Pixels, owner: Owner, view: Camera, x: float, y: float, faces: Sequence[Face]) -> None:
    """A cup, a saucer, a coaster, a coin."""
    across = rng.choice((24, 60, 85, 95, 150))
    tile = np.full((across * 3, across * 3, 3), (rng.randint(20, 255),) * 3, np.uint8)
    centre = (across * 3 // 2, across * 3 // 2)
    if across > 50:
        cv2.circle(tile, centre, across, (rng.randint(30, 255), rng.randint(30, 230), rng.randint(20, 200)), -1)
    _lay(rng, canvas, owner, view, tile, x, y, across / 2 - 1, 0)


def _stick(rng: Random, canvas: Pixels, owner: Owner, view: Camera, x: float, y: float, faces: Sequence[Face]) -> None:
    """A pen, a ruler, a strap."""
    long, broad = rng.choice(((140, 9), (180, 7), (160, 30), (400, 12)))
    tile = np.full((broad * 3, long * 3, 3), [rng.randrange(256) for _ in range(3)], np.uint8)
    tile[: broad // 2] = np.clip(tile[: broad // 2].astype(int) + 60, 0, 255).astype(np.uint8)
    _lay(rng, canvas, owner, view, tile, x, y, rng.choice((0.0, broad / 2 - 0.5)), 0)


def _bank_card(
    rng: Random, canvas: Pixels, owner: Owner, view: Camera, x: float, y: float, faces: Sequence[Face]
) -> None:
    """A payment, membership or playing card: whether that is a card is not for the finder to say."""
    wide, high = rng.choice(((86, 54), (86, 54), (63, 88), (57, 89)))
    tone = np.array([rng.randrange(256) for _ in range(3)], np.float32)
    slope = np.linspace(0.7, 1.3, wide * 3, dtype=np.float32)[None, :, None]
    tile = np.asarray(np.clip(np.broadcast_to(tone * slope, (high * 3, wide * 3, 3)), 0, 255), np.uint8).copy()
    cv2.rectangle(tile, (24, 60), (60, 88), (190, 170, 110), -1)
    _scribble(rng, tile[110:], (235, 235, 235), 20, 24)
    _lay(rng, canvas, owner, view, tile, x, y, 3.2, IGNORED)


def _tile(rng: Random, canvas: Pixels, owner: Owner, view: Camera, x: float, y: float, faces: Sequence[Face]) -> None:
    """A coloured note, an envelope, a box without words: too square, too big or too empty for a card."""
    wide, high = rng.choice(((76, 76), (120, 235), (162, 114), (50, 50), (30, 90), (25, 25)))
    tile = np.full((high * 3, wide * 3, 3), [rng.randint(90, 255) for _ in range(3)], np.uint8)
    if rng.random() < 0.4:
        cv2.line(tile, (0, 0), (wide * 3 // 2, high * 2), (120, 120, 120), 2)
        cv2.line(tile, (wide * 3, 0), (wide * 3 // 2, high * 2), (120, 120, 120), 2)
    _lay(rng, canvas, owner, view, tile, x, y, 0, 0)


def case(rng: Random, canvas: Pixels, view: Camera, item: Placed, kind: Case) -> None:
    """Lay a clear case with its rim, its lamp and its number over a card."""
    width, height = item.size
    wide, high = width + 2 * kind.margin, height + 2 * kind.margin + kind.strip
    per_mm = PER_MM / 2
    size = (max(round(wide * per_mm), 8), max(round(high * per_mm), 8))
    tile = np.full((size[1], size[0], 3), 250, np.uint8)
    alpha = np.full((size[1], size[0]), kind.haze, np.float32)
    x, broad = rng.uniform(-0.2, 1.1) * size[0], rng.uniform(0.03, 0.15) * size[0]
    slope = size[1] * 0.5
    band = np.array([(x, 0), (x + broad, 0), (x + broad - slope, size[1]), (x - slope, size[1])], np.int32)
    streak = np.zeros_like(alpha)
    cv2.fillConvexPoly(streak, band, rng.uniform(0.05, 0.35))
    alpha += streak
    cv2.rectangle(alpha, (1, 1), (size[0] - 2, size[1] - 2), rng.uniform(0.2, 0.7), 2)
    if kind.strip:
        alpha[round(kind.strip * per_mm)] = 0.5
    shift = np.array([[1, 0, -kind.margin], [0, 1, -kind.margin - kind.strip], [0, 0, 1.0]])
    to_plane = item.to_plane() @ shift
    paste(canvas, view, tile, np.clip(alpha, 0, 1), to_plane, per_mm)
    if kind.label:
        _label(rng, canvas, view, to_plane, kind, wide, high)


def _label(
    rng: Random, canvas: Pixels, view: Camera, to_plane: npt.NDArray[np.float64], kind: Case, wide: float, high: float
) -> None:
    side = round(kind.label * PER_MM)
    tile = np.full((side, side, 3), kind.paper, np.uint8)
    words = str(rng.randint(1, 40))
    cv2.putText(tile, words, (side // 6, side * 3 // 4), cv2.FONT_HERSHEY_SIMPLEX, side / 45, kind.ink, 3)
    place = np.array(
        [[1, 0, wide - kind.label - 0.5], [0, 1, 0.5 if rng.random() < 0.7 else high - kind.label - 0.5], [0, 0, 1.0]]
    )
    radius = side / 2 - 1 if kind.disc else 2.0
    paste(canvas, view, tile, rounded(side, side, radius), to_plane @ place, PER_MM)


def above(rng: Random, canvas: Pixels, owner: Owner, text: Pixels, view: Camera, plan: Plan) -> None:
    """Lay what covers cards: a pen, a hand's fingers at an edge, an arm."""
    if plan.hand and plan.placed:
        _fingers(rng, canvas, owner, text, view, plan.placed[0])
    elif plan.placed and plan.clutter and rng.random() < 0.1:
        x, y = _somewhere(rng, view, 0)
        before = owner.copy()
        _stick(rng, canvas, owner, view, x, y, ())
        text[owner != before] = 0


def _fingers(rng: Random, canvas: Pixels, owner: Owner, text: Pixels, view: Camera, item: Placed) -> None:
    """A thumb over an edge, the hand it belongs to outside: ellipses in a skin's colours."""
    width, height = item.size
    skin = np.array(rng.choice(((224, 172, 138), (198, 134, 98), (141, 85, 54), (240, 200, 170), (90, 56, 40))), float)
    side = rng.randrange(4)
    along = rng.uniform(0.15, 0.85)
    edge = ((width * along, 0), (width, height * along), (width * along, height), (0, height * along))[side]
    out = ((0, -1), (1, 0), (0, 1), (-1, 0))[side]
    whole = view.matrix @ item.to_plane()
    scale = view.pixels_per_mm
    for number in range(rng.choice((1, 1, 2, 4))):
        slide = number * 17 * rng.choice((-1, 1))
        into = rng.uniform(2, 16)
        tip = (edge[0] - out[0] * into + out[1] * slide, edge[1] - out[1] * into + out[0] * slide)
        base = (tip[0] + out[0] * 70, tip[1] + out[1] * 70)
        one, two = seen(whole, [tip, base])
        if max(np.abs(one).max(), np.abs(two).max()) > 20000:
            continue
        thick = max(int(rng.uniform(14, 20) * scale), 3)
        mask = np.zeros(canvas.shape[:2], np.uint8)
        cv2.line(mask, (int(one[0]), int(one[1])), (int(two[0]), int(two[1])), 255, thick)
        shade = cv2.GaussianBlur(mask, (0, 0), max(thick / 5, 1.0)).astype(np.float32) / 255
        inside = mask > 0
        canvas[inside] = np.clip(skin * (0.55 + 0.5 * shade[inside][:, None]), 0, 255).astype(np.uint8)
        owner[inside] = 0
        text[inside] = 0


def hard_shadow(rng: Random, pixels: Pixels) -> Pixels:
    """Return the scene with the shadow of a phone, a head or a window frame over part of it."""
    height, width = pixels.shape[:2]
    small = np.zeros((height // 4, width // 4), np.float32)
    if rng.random() < 0.6:
        centre = np.array([rng.uniform(0, width / 4), rng.uniform(0, height / 4)])
        box = cv2.boxPoints(
            ((float(centre[0]), float(centre[1])), (rng.uniform(0.2, 0.8) * width / 4, width / 7), rng.uniform(0, 180))
        )
        cv2.fillConvexPoly(small, box.astype(np.int32), 1.0)
    else:
        x = rng.uniform(0, width / 4)
        cv2.fillConvexPoly(
            small, np.array([(0, 0), (x, 0), (x + rng.uniform(-60, 60), height // 4), (0, height // 4)], np.int32), 1.0
        )
    small = cv2.GaussianBlur(small, (0, 0), rng.uniform(0.5, 8))
    gain = 1 - rng.uniform(0.15, 0.55) * cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.multiply(pixels, cv2.merge([gain] * 3), dtype=cv2.CV_8U), np.uint8)
