"""A laid-out card made into pixels: paper, decoration, shapes and glyphs. The only home of Pillow's drawing here."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from bench.cards import codes, marks
from bench.cards.design import Colour, Design
from bench.cards.fonts import font
from bench.cards.setting import Element, Run, Shape

Pixels = npt.NDArray[np.uint8]


def draw(
    sheet: Image.Image, elements: Sequence[Element], design: Design, foil: Image.Image | None = None
) -> Image.Image:
    """Return the sheet with the elements printed on it. With ``foil``, letters in the accent colour shine like it."""
    image = sheet.copy()
    pen = ImageDraw.Draw(image)
    for element in elements:
        for shape in element.shapes:
            _shape(image, pen, shape, ink_over(sheet, shape.box, shape.ink, design), sheet)
        box = _extent(element)
        for run in element.runs:
            colour = ink_over(sheet, box, run.ink, design)
            if foil is not None and run.ink == "accent":
                mask = Image.new("L", image.size, 0)
                _glyphs(ImageDraw.Draw(mask), run, 255)
                image.paste(foil, (0, 0), mask)
            else:
                _glyphs(pen, run, colour)
    return image


def _extent(element: Element) -> tuple[float, float, float, float]:
    boxes = [line.box for line in element.lines] or [(0.0, 0.0, 1.0, 1.0)]
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def _glyphs(pen: ImageDraw.ImageDraw, run: Run, colour: Colour | int) -> None:
    face = font(run.face, run.size)
    if run.vertical:
        _vertical_cell(pen, run, colour)
    elif not run.tracking:
        pen.text((run.x, run.y), run.text, fill=colour, font=face, anchor="ls")
    else:
        for index, char in enumerate(run.text):
            # The advance of what stands before keeps the kerning of the face.
            x = run.x + face.getlength(run.text[:index]) + index * run.tracking * run.size
            pen.text((x, run.y), char, fill=colour, font=face, anchor="ls")


def _vertical_cell(pen: ImageDraw.ImageDraw, run: Run, colour: Colour | int) -> None:
    if len(run.text) > 1:
        small = font(run.face, run.size * 0.82)
        pen.text((run.x, run.y + run.size * 0.85), run.text, fill=colour, font=small, anchor="ms")
    else:
        pen.text((run.x, run.y), run.text, fill=colour, font=font(run.face, run.size), anchor="mt", direction="ttb")


def ink_over(sheet: Image.Image, box: tuple[float, float, float, float], ink: str, design: Design) -> Colour:
    """Return the colour of an ink where it will lie: another than the design's if that could not be read there."""
    ground = _ground(sheet, box)
    wanted = {"ink": design.ink, "accent": design.accent, "soft": _mixed(design.ink, ground, 0.3)}.get(ink, design.ink)
    if contrast(wanted, ground) >= 3.2:
        return wanted
    if contrast(design.ink, ground) >= 3.2:
        return design.ink
    return (255, 255, 255) if contrast((255, 255, 255), ground) > contrast((20, 20, 20), ground) else (20, 20, 20)


def evenness(sheet: Image.Image, box: tuple[float, float, float, float]) -> float:
    """Return the spread (deviation in grey levels) of the ground under a box: high where a panel ends under it."""
    cut = sheet.crop(_inside(sheet, box)).convert("L").resize((24, 24), Image.Resampling.BOX)
    return float(np.asarray(cut, np.float32).std())


def _ground(sheet: Image.Image, box: tuple[float, float, float, float]) -> Colour:
    cut = np.asarray(sheet.crop(_inside(sheet, box)).resize((16, 16), Image.Resampling.BOX), np.float32).reshape(-1, 3)
    red, green, blue = np.median(cut, axis=0)
    return int(red), int(green), int(blue)


def _inside(sheet: Image.Image, box: tuple[float, float, float, float]) -> tuple[int, int, int, int]:
    left, top = max(int(box[0]), 0), max(int(box[1]), 0)
    return left, top, max(min(int(box[2]) + 1, sheet.width), left + 1), max(min(int(box[3]) + 1, sheet.height), top + 1)


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of two colours, 1 to 21, after WCAG 2."""

    def light(colour: Colour) -> float:
        parts = [channel / 255 for channel in colour]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _mixed(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a * (1 - share) + b * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _shape(image: Image.Image, pen: ImageDraw.ImageDraw, shape: Shape, colour: Colour, sheet: Image.Image) -> None:
    if shape.kind == "code":
        _code(image, shape)
    elif shape.kind.startswith("icon:"):
        marks.icon(pen, shape.kind[5:], shape.box, colour, _ground(sheet, shape.box))
    elif shape.kind == "rule":
        pen.rectangle(shape.box, fill=colour)
    elif shape.kind == "mark":
        marks.mark(image, shape.what, shape.box, colour)
    elif shape.kind == "portrait":
        marks.portrait(image, shape.what, shape.box)


def _code(image: Image.Image, shape: Shape) -> None:
    dark = codes.modules(shape.what)
    quiet = np.pad(dark, 3)
    left, top, right, bottom = (round(edge) for edge in shape.box)
    tile = Image.fromarray(np.where(quiet, 0, 255).astype(np.uint8)).resize(
        (right - left, bottom - top), Image.Resampling.NEAREST
    )
    image.paste(tile.convert("RGB"), (left, top))
