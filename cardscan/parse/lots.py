"""The numbers of a Japanese address: postal codes, 丁目-番地-号, floors and rooms. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from cardscan.parse.digits import put_right
from cardscan.parse.words import table

_NUMERALS = "〇○一二三四五六七八九十百千"
_N = rf"(?:\d{{1,5}}|[{_NUMERALS}]{{1,6}})"
_UNIT = (
    r"(?:丁目|番地の?|番(?![町街丁])|号(?![室館棟])|条(?=[東西南北]?\s?\d|[東西南北])[東西南北]{0,2}"
    r"|線(?=[東西南北])[東西南北]{0,2}|地割)"
)
_ROOM_AHEAD = r"(?!\d|\s?(?:F(?![a-z])|階|号室|号館|号棟|棟|Ｆ))"
_PART = rf"{_N}{_ROOM_AHEAD}(?:\s?{_UNIT})?"
_NEXT = r"(?=[\d〇一二三四五六七八九十])"
_JOINT = rf"(?:\s?[-のノ・]\s?{_NEXT}|(?<=[目地番の東西南北割条])\s?{_NEXT})"
_LOT = re.compile(rf"(?<![A-Za-z0-9]){_PART}(?:{_JOINT}{_PART})*")
_FLOOR = re.compile(
    r"(?:地下|B)?\d{1,3}\s?(?:F(?![A-Za-z])|階)|(?:地下)?[一二三四五六七八九十]{1,3}階|[〇一二三四五六七八九]{2,4}号室?|(?<![\d第])\d{2,4}\s?号室?|#\d+|[A-Z]-?\d{2,4}\b|\d{1,2}(?:st|nd|rd|th)?\s?(?:F\b|[Ff]loor)"
)
_DIGIT = r"[0-9OoQDIl|]"
ADDRESS_ROLES = frozenset({"address", "postal", "head_office"})  # of labels
KANJI = re.compile(r"[一-龥ぁ-ゖァ-ヺ々ヶ]")
_BARE = re.compile(r"[町村字側通筋][〇一二三四五六七八九]{2,4}$")  # 祇園町北側三四七
_TWO_BARS = re.compile(
    r"(?<=[一-龥])(?<![〇一二三四五六七八九十])--(?=[〇一二三四五六七八九])"
)  # no lot begins with a dash
LONGEST_NUMBER = 4  # numerals of one number of a lot
_MANY = re.compile(
    r"(?<=[一-龥ぁ-んァ-ヶ-])(?<![〇一二三四五六七八九])[〇一二三四五六七八九]{5,8}(?![〇一二三四五六七八九十百千階号])"
)
# Where an address is over.
STOP = re.compile(
    r"〒|\s?[(<\[][^)>\]]{0,30}(?:徒歩|駅より|駅から|駅[東西南北]口|最寄)|(?<=\s)[tTfFmM]\.?\s?(?=\(?0\d{1,3}[-)])|\S+@|https?:|www\.|(?<=\s)[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)*\.(?:com|jp|net|org|me|io|dev|info|biz|tokyo)(?![\w.])|(?<![\d-])0\d{1,4}[-(]\d{1,4}[-)]\d{3,4}|\+\d|(?<![〇○一二三四五六七八九十])[〇○][一二三四五六七八九〇]{1,3}[ー―－(（-]|(?<=\s)(?:登録番号|営業時間|定休日|代表取締役)"
)
_KANJI_DIGIT = "[〇○零一二三四五六七八九]"


@dataclass(frozen=True, slots=True)
class PostalCode:
    """A postal code at ``start``..``end``; ``code`` is seven digits; ``sure`` 1.0 with 〒 and clean digits."""

    code: str
    start: int
    end: int
    marked: bool
    dashed: bool
    repaired: bool

    @property
    def written(self) -> str:
        """The code as it is always written: ``171-0022``."""
        return f"{self.code[:3]}-{self.code[3:]}"


def postal_codes(text: str) -> list[PostalCode]:
    """Return what can be a Japanese postal code in plain ``text``; the caller judges those not marked 〒."""
    found = []
    for match in _postal().finditer(text):
        digits = match.group("a") + match.group("b")
        kanji = digits.translate({ord(sign): str(number) for number, sign in enumerate("〇一二三四五六七八九")})
        clean = put_right(kanji.replace("○", "0").replace("零", "0"))
        marked = match.group("mark") in ("〒", "〠", "〶") or match.group("word") is not None
        repaired = clean != kanji
        if re.fullmatch(r"\d{7}", clean) and (marked or not repaired):
            dashed = match.group("dash").strip() != ""
            found.append(PostalCode(clean, match.start(), match.end(), marked, dashed, repaired))
    return found


def find_lot(text: str) -> tuple[int, int] | None:
    """Return where 丁目-番地-号 stand in the text after the city (``南池袋1-16-15 …`` → ``1-16-15``), or None.

    A bare number inside a name (``1番町2-3``, ``三田``) is passed over when a better one follows.
    """
    spans = [match.span() for match in _LOT.finditer(text) if _is_lot(text, *match.span())]
    for start, end in spans:
        inside_a_name = text[start:end].isdigit() and re.match(r"[一-龥ァ-ヶ]", text[end : end + 1]) is not None
        if not (
            inside_a_name and (start, end) != spans[-1] and re.match(r"番[町街丁]|条|丁(?!目)", text[end : end + 2])
        ):
            return start, end
    return None


def with_bars_as_dashes(text: str) -> str:
    """Return ``text`` with a 一 for the dash that it must be where numerals of a lot are too many for one number
    (西区塚本町五三一二九: 五三-二九), character for character; of several ways the one with the shortest numbers."""
    return _MANY.sub(lambda match: _parted(match.group()), _TWO_BARS.sub("一-", text))


def _parted(run: str) -> str:
    bars = [at for at, numeral in enumerate(run) if numeral == "一" and 0 < at < len(run) - 1]
    ways = [
        chosen
        for many in (1, 2)
        for chosen in combinations(bars, many)
        if 1 not in map(int.__sub__, chosen[1:], chosen)
    ]
    parted = ["".join("-" if at in chosen else each for at, each in enumerate(run)) for chosen in ways]
    fitting = [each for each in parted if max(map(len, each.split("-"))) <= LONGEST_NUMBER]
    return min(fitting, key=lambda each: max(map(len, each.split("-"))), default=run)


def has_floor(text: str) -> bool:
    """Whether a floor or a room is named: ``8F``, ``三階``, ``801号室``."""
    return _FLOOR.search(text) is not None


def _is_lot(text: str, start: int, end: int) -> bool:
    """Kanji numerals are a lot only with a unit or a joint; digits always."""
    lot = text[start:end]
    if lot.isdigit() and start == 0 and re.match(r"[A-Z]{2}[ァ-ヺ一-龥]", text[end:]):
        return False  # a stroke before a title: 1ITコンサルタント
    if lot[0].isdigit() or (end == len(text) and _BARE.search(text)):
        return True
    return re.search(r"丁目|番地|番|号|条|地割|[-のノ]", lot) is not None and not re.fullmatch(
        r"[一二三四五六七八九十]{1,2}[のノ番条]", lot
    )


@lru_cache(maxsize=1)
def _postal() -> re.Pattern[str]:
    marks = re.escape(table("places")["misread_marks"])
    return re.compile(
        rf"(?:(?P<word>郵便番号|郵便)\s?[:.]?\s?|(?P<mark>〒|〠|〶|(?<![^\s:)\]】])[{marks}])\s?[:.]?\s?)?"
        rf"(?<![\d+.-])(?<![A-Za-z]\d)(?P<a>{_DIGIT}{{3}}|{_KANJI_DIGIT}{{3}})(?P<dash>\s?[-ー一・|]?\s?)"
        rf"(?P<b>{_DIGIT}{{4}}|{_KANJI_DIGIT}{{4}})(?![\dA-Za-z]|-\d)"
    )
