"""What a text in Latin letters is by its words alone: firm, department, title, degree, or not known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from cardscan.model import Kind
from cardscan.parse.lexicon import bare_letters, words
from cardscan.parse.piece import Piece, piece_at

_LATIN_CUT = re.compile(r"\s*[,/|｜／;·•]\s+|\s+[/|｜／·•–—-]\s+|\s[-–—](?=[A-Z][a-z])")
_WITH_INITIAL = re.compile(r"[A-Z][a-z]+ [A-Z]\. [A-Z][a-z]+")
_PRONOUNS = re.compile(r"\(?(?:she|he|they|her|him|them|hers|his|theirs|ze|hir|xe|xem|any|all)(?:\s?[/,]\s?[a-z]+)+\)?")
_PLANT = re.compile(r"(?:werk|plant|factory|usine|fabriek|stabilimento) (?:\d{1,2}|[ivx]{1,4})")
# What ends the name of a family's firm; what begins a title whatever follows.
_IN_FAMILY = re.compile(
    r"(?:&|and|und|et|y|e) (?:sons?|daughters?|brothers|bros\.?|co\.?|cie\.?|fils|frères|söhne|sohn|hijos|figli|filhos"
    r"|partners?|associates|associés|associati)$"
)
_RANKS = frozenset(("chief", "deputy", "principal", "senior"))
_SCORE = re.compile(
    r"(?:toeic|toefl|ielts|jlpt|hsk)[\s:：]?(?:l&r|ibt)?\s?(?:n[1-5]|\d{1,3}(?:\.\d)?)"
)  # of a language
LONG_TITLE = 4  # words in capitals of a title that is likely a department and a title


def latin_pieces(text: str) -> tuple[Piece, ...]:
    """Return the parts of a Latin text, cut at commas and slashes only where that tells title from department.

    A firm's commas are its own.
    """
    if degrees := _degree_pieces(text):
        return degrees
    whole = piece_at(latin_kind(text), text, 0, len(text))
    if (at := _title_behind_form(text)) > 0:
        return (piece_at(Kind.ORG, text, 0, at), piece_at(Kind.TITLE, text, at, len(text)))
    if has_latin_form(text) or (whole.kind is Kind.ORG and _IN_FAMILY.search(_small(text))):
        return (whole,)  # SELARL Vaucouleurs, Berthier & Associés
    if (at := _area_before_title(text)) > 0:
        return (piece_at(Kind.DEPARTMENT, text, 0, at), piece_at(Kind.TITLE, text, at, len(text)))
    parts = _cut_apart(text)
    told = [part for part in parts if part.kind in (Kind.TITLE, Kind.QUALIFICATION) and not _is_degree(part.text)]
    if text.count(" · ") > 1 and len(told) < 2:
        return (piece_at(Kind.NOTE, text, 0, len(text)),)  # what a firm does: Odkuwki · Koła zębate · Obróbka CNC
    apart = " · " in text and any(part.kind is not None for part in parts)  # a dot parts more surely than a comma
    unknown = any(part.kind is None and not _is_degree(part.text) for part in parts[1:])
    if len(parts) < 2 or (unknown and not apart):
        return (whole,)
    return tuple(_behind(before, part, text) for before, part in zip([None, *parts], parts, strict=False))


def _degree_pieces(text: str) -> tuple[Piece, ...]:
    """Return the degrees that are all of a text (CPA PMP, BSc (Hons) MRICS; Dr. med. dent. is one), none of others."""
    held = list(re.finditer(r"[^\s,/／・、|｜]+(?:\s?\((?:Hons|FH|TU|BA|Univ\.?)\))?", text))
    if held and all(_is_before_names(each.group()) for each in held):
        return (piece_at(Kind.QUALIFICATION, text, 0, len(text)),)
    several = len(held) > 1 or "(" in text
    if held and several and all(_is_degree(re.sub(r"\s?\(.*", "", each[0])) for each in held):
        return tuple(piece_at(Kind.QUALIFICATION, text, *each.span()) for each in held)
    return ()


def _cut_apart(text: str) -> list[Piece]:
    edges = [0, *(edge for m in _LATIN_CUT.finditer(text) for edge in m.span()), len(text)]
    spans = zip(edges[::2], edges[1::2], strict=True)
    return [piece_at(latin_kind(text[a:b]), text, a, b) for a, b in spans if text[a:b].strip()]


def _behind(before: Piece | None, part: Piece, text: str) -> Piece:
    """Return a part behind another: what is a degree is that, and no firm stands behind a title (Partner, Tax &
    Legal)."""
    if _is_degree(part.text):
        return piece_at(Kind.QUALIFICATION, text, part.start, part.end)
    firm = part.kind is Kind.ORG and before is not None and before.kind is Kind.TITLE
    return piece_at(Kind.DEPARTMENT, text, part.start, part.end) if firm else part


def _title_behind_form(text: str) -> int:
    """Return where a title begins behind the legal form of a firm (Alfa Inc. Real Estate Agent), 0 if none does."""
    starts = [gap.end() for gap in re.finditer(r"\s+", text) if text[gap.end() :][:1].isupper()]
    told = (at for at in starts if has_latin_form(text[:at].strip()) and not has_latin_form(f"x {text[at:]}"))
    return next((at for at in told if latin_kind(text[at:]) is Kind.TITLE), 0)


def _area_before_title(text: str) -> int:
    """Return where a whole title begins after a field of work (Marketing  Head of Sales), 0 if none does."""
    lists, lower = words(), _small(text)
    if lower in lists.whole_titles or lower in lists.areas or lower in lists.areas_abroad:  # Vertrieb Innendienst
        return 0
    for area in lists.areas_abroad:
        if not lower.startswith(area + " "):
            continue
        rest = lower[len(area) :].lstrip()
        at = len(text) - len(rest)
        ends = text[at : at + 1].isupper() and _is_title_word(rest.split(" ")[-1])  # İnsan Kaynakları Satış Müdürü
        whole = text[at : at + 1].isupper() and rest in lists.whole_titles
        first = rest.split(" ")[0]
        if whole or _is_title_word(first) or _is_compound_title(first) or ends:
            return at
    for area in lists.areas:
        rest = lower[len(area) :].lstrip()
        if lower.startswith(area + " ") and (rest.startswith(lists.title_starts) or rest in lists.whole_titles):
            return len(text) - len(rest)
    for space in re.finditer(r"\s+", text):
        head, rest = lower[: space.start()], lower[space.end() :]
        capital = text[space.end() :][:1].isupper()  # Departamento comercial
        whole = rest in lists.whole_titles or rest.startswith(lists.title_starts) or _is_compound_title(rest)
        begins = capital and (_is_title_word(rest.split(" ")[0]) or _is_compound_title(rest.split(" ")[0]))
        posts = rest.split(" ")  # Sales Division Management Consultant, but Sales Division Manager is one title
        two = capital and len(posts) > 1 and _is_title_word(posts[-1]) and not _ends_as_department(rest)
        other = (begins or two) and _ends_as_department(head) and posts[0] not in lists.title_leads
        if (
            (whole and capital and (_is_department(head) or _begins_as_department(head)))
            or (begins and (_begins_as_department(head) or _is_compound_department(head)))
            or other
        ):
            return space.end()
    return 0


def _is_department(lower: str) -> bool:
    """Return whether a text in small letters is a department and nothing else."""
    lists, tokens = words(), lower.split()
    leads = lists.title_leads & set(tokens) or set(tokens) & lists.latin_titles
    named = lower in lists.areas or bool(lists.strong_departments & set(tokens)) or _is_compound_department(lower)
    return named and not leads


def _small(text: str) -> str:
    """Return a text in small letters, letter for letter: the Turkish İ would be two."""
    return text.replace("İ", "i").lower()


def may_be_two(title: str) -> bool:
    """Return whether a title in Latin letters is so long that it may be a department and a title, the one of which no
    list knows: Regional Timber Export Manager, but Head of Corporate Business Development."""
    first, *others = title.split() or [""]
    long = len([word for word in others if word[:1].isupper()]) + 1 >= LONG_TITLE
    small = _small(title)
    return long and not (
        _is_title_word(_small(first)) or small.startswith(words().title_starts) or small in words().whole_titles
    )


def _begins_as_department(lower: str) -> bool:
    """Return whether a text in small letters is a department by its first word, with what it does behind it: dział
    sprzedaży, ufficio acquisti; or by its last: právní oddělení."""
    lists, tokens = words(), lower.split()
    told = lower.startswith(lists.department_beginnings) or bool({*tokens[:1], *tokens[-1:]} & lists.strong_departments)
    return len(tokens) > 1 and told and not (lists.title_leads | lists.latin_titles) & set(tokens)


def _ends_as_department(lower: str) -> bool:
    """Return whether a text in small letters ends as departments do: sales division, asia pacific office."""
    tokens = lower.split()
    return len(tokens) > 1 and tokens[-1] in words().ends_of_departments and not words().title_leads & set(tokens)


def _is_title_word(lower: str) -> bool:
    """Return whether a word in small letters is a title, or two with a hyphen: sócio-gerente, but no Prince-Baker."""
    titles, halves = words().latin_titles, lower.split("-")
    if lower.endswith("in") and lower.removesuffix("in") in titles:  # Heilpraktikerin
        return True
    return lower in titles or (len(halves) > 1 and all(half in titles | words().beside_titles for half in halves))


def _is_compound_title(lower: str) -> bool:
    return " " not in lower and len(lower) > 8 and lower.endswith(words().latin_title_endings)


def _is_compound_department(lower: str) -> bool:
    return " " not in lower and any(
        lower.endswith(ending) and len(lower) > len(ending) + 2 for ending in words().latin_department_endings
    )


def _is_before_names(text: str) -> bool:
    """Return whether a word is a degree that stands before names, and not how somebody is addressed."""
    bare = re.sub(r"\s?\(.*", "", text).lower()
    return bare in words().prefixes and bare not in words().honorifics and "." in bare


def _is_degree(text: str) -> bool:
    bare = re.sub("[®™]", "", text).strip().lower()
    return bare.strip(".") in words().degrees or bare in words().degrees or _SCORE.fullmatch(bare) is not None


def latin_kind(text: str) -> Kind | None:
    """Return what a text in Latin letters is by its words, or None."""
    lists = words()
    tokens = [token.strip("()[]\"'“”:;!?") for token in re.split(r"[\s,/&]+", _small(text)) if token]
    if not tokens or len(tokens) > 10:
        return None
    bare = {token.rstrip(".") for token in tokens} | set(tokens)
    lower = " ".join(_small(text).split())
    if lower in lists.whole_titles:
        return Kind.TITLE
    if _PRONOUNS.fullmatch(lower):
        return Kind.NOTE
    if _PLANT.fullmatch(lower):
        return Kind.DEPARTMENT
    if tokens[-1] in lists.trades | {"law"} and _names_only_a_trade(tokens):
        return Kind.NOTE
    if any(pattern.match(lower) for pattern in lists.degree_patterns):  # before the firm: Diploma in Technology
        return Kind.QUALIFICATION
    if _WITH_INITIAL.fullmatch(text) or _is_somebody(tokens):  # Charlotte T. Carpenter, Claire Carpenter
        return None
    front = tokens[0] in lists.latin_fronts and len(tokens) > 1 and tokens[-1] not in lists.latin_titles
    if _IN_FAMILY.search(lower) or tokens[0] in lists.forms_in_front:  # Kowalczyk & Sons, SELARL Berthier
        return Kind.ORG
    if has_latin_form(text) or front:  # Hotel Bristol, but Hotel Manager
        return Kind.ORG
    works_there = len(tokens) == 2 and _is_title_word(tokens[-1])  # Branch Accountant
    named = lower.startswith(lists.department_beginnings) or bare & lists.strong_departments
    if named and not (works_there or bare & lists.title_leads):
        return Kind.DEPARTMENT
    if lower in lists.areas or lower in lists.areas_abroad:
        return Kind.DEPARTMENT
    if _is_compound_title(tokens[0]) or _leads_something(tokens):
        return Kind.TITLE
    if any(map(_is_title_word, bare)) and not (bare & lists.latin_orgs and tokens[-1] in lists.latin_orgs):
        return Kind.TITLE
    if bare & lists.latin_orgs:
        return Kind.ORG
    if bare & lists.latin_departments or _is_compound_department(lower):
        return Kind.DEPARTMENT
    called = any(bare_letters(token) in lists.given_names for token in tokens[1:])  # Chief Emeka Okafor
    if tokens[0] in _RANKS and 1 < len(tokens) < 5 and text[:1].isupper() and not called:  # Chief Agronomist
        return Kind.TITLE
    return Kind.QUALIFICATION if _is_degree(text) else None


def _names_only_a_trade(tokens: Sequence[str]) -> bool:
    """Return whether words tell what the people of a firm are and nothing else: consulting structural engineers."""
    lists = words()
    return bool(lists.trades & set(tokens)) and all(each in lists.trades | lists.beside_trades for each in tokens)


def _leads_something(tokens: Sequence[str]) -> bool:
    """Return whether words are a title and of what: head of design, though a design alone is a firm."""
    return any(of == "of" and _is_title_word(title) for title, of in pairwise(tokens[:-1]))


def _is_somebody(tokens: list[str]) -> bool:
    """Return whether two words are a given name and a surname that is a trade: claire carpenter, grace baker."""
    lists = words()
    known = len(tokens) == 2 and bare_letters(tokens[0]) in lists.given_names
    return known and tokens[1] in lists.latin_titles - lists.title_leads and tokens[0] not in lists.areas


def has_latin_form(text: str) -> bool:
    """Return whether a name in Latin letters carries a legal form (GmbH, Co., Ltd.)."""
    tokens = [token for token in re.split(r"[\s,]+", text) if token]
    if len(tokens) < 2:
        return False
    for token in tokens[1:]:
        form = token.lower().strip("()")
        # short forms are also words (as, se, ab): only in capitals at the end
        if form in words().latin_forms and (len(form) > 3 or token is tokens[-1] or form.endswith(".")):
            small = token.islower() and "." not in token and form not in ("inc", "ltd", "bv", "nv", "srl", "kft")
            if len(form.strip(".")) <= 3 and small:
                continue
            return True
    return False
