"""Which lines make up a Japanese address: where it begins, where it stops, which lines go on with it. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice, takewhile

from cardscan.model import Source, TextLine
from cardscan.parse.announced import announcement
from cardscan.parse.buildings import is_building, stands_as_building
from cardscan.parse.digits import dashes
from cardscan.parse.gazetteer import fold, place_prefix, places_of_code, regions
from cardscan.parse.labels import labels_in
from cardscan.parse.lots import ADDRESS_ROLES, KANJI, STOP, PostalCode, find_lot, postal_codes, with_bars_as_dashes
from cardscan.parse.plain import Plain, join, plain_lines
from cardscan.parse.rows import box, follows, line_below, right_neighbour
from cardscan.parse.words import table

_SAYS_NUMBER = re.compile(
    r"[\s.:()/|]*(?:[+(]?[\d〇一二三四五六七八九][\d〇一二三四五六七八九\s()ー.-]{7,}|\S+@|http|www)"
)
OTHER_CITY = re.compile(r"[^\d\s]{1,6}?[市区](?:[^\d\s]{1,4}?区)?|[^\d\s]{1,5}?郡[^\d\s]{1,5}?[町村]")


@dataclass(frozen=True, slots=True)
class Draft:
    """An address while its lines are gathered. ``body`` is what follows the postal code; ``last`` is its last line."""

    postal: PostalCode | None
    head: tuple[Source, ...]
    body: Plain
    last: int
    lines: tuple[int, ...]
    guessed: str | None = None  # a line that is taken for the building because of where it stands


# ---------------------------------------------------------------- where addresses begin


def drafts_on(lines: Sequence[TextLine], number: int, used: set[int]) -> list[Draft]:
    """Return the addresses that begin on line ``number``, each with what its own line says."""
    plain = _tidy_numbers(plain_lines(lines)[number])
    codes = [code for code in postal_codes(plain.text) if _believable(lines, number, plain.text, code)]
    drafts = []
    for code, following in zip(codes, [*codes[1:], None], strict=False):
        end = _stop(plain.text, code.end, following.start if following else len(plain.text))
        head = plain.sources(code.start, code.end, "postal-code")
        drafts.append(
            Draft(code, _labels(lines, number, code.start) + head, plain.cut(code.end, end), number, (number,))
        )
    first = codes[0].start if codes else len(plain.text)
    start = _place_start(plain.text[:first])
    if start is not None and not codes:
        end = _stop(plain.text, start, first)
        drafts.insert(0, Draft(None, _labels(lines, number, start), plain.cut(start, end), number, (number,)))
    elif start is not None and find_lot(plain.text[start:first]):  # the code stands after its address
        body = plain.cut(start, first)
        head = _labels(lines, number, start) + drafts[0].head
        drafts[0] = replace(drafts[0], head=head, body=join((body, drafts[0].body.strip())))
    return drafts


def _labels(lines: Sequence[TextLine], number: int, start: int) -> tuple[Source, ...]:
    """Return where the label before an address is printed, when it is one that says nothing more (本社, 住所)."""
    said = announcement(lines, number, start, ADDRESS_ROLES)
    plain = table("places")["plain_labels"]
    telling = [
        word for role, word in zip(said.roles, said.words, strict=False) if role == "head_office" and word not in plain
    ]
    if telling or not said.sources:
        return ()
    before = plain_lines(lines)[said.sources[0].line].text[: said.sources[0].start]
    return () if KANJI.search(before[-1:]) else said.sources


def _believable(lines: Sequence[TextLine], number: int, text: str, code: PostalCode) -> bool:
    """Whether seven digits are a postal code: marked 〒, or a place follows, or they are all there is and exist."""
    if code.marked:
        return True
    if announcement(lines, number, code.start, frozenset({"phone", "fax", "mobile", "both", "home"})).roles:
        return False
    rest = text[code.end :].lstrip(" )]:、,.")
    if place_prefix(rest[:24]) is not None:
        return True
    places = places_of_code(code.code)
    if any(place.town and fold(rest).startswith(fold(place.town)) for place in places):
        return True
    if not code.dashed:
        return False
    alone = not rest and not text[: code.start].strip(" :(T〒")
    following = plain_lines(lines)[number + 1].text if number + 1 < len(lines) else ""
    return alone and bool(places) and (KANJI.search(following) is not None or not rest)


def _place_start(text: str) -> int | None:
    """Return where a place name starts that opens an address: at the start, after a label, a sign or a space."""
    for match in re.finditer(r"(?:^[^\w\s]{0,2}(?:[oO]|\d{1,4})?|[\s:)\]】〉》」|・/■●◆▶])(?=[一-龥ぁ-んァ-ヶ])", text):
        prefix = place_prefix(text[match.end() : match.end() + 24])
        if prefix and prefix.locality:
            return match.end()
        if prefix and find_lot(text[match.end() + prefix.end :]) and OTHER_CITY.match(text, match.end() + prefix.end):
            return match.end()
    for label in labels_in(text):
        if (
            label.role in ADDRESS_ROLES
            and (prefix := place_prefix(text[label.end : label.end + 24]))
            and prefix.locality
        ):
            return label.end
    return None


def _stop(text: str, start: int, end: int) -> int:
    """Return where, before ``end``, something else than the address begins: a telephone, a mail, a web address."""
    if other := STOP.search(text, start, end):
        end = other.start()
    for label in labels_in(text[start:end]):
        if label.role in ADDRESS_ROLES | {"account", "main", "night"}:
            continue
        after = text[start + label.end :]
        word = re.sub(r"\s", "", label.word).upper()
        if word in table("places")["sure_labels"] or _SAYS_NUMBER.match(after):
            return start + label.start
    return end


# ---------------------------------------------------------------- which lines go on with it


def gathered(lines: Sequence[TextLine], draft: Draft, used: set[int]) -> Draft:
    """Return ``draft`` with the lines that go on with it: the place first, then the lot, then the building."""
    for _ in range(4):
        draft = _with_code_behind(lines, draft, used)
        if not _ends_its_line(lines, draft):
            return _with_building_under(lines, draft, used)
        following = next((other for other in _candidates(lines, draft, used) if _goes_on(lines, draft, other)), None)
        if following is None:
            break
        plain = _tidy_numbers(plain_lines(lines)[following])
        first = 0 if draft.body.text.strip() else _scratch(plain.text)
        body = join((draft.body.strip(), plain.cut(first, _stop(plain.text, 0, len(plain.text))).strip()))
        draft = replace(draft, body=body, last=following, lines=(*draft.lines, following))
    options = [line_below(lines, draft.last), *_candidates(lines, draft, used)]
    fresh = [other for other in options if other is not None and other not in used and other not in draft.lines]
    below = next((other for other in fresh if stands_as_building(lines, draft.last, other)), None)
    if below is None or not _wants_building(draft):
        return draft
    text = plain_lines(lines)[below]
    return replace(draft, body=join((draft.body.strip(), text.strip())), last=below, guessed=text.text.strip())


def _with_building_under(lines: Sequence[TextLine], draft: Draft, used: set[int]) -> Draft:
    """Return ``draft``, behind which something else stands on its line, with the building right under its beginning."""
    starts = [origin[1] for origin in draft.body.origins if origin[0] == draft.last]
    begins = min([*starts, *(source.start for source in draft.head if source.line == draft.last)], default=1)
    below = line_below(lines, draft.last)
    if below is None or below in used or begins > 0 or not _wants_building(draft):
        return draft
    one, two, text = box(lines[draft.last]), box(lines[below]), plain_lines(lines)[below]
    aligned = abs(one.left - two.left) < 0.6 * one.height and two.top - one.bottom < 0.9 * one.height
    if not (aligned and is_building(text.text.strip())):
        return draft
    return replace(draft, body=join((draft.body.strip(), text.strip())), last=below, lines=(*draft.lines, below))


def _wants_building(draft: Draft) -> bool:
    """Whether an address ends with its lot."""
    town = _after_place(draft.body.text.strip())
    lot = find_lot(town)
    return lot is not None and not town[lot[1] :].strip()


def _scratch(text: str) -> int:
    """Return how many characters that are none of it stand before a place at the beginning of a line."""
    match = re.match(r"[^\w\s]{0,2}[oO\d]?(?=[一-龥])", text)
    return match.end() if match and place_prefix(text[match.end() : match.end() + 24]) is not None else 0


def _with_code_behind(lines: Sequence[TextLine], draft: Draft, used: set[int]) -> Draft:
    """Return ``draft`` with the postal code that stands under an address without one, by itself or behind its building,
    if it is of its place."""
    number = draft.last + 1
    body = draft.body.text.strip()
    if draft.postal is not None or number >= len(lines) or number in used or find_lot(_after_place(body)) is None:
        return draft
    plain = plain_lines(lines)[number]
    codes = postal_codes(plain.text)
    if len(codes) != 1 or re.search(r"\w", plain.text[codes[0].end :]):
        return draft
    before = plain.cut(0, codes[0].start).strip()
    building = re.search(r"\w", before.text) is not None
    if building and not (is_building(before.text) and _wants_building(draft)):
        return draft
    here = any(fold(place.locality) in fold(body) for place in places_of_code(codes[0].code))
    if not here or not follows(lines, draft.last, number):
        return draft
    head = draft.head + plain.sources(codes[0].start, codes[0].end, "postal-code")
    whole = join((draft.body.strip(), before)) if building else draft.body
    return replace(draft, postal=codes[0], head=head, body=whole, last=number, lines=(*draft.lines, number))


def _ends_its_line(lines: Sequence[TextLine], draft: Draft) -> bool:
    """Whether nothing of another kind follows on the last line (else the next line belongs to that)."""
    last = plain_lines(lines)[draft.last]
    end = max((origin[2] for origin in draft.body.origins if origin[0] == draft.last), default=None)
    if end is None:
        end = max((source.end for source in draft.head if source.line == draft.last), default=0)
    rest = "".join(character for character, origin in zip(last.text, last.origins, strict=True) if origin[1] >= end)
    return not re.search(r"[^\W_]", rest)


def _candidates(lines: Sequence[TextLine], draft: Draft, used: set[int]) -> list[int]:
    beside, below = right_neighbour(lines, draft.last), line_below(lines, draft.last)
    next_ones = takewhile(lambda other: not _is_next(lines, draft, other), range(draft.last + 1, len(lines)))
    others = [beside, *islice(next_ones, 3), draft.last - 1, below]
    fresh = [
        other for other in others if other is not None and other >= 0 and other not in used and other not in draft.lines
    ]
    fresh = [other for other in fresh if not _is_under_another(lines, draft, other)]
    return [other for other in dict.fromkeys(fresh) if any(follows(lines, line, other) for line in draft.lines[-2:])]


def _is_under_another(lines: Sequence[TextLine], draft: Draft, other: int) -> bool:
    """Whether a line stands right under another address with its postal code, beside this one."""
    above = [number for number in range(len(lines)) if number not in draft.lines and line_below(lines, number) == other]
    return any(postal_codes(plain_lines(lines)[number].text) for number in above)


def _is_next(lines: Sequence[TextLine], draft: Draft, other: int) -> bool:
    """Whether another address begins on a line: what stands behind that is its own."""
    return draft.body.text.strip() != "" and bool(postal_codes(plain_lines(lines)[other].text))


def _goes_on(lines: Sequence[TextLine], draft: Draft, other: int) -> bool:
    plain = _tidy_numbers(plain_lines(lines)[other])
    text = plain.text[: _stop(plain.text, 0, len(plain.text))].strip()
    if not text or postal_codes(text) or any(word in text for word in table("places")["never_in_address"]):
        return False
    body = draft.body.text.strip()
    if not body:
        return _opens(text, draft.postal)
    if find_lot(_after_place(body)) is None:
        return find_lot(text) is not None and (place_prefix(text) is None or place_prefix(body) is None)
    if re.search(r"(?:丁目|番地?|\d-|の)$", body) and (lot := find_lot(text)) and lot[0] == 0:
        return not text.startswith("0")  # 06.2012.1565 under 1686番地
    return is_building(text) and place_prefix(text) is None


def _opens(text: str, code: PostalCode | None) -> bool:
    """Whether ``text`` can stand right after a postal code."""
    if place_prefix(text[:24]) is not None:
        return True
    places = places_of_code(code.code) if code else ()
    return KANJI.search(text) is not None and (
        find_lot(text) is not None or any(place.town and fold(text).startswith(fold(place.town)) for place in places)
    )


def _after_place(text: str) -> str:
    prefix = place_prefix(text[:24])
    return text[prefix.end :] if prefix else text


def _tidy_numbers(plain: Plain) -> Plain:
    """Return ``plain`` with dashes between numerals as ``-``, and prefectures without the gaps of wide setting."""
    return _tidied(plain)


@lru_cache(maxsize=256)
def _tidied(plain: Plain) -> Plain:
    tidy = Plain(with_bars_as_dashes(dashes(plain.text)), plain.origins)
    return tidy.replace(_spaced_region(), lambda match: re.sub(r"\s", "", match.group()))


@lru_cache(maxsize=1)
def _spaced_region() -> re.Pattern[str]:
    """Return what finds a prefecture with gaps in it: 大 阪府."""
    return re.compile("|".join(r"\s{0,2}".join(map(re.escape, region)) for region in regions()))
