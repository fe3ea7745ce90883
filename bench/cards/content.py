"""What a card says, before anything is designed: the person, the organisations, the ways to reach them, the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from random import Random

from bench.cards import firms, people, places, reach
from bench.cards.firms import Firm, Role
from bench.cards.people import Person
from bench.cards.places import Place
from bench.cards.words import Split, listed


@dataclass(frozen=True)
class Phone:
    """A number to print. ``word`` is 代表, 直通, フリーダイヤル or nothing; ``extension`` is as printed."""

    kind: str
    groups: tuple[str, ...]
    e164: str
    word: str = ""
    extension: str = ""


@dataclass(frozen=True)
class Account:
    """An account: service and id of the contract, and how the id is printed."""

    service: str
    id: str
    printed: str


@dataclass(frozen=True)
class Content:
    """Everything a card could print. Empty values are not printed."""

    person: Person
    firms: tuple[tuple[Firm, Role], ...] = ()
    place: Place | None = None
    branch: tuple[str, Place] | None = None  # a second address under a label
    phones: tuple[Phone, ...] = ()
    emails: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    accounts: tuple[Account, ...] = ()
    qualifications: tuple[str, ...] = ()
    slogan: str = ""
    notes: tuple[str, ...] = ()
    kana: bool = False
    latin: str = ""
    english_firm: str = ""
    code: tuple[str, str] | None = None  # (payload kind, payload)
    language: str = "ja"  # ja, en, zh-Hans, zh-Hant, ko; "back" for a side without a name
    under_name: tuple[str, ...] = ()  # a name in hanja, a title in English: small lines below the name


def japanese_content(rng: Random, split: Split, orgs: int = 1, vertical: bool = False) -> Content:
    """Return what a Japanese card of ``orgs`` organisations says."""
    person = people.japanese_person(rng, split)
    firm, role = _work(rng, split, vertical)
    place = places.japanese_place(rng, split, kanji_numbers=vertical)
    if rng.random() < 0.06:
        place = replace(place, postal_code="")
    word = reach.domain(rng, firm.domain_word, True)
    pairs = [(firm, role)]
    emails, urls = _mails(rng, person, firm, word), _urls(rng, word, firm.small)
    for _ in range(orgs - 1):
        pairs.append(_second(rng, split, firm, {pair[0].name for pair in pairs}))
        second_word = reach.domain(rng, pairs[-1][0].domain_word, True)
        emails += (f"{reach.local_part(rng, person)}@{second_word}",) if rng.random() < 0.5 else ()
        urls += _urls(rng, second_word, False) if rng.random() < 0.4 else ()
    kana, latin = _readings(rng, person, vertical)
    accounts = _accounts(rng, person, firm.small or orgs > 1)
    return Content(
        person,
        tuple(pairs),
        place if rng.random() < (0.7 if firm.small else 0.96) else None,
        _branch(rng, split) if rng.random() < 0.06 and not firm.small else None,
        _phones(rng, place, firm.small),
        tuple(dict.fromkeys(emails)),
        tuple(dict.fromkeys(urls)),
        accounts,
        tuple(rng.sample(listed("jobs", "qualifications", split), rng.choices((1, 2, 3), (7, 3, 1))[0]))
        if rng.random() < 0.2
        else (),
        rng.choice(listed("sayings", "slogans", split)) if rng.random() < 0.16 else "",
        _notes(rng, split, firm.small),
        kana,
        latin,
        firms.english_name(rng, firm) if rng.random() < 0.08 else "",
        _code(rng, urls, accounts, person, firm),
    )


def japanese_back(rng: Random, split: Split, front: Content) -> Content:
    """Return a back with services, hobbies and a web address: nobody's name on it."""
    lines = rng.sample(
        [*listed("sayings", "services", split), *listed("sayings", "photo_backs", split)], rng.randint(2, 4)
    )
    return Content(
        front.person,
        (),
        None,
        None,
        (),
        (),
        front.urls[:1],
        slogan=rng.choice(listed("sayings", "slogans", split)),
        notes=tuple(lines),
        language="back",
    )


def _work(rng: Random, split: Split, vertical: bool) -> tuple[Firm, Role]:
    while True:
        firm = firms.japanese_firm(rng, split)
        role = firms.japanese_role(rng, split, firm)
        words = firm.name + "".join(role.departments + role.titles)
        # Latin letters are not set upright in columns by anybody who cares.
        if not vertical or not re.search(r"[A-Za-zé0-9㈱㈲()]", words):
            return firm, role


def _second(rng: Random, split: Split, first: Firm, taken: set[str]) -> tuple[Firm, Role]:
    while True:
        firm = firms.second_organisation(rng, split) if rng.random() < 0.65 else firms.japanese_firm(rng, split)
        if firm.name not in taken:
            break
    titles = [title for title in listed("jobs", "titles", split) if title not in ("部長", "課長", "係長", "主任")]
    return firm, Role((), (rng.choice([*titles, "理事", "会員", "世話人", "代表"]),) if rng.random() < 0.9 else ())


def _mails(rng: Random, person: Person, firm: Firm, word: str) -> tuple[str, ...]:
    toss = rng.random()
    if toss < 0.05:
        return ()
    if firm.small and toss < 0.35:
        return (reach.free_mail(rng),)
    return (f"{reach.local_part(rng, person)}@{word}",)


def _urls(rng: Random, word: str, small: bool) -> tuple[str, ...]:
    if rng.random() < 0.32:
        return ()
    pattern = rng.choice(
        ["https://www.{}/", "https://www.{}", "www.{}", "http://www.{}/", "https://{}", "https://{}/", "{}"]
    )
    if small and rng.random() < 0.25:
        pattern = f"https://{{}}/{rng.choice(['shop', 'blog', 'about'])}"
    return (pattern.format(word),)


def _phones(rng: Random, place: Place, small: bool) -> tuple[Phone, ...]:
    found: list[Phone] = []
    main = reach.landline(rng, place.prefecture, place.locality)
    if rng.random() < (0.45 if small else 0.96):
        found.append(Phone("work", main.groups, main.e164, *_word(rng)))
        if rng.random() < 0.1 and not small:
            direct = reach.neighbour(rng, main)
            found.append(Phone("work", direct.groups, direct.e164, "直通"))
        if rng.random() < 0.62:
            fax = main if rng.random() < 0.08 else reach.neighbour(rng, main)
            found.append(Phone("fax", fax.groups, fax.e164))
    if not found or rng.random() < (0.7 if small else 0.4):
        mobile = reach.special_number(rng, rng.choices(("090", "080", "070"), (6, 5, 2))[0])
        found.append(Phone("mobile", mobile.groups, mobile.e164))
    if rng.random() < 0.05:
        free = reach.special_number(rng, "0120")
        found.append(Phone("work", free.groups, free.e164, "フリーダイヤル"))
    if small and rng.random() < 0.06:
        internet = reach.special_number(rng, "050")
        found.append(Phone("work", internet.groups, internet.e164))
    return tuple(found)


def _word(rng: Random) -> tuple[str, str]:
    toss = rng.random()
    if toss < 0.1:
        return rng.choice(["代表", "代", "大代表"]), ""
    if toss < 0.15:
        return "", rng.choice(["内線 {n}", "(内線{n})", "内線{n}"]).format(n=rng.randint(100, 4999))
    return "", ""


def _readings(rng: Random, person: Person, vertical: bool) -> tuple[bool, str]:
    toss = rng.random()
    kana = toss < 0.22 and person.origin == "ja"
    latin = 0.22 <= toss < (0.42 if vertical else 0.62) or (person.origin == "foreign" and toss > 0.4)
    return kana, latin_name(rng, person) if latin else ""


def latin_name(rng: Random, person: Person) -> str:
    """Return the romaji as a card prints it: order, capitals and long vowels vary."""
    vowels = rng.choices(("drop", "keep", "h"), (85, 7, 8))[0]
    family = (
        people.romaji(person.family_kana, vowels)
        if person.family_romaji == people.romaji(person.family_kana)
        else person.family_romaji
    )
    given = person.given_romaji
    if rng.random() < 0.1 and person.origin == "ja":
        family = family.replace("nb", "mb").replace("np", "mp").replace("nm", "mm")
    style = rng.choices(
        (
            "Given FAMILY",
            "Given Family",
            "FAMILY Given",
            "Family Given",
            "GIVEN FAMILY",
            "FAMILY GIVEN",
            "FAMILY, Given",
        ),
        (25, 28, 12, 12, 12, 7, 4),
    )[0]
    words = {"given": given.title(), "family": family.title(), "GIVEN": given.upper(), "FAMILY": family.upper()}
    words |= {"Given": words["given"], "Family": words["family"]}
    first, second = style.replace(",", "").split(" ")
    return f"{words[first]}{',' if ',' in style else ''} {words[second]}"


def _accounts(rng: Random, person: Person, sociable: bool) -> tuple[Account, ...]:
    if rng.random() > (0.45 if sociable else 0.08):
        return ()
    services = rng.sample(["line", "instagram", "x", "facebook", "youtube", "note", "tiktok", "github"], 2)
    if rng.random() < 0.5:
        services[0] = "line"
    services = list(dict.fromkeys(services))[: rng.choice((1, 1, 2))]
    return tuple(Account(service, *reach.account(rng, person, service)) for service in services)


def _notes(rng: Random, split: Split, small: bool) -> tuple[str, ...]:
    notes = []
    if rng.random() < (0.25 if small else 0.06):
        notes.append(rng.choice(listed("sayings", "services", split)))
    if rng.random() < 0.05:
        notes.append(rng.choice(listed("sayings", "permits", split)).format(n5=rng.randint(10000, 99999)))
    if rng.random() < 0.05:
        notes.append(
            rng.choice(["登録番号 T{}", "登録番号：T{}", "インボイス登録番号 T{}"]).format(
                rng.randint(10**12, 10**13 - 1)
            )
        )
    return tuple(notes)


def _branch(rng: Random, split: Split) -> tuple[str, Place]:
    return rng.choice(["本社", "工場", "東京オフィス", "本店"]), places.japanese_place(rng, split)


def _code(
    rng: Random, urls: tuple[str, ...], accounts: tuple[Account, ...], person: Person, firm: Firm
) -> tuple[str, str] | None:
    if rng.random() > (0.35 if firm.small else 0.12):
        return None
    for account in accounts:
        if account.service == "line":
            return "line", f"https://line.me/ti/p/~{account.id}"
        if account.service == "instagram":
            return "instagram", f"https://www.instagram.com/{account.id}"
    if urls:
        return "url", urls[0] if "://" in urls[0] else f"https://{urls[0]}"
    return rng.choice(["vcard", "mecard"]), ""
