"""What is counted beside the fields: readings by who tells them, affiliations as wholes."""

from __future__ import annotations

from typing import Any

from bench.score.asides import ASIDES, asides
from bench.score.compare import Count


def contact(family: str, given: str, source: str, *orgs: dict[str, Any]) -> dict[str, Any]:
    name = {"full": "山田 太郎", "family_reading": family, "given_reading": given, "reading_source": source}
    return {"name": name, "orgs": list(orgs)}


def org(name: str, department: str | None = None, *titles: str) -> dict[str, Any]:
    return {"name": name, "department": department, "titles": list(titles)}


def test_a_reading_counts_where_who_tells_it_is_asked_for() -> None:
    printed = asides(contact("やまだ", "たろう", "printed"), contact("やまだ", "じろう", "printed"))
    assert printed["readings printed in kana"] == printed["readings that the card tells"] == Count(0, 1, 1)
    assert printed["readings from a dictionary"] == printed["surname readings from a dictionary"] == Count()


def test_a_surname_from_a_dictionary_is_right_though_the_given_name_is_not() -> None:
    guessed = asides(contact("やまだ", "たろう", "dictionary"), contact("やまだ", "じろう", "dictionary"))
    assert guessed["surname readings from a dictionary"] == Count(1, 0, 0)
    assert guessed["readings from a dictionary"] == Count(0, 1, 1)


def test_an_affiliation_is_right_as_a_whole_whatever_the_order_of_its_titles() -> None:
    truth = contact("", "", "printed", org("青葉", "営業部", "部長", "理事"), org("若葉", None, "代表"))
    read = contact("", "", "printed", org("青葉", "営業部", "理事", "部長"), org("若葉", "企画部", "代表"))
    assert asides(truth, read)["affiliations, of cards with several"] == Count(1, 1, 1)
    assert asides(contact("", "", "printed", org("青葉")), read)["affiliations, of cards with several"] == Count()


def test_nothing_is_counted_of_a_card_that_is_not_there() -> None:
    assert asides({}, {}) == dict.fromkeys(ASIDES, Count())
