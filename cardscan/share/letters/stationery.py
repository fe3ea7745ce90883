"""The folder with the user's own templates, signature and honorifics, before those that come with the program."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cardscan.errors import UnreadableTemplate
from cardscan.share.letters.addressee import letter_words
from cardscan.share.letters.letter import Language, one_line
from cardscan.share.letters.template import Template, template_of
from cardscan.share.words import plain_lines

_OURS = Path(__file__).with_name("templates")
SIGNATURE = "signature.txt"
HONORIFICS = "honorifics.toml"
_AS_LIST = 'Write lines like "弁護士" = "先生"'


@dataclass(frozen=True, slots=True)
class Stationery:
    """What letters are written with: the user's ``signature`` (may be empty), how people are addressed, and the
    ``folder`` with templates of the user's own (it need not be there)."""

    signature: str
    honorifics: Mapping[str, str]
    folder: Path


def stationery_in(folder: Path) -> Stationery:
    """Return what is in a folder, or what comes with the program where that has nothing. Raises UnreadableTemplate."""
    signature = _text(folder / SIGNATURE) or ""
    usual: Mapping[str, str] = letter_words()["honorifics"]
    return Stationery(plain_lines(signature), {**usual, **_honorifics(folder / HONORIFICS)}, folder)


def plain_stationery(folder: Path) -> Stationery:
    """Return what comes with the program, whatever stands beside the templates in a folder."""
    return Stationery("", letter_words()["honorifics"], folder)


def _honorifics(file: Path) -> Mapping[str, str]:
    try:
        told = tomllib.loads(_text(file) or "")
    except tomllib.TOMLDecodeError as error:
        raise UnreadableTemplate(f"{file} is no list of honorifics: {error}", _AS_LIST) from error
    if not all(isinstance(said, str) for said in told.values()):
        raise UnreadableTemplate(f"{file} is no list of honorifics", _AS_LIST)
    return {unicodedata.normalize("NFKC", word): one_line(said) for word, said in told.items()}


def _text(file: Path) -> str | None:
    """Return what a file holds, or None if it is not there. Raises UnreadableTemplate."""
    try:
        return file.read_text(encoding="utf-8-sig") if file.exists() else None
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableTemplate(f"{file} cannot be read as text: {error}", "Save it as UTF-8") from error


def template_called(name: str, folder: Path) -> Template:
    """Return a template by its name (in ``folder``, else of those that come with the program) or by the path of its
    file. Raises UnreadableTemplate."""
    by_name = (folder / f"{name}.txt", _OURS / f"{name}.txt") if Path(name).name == name else ()
    for path in (*by_name, Path(name)):
        text = _text(path)
        if text is not None:
            return template_of(str(path), text)
    raise UnreadableTemplate(f"there is no template {name}", f"There are {', '.join(names(folder))}; or give a file")


def usual_template(language: Language, folder: Path) -> Template:
    """Return the template for a language where none was asked for. Raises UnreadableTemplate."""
    return template_called(letter_words()["templates"][language], folder)


def names(folder: Path) -> tuple[str, ...]:
    """Return the names of all templates."""
    found = {path.stem for place in (folder, _OURS) if place.is_dir() for path in place.glob("*.txt")}
    return tuple(sorted(found - {Path(SIGNATURE).stem}))
