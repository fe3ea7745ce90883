"""What on a card with several people is whose: by name, by place, else everybody's. Pure.

A mail address is theirs whose name it spells; so are kana and Latin letters. Titles, departments and licences are those
of the name at which they stand. Telephones and the like are of the person in whose zone or column they stand: a mobile
anywhere there, the telephone of a firm only where each has one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cardscan.model import Kind
from cardscan.parse import latin, page
from cardscan.parse.kana import as_katakana, is_kana
from cardscan.parse.known_readings import fits, given_candidates
from cardscan.parse.lexicon import bare_letters
from cardscan.parse.piece import is_eastern
from cardscan.parse.readings import cut_kana, latin_agrees, mail_agrees
from cardscan.parse.standing import column, goes_on, nearest, on_row, rows, zone

if TYPE_CHECKING:
    from cardscan.model import Contact, Field, Name, ParsedCard, Source, TextLine
    from cardscan.parse.page import Box
    from cardscan.parse.standing import Named

ROLES = (Kind.TITLE, Kind.DEPARTMENT, Kind.QUALIFICATION)
REACH = (Kind.PHONE, Kind.EMAIL, Kind.ACCOUNT)
AT_NAME = 2.5  # how far from a name its title stands at the most, in the size of the name
IN_BLOCK = 3.5  # how far what is one person's stands where people stand beside each other, in that size
BESIDE = 0.6  # how far over or under the height of a name what is set beside it stands, in its size
SHARED = ("work", "fax")  # telephones that people have together, unless each has such


@dataclass(frozen=True, slots=True)
class _Found:
    """A way to reach somebody: in whose column or zone it stands, and whether in the block that is theirs."""

    field: Field
    whose: int | None
    own: bool


def owned(people: Sequence[Named], card: ParsedCard) -> tuple[tuple[Source, ...], ...]:
    """Return for each of several people the stretches of text that are theirs alone. ``card`` is what was understood
    without any of their names but one."""
    theirs: list[list[Source]] = [[] for _ in people]
    for source, number in (*_spellings(people, card), *_roles(people, card), *_reach(people, card)):
        theirs[number].append(source)
    return tuple(tuple(each) for each in theirs)


# ---------------------------------------------------------------- readings


def _spellings(people: Sequence[Named], card: ParsedCard) -> Iterator[tuple[Source, int]]:
    """Yield kana and Latin names with whose they are: whose name they spell, or stand right at."""
    names = {source for each in people for source in each.sources}
    loose = [
        source
        for field in card.fields
        for source in field.sources
        if (field.path.startswith("name.") or field.kind is Kind.NOTE) and source.rule != "name"
    ]
    for source in dict.fromkeys(loose):
        text = card.lines[source.line].text[source.start : source.end].strip()
        if source in names or not (is_kana(text) or latin.looks_like_name(text)):
            continue
        whose = _most([spelt(text, each.name) for each in people])
        if whose is None:
            whose = _at_name(page.box_of(card.lines[source.line], source), people, card.lines)
        if whose is not None:
            yield source, whose


def spelt(text: str, name: Name) -> int:
    """Return how many halves of a name kana or Latin letters spell, 0 to 2."""
    family, given = name.family or "", name.given or ""
    if not is_kana(text):
        return latin_agrees(family, "", text) + latin_agrees("", given, text)
    told = cut_kana(as_katakana(text), family, given)
    return fits(told[0], family) + (told[1] in given_candidates(given)) if told else 0


def _most(told: Sequence[int]) -> int | None:
    """Return for whom the most tells, if it tells more than for any other."""
    best = max(told)
    return told.index(best) if best and told.count(best) == 1 else None


# ---------------------------------------------------------------- titles and the like


def _roles(people: Sequence[Named], card: ParsedCard) -> Iterator[tuple[Source, int]]:
    """Yield titles, the levels of departments and licences with whose they are."""
    roles = [(field.kind, source) for field in card.fields if field.kind in ROLES for source in field.sources]
    near = [_at_name(page.box_of(card.lines[source.line], source), people, card.lines) for _, source in roles]
    titles = [number for number, (kind, _) in enumerate(roles) if kind is Kind.TITLE]
    if len(titles) == len(people) and any(near[number] is None for number in titles):
        order = [number for row in rows(people) for number in row]
        near = [order[titles.index(number)] if number in titles else whose for number, whose in enumerate(near)]
    yield from ((source, whose) for (_, source), whose in zip(roles, near, strict=True) if whose is not None)


def _at_name(box: Box, people: Sequence[Named], lines: Sequence[TextLine]) -> int | None:
    """Return at whose name a title stands: on its row, in its column or zone, or clearly nearest to it."""
    told = rows(people)
    if len(told) == 1:
        whose = column(box, told[0], people)
    elif (whose := on_row(box, people)) is not None:
        return whose
    elif len(told) == len(people):
        whose = zone(box, people, lines)
    if whose is not None and _is_level(box, people[whose]):
        return whose
    return nearest(box, people, AT_NAME)


def _is_level(box: Box, person: Named) -> bool:
    """Return whether something stands no further over or under a name than a title with its department."""
    return max(person.box[1] - box[3], box[1] - person.box[3]) < IN_BLOCK * person.size


# ---------------------------------------------------------------- ways to reach them


def _reach(people: Sequence[Named], card: ParsedCard) -> Iterator[tuple[Source, int]]:
    """Yield telephones, mail addresses and accounts that are one person's alone, with whose they are."""
    alike: dict[str, list[_Found]] = defaultdict(list)
    for field in card.fields:
        if field.kind in REACH and field.sources:
            sort = _sort(field, card.contact)
            spelled = _spelled(field, people) if field.kind is not Kind.PHONE else None
            found = _Found(field, spelled, True) if spelled is not None else _place(field, people, card.lines)
            alike[sort].append(found)
    for sort, each in alike.items():
        for field, whose in _dealt(each, people, card.lines, sort):
            yield from ((source, whose) for source in field.sources)


def _dealt(
    alike: Sequence[_Found], people: Sequence[Named], lines: Sequence[TextLine], sort: str
) -> Iterator[tuple[Field, int]]:
    """Yield what of one sort is one person's: what stands in their block, of firms' numbers only beside others that do
    not; where everybody has some, as many for each, those nearest."""
    apart = sort not in SHARED or not all(found.own for found in alike)
    theirs: dict[int, list[_Found]] = defaultdict(list)
    for found in alike:
        if found.whose is not None:
            theirs[found.whose].append(found)
    each = min(len(theirs.get(number, ())) for number in range(len(people)))
    for whose, own in theirs.items():
        near = _nearest_first(own, people[whose].box, lines)
        yield from ((one.field, whose) for at, one in enumerate(near) if (one.own and apart) or at < each)


def _nearest_first(found: Sequence[_Found], name: Box, lines: Sequence[TextLine]) -> list[_Found]:
    return sorted(found, key=lambda one: page.distance(name, _box(one.field, lines)))


def _sort(field: Field, contact: Contact) -> str:
    """Return what of its sort people have one each: a mobile, a fax, a LINE account."""
    at = int(field.path.partition("[")[2][:-1])
    if field.kind is Kind.PHONE:
        return contact.phones[at].kind
    return contact.accounts[at].service if field.kind is Kind.ACCOUNT else field.kind.value


def _spelled(field: Field, people: Sequence[Named]) -> int | None:
    """Return whose name a mail address or the name of an account spells, and nobody else's as well."""
    local = field.value.rpartition("@")[0] or field.value
    return _most([_agreement(local, each.name) for each in people])


def _agreement(local: str, name: Name) -> int:
    """Return how many halves of a name a local part spells, 0 to 2."""
    family, given = name.family or "", name.given or ""
    if is_eastern(name.full):
        halves = mail_agrees(family, "", local) + mail_agrees("", given, local)
        return halves or int(name.latin is not None and latin.spelled_by_mail(name.latin, local))
    begun = bare_letters(given)[:1] == local[:1].lower()
    return latin.spelled_by_mail(name.full, local) * (1 + begun)


def _place(field: Field, people: Sequence[Named], lines: Sequence[TextLine]) -> _Found:
    """Return in whose column or zone something stands, and whether in the block of lines that is theirs: not what
    stands under them all."""
    box, told = _box(field, lines), rows(people)
    if min(each.box[1] - each.size for each in people) > (box[1] + box[3]) / 2:
        return _Found(field, None, False)
    if len(told) == 1:
        whose = column(box, told[0], people)
        return _Found(field, whose, whose is not None and goes_on(people[whose], box, lines))
    if len(told) < len(people):
        whose = nearest(box, people, IN_BLOCK)
        return _Found(field, whose, whose is not None)
    whose = zone(box, people, lines)
    if whose is None:
        return _Found(field, None, False)
    last, every = whose == told[-1][0], page.around([each.box for each in people])
    under = box[0] < every[2] and box[2] > every[0] and not last
    return _Found(field, whose, under or on_row(box, people) == whose or _is_close(box, people[whose], lines))


def _is_close(box: Box, person: Named, lines: Sequence[TextLine]) -> bool:
    """Return whether something stands beside a name, or under it with nothing but text between."""
    return max(person.box[1] - box[3], box[1] - person.box[3]) < BESIDE * person.size or goes_on(person, box, lines)


def _box(field: Field, lines: Sequence[TextLine]) -> Box:
    return page.around([page.box_of(lines[each.line], each) for each in field.sources])
