"""The recogniser as it comes in the ``rapidocr`` wheel, to compare with: thresholds tell it 髙 from 高."""

from __future__ import annotations

from cardscan.ocr import variants
from cardscan.ocr.ppocr import PLAIN, WHEEL_DETECTOR, PpOcr, models, refuse_foreign


def open_engine(language: str | None = None) -> PpOcr:
    """Return the reader. Raises EngineMissing if its models are not there or do not know ``language``'s letters."""
    refuse_foreign("plain", language)
    folder = models()
    return PpOcr("plain", folder / WHEEL_DETECTOR, folder / PLAIN, variants.load, language)
