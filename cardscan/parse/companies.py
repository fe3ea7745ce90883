"""Which parts of the card are organisations, and what stands with each: departments, titles, ways to reach it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cardscan.model import Kind
from cardscan.parse.bodies import bodies
from cardscan.parse.eastern_words import eastern_words
from cardscan.parse.firm_names import as_printed, core, lacks_a_side, tidy, with_lost_letter
from cardscan.parse.firm_parts import (
    captions_apart,
    forms_joined,
    fronts_joined,
    is_unnamed,
    umbrellas_joined,
    with_what_hosts_spell,
)
from cardscan.parse.firms import has_legal_form
from cardscan.parse.gazetteer import is_municipality
from cardscan.parse.host_names import LONGEST, NO_NAME, in_domain
from cardscan.parse.kinds import could_be_a_shop, is_slogan, names_a_branch
from cardscan.parse.lexicon import bare_letters
from cardscan.parse.page import Part, distance, same_row, stands_under
from cardscan.parse.piece import is_eastern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.parse.page import Box
    from cardscan.parse.tongues import Tongue

CONFIRMED = 0.96  # how sure an organisation is that a host spells, whatever its words
LIKELY = 1.5  # log odds from which a part is a firm though none of its words says so
_CJK_GAP = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")


@dataclass(frozen=True, slots=True)
class Org:
    """An organisation: its name as printed, the parts that print it (again), how sure it is, and a doubt."""

    name: str
    parts: tuple[Part, ...]
    confidence: float
    doubt: str | None = None

    @property
    def box(self) -> Box:
        """Where its name stands."""
        return self.parts[0].box


def find_orgs(parts: Sequence[Part], domains: Sequence[str], usual: float) -> tuple[Org, ...]:
    """Return the organisations on the card in reading order, each once.

    ``domains`` are the hosts of the card's mails and sites. Firms with a legal form come first; only a
    card without one makes do with a name that merely ends like a firm, and last with its largest unknown word.
    """
    parts, names = fronts_joined(captions_apart(parts))
    parts, forms = forms_joined(parts)
    parts, run = umbrellas_joined(parts)
    names |= forms | run
    formal = [part for part in parts if part.kind is Kind.ORG and has_legal_form(part.text)]
    informal = [part for part in parts if part.kind is Kind.ORG and part not in formal]
    japanese = [part for part in formal + informal if is_eastern(part.text)]
    named = formal + [part for part in informal if not part.weak]
    if japanese:
        titled = {part.line for part in parts if part.kind is Kind.TITLE and is_eastern(part.text)}
        named = [
            part
            for part in named
            if is_eastern(part.text)
            or part.line in titled
            or _own_domain(part, domains, japanese)
            or _has_own_title(part, parts, japanese)
        ]
    unnamed = [part for part in parts if is_unnamed(part) and is_eastern(part.text)]
    spelled = [_with_what_goes_on(part, unnamed) for part in unnamed if in_domain(part.text, domains)]
    if spelled and all(not is_eastern(part.text) for part in named):
        named = spelled[:1]  # a Latin firm under the Japanese name that its domain spells is the same in English
    elif spelled:
        named += [part for part in spelled if not any(_shares_domain(part, other, domains) for other in named)]
    named += [part for part in bodies(parts, named) if part not in named]
    named += [part for part in unnamed if _heads_roles(part, parts) and part not in named]
    named += _learned(unnamed, named)
    named, spelled_too = with_what_hosts_spell(named, parts, domains)
    names |= spelled_too
    named = named or [part for part in parts if part.kind is None and is_municipality(part.text)][:1]
    if not named:
        named = _guess(parts, informal, domains, usual)
    ordered = sorted(named, key=lambda part: (part.line, part.start))
    orgs = (_org(group, domains) for group in _same_firm(ordered))
    return tuple(replace(org, parts=(*org.parts, *(names[id(p)] for p in org.parts if id(p) in names))) for org in orgs)


def _learned(unnamed: Sequence[Part], named: Sequence[Part]) -> list[Part]:
    """Return of the parts that no word tells to be anything those that are likely firms by what was learned, and do not
    go on with one that is named."""
    lines = {part.line for part in named}
    options = [part for part in unnamed if part.line not in lines and not names_a_branch(part.text)]
    likely = [part for part in options if part.log_odds("org") > LIKELY]
    return list(dict.fromkeys(_with_what_goes_on(part, unnamed) for part in likely))


def _heads_roles(part: Part, parts: Sequence[Part]) -> bool:
    """Return whether what may be a firm begins a line that goes on with departments and titles alone: スタジオ海 工務部
    編集者."""
    others = [other for other in parts if other.line == part.line and other is not part]
    roles = all(other.kind in (Kind.DEPARTMENT, Kind.TITLE) and other.start > part.end for other in others)
    return part.kind is Kind.ORG and bool(others) and roles


def _shares_domain(part: Part, other: Part, hosts: Sequence[str]) -> bool:
    """Return whether both names are spelled by the same host: then they are one firm."""
    return any(in_domain(part.text, [host]) and in_domain(other.text, [host]) for host in hosts)


def _own_domain(part: Part, domains: Sequence[str], japanese: Sequence[Part]) -> bool:
    """A Latin firm beside Japanese ones is their translation unless it has a second domain to itself."""
    return len(set(domains)) > len(japanese) and in_domain(part.text, domains)


def _has_own_title(part: Part, parts: Sequence[Part], japanese: Sequence[Part]) -> bool:
    """A Latin firm without a legal form (a brand: atelier mou) that a Japanese title stands right under, and no
    Japanese firm right above, is no translation either."""
    titles = (other for other in parts if other.kind is Kind.TITLE and is_eastern(other.text))
    alone = not has_legal_form(part.text) and not any(stands_under(other, part) for other in japanese)
    return alone and any(stands_under(part, title) for title in titles)


def _guess(parts: Sequence[Part], informal: Sequence[Part], domains: Sequence[str], usual: float) -> list[Part]:
    weak = [part for part in parts if part.kind is Kind.DEPARTMENT and part.weak]
    unknown = [part for part in parts if 2 <= len(part.text) <= 40 and _may_name(part, usual)]

    def score(part: Part) -> float:
        known = 1.5 * (part in informal) + 1.0 * (part in weak)
        place = 0.35 * (part.line < 2) - 0.3 * (part.line > 6)
        return known + 2.0 * in_domain(part.text, domains) + min(1.0, part.size / usual - 1.0) + place

    options = [part for part in [*informal, *weak, *unknown] if _wordy(part.text)]
    best = max(options, key=score, default=None)
    return [_with_what_goes_on(best, options)] if best is not None and score(best) > 0.2 else []


def _may_name(part: Part, usual: float) -> bool:
    """Return whether a part is of no known kind, or a slogan by its letters alone that is as large as a shop's name."""
    if part.kind is Kind.NOTE:
        return could_be_a_shop(part.text) and part.size > 1.15 * usual
    return part.kind is None and not is_slogan(part.text)


def _with_what_goes_on(best: Part, options: Sequence[Part]) -> Part:
    """Return the name with what stands a space away on its line and is nothing else: 占いの部屋 星詠み is one shop."""
    row = sorted((part for part in options if part.line == best.line), key=lambda part: part.start)
    own = row.index(best)
    first = next((i + 1 for i in range(own - 1, -1, -1) if row[i + 1].start - row[i].end > 1), 0)
    last = next((i for i in range(own + 1, len(row)) if row[i].start - row[i - 1].end > 1), len(row)) - 1
    text = " ".join(part.text for part in row[first : last + 1])
    return replace(best, text=text, start=row[first].start, end=row[last].end) if last > first else best


def _without_mark(text: str, hosts: Sequence[str]) -> str:
    """Return the name without one or two letters in front that are the logo (CO Contessa, contessa.net).

    Only a host that spells the rest and not the letters proves it.
    """
    mark = re.match(r"([A-Z]{1,2})(?:\s+(?=[A-Z])|(?=[ぁ-ヿ一-龥]))", text)
    if not mark:
        return text
    rest = text[mark.end() :].strip()
    labels = [label for host in hosts for label in host.split(".") if label not in NO_NAME]
    letters = mark.group(1).lower().replace("i", "[il]")  # EI Olivar, elolivar.es
    kept = not labels or any(re.match(letters, label) for label in labels)
    return text if kept or not in_domain(rest, hosts) else rest


def _wordy(text: str) -> bool:
    letters = sum(character.isalpha() for character in text)
    return letters >= 2 and letters > 0.6 * len(text.replace(" ", ""))


def _same_firm(ordered: Sequence[Part]) -> list[list[Part]]:
    """Group parts that print one firm: the same core, or one line going on right beside the other."""
    groups: list[list[Part]] = []
    for part in ordered:
        own = core(part.text)
        for group in groups:
            cores = [core(other.text) for other in group]
            if any(own in known or known in own for known in cores if known and own):
                group.append(part)
                break
        else:
            groups.append([part])
    return groups


def _org(group: Sequence[Part], domains: Sequence[str]) -> Org:
    best = max(group, key=lambda part: (has_legal_form(part.text), len(part.text)))
    parts = (best, *(part for part in group if part is not best))
    best = replace(best, text=_with_l(as_printed(_without_mark(best.text, domains)), domains))
    sure = 0.97 if has_legal_form(best.text) else 0.9 if best.kind is Kind.ORG else 0.8
    if in_domain(best.text, domains):  # mail or web site confirm it
        sure = max(sure + 0.02, CONFIRMED)
    if (near := _nearly_a_host(best.text, domains)) is not None:
        name = tidy(with_lost_letter(best.text, near))
        return Org(name, parts, min(sure, 0.7) * best.confidence, f"mail and web site spell it {near}")
    if lacks_a_side(best.text):
        return Org(
            tidy(best.text), parts, min(sure, 0.7) * best.confidence, "a letter at its sign may not have been read"
        )
    if best.kind is not Kind.ORG and not in_domain(best.text, domains):
        return Org(tidy(best.text), parts, 0.55 * best.confidence, "nothing on the card says that this is the company")
    return Org(tidy(best.text), parts, sure * best.confidence)


def _with_l(text: str, hosts: Sequence[str]) -> str:
    """Return a name with l for an I that a host spells so: EI Olivar, elolivar.es."""
    if in_domain(text, hosts):
        return text
    options = (f"{text[: found.start()]}l{text[found.end() :]}" for found in re.finditer("I", text[:LONGEST]))
    return next((option for option in options if in_domain(option, hosts)), text)


def _nearly_a_host(text: str, hosts: Sequence[str]) -> str | None:
    """Return the name of a host that begins as a Latin name does but for one letter: one of the two was misread."""
    from rapidfuzz.distance import Levenshtein

    letters = bare_letters(core(text))
    firsts = (next((label for label in host.split(".") if label not in NO_NAME), "") for host in hosts)
    labels = [label for label in firsts if len(label) >= 6 and label.isalpha()]
    for label in () if is_eastern(text) or not letters.isascii() or in_domain(text, hosts) else labels:
        heads = (letters[: len(label) + off] for off in (-1, 0, 1))
        if any(len(head) >= 6 and Levenshtein.distance(head, label) == 1 for head in heads):
            return label
    return None


def nearest(box: Box, part: Part | None, orgs: Sequence[Org]) -> int:
    """Return the index of the organisation that something at ``box`` belongs to: on its line, else closest above it."""
    if len(orgs) < 2:
        return 0

    def cost(org: Org) -> float:
        if part is not None and any(own.line == part.line for own in org.parts):
            return -1.0
        row = part is not None and any(same_row(own, part) for own in org.parts)
        above = org.box[1] <= box[1] + 2
        return distance(org.box, box) * (0.5 if row else 1.0) + (0.0 if above else 2.0 * (org.box[3] - org.box[1]) + 40)

    return min(range(len(orgs)), key=lambda i: cost(orgs[i]))


def with_lone_office(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Return the parts of a card without a firm, its only department as one if it is called after something: a shop or
    an office of somebody's own, うみべのデザイン室."""
    offices = [part for part in parts if part.kind is Kind.DEPARTMENT]
    own = len(offices) == 1 and re.fullmatch(r"[^\s\d]*[ぁ-んァ-ヺー]{2,}[^\s\d]*(?:室|所|店|局|科)", offices[0].text)
    return tuple(replace(part, kind=Kind.ORG, weak=True) if own and part is offices[0] else part for part in parts)


def role_parts(parts: Sequence[Part], orgs: Sequence[Org], tongue: Tongue) -> tuple[Part, ...]:
    """Return the departments and titles, in reading order: translations into English of others left out. CEO is none on
    a Japanese card; CFO is one of 대표이사, and of 자문위원 not."""
    used = {id(part) for org in orgs for part in org.parts}
    roles = [part for part in parts if part.kind in (Kind.DEPARTMENT, Kind.TITLE) and id(part) not in used]
    roles = [part for part in roles if not _is_logo(part, orgs)]
    eastern = [part for part in roles if is_eastern(part.text)]
    if not eastern:
        return tuple(roles)
    lines = {part.line for part in eastern}
    titles = [part.text for part in eastern if part.kind is Kind.TITLE]
    chiefs = [
        part for part in roles if re.fullmatch("[A-Z]{3,4}", part.text) and _is_no_translation(part, titles, tongue)
    ]
    titled = bool(titles) or any(part.kind is Kind.TITLE for part in chiefs)
    return tuple(
        part
        for part in roles
        if is_eastern(part.text)
        or part.line in lines
        or part in chiefs
        or (not titled and part.kind is Kind.TITLE)  # 海外事業部, Global Account Manager: no translation
    )


def _is_logo(part: Part, orgs: Sequence[Org]) -> bool:
    """Return whether what looks like a department is but the first words of a firm (bureau noorderlicht, over Bureau
    Noorderlicht architecten bv), or the group that it is of (アルテアグループ)."""
    group = part.text.removesuffix("グループ")
    if part.kind is Kind.DEPARTMENT and len(part.text) > len(group) >= 2:
        return any(core(org.name).startswith(group) for org in orgs)
    words = part.text.casefold().split()
    return (
        part.kind is Kind.DEPARTMENT
        and len(words) > 1
        and any(org.name.casefold().split()[: len(words)] == words for org in orgs)
    )


def _is_no_translation(chief: Part, titles: Sequence[str], tongue: Tongue) -> bool:
    """Return whether CEO, CFO and the like stand for themselves beside the ``titles`` of a card."""
    if tongue == "ja" or not titles:
        return True
    lists = eastern_words(tongue)
    return chief.text not in lists.of_any and not any(word in title for title in titles for word in lists.chiefs)


def spaced_out(text: str) -> str:
    """Return Japanese text without the gaps that wide setting leaves inside a word (営 業 部)."""
    return _CJK_GAP.sub("", text) if all(len(word) == 1 for word in text.split()) else text
