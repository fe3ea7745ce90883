"""What is printed on the lines that teach the reader: what cards say, and characters in no order, so that it learns
what it sees and not what is likely."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from random import Random

from bench.reader import alphabet

KANA = (
    "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん"
    "がぎぐげござじずぜぞだでどばびぶべぼぱぴぷぺぽっゃゅょ"
)
KATAKANA = "".join(chr(ord(c) + 0x60) for c in KANA) + "ーヴァィゥェォー"
LATIN = "abcdefghijklmnopqrstuvwxyz"
ACCENTED = "äöüßéèêëàâçñóíúãõøåæœÄÖÜÉÈÇÑÓÅØšžčćřýěłńśźżğışİ"
OFTEN = ("", "", "", " ", " ", "・", "/", "-", "、", "．", "：", "(", ")", "「", "」", "〒", "&", ":", ",", "。")
SELDOM = tuple("!?#%+=_\"';~*<>|[]【】『』～…°™®©〈〉《》〔〕→×､｡$￥€@")


LATIN_FACE = 0.7  # of the lines without kanji and kana are set in a face that has none

# What stands before numbers and addresses, of which hasty eyes make signs: Tel is not ℡, nor T☎.
LABELS = (
    "Tel", "Tel.", "Tel:", "TEL", "TEL:", "T", "T.", "T:", "t:", "P", "P.", "P:", "Ph.", "Phone", "Phone:", "M",
    "M:", "M.", "m:", "Mob.", "Mobile", "Mobile:", "Cell", "Cell:", "C:", "D:", "Direct", "Direct:", "DDI",
    "Office", "O:", "Fax", "Fax:", "FAX", "F", "F.", "F:", "f:", "Tel/Fax", "TEL/FAX", "TEL&FAX", "Ext.", "電話",
    "電話：", "直通", "携帯", "携帯：代表", "内線", "ＴＥＬ", "ＦＡＸ", "[TEL]", "(TEL)", "【電話】", "<Tel>", "E",
    "E:", "E.", "e:", "Email", "Email:", "E-mail", "E-mail:", "E-MAIL", "Mail", "MAIL:", "mail:", "W", "W:", "w:",
    "Web", "Web:", "Website", "URL", "URL:", "HP", "HP:", "http://", "https://", "Ｅ－ｍａｉｌ", "Ｅ－ｍａｉｌ：",
    "Ｅ－ＭＡＩＬ", "Ｅメール", "ｅ－ｍａｉｌ", "ＵＲＬ", "Ｔｅｌ", "Ｆａｘ", "Ｔ", "Ｆ", "ＨＰ", "℡", "℡ ",
    "☎", "✉",
)  # fmt: skip


ALIKE = frozenset("一二三口力夕工卜八千丿亅丨亠人入ニロカタエトハチミノへべぺヘベペーり゛OIlo")


@dataclass(frozen=True)
class Text:
    """A line and the use (see ``faces.Source``) of the fonts that can print it."""

    words: str
    use: str


def text(rng: Random, size: str, corpus: Sequence[str]) -> Text:
    """Return a line; ``size`` is "short", "middling" or "long", ``corpus`` what cards say."""
    for _ in range(rng.choice((0, 4))):
        words = _card_line(rng, corpus)
        if words and size_of(words) == size:
            return Text(words, "latin" if _is_latin(words) and rng.random() < LATIN_FACE else "ja")
    makers = (_anything, _variants, _numbers, _labelled, _mail, korean, _accents, _chinese)
    while True:  # numbers with labels are seldom short
        (make,) = rng.choices(makers, (24, 14, 6, 8, 7, 9, 5, 7))
        made = make(rng, size)
        words = " ".join(made.words.split())
        if words and size_of(words) == size:
            return Text(words, made.use)


def size_of(words: str) -> str:
    """Return how long a line is: "short", "middling" or "long"."""
    width = sum(1.0 if ord(c) > 0x2000 else 0.55 for c in words)
    return "short" if width <= 5 else "middling" if width <= 11 else "long"


def _is_latin(words: str) -> bool:
    return all(char < "\u0250" for char in words)


def _count(rng: Random, size: str) -> int:
    return rng.randint(*{"short": (1, 5), "middling": (6, 10), "long": (11, 17)}[size])


def _card_line(rng: Random, corpus: Sequence[str]) -> str:
    words = rng.choice(corpus)
    if words.isascii() and "@" not in words and "/" not in words and rng.random() < 0.25:
        words = words.upper()
    if rng.random() < 0.35:
        words += rng.choice((" ", " ", " ", "　", "/", "・", " / ", "", "（")) + rng.choice(corpus)
    if rng.random() < 0.3:
        words = _exchanged(rng, words, 0.5)
    if rng.random() < 0.15:
        words = (
            rng.choice(
                (
                    "TEL ",
                    "携帯：",
                    "FAX ",
                    "E-mail:",
                    "〒",
                    "㈱",
                    "㈲",
                    "℡",
                    "☎ ",
                    "Mobile ",
                    "直通 ",
                    "E-MAIL ",
                    "MAIL: ",
                    "Email ",
                    "URL ",
                    "TEL/FAX ",
                )
            )
            + words
        )
    return " ".join(words.split())


def _exchanged(rng: Random, words: str, often: float) -> str:
    """Print the rarer form of kanji, or the common one, half of the time each."""
    return "".join(rng.choice(_forms()[c]) if c in _forms() and rng.random() < often else c for c in words)


@lru_cache(maxsize=1)
def _forms() -> dict[str, tuple[str, ...]]:
    groups: dict[str, set[str]] = {}
    for one, other in alphabet.pairs():
        together = groups.get(one, {one}) | groups.get(other, {other})
        for char in sorted(together):  # the same lines from the same seed, whatever order a set has today
            groups[char] = together
    return {char: tuple(sorted(forms)) for char, forms in groups.items()}


def with_some(rng: Random, line: Text, wanted: Sequence[str]) -> Text:
    """Return the line with one to three characters that are ``wanted``, or look like them, somewhere in it."""
    chars = list(line.words)
    for _ in range(rng.randint(1, 3)):
        char = rng.choice(wanted)
        chars.insert(rng.randint(0, len(chars)), rng.choice(_forms().get(char, (char,))))
    return Text("".join(chars), line.use if line.use == "ko" else "ja")


@lru_cache
def _told_apart(chars: Iterable[str]) -> tuple[str, ...]:
    """Return the characters that look like no other: those that do, only their neighbours tell."""
    return tuple(char for char in chars if char not in ALIKE)


def _anything(rng: Random, size: str) -> Text:
    kinds = (_told_apart(alphabet.kanji()), _told_apart(KANA), _told_apart(KATAKANA), _told_apart(LATIN.upper()))
    runs, left = [], _count(rng, size)
    while left > 0:
        chars = rng.choices(kinds, (7, 1.5, 1.5, 0.6))[0]
        run = min(rng.randint(1, 6), left)
        runs.append(
            "".join(rng.choice(chars) for _ in range(run)) + rng.choice(SELDOM if rng.random() < 0.12 else OFTEN)
        )
        left -= run
    return Text("".join(runs).strip(), "ja")


def _variants(rng: Random, size: str) -> Text:
    marks = [c for c in alphabet.MARKS if ord(c) > 0x2000]
    forms = tuple(_forms())
    others = _told_apart(alphabet.kanji())
    words = [
        rng.choice(forms) if rng.random() < 0.5 else rng.choice(others) if rng.random() < 0.8 else rng.choice(marks)
        for _ in range(_count(rng, size))
    ]
    if len(words) > 2 and rng.random() < 0.4:
        words.insert(2, " ")
    return Text("".join(words), "ja")


def _numbers(rng: Random, size: str) -> Text:
    mark = rng.choice(("-", "-", "-", ".", " ", "(", "−", "‐", "–", "／"))
    groups = [str(rng.randint(0, 10 ** rng.randint(1, 4))) for _ in range({"short": 2, "middling": 4, "long": 6}[size])]
    head = rng.choice(("", "", "0", "+81 ", "TEL ", "Fax.", "T", "〒", "〒1", "No.", "(0", "電話 ", "¥"))
    return Text(head + mark.join(groups), "ja" if rng.random() < 0.6 else "latin")


def _labelled(rng: Random, size: str) -> Text:
    """Return a number as it is printed anywhere in the world, after its label."""
    shapes = (
        "0#-####-####", "0##-####-####", "0###-##-####", "(0#)####-####", "(0###)##-####", "0120-###-###",
        "+81-#-####-####", "+81 (0)##-####-####", "+1 (###) ###-####", "(###) ###-####", "+1 ### ### ####",
        "###.###.####", "+44 20 #### ####", "+44 ### ### ####", "+49 ## ##### ###", "+33 # ## ## ## ##",
        "+82-2-####-####", "010-####-####", "+86 ### #### ####", "+886-2-####-####", "0## #### ####",
        "0#.####.####", "ext. ###",
    )  # fmt: skip

    def number() -> str:
        return "".join(str(rng.randint(0, 9)) if c == "#" else c for c in rng.choice(shapes))

    label = rng.choice(LABELS)
    words = f"{label}{rng.choice(('', ' ', ' ', '  '))}{number()}"
    if size == "long" and rng.random() < 0.6:
        words += rng.choice((" ", "  ", " / ", " | ")) + f"{rng.choice(LABELS)} {number()}"
    return Text(words, "latin" if _is_latin(words) and rng.random() < LATIN_FACE else "ja")


def _mail(rng: Random, size: str) -> Text:
    def word() -> str:
        letters = "".join(rng.choice(f"{LATIN}{LATIN}{LATIN}-_.") for _ in range(rng.randint(2, 9)))
        return letters + (str(rng.randint(0, 10 ** rng.randint(1, 4))) if rng.random() < 0.3 else "")

    tail = rng.choice((".co.jp", ".com", ".jp", ".ne.jp", ".net", ".org", ".or.jp", ".de", ".io"))
    made = rng.choice(
        (f"{word()}@{word()}{tail}", f"www.{word()}{tail}", f"https://{word()}{tail}/{word()}", f"@{word()}")
    )
    if rng.random() < 0.4:
        made = f"{rng.choice(LABELS)} {made}"
    latin = _is_latin(made) and rng.random() < LATIN_FACE
    return Text(made.upper() if rng.random() < 0.05 else made, "latin" if latin else "ja")


def korean(rng: Random, size: str) -> Text:
    """Return syllables in no order, a number or the sign of a company among them now and then."""
    words, left = [], _count(rng, size)
    while left > 0:
        run = min(rng.randint(1, 5), left)
        words.append("".join(rng.choice(alphabet.hangul()) for _ in range(run)))
        left -= run
    if rng.random() < 0.3:
        words.append(str(rng.randint(1, 9999)))
    if rng.random() < 0.15:  # of companies
        firm = rng.choice(("㈜", "㈜", "(주)"))
        words = [firm + words[0], *words[1:]] if rng.random() < 0.6 else [*words[:-1], words[-1] + firm]
    return Text(" ".join(words), "ko")


def _accents(rng: Random, size: str) -> Text:
    words, left = [], _count(rng, size) * 2
    while left > 0:
        run = min(rng.randint(2, 9), left)
        word = "".join(rng.choice(ACCENTED if rng.random() < 0.15 else LATIN.replace("l", "")) for _ in range(run))
        words.append(word.title() if rng.random() < 0.5 else word.upper() if rng.random() < 0.3 else word)
        left -= run
    return Text(" ".join(words), "latin")


def _chinese(rng: Random, size: str) -> Text:
    """Return characters of the mainland or of Taiwan, a number among them now and then."""
    chars = alphabet.simplified() if rng.random() < 0.5 else alphabet.traditional()
    words = "".join(rng.choice(chars) for _ in range(_count(rng, size)))
    if rng.random() < 0.3:
        at = rng.randint(0, len(words))
        words = words[:at] + rng.choice(("", " ", "：", "(", "，")) + str(rng.randint(1, 99999)) + words[at:]
    return Text(words, "zh")
