"""Who wants no mail gets none: whatever the card says it with, and whatever happens to the entry."""

import pytest
from book_contacts import person

from cardscan.book import open_book
from cardscan.book.wishes import NO_MAIL, Refusal, refusal, wish_in
from cardscan.model import Affiliation, Contact, Encounter, Insert, Name, Person, Property
from cardscan.share.jcard import to_jcard
from cardscan.share.vcard import to_vcard
from cardscan.share.vcard_in import read_vcards
from cardscan.share.vdir import Vdir
from cardscan.share.versions import in_version


@pytest.fixture
def book(tmp_path):
    with open_book(tmp_path / "book", mirror=Vdir) as opened:
        yield opened


def put(book, contact):
    return book.apply(Insert(contact)).uid


def wish(book, uid):
    return wish_in(book.person(uid).properties)


def noted(text):
    return Person("1", Contact(Name("髙橋 美咲"), notes=(text,)))


@pytest.mark.parametrize(
    "text",
    [
        "営業メールお断り",
        "メール不要",
        "※営業目的のメールは固くお断りいたします。",
        "売り込みのメールはご遠慮ください",
        "広告・宣伝メールの送信は、固くお断りします",
        "メールでの営業はお断り",
        "メールマガジンの配信は不要です",
        "メルマガ不要",
        "特定電子メールの受信を拒否します",
        "営業ﾒｰﾙお断り",
        "No mail please",
        "NO SALES E-MAILS",
        "No unsolicited commercial email.",
        "Please do not send me any marketing emails",
        "don't email",
        "请勿发送推广邮件",
        "謝絕推銷郵件",
        "광고 메일 사절",
        "이메일 수신 거부",
    ],
)
def test_a_card_that_refuses_mail_is_understood(text):
    assert refusal(noted(text)) == Refusal("card", text)


@pytest.mark.parametrize(
    "text",
    [
        "お気軽にメールください",
        "メールアドレス変更しました",
        "予約不要、メールにて承ります",
        "写真撮影お断り",
        "No. 1 in mail order",
        "no mail order",
        "E-mail: no@mail.example",
        "Mail me at any time, do not hesitate",
        "邮件: a@b.example",
        "이메일",
    ],
)
def test_a_card_that_only_speaks_of_mail_refuses_nothing(text):
    assert refusal(noted(text)) is None


def test_a_memo_that_says_so_counts_and_is_named_as_a_memo():
    one = Person("1", Contact(Name("髙橋 美咲")), (Encounter("茶会", memo="話が長い。メール不要とのこと"),))
    assert refusal(one) == Refusal("memo", "話が長い。メール不要とのこと")
    assert str(refusal(one)).startswith("no mail: your memo says")


def test_what_the_parser_took_for_a_department_or_a_title_is_looked_at_too():
    place = Affiliation("青葉", "営業メールお断り", ("メール不要",))
    assert refusal(Person("1", Contact(Name("髙橋"), (place,)))) == Refusal("card", "営業メールお断り")


def test_what_is_noted_outranks_what_stands_on_the_card(book):
    uid = put(book, Contact(Name("髙橋 美咲"), notes=("営業メールお断り",)))
    assert refusal(book.person(uid)).by == "card"
    book.note_wish(uid, "no")
    assert refusal(book.person(uid)) is None
    book.note_wish(uid, "yes")
    assert refusal(book.person(uid)) == Refusal("noted")


def test_a_wish_is_a_change_that_can_be_undone_and_done_again(book):
    uid = put(book, person())
    change = book.note_wish(uid, "yes")
    assert book.note_wish(uid, "yes") is None
    book.undo()
    assert wish(book, uid) is None
    book.undo(change + 1)
    assert wish(book, uid) == "yes"


def test_an_older_wish_is_undone_though_the_person_has_changed_since(book):
    uid = put(book, person())
    change = book.note_wish(uid, "yes")
    book.edit(uid, person(org="別会社"), ())
    book.undo(change)
    assert wish(book, uid) is None
    assert book.person(uid).contact.affiliations[0].org == "別会社"


def test_undoing_something_else_leaves_the_wish(book):
    uid = put(book, person())
    change = book.edit(uid, person(org="別会社"), ())
    book.note_wish(uid, "yes")
    book.undo(change)
    assert wish(book, uid) == "yes"


def test_a_wish_survives_another_card_and_a_join_whichever_entry_had_it(book):
    one, other = put(book, person()), put(book, person("佐藤 花子", "さとう はなこ", mail="s@b.example", mobile=None))
    book.note_wish(other, "yes")
    book.note_wish(one, "no")
    book.join(one, other)
    assert wish(book, one) == "yes"
    book.apply(book.plan(person(titles=("部長",))))
    assert wish(book, one) == "yes"
    assert book.check() == ()


def test_a_wish_goes_out_in_every_vcard_and_comes_back_into_another_book(book, tmp_path):
    uid = put(book, person())
    book.note_wish(uid, "yes")
    text = to_vcard(book.person(uid))
    assert f"{NO_MAIL}:yes\r\n" in text
    with open_book(tmp_path / "other") as other:
        other.take_in(read_vcards(text.encode()), "phone.vcf")
        (one,) = other.people()
    assert refusal(one) == Refusal("noted")
    assert NO_MAIL in in_version(one, "4.0").decode()
    assert NO_MAIL.casefold() in to_jcard([one]).decode()


def test_a_card_handed_on_by_its_owner_may_say_it_itself(book):
    theirs = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Doe;Jo\r\nFN:Jo Doe\r\nEMAIL:jo@doe.example\r\n{}\r\nEND:VCARD\r\n"
    for line in ("NOTE:No mail please", f"{NO_MAIL}:yes"):
        book.take_in(read_vcards(theirs.format(line).encode()), "jo.vcf")
        assert refusal(book.people()[0]) is not None
        book.undo()


def test_an_import_does_not_turn_round_what_a_human_noted(book):
    uid = put(book, person())
    card = to_vcard(Person("x-1", person(), properties=(Property(NO_MAIL, "yes"),)))
    book.note_wish(uid, "no")
    book.take_in(read_vcards(card.encode()), "old.vcf")
    assert wish(book, uid) == "no"


def test_our_own_card_brings_a_wish_back_that_the_book_has_not(book):
    uid = put(book, person())
    book.note_wish(uid, "yes")
    card = to_vcard(book.person(uid))
    book.undo()
    book.take_in(read_vcards(card.encode()), "own.vcf")
    assert wish(book, uid) == "yes"


def edited_by_others(book, uid, change):
    file = book.folder / "contacts" / f"{uid}.vcf"
    file.write_bytes(change(file.read_bytes()))
    book.refresh_contacts()


def test_a_program_that_drops_what_it_does_not_know_takes_no_wish_away(book):
    uid = put(book, person())
    book.note_wish(uid, "yes")
    edited_by_others(book, uid, lambda text: text.replace(b"X-CARDSCAN-NO-MAIL:yes\r\n", b"").replace(b"FN:", b"FN:X "))
    assert book.person(uid).contact.name.full.startswith("X ")
    assert wish(book, uid) == "yes"


def test_a_human_may_note_it_in_the_file(book):
    uid = put(book, person())
    edited_by_others(book, uid, lambda text: text.replace(b"END:", b"X-CARDSCAN-NO-MAIL:yes\r\nEND:"))
    assert wish(book, uid) == "yes"
    edited_by_others(book, uid, lambda text: text.replace(b"NO-MAIL:yes", b"NO-MAIL:no"))
    assert wish(book, uid) == "no"
    assert book.check() == ()
