"""What cards of Europe outside English say: names with accents, towns of any size, offices in their own words."""

from __future__ import annotations

import re
import unicodedata
from random import Random
from typing import Any

from bench.cards import reach
from bench.cards.content import Content, Phone
from bench.cards.firms import Firm, Role
from bench.cards.people import Person
from bench.cards.places import Place
from bench.cards.words import Split, dealt, table

_LETTERS = str.maketrans({"ß": "ss", "ł": "l", "Ł": "L", "ı": "i", "ø": "o", "æ": "ae", "œ": "oe"})
_NO_TRUNK = ("IT", "ES", "PT", "PL", "CZ")  # numbers at home are dialled as they are


def european_content(rng: Random, split: Split) -> Content:
    """Return what a card of one of the countries in ``words/europe.toml`` says."""
    country = rng.choice(list(table("europe")))
    words: dict[str, Any] = table("europe")[country]

    def pick(key: str) -> str:
        return rng.choice([*dealt(words[key], split), *words.get(split, {}).get(key, ())] or words[key])

    family, given = pick("family"), pick("given")
    person = Person(family, given, "", "", family, given, "en")
    stem = pick("stems")
    firm = Firm(f"{stem} {pick('forms')}" if rng.random() < 0.85 else stem, _plain(stem))
    word = re.sub(r"\.[a-z.]+$", "." + country.lower(), reach.domain(rng, firm.domain_word, False))
    phones = [_phone(rng, country, "work", pick("phone"))]
    if rng.random() < 0.6:
        phones.append(_phone(rng, country, "mobile", pick("mobile")))
    local = reach.local_part(rng, Person("", "", "", "", _plain(family), _plain(given.split(" ")[0]), "en"))
    return Content(
        person,
        ((firm, Role((pick("departments"),) if rng.random() < 0.35 else (), (pick("titles"),))),),
        _place(rng, country, pick("streets")),
        None,
        tuple(phones),
        (f"{local}@{word}",),
        (f"www.{word}",) if rng.random() < 0.7 else (),
        (),
        (),
        "",
        language="en",
    )


def _place(rng: Random, country: str, entry: str) -> Place:
    street, city, code = entry.format(n=rng.randint(2, 180), m=rng.randint(2, 30)).split("|")
    return Place(code, "", city, street, "", "", country)


def _phone(rng: Random, country: str, kind: str, pattern: str) -> Phone:
    printed = re.sub("n", lambda _: str(rng.randint(1, 9)), pattern)
    digits = re.sub(r"\D", "", printed.replace("(0)", ""))
    dial = table("europe")[country]["dial"]
    if printed.startswith("+"):
        return Phone(kind, (printed,), f"+{digits}")
    return Phone(kind, (printed,), f"+{dial}{digits if country in _NO_TRUNK else digits.removeprefix('0')}")


def _plain(text: str) -> str:
    """Return a name as addresses spell it: small letters without accents and gaps."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS)).lower()
    return re.sub(r"[^a-z]", "", decomposed)
