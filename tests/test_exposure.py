"""When and where a photo was taken, as its EXIF says; whatever stands there, the photo is read."""

from __future__ import annotations

import io
import random
import time
from collections.abc import Iterator
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image

from cardscan.image.load import load
from cardscan.intake import exposure
from cardscan.model import Exposure

TAKEN, OFFSET = ExifTags.Base.DateTimeOriginal, ExifTags.Base.OffsetTimeOriginal
TOKYO = {
    ExifTags.GPS.GPSLatitudeRef: "N",
    ExifTags.GPS.GPSLatitude: (35.0, 43.0, 46.2),
    ExifTags.GPS.GPSLongitudeRef: "E",
    ExifTags.GPS.GPSLongitude: (139.0, 42.0, 39.2),
}


def photo(taken: dict[int, object] | None = None, place: dict[int, object] | None = None, kind: str = "JPEG") -> bytes:
    exif = Image.Exif()
    exif.get_ifd(ExifTags.IFD.Exif).update(taken or {})
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(place or {})
    out = io.BytesIO()
    Image.new("RGB", (64, 40), "white").save(out, kind, exif=exif.tobytes())
    return out.getvalue()


@pytest.fixture(autouse=True)
def in_tokyo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "TIFF", "HEIF"])
def test_the_time_of_a_photo_is_that_of_the_cameras_clock(kind: str) -> None:
    assert exposure(photo({TAKEN: "2026:11:20 19:05:33"}, kind=kind)).clocks == (datetime(2026, 11, 20, 19, 5, 33),)


def test_a_camera_that_tells_its_distance_from_utc_tells_what_this_machines_clock_showed() -> None:
    berlin = exposure(photo({TAKEN: "2026:11:20 19:05:00", OFFSET: "+01:00"}))
    assert berlin.clocks == (datetime(2026, 11, 20, 19, 5), datetime(2026, 11, 21, 3, 5))
    assert exposure(photo({TAKEN: "2026:11:20 19:05:00", OFFSET: "+09:00"})).clocks == (datetime(2026, 11, 20, 19, 5),)


def test_the_place_of_a_photo_is_in_degrees() -> None:
    latitude, longitude = exposure(photo(place=TOKYO)).position or (0, 0)
    assert (latitude, longitude) == (pytest.approx(35.7295, abs=1e-4), pytest.approx(139.7109, abs=1e-4))
    south = exposure(photo(place={**TOKYO, ExifTags.GPS.GPSLatitudeRef: "S", ExifTags.GPS.GPSLongitudeRef: "W"}))
    assert south.position == (pytest.approx(-35.7295, abs=1e-4), pytest.approx(-139.7109, abs=1e-4))


@pytest.mark.parametrize(
    "taken",
    [
        "",
        "0000:00:00 00:00:00",
        "    :  :     :  :  ",
        "2026:02:31 10:00:00",
        "2026:11:20 25:00:00",
        "1970:01:01 00:00:00",
        "20 November 2026",
        "2026:11:20 19:05:00" + "0" * 100_000,
        b"\xff\xfe\x00",
        7,
        (1, 2, 3),
    ],
    ids=lambda taken: str(taken)[:20],
)
def test_a_time_that_cannot_be_is_none(taken: object) -> None:
    assert exposure(photo({TAKEN: taken}, kind="WEBP")).clocks == ()  # a JPEG holds no 100 kB of metadata


@pytest.mark.parametrize(
    "offset",
    ["", "JST", "+99:00", "+14:99", b"\x00" * 9, 9, "+09:00" + "0" * 100_000],
    ids=lambda offset: str(offset)[:20],
)
def test_a_distance_from_utc_that_cannot_be_is_none(offset: object) -> None:
    content = photo({TAKEN: "2026:11:20 19:05:00", OFFSET: offset}, kind="WEBP")
    assert exposure(content).clocks == (datetime(2026, 11, 20, 19, 5),)


def test_the_end_of_time_is_no_error() -> None:
    shown = (datetime(9999, 12, 31, 23, 59, 59),)
    assert exposure(photo({TAKEN: "9999:12:31 23:59:59", OFFSET: "-12:00"})).clocks == shown


@pytest.mark.parametrize(
    "odd",
    [
        {ExifTags.GPS.GPSLatitude: (91.0, 0.0, 0.0)},
        {ExifTags.GPS.GPSLatitude: (35.0, 43.0)},
        {ExifTags.GPS.GPSLatitudeRef: "X"},
        {ExifTags.GPS.GPSLatitudeRef: ""},
        {ExifTags.GPS.GPSLongitude: (181.0, 0.0, 0.0)},
        dict.fromkeys((ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSLongitude), (0.0, 0.0, 0.0)),
    ],
    ids=str,
)
def test_a_place_that_cannot_be_is_none_and_costs_not_the_time(odd: dict[int, object]) -> None:
    found = exposure(photo({TAKEN: "2026:11:20 19:05:00"}, {**TOKYO, **odd}))
    assert found == Exposure((datetime(2026, 11, 20, 19, 5),))


def test_a_place_with_nothing_below_the_line_is_none() -> None:
    """Rationals with a denominator of zero, which no library writes but any file may hold."""
    exif = photo({TAKEN: "2026:11:20 19:05:00"}, TOKYO)
    broken = exif.replace((43).to_bytes(4, "little") + (1).to_bytes(4, "little"), (0).to_bytes(8, "little"))
    broken = broken.replace((43).to_bytes(4, "big") + (1).to_bytes(4, "big"), (0).to_bytes(8, "big"))
    assert broken != exif
    assert exposure(broken) == Exposure((datetime(2026, 11, 20, 19, 5),))


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"GIF89a", b"\xff\xd8\xff\xe1", b"not a picture" * 99], ids=repr)
def test_what_is_no_photo_has_no_time(content: bytes) -> None:
    assert exposure(content) == Exposure()


WHOLE = photo({TAKEN: "2026:11:20 19:05:00", OFFSET: "+09:00"}, TOKYO)


@given(st.integers(0, 2**32))
def test_no_damage_to_the_metadata_is_an_error_or_costs_the_pixels(seed: int) -> None:
    told = random.Random(seed)
    damaged = bytearray(WHOLE)
    begin = WHOLE.index(b"Exif\0\0") + 6
    end = begin - 10 + int.from_bytes(WHOLE[begin - 8 : begin - 6], "big")
    for _ in range(told.randint(1, 30)):
        damaged[told.randrange(begin, end)] = told.randrange(256)
    found = exposure(bytes(damaged))
    assert len(found.clocks) <= 2
    if found.position:
        assert -90 <= found.position[0] <= 90 and -180 <= found.position[1] <= 180
    assert [page.pixels.size for page in load("a.jpg", bytes(damaged))] == [64 * 40 * 3]
