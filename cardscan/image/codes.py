"""QR codes and bar codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import zxingcpp

from cardscan.model import Code

if TYPE_CHECKING:
    from cardscan.model import Pixels


def read_codes(pixels: Pixels) -> tuple[Code, ...]:
    """Return the QR and bar codes in ``pixels`` (BGR), top to bottom, each text once; formats are named as in
    ``QRCode``, ``EAN13``."""
    found = sorted(
        zxingcpp.read_barcodes(pixels), key=lambda code: (code.position.top_left.y, code.position.top_left.x)
    )
    codes = (Code(_format_name(code.format), code.text) for code in found if code.valid and code.text)
    return tuple(dict.fromkeys(codes))


def _format_name(code_format: object) -> str:
    name = getattr(code_format, "name", None) or str(code_format)
    return str(name).rpartition(".")[2]
