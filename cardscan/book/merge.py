"""Two contacts into one, value by value: the union of both, the better name first, nothing thrown away. Pure.

Only what is missing is added, so merging the same contact again changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace
from typing import Literal, TypeVar

from cardscan.likeness.folding import KANA, digits, fold, fold_org, fold_url, latin_words
from cardscan.likeness.names import is_native, settle_reading
from cardscan.model import Account, Address, Affiliation, Contact, Encounter, Name, Phone

T = TypeVar("T")
_TRUST = {"printed": 4, "latin": 3, "email": 2, "dictionary": 1, None: 0}
_EXTENSION = re.compile(r"(?:内線|ext\.?|x)\D{0,3}(\d{1,6})", re.IGNORECASE)


Preferred = Literal["old", "new", "better"]


def merge(old: Contact, new: Contact, name_of: Preferred = "better") -> Contact:
    """Return ``old`` with everything that ``new`` adds. No mail, phone, URL, title or note of either is lost.

    ``name_of`` says whose name stands: that of one who is believed more, or the better one.
    """
    name, lost = merge_names(old.name, new.name, name_of)
    places, other_words = _merge_affiliations(old.affiliations, new.affiliations)
    return Contact(
        name=name,
        affiliations=places,
        accounts=_union(old.accounts, new.accounts, _account_key),
        qualifications=_union(old.qualifications, new.qualifications, fold),
        notes=_union(old.notes, (*lost, *other_words, *new.notes), lambda text: fold(text) or text),
    )


def _union(old: tuple[T, ...], new: Iterable[T], key: Callable[[T], Hashable]) -> tuple[T, ...]:
    """Return ``old`` untouched, followed by those of ``new`` whose key is not there yet."""
    known = {key(item) for item in old}
    added: dict[Hashable, T] = {}
    for item in new:
        if key(item) not in known:
            added.setdefault(key(item), item)
    return (*old, *added.values())


# ---------------------------------------------------------------- the name


def merge_names(
    old: Name | None, new: Name | None, name_of: Preferred = "better"
) -> tuple[Name | None, tuple[str, ...]]:
    """Return the better of two names, completed from the other, and spellings for which it has no place."""
    if old is None or new is None:
        return old or new, ()
    if old == new:
        return old, ()
    newer = _worth(new) > _worth(old) if name_of == "better" else name_of == "new"
    best, rest = (new, old) if newer else (old, new)
    reader = rest if _TRUST[rest.reading_source] > _TRUST[best.reading_source] else best
    across = rest.full if is_native(best.full) and not is_native(rest.full) else None
    latin = next((text for text in (best.latin, rest.latin, across) if text is not None), None)
    known = replace(
        best,
        family_reading=reader.family_reading,
        given_reading=reader.given_reading,
        reading_source=reader.reading_source,
        latin=latin,
    )
    merged = settle_reading(known)
    return merged, tuple(text for text in _spellings(rest) if not _holds(merged, text))


def _worth(name: Name) -> tuple[int, int, bool]:
    """Kanji before kana before Latin; then rarer variants (readers make 高 of 髙, never 髙 of 高); then a split."""
    if not is_native(name.full):
        return 0, 0, bool(name.family)
    script = 1 if KANA.fullmatch(fold(name.full)) else 2
    rare = sum(1 for letter in name.full if letter.strip() and fold(letter) != letter) if script == 2 else 0
    return script, rare, bool(name.family and name.given)


def spellings(contact: Contact) -> tuple[str, ...]:
    """Return what a merge may have noted of ``contact`` because another name, company or department had its place."""
    work = (text for place in contact.affiliations for text in (place.org, place.department) if text)
    return (*(_spellings(contact.name) if contact.name else ()), *work)


def _spellings(name: Name) -> tuple[str, ...]:
    printed = name.reading_source == "printed" and name.family_reading and name.given_reading
    reading = (f"{name.family_reading} {name.given_reading}",) if printed else ()
    return (name.full, *((name.latin,) if name.latin else ()), *reading)


def _holds(name: Name, text: str) -> bool:
    reading = fold((name.family_reading or "") + (name.given_reading or ""))
    if text == name.latin or fold(text) in (fold(name.full), reading):
        return True
    words = sorted(latin_words(text))
    return any(kept and words and words == sorted(latin_words(kept)) for kept in (name.latin, name.full))


# ---------------------------------------------------------------- work


def _merge_affiliations(
    old: tuple[Affiliation, ...], new: tuple[Affiliation, ...]
) -> tuple[tuple[Affiliation, ...], tuple[str, ...]]:
    """Return the affiliations of both and the words that found no place in one (a second spelling of the company)."""
    places = old
    words: tuple[str, ...] = ()
    for place in new:
        index = _counterpart(places, place)
        if index is None:
            places = _append(places, place)
        else:
            joined, left = _join(places[index], place)
            places, words = _add_reach(_put(places, index, joined), place, index), (*words, *left)
    held = {fold_org(place.org) for place in places if place.org}
    held |= {fold(place.department) for place in places if place.department}
    return places, tuple(text for text in words if fold_org(text) not in held and fold(text) not in held)


def _counterpart(places: tuple[Affiliation, ...], place: Affiliation) -> int | None:
    """Return the index of the affiliation that ``place`` speaks of: the same company, or one with the same reach whose
    name is missing or in another language; first of all one that knows everything already."""
    every = range(len(places))
    related = [i for i in every if _same_org(places[i], place)]
    related += [i for i in every if _shares_reach(places[i], place) and _another_language(places[i].org, place.org)]
    nameless = [i for i in every if places[i].org is None and place.org is None]
    idle = [i for i in (*related, *nameless) if _join(places[i], place)[0] == places[i]]
    return next(iter((*idle, *related)), None)


def _same_org(one: Affiliation, other: Affiliation) -> bool:
    return one.org is not None and other.org is not None and fold_org(one.org) == fold_org(other.org)


def _another_language(one: str | None, other: str | None) -> bool:
    return one is None or other is None or is_native(one) != is_native(other)


def _shares_reach(one: Affiliation, other: Affiliation) -> bool:
    mails = {mail.casefold() for mail in one.emails} & {mail.casefold() for mail in other.emails}
    numbers = {phone.e164 for phone in one.phones if phone.e164} & {phone.e164 for phone in other.phones}
    return bool(mails or numbers)


def _join(known: Affiliation, place: Affiliation) -> tuple[Affiliation, tuple[str, ...]]:
    """Return ``known`` with the company, department and titles of ``place``, and what it has no room for."""
    left = [
        text
        for text, mine, key in ((place.org, known.org, fold_org), (place.department, known.department, fold))
        if text is not None and mine is not None and key(text) != key(mine)
    ]
    joined = replace(
        known,
        org=known.org if known.org is not None else place.org,
        department=known.department if known.department is not None else place.department,
        titles=_union(known.titles, place.titles, fold),
    )
    return joined, tuple(left)


def _append(places: tuple[Affiliation, ...], place: Affiliation) -> tuple[Affiliation, ...]:
    bare = replace(place, phones=(), emails=(), urls=(), addresses=())
    longer = _add_reach((*places, bare), place, len(places))
    return longer if longer[-1] != Affiliation() else longer[:-1]


def _add_reach(places: tuple[Affiliation, ...], place: Affiliation, index: int) -> tuple[Affiliation, ...]:
    """Return ``places`` where those ways to reach ``place`` that are nowhere yet are added to number ``index``."""
    for phone in place.phones:
        places = _add_phone(places, phone, index)
    everywhere = Contact(affiliations=places)
    target = replace(
        places[index],
        emails=(*places[index].emails, *_missing(everywhere.emails, place.emails, str.casefold)),
        urls=(*places[index].urls, *_missing(everywhere.urls, place.urls, fold_url)),
        addresses=(*places[index].addresses, *_missing(everywhere.addresses, place.addresses, _address_key)),
    )
    return _put(places, index, target)


def _missing(known: tuple[T, ...], new: tuple[T, ...], key: Callable[[T], Hashable]) -> tuple[T, ...]:
    return _union(known, new, key)[len(known) :]


def _add_phone(places: tuple[Affiliation, ...], phone: Phone, index: int) -> tuple[Affiliation, ...]:
    same = [
        (number, position, known)
        for number, place in enumerate(places)
        for position, known in enumerate(place.phones)
        if _same_phone(known, phone)
    ]
    if not same:
        return _put(places, index, replace(places[index], phones=(*places[index].phones, phone)))
    # One that knows everything already comes first, so that a second merge finds it and changes nothing.
    number, position, known = min(same, key=lambda found: _richer(found[2], phone) != found[2])
    phones = places[number].phones
    richer = (*phones[:position], _richer(known, phone), *phones[position + 1 :])
    return _put(places, number, replace(places[number], phones=richer))


def _same_phone(one: Phone, other: Phone) -> bool:
    """The same number for the same use. One number printed as TEL/FAX is two phones; ``other`` goes with any kind."""
    number = one.e164 or digits(one.text) or one.text
    extensions = {_extension(one), _extension(other)} - {""}
    kinds = {one.kind, other.kind} - {"other"}
    return number == (other.e164 or digits(other.text) or other.text) and len(kinds) <= 1 and len(extensions) <= 1


def _extension(phone: Phone) -> str:
    found = _EXTENSION.search(phone.text)
    return found.group(1) if found else ""


def _richer(known: Phone, phone: Phone) -> Phone:
    text = phone.text if _extension(phone) and not _extension(known) else known.text
    kind = phone.kind if known.kind == "other" else known.kind
    return replace(known, text=text, kind=kind, label=known.label or phone.label)


def _put(places: tuple[Affiliation, ...], index: int, place: Affiliation) -> tuple[Affiliation, ...]:
    return (*places[:index], place, *places[index + 1 :])


def _address_key(address: Address) -> str:
    return fold(address.text)


def _account_key(account: Account) -> tuple[str, str]:
    return account.service, account.id.casefold()


# ---------------------------------------------------------------- where we met


def meet(encounters: tuple[Encounter, ...], new: Encounter | None) -> tuple[Encounter, ...]:
    """Return ``encounters`` with ``new``: appended, or filled into the one that speaks of the same occasion."""
    if new is None or new == Encounter():
        return encounters
    for index, known in enumerate(encounters):
        if known == new or _same_occasion(known, new):
            return (*encounters[:index], _fill(known, new), *encounters[index + 1 :])
    return (*encounters, new)


def _same_occasion(one: Encounter, other: Encounter) -> bool:
    """An event or a date in common, and no contradiction in anything."""
    pairs = [(getattr(one, part), getattr(other, part)) for part in ("event", "date", "place", "tag")]
    in_common = any(mine is not None and mine == theirs for mine, theirs in pairs[:2])
    return in_common and all(mine is None or theirs is None or mine == theirs for mine, theirs in pairs)


def _fill(known: Encounter, new: Encounter) -> Encounter:
    memos = [memo for memo in (known.memo, new.memo) if memo]
    memo = memos[0] if len(memos) == 2 and memos[1] in memos[0] else "\n".join(memos) or None
    return Encounter(
        event=known.event or new.event,
        date=known.date or new.date,
        place=known.place or new.place,
        tag=known.tag or new.tag,
        memo=memo,
        talked=known.talked or new.talked,
    )
