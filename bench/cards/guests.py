"""The guests of one networking evening in Ikebukuro: hand-written people for the pictures of ``samples/``."""

from __future__ import annotations

from functools import lru_cache
from random import Random
from typing import Any

from bench.cards import reach
from bench.cards.content import Account, Content, Phone
from bench.cards.firms import Firm, Role
from bench.cards.people import Person, person
from bench.cards.places import Place
from bench.cards.words import table


@lru_cache
def guests() -> dict[str, Content]:
    """Return what each guest's card says, by key (the family name in Latin letters)."""
    return {row["key"]: _content(row) for row in table("guests")["guest"]}


def _content(row: dict[str, Any]) -> Content:
    (family, given), (family_kana, given_kana) = row["name"].split(), row["spoken"].split()
    firms = (
        [(Firm(row["firm"], ""), Role(tuple(row.get("departments", ())), tuple(row.get("titles", ()))))]
        if "firm" in row
        else []
    )
    if "second_firm" in row:
        firms.append((Firm(row["second_firm"], ""), Role((), tuple(row["second_titles"]))))
    place = _place(row["place"]) if "place" in row else None
    return Content(
        person(family, family_kana, given, given_kana),
        tuple(firms),
        place,
        None,
        tuple(phone for phone in _phones(row["seed"], place) if phone.kind in row["phones"]),
        tuple(row["emails"]),
        tuple(row.get("urls", ())),
        tuple(Account(*entry) for entry in row.get("accounts", ())),
        tuple(row.get("qualifications", ())),
        row.get("slogan", ""),
        tuple(row.get("notes", ())),
        row.get("kana", False),
        row.get("latin", ""),
        code=tuple(row["code"]) if "code" in row else None,
    )


def _place(row: list[str]) -> Place:
    code, region, locality, street, building = row
    return Place(code, region, locality, street, building, region)


def _phones(seed: int, place: Place | None) -> list[Phone]:
    rng = Random(seed)
    main = reach.landline(rng, *((place.prefecture, place.locality) if place else ("東京都", "")))
    fax, mobile = reach.neighbour(rng, main), reach.special_number(rng, rng.choice(("090", "080")))
    return [
        Phone("work", main.groups, main.e164),
        Phone("fax", fax.groups, fax.e164),
        Phone("mobile", mobile.groups, mobile.e164),
    ]


def english_guest() -> Content:
    """Return the one guest from London."""
    return Content(
        Person("Whitfield", "Sarah", "", "", "whitfield", "sarah", "en"),
        ((Firm("Northgate Partners LLP", ""), Role(("Business Development",), ("Senior Consultant",))),),
        Place("W2 6BD", "", "London", "12 Kingdom Street", "", "", "GB"),
        None,
        (
            Phone("work", ("+44 20 7946 0182",), "+442079460182"),
            Phone("mobile", ("+44 7700 900 417",), "+447700900417"),
        ),
        ("sarah.whitfield@northgate.example",),
        ("www.northgate.example",),
        language="en",
    )
