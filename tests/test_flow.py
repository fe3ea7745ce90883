"""The whole way with the default reader: the pictures in samples/ into a book and onto the phone, twice."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import vobject
from conftest import ROOT, SAMPLES, user_environment

pytestmark = pytest.mark.engine

PICTURES = sorted(path for path in SAMPLES.iterdir() if path.suffix in (".jpg", ".png"))


def run(*words: object, home: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cardscan", *map(str, words)]
    return subprocess.run(command, env=user_environment(home), capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def book(home: Path) -> Path:
    done = run("scan", SAMPLES, "--event", "Expo", "--date", "2026-11-20", "--yes", "--book", home / "book", home=home)
    assert (done.returncode, done.stderr) == (0, "")
    return home / "book"


@pytest.fixture(scope="module")
def people(book: Path, home: Path) -> list[dict[str, Any]]:
    done = run("list", "--json", "--book", book, home=home)
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_there_are_samples_enough() -> None:
    assert len(PICTURES) >= 14


def test_most_people_on_the_samples_are_found_by_their_right_name_and_mail(people: list[dict[str, Any]]) -> None:
    names = {person["contact"]["name"]["full"].replace(" ", "") for person in people if person["contact"]["name"]}
    mails = {mail for person in people for mail in person["contact"]["emails"]}
    truths = [card["contact"] for picture in PICTURES for card in truth(picture)]
    wanted_names = {contact["name"]["full"].replace(" ", "") for contact in truths if contact["name"]}
    wanted_mails = {mail for contact in truths for mail in contact["emails"]}
    assert len(names & wanted_names) >= 0.75 * len(wanted_names), wanted_names - names
    assert len(mails & wanted_mails) >= 0.9 * len(wanted_mails), wanted_mails - mails


def truth(picture: Path) -> list[dict[str, Any]]:
    kept = json.loads(picture.with_suffix(".truth.json").read_text(encoding="utf-8"))
    cards: list[dict[str, Any]] = kept["cards"]
    return cards


def test_everybody_was_met_at_the_event(people: list[dict[str, Any]]) -> None:
    assert {(met["event"], met["date"]) for person in people for met in person["encounters"]} == {
        ("Expo", "2026-11-20")
    }


def test_a_second_scan_adds_nobody_and_changes_no_file(book: Path, people: list[dict[str, Any]], home: Path) -> None:
    before = {path.name: path.read_bytes() for path in book.rglob("*.vcf")}
    done = run("scan", SAMPLES, "--event", "Expo", "--date", "2026-11-20", "--yes", "--book", book, home=home)
    assert done.returncode == 0 and "in the book already" in done.stdout
    assert [json.loads(line) for line in run("list", "--json", "--book", book, home=home).stdout.splitlines()] == people
    assert {path.name: path.read_bytes() for path in book.rglob("*.vcf")} == before


def test_the_file_for_the_phone_holds_everybody_once(book: Path, people: list[dict[str, Any]]) -> None:
    cards = list(vobject.readComponents((book / "contacts.vcf").read_text(encoding="utf-8")))
    assert {card.uid.value for card in cards} == {person["uid"] for person in people}
    assert len(cards) == len(people)


def test_a_table_of_cards_gives_every_card_in_reading_order_by_the_contract(home: Path) -> None:
    (table,) = [picture for picture in PICTURES if "table" in picture.name]
    done = run("read", table, "--json", home=home)
    records = [json.loads(line) for line in done.stdout.splitlines()]
    schema = json.loads((ROOT / "schema" / "read.schema.json").read_text(encoding="utf-8"))
    for record in records:
        jsonschema.validate(record, schema)
    assert [record["card"] for record in records] == list(range(1, 9))
    wanted = [card["contact"]["emails"] for card in truth(table)]
    assert sum(record["contact"]["emails"] == mails for record, mails in zip(records, wanted, strict=True)) >= 7


def test_every_field_points_at_a_value_and_at_lines_that_exist(home: Path) -> None:
    done = run("read", PICTURES[0], "--json", home=home)
    record = json.loads(done.stdout)
    assert record["fields"]
    for field in record["fields"]:
        assert value_at(record["contact"], field["field"]) is not None, field
        assert all(0 <= line < len(record["lines"]) for line in field["lines"])
        assert 0 <= field["confidence"] <= 1


def value_at(contact: dict[str, Any], path: str) -> Any:
    value: Any = contact
    for step in path.replace("]", "").replace("[", ".").split("."):
        value = value[int(step)] if step.isdigit() else value[step]
    return value
