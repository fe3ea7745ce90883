"""What ties two sides of a card together, and what says that they are two people. Pure.

What a whole company shares (its domain, its switchboard, its name) ties a side only where no person is named on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from operator import ne
from typing import TYPE_CHECKING

from cardscan.likeness import mobiles, personal_mails
from cardscan.likeness.folding import fold, latin_words, romaji
from cardscan.likeness.names import Agreement, compare_names, given_in, given_readings, is_native
from cardscan.model import Kind
from cardscan.pairs.company import CLEAR, DIM, folded_lines, hosts_much_alike, in_common, numbers_of, other_companies
from cardscan.pairs.spelled import letters_off
from cardscan.parse.lexicon import words
from cardscan.parse.papers import is_payment_or_identity
from cardscan.parse.readings import can_be_read

if TYPE_CHECKING:
    from cardscan.model import Contact, Name, ParsedCard
    from cardscan.pairs.face import Face

ALIKE = 80  # of 100: two lines that are one line read twice
TWICE = 0.5  # part of its lines that a side shares with itself photographed again; front and back share fewer
MISREAD = 2  # letters of a domain
HARDLY_READ = 2  # digits of a number
FEW_LINES = 3  # below this a side is so short that all of it may stand on the other side, too
REACH = (Kind.PHONE, Kind.EMAIL, Kind.URL, Kind.ACCOUNT)


class Tie(IntEnum):
    """How strong a bond is. FAINT: hosts alike that could hardly be read. COMPANY: only what colleagues share.
    NAMED: the person's name. SURE: what only one has."""

    FAINT = 1
    COMPANY = 2
    NAMED = 3
    SURE = 4


@dataclass(frozen=True, slots=True)
class Bond:
    """A tie and its reasons in words."""

    tie: Tie
    reasons: tuple[str, ...]


def bond(one: Face, other: Face) -> Bond | None:
    """Return what makes two cards look like two sides of one, or None; symmetric."""
    if strangers(one, other) or same_side(one, other):
        return None
    own, shared = _own(one, other), in_common(one, other)
    name = _same_person(one, other, bool(shared))
    if not (one.somebody or other.somebody):  # two sides of a card too small to be read still say whose it is
        return Bond(Tie.NAMED, name) if name and _scripts_differ(one.named, other.named) else None
    if own:
        return Bond(Tie.SURE, (*own, *name, *shared))
    if name and shared:
        return Bond(Tie.SURE, (*name, *shared))
    if name:
        return None if other_companies(one, other) or _namesakes(one, other) else Bond(Tie.NAMED, name)
    if not (_may_be_back(one, other) or _may_be_back(other, one)):
        return None
    if shared:
        return Bond(Tie.COMPANY, shared)
    return Bond(Tie.FAINT, ("web addresses alike, hard to read",)) if hosts_much_alike(one, other) else None


def strangers(one: Face, other: Face) -> bool:
    """Whether two cards surely are two people's: other names, or each with a mail address or mobile of its own. Under
    one name only both together say so, for many have two addresses; and one mail address is one person's. Mobiles that
    differ in one digit are two colleagues', but under one name they are one that was read wrong. One mobile is one
    person's, too, and a mail address that could hardly be read says nothing. A payment or identity card is no side of
    anything."""
    if any(is_payment_or_identity(each.parsed.lines) for each in (one, other)):
        return True
    first, second = one.parsed.contact, other.parsed.contact
    agreement = Agreement.SAME if _printed(one, other) else _agreement(one.surely, other.surely)
    if agreement is Agreement.DIFFERENT and not (_own(one, other) and _scripts_differ(one.person, other.person)):
        return True
    mails, numbers = _clear_mails(one) and _clear_mails(other), _disjoint(mobiles(first), mobiles(second))
    if (mails and _common_mails(first, second)) or mobiles(first) & mobiles(second):
        return agreement is Agreement.DIFFERENT and numbers
    if agreement is Agreement.SAME:
        return bool(mails) and numbers and not _number_misread(mobiles(first), mobiles(second), _most_off(one, other))
    return bool(mails) or numbers


def names_somebody(face: Face) -> bool:
    """Whether a card is one person's: it gives a name, a role, or a mail address or mobile number of one's own."""
    contact = face.parsed.contact
    own = face.surely is not None or personal_mails(contact) or mobiles(contact) or _has_role(contact)
    return face.somebody and bool(own)


def could_be_back(back: Face, front: Face) -> bool:
    """Whether nothing on ``back`` speaks against its being the back of ``front``: a digit off is misread, and so are
    two where a number could hardly be read."""
    return (
        not _other_numbers(back, front)
        and not strangers(back, front)
        and not other_companies(back, front)
        and not same_side(back, front)
    )


def same_side(one: Face, other: Face) -> bool:
    """Whether the two show one side twice: most lines of the shorter are lines of the longer, numbers and addresses of
    mail and web left aside, which both sides of a card may give."""
    from rapidfuzz import fuzz, process

    if _scripts_differ(one.person, other.person):
        return False
    first, second = sorted((_wordings(one.parsed), _wordings(other.parsed)), key=len)
    seen = sum(process.extractOne(line, second, scorer=fuzz.ratio, score_cutoff=ALIKE) is not None for line in first)
    return len(first) >= FEW_LINES and seen >= TWICE * len(first)


# ---------------------------------------------------------------- the person


def _agreement(one: Name | None, other: Name | None) -> Agreement | None:
    return compare_names(one, other)[0] if one and other else None


def _scripts_differ(one: Name | None, other: Name | None) -> bool:
    return bool(one and other) and is_native(one.full) != is_native(other.full)  # type: ignore[union-attr]


def _disjoint(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and not one & other


def _number_misread(one: frozenset[str], other: frozenset[str], most: int = 1) -> bool:
    return any(len(a) == len(b) and sum(map(ne, a, b)) <= most for a in one for b in other)


def _other_numbers(one: Face, other: Face) -> bool:
    """Whether both sides give numbers, none of them the same, nor misread."""
    numbers, known = numbers_of(one.parsed.contact), numbers_of(other.parsed.contact)
    return _disjoint(numbers, known) and not _number_misread(numbers, known, _most_off(one, other))


def _most_off(one: Face, other: Face) -> int:
    """Return how many digits of a number may be misread."""
    fields = (*one.parsed.fields, *other.parsed.fields)
    return HARDLY_READ if any(field.kind is Kind.PHONE and field.confidence < DIM for field in fields) else 1


def _clear_mails(face: Face) -> frozenset[str]:
    """Return the mail addresses of one's own that were not hardly to be read."""
    dim = {field.value for field in face.parsed.fields if field.kind is Kind.EMAIL and field.confidence < CLEAR}
    return frozenset(personal_mails(face.parsed.contact) - {str(mail).casefold() for mail in dim})


def _same_person(one: Face, other: Face, same_company: bool) -> tuple[str, ...]:
    """Return why both name the same person, if they do. A guessed reading is no help, the mail address may be.

    The name on a side that nobody can be reached by counts here: it says who it is, though not who it is not.
    """
    first, second = one.parsed.contact.name, other.parsed.contact.name
    if first is None or second is None:
        return ()
    agreement, why = compare_names(first, second)
    if agreement in (Agreement.SAME, Agreement.NEAR):
        return (why,)
    if agreement is not Agreement.UNSURE or not _scripts_differ(first, second):
        return ()
    native, latin, mails = (first, second, one) if is_native(first.full) else (second, first, other)
    if _spelled(personal_mails(mails.parsed.contact), latin):
        return ("the mail address spells the Latin name",)
    if can_be_read(native.family or "", native.given or "", latin.full):
        return ("the kanji can be read as the Latin name",)
    # In a family's shop a given name that the kanji are not known to be read as is the other one's.
    guess = given_in(latin, native) is not None and not given_readings(native.given or "")
    return ("same family name",) if guess and same_company else ()


def _spelled(mails: frozenset[str], latin: Name) -> bool:
    """Whether a mail address spells both parts of a Latin name, one of them perhaps as its initial."""
    parts = latin_words(latin.full)
    if len(parts) != 2:
        return False
    (a, b), locals_ = parts, {romaji(mail.partition("@")[0]) for mail in mails}
    return bool(locals_ & {a + b, b + a, a[0] + b, b[0] + a, a + b[0], b + a[0]})


def _printed(one: Face, other: Face) -> bool:
    """Whether the lines of one side hold the name on the other, though it was not taken for one there, or is written in
    other letters; a name with a letter or two read wrong counts where both sides are of one company."""
    first, second = one.named, other.named
    if first and second and (not _scripts_differ(first, second) or other_companies(one, other)):
        return False
    if _written_on(first, other) or _written_on(second, one):
        return True
    off = [letters_off(first, other.parsed), letters_off(second, one.parsed)]
    return 0 in off or (off != [None, None] and bool(in_common(one, other)))


def _is_told_by_name(one: Face, other: Face) -> bool:
    """Whether the name of one side is printed on the other, and no number says that it is a namesake's."""
    return _printed(one, other) and (bool(in_common(one, other)) or not _namesakes(one, other))


def _namesakes(one: Face, other: Face) -> bool:
    """Whether clearly read numbers are other ones."""
    return _other_numbers(one, other) and _most_off(one, other) < HARDLY_READ


def _written_on(name: Name | None, side: Face) -> bool:
    return name is not None and any(fold(name.full) in line for line in folded_lines(side.parsed))


def _own(one: Face, other: Face) -> tuple[str, ...]:
    """Return what the two have in common that only one person has."""
    first, second = one.parsed.contact, other.parsed.contact
    mails = _common_mails(first, second)
    numbers = sorted(mobiles(first) & mobiles(second))
    accounts = sorted({(a.service, a.id) for a in first.accounts} & {(a.service, a.id) for a in second.accounts})
    return (
        *(f"same mail {mail}" for mail in mails),
        *(f"same mobile {number}" for number in numbers),
        *(f"same {service} account" for service, _ in accounts),
        *(("the name is in the text of the other side",) if _is_told_by_name(one, other) else ()),
    )


def _common_mails(one: Contact, other: Contact) -> list[str]:
    """Return the mail addresses of one's own that both give. One whose domain was read wrong by a letter or two, or is
    broken off at a dot, is the same, for the part before the @ is the person's; but gmail.com and ymail.com are two."""
    pairs = [(a, b) for a in personal_mails(one) for b in personal_mails(other)]
    same = [(a, b) for a, b in pairs if _broken_off(a, b) or _misread(a.rpartition("@"), b.rpartition("@"))]
    return sorted({max(pair, key=len) for pair in same})


def _broken_off(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return f"{long}.".startswith(f"{short.rstrip('.')}.")


def _misread(one: tuple[str, str, str], other: tuple[str, str, str]) -> bool:
    from rapidfuzz.distance import Levenshtein

    free = {one[2].split(".")[0], other[2].split(".")[0]} & words().free_mail
    numbered = [letter for letter in one[2] if letter.isdigit()] != [letter for letter in other[2] if letter.isdigit()]
    return one[0] == other[0] and not free and not numbered and Levenshtein.distance(one[2], other[2]) <= MISREAD


# ---------------------------------------------------------------- a side without a person


def _may_be_back(back: Face, front: Face) -> bool:
    """Whether ``back`` could be the back of ``front``, or both are of a shop whose number or text both give."""
    contact, known = back.parsed.contact, front.parsed.contact
    shop = not back.somebody or bool(numbers_of(contact) & numbers_of(known))
    nobody = back.person is None and not _has_role(contact)
    return nobody and _reaches_nobody_else(back, front) and (names_somebody(front) or shop)


def _reaches_nobody_else(back: Face, front: Face) -> bool:
    contact, known = back.parsed.contact, front.parsed.contact
    return personal_mails(contact) <= personal_mails(known) and mobiles(contact) <= mobiles(known)


def _has_role(contact: Contact) -> bool:
    """Whether somebody's role is given with a way to reach them: on a side with a site at most, what somebody offers or
    likes is easily taken for a role."""
    roles = any(place.titles or place.department for place in contact.affiliations)
    return roles and bool(contact.phones or contact.emails or contact.addresses)


def _wordings(parsed: ParsedCard) -> tuple[str, ...]:
    """Return the lines that hold no number and no address of mail or web, folded."""
    reach = {source.line for field in parsed.fields if field.kind in REACH for source in field.sources}
    return tuple(text for i, line in enumerate(parsed.lines) if i not in reach and len(text := fold(line.text)) > 1)
