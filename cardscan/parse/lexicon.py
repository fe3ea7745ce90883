"""The word lists that the package ships (``words/*.toml``), read once. Knowledge about the world, no rules."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from cardscan.parse.words import table


@dataclass(frozen=True, slots=True)
class Words:
    """Titles, departments, organisations, qualifications and slogans, ready to look up."""

    titles: frozenset[str]
    title_endings: tuple[str, ...]
    not_titles: frozenset[str]
    also_departments: frozenset[str]
    posts_of_bodies: frozenset[str]
    also_work: tuple[str, ...]
    before_licences: tuple[str, ...]
    before_titles: tuple[str, ...]
    titles_by_size: dict[str, str]
    whole_titles: frozenset[str]
    latin_title_endings: tuple[str, ...]
    latin_titles: frozenset[str]
    beside_titles: frozenset[str]
    department_endings: tuple[str, ...]
    departments: frozenset[str]
    no_departments: frozenset[str]
    weak_departments: tuple[str, ...]
    branches: tuple[str, ...]
    offices: tuple[str, ...]
    levels: tuple[tuple[str, ...], ...]
    plain_departments: tuple[str, ...]
    latin_departments: frozenset[str]
    strong_departments: frozenset[str]
    department_beginnings: tuple[str, ...]
    latin_department_endings: tuple[str, ...]
    areas: tuple[str, ...]
    areas_abroad: tuple[str, ...]
    title_starts: tuple[str, ...]
    title_leads: frozenset[str]
    forms: tuple[str, ...]
    org_endings: tuple[str, ...]
    body_endings: tuple[str, ...]
    work_of_firms: tuple[str, ...]
    shop_fronts: frozenset[str]
    katakana_fronts: tuple[str, ...]
    umbrellas: tuple[str, ...]
    ends_of_bodies: tuple[str, ...]
    run_by_bodies: tuple[str, ...]
    latin_forms: frozenset[str]
    latin_orgs: frozenset[str]
    latin_fronts: frozenset[str]
    qualifications: frozenset[str]
    either: frozenset[str]
    old_forms: frozenset[str]
    no_licences: frozenset[str]
    qualification_patterns: tuple[re.Pattern[str], ...]
    degree_patterns: tuple[re.Pattern[str], ...]
    degrees: frozenset[str]
    prefixes: frozenset[str]
    honorifics: frozenset[str]
    forms_in_front: frozenset[str]
    trades: frozenset[str]
    beside_trades: frozenset[str]
    kept_suffixes: frozenset[str]
    slogan_endings: tuple[str, ...]
    slogan_inside: tuple[str, ...]
    note_words: tuple[str, ...]
    also_in_names: re.Pattern[str]
    western_given: frozenset[str]
    name_particles: frozenset[str]
    surnames_in_pairs: frozenset[str]
    ends_of_departments: frozenset[str]
    given_names: frozenset[str]
    free_mail: frozenset[str]


@lru_cache(maxsize=1)
def words() -> Words:
    """Return the word lists."""
    titles, departments, companies = table("titles"), table("departments"), table("companies")
    qualifications, slogans = table("qualifications"), table("slogans")
    abroad = table("roles_abroad").values()
    return Words(
        titles=frozenset(map(plain, titles["ja"]["exact"])),
        titles_by_size={with_large_kana(title): title for title in map(plain, titles["ja"]["exact"])},
        title_endings=_longest_first(titles["ja"]["endings"]),
        not_titles=frozenset(titles["ja"]["not_titles"]),
        also_departments=frozenset(titles["ja"]["also_departments"]),
        also_work=tuple(titles["ja"]["also_work"]),
        posts_of_bodies=frozenset(map(plain, titles["ja"]["of_bodies"])),
        before_licences=_longest_first(titles["ja"]["before_licences"]),
        before_titles=_longest_first(titles["ja"]["before"]),
        whole_titles=frozenset((*titles["latin"]["whole"], *(title for land in abroad for title in land["whole"]))),
        latin_title_endings=tuple(titles["latin"]["endings"]),
        latin_titles=frozenset((*titles["latin"]["words"], *(title for land in abroad for title in land["words"]))),
        beside_titles=frozenset(titles["latin"]["beside"]),
        department_endings=_longest_first(departments["ja"]["endings"]),
        departments=frozenset(departments["ja"]["exact"]),
        no_departments=frozenset(departments["ja"]["never"]),
        weak_departments=_longest_first(departments["ja"]["weak"]),
        branches=tuple(departments["ja"]["branches"]),
        levels=tuple(map(tuple, departments["ja"]["levels"])),
        offices=_longest_first(departments["ja"]["offices"]),
        plain_departments=tuple(departments["ja"]["plain"]),
        latin_departments=frozenset(departments["latin"]["words"]),
        strong_departments=frozenset(departments["latin"]["strong"]),
        department_beginnings=tuple(f"{word} " for word in departments["latin"]["beginnings"]),
        latin_department_endings=tuple(departments["latin"]["endings"]),
        areas=_longest_first(departments["latin"]["areas"]),
        areas_abroad=_longest_first(
            [*departments["latin"]["areas_abroad"], *(area for land in abroad for area in land["departments"])]
        ),
        title_starts=tuple(titles["latin"]["starts"]),
        title_leads=frozenset(titles["latin"]["leads"]),
        forms=_longest_first(companies["ja"]["forms"]),
        org_endings=_longest_first(companies["ja"]["endings"]),
        body_endings=tuple(companies["ja"]["body_endings"]),
        work_of_firms=tuple(companies["ja"]["work"]),
        shop_fronts=frozenset(companies["ja"]["fronts"]),
        katakana_fronts=tuple(companies["ja"]["katakana_fronts"]),
        umbrellas=_longest_first(companies["ja"]["umbrellas"]),
        ends_of_bodies=tuple(companies["ja"]["ends_of_bodies"]),
        run_by_bodies=tuple(companies["ja"]["run_by_bodies"]),
        latin_forms=frozenset(companies["latin"]["forms"]),
        latin_orgs=frozenset(companies["latin"]["words"]),
        latin_fronts=frozenset(companies["latin"]["fronts"]),
        qualifications=frozenset(map(plain, qualifications["ja"]["exact"])),
        either=frozenset(map(plain, qualifications["ja"]["either"])),
        old_forms=frozenset(qualifications["ja"]["old_forms"]),
        no_licences=frozenset(qualifications["ja"]["no_licences"]),
        qualification_patterns=tuple(re.compile(pattern) for pattern in qualifications["ja"]["patterns"]),
        degrees=frozenset(qualifications["latin"]["degrees"]),
        degree_patterns=tuple(re.compile(pattern) for pattern in qualifications["latin"]["with_subject"]),
        prefixes=frozenset(qualifications["latin"]["prefixes"]),
        forms_in_front=frozenset(companies["latin"]["forms_in_front"]),
        trades=frozenset(companies["latin"]["trades"]),
        beside_trades=frozenset(companies["latin"]["beside_trades"]),
        honorifics=frozenset(qualifications["latin"]["honorifics"]),
        kept_suffixes=frozenset(qualifications["latin"]["kept_suffixes"]),
        slogan_endings=tuple(slogans["ja"]["endings"]),
        slogan_inside=tuple(slogans["ja"]["inside"]),
        note_words=tuple(slogans["ja"]["notes"]),
        also_in_names=re.compile("|".join(map(re.escape, _longest_first(slogans["ja"]["also_in_names"])))),
        western_given=frozenset(table("western")["given"]),
        name_particles=frozenset(table("western")["particles"]),
        surnames_in_pairs=frozenset(table("western")["surnames_in_pairs"]),
        ends_of_departments=frozenset(departments["latin"]["ends"]),
        given_names=frozenset(map(bare_letters, (*table("western")["given"], *table("western")["given_elsewhere"]))),
        free_mail=frozenset(table("mail")["free"]),
    )


@lru_cache(maxsize=1)
def variants() -> dict[int, str]:
    """Return a ``str.translate`` table from variant characters (邉) to the common ones (辺), for looking up only."""
    return str.maketrans(table("names")["variants"])


@lru_cache(maxsize=1)
def romaji_folds() -> tuple[tuple[str, str], ...]:
    """Return the spellings of romaji that stand for the same sound, as (from, to), in order of application."""
    return tuple((old, new) for old, new in table("names")["romaji"]["fold"])


_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


def bare_letters(text: str) -> str:
    """Return a text of Latin letters in small ones without accents: Jörg, Ştefan → jorg, stefan."""
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def plain(text: str) -> str:
    """Return ``text`` for looking up: NFKC, no spaces, middle dots dropped, upper-case Latin."""
    return re.sub(r"[\s・･·]+", "", unicodedata.normalize("NFKC", text)).upper()


def _longest_first(listed: list[str]) -> tuple[str, ...]:
    return tuple(sorted(listed, key=len, reverse=True))


_LARGE = str.maketrans("ァィゥェォッャュョ", "アイウエオツヤユヨ")


def with_large_kana(text: str) -> str:
    """Return a text with small katakana as large ones, which look alike."""
    return text.translate(_LARGE)
