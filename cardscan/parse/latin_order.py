"""Which part of a name in Latin letters is the family's. Text only.

Westerners print it last, Spaniards two of them; Japanese, Chinese, Koreans and Vietnamese often first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from cardscan.model import Name
from cardscan.parse.known_readings import is_romaji_of_surname
from cardscan.parse.latin import bare_name, begins_surname
from cardscan.parse.lexicon import bare_letters, words
from cardscan.parse.syllables import family_first, is_syllables

FEWEST = 3  # words of a name of which it is to be told where its surname begins
SHORTEST = 5  # letters of a surname that is the first of two because the second is known
_GENERATION = re.compile(r"(?:[IVX]+|JR|SR)\.?")


def parse_name(text: str) -> Name:
    """Return the name with family and given part: a word in capitals is the family name, a known Japanese surname in
    front too, one of East Asia before syllables from there, and two Spanish ones at the end; otherwise Western order,
    particles (van, de) going with the family name (nameparser)."""
    bare = bare_name(text)
    tokens = bare.replace(",", " ").split()
    if "," in bare and len(tokens) >= 2:
        family = bare.split(",")[0].strip()
        return _named(bare, family, bare.split(",", 1)[1].strip() or None)
    if len(capital := _capitals(tokens)) == 1 and len(tokens) > 1:
        return _named(bare, capital[0], " ".join(token for token in tokens if token is not capital[0]))
    if _is_japanese(tokens) or _is_east_asian(tokens):
        return _named(bare, tokens[0], " ".join(tokens[1:]))
    if _has_two_surnames(tokens):
        at = len(tokens) - 2
        while at > 1 and tokens[at - 1].lower() in words().name_particles:  # San Martín Pérez
            at -= 1
        return _named(bare, " ".join(tokens[at:]), " ".join(tokens[:at]))
    if begins := next((at for at in range(1, len(tokens)) if begins_surname(tokens, at)), 0):
        return _named(bare, " ".join(tokens[begins:]), " ".join(tokens[:begins]))
    return _western(bare)


def cut_by_mail(name: Name, locals_: Iterable[str]) -> Name | None:
    """Return a name of three words or more cut as a mail address spells it (meyerzurheide@, josemanuel@: several words
    of it as one), or None if none does."""
    tokens = name.full.split()
    if len(tokens) < FEWEST or name.family is None or not name.full.endswith(name.family):
        return None
    letters = [re.sub("[^a-z]", "", bare_letters(token)) for token in tokens]
    for local in locals_:
        told = set(re.split(r"[._\-\d]+", local.lower()))
        for at in (at for at in range(1, len(tokens)) if len(letters[at]) > 1):  # rhamilton@ is no R. Hamilton's alone
            family, given = "".join(letters[at:]), "".join(letters[:at])
            if (at < len(tokens) - 1 and {family, letters[0][:1] + family} & told) or (at > 1 and given in told):
                return _named(name.full, " ".join(tokens[at:]), " ".join(tokens[:at]))
    return None


def is_cut_surely(text: str) -> bool:
    """Return whether it is known where the family name of a Latin name begins: by a comma, by capitals, at the last
    word of two, after an initial, a particle or a given name that is known, or by its two surnames."""
    bare = bare_name(text)
    tokens = bare.replace(",", " ").split()
    dutch = any(begins_surname(tokens, at) for at in range(1, len(tokens)))
    if "," in bare or len(_capitals(tokens)) == 1 or _has_two_surnames(tokens) or dutch:
        return True
    if _is_east_asian(tokens):
        both = bare_letters(tokens[-1]) in family_first()
        return (len(tokens) > 2 and not both) or "-" in tokens[-1]
    lists = words()
    middle = [bare_letters(token.strip(".")) for token in tokens[1:-1] if not _GENERATION.fullmatch(tokens[-1])]
    known = lists.name_particles | lists.given_names
    return all(len(token) < 2 or token in known or "-" in token for token in middle)


def _capitals(tokens: list[str]) -> list[str]:
    """Return the words in capitals that are no initials and count no generations."""
    long = [token for token in tokens if len(token) > 1 and token.isupper() and not re.search("[.ªº]", token)]  # Mª
    return [token for token in long if not _GENERATION.fullmatch(token)]


def _is_japanese(tokens: list[str]) -> bool:
    """Return whether two words are a Japanese surname with a given name behind it: Takahashi Misaki."""
    if len(tokens) != 2 or bare_letters(tokens[0]) in words().given_names:
        return False
    return is_romaji_of_surname(tokens[0]) and not is_romaji_of_surname(tokens[1])


def _is_east_asian(tokens: list[str]) -> bool:
    """Return whether a surname of China, Korea or Vietnam stands first and syllables from there behind it: Tan Wei
    Ming, Nguyen Thi Lan, Kim Min-su."""
    short = any(re.search("[ªº]", token) for token in tokens[:1])  # Mª Carmen
    if not 1 < len(tokens) < 5 or short or bare_letters(tokens[0]) not in family_first():
        return False
    first, *others = [bare_letters(token) for token in tokens]
    given = words().given_names
    if not all(map(is_syllables, others)) or (len(others) == 1 and others[0] in family_first()):
        return False
    return len(others) > 1 or first not in given or (others[0] not in given and "-" in others[0])


def _has_two_surnames(tokens: list[str]) -> bool:
    """Return whether the last two of three words or more are the surnames of a Spanish name: both are known as such, or
    one is and the first of them is no given name (Sofía Olabarria Gil, but Ana María Gil)."""
    if len(tokens) < 3:
        return False
    first, second = map(bare_letters, tokens[-2:])
    pairs, lists = words().surnames_in_pairs, words()
    other = first in lists.given_names or first in lists.name_particles or len(first.strip(".")) < SHORTEST
    start = bare_letters(tokens[0])
    known = start in lists.given_names and start not in family_first()
    return second in pairs and (first in pairs or (known and not other))


def _western(bare: str) -> Name:
    from nameparser import HumanName

    human = HumanName(bare)
    given = " ".join(word for word in (str(human.first), str(human.middle)) if word)
    family, (before, _, last) = str(human.last), given.rpartition(" ")
    if before and last.lower() in words().name_particles and len(last) > 1:  # Osama El Sayed
        given, family = before, f"{last} {family}"
    return _named(bare, family or None, given or None)


def _named(full: str, family: str | None, given: str | None) -> Name:
    return Name(full, family, given, latin=full)
