"""What English cards say (sometimes German or French in their names), and the English backs of Japanese cards."""

from __future__ import annotations

import re
from random import Random

from bench.cards import firms, people, reach
from bench.cards.content import Account, Content, Phone
from bench.cards.firms import Role
from bench.cards.people import Person
from bench.cards.places import Place
from bench.cards.words import Split, listed

TONGUES = {"DE": "german", "FR": "french"}  # of names and titles on the cards of a country, where not English
DIALLED = {"US": "1", "CA": "1", "GB": "44", "DE": "49", "FR": "33"}  # before a number printed as at home

MOBILE = {  # n is a digit
    "GB": "+44 7400 12nnnn",
    "DE": "+49 1511 5nnnnnn",
    "FR": "+33 6 12 34 nn nn",
    "AU": "+61 491 570 nnn",
    "NZ": "+64 21 234 nnnn",
    "SG": "+65 9123 nnnn",
}


def english_content(rng: Random, split: Split) -> Content:
    """Return what an English card (sometimes German or French in its names) says."""
    place, phone = _abroad(rng, split)
    tongue = TONGUES.get(place.country, "english") if rng.random() < 0.8 else "english"
    person = people.english_person(rng, split, tongue)
    firm = firms.english_firm(rng, split, f"{tongue}_forms")
    word = reach.domain(rng, firm.domain_word, False)
    departments = (rng.choice(listed("jobs", f"{tongue}_departments", split)),) if rng.random() < 0.45 else ()
    titles = tuple(rng.sample(listed("jobs", f"{tongue}_titles", split), 1)) if rng.random() < 0.93 else ()
    phones = [phone]
    if rng.random() < 0.5:
        phones.append(_mobile(rng, place.country, phone))
    if rng.random() < 0.35:
        phones.append(_next(phone, "fax", 2))
    urls = (rng.choice(["www.{}", "https://www.{}", "{}", "https://{}/"]).format(word),) if rng.random() < 0.75 else ()
    services = [("linkedin", "in/"), ("x", "@"), ("github", "")]
    handle = reach.account(rng, person, "linkedin")[0]
    service, before = rng.choice(services)
    accounts = (Account(service, handle, before + handle),) if rng.random() < 0.15 else ()
    degrees = tuple(rng.sample(listed("jobs", "english_qualifications", split), 1)) if rng.random() < 0.15 else ()
    return Content(
        person,
        ((firm, Role(departments, titles)),),
        place if rng.random() < 0.85 or not phone.groups[0].startswith("+") else None,
        None,
        tuple(phones),
        (f"{_english_local(rng, person)}@{word}",),
        urls,
        accounts,
        degrees,
        rng.choice(listed("sayings", "english_slogans", split)) if rng.random() < 0.15 else "",
        code=("url", urls[0] if "://" in urls[0] else f"https://{urls[0]}") if urls and rng.random() < 0.12 else None,
        language="en",
    )


def english_back(rng: Random, front: Content) -> Content:
    """Return the English back of a Japanese card: the same person, number and mail in Latin letters."""
    given, family = front.person.given_romaji.capitalize(), front.person.family_romaji.capitalize()
    person = Person(family, given, "", "", front.person.family_romaji, front.person.given_romaji, "en")
    firm = firms.Firm(firms.english_name(rng, front.firms[0][0]), front.firms[0][0].domain_word)
    title = rng.choice(["President", "Manager", "Director", "Sales Representative", "Chief", "Assistant Manager"])
    phones = tuple(
        Phone(phone.kind, ("+81", phone.groups[0][1:], *phone.groups[1:]), phone.e164) for phone in front.phones[:2]
    )
    return Content(
        person, ((firm, Role((), (title,))),), None, None, phones, front.emails[:1], front.urls[:1], language="en"
    )


def _abroad(rng: Random, split: Split) -> tuple[Place, Phone]:
    numbers = {
        "n": rng.randint(2, 240),
        "m": rng.randint(2, 30),
        "n2": f"{rng.randint(0, 99):02}",
        "m2": f"{rng.randint(10, 99)}",
        "n3": f"{rng.randint(100, 999)}",
    }
    street, city, region, code, country, phone = (
        rng.choice(listed("places", "streets", split)).format(**numbers).split("|")
    )
    place = Place(code, region, city, street, "", "", country)
    return place, Phone("work", (phone,), _plain(phone, country))


def _plain(printed: str, country: str) -> str:
    digits = "".join(char for char in printed.replace("(0)", "") if char.isdigit())
    return f"+{digits}" if printed.startswith("+") else f"+{DIALLED[country]}{digits.removeprefix('0')}"


def _mobile(rng: Random, country: str, phone: Phone) -> Phone:
    """Return a mobile number of the country; in North America those look like any other."""
    if country not in MOBILE:
        return _next(phone, "mobile", 1)
    printed = re.sub("n", lambda _: str(rng.randrange(10)), MOBILE[country])
    return Phone("mobile", (printed,), _plain(printed, country))


def _next(phone: Phone, kind: str, step: int) -> Phone:
    printed = phone.groups[0]
    last = str((int(printed[-1]) + step) % 10)
    return Phone(kind, (printed[:-1] + last,), phone.e164[:-1] + last)


def _english_local(rng: Random, person: Person) -> str:
    plain = Person("", "", "", "", person.family_romaji.replace(" ", ""), person.given_romaji.split(" ")[0], "en")
    return reach.local_part(rng, plain)
