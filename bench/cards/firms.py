"""Invented organisations: companies, practices, schools, town halls, shops; departments and titles in them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from random import Random

from bench.cards.words import Split, dealt, listed, table


@dataclass(frozen=True, slots=True)
class Firm:
    """An organisation as printed, with the word that its domain is made of."""

    name: str
    domain_word: str
    small: bool = False  # a shop or one-person business
    owners: tuple[str, ...] = ()  # what the people of such a shop are


@dataclass(frozen=True, slots=True)
class Role:
    """What the person is there: department levels from large to small, and titles."""

    departments: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()


def japanese_firm(rng: Random, split: Split) -> Firm:
    """Return an organisation in Japan."""
    toss = rng.random()
    stem, latin = rng.choice(listed("firms", "stems", split)).split("|")
    if toss < 0.14:
        shop, word, *owners = rng.choice(listed("firms", "shops", split)).split("|")
        return Firm(shop, word, True, tuple(owners[0].split("/")) if owners else ())
    if toss < 0.32:
        pattern = rng.choice(listed("firms", "whole", split))
        return Firm(pattern.format(stem=stem), f"{latin}-{rng.choice(['net', 'office', 'web', 'jp'])}")
    trade, trade_latin = rng.choice(listed("firms", "trades", split)).split("|")
    return Firm(_formed(rng, stem + trade), f"{latin}-{trade_latin}" if rng.random() < 0.7 else f"{latin}{trade_latin}")


def _formed(rng: Random, body: str) -> str:
    forms = [entry.split("|") for entry in listed("firms", "forms", "dev")]
    form, where, _ = rng.choices(forms, [int(weight) for *_, weight in forms])[0]
    if len(form) > 5:
        body = f" {body}" if rng.random() < 0.3 else body
    gap = " " if rng.random() < 0.06 else ""
    return f"{form}{gap}{body}" if where == "before" else f"{body}{gap}{form}"


def japanese_role(rng: Random, split: Split, firm: Firm) -> Role:
    """Return department and titles that the organisation could have; a small business has no departments."""
    kind = next(kind for kind in table("jobs")["kinds"] if re.search(kind["firm"], firm.name))
    titles = [title for title in listed("jobs", "titles", split) if re.search(kind["titles"], title)]
    if firm.small:
        owners = firm.owners or [title for title in titles if re.search("代表|オーナー|店長|院長|所長|ー$", title)]
        return Role((), tuple(rng.sample(owners, 1)) if rng.random() < 0.85 else ())
    names = [name for name in listed("jobs", "departments", split) if re.search(kind["departments"], name)]
    own, owned = dealt(kind.get("own_titles", ()), split), dealt(kind.get("own_departments", ()), split)
    departments = tuple(_one(rng, names, owned).split(" ")) if names + owned and rng.random() < 0.75 else ()
    count = rng.choices((0, 1, 2), (12, 75, 13))[0]
    return Role(departments, tuple({_one(rng, titles, own): None for _ in range(count)}))


def _one(rng: Random, usual: list[str], own: list[str]) -> str:
    """Return a word, mostly one that only such organisations have, if there are any."""
    return rng.choice(own if own and (not usual or rng.random() < 0.7) else usual)


def english_firm(rng: Random, split: Split, forms: str = "english_forms") -> Firm:
    """Return an organisation abroad, its form one of the list ``forms``."""
    stem = rng.choice(listed("firms", "english_stems", split))
    word = re.sub(r"[^a-z]", "", unicodedata.normalize("NFKD", stem).lower())
    name = f"{stem} {rng.choice(listed('firms', forms, split))}" if rng.random() < 0.8 else stem
    return Firm(name, word)


def second_organisation(rng: Random, split: Split) -> Firm:
    """Return the association or side business that stands beside the employer on a networking card."""
    name = rng.choice(listed("firms", "second", split))
    return Firm(
        name, rng.choice(["egao", "asakatsu", "machi", "mirai", "enishi"]) + rng.choice(["-net", "-jp", "-club", ""])
    )


def english_name(rng: Random, firm: Firm) -> str:
    """Return what a Japanese firm calls itself in English."""
    words = firm.domain_word.replace("-", " ").title()
    return f"{words} {rng.choice(['Co., Ltd.', 'Inc.', 'Corporation'])}"
