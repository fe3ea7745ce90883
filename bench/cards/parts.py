"""The blocks of a card, set in type: name, organisation, role, address, ways to reach, sayings, code, mark."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

import jaconv

from bench.cards import codes, reach
from bench.cards.content import Account, Content, Phone
from bench.cards.design import Design
from bench.cards.facts import Fact, address
from bench.cards.facts import phone as phone_fact
from bench.cards.people import Person
from bench.cards.places import Place
from bench.cards.setting import (
    MM,
    PT,
    Align,
    Element,
    above,
    advance,
    as_one_line,
    beside,
    shape,
    shifted,
    space,
    stating,
    text,
)

SERVICE_WORDS = {
    "line": ["LINE ID: ", "LINE ", "LINE ID ", "LINE："], "instagram": ["Instagram ", "Instagram: ", "IG: ", "Insta "],
    "x": ["X ", "X: ", "Twitter ", "X（旧Twitter） "], "facebook": ["Facebook ", "FB: ", "facebook.com/"], "youtube": ["YouTube ", "YouTube: "],
    "note": ["note ", "note: ", "note.com/"], "tiktok": ["TikTok ", "TikTok: "], "github": ["GitHub: ", "github.com/"], "linkedin": ["LinkedIn: ", "linkedin.com/"],
}  # fmt: skip


@dataclass(frozen=True)
class Parts:
    """The blocks, each an element; empty ones have no size. ``tail`` is what may be left out when the card is full."""

    name: Element
    org: Element
    role: Element
    address: Element
    reach: Element
    saying: Element
    notes: Element
    code: Element
    mark: Element
    others: tuple[Element, ...] = ()


def horizontal_parts(rng: Random, content: Content, design: Design, align: Align = "left") -> Parts:
    """Return the blocks of a horizontally written card, their lines aligned as told."""
    return Parts(
        name_block(rng, content, design, align),
        org_block(rng, content, design, 0, align),
        role_block(rng, content, design, 0, align),
        address_block(rng, content, design, align),
        reach_block(rng, content, design, align),
        text(content.slogan, design.strong, design.role_points * design.scale * rng.uniform(0.9, 1.3), Fact("note", content.slogan), ink="accent") if content.slogan else space(),
        notes_block(rng, content, design, align),
        code_block(rng, content, design),
        space(),
        tuple(affiliation_block(rng, content, design, index, align) for index in range(1, len(content.firms))),
    )  # fmt: skip


# ---------------------------------------------------------------- the person


def name_block(rng: Random, content: Content, design: Design, align: Align) -> Element:
    """Return the name with kana or romaji above, below or beside it."""
    name = plain_name(content, design)
    points = design.name_points * design.scale
    if content.kana:
        return _with_kana(rng, content, design, name, align)
    if not content.latin:
        return name
    latin = text(
        content.latin,
        design.latin,
        max(points * rng.uniform(0.36, 0.5), 5),
        Fact("latin", content.latin),
        tracking=rng.choice((0, 0, 0.05, 0.12)),
    )
    where = rng.random()
    if where < 0.62:
        return above([name, latin], points * PT * 0.22, align)
    if where < 0.8:
        return above([latin, name], points * PT * 0.2, align)
    return beside([name, latin], 3.2 * MM)


def plain_name(content: Content, design: Design) -> Element:
    """Return the name alone: solid, spaced, or with a gap between family and given name."""
    person, points = content.person, design.name_points * design.scale
    if person.origin != "ja":
        return text(
            person.full,
            design.name,
            points * (0.8 if person.origin == "foreign" else 0.85),
            Fact("name", person),
            tracking=design.body_tracking,
        )
    family, given = _name_halves(person, design)
    gap = {"": 0.0, " ": 0.25, "  ": 0.5, "　": 1.0, "wide": 1.0}[design.name_gap] * points * PT + _tracking(
        person, design
    ) * points * PT
    joint = "" if gap < 0.2 * points * PT else " "
    return stating(as_one_line(beside([family, given], gap), joint), Fact("name", person))


def _tracking(person: Person, design: Design) -> float:
    # Short names are spread so that every name fills about the same width (均等割付).
    letters = len(person.family + person.given)
    if design.name_gap == "wide":
        return 1.0 if letters <= 4 else 0.4
    return design.name_tracking if letters <= 5 else 0.0


def _name_halves(person: Person, design: Design) -> tuple[Element, Element]:
    points, tracking = design.name_points * design.scale, _tracking(person, design)
    return text(person.family, design.name, points, tracking=tracking), text(
        person.given, design.name, points, tracking=tracking
    )


def _with_kana(rng: Random, content: Content, design: Design, name: Element, align: Align) -> Element:
    person, points = content.person, max(design.name_points * design.scale * rng.uniform(0.3, 0.4), 4.8)
    script = jaconv.hira2kata if rng.random() < 0.35 else str
    family, given = script(person.family_kana), script(person.given_kana)
    where = rng.random()
    if where < 0.45:
        return _ruby(name, family, given, design, points)
    whole = f"{family}{rng.choice((' ', '　'))}{given}"
    if where < 0.75:
        line = text(whole, design.body, points, Fact("kana", whole), tracking=rng.choice((0, 0.1, 0.3)))
        return above([line, name], points * PT * 0.4, align)
    bracketed = rng.choice(("（{}）", "({})", "{}")).format(whole)
    line = text(bracketed, design.body, points, Fact("kana", whole))
    return beside([name, line], 2.5 * MM) if where < 0.9 else above([name, line], points * PT * 0.5, align)


def _ruby(name: Element, family: str, given: str, design: Design, points: float) -> Element:
    halves = [text(half, design.body, points) for half in (family, given)]
    split = name.runs[1].x
    ends = (split - (split - name.runs[0].x) * 0.12, name.width)
    centres = ((name.runs[0].x + _right(name, 0)) / 2, (split + name.width) / 2)
    lefts = [centre - half.width / 2 for half, centre in zip(halves, centres, strict=True)]
    lefts[1] = max(lefts[1], lefts[0] + halves[0].width + points * PT * 0.5)
    start = min(0.0, lefts[0])
    drop = points * PT * 1.25
    ruby = as_one_line(_over([shifted(half, left - start, 0) for half, left in zip(halves, lefts, strict=True)]))
    below = shifted(name, -start, drop)
    width = max(ends[1] - start, lefts[1] + halves[1].width - start)
    return replace(
        _over([stating(ruby, Fact("kana", f"{family} {given}")), below]), width=width, height=name.height + drop
    )


def _right(name: Element, index: int) -> float:
    run = name.runs[index]
    return run.x + advance(run.text, run.face, run.size, run.tracking)


def _over(elements: list[Element]) -> Element:
    width, height = max(e.width for e in elements), max(e.height for e in elements)
    return Element(
        width, height, tuple(r for e in elements for r in e.runs), tuple(s for e in elements for s in e.shapes),
        tuple(line for e in elements for line in e.lines), tuple(f for e in elements for f in e.facts),
    )  # fmt: skip


# ---------------------------------------------------------------- work


def org_block(rng: Random, content: Content, design: Design, index: int, align: Align) -> Element:
    """Return the organisation, sometimes with its English name under it."""
    if index >= len(content.firms):
        return space()
    name, points = content.firms[index][0].name, design.org_points * design.scale
    line = text(
        name,
        design.strong,
        points,
        Fact("org", name, index),
        ink=rng.choice(("ink", "ink", "accent")),
        tracking=design.body_tracking,
    )
    if index or not content.english_firm:
        return line
    english = text(content.english_firm, design.latin, points * 0.62, Fact("note", content.english_firm), ink="soft")
    return above([line, english], points * PT * 0.2, align)


def role_block(rng: Random, content: Content, design: Design, index: int, align: Align) -> Element:
    """Return departments, titles and (for the first organisation) qualifications."""
    role = content.firms[index][1] if index < len(content.firms) else None
    points, rows = design.role_points * design.scale, []
    if role and role.departments:
        levels = [
            text(level, design.body, points, Fact("department", level, index), tracking=design.body_tracking)
            for level in role.departments
        ]
        rows += [as_one_line(beside(levels, points * PT * 0.5))] if rng.random() < 0.7 else levels
    if role and role.titles:
        joint = rng.choice(("・", "／", " "))
        titles = [
            text(
                title,
                design.body,
                points,
                Fact("title", title, index),
                tracking=rng.choice((0.0, design.body_tracking)),
            )
            for title in role.titles
        ]
        rows += [_listed(titles, joint, design, points)] if rng.random() < 0.6 else titles
        if len(rows) == 2 and rng.random() < 0.3:
            rows = [as_one_line(beside(rows, points * PT))]
    if index == 0 and content.qualifications:
        held = [text(word, design.body, points * 0.9, Fact("qualification", word)) for word in content.qualifications]
        rows += [_listed(held, rng.choice(("／", "　", "・")), design, points * 0.9)] if rng.random() < 0.5 else held
    return above(rows, points * PT * (design.leading - 1), align)


def _listed(items: list[Element], joint: str, design: Design, points: float) -> Element:
    row = [items[0]]
    for item in items[1:]:
        row += [text(joint, design.body, points) if joint.strip() else space(points * PT * 0.6, 1), item]
    return as_one_line(beside(row), "") if joint.strip() else as_one_line(beside(row))


def affiliation_block(rng: Random, content: Content, design: Design, index: int, align: Align) -> Element:
    """Return a further organisation with its role, as one block, smaller than the first."""
    small = replace(design, org_points=min(design.org_points * 0.85, 9), role_points=design.role_points * 0.92)
    org, role = org_block(rng, content, small, index, align), role_block(rng, content, small, index, align)
    if rng.random() < 0.4:
        return as_one_line(beside([org, role], small.role_points * PT * 0.8))
    return above([org, role], small.role_points * PT * 0.4, align)


# ---------------------------------------------------------------- address and reach


def address_block(rng: Random, content: Content, design: Design, align: Align) -> Element:
    """Return the postal address, and a second one under its label where there is one."""
    if content.place is None:
        return space()
    leading = design.reach_points * design.scale * PT * (design.leading - 1)
    rows = [_address(rng, content.place, design, align)]
    if content.branch:
        label, place = content.branch
        head = text(
            rng.choice(("{}", "【{}】", "［{}］")).format(label),
            design.body,
            design.reach_points * design.scale,
            ink="soft",
        )
        rows.append(above([head, _address(rng, place, design, align)], leading, align))
    return above(rows, leading * 2, align)


def _address(rng: Random, place: Place, design: Design, align: Align) -> Element:
    points, gap = design.reach_points * design.scale, design.reach_points * design.scale * PT * (design.leading - 1)
    if place.country != "JP":
        return _address_abroad(rng, place, design, align)
    code = place.postal_code
    wide = code.translate(str.maketrans("0123456789-", "０１２３４５６７８９－"))
    printed = rng.choices((f"〒{code}", f"〒 {code}", code, f"〒{wide}"), (75, 12, 8, 5))[0]
    one_line = place.first + (f" {place.building}" if place.building else "")
    toss = rng.random()
    if place.building and (toss < 0.6 or len(one_line) > 26):
        lines = [f"{printed} {place.first}", place.building] if toss < 0.35 else [printed, place.first, place.building]
    elif toss < 0.75:
        lines = [f"{printed}{rng.choice((' ', '　'))}{one_line}"]
    else:
        lines = [printed, one_line]
    rows = [text(line, design.body, points, tracking=design.body_tracking) for line in lines]
    return stating(above(rows, gap, align), address(place, None if place.building else place.first))


def _address_abroad(rng: Random, place: Place, design: Design, align: Align) -> Element:
    points = design.reach_points * design.scale
    town = {
        "GB": f"{place.locality} {place.postal_code}",
        "DE": f"{place.postal_code} {place.locality}",
        "FR": f"{place.postal_code} {place.locality}",
    }.get(place.country, f"{place.locality}, {place.region} {place.postal_code}")
    bare = {"US": f"{place.locality}, {place.region}"}.get(place.country, place.locality)
    lines = [place.street, town] if rng.random() < 0.6 else [f"{place.street}, {town}"]
    rows = [text(line, design.latin, points) for line in lines]
    return stating(above(rows, points * PT * (design.leading - 1), align), address(place, f"{place.street}, {bare}"))


def reach_block(rng: Random, content: Content, design: Design, align: Align) -> Element:
    """Return telephone, mail, web and account lines in one of the usual orders."""
    numbers = _phone_lines(rng, content.phones, design)
    mails = [_labelled(design, design.labels.mail, mail, Fact("email", mail), latin=True) for mail in content.emails]
    urls = [_labelled(design, design.labels.url, url, Fact("url", url), latin=True) for url in content.urls]
    accounts = [account_line(rng, account, design) for account in content.accounts]
    order = rng.random()
    rows = (
        numbers + mails + urls if order < 0.72 else mails + numbers + urls if order < 0.85 else numbers + urls + mails
    )
    return above(rows + accounts, design.reach_points * design.scale * PT * (design.leading - 1), align)


def _phone_lines(rng: Random, phones: tuple[Phone, ...], design: Design) -> list[Element]:
    work = [phone for phone in phones if phone.kind in ("work", "home", "other")]
    fax = [phone for phone in phones if phone.kind == "fax"]
    mobile = [phone for phone in phones if phone.kind == "mobile"]
    if work and fax and work[0].e164 == fax[0].e164:
        rows = [_shared_line(rng, work[0], design), *(_phone(rng, phone, design) for phone in work[1:])]
    else:
        rows = [_phone(rng, phone, design) for phone in (*work[:1], *fax, *work[1:])]
        if design.tel_fax_one_line and work and fax and not design.label_column:
            rows = [beside(rows[:2], design.reach_points * design.scale * PT * 1.2), *rows[2:]]
            rows[0] = as_one_line(rows[0], "  ")
    more = [_phone(rng, phone, design) for phone in mobile]
    return more + rows if rng.random() < 0.2 else rows + more


def _shared_line(rng: Random, phone: Phone, design: Design) -> Element:
    printed = reach.written(rng, phone.groups, design.number_style)
    label = rng.choice(("TEL/FAX", "TEL・FAX", "Tel & Fax", "Tel/Fax", "電話・FAX"))
    facts = [phone_fact(kind, printed, phone.e164) for kind in ("work", "fax")]
    return _labelled(design, label, printed, *facts)


def _phone(rng: Random, phone: Phone, design: Design) -> Element:
    label = {"fax": design.labels.fax, "mobile": design.labels.mobile}.get(phone.kind, design.labels.tel)
    printed = reach.written(rng, phone.groups, design.number_style) if len(phone.groups) > 1 else phone.groups[0]
    if phone.word == "フリーダイヤル":
        return _labelled(
            design,
            phone.word,
            "-".join(phone.groups),
            phone_fact("work", "-".join(phone.groups), phone.e164, phone.word),
        )
    if phone.word == "直通":
        return _labelled(
            design,
            rng.choice(("直通", "TEL（直通）", "直通TEL")),
            printed,
            phone_fact("work", printed, phone.e164, "直通"),
        )
    shown = f"{printed} {phone.extension}" if phone.extension else printed
    fact = phone_fact(phone.kind, shown, phone.e164, phone.word or None)
    if phone.word and rng.random() < 0.75:
        return _labelled(design, label, shown + rng.choice(("（{}）", "({})", " ({})")).format(phone.word), fact)
    return _labelled(design, f"{phone.word}" if phone.word else label, shown, fact)


def _labelled(design: Design, label: str, value: str, *facts: Fact, latin: bool = False) -> Element:
    points = design.reach_points * design.scale
    face = design.latin if (latin or design.latin_digits) and value.isascii() else design.body
    words = text(value, face, points, *facts, tracking=design.body_tracking)
    if label.startswith("icon:"):
        size = points * PT
        return beside([shape(label, size, size, "accent"), words], size * 0.45)
    if not label.strip():
        return words
    if design.label_column:
        head = text(label, face if label.isascii() else design.body, points, ink="accent")
        tab = max(head.width + points * PT * 0.5, points * PT * 3.6)
        return as_one_line(beside([replace(head, width=tab), words]))
    return text(
        label + (design.labels.sep or " ") + value,
        face if label.isascii() else design.body,
        points,
        *facts,
        tracking=design.body_tracking,
    )


def account_line(rng: Random, account: Account, design: Design) -> Element:
    """Return the line of an account, under the name of the service."""
    word = rng.choice(SERVICE_WORDS[account.service])
    printed = account.printed
    if word.endswith("/"):
        printed = account.id if account.service != "linkedin" else f"in/{account.id}"
    line = word + printed
    face = design.latin if design.latin_digits and line.isascii() else design.body
    return text(
        line, face, design.reach_points * design.scale, Fact("account", {"service": account.service, "id": account.id})
    )


# ---------------------------------------------------------------- the rest


def notes_block(rng: Random, content: Content, design: Design, align: Align) -> Element:
    """Return business hours, services, permits and numbers for the tax office."""
    points = design.reach_points * design.scale * 0.92
    rows = [text(note, design.body, points, Fact("note", note), ink="soft") for note in content.notes]
    return above(rows, points * PT * 0.35, align)


def code_block(rng: Random, content: Content, design: Design) -> Element:
    """Return the QR code, now and then with a caption."""
    if content.code is None:
        return space()
    kind, payload = content.code
    payload = payload or codes.payload(kind, content)
    side = rng.uniform(13, 17) * MM if kind not in ("vcard", "mecard") else rng.uniform(17, 20) * MM
    square = stating(shape("code", side, side, "ink", payload), *codes.facts(kind, payload))
    if rng.random() < 0.5 or content.language != "ja":
        return square
    words = rng.choice(
        {"line": ["LINE友だち追加", "LINEはこちら", "友だち登録"], "url": ["HPはこちら", "ホームページ"]}.get(
            kind, ["QRコード"]
        )
    )
    caption = text(words, design.body, 4.8, Fact("note", words))
    return above([square, caption], 0.5 * MM, "center")
