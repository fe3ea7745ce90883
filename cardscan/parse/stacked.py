"""Names and firms in Latin letters that are set on two lines, one word over the other, as one line. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cardscan.model import Kind, TextLine
from cardscan.parse.known_readings import is_romaji_of_surname
from cardscan.parse.latin import bare_words, looks_like_name, spelled_by_mail
from cardscan.parse.lexicon import bare_letters, words
from cardscan.parse.roles_latin import has_latin_form, latin_kind
from cardscan.parse.rows import box, line_below

_PLAIN = re.compile(r"[^\W\d_][^\d@:/|]*")
_MAIL = re.compile(r"([\w.+-]+)@\s*([\w-]+)")
_SITE = re.compile(r"(?:www\.|//)([\w-]+)\.")
MOST_WORDS = 4  # of a line: ir. Femke, van der Zwaan
ALIKE, OF_A_LOGO = 1.2, 2.2  # times the smaller type may the larger be; where a firm is set as a logo
CLOSE = 0.9  # of the type: the gap between two lines of one name


@dataclass(frozen=True, slots=True)
class _Reached:
    """What mails and sites spell on a card: the parts of addresses before the @, and hosts, in small letters."""

    locals: frozenset[str]
    hosts: frozenset[str]


def with_stacked_joined(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """Return the lines, two of which as one where they are somebody's given name over the surname (Daisuke, Kuroda),
    as a mail address or the names that are known tell, or the two words of a firm, as its host tells."""
    reached = _reached(lines)
    joined: list[TextLine] = []
    used: set[int] = set()
    for number, line in enumerate(lines):
        if number in used:
            continue
        below = line_below(lines, number)
        if below is not None and below not in used and _are_one(lines, number, below, reached):
            used.add(below)
            line = _as_one(line, lines[below])
        joined.append(line)
    return tuple(joined)


def _reached(lines: Sequence[TextLine]) -> _Reached:
    text = "\n".join(line.text for line in lines).lower()
    mails = _MAIL.findall(text)
    hosts = [*(host for _, host in mails), *_SITE.findall(text)]
    return _Reached(frozenset(local for local, _ in mails), frozenset(hosts))


def _are_one(lines: Sequence[TextLine], number: int, below: int, reached: _Reached) -> bool:
    first, second = lines[number], lines[below]
    upper, lower = first.text.strip(), second.text.strip()
    if not (_is_plain(first) and _is_plain(second) and _is_set_alike(first, second, OF_A_LOGO)):
        return False
    named = _is_set_alike(first, second, ALIKE) and _is_name(upper, lower, reached)
    return named or _is_firm(upper, lower, reached)


def _is_plain(line: TextLine) -> bool:
    text = line.text.strip()
    return not line.vertical and _PLAIN.fullmatch(text) is not None and len(text.split()) <= MOST_WORDS


def _is_set_alike(first: TextLine, second: TextLine, alike: float) -> bool:
    """Return whether two lines are of one type, right under each other, with an edge or the middle in common; the
    larger up to ``alike`` times as large."""
    one, two = box(first), box(second)
    small, large = sorted((one.height, two.height))
    edges = (one.left - two.left, one.right - two.right, (one.left + one.right - two.left - two.right) / 2)
    return 0 < large < alike * small and two.top - one.bottom < CLOSE * large and min(map(abs, edges)) < 0.35 * large


def _is_name(upper: str, lower: str, reached: _Reached) -> bool:
    """Return whether two lines are a given name and a surname, neither of them a whole name or anything else."""
    whole, given, family = f"{upper} {lower}", bare_words(upper), bare_words(lower)
    if not (given and family):
        return False
    alone = len(given) == 1 and (len(family) == 1 or family[0].lower() in words().name_particles)
    if not alone or not looks_like_name(whole) or any(map(latin_kind, (upper, lower, whole))):
        return False
    spelled = any(len(local) > 2 and spelled_by_mail(whole, local) for local in reached.locals)
    hosted = any(bare_letters(each) in host for each in (upper, lower) for host in reached.hosts)
    first, last = bare_letters(given[0]), bare_letters(family[-1])
    known = first in words().given_names or last in words().given_names
    japanese = is_romaji_of_surname(first) or is_romaji_of_surname(last)
    return (spelled and (known or not hosted)) or (known and japanese)


def _is_firm(upper: str, lower: str, reached: _Reached) -> bool:
    """Return whether two lines are the name of a firm that a host spells, the one word of which alone says little."""
    first, second = latin_kind(upper), latin_kind(lower)
    if first not in (None, Kind.ORG) or _is_only_a_form(lower):
        return first in (None, Kind.ORG) and not has_latin_form(f"x {upper}")
    kinds, long = {first, second}, max(len(upper.split()), len(lower.split())) > 3
    if Kind.ORG not in kinds or second in (Kind.TITLE, Kind.DEPARTMENT) or long or has_latin_form(f"x {upper}"):
        return False
    rest = lower if latin_kind(upper) is Kind.ORG else upper
    whole = re.sub(r"[^a-z]", "", bare_letters(f"{upper}{lower}".replace(" ", "")))
    own = re.sub(r"[^a-z]", "", bare_letters(rest.replace(" ", "")))
    return any(len(host) > 3 and re.sub(r"[^a-z]", "", host) in (whole, own) for host in reached.hosts) or any(
        len(own) > 4 and own.removeprefix("le").removeprefix("la") in host.replace("-", "") for host in reached.hosts
    )


def _is_only_a_form(text: str) -> bool:
    """Return whether a line is a legal form and nothing else: GmbH & Co. KG."""
    return all(word.lower().strip("()") in words().latin_forms | {"&", "co.", "co", "und"} for word in text.split())


def _as_one(first: TextLine, second: TextLine) -> TextLine:
    points = [*first.quad, *second.quad]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    text = f"{first.text.strip()} {second.text.strip()}"
    quad = ((left, top), (right, top), (right, bottom), (left, bottom))
    return replace(first, text=text, quad=quad, confidence=min(first.confidence, second.confidence), alternatives=())
