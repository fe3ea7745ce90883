"""Lines in, whether they are of a payment or identity card out: a name and a bank on plastic are nobody's contact."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from cardscan.parse.words import table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cardscan.model import TextLine

# Embossed: four groups of four (three to four in the last), or American Express's 4-6-5.
_PAYMENT_NUMBER = re.compile(r"(?<!\d)(\d{4}[ -]\d{4}[ -]\d{4}[ -]\d{3,4}|\d{4}[ -]\d{6}[ -]\d{5}|\d{16})(?!\d)")


def is_payment_or_identity(lines: Iterable[TextLine]) -> bool:
    """Return whether one of the lines is found on payment, identity or membership cards and hardly on others."""
    return any(
        _PAYMENT_NUMBER.search(text) or any(word in re.sub(r"\s", "", text) for word in _words())
        for text in (unicodedata.normalize("NFKC", line.text).upper() for line in lines)
    )


@lru_cache(maxsize=1)
def _words() -> tuple[str, ...]:
    return tuple(word for kind in table("papers").values() for word in kind["words"])
