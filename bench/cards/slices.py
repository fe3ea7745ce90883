"""The slices of the benchmark: each a kind of picture, made from (random numbers, split, name)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from bench.cards import abroad, cases, content, damage, europe, negative, probes, scene, table
from bench.cards.apart import apart_card, apart_content
from bench.cards.content import Content
from bench.cards.eastern.chinese import chinese_content
from bench.cards.eastern.korean import korean_content
from bench.cards.flat import Card, horizontal_card
from bench.cards.scene import Camera, Laid
from bench.cards.several import people, several_card
from bench.cards.taking import photograph, scan
from bench.cards.truth import Picture
from bench.cards.upright import portrait_card, vertical_card
from bench.cards.words import Split

Slice = Callable[[Random, Split, str], Picture]

SHAPES = (
    (4032, 3024),
    (3024, 4032),
    (2592, 1944),
    (1920, 1440),
    (2048, 1536),
    (1600, 1200),
    (1536, 2048),
    (1920, 1080),
)


def japanese_card(rng: Random, split: Split) -> Card:
    """Return any Japanese card written across, one in nine of them upright."""
    made = content.japanese_content(rng, split)
    return portrait_card(rng, made, split) if rng.random() < 0.11 else horizontal_card(rng, made, split)


def column_card(rng: Random, split: Split) -> Card:
    """Return a Japanese card set in columns."""
    return vertical_card(rng, content.japanese_content(rng, split, vertical=True), split)


def english_card(rng: Random, split: Split) -> Card:
    """Return a card in English, wide mostly."""
    made = abroad.english_content(rng, split)
    return portrait_card(rng, made, split) if rng.random() < 0.08 else horizontal_card(rng, made, split)


def european_card(rng: Random, split: Split) -> Card:
    """Return a card of a country of Europe outside English, wide mostly."""
    made = europe.european_content(rng, split)
    return portrait_card(rng, made, split) if rng.random() < 0.08 else horizontal_card(rng, made, split)


def eastern_card(rng: Random, made: Content, split: Split) -> Card:
    """Return a Chinese or Korean card, wide mostly."""
    return portrait_card(rng, made, split) if rng.random() < 0.08 else horizontal_card(rng, made, split)


def vertical_ja(rng: Random, split: Split, name: str) -> Picture:
    """Japanese cards set in columns (縦書き), scanned or photographed."""
    card = column_card(rng, split)
    return flat_of(rng, card, name) if rng.random() < 0.5 else photo_of(rng, card, name)


def flat_en(rng: Random, split: Split, name: str) -> Picture:
    """English cards edge to edge."""
    return flat_of(rng, english_card(rng, split), name)


def photo_en(rng: Random, split: Split, name: str) -> Picture:
    """One English card on a desk, any way round."""
    return photo_of(rng, english_card(rng, split), name)


def flat_eu(rng: Random, split: Split, name: str) -> Picture:
    """Cards of ten countries of Europe in their own languages, edge to edge."""
    return flat_of(rng, european_card(rng, split), name)


def photo_eu(rng: Random, split: Split, name: str) -> Picture:
    """One European card on a desk, any way round."""
    return photo_of(rng, european_card(rng, split), name)


def flat_zh(rng: Random, split: Split, name: str) -> Picture:
    """Chinese cards edge to edge: of the mainland, Taiwan, Hong Kong and Singapore, some in two languages."""
    return flat_of(rng, eastern_card(rng, chinese_content(rng, split), split), name)


def photo_zh(rng: Random, split: Split, name: str) -> Picture:
    """One Chinese card on a desk, any way round."""
    return photo_of(rng, eastern_card(rng, chinese_content(rng, split), split), name)


def flat_ko(rng: Random, split: Split, name: str) -> Picture:
    """Korean cards edge to edge, some with hanja, some in two languages."""
    return flat_of(rng, eastern_card(rng, korean_content(rng, split), split), name)


def photo_ko(rng: Random, split: Split, name: str) -> Picture:
    """One Korean card on a desk, any way round."""
    return photo_of(rng, eastern_card(rng, korean_content(rng, split), split), name)


def two_orgs_ja(rng: Random, split: Split, name: str) -> Picture:
    """Cards of people with two or three organisations, scanned or photographed."""
    made = content.japanese_content(rng, split, orgs=rng.choice((2, 2, 2, 3)))
    card = horizontal_card(rng, made, split)
    return flat_of(rng, card, name) if rng.random() < 0.5 else photo_of(rng, card, name)


def several(rng: Random, split: Split, name: str) -> Picture:
    """Cards of two or three people, each a contact, scanned or photographed; one in five in English."""
    return _either(rng, several_card(rng, people(rng, split), split), name)


def apart_ja(rng: Random, split: Split, name: str) -> Picture:
    """Cards of people with two organisations, each with its own telephone, mail and address."""
    return _either(rng, apart_card(rng, apart_content(rng, split), split), name)


def hard_ja(rng: Random, split: Split, name: str) -> Picture:
    """Dark, silver or tiny print, badly photographed: glare, blur, dusk."""
    mood = rng.choice(("dark", "dark", "silver", "silver", "coloured", "white"))
    card = horizontal_card(rng, content.japanese_content(rng, split), split, mood, small=mood == "white")
    return photo_of(rng, card, name, strength=1.7)


def flat_ja(rng: Random, split: Split, name: str) -> Picture:
    """Japanese cards edge to edge, 200 to 400 dpi, PNG or JPEG."""
    return flat_of(rng, japanese_card(rng, split), name)


def flat_of(rng: Random, card: Card, name: str) -> Picture:
    """Return a scan of the card at a usual resolution."""
    return scan(rng, name, card, rng.choice((200, 250, 300, 300, 350, 400)), rng.choice((None, rng.randint(75, 95))))


def photo_ja(rng: Random, split: Split, name: str) -> Picture:
    """One Japanese card on a desk, any way round."""
    return photo_of(rng, japanese_card(rng, split), name)


def photo_of(rng: Random, card: Card, name: str, strength: float = 1.0) -> Picture:
    """Return a photo of one card on a ground."""
    view, laid = close_view(rng, card)
    return photograph(rng, name, view, [laid], damage.harm(rng, strength))


def close_view(rng: Random, card: Card) -> tuple[Camera, Laid]:
    """Return a camera that fills a good part of its picture with the card, and the card laid under it."""
    width, height = rng.choices(SHAPES, (8, 5, 12, 25, 15, 15, 12, 8))[0]
    roll = rng.choices((0, 90, 180, 270), (62, 14, 14, 10))[0] + rng.gauss(0, 5)
    laid = Laid(card, 0, 0, rng.gauss(0, 2))
    across, down = laid.size if roll % 180 < 45 or roll % 180 > 135 else laid.size[::-1]
    span = max(across, down * width / height) / rng.uniform(0.5, 0.86)
    room = (span - across) / 2 * 0.5, (span * height / width - down) / 2 * 0.5
    moved = replace(laid, x=rng.uniform(-room[0], room[0]) * 0.6, y=rng.uniform(-room[1], room[1]) * 0.6)
    while True:
        view = scene.camera(rng, width, height, span, tilt=12.0, roll=roll)
        quad = scene.card_quad(view, moved)
        if quad.min() > 4 and (quad.max(0) < (width - 4, height - 4)).all():
            return view, moved
        span *= 1.05


def table_ja(rng: Random, split: Split, name: str) -> Picture:
    """4 to 20 Japanese cards in one photo: numbered cases, rows, scattered, or an A4 flatbed page."""
    toss = rng.random()
    count = rng.choice((4, 6, 6, 8, 8, 9, 10, 12, 15, 20))
    if toss < 0.12:
        return table.flatbed(rng, name, [mixed_card(rng, split) for _ in range(min(count, 8))], rng.choice((200, 300)))
    cards = [horizontal_card(rng, content.japanese_content(rng, split), split) for _ in range(count)]
    shape = rng.choice(((4032, 3024), (4032, 3024), (4000, 3000), (4624, 3468)))
    if toss < 0.6:
        first = rng.choice((1, 1, 1, rng.randint(2, 30)))
        tags = [str(first + index) for index in range(count)]
        if rng.random() < 0.25:
            rng.shuffle(tags)
        return table.numbered_table(rng, name, cards, tags, split, 3 if count <= 9 else 4, shape)
    return table.loose_table(rng, name, [*cards[:-1], mixed_card(rng, split)], shape, in_rows=toss < 0.8)


def mixed_card(rng: Random, split: Split) -> Card:
    """Return a card as they come in a stack: across mostly, in columns or English now and then."""
    toss = rng.random()
    return (
        column_card(rng, split)
        if toss < 0.12
        else english_card(rng, split)
        if toss < 0.2
        else japanese_card(rng, split)
    )


def back_ja(rng: Random, split: Split, name: str) -> Picture:
    """Front and back of one Japanese card in one photo: the English side, or services and hobbies."""
    made = content.japanese_content(rng, split)
    while made.person.origin != "ja" or not made.emails:
        made = content.japanese_content(rng, split)
    front = horizontal_card(rng, made, split, size=(91, 55))
    behind = abroad.english_back(rng, made) if rng.random() < 0.6 else content.japanese_back(rng, split, made)
    back = replace(horizontal_card(rng, behind, split, size=(91, 55)), side="back")
    kind = cases.CaseKind(0, 0, 0, 0, (0, 0, 0), (0, 0, 0), False, False, "top")
    shape = rng.choice(((2592, 1944), (3024, 4032), (1920, 1080), (1536, 2048)))
    laid = table.rows(rng, [front, back], [None, None], kind, 2 if shape[0] > shape[1] * 1.5 else 1, 1.5)
    view = table.over_all(rng, laid, shape, 9.0)
    return photograph(rng, name, view, laid, damage.harm(rng))


def variants_ja(rng: Random, split: Split, name: str) -> Picture:
    """Names with kanji of two forms (髙 高, 﨑 崎), line after line, edge to edge; not to be understood."""
    return flat_of(rng, probes.variant_card(rng, split), name)


def variants_photo(rng: Random, split: Split, name: str) -> Picture:
    """Names with kanji of two forms on a desk."""
    return photo_of(rng, probes.variant_card(rng, split), name)


def lines_ko(rng: Random, split: Split, name: str) -> Picture:
    """Korean lines, scanned or photographed; not to be understood."""
    return _either(rng, probes.korean_card(rng, split), name)


def lines_zh(rng: Random, split: Split, name: str) -> Picture:
    """Chinese lines, simplified or traditional, scanned or photographed; not to be understood."""
    return _either(rng, probes.chinese_card(rng, split), name)


def _either(rng: Random, card: Card, name: str) -> Picture:
    return flat_of(rng, card, name) if rng.random() < 0.5 else photo_of(rng, card, name)


def negatives(rng: Random, split: Split, name: str) -> Picture:
    """No card at all: an empty desk, a page of prose, a receipt, a landscape, a blank wall."""
    return negative.picture(rng, split, name)


SLICES: dict[str, Slice] = {
    "flat_ja": flat_ja,
    "photo_ja": photo_ja,
    "vertical_ja": vertical_ja,
    "flat_en": flat_en,
    "photo_en": photo_en,
    "flat_eu": flat_eu,
    "photo_eu": photo_eu,
    "flat_zh": flat_zh,
    "photo_zh": photo_zh,
    "flat_ko": flat_ko,
    "photo_ko": photo_ko,
    "hard_ja": hard_ja,
    "two_orgs_ja": two_orgs_ja,
    "apart_ja": apart_ja,
    "several": several,
    "table_ja": table_ja,
    "back_ja": back_ja,
    "variants_ja": variants_ja,
    "variants_photo": variants_photo,
    "lines_ko": lines_ko,
    "lines_zh": lines_zh,
    "negatives": negatives,
}
