"""The generator's own words, as data: one TOML file a subject, lists dealt to the splits."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

Split = Literal["dev", "test"]
SPLITS: tuple[Split, ...] = ("dev", "test")


@lru_cache
def table(name: str) -> dict[str, Any]:
    """Return the parsed TOML file ``name`` (people, firms, jobs, places, labels, sayings, fonts)."""
    return tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8"))


def listed(name: str, key: str, split: Split) -> list[str]:
    """Return the words of ``key`` that ``split`` may use: the common core (``all``), its own, and its half of those
    that are ``dealt`` out."""
    words: dict[str, list[str]] = table(name)[key]
    return [*words.get("all", ()), *words.get(split, ()), *dealt(words.get("dealt", ()), split)]


def dealt(words: Sequence[str], split: Split) -> list[str]:
    """Return the half of ``words`` that ``split`` may use."""
    return [word for word in words if dealt_to(word) == split]


def dealt_to(text: str) -> Split:
    """Return the split that ``text`` belongs to: a fixed coin toss, the same on every machine."""
    return SPLITS[hashlib.sha256(text.encode()).digest()[0] & 1]
