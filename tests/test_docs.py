"""The documents cannot drift from the program."""

from __future__ import annotations

import importlib.util
import json
import re
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from conftest import ROOT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from cardscan.cli import COMMANDS
from cardscan.contract import schema

DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("samples/*.md"), *ROOT.glob("bench/*.md")])


@pytest.fixture(scope="module")
def write_docs() -> ModuleType:
    spec = importlib.util.spec_from_file_location("write_docs", ROOT / "scripts" / "write_docs.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_help_texts_and_exit_codes_in_the_docs_are_current(write_docs: ModuleType) -> None:
    text = write_docs.COMMANDS.read_text(encoding="utf-8")
    assert text == write_docs.current(text), "run `make docs`"


def test_every_command_is_documented(write_docs: ModuleType) -> None:
    text = write_docs.COMMANDS.read_text(encoding="utf-8")
    assert len(COMMANDS) >= 7
    for name in COMMANDS:
        assert f"\n## {name}\n" in text and f"<!-- generated: help {name} -->" in text


def test_every_error_class_has_a_line_with_its_exit_code(write_docs: ModuleType) -> None:
    text = write_docs.COMMANDS.read_text(encoding="utf-8")
    for error in write_docs._children(write_docs.errors.CardscanError):
        assert f"| {error.exit_code} | `{error.code}` |" in text


def test_the_schema_is_current() -> None:
    kept = json.loads((ROOT / "schema" / "read.schema.json").read_text(encoding="utf-8"))
    assert kept == json.loads(json.dumps(schema())), "run `make schema`"


def test_no_description_in_the_schema_hangs_on_how_a_docstring_is_indented() -> None:
    told = [component["description"] for component in schema()["$defs"].values() if "description" in component]
    assert len(told) > 5
    assert not [words for words in told if "\n" in words or "  " in words]


def test_the_version_that_is_installed_for_the_tests_is_one_that_is_asked_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    lines = (ROOT / "versions.txt").read_text(encoding="utf-8").splitlines()
    installed = {canonicalize_name(one.split("==")[0]): one.split("==")[1] for one in lines if "==" in one}
    asked = [*project["dependencies"], *(one for extra in extras if extra != "train" for one in extras[extra])]
    wanted = [one for one in map(Requirement, asked) if one.name != project["name"]]
    assert len(wanted) > 40
    assert not [one for one in wanted if not one.specifier.contains(installed[canonicalize_name(one.name)])]


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    reasons = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    for requirement in [*project["dependencies"], *extras["bench"], *extras["sync"], *extras["dev"]]:
        name = re.split(r"[><=\[ ]", requirement)[0]
        if name != "cardscan-book":
            assert f"| {name} |" in reasons, f"docs/dependencies.md does not say why {name} is there"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text(encoding="utf-8")):
        if "://" not in target and not target.startswith("mailto:"):
            assert (document.parent / target).exists(), f"{document.name} links to {target}"


def test_the_words_of_the_readme_are_words_of_the_makefile() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    words = set(re.findall(r"(?:^|`)make ([a-z-]+)", readme, re.MULTILINE))
    assert {"run", "test"} <= words
    for word in words:
        assert re.search(rf"^{word}:", makefile, re.MULTILINE), f"README says make {word}"


def test_the_commands_in_the_documents_are_commands() -> None:
    known = set(COMMANDS)
    for document in DOCUMENTS:
        for block in re.findall(r"```(?:sh|console)\n(.*?)```", document.read_text(encoding="utf-8"), re.DOTALL):
            for command in re.findall(r"^(?:\$ )?cardscan ([a-z]+)", block, re.MULTILINE):
                assert command in known, f"{document.name} says cardscan {command}"
