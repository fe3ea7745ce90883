"""Photos of business cards in, a tidy contact book and phone-ready vCards out."""

from __future__ import annotations

__version__ = "0.1.0"
