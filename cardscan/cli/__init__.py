"""The command line. A command parses options, makes one call and prints; what it needs is imported when it runs."""

from __future__ import annotations

import io
import os
import sys
from typing import Annotated

import typer

from cardscan import __version__
from cardscan.cli import (
    bring,
    camera,
    change,
    code,
    doctor,
    event,
    export,
    forget,
    handing,
    nomail,
    past,
    people,
    read,
    remember,
    rescan,
    roster,
    same,
    scan,
    stats,
    sync,
    thank,
    upkeep,
    watch,
    web,
)
from cardscan.cli.terminal import StdoutClosed, complain, say
from cardscan.errors import CardscanError

INTERRUPTED = 130
PIPE_CLOSED = 141

app = typer.Typer(
    name="cardscan",
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help: rich would triple the time that --help takes
    pretty_exceptions_enable=False,  # anything that is no CardscanError is a bug and shows its plain traceback
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"cardscan {__version__}")
        raise typer.Exit


@app.callback()
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


app.command("read")(read.read)
app.command("scan")(scan.scan)
app.command("rescan")(rescan.rescan)
app.command("camera")(camera.camera)
app.command("watch")(watch.watch)
app.command("web")(web.web)
app.add_typer(event.event_app, name="event")
app.command("list")(people.list_people)
app.command("show")(people.show)
app.command("find")(people.find)
app.command("edit")(change.edit)
app.command("tag")(change.tag)
app.command("memo")(change.memo)
app.command("roster")(roster.roster)
app.command("talked")(remember.talked)
app.command("memories")(remember.memories)
app.command("thank")(thank.thank)
app.command("nomail")(nomail.nomail)
app.command("ask")(same.ask)
app.command("join")(same.join)
app.command("split")(same.split)
app.command("delete")(change.delete)
app.command("forget")(forget.forget)
app.command("stats")(stats.stats)
app.command("history")(past.history)
app.command("undo")(past.undo)
app.command("import")(bring.import_contacts)
app.command("export")(export.export)
app.command("qr")(code.qr)
app.command("share")(handing.share)
app.add_typer(sync.sync_app, name="sync")
app.command("backup")(upkeep.backup)
app.command("restore")(upkeep.restore)
app.command("check")(upkeep.check)
app.command("purge")(upkeep.purge)
app.command("doctor")(doctor.doctor)


def main() -> None:
    """Run the command line. The one place where an error becomes words and an exit code."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that speaks no Japanese shows ?, and all the rest
    try:
        app()
    except CardscanError as error:
        complain(error)
        sys.exit(error.exit_code)
    except StdoutClosed:
        sys.exit(PIPE_CLOSED)
    except SystemExit as leaving:
        if leaving.code == INTERRUPTED:
            say("cardscan: stopped. What was reported as saved stays saved; run the same command again to go on.")
        raise
