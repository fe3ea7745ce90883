"""Names in Latin letters: Western people, and Japanese names in romaji. Text only; shape, prefixes and degrees."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from cardscan.model import Kind, Source
from cardscan.parse.known_readings import is_romaji_of_surname
from cardscan.parse.lexicon import bare_letters, words
from cardscan.parse.roles_latin import has_latin_form, latin_kind, latin_pieces
from cardscan.parse.syllables import family_first, is_syllables
from cardscan.parse.words import table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.parse.page import Part

_WORD = re.compile(r"^(?:(?:al|el|ul|as|ad|at|an|az|abu|d|l|dell|dall)[-'’])?[^\W\d_a-z][\w'’.\-]*,?$")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "å": "aa", "ø": "oe"})
_LETTERS = re.compile(r"(?:[A-Z][a-z]{0,6}\.?){2,8}")
_INITIALS = re.compile(r"((?:[A-Z]\.)+)([A-Z]['’]?[A-Z]?[a-zà-ÿ]{2,}.*)")
# EdWard, KoWalski: letters of one shape in both sizes; but McCoy, MacKay, DeVries, LeCroix, VanWyk.
_CAPITAL_LIKE_SMALL = re.compile(
    r"(?<=[a-z])(?<!^Mc)(?<!^Mac)(?<!^D[aeiu])(?<!^L[aeo])(?<!^Va[nlr])(?<!^Von)(?<!^Fitz)(?<!^St)(?<!^De[lns])[CKOSUVWXZ](?=[a-z])"
)
_CAPITAL_INSIDE = re.compile(r"(?<=[a-zà-öø-ÿąćęłńóśźżčďěňřšťůž]{2})[A-ZÀ-ÖØ-ÞĄĆĘŁŃÓŚŹŻČĎĚŇŘŠŤŮŽ](?=[^\W\d_A-Z]{2})")
LONGEST = 10  # words of a line that may name somebody behind a title
ROLES = (Kind.TITLE, Kind.DEPARTMENT)
_ORDINARY = frozenset(
    {
        "the",
        "and",
        "of",
        "for",
        "your",
        "our",
        "with",
        "in",
        "on",
        "to",
        "we",
        "us",
        "a",
        "an",
        "japan",
        "tokyo",
        "osaka",
        "tel",
        "fax",
    }
)
_SYLLABLES = frozenset({"in", "on", "to"})  # of them, those that Asian names have


def looks_like_name(text: str) -> bool:
    """Return whether ``text`` has the shape of a Latin personal name: 2–5 capitalised words, no digits."""
    tokens = bare_words(text)
    if not 2 <= len(tokens) <= 5 or re.search(r"[\d@/:;!?＆&+#ぁ-ヿ一-鿿가-힣]", text):
        return False
    before = [at and begins_surname(tokens, at) for at in range(len(tokens))]
    if any(
        token.lower() in _ORDINARY and not (_is_syllable(tokens, at) or before[at]) for at, token in enumerate(tokens)
    ):
        return False
    letters = sum(len(token.strip(".")) for token in tokens)
    particles = words().name_particles
    shaped = all(_is_capital(token) or (at and token in particles) or before[at] for at, token in enumerate(tokens))
    return letters >= 4 and shaped and max(map(len, tokens)) > 2


def begins_surname(tokens: Sequence[str], at: int) -> bool:
    """Return whether a word and the article behind it begin a Dutch surname: in 't Veld, op den Berg."""
    lists = table("western")
    return tokens[at] in lists["before_articles"] and at + 2 < len(tokens) and tokens[at + 1] in lists["articles"]


def _is_capital(token: str) -> bool:
    match = _WORD.match(token)
    return match is not None and not token.lstrip("aeldbnstuz'’-")[:1].islower()


def names_somebody(text: str) -> bool:
    """Return whether a text has the shape of a Latin name and begins with a given name that is known."""
    return looks_like_name(text) and bare_letters(bare_words(text)[0]) in _given_names()


def _is_syllable(tokens: Sequence[str], at: int) -> bool:
    """Return whether a word that is ordinary elsewhere is part of an Asian name: AN Min-Jun, YEON IN YUL, Grace To."""
    token = tokens[at]
    if token in ("An", "AN") or (token == "A" and at > 0):
        return True
    if token.lower() not in _SYLLABLES or token.islower():
        return False
    others = [bare_letters(other) for i, other in enumerate(tokens) if i != at]
    known = [other in _given_names() for other in others]
    syllables = all(is_syllables(other) and other not in _ORDINARY for other in others)
    named = at == len(tokens) - 1 or any(known) or any(other in family_first() for other in others)
    return syllables and named if len(others) > 1 else known[0] and at > 0


def has_capital_surname(text: str) -> bool:
    """Return whether one word of a name is in capitals and another is not, as only names are printed: ZHANG Wei."""
    tokens = [token.strip(",.") for token in bare_words(text)]
    capital = [token for token in tokens if len(token) > 1 and token.isupper()]
    return len(capital) == 1 and len(tokens) > 1 and all(len(token) > 1 for token in tokens)


def bare_name(text: str) -> str:
    """Return the name as printed without prefixes (Dr.) and degrees (Ph.D.)."""
    return " ".join(bare_words(text)).strip(" ,")


def degrees(text: str, source: Source) -> tuple[tuple[str, Source], ...]:
    """Return the degrees printed before and after a name, each with where it stands."""
    own = bare_words(text)  # the surname of Dominic MA is none, nor is the MENG of GOH MENG PING
    found = _before(text)
    for match in re.finditer(r"[^\s,]+", text):
        behind = _is_degree(match.group()) or (_is_letters(match.group()) and "," in text[: match.start()])
        inside = any(start <= match.start() < end for start, end in found)
        if behind and match.start() > 0 and not inside and match.group() not in own:
            found.append(match.span())
    return tuple(
        (text[start:end], Source(source.line, source.start + start, source.start + end, source.rule))
        for start, end in found
    )


def _before(text: str) -> list[tuple[int, int]]:
    """Return where the degrees before a name stand, those that belong together as one: Dr. med. dent., mgr inż."""
    spans: list[tuple[int, int]] = []
    for token in takewhile(lambda token: token[0].lower() in words().prefixes, re.finditer(r"\S+", text)):
        lower = token[0].lower()
        if lower in words().honorifics:
            continue
        if spans and not lower.startswith("dipl"):
            spans[-1] = (spans[-1][0], token.end())
        else:
            spans.append(token.span())
    return spans


def _is_letters(token: str) -> bool:
    """Return whether a word has the shape of the letters that follow a name and its comma: FACC, MIStructE, Esq."""
    return re.search("[A-Z]{2}", token) is not None and _LETTERS.fullmatch(token.strip(",.;®™")) is not None


def score(part: Part, emails: Sequence[str], usual: float) -> float:
    """Return the log odds, roughly, that ``part`` is the name of the person on a card in Latin letters."""
    points = max(-1.5, min(2.0, 1.6 * math.log2(part.size / usual)))
    tokens = [bare_letters(token.strip(".")) for token in bare_words(part.text)]
    if any(spelled_by_mail(part.text, email.rpartition("@")[0]) for email in emails):
        points += 3.0
    domains = "".join(email.rpartition("@")[2].lower() for email in emails)
    if sum(token in domains for token in tokens if len(token) > 3) == len([t for t in tokens if len(t) > 3]) > 0:
        points -= 2.5
    elif _begins_as_host(part.text, emails):
        points -= 1.5
    if part.kind is not None:
        points -= 2.5
    known = any(token in _given_names() or is_romaji_of_surname(token) for token in tokens)
    points += 0.8 * known + 1.5 * (part.text.split()[0].lower() in words().prefixes)
    names = len([token for token in tokens if token not in words().name_particles])
    return points + (0.4 if 2 <= names <= (4 if tokens[0] in _given_names() else 3) else -0.5)


def _begins_as_host(text: str, emails: Sequence[str]) -> bool:
    """Return whether a host is called as the first word of a text is, and no mail address is made of the others:
    Molenwiek Makelaardij, info@molenwiek.nl."""
    first, *others = [bare_letters(token) for token in bare_words(text)]
    halves = [email.lower().rpartition("@")[::2] for email in emails]
    hosted = len(first) > 4 and any(
        first in (host.split(".")[0].replace("-", ""), re.split("[.-]", host)[0]) for _, host in halves
    )
    return hosted and not any(other in local for other in others if len(other) > 2 for local, _ in halves)


def with_names_apart(parts: Sequence[Part], emails: Sequence[str]) -> tuple[Part, ...]:
    """Return ``parts``, a name that ends a line after what its bearer is (Consultant  Amelia Yates) as a part of its
    own, where a mail address spells it or its first word is a given name; only that where another name stands alone."""
    locals_ = [email.rpartition("@")[0] for email in emails]
    if any(part.kind is None and _is_person(part.text, locals_) for part in parts):
        locals_ = []
    return tuple(piece for part in parts for piece in _cut(part, locals_))


def _cut(part: Part, locals_: Sequence[str]) -> tuple[Part, ...]:
    tokens = list(re.finditer(r"\S+", part.text))
    for first in tokens[1:]:
        head, name = part.text[: first.start()].rstrip(), part.text[first.start() :]
        if len(tokens) > LONGEST or not _is_person(name, locals_) or not _ends_before_name(head, name):
            continue
        at = part.start + first.start()
        roles = [
            replace(part, kind=role.kind, text=role.text, start=part.start + role.start, end=part.start + role.end)
            for role in latin_pieces(head)
        ]
        return (*roles, replace(part, kind=None, text=name, start=at))
    return (part,)


def _ends_before_name(head: str, name: str) -> bool:
    """Return whether what stands before a name is a role, or a firm with its form: Lumen SARL Jean-Luc Legrand."""
    return latin_kind(head) in ROLES or (has_latin_form(head) and not has_latin_form(f"x {name}"))


def _is_person(text: str, locals_: Sequence[str]) -> bool:
    """Return whether a text is surely somebody's name: each word of it is in a mail address, or one is a given name."""
    if not looks_like_name(text) or latin_kind(text) is not None:
        return False
    tokens = [re.sub(r"[^a-z]", "", bare_letters(token)) for token in bare_words(text)]
    letters = [re.sub(r"[^a-z]", "", local.lower()) for local in locals_]
    spelled = any(all(token[:1] in local for token in tokens) and tokens[-1] in local for local in letters)
    return (spelled and len(tokens[-1]) > 2) or tokens[0] in _given_names()


def spelled_by_mail(text: str, local: str) -> bool:
    """Return whether the local part of a mail address is made of this name: jane.doe, jdoe, doe_j, janed."""
    return any(_spells(local, spelt) for spelt in dict.fromkeys((text, text.translate(_UMLAUTS))))


def _spells(local: str, text: str) -> bool:
    letters = re.sub(r"[^a-z]", "", local.lower())
    tokens = [re.sub(r"[^a-z]", "", bare_letters(token)) for token in bare_words(text)]
    long = [token for token in tokens if len(token) > 2]
    if not long or len(letters) < 3:
        return False
    if any(token in letters for token in long if len(token) > 3):
        return True
    first, last = tokens[0], tokens[-1]
    return letters in {first, last, first + last, last + first, first[:1] + last, last + first[:1], first + last[:1]}


def bare_words(text: str) -> list[str]:
    """Return the words of a name without prefixes and degrees, commas inside kept."""
    tokens = [word for token in text.replace("（", " ").replace("）", " ").split() for word in _initials_apart(token)]
    while tokens and tokens[0].lower() in words().prefixes:
        tokens = tokens[1:]
    tokens = _given_apart(tokens[0]) if len(tokens) == 1 else tokens
    tokens = _without_letters(tokens)
    while len(tokens) > 1 and (_is_degree(tokens[-1].strip("()")) or _is_form_of_address(tokens[-1])):
        given, family = bare_letters(tokens[0]), bare_letters(tokens[-1])
        if len(tokens) == 2 and family in family_first() and given in _given_names():  # Dominic MA
            break
        tokens = tokens[:-1]
    tokens = [_CAPITAL_LIKE_SMALL.sub(lambda found: found[0].lower(), token) for token in tokens]
    return [token.rstrip(",") if i == len(tokens) - 1 else token for i, token in enumerate(tokens)]


def _without_letters(tokens: list[str]) -> list[str]:
    """Return the words of a name without the letters of degrees and fellowships behind its first comma, whether they
    are known or not: Rajesh K. Venkataraman, MD, FACC."""
    ends = next((at for at, token in enumerate(tokens) if at and token.endswith(",")), len(tokens))
    behind = tokens[ends + 1 :]
    return tokens[: ends + 1] if behind and all(_is_degree(each) or _is_letters(each) for each in behind) else tokens


def _initials_apart(token: str) -> list[str]:
    """Return initials and the surname behind them, between which no gap was read: W.O'Brien, J.R.R.Tolkien; of another
    word itself."""
    found = None if _is_degree(token) else _INITIALS.fullmatch(token)
    return [*found.groups()] if found else [token]


def _given_apart(word: str) -> list[str]:
    """Return a given name that is known and the surname behind it where no gap was read (MichałŁukasik), of another
    word itself."""
    halves = [(word[: at.start()], word[at.start() :]) for at in _CAPITAL_INSIDE.finditer(word)]
    return next(([*both] for both in halves if bare_letters(both[0]) in _given_names()), [word])


def _is_form_of_address(token: str) -> bool:
    """Return whether a word behind a name only says how to address its bearer, mostly in brackets, as in Singapore:
    (Ms)."""
    bare = token.strip("(),").lower()
    return not bare or (token[:1] == "(" and bare in words().prefixes) or token in ("Ms", "Mr", "Mrs", "Mdm")


def _is_degree(token: str) -> bool:
    bare = token.strip(",()").lower()
    letters = token.strip(",().").replace(".", "")
    # MA and PEng, but Dong-seok Ma and Chew Yu Peng
    capital = letters.isupper() if len(letters) == 2 else len(re.findall("[A-Z]", letters)) > 1
    capital = capital or (letters[:1].isupper() and ("." in token or bare in ("esq", "phd")))
    return capital and bare in words().degrees and bare not in words().kept_suffixes


def _given_names() -> frozenset[str]:
    return words().given_names
