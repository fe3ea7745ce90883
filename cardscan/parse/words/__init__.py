"""What the parser knows about the world: one TOML file a subject, read once when first asked for."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache(maxsize=32)
def table(name: str) -> dict[str, Any]:
    """Return the word list ``name`` (``labels`` for ``labels.toml``). Treat it as read-only."""
    # Any: TOML is untyped by nature; each user of a table names what it takes out.
    return tomllib.loads((files(__name__) / f"{name}.toml").read_text(encoding="utf-8"))
