"""How alike two contacts are, and why, in words. Pure: no files, no clock.

Three verdicts: SAME (surely one person), MAYBE (a human must look), NEW (nothing says that they are one). What several
people share (info@, a landline, a company) never makes SAME, and neither does a name alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from itertools import zip_longest

from rapidfuzz.distance import Levenshtein

from cardscan.book.folding import (
    KANA,
    NATIVE,
    fold,
    fold_org,
    is_shared_mailbox,
    kana_romaji,
    latin_words,
    romaji,
    words,
)
from cardscan.model import Contact, Name, Phone

_MOBILE_JP = re.compile(r"\+81[6789]0\d{8}")
_TRUSTED = ("printed", "latin", "email")
_READ_AS = (("rn", "m"), ("cl", "d"), ("vv", "w"), ("0", "o"), ("1", "l"), ("i", "l"), ("5", "s"), ("8", "b"))


class Verdict(Enum):
    """Which of the three lanes."""

    SAME = auto()
    MAYBE = auto()
    NEW = auto()


class Agreement(Enum):
    """What two names say about each other. NEAR: only such differences as a reader of pictures makes."""

    SAME = auto()
    NEAR = auto()
    UNSURE = auto()
    DIFFERENT = auto()


@dataclass(frozen=True, slots=True)
class Likeness:
    """A verdict and its reasons in words."""

    verdict: Verdict
    reasons: tuple[str, ...] = ()


def likeness(one: Contact, other: Contact) -> Likeness:
    """Return how alike two contacts are; symmetric in its verdict."""
    if one.name is None and other.name is None:
        return _of_organisations(one, other)
    personal = _personal_evidence(one, other)
    if one.name is None or other.name is None:
        reasons = (*personal, "one of the cards names no person")
        return Likeness(Verdict.MAYBE, reasons) if personal else Likeness(Verdict.NEW)
    agreement, why = compare_names(one.name, other.name)
    if agreement is Agreement.UNSURE and _guess_refuted(one, other):
        agreement, why = Agreement.SAME, "same family name, and what both share tells whose given name it is"
    return _of_people(agreement, why, personal, _shared_evidence(one, other), _orgs(one), _orgs(other))


def _of_people(
    agreement: Agreement,
    why: str,
    personal: tuple[str, ...],
    shared: tuple[str, ...],
    orgs: frozenset[str],
    other_orgs: frozenset[str],
) -> Likeness:
    agree = agreement in (Agreement.SAME, Agreement.NEAR)
    if personal:
        return Likeness(Verdict.SAME if agree else Verdict.MAYBE, (*personal, why, *shared))
    if agree and shared:
        return Likeness(Verdict.MAYBE, (why, *shared))
    if agreement is Agreement.SAME and not (orgs and other_orgs):
        return Likeness(Verdict.MAYBE, (why, "one of the cards names no company"))
    return Likeness(Verdict.NEW)


def _of_organisations(one: Contact, other: Contact) -> Likeness:
    mails, phones = _mails(one) & _mails(other), _numbers(one) & _numbers(other)
    reasons = tuple(f"same mail {mail}" for mail in sorted(mails)) + tuple(f"same number {n}" for n in sorted(phones))
    same_org = bool(_orgs(one) & _orgs(other))
    if same_org and reasons:
        return Likeness(Verdict.SAME, ("same organisation", *reasons))
    if same_org and not ((_mails(one) or _numbers(one)) and (_mails(other) or _numbers(other))):
        return Likeness(Verdict.MAYBE, ("same organisation",))
    if mails and not (_orgs(one) and _orgs(other)):
        return Likeness(Verdict.MAYBE, reasons)
    return Likeness(Verdict.NEW)


# ---------------------------------------------------------------- what two contacts have in common


def personal_mails(contact: Contact) -> frozenset[str]:
    """Return the mail addresses that one person reads, in lower case."""
    return frozenset(mail for mail in _mails(contact) if not is_shared_mailbox(mail))


def mobiles(contact: Contact) -> frozenset[str]:
    """Return the mobile numbers (E.164). A fax never counts, nor does a landline."""
    return frozenset(phone.e164 for phone in contact.phones if phone.e164 and _is_mobile(phone))


def _personal_evidence(one: Contact, other: Contact) -> tuple[str, ...]:
    mails = sorted(personal_mails(one) & personal_mails(other))
    numbers = sorted(mobiles(one) & mobiles(other))
    return tuple(f"same mail {mail}" for mail in mails) + tuple(f"same mobile {number}" for number in numbers)


def _shared_evidence(one: Contact, other: Contact) -> tuple[str, ...]:
    mails = (_mails(one) - personal_mails(one)) & _mails(other)
    numbers = (_numbers(one) & _numbers(other)) - mobiles(one) - mobiles(other)
    company = ("same company",) if _orgs(one) & _orgs(other) else ()
    return (
        *company,
        *(f"same shared mailbox {mail}" for mail in sorted(mails)),
        *(f"same shared number {number}" for number in sorted(numbers)),
    )


def _mails(contact: Contact) -> frozenset[str]:
    return frozenset(mail.casefold() for mail in contact.emails)


def _numbers(contact: Contact) -> frozenset[str]:
    return frozenset(phone.e164 for phone in contact.phones if phone.e164)


def _orgs(contact: Contact) -> frozenset[str]:
    return frozenset(fold_org(place.org) for place in contact.affiliations if place.org)


def _is_mobile(phone: Phone) -> bool:
    return phone.kind == "mobile" or (phone.kind != "fax" and _MOBILE_JP.fullmatch(phone.e164 or "") is not None)


# ---------------------------------------------------------------- front and back


def _guess_refuted(one: Contact, other: Contact) -> bool:
    """Whether a kanji card and a Latin card are one though the guessed reading of the given name differs.

    The family name must agree; then mail and mobile together settle it, or a mail address that spells the Latin given
    name, or its initial where the guess begins otherwise (田中 希, guessed まれ, and Nozomi TANAKA, both n.tanaka@).
    A guess that fits the mail stands: 田中 健一 and Keiko TANAKA may well share k.tanaka@.
    """
    native, latin = (one.name, other.name) if one.name and is_native(one.name.full) else (other.name, one.name)
    if native is None or latin is None or is_native(latin.full) or native.reading_source in _TRUSTED:
        return False
    family, written = kana_romaji(native.family_reading or ""), latin_words(latin.full)
    if len(written) != 2 or written.count(family) != 1:
        return False
    given = written[1 - written.index(family)]
    mails = personal_mails(one) & personal_mails(other)
    if mails and mobiles(one) & mobiles(other):
        return True
    guess = kana_romaji(native.given_reading or "")
    return any(_spells(mail, family, given, guess) for mail in mails)


def _spells(mail: str, family: str, given: str, guess: str) -> bool:
    local = mail.partition("@")[0]
    words = latin_words(re.sub(r"[^a-z]+", " ", local))
    if given in words or "".join(words) in (given + family, family + given):
        return True
    initials = (romaji(given[0] + family), romaji(family + given[0]))
    return not guess.startswith(given[0]) and romaji(local) in initials


# ---------------------------------------------------------------- names


def compare_names(one: Name, other: Name) -> tuple[Agreement, str]:
    """Return whether two names can be one person's, and why in words; symmetric.

    Kanji against kanji with variants folded, kana against readings, kanji against Latin by romaji.
    """
    if is_native(one.full) and is_native(other.full):
        return _native_names(one, other)
    if is_native(one.full):
        return _native_and_latin(one, other)
    if is_native(other.full):
        return _native_and_latin(other, one)
    return _latin_names(one.full, other.full)


def is_native(text: str) -> bool:
    """Whether a name is written in kanji, kana or hangul."""
    return NATIVE.search(text) is not None


def reading_of(name: Name) -> str:
    """Return the whole reading in folded hiragana, or "" if it is not known."""
    return fold((name.family_reading or "") + (name.given_reading or ""))


def _native_names(one: Name, other: Name) -> tuple[Agreement, str]:
    first, second = fold(one.full), fold(other.full)
    if first == second:
        return Agreement.SAME, "same name"
    if KANA.fullmatch(first) or KANA.fullmatch(second):
        return _kana_and_kanji(one, other, first, second)
    if _given_in_kana(one, other) or _given_in_kana(other, one):
        return Agreement.SAME, "same family name, same reading of the given name"
    if _look_alike(first, second):
        return Agreement.NEAR, "names differ only by characters that look alike"
    if _same_trusted_reading(one, other) and Levenshtein.distance(first, second) == 1:
        return Agreement.NEAR, "names differ by one character and have the same reading"
    return Agreement.DIFFERENT, "the names differ"


def _kana_and_kanji(one: Name, other: Name, first: str, second: str) -> tuple[Agreement, str]:
    readings = [text if KANA.fullmatch(text) else reading_of(name) for name, text in ((one, first), (other, second))]
    if all(readings) and readings[0] == readings[1]:
        return Agreement.SAME, "same reading"
    guessed = not all(readings) or "dictionary" in (one.reading_source, other.reading_source)
    return (Agreement.UNSURE, "the reading is not sure") if guessed else (Agreement.DIFFERENT, "the names differ")


def _given_in_kana(kanji: Name, kana: Name) -> bool:
    if not (kanji.family and kana.family and kanji.given_reading and kana.given):
        return False
    given = fold(kana.given)
    same_family = fold(kanji.family) == fold(kana.family)
    return same_family and KANA.fullmatch(given) is not None and given == fold(kanji.given_reading)


@lru_cache(maxsize=1)
def _groups() -> dict[str, frozenset[int]]:
    found: dict[str, frozenset[int]] = {}
    for number, group in enumerate(words()["look_alikes"]):
        for character in map(fold, group):
            found[character] = found.get(character, frozenset()) | {number}
    return found


def _look_alike(first: str, second: str) -> bool:
    differing = [(a, b) for a, b in zip_longest(first, second, fillvalue="") if a != b]
    known = _groups()
    return len(differing) == 1 and all(known.get(a, frozenset()) & known.get(b, frozenset()) for a, b in differing)


def _same_trusted_reading(one: Name, other: Name) -> bool:
    if one.latin and other.latin:
        return sorted(latin_words(one.latin)) == sorted(latin_words(other.latin))
    trusted = one.reading_source in _TRUSTED and other.reading_source in _TRUSTED
    return trusted and bool(reading_of(one)) and reading_of(one) == reading_of(other)


def _native_and_latin(native: Name, latin: Name) -> tuple[Agreement, str]:
    if native.latin:
        agreement, why = _latin_names(native.latin, latin.full)
        if agreement is not Agreement.DIFFERENT:
            return agreement, why
    if not (native.family_reading and native.given_reading):
        return Agreement.UNSURE, "one name is in kanji without a reading, the other in Latin letters"
    family, given = kana_romaji(native.family_reading), kana_romaji(native.given_reading)
    joined = "".join(latin_words(latin.full))
    if joined in (family + given, given + family):
        return Agreement.SAME, "same name in romaji"
    if native.reading_source == "dictionary":
        return Agreement.UNSURE, "the reading of the kanji is a guess and differs from the Latin name"
    return Agreement.DIFFERENT, "the names differ"


def _latin_names(one: str, other: str) -> tuple[Agreement, str]:
    first, second = sorted(latin_words(one)), sorted(latin_words(other))
    common = set(first) & set(second)
    if first == second or "".join(latin_words(one)) == "".join(latin_words(other)):
        return Agreement.SAME, "same name"
    if len(common) >= 2 and (set(first) <= set(second) or set(second) <= set(first)):
        return Agreement.SAME, "same name, one with more parts"
    if _misread("".join(first)) == _misread("".join(second)):
        return Agreement.NEAR, "names differ only by letters that look alike"
    if common:
        return Agreement.UNSURE, "only a part of the name is the same"
    return Agreement.DIFFERENT, "the names differ"


def _misread(text: str) -> str:
    for seen, read in _READ_AS:
        text = text.replace(seen, read)
    return text
