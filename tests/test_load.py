"""Files in, upright photos out; and every way in which a file can be bad."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from cardscan.errors import CardscanError, LockedDocument, NothingToRead, PictureTooLarge, UnreadableFile
from cardscan.image.load import load
from cardscan.image.sources import natural, pictures

PAGES = ((108, 72), (72, 108))  # of the PDF written below, in points


def picture(width: int = 60, height: int = 40) -> Image.Image:
    """A white picture with a red top left quarter."""
    image = Image.new("RGB", (width, height), "white")
    image.paste((255, 0, 0), (0, 0, width // 2, height // 2))
    return image


def pdf(damage: bytes = b"") -> bytes:
    kids = " ".join(f"{3 + i} 0 R" for i in range(len(PAGES)))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(PAGES)} >>".encode()]
    objects += [f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {w} {h}] >>".encode() for w, h in PAGES]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010} 00000 n \n".encode() for offset in offsets)
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {damage.decode()} >>\nstartxref\n{start}\n%%EOF\n"
    return out + trailer.encode()


def is_red(pixel: np.ndarray) -> bool:
    """BGR."""
    return bool(pixel[2] > 200 and pixel[0] < 80 and pixel[1] < 80)


@pytest.mark.parametrize("kind", ["jpg", "png", "webp", "tif", "bmp", "gif", "heic"])
def test_every_kind_of_picture_is_read_as_bgr(tmp_path: Path, kind: str) -> None:
    if kind == "heic":
        import pillow_heif

        pillow_heif.register_heif_opener()
    path = tmp_path / f"card.{kind}"
    picture().save(path)
    (photo,) = load(str(path))
    assert photo.name == str(path)
    assert photo.page == 1
    assert photo.pixels.shape == (40, 60, 3)
    assert is_red(photo.pixels[8, 8])
    assert photo.pixels[35, 55].min() > 240


def test_pixels_cannot_be_written_to(tmp_path: Path) -> None:
    picture().save(tmp_path / "card.png")
    (photo,) = load(str(tmp_path / "card.png"))
    with pytest.raises(ValueError, match="read-only"):
        photo.pixels[0, 0] = 0


def test_a_picture_is_recognised_by_its_content_not_by_its_name(tmp_path: Path) -> None:
    picture().save(tmp_path / "card.txt", format="PNG")
    (photo,) = load(str(tmp_path / "card.txt"))
    assert is_red(photo.pixels[5, 5])


@pytest.mark.parametrize(("orientation", "corner"), [(1, (5, 5)), (3, (-5, -5)), (6, (5, -5)), (8, (-5, 5))])
def test_a_photo_taken_with_the_phone_turned_comes_out_upright(
    tmp_path: Path, orientation: int, corner: tuple[int, int]
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture().save(tmp_path / "card.jpg", exif=exif, quality=95)
    (photo,) = load(str(tmp_path / "card.jpg"))
    assert is_red(photo.pixels[corner])


def test_transparency_becomes_white(tmp_path: Path) -> None:
    image = Image.new("RGBA", (40, 30), (0, 0, 0, 0))
    image.paste((255, 0, 0, 255), (0, 0, 10, 10))
    image.save(tmp_path / "card.png")
    (photo,) = load(str(tmp_path / "card.png"))
    assert is_red(photo.pixels[4, 4])
    assert photo.pixels[25, 35].tolist() == [255, 255, 255]


def test_a_palette_with_a_transparent_colour_is_read(tmp_path: Path) -> None:
    image = picture().quantize(4)
    index = image.getpixel((55, 35))
    image.save(tmp_path / "card.gif", transparency=index)
    (photo,) = load(str(tmp_path / "card.gif"))
    assert is_red(photo.pixels[4, 4])
    assert photo.pixels[35, 55].min() > 240


def test_sixteen_bits_a_pixel_are_brought_down_to_eight(tmp_path: Path) -> None:
    levels = np.zeros((20, 30), np.uint16)
    levels[:, 15:] = 60000
    Image.fromarray(levels).save(tmp_path / "scan.png")
    (photo,) = load(str(tmp_path / "scan.png"))
    assert photo.pixels[5, 5].max() == 0
    assert 225 <= photo.pixels[5, 25].min() <= 240


def test_printers_colours_are_converted(tmp_path: Path) -> None:
    picture().convert("CMYK").save(tmp_path / "card.tif")
    (photo,) = load(str(tmp_path / "card.tif"))
    assert is_red(photo.pixels[5, 5])


def test_each_page_of_a_tiff_is_a_photo(tmp_path: Path) -> None:
    picture().save(tmp_path / "scan.tif", save_all=True, append_images=[picture(80, 50), picture(30, 20)])
    assert [(p.page, p.pixels.shape[:2]) for p in load(str(tmp_path / "scan.tif"))] == [
        (1, (40, 60)),
        (2, (50, 80)),
        (3, (20, 30)),
    ]


def test_each_page_of_a_pdf_is_a_photo_fine_enough_to_read(tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(pdf())
    first, second = load(str(tmp_path / "scan.pdf"))
    assert (first.page, second.page) == (1, 2)
    assert first.pixels.shape[1] >= 108 / 72 * 300
    assert first.pixels.shape[1] / first.pixels.shape[0] == pytest.approx(1.5, abs=0.01)
    assert second.pixels.shape[0] / second.pixels.shape[1] == pytest.approx(1.5, abs=0.01)
    assert first.pixels.min() == 255


def test_standard_input_is_read_by_its_dash(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.BytesIO()
    picture().save(stream, "PNG")

    class Stdin:
        buffer = io.BytesIO(stream.getvalue())

    monkeypatch.setattr("sys.stdin", Stdin())
    (photo,) = load("-")
    assert photo.name == "-"
    assert is_red(photo.pixels[5, 5])


def bomb(width: int, height: int) -> bytes:
    """A PNG whose header claims ``width`` × ``height``; the pixels are never there."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")
    )


def truncated(kind: str) -> bytes:
    stream = io.BytesIO()
    noise = np.random.default_rng(1).integers(0, 255, (200, 300, 3), dtype=np.uint8)
    Image.fromarray(noise).save(stream, kind)
    return stream.getvalue()[: stream.tell() // 2]


BAD = {
    "words.jpg": (b"this is not a picture", UnreadableFile),
    "empty.jpg": (b"", UnreadableFile),
    "half.jpg": (truncated("JPEG"), UnreadableFile),
    "half.png": (truncated("PNG"), UnreadableFile),
    "half.webp": (truncated("WEBP"), UnreadableFile),
    "half.tif": (truncated("TIFF"), UnreadableFile),
    "nothing.png": (bomb(0, 0), UnreadableFile),
    "bomb.png": (bomb(20000, 20000), PictureTooLarge),
    "large.png": (bomb(9000, 9000), PictureTooLarge),
    "damaged.pdf": (b"%PDF-1.7\nnothing follows", UnreadableFile),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_error_that_names_it(tmp_path: Path, name: str) -> None:
    content, error = BAD[name]
    (tmp_path / name).write_bytes(content)
    with pytest.raises(error) as caught:
        list(load(str(tmp_path / name)))
    assert name in caught.value.message
    assert "\n" not in str(caught.value)


def test_a_pdf_with_a_password_is_refused_as_locked(tmp_path: Path) -> None:
    # An encryption dictionary whose user key cannot come from the empty password.
    crypt = (
        b"/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] /Encrypt << /Filter /Standard "
        b"/V 1 /R 2 /P -4 /O <" + b"ab" * 32 + b"> /U <" + b"cd" * 32 + b"> >>"
    )
    (tmp_path / "locked.pdf").write_bytes(pdf(crypt))
    with pytest.raises(LockedDocument, match=r"locked\.pdf"):
        list(load(str(tmp_path / "locked.pdf")))


def test_a_missing_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"missing\.jpg"):
        list(load(str(tmp_path / "missing.jpg")))


def test_a_folder_without_pictures_holds_nothing_to_read(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no picture")
    (name,) = pictures([str(tmp_path)])
    with pytest.raises(NothingToRead):
        list(load(name))


def test_a_pattern_without_a_match_is_nothing_to_read(tmp_path: Path) -> None:
    (name,) = pictures([str(tmp_path / "*.jpg")])
    with pytest.raises(NothingToRead, match="jpg"):
        list(load(name))


def test_a_bad_page_of_a_tiff_does_not_cost_the_good_ones(tmp_path: Path) -> None:
    stream = io.BytesIO()
    noise = Image.fromarray(np.random.default_rng(1).integers(0, 255, (60, 60, 3), dtype=np.uint8))
    picture().save(stream, "TIFF", save_all=True, append_images=[noise])
    path = tmp_path / "scan.tif"
    whole = stream.getvalue()
    path.write_bytes(whole)
    assert len(list(load(str(path)))) == 2
    # Point the second page's pixels beyond the end of the file.
    image = Image.open(path)
    image.seek(1)
    offset = image.tag_v2[273][0]
    broken = whole.replace(struct.pack("<I", offset), struct.pack("<I", len(whole) + 9999))
    assert broken != whole
    path.write_bytes(broken)
    good = []
    with pytest.raises(UnreadableFile, match=r"scan\.tif"):
        for photo in load(str(path)):
            good.append(photo.page)  # noqa: PERF401 - a comprehension would lose the pages when the error comes
    assert good == [1]


def test_a_very_large_jpeg_is_read_scaled_down(tmp_path: Path) -> None:
    Image.new("L", (9000, 7200), 200).save(tmp_path / "phone.jpg", quality=30)
    (photo,) = load(str(tmp_path / "phone.jpg"))
    assert photo.pixels.shape[:2] == (3600, 4500)


@given(
    st.binary(min_size=1, max_size=200),
    st.sampled_from([b"", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"II*\x00", b"%PDF-", b"BM"]),
)
def test_no_bytes_whatever_raise_anything_but_our_errors(body: bytes, head: bytes) -> None:
    import tempfile

    with tempfile.NamedTemporaryFile(suffix=".jpg") as file:
        file.write(head + body)
        file.flush()
        try:
            list(load(file.name))
        except CardscanError as error:
            assert file.name in error.message


def test_a_folder_stands_for_the_pictures_in_and_below_it(tmp_path: Path) -> None:
    for name in ("IMG_10.jpg", "IMG_2.JPG", "notes.txt", ".hidden.png", "more/IMG_1.heic", ".trash/IMG_3.jpg"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    names = [str(Path(name).relative_to(tmp_path)) for name in pictures([str(tmp_path)])]
    assert names == ["IMG_2.JPG", "IMG_10.jpg", "more/IMG_1.heic"]


def test_a_pattern_that_the_shell_left_alone_is_expanded(tmp_path: Path) -> None:
    for name in ("a1.png", "a12.png", "a3.png", "b.png"):
        (tmp_path / name).write_bytes(b"x")
    assert [Path(name).name for name in pictures([str(tmp_path / "a*.png")])] == ["a1.png", "a3.png", "a12.png"]


def test_a_file_whose_name_looks_like_a_pattern_is_itself(tmp_path: Path) -> None:
    path = tmp_path / "card[1].png"
    path.write_bytes(b"x")
    assert list(pictures([str(path)])) == [str(path)]


def test_names_keep_the_order_in_which_they_were_given(tmp_path: Path) -> None:
    assert list(pictures(["z.jpg", "-", "a.jpg"])) == ["z.jpg", "-", "a.jpg"]


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_numbers_in_names_sort_as_numbers(a: int, b: int) -> None:
    assert (natural(f"IMG_{a}.jpg") < natural(f"IMG_{b}.jpg")) == (a < b)
