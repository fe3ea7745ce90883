"""How alike two contacts are, and why, in words. Pure: no files, no clock.

Three verdicts: SAME (surely one person), MAYBE (a human must look), NEW (nothing says that they are one). What several
people share (info@, a landline, a company) never makes SAME, and neither does a name alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from cardscan.likeness.folding import fold_org, is_shared_mailbox, kana_romaji, latin_words, romaji
from cardscan.likeness.folding import words as listed
from cardscan.likeness.names import (
    LETTERS_ALIKE,
    LOOK_ALIKE,
    ONE_CHARACTER,
    SAME_NAME,
    TRUSTED,
    Agreement,
    compare_names,
    given_in,
    is_native,
)
from cardscan.model import Contact, Name, Phone

ANOTHER_COMPANY = "another company"  # the one of the reasons of a MAYBE that speaks against it
_MOBILE_JP = re.compile(r"\+81[6789]0\d{8}")


class Verdict(Enum):
    """Which of the three lanes."""

    SAME = auto()
    MAYBE = auto()
    NEW = auto()


@dataclass(frozen=True, slots=True)
class Likeness:
    """A verdict and its reasons in words."""

    verdict: Verdict
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Side:
    """A contact with all that it may have in common with another one."""

    contact: Contact
    mails: frozenset[str]
    own_mails: frozenset[str]
    numbers: frozenset[str]
    mobiles: frozenset[str]
    orgs: frozenset[str]


def _side(contact: Contact) -> _Side:
    return _Side(
        contact,
        frozenset(mail.casefold() for mail in contact.emails),
        personal_mails(contact),
        frozenset(phone.e164 for phone in contact.phones if phone.e164),
        mobiles(contact),
        frozenset(fold_org(place.org) for place in contact.affiliations if place.org),
    )


def likeness(one: Contact, other: Contact) -> Likeness:
    """Return how alike two contacts are; symmetric in its verdict."""
    return _compared(_side(one), _side(other))


def likeness_to(contact: Contact) -> Callable[[Contact], Likeness]:
    """Return ``likeness`` of others to this one contact, of which is then gathered once what is compared."""
    mine = _side(contact)
    return lambda other: _compared(mine, _side(other))


def _compared(one: _Side, other: _Side) -> Likeness:
    if one.contact.name is None and other.contact.name is None:
        return _of_organisations(one, other)
    personal = _personal_evidence(one, other)
    if one.contact.name is None or other.contact.name is None:
        reasons = (*personal, "one of the cards names no person")
        return Likeness(Verdict.MAYBE, reasons) if personal else Likeness(Verdict.NEW)
    agreement, why = compare_names(one.contact.name, other.contact.name)
    if agreement is Agreement.UNSURE and _guess_refuted(one, other):
        agreement, why = Agreement.SAME, "same family name, and what both share tells whose given name it is"
    if why in (LOOK_ALIKE, ONE_CHARACTER, LETTERS_ALIKE) and not _own_mail(one, other):
        agreement = Agreement.UNSURE  # brothers and sisters share a mail address and a telephone, too
    return _of_people(agreement, why, personal, _shared_evidence(one, other), one.orgs, other.orgs)


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
    if agreement is Agreement.SAME and shared:
        return Likeness(Verdict.MAYBE, (why, *shared))
    if agreement is Agreement.SAME and not (orgs and other_orgs):
        return Likeness(Verdict.MAYBE, (why, "one of the cards names no company"))
    if why == SAME_NAME:  # in the same characters: a namesake, or the same person with a new job, only a human knows
        return Likeness(Verdict.MAYBE, (why, ANOTHER_COMPANY))
    return Likeness(Verdict.NEW)


def _of_organisations(one: _Side, other: _Side) -> Likeness:
    mails, phones = one.mails & other.mails, one.numbers & other.numbers
    reasons = tuple(f"same mail {mail}" for mail in sorted(mails)) + tuple(f"same number {n}" for n in sorted(phones))
    same_org = bool(one.orgs & other.orgs)
    if same_org and reasons:
        return Likeness(Verdict.SAME, ("same organisation", *reasons))
    if same_org and not ((one.mails or one.numbers) and (other.mails or other.numbers)):
        return Likeness(Verdict.MAYBE, ("same organisation",))
    if mails and not (one.orgs and other.orgs):
        return Likeness(Verdict.MAYBE, reasons)
    return Likeness(Verdict.NEW)


# ---------------------------------------------------------------- what two contacts have in common


def personal_mails(contact: Contact) -> frozenset[str]:
    """Return the mail addresses that one person reads, in lower case."""
    return frozenset(mail.casefold() for mail in contact.emails if not is_shared_mailbox(mail))


def mobiles(contact: Contact) -> frozenset[str]:
    """Return the mobile numbers (E.164). A fax never counts, nor does a landline."""
    return frozenset(phone.e164 for phone in contact.phones if phone.e164 and _is_mobile(phone))


def _personal_evidence(one: _Side, other: _Side) -> tuple[str, ...]:
    mails = sorted(one.own_mails & other.own_mails)
    numbers = sorted(one.mobiles & other.mobiles)
    return tuple(f"same mail {mail}" for mail in mails) + tuple(f"same mobile {number}" for number in numbers)


def _own_mail(one: _Side, other: _Side) -> bool:
    """Whether both have a mail address that tells one member of a family from another: k.tanaka@, not tanaka@."""
    given = {
        kana_romaji(name.given_reading or "")
        for name in (one.contact.name, other.contact.name)
        if name and _given_known(name)
    }
    for mail in one.own_mails & other.own_mails:
        parts = [part for part in re.findall(r"[a-z]+", mail.partition("@")[0]) if part not in listed()["of_families"]]
        if len(parts) > 1 or any(reading in romaji(parts[0]) for reading in given if parts):
            return True
    return False


def _given_known(name: Name) -> bool:
    return bool(name.given_reading) and name.reading_source in TRUSTED


def _shared_evidence(one: _Side, other: _Side) -> tuple[str, ...]:
    mails = (one.mails - one.own_mails) & other.mails
    numbers = (one.numbers & other.numbers) - one.mobiles - other.mobiles
    company = ("same company",) if one.orgs & other.orgs else ()
    return (
        *company,
        *(f"same shared mailbox {mail}" for mail in sorted(mails)),
        *(f"same shared number {number}" for number in sorted(numbers)),
    )


def _is_mobile(phone: Phone) -> bool:
    return phone.kind == "mobile" or (phone.kind != "fax" and _MOBILE_JP.fullmatch(phone.e164 or "") is not None)


# ---------------------------------------------------------------- front and back


def _guess_refuted(one: _Side, other: _Side) -> bool:
    """Whether a kanji card and a Latin card are one though the guessed reading of the given name differs.

    The family name must agree; then a shared mail address settles it that spells the Latin given name, or its initial
    where the guess begins otherwise (田中 希, guessed まれ, and Nozomi TANAKA, both n.tanaka@). A guess that fits the
    mail stands: 田中 健一 and Keiko TANAKA may well share k.tanaka@.
    """
    native, latin = one.contact.name, other.contact.name
    if native is None or not is_native(native.full):
        native, latin = latin, native
    if native is None or latin is None or is_native(latin.full) or native.reading_source in TRUSTED:
        return False
    family, given = kana_romaji(native.family_reading or ""), given_in(latin, native)
    if given is None:
        return False
    guess = kana_romaji(native.given_reading or "")
    return any(_spells(mail, family, given, guess) for mail in one.own_mails & other.own_mails)


def _spells(mail: str, family: str, given: str, guess: str) -> bool:
    local = mail.partition("@")[0]
    words = latin_words(re.sub(r"[^a-z]+", " ", local))
    if given in words or "".join(words) in (given + family, family + given):
        return True
    initials = (romaji(given[0] + family), romaji(family + given[0]))
    return bool(guess) and not guess.startswith(given[0]) and romaji(local) in initials
