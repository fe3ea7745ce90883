"""Firms whose name was read in two parts: a legal form apart, what a shop is apart, a word that a host spells. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cardscan.model import Kind
from cardscan.parse.firms import has_legal_form
from cardscan.parse.host_names import in_domain
from cardscan.parse.kinds import is_slogan
from cardscan.parse.lexicon import words
from cardscan.parse.page import same_row, stands_under
from cardscan.parse.piece import is_eastern

LARGER = 1.25  # times the type of what a shop is, the name under it that it is a caption of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.parse.page import Part


def fronts_joined(parts: Sequence[Part]) -> tuple[list[Part], dict[int, Part]]:
    """Return ``parts``, what a shop is joined with its name where both were read apart (八百屋 | やおたけ), and by the
    ``id`` of each part so made the part with the name."""
    names: dict[int, Part] = {}
    made: list[Part] = []
    for part in parts:
        text = part.text.replace(" ", "")  # 花 屋
        front = text in words().shop_fronts and part.kind is not Kind.TITLE
        name = next((other for other in parts if _goes_on(part, other)), None) if front else None
        if name is None:
            made.append(part)
            continue
        made.append(replace(part, kind=Kind.ORG, text=f"{text} {name.text}", weak=True))
        names[id(made[-1])] = name
    used = {id(name) for name in names.values()}
    return [part for part in made if id(part) not in used], names


def captions_apart(parts: Sequence[Part]) -> list[Part]:
    """Return ``parts``, what a shop is as a note where its name stands right under it in larger type: トリミングサロン
    over もふもふ."""
    made = list(parts)
    for at, part in enumerate(parts):
        names = [other for other in parts if _is_captioned(part, other)]
        if part.text.replace(" ", "") in words().shop_fronts and len(names) == 1:
            made[at] = replace(part, kind=Kind.NOTE)
            made[parts.index(names[0])] = replace(names[0], kind=Kind.ORG, weak=False)
    return made


def _is_captioned(part: Part, other: Part) -> bool:
    loose = other.kind is None or (other.weak and other.kind in (Kind.ORG, Kind.DEPARTMENT))
    eastern = is_eastern(other.text) and not is_slogan(other.text)
    return loose and eastern and other.size > LARGER * part.size and stands_under(part, other)


def forms_joined(parts: Sequence[Part]) -> tuple[list[Part], dict[int, Part]]:
    """Return ``parts``, a legal form that was read apart joined with the name before or behind it, and by the ``id`` of
    each part so made the part with the form."""
    forms: dict[int, Part] = {}
    made = list(parts)
    for form in [part for part in parts if part.kind is Kind.ORG and part.text in words().forms]:
        names = [part for part in made if part.kind in (None, Kind.ORG) and not has_legal_form(part.text)]
        behind = next((part for part in names if _stands_behind(form, part)), None)
        before = next((part for part in names if _stands_behind(part, form)), None)
        name = behind or before
        if name is None:
            continue
        whole = form.text + name.text if behind else name.text + form.text
        joined = replace(name, kind=Kind.ORG, text=whole, weak=False)
        made = [joined if part is name else part for part in made if part is not form]
        forms[id(joined)] = form
    return made, forms


def umbrellas_joined(parts: Sequence[Part]) -> tuple[list[Part], dict[int, Part]]:
    """Return ``parts``, a body that runs another (医療法人社団 健友会) joined with that, where it stands right under it
    (みどり内科クリニック), and by the ``id`` of each part so made the part with the other."""
    made = list(parts)
    run: dict[int, Part] = {}
    for body in [part for part in parts if part.kind is Kind.ORG and _runs_others(part.text)]:
        other = next((part for part in parts if part.line == body.line + 1 and _is_run_by(body, part)), None)
        if other is not None:
            joined = replace(body, text=f"{body.text} {other.text}", confidence=min(body.confidence, other.confidence))
            made = [joined if part is body else part for part in made if part is not other]
            run[id(joined)] = other
    return made, run


def _runs_others(text: str) -> bool:
    """Return whether a body runs others and no other is named with it: 医療法人社団 健友会."""
    lists = words()
    return text.startswith(lists.umbrellas) and text.endswith(lists.ends_of_bodies) and text not in lists.umbrellas


def _is_run_by(body: Part, other: Part) -> bool:
    alike = 0.6 < other.size / body.size < 2.0
    run = other.kind is Kind.ORG and other.text.endswith(words().run_by_bodies) and not has_legal_form(other.text)
    return run and alike and other.start == 0 and stands_under(body, other)


def with_what_hosts_spell(
    named: Sequence[Part], parts: Sequence[Part], hosts: Sequence[str]
) -> tuple[list[Part], dict[int, Part]]:
    """Return the firms, each with the word that stands a space behind it, if a host spells that, too (NPO法人ミライ
    美装, miraibiso.co.jp), and by the ``id`` of each part so made the part behind."""
    made: list[Part] = []
    behinds: dict[int, Part] = {}
    loose = [part for part in parts if is_unnamed(part) or (part.kind is Kind.TITLE and part.weak)]
    for part in named:
        behind = next((other for other in loose if other.line == part.line and other.start - part.end == 1), None)
        if behind is None or not is_eastern(behind.text) or not in_domain(behind.text, hosts):
            made.append(part)
        else:
            made.append(replace(part, text=f"{part.text} {behind.text}", end=behind.end))
            behinds[id(made[-1])] = behind
    return made, behinds


def is_unnamed(part: Part) -> bool:
    """Return whether a part is not known to be anything, or only weakly a department or firm."""
    loose = part.kind is None or (part.weak and part.kind in (Kind.ORG, Kind.DEPARTMENT))
    return loose and 2 <= len(part.text) <= 30 and not is_slogan(part.text)


def _goes_on(part: Part, other: Part) -> bool:
    """Return whether a part of no known kind stands right behind another, in its type, on its row or in its column."""
    loose = other.kind is None or (other.kind is Kind.ORG and other.weak)
    return loose and _stands_behind(part, other)


def _stands_behind(part: Part, other: Part) -> bool:
    """Return whether ``other`` stands right behind ``part``, in its type, on its row or in its column."""
    if other.line == part.line or other.vertical != part.vertical:
        return False
    low, high = (1, 3) if part.vertical else (0, 2)
    gap = other.box[low] - part.box[high]
    alike = 0.75 < other.size / part.size < 1.33
    return alike and same_row(part, other) and -0.5 * part.size < gap < 4 * part.size
