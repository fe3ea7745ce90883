"""Merging loses nothing, and merging again changes nothing."""

from book_contacts import contacts, encounters, english, person
from hypothesis import given

from cardscan.book.claims import Ledger, add_claims, claimed, told_first
from cardscan.book.merge import meet, merge
from cardscan.likeness.folding import digits, fold_url
from cardscan.model import Affiliation, Contact, Encounter, Name, Phone


def reach(contact):
    return (
        {mail.casefold() for mail in contact.emails},
        {phone.e164 or digits(phone.text) or phone.text for phone in contact.phones},
        {fold_url(url) for url in contact.urls},
    )


@given(contacts, contacts)
def test_no_mail_phone_or_url_is_lost(old, new):
    for mine, theirs, both in zip(reach(old), reach(new), reach(merge(old, new)), strict=True):
        assert mine | theirs == both


@given(contacts, contacts)
def test_merging_the_same_contact_again_changes_nothing(old, new):
    once = merge(old, new)
    assert merge(once, new) == once


@given(contacts)
def test_merging_a_contact_with_itself_changes_nothing(contact):
    assert merge(contact, contact) == contact


@given(contacts, contacts)
def test_no_title_qualification_or_note_is_lost(old, new):
    merged = merge(old, new)
    everything = [*merged.notes, *merged.qualifications, *(t for place in merged.affiliations for t in place.titles)]
    folded = {"".join(text.split()).casefold() for text in everything}
    for text in (*old.notes, *old.qualifications, *(t for place in old.affiliations for t in place.titles)):
        assert "".join(text.split()).casefold() in folded


@given(encounters, encounters)
def test_the_same_occasion_is_noted_once(one, other):
    met = meet(meet((), one), other)
    assert meet(met, other) == met
    assert len(met) <= 2


def test_kanji_is_the_name_and_latin_stays_beside_it():
    for merged in (merge(english(), person()), merge(person(), english())):
        assert (merged.name.full, merged.name.latin) == ("髙橋 美咲", "Misaki TAKAHASHI")


def test_the_rarer_variant_of_a_kanji_wins_because_readers_only_ever_lose_it():
    for merged in (merge(person("高橋 美咲"), person("髙橋 美咲")), merge(person("髙橋 美咲"), person("高橋 美咲"))):
        assert merged.name.full == "髙橋 美咲"


def test_a_printed_reading_replaces_one_from_the_dictionary():
    guessed = person("菅 直子", "かん なおこ", source="dictionary")
    printed = person("菅 直子", "すが なおこ", source="printed")
    for merged in (merge(guessed, printed), merge(printed, guessed)):
        assert (merged.name.family_reading, merged.name.reading_source) == ("すが", "printed")


def test_the_latin_back_puts_a_guessed_reading_right():
    guessed = person("田中 希", "たなか まれ", source="dictionary")
    merged = merge(guessed, english("Nozomi TANAKA")).name
    assert (merged.family_reading, merged.given_reading, merged.reading_source) == ("たなか", "のぞみ", "latin")


def test_a_guessed_reading_that_the_latin_back_refutes_is_dropped():
    guessed = person("渡邊 面", "わたなべ めん", source="email")
    merged = merge(guessed, english("Naoki WATANABE")).name
    assert (merged.family_reading, merged.given_reading) == ("わたなべ", None)


def test_a_company_in_two_languages_stays_one_affiliation():
    merged = merge(person(org="株式会社青葉"), english(org="Aoba Inc."))
    assert [place.org for place in merged.affiliations] == ["株式会社青葉"]
    assert merged.notes == ("Aoba Inc.",)


def test_the_legal_form_makes_no_second_company():
    merged = merge(person(org="株式会社青葉", titles=("部長",)), person(org="㈱青葉", titles=("理事",)))
    assert [(place.org, place.titles) for place in merged.affiliations] == [("株式会社青葉", ("部長", "理事"))]


def test_another_company_is_a_second_affiliation_without_the_shared_mobile_twice():
    merged = merge(person(org="株式会社青葉"), person(org="株式会社若葉", mail="taka@wakaba.example", land=None))
    assert [place.org for place in merged.affiliations] == ["株式会社青葉", "株式会社若葉"]
    assert [phone.e164 for phone in merged.phones] == ["+819012345678", "+81359501234"]
    assert merged.affiliations[1].emails == ("taka@wakaba.example",)


def test_one_number_printed_as_telephone_and_fax_stays_two():
    number = "+81359501234"
    both = Contact(
        None,
        (Affiliation("青葉", phones=(Phone("work", "03-5950-1234", number), Phone("fax", "03-5950-1234", number))),),
    )
    assert [phone.kind for phone in merge(both, both).phones] == ["work", "fax"]


def test_an_extension_is_not_lost():
    plain = Contact(None, (Affiliation("青葉", phones=(Phone("work", "03-5950-1234", "+81359501234"),)),))
    longer = Contact(None, (Affiliation("青葉", phones=(Phone("work", "03-5950-1234 内線12", "+81359501234"),)),))
    assert [phone.text for phone in merge(plain, longer).phones] == ["03-5950-1234 内線12"]


def test_a_name_that_loses_its_place_goes_to_the_notes():
    merged = merge(person("田中 花子", "たなか はなこ"), person("山田 花子", "やまだ はなこ"))
    assert merged.name == Name("田中 花子", "田中", "花子", "たなか", "はなこ", "printed")
    assert "山田 花子" in merged.notes


def test_the_tag_of_the_front_and_the_untagged_back_are_one_encounter():
    front = Encounter("交流会", "2026-11-01", None, "8")
    assert meet((front,), Encounter("交流会", "2026-11-01")) == (front,)


def test_two_evenings_are_two_encounters():
    one, two = Encounter("交流会", "2026-11-01"), Encounter("交流会", "2026-12-01")
    assert meet((one,), two) == (one, two)


@given(contacts)
def test_what_is_first_told_of_somebody_is_what_would_be_claimed(contact: Contact) -> None:
    at = "2026-11-29T10:00:00Z"
    assert told_first(contact, "import", at) == add_claims(Ledger(), claimed(contact, "import", at))
