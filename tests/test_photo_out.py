"""The picture of a card on a phone: small, without metadata, and never over a face."""

import base64
import io
from dataclasses import replace

import pytest
from book_contacts import person
from PIL import Image

from cardscan.model import Person, Property
from cardscan.share.photo import MOST_BYTES, small_jpeg, with_photo, without_photo
from cardscan.share.vcard import to_vcard

FACE = Property("PHOTO", "/9j/AAAA", (("ENCODING", "b"), ("TYPE", "JPEG")))


def picture(size=(1820, 1100), form="JPEG"):
    out = io.BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(out, form)
    return out.getvalue()


@pytest.mark.parametrize(("size", "form"), [((1820, 1100), "JPEG"), ((3000, 5000), "PNG"), ((40, 30), "JPEG")])
def test_a_photo_is_small_enough_for_every_server(size, form):
    jpeg = small_jpeg(picture(size, form))
    assert len(jpeg) <= MOST_BYTES
    with Image.open(io.BytesIO(jpeg)) as shown:
        assert shown.format == "JPEG" and max(shown.size) <= 720
        assert not shown.getexif()


def test_the_photo_is_folded_and_comes_back_to_the_bit():
    text = to_vcard(with_photo(Person("uid-1", person()), small_jpeg(picture())))
    assert max(len(line) for line in text.encode().split(b"\r\n")) <= 76
    (line,) = [line for line in text.replace("\r\n ", "").split("\r\n") if line.startswith("PHOTO")]
    assert line.startswith("PHOTO;ENCODING=b;TYPE=JPEG:")
    Image.open(io.BytesIO(base64.b64decode(line.partition(":")[2]))).verify()


def test_a_face_from_another_address_book_stays():
    one = Person("uid-1", person(), properties=(FACE,))
    assert with_photo(one, picture()) == one
    assert without_photo(one) == replace(one, properties=())


def test_what_is_no_picture_is_an_error():
    with pytest.raises(OSError, match="cannot identify"):
        small_jpeg(b"no picture")
    with pytest.raises(OSError, match="truncated"):
        small_jpeg(picture()[:5000])
    with pytest.raises(OSError, match="more pixels"):
        small_jpeg(bomb())


def bomb():
    """A small file that says it is a picture of 400 million pixels."""
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    return out.getvalue()
