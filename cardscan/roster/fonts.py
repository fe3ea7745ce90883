"""Which fonts of this machine a roster can be printed with."""

from __future__ import annotations

import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=1)
def fonts() -> tuple[Path, ...]:
    """Return the font files that are there, the best first; empty if this machine has none that we know."""
    told = tomllib.loads(Path(__file__).with_name("fonts.toml").read_text(encoding="utf-8"))
    there: dict[str, Path] = {}
    for folder in told["folders"]:
        for path in sorted(Path(folder).expanduser().rglob("*.[toTO][tT][cfCF]")):
            there.setdefault(unicodedata.normalize("NFC", path.name), path)  # macOS takes ゴ apart
    return tuple(there[name] for name in told["files"] if name in there)
