"""What Korean cards say: in Hangul mostly, now and then with the name in hanja, or in two languages."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from random import Random

from bench.cards import reach
from bench.cards.content import Account, Content, Phone
from bench.cards.eastern import numbers
from bench.cards.eastern.people import Named, in_hanja, korean_person, latin_name
from bench.cards.firms import Firm, Role
from bench.cards.people import Person
from bench.cards.places import Place
from bench.cards.words import Split, dealt, table


@dataclass(frozen=True)
class Site:
    """Where the firm is: its address and the telephone area code."""

    place: Place
    area: str


def korean_content(rng: Random, split: Split) -> Content:
    """Return what a Korean card says."""
    named, site = korean_person(rng, split), _site(rng, split)
    person, hanja = _shown(rng, named)
    firm = _firm(rng, split)
    role = _role(rng, split, firm)
    phones = _phones(rng, site.area)
    word = numbers.domain(rng, "KR", firm.domain_word)
    bilingual = rng.random() < 0.32
    under: tuple[str, ...] = (hanja,) if hanja else ()
    if bilingual and rng.random() < 0.35:
        title = rng.choice(dealt(table("korean")["jobs"]["titles_en"], split))
        under += (title,) if role.titles else ()  # a title in English alone would be the title
    urls = numbers.sites(rng, word)
    return Content(
        person,
        ((firm, role),),
        site.place if rng.random() < 0.95 else None,
        None,
        phones,
        _mails(rng, person, word),
        urls,
        _accounts(rng, person),
        _qualifications(rng, split),
        _saying(rng, split, 0.1),
        _notes(rng, split),
        latin=latin_name(rng, split, person, 0.12) if bilingual else "",
        english_firm=_english_firm(rng, firm) if bilingual and rng.random() < 0.5 else "",
        code=("url", "https://" + urls[0].split("://")[-1]) if urls and rng.random() < 0.15 else None,
        language="ko",
        under_name=under,
    )


def _shown(rng: Random, named: Named) -> tuple[Person, str]:
    """Return the person as the card names them, and the name in hanja where it stands under the name."""
    toss = rng.random()
    if named.hanja and toss < 0.03:
        return in_hanja(named), ""
    return named.person, named.hanja if toss < 0.1 else ""


def _firm(rng: Random, split: Split) -> Firm:
    words = table("korean")["firms"]
    stem, latin = rng.choice(dealt(words["stems"], split)).split("|")
    word = latin + rng.choice(("", "", "-tech", "corp", "group"))
    if rng.random() < 0.24:
        return Firm(rng.choice(dealt(words["whole"], split)).format(stem=stem), word)
    trade = rng.choice(dealt(words["trades"], split))
    body = f"{stem} {trade}" if rng.random() < 0.08 else stem + trade
    forms = [form.split("|") for form in words["forms"]]
    form = rng.choices(forms, [int(weight) for _, weight in forms])[0][0]
    gap = " " if form[0] in "(㈜" and rng.random() < 0.2 else ""
    return Firm(form.format(gap + body), word)


def _english_firm(rng: Random, firm: Firm) -> str:
    stem = firm.domain_word.replace("-", " ").title()
    return f"{stem} {rng.choice(('Co., Ltd.', 'Corp.', 'Inc.', 'Korea Ltd.'))}"


def _role(rng: Random, split: Split, firm: Firm) -> Role:
    words = table("korean")["jobs"]
    kind = next(kind for kind in table("korean")["kinds"] if re.search(kind["firm"], firm.name))
    names = [name for name in dealt(words["departments"], split) if re.search(kind["departments"], name)]
    names = sorted({*names, *dealt(kind["own"], split)})
    levels = min(rng.choice((1, 1, 1, 1, 2)), len(names)) if rng.random() < 0.66 else 0
    titles = [title for title in dealt(words["titles"], split) if re.search(kind["titles"], title)]
    count = min(rng.choices((0, 1, 2), (4, 86, 10))[0], len(titles))
    return Role(tuple(rng.sample(names, levels)), tuple(rng.sample(titles, count)))


def _qualifications(rng: Random, split: Split) -> tuple[str, ...]:
    held = dealt(table("korean")["jobs"]["qualifications"], split)
    return tuple(rng.sample(held, rng.choice((1, 1, 2)))) if rng.random() < 0.1 else ()


def _site(rng: Random, split: Split) -> Site:
    words = table("korean")["places"]
    region, district, code, area, short = rng.choice(dealt(words["cities"], split)).split("|")
    toss = rng.random()
    if toss < 0.3:
        region = short
    elif toss < 0.45 and region.endswith(("특별시", "광역시")):
        region = f"{short}시"
    dong = rng.choice(dealt(words["dongs"], split))
    if rng.random() < 0.15:
        street = f"{dong} {rng.randint(10, 999)}{rng.choice(('', f'-{rng.randint(1, 60)}'))}{rng.choice(('', '번지'))}"
    else:
        street = rng.choice(dealt(words["streets"], split)) + rng.choice(("", "", f"{rng.randint(2, 320)}번길"))
        street = f"{street} {rng.randint(1, 620)}{rng.choice(('', '', f'-{rng.randint(1, 30)}'))}"
    building = _building(rng, split, dong) if rng.random() < 0.8 else ""
    postal = f"{code}{rng.randint(0, 999):03}" if rng.random() < 0.6 else ""
    return Site(Place(postal, region, district, street, building, "", "KR"), area)


def _building(rng: Random, split: Split, dong: str) -> str:
    words = table("korean")["places"]
    unit = rng.choice(words["units"]).format(l=rng.choice("ABC"), f=rng.randint(2, 28), r=rng.randint(1, 9))
    name = rng.choice(dealt(words["buildings"], split))
    toss = rng.random()
    if toss < 0.2:
        return f"{unit} ({dong}, {name})".strip()
    if toss < 0.3:
        return f"({dong}) {name} {unit}".strip()
    return f"{name} {unit}".strip()


def _phones(rng: Random, area: str) -> tuple[Phone, ...]:
    found: list[Phone] = []
    if rng.random() < 0.85:
        main = numbers.landline(rng, "KR", area)
        toss = rng.random()
        if toss < 0.08:
            found.append(replace(main, word="main"))
        elif toss < 0.16:
            more = rng.choice((" (내선 {})", " 내선 {}", "(내선{})", " ext. {}")).format(rng.randint(101, 9999))
            found.append(replace(main, groups=(main.groups[0] + more,)))
        else:
            found.append(main)
        if rng.random() < 0.6:
            found.append(numbers.neighbour(main, "fax", rng.choice((1, 2, 5))))
        if rng.random() < 0.08:
            found.append(replace(numbers.neighbour(main, "work", 3), word="direct"))
    if not found or rng.random() < 0.82:
        found.append(numbers.mobile(rng, "KR"))
    return tuple(found)


def _mails(rng: Random, person: Person, word: str) -> tuple[str, ...]:
    if rng.random() < 0.04:
        return ()
    if rng.random() < 0.15:
        return (numbers.free_mail(rng, "KR", numbers.mobile(rng, "KR")),)
    return (f"{reach.local_part(rng, person)}@{word}",)


def _accounts(rng: Random, person: Person) -> tuple[Account, ...]:
    if rng.random() > 0.12:
        return ()
    service = rng.choice(("kakaotalk", "kakaotalk", "instagram"))
    return (Account(service, *reach.account(rng, person, service)),)


def _saying(rng: Random, split: Split, often: float) -> str:
    return rng.choice(dealt(table("korean")["sayings"]["slogans"], split)) if rng.random() < often else ""


def _notes(rng: Random, split: Split) -> tuple[str, ...]:
    notes = []
    if rng.random() < 0.06:
        number = f"{rng.randint(101, 899)}-{rng.randint(10, 89)}-{rng.randint(10000, 99999)}"
        notes.append(rng.choice(("사업자등록번호 {}", "사업자번호: {}")).format(number))
    if saying := _saying(rng, split, 0.05):
        notes.append(saying)
    return tuple(notes)
