"""QR codes: what they hold, what a reader learns from them, and their modules."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import segno

from bench.cards.content import Content
from bench.cards.facts import Fact


def payload(kind: str, content: Content) -> str:
    """Return the text of a vCard or MECARD code for the content: only what the card prints."""
    person = content.person
    mail = content.emails[0] if content.emails else ""
    number = content.phones[0].e164 if content.phones else ""
    if kind == "mecard":
        return (
            f"MECARD:N:{person.family},{person.given};"
            + (f"TEL:{number};" if number else "")
            + (f"EMAIL:{mail};" if mail else "")
            + ";"
        )
    org = content.firms[0][0].name if content.firms else ""
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"N:{person.family};{person.given};;;",
        f"FN:{person.full}",
        f"ORG:{org}" if org else "",
        f"TEL:{number}" if number else "",
        f"EMAIL:{mail}" if mail else "",
        "END:VCARD",
    ]
    return "\r\n".join(line for line in lines if line)


def facts(kind: str, text: str) -> tuple[Fact, ...]:
    """Return what the code adds to the contact: an account or a web address. A vCard repeats the print."""
    if kind in ("line", "instagram"):
        return (Fact("account", {"service": kind, "id": text.rstrip("/").split("/")[-1].lstrip("~")}),)
    return (Fact("url", text),) if kind == "url" else ()


def modules(text: str) -> npt.NDArray[np.bool_]:
    """Return the code as a square matrix, True where dark, without the quiet zone."""
    code = segno.make_qr(text, error="m", encoding="utf-8")
    return np.array([[bool(cell) for cell in row] for row in code.matrix], dtype=np.bool_)
