"""Other address books come in: what can be read is taken, what cannot is named, nobody twice."""

import pytest
from book_contacts import people, person
from hypothesis import given
from hypothesis import strategies as st

from cardscan.book import open_book
from cardscan.book.values import values
from cardscan.errors import UnreadableContacts
from cardscan.model import Encounter, Incoming, Person, Property, Unreadable
from cardscan.review import edit
from cardscan.share.address_books import read_address_book
from cardscan.share.vcard import to_vcard
from cardscan.share.vdir import Vdir


def card(*lines, version="3.0", end="\r\n"):
    return (end.join(("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD")) + end).encode()


def read(content, name="phone.vcf"):
    return list(read_address_book(content, name))


def only(content):
    (incoming,) = read(content)
    return incoming


TAKAHASHI = ("UID:abc-1", "N:髙橋;美咲;;;", "FN:髙橋 美咲", "TEL;TYPE=CELL:090-1234-5678", "EMAIL:m@aoba.example")


@pytest.fixture
def book(tmp_path):
    with open_book(tmp_path / "book", mirror=Vdir) as opened:
        yield opened


def take(book, content, name="phone.vcf"):
    return book.take_in([one for one in read(content, name) if isinstance(one, Incoming)], name)


# ---------------------------------------------------------------- reading vCards


@pytest.mark.parametrize(
    "content",
    [
        card(*TAKAHASHI),
        card(*TAKAHASHI, version="4.0", end="\n"),
        b"\xef\xbb\xbf" + card(*TAKAHASHI),
        card(*TAKAHASHI).decode().encode("utf-16"),
        card(*TAKAHASHI, version="2.1", end="\r\r\n"),
        card(*TAKAHASHI).removesuffix(b"END:VCARD\r\n"),
        card(*TAKAHASHI).replace(b"FN:", b"fn;charset=utf-8:"),
    ],
    ids=["3.0", "4.0", "BOM", "UTF-16", "double line ends", "cut off", "lower case"],
)
def test_a_card_is_read_whatever_wrote_it(content):
    incoming = only(content)
    assert incoming.uid == "abc-1"
    assert incoming.contact.name.full == "髙橋 美咲"
    assert (incoming.contact.name.family, incoming.contact.name.given) == ("髙橋", "美咲")
    assert [(phone.kind, phone.e164) for phone in incoming.contact.phones] == [("mobile", "+819012345678")]
    assert incoming.contact.emails == ("m@aoba.example",)


def test_shift_jis_of_old_phones_is_read_raw_and_quoted_and_beside_utf_8():
    old = card("N;CHARSET=SHIFT_JIS:高橋;美咲", "SOUND;X-IRMC-N;CHARSET=SHIFT_JIS:ﾀｶﾊｼ;ﾐｻｷ;;;", version="2.1")
    old = old.decode().encode("cp932")
    quoted = card("N;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:=8D=82=8B=B4;=\r\n=94=FC=8D=E7", version="2.1")
    first, second, third = read(old + quoted + card(*TAKAHASHI))
    assert (first.contact.name.full, first.contact.name.family_reading) == ("高橋 美咲", "たかはし")
    assert second.contact.name.given == "美咲"
    assert third.contact.name.full == "髙橋 美咲"


def test_bare_types_and_folded_base64_of_version_2_1_are_read():
    incoming = only(card("N:Doe;Jane", "TEL;CELL;VOICE:+1 415 555 0123", "PHOTO;JPEG;ENCODING=BASE64:/9j/4AAQ",
                         " SkZJRgAB", "", "TEL;WORK;FAX:+1 415 555 0124", version="2.1"))  # fmt: skip
    assert [phone.kind for phone in incoming.contact.phones] == ["mobile", "fax"]
    assert incoming.properties[0].value == "/9j/4AAQSkZJRgAB"


def test_a_broken_line_is_named_and_costs_nothing_else():
    broken, incoming = read(card(*TAKAHASHI, "what is this", "NOTE:絵画"))
    assert broken == Unreadable("card 1", "line 8 of the file cannot be read; the rest of the card is taken")
    assert incoming.contact.notes == ("絵画",)


def test_a_card_that_says_nothing_is_named():
    nothing, somebody = read(card("X-ABUID:1") + card(*TAKAHASHI))
    assert nothing.where == "card 1" and "nothing about anybody" in nothing.why
    assert somebody.contact.name is not None


@pytest.mark.parametrize(
    ("lines", "full", "family", "given"),
    [
        (["N:Doe;John;Q.;Mr.;Jr.", "FN:Mr. John Q. Doe Jr."], "John Q. Doe Jr.", "Doe", "John Q."),
        (["N:山田;太郎;;;"], "山田 太郎", "山田", "太郎"),
        (["FN:宇内一童", "N:宇内一童;;;;"], "宇内一童", None, None),
        (["FN:安藤 ロイド", 'N;SORT-AS="あんどう;ろいど":安藤;ロイド;;;'], "安藤 ロイド", "安藤", "ロイド"),
    ],
)
def test_names(lines, full, family, given):
    name = only(card(*lines)).contact.name
    assert (name.full, name.family, name.given) == (full, family, given)


def test_a_card_of_a_company_names_no_person():
    named = ["FN:喫茶", "N:喫茶;;;;", "X-ABSHOWAS:COMPANY", "ORG:喫茶"]
    for lines in (["FN:喫茶みどり", "N:;;;;", "ORG:喫茶みどり;"], named):
        contact = only(card(*lines)).contact
        assert contact.name is None and contact.affiliations[0].org in ("喫茶みどり", "喫茶")


def test_a_foreign_number_without_its_country_is_not_taken_for_a_japanese_mobile():
    (phone,) = only(card("FN:John", "TEL;TYPE=CELL:905-666-1234")).contact.phones
    assert (phone.text, phone.e164) == ("905-666-1234", None)


def test_what_we_have_no_place_for_survives_the_round_trip():
    lines = ["BDAY:1980-02-03", "item1.X-ABDATE;TYPE=pref:2001-01-01", "item1.X-ABLABEL:Anniversary",
             "GEO:35.7\\,139.7", "PHOTO;ENCODING=b;TYPE=JPEG:/9j/" + "A" * 200, "CATEGORIES:友人,仕事"]  # fmt: skip
    first = only(card(*TAKAHASHI, *lines))
    written = to_vcard(Person("abc-1", first.contact, properties=first.properties))
    again = only(written.encode())
    assert {one.name for one in again.properties} >= {"BDAY", "X-ABDATE", "X-ABLABEL", "GEO", "PHOTO"}
    assert {(p.name, p.value) for p in first.properties} - {(p.name, p.value) for p in again.properties} == {
        ("CATEGORIES", "友人,仕事")
    }
    assert "CATEGORIES:友人,仕事" in written
    assert values(again.contact) == values(first.contact)


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=20))
def test_what_others_wrote_is_never_a_line_of_its_own(name, value, parameter):
    hostile = Property(name, value + "\r\nX-EVIL:1", (("TYPE", parameter), (parameter, "x\nX-EVIL:1")), "g\n")
    text = to_vcard(Person("uid-1", person(), properties=(hostile,)))
    unfolded = text.replace("\r\n ", "")
    assert not any(line.startswith("X-EVIL") for line in unfolded.splitlines())
    assert unfolded.count("END:VCARD\r\n") == unfolded.count("BEGIN:VCARD") == 1


@given(people)
def test_what_we_write_we_read_back_and_the_second_time_changes_nothing(one):
    """One round trip may level how a number is punctuated; after that it is a fixed point."""
    for incoming in read(to_vcard(one).encode()):
        assert isinstance(incoming, Incoming) or not values(one.contact)
        if isinstance(incoming, Unreadable):
            continue
        met = incoming.encounters
        again = to_vcard(Person(one.uid, incoming.contact, met, (), one.changed, (), incoming.properties))
        (second,) = read(again.encode())
        assert values(second.contact) == values(incoming.contact) and second.encounters == met


@given(st.binary(max_size=400))
def test_any_bytes_between_begin_and_end_are_read_without_an_error(content):
    for one in read(b"BEGIN:VCARD\r\nFN:a\r\n" + content + b"\r\nEND:VCARD\r\n" + card(*TAKAHASHI)):
        assert isinstance(one, (Incoming, Unreadable))


# ---------------------------------------------------------------- reading tables

EIGHT = (
    "会社名,部署名,役職,姓,名,e-mail,郵便番号,住所,TEL会社,TEL部門,TEL直通,Fax,携帯電話,URL,名刺交換日,"
    "Eightでつながっている人,再データ化中の名刺,'?'を含んだデータ,展示会\r\n"
    '株式会社青葉,営業部,課長,髙橋,美咲,m@aoba.example,171-0022,東京都豊島区南池袋1-16-15,03-5950-1234,,,03-5950-1235,'
    "090-1234-5678,https://aoba.example/,2026/11/1,1,0,0,1\r\n"
)  # fmt: skip


def test_a_table_of_eight_is_read_with_the_day_the_cards_were_exchanged():
    for content in (EIGHT.encode("utf-8-sig"), EIGHT.encode("utf-16")):
        (incoming,) = read(content, "eight.csv")
        contact, place = incoming.contact, incoming.contact.affiliations[0]
        assert (contact.name.full, place.org, place.department, place.titles) == (
            "髙橋 美咲", "株式会社青葉", "営業部", ("課長",)
        )  # fmt: skip
        assert [(p.kind, p.e164) for p in contact.phones] == [
            ("work", "+81359501234"), ("mobile", "+819012345678"), ("fax", "+81359501235")
        ]  # fmt: skip
        assert incoming.encounters == (Encounter(date="2026-11-01"),)
        assert contact.notes == ("展示会: 1",), "a column that nobody knows is kept"


def test_a_table_of_google_is_read_with_labels_and_several_values_in_a_cell():
    header = "First Name,Last Name,Phonetic First Name,Phonetic Last Name,Organization Name,Organization Title,Notes,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value,Address 1 - Street,Address 1 - City,Address 1 - Postal Code,Birthday"  # noqa: E501
    row = '美咲,髙橋,ミサキ,タカハシ,株式会社青葉,課長,"初参加\n絵画",* myContacts,Work,m@aoba.example ::: n@aoba.example,Mobile,\'+81 90-1234-5678,Work Fax,03-5950-1235,南池袋1-16-15,豊島区,171-0022,1980-02-03'  # noqa: E501
    (incoming,) = read(f"{header}\n{row}\n".encode(), "google.csv")
    contact = incoming.contact
    assert (contact.name.full, contact.name.family_reading, contact.name.given_reading) == (
        "髙橋 美咲", "たかはし", "みさき"
    )  # fmt: skip
    assert contact.emails == ("m@aoba.example", "n@aoba.example")
    assert [(p.kind, p.e164) for p in contact.phones] == [("mobile", "+819012345678"), ("fax", "+81359501235")]
    assert contact.addresses[0].postal_code == "171-0022"
    assert contact.notes == ("初参加", "絵画", "Birthday: 1980-02-03")


def test_a_table_of_outlook_is_read_also_with_semicolons():
    table = (
        "First Name;Last Name;Company;Job Title;Business Street;Business City;E-mail Address;E-mail 2 Address;"
        "Mobile Phone\n"
        "Jane;Doe;Acme Inc.;CEO;1 Main St;Austin;jane@acme.example;jd@home.example;+1 415 555 0123\n"
    )
    (incoming,) = read(table.encode("cp1252"), "outlook.csv")
    assert incoming.contact.name.full == "Jane Doe"
    assert incoming.contact.emails == ("jane@acme.example", "jd@home.example")
    assert incoming.contact.addresses[0].text == "1 Main St, Austin"


@pytest.mark.parametrize("content", [b"", b"a,b,c\n1,2,3\n", b"\x89PNG\r\n", b"\x00\x01"])
def test_what_is_no_address_book_says_so(content):
    with pytest.raises(UnreadableContacts, match=r"x\.csv"):
        read(content, "x.csv")


@given(st.text(max_size=200))
def test_any_rows_are_read_without_an_error(rows):
    for one in read((EIGHT + rows).encode("utf-8", "replace"), "eight.csv"):
        assert isinstance(one, (Incoming, Unreadable))


# ---------------------------------------------------------------- into the book


def test_the_same_file_three_times_is_there_once(book):
    for content, name in ((card(*TAKAHASHI), "a.vcf"), (EIGHT.encode(), "eight.csv"), (card("FN:名前 だけ"), "b.vcf")):
        first = take(book, content, name)
        before, count = book.people(), len(book.changes())
        assert len(first.new) + len(first.merged) == 1
        for _ in range(2):
            again = take(book, content, name)
            assert (again.unchanged, again.change) == (1, None)
        assert (book.people(), len(book.changes())) == (before, count)


def test_a_known_uid_is_updated_also_what_it_no_longer_says(book):
    (uid,) = take(book, card(*TAKAHASHI)).new
    assert uid == "abc-1"
    changed = card(*TAKAHASHI[:3], "TEL;TYPE=CELL:080-9999-8888", "EMAIL:new@aoba.example")
    assert take(book, changed).merged == ("abc-1",)
    contact = book.person(uid).contact
    assert contact.emails == ("new@aoba.example",)
    assert [phone.e164 for phone in contact.phones] == ["+818099998888"]
    book.undo()
    assert book.person(uid).contact.emails == ("m@aoba.example",)


def test_a_card_meets_the_person_that_the_phone_knows_already(book):
    (uid,) = take(book, card(*TAKAHASHI)).new
    added = book.apply(book.plan(person("髙橋 美咲", mail="m@aoba.example", mobile="+819012345678")))
    assert (added.uid, added.outcome) == (uid, "merged")


def test_an_import_does_not_bring_back_what_a_human_took_out(book):
    (uid,) = take(book, card(*TAKAHASHI)).new
    kept = book.person(uid)
    book.edit(uid, edit(kept.contact, {"emails[0]": "", "name.full": "高橋 美咲"}), kept.encounters)
    take(book, card(*TAKAHASHI, "NOTE:絵画"))
    contact = book.person(uid).contact
    assert (contact.emails, contact.name.full, contact.notes) == ((), "高橋 美咲", ("絵画",))


def test_an_import_outranks_a_camera_but_not_a_human(book):
    (uid,) = take(book, card(*TAKAHASHI, "X-PHONETIC-LAST-NAME:タカハシ")).new
    read_later = person("高槗 美咲", "たかばし みさき", mail="m@aoba.example", mobile="+819012345678")
    book.apply(book.plan(read_later))
    name = book.person(uid).contact.name
    assert (name.full, name.family_reading) == ("髙橋 美咲", "たかはし")


def test_namesakes_are_asked_about_and_a_whole_import_is_taken_back_at_once(book):
    book.apply(book.plan(person()))
    before = book.people()
    taken = take(
        book, card("FN:髙橋 美咲", "N:髙橋;美咲;;;", "ORG:別の会社") + card("FN:鈴木 一郎", "EMAIL:s@s.example")
    )
    assert (len(taken.new), len(taken.asked)) == (1, 1)
    assert len(book.questions()) == 1
    book.undo()
    assert book.people() == before and book.questions() == ()


def test_our_own_export_comes_back_without_a_trace(book):
    book.apply(book.plan(person()), encounter=Encounter("交流会", "2026-11-01", "池袋", "8", "絵画"))
    before = book.people()
    exported = "".join(map(to_vcard, before)).encode()
    take(book, exported)
    assert [(one.contact, one.encounters) for one in book.people()] == [(o.contact, o.encounters) for o in before]


def test_our_own_export_comes_back_with_what_was_changed_on_the_phone(book):
    uid = book.apply(book.plan(person()), encounter=Encounter("交流会", "2026-11-01", "池袋", "8", "絵画")).uid
    exported = to_vcard(book.person(uid)).replace("m.takahashi@aoba.example", "new@aoba.example")
    assert take(book, exported.encode()).merged == (uid,)
    contact = book.person(uid).contact
    assert contact.emails == ("new@aoba.example",) and contact.notes == ()
    assert [(one.part, one.by) for one in book.person(uid).claims] == [("emails", "import")]


def test_a_second_file_of_somebody_with_their_own_uid_adds_the_day_they_were_met(book):
    first = Incoming(person(), (Encounter("一", "2026-11-01"),), "phone-1", (), "1")
    for one in (first, Incoming(person(), (Encounter("二", "2026-11-02"),), "phone-1", (), "2")):
        book.take_in([one], "phone")
    assert [met.event for met in book.person("phone-1").encounters] == ["一", "二"]


def test_our_own_export_makes_the_same_people_in_an_empty_book(book, tmp_path):
    book.apply(book.plan(person()), encounter=Encounter("交流会"))
    with open_book(tmp_path / "other", mirror=Vdir) as other:
        take(other, "".join(map(to_vcard, book.people())).encode())
        (one,), (two,) = book.people(), other.people()
        assert two.uid == one.uid
        assert values(one.contact) <= values(two.contact)
        assert two.encounters == (Encounter("交流会"),)
