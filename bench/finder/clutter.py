"""What lies about in a training scene and is no card: papers, slips, gadgets, cups, pens, payment cards, boxes."""

from __future__ import annotations

import math
from random import Random

import cv2
import numpy as np
import numpy.typing as npt

from bench.cards.scene import Camera, paste, rounded, seen
from bench.finder.faces import PER_MM
from bench.finder.layout import Plan
from bench.finder.prints import printed, slip

Pixels = npt.NDArray[np.uint8]
Owner = npt.NDArray[np.int16]
IGNORED = -1


def below(rng: Random, canvas: Pixels, owner: Owner, view: Camera, plan: Plan) -> None:
    """Lay things that are no cards on the ground, before the cards."""
    if plan.ground in {"sheet", "screen", "page"}:
        return
    span = view.width / view.pixels_per_mm
    for _ in range(plan.clutter):
        x, y = somewhere(rng, view, span)
        thing = rng.choice(THINGS)
        thing(rng, canvas, owner, view, x, y)


def somewhere(rng: Random, view: Camera, span: float) -> tuple[float, float]:
    """Return a place on the plane that the camera sees, or just misses: things reach into the picture."""
    u, v = rng.uniform(-0.06, 1.06), rng.uniform(-0.06, 1.06)
    spot = np.array([u * view.width, v * view.height, 1.0])
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


def _sheet(rng: Random, canvas: Pixels, owner: Owner, view: Camera, x: float, y: float) -> None:
    wide, high = rng.choice(((210, 297), (148, 210), (105, 148), (120, 235), (76, 127)))
    tile = np.full((high * 3, wide * 3, 3), rng.randint(200, 255), np.uint8)
    if rng.random() < 0.7:
        printed(rng, tile, (rng.randint(20, 120),) * 3, rng.randint(15, 50), rng.choice((9, 12, 16, 24)))
    if rng.random() < 0.3:
        cv2.rectangle(tile, (40, 40), (40 + rng.randint(60, 200), 40 + rng.randint(40, 150)), (90, 110, 150), -1)
    _lay(rng, canvas, owner, view, tile, x, y, 0, 0)


def _receipt(rng: Random, canvas: Pixels, owner: Owner, view: Camera, x: float, y: float) -> None:
    tile = np.full((rng.randint(70, 260) * 3, rng.choice((58, 58, 80)) * 3, 3), rng.randint(215, 252), np.uint8)
    how = slip if rng.random() < 0.75 else printed
    how(rng, tile, (rng.randint(30, 110),) * 3, rng.randint(8, 16), rng.choice((10, 12, 15, 18, 21)))
    _lay(rng, canvas, owner, view, tile, x, y, 0, 0)


def _gadget(rng: Random, canvas: Pixels, owner: Owner, view: Camera, x: float, y: float) -> None:
    """A telephone, a tablet, a keyboard's corner, a card holder: dark, rounded, perhaps lit."""
    wide, high = rng.choice(((72, 150), (78, 164), (170, 240), (110, 70), (60, 100), (140, 40)))
    tone = rng.choice(((20, 20, 24), (60, 62, 66), (180, 182, 186), (90, 40, 40), (40, 60, 100)))
    tile = np.full((high * 3, wide * 3, 3), tone, np.uint8)
    if rng.random() < 0.5:
        screen = (rng.randint(0, 255), rng.randint(0, 255), rng.randint(0, 255))
        cv2.rectangle(tile, (9, 15), (wide * 3 - 10, high * 3 - 16), screen, -1)
        if rng.random() < 0.4:
            printed(rng, tile[20:-20], (255 - screen[0], 200, 200), 24, 16)
    elif rng.random() < 0.5:
        for row in range(6, high * 3 - 20, 57):
            for column in range(6, wide * 3 - 20, 57):
                cv2.rectangle(tile, (column, row), (column + 50, row + 50), (120, 120, 124), -1)
    _lay(rng, canvas, owner, view, tile, x, y, rng.choice((1.0, 6.0, 10.0)), 0)


def _keyboard(rng: Random, canvas: Pixels, owner: Owner, view: Camera, x: float, y: float) -> None:
    """Keys in rows, light or dark, each with a letter on it: a keyboard, its number pad, a calculator."""
    columns, rows = rng.choice(((4, 5), (5, 7), (10, 4), (15, 5), (15, 6)))
    pitch = rng.choice((10, 16, 19, 19)) * 3
    gap = rng.choice((3, 6, 9))
    base, key = rng.choice(((205, 245), (185, 230), (30, 55), (60, 20), (225, 60), (40, 235)))
    tile = np.full((rows * pitch + 18, columns * pitch + 18, 3), base, np.uint8)
    ink = (30, 30, 34) if key > 120 else (230, 230, 235)
    for row in range(rows):
        for column in range(columns):
            left, top = 9 + column * pitch, 9 + row * pitch
            cv2.rectangle(tile, (left, top), (left + pitch - gap, top + pitch - gap), (key, key, key), -1)
            _letter(rng, tile, (left + pitch // 3, top + pitch // 2), ink, pitch / 90)
    _lay(rng, canvas, owner, view, tile, x, y, rng.choice((1.0, 5.0)), 0)


def _letter(rng: Random, tile: Pixels, at: tuple[int, int], ink: tuple[int, int, int], scale: float) -> None:
    word = rng.choice("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789")
    cv2.putText(tile, word, at, cv2.FONT_HERSHEY_SIMPLEX, scale, ink, 1 if scale < 0.5 else 2)


def _disc(rng: Random, canvas: Pixels, owner: Owner, view: Camera, x: float, y: float) -> None:
    """A cup, a saucer, a coaster, a coin."""
    across = rng.choice((24, 60, 85, 95, 150))
    tile = np.full((across * 3, across * 3, 3), (rng.randint(20, 255),) * 3, np.uint8)
    centre = (across * 3 // 2, across * 3 // 2)
    if across > 50:
        cv2.circle(tile, centre, across, (rng.randint(30, 255), rng.randint(30, 230), rng.randint(20, 200)), -1)
    _lay(rng, canvas, owner, view, tile, x, y, across / 2 - 1, 0)


def stick(rng: Random, canvas: Pixels, owner: Owner, view: Camera, x: float, y: float) -> None:
    """A pen, a ruler, a strap."""
    long, broad = rng.choice(((140, 9), (180, 7), (160, 30), (400, 12)))
    tile = np.full((broad * 3, long * 3, 3), [rng.randrange(256) for _ in range(3)], np.uint8)
    tile[: broad // 2] = np.clip(tile[: broad // 2].astype(int) + 60, 0, 255).astype(np.uint8)
    _lay(rng, canvas, owner, view, tile, x, y, rng.choice((0.0, broad / 2 - 0.5)), 0)


def _bank_card(rng: Random, canvas: Pixels, owner: Owner, view: Camera, x: float, y: float) -> None:
    """A payment, membership or playing card: whether that is a card is not for the finder to say."""
    wide, high = rng.choice(((86, 54), (86, 54), (63, 88), (57, 89)))
    tone = np.array([rng.randrange(256) for _ in range(3)], np.float32)
    slope = np.linspace(0.7, 1.3, wide * 3, dtype=np.float32)[None, :, None]
    tile = np.asarray(np.clip(np.broadcast_to(tone * slope, (high * 3, wide * 3, 3)), 0, 255), np.uint8).copy()
    cv2.rectangle(tile, (24, 60), (60, 88), (190, 170, 110), -1)
    printed(rng, tile[110:], (235, 235, 235), 20, 24)
    _lay(rng, canvas, owner, view, tile, x, y, 3.2, IGNORED)


def _tile(rng: Random, canvas: Pixels, owner: Owner, view: Camera, x: float, y: float) -> None:
    """A coloured note, an envelope, a box without words: too square, too big or too empty for a card."""
    wide, high = rng.choice(((76, 76), (120, 235), (162, 114), (50, 50), (30, 90), (25, 25)))
    tile = np.full((high * 3, wide * 3, 3), [rng.randint(90, 255) for _ in range(3)], np.uint8)
    if rng.random() < 0.4:
        cv2.line(tile, (0, 0), (wide * 3 // 2, high * 2), (120, 120, 120), 2)
        cv2.line(tile, (wide * 3, 0), (wide * 3 // 2, high * 2), (120, 120, 120), 2)
    _lay(rng, canvas, owner, view, tile, x, y, 0, 0)


THINGS = (_sheet, _sheet, _receipt, _receipt, _gadget, _gadget, _keyboard, _disc, stick, _bank_card, _tile)
