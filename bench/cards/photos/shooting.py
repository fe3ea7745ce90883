"""All of it in one picture: ground, things, cards with their cases, light, lens; and the truth of the cards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from random import Random

import cv2
import numpy as np
import numpy.typing as npt

from bench.cards import damage, scene
from bench.cards.drawing import Pixels
from bench.cards.photos import lens as lenses
from bench.cards.photos import light as lights
from bench.cards.photos.grounds import Ground
from bench.cards.photos.laying import Lying, outline, shared
from bench.cards.photos.lens import Lens
from bench.cards.photos.light import Light
from bench.cards.scene import Camera, Corners, Matrix, paste, rounded, seen
from bench.cards.setting import MM
from bench.cards.taking import finished
from bench.cards.truth import Picture, Truth, card_truth, line_box, line_truth

Painter = Callable[[Pixels, Camera], None]
WHOLLY = 0.01  # share of a card outside the frame up to which it is still whole


@dataclass(frozen=True, eq=False)
class Thing:
    """Something on the table that is no card: RGB pixels with alpha, ``per_mm`` pixels a millimetre."""

    pixels: Pixels
    alpha: npt.NDArray[np.float32]
    per_mm: float
    x: float
    y: float
    angle: float
    lift: float = 1.0
    shadow: bool = True

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in mm."""
        height, width = self.pixels.shape[:2]
        return width / self.per_mm, height / self.per_mm

    def to_plane(self) -> Matrix:
        """Return the matrix from the thing's millimetres to the plane."""
        return _laid(self.size, self.x, self.y, self.angle)


@dataclass(frozen=True, eq=False)
class Stage:
    """A scene to be photographed. ``cover`` draws over each card (its case); ``over`` over everything (a hand)."""

    view: Camera
    ground: Ground
    cards: Sequence[Lying]
    things: Sequence[Thing] = ()
    under: Sequence[Painter] = ()
    over: Sequence[Painter] = ()
    cover: Callable[[Pixels, Lying], None] | None = None
    above: Sequence[Thing] = ()  # printed or lying over the cards
    far: float = 0.0  # how far out of focus the ground and the things are, in pixels of a 2000-pixel picture
    hides: Sequence[Corners] = field(default_factory=tuple)  # outlines on the plane (mm) that cover parts of cards


def photograph(rng: Random, name: str, stage: Stage, light: Light, lens: Lens) -> Picture:
    """Return the photo of a stage with its truth."""
    pixels = shot(rng, stage, light, lens)
    return finished(f"{name}.jpg", lenses.as_jpeg(pixels, lens.quality), cards_of(stage, lens.bend))


def shot(rng: Random, stage: Stage, light: Light, lens: Lens) -> Pixels:
    """Return the pixels that the sensor gives."""
    view = stage.view
    canvas = on_ground(rng, view, stage.ground)
    drop, softness, depth = (rng.uniform(-1, 1), rng.uniform(-1, 1)), rng.uniform(0.4, 2.2), rng.uniform(0.2, 0.55)
    for thing in stage.things:
        if thing.shadow:
            _shadow_of(canvas, view, thing, drop, depth)
        paste(canvas, view, thing.pixels, thing.alpha, thing.to_plane(), thing.per_mm)
    if stage.far > 0:
        canvas = lenses.out_of_focus(canvas, stage.far * max(view.width, view.height) / lenses.STANDARD)
    for paint in stage.under:
        paint(canvas, view)
    for item in stage.cards:
        if item.lift > 0:  # what is printed on a sheet casts none
            _shadow(canvas, view, item, drop, softness, depth * (1 - item.clear))
        _lay(canvas, view, item)
        if stage.cover is not None:
            stage.cover(canvas, item)
    for thing in stage.above:
        paste(canvas, view, thing.pixels, thing.alpha, thing.to_plane(), thing.per_mm)
    for paint in stage.over:
        paint(canvas, view)
    canvas = lights.lit(rng, canvas, light)
    if light.glare > 0:
        for item in stage.cards:
            if rng.random() < 0.35 + item.card.gloss / 2 or len(stage.cards) == 1:
                lights.glare(rng, canvas, scene.card_quad(view, item), light.glare)
    return lenses.taken(rng, canvas, view, lens)


def cards_of(stage: Stage, bend: float) -> list[Truth]:
    """Return the truth of every card on the stage that is to be seen at all."""
    outlines = [outline(item) for item in stage.cards]
    told = []
    for index, item in enumerate(stage.cards):
        area = item.size[0] * item.size[1]
        above = [*outlines[index + 1 :], *stage.hides]
        hidden = min(sum(shared(outlines[index], other) for other in above) / area, 1.0)
        card = _truth(stage.view, item, bend)
        outside = outside_share(np.array(card["quad"], np.float32), stage.view)
        if outside < 0.97:
            told.append(
                card
                | {
                    "cut_off": outside > WHOLLY,
                    "visible": round(1 - outside, 3),
                    "hidden": round(hidden, 3),
                    "pair": item.pair,
                    "pair_told": item.pair_told,
                }
            )
    return told


def outside_share(quad: Corners, view: Camera) -> float:
    """Return the share of a quad's area that lies outside the picture."""
    frame = np.array([(0, 0), (view.width, 0), (view.width, view.height), (0, view.height)], np.float32)
    area = float(cv2.contourArea(quad))
    return 1 - shared(quad, frame) / area if area > 0 else 1.0


def _truth(view: Camera, item: Lying, bend: float) -> Truth:
    def bent(points: Sequence[Sequence[float]]) -> Corners:
        return damage.bent_points(seen(view.matrix @ item.to_plane(), points), view.width, view.height, bend)

    width, height = item.size
    quad = bent([(0, 0), (width, 0), (width, height), (0, height)])
    lines = [line_truth(line, bent(line_box(line))) for line in item.card.lines]
    return card_truth(quad, item.card.contact, item.card.side, item.tag, lines, item.card.layout)


def on_ground(rng: Random, view: Camera, ground: Ground) -> Pixels:
    """Return the bare ground as the camera sees it, mirrored where the texture ends."""
    height, width = ground.pixels.shape[:2]
    middle = seen(np.linalg.inv(view.matrix), [(view.width / 2, view.height / 2)])[0]
    to_plane = _laid((width * ground.mm, height * ground.mm), *middle.tolist(), rng.choice((0, 90)) + rng.gauss(0, 12))
    whole = view.matrix @ to_plane @ np.diag([ground.mm, ground.mm, 1.0])
    texture = ground.pixels
    finest = ground.mm * view.pixels_per_mm
    if finest < 0.7:  # shrink first, or it flickers
        texture = cv2.resize(texture, None, fx=finest, fy=finest, interpolation=cv2.INTER_AREA)
        whole = whole @ np.diag([width / texture.shape[1], height / texture.shape[0], 1.0])
    shown = cv2.warpPerspective(
        texture, whole, (view.width, view.height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101
    )
    return np.asarray(shown, np.uint8)


def _laid(size: tuple[float, float], x: float, y: float, angle: float) -> Matrix:
    cos, sin = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    width, height = size
    return np.array(
        [
            [cos, -sin, x - cos * width / 2 + sin * height / 2],
            [sin, cos, y - sin * width / 2 - cos * height / 2],
            [0, 0, 1.0],
        ]
    )


def _shadow(
    canvas: Pixels, view: Camera, item: Lying, drop: tuple[float, float], softness: float, depth: float
) -> None:
    """Two shadows: a dark thin line of contact and a wide soft one."""
    scene.shadow(canvas, view, item, drop, softness, depth)
    scene.shadow(canvas, view, replace(item, lift=item.lift * 0.35), drop, 0.25, depth * 0.8)


def _shadow_of(canvas: Pixels, view: Camera, thing: Thing, drop: tuple[float, float], depth: float) -> None:
    """The shadow of a thing of any shape: its own alpha, grown soft, moved by its height."""
    few = 2.0  # pixels a millimetre are enough for something soft
    reach = thing.lift * 0.6 + 0.6
    size = (max(round(thing.size[0] * few), 2), max(round(thing.size[1] * few), 2))
    small = cv2.resize(thing.alpha, size, interpolation=cv2.INTER_AREA)
    margin = int(reach * few * 3) + 2
    padded = cv2.copyMakeBorder(small, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=0)
    soft = np.asarray(cv2.GaussianBlur(padded, (0, 0), reach * few) * min(depth * 1.4, 0.8), np.float32)
    away = np.array([[1, 0, drop[0] * reach * 1.5], [0, 1, drop[1] * reach * 1.5], [0, 0, 1.0]])
    back = np.array([[1, 0, -margin / few], [0, 1, -margin / few], [0, 0, 1.0]])
    dark = np.zeros((*soft.shape, 3), np.uint8)
    paste(canvas, view, dark, soft, away @ thing.to_plane() @ back, few)


def _lay(canvas: Pixels, view: Camera, item: Lying) -> None:
    pixels = item.card.pixels
    height, width = pixels.shape[:2]
    alpha = rounded(width, height, item.card.round * MM)
    if item.clear > 0:  # the plastic lets the ground through, the ink does not
        light = pixels.astype(np.float32).min(2) / 255
        alpha = np.asarray(alpha * (1 - item.clear * np.clip((light - 0.3) / 0.5, 0, 1)), np.float32)
    if not item.bow:
        paste(canvas, view, pixels, alpha, item.to_plane(), MM)
        return
    pixels, alpha, room = _bent(pixels, alpha, item.bow)
    back = np.array([[1, 0, -room / MM], [0, 1, -room / MM], [0, 0, 1.0]])
    paste(canvas, view, pixels, alpha, item.to_plane() @ back, MM)


def _bent(pixels: Pixels, alpha: npt.NDArray[np.float32], bow: float) -> tuple[Pixels, npt.NDArray[np.float32], int]:
    """Return a card with two bowed sides, its alpha, and the room in pixels that was added round it. Corners stay."""
    room = round(abs(bow) * MM) + 2
    wide = cv2.copyMakeBorder(pixels, room, room, room, room, cv2.BORDER_REPLICATE)
    mask = cv2.copyMakeBorder(alpha, room, room, room, room, cv2.BORDER_CONSTANT, value=0)
    height, width = mask.shape
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    along = np.clip((x - room) / (width - 2 * room) * 2 - 1, -1, 1)
    from_y = (y - np.float32(bow * MM) * (1 - along**2)).astype(np.float32)
    light = (1 + 0.06 * np.sign(bow) * along)[..., None]
    shown = cv2.remap(wide, x, from_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE) * light
    bent = cv2.remap(mask, x, from_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=0)
    return np.asarray(np.clip(shown, 0, 255), np.uint8), np.asarray(bent, np.float32), room
