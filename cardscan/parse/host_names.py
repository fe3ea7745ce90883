"""Whether a host is called as a firm is: contoso.com as Contoso, hoshiyomi.jp as 星詠み. Pure."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from cardscan.parse.firm_names import as_in_hosts, core
from cardscan.parse.kana import fold_kana, fold_romaji, is_kana, to_hiragana
from cardscan.parse.lexicon import bare_letters, words
from cardscan.parse.morphology import morphemes
from cardscan.parse.piece import is_eastern
from cardscan.parse.words import table

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST = 80  # characters of a name that a host could spell: beyond, it is no name, and takes long to spell
FEWEST_OF_FIRST = 5  # letters of a first word that alone tells whose host it is
NO_NAME = frozenset({"www", "co", "com", "ne", "or", "ac", "go", "jp", "net", "org", "example", "info", "biz", "mail"})


def in_domain(text: str, hosts: Sequence[str]) -> bool:
    """Return whether a name is (the beginning of) the name of a host: Contoso, contoso.com; 星詠み, hoshiyomi.jp."""
    if len(text) > LONGEST:
        return False
    own = [label for host in hosts for label in host.split(".")[: -1 if "." in host else None]]  # .tokyo names nobody
    labels = [label.replace("-", "") for label in own if label not in NO_NAME]
    if not is_eastern(text):
        return _has_words_of(text, own) or any(
            len(letters) >= 3 and (letters in label or (len(label) >= 4 and letters.startswith(label)))
            for letters in as_in_hosts(core(text))
            for label in labels
        )
    return any(len(spelled) >= 4 and spelled in fold_romaji(label) for spelled in _spellings(text) for label in labels)


def _has_words_of(text: str, labels: Sequence[str]) -> bool:
    """Return whether a host is made of words of a name, in whatever order (Hair & Make ROSE, rose-hair.com), or begins
    with its first before a hyphen (Kesselbrink Autohaus, kesselbrink-shop.de)."""
    first, *others = re.findall("[a-z]+", bare_letters(text)) or [""]
    own = {word for word in (first, *others) if len(word) >= 3}
    cut = [label.split("-") for label in labels if "-" in label]
    alone = len(first) >= FEWEST_OF_FIRST and not _is_anybodys(first)
    return any(own.issuperset(parts) or (alone and parts[0] == first) for parts in cut)


def _is_anybodys(word: str) -> bool:
    """Return whether many firms are called after a word: what they are (studio, global) or where (tokyo)."""
    lists, romaji = words(), table("places")["romaji"]
    return word in lists.latin_fronts | lists.latin_orgs or word.capitalize() in {*romaji["kanji"], *romaji["cities"]}


@lru_cache(maxsize=512)
def _spellings(text: str) -> tuple[str, ...]:
    """Return the romaji (folded) of the words of a Japanese name, and of each run of words to its end."""
    found = [to_hiragana(word.reading) for word in morphemes(text) if is_kana(to_hiragana(word.reading))]
    runs = ["".join(found[i:]) for i in range(len(found))]
    return tuple(dict.fromkeys(fold_kana(reading) for reading in (*found, *runs) if len(reading) > 1))
