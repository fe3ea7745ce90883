"""`cardscan export`: people in the book as a file for phones and other programs."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cardscan.cli.chosen import PHONE, AtEvent, Device, Find, Names, New, OnlyTalked, chosen_people
from cardscan.cli.options import BookFolder
from cardscan.cli.person import looked_into, opened
from cardscan.cli.rows import called
from cardscan.cli.terminal import counted, harmless, say, write_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from contextlib import AbstractContextManager

    from cardscan.book import Book
    from cardscan.model import Person
    from cardscan.share.formats import Wishes

STDOUT = "-"


class Format(StrEnum):
    """What phones and other programs take."""

    VCF = "vcf"
    GOOGLE = "google"
    OUTLOOK = "outlook"
    EIGHT = "eight"
    EXCEL = "excel"
    XLSX = "xlsx"
    JSON = "json"
    JCARD = "jcard"


class VCard(StrEnum):
    """Versions of vCard."""

    V3 = "3.0"
    V4 = "4.0"
    V2 = "2.1"


class Photo(StrEnum):
    """What the picture of a contact is."""

    CARD = "card"
    NONE = "none"


_ENDINGS = {"vcf": Format.VCF, "xlsx": Format.XLSX, "json": Format.JSON, "jsonl": Format.JSON, "jcard": Format.JCARD}
_FILES = {Format.VCF: "vcf", Format.XLSX: "xlsx", Format.JSON: "json", Format.JCARD: "jcard"}
_FORMAT_HELP = (
    "vcf: vCard, for phones. google, outlook, eight, excel: CSV for these. xlsx: a workbook with the cards' pictures. "
    "json: JSON Lines. jcard: RFC 7095. Default: what the ending of FILE says, else vcf."
)


def export(
    names: Names = None,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE", help="Where to; - for standard output.", show_default=False),
    ] = None,
    format: Annotated[Format | None, typer.Option("--format", help=_FORMAT_HELP, show_default=False)] = None,
    vcard: Annotated[
        VCard, typer.Option("--vcard", help="3.0 for phones, 4.0 for servers, 2.1 (Shift_JIS) for old devices.")
    ] = VCard.V3,
    photo: Annotated[
        Photo | None,
        typer.Option(
            "--photo",
            help="card: the card's picture where there is no other. none: no picture at all. "
            "Default: pictures that came from other address books.",
            show_default=False,
        ),
    ] = None,
    each: Annotated[
        bool, typer.Option("--each", help="One .vcf for each person into the folder FILE, as Outlook wants them.")
    ] = False,
    event: AtEvent = None,
    find: Find = None,
    talked: OnlyTalked = False,
    new: New = False,
    device: Device = None,
    book: BookFolder = None,
) -> None:
    """Write people in the book as a file for the phone, a spreadsheet or another program.

    Everybody, or only whom NAME, --event, --talked, --find and --new agree on. Without -o the file is contacts.vcf here
    (.csv, .xlsx, …), or standard output when that is not a terminal.

    \b
    Examples:
      cardscan export -o contacts.vcf
      cardscan export --new --device pixel -o new.vcf
      cardscan export --event "Ikebukuro meetup" --photo card -o evening.vcf
      cardscan export --talked -o talked.vcf
      cardscan export --format google -o google.csv
      cardscan export --each -o outlook/
      cardscan export | ssh phone "cat > contacts.vcf"
    """
    kind = format or _by_ending(output)
    if each and kind is not Format.VCF:
        raise typer.BadParameter("--each is for vCards.")
    to = device or (PHONE if new else None)
    target = output or (f"contacts.{_FILES.get(kind, 'csv')}" if sys.stdout.isatty() or each else STDOUT)
    if each and target == STDOUT:
        raise typer.BadParameter("--each needs a folder: -o FOLDER.")
    from cardscan.share.formats import Wishes

    with _book(book, changes=to is not None) as opened_book:
        people = chosen_people(opened_book, names, event, find, to if new else None, talked)
        pictures = card_pictures(opened_book, people) if photo is Photo.CARD or kind is Format.XLSX else {}
        written = opened_book.vcards(people) if photo is None and kind is Format.VCF else {}
        files = _files(_with_photos(people, photo, pictures), kind, Wishes(vcard.value, pictures, written), each=each)
        _save(files, target, each=each)
        if to is not None:
            opened_book.note_sent(to, [person.uid for person in people])
    if target != STDOUT:
        say(harmless(f"{counted(len(people), 'person', 'people')} written to {target}"))


def _by_ending(output: str | None) -> Format:
    """Return the format that the name of a file asks for. Raises BadParameter for one that could be several."""
    ending = Path(output or "").suffix.lower().removeprefix(".")
    if ending == "csv":
        raise typer.BadParameter("a .csv for which program? Add --format google, outlook, eight or excel.")
    return _ENDINGS.get(ending, Format.VCF)


def _book(folder: Path | None, *, changes: bool) -> AbstractContextManager[Book]:
    return opened(folder) if changes else looked_into(folder)


def card_pictures(book: Book, people: Sequence[Person]) -> dict[str, bytes]:
    """Return small pictures of people's cards by uid; a card that was typed or imported has none, and one that cannot
    be read is named and left out."""
    from cardscan.share.photo import small_jpeg

    found: dict[str, bytes] = {}
    for person in people:
        path = book.flat_picture(person.uid)
        if path is None:
            continue
        try:
            found[person.uid] = small_jpeg(path.read_bytes())
        except OSError as error:
            say(harmless(f"{called(person.contact)}: no picture, {path} cannot be read: {error}"))
    return found


def _with_photos(people: Sequence[Person], photo: Photo | None, pictures: Mapping[str, bytes]) -> tuple[Person, ...]:
    if photo is None:
        return tuple(people)
    from cardscan.share.photo import with_photo, without_photo

    if photo is Photo.NONE:
        return tuple(map(without_photo, people))
    return tuple(with_photo(one, pictures[one.uid]) if one.uid in pictures else one for one in people)


def _files(people: Sequence[Person], kind: Format, wishes: Wishes, *, each: bool) -> dict[str, bytes]:
    """Return what is to be written, by name of the file; of a single one the name is empty."""
    from cardscan.share.formats import FORMATS

    if kind is Format.JSON:
        from cardscan.contract import json_lines

        return {"": json_lines(people)}
    if each:
        return {f"{person.uid}.vcf": FORMATS[kind]([person], wishes) for person in people}
    return {"": FORMATS[kind](people, wishes)}


def _save(files: Mapping[str, bytes], target: str, *, each: bool) -> None:
    from cardscan.share import vdir

    if each:
        vdir.save_each(files, Path(target))
    elif target == STDOUT:
        write_bytes(files[""])
    else:
        vdir.save(files[""], Path(target))
