"""Everything by which somebody can be reached, each stretch of text used once, codes joined with what is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from cardscan.parse.accounts import find_accounts
from cardscan.parse.checks import (
    checked_mails,
    checked_urls,
    host_of,
    registered,
    with_silent_fax,
    without_glued_labels,
)
from cardscan.parse.codes import from_codes
from cardscan.parse.dialled_in import with_dialled_in
from cardscan.parse.lexicon import words
from cardscan.parse.mails import find_emails
from cardscan.parse.misgivings import doubted_accounts, doubted_mails, doubted_phones, doubted_urls, settled_addresses
from cardscan.parse.phones import find_phones
from cardscan.parse.places import find_addresses
from cardscan.parse.regions import card_region
from cardscan.parse.webs import find_urls

if TYPE_CHECKING:
    from cardscan.model import Account, Address, Code, Phone, Source, TextLine
    from cardscan.parse.found import Found

T = TypeVar("T")

UNSURE = 0.5  # a web address less sure than this may not be whole


@dataclass(frozen=True, slots=True)
class Reach:
    """The ways to reach somebody that the card gives."""

    emails: tuple[Found[str], ...]
    urls: tuple[Found[str], ...]
    accounts: tuple[Found[Account], ...]
    addresses: tuple[Found[Address], ...]
    phones: tuple[Found[Phone], ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every stretch of text used."""
        every: tuple[Found[Any], ...] = (*self.emails, *self.urls, *self.accounts, *self.addresses, *self.phones)
        return tuple(source for found in every for source in found.sources)

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts of mails and sites, those of free mail left out, each registered domain once."""
        hosts = [found.value.rpartition("@")[2].lower() for found in self.emails]
        hosts += [host_of(found.value).lower() for found in self.urls]
        by_domain = {domain: host for host in reversed(hosts) if (domain := registered(host))}
        own = {domain: host for domain, host in by_domain.items() if domain.split(".")[0] not in words().free_mail}
        return tuple(reversed(own.values()))


def gather(lines: Sequence[TextLine], codes: Sequence[Code]) -> Reach:
    """Return the mails, sites, accounts, addresses and phones on the card and in its codes."""
    facts = from_codes(codes)
    emails = doubted_mails(lines, find_emails(lines))
    urls = doubted_urls(lines, find_urls(lines, emails), emails)
    accounts = doubted_accounts(lines, find_accounts(lines))
    addresses = settled_addresses(_with_lone_codes(_free(find_addresses(lines), (*emails, *urls, *accounts))))
    named = tuple(found for found in accounts if found.value.service != "whatsapp")  # whose account is a number too
    phones = _free(find_phones(lines, card_region(lines)), (*emails, *urls, *named, *addresses))
    phones = doubted_phones(lines, with_dialled_in(lines, phones))
    printed = _as_coded(without_glued_labels(urls, emails), [found.value for found in facts.urls])
    all_urls = _joined(printed, facts.urls, _bare_url)
    return Reach(
        checked_mails(_joined(emails, facts.emails, str.lower), all_urls),
        checked_urls(all_urls, emails),
        _joined(accounts, facts.accounts, lambda account: f"{account.service} {account.id.lower().lstrip('@')}"),
        addresses,
        _joined(with_silent_fax(lines, phones), facts.phones, lambda phone: phone.e164 or phone.text),
    )


def _free(proposed: Iterable[Found[T]], taken: Iterable[Found[Any]]) -> tuple[Found[T], ...]:
    """Return the proposals that use no text that a surer rule has used already."""
    spans = [source for found in taken for source in found.sources]
    return tuple(
        found
        for found in proposed
        if not any(s.line == o.line and s.start < o.end and o.start < s.end for s in found.sources for o in spans)
    )


def _with_lone_codes(addresses: Sequence[Found[Address]]) -> tuple[Found[Address], ...]:
    """Return the addresses, a postal code that stands alone given to the one address that has none.

    Vertical cards print the code across the head of the columns.
    """
    addresses = _once(addresses)
    codes = [found for found in addresses if not found.value.text and found.value.postal_code]
    without = [found for found in addresses if found.value.text and found.value.postal_code is None]
    if len(codes) != 1 or len(without) != 1:
        return tuple(addresses)
    (code,), (address,) = codes, without
    joined = replace(
        address,
        value=replace(address.value, postal_code=code.value.postal_code),
        sources=(*code.sources, *address.sources),
    )
    return tuple(joined if found is address else found for found in addresses if found is not code)


def _once(addresses: Sequence[Found[Address]]) -> Sequence[Found[Address]]:
    """Return the addresses, two that begin on one line as one: the longer, with the postal code of either."""
    for long in addresses:
        for short in addresses:
            shared = {source.line for source in long.sources} & {source.line for source in short.sources}
            if long is not short and shared and short.value.text and long.value.text.startswith(short.value.text):
                code = long.value.postal_code or short.value.postal_code
                whole = replace(long, value=replace(long.value, postal_code=code), sources=_both(long, short))
                return _once([whole if found is long else found for found in addresses if found is not short])
    return addresses


def _both(first: Found[Address], second: Found[Address]) -> tuple[Source, ...]:
    return tuple(dict.fromkeys((*second.sources, *first.sources)))


def _as_coded(urls: Sequence[Found[str]], coded: Sequence[str]) -> tuple[Found[str], ...]:
    """Return the printed web addresses, those that are not whole as the code that begins so says them: of a caption
    that runs round its code, https://orcid. is read and the rest stands on its side."""
    return tuple(_in_full(found, coded) if found.confidence < UNSURE else found for found in urls)


def _in_full(found: Found[str], coded: Sequence[str]) -> Found[str]:
    begun = _bare_url(found.value)
    return replace(found, value=next((each for each in coded if _bare_url(each).startswith(begun)), found.value))


def _joined(printed: Sequence[Found[T]], coded: Sequence[Found[T]], key: Callable[[T], str]) -> tuple[Found[T], ...]:
    """Return the printed values, surer where a code says the same, corrected where it nearly does, then the others.

    A code is read without error or not at all: a printed value that differs from it in one character was misread.
    """
    from rapidfuzz.distance import Levenshtein

    joined = list(printed)
    for fact in coded:
        distances = [Levenshtein.distance(key(fact.value), key(found.value)) for found in joined]
        nearest = min(range(len(joined)), key=distances.__getitem__, default=None)
        if nearest is None or distances[nearest] > 1:
            joined.append(fact)
        elif distances[nearest] == 0:
            joined[nearest] = replace(joined[nearest], confidence=0.99, doubt=None)
        else:
            joined[nearest] = replace(fact, sources=joined[nearest].sources)
    return tuple(joined)


def _bare_url(url: str) -> str:
    return url.lower().split("://")[-1].removeprefix("www.").rstrip("/")
