"""The book: what is added stays, is found, and is there once."""

import sqlite3
import time

import pytest
from book_contacts import doubtful, english, person, reading

from cardscan.book import open_book, picture_hash
from cardscan.book.schema import MIGRATIONS
from cardscan.errors import BookBusy, BookUnusable, CannotSave, NotFound
from cardscan.model import Affiliation, Ask, Contact, Encounter, Insert, Kind, Merge, Name, Phone
from cardscan.share.vdir import Vdir

EVENING = Encounter("異業種交流会", "2026-11-01", "池袋", "8")


@pytest.fixture
def book(tmp_path):
    with open_book(tmp_path / "book", mirror=Vdir) as opened:
        yield opened


def add(book, contact, **more):
    return book.apply(book.plan(contact), **more)


def scan(book, contact, photo=b"photo", index=1, **more):
    picture = book.keep_picture(photo, "photo.jpg")
    return add(book, contact, reading=reading(contact, index), picture=picture, flat=b"\xff\xd8\xff" + photo, **more)


def test_a_new_person_is_inserted_and_kept(book, tmp_path):
    added = scan(book, person(), encounter=EVENING)
    assert added.outcome == "new"
    with open_book(tmp_path / "book") as again:
        (kept,) = again.people()
    assert (kept.uid, kept.contact, kept.encounters) == (added.uid, person(), (EVENING,))


def test_the_front_and_the_english_back_become_one_person(book):
    front = scan(book, person(), photo=b"front", encounter=EVENING)
    back = scan(book, english(), photo=b"back", encounter=Encounter("異業種交流会", "2026-11-01"))
    assert (back.uid, back.outcome) == (front.uid, "merged")
    (kept,) = book.people()
    assert kept.contact.name.latin == "Misaki TAKAHASHI"
    assert kept.encounters == (EVENING,)
    assert len(book.cards(kept.uid)) == 2


def test_the_same_card_of_the_same_picture_changes_nothing(book):
    first = scan(book, person(), encounter=EVENING)
    before = book.person(first.uid), book.history(first.uid), len(book.cards(first.uid))
    again = scan(book, person("鈴木 一郎", None), encounter=Encounter("別の会"))
    assert (again.uid, again.outcome) == (first.uid, "known")
    assert (book.person(first.uid), book.history(first.uid), len(book.cards(first.uid))) == before


def test_a_picture_counts_as_read_only_when_its_last_card_is_saved(book):
    scan(book, person(), photo=b"table")
    table = picture_hash(b"table")
    assert not book.has_picture(table)
    assert book.card_owner(table, 1, 1) == book.people_on(table)[0].uid
    assert book.card_owner(table, 1, 2) is None
    book.close_picture(table)
    assert book.has_picture(table)
    assert not book.has_picture(picture_hash(b"other"))


def test_pictures_and_flat_cards_are_kept_by_their_content(book):
    added = scan(book, person(), photo=b"\x89PNG photo")
    (card,) = book.cards(added.uid)
    assert book.picture_file(card.picture).read_bytes() == b"\x89PNG photo"
    assert book.picture_file(card.picture).suffix == ".png"
    assert (book.folder / "cards" / card.flat).read_bytes() == b"\xff\xd8\xff\x89PNG photo"
    assert book.picture_file(picture_hash(b"never")) is None


def test_a_question_stays_open_and_nobody_is_merged(book):
    first = add(book, person())
    plan = book.plan(person("高橋 美咲", mail=None, mobile=None, land=None))
    assert isinstance(plan, Ask)
    second = book.apply(plan)
    assert second.outcome == "asked"
    assert len(book.people()) == 2
    (question,) = book.questions()
    assert {question.one, question.other} == {first.uid, second.uid}
    assert question.reasons == ("same name", "same company")


def test_the_answer_of_a_human_is_carried_out(book):
    first = add(book, person())
    plan = book.plan(person("高橋 美咲", mail="new@b.example", mobile=None, land=None))
    assert isinstance(plan, Ask)
    merged = book.apply(Merge(plan.contact, first.uid, ("you said so",)))
    assert merged.uid == first.uid
    assert book.person(first.uid).contact.emails == ("m.takahashi@aoba.example", "new@b.example")
    separate = book.apply(Insert(plan.contact))
    assert separate.outcome == "new"
    assert book.questions() == ()


def test_merging_with_somebody_who_is_gone_says_so(book):
    with pytest.raises(NotFound):
        book.apply(Merge(person(), "no-such-uid", ()))
    assert book.people() == ()


def test_namesakes_at_different_companies_stay_two_until_a_human_says_otherwise(book):
    add(book, person("田中 健一", "たなか けんいち"))
    other = person("田中 健一", "たなか けんいち", "株式会社若葉", "tanaka@wakaba.example", "+819099999999", land=None)
    assert add(book, other).outcome == "asked"
    assert len(book.show("田中健一")) == 2


def test_people_behind_one_shared_mailbox_stay_apart(book):
    for name in ("田中 健一", "鈴木 一郎", "佐藤 花子"):
        add(book, person(name, None, mail="info@aoba.example", mobile=None))
    assert len(book.people()) == 3


def test_the_list_is_in_the_order_of_the_syllabary_then_latin_then_firms(book):
    def named(full, reading):
        return person(full, reading, mail=None, mobile=None, land=None, org=full)

    for contact in (
        english("Adam Young", mail=None),
        named("渡辺 一", "わたなべ はじめ"),
        Contact(None, (Affiliation("喫茶みどり"),)),
        named("鹿野 真", "がの まこと"),
        named("加野 愛", "かの あい"),
        named("阿部 誠", "あべ まこと"),
        named("王 偉", None),
        named("カトウ ジュン", None),
    ):
        add(book, contact)
    listed = [one.contact.name.full if one.contact.name else "-" for one in book.people()]
    assert listed == ["阿部 誠", "カトウ ジュン", "加野 愛", "鹿野 真", "渡辺 一", "王 偉", "Adam Young", "-"]


def test_the_last_changed_come_first_if_asked(book):
    first = add(book, person("阿部 誠", "あべ まこと", mail="a@a.example", mobile=None))
    second = add(book, person("渡辺 一", "わたなべ はじめ", mail="w@w.example", mobile=None))
    assert [one.uid for one in book.people("changed")] == [second.uid, first.uid]


@pytest.mark.parametrize(
    "query",
    [
        *(
            "髙橋",
            "高橋",
            "たかはし",
            "タカハシ",
            "takahashi",
            "TAKAHASI みさき",
            "髙橋美咲",
            "青葉",
            "0901234",
            "090-1234-5678",
        ),
        *("+81 90 1234", "m.takahashi@", "交流会", "池袋 青葉", "2026-11-01", "裏面", "ohno-card"),
    ],
)
def test_people_are_found_by_anything_on_the_card(book, query):
    contact = person()
    picture = book.keep_picture(b"x", "x.jpg")
    words = ("青葉の裏面", "OHNO card")
    book.apply(Insert(contact), reading(contact, words=words), picture=picture, encounter=EVENING)
    add(book, person("鈴木 一郎", "すずき いちろう", "若葉商事", "suzuki@wakaba.example", "+818011112222", land=None))
    assert [one.contact.name.full for one in book.find(query)] == ["髙橋 美咲"]


@pytest.mark.parametrize("query", ["山田", "", "  ", "%", "'", '"', "高橋 鈴木"])
def test_what_is_not_there_is_not_found(book, query):
    add(book, person())
    assert book.find(query) == ()


def test_whoever_bears_the_name_is_found_before_whoever_mentions_it(book):
    add(book, person("青山 誠", "あおやま まこと", "高橋商店", "a@a.example", None))
    add(book, person())
    assert [one.contact.name.full for one in book.find("高橋")] == ["髙橋 美咲", "青山 誠"]


def test_show_takes_a_name_in_any_spelling_or_the_start_of_a_uid(book):
    added = add(book, person(latin="Misaki TAKAHASHI"))
    for text in ("高橋 美咲", "たかはしみさき", "misaki takahashi", "髙橋", "美咲", added.uid, added.uid[:8]):
        assert [one.uid for one in book.show(text)] == [added.uid]
    for text in ("nobody", "%%%%", "****"):
        with pytest.raises(NotFound):
            book.show(text)


def test_an_exact_name_is_shown_without_those_that_only_contain_it(book):
    add(book, person("林 健", "はやし けん", mail="h@h.example", mobile=None))
    add(book, person("小林 健", "こばやし けん", mail="k@k.example", mobile=None))
    assert [one.contact.name.full for one in book.show("林")] == ["林 健"]


def test_doubts_are_kept_and_move_with_their_value(book):
    old = person(mail="first@a.example")
    new = person(mail="m.takahash1@aoba.example")
    field = doubtful("emails[0]", Kind.EMAIL, "m.takahash1@aoba.example", "mail domain ≠ web site")
    added = add(book, old)
    picture = book.keep_picture(b"x", "x.jpg")
    book.apply(Merge(new, added.uid, ()), reading(new, fields=(field,)), picture=picture)
    assert book.person(added.uid).doubts == (("emails[1]", "mail domain ≠ web site"),)


def test_a_guessed_reading_that_the_latin_back_confirms_is_no_longer_doubtful(book):
    front = person("田中 希", "たなか のぞみ", source="email")
    fields = (
        doubtful("name.family_reading", Kind.READING, "たなか", "the reading is a guess"),
        doubtful("emails[0]", Kind.EMAIL, "m.takahashi@aoba.example"),
    )
    added = book.apply(Insert(front), reading(front, fields=fields), picture=book.keep_picture(b"1", "1.jpg"))
    assert [path for path, _ in book.person(added.uid).doubts] == ["name.family_reading", "emails[0]"]
    add(book, english("Nozomi TANAKA"))
    kept = book.person(added.uid)
    assert (kept.contact.name.given_reading, kept.contact.name.reading_source) == ("のぞみ", "latin")
    assert [path for path, _ in kept.doubts] == ["emails[0]"]


def test_a_value_that_a_human_corrected_is_not_doubtful(book):
    read = person(mail="m.takahash1@aoba.example")
    field = doubtful("emails[0]", Kind.EMAIL, "m.takahash1@aoba.example")
    picture = book.keep_picture(b"x", "x.jpg")
    added = book.apply(Insert(person()), reading(read, fields=(field,)), picture=picture)
    assert book.person(added.uid).doubts == ()


def test_the_history_tells_every_change_and_what_was_before(book):
    added = scan(book, person(), photo=b"1")
    scan(book, english(), photo=b"2")
    first, second = book.history(added.uid)
    assert (first.action, first.before) == ("insert", None)
    assert (second.action, second.before.contact) == ("merge", person())
    assert second.after.contact == book.person(added.uid).contact
    assert second.reasons == ("same mail m.takahashi@aoba.example", "same name in romaji")


def test_the_folder_of_vcards_is_always_current(book):
    added = add(book, person())
    file = book.folder / "contacts" / f"{added.uid}.vcf"
    assert "m.takahashi@aoba.example" in file.read_text(encoding="utf-8")
    book.apply(Merge(english(mail="new@b.example"), added.uid, ()))
    assert "new@b.example" in file.read_text(encoding="utf-8")


def test_a_lost_vcard_is_made_again_when_the_book_is_opened(book):
    added = add(book, person())
    (book.folder / "contacts" / f"{added.uid}.vcf").unlink()
    with open_book(book.folder, mirror=Vdir):
        assert [file.stem for file in (book.folder / "contacts").iterdir()] == [added.uid]


def test_changes_made_without_a_mirror_reach_the_vcards_later(tmp_path):
    with open_book(tmp_path) as plain:
        added = add(plain, person())
        assert not (tmp_path / "contacts").exists()
    with open_book(tmp_path, mirror=Vdir):
        assert (tmp_path / "contacts" / f"{added.uid}.vcf").exists()


def test_files_of_others_in_the_folder_of_vcards_are_left_alone(book):
    add(book, person())
    strange = book.folder / "contacts" / "someone-else.vcf"
    strange.write_text("BEGIN:VCARD", encoding="utf-8")
    add(book, person("鈴木 一郎", None, mail="s@s.example", mobile=None))
    assert strange.read_text(encoding="utf-8") == "BEGIN:VCARD"


# ---------------------------------------------------------------- faults


def test_a_book_that_is_not_there_is_not_made_for_a_reader(tmp_path):
    with pytest.raises(BookUnusable, match="nowhere"):
        open_book(tmp_path / "nowhere", create=False)
    assert not (tmp_path / "nowhere").exists()


def test_a_file_that_is_no_database_is_no_book_and_stays_as_it_is(tmp_path):
    (tmp_path / "book.sqlite").write_text("dear diary " * 100)
    with pytest.raises(BookUnusable, match=r"book\.sqlite"):
        open_book(tmp_path)
    assert (tmp_path / "book.sqlite").read_text() == "dear diary " * 100


def test_another_programs_database_is_no_book(tmp_path):
    with sqlite3.connect(tmp_path / "book.sqlite") as db:
        db.execute("create table songs (title)")
    with pytest.raises(BookUnusable, match="not a book"):
        open_book(tmp_path)


def test_a_book_of_a_newer_version_is_refused(tmp_path):
    open_book(tmp_path).close()
    with sqlite3.connect(tmp_path / "book.sqlite") as db:
        db.execute(f"pragma user_version = {len(MIGRATIONS) + 1}")
    with pytest.raises(BookUnusable, match="newer"):
        open_book(tmp_path)


def test_a_book_that_another_process_writes_to_is_busy_and_nothing_is_half_saved(book, monkeypatch):
    other = sqlite3.connect(book.folder / "book.sqlite", isolation_level=None)
    other.execute("begin exclusive")
    book._db.execute("pragma busy_timeout = 50")
    with pytest.raises(BookBusy, match=r"book\.sqlite"):
        add(book, person())
    other.execute("rollback")
    assert book.people() == ()
    assert add(book, person()).outcome == "new"


def test_a_folder_that_is_a_file_cannot_be_saved_to(tmp_path):
    (tmp_path / "book").write_text("")
    with pytest.raises(CannotSave, match="book"):
        open_book(tmp_path / "book")


def test_a_vcard_that_cannot_be_written_is_made_up_for_later(book):
    contacts = book.folder / "contacts"
    if contacts.exists():
        contacts.rmdir()
    contacts.write_text("in the way")
    with pytest.raises(CannotSave, match="contacts"):
        add(book, person())
    assert len(book.people()) == 1
    contacts.unlink()
    with open_book(book.folder, mirror=Vdir):
        assert len(list(contacts.iterdir())) == 1


def test_a_person_of_ten_thousand_is_planned_and_the_book_listed_at_once(tmp_path):
    """A sanity check with a wide margin; bench measures."""
    with open_book(tmp_path) as book:
        book._db.execute("pragma synchronous = off")
        book._db.execute("begin")
        from cardscan.book import store

        for i in range(2000):
            mail, mobile = f"p{i}@firm{i % 50}.example", f"+8190{i:08d}"
            contact = Contact(
                Name(f"田中 {i}", "田中", str(i), "たなか", "けん", "dictionary"),
                (Affiliation(f"会社{i % 50}", phones=(Phone("mobile", mobile, mobile),), emails=(mail,)),),
            )
            snapshot = store.Snapshot(contact)
            store.save_snapshot(book._db, f"uid-{i:05d}", snapshot, "2026-11-22T00:00:00+00:00")
            store.index(book._db, f"uid-{i:05d}", snapshot)
        book._db.execute("commit")
        start = time.perf_counter()
        book.plan(person())
        planned = time.perf_counter() - start
        assert len(book.people()) == 2000
        listed = time.perf_counter() - start - planned
    assert planned < 0.2
    assert listed < 2
