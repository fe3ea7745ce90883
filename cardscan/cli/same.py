"""`cardscan ask`, `join` and `split`: who is one person, and who is two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cardscan.cli.options import AsJson, BookFolder
from cardscan.cli.person import Who, chosen, opened, tell
from cardscan.cli.rows import called, details_side_by_side
from cardscan.cli.terminal import ask_number, counted, print_table, say, write_json

if TYPE_CHECKING:
    from cardscan.book import Book, Question
    from cardscan.model import TextLine


def ask(book: BookFolder = None, json: AsJson = False) -> None:
    """Go through the people who may be one: shown side by side, with reasons, you decide.

    Nothing is lost meanwhile, and every answer can be undone. With --json the open questions are only printed.

    \b
    Example:
      cardscan ask
    """
    from cardscan.cli.records import question_record
    from cardscan.contract import to_json

    with opened(book) as out:
        open_questions = out.questions()
        if json:
            for one in open_questions:
                people = out.person(one.one), out.person(one.other)
                write_json(to_json(question_record(*people, one.reasons)))
            return
        for number, one in enumerate(open_questions, 1):
            if one in out.questions() and not _asked(out, one, f"{number} of {len(open_questions)}"):
                break
        left = len(out.questions())
    say(f"{counted(left, 'question')} left." if left else "No questions are open.")


def _asked(book: Book, question: Question, place: str) -> bool:
    """Ask one question; return whether to go on."""
    one, other = book.person(question.one), book.person(question.other)
    print_table((place, one.uid[:8], other.uid[:8]), details_side_by_side(one, other))
    say(f"Why they may be one: {', '.join(question.reasons)}")
    answer = ask_number("1: one person, 2: two people, 3: later, 0: stop", 3)
    if answer == 1:
        book.join(one.uid, other.uid, ("you said so", *question.reasons))
    elif answer == 2:
        book.keep_apart(one.uid, other.uid)
    return answer != 0


def join(
    name: Who,
    other: Annotated[str, typer.Argument(metavar="OTHER", help="The other entry of the same person.")],
    book: BookFolder = None,
) -> None:
    """Make two entries one person: all that both say is kept, under the number of the first.

    \b
    Examples:
      cardscan join 1a2b3c4d 5e6f7a8b
      cardscan join 山田花子 田中花子
    """
    with opened(book) as out:
        one, two = chosen(out, name), chosen(out, other)
        out.join(one.uid, two.uid)
        kept = out.person(one.uid)
    tell(f"{called(two.contact)} is now {called(kept.contact)}")


def split(
    name: Who,
    cards: Annotated[
        list[int] | None,
        typer.Argument(metavar="[CARD...]", help="Which cards go to a person of their own.", show_default=False),
    ] = None,
    book: BookFolder = None,
) -> None:
    """Split an entry that holds the cards of two people. Without CARD its cards are listed with their numbers.

    What you typed stays with the first.

    \b
    Examples:
      cardscan split 髙橋
      cardscan split 髙橋 2 3
    """
    with opened(book) as out:
        person = chosen(out, name)
        mine = out.cards(person.uid)
        if not cards:
            rows = [(str(n), called(card.text.contact), _lines(card.text.lines)) for n, card in enumerate(mine, 1)]
            print_table(("Card", "Name", "What it says"), rows)
            return
        wrong = [number for number in cards if not 1 <= number <= len(mine)]
        if wrong:
            raise typer.BadParameter(f"There is no card number {wrong[0]}; there are {len(mine)}.")
        other = out.person(out.split(person.uid, [mine[number - 1].id for number in cards]))
        left = out.person(person.uid)
    tell(f"Two people now: {person.uid[:8]} {called(left.contact)}, {other.uid[:8]} {called(other.contact)}")


def _lines(lines: tuple[TextLine, ...]) -> str:
    return "\n".join(line.text for line in lines)
