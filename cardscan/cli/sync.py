"""`cardscan sync`: the book and an address book on a server, both ways."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cardscan.cli.options import BookFolder, book_folder
from cardscan.cli.person import opened
from cardscan.cli.terminal import ask_number, harmless, say, write
from cardscan.errors import SyncFailed

if TYPE_CHECKING:
    from cardscan.share.carddav.account import Account
    from cardscan.share.carddav.tool import Done

sync_app = typer.Typer(rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})
_MOST_ROUNDS = 3  # what comes from the server is written by the book once more, and that goes to the server


@sync_app.callback(invoke_without_command=True)
def sync(
    context: typer.Context,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be done; change nothing here or on the server.")
    ] = False,
    book: BookFolder = None,
) -> None:
    """Keep the book and an address book on a server the same: Nextcloud, iCloud, Fastmail, any CardDAV.

    What changed here goes there, what changed there comes here as an edit of yours, which `cardscan undo` takes back. A
    person who changed on both sides has what both say. It needs pip install 'cardscan-book[sync]'.

    \b
    Examples:
      cardscan sync setup https://cloud.example/remote.php/dav --user misaki
      cardscan sync --dry-run
      cardscan sync
    """
    if context.invoked_subcommand is not None:
        return
    folder = book_folder(book)
    config, status = _files(folder)
    if not config.exists():
        raise SyncFailed("no server is set up for this book", "Run `cardscan sync setup` first")
    with opened(book):
        pass  # edits made in contacts/ are taken in first
    if dry_run:
        from cardscan.share.carddav.account import account_of
        from cardscan.share.carddav.ahead import would_do

        account = account_of(config.read_text(encoding="utf-8"))
        _tell("would be", would_do(account, folder, status))
    else:
        _tell("", _synced(config, book))


def _synced(config: Path, book: Path | None) -> Done:
    """Sync until both sides are the same; return what was done the first time."""
    from cardscan.share.carddav.tool import sync as sync_once

    first = done = sync_once(config)
    for _ in range(_MOST_ROUNDS):
        with opened(book):
            pass  # what came is taken in, and written as the book writes it
        if not any(done.count.values()):
            break
        done = sync_once(config)
    return first


def _tell(how: str, done: Done) -> None:
    for side, where in (("book", "in the book"), ("server", "on the server")):
        counts = [f"{done.count.get((side, word), 0)} {word}" for word in ("new", "changed", "deleted")]
        write(f"{where}: {', '.join(counts)}" if not how else f"{how} {where}: {', '.join(counts)}")


@sync_app.command("setup")
def setup(
    url: Annotated[str, typer.Argument(metavar="URL", help="The server, like https://cloud.example/.")],
    user: Annotated[str, typer.Option("--user", metavar="NAME", help="Your name there.")],
    password_command: Annotated[
        str | None,
        typer.Option(
            metavar="COMMAND",
            help="A command that prints the password. Default: it is asked for, and kept in the system's keyring.",
            show_default=False,
        ),
    ] = None,
    address_book: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Which address book there. Default: the only one, or you are asked.",
            show_default=False,
        ),
    ] = None,
    book: BookFolder = None,
) -> None:
    """Say which address book on which server the book is kept the same as.

    The password is in the keyring or comes from your command; in the book's folder is only where to ask for it.

    \b
    Examples:
      cardscan sync setup https://cloud.example/remote.php/dav --user misaki
      cardscan sync setup https://contacts.icloud.com --user m@icloud.example
      cardscan sync setup https://carddav.fastmail.com --user m@fm.example --password-command "pass show fastmail"
    """
    from cardscan.share.carddav.account import Account, checked_url, keyring_command

    checked_url(url)
    with opened(book):
        pass  # the book must be there, and contacts/ current
    password = tuple(shlex.split(password_command)) if password_command else keyring_command(url, user)
    if password_command is None:
        _keep_password(url, user)
    _set_up(Account(url, user, password), address_book, book_folder(book))


def _keep_password(url: str, user: str) -> None:
    from cardscan.share.carddav.keys import keep_password

    typed = typer.prompt(f"Password of {user}", hide_input=True, err=True)
    keep_password(url, user, typed)


def _set_up(account: Account, wanted: str | None, folder: Path) -> None:
    from dataclasses import replace

    from cardscan.share.carddav.account import sync_config
    from cardscan.share.carddav.tool import address_books, discover
    from cardscan.share.vdir import save

    config, status = _files(folder)
    config.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = config.with_name("config.new")
    try:
        save(sync_config(account, folder, status).encode(), draft)
        name = _chosen(address_books(draft), wanted)
        save(sync_config(replace(account, name=name), folder, status).encode(), draft)
        draft.chmod(0o600)
        discover(draft)
        draft.replace(config)
    finally:
        draft.unlink(missing_ok=True)
    say(harmless(f"set up: {account.user} at {account.url}, address book {name}. Try: cardscan sync --dry-run"))


def _chosen(there: tuple[str, ...], wanted: str | None) -> str:
    if wanted is not None and wanted not in there:
        raise SyncFailed(f"there is no address book {wanted!r}", f"There are: {', '.join(there)}")
    if wanted is not None or len(there) == 1:
        return wanted or there[0]
    if not sys.stdin.isatty():
        raise SyncFailed("there are several address books", f"Choose with --address-book: {', '.join(there)}")
    for number, name in enumerate(there):
        say(harmless(f"{number}: {name}"))
    return there[ask_number("Which one?", len(there) - 1)]


@sync_app.command("merge", hidden=True)
def merge(mine: Path, theirs: Path) -> None:
    """Make two cards of one person one, in both files: vdirsyncer asks this when both sides changed."""
    from cardscan.book.merge import merge as merge_contacts
    from cardscan.share.carddav.both import merged

    both = merged(mine.read_bytes(), theirs.read_bytes(), merge_contacts)
    if both is None:
        raise SyncFailed("a card that changed on both sides cannot be read", "Mend it on one side; it is left alone")
    mine.write_bytes(both)
    theirs.write_bytes(both)


def _files(folder: Path) -> tuple[Path, Path]:
    return folder / "sync" / "config", folder / "sync" / "status"
