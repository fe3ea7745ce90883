"""Photo in, the corners of its cards out, with the reason why each was taken for one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from cardscan.image.candidates import LEAST_PRINT, cards_outlined
from cardscan.image.drawn import card_in_figure, has_faint_side, is_no_card
from cardscan.image.figures import LEAST, figures, ground_of
from cardscan.image.order import reading_order
from cardscan.image.shape import area, corners_of, quad_of, share_inside
from cardscan.image.sight import look
from cardscan.image.whole import is_half, whole_picture, why_whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.image.figures import Box, Colour
    from cardscan.image.shape import Corners
    from cardscan.image.sight import Sight
    from cardscan.image.sighting import Sighting
    from cardscan.model import Photo, Pixels, Quad

WITHIN, AS_LARGE = 0.8, 1.05  # of an outline that lies in a picture within the picture; and of that
PART = 0.3  # of an outline not all to be seen, that the picture in it fills
LESS_SURE = 0.05  # than what was found at first may be what a closer look finds
UNSEEN = 0.5  # how sure a picture is a card when only print says so


@dataclass(frozen=True, slots=True)
class Found:
    """A card: its ``quad`` in photo pixels, ``sure`` 0–1, the ``reason`` in words; ``print`` is the part of it that is
    print, where it was outlined."""

    quad: Quad
    sure: float
    reason: str
    print: float = 0.0


def find_cards(photo: Photo) -> tuple[Found, ...]:
    """Return the cards in ``photo``, rows top to bottom, left to right.

    Each quad is clockwise and begins at the corner that is top left when the photo is held as it is; which way up the
    card's text runs is not known here. A flat scan is one card. An empty tuple means that no card is to be seen.
    """
    pixels = photo.pixels
    ground = ground_of(pixels)
    found = _found(pixels) if ground is None else _on_screen(pixels, ground)
    return tuple(found[i] for i in reading_order([corners_of(each.quad) for each in found]))


def _found(pixels: Pixels) -> list[Found]:
    sight = look(pixels)
    outlined = cards_outlined(pixels, sight)
    return _whole(pixels, outlined, sight) or _as_found(outlined)


def _on_screen(pixels: Pixels, ground: Colour) -> list[Found]:
    """Return the cards in a picture that a program may have drawn on a ``ground`` of one colour: pictures in it are
    looked at alone, and what it shows to be part of something else is no card."""
    sight, boxes = look(pixels), [_corners_of_box(box) for box in figures(pixels, ground)]
    outlined = cards_outlined(pixels, sight)
    beside = [each for each in outlined if not any(_is_within(each.corners, box) for box in boxes)]
    no_cards = _parts(pixels, beside, outlined, ground)
    cards = [each for each in outlined if each not in no_cards]
    found = _only_shown(pixels, boxes) if not cards else []
    found = found or _whole(pixels, cards, sight) or _as_found(_ended(pixels, cards))
    for box in boxes:
        found = _closer(pixels, box, found)
    return found


def _only_shown(pixels: Pixels, boxes: Sequence[Corners]) -> list[Found]:
    """Return the one card that is seen only when the pictures on a page are looked at alone; many are a pattern, and
    what bears no print or is tiny is a portrait or a code on a card."""
    found = [each for box in boxes for each in _alone(pixels, box) if each.sure > UNSEEN]
    if len(found) != 1 or found[0].print < LEAST_PRINT:
        return []
    only = corners_of(found[0].quad)
    if is_half(pixels, only):
        return [replace(found[0], quad=quad_of(whole_picture(pixels)), reason="one of two colours: the whole picture")]
    return found if area(only) >= LEAST * pixels.shape[0] * pixels.shape[1] else []


def _alone(pixels: Pixels, box: Corners) -> list[Found]:
    """Return the cards in a ``box`` that shows another picture, looked at alone."""
    (left, top), (right, bottom) = box[0].astype(int), box[2].astype(int)
    found = _found_in_figure(pixels[top:bottom, left:right])
    return [replace(each, quad=quad_of(corners_of(each.quad) + box[0])) for each in found]


def _found_in_figure(pixels: Pixels) -> list[Found]:
    """Return the cards in a picture that a page shows: not that picture as a whole, as of a scan, if one is seen."""
    sight = look(pixels)
    outlined = cards_outlined(pixels, sight)
    return _as_found(_ended(pixels, outlined)) or _whole(pixels, outlined, sight)


def _whole(pixels: Pixels, outlined: Sequence[Sighting], sight: Sight) -> list[Found]:
    """Return the whole picture where it is one card, and nothing elsewhere."""
    why = why_whole(pixels, [each.corners for each in outlined], sight)
    if why is None:
        return []
    return [Found(quad_of(whole_picture(pixels)), max((each.sure for each in outlined), default=UNSEEN), why)]


def _as_found(cards: Sequence[Sighting]) -> list[Found]:
    return [Found(quad_of(each.corners), each.sure, _reason(each), each.print) for each in cards]


def _ended(pixels: Pixels, cards: Sequence[Sighting]) -> list[Sighting]:
    """Return the cards where the figures that show them let them end."""
    return [replace(each, corners=card_in_figure(pixels, each.corners)) for each in cards]


def _closer(pixels: Pixels, box: Corners, found: Sequence[Found]) -> list[Found]:
    """Return what was found, in a ``box`` that shows another picture what is found when that is looked at alone."""
    within = [each for each in found if _is_shown_by(pixels, corners_of(each.quad), box)]
    if not within:
        return list(found)
    alone = _alone(pixels, box)
    if min((each.sure for each in alone), default=0.0) < max(each.sure for each in within) - LESS_SURE:
        return list(found)
    return [each for each in found if each not in within] + alone


def _corners_of_box(box: Box) -> Corners:
    left, top, right, bottom = box
    return np.array([(left, top), (right, top), (right, bottom), (left, bottom)], np.float64)


def _is_shown_by(pixels: Pixels, corners: Corners, box: Corners) -> bool:
    """Return whether a card lies in a picture within the picture, or is that, with an outline round it not seen."""
    round_it = share_inside(box, corners) > WITHIN and area(box) > PART * area(corners)
    return _is_within(corners, box) or (round_it and has_faint_side(pixels, corners))


def _is_within(corners: Corners, outline: Corners) -> bool:
    """Return whether a card lies in a picture within the picture: not round it, as round a frame printed on it."""
    return share_inside(corners, outline) > WITHIN and area(corners) < AS_LARGE * area(outline)


def _parts(pixels: Pixels, beside: Sequence[Sighting], outlined: Sequence[Sighting], ground: Colour) -> list[Sighting]:
    """Return those of the outlines ``beside`` all pictures on a page that it shows to be parts of something else."""
    return [
        each
        for each in beside
        if not each.is_on_sheet
        and is_no_card(pixels, each.corners, [other.corners for other in outlined if other is not each], ground)
    ]


def _reason(candidate: Sighting) -> str:
    words = f"{candidate.words} ({candidate.sure:.2f})"
    return f"{words}, {candidate.print:.0%} print" if candidate.print >= LEAST_PRINT else f"{words}, no print seen"
