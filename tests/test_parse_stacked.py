"""Names and firms set on two lines, one word over the other."""

from __future__ import annotations

from parse_lines import at

from cardscan.model import Contact
from cardscan.parse import parse


def read(*lines: tuple[str, float, float, float]) -> Contact:
    return parse([at(*line) for line in lines]).contact


def test_a_given_name_over_the_surname_is_one_name_where_a_mail_address_spells_it():
    name = ("Juniper", 50, 50, 40), ("Okafor", 50, 95, 40)
    contact = read(*name, ("Engineer", 50, 200, 20), ("juniper@kelp.example", 50, 240, 20))
    assert contact.name is not None and contact.name.full == "Juniper Okafor"
    assert (contact.name.given, contact.name.family) == ("Juniper", "Okafor")


def test_a_surname_with_particles_under_a_given_name_with_a_degree_is_one_name():
    contact = read(("ir. Femke", 50, 50, 40), ("van der Zwaan", 50, 95, 40), ("femke@noord.example", 50, 240, 20))
    assert contact.name is not None and contact.name.full == "Femke van der Zwaan"
    assert contact.qualifications == ("ir.",)


def test_two_words_of_a_firm_are_one_where_the_host_has_the_first():
    firm = ("Tidepool", 50, 50, 40), ("Capital", 50, 95, 40)
    contact = read(*firm, ("Jane Doe", 50, 200, 30), ("jane@tidepool.example", 50, 240, 20))
    assert [place.org for place in contact.affiliations] == ["Tidepool Capital"]


def test_words_in_two_columns_or_of_two_sizes_are_not_joined():
    apart = read(("Juniper", 50, 50, 40), ("Okafor", 500, 95, 40), ("juniper@kelp.example", 50, 240, 20))
    unlike = read(("Juniper", 50, 50, 40), ("Okafor", 50, 95, 20), ("juniper@kelp.example", 50, 240, 20))
    assert "Juniper Okafor" not in (apart.name and apart.name.full, unlike.name and unlike.name.full)
