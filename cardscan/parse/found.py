"""What a rule proposes: a value, where it was seen, how sure the rule is. Rules propose, settle decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from cardscan.model import Kind, Source

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value that a rule proposes. ``sources`` name every stretch of text it uses, labels included."""

    kind: Kind
    value: T
    confidence: float
    sources: tuple[Source, ...]
    doubt: str | None = None
