"""A template and what is known of a meeting in, subject and body out. Pure.

A template may be anybody's, and what fills it is as hostile as a card: it is rendered in Jinja's sandbox, values are
plain texts that are never looked at as templates, and nothing in a value can end the subject or begin another header.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import StrictUndefined, TemplateError
from jinja2 import Template as Jinja
from jinja2.meta import find_undeclared_variables
from jinja2.sandbox import ImmutableSandboxedEnvironment

from cardscan.errors import UnreadableTemplate
from cardscan.share.letters.letter import Language, one_line

VALUES = frozenset(
    ("greeting", "name", "family", "given", "latin", "honorific", "company", "department", "title")  # the person
) | {"event", "place", "date", "when", "memo", "sender", "signature"}
_LANGUAGES: Mapping[str, Language | None] = {"": None, "ja": "ja", "en": "en"}
# What a template can go wrong with when it is rendered, beside what Jinja itself says.
_MISTAKES = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError)


@dataclass(frozen=True, slots=True)
class Template:
    """A text to fill: ``name`` is what it is called in messages, ``language`` the one that it is in, if it says
    so; ``tells_memo``: what the user remembers of a person stands in the letter."""

    name: str
    subject: str
    body: str
    language: Language | None = None
    tells_memo: bool = False


@lru_cache(maxsize=16)
def template_of(name: str, text: str) -> Template:
    """Return the template that a file holds: lines ``Subject: …`` and maybe ``Language: ja``, an empty line, the body.

    Raises UnreadableTemplate.
    """
    head, _, body = text.removeprefix("\ufeff").replace("\r\n", "\n").partition("\n\n")
    told = {
        key.strip().casefold(): value.strip() for key, _, value in (line.partition(":") for line in head.split("\n"))
    }
    language = told.pop("language", "")
    subject = told.pop("subject", "")
    if not subject or told or language not in _LANGUAGES:
        raise UnreadableTemplate(f"{name} does not begin as a template of a letter")
    try:
        asked = find_undeclared_variables(_sandbox().parse(f"{subject}\n\n{body}"))
    except TemplateError as error:
        raise UnreadableTemplate(f"{name} is no template: {error}") from error
    if asked - VALUES:
        raise UnreadableTemplate(f"{name} asks for {', '.join(sorted(asked - VALUES))}, which letters do not know")
    return Template(name, subject, body, _LANGUAGES[language], "memo" in asked)


def filled(template: Template, values: Mapping[str, str]) -> tuple[str, str]:
    """Return subject, on one line, and body of a template filled with ``values``. Raises UnreadableTemplate."""
    try:
        subject, body = (_compiled(part).render(values) for part in (template.subject, template.body))
    except _MISTAKES as error:
        raise UnreadableTemplate(f"{template.name} cannot be filled: {error}") from error
    lines = [line.rstrip() for line in body.split("\n")]
    return one_line(subject), re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


@lru_cache(maxsize=32)
def _compiled(text: str) -> Jinja:
    return _sandbox().from_string(text)


@lru_cache(maxsize=1)
def _sandbox() -> ImmutableSandboxedEnvironment:
    # no loader: a template includes no other file. Plain text: nothing is escaped.
    return ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True
    )
