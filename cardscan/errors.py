"""Everything that can go wrong for a user: one class each, with its exit code and its remedy.

The message is one plain line that names the file; the remedy says what to do next. ``cli`` prints both, once.
"""

from __future__ import annotations

from typing import ClassVar


class CardscanError(Exception):
    """Base of all errors that are the world's fault, not ours. Anything else that escapes is a bug."""

    exit_code: ClassVar[int] = 1
    code: ClassVar[str] = "error"
    remedy: str = ""

    def __init__(self, message: str, remedy: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if remedy is not None:
            self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}. {self.remedy}" if self.remedy else self.message


class UnreadableFile(CardscanError):
    """A file that cannot be opened or is not a picture we know."""

    exit_code = 3
    code = "unreadable"
    remedy = "Give a JPEG, PNG, WebP, TIFF, BMP, HEIC or PDF file"


class PictureTooLarge(UnreadableFile):
    """A picture with more pixels than any camera makes: refused before it is decoded."""

    code = "too_large"
    remedy = "Scale it below 60 megapixels, or crop it"


class LockedDocument(UnreadableFile):
    """A PDF that asks for a password."""

    code = "locked_document"
    remedy = "Save a copy without the password and give that"


class NothingToRead(CardscanError):
    """A folder or pattern without a single picture in it."""

    exit_code = 3
    code = "nothing_to_read"
    remedy = "Give picture files, a folder that holds some, or - for standard input"


class NoCardFound(CardscanError):
    """A readable picture in which no card with contact data was found."""

    exit_code = 4
    code = "no_card"
    remedy = "Take the photo again from straight above, with the whole card in view"


class BlankCard(NoCardFound):
    """A card without any text: most often the empty back of one."""

    code = "blank_card"
    remedy = "If this is an empty back, nothing is lost; otherwise photograph it again with more light"


class EngineError(CardscanError):
    """The reader itself failed."""

    exit_code = 5
    code = "engine"
    remedy = "Run `cardscan doctor`"


class EngineMissing(EngineError):
    """The chosen reader, or its language data, is not installed."""

    code = "engine_missing"


class FontMissing(CardscanError):
    """A PDF needs a font with Japanese letters, and this machine has none that cardscan knows."""

    exit_code = 5
    code = "font_missing"
    remedy = "Install one (apt install fonts-noto-cjk), or write .html and print it from a browser"


class BookBusy(CardscanError):
    """Another process is writing to the book."""

    exit_code = 6
    code = "book_busy"
    remedy = "Wait for the other cardscan to end, then run the same command again: nothing is added twice"


class BookUnusable(CardscanError):
    """The book is there but cannot be read: damaged, from a newer version, or not a book."""

    exit_code = 6
    code = "book_unusable"


class CannotSave(CardscanError):
    """The disk is full, read-only or not ours to write to. What was reported as saved is saved."""

    exit_code = 7
    code = "cannot_save"
    remedy = "Free some space or choose another place with --book, then run the same command again"


class NotFound(CardscanError):
    """Nobody in the book answers to that name."""

    exit_code = 8
    code = "not_found"
    remedy = "Try `cardscan find` with a part of the name, or `cardscan list`"


class WhichOne(CardscanError):
    """Several people answer to that name, and the command is about one."""

    exit_code = 8
    code = "which_one"
    remedy = "Say which by the first characters of the number"


class CannotUndo(CardscanError):
    """What a change did cannot be taken back: it was undone already, or purged, or later changes rest on it."""

    exit_code = 8
    code = "cannot_undo"
    remedy = "See `cardscan history`; later changes are undone first"


class UnreadableContacts(CardscanError):
    """A file that holds no contacts in a format we know."""

    exit_code = 3
    code = "unreadable_contacts"
    remedy = "Give a .vcf file, or a .csv exported from Google Contacts, Outlook or Eight"


class UnreadableTemplate(CardscanError):
    """A template of a letter, or what stands beside it, that cannot be used."""

    exit_code = 3
    code = "unreadable_template"
    remedy = "A template begins with a line `Subject: …` and an empty line: see docs/thanks.md"


class NothingToSend(CardscanError):
    """Everybody who was asked for is on the device already."""

    exit_code = 8
    code = "nothing_new"
    remedy = "Leave out --new to export them again"


class SyncFailed(CardscanError):
    """`cardscan sync` could not do all of it: no server is set up, it cannot be reached, or it refused."""

    exit_code = 12
    code = "sync_failed"
    remedy = "Run it again: nothing is done twice"


class BookUnsound(CardscanError):
    """`cardscan check` found something wrong with the book."""

    exit_code = 10
    code = "book_unsound"
    remedy = "Restore a backup with `cardscan restore`, or see what each line says"


class StillThere(CardscanError):
    """`cardscan forget` found something of a person, whom it had forgotten, in the book's folder."""

    exit_code = 10
    code = "still_there"
    remedy = "Remove these files by hand, or what they say of that person"


class CannotDraw(CardscanError):
    """A picture of that kind cannot be drawn with what is installed."""

    exit_code = 5
    code = "cannot_draw"
    remedy = "Try: pip install 'cardscan-book[plots]', or write an .svg"


class CameraError(CardscanError):
    """A camera or video file that is not there, cannot be opened, or gives no pictures."""

    exit_code = 9
    code = "camera"
    remedy = (
        "Plug the camera in and close other programs that use it; choose another with --camera 1, or give a video file"
    )


class CannotServe(CardscanError):
    """A page cannot be served: its port is taken, its address is not ours, or this machine is in no network."""

    exit_code = 11
    code = "cannot_serve"
    remedy = "Choose another port with --port, or 0 for any that is free"


class PageError(CardscanError):
    """What a browser asked for cannot be done; only the page says so."""

    code = "page"
    remedy = "Load the page again"


class Unclear(PageError):
    """A request that no page of ours makes."""

    code = "unclear"


class TooSlow(PageError):
    """A photo that does not arrive."""

    code = "too_slow"
    remedy = "Try it again, nearer to the Wi-Fi"


class TrayFull(PageError):
    """More photos wait to be read than anybody takes in an evening."""

    code = "tray_full"
    remedy = "Wait until some of them are read"


class Changed(PageError):
    """Somebody changed the same thing in another window."""

    code = "changed"
    remedy = "Look at it as it is now"
