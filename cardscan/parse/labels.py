"""The words that announce a value (TEL, 携帯, E-mail, 〒): where they stand, and what is nothing but them. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from cardscan.parse.plain import Plain, plain_line
from cardscan.parse.words import table

PHONE_ROLES = frozenset(
    {"phone", "fax", "both", "mobile", "home", "pager", "main", "direct", "toll_free", "night", "head_office"}
)
"""Roles of labels that can stand before a telephone number."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label at ``start``..``end`` of the text it was looked for in; ``word`` is as printed there."""

    role: str
    word: str
    start: int
    end: int


@lru_cache(maxsize=2048)
def labels_in(text: str) -> tuple[Label, ...]:
    """Return the labels in plain ``text`` from left to right; they never overlap."""
    pattern, roles = _pattern()
    found: list[Label] = []
    position = 0
    while match := pattern.search(text, position):
        word = match.group()
        position = match.end()
        role = roles.get(_key(word))
        if role and _stands_free(text, match.start(), match.end(), found[-1].end if found else -1):
            found.append(Label(role, word, match.start(), match.end()))
        else:
            position = match.start() + 1
    return tuple(found)


@lru_cache(maxsize=4096)
def is_only_label(text: str) -> bool:
    """Whether ``text`` holds nothing but labels and signs (``TEL``, ``E-mail:``, ``〒``, ``|``): nothing worth a note.

    Words that mean something on their own (代表, 本社) do not count.
    """
    return not re.search(r"[^\W_]", _without_labels(plain_line(0, text).text))


def only_roles(plain: Plain) -> frozenset[str]:
    """Return the roles of the labels in ``plain`` when it holds labels and signs only; else an empty set."""
    return _only_roles(plain.text)


@lru_cache(maxsize=2048)
def _only_roles(text: str) -> frozenset[str]:
    labels = labels_in(text)
    rest = text
    for label in reversed(labels):
        rest = rest[: label.start] + rest[label.end :]
    letter = _letters().get(rest.strip(" :.|()[]/").upper())
    if not labels and letter:
        return frozenset({letter})
    return frozenset(label.role for label in labels) if not re.search(r"[^\W_]", rest) else frozenset()


def _without_labels(text: str) -> str:
    if text.strip(" :.|()[]/・").upper() in _letters():
        return ""
    never = _never_alone()
    rest = text
    for label in reversed(labels_in(text)):
        if _key(label.word) not in never:
            rest = rest[: label.start] + rest[label.end :]
    return rest


def _stands_free(text: str, start: int, end: int, last_end: int) -> bool:
    """A Latin label is a word of its own: no letter touches it, except a digit misread as a letter (``TELO3-``)."""
    before, after = text[start - 1 : start], text[end : end + 1]
    word = text[start:end]
    glued = before.isdigit() and len(word) < 3 and not _between_numbers(text, start, end)
    if _latin(word[0]) and (_latin(before) or glued) and start != last_end:
        return False
    if _latin(word[-1]) and _latin(after) and not re.match(r"[OoQlI|]\d|https?|www", text[end : end + 4]):
        return False
    if len(word) > 1 or not word.isalpha():
        return True
    if not _latin(word):  # 代 and 直 are labels in (代), never in 千代田
        return before in ("", " ", "(", "/", "・") and after in ("", " ", ")", ":", "\0")
    # A single letter counts only between a free place and a value.
    free = not before or before in " |/([,:;・" or _between_numbers(text, start, end)
    if _key(word) in _phone_letters():
        apart = r"[\s:.)\]|/]" if word in "oO" else ""  # O3-… is a misread zero, O 03-… the office
        return free and re.match(rf"{apart}\s*[:.)\]|/]?\s*\(?[+0-9]", text[end : end + 6]) is not None
    return free and re.match(r"\s*[:)\]|]", text[end : end + 3]) is not None


def _between_numbers(text: str, start: int, end: int) -> bool:
    """Whether a letter stands between two telephone numbers (``…2199F 06-7608-…``); 8F before one is a floor."""
    return re.search(r"\d{4}\)?$", text[:start]) is not None and re.match(r"\s?[:.]?\s?[+(]?\d", text[end:]) is not None


def _latin(character: str) -> bool:
    return character.isalpha() and character < "\u0250"


def _key(word: str) -> str:
    return re.sub(r"\s", "", word).casefold()


@lru_cache(maxsize=1)
def _pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    roles: dict[str, str] = {}
    for role, entry in table("labels").items():
        if role != "never_alone":
            for word in [*entry["words"], *entry.get("letters", ()), *entry.get("symbols", ())]:
                roles.setdefault(_key(plain_line(0, word).text), role)
    words = sorted(roles, key=len, reverse=True)
    spaced = [r"\s?".join(map(re.escape, word)) for word in words]
    firsts = "".join(sorted({re.escape(form) for word in words for form in (word[0], word[0].upper())}))
    # The look ahead spares trying hundreds of words where none can begin.
    return re.compile(f"(?=[{firsts}])(?:{'|'.join(spaced)})", re.IGNORECASE), roles


@lru_cache(maxsize=1)
def _letters() -> dict[str, str]:
    return {
        letter.upper(): role
        for role, entry in table("labels").items()
        if role != "never_alone"
        for letter in entry.get("letters", ())
    }


@lru_cache(maxsize=1)
def _phone_letters() -> frozenset[str]:
    return frozenset(letter.casefold() for letter, role in _letters().items() if role in PHONE_ROLES)


@lru_cache(maxsize=1)
def _never_alone() -> frozenset[str]:
    return frozenset(_key(word) for word in table("labels")["never_alone"]["words"])
