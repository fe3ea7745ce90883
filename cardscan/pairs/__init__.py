"""CARDS IN, WHICH OF THEM ARE TWO SIDES OF ONE. Pure: no files, no pixels, no clock.

Two sides that name two people are never joined, and where more than one front fits a back by what is printed, both stay
apart. A back that says nothing about anybody goes by how the cards lie, which is a guess where they were shuffled.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cardscan.likeness.names import is_native
from cardscan.pairs.bonds import Bond, Tie, bond, could_be_back, names_somebody, strangers
from cardscan.pairs.company import in_common
from cardscan.pairs.face import Face
from cardscan.pairs.places import (
    WITNESSES,
    as_the_others_moved,
    laid_alike,
    laid_as_usual,
    laid_in_order,
    lies_otherwise,
    one_way,
    opposite,
    same_shape,
    same_size,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Bonds = Mapping[tuple[int, int], Bond]

__all__ = ["Face", "Pair", "by_content", "in_order", "pages_in_order"]

SAME_PLACE = "the same place on the other page"
TOLD_BY_ONE = 2  # cards laid in order that one pair told by print may speak for, where there are two or more
MOST_LINES = 12  # on a back that says nothing to reach anybody by; a menu or a page of prose has more
CLEARLY_READ = 0.6  # mean confidence of the lines on a side without contact data: not a card that could not be read,
WELL_ENOUGH = 0.4  # and where other pairs are known, or all cards lie as people lay them out
FEW_LINES = 6  # of which one was read this clearly and none holds a number or mail: no front that could not be read
ONE_CLEAR = 0.8
_NUMBER = re.compile(r"\d{2,}[-.()]\s?\d|\d{5}|@")


@dataclass(frozen=True, slots=True)
class Pair:
    """The two sides of one card as positions in the given faces, and why, in words."""

    front: int
    back: int
    reasons: tuple[str, ...]


def by_content(faces: Sequence[Face], new_from: int = 0) -> tuple[Pair, ...]:
    """Return the pairs among ``faces`` that what is printed on them tells, or where the cards lie in one photo.

    The faces before ``new_from`` are those of the picture before, not yet paired: they are paired only with later ones.
    """
    bonds = {
        (i, j): found
        for j in range(new_from, len(faces))
        for i in range(j)
        if (found := bond(faces[i], faces[j])) is not None
    }
    joined = _by_bonds(bonds, faces)
    joined |= _in_line(faces, bonds, range(new_from, len(faces)), joined)
    joined |= _by_place(faces, bonds, range(new_from, len(faces)), joined)
    joined |= _turned_over(faces, new_from, joined)
    return tuple(_pair(i, j, faces, reasons) for (i, j), reasons in sorted(joined.items()))


def in_order(faces: Sequence[Face]) -> tuple[Pair, ...]:
    """Return the pairs 1-2, 3-4, … of the cards of one page, where nothing on them speaks against it."""
    found = {(i, j): bond(faces[i], faces[j]) for j in range(len(faces)) for i in range(j)}
    sure = _by_bonds({ij: b for ij, b in found.items() if b is not None and b.tie is Tie.SURE}, faces)
    left = set(_left(range(len(faces)), sure))
    for i in range(0, len(faces) - 1, 2):
        if {i, i + 1} <= left and not strangers(faces[i], faces[i + 1]):
            sure[i, i + 1] = _why(found[i, i + 1], "the order")
    return tuple(Pair(i, j, reasons) for (i, j), reasons in sorted(sure.items()))


def pages_in_order(faces: Sequence[Face], second_from: int) -> tuple[Pair, ...]:
    """Return which cards of the second page (from ``second_from`` on) are the backs of which of the first page.

    One card each: they are one, unless they are two people's. Several: by what is printed, then by their places.
    """
    firsts, seconds = range(second_from), range(second_from, len(faces))
    found = {(i, j): bond(faces[i], faces[j]) for i in firsts for j in seconds}
    joined = _by_bonds({ij: b for ij, b in found.items() if b is not None and b.tie > Tie.COMPANY}, faces)
    if len(firsts) == len(seconds) == 1:
        opposed = [(0, 1)]
    else:
        opposed = _opposed(faces, joined, _left(firsts, joined), _left(seconds, joined))
    for i, j in opposed:
        if (i, j) not in joined and not strangers(faces[i], faces[j]):
            joined[i, j] = _why(found[i, j], "the order" if len(faces) == 2 else SAME_PLACE)
    return tuple(Pair(i, j, reasons) for (i, j), reasons in sorted(joined.items()))


# ---------------------------------------------------------------- by what is printed

Joined = dict[tuple[int, int], tuple[str, ...]]


def _by_bonds(bonds: Bonds, faces: Sequence[Face]) -> Joined:
    """Join, the strongest tie first, and of equals those on one page, what has no other card with an equal tie: who
    laid a back beside a front did not leave it for one of the picture before."""
    strength = {(i, j): (found.tie, faces[i].is_beside(faces[j])) for (i, j), found in bonds.items()}
    joined: Joined = {}
    for tie in sorted(set(strength.values()), reverse=True):
        taken = {i for pair in joined for i in pair}
        open_ = [ij for ij, found in strength.items() if found == tie and not taken & set(ij)]
        counts = [i for pair in open_ for i in pair]
        joined |= {ij: bonds[ij].reasons for ij in open_ if counts.count(ij[0]) == counts.count(ij[1]) == 1}
    return joined


def _left(indices: Iterable[int], joined: Joined) -> list[int]:
    taken = {i for pair in joined for i in pair}
    return [i for i in indices if i not in taken]


def _why(found: Bond | None, otherwise: str) -> tuple[str, ...]:
    return found.reasons if found else (otherwise,)


def _pair(one: int, other: int, faces: Sequence[Face], reasons: tuple[str, ...]) -> Pair:
    front, back = sorted((one, other), key=lambda i: (_rank(faces[i]), -i), reverse=True)
    return Pair(front, back, reasons)


def _rank(face: Face) -> tuple[bool, bool, bool, bool, int]:
    """The front is the side that surely names the person in their own script, is a contact, and says more."""
    contact = face.parsed.contact
    reach = len(contact.phones) + len(contact.emails) + len(contact.addresses) + len(contact.orgs)
    roles = [title for place in contact.affiliations for title in place.titles]
    native = is_native(face.person.full) if face.person else any(map(is_native, roles))
    named = face.named_surely
    return named is not None and is_native(named.full), face.somebody, native, face.person is not None, reach


# ---------------------------------------------------------------- by where the cards lie


def _in_line(faces: Sequence[Face], bonds: Bonds, page: range, joined: Joined) -> Joined:
    """Join the cards of one photo that lie as its pairs do which print tells, if those are not few beside them, and all
    that is printed on the others allows it: where two of them are two people's, a back is missing somewhere. Two of
    them that are not of one size stay apart."""
    found = _in_order_of(faces, page, joined)
    if len(found) > TOLD_BY_ONE * len(joined) or not all(_may_be_sides(faces[i], faces[j]) for i, j in found):
        return {}
    sized = [(i, j) for i, j in found if same_size(faces[i], faces[j])]
    return {(i, j): _why(bonds.get((i, j)), "it lies where the other backs do") for i, j in sized}


def _in_order_of(faces: Sequence[Face], page: range, joined: Joined) -> list[tuple[int, int]]:
    """Return which two of the cards not ``joined`` lie as those do that are; none where they are of two photos."""
    if any(i not in page for pair in joined for i in pair):
        return []
    left, known = _left(page, joined), [(faces[i], faces[j]) for i, j in joined]
    return [(left[a], left[b]) for a, b in laid_in_order([faces[i] for i in left], known, len(page))]


def _may_be_sides(one: Face, other: Face) -> bool:
    """Whether nothing that is printed on two cards speaks against their being one, and if both name somebody, something
    speaks for it."""
    apart = names_somebody(one) and names_somebody(other) and not in_common(one, other)
    return could_be_back(one, other) and not apart


def _by_place(faces: Sequence[Face], bonds: Bonds, page: range, joined: Joined) -> Joined:
    """Join cards of one photo of which one side names nobody: the last two, or those that lie as the others do. Where
    it holds the backs of the photo before, no two of its own cards are told so."""
    if any(i not in page for pair in joined for i in pair):
        return {}
    left = _left(page, joined)
    backs = [i for i in left if _is_silent(faces[i])]
    fronts = [i for i in left if i not in backs]
    pairs = [_pair(i, j, faces, ()) for i, j in joined]
    known = one_way([(faces[pair.front], faces[pair.back]) for pair in pairs])
    if len(left) == 2 and len(fronts) == len(backs) == 1:
        (i,), (j,) = fronts, backs
        if _is_the_last(faces[i], faces[j], known):
            return {_ordered(i, j): ("the only other card in the photo",)}
    sides = [faces[i] for i in fronts], [faces[i] for i in backs]
    laid = laid_alike(*sides, known)
    if not laid and (known or all(faces[j].somebody or _says_little(faces[j], WELL_ENOUGH) for j in backs)):
        laid = laid_as_usual(*sides, known)
    found = [(fronts[i], backs[j]) for i, j in laid if could_be_back(faces[backs[j]], faces[fronts[i]])]
    told = _in_order_of(faces, page, joined)
    found = [ij for ij in found if not told or _ordered(*ij) in told]
    return {_ordered(i, j): _why(bonds.get(_ordered(i, j)), "it lies where the other backs do") for i, j in found}


def _is_the_last(front: Face, back: Face, known: Sequence[tuple[Face, Face]]) -> bool:
    """Whether the only two cards of a photo without another side are two sides of one."""
    told = len(known) >= WITNESSES or any(back.card - front.card == b.card - a.card for a, b in known)
    likely = same_size(front, back) and could_be_back(back, front) and (told or _says_little(back, CLEARLY_READ))
    return likely and not lies_otherwise(front, back, known)


def _turned_over(faces: Sequence[Face], new_from: int, joined: Joined) -> Joined:
    """Join the cards of a picture that shows the backs of the one before: a silent one alone, or several, of which one
    is surely such a back and the others silent, or two are."""
    firsts, seconds = _left(range(new_from), joined), _left(range(new_from, len(faces)), joined)
    silent = all(_is_silent(faces[j]) for j in seconds)
    if not firsts or not seconds:
        return {}
    if len(faces) == 2 and silent:
        near = same_shape(*faces) and could_be_back(faces[1], faces[0]) and _says_little(faces[1])
        return {(0, 1): ("it comes right after its front",)} if near else {}
    across = {(i, j): reasons for (i, j), reasons in joined.items() if i < new_from}
    if len(across) < (1 if silent else WITNESSES) or len(across) < len(joined):
        return {}
    opposed = _opposed(faces, across, firsts, seconds)
    return {(i, j): (SAME_PLACE,) for i, j in opposed if _may_be_sides(faces[i], faces[j])}


def _is_silent(face: Face) -> bool:
    """Whether a card names nobody, not even by a name without any way to reach them."""
    contact = face.parsed.contact
    named = any(field.path == "name.full" and field.doubt is None for field in face.parsed.fields)
    hardly_read = not face.somebody and bool(contact.phones or contact.emails)  # a front all the same
    return not (names_somebody(face) or named or hardly_read)


def _says_little(face: Face, least: float = CLEARLY_READ) -> bool:
    """Whether a card clearly holds no contact data, rather than some that could not be read."""
    lines = face.parsed.lines
    read = [line.confidence for line in lines]
    numbers = any(_NUMBER.search(line.text) for line in lines)
    clear = sum(read) >= least * len(read) or (max(read) >= ONE_CLEAR and len(read) <= FEW_LINES and not numbers)
    return clear and 0 < len(read) <= MOST_LINES and not face.somebody and _is_silent(face)


def _ordered(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


def _opposed(
    faces: Sequence[Face], joined: Joined, firsts: Sequence[int], seconds: Sequence[int]
) -> list[tuple[int, int]]:
    known = [(faces[i], faces[j]) for i, j in joined]
    sides = [faces[i] for i in firsts], [faces[j] for j in seconds]
    found = as_the_others_moved(*sides, known) or opposite(*sides, known)
    return [(firsts[i], seconds[j]) for i, j in found]
