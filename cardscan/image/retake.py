"""A card and what was read of it in, its quality with the last word on a retake out.

What the reader made of the card tells more than its pixels: a soft picture that was read with confidence needs no
retake, and glare matters where it lies on print. The limits are measured by ``python -m bench.retake``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from cardscan.image.glare import washed_lines
from cardscan.image.quality import (
    BLURRED,
    CUT_OFF,
    GLARE,
    LEAST_PRINT,
    MOST_GLARE,
    WORKING_SIZE,
    is_cut,
    print_height,
    too_far,
)
from cardscan.image.shrink import shrunk
from cardscan.model import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.model import CardImage, Pixels, Quality, TextLine
    from cardscan.model import Field as CardField

UNREADABLE_PRINT = 9.0  # pixels: small print lower than this loses something on most cards
UNREADABLE_SHARPNESS = 0.49  # most pictures below this lose something, however sure the reader is
DOUBTFUL_SHARPNESS = 0.71  # and these do if the reader is not sure
SURE = 0.94  # mean confidence, by characters, in the lines of a good picture
UNSURE = 0.83
MOST_GRAIN = 12.0  # grey levels
DARK = 70  # grey level of the card's brightest tenth

TOO_DARK = "too dark: retake with more light"
GLARE_OVER = "glare over the {}: tilt the card or move the lamp, and retake"

# What is lost hurts in this order.
WORDS = {
    Kind.NAME: "name",
    Kind.PHONE: "phone number",
    Kind.EMAIL: "mail address",
    Kind.ORG: "company",
    Kind.LATIN: "name",
    Kind.READING: "reading",
    Kind.URL: "web address",
    Kind.ADDRESS: "address",
    Kind.TITLE: "title",
    Kind.DEPARTMENT: "department",
    Kind.ACCOUNT: "account",
    Kind.QUALIFICATION: "qualification",
}


def judge_reading(card: CardImage, lines: Sequence[TextLine], fields: Sequence[CardField]) -> Quality:
    """Return the quality of ``card``, whose text and fields have been read: ``glare`` is now the share of the print
    that is washed out, and the advice is given only where something is likely to be lost."""
    if not lines:
        return card.quality
    washed = washed_lines(card.pixels, lines)
    long = [len(line.text) for line in lines]
    glare = sum(share * long[number] for number, share in washed.items()) / max(sum(long), 1)
    quality = replace(card.quality, glare=min(glare, 1.0))
    return replace(quality, advice=_advice(card, quality, _confidence(lines), washed, fields))


def _advice(
    card: CardImage, quality: Quality, confidence: float, washed: dict[int, float], fields: Sequence[CardField]
) -> str | None:
    if is_cut(card.quad, card.photo.pixels):
        return CUT_OFF
    height = print_height(quality.dpi)
    if height < UNREADABLE_PRINT or (height < LEAST_PRINT and confidence < SURE):
        return too_far(quality.dpi)
    least = DOUBTFUL_SHARPNESS if confidence < SURE else UNREADABLE_SHARPNESS
    if quality.sharpness < least:
        return BLURRED
    # A burnt-out patch by itself may be bare paper beside the shadow of the phone.
    if washed or (card.quality.glare > MOST_GLARE and confidence < SURE):
        return glare_over(washed, fields)
    return TOO_DARK if _is_dim(card.pixels, confidence) else None


def glare_over(washed: dict[int, float], fields: Sequence[CardField]) -> str:
    """Return the advice for glare on the lines of these numbers, with the word for the field that hurts most."""
    hit = {field.kind for field in fields if any(source.line in washed for source in field.sources)}
    words = next((word for kind, word in WORDS.items() if kind in hit), None)
    return GLARE_OVER.format(words) if words else GLARE


def _confidence(lines: Sequence[TextLine]) -> float:
    """Return the mean confidence in the lines, by their characters."""
    characters = sum(len(line.text) for line in lines)
    return sum(line.confidence * len(line.text) for line in lines) / max(characters, 1)


def _is_dim(flat: Pixels, confidence: float) -> bool:
    """Return whether more light would have helped: the card is grainy, or dark and badly read."""
    grey, _ = shrunk(cv2.cvtColor(flat, cv2.COLOR_BGR2GRAY), WORKING_SIZE)
    # the median sees the grain of the paper, not the print; 0.6745 and the root of 20 make a standard deviation of it
    grain = float(np.median(np.abs(cv2.Laplacian(grey, cv2.CV_16S))[::3, ::3])) / 0.6745 / 20**0.5
    return grain > MOST_GRAIN or (confidence < UNSURE and float(np.percentile(grey[::4, ::4], 90)) < DARK)
