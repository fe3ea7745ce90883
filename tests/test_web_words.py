"""The page's words: all of them in every language, and what the program says translated."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.web import words as module
from cardscan.web.words import LANGUAGES, chosen, words_in

WEB = Path(module.__file__).parent
SPEAKING = [*WEB.glob("templates/*.html"), *WEB.glob("*.py"), *(WEB.parent / "stats").glob("*.py")]
GAP = re.compile(r"\{(\w*)\}")


def test_every_language_has_every_word_with_the_same_gaps() -> None:
    english = words_in("en").flat
    for language in LANGUAGES:
        other = words_in(language).flat
        assert english.keys() == other.keys()
        for name, text in english.items():
            assert set(GAP.findall(text)) == set(GAP.findall(other[name])), name


def test_every_word_that_a_template_asks_for_is_there_and_no_other() -> None:
    known = words_in("en").flat
    sources = "\n".join(path.read_text(encoding="utf-8") for path in SPEAKING)
    asked = set(re.findall(r'(?:\bt|words)\(f?"([a-z_]+\.[a-z_]+)"', sources))
    asked |= set(re.findall(r't\("([a-z_]+\.[a-z_]+)"\) if', sources))
    assert asked <= known.keys()
    families = ("field.", "kind.", "history.", "script.", "person.from_", "review.front", "review.back")
    assert {name for name in known if not name.startswith(families)} - set(
        re.findall(r'"([a-z_]+\.[a-z_]+)"', sources)
    ) == set()


def test_every_word_that_a_script_asks_for_is_there() -> None:
    known = words_in("en").script()
    for path in WEB.glob("static/*.js"):
        for name in re.findall(r'word\("([a-z_]+)"', path.read_text(encoding="utf-8")):
            assert name in known, f"{path.name} asks for {name}"


def test_a_doubt_and_a_reason_are_said_in_japanese() -> None:
    japanese = words_in("ja")
    assert japanese.said("the reading is a guess (email)") == "よみはメールアドレスからの推定"
    assert japanese.said("same mail a@b.example") == "同じメール a@b.example"
    assert japanese.said("something new") == "something new"


def test_phrases_are_ones_that_the_program_says() -> None:
    """What is translated stands somewhere in the program: a phrase that was reworded is noticed here."""
    phrases = tomllib.loads((WEB / "words" / "ja.toml").read_text(encoding="utf-8"))["phrases"]
    code = "\n".join(path.read_text(encoding="utf-8") for path in WEB.parent.rglob("*.py"))
    for phrase in phrases:
        longest = max(re.split(r"\{\}|\((?:email|latin|dictionary|printed)\)", phrase), key=len).strip()
        assert longest in code, phrase


def _doubts(path: Path) -> Iterator[str]:
    """Yield the sentences in a module of the parser that are no docstrings: doubts, X for what is put in."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            said = "".join(str(part.value) if isinstance(part, ast.Constant) else "X" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and not {id(node)} & (told | inside):
            said = node.value
        else:
            continue
        if re.fullmatch(r"[a-z@X][\w ,:@().?'一-]*", said) and len(said.split(" ")) > 2:
            yield said


def test_every_doubt_of_the_parser_is_said_in_japanese() -> None:
    japanese = words_in("ja")
    others = ("traits", "likely", "gazetteer")  # what is learned has names there, and a database is asked
    modules = [path for path in (WEB.parent / "parse").glob("*.py") if path.stem not in others]
    untold = {
        said for path in modules for said in _doubts(path) if japanese.said(said.replace("(X)", "(latin)")) == said
    }
    assert untold == set()


@pytest.mark.parametrize(
    ("header", "cookie", "language"),
    [
        ("ja", None, "ja"),
        ("ja-JP,ja;q=0.9,en;q=0.8", None, "ja"),
        ("en-GB,ja;q=0.9", None, "en"),
        ("fr-FR", None, "en"),
        ("", None, "en"),
        ("en", "ja", "ja"),
        ("ja", "xx", "ja"),
        ("de;q=0.9, ja;q=nonsense", None, "en"),
    ],
)
def test_the_language_is_the_browsers_or_the_one_chosen(header: str, cookie: str | None, language: str) -> None:
    assert chosen(header, cookie) == language


@given(st.text(max_size=200), st.none() | st.text(max_size=9))
def test_any_header_gives_a_language(header: str, cookie: str | None) -> None:
    assert chosen(header, cookie) in LANGUAGES
