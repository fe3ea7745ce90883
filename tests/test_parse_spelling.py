"""What readers make of a country's spelling is put right on its cards, and nowhere else."""

from __future__ import annotations

import pytest
from parse_lines import lines

from cardscan.model import Name
from cardscan.parse import parse
from cardscan.parse.latin_order import cut_by_mail, parse_name
from cardscan.parse.spelling import as_written_there


def written(*texts: str) -> tuple[str, ...]:
    return tuple(line.text for line in as_written_there(lines(*texts)))


@pytest.mark.parametrize(
    ("text", "number", "meant"),
    [
        ("EI Faro", "+34 956 719 935", "El Faro"),
        ("Gran Vía 12, 3° izda.", "+34 956 719 935", "Gran Vía 12, 3º izda."),
        ("LArdoise", "+33 5 65 71 54 12", "L'Ardoise"),
        ("Giulia DAngelo", "+39 0171 35452", "Giulia D'Angelo"),
        ("al. Jana Pawła Il 22/4", "+48 17 812 87 72", "al. Jana Pawła II 22/4"),
        ("Orlik Sp. z 0.0.", "+48 17 812 87 72", "Orlik Sp. z o.o."),
        ("Orlik Sp. z o.o.", "+48 17 812 87 72", "Orlik Sp. z o.o."),
        ("Jizera s.r.0.", "+420 585 521 645", "Jizera s.r.o."),
    ],
)
def test_spelling_is_put_right_in_its_country_alone(text: str, number: str, meant: str) -> None:
    assert written(text, number)[0] == meant
    assert written(text, "+44 20 7946 0018")[0] == text


@pytest.mark.parametrize(
    ("name", "mail", "cut"),
    [
        ("Volker Meyer zur Heide", "volker_meyerzurheide", ("Meyer zur Heide", "Volker")),
        ("José Manuel Olabarria", "josemanuel", ("Olabarria", "José Manuel")),
        ("Ana Belén San Martín Pérez", "asanmartinperez", ("San Martín Pérez", "Ana Belén")),
        ("Mary Jane Watson", "m.watson", None),
        ("Jane Watson", "janewatson", None),
    ],
)
def test_a_mail_address_tells_which_words_of_a_name_belong_together(
    name: str, mail: str, cut: tuple[str, str] | None
) -> None:
    found = cut_by_mail(parse_name(name), [mail])
    assert (found and (found.family, found.given)) == cut


def test_a_name_without_a_family_name_is_not_cut() -> None:
    assert cut_by_mail(Name("Anna Maria Luisa"), ["annamaria"]) is None


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Loredana Lo Presti", "Lo Presti"),
        ("Koen van 't Hoff", "van 't Hoff"),
        ("Ana San Martín Pérez", "San Martín Pérez"),
    ],
)
def test_small_words_belong_to_the_family_name(name: str, family: str) -> None:
    found = parse(lines(name, "Director", "Acme Ltd", "+44 20 7946 0018")).contact.name
    assert found is not None and found.family == family


@pytest.mark.parametrize(
    ("street", "town", "city"),
    [
        ("Wilhelm-Leuschner-Straße 100", "63067 Offenbach am Main", "Offenbach am Main"),
        ("Burgemeester Oudlaan 40", "5211 KL 's-Hertogenbosch", "'s-Hertogenbosch"),
    ],
)
def test_towns_on_a_river_and_with_an_apostrophe_are_towns(street: str, town: str, city: str) -> None:
    (address,) = parse(lines("Anna Müller", street, town)).contact.addresses
    assert (address.street, address.locality) == (street, city)


def test_a_full_stop_before_a_postal_code_was_a_comma() -> None:
    (address,) = parse(lines("Rúa do Vilar 25. 15705 Santiago de Compostela", "+34 941 53 72 62")).contact.addresses
    assert (address.postal_code, address.locality) == ("15705", "Santiago de Compostela")


@pytest.mark.parametrize(
    ("text", "title", "department"),
    [
        ("Responsabile ufficio acquisti", "Responsabile ufficio acquisti", None),
        ("Servicio postventa Socio fundador", "Socio fundador", "Servicio postventa"),
        ("Arbeitsvorbereitung Filialleiterin", "Filialleiterin", "Arbeitsvorbereitung"),
        ("Stabsstelle Recht", None, "Stabsstelle Recht"),
        ("Hoofd Inkoop", "Hoofd Inkoop", None),
    ],
)
def test_titles_and_departments_of_europe(text: str, title: str | None, department: str | None) -> None:
    (place,) = parse(lines("Acme GmbH", "Anna Keller", text, "anna@acme.example")).contact.orgs
    assert (place.titles, place.department) == ((title,) if title else (), department)


@pytest.mark.parametrize(
    ("name", "country", "doubted"),
    [
        ("Zdeněk Prochazka", "+420 585 521 645", True),
        ("Zdeněk Procházka", "+420 585 521 645", False),
        ("Jan Prochazka", "+1 312 555 0184", False),
    ],
)
def test_a_family_name_without_the_accent_of_its_country_is_doubted(name: str, country: str, doubted: bool) -> None:
    (field,) = [one for one in parse(lines(name, "Advokát", country)).fields if one.path == "name.full"]
    assert (field.doubt == "an accent may not have been read: is it Procházka?") is doubted
