"""The command line. A command parses options, makes one call and prints; what it needs is imported when it runs."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Annotated

import typer

from cardscan import __version__
from cardscan.cli.terminal import StdoutClosed, complain, say
from cardscan.errors import CardscanError

Command = Callable[..., None] | typer.Typer
INTERRUPTED = 130
PIPE_CLOSED = 141
COMPLETING = "_CARDSCAN_COMPLETE"  # is set by the shell that wants to know how a word may go on

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


def command_line(commands: Mapping[str, Command]) -> typer.Typer:
    """Return the command line with these commands, by name."""
    app = typer.Typer(
        name="cardscan",
        no_args_is_help=True,
        rich_markup_mode=None,  # plain help: rich would triple the time that --help takes
        pretty_exceptions_enable=False,  # anything that is no CardscanError is a bug and shows its plain traceback
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(settings)
    for name, command in commands.items():
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name)
        else:
            app.command(name)(command)
    return app


def loaded(name: str) -> Command:
    """Return a command of COMMANDS; its module is imported, and no other."""
    module, does = COMMANDS[name].split(".")
    command: Command = getattr(import_module(f"cardscan.cli.{module}"), does)
    return command


def named(name: str) -> Command:
    """Return a command without its options, which take longest to describe: enough to stand in a list."""
    command = loaded(name)
    main = command.registered_callback if isinstance(command, typer.Typer) else None
    does = main.callback if main else command

    def only_named() -> None:
        raise AssertionError(f"{name} was only to be listed")

    only_named.__doc__ = does.__doc__
    return only_named


def asked_for(words: Sequence[str]) -> Mapping[str, Command]:
    """Return the commands that a command line with these ``words`` needs: the one that is called, or all by name, for
    help and for a word that is no command."""
    first = next((word for word in words if word not in ("--no-color", "--")), "")
    return {first: loaded(first)} if first in COMMANDS else {name: named(name) for name in COMMANDS}


def _everything() -> Mapping[str, Command]:
    """Return all commands, whole: a shell asks for them, to complete what is being typed."""
    return {name: loaded(name) for name in COMMANDS}


def main() -> None:
    """Run the command line. The one place where an error becomes words and an exit code."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that speaks no Japanese shows ?, and all the rest
    try:
        command_line(_everything() if COMPLETING in os.environ else asked_for(sys.argv[1:]))()
    except CardscanError as error:
        complain(error)
        sys.exit(error.exit_code)
    except StdoutClosed:
        sys.exit(PIPE_CLOSED)
    except SystemExit as leaving:
        if leaving.code == INTERRUPTED:
            say("cardscan: stopped. What was reported as saved stays saved; run the same command again to go on.")
        raise
