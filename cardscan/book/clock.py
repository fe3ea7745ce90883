"""The time, as the book notes it."""

from __future__ import annotations

from datetime import UTC, datetime


def utc_now() -> str:
    """Return the time now: ISO 8601, UTC, to the microsecond, so that texts sort as times do."""
    return datetime.now(UTC).isoformat(timespec="microseconds")
