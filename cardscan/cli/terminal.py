"""What people see: tables on stdout, words and progress on stderr. The only place for rich.

Text from cards is hostile until ``harmless`` has seen it: a card must not steer the terminal it is printed on.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
import unicodedata
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cardscan.errors import CannotSave

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console
    from rich.progress import Progress

    from cardscan.errors import CardscanError

# Wide enough for any card when nobody looks at it on a screen; nothing is cut off then.
UNLIMITED_WIDTH = 400


class StdoutClosed(Exception):
    """Whoever read our output has gone away (``| head -1``): no error, but nothing is left to do."""


def harmless(text: str) -> str:
    """Return ``text`` on one line without escape sequences, direction overrides, or characters that cannot be encoded.

    >>> harmless("Eve\\x1b[31m\\nMallory")
    'Eve[31m Mallory'
    """
    return "".join(_shown(character) for character in text).strip()


def _shown(character: str) -> str:
    if character.isspace():
        return " " if character != "\u3000" else character
    category = unicodedata.category(character)
    if category == "Cs":  # a byte of a file name that is not UTF-8
        return "\ufffd"
    return "" if category in ("Cc", "Cf") else character


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return a number of things in words.

    >>> counted(1, "card"), counted(2, "person", "people")
    ('1 card', '2 people')
    """
    return f"{number} {one if number == 1 else many or one + 's'}"


def say(words: str, console: Console | None = None) -> None:
    """Print one line on stderr, above the progress bar if there is one."""
    if console is not None and console.is_terminal:
        console.print(harmless(words), soft_wrap=True, markup=False, highlight=False, emoji=False)
    else:
        print(harmless(words), file=sys.stderr, flush=True)


def complain(error: CardscanError, console: Console | None = None) -> None:
    """Print what went wrong and what to do about it, on one line of stderr."""
    say(f"cardscan: {error}", console)


def flash(words: str) -> None:
    """Print one line on stderr that nobody misses: on a terminal with a beep and, unless NO_COLOR is set, inverted."""
    if not sys.stderr.isatty():
        say(words)
        return
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    shown = harmless(words) if plain else f"\x1b[7m {harmless(words)} \x1b[0m"
    print(f"\a{shown}", file=sys.stderr, flush=True)


def ask_number(question: str, most: int) -> int:
    """Ask on the terminal until the answer is 0 to ``most``; nothing typed means 0, and so does the end of input."""
    while True:
        try:
            answer = input(f"{question} [0]: ").strip() or "0"
        except EOFError:
            return 0
        if answer.isascii() and answer.isdigit() and int(answer) <= most:
            return int(answer)
        say(f"Please type a number from 0 to {most}.")


def write(text: str) -> None:
    """Write ``text`` and a line end to stdout at once. Raises StdoutClosed, CannotSave."""
    with stdout_faults():
        sys.stdout.write(text + "\n")
        sys.stdout.flush()


def write_json(line: str) -> None:
    """Write one line of JSON to stdout at once, in UTF-8 whatever the terminal speaks. Raises as ``write`` does."""
    write_bytes(line.encode() + b"\n")


def write_bytes(content: bytes) -> None:
    """Write a file to stdout, as it is. Raises as ``write`` does."""
    with stdout_faults():
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()


@contextmanager
def stdout_faults() -> Iterator[None]:
    """Turn what can happen to stdout into StdoutClosed or CannotSave."""
    try:
        yield
    except OSError as error:
        leave_stdout()
        if error.errno == errno.EPIPE:
            raise StdoutClosed from error
        raise CannotSave(f"cannot write to standard output: {error.strerror}", "Send it to another place") from error


def leave_stdout() -> None:
    """Point stdout at nothing, so that Python does not complain when it flushes at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table on stdout. A cell may hold several lines; they come from us, their text is made harmless here."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    tall = any("\n" in cell for row in rows for cell in row)  # then a line between the rows keeps them apart
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for column in columns:
        # A number or an address is copied from here: other columns are folded first.
        table.add_column(Text(column), overflow="fold", no_wrap=column == "Phone and mail")
    for row in rows:
        cells = ["\n".join(map(harmless, cell.split("\n"))) for cell in row]
        table.add_row(*(Text(cell) for cell in cells), end_section=tall)
    console = _stdout_console()
    with console.capture() as capture:
        console.print(table)
    write("\n".join(line.rstrip() for line in capture.get().rstrip("\n").split("\n")))


def _stdout_console() -> Console:
    from rich.console import Console

    if sys.stdout.isatty():
        return Console(highlight=False, markup=False, emoji=False)
    width = int(os.environ["COLUMNS"]) if os.environ.get("COLUMNS", "").isdigit() else UNLIMITED_WIDTH
    return Console(highlight=False, markup=False, emoji=False, width=width)


class Bar:
    """A progress bar on stderr, or nothing at all."""

    def __init__(self, show: Progress | None = None, total: int = 0) -> None:
        self._show = show
        self._task = show.add_task("", total=total) if show else None

    @property
    def console(self) -> Console | None:
        """What to ``say`` things on, so that they appear above the bar."""
        return self._show.console if self._show else None

    def name(self, words: str) -> None:
        """Show what is being done now."""
        if self._show and self._task is not None:
            self._show.update(self._task, description=harmless(words))

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Take the bar away while the block asks something."""
        if self._show:
            self._show.stop()
        yield
        if self._show:
            self._show.start()

    def step(self) -> None:
        """Count one as done."""
        if self._show and self._task is not None:
            self._show.advance(self._task)


@contextmanager
def progress(total: int, *, hidden: bool = False) -> Iterator[Bar]:
    """Show a bar on stderr while the block runs: nothing at all unless stderr is a terminal."""
    if hidden or not sys.stderr.isatty():
        yield Bar()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True, markup=False, highlight=False, emoji=False)
    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False) as show:
        yield Bar(show, total)


@contextmanager
def until_stopped() -> Iterator[None]:
    """Run the block until it ends or somebody stops it, with Ctrl-C or SIGTERM: both are a good end."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        return
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let the block finish before Ctrl-C, or a SIGTERM that does the same, stops the program."""
    pressed: list[int] = []
    stopping = [number for number in (signal.SIGINT, signal.SIGTERM) if callable(signal.getsignal(number))]
    before = {number: signal.signal(number, lambda number, _: pressed.append(number)) for number in stopping}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if pressed:
        raise KeyboardInterrupt
