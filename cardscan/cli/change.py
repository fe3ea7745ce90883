"""`cardscan edit`, `tag`, `memo` and `delete`: what a human says about a person."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cardscan.cli.options import BookFolder, Yes
from cardscan.cli.person import Who, chosen, opened, tell
from cardscan.cli.rows import called
from cardscan.cli.terminal import ask_number, counted, say
from cardscan.errors import CardscanError
from cardscan.model import Encounter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.model import Contact, Person

# What people call the first of each; everything else is called as in `cardscan read --json`.
_SHORT = {
    "name": "name.full",
    "latin": "name.latin",
    "company": "orgs[0].name",
    "department": "orgs[0].department",
    "title": "orgs[0].titles[0]",
    "phone": "phones[0].text",
    "mail": "emails[0]",
    "web": "urls[0]",
    "address": "addresses[0].text",
}


def edit(
    name: Who,
    set: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="FIELD=TEXT",
            help="A field and what it should be; an empty text takes it out. May be repeated.",
            show_default=False,
        ),
    ] = None,
    book: BookFolder = None,
) -> None:
    """Correct a person: what you say outranks every camera, for ever.

    Without --set the person opens in $VISUAL or $EDITOR as a small text. FIELD is name, reading, latin, company,
    department, title, phone, mail, web, address, or any path of `cardscan show --json` (emails[1], phones[0].kind).

    \b
    Examples:
      cardscan edit 髙橋
      cardscan edit 髙橋 --set mail=m.takahashi@aoba.example
      cardscan edit 髙橋 --set "reading=たかはし みさき" --set "phones[1]="
    """
    with opened(book) as out:
        person = chosen(out, name)
        contact, met = _set(person, set) if set else _in_editor(person)
        done = out.edit(person.uid, contact, met)
        after = out.person(person.uid)
    if done is None:
        say("Nothing has changed.")
    else:
        tell(f"{called(after.contact)} is as you said")


def _set(person: Person, wanted: Sequence[str]) -> tuple[Contact, tuple[Encounter, ...]]:
    from cardscan.review import edit as edited
    from cardscan.share.numbers import with_numbers

    edits: dict[str, str] = {}
    for one in wanted:
        field, equals, text = one.partition("=")
        if not equals:
            raise typer.BadParameter(f"{one!r} is no FIELD=TEXT.")
        edits |= _reading(text) if field == "reading" else {_SHORT.get(field, field): text}
    contact = edited(person.contact, edits)
    return with_numbers(contact, person.contact), person.encounters


def _reading(text: str) -> dict[str, str]:
    family, _, given = text.strip().partition(" ")
    return {"name.family_reading": family, "name.given_reading": given}


def _in_editor(person: Person) -> tuple[Contact, tuple[Encounter, ...]]:
    from cardscan.cli.as_toml import from_toml, to_toml
    from cardscan.share.numbers import with_numbers

    before = to_toml(person.contact, person.encounters)
    after = _edited(before)
    if after == before or not after.strip():
        return person.contact, person.encounters
    contact, met = from_toml(after)
    return with_numbers(contact, person.contact), met


def _edited(text: str) -> str:
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    with tempfile.TemporaryDirectory(prefix="cardscan-") as folder:
        file = Path(folder) / "person.toml"
        file.write_text(text, encoding="utf-8")
        try:
            subprocess.run([*shlex.split(editor), str(file)], check=True)
        except (OSError, subprocess.CalledProcessError) as error:
            raise CardscanError(f"the editor {editor!r} failed", "Set EDITOR, or use --set") from error
        try:
            return file.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise CardscanError("the text is not UTF-8", "Save it as UTF-8; nothing has changed") from error


def tag(
    name: Who,
    words: Annotated[
        list[str], typer.Argument(metavar="TAG...", help="Words to find the person by.", show_default=False)
    ],
    remove: Annotated[bool, typer.Option("--remove", help="Take these tags away instead.")] = False,
    book: BookFolder = None,
) -> None:
    """Put tags on a person, or take them away.

    \b
    Examples:
      cardscan tag 髙橋 保険 要連絡
      cardscan tag 髙橋 要連絡 --remove
    """
    with opened(book) as out:
        person = chosen(out, name)
        met = person.encounters
        tags = {Encounter(tag=word.strip()): None for word in words if word.strip()}
        left = tuple(one for one in met if one not in tags) if remove else (*met, *(t for t in tags if t not in met))
        done = out.edit(person.uid, person.contact, left)
    if done is None:
        say("Nothing has changed.")
    else:
        shown = ", ".join(one.tag for one in left if one == Encounter(tag=one.tag) and one.tag) or "none"
        tell(f"{called(person.contact)}: tags: {shown}")


def memo(
    name: Who,
    words: Annotated[str, typer.Argument(metavar="TEXT", help="What to remember.", show_default=False)],
    book: BookFolder = None,
) -> None:
    """Add a line to what you remember of a person, at the last meeting.

    \b
    Examples:
      cardscan memo 髙橋 "絵画が趣味、初参加"
      cardscan memo 1a2b3c4d "wants the brochure"
    """
    with opened(book) as out:
        person = chosen(out, name)
        out.edit(person.uid, person.contact, _remembered(person.encounters, words.strip()))
    tell(f"{called(person.contact)}: noted")


def _remembered(met: tuple[Encounter, ...], words: str) -> tuple[Encounter, ...]:
    last = next((i for i in reversed(range(len(met))) if met[i].event or met[i].date or met[i].memo), None)
    if last is None:
        return (*met, Encounter(memo=words))
    told = met[last].memo
    return (*met[:last], replace(met[last], memo=f"{told}\n{words}" if told else words), *met[last + 1 :])


def delete(name: Who, yes: Yes = False, book: BookFolder = None) -> None:
    """Take a person out of the book: entry, cards and .vcf.

    `cardscan undo` brings them back until `cardscan purge` removes the last trace; `cardscan forget` does so at once.

    \b
    Example:
      cardscan delete 髙橋
    """
    with opened(book) as out:
        person = chosen(out, name)
        cards = counted(len(out.cards(person.uid)), "card")
        question = f"Delete {called(person.contact)} with {cards}? 1: yes, 0: no"
        if not yes and not ask_number(question, 1):
            say("Nobody was deleted. Use --yes to delete without being asked.")
            raise typer.Exit(1)
        out.delete(person.uid)
        rewrite_export(out.folder)
    tell(f"{called(person.contact)} is deleted")


def rewrite_export(folder: Path) -> None:
    """Make contacts.vcf beside the book current, if it is there."""
    from cardscan.book import open_book
    from cardscan.share.vdir import export

    if (folder / "contacts.vcf").exists():
        with open_book(folder, create=False) as book:
            everybody = book.people()
            export(everybody, folder / "contacts.vcf", book.vcards(everybody))
