"""A line as it was read in, the same as it can only be spelt out: what words, numbers and scripts leave no doubt of."""

from __future__ import annotations

import re

from cardscan.ocr.capitals import with_capitals

_SPLIT_SYLLABLE = re.compile(r"(?<![A-Za-z0-9])(?:(?:o[|lI]?|O[|lI])(?=[가-힣])|o (?=메일))")
_COMPANY = re.compile(r"(?:^|(?<=\s))쥐(?=[가-힣]{2})")
_IN_BRACKETS = re.compile(r"[(（]?㈜[)）]?|(?:^|(?<=\s))주[)）](?=[가-힣])")
_TALL_VOWEL = re.compile(r"(?<=[가-힣])[CE]H(?![A-Za-z])|(?<![A-Za-z])[CE]H(?=[가-힣])")
_LOST_SYLLABLE = re.compile(r"(?<=휴) (?=폰)|^(?:[CＣ]|대?三)?(?=표전화)")


def settle_hangul(text: str) -> str:
    """Return a Korean line with what its reader takes for another character, cuts in two or leaves out set right: ㈜,
    which looks like 쥐 (a mouse, with which no name begins), a first 이 (o|메일), 대 (CH), which words for telephones
    lose; brackets round a company's sign are two or none."""
    text = _IN_BRACKETS.sub(_in_brackets, _COMPANY.sub("㈜", text))
    return _LOST_SYLLABLE.sub("대", _SPLIT_SYLLABLE.sub("이", _TALL_VOWEL.sub("대", text)))


def _in_brackets(found: re.Match[str]) -> str:
    whole = found[0].startswith("주") or len(found[0]) == len("(㈜)")
    return "(주)" if whole else "㈜"


_TELEPHONE = re.compile(r"T℡([lL])|T℡(?![A-Za-z])|℡L(?![A-Za-z])")
_SMALL_L = re.compile(r"(?<=[a-z]{2})I(?=[a-z.:]|\s|$)")
_LOST_L = re.compile(r"^(Te|E-?mai)(?=[.:\s])")
# Ｅ－ｍａｉｌ of full width is read letter by letter, its l as I or as both.
_WIDE_MAIL = re.compile(r"^[EＥ]\s*[-ー―‐－一]?\s*m\s*a\s*i\s*[lI|1]?(?:\s+[lI|](?=\s))?(?=[\s:：.]|$)")
_MAIL_AS_IT_IS = frozenset(("Email", "E-mail", "Emai", "E-mai"))
_LINKED_IN = re.compile(r"\b[Ll]inked[lI1]n\b")
_TWITTER = re.compile(r"X\s?[（(][^()（）]{1,2}Twitter[)）]")
_FIRST_L = re.compile(  # of a mail or a site in small letters; a mail may be that of Mr Iida
    r"(?<![\w.@+-])I(?=(?:[aeou._-][a-z0-9._-]*@[a-z0-9.-]+|[aeiou._-][a-z0-9._-]*\.[a-z]{2,})$)"
)
_WWW = re.compile(r"(?<![\w.])ww(?=\.[\w-]+\.[a-z])")
_SCHEME = re.compile(r"(?<![A-Za-z])(?:ht?tp|ttp)(s?):?/{1,2}(?=[\w-]+(?:\.[\w-]+)+)")
_NUMBER = re.compile(r"(?<![\w@./-])[\dlIoO()+-]{9,}(?![\w@./])")
_AMONG_DIGITS = re.compile(r"(?<=\d)[lIoO](?=\d)")
_ADDRESS = re.compile(r"@|/|\w\.[a-z]{2}", re.IGNORECASE)  # whose letters are free
_DIGIT_OF = str.maketrans("lIoO", "1100")
FEWEST_DIGITS = 7  # in a run of characters that is a telephone number, whatever else is in it

# Small kana that can follow nothing before them: ゃ ゅ ょ stand after the column of い, small vowels after few kana.
_LARGE = str.maketrans("ゃゅょャュョァィゥェォ", "やゆよヤユヨアイウエオ")
_SMALL_KANA = re.compile(
    r"(?:^|(?<=\s))[ァィゥェォゃゅょャュョ](?=[ぁ-んァ-ヺ])"
    r"|(?<=[ぁ-んァ-ヺー])"
    r"(?<![いきしちにひみりぎじぢびぴイキシチニヒミリギジヂビピテデフヴてでふゔ])[ゃゅょャュョ]"
    r"|(?<=[アカケコサセソタナヌネノハヘマムメモヤユヨラルレロワヲンガゲゴザゼゾダバベボパペポー])[ァィゥェォ]"
    r"|(?<=[リニシジチミヒキギビピ])ァ|(?<=ス)ェ(?=ンジ)"
)
_SMALL_E = re.compile(r"(?<=シ)エ(?=フ)|(?<=プロジ)エ(?=クト)")  # シェフ, プロジェクト
_CHOME = re.compile(r"(?<=[一-龥])[ー―－‐-](?=丁目)")
_CENTRE = re.compile(r"(?<=センタ)[-—–‐](?=\d|\s|$)")
_POWER = re.compile(r"(?<=電)カ(?!ル|ー)|(?<=[火水風子])カ(?=発電)")  # 電力インフラ, 火力発電
_GARDEN = re.compile(r"(?<=[農学公庭茶])薗|(?<=[稚育樹物])薗")  # 薗 stands in names only, 農園 is a word
_KAIKAN = re.compile(r"云(?=館)")  # 会館
_CHOME_MISREAD = re.compile(r"丁[日月](?=[\d〇一二三四五六七八九十])")
_SMALL_TSU = re.compile(r"(?<=スタ)ツ(?=フ)")
# 一 that is printed so short that it looks like a hyphen, or like ー where no kana goes before it.
_ONE = re.compile(
    r"(?<=[統単唯同万均])[-ー](?=[一-龥])|(?<![ァ-ヺーぁ-ん])ー(?=[級階丁番棟般])|ー(?=級(?:建築|土木|施工|電気|管|自動車))"
)
_ONE_AMONG_DASHES = re.compile(r"(?<=[〇一二三四五六七八九十][ー―－-])[ー―－-](?=[〇一二三四五六七八九ー―－-]|$)")
_EIGHT = re.compile(r"(?<=[〇一二三四五六七八九十][ー―－-])ハ(?=[ー―－-][〇一二三四五六七八九])")
_FREE_CALL = re.compile(r"(?<![〇一二三四五六七八九])〇[ー―－-]二〇(?=[ー―－（(-])")
_ONE_OF_A_ROOM = re.compile(
    r"(?<=[ァ-ヺ一-龥])ー(?=〇[〇一二三四五六七八九]{1,2}号?室)"
)  # no number of a room begins with 〇
_HYPHEN = re.compile(r"(?<=\d)[一ー―](?=\d)")
_RO = re.compile(
    r"(?<=[ァ-ヺー]ヒ)口(?=\s|$)|口(?=ー[ァ-ヺ]|[ッャュョ]|ボティ|ボット|ジスティ|ジック|イヤル|ケット)"
)  # ヒロ ends names; セントラル口 is a way out of a station
# Kanji and hiragana that look like a katakana, among katakana: スタ二ス, 株式会社べスト.
_AMONG_KATAKANA = re.compile(
    r"(?<=[ァ-ヺ])[口力工夕卜](?=[ァ-ヺー])|(?<=[ァ-ヺ])[二八](?=ー?[ァ-ヺ])|(?<=ー)[口二力工夕卜八](?=[ァ-ヺ])"
    r"|(?:^|(?<=[\s社会ァ-ヺー]))[べぺ](?=[ァ-ヺー])"
    r"|[二力工夕卜八](?=[ァィゥェォャュョ])|(?:^|(?<=[\s社人会]))八(?=ン[ァ-ヺ])|[力工夕卜](?=ッ)|八(?=ー[ァ-ヺ])"
)  # but 二ー八ー三 are numbers of a column, and 八ッ場 is a place
# ニー: before a kanji 二一 is a number unless a word goes on so.
_NI = re.compile(
    r"(?<=[ァ-ヺ])二一(?=[ァ-ヺ])"
    r"|(?:(?<=ハーモ)|(?<=カンパ)|(?<=シンフォ)|(?<=セレモ)|(?<=コロ)|(?<=ジャー)|(?<=デスティ)|(?<=シド))二一(?=[一-龥\s]|$)"
)
# A gap in a word of katakana: what follows it begins no word (アドバイ ザー1級, ライ フ鍼灸院); ノ or ハ may.
_TORN_KATAKANA = re.compile(
    r"(?<=[ァ-ヺー]) (?=(?![ノハニロケヶツカエタトリミチヨ]|.[号棟館階行列])[ァ-ヺ](?=[一-龥])"
    r"|(?:[ザサタダナマヤラワドグゾガ]|[ジシチ][ャュョェ])ー(?![ァ-ヺー]))"
)
_KATAKANA_BEFORE_TWO = re.compile(r"(?:^|(?<=[\s社会人]))[工力夕卜](?=[ァ-ヺ][ァ-ヺー])")
_AI = re.compile(r"(?<![A-Za-z])A(?=エンジニア|ストラテジスト)")
_ILL = re.compile(r"(?<![A-Za-z])(?:Ⅲ|III)(?=[a-z])")  # Illustrator
_FRENCH = re.compile(r"\bPõle(?=\s)|\bMaâtre(?=\s)")  # no words of any language
_YOSHI = re.compile(r"(?:^|(?<=\s))士口(?=[一-龥])")  # begins names; elsewhere it is 税理士口座
_KATAKANA_OF = str.maketrans("口二力工夕卜八べぺ", "ロニカエタトハベペ")
_IT = re.compile(r"(?<![A-Za-z])T(?=コンサル|ストラテジスト|コーディネータ|エンジニア|ソリューション|パスポート)")
_WIDE_OPENED, _WIDE_CLOSED = re.compile(r"（([^()（）]*)\)"), re.compile(r"\(([^()（）]*)）")
_GAP = re.compile(r"(?<=[a-z])_(?=\()")


def settle_words(text: str) -> str:
    """Return ``text`` with what its word or number leaves no doubt of: TEL of which a part was read as ℡ as well,
    l after small letters (Cell.), E-mail of full width, digits in a telephone number (055-72l-8561) and between
    digits (ISO9O01), the scheme of a web address (htps:/www), large kana where no small one can stand (ラィフ), 一 in
    words (統-編號), among the dashes of a column (二〇ーー〇) and before 〇 (ビルー〇一号室), a hyphen between digits,
    katakana among katakana that was taken for kanji or hiragana (口ータリー, べスト), IT and AI, 吉
    in two halves, and brackets of two widths, of which the first tells."""
    text = _TELEPHONE.sub(lambda found: "Tel" if found[1] == "l" else "TEL", text)
    text = _WIDE_MAIL.sub(lambda found: found[0] if found[0] in _MAIL_AS_IT_IS else "E-mail", text)
    text = _NUMBER.sub(_digits, _SMALL_L.sub("l", text))
    text = _TWITTER.sub("X（旧Twitter）", text)
    text = _LINKED_IN.sub("LinkedIn", _FIRST_L.sub("l", _LOST_L.sub(r"\1l", _SCHEME.sub(r"http\1://", text))))
    text = _FREE_CALL.sub("〇一二〇", _EIGHT.sub("八", text))
    text = _ONE_OF_A_ROOM.sub("一", _ONE_AMONG_DASHES.sub("一", text))
    text = _SMALL_KANA.sub(
        lambda found: found[0].translate(_LARGE), _RO.sub("ロ", _ONE.sub("一", _HYPHEN.sub("-", _WWW.sub("www", text))))
    )
    text = _SMALL_E.sub("ェ", _SMALL_TSU.sub("ッ", _YOSHI.sub("吉", text)))
    text = _CENTRE.sub("ー", text)
    text = _GARDEN.sub("園", _POWER.sub("力", text))
    text = _KAIKAN.sub("会", _CHOME_MISREAD.sub("丁目", _CHOME.sub("一", text)))
    text = _AMONG_KATAKANA.sub(lambda found: found[0].translate(_KATAKANA_OF), _IT.sub("IT", text))
    text = _KATAKANA_BEFORE_TWO.sub(lambda found: found[0].translate(_KATAKANA_OF), _TORN_KATAKANA.sub("", text))
    text = _NI.sub("ニー", _AI.sub("AI", text))
    text = _WIDE_CLOSED.sub(r"(\1)", _WIDE_OPENED.sub(r"（\1）", _GAP.sub(" ", with_capitals(text))))
    text = _FRENCH.sub(lambda found: "Pôle" if found[0][0] == "P" else "Maître", _ILL.sub("Ill", text))
    return text if _ADDRESS.search(text) else _AMONG_DIGITS.sub(lambda found: found[0].translate(_DIGIT_OF), text)


def _digits(found: re.Match[str]) -> str:
    enough = sum(map(str.isdigit, found[0])) >= FEWEST_DIGITS
    return found[0].translate(_DIGIT_OF) if enough else found[0]


_ORNAMENT = re.compile(r"[\s●◆■▲▼★☆◇◎□△▽※*・_=|~–—―-]+")


def is_ornament(text: str) -> bool:
    """Return whether a line is but dots, stars and rules, which say nothing."""
    return _ORNAMENT.fullmatch(text) is not None
