"""Cards of Europe: titles and departments of their languages, firms that a host spells, mails, countries."""

from __future__ import annotations

import pytest
from parse_lines import contact, lines

from cardscan.model import ParsedCard
from cardscan.parse import parse
from cardscan.parse.firm_names import core, with_lost_letter
from cardscan.parse.firms import has_legal_form
from cardscan.parse.host_names import in_domain
from cardscan.parse.regions import card_region


def card(*texts: str) -> ParsedCard:
    return parse(lines(*texts))


@pytest.mark.parametrize("title", ["Sócio-Gerente", "Vice-Président", "Diretora-Geral"])
def test_two_titles_with_a_hyphen_are_one(title: str):
    assert contact("Alfa Conceito Lda.", "Rita Matos", title, "rita@alfa.example").affiliations[0].titles == (title,)


def test_a_name_of_two_with_a_hyphen_is_no_title_for_a_word_in_it():
    read = contact("Alfa Conceito Lda.", "Marta Prince-Baker", "marta@alfa.example")
    assert read.name is not None and read.name.family == "Prince-Baker"


@pytest.mark.parametrize(
    ("line", "department", "title"),
    [
        ("İnsan Kaynakları Satış Müdürü", "İnsan Kaynakları", "Satış Müdürü"),
        ("Departamento de ventas Jefe de ventas", "Departamento de ventas", "Jefe de ventas"),
        ("Atención al cliente Médica de familia", "Atención al cliente", "Médica de familia"),
    ],
)
def test_many_small_words_make_no_note_of_a_department_with_a_title(line: str, department: str, title: str):
    read = contact("Acme Widgets GmbH", "Anna Weber", line, "anna.weber@acme.example")
    assert [(place.department, place.titles) for place in read.affiliations] == [(department, (title,))]


@pytest.mark.parametrize(
    "name", ["Vltavan a.s.", "Zelený s.r.o.", "Zielona sp. z o.o.", "Doğuş A.Ş.", "Conde Lda.", "Korn e.K."]
)
def test_legal_forms_of_europe_are_known_and_no_part_of_what_is_compared(name: str):
    assert has_legal_form(name) and core(name).startswith(name.split()[0].lower()[:4])
    assert not core(name).endswith(("as", "sro", "oo", "lda", "ek"))


def test_a_name_with_accents_is_spelt_by_a_host_without():
    assert in_domain("Granåsen", ["granasen.example"]) and in_domain("Müller Räder", ["mueller-raeder.example"])
    read = contact("Rådgivare", "Ingrid Hägglund", "Granåsen", "ingrid@granasen.se")
    assert [place.org for place in read.affiliations] == ["Granåsen"]


def test_a_letter_that_is_easily_lost_is_put_back_where_the_host_has_it_and_doubted():
    read = card("Bergquel Kanzlei", "Dirk Brunner", "Notar", "dirk@bergquell.de", "www.bergquell.de")
    assert read.contact.affiliations[0].org == "Bergquell Kanzlei"
    assert next(field for field in read.fields if field.path == "orgs[0].name").doubt


@pytest.mark.parametrize(
    ("name", "host", "meant"),
    [
        ("Vtavan a.s.", "vltavan", "Vltavan a.s."),
        ("BERGQUEL", "bergquell", "BERGQUELL"),
        ("Contoso", "contosoi", "Contoso"),
        ("Kondo", "kondoo", "Kondo"),
        ("Marta", "martha", "Marta"),
        ("", "", ""),
    ],
)
def test_only_thin_letters_and_one_of_two_are_lost_in_print(name: str, host: str, meant: str):
    assert with_lost_letter(name, host) == meant


def test_an_article_before_a_name_is_no_logo_where_the_host_spells_it():
    read = contact("EI Olivar", "Lucía Ortega", "Abogada", "info@elolivar.es")
    assert read.affiliations[0].org == "El Olivar"


def test_a_mail_that_begins_as_the_given_name_begins_with_its_letter():
    person = ("Fabbri S.r.l.", "Leonardo De Luca", "Geometra")
    assert contact(*person, "Ideluca@fabbri.it").affiliations[0].emails == ("ldeluca@fabbri.it",)
    other = ("Fabbri S.r.l.", "Irene De Luca", "Geometra")
    assert contact(*other, "Ideluca@fabbri.it").affiliations[0].emails == ("Ideluca@fabbri.it",)


def test_a_code_that_two_countries_write_alike_is_swedish_only_in_a_swedish_town():
    assert card_region(lines("Svobody 77", "301 00 Plzeň", "www.zeleny.cz")) == "CZ"
    assert card_region(lines("Storgatan 5", "111 22 Stockholm")) == "SE"
    assert card_region(lines("Storgatan 5", "SE-761 30 Norrtälje")) == "SE"


@pytest.mark.parametrize(
    "firm", ["Kowalczyk Budownictwo sp. z o.o.", "Grupo Azul, S. de R.L. de C.V.", "Novak Trgovina d.o.o."]
)
def test_a_firm_whose_legal_form_is_words_with_dots_is_no_sentence(firm: str):
    assert [place.org for place in contact(firm, "Anna Weber", "Project Manager").affiliations] == [firm]


def test_what_lawyers_do_is_a_department():
    read = contact("Harrow & Finch LLP", "Oliver Penhaligon", "Senior Associate", "Intellectual Property")
    (place,) = read.affiliations
    assert (place.department, place.titles) == ("Intellectual Property", ("Senior Associate",))


def test_a_street_tells_the_country_and_so_how_its_numbers_are_dialled():
    read = contact("Boulangerie Dupont", "Marie Dupont", "06 12 34 56 78", "12 rue des Lilas, 49000 Angers")
    assert [phone.e164 for phone in read.phones] == ["+33612345678"]


def test_a_site_without_www_tells_the_country_by_its_ending():
    assert card_region(lines("Marie Dupont", "boulangerie-dupont.fr")) == "FR"
    assert card_region(lines("Contoso Co.Ltd", "John St.la Doe")) is None


@pytest.mark.parametrize(
    ("line", "host", "org", "title"),
    [
        ("Vantage Head of Engineering", "vantage.net", "Vantage", "Head of Engineering"),
        ("Alder Vorstandsvorsitzender", "alder-nm8.com", "Alder", "Vorstandsvorsitzender"),
    ],
)
def test_a_firm_before_a_title_is_told_by_the_host(line: str, host: str, org: str, title: str):
    place = contact("Grace Chambers", line, f"g.chambers@{host}").affiliations[0]
    assert (place.org, place.titles) == (org, (title,))


def test_a_given_name_and_a_surname_without_a_gap_are_two_words():
    name = contact("Orlik Sp. j.", "Dyrektor handlowy MichałŁukasik", "info@orlik.pl").name
    assert name is not None and name.full == "Michał Łukasik"


def test_a_floor_in_spain_keeps_its_sign():
    assert (
        contact("Rocío Carrasco", "Gran Vía 91, 3 izda.", "48001 Bilbao")
        .affiliations[0]
        .addresses[0]
        .text.startswith("Gran Vía 91, 3º izda.")
    )


@pytest.mark.parametrize(
    ("read", "org"),
    [
        ("Castlegate GmbH  Co. KG", "Castlegate GmbH & Co. KG"),
        ("Harrow ☎ Finch Textiles", "Harrow & Finch Textiles"),
    ],
)
def test_the_sign_between_two_names_of_a_firm_is_put_back(read: str, org: str):
    assert contact(read, "Hans-Peter Vogel", "Meister", "20095 Hamburg").affiliations[0].org == org


def test_a_wide_gap_in_a_firm_may_be_a_sign_that_was_not_read():
    read = {
        field.path: field
        for field in parse(lines("Harrow  Finch Textiles", "Jane Doe", "jane@harrowfinch.co.uk")).fields
    }
    assert read["orgs[0].name"].doubt == "a letter at its sign may not have been read"


def test_a_name_behind_a_firm_on_one_line_is_no_part_of_it():
    card = contact("Lumen SARL Jean-Luc Legrand", "33000 Bordeaux", "legrand.jeanluc@lumen.example.jp")
    assert (card.name.full, card.affiliations[0].org) == ("Jean-Luc Legrand", "Lumen SARL")


def test_a_street_and_its_number_without_a_gap_are_a_street():
    card = contact("Larkspur GmbH", "Heike Brandt", "Bahnhofstr.141", "80335 München")
    assert card.affiliations[0].addresses[0].text == "Bahnhofstr.141 München"


def test_a_postcode_with_a_dotless_i_has_a_one():
    card = contact("Ravenswood Legal LLP", "Grace Jenkins", "15 High Street", "Oxford OXı 4BG")
    assert card.affiliations[0].addresses[0].postal_code == "OX1 4BG"


def test_a_czech_surname_that_lacks_one_of_its_accents_is_doubted():
    read = {
        f.path: f
        for f in parse(
            lines(
                "Říčka Stavby",
                "Zdeněk Štastný",
                "Jednatel",
                "110 00 Praha 1",
                "Tel +420 585 354 216",
                "zdenek.stastny@ricka.cz",
            )
        ).fields
    }
    assert read["name.full"].doubt == "an accent may not have been read: is it Šťastný?"


def test_a_pope_counts_in_roman_numerals():
    card = contact("Orlik S.A.", "Wojciech Ćwikła", "al. Jana Pawła ll 46/4, 25-025 Kielce", "TEL +48 17 986 81 62")
    assert card.affiliations[0].addresses[0].text == "al. Jana Pawła II 46/4, Kielce"


def test_a_department_that_ends_in_a_word_for_its_people_is_one():
    place = contact(
        "Solmar Systems", "Anna Keller", "Vertrieb Innendienst", "Prokuristin", "10115 Berlin"
    ).affiliations[0]
    assert (place.department, place.titles) == ("Vertrieb Innendienst", ("Prokuristin",))


def test_a_title_and_its_field_behind_a_department_are_the_title():
    place = contact(
        "Solmar Systems", "Anna Keller", "Abteilung Einkauf Bereichsleiter Logistik", "10115 Berlin"
    ).affiliations[0]
    assert (place.department, place.titles) == ("Abteilung Einkauf", ("Bereichsleiter Logistik",))


@pytest.mark.parametrize(
    ("line", "name", "degrees"),
    [
        ("Rajesh K. Venkataraman, MD, FACC", "Rajesh K. Venkataraman", ("MD", "FACC")),
        ("Prof. Aoife Ní Dhomhnaill, PhD, MRIA", "Aoife Ní Dhomhnaill", ("PhD", "MRIA")),
        ("Dr.-Ing. Matthias Brandl", "Matthias Brandl", ("Dr.-Ing.",)),
        ("Dr. med. dent. Matthias Brandl MBA", "Matthias Brandl", ("Dr. med. dent.", "MBA")),
        ("mgr inż. Grzegorz Wiśniewski", "Grzegorz Wiśniewski", ("mgr inż.",)),
        ("C.D. Ximena Robles Arriaga", "Ximena Robles Arriaga", ("C.D.",)),
        ("Serene TAN Wei Ling Ms", "Serene TAN Wei Ling", ()),
        ("Mr. John Smith", "John Smith", ()),
    ],
)
def test_degrees_before_and_behind_a_name_are_kept_and_forms_of_address_are_not(
    line: str, name: str, degrees: tuple[str, ...]
):
    read = contact("Contoso Ltd", line, "Director", "info@contoso.com")
    assert read.name is not None and read.name.full == name
    assert read.qualifications == degrees


def test_a_line_of_letters_is_of_degrees_where_one_of_them_is_known():
    read = contact("Harbourside Structures Ltd", "Priya Nair-Collins", "MEng CEng MIStructE", "priya@contoso.com")
    assert read.qualifications == ("MEng", "CEng", "MIStructE")


@pytest.mark.parametrize("line", ["Consulting Structural Engineers", "ATTORNEYS AT LAW", "BOULANGERIE-PÂTISSERIE"])
def test_what_the_people_of_a_firm_are_is_a_note_and_no_second_firm(line: str):
    read = contact("Harbourside Structures Ltd", line, "Priya Nair-Collins", "priya@harbourside.example")
    assert [place.org for place in read.affiliations] == ["Harbourside Structures Ltd"]
    assert line in read.notes


def test_pronouns_are_a_note():
    read = contact("Contoso Ltd", "Jane Doe", "she/they", "Director", "jane@contoso.com")
    assert read.notes == ("she/they",)


def test_the_words_of_a_logo_are_no_department_of_the_firm():
    read = contact("bureau noorderlicht", "Femke Zwaan", "Bureau Noorderlicht architecten bv", "femke@bnoorderlicht.nl")
    assert [(place.org, place.department) for place in read.affiliations] == [
        ("Bureau Noorderlicht architecten bv", None)
    ]


def test_a_role_before_a_dot_is_told_from_what_another_language_says_of_it():
    read = contact("Atlantic University", "Aoife Walsh", "School of Natural Sciences・Scoil na nEolaíochtaí", "a@au.ie")
    assert read.affiliations[0].department == "School of Natural Sciences"
