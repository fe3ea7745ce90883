"""Pictures of cards with a time and a place in their EXIF, as a phone makes them."""

from __future__ import annotations

from pathlib import Path

from PIL import ExifTags, Image


def expose(picture: Path, taken: str | None = None, position: tuple[float, float] | None = None) -> Path:
    """Make of a drawn card a JPEG that was ``taken`` (``2026:11:20 19:05:00``) at (degrees north, degrees east), its
    recorded lines beside it; return its path."""
    exif = Image.Exif()
    if taken:
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = taken
    if position:
        place = exif.get_ifd(ExifTags.IFD.GPSInfo)
        place[ExifTags.GPS.GPSLatitudeRef], place[ExifTags.GPS.GPSLatitude] = "N", (position[0], 0.0, 0.0)
        place[ExifTags.GPS.GPSLongitudeRef], place[ExifTags.GPS.GPSLongitude] = "E", (position[1], 0.0, 0.0)
    jpeg = picture.with_suffix(".jpg")
    with Image.open(picture) as drawn:
        drawn.convert("RGB").save(jpeg, quality=95, exif=exif.tobytes())
    return jpeg
