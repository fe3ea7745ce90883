"""Corners of cards with and without number labels, as ``cardscan.image.spots`` looks at them.

Every window is turned so that the card lies at its lower left. Fonts, words and papers of the dev split only. Pixels
are BGR, as in the photos that are read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from bench.cards import slices
from bench.cards.fonts import Face, faces, font
from bench.cards.photos.grounds import Ground, ground
from bench.labels.strokes import written
from cardscan.image.corner import AROUND_MM, WINDOW_MM
from cardscan.image.spots import PER_MM

Pixels = npt.NDArray[np.uint8]

FINE = 6.0  # pixels a mm while drawing
EDGE = round(WINDOW_MM * FINE)
CORNER = (WINDOW_MM - AROUND_MM, AROUND_MM)  # where the card's own corner lies, in mm from the window's top left
PIECE_MM = 24.0  # of a card's corner that is kept
GROUND_MM = 120.0  # of a ground that is kept
MAP = 2  # pixels of the window per cell of the target


@dataclass(frozen=True, eq=False)
class Stock:
    """What windows are made of: corners of cards, grounds to lie on (both at ``FINE``), faces to write with."""

    corners: Sequence[Pixels]
    grounds: Sequence[Pixels]
    print_faces: Sequence[Face]
    pen_faces: Sequence[Face]


def stock(rng: Random, cards: int, grounds: int) -> Stock:
    """Draw the cards and grounds once; windows are then put together from them in milliseconds."""
    makers = (slices.japanese_card, slices.japanese_card, slices.column_card, slices.english_card)
    corners = [piece for _ in range(cards) for piece in _corners(rng.choice(makers)(rng, "dev").pixels)]
    scaled = [_piece(rng, ground(rng, "dev")) for _ in range(grounds)]
    dev = [face for face in faces() if face.split == "dev" and not face.italic]
    return Stock(
        corners,
        scaled,
        [face for face in dev if face.kind in ("gothic", "sans", "maru")],
        [face for face in dev if face.kind in ("pen", "brush")],
    )


def _piece(rng: Random, paper: Ground) -> Pixels:
    """Return a square of ``GROUND_MM`` out of a ground, BGR at ``FINE``."""
    side = min(round(GROUND_MM / paper.mm), *paper.pixels.shape[:2])
    top, left = (rng.randrange(edge - side + 1) for edge in paper.pixels.shape[:2])
    size = (round(GROUND_MM * FINE),) * 2
    return np.asarray(cv2.resize(paper.pixels[top : top + side, left : left + side, ::-1], size), np.uint8)


def _corners(pixels: Pixels) -> Iterator[Pixels]:
    """Yield the four corners of a card (RGB, 400 dpi), each turned so that it is the top right one."""
    small = cv2.resize(pixels, None, fx=FINE * 25.4 / 400, fy=FINE * 25.4 / 400, interpolation=cv2.INTER_AREA)
    size = round(PIECE_MM * FINE)
    for quarter in range(4):
        turned = np.rot90(small, quarter)
        yield np.ascontiguousarray(turned[:size, -size:, ::-1])


def window(rng: Random, made: Stock) -> tuple[Pixels, npt.NDArray[np.uint8]]:
    """Return one window (BGR, square) and where in it the characters of labels are: 255, by cells of ``MAP`` pixels."""
    canvas = _ground(rng, made)
    target = np.zeros((EDGE, EDGE), np.uint8)
    x, y = (edge * FINE for edge in CORNER)
    _lay(rng, canvas, rng.choice(made.corners), x + rng.gauss(0, 1.5), y + rng.gauss(0, 1.5))
    if rng.random() < 0.35:  # the neighbour's card
        _neighbour(rng, canvas, made)
    plastic = rng.random() < 0.7
    if plastic:
        _case(rng, canvas)
    if rng.random() < 0.25:
        _logo(rng, canvas, made)
    for _ in range(rng.choices((0, 1, 2), (35, 55, 10))[0]):
        _sticker(rng, canvas, target, made)
    seen, where = _photographed(rng, canvas, target)
    return seen, where


def _ground(rng: Random, made: Stock) -> Pixels:
    if rng.random() < 0.25:
        tone = rng.choice((255, 245, 230, 200, 120, 60, 25))
        return np.full((EDGE, EDGE, 3), [min(255, max(0, tone + rng.gauss(0, 6))) for _ in range(3)], np.uint8)
    paper = rng.choice(made.grounds)
    top, left = (rng.randrange(side - EDGE) for side in paper.shape[:2])
    piece = paper[top : top + EDGE, left : left + EDGE]
    return np.ascontiguousarray(np.rot90(piece, rng.randrange(4)))


def _lay(rng: Random, canvas: Pixels, piece: Pixels, x: float, y: float) -> None:
    """Lay a card so that its top right corner is at (x, y), with its shadow."""
    width = piece.shape[1]
    turn = np.radians(rng.gauss(0, 0.8))
    move = np.array(
        [
            [np.cos(turn), -np.sin(turn), x - width * np.cos(turn)],
            [np.sin(turn), np.cos(turn), y - width * np.sin(turn)],
        ]
    )
    long = cv2.copyMakeBorder(piece, 0, EDGE, EDGE, 0, cv2.BORDER_REPLICATE)  # what goes on is the card's paper
    move[:, 2] -= move[:, :2] @ (EDGE, 0)
    flat = np.full(long.shape[:2], 255, np.uint8)
    shape = cv2.warpAffine(flat, move, (EDGE, EDGE), flags=cv2.INTER_LINEAR)
    shade = cv2.GaussianBlur(shape, (0, 0), rng.uniform(1, 6)).astype(np.float32) / 255 * rng.uniform(0.1, 0.5)
    shift = np.float32([[1, 0, rng.gauss(0, 3)], [0, 1, rng.gauss(0, 3)]])
    canvas[:] = (canvas * (1 - cv2.warpAffine(shade, shift, (EDGE, EDGE))[..., None])).astype(np.uint8)
    cover = cv2.warpAffine(long, move, (EDGE, EDGE), flags=cv2.INTER_LINEAR)
    share = (shape.astype(np.float32) / 255)[..., None]
    canvas[:] = (canvas * (1 - share) + cover * share).astype(np.uint8)


def _neighbour(rng: Random, canvas: Pixels, made: Stock) -> None:
    """Lay another card's corner or edge beside the first: above it, or at its right."""
    piece = rng.choice(made.corners)
    gap = rng.uniform(3, 19) * FINE
    if rng.random() < 0.5:
        turned = np.ascontiguousarray(np.rot90(piece))[: round((CORNER[1]) * FINE - gap)]
        left = rng.randrange(-turned.shape[1] // 2, EDGE // 2)
        _put(canvas, turned[::-1], left, 0)
    else:
        turned = np.ascontiguousarray(np.rot90(piece, 2))[:, : max(1, round((WINDOW_MM - CORNER[0]) * FINE - gap))]
        _put(canvas, turned, EDGE - turned.shape[1], rng.randrange(-turned.shape[0] // 2, EDGE // 2))


def _put(canvas: Pixels, tile: Pixels, left: int, top: int) -> None:
    x0, y0 = max(left, 0), max(top, 0)
    x1, y1 = min(left + tile.shape[1], EDGE), min(top + tile.shape[0], EDGE)
    if x1 > x0 and y1 > y0:
        canvas[y0:y1, x0:x1] = tile[y0 - top : y1 - top, x0 - left : x1 - left]


def _case(rng: Random, canvas: Pixels) -> None:
    """Draw a plastic case: rim, a line across the strip, a slot, a streak of light."""
    x, y = (edge * FINE for edge in CORNER)
    right = round(x + rng.uniform(1.5, 8) * FINE)
    top = round(y - rng.choice((rng.uniform(1.5, 5), rng.uniform(9, 20))) * FINE)
    tone, thick = rng.choice((255, 235, 200, 90)), max(1, round(rng.uniform(0.3, 1.0) * FINE))
    over = canvas.copy()
    radius = round(rng.uniform(0, 3) * FINE)
    cv2.line(over, (-9, top), (right - radius, top), (tone,) * 3, thick, cv2.LINE_AA)
    cv2.line(over, (right, top + radius), (right, EDGE + 9), (tone,) * 3, thick, cv2.LINE_AA)
    if radius:
        cv2.ellipse(over, (right - radius, top + radius), (radius, radius), 0, -90, 0, (tone,) * 3, thick, cv2.LINE_AA)
    if rng.random() < 0.5:
        fold = round(y - rng.uniform(0.5, 4) * FINE)
        cv2.line(over, (-9, fold), (right, fold), (tone,) * 3, max(1, thick // 2), cv2.LINE_AA)
    if rng.random() < 0.3:
        slot = rng.randrange(-40, EDGE // 3), top + round(rng.uniform(3, 8) * FINE)
        far = slot[0] + round(14 * FINE), slot[1] + round(3 * FINE)
        cv2.rectangle(over, slot, far, (tone,) * 3, 2, cv2.LINE_AA)
    if rng.random() < 0.4:
        start, broad = rng.randrange(-EDGE, EDGE), rng.uniform(2, 14) * FINE
        band = np.array([(start, 0), (start + broad, 0), (start + broad + EDGE, EDGE), (start + EDGE, EDGE)], np.int32)
        streak = np.zeros((EDGE, EDGE), np.float32)
        cv2.fillConvexPoly(streak, band, rng.uniform(0.05, 0.5))
        streak = cv2.GaussianBlur(streak, (0, 0), 4)[..., None]
        over[:] = (over * (1 - streak) + 250 * streak).astype(np.uint8)
    share = rng.uniform(0.3, 0.8)
    canvas[:] = (canvas * (1 - share) + over * share).astype(np.uint8)


def _logo(rng: Random, canvas: Pixels, made: Stock) -> None:
    """Print a mark on the card: a disc or a square with a letter or two, well inside, which is no label."""
    size = rng.uniform(4, 12)
    x, y = (CORNER[0] - rng.uniform(size / 2 + 3.5, 12)), (CORNER[1] + rng.uniform(size / 2 + 3.5, 12))
    ink = tuple(rng.randrange(256) for _ in range(3))
    words = rng.choice(("A", "K", "S", "8", "N", "8th", "M&C", "1", "東", "3", "5", "No"))
    at, half = (round(x * FINE), round(y * FINE)), round(size / 2 * FINE)
    if rng.random() < 0.7:
        if rng.random() < 0.5:
            cv2.circle(canvas, at, half, ink, -1, cv2.LINE_AA)
        else:
            cv2.rectangle(canvas, (at[0] - half, at[1] - half), (at[0] + half, at[1] + half), ink, -1)
        ink = (255, 255, 255)
    picture = Image.fromarray(canvas)
    ImageDraw.Draw(picture).text(
        at, words, fill=ink, anchor="mm", font=font(rng.choice(made.print_faces), size * FINE * 0.55)
    )
    canvas[:] = np.asarray(picture)


def words(rng: Random) -> str:
    """Return what an organiser writes on a label."""
    number = str(rng.choice((rng.randint(1, 9), rng.randint(10, 99), rng.randint(10, 99), rng.randint(100, 399))))
    return rng.choice("ABCDEFGHKLMNPRSTXYZ") + number if rng.random() < 0.2 else number


def colours(rng: Random) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """Return the paper and the ink of a label (BGR): white and black mostly, any pair that can be read now and then."""
    white, black = rng.randint(225, 255), rng.randint(0, 50)
    toss = rng.random()
    if toss < 0.4:
        return (white, white, white), (black, black, black)
    if toss < 0.55:
        return (white, white, white), rng.choice(((30, 20, 200), (170, 60, 20), (40, 120, 20)))
    while True:
        paper = (rng.randrange(256), rng.randrange(256), rng.randrange(256))
        ink = rng.choice(((black, black, black), (white, white, white), (30, 20, 200)))
        if abs(_grey(paper) - _grey(ink)) > 80:
            return paper, ink


def _grey(colour: tuple[int, int, int]) -> float:
    return 0.114 * colour[0] + 0.587 * colour[1] + 0.299 * colour[2]


def _sticker(rng: Random, canvas: Pixels, target: npt.NDArray[np.uint8], made: Stock) -> None:
    """Stick a label on the canvas near the card's corner and its characters on the target."""
    tile, alpha, marks = sticker(rng, made)
    size = max(tile.shape[:2]) / FINE
    reach = size / 2 - 1.0
    x = min(CORNER[0] + rng.uniform(-6.5, 12), WINDOW_MM - reach) * FINE
    y = max(CORNER[1] - rng.uniform(-6.5, 17), reach) * FINE
    turn = 90 * rng.choices((0, 1, 2, 3), (55, 15, 15, 15))[0] + rng.gauss(0, 5)
    move = cv2.getRotationMatrix2D((tile.shape[1] / 2, tile.shape[0] / 2), turn, 1.0)
    move[:, 2] += (x - tile.shape[1] / 2, y - tile.shape[0] / 2)
    shown = cv2.warpAffine(tile, move, (EDGE, EDGE), flags=cv2.INTER_LINEAR)
    share = cv2.warpAffine(alpha, move, (EDGE, EDGE), flags=cv2.INTER_LINEAR)[..., None].astype(np.float32) / 255
    if rng.random() < 0.5:
        shade = cv2.GaussianBlur(share, (0, 0), rng.uniform(1, 4))[..., None] * rng.uniform(0.05, 0.4)
        canvas[:] = (canvas * (1 - shade)).astype(np.uint8)
    target[share[..., 0] > 0.5] = 0
    canvas[:] = (canvas * (1 - share) + shown * share).astype(np.uint8)
    target[cv2.warpAffine(marks, move, (EDGE, EDGE)) > 127] = 255


def sticker(
    rng: Random, made: Stock, told: list[str] | None = None
) -> tuple[Pixels, npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
    """Return a label's picture, its outline (alpha) and the box of its characters, all of one size at ``FINE``.

    What is written on it is added to ``told``.
    """
    side = round(rng.uniform(8, 16) * FINE)
    paper, ink = colours(rng)
    image = Image.new("RGB", (side, side), paper)
    pen = ImageDraw.Draw(image)
    said = words(rng)
    if told is not None:
        told.append(said)
    by_hand = rng.random() < 0.5
    face = rng.choice(made.pen_faces or made.print_faces) if by_hand else rng.choice(made.print_faces)
    em = side * rng.uniform(0.5, 0.85) * {1: 1.0, 2: 0.85, 3: 0.62, 4: 0.5}[len(said)]
    middle = side / 2 + rng.gauss(0, 0.03) * side, side / 2 + rng.gauss(0, 0.03) * side
    if by_hand and said.isdecimal() and rng.random() < 0.5:
        box = _write(rng, image, said, em * 0.75, middle, ink)
    else:
        bold = round(em * rng.choice((0, 0.01, 0.03, 0.045))) if by_hand else rng.choice((0, 0, 1))
        pen.text(middle, said, font=font(face, em), fill=ink, anchor="mm", stroke_width=bold)
        box = tuple(map(round, pen.textbbox(middle, said, font=font(face, em), anchor="mm", stroke_width=bold)))
    if rng.random() < 0.12:  # which way up 6 and 9 are
        low = box[3] + round(0.06 * side)
        pen.line((box[0], low, box[2], low + rng.gauss(0, 0.01) * side), fill=ink, width=max(2, round(0.04 * side)))
    marks = np.zeros((side, side), np.uint8)
    cv2.rectangle(marks, box[:2], box[2:], 255, -1)
    alpha = np.zeros((side, side), np.uint8)
    toss = rng.random()
    if toss < 0.4:
        cv2.circle(alpha, (side // 2, side // 2), side // 2, 255, -1, cv2.LINE_AA)
        if rng.random() < 0.3:
            pen.ellipse((2, 2, side - 3, side - 3), outline=ink, width=rng.randint(1, 4))
    elif toss < 0.93:
        narrow = round(rng.choice((0, 0, rng.uniform(0, 0.15))) * side)
        cv2.rectangle(alpha, (0, narrow), (side - 1, side - 1 - narrow), 255, -1)
        if rng.random() < 0.3:
            pen.rectangle((3, narrow + 3, side - 4, side - 4 - narrow), outline=ink, width=rng.randint(1, 4))
    else:  # written on the plastic itself
        strokes = np.abs(np.asarray(image).astype(np.int16) - np.array(paper)).max(axis=2) > 60
        alpha[strokes] = 255
    return _warped(rng, np.asarray(image), alpha, marks) if by_hand else (np.asarray(image), alpha, marks)


def _write(
    rng: Random,
    image: Image.Image,
    number: str,
    height: float,
    middle: tuple[float, float],
    ink: tuple[int, int, int],
) -> tuple[int, int, int, int]:
    """Write the digits by hand in the middle of the label; return their box, made to fit."""
    strokes = Image.fromarray(written(rng, number, 64))
    factor = min(height / strokes.height, 0.9 * image.width / strokes.width)
    strokes = strokes.resize((max(2, round(strokes.width * factor)), max(2, round(strokes.height * factor))))
    left, top = round(middle[0] - strokes.width / 2), round(middle[1] - strokes.height / 2)
    image.paste(ink, (left, top), strokes)
    return left, top, left + strokes.width, top + strokes.height


def _warped(
    rng: Random, tile: Pixels, alpha: npt.NDArray[np.uint8], marks: npt.NDArray[np.uint8]
) -> tuple[Pixels, npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
    """Return the label with its writing bent a little, as no two hands write alike."""
    side = tile.shape[0]
    shake = np.random.default_rng(rng.getrandbits(32)).normal(0, 0.02 * side, (2, 4, 4)).astype(np.float32)
    y, x = np.mgrid[:side, :side].astype(np.float32)
    dx, dy = (cv2.resize(each, (side, side), interpolation=cv2.INTER_CUBIC) for each in shake)
    bent = cv2.remap(tile, x + dx, y + dy, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(bent, np.uint8), alpha, marks


def _photographed(rng: Random, canvas: Pixels, target: npt.NDArray[np.uint8]) -> tuple[Pixels, npt.NDArray[np.uint8]]:
    """Return the scene as a camera sees it at the spotter's scale, and its target by cells."""
    light = np.linspace(rng.uniform(0.5, 1.2), rng.uniform(0.5, 1.2), EDGE, dtype=np.float32)
    lit = canvas * (light[None, :, None] if rng.random() < 0.5 else light[:, None, None])
    warmth = np.array([1 - rng.gauss(0, 0.06), 1.0, 1 + rng.gauss(0, 0.06)], np.float32)
    soft = cv2.GaussianBlur(np.clip(lit * warmth, 0, 255), (0, 0), rng.uniform(0.3, 2.4))
    size = round(WINDOW_MM * PER_MM)
    small = cv2.resize(soft, (size, size), interpolation=cv2.INTER_AREA)
    if rng.random() < 0.15:  # a hand that moved
        small = cv2.filter2D(small, -1, _path(rng))
    grain = np.random.default_rng(rng.getrandbits(32)).normal(
        0, rng.choice((2.0, 5.0, 12.0)) * rng.random(), small.shape
    )
    seen = np.clip(small + grain, 0, 255).astype(np.uint8)
    if rng.random() < 0.3:
        _, coded = cv2.imencode(".jpg", seen, [cv2.IMWRITE_JPEG_QUALITY, rng.randint(35, 90)])
        seen = np.asarray(cv2.imdecode(coded, cv2.IMREAD_COLOR), np.uint8)
    cells = cv2.resize(target, (size // MAP, size // MAP), interpolation=cv2.INTER_AREA)
    return seen, np.asarray(cells, np.uint8)


def _path(rng: Random) -> npt.NDArray[np.float32]:
    """Return the kernel of a hand that moved by one to three pixels in a line."""
    kernel = np.zeros((7, 7), np.float32)
    angle, far = rng.uniform(0, np.pi), rng.uniform(1, 3) / 2
    step = np.array([np.cos(angle), np.sin(angle)]) * far * 16
    ends = [tuple(np.round(3 * 16 + way * step).astype(int).tolist()) for way in (-1, 1)]
    cv2.line(kernel, ends[0], ends[1], 1.0, 1, cv2.LINE_AA, 4)
    return kernel / kernel.sum()
