"""How a card prints where its person can be reached: address, telephone, mail, web and accounts, with their labels."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from bench.cards import reach
from bench.cards.content import Account, Content, Phone
from bench.cards.design import Design
from bench.cards.eastern.addresses import COUNTRIES, address_element
from bench.cards.facts import Fact, address
from bench.cards.facts import phone as phone_fact
from bench.cards.places import Place
from bench.cards.setting import PT, Align, Element, above, as_one_line, beside, shape, space, stating, text
from bench.cards.words import table

SERVICE_WORDS = {
    "line": ["LINE ID: ", "LINE ", "LINE ID ", "LINE："],
    "instagram": ["Instagram ", "Instagram: ", "IG: ", "Insta "],
    "x": ["X ", "X: ", "Twitter ", "X（旧Twitter） "],
    "facebook": ["Facebook ", "FB: ", "facebook.com/"],
    "youtube": ["YouTube ", "YouTube: "],
    "note": ["note ", "note: ", "note.com/"],
    "tiktok": ["TikTok ", "TikTok: "],
    "github": ["GitHub: ", "github.com/"],
    "linkedin": ["LinkedIn: ", "linkedin.com/"],
    "wechat": ["微信：", "微信号：", "微信: ", "WeChat: ", "WeChat ID: ", "Wechat "],
    "kakaotalk": ["카카오톡 ID: ", "카카오톡 ", "카톡 ID ", "KakaoTalk: ", "KakaoTalk ID "],
}


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
    if place.country in COUNTRIES:
        return address_element(rng, place, design, align)
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
    if not code:
        lines = [part for part in (place.first, place.building) if part] if toss < 0.7 else [one_line]
    rows = [text(line, design.body, points, tracking=design.body_tracking) for line in lines]
    return stating(above(rows, gap, align), address(place, None if place.building else place.first))


def _address_abroad(rng: Random, place: Place, design: Design, align: Align) -> Element:
    points = design.reach_points * design.scale
    town = {
        "GB": f"{place.locality} {place.postal_code}",
        **dict.fromkeys(table("europe"), f"{place.postal_code} {place.locality}"),
        "SG": f"{place.locality} {place.postal_code}",
        "NZ": f"{place.locality} {place.postal_code}",
    }.get(place.country, f"{place.locality}, {place.region} {place.postal_code}")
    bare = f"{place.locality}, {place.region}" if place.region else place.locality
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
    printed = reach.written(Random(design.habit), phone.groups, design.number_style)
    label = rng.choice(("TEL/FAX", "TEL・FAX", "Tel & Fax", "Tel/Fax", "電話・FAX"))
    facts = [phone_fact(kind, printed, phone.e164) for kind in ("work", "fax")]
    return _labelled(design, label, printed, *facts)


def _phone(rng: Random, phone: Phone, design: Design) -> Element:
    label = {"fax": design.labels.fax, "mobile": design.labels.mobile}.get(phone.kind, design.labels.tel)
    printed = (
        reach.written(Random(design.habit), phone.groups, design.number_style)
        if len(phone.groups) > 1
        else phone.groups[0]
    )
    if phone.word in ("main", "direct"):
        label = design.labels.main if phone.word == "main" else design.labels.direct
        return _labelled(design, label, printed, phone_fact(phone.kind, printed, phone.e164, label))
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
        return _labelled(
            design, label, shown + Random(design.habit).choice(("（{}）", "({})", " ({})")).format(phone.word), fact
        )
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
