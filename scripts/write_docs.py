"""Write the generated parts of docs/commands.md from the program itself (`make docs`).

A part stands between `<!-- generated: WHAT -->` and `<!-- end -->`.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from cardscan import errors
from cardscan.cli import INTERRUPTED, PIPE_CLOSED

ROOT = Path(__file__).parent.parent
COMMANDS = ROOT / "docs" / "commands.md"
PART = re.compile(r"<!-- generated: (?P<what>[^>]*?) -->\n.*?<!-- end -->", re.DOTALL)


def current(text: str) -> str:
    """Return ``text`` with every generated part as it should be."""
    return PART.sub(lambda part: f"<!-- generated: {part['what']} -->\n{generated(part['what'])}<!-- end -->", text)


def generated(what: str) -> str:
    """Return the part called ``what``."""
    return exit_codes() if what == "exit codes" else help_text(what.split()[1:])


def help_text(words: list[str]) -> str:
    """Return what `cardscan WORDS --help` prints on a terminal of 100 columns."""
    environment = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1"}
    code = "import sys; sys.argv[0] = 'cardscan'; from cardscan.__main__ import main; main()"
    command = [sys.executable, "-c", code, *words, "--help"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return f"```text\n{done.stdout.rstrip()}\n```\n"


def exit_codes() -> str:
    """Return a table of every way to end, by exit code."""
    rows = [(0, "", "Everything was done.", ""), (1, "", "A bug in cardscan: please report the traceback.", "")]
    rows.append((2, "", "The command line was not understood.", "See `--help`"))
    every = sorted(_children(errors.CardscanError), key=lambda error: error.exit_code)
    rows += [(kind.exit_code, f"`{kind.code}`", " ".join((kind.__doc__ or "").split()), kind.remedy) for kind in every]
    rows.append((INTERRUPTED, "", "Stopped with Ctrl-C. What was reported as saved stays saved.", "Run it again"))
    rows.append((PIPE_CLOSED, "", "Whoever read our output went away (`| head -1`).", ""))
    lines = [f"| {code} | {name} | {meaning} | {remedy} |" for code, name, meaning, remedy in rows]
    return "\n".join(("| exit code | error code | meaning | what to do |", "| --- | --- | --- | --- |", *lines, ""))


def _children(error: type[errors.CardscanError]) -> list[type[errors.CardscanError]]:
    return [kind for child in error.__subclasses__() for kind in (child, *_children(child))]


if __name__ == "__main__":
    COMMANDS.write_text(current(COMMANDS.read_text(encoding="utf-8")), encoding="utf-8")
    print(COMMANDS)
