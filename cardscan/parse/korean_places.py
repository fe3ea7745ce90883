"""What the grammar of a Korean address proves that the reader left out: 구, 동, 길 behind 번, a bracket. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from cardscan.parse.words import table

_LANE = re.compile(r"(?<=\d번)(?=\s\d)")  # 273번 580: only a lane (번길) has a number of its own
_WARD = re.compile(r"(?<=[동로]\d)水")
_BLOCK = re.compile(r"(?<=\([가-힣]{2}동\d)(?=\))|(?<=\([가-힣]{3}동\d)(?=\))")  # (효자동3): 동 is counted in 가
_QUARTER = re.compile(r"(?<=[시구]\s)[가-힣]{1,3}[^동리가로길읍면구시군\s](?=\s\d+-\d)")  # only a quarter has such lots
_OPEN = re.compile(r"\((?P<dong>[가-힣]+(?:동|동\d가|로\d가))(?P<more>[^)]*)$")
_STROKE = re.compile(r"(?<=[가-힣])[|｜]\s*(?=[가-힣])")
_CLOSED = re.compile(r"(?:(?<=\s)|^)(?P<dong>[가-힣]+(?:동|동\d가|로\d가))\)")


def as_it_must_be(text: str) -> str:
    """Return a Korean address with what must stand in it and was not read, without a stroke that was a gap."""
    text = _STROKE.sub(" ", text)
    text = _BLOCK.sub("가", _WARD.sub("가", _LANE.sub("길", text)))
    text = _QUARTER.sub(lambda match: f"{match[0]}동", text)
    text = _district().sub(lambda match: f"{match[0]}구", text)
    if "(" not in text:
        text = _CLOSED.sub(lambda match: f"({match['dong']})", text)
    return _OPEN.sub(_bracketed, text)


def _bracketed(match: re.Match[str]) -> str:
    """Return what an open bracket holds, closed: behind the quarter, or behind the building that a comma adds to it."""
    dong, more = match["dong"], match["more"]
    return f"({dong}{more})" if not more or more.startswith(",") else f"({dong}){more}"


@lru_cache(maxsize=1)
def _district() -> re.Pattern[str]:
    """Return the pattern of a region, perhaps a city, and a district without its 구 before a street."""
    words = table("places_east")["ko"]
    regions = "|".join(sorted(map(re.escape, words["regions"]), key=len, reverse=True))
    names = "|".join(sorted(words["districts"], key=len, reverse=True))
    return re.compile(rf"^(?:{regions})\s(?:[가-힣]+시\s)?(?:{names})(?=\s[가-힣]+\d?[로길동])")
