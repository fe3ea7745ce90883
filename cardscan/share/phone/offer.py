"""What is offered to a phone, to whoever has the token, until when, and how often. No network."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto

_BYTES = 16  # of the token: nobody guesses 128 bits


class Answer(Enum):
    """What somebody who asks is told."""

    HERE = auto()
    UNKNOWN = auto()  # no such link, and no hint that there is another one
    GONE = auto()  # the link was good once


@dataclass(frozen=True, slots=True)
class Shown:
    """One person on the page."""

    name: str
    work: str


@dataclass(slots=True)
class Offer:
    """A file of vCards under an unguessable link. ``until`` is on ``clock`` (seconds); with ``once`` the first download
    is the last; ``given`` counts downloads that began."""

    content: bytes
    people: tuple[Shown, ...]
    until: float
    clock: Callable[[], float]
    once: bool = False
    token: str = field(default_factory=lambda: secrets.token_urlsafe(_BYTES))
    given: int = 0

    def answer(self, token: str) -> Answer:
        """Return what somebody with this token is told now."""
        if not secrets.compare_digest(token.encode("utf-8", "replace"), self.token.encode()):
            return Answer.UNKNOWN
        return Answer.GONE if self.is_over() else Answer.HERE

    def is_over(self) -> bool:
        """Whether nobody gets anything any more."""
        return self.clock() >= self.until or (self.once and self.given > 0)
