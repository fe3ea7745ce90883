"""How cards lie in a training scene: one, rows, scattered, touching, overlapping, on a print sheet, none at all."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random

import cv2
import numpy as np
import numpy.typing as npt

from bench.finder.faces import Face

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Placed:
    """A face on the plane: its centre in mm, its turn in degrees, the radius of its corners in mm."""

    face: Face
    x: float
    y: float
    angle: float
    round: float = 0.0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in mm."""
        return self.face.size

    def to_plane(self) -> Matrix:
        """Return the matrix from card millimetres (origin at its own top left) to the plane."""
        width, height = self.size
        turn = math.radians(self.angle)
        cos, sin = math.cos(turn), math.sin(turn)
        return np.array(
            [
                [cos, -sin, self.x - cos * width / 2 + sin * height / 2],
                [sin, cos, self.y - sin * width / 2 - cos * height / 2],
                [0, 0, 1],
            ]
        )


@dataclass(frozen=True, eq=False)
class Case:
    """The clear cases of one evening: margin and strip in mm, their plastic, the label's size and colours."""

    margin: float
    strip: float
    haze: float
    label: float
    paper: tuple[int, int, int]
    ink: tuple[int, int, int]
    disc: bool


@dataclass(frozen=True, eq=False)
class Plan:
    """One scene before it is drawn. ``fill`` is how much of the frame the cards take, ``shift`` how far off centre the
    camera looks in parts of their extent; ``ground`` and ``style`` are moods; ``clutter`` how many things lie about;
    cards that are ``alike`` are printed in one design."""

    placed: tuple[Placed, ...]
    fill: float
    tilt: float
    roll: float
    shift: float
    ground: str = ""
    style: str = ""
    clutter: int = 0
    case: Case | None = None
    hand: bool = False
    alike: bool = False


def plan(rng: Random, faces: Sequence[Face]) -> Plan:
    """Return the plan of one scene."""
    maker = rng.choices([each for each, _ in LAYOUTS], [odds for _, odds in LAYOUTS])[0]
    made = maker(rng, faces)
    toss = rng.random()
    if made.ground:
        return made
    if toss < 0.16:
        made = replace(made, ground="white", style="white")
    elif toss < 0.27:
        made = replace(made, ground=rng.choice(("black", "black", "")), style="dark")
    return made


def _single(rng: Random, faces: Sequence[Face]) -> Plan:
    card = _placed(rng, rng.choice(faces), 0, 0, rng.gauss(0, 4))
    tilt = rng.choice((6.0, 12.0, 12.0, 25.0, 40.0))
    return Plan(
        (card,),
        rng.choice((rng.uniform(0.25, 0.5), rng.uniform(0.45, 0.95), rng.uniform(0.5, 0.9))),
        tilt,
        rng.choice((0, 90, 180, 270)) + rng.gauss(0, 14),
        rng.choice((0.0, 0.05, 0.12)),
        clutter=rng.choice((0, 0, 1, 3, 5)),
        hand=rng.random() < 0.25,
    )


def _leaving(rng: Random, faces: Sequence[Face]) -> Plan:
    """One card, or two or three, of which the frame cuts off a part, up to most of it."""
    made = _single(rng, faces) if rng.random() < 0.7 else _rows(rng, faces)
    fill = rng.uniform(0.3, 0.9)
    return replace(
        made, fill=fill, shift=rng.uniform(0.25, 0.6) / fill, roll=rng.choice((0, 90, 180, 270)) + rng.gauss(0, 8)
    )


def _filling(rng: Random, faces: Sequence[Face]) -> Plan:
    card = _placed(rng, rng.choice(faces), 0, 0, 0)
    return Plan((card,), rng.uniform(0.93, 1.12), 4.0, rng.choice((0, 90, 180, 270)) + rng.gauss(0, 1.5), 0.01)


def _rows(rng: Random, faces: Sequence[Face]) -> Plan:
    count = rng.choice((2, 3, 4, 6, 8, 9, 10, 12, 15, 16, 18, 20, 24))
    columns = rng.choice((2, 3, 3, 4, 4, 5)) if count > 3 else rng.choice((1, 2))
    case = _case(rng) if rng.random() < 0.45 else None
    room = (2 * case.margin + 1, 2 * case.margin + case.strip + 1) if case else (0.0, 0.0)
    gap = rng.choice((0.0, 0.4, 2.0, 6.0, 15.0))
    loose = rng.choice((0.0, 0.5, 1.0, 2.0)) * min(1.0, gap / 3 + 0.1)
    upright_too = rng.random() < 0.4
    placed = []
    cell = (91 + room[0] + gap, (91 if upright_too else 55) + room[1] + gap)
    spin = rng.choice((0, 0, 0, 90, 180)) if rng.random() < 0.3 else 0
    for index in range(count):
        face = rng.choice(faces)
        x = (index % columns) * cell[0] + rng.gauss(0, 0.6) * loose
        y = (index // columns) * cell[1] + rng.gauss(0, 0.6) * loose
        turn = rng.gauss(0, 1.0) * loose + (rng.choice((0, 180)) if rng.random() < 0.1 else 0) + spin
        if face.size[1] > face.size[0] and not upright_too:
            turn += rng.choice((90, 270))
        placed.append(_placed(rng, face, x, y, turn))
    return _table(rng, placed, case)


def _scattered(rng: Random, faces: Sequence[Face]) -> Plan:
    count = rng.choice((2, 3, 4, 5, 7, 9, 12, 16, 20, 24))
    near = rng.choice((-32.0, -24.0, -16.0, -9.0, 0.0, 0.0, 2.0, 6.0))  # mm between cards; below zero they overlap
    any_way = rng.random() < 0.5
    spread = (34 + near) * math.sqrt(count) * 1.25 + 25
    case = _case(rng) if near >= 2 and rng.random() < 0.2 else None
    margin = near + (2 * case.margin if case else 0.0)
    placed: list[Placed] = []
    for _ in range(count):
        face = rng.choice(faces)
        for attempt in range(50):
            angle = rng.uniform(0, 360) if any_way else rng.choice((0, 0, 0, 90, 180, 270)) + rng.gauss(0, 12)
            x, y = rng.uniform(-spread, spread) * 1.2, rng.uniform(-spread, spread) * 0.85
            if near < 0 and placed and rng.random() < 0.75:  # in heaps
                other, way, far = rng.choice(placed), rng.uniform(0, 2 * math.pi), rng.uniform(28, 85) + attempt
                x, y = other.x + far * math.cos(way), other.y + far * math.sin(way)
            item = _placed(rng, face, x, y, angle)
            if not any(_meet(item, other, margin) for other in placed):
                placed.append(item)
                break
    return _table(rng, placed, case)


def _meet(one: Placed, other: Placed, margin: float) -> bool:
    """Return whether two cards, each grown by half of ``margin`` mm, overlap."""
    if math.hypot(one.x - other.x, one.y - other.y) > 112 + margin:
        return False
    shared, _ = cv2.intersectConvexConvex(_outline(one, margin), _outline(other, margin))
    return shared > 0.5


def _outline(item: Placed, margin: float) -> npt.NDArray[np.float32]:
    width, height = item.size
    g = margin / 2
    points = np.array([(-g, -g, 1), (width + g, -g, 1), (width + g, height + g, 1), (-g, height + g, 1)])
    return np.asarray((points @ item.to_plane().T)[:, :2], np.float32)


def _sheet(rng: Random, faces: Sequence[Face]) -> Plan:
    """A print sheet of ten, or a scanner's page: straight, on white; the sheet itself may lie on a table."""
    first = rng.choice(faces)
    fitting = [face for face in faces if (face.size[0] > face.size[1]) == (first.size[0] > first.size[1])]
    same = rng.random() < 0.65
    cell = first.size if same else (91.0, 55.0) if first.size[0] > first.size[1] else (55.0, 91.0)
    gap = rng.choice((0.0, 0.0, 0.0, 0.3, 4.0, 10.0))
    columns, count = rng.choice(((2, 4), (2, 8), (2, 10), (2, 10), (2, 10), (3, 9), (4, 8), (5, 10)))
    loose = rng.choice((0.0, 1.2)) if gap >= 1 else 0.1
    placed = [
        _placed(
            rng,
            first if same else rng.choice(fitting),
            (index % columns) * (cell[0] + gap),
            (index // columns) * (cell[1] + gap),
            rng.gauss(0, loose),
        )
        for index in range(count)
    ]
    style = rng.choice(("white", ""))
    if rng.random() < 0.4:
        return Plan(tuple(placed), rng.uniform(0.75, 0.98), 3.0, rng.gauss(0, 1), 0.0, "sheet", style, alike=same)
    roll = rng.choice((0, 90, 180, 270)) + rng.gauss(0, 6)
    return Plan(
        tuple(placed), rng.uniform(0.45, 0.9), rng.choice((3.0, 10.0, 20.0)), roll, 0.02, "page", style, alike=same
    )


def _screen(rng: Random, faces: Sequence[Face]) -> Plan:
    """The picture of a card on a web page or in a chat."""
    card = _placed(rng, rng.choice(faces), 0, 0, rng.choice((0.0, 0.0, rng.gauss(0, 2))))
    return Plan((card,), rng.uniform(0.3, 0.95), 0.0, 0.0, rng.choice((0.0, 0.15)), "screen")


def _nothing(rng: Random, faces: Sequence[Face]) -> Plan:
    return Plan((), rng.uniform(0.1, 0.6), 20.0, rng.uniform(0, 360), 0.3, clutter=rng.choice((0, 2, 5, 8)))


def _table(rng: Random, placed: Sequence[Placed], case: Case | None) -> Plan:
    cut = rng.random() < 0.22
    return Plan(
        tuple(placed),
        rng.uniform(0.95, 1.35) if cut else rng.uniform(0.6, 0.92),
        rng.choice((4.0, 8.0, 16.0, 30.0, 40.0)),
        rng.choice((0, 0, 0, 90, 180, 270)) + rng.gauss(0, 4),
        0.06 if cut else 0.01,
        clutter=rng.choice((0, 0, 2, 4, 7)),
        case=case,
    )


def _case(rng: Random) -> Case:
    paper, ink = rng.choice(
        (
            ((255, 255, 255), (20, 20, 20)),
            ((255, 222, 60), (20, 20, 20)),
            ((220, 40, 50), (255, 255, 255)),
            ((30, 90, 180), (255, 255, 255)),
            ((196, 232, 180), (20, 40, 20)),
        )
    )
    return Case(
        rng.uniform(1.0, 5.0),
        rng.choice((0.0, 0.0, 13.0)),
        rng.uniform(0.02, 0.16),
        rng.choice((0.0, rng.uniform(8, 14))),
        paper,
        ink,
        rng.random() < 0.5,
    )


def _placed(rng: Random, face: Face, x: float, y: float, angle: float) -> Placed:
    corner = face.round or (rng.uniform(1.5, 5.0) if rng.random() < 0.12 else 0.0)
    return Placed(face, x, y, angle, corner)


LAYOUTS: tuple[tuple[Callable[[Random, Sequence[Face]], Plan], float], ...] = (
    (_single, 20),
    (_leaving, 11),
    (_filling, 6),
    (_rows, 25),
    (_scattered, 30),
    (_sheet, 15),
    (_screen, 11),
    (_nothing, 7),
)
