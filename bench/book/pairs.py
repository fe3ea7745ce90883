"""Labelled pairs of contacts: one person twice, and two people whom careless rules take for one.

Each case is a function of a random generator; its name is its row in docs/book.md.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from bench.book.contacts import (
    PRIVATE_HOSTS,
    anybody,
    employed,
    landline,
    mail_of,
    mobile,
    name_of,
    with_reach,
)
from bench.book.noise import misread
from bench.cards.people import Person, japanese_person, person
from cardscan.likeness.folding import words
from cardscan.model import Contact, Name

Pair = tuple[Contact, Contact]

# Characters of given names that differ in one stroke or not at all in sound: what brothers and sisters are called.
_SIBLINGS = (
    ("健太", "けんた", "健大", "けんだい"),
    ("祐二", "ゆうじ", "裕二", "ゆうじ"),
    ("一郎", "いちろう", "二郎", "じろう"),
    ("美穂", "みほ", "美保", "みほ"),
    ("拓也", "たくや", "卓也", "たくや"),
    ("千夏", "ちなつ", "千秋", "ちあき"),
    ("未来", "みらい", "末来", "すえき"),
    ("晃", "あきら", "見", "みる"),
    ("幸子", "さちこ", "辛子", "からこ"),
    ("真由", "まゆ", "真由美", "まゆみ"),
    ("浩", "ひろし", "活", "いかる"),
    ("亮", "りょう", "亭", "てい"),
)


# ---------------------------------------------------------------- one person twice


def _again(rng: Random) -> Pair:
    one = employed(rng, anybody(rng))
    return one, misread(rng, one)


def _english_back(rng: Random) -> Pair:
    who = japanese_person(rng, "dev")
    one = employed(rng, who)
    latin = f"{who.given_romaji.title()} {who.family_romaji.upper()}"
    return one, misread(rng, replace(one, name=Name(latin, who.family_romaji.upper(), who.given_romaji.title())))


def _new_job(rng: Random) -> Pair:
    who, number = japanese_person(rng, "dev"), mobile(rng)
    return employed(rng, who, number), employed(rng, who, number)


def _second_job(rng: Random) -> Pair:
    one, other = _new_job(rng)
    return one, replace(one, affiliations=(*other.affiliations, one.affiliations[0]))


def _married(rng: Random) -> Pair:
    who, number = japanese_person(rng, "dev"), mobile(rng)
    new = japanese_person(rng, "dev")
    renamed = person(new.family, new.family_kana, who.given, who.given_kana)
    return employed(rng, who, number), employed(rng, renamed, number)


def _variant(rng: Random) -> Pair:
    family, kana, other = rng.choice(
        (
            ("髙橋", "たかはし", "高橋"),
            ("渡邊", "わたなべ", "渡辺"),
            ("齋藤", "さいとう", "斎藤"),
            ("山﨑", "やまざき", "山崎"),
            ("濵田", "はまだ", "浜田"),
            ("𠮷田", "よしだ", "吉田"),
            ("柳沢", "やなぎさわ", "栁沢"),
        )
    )
    who = japanese_person(rng, "dev")
    one = employed(rng, person(family, kana, who.given, who.given_kana))
    name = one.name
    assert name is not None
    return one, misread(rng, replace(one, name=replace(name, full=f"{other} {who.given}", family=other)))


def _bare_card(rng: Random) -> Pair:
    """The private card of somebody: a name, a mobile or a mail address, no company."""
    one = employed(rng, anybody(rng))
    place = one.affiliations[0]
    phones, emails = (place.phones[1:], ()) if rng.random() < 0.5 else ((), place.emails)
    bare = with_reach(one, phones, emails)
    return one, replace(bare, affiliations=(replace(bare.affiliations[0], org=None, department=None, titles=()),))


# ---------------------------------------------------------------- two people


def _two(rng: Random) -> tuple[Person, Person]:
    who, other = anybody(rng), anybody(rng)
    while other.full == who.full:
        other = anybody(rng)
    return who, other


def _colleagues(rng: Random) -> Pair:
    """Everybody in the firm has the same landline and the same info@."""
    one = employed(rng, anybody(rng))
    office = one.affiliations[0]
    shared = rng.choice(("info", "sales", "contact", "tokyo", "office", "eigyo", "shop"))
    mails = (f"{shared}@{office.emails[0].partition('@')[2]}",)
    other = replace(one, name=name_of(anybody(rng)))
    return with_reach(one, office.phones[:1], mails), with_reach(other, office.phones[:1], mails)


def _same_family_name_at_work(rng: Random) -> Pair:
    """名字が同じ: one firm, one landline, mail addresses that differ or are shared."""
    who, other = japanese_person(rng, "dev"), japanese_person(rng, "dev")
    second = person(who.family, who.family_kana, other.given, other.given_kana)
    one = employed(rng, who)
    office = one.affiliations[0]
    host = office.emails[0].partition("@")[2]
    theirs = replace(one, name=name_of(second))
    return one, with_reach(theirs, (office.phones[0], mobile(rng)), (f"{second.given_romaji}2@{host}",))


def _siblings(rng: Random) -> Pair:
    """One family name, alike given names, one mail address and often one telephone at home."""
    who = japanese_person(rng, "dev")
    first, first_kana, second, second_kana = rng.choice(_SIBLINGS)
    host = rng.choice(PRIVATE_HOSTS)
    family = who.family_romaji.replace(" ", "")
    shared = rng.choice(
        (f"{family}@{host}", f"{family}.family@{host}", f"{family}-ke@{host}", f"{family}{rng.randint(1, 99)}@{host}")
    )
    number = mobile(rng)
    return _of_family(rng, who, first, first_kana, shared, number), _of_family(
        rng, who, second, second_kana, shared, number
    )


def _of_family(rng: Random, who: Person, given: str, kana: str, mail: str, number: object) -> Contact:
    one = employed(rng, person(who.family, who.family_kana, given, kana))
    if rng.random() < 0.5 and one.name is not None:
        one = replace(one, name=replace(one.name, family_reading=None, given_reading=None, reading_source=None))
    phones = (one.affiliations[0].phones[0], *([number] if rng.random() < 0.7 else []))
    return with_reach(one, phones, (mail,))  # type: ignore[arg-type]


def _couple(rng: Random) -> Pair:
    who, other = japanese_person(rng, "dev"), japanese_person(rng, "dev")
    number, mail = mobile(rng), f"{who.family_romaji}{rng.randint(1, 999)}@{rng.choice(PRIVATE_HOSTS)}"
    while other.given_kana == who.given_kana:
        other = japanese_person(rng, "dev")
    second = person(who.family, who.family_kana, other.given, other.given_kana)
    one, two = employed(rng, who, number), employed(rng, second, number)
    return with_reach(one, one.affiliations[0].phones, (mail,)), with_reach(two, two.affiliations[0].phones, (mail,))


def _namesakes(rng: Random) -> Pair:
    who = anybody(rng)
    one, other = employed(rng, who), employed(rng, who)
    while one.affiliations[0].org == other.affiliations[0].org:
        other = employed(rng, who)
    return one, other


def _namesakes_in_one_firm(rng: Random) -> Pair:
    who = anybody(rng)
    one = employed(rng, who)
    office = one.affiliations[0]
    host = office.emails[0].partition("@")[2]
    phones = (office.phones[0], mobile(rng))
    local = office.emails[0].partition("@")[0]
    return one, with_reach(one, phones, (f"{local}{rng.randint(2, 9)}@{host}", f"info@{host}"))


def _variant_namesakes(rng: Random) -> Pair:
    """髙橋 and 高橋 with one given name, at two firms."""
    one, other = _variant(rng)
    return one, replace(employed(rng, anybody(rng)), name=other.name)


def _father_and_son(rng: Random) -> Pair:
    who = anybody(rng)
    name = f"{who.given_romaji.title()} {who.family_romaji.title()}"
    mail, number = f"{who.family_romaji}@{rng.choice(PRIVATE_HOSTS)}".lower(), mobile(rng)
    one, two = employed(rng, who, number), employed(rng, who, number)
    suffix = rng.choice(("Jr.", "Sr.", "II", "III", "Junior"))
    father = with_reach(replace(one, name=Name(name)), (number,), (mail,))
    return father, with_reach(replace(two, name=Name(f"{name} {suffix}")), (number,), (mail,))


def _successor(rng: Random) -> Pair:
    """The desk's mobile and mail address go on to whoever has the job next."""
    who, other = _two(rng)
    one = employed(rng, who)
    return one, replace(one, name=name_of(other))


def _same_reading(rng: Random) -> Pair:
    """Two kanji for one reading, in one firm, each with their own number."""
    who = japanese_person(rng, "dev")
    first, kana, second, _ = rng.choice([pair for pair in _SIBLINGS if pair[1] == pair[3]])
    one = employed(rng, person(who.family, who.family_kana, first, kana))
    two = replace(one, name=name_of(person(who.family, who.family_kana, second, kana)))
    office = one.affiliations[0]
    return one, with_reach(two, (office.phones[0], mobile(rng)), (mail_of(rng, who, "another.example"),))


def _firm_mobile(rng: Random) -> Pair:
    """A small firm prints the owner's mobile on everybody's card."""
    who, other_one = _two(rng)
    one = employed(rng, who)
    office = one.affiliations[0]
    other = replace(one, name=name_of(other_one))
    return one, with_reach(other, office.phones, (f"{landline(rng).e164}@staff.example",))


def _one_character_apart(rng: Random) -> Pair:
    """Names that a reader may confuse, with nothing personal in common."""
    who = japanese_person(rng, "dev")
    groups = [g for g in words()["look_alikes"] if any(c in who.given for c in g)]
    one = employed(rng, who)
    if not groups or one.name is None:
        return one, employed(rng, anybody(rng))
    group = rng.choice(groups)
    seen = next(c for c in group if c in who.given)
    given = who.given.replace(seen, rng.choice([c for c in group if c != seen]), 1)
    name = replace(one.name, full=f"{who.family} {given}", given=given, family_reading=None, given_reading=None)
    return one, with_reach(replace(one, name=name), one.affiliations[0].phones[:1], ("info@shared.example",))


SAME: dict[str, Callable[[Random], Pair]] = {
    "the card read again, badly": _again,
    "its English back": _english_back,
    "a new job, the old mobile": _new_job,
    "a second job": _second_job,
    "a new name, the old mobile": _married,
    "髙 read as 高": _variant,
    "a private card without a company": _bare_card,
}
DIFFERENT: dict[str, Callable[[Random], Pair]] = {
    "colleagues with one info@": _colleagues,
    "one family name in one firm": _same_family_name_at_work,
    "brothers and sisters with one mail address": _siblings,
    "couples with one mobile": _couple,
    "namesakes in two firms": _namesakes,
    "namesakes in one firm": _namesakes_in_one_firm,
    "髙橋 and 高橋 in two firms": _variant_namesakes,
    "father and son": _father_and_son,
    "successors with mobile and mail of the desk": _successor,
    "other kanji, one reading": _same_reading,
    "one mobile on every card of a firm": _firm_mobile,
    "names one stroke apart": _one_character_apart,
}
