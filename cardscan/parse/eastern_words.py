"""The word lists for Chinese and Korean cards (words/chinese.toml, words/korean.toml), read once. No rules."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from cardscan.parse.tongues import Tongue
from cardscan.parse.words import table

FILES = {"zh": "chinese", "ko": "korean"}
TONGUES: tuple[Tongue, ...] = ("zh", "ko")


@dataclass(frozen=True, slots=True)
class EasternWords:
    """Titles, departments, organisations and qualifications of a language, and its surnames, each with the ways in
    which it is spelt in Latin letters; ``given`` are the characters of given names, none of Korean."""

    surnames: dict[str, frozenset[str]]
    given: frozenset[str]
    titles: frozenset[str]
    title_endings: tuple[str, ...]
    chiefs: tuple[str, ...]
    of_any: tuple[str, ...]
    departments: frozenset[str]
    department_endings: tuple[str, ...]
    weak_departments: tuple[str, ...]
    in_names: tuple[str, ...]
    branches: tuple[str, ...]
    forms: tuple[str, ...]
    fronts: frozenset[str]
    org_endings: tuple[str, ...]
    honours: tuple[str, ...]
    qualifications: frozenset[str]
    qualification_endings: tuple[str, ...]


@lru_cache(maxsize=2)
def eastern_words(tongue: Tongue) -> EasternWords:
    """Return the word lists of Chinese ("zh") or Korean ("ko")."""
    lists = table(FILES[tongue])
    titles, departments, companies = lists["titles"], lists["departments"], lists["companies"]
    return EasternWords(
        surnames=_surnames(tongue),
        given=frozenset("".join(lists["names"].get("given", ()))),
        titles=frozenset([*titles["exact"], *(word for word in titles["endings"] if len(word) > 1)]),
        title_endings=tuple(titles["endings"]),
        chiefs=tuple(titles["chiefs"]),
        of_any=tuple(titles["of_any"]),
        departments=frozenset(departments["exact"]),
        department_endings=tuple(departments["endings"]),
        weak_departments=tuple(departments["weak"]),
        in_names=tuple(departments.get("in_names", ())),
        branches=tuple(departments.get("branches", ())),
        forms=tuple(sorted(companies["forms"], key=len, reverse=True)),
        fronts=frozenset(companies.get("fronts", ())),
        org_endings=tuple(companies["endings"]),
        honours=tuple(companies["honours"]),
        qualifications=frozenset(lists["qualifications"]["exact"]),
        qualification_endings=tuple(lists["qualifications"]["endings"]),
    )


def has_eastern_form(text: str) -> bool:
    """Return whether a name carries a Chinese or Korean legal form (有限公司, 주식회사)."""
    return any(form in text for form in (*eastern_words("zh").forms, *eastern_words("ko").forms))


def is_eastern_title(text: str) -> bool:
    """Return whether the lists of Chinese or Korean have a title whole."""
    return any(text in eastern_words(tongue).titles for tongue in TONGUES)


def is_listed(text: str, tongue: Tongue) -> bool:
    """Return whether a text is a title or department that the lists of a language have whole."""
    return text in eastern_words(tongue).titles or text in eastern_words(tongue).departments


def is_eastern_department(text: str) -> bool:
    """Return whether the lists of Chinese or Korean have a department whole, or its ending says plainly what it is."""
    lists = [eastern_words(tongue) for tongue in TONGUES]
    return any(
        text in each.departments
        or (text.endswith(each.department_endings) and not text.endswith(each.weak_departments))
        for each in lists
    )


def _surnames(tongue: Tongue) -> dict[str, frozenset[str]]:
    """Return every way to write a surname → the ways to spell it."""
    names = table(FILES[tongue])["names"]
    found: dict[str, frozenset[str]] = {}
    for entry in names["surnames"]:
        written, *spelled = entry.split("|")
        forms = list(written)
        if tongue == "ko":  # Hangul, then the hanja of that sound
            hanja = spelled.pop(0)
            forms = [written, *([hanja] if len(written) > 1 else hanja)]
        for form in forms:
            found[form] = found.get(form, frozenset()) | frozenset(spelled)
    for entry in names.get("compound", ()):
        written, *spelled = entry.split("|")
        found |= {written[:2]: frozenset(spelled), written[2:]: frozenset(spelled)}
    return found
