"""PHOTO IN, FLAT CARDS OUT: the only place for cv2, PIL and the decoders. Heavy imports wait until they are used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cardscan.image.cards import cards_in
    from cardscan.image.flatten import flatten, turn
    from cardscan.image.light import even_light
    from cardscan.image.load import load
    from cardscan.image.sources import pictures

__all__ = ["cards_in", "even_light", "flatten", "load", "pictures", "turn"]

HOMES = {
    "cards_in": "cards",
    "even_light": "light",
    "flatten": "flatten",
    "load": "load",
    "pictures": "sources",
    "turn": "flatten",
}


def __getattr__(name: str) -> Any:  # a module attribute can be anything
    if name not in HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{HOMES[name]}"), name)
