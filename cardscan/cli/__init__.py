"""The command line. A command parses options, makes one call and prints; what it needs is imported when it runs."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from typing import Annotated

import typer

from cardscan import __version__
from cardscan.cli.terminal import StdoutClosed, complain, say
from cardscan.errors import CardscanError

INTERRUPTED = 130
PIPE_CLOSED = 141

COMMANDS: Mapping[str, str] = {  # in the order of the help; where in cardscan.cli each is
    "read": "read.read",
    "scan": "scan.scan",
    "rescan": "rescan.rescan",
    "camera": "camera.camera",
    "watch": "watch.watch",
    "web": "web.web",
    "event": "event.event_app",
    "list": "people.list_people",
    "show": "people.show",
    "find": "people.find",
    "edit": "change.edit",
    "tag": "change.tag",
    "memo": "change.memo",
    "roster": "roster.roster",
    "talked": "remember.talked",
    "memories": "remember.memories",
    "thank": "thank.thank",
    "nomail": "nomail.nomail",
    "ask": "same.ask",
    "join": "same.join",
    "split": "same.split",
    "delete": "change.delete",
    "forget": "forget.forget",
    "stats": "stats.stats",
    "history": "past.history",
    "undo": "past.undo",
    "import": "bring.import_contacts",
    "export": "export.export",
    "qr": "code.qr",
    "share": "handing.share",
    "sync": "sync.sync_app",
    "backup": "upkeep.backup",
    "restore": "upkeep.restore",
    "check": "upkeep.check",
    "purge": "upkeep.purge",
    "doctor": "doctor.doctor",
}


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"cardscan {__version__}")
        raise typer.Exit


def settings(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and leave.")
    ] = False,
    no_color: Annotated[bool, typer.Option("--no-color", help="No colours; the same as NO_COLOR=1.")] = False,
) -> None:
    """Photos of business cards in, a tidy contact book and phone-ready vCards out. Nothing leaves this machine.

    \b
    An evening's cards into the book and onto the phone:
      cardscan scan photos/ --event "Ikebukuro meetup"
      cardscan export -o contacts.vcf
    """
    if no_color:
        os.environ["NO_COLOR"] = "1"


def command_line(names: Iterable[str] = COMMANDS) -> typer.Typer:
    """Return the command line with these of COMMANDS. The modules of the others are not imported: to describe all of
    them takes longer than most of them run."""
    app = typer.Typer(
        name="cardscan",
        no_args_is_help=True,
        rich_markup_mode=None,  # plain help: rich would triple the time that --help takes
        pretty_exceptions_enable=False,  # anything that is no CardscanError is a bug and shows its plain traceback
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(settings)
    for name in names:
        module, does = COMMANDS[name].split(".")
        command = getattr(import_module(f"cardscan.cli.{module}"), does)
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name)
        else:
            app.command(name)(command)
    return app


def asked_for(words: Sequence[str]) -> Iterable[str]:
    """Return the command that ``words`` ask for: all of them for help, for completion and for a word that is none."""
    first = next((word for word in words if word != "--no-color"), "")
    return (first,) if first in COMMANDS else COMMANDS


def main() -> None:
    """Run the command line. The one place where an error becomes words and an exit code."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that speaks no Japanese shows ?, and all the rest
    try:
        command_line(asked_for(sys.argv[1:]))()
    except CardscanError as error:
        complain(error)
        sys.exit(error.exit_code)
    except StdoutClosed:
        sys.exit(PIPE_CLOSED)
    except SystemExit as leaving:
        if leaving.code == INTERRUPTED:
            say("cardscan: stopped. What was reported as saved stays saved; run the same command again to go on.")
        raise
