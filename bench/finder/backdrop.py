"""What the cards of a training scene lie on: a table, a plain sheet, a page to be cut, a screen."""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random

import cv2
import numpy as np
import numpy.typing as npt

from bench.cards.scene import Camera, paste
from bench.finder.layout import Plan
from bench.finder.prints import printed

Pixels = npt.NDArray[np.uint8]
Colour = tuple[int, int, int]


def ground(rng: Random, view: Camera, grounds: Sequence[Pixels], mood: str) -> Pixels:
    """Return what the cards lie on, as the camera sees it; ``mood``: white, black, sheet or any."""
    if mood == "sheet":
        return _plain(rng, view, (232, 255), 0.01)
    if mood == "screen":
        return _screen(rng, view)
    if mood == "white":
        return _plain(rng, view, (205, 252), 0.05) if rng.random() < 0.3 else _pressed(rng, view, grounds, (200, 250))
    if mood == "black":
        return _plain(rng, view, (8, 48), 0.3) if rng.random() < 0.5 else _pressed(rng, view, grounds, (8, 48))
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


def _pressed(rng: Random, view: Camera, grounds: Sequence[Pixels], levels: tuple[int, int]) -> Pixels:
    """Any texture, its contrast pressed and its tone moved to ``levels``: white laminate, linen, painted boards and
    marble, black lacquer and felt differ from wood and cloth by little else."""
    canvas = _textured(rng, view, rng.choice(grounds)).astype(np.float32)
    press = rng.choice((rng.uniform(0.02, 0.1), rng.uniform(0.05, 0.3)))
    grey = rng.uniform(*levels)
    tone = np.array([grey + rng.gauss(0, 4) for _ in range(3)], np.float32)
    return np.asarray(np.clip((canvas - canvas.mean((0, 1))) * press + tone, 0, 255), np.uint8)


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


def below_cards(rng: Random, canvas: Pixels, view: Camera, grounds: Sequence[Pixels], plan: Plan) -> None:
    """Lay what the cards themselves lie on above the ground: the page they are printed on, the picture they are in."""
    if plan.ground == "page":
        _page(rng, canvas, view, plan)
    elif plan.ground == "screen" and plan.placed:
        _picture(rng, canvas, view, grounds, plan)


def _page(rng: Random, canvas: Pixels, view: Camera, plan: Plan) -> None:
    """Lay the white sheet on which cards are printed under them, with cut lines or marks between them."""
    margin, per_mm = rng.uniform(3, 25), 2.0
    halves = [(item.x, item.y, item.size[0] / 2, item.size[1] / 2) for item in plan.placed]
    left, top = min(x - w for x, _, w, _ in halves) - margin, min(y - h for _, y, _, h in halves) - margin
    right, bottom = max(x + w for x, _, w, _ in halves) + margin, max(y + h for _, y, _, h in halves) + margin
    size = (max(round((right - left) * per_mm), 8), max(round((bottom - top) * per_mm), 8))
    tile = np.full((size[1], size[0], 3), rng.randint(225, 255), np.uint8)
    how = rng.choice(("lines", "marks", "marks", "marks", "none"))
    if how != "none":
        long = max(size) if how == "lines" else round(min(margin, rng.uniform(3, 8)) * per_mm)
        ink, apart = (rng.randint(0, 190),) * 3, 0 if how == "lines" else round(rng.uniform(0, 3) * per_mm)
        room = max(round(margin * per_mm) - apart, 1)
        for column in {round((x + s * w - left) * per_mm) for x, _, w, _ in halves for s in (-1, 1)}:
            cv2.line(tile, (column, max(room - long, 0)), (column, room if how == "marks" else size[1]), ink, 1)
            cv2.line(tile, (column, size[1] - room), (column, size[1] - max(room - long, 0)), ink, 1)
        for row in {round((y + s * h - top) * per_mm) for _, y, _, h in halves for s in (-1, 1)}:
            cv2.line(tile, (max(room - long, 0), row), (room if how == "marks" else size[0], row), ink, 1)
            cv2.line(tile, (size[0] - room, row), (size[0] - max(room - long, 0), row), ink, 1)
    to_plane = np.array([[1, 0, left], [0, 1, top], [0, 0, 1.0]])
    paste(canvas, view, tile, np.ones((size[1], size[0]), np.float32), to_plane, per_mm)


def _picture(rng: Random, canvas: Pixels, view: Camera, grounds: Sequence[Pixels], plan: Plan) -> None:
    """Draw the frame of the picture in which the card is shown: a photo of a table, plain, or none to be seen."""
    (item,) = plan.placed
    (x, y), (wide, high) = view.matrix[:2, :2] @ (item.x, item.y) + view.matrix[:2, 2], item.size
    scale, room = view.pixels_per_mm, rng.choice((0.0, rng.uniform(2, 40)))
    more = room * rng.uniform(0.3, 1.0)
    left, right = round(x - (wide / 2 + room) * scale), round(x + (wide / 2 + room) * scale)
    top, bottom = round(y - (high / 2 + more) * scale), round(y + (high / 2 + more) * scale)
    box = canvas[max(top, 0) : max(bottom, 0), max(left, 0) : max(right, 0)]
    if min(box.shape[:2]) < 4 or room == 0:
        return
    if rng.random() < 0.5:
        box[:] = _textured(rng, view, rng.choice(grounds))[: box.shape[0], : box.shape[1]]
    else:
        box[:] = rng.choice((255, 250, 240, 230, rng.randint(0, 255)))


def _screen(rng: Random, view: Camera) -> Pixels:
    """A web page, a chat or a gallery, lit or dark."""
    light = rng.random() < 0.7
    tone = rng.randint(225, 255) if light else rng.randint(0, 50)
    tint = [float(np.clip(tone + rng.gauss(0, 14) * (rng.random() < 0.4), 0, 255)) for _ in range(3)]
    canvas = np.full((view.height, view.width, 3), tint, np.uint8)
    ink = (rng.randint(10, 110),) * 3 if light else (rng.randint(150, 245),) * 3
    rng.choice((_jumble, _chat, _chat, _article, _gallery))(rng, canvas, ink)
    return canvas


def _jumble(rng: Random, canvas: Pixels, ink: Colour) -> None:
    """Bars, boxes and pictures anywhere."""
    for _ in range(rng.randint(1, 8)):
        box = _box(rng, canvas)
        box[:] = rng.choice(([rng.randint(90, 255) for _ in range(3)], [255] * 3, [abs(box[0, 0].mean() - 25)] * 3))
        if rng.random() < 0.6 and min(box.shape[:2]) > 24:
            printed(rng, box, ink, 10, rng.choice((18, 26, 40)))
        elif rng.random() < 0.4:  # a picture: another photo, out of focus
            seed = np.random.default_rng(rng.getrandbits(32)).integers(0, 256, (3, 4, 3)).astype(np.uint8)
            box[:] = cv2.resize(seed, box.shape[1::-1], interpolation=cv2.INTER_CUBIC)


def _box(rng: Random, canvas: Pixels) -> Pixels:
    height, width = canvas.shape[:2]
    x, y = rng.randint(0, max(width - 60, 1)), rng.randint(0, max(height - 30, 1))
    return canvas[y : y + rng.randint(24, 260), x : x + rng.randint(60, width)]


def _chat(rng: Random, canvas: Pixels, ink: Colour) -> None:
    """Bubbles of one to four lines, from the left and from the right."""
    height, width = canvas.shape[:2]
    step, y = rng.choice((20, 28, 36, 46)), rng.randint(0, 80)
    canvas[: rng.randint(0, 90)] = rng.choice(((248, 248, 250), (40, 44, 52)))
    colours = ((255, 255, 255), rng.choice(((170, 230, 140), (0, 132, 255), (220, 248, 198), (60, 60, 66))))
    while y < height:
        mine = rng.random() < 0.5
        wide, high = rng.randint(step * 3, round(width * 0.72)), round(step * (rng.choice((1, 1, 1, 2, 3, 4)) + 0.9))
        left = width - wide - 20 if mine else rng.choice((20, 60))
        _rounded(canvas, (left, y, left + wide, y + high), rng.randint(2, max(round(step * 0.9), 3)), colours[mine])
        words = canvas[y : y + high, left : left + wide]
        dark = sum(colours[mine]) > 380
        if words.size:
            printed(rng, words, (25, 25, 28) if dark else (240, 240, 244), max(round(step * 0.45), 1), step)
        y += high + rng.randint(6, 60)


def _rounded(canvas: Pixels, box: tuple[int, int, int, int], radius: int, colour: Colour) -> None:
    left, top, right, bottom = box
    cv2.rectangle(canvas, (left + radius, top), (right - radius, bottom), colour, -1)
    cv2.rectangle(canvas, (left, top + radius), (right, bottom - radius), colour, -1)
    for x in (left + radius, right - radius):
        for y in (top + radius, bottom - radius):
            cv2.circle(canvas, (x, y), radius, colour, -1, cv2.LINE_AA)


def _article(rng: Random, canvas: Pixels, ink: Colour) -> None:
    """A heading, columns of print, a bar above, buttons."""
    height, width = canvas.shape[:2]
    canvas[: rng.randint(10, 80)] = [rng.randint(0, 255) for _ in range(3)]
    printed(rng, canvas[80:160], ink, 12, rng.choice((40, 56)))
    columns = rng.choice((1, 2, 2, 3))
    for column in range(columns):
        if rng.random() < 0.8:
            left, top = column * width // columns, rng.randint(140, max(height // 2, 141))
            printed(rng, canvas[top:, left : left + width // columns], ink, 16, rng.choice((18, 24, 30, 38)))
    for _ in range(rng.randint(0, 3)):
        x, y, wide, high = rng.randrange(width), rng.randrange(height), rng.randint(80, 240), rng.randint(30, 60)
        colour = (rng.randint(0, 255), rng.randint(0, 255), rng.randint(0, 255))
        _rounded(canvas, (x, y, x + wide, y + high), rng.randint(2, 14), colour)
        printed(rng, canvas[y : y + high, x : x + wide], (255, 255, 255), 6, max(high - 14, 10))


def _gallery(rng: Random, canvas: Pixels, ink: Colour) -> None:
    """One picture, some buttons below it."""
    height, width = canvas.shape[:2]
    for index in range(rng.randint(3, 6)):
        centre = (int(width * (0.12 + 0.2 * index)), height - rng.randint(30, 40))
        cv2.circle(canvas, centre, rng.randint(8, 18), ink, rng.choice((2, 3, -1)))
