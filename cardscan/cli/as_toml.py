"""A person as a small TOML text that people edit, and back."""

from __future__ import annotations

import tomllib
from dataclasses import asdict
from typing import Any

import msgspec
import tomli_w

from cardscan.errors import CardscanError
from cardscan.model import Contact, Encounter

_HEAD = """\
# Change what is wrong, take out what is not so, add what is missing; save, and leave the editor.
# What you change stands: no later scan overwrites it. Emptying the whole file changes nothing.
# Kinds of phones: work, mobile, fax, home, other. Take out e164, the international number, to have it worked out anew.

"""


class _Text(msgspec.Struct, forbid_unknown_fields=True):
    """What stands in the file."""

    name: dict[str, Any] | None = None
    affiliations: tuple[dict[str, Any], ...] = ()
    accounts: tuple[dict[str, Any], ...] = ()
    qualifications: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    encounters: tuple[dict[str, Any], ...] = ()


def to_toml(contact: Contact, encounters: tuple[Encounter, ...]) -> str:
    """Return a person as TOML."""
    values: dict[str, Any] = {**asdict(contact), "encounters": [asdict(met) for met in encounters]}
    return _HEAD + tomli_w.dumps(_without_holes(values), multiline_strings=False)


def from_toml(text: str) -> tuple[Contact, tuple[Encounter, ...]]:
    """Return the person that the text says. Raises CardscanError with the place of what is wrong."""
    try:
        told = msgspec.to_builtins(msgspec.convert(tomllib.loads(text), _Text))
        met = told.pop("encounters")
        return msgspec.convert(told, Contact), msgspec.convert(met, tuple[Encounter, ...])
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        words = f"the text cannot be understood: {error}"
        raise CardscanError(words, "Run the command again: nothing has changed") from error


def _without_holes(value: Any) -> Any:  # any depth of dicts, lists and texts
    if isinstance(value, dict):
        return {key: _without_holes(part) for key, part in value.items() if part not in (None, (), [], False)}
    if isinstance(value, (list, tuple)):
        return [_without_holes(part) for part in value]
    return value
