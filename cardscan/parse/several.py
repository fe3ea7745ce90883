"""Several people on one card, each of them a contact: a couple's shop, two partners, a team's card. Pure.

Whoever else is named is found as the first one was, on the card without the first name. What is whose (``owners``) is
then left out of the lines of all others, and each is understood from the lines that remain: what nobody has alone (the
firm, its address, the telephone of a shop) is everybody's. It stays left out, so that whoever is to be forgotten stands
on nobody else's card.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from cardscan.model import Kind
from cardscan.parse import page
from cardscan.parse.abroad import is_known_abroad
from cardscan.parse.checks import host_of
from cardscan.parse.codes import codes_of
from cardscan.parse.eastern_names import is_eastern_name
from cardscan.parse.host_names import in_domain
from cardscan.parse.kana import is_kana
from cardscan.parse.known_readings import is_surname_reading
from cardscan.parse.latin import names_somebody
from cardscan.parse.names import FOREIGN_NAME, KANJI, fold, given_names, is_given_reading, is_surname
from cardscan.parse.owners import owned, spelt
from cardscan.parse.people import CUT_SHORT, ORDER
from cardscan.parse.piece import is_eastern
from cardscan.parse.settle import settle
from cardscan.parse.standing import name_sources, named, rows
from cardscan.parse.tongues import tongue_of
from cardscan.parse.words import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cardscan.model import Code, Name, ParsedCard, Source, TextLine
    from cardscan.parse.tongues import Tongue

ALIKE = 1.3  # the names on a card are set in about one size: how much larger one is at the most
ALIKE_SMALL = 1.7  # likewise of kana and Latin letters: Andreas Keller has none that reach down
ALIKE_ALONE = 1.1  # likewise where nothing else on the card is theirs alone
MOST = 12  # people on a card: what names more is a list
_KANJI = re.compile(f"[{KANJI}]")
_NAME_LETTERS = re.compile(rf"[{KANJI}ぁ-ゖァ-ヺー・＝\s]{{1,20}}(?:[A-Za-z,.\s]{{4,30}})?$")


def settled(lines: tuple[TextLine, ...], codes: tuple[Code, ...]) -> ParsedCard:
    """Return the parsed card of the person on it; where there are several, of the first, with ``others``."""
    found = [settle(lines, codes)]
    while len(found) < MOST and _may_name_more(found[-1]):
        rest = settle(without(lines, [each for card in found for each in _taken(card)]), codes)
        if not _is_another(rest, found):
            break
        found.append(rest)
    if len(found) == 1:
        return found[0]
    return _shared_out(found, lines, codes) or found[0]


def without(lines: Sequence[TextLine], stretches: Iterable[Source]) -> tuple[TextLine, ...]:
    """Return ``lines`` with blanks for these stretches of text: every other character stays where it is."""
    texts = [line.text for line in lines]
    for each in stretches:
        text = texts[each.line]
        texts[each.line] = text[: each.start] + " " * (each.end - each.start) + text[each.end :]
    return tuple(replace(line, text=text) for line, text in zip(lines, texts, strict=True))


def _taken(card: ParsedCard) -> list[Source]:
    """Return where the name of a card's person stands, and its reading and its Latin form where they spell it whole."""
    name, lines = card.contact.name, card.lines
    spelling = [
        source
        for field in card.fields
        if field.path.startswith("name.") and name is not None
        for source in field.sources
        if source.rule != "name" and spelt(lines[source.line].text[source.start : source.end], name) > 1
    ]
    return [*name_sources(card), *spelling]


def _may_name_more(card: ParsedCard) -> bool:
    """Return whether what no field used, or is doubted, may name somebody: letters of names, set like the first.
    A second name is taken for a firm now and then."""
    name = card.contact.name
    if name is None:
        return False
    size, eastern = _size(card), is_eastern(name.full)
    return any(
        _ratio(size, page.type_size(card.lines[field.sources[0].line])) <= _alike(name.full, field.value)
        and _may_name(field.value, eastern)
        for field in card.fields
        if field.kind is Kind.NOTE or (field.kind is Kind.ORG and field.doubt is not None)
    )


def _may_name(text: str, eastern: bool) -> bool:
    """Return whether a text may be a name, the half of one, or a name with its Latin form."""
    return _NAME_LETTERS.match(text) is not None if eastern else " " in text.strip() and names_somebody(text)


def _is_another(rest: ParsedCard, found: Sequence[ParsedCard]) -> bool:
    """Return whether a card without the people ``found`` names one more: in letters of the same kind and size, by a
    name that is known or leaves no doubt, and not as the other name of somebody (旧姓, 雅号)."""
    name, first = rest.contact.name, found[0].contact.name
    if name is None or first is None or any(card.contact.name == name for card in found):
        return False
    line, size = _name_line(rest), _ratio(_size(rest), _size(found[0]))
    if is_eastern(name.full) != is_eastern(first.full) or line.vertical != _name_line(found[0]).vertical:
        return False
    if size > _alike(name.full, first.full) or _is_other_name(line.text[: name_sources(rest)[0].start]):
        return False
    if is_kana(name.full) and _is_reading(name.full, size, found):
        return False
    if in_domain(name.full, _hosts(rest)) and not in_domain(first.full, _hosts(rest)):  # Stella Alpina Autotrasporti
        return False
    return _is_known(name, tongue_of(rest.lines)) or all(
        field.doubt in (None, ORDER, CUT_SHORT) for field in rest.fields if field.path == "name.full"
    )


def _hosts(card: ParsedCard) -> list[str]:
    mails = [field.value.rpartition("@")[2] for field in card.fields if field.kind is Kind.EMAIL]
    return [*mails, *(host_of(field.value) for field in card.fields if field.kind is Kind.URL)]


def _is_other_name(before: str) -> bool:
    """Return whether what stands before a name on its line says that it is another name of the same person."""
    return before.rstrip(" 　:：・／/（(").endswith(tuple(table("names")["other_names"]))


def _is_reading(kana: str, size: float, found: Sequence[ParsedCard]) -> bool:
    """Return whether kana are the reading of one of the people ``found``, set large (``size`` times as large or small
    as a name); よしかわ 修 and よしかわ あきよし are two."""
    halves = max(spelt(kana, card.contact.name) for card in found if card.contact.name)
    return halves > 1 or (halves > 0 and size > ALIKE)


def _is_known(name: Name, tongue: Tongue) -> bool:
    """Return whether the lists have both halves of a name, or the surname of one whose reading is printed."""
    if not name.family or not name.given:
        return False
    if not is_eastern(name.full):
        return names_somebody(name.full)
    if tongue != "ja":
        return is_eastern_name(name.full, tongue)
    if FOREIGN_NAME.match(name.full):
        return is_known_abroad(name.full)
    if is_kana(name.full):  # とみた かのこ
        return is_surname_reading(name.family) and is_given_reading(name.given)
    given = fold(name.given) in given_names() or is_kana(name.given)
    family = is_surname(name.family) or (is_kana(name.family) and is_surname_reading(name.family))
    return family and (given or name.latin is not None or name.reading_source == "printed")


def _shared_out(found: Sequence[ParsedCard], lines: tuple[TextLine, ...], codes: tuple[Code, ...]) -> ParsedCard | None:
    """Return the card of the first person with those of the others, each without what is somebody else's; None where
    they are not found again so, or where nothing tells that they are more than further lines in large type."""
    told = [one for card in found if (one := named(card, _taken(card), lines))]
    ordered = [told[number] for row in rows(told) for number in row]
    tongue, whose = tongue_of(lines), owned(ordered, replace(found[-1], lines=lines))
    if not any(whose) and max(_ratio(_size(card), _size(found[0])) for card in found) > ALIKE_ALONE:
        return None
    people = [one for one, own in zip(ordered, whose, strict=True) if own or _is_known(one.name, tongue)]
    if len(people) < len(ordered):
        return None
    cards: list[ParsedCard] = []
    for one, own in zip(people, whose, strict=True):
        others = [other for other in people if other is not one]
        names = [source for other in others for source in other.sources]
        theirs = [source for each in whose if each is not own for source in each]
        said = codes_of(codes, one.name.full, [other.name.full for other in others])
        card = settle(without(lines, [*names, *theirs]), said)
        if card.contact.name is None or card.contact.name.full != one.name.full:
            return None
        cards.append(card)
    return replace(cards[0], others=tuple(cards[1:]))


def _name_line(card: ParsedCard) -> TextLine:
    return card.lines[name_sources(card)[0].line]


def _size(card: ParsedCard) -> float:
    return page.type_size(_name_line(card))


def _alike(*names: str) -> float:
    return ALIKE if all(map(_KANJI.search, names)) else ALIKE_SMALL


def _ratio(one: float, other: float) -> float:
    return max(one, other) / min(one, other)
