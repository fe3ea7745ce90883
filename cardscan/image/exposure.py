"""A picture file in, when and where it was taken out: what the camera wrote into its EXIF, believed only where it can
be true. No pixel is decoded, and nothing that stands there is an error: a photo without a time is still a photo.
"""

from __future__ import annotations

import io
import math
import re
import warnings
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone

from PIL import ExifTags, Image

from cardscan.image.load import DECODER_FAULTS, prepare_pillow
from cardscan.model import Exposure

_FORMATS = ("JPEG", "HEIF", "TIFF", "WEBP")  # what cameras write; of a PNG all pixels would be decoded first
_TIME = re.compile(r"(\d{4})[:\-/.](\d\d)[:\-/.](\d\d)[ T](\d\d):(\d\d)(?::(\d\d))?")
_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)")
_LONGEST = 64  # characters of a time; what is longer is none
_FIRST_YEAR = 1990  # no digital camera is older: clocks that were never set say 1970 or 1980


def exposure_of(content: bytes) -> Exposure:
    """Return when and where the photo in ``content`` was taken; an empty Exposure where that is not known. Of a file
    with several pictures the first tells."""
    prepare_pillow()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
                exif = image.getexif()
                taken, place = exif.get_ifd(ExifTags.IFD.Exif), exif.get_ifd(ExifTags.IFD.GPSInfo)
        return Exposure(_clocks(taken), _position(place))
    except (*DECODER_FAULTS, Image.DecompressionBombError):  # whatever a hostile file makes of it
        return Exposure()


def _clocks(taken: Mapping[int, object]) -> tuple[datetime, ...]:
    """Return what the camera's clock showed and, if its distance from UTC is told, what this machine's did."""
    found = _TIME.match(_text(taken.get(ExifTags.Base.DateTimeOriginal)))
    if found is None or int(found[1]) < _FIRST_YEAR:
        return ()
    try:
        year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
        shown = datetime(year, month, day, hour, minute, second)
    except ValueError:  # the 31st of February, 25 o'clock, 0000:00:00
        return ()
    return tuple(dict.fromkeys((shown, *_here(shown, _text(taken.get(ExifTags.Base.OffsetTimeOriginal))))))


def _here(shown: datetime, offset: str) -> tuple[datetime, ...]:
    found = _OFFSET.match(offset)
    if found is None or int(found[2]) > 14 or int(found[3]) > 59:  # no place on earth is farther from UTC
        return ()
    ahead = timedelta(hours=int(found[2]), minutes=int(found[3])) * (-1 if found[1] == "-" else 1)
    try:
        return (shown.replace(tzinfo=timezone(ahead)).astimezone().replace(tzinfo=None),)
    except (ValueError, OverflowError, OSError):  # the end of time
        return ()


def _position(place: Mapping[int, object]) -> tuple[float, float] | None:
    latitude = _degrees(place.get(ExifTags.GPS.GPSLatitude), place.get(ExifTags.GPS.GPSLatitudeRef), "NS", 90)
    longitude = _degrees(place.get(ExifTags.GPS.GPSLongitude), place.get(ExifTags.GPS.GPSLongitudeRef), "EW", 180)
    if latitude is None or longitude is None or latitude == longitude == 0:  # what phones write that know no place
        return None
    return latitude, longitude


def _degrees(parts: object, side: object, sides: str, most: float) -> float | None:
    """Return degrees, minutes and seconds as degrees, below 0 on the second of the two ``sides``."""
    which = _text(side)[:1]
    if not isinstance(parts, tuple) or len(parts) != 3 or not which or which not in sides:
        return None
    try:
        degrees, minutes, seconds = (float(part) for part in parts)
    except (TypeError, ValueError, ArithmeticError):
        return None
    whole = degrees + minutes / 60 + seconds / 3600
    if not (math.isfinite(whole) and min(degrees, minutes, seconds) >= 0 and whole <= most):
        return None
    return -whole if which == sides[1] else whole


def _text(value: object) -> str:
    """Return an EXIF value as text: some cameras write bytes; anything else, or anything long, is nothing."""
    if isinstance(value, bytes):
        value = value[: _LONGEST + 1].decode("ascii", "replace")
    return value.strip(" \0\t\n") if isinstance(value, str) and len(value) <= _LONGEST else ""
