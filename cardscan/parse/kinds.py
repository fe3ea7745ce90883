"""What a whole text is by its words: organisation, title, licence, department, slogan. Nothing is cut."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from cardscan.model import Kind
from cardscan.parse.eastern_words import is_eastern_department, is_eastern_title
from cardscan.parse.firms import is_gathering, is_list_of_work, is_org, is_org_by_ending, org_form
from cardscan.parse.kana import is_kana
from cardscan.parse.lexicon import plain, with_large_kana, words
from cardscan.parse.licences import is_licence_at_work, is_qualification
from cardscan.parse.morphology import morphemes
from cardscan.parse.names import is_given_reading, likeness, split_kana
from cardscan.parse.piece import is_eastern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.parse.page import Part

_READING = re.compile(r"(?<=\S)\s?\([ぁ-んァ-ヺー・\s]{2,}\)$")  # 高橋 美咲（たかはし みさき）: that is no sentence


def is_slogan(text: str) -> bool:
    """Return whether a text is a sentence, a slogan, hours or a registration rather than a name for something."""
    lists = words()
    bare = _READING.sub("", unicodedata.normalize("NFKC", text)).strip()
    if not is_eastern(text):
        lower = sum(word[:1].islower() for word in bare.split())
        ends = bare.endswith((".", "!", "?")) and not re.search(r"\.[^\W\d]{1,2}\.$", bare)  # but sp. z o.o.
        return (lower >= 2 and ends) or lower > max(3, len(bare.split()) / 2)
    last = re.split(r"[\s/・]", bare)[-1:]  # 創業 tells a date, but 調達課 共同創業者 ends in a title
    if plain("".join(last)) in lists.titles or (org_form(bare) and len(bare) <= 24 and not bare.endswith(("。", "す"))):
        return False
    return _sounds_like_one(bare) and not (
        all(_is_named(word) for word in bare.split()) or is_qualification(bare) or _is_kana_name(bare)
    )


def _sounds_like_one(bare: str) -> bool:
    """Return whether a Japanese text has a word that slogans and notes have, or the letters of a sentence."""
    lists, long = words(), len(bare) > 5
    cues = (*lists.note_words, *(lists.slogan_inside if long else ()))
    if _HOURS.search(bare) or any(word in bare for word in cues):
        return True
    if bare.split()[:1] and bare.split()[0] in lists.shop_fronts:
        return False
    return has_much_hiragana(bare) or (long and bare.endswith(lists.slogan_endings))


def has_much_hiragana(text: str) -> bool:
    """Return whether a text has the letters of a sentence and is no name; shops have, too: 手づくりの器つむぎ."""
    much = len(text) >= 8 and len(re.findall(r"[ぁ-ん]", text)) >= 0.45 * len(text)
    return much and not is_org(text) and not _is_kana_name(text)


def could_be_a_shop(text: str) -> bool:
    """Return whether nothing but its letters makes a text a slogan."""
    lists = words()
    cues = (*lists.note_words, *lists.slogan_inside)
    said = any(cue in text for cue in cues) or text.endswith(lists.slogan_endings) or _MARKS.search(text)
    return is_eastern(text) and len(text) <= 16 and not said


_HOURS = re.compile(r"(?<![\d:])\d{1,2}:[0-5]\d(?![\d:])")
_MARKS = re.compile(r"[、。！!？?…:：／/~〜]")


def _is_named(word: str) -> bool:
    """Return whether a word names a part of a firm, a post or a body by how it ends, whatever slogans and notes share
    with it: お客様相談室, 駅前支店, 創業支援課, 地域猫を守る会."""
    lists = words()
    if is_gathering(word) and not _MARKS.search(word):
        return True
    rest = lists.also_in_names.sub("", word)
    if not rest or _MARKS.search(word) or any(cue in rest for cue in (*lists.note_words, *lists.slogan_inside)):
        return False
    post = word.endswith(lists.title_endings) and not re.search(r"の[ァ-ヺー]+$", word)  # あなたのパートナー
    return is_department(word) or is_org_by_ending(word) or post or _is_made_of_titles(plain(word))


def _is_kana_name(bare: str) -> bool:
    """Return whether a text with much hiragana is a name: 仲宗根 こうすけ, やすはらしょうた."""
    return _is_name_with_gap(bare) or (" " not in bare and split_kana(bare) is not None)


def _is_name_with_gap(bare: str) -> bool:
    """Return whether a text of two words is a name: both halves are known, or both are short kana and the second is."""
    halves = bare.split()
    if len(halves) != 2:
        return False
    family, given = halves
    short = max(map(len, halves)) <= LONGEST_HALF and is_kana(family + given)
    return likeness(family, given) > 0.9 or (short and is_given_reading(given))


def is_title(text: str) -> bool:
    """Return whether a Japanese text is a job title."""
    lists, bare = words(), plain(re.sub(r"[（(][^）)]*[）)]$", "", text))
    if bare in lists.titles or _is_made_of_titles(bare) or is_another_title(bare):
        return True
    if bare in lists.not_titles or not 2 <= len(bare) <= 24 or is_slogan(text):
        return False
    if any(bare.endswith(ending.upper()) and len(bare) > len(ending) for ending in lists.title_endings):
        return True
    return is_licence_at_work(bare) or _nearly_a_title(bare)


# Of an old house: 八代目蔵元, 三代目店主, 五代目; but 八代 and 五代 are surnames.
_GENERATION = re.compile(r"(?:初代|(?:[二三四五六七八九十]{1,3}|\d{1,2})代目)(.*)")
_OFFICE = re.compile("(?:本部|部|課|室|係|科|局)$")
_COUNTED = "第新副総一二三四五六七八九十東西南北本支内外大中小兼各"  # kanji that stand alone in departments
LONGEST_HALF = 5  # kana of a family or given name: てしがわら
_CHIEF = re.compile(r"C[A-Z]{1,3}O|VPO[A-Z]")  # CISO, CHRO, VPoE


def _is_made_of_titles(bare: str) -> bool:
    """Return whether a text is titles and nothing else, one behind the other or joined: 代表取締役CEO, 書記兼会計."""
    parts = [part for part in re.split(r"兼(?:務)?|(?<=[^A-Z])(?=[A-Z]+$)", bare) if part]
    head = bool(parts) and (parts[0] in words().titles or parts[0].endswith(words().title_endings) or len(parts) == 1)
    return head and all(part in words().titles or _CHIEF.fullmatch(part) for part in parts[len(parts) > 1 :])


def is_another_title(bare: str) -> bool:
    """Return whether a text is a title with what makes another of it before it: 副代表理事, 最高顧客責任者."""
    of_all = re.fullmatch(r"(?:最高|副最高|グループ最高).{2,10}責任者", bare) is not None
    of_all |= _is_of_a_house(bare)
    befores = (word for word in words().before_titles if bare.startswith(word))
    return of_all or any(bare.removeprefix(word) in words().titles for word in befores)


def _is_of_a_house(bare: str) -> bool:
    """Return whether a text tells the how-manieth head of a house somebody is, and is not followed by a name."""
    found = _GENERATION.fullmatch(bare)
    return found is not None and (not found[1] or found[1] in words().titles or found[1].endswith(("主", "元", "梁")))


def _nearly_a_title(bare: str) -> bool:
    """Return whether a katakana word is a title but for one misread character (セラビスト)."""
    if len(bare) < 5 or not re.fullmatch(r"[ァ-ヺー]+", bare):
        return False
    from rapidfuzz.distance import Levenshtein

    return any(
        abs(len(title) - len(bare)) <= 1 and Levenshtein.distance(title, bare, score_cutoff=1) <= 1
        for title in words().titles
    )


_LETTER_PART = re.compile("[A-Z][室部課]")  # A課; R室 of HR室 of which a letter was not read
_ROOM_OR_FLOOR = re.compile(r"(?:号室|[\d〇一二三四五六七八九十][階F])$")  # of a building


def is_department(text: str) -> bool:
    """Return whether a Japanese text is a department or branch by its ending."""
    lists = words()
    bare = re.sub(r"[（(][^）)]*[）)]$", "", text)
    if _ROOM_OR_FLOOR.search(bare) or bare in lists.no_departments:
        return False
    return (
        bare in lists.departments
        or (len(bare) > 2 and bare.endswith(lists.department_endings))
        or _LETTER_PART.fullmatch(bare) is not None
        or bare in ("本社", "本店")
    )


def is_listed_title(text: str) -> bool:
    """Return whether a title is one that the lists have whole, not by its ending or one of its words."""
    lists, lower = words(), " ".join(text.lower().split())
    listed = plain(text) in lists.titles or lower in lists.whole_titles or lower in lists.latin_titles
    return listed or is_eastern_title(text)


def as_listed(title: str) -> str:
    """Return a title as the lists have it where only large and small kana differ, which look alike: アソシェィト."""
    lists = words()
    return title if plain(title) in lists.titles else lists.titles_by_size.get(with_large_kana(plain(title)), title)


def is_listed_department(text: str) -> bool:
    """Return whether the lists have a department whole, or the endings of its levels say plainly what they are."""
    lists, lower = words(), " ".join(text.lower().split())
    if is_eastern(text):
        return all(names_a_part(level) or is_eastern_department(level) for level in text.split())
    return lower in lists.areas or lower in lists.areas_abroad or lower in lists.strong_departments


def names_a_part(text: str) -> bool:
    """Return whether a department's ending says plainly what it is (営業部), or the lists have it whole."""
    lists = words()
    return text in lists.departments or text.lower() in lists.areas or text.endswith(lists.plain_departments)


def is_no_work(department: str) -> bool:
    """Return whether a level of a Japanese department has a kanji that is no word and begins none (設訃課, 経埋部): it
    was misread, for departments are called after what they do."""
    head = _OFFICE.sub("", department)
    if len(head) < 2 or department in words().departments:
        return False
    loose = (word for word in morphemes(head) if re.fullmatch(r"[一-龥]+", word.text))
    return any(word.text not in _COUNTED and (not word.known or len(word.text) == 1) for word in loose)


def names_a_branch(text: str) -> bool:
    """Return whether a department is a place of the firm (東京支店) rather than a part of it (営業部)."""
    return text.endswith(words().branches)


def level(department: str) -> int | None:
    """Return how far down in a firm a department stands, 0 for 本部, None where its ending does not tell."""
    return next((rank for rank, ends in enumerate(words().levels) if department.endswith(ends)), None)


def merits_apart(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Return ``parts``, what may be a title or something else (a licence, 事務局) being that where the card has another
    title, or what stands on its line is licences; in a list with titles it is one."""
    titles = [part for part in parts if part.kind is Kind.TITLE]
    sure = {part.line for part in titles if plain(part.text) not in words().either}
    held = {part.line for part in parts if part.kind is Kind.QUALIFICATION} - sure
    lists = {part.line for part in titles if part.start > 0} & sure
    free = [part for part in titles if part.line not in lists]
    other = {id(part): kind for part in free if (kind := _but_for_titles(part.text))}
    other |= {id(part): Kind.DEPARTMENT for part, behind in pairwise(parts) if _heads_its_line(part, behind)}
    if not any(id(part) not in other for part in titles):
        other = {id(part): Kind.QUALIFICATION for part in free if part.line in held and id(part) in other}
    return tuple(replace(part, kind=other[id(part)]) if id(part) in other else part for part in parts)


def _heads_its_line(part: Part, behind: Part) -> bool:
    """Return whether what may be a title stands before another on its line, and is the department: 事務局 幹事."""
    both = part.kind is Kind.TITLE and behind.kind is Kind.TITLE and part.line == behind.line
    return both and part.text in words().also_departments


def _but_for_titles(text: str) -> Kind | None:
    """Return what else a title may be."""
    if plain(text) in words().either:
        return Kind.QUALIFICATION
    if text in words().also_departments:
        return Kind.DEPARTMENT
    work = is_list_of_work(text) and text.endswith(words().also_work)
    return Kind.NOTE if work and not is_title(re.split("[・･、]", text)[0]) else None
