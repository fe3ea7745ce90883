"""A contact as single values, so that one of them can be claimed, refused, taken out or changed. Pure.

A value is (part, key): ``("emails", "a@b.example")``, ``("name.full", "髙橋 美咲")``, ``("phones", "work +8135950")``.
Two spellings that mean the same (capitals in a mail address, hyphens in a number) have one key.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import chain
from typing import Any, TypeVar, cast

from cardscan.likeness.folding import digits, fold, fold_org, fold_url
from cardscan.model import Account, Address, Affiliation, Contact, Name, Phone

T = TypeVar("T")
Value = tuple[str, str]
Item = str | Phone | Address | Account
NAME_PARTS = ("full", "family", "given", "family_reading", "given_reading", "latin")
_ONE_A_PLACE = {"orgs": "org", "departments": "department"}
_OF_A_PLACE = ("titles", "phones", "emails", "urls", "addresses")
_OF_ALL = ("accounts", "qualifications", "notes")


def values(contact: Contact) -> frozenset[Value]:
    """Return everything that a contact says, value by value."""
    return frozenset(listed(contact))


def listed(contact: Contact) -> tuple[Value, ...]:
    """Return the values in the order in which they stand."""
    return (*_of_name(contact.name), *((part, key(part, item)) for part, item, _ in _items(contact)))


def _of_name(name: Name | None) -> list[Value]:
    return [(f"name.{part}", text) for part in NAME_PARTS if name and (text := getattr(name, part))]


def _items(contact: Contact) -> Iterator[tuple[str, Item, Affiliation]]:
    """Yield every value but those of the name: its part, itself, and the affiliation it stands in."""
    for place in contact.affiliations:
        for part, name in _ONE_A_PLACE.items():
            if getattr(place, name):
                yield part, getattr(place, name), place
        for part in _OF_A_PLACE:
            for item in getattr(place, part):
                yield part, item, place
    for part in _OF_ALL:
        for item in getattr(contact, part):
            yield part, item, Affiliation()


_AT = re.compile(r"(?P<part>[a-z]+)(?:\[(?P<index>\d+)\])?(?:\.(?P<leaf>[a-z_0-9]+)(?:\[(?P<inner>\d+)\])?)?")


def at_path(contact: Contact, path: str) -> frozenset[Value]:
    """Return the values that stand at a path of the contract's ``contact`` (``emails[0]``, ``orgs[1].titles[0]``);
    nothing, if the contact has no such place. The parts of an address, and of a number, are one value."""
    found = _AT.fullmatch(path)
    if found is None:
        return frozenset()
    part, leaf, index = found["part"], found["leaf"], int(found["index"] or 0)
    if part == "name":
        wanted = {f"name.{leaf or 'full'}"} | ({"name.family", "name.given"} if leaf in (None, "full") else set())
        return frozenset(value for value in _of_name(contact.name) if value[0] in wanted)
    if part == "orgs":
        place = contact.orgs[index] if index < len(contact.orgs) else Affiliation()
        return _of_org(place, leaf or "name", int(found["inner"] or 0))
    items = getattr(contact, part, ()) if part in (*_OF_A_PLACE, *_OF_ALL) and part != "titles" else ()
    return frozenset((part, key(part, item)) for item in items[index : index + 1])


def _of_org(place: Affiliation, leaf: str, inner: int) -> frozenset[Value]:
    match leaf:
        case "name":
            return frozenset({("orgs", place.org)} if place.org else ())
        case "department":
            return frozenset({("departments", place.department)} if place.department else ())
        case _:
            return frozenset(("titles", title) for title in place.titles[inner : inner + 1])


def key(part: str, item: Item) -> str:
    """Return what a value is compared by."""
    match item:
        case Phone():
            return f"{item.kind} {item.e164 or digits(item.text) or item.text}"  # one number can be telephone and fax
        case Address():
            return fold(item.text)
        case Account():
            return f"{item.service} {item.id.casefold()}"
        case _:
            return {"emails": str.casefold, "urls": fold_url}.get(part, str)(item)


def _keys(part: str, item: Item) -> list[str]:
    """A number of no known use stands in a .vcf as one for work, because phones would put it at home."""
    other = isinstance(item, Phone) and item.kind == "other"
    return [key(part, item), *([key(part, replace(cast("Phone", item), kind="work"))] if other else [])]


def without(contact: Contact, taken: AbstractSet[Value]) -> Contact:
    """Return ``contact`` without the values ``taken``. A name without its whole form is none."""
    name = contact.name
    if name is not None and ("name.full", name.full) in taken:
        name = None
    for part in NAME_PARTS:
        if name is not None and (f"name.{part}", getattr(name, part)) in taken:
            name = _with(name, part, None)
    gone = _changed(contact, lambda part, item: None if any((part, k) in taken for k in _keys(part, item)) else item)
    return replace(gone, name=name)


def _changed(contact: Contact, change: Callable[[str, Item], Item | None]) -> Contact:
    """Return ``contact`` with every value but those of the name changed; None takes it out."""

    def changed(part: str, items: tuple[Item, ...]) -> tuple[Item, ...]:
        new = (change(part, item) for item in items)
        return tuple(item for item in new if item is not None)

    places = []
    for place in contact.affiliations:
        for part, name in _ONE_A_PLACE.items():
            if getattr(place, name):
                place = _with(place, name, change(part, getattr(place, name)))
        for part in _OF_A_PLACE:
            place = _with(place, part, changed(part, getattr(place, part)))
        places.append(place)
    contact = replace(contact, affiliations=tuple(place for place in places if place != Affiliation()))
    for part in _OF_ALL:
        contact = _with(contact, part, changed(part, getattr(contact, part)))
    return contact


def _with(value: T, part: str, new: object) -> T:
    changed: Any = replace(cast("Any", value), **{part: new})  # Any: the part is chosen at run time
    return cast("T", changed)


# ---------------------------------------------------------------- an edit of something else, carried over


def revise(contact: Contact, base: Contact, wanted: Contact) -> Contact:
    """Return ``contact`` with what changed from ``base`` to ``wanted``: a value in place of another one stands where
    that stood; others that left are taken out, those that came are added. What the two do not speak of stays."""
    if contact == base:
        return wanted
    was, now = _by_part(base), _by_part(wanted)
    swaps: dict[Value, Item] = {}
    gone: set[Value] = set()
    came: list[tuple[str, Item, Affiliation]] = []
    for part in dict.fromkeys(chain(was, now)):
        left = [k for k in was.get(part, {}) if k not in now.get(part, {})]
        new = [one for k, one in now.get(part, {}).items() if k not in was.get(part, {})]
        swaps |= {(part, k): item for k, (_, item, _) in zip(left, new, strict=False)}
        gone |= {(part, k) for k in left[len(new) :]}
        came += new[len(left) :]
    name = _revised_name(contact.name, base.name, wanted.name)
    changed = _changed(without(replace(contact, name=None), gone), lambda part, item: _swapped(part, item, swaps))
    for part, item, place in came:
        changed = _added(changed, part, item, place)
    return replace(changed, name=name)


def replacements(base: Contact, wanted: Contact) -> tuple[tuple[Value, Value], ...]:
    """Return which value of ``wanted`` stands in place of which of ``base``: of each part those that left and those
    that came, in their order. The name is not among them."""
    was, now = _by_part(base), _by_part(wanted)
    return tuple(
        ((part, old), (part, new))
        for part in was
        for old, new in zip(
            (k for k in was[part] if k not in now.get(part, {})),
            (k for k in now.get(part, {}) if k not in was[part]),
            strict=False,
        )
    )


def _by_part(contact: Contact) -> dict[str, dict[str, tuple[str, Item, Affiliation]]]:
    found: dict[str, dict[str, tuple[str, Item, Affiliation]]] = {}
    for part, item, place in _items(contact):
        found.setdefault(part, {}).setdefault(key(part, item), (part, item, place))
    return found


def _swapped(part: str, item: Item, swaps: dict[Value, Item]) -> Item:
    return next((swaps[part, k] for k in _keys(part, item) if (part, k) in swaps), item)


def _added(contact: Contact, part: str, item: Item, place: Affiliation) -> Contact:
    """Return ``contact`` with one value more, in the affiliation with the same company, else in the first."""
    if any(known == part and key(part, item) == key(part, other) for known, other, _ in _items(contact)):
        return contact
    if part in _OF_ALL:
        return _with(contact, part, (*getattr(contact, part), item))
    places = contact.affiliations or (Affiliation(),)
    same = [i for i, one in enumerate(places) if one.org and place.org and fold_org(one.org) == fold_org(place.org)]
    index = next(iter(same), 0)
    single = _ONE_A_PLACE.get(part)
    if single is not None and getattr(places[index], single):
        return replace(contact, affiliations=(*places, _with(Affiliation(), single, item)))
    new = item if single is not None else (*getattr(places[index], part), item)
    better = _with(places[index], single or part, new)
    return replace(contact, affiliations=(*places[:index], better, *places[index + 1 :]))


def _revised_name(name: Name | None, base: Name | None, wanted: Name | None) -> Name | None:
    if base == wanted:
        return name
    if name is None or base is None or wanted is None:
        return wanted if name == base or wanted is not None else name
    for part in (*NAME_PARTS, "reading_source"):
        if getattr(base, part) != getattr(wanted, part):
            name = _with(name, part, getattr(wanted, part))
    return name
