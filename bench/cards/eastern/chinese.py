"""What Chinese cards say: of the mainland and Singapore in simplified, of Taiwan and Hong Kong in traditional ones."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from random import Random

from bench.cards import reach
from bench.cards.content import Account, Content, Phone
from bench.cards.eastern import numbers
from bench.cards.eastern.people import SIMPLIFIED, chinese_person, latin_name
from bench.cards.firms import Firm, Role
from bench.cards.people import Person
from bench.cards.places import Place
from bench.cards.words import Split, dealt, table

AREAS = {"CN": 50, "TW": 30, "HK": 12, "SG": 8}  # how many cards of a hundred
WESTERN = {"CN": 0.25, "TW": 0.45, "HK": 0.6, "SG": 0.15}  # how often the Latin name has a Western given name
LATIN = {"CN": 0.28, "TW": 0.5, "HK": 0.85, "SG": 1.0}  # how often there is one


@dataclass(frozen=True)
class Site:
    """Where the firm is: its address, the short name of the town, and the telephone area code."""

    place: Place
    town: str
    area: str


def chinese_content(rng: Random, split: Split) -> Content:
    """Return what a Chinese card says."""
    where = rng.choices(list(AREAS), list(AREAS.values()))[0]
    site = {"CN": _mainland, "TW": _taiwan, "HK": _hongkong, "SG": _singapore}[where](rng, split)
    person = chinese_person(rng, split, where).person
    firm = _firm(rng, split, where, site.town)
    role = _role(rng, split, where, firm)
    phones = _phones(rng, where, site.area)
    word = numbers.domain(rng, where, firm.domain_word)
    bilingual = rng.random() < LATIN[where]
    latin = latin_name(rng, split, person, WESTERN[where]) if bilingual else ""
    urls = numbers.sites(rng, word)
    return Content(
        person,
        ((firm, role),),
        site.place if rng.random() < 0.94 else None,
        None,
        phones,
        _mails(rng, where, person, latin, word, phones),
        urls,
        _accounts(rng, where, person, phones),
        _qualifications(rng, split, where),
        _saying(rng, split, where, 0.1),
        _notes(rng, split, where),
        latin=latin,
        english_firm=_english_firm(rng, firm, where) if bilingual and rng.random() < 0.6 else "",
        code=("url", "https://" + urls[0].split("://")[-1]) if urls and rng.random() < 0.15 else None,
        language="zh-Hans" if where in SIMPLIFIED else "zh-Hant",
        under_name=_english_title(rng, split, role) if bilingual and rng.random() < 0.3 else (),
    )


# ---------------------------------------------------------------- the firm and the role in it


def _firm(rng: Random, split: Split, where: str, town: str) -> Firm:
    words = table("chinese")["firms"]
    stem = rng.choice(dealt(words["stems"], split)).split("|")
    key, written = where.lower(), stem[0 if where in SIMPLIFIED else 1]
    if rng.random() < 0.18:
        name = rng.choice(dealt(words[f"whole_{key}"], split)).format(stem=written, town=town)
    else:
        forms = [form.split("|") for form in words[f"forms_{key}"]]
        pattern = rng.choices(forms, [int(weight) for _, weight in forms])[0][0]
        name = pattern.format(stem=written, town=town, trade=rng.choice(dealt(words[f"trades_{key}"], split)))
    return Firm(name, stem[2] + rng.choice(("", "", "-tech", "group", "cn" if where == "CN" else "")))


def _english_firm(rng: Random, firm: Firm, where: str) -> str:
    forms = {"CN": ("Co., Ltd.", "Group"), "TW": ("Co., Ltd.", "Corp.", "Inc."), "HK": ("Limited", "(H.K.) Ltd.")}
    stem = firm.domain_word.replace("-", " ").title()
    trade = rng.choice(("Technology", "International", "Trading", "Industrial", "Electronics"))
    return f"{stem} {trade} {rng.choice(forms.get(where, ('Pte Ltd',)))}"


def _role(rng: Random, split: Split, where: str, firm: Firm) -> Role:
    words, key = table("chinese")["jobs"], where.lower()
    kind = next(kind for kind in table("chinese")["kinds"] if re.search(kind["firm"], firm.name))
    names = [name for name in dealt(words[f"departments_{key}"], split) if re.search(kind["departments"], name)]
    form = 0 if where in SIMPLIFIED else 1
    names += 3 * [own.split("|")[form] for own in dealt(kind["own"], split)]
    departments = (rng.choice(names),) if names and rng.random() < 0.58 else ()
    titles = [title for title in dealt(words[f"titles_{key}"], split) if re.search(kind["titles"], title)]
    count = min(rng.choices((0, 1, 2), (4, 84, 12))[0], len(titles))
    return Role(departments, tuple(rng.sample(titles, count)))


def _english_title(rng: Random, split: Split, role: Role) -> tuple[str, ...]:
    title = rng.choice(dealt(table("chinese")["jobs"]["titles_en"], split))
    return (title,) if role.titles else ()  # in English alone it would be the title


def _qualifications(rng: Random, split: Split, where: str) -> tuple[str, ...]:
    key = "qualifications_hans" if where in SIMPLIFIED else "qualifications_hant"
    held = dealt(table("chinese")["jobs"][key], split)
    return tuple(rng.sample(held, rng.choice((1, 1, 2)))) if rng.random() < 0.1 else ()


# ---------------------------------------------------------------- where it is


def _mainland(rng: Random, split: Split) -> Site:
    words = table("chinese")["places"]
    region, city, district, code, area = rng.choice(dealt(words["cn"], split)).split("|")
    if rng.random() < 0.45 and city:
        region = ""
    elif rng.random() < 0.15 and region.endswith("省"):
        region = region.removesuffix("省")
    building = ""
    if rng.random() < 0.72:
        unit = rng.choice(words["units_cn"]).format(l=rng.choice("ABC"), f=rng.randint(2, 33), r=rng.randint(1, 9))
        building = rng.choice(dealt(words["buildings_cn"], split)) + unit
    street = f"{rng.choice(dealt(words['streets_cn'], split))}{rng.randint(1, 1999)}号"
    postal = f"{code}{rng.randint(0, 999):03}" if rng.random() < 0.5 else ""
    town = (city or region).removesuffix("市")
    return Site(Place(postal, region, city + district, street, building, "", "CN"), town, area)


def _taiwan(rng: Random, split: Split) -> Site:
    words = table("chinese")["places"]
    city, district, code, area = rng.choice(dealt(words["tw"], split)).split("|")
    number = rng.choice(words["numbers_tw"]).format(n=rng.randint(1, 680), r=rng.randint(2, 9), m=rng.randint(1, 40))
    street = rng.choice(dealt(words["streets_tw"], split)) + rng.choice(words["sections_tw"]) + number
    unit = rng.choice(words["units_tw"]).format(f=rng.randint(2, 26), r=rng.randint(1, 9), l=rng.choice("AB"))
    more = rng.choice(("", f"{rng.randint(10, 99)}", f"{rng.randint(100, 999)}"))
    postal = code + more if rng.random() < 0.62 else ""
    place = Place(postal, city, district, street, unit if rng.random() < 0.75 else "", "", "TW")
    return Site(place, city.removesuffix("市").removesuffix("縣"), area)


def _hongkong(rng: Random, split: Split) -> Site:
    words = table("chinese")["places"]
    region, district = rng.choice(dealt(words["hk"], split)).split("|")
    street = f"{rng.choice(dealt(words['streets_hk'], split))}{rng.randint(1, 688)}號"
    unit = rng.choice(words["units_hk"]).format(
        l=rng.choice("AB"), f=rng.randint(2, 38), r=rng.randint(1, 4), m=rng.randint(5, 9)
    )
    building = rng.choice(dealt(words["buildings_hk"], split)) + unit
    return Site(Place("", region, district, street, building, "", "HK"), "香港", "")


def _singapore(rng: Random, split: Split) -> Site:
    street, code = rng.choice(dealt(table("chinese")["places"]["sg"], split)).split("|")
    street = street.format(n=rng.randint(2, 240), m=f"{rng.randint(1, 18):02}")
    return Site(Place(code, "", "Singapore", street, "", "", "SG"), "新加坡", "")


# ---------------------------------------------------------------- how the person is reached


def _phones(rng: Random, where: str, area: str) -> tuple[Phone, ...]:
    found: list[Phone] = []
    if rng.random() < 0.85:
        main = numbers.landline(rng, where, area)
        found.append(_extended(rng, where, main))
        if rng.random() < 0.5:
            found.append(numbers.neighbour(main, "fax", rng.choice((1, 2, 5))))
        if rng.random() < 0.08:
            found.append(replace(numbers.neighbour(main, "work", 3), word="direct"))
    if not found or rng.random() < 0.8:
        found.append(numbers.mobile(rng, where))
    return tuple(found)


def _extended(rng: Random, where: str, main: Phone) -> Phone:
    toss = rng.random()
    if toss < 0.08:
        return replace(main, word="main")
    if toss < 0.18:
        styles = {"CN": ("转{}", "转 {}", " ext. {}", "-{}"), "SG": (" ext. {}",)}
        more = rng.choice(styles.get(where, (" 分機 {}", "分機{}", " #{}", " ext. {}", "轉{}"))).format(
            rng.randint(101, 8999)
        )
        return replace(main, groups=(main.groups[0] + more,))
    return main


def _mails(
    rng: Random, where: str, person: Person, latin: str, word: str, phones: tuple[Phone, ...]
) -> tuple[str, ...]:
    if rng.random() < 0.05:
        return ()
    if rng.random() < (0.2 if where == "CN" else 0.08):
        return (numbers.free_mail(rng, where, phones[-1]),)
    first = latin.split(" ")[0].strip(",").lower()
    if latin and first not in person.family_romaji.lower() and rng.random() < 0.5:
        known = replace(person, given_romaji=first)
        return (f"{reach.local_part(rng, known)}@{word}",)
    return (f"{reach.local_part(rng, person)}@{word}",)


def _accounts(rng: Random, where: str, person: Person, phones: tuple[Phone, ...]) -> tuple[Account, ...]:
    service = {"CN": "wechat", "SG": "wechat", "HK": "wechat", "TW": "line"}[where]
    if rng.random() > (0.22 if where == "CN" else 0.12):
        return ()
    handle = reach.account(rng, person, service)[0]
    return (Account(service, handle, handle),)


def _saying(rng: Random, split: Split, where: str, often: float) -> str:
    sayings = dealt(table("chinese")["sayings"]["hans" if where in SIMPLIFIED else "hant"], split)
    return rng.choice(sayings) if rng.random() < often else ""


def _notes(rng: Random, split: Split, where: str) -> tuple[str, ...]:
    notes = []
    if where == "CN" and rng.random() < 0.1:
        notes.append(rng.choice(("QQ：{}", "QQ: {}", "QQ {}")).format(rng.randint(10**7, 10**9)))
    if where == "TW" and rng.random() < 0.14:
        notes.append(rng.choice(("統編：{}", "統一編號：{}", "統編 {}")).format(rng.randint(10**7, 10**8 - 1)))
    if saying := _saying(rng, split, where, 0.05):
        notes.append(saying)
    return tuple(notes)
