"""Licences, certificates and degrees: which texts are one, and which is meant where one letter was misread."""

from __future__ import annotations

import re
import unicodedata

from cardscan.parse.firms import looks_like_a_name, org_form
from cardscan.parse.lexicon import plain, words
from cardscan.parse.names import is_surname

_NUMBER = r"(?:登録番号|登録第?|第)\s?第?\s?[\d-]{3,}\s?号?"
_REGISTERED = re.compile(
    rf"(?P<licence>[^()\s\d][^()\s]{{2,16}})\s?(?:\([^()\d]{{1,8}}\)\s?)?(?P<number>\([^()]*第[^()]*\)|{_NUMBER})"
)


def is_qualification(text: str) -> bool:
    """Return whether a text is a licence, certificate or degree."""
    lists, whole = words(), re.sub(r"[®™]|認定者$", "", unicodedata.normalize("NFKC", text))
    bare = plain(re.sub(r"\([^)]*\)$", "", whole)) or plain(whole)
    if bare in lists.qualifications or plain(whole) in lists.qualifications:
        return True
    if bare in lists.titles or is_licence_at_work(bare):
        return False
    return any(pattern.match(whole) for pattern in lists.qualification_patterns) or _is_licensed(bare)


def _is_licensed(bare: str) -> bool:
    """Return whether a text ends as licences do (地盤品質判定士), is nobody's name (山田剛士) and no trade (力士)."""
    lists = words()
    if not re.fullmatch(r"[一-龥ァ-ヺーぁ-ん]{2,16}(?:士|技士|士補)", bare) or bare in lists.no_licences:
        return False
    return org_form(bare) is None and not looks_like_a_name(bare) and not is_surname(bare[:-1])


def is_registered_licence(text: str) -> bool:
    """Return whether a text is a licence with where or under which number it is registered behind it:
    宅地建物取引士（東京）第012345号."""
    match = _REGISTERED.fullmatch(unicodedata.normalize("NFKC", text))
    return match is not None and match["number"] is not None and is_qualification(match["licence"])


def with_bracket(text: str) -> str:
    """Return a degree with the bracket before its field that was not read: 博士 理学）."""
    return re.sub(
        r"^(博士|修士|学士)\s*([一-龥]{1,6})([)）])$",
        lambda m: f"{m[1]}{'（' if m[3] == '）' else '('}{m[2]}{m[3]}",
        text,
    )


def nearest_licence(text: str) -> str | None:
    """Return the licence of the lists that a text is but for one of four characters or more (司法筆士: 司法書士), None
    where it is one itself or none is near."""
    from rapidfuzz.distance import Hamming

    bare, listed = plain(text), words().qualifications
    if len(bare) < 4 or bare in listed or any(pattern.match(bare) for pattern in words().qualification_patterns):
        return None
    near = [each for each in listed if len(each) == len(bare) and Hamming.distance(each, bare) == 1]
    return near[0] if len(near) == 1 and not _is_old_form(bare, near[0]) else None


def _is_old_form(bare: str, licence: str) -> bool:
    """Return whether all that a text has other than a licence is the old form of a kanji."""
    pairs = words().old_forms
    return all(own + other in pairs for own, other in zip(bare, licence, strict=True) if own != other)


def is_licence_at_work(bare: str) -> bool:
    """Return whether a licence with a word before it tells what somebody is: 代表税理士, 所属弁護士."""
    return any(
        bare.startswith(before) and bare[len(before) :] in words().qualifications for before in words().before_licences
    )
