"""The word lists: every entry well-formed, none twice, none in two lists that exclude each other."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

import pytest

from cardscan.parse.lexicon import plain, words

LISTS = {
    f"{path.name}: {section}.{key}": entries
    for path in files("cardscan.parse").joinpath("words").iterdir()
    if path.name.endswith(".toml")
    for section, table in tomllib.loads(path.read_text("utf-8")).items()
    if isinstance(table, dict)
    for key, entries in table.items()
    if isinstance(entries, list) and entries and all(isinstance(entry, str) for entry in entries)
}


@pytest.mark.parametrize("name", sorted(LISTS))
def test_entries_are_not_empty_and_not_padded(name: str):
    assert all(entry and entry == entry.strip() for entry in LISTS[name])


def test_titles_and_qualifications_exclude_each_other():
    assert words().titles & words().qualifications == frozenset()


def test_qualification_patterns_match_whole_texts():
    assert all(p.pattern.startswith("^") and p.pattern.endswith("$") for p in words().qualification_patterns)


def test_latin_words_are_in_lower_case_as_they_are_looked_up():
    lists = words()
    for entries in (lists.latin_titles, lists.latin_departments, lists.latin_orgs, lists.latin_forms, lists.degrees):
        assert all(entry == entry.lower() for entry in entries)


def test_plain_forms_ignore_width_spaces_and_middle_dots():
    assert plain("ＣＥＯ") == plain("C E O") == "CEO"
    assert plain("ファイナンシャル・プランナー") == "ファイナンシャルプランナー"


def test_legal_forms_are_looked_up_longest_first():
    assert [len(form) for form in words().forms] == sorted((len(form) for form in words().forms), reverse=True)


def test_no_pattern_backtracks_without_end():
    hostile = "士" * 5000
    assert not any(re.match(pattern, hostile) for pattern in words().qualification_patterns)
