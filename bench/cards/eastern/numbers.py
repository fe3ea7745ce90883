"""Telephone numbers valid in China, Taiwan, Hong Kong, Singapore and Korea, and domains of firms there."""

from __future__ import annotations

import re
from random import Random

import phonenumbers

from bench.cards.content import Phone

CALLING = {"CN": "86", "TW": "886", "HK": "852", "SG": "65", "KR": "82"}
ENDINGS = {
    "CN": ("com", "com", "com.cn", "com.cn", "cn", "net"),
    "TW": ("com.tw", "com.tw", "com.tw", "com", "tw", "org.tw"),
    "HK": ("com.hk", "com.hk", "com", "hk"),
    "SG": ("com.sg", "com.sg", "com", "sg"),
    "KR": ("co.kr", "co.kr", "com", "kr", "com", "net"),
}
FREE = {
    "CN": ("qq.com", "163.com", "126.com", "foxmail.com"),
    "TW": ("gmail.com", "yahoo.com.tw"),
    "HK": ("gmail.com", "yahoo.com.hk"),
    "SG": ("gmail.com",),
    "KR": ("naver.com", "hanmail.net", "gmail.com", "daum.net"),
}
MOBILES = {  # n is a digit; blanks part the groups
    "CN": ("13n nnnn nnnn", "15n nnnn nnnn", "18n nnnn nnnn", "17n nnnn nnnn", "19n nnnn nnnn"),
    "TW": ("09nn nnn nnn",),
    "HK": ("9nnn nnnn", "6nnn nnnn", "5nnn nnnn"),
    "SG": ("9nnn nnnn", "8nnn nnnn"),
    "KR": ("010 nnnn nnnn",),
}
LANDLINES = {"CN": ("{area} nnnn nnnn",), "HK": ("2nnn nnnn", "3nnn nnnn"), "SG": ("6nnn nnnn",)}
TAIWAN = {"02": "{area} 2nnn nnnn", "04": "{area} 2nnn nnnn", "049": "{area} 2nn nnnn"}  # elsewhere 7 digits or 6
SEVEN = ("0771", "0756", "0592", "0991", "0535", "0471")  # Chinese cities whose numbers have seven digits
KOREA = {"02": ("02 nnnn nnnn", "02 nnn nnnn")}


def mobile(rng: Random, place: str) -> Phone:
    """Return a mobile number."""
    return _phone(rng, place, "mobile", MOBILES[place])


def landline(rng: Random, place: str, area: str) -> Phone:
    """Return a number of an exchange in ``area`` (``010``, ``02``; empty where there are none)."""
    if place == "TW":
        usual = f"{area} nnn nnn" if len(area) > 2 else f"{area} nnn nnnn"
        return _phone(rng, place, "work", (TAIWAN.get(area, usual).format(area=area),))
    if place == "KR":
        return _phone(rng, place, "work", KOREA.get(area, (f"{area} nnn nnnn", f"{area} nnn nnnn")))
    if area in SEVEN:
        return _phone(rng, place, "work", (f"{area} nnn nnnn",))
    return _phone(rng, place, "work", tuple(each.format(area=area) for each in LANDLINES[place]))


def neighbour(phone: Phone, kind: str, step: int) -> Phone:
    """Return the number ``step`` further in the same exchange, as ``kind``."""
    digits = [each.start() for each in re.finditer(r"\d", phone.groups[0])]
    last = str((int(phone.groups[0][digits[-1]]) + step) % 10)
    printed = phone.groups[0][: digits[-1]] + last + phone.groups[0][digits[-1] + 1 :]
    return Phone(kind, (printed,), phone.e164[:-1] + last)


def _phone(rng: Random, place: str, kind: str, shapes: tuple[str, ...]) -> Phone:
    while True:
        bare = re.sub("n", lambda _: str(rng.randrange(10)), rng.choice(shapes))
        number = phonenumbers.parse(bare.replace(" ", ""), place)
        if phonenumbers.is_valid_number(number):
            e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
            return Phone(kind, (_printed(rng, place, bare, e164),), e164)


def _printed(rng: Random, place: str, bare: str, e164: str) -> str:
    """Return the number in one of the ways in which its country writes it."""
    groups = bare.split(" ")
    code, national = CALLING[place], [groups[0].removeprefix("0"), *groups[1:]]
    if rng.random() < (0.45 if place in ("HK", "SG") else 0.2):
        joint = rng.choice(" -")
        plus = rng.choice((f"+{code}{joint}", f"+{code} ", f"({code}) ", f"{code}-", f"+{code}-"))
        if place in ("HK", "SG") or groups[0].startswith("0") or not plus.startswith(f"{code}-"):
            return plus + joint.join(national)
    if len(groups) == 2:
        return rng.choice((" ".join(groups), "-".join(groups), "".join(groups)))
    area, rest = groups[0], groups[1:]
    ways = ["-".join(groups), "-".join(groups), " ".join(groups), f"{area}-{''.join(rest)}"]
    if area.startswith("0") and not e164.startswith(("+8210", "+8869", "+861")):
        ways += [f"({area}){'-'.join(rest)}", f"({area}) {'-'.join(rest)}", f"{area}-{' '.join(rest)}"]
    elif place == "CN":
        ways += ["".join(groups), "".join(groups), " ".join(groups)]
    if place == "KR":
        ways += [".".join(groups), f"{area}) {'-'.join(rest)}" if area != "010" else "-".join(groups)]
    if place == "TW" and area.startswith("09"):
        ways += [f"{area}-{''.join(rest)}", f"{area} {''.join(rest)}"]
    return rng.choice(ways)


def domain(rng: Random, place: str, word: str) -> str:
    """Return a domain: reserved names mostly, invented names under real suffixes for realism."""
    if rng.random() < 0.35:
        return f"{word}.{rng.choice(('example', 'example.com'))}"
    return f"{word}.{rng.choice(ENDINGS[place])}"


def sites(rng: Random, word: str) -> tuple[str, ...]:
    """Return the web site of a domain as a card prints it, on most cards."""
    printed = rng.choice(("www.{}", "www.{}", "http://www.{}", "https://{}", "{}")).format(word)
    return (printed,) if rng.random() < 0.6 else ()


def free_mail(rng: Random, place: str, number: Phone) -> str:
    """Return an address at a free provider that is too short to exist, or the mobile number's at 163.com."""
    if place == "CN" and rng.random() < 0.3:
        return f"{number.e164[-11:-4]}0@163.com"
    return "".join(rng.choices("abcdefghkmnrstuvyz", k=3)) + str(rng.randint(10, 99)) + f"@{rng.choice(FREE[place])}"
