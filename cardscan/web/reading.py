"""The thread that reads the photos on the tray, one after the other, into the book. The page only watches it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from cardscan.errors import BlankCard, BookBusy, CardscanError, EngineError
from cardscan.intake import exposure
from cardscan.model import CardReading
from cardscan.occasion import Occasion, Told, occasion_of
from cardscan.seen import Seen, seen_before, seen_now
from cardscan.sides import Failure, whole_cards
from cardscan.web.tray import Spot

if TYPE_CHECKING:
    from cardscan.book import Book
    from cardscan.entering import Picture
    from cardscan.ocr import Engine
    from cardscan.web.desk import Desk
    from cardscan.web.tray import Shown

    Outcome = tuple[CardReading, ...] | Failure

PATIENCE = 0.5  # seconds between looks whether the program ends
_log = logging.getLogger("cardscan.web")


class Reader:
    """The thread: ``start`` it once, ``stop`` it at the end; what it was reading then is read the next time."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._stopping = threading.Event()
        self._engine: Engine | None = None
        self._lock = threading.Lock()  # who has it may use the reader
        self._thread = threading.Thread(target=self._run, name="reader", daemon=True)

    def start(self) -> None:
        """Begin to read what waits."""
        self._thread.start()

    def stop(self) -> None:
        """End after the card that is being read."""
        self._stopping.set()
        self._thread.join(timeout=5)

    @contextmanager
    def alone(self) -> Iterator[Engine]:
        """Use the reader, opened when it is first needed, between two photos. Raises EngineMissing."""
        with self._lock:
            if self._engine is None:
                self._engine = self._desk.open_reader()
            yield self._engine

    def _run(self) -> None:
        seen = Seen()
        while not self._stopping.is_set():
            shown = self._desk.tray.next(PATIENCE)
            if shown is None:
                continue
            try:
                seen = self._read(shown, seen)
            except BookBusy:  # another cardscan writes to the book, which takes a moment
                self._desk.tray.set(shown.hash, state="waiting")
                self._stopping.wait(PATIENCE)
            except CardscanError as error:
                self._desk.tray.set(shown.hash, state="failed", why=_told(error, shown, self._desk))
            except Exception:  # a photo that makes the reader stumble must not cost the photos after it
                _log.exception("a photo could not be read")
                self._desk.tray.set(shown.hash, state="failed", why="this photo made the reader stumble")

    def _read(self, shown: Shown, seen: Seen) -> Seen:
        from cardscan.entering import picture
        from cardscan.pipeline import read

        content = self._desk.tray.content(shown.hash) or b""
        on = picture(self._desk.tray.source(shown.hash), shown.name, content)
        with self._desk.book() as book:
            if book.has_picture(on.hash):
                return self._known(book, on)
            with self.alone() as engine:
                return self._enter(book, on, shown, seen, whole_cards(read(on.name, engine, content, seen.faces)))

    def _known(self, book: Book, on: Picture) -> Seen:
        """The book has this photo already: nothing changes."""
        uids = tuple(dict.fromkeys(uid for uid, _ in book.cards_on(on.hash)))
        self._desk.tray.set(on.hash, state="done", cards=len(uids), uids=uids)
        self._desk.tray.forget_file(on.hash)
        return seen_before(book, on.name, on.hash)

    def _enter(self, book: Book, on: Picture, shown: Shown, seen: Seen, cards: Iterator[Outcome]) -> Seen:
        """Put the cards into the book as they are read, and tell the tray of each."""
        from cardscan.book.corrections import corrected
        from cardscan.entering import close_pictures, enter, planned

        occasion = occasion_on(book, shown.told, on.content)
        met = occasion.met
        known = book.corrections()
        failures: list[Failure] = []
        page: list[tuple[str, CardReading]] = []
        uids: dict[str, None] = {}
        for card in cards:
            if self._stopping.is_set() or self._desk.tray.is_cancelled(on.hash):
                return Seen()
            if isinstance(card, Failure):
                failures.append(card)
            else:
                if not uids:
                    book.keep_picture(on.content, on.label)
                card = tuple(replace(side, parsed=corrected(side.parsed, known)) for side in card)
                uid = enter(book, planned(book, card, seen), card, {on.name: on}, met).uid
                uids[uid] = None
                page = [*(one for one in page if one[1].card.photo is card[-1].card.photo), *((uid, s) for s in card)]
            self._tell(on, shown, uids, failures)
        if uids:
            close_pictures(book, [on], failures)
            self._desk.tray.forget_file(on.hash)
        self._desk.tray.set(on.hash, state="done" if uids else "failed", note=occasion.note if uids else "")
        return seen_now(page)

    def _tell(self, on: Picture, shown: Shown, uids: dict[str, None], failures: list[Failure]) -> None:
        spots = tuple(
            Spot(one.card.photo.page, one.card.quad, _told(one.error, shown, self._desk))
            for one in failures
            if one.card is not None
        )
        whole = next((one.error for one in failures if one.card is None and not _is_empty(one, uids)), None)
        self._desk.tray.set(
            on.hash,
            cards=len(uids),
            uids=tuple(uids),
            spots=spots,
            why=_told(whole, shown, self._desk) if whole else "",
        )


def occasion_on(book: Book, told: Told, content: bytes) -> Occasion:
    """Return where the people on a photo were met: as somebody said, else by when it was taken."""
    return occasion_of(told, exposure(content), book.set_up_events(), date.today())


def _is_empty(failure: Failure, uids: dict[str, None]) -> bool:
    """An empty side beside cards that were read is no news."""
    return bool(uids) and isinstance(failure.error, BlankCard)


def _told(error: CardscanError, shown: Shown, desk: Desk) -> str:
    """Return what went wrong in words in which the photo has the name that its owner knows."""
    words = (
        str(error) if isinstance(error, EngineError) else error.message
    )  # what to do about the reader is not obvious
    return words.replace(desk.tray.source(shown.hash), shown.name)
