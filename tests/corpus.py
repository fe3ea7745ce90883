"""Three hundred and more contacts to try other people's parsers on: what cards say, and what makes parsers stumble."""

from __future__ import annotations

from itertools import count, product
from uuid import UUID

from cardscan.model import Account, Address, Affiliation, Contact, Encounter, Name, Person, Phone

NAMES = (
    Name("髙橋 美咲", "髙橋", "美咲", "たかはし", "みさき", "printed", "Misaki TAKAHASHI"),
    Name("𠮷田 﨑子", "𠮷田", "﨑子", "よしだ", "さきこ", "printed"),
    Name("渡邉 濵", "渡邉", "濵", "わたなべ", "はま", "email"),
    Name("葛󠄀城 蓮", "葛󠄀城", "蓮", "かつらぎ", "れん", "printed"),  # with a variation selector
    Name("김민준", "김", "민준"),
    Name("歐陽 小明", "歐陽", "小明"),
    Name("יעל כהן", "כהן", "יעל"),
    Name("محمد الفارسي", "الفارسي", "محمد"),
    Name("O'Brien, Seán; Jr.", "O'Brien, Jr.", "Seán; x"),
    Name("Zoë 🎨 Müller", "Müller", "Zoë 🎨"),
    Name("宇内一童"),
    Name("Владимир Лебедев", "Лебедев", "Владимир"),
    None,
)
ORGS = (
    ("株式会社青葉; 営業, 他", "営業本部 第二営業部"),
    ('Acme, Inc.; "Paris" & Söhne', None),
    ("喫茶👩‍👩‍👧みどり\\本店", "企画部: 一課"),
    ("شركة النور", None),
)
NOTES = (
    ("すべての笑顔のために。" * 91)[:1000],
    '一行目\n二行目, と; \\ と "引用"\n三行目: https://x.example/?a=1,2;3',
    "👨‍👩‍👧‍👦🏳️‍🌈" * 40,
    "שלום, עולם; مرحبا",
    "BEGIN:VCARD\nTEL:110\nEND:VCARD",
    "=1+1 %3D =3D ^n ^^",
    "a" * 75 + "髙" * 75,
)


def corpus() -> tuple[Person, ...]:
    """Every name with every company and every note: 364 people, each with a number and mails of their own."""
    number = count(1)
    return tuple(_person(next(number), *parts) for parts in product(NAMES, ORGS, NOTES))


def _person(number: int, name: Name | None, org: tuple[str, str | None], note: str) -> Person:
    mobile = f"+8190{number:08d}"
    work = Affiliation(
        org[0],
        org[1],
        ("課長, 代理", "Head; of Sales")[: number % 3],
        (Phone("mobile", f"090-{number:08d}", mobile), Phone("work", "03-5950-1234", "+81359501234", "代表;直通, 他")),
        (f"n{number}@aoba.example", f"o'brien+{number}@xn--eckwd4c7c.example"),
        (f"https://aoba.example/{number}?a=1,2;3&b=%E3%81%82#x",),
        (
            Address(
                "東京都豊島区南池袋1-16-15; 東棟, ビル8F",
                "171-0022",
                "東京都",
                "豊島区",
                "南池袋1-16-15; 東棟",
                "ビル, 8F",
                "JP",
            ),
        ),
    )
    accounts = (Account("line", f"id_{number}"),) if number % 4 == 0 else ()
    met = (Encounter(f"交流会, 秋; {number % 5}", "2026-11-01", "池袋", str(number)),) if number % 2 else ()
    return Person(str(UUID(int=number)), Contact(name, (work,), accounts, (), tuple(note.split("\n"))), met)
