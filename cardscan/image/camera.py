"""A webcam or a video file in, pictures of the cards that lay still before it out. Shows nothing on a screen.

A camera is named by its number, ``/dev/video…``, or a video file. Addresses are refused: nothing is fetched from a
network.
"""

from __future__ import annotations

import os
import time
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count, repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from cardscan.errors import CameraError
from cardscan.image.cards import cards_in
from cardscan.image.quality import LEAST_SHARPNESS, is_cut
from cardscan.image.same import is_same_card, portrait_of
from cardscan.image.save import jpeg
from cardscan.image.shutter import Shutter, Sighting, Verdict, is_due, looked, watched
from cardscan.model import Photo

if TYPE_CHECKING:
    from cardscan.model import CardImage, Pixels

WANTED_SIZE = (1920, 1080)  # the camera gives the nearest it has
MOST_PIXELS = 60_000_000
MISSED = 3  # frames in a row that a camera may fail to give: some do when they begin
USUAL_RATE = 30.0  # frames a second, where a file does not say
GLANCE = (160, 90)  # pixels of the picture in which changes are looked for
CHANGE = 16.0  # grey levels: noise and a hand's slight tremble are below
MOST_KNOWN = 60  # portraits of cards that are remembered: two tables full
DARK = 8.0  # grey levels added, so that the noise of black things is no great change of their light
CHANGED_SHARE = 0.015  # of the picture: a card that is pushed by a millimetre changes more

HINTS = {
    Verdict.CUT_OFF: "The card is not wholly in the picture: move it to the middle.",
    Verdict.BLURRED: "The card is not sharp: hold it still, or try another distance.",
}


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A picture from a camera, ``at`` seconds after some moment."""

    at: float
    pixels: Pixels


@dataclass(frozen=True, slots=True)
class Moment:
    """Something to tell the person before the camera. ``picture`` is a JPEG file when one was taken."""

    words: str
    picture: bytes | None = None


def moments(seen: Iterable[Frame]) -> Generator[Moment, None, None]:
    """Yield a picture for each card, or set of cards, that lies still, whole and sharp, and hints while none can be
    taken: each hint once for each time that the scene comes to rest."""
    shutter, start, hinted = Shutter(), None, None
    known: list[Pixels] = []
    for frame in seen:
        now = _glance(frame.pixels)
        shutter = watched(shutter, frame.at, start is None or _has_changed(start, now))
        if shutter.since == frame.at:
            start, hinted = now, None
        if not is_due(shutter):
            continue
        cards = cards_in(Photo("camera", 1, frame.pixels))
        portraits = [portrait_of(card.pixels) for card in cards]
        shutter, verdict = looked(shutter, list(map(_sighting, cards, portraits, repeat(known))))
        if verdict is Verdict.TAKE:
            known = [*portraits, *known][:MOST_KNOWN]
            yield Moment("Picture taken.", jpeg(frame.pixels, quality=95))
        elif verdict is Verdict.GONE:
            known = []  # nothing lies there any more: the same card may come again
        elif verdict in HINTS and verdict is not hinted:
            hinted = verdict
            yield Moment(HINTS[verdict])


def frames(camera: str) -> Generator[Frame, None, None]:
    """Open ``camera`` and return what it sees, until a video file is at its end. Close it to let the camera go.

    Raises CameraError at once when there is no such camera or file; later when it gives no pictures, or stops to.
    """
    with _quiet():
        device = _opened(camera)
    return _frames(device, camera)


def _frames(device: Any, camera: str) -> Generator[Frame, None, None]:
    try:
        yield from _frames_of(device, camera)
    finally:
        device.release()


def _frames_of(device: Any, camera: str) -> Iterator[Frame]:
    live = _is_live(camera)
    rate = device.get(cv2.CAP_PROP_FPS)
    rate = rate if 1 <= rate <= 1000 else USUAL_RATE  # which neither 0 nor NaN is
    missed = 0
    for number in count():
        with _quiet():
            given, pixels = device.read()
        if given and pixels is not None and pixels.size:
            missed = 0
            pixels.setflags(write=False)
            yield Frame(time.monotonic() if live else number / rate, pixels)
        elif not live and number:
            return
        elif not live or (missed := missed + 1) > MISSED:
            raise CameraError(f"{_called(camera)} gives no pictures")


def _opened(camera: str) -> Any:
    """Return a cv2.VideoCapture that is open."""
    if not _is_live(camera) and not Path(camera).is_file():
        raise CameraError(f"there is no camera or video file {camera}")
    # A whole path, so that no part of a name is taken for an address
    place = int(camera) if _is_number(camera) else str(Path(camera).absolute())
    device = cv2.VideoCapture(place, cv2.CAP_ANY if _is_number(camera) else _backend(camera))
    if not device.isOpened():
        raise CameraError(f"{_called(camera)} cannot be opened")
    if _is_live(camera):
        device.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))  # else many give 5 frames a second
        for setting, value in zip((cv2.CAP_PROP_FRAME_WIDTH, cv2.CAP_PROP_FRAME_HEIGHT), WANTED_SIZE, strict=True):
            device.set(setting, value)
    pixels = device.get(cv2.CAP_PROP_FRAME_WIDTH) * device.get(cv2.CAP_PROP_FRAME_HEIGHT)
    if not pixels <= MOST_PIXELS:
        device.release()
        raise CameraError(f"{_called(camera)} gives pictures that are too large")
    return device


def _is_number(camera: str) -> bool:
    return camera.isascii() and camera.isdigit() and len(camera) <= 3


def _is_live(camera: str) -> bool:
    return _is_number(camera) or Path(camera).is_char_device()


def _backend(camera: str) -> int:
    return int(cv2.CAP_V4L2 if _is_live(camera) else cv2.CAP_FFMPEG)


def _called(camera: str) -> str:
    return f"camera {camera}" if _is_number(camera) else camera


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the libraries' own words off stderr: what matters of them is in our errors."""
    os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")  # read once, when the first file is opened
    before = cv2.utils.logging.getLogLevel()
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    try:
        yield
    finally:
        cv2.utils.logging.setLogLevel(before)


def _glance(pixels: Pixels) -> Pixels:
    """Return a small grey picture in which noise is gone."""
    return np.asarray(
        cv2.cvtColor(cv2.resize(pixels, GLANCE, interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2GRAY), np.uint8
    )


def _has_changed(start: Pixels, now: Pixels) -> bool:
    """Return whether something moved between two glances. Light that grows or falls everywhere is no change."""
    before, after = start.astype(np.float32) + DARK, now.astype(np.float32) + DARK
    difference = after * np.median(before / after) - before
    return bool((np.abs(difference) > CHANGE).mean() > CHANGED_SHARE)


def _sighting(card: CardImage, portrait: Pixels, known: list[Pixels]) -> Sighting:
    return Sighting(
        known=any(is_same_card(portrait, other) for other in known),
        whole=not is_cut(card.quad, card.photo.pixels),
        sharp=card.quality.sharpness >= LEAST_SHARPNESS,
    )
