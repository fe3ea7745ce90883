"""The name of a firm: as it is printed, without what was read into it or lost, and bare for comparing. Pure."""

from __future__ import annotations

import re
import unicodedata

from cardscan.parse.katakana import is_word
from cardscan.parse.lexicon import bare_letters, words

_CLOSING = {"(": ")", "（": "）"}
_OPENING = {")": "(", "）": "（"}
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_ALIKE = str.maketrans("工力口夕卜三二八千", "エカロタトミニハチ")
_THIN = frozenset("lijtf")  # letters that are easily lost beside others


def as_printed(name: str) -> str:
    """Return a name as read with what its grammar proves to be misread or lost put right."""
    return _with_brackets(_with_ni(_with_katakana(name)))


def core(name: str) -> str:
    """Return the name without legal forms, spaces and width, for telling whether two names are the same firm."""
    text = unicodedata.normalize("NFKC", name)
    for form in words().forms:
        text = text.replace(unicodedata.normalize("NFKC", form), "")
    first, *others = text.split() or [""]
    text = " ".join((first, *(token for token in others if token.lower().strip(",") not in words().latin_forms)))
    tokens = [
        token for token in re.split(r"[\s,.]+", text) if token.lower() not in words().latin_forms and token != "Co"
    ]
    return re.sub(r"[\W_]+", "", "".join(tokens)).lower()


def lacks_a_side(name: str) -> bool:
    """Return whether on one side of the & of a name stands nothing, or the legal form alone (株式会社&Kプロ),
    or a gap where it may have been."""
    for form in sorted(words().forms, key=len, reverse=True):
        name = name.replace(form, " ")
    lost = re.search(r"[a-z]\s{2,}[A-Z]", name.strip()) is not None  # Harrow  Finch
    return lost or re.search(r"^[&＆]|[&＆]$", name.strip()) is not None


def as_in_hosts(letters: str) -> tuple[str, ...]:
    """Return how the letters of a name may be spelt in a host: without accents, umlauts also as ae, oe, ue."""
    return tuple(dict.fromkeys((letters, bare_letters(letters), bare_letters(letters.translate(_UMLAUTS)))))


def with_lost_letter(name: str, host: str) -> str:
    """Return a Latin name with the letter that a host has more, where it is one that is easily lost: one of two
    (Bergquel, bergquell.de) or a thin one (Vtavan, vltavan.cz). Elsewhere as it is."""
    letters = bare_letters(name)
    for at in range(1, len(host)) if len(letters) == len(name) else ():
        lost = host[at]
        thin = lost in _THIN and at < len(host) - 1
        if letters.startswith(host[:at] + host[at + 1 :]) and (thin or (lost == host[at - 1] and lost not in "aeiou")):
            return name[:at] + (lost.upper() if name[:at].isupper() and at > 1 else lost) + name[at:]
    return name


def tidy(name: str) -> str:
    """Return the name without the gap between a legal form and what follows it; other spaces stay."""
    for form in words().forms:
        if len(form) > 2 and name[:1] == form[0]:  # a gap inside the form that begins it
            name = re.sub(r"^" + r"\s?".join(map(re.escape, form)), form, name)
        name = re.sub(rf"(?<={re.escape(form)})\s+(?=\S)|(?<=\S)\s+(?={re.escape(form)})", "", name)
        # one letter right before a form that begins the name is the logo beside it
        name = re.sub(rf"^[A-Za-z0-9○◯●◎◇◆□■△▲※＠@&]\s*(?={re.escape(form)}\S{{2}})", "", name)
    name = re.sub("^般(?=[社財]団法人)", "一般", name)  # there is no other
    name = re.sub(r"^[\u2600-\u27bf\U0001f000-\U0001faff]\s*(?=\w)", "", name)  # an icon of what stands beside it
    return re.sub(r"^[.・･,:;●■◆▶★※|•~^°]+\s*(?=\w{2})", "", name).strip()


def _with_ni(name: str) -> str:
    """Return a name with 二一 behind katakana as ニー where that makes a word that dictionaries have (ハーモ二一)."""

    def spelt(found: re.Match[str]) -> str:
        word = f"{found[1]}ニー"
        return word if is_word(word) else found[0]

    return re.sub(r"([ァ-ヺー]+)[二三][一―－-]", spelt, name)


def _with_katakana(name: str) -> str:
    """Return a name with へ, べ and ぺ, which look alike in both scripts, as what stands behind (べスト, ベスト), and
    with kanji before katakana as the katakana they look like where that makes a word (工イト, 三ライ)."""

    def spelt(found: re.Match[str]) -> str:
        word = found[0].translate(_ALIKE)
        return word if is_word(word) else found[0]

    name = re.sub(r"(?:(?<=会社)|(?<=法人)|(?<![一-龥ァ-ヺー]))[工力口夕卜三二八千][ァ-ヺー]{2,}", spelt, name)
    return re.sub(r"(?<![ぁ-ゖ])[へべぺ](?=[ァ-ヺー]{2})", lambda found: chr(ord(found[0]) + 0x60), name)


def _with_brackets(name: str) -> str:
    """Return a name with the bracket that was not read at its form (株青葉, 株GLOBE) or place (源兴(昆明有限公司)."""
    name = re.sub(r"^([(（])([株有同주유사재])(?=[^)）]+$)", lambda m: f"{m[1]}{m[2]}{_CLOSING[m[1]]}", name)
    name = re.sub(r"^([株有同주유사재])([)）])(?=\S)", lambda m: f"{_OPENING[m[2]]}{m[1]}{m[2]}", name)
    name = re.sub(r"(?<=[^(（])([(（])([株有同주유])$", lambda m: f"{m[1]}{m[2]}{_CLOSING[m[1]]}", name)
    name = re.sub(r"^([株有])(?=[A-ZＡ-Ｚぁ-ゖァ-ヺ])", r"(\1)", name)  # ㈱ as one letter
    place = r"([(（])([一-龥]{2,4})(?=(?:股份)?有限公司$)"
    return re.sub(place, lambda m: f"{m[1]}{m[2]}{_CLOSING[m[1]]}", name)
