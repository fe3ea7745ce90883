"""A person, a meeting and a template in, a letter out. Pure; the day on which it is written is an argument."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cardscan.share.letters.addressee import greeting, honorific, language_of, latin_name, letter_words, mailbox_of
from cardscan.share.letters.letter import Language, Letter, Mailbox, one_line
from cardscan.share.letters.template import filled

if TYPE_CHECKING:
    from cardscan.model import Affiliation, Contact, Encounter
    from cardscan.share.letters.stationery import Stationery
    from cardscan.share.letters.template import Template


def letter_to(
    contact: Contact,
    met: Encounter,
    template: Template,
    stationery: Stationery,
    today: date,
    *,
    sender: Mailbox | None = None,
    language: Language | None = None,
) -> Letter | None:
    """Return the letter of thanks for a meeting, or None if there is no address that mail can go to.

    ``language`` is that of greeting and day; by default the template's, else the card's. Raises UnreadableTemplate.
    """
    found = mailbox_of(contact)
    if found is None:
        return None
    to, place = found
    language = language or template.language or language_of(contact)
    values = {
        "greeting": greeting(contact, place, language, stationery.honorifics),
        **_of_person(contact, place, stationery),
        **_of_meeting(met, today, language),
        "sender": one_line(sender.name) if sender else "",
        "signature": "\n".join(stationery.signature.splitlines()),
    }
    subject, body = filled(template, values)
    return Letter(to, subject, body, sender)


def _of_person(contact: Contact, place: Affiliation, stationery: Stationery) -> dict[str, str]:
    name = contact.name
    return {
        "name": one_line(name.full) if name else "",
        "family": one_line(name.family) if name else "",
        "given": one_line(name.given) if name else "",
        "latin": latin_name(name) if name else "",
        "honorific": honorific(contact, stationery.honorifics),
        "company": one_line(place.org),
        "department": one_line(place.department),
        "title": " ".join(filter(None, map(one_line, place.titles))),
    }


def _of_meeting(met: Encounter, today: date, language: Language) -> dict[str, str]:
    day = date.fromisoformat(met.date) if met.date else None
    return {
        "event": one_line(met.event),
        "place": one_line(met.place),
        "memo": one_line((met.memo or "").replace("\n", " / ")),
        "date": spelled_day(day, language) if day else "",
        "when": how_long_ago(day, today, language),
    }


def how_long_ago(day: date | None, today: date, language: Language) -> str:
    """Return 本日, 昨日 or 先日. A day to come is taken for today, one that is not known for an earlier one.

    >>> [how_long_ago(date(2026, 11, day), date(2026, 11, 20), "ja") for day in (20, 19, 1)]
    ['本日', '昨日', '先日']
    """
    days = max(0, (today - day).days) if day else 2
    return str(letter_words()["when"][language][min(days, 2)])


def spelled_day(day: date, language: Language) -> str:
    """Return a day without its year as letters write it.

    >>> spelled_day(date(2026, 11, 20), "ja"), spelled_day(date(2026, 11, 20), "en")
    ('11月20日', '20 November')
    """
    month = letter_words()["months"]["en"][day.month - 1] if language == "en" else day.month
    return str(letter_words()["day"][language]).format(month=month, day=day.day)
