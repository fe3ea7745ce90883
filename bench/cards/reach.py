"""Ways to reach a person: telephone numbers that are valid in Japan, mail and web addresses, accounts."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from random import Random

import phonenumbers

from bench.cards.people import Person
from bench.cards.places import kanji_digits
from bench.cards.words import table


@dataclass(frozen=True, slots=True)
class Number:
    """A telephone number in hyphen groups (``("03", "5950", "1234")``) and as E.164."""

    groups: tuple[str, ...]
    e164: str


def landline(rng: Random, prefecture: str, city: str) -> Number:
    """Return a valid number with the area code of the place."""
    codes: dict[str, str] = table("places")["area_codes"]
    place = prefecture + city
    area = codes[max((key for key in codes if place.startswith(key)), key=len)]
    while True:
        middle = str(rng.randint(2, 9)) + "".join(rng.choices("0123456789", k=5 - len(area)))
        number = _japanese((area, middle, f"{rng.randint(0, 9999):04}"))
        if number:
            return number


def special_number(rng: Random, prefix: str) -> Number:
    """Return a valid number that starts with ``prefix``: 090, 080, 070, 050 or 0120."""
    while True:
        size = (3, 3) if prefix == "0120" else (4, 4)
        body = tuple("".join(rng.choices("0123456789", k=count)) for count in size)
        number = _japanese((prefix, *body))
        if number:
            return number


def _japanese(groups: tuple[str, ...]) -> Number | None:
    parsed = phonenumbers.parse("".join(groups), "JP")
    if not phonenumbers.is_valid_number(parsed):
        return None
    return Number(groups, phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))


def neighbour(rng: Random, number: Number) -> Number:
    """Return a number in the same exchange: the fax beside the telephone."""
    step = rng.choice((1, 2, 5, 10, 100))
    last = f"{(int(number.groups[-1]) + step) % 10000:04}"
    return _japanese((*number.groups[:-1], last)) or number


def written(rng: Random, groups: tuple[str, ...], style: str) -> str:
    """Return the number in one of the ways of writing: hyphens, brackets, dots, spaces, plus, wide, kanji."""
    if groups[0].startswith("+"):
        return (" " if style in ("spaces", "plain") else "-").join(groups)
    if style == "brackets":
        return f"({groups[0]}) {'-'.join(groups[1:])}" if rng.random() < 0.5 else f"{groups[0]}({groups[1]}){groups[2]}"
    if style == "plus":
        joint = rng.choice("- ")
        return f"+81{joint}{joint.join((groups[0][1:], *groups[1:]))}"
    if style == "plus zero":
        return f"+81-(0){groups[0][1:]}-{'-'.join(groups[1:])}"
    if style == "wide":
        return "－".join(groups).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    if style == "kanji":
        digits = tuple(kanji_digits(group) for group in groups)
        return f"{digits[0]}（{digits[1]}）{digits[2]}" if rng.random() < 0.5 else rng.choice("－―ー").join(digits)
    joints = {"dots": ".", "spaces": " ", "en": "–", "plain": ""}
    return joints.get(style, "-").join(groups)


def domain(rng: Random, word: str, japanese: bool) -> str:
    """Return a domain: reserved names mostly, invented names under real suffixes for realism."""
    ending = rng.choice(["example", "example", "example.co.jp", "example.jp", "example.com"])
    if rng.random() < 0.55:
        real = (
            ["co.jp", "co.jp", "jp", "com", "net", "or.jp", "tokyo", "biz"]
            if japanese
            else ["com", "com", "io", "co.uk", "net"]
        )
        # The extra letters make a name that nobody has registered.
        return (
            f"{word}-{''.join(rng.choices('bdfghjkmnprstvz', k=2))}{rng.randint(2, 9)}.{rng.choice(real)}"
            if rng.random() < 0.25
            else f"{word}.{rng.choice(real)}"
        )
    return f"{word}.{ending}"


def local_part(rng: Random, person: Person) -> str:
    """Return what stands before the @: usually made of the person's name."""
    family, given = (re.sub(r"[^a-z]", "", _ascii(part)) for part in (person.family_romaji, person.given_romaji))
    joint = rng.choice([".", ".", "_", "-", ""])
    forms = [
        f"{given}{joint}{family}",
        f"{family}{joint}{given}",
        f"{given[0]}.{family}",
        f"{given[0]}{family}",
        family,
        given,
        f"{family}.{given[0]}",
        f"{given[:1]}-{family}",
        "info",
    ]
    return rng.choices(forms, (20, 12, 16, 12, 14, 8, 4, 6, 8))[0]


def free_mail(rng: Random) -> str:
    """Return an address at a free provider that cannot exist: Gmail gives out no local part under six letters."""
    return "".join(rng.choices("abcdefghkmnrstuvyz", k=3)) + str(rng.randint(10, 99)) + "@gmail.com"


def account(rng: Random, person: Person, service: str) -> tuple[str, str]:
    """Return (id as in the contract, id as printed) on ``service``."""
    name = re.sub(r"[^a-z]", "", _ascii(person.given_romaji))
    family = re.sub(r"[^a-z]", "", _ascii(person.family_romaji))
    handle = rng.choice(
        [
            f"{name}_{family[:1]}",
            f"{name}.{family}",
            f"{family}{rng.randint(2, 99)}",
            f"{name}{rng.randint(101, 999)}",
            f"{name}_{rng.choice(['life', 'design', 'tokyo', 'works'])}",
        ]
    )
    if service in ("x", "instagram", "tiktok") and rng.random() < 0.75:
        return handle, f"@{handle}"
    return handle, handle


def _ascii(text: str) -> str:
    return unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
