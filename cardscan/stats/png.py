"""An SVG in, a PNG out, by resvg with the fonts of this system. The only place for resvg."""

from __future__ import annotations

from cardscan.errors import CannotDraw

_DRAWN = '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24"><text y="20">{}</text></svg>'
ZOOM = 2.0  # pixels of the PNG for one of the SVG: sharp on every screen


def png(svg: str) -> bytes:
    """Return an SVG as a PNG file. Raises CannotDraw if the extra ``plots`` is not installed."""
    try:
        import resvg_py
    except ImportError:
        raise CannotDraw("PNG pictures need one more package") from None
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=ZOOM))


def shows_kanji() -> bool:
    """Whether a font of this system has kanji: without one, two of them look alike. Raises CannotDraw."""
    one, other = (png(_DRAWN.format(kanji)) for kanji in "漢橋")
    return one != other
