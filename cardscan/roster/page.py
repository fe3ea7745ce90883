"""A roster in, one file of HTML out that prints well on A4 and loads nothing from anywhere. Pure.

Everything from a card is escaped; the page itself forbids scripts and addresses.
"""

from __future__ import annotations

import base64
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from cardscan.roster import Roster
from cardscan.roster.words import Words


def to_html(roster: Roster, words: Words) -> bytes:
    """Return the list as a page, in UTF-8."""
    return _template().render(roster=roster, t=words).encode("utf-8", "replace")


@lru_cache(maxsize=1)
def _template() -> Template:
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["base64"] = lambda content: base64.b64encode(content).decode()
    return made.get_template("page.html")
