"""What two sides have in common that colleagues share, too: the company's name, domain, switchboard, address. Pure."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from cardscan.likeness.folding import fold, fold_org, fold_url
from cardscan.model import Affiliation, Contact, Kind
from cardscan.pairs.spelled import differ_in_digits, digits_of, misread, spells_company
from cardscan.parse.checks import registered
from cardscan.parse.lexicon import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.model import ParsedCard, TextLine
    from cardscan.pairs.face import Face

LONG_ENOUGH = 4  # letters of a company's name in Latin that are no coincidence
ALIKE = 80  # of 100: likeness of two hosts that may be one
WHOLE_HOST = 12  # letters of a host that one may look for in a line without its dots
DIM = 0.8  # confidence of a line below which a letter of a host on it may be wrong,
CLEAR = 0.4  # and below which it may be any host, read wrong
_PARTS = re.compile(r"[^a-z0-9-]+")  # what stands between the parts of an address of mail or web


def in_common(one: Face, other: Face) -> tuple[str, ...]:
    """Return what the two have in common that colleagues share, too."""
    first, second = one.parsed.contact, other.parsed.contact
    domains = _common_hosts(_hosts(first), _hosts(second)) or _hosts_in(one, other) or _hosts_in(other, one)
    urls = {fold_url(url) for url in first.urls} & {fold_url(url) for url in second.urls}
    numbers = sorted(numbers_of(first) & numbers_of(second))
    codes = {code.text for code in one.codes} & {code.text for code in other.codes}
    places = {fold(place.text) for place in first.addresses} & {fold(place.text) for place in second.addresses}
    company = bool(_orgs(one) & _orgs(other)) or _company_in(one, other) or _company_in(other, one)
    spelled = not domains and (_company_spelled(one, other) or _company_spelled(other, one))
    return (
        *(("same company",) if company else ()),
        *(f"same domain {domain}" for domain in domains),
        *(("the company in romaji",) if spelled else ()),
        *(("same web address",) if urls and not domains else ()),
        *(f"same number {number}" for number in numbers),
        *(("same code",) if codes else ()),
        *(("same address",) if places - {""} else ()),
    )


def other_companies(one: Face, other: Face) -> bool:
    """Whether both sides clearly give hosts of a company's own, none on one is like one on the other, and no number is
    on both."""
    first, second = _hosts(one.parsed.contact), _hosts(other.parsed.contact)
    if numbers_of(one.parsed.contact) & numbers_of(other.parsed.contact):
        return False
    if not (_hosts(_clear(one)) and _hosts(_clear(other))) or any(_much_alike(a, b) for a in first for b in second):
        return False
    return not (_common_hosts(first, second) or _hosts_in(one, other) or _hosts_in(other, one))


def hosts_much_alike(one: Face, other: Face) -> bool:
    """Whether a host on one side and a host on the other, one of them hardly read, look like one that was misread."""
    first, second = _hosts(one.parsed.contact), _hosts(other.parsed.contact)
    dim = min((line.confidence for face in (one, other) for line in _lines_with(face, first | second)), default=1.0)
    return dim < DIM and any(_much_alike(a, b) for a in first for b in second)


def _lines_with(face: Face, hosts: frozenset[str]) -> list[TextLine]:
    """Return the lines of a side that its addresses of mail and web stand on."""
    fields = [field for field in face.parsed.fields if field.kind in (Kind.EMAIL, Kind.URL)]
    held = [field for field in fields if any(host in str(field.value).casefold() for host in hosts)]
    return [face.parsed.lines[source.line] for field in held for source in field.sources]


def _much_alike(one: str, other: str) -> bool:
    """Whether two hosts may be one that was misread so badly that it can no longer be told."""
    from rapidfuzz import fuzz

    return fuzz.ratio(one, other) >= ALIKE and not differ_in_digits(one, other)


def _common_hosts(first: frozenset[str], second: frozenset[str]) -> tuple[str, ...]:
    """Return the hosts in common: the same, one within the other (mail.aoba.co.jp and aoba.co.jp), or but misread."""
    return tuple(sorted({min(a, b, key=len) for a in first for b in second if _within(a, b) or _within(b, a)}))


def _within(host: str, domain: str) -> bool:
    return host == domain or host.endswith(f".{domain}") or _same_host_misread(host, domain)


def _same_host_misread(one: str, other: str) -> bool:
    parts, others = one.split("."), other.split(".")
    return len(parts) == len(others) and all(a == b or misread(a, b) for a, b in zip(parts, others, strict=True))


def _hosts_in(one: Face, other: Face) -> tuple[str, ...]:
    """Return the hosts of ``one`` that stand in a line of ``other`` which was taken for no host, or for a damaged one:
    dots lost, an end broken off (aoba.co for aoba.co.jp), an @ read as a letter; on a dim line one more letter."""
    lines = [_host_letters(line.text) for line in other.parsed.lines]
    dim = [_host_letters(line.text) for line in other.parsed.lines if line.confidence < DIM]
    hosts = {host: _host_letters(host) for host in _hosts(one.parsed.contact)}
    long = [host for host, letters in hosts.items() if len(letters) >= WHOLE_HOST]
    found = (host for host in long if any(hosts[host] in line for line in lines) or _nearly_in(hosts[host], dim))
    return tuple(sorted(found))


def _nearly_in(host: str, lines: Sequence[str]) -> bool:
    """Whether any line holds a host, all as letters and digits alone, but for one letter."""
    return any(_is_nearly_in(host, line) for line in lines)


def _is_nearly_in(host: str, line: str) -> bool:
    from rapidfuzz import fuzz

    if len(line) < len(host) - 1:  # the shorter one is looked for in the longer: an O is in every host
        return False
    at = fuzz.partial_ratio_alignment(host, line, score_cutoff=100 - 100 / len(host))
    return at is not None and digits_of(host) == digits_of(line[at.dest_start : at.dest_end])


def _host_letters(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold().removeprefix("www.")
    return "".join(c for c in folded if c.isascii() and c.isalnum())


def _company_spelled(native: Face, latin: Face) -> bool:
    """Whether a host or a firm on ``latin`` is the company of ``native`` in romaji."""
    names = [place.org for place in native.parsed.contact.affiliations if place.org and native.somebody]
    spelled = {fold_org(place.org) for place in latin.parsed.contact.affiliations if place.org and place.org.isascii()}
    if not _clear(native).urls and not _hosts(_clear(native)):  # a firm with a site of its own is told by that
        spelled |= {host.split(".")[0] for host in _hosts(latin.parsed.contact)}
    return any(spells_company(text, name) for text in spelled for name in names)


def _clear(face: Face) -> Contact:
    """Return the addresses of mail and web that stand on lines which were read clearly."""
    contact, parsed = face.parsed.contact, face.parsed
    dim = {i for i, line in enumerate(parsed.lines) if line.confidence < CLEAR}
    doubtful = {field.value for field in parsed.fields if any(source.line in dim for source in field.sources)}
    mails = tuple(mail for mail in contact.emails if mail not in doubtful)
    urls = tuple(url for url in contact.urls if url not in doubtful)
    return Contact(affiliations=(Affiliation(emails=mails, urls=urls),))


def _hosts(contact: Contact) -> frozenset[str]:
    """Return the hosts of the company's own: of mails, and of sites of which no page of one user is meant."""
    mails = {mail.rpartition("@")[2].casefold() for mail in contact.emails}
    sites = {fold_url(url).partition("/") for url in contact.urls}
    hosts = mails | {host for host, _, path in sites if not path or host in mails}
    owned = {host: domain for host in hosts if (domain := registered(host)) is not None}
    return frozenset(host for host, domain in owned.items() if domain.split(".")[0] not in words().free_mail)


def numbers_of(contact: Contact) -> frozenset[str]:
    """Return the phone numbers in E.164."""
    return frozenset(phone.e164 for phone in contact.phones if phone.e164)


def _orgs(face: Face) -> frozenset[str]:
    """Return the companies, folded; none where nobody can be reached: there a slogan may have been taken for one."""
    places = face.parsed.contact.affiliations if face.somebody else ()
    return frozenset(fold_org(place.org) for place in places if place.org)


def _company_in(front: Face, back: Face) -> bool:
    """Whether the company of ``front``, or the Latin name in its domain, is in the text of ``back``."""
    lines = folded_lines(back.parsed)
    native = {org for org in _orgs(front) if len(org) >= (LONG_ENOUGH if org.isascii() else 2)}
    if any(org in line for org in native for line in lines):
        return True
    labels = {host.split(".")[0] for host in _hosts(front.parsed.contact)}
    latin = [_letters(line.text) for line in back.parsed.lines if "@" not in line.text and "." not in line.text]
    if any(label in text for label in map(_letters, labels) if len(label) >= LONG_ENOUGH for text in latin):
        return True
    if back.parsed.contact.urls or back.parsed.contact.emails:
        return False  # hosts are compared as hosts
    parts = [part for line in back.parsed.lines if "." in line.text for part in _PARTS.split(line.text.casefold())]
    return any(misread(label, part) for label in labels for part in parts)


def _letters(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if "a" <= c <= "z")


def folded_lines(parsed: ParsedCard) -> tuple[str, ...]:
    """Return the lines that say something, folded for comparing."""
    return tuple(text for line in parsed.lines if len(text := fold(line.text)) > 1)
