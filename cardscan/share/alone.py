"""Templates of pages that are one file and load nothing from anywhere: everything that is put in is escaped."""

from __future__ import annotations

import base64
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template


@lru_cache(maxsize=4)
def page_alone(file: Path) -> Template:
    """Return the template in ``file``; its filter ``base64`` puts a picture into the page itself."""
    made = Environment(
        loader=FileSystemLoader(file.parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["base64"] = lambda content: base64.b64encode(content).decode()
    return made.get_template(file.name)
