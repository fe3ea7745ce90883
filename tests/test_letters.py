"""Letters of thanks: whom they greet, where they go, and that nothing on a card can send them elsewhere."""

import contextlib
import email
import email.policy
import email.utils
import re
from dataclasses import replace
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from book_contacts import contacts, encounters, english, hostile, person
from hypothesis import example, given
from hypothesis import strategies as st

from cardscan.errors import UnreadableTemplate
from cardscan.model import Address, Affiliation, Contact, Encounter, Name, Phone
from cardscan.share.letters.addressee import language_of, latin_name, mailbox_of
from cardscan.share.letters.eml import file_name, to_eml
from cardscan.share.letters.letter import Letter, Mailbox, mailable, mailbox
from cardscan.share.letters.mailto import LONGEST, to_mailto
from cardscan.share.letters.stationery import Stationery, names, stationery_in, template_called, usual_template
from cardscan.share.letters.template import template_of
from cardscan.share.letters.written import how_long_ago, letter_to

EVENING = Encounter("異業種交流会 池袋", "2026-11-20", "池袋", "8", "話が長い")
TODAY = date(2026, 11, 21)
NOWHERE = Path("/nonexistent")
PAPER = stationery_in(NOWHERE)
AOBA = "株式会社青葉ソリューションズ"


def letter(contact, met=EVENING, *, template=None, paper=PAPER, today=TODAY, sender=None, language=None):
    template = template or usual_template(language or language_of(contact), paper.folder)
    return letter_to(contact, met, template, paper, today, sender=sender, language=language)


def opened(content: bytes) -> EmailMessage:
    """What a mail program makes of a file."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def nameless(*mails, org=None, department=None):
    return Contact(None, (Affiliation(org, department, emails=mails),))


# ---------------------------------------------------------------- greeting


def test_a_person_is_greeted_by_company_post_and_name_in_the_printed_characters():
    one = person("髙橋 美咲", org=AOBA, department="営業部", titles=("課長代理",))
    assert letter(one).body.startswith(f"{AOBA}\n営業部 課長代理\n髙橋 美咲 様\n\n")


@pytest.mark.parametrize("name", ["髙橋 美咲", "山﨑 健", "𠮷田 修", "濵田 花", "渡邉󠄁 邊", "栁澤 廣"])
def test_variant_kanji_stay_as_printed_in_the_letter_and_in_its_address(name):
    one = letter(person(name))
    assert f"\n{name} 様\n" in one.body
    message = opened(to_eml(one))
    assert message["To"].addresses[0].display_name == name
    assert f"{name} 様" in message.get_content()
    assert f"{name} 様" in unquote(to_mailto(one).address)


def test_an_organisation_without_a_person_is_greeted_as_one():
    assert letter(nameless("info@aoba.example", org=AOBA)).body.startswith(f"{AOBA} 御中\n")
    whole = letter(nameless("info@aoba.example", org=AOBA, department="広報部"))
    assert whole.body.startswith(f"{AOBA}\n広報部 御中\n") and "様" not in whole.body


def test_a_person_without_a_company_is_greeted_by_name_alone():
    assert letter(person("髙橋 美咲", org=None)).body.startswith("髙橋 美咲 様\n")


def test_who_has_only_a_mail_address_is_greeted_without_a_made_up_name():
    one = nameless("someone@aoba.example")
    assert letter(one, language="ja").body.startswith("ご担当者様\n")
    assert letter(one).body.startswith("Hello,\n")
    assert opened(to_eml(letter(one)))["To"] == "someone@aoba.example"


def test_a_foreign_name_gets_its_honorific_in_japanese_and_no_guessed_gender_in_english():
    smith = english("John SMITH", org=AOBA)
    assert letter(smith).body.startswith(f"{AOBA}\nJohn SMITH 様\n")
    assert letter(english()).body.startswith("Dear Misaki Takahashi,\n")
    assert letter(nameless("info@aoba.example", org="Aoba Inc.")).body.startswith("Dear Aoba Inc. team,\n")


@pytest.mark.parametrize(
    ("name", "greeted"),
    [
        (Name("髙橋 美咲", latin="TAKAHASHI Misaki"), "Misaki Takahashi"),
        (Name("髙橋 美咲", latin="Misaki TAKAHASHI"), "Misaki Takahashi"),
        (Name("MISAKI TAKAHASHI"), "Misaki Takahashi"),
        (Name("Takahashi Misaki", "Takahashi", "Misaki"), "Misaki Takahashi"),
        (Name("J. R. McDonald"), "J. R. McDonald"),
        (Name("Sean O'BRIEN"), "Sean O'Brien"),
        (Name("王小明"), "王小明"),
        (Name("髙橋 美咲"), "髙橋 美咲"),
    ],
)
def test_in_english_the_given_name_comes_first_and_nobody_is_shouted_at(name, greeted):
    assert latin_name(name) == greeted


def test_a_qualification_does_not_replace_the_honorific_unless_the_user_says_so(tmp_path):
    lawyer = replace(person("髙橋 美咲"), qualifications=("弁護士",))
    assert "髙橋 美咲 様" in letter(lawyer).body
    (tmp_path / "honorifics.toml").write_text('"弁護士" = "先生"\n', encoding="utf-8")
    assert "髙橋 美咲 先生" in letter(lawyer, paper=stationery_in(tmp_path)).body
    assert "髙橋 美咲 様" in letter(person(), paper=stationery_in(tmp_path)).body


# ---------------------------------------------------------------- when, and what is said


def test_how_long_ago_it_was_is_said_as_manners_say_it():
    said = [how_long_ago(date(2026, 11, day), TODAY, "ja") for day in (22, 21, 20, 19, 1)]
    assert said == ["本日", "本日", "昨日", "先日", "先日"]
    assert how_long_ago(None, TODAY, "en") == "the other day"
    assert "昨日の異業種交流会 池袋では、お名刺を頂戴し" in letter(person()).body
    assert letter(person()).subject == "異業種交流会 池袋のお礼"
    somewhere = letter(person(), Encounter())
    assert (somewhere.subject, "先日は、お名刺を頂戴し" in somewhere.body) == ("お名刺交換のお礼", True)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_is_remembered_of_a_person_is_nowhere_in_a_letter_of_ours(language):
    one = letter(person(), language=language, sender=Mailbox("山田", "y@z.example"))
    assert "話が長い" not in unquote(to_mailto(one).address)
    message = opened(to_eml(one))
    assert "話が長い" not in message.get_content() + str(message.items())


def test_who_writes_is_named_and_their_signature_stands_below(tmp_path):
    (tmp_path / "signature.txt").write_text("山田 太郎\n090-1234-5678\n", encoding="utf-8")
    paper = stationery_in(tmp_path)
    one = letter(person(), paper=paper, sender=mailbox("山田 太郎 <yamada@z.example>"))
    assert "山田 太郎でございます" in one.body
    assert one.body.endswith("\n\n山田 太郎\n090-1234-5678\n")
    message = opened(to_eml(one))
    assert message["From"].addresses[0].addr_spec == "yamada@z.example"
    assert letter(english(), sender=mailbox("Taro <y@z.example>")).body.endswith("Best regards,\nTaro\n")


# ---------------------------------------------------------------- language


@pytest.mark.parametrize(
    ("contact", "language"),
    [
        (person(), "ja"),
        (person("長谷部 結衣", "", org=None, land=None, mobile=None), "ja"),
        (english(), "en"),
        (english(org="株式会社青葉"), "ja"),
        (english(mobile="+819012345678"), "en"),
        (Contact(Name("김민준", "김", "민준")), "en"),
        (Contact(Name("王小明"), (Affiliation("青葉有限公司"),)), "en"),
        (Contact(Name("王小明"), (Affiliation(phones=(Phone("work", "2", "+8864123"),)),)), "en"),
        (Contact(Name("王小明"), (Affiliation(addresses=(Address("台北", country="TW"),)),)), "en"),
        (Contact(None, (Affiliation(emails=("a@b.example",), phones=(Phone("work", "03", "+81312345678"),)),)), "ja"),
        (Contact(None, (Affiliation(emails=("a@b.example",)),)), "en"),
    ],
)
def test_the_language_is_that_of_the_card(contact, language):
    assert language_of(contact) == language


# ---------------------------------------------------------------- address


def test_ones_own_address_is_taken_before_that_of_a_whole_shop():
    first = Affiliation("青葉", emails=("info@aoba.example", "m.takahashi@aoba.example"))
    second = Affiliation("若葉", emails=("misaki@wakaba.example",))
    to, place = mailbox_of(Contact(Name("髙橋 美咲"), (first, second)))
    assert (to.address, place) == ("m.takahashi@aoba.example", first)
    shop = replace(first, emails=("info@aoba.example",))
    to, place = mailbox_of(Contact(Name("髙橋 美咲"), (shop, second)))
    assert (to.address, place) == ("misaki@wakaba.example", second)
    assert mailbox_of(Contact(Name("髙橋 美咲"), (shop,)))[0].address == "info@aoba.example"


def test_an_address_outside_any_company_is_greeted_with_the_company_all_the_same():
    work, own = Affiliation("青葉", titles=("部長",)), Affiliation(emails=("m@b.example",))
    assert letter(Contact(Name("髙橋 美咲"), (own, work))).body.startswith("青葉\n部長\n髙橋 美咲 様\n")


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "not an address",
        "a@b",
        "a@b.example, c@d.example",
        "a@b.example\r\nBcc: c@d.example",
        "a@b.example?bcc=c@d.example",
        "<a@b.example>",
        '"a b"@c.example',
        "髙橋@b.example",
    ],
)
def test_an_address_that_mail_cannot_go_to_is_none(bad):
    assert mailable(bad) is None
    assert letter(person(mail=bad)) is None


# ---------------------------------------------------------------- drafts


def test_a_draft_opens_as_one_in_mail_programs():
    content = to_eml(letter(person()))
    message = opened(content)
    assert message["X-Unsent"] == "1"
    assert message["Date"] is message["Message-ID"] is message["From"] is None
    assert (message.get_content_type(), message.get_content_charset()) == ("text/plain", "utf-8")
    assert message.get_content().startswith("株式会社青葉")
    assert content.isascii() and b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 78


@pytest.mark.parametrize(
    ("name", "file"), [("../../etc/passwd", "etc_passwd-1a.eml"), ("髙橋 美咲", "髙橋_美咲-1a.eml"), ("..", "1a.eml")]
)
def test_the_file_of_a_draft_is_named_by_letters_alone(name, file):
    assert file_name(Letter(Mailbox(name, "a@b.example"), "", ""), "1a") == file


def test_a_link_that_is_too_long_loses_whole_lines_at_its_end_and_tells_which():
    one = replace(letter(person()), body="あ" * 90 + "\n\n" + "い" * 90 + "\n" + "う" * 90 + "\n")
    link = to_mailto(one)
    assert len(link.address) <= LONGEST
    assert link.left_out == ("う" * 90,)
    assert unquote(link.address).endswith("い" * 90)
    assert to_mailto(letter(person())).left_out == ()


def test_the_letters_of_ours_have_room_in_a_link_with_a_long_company():
    one = person(org="株式会社" + "青" * 16, department="営業本部 第二営業部", titles=("課長代理",))
    assert to_mailto(letter(one)).left_out == ()


people_to_thank = st.builds(
    lambda contact, mails: replace(contact, affiliations=(Affiliation(emails=mails), *contact.affiliations)),
    contacts,
    st.lists(st.just("good@b.example") | hostile, min_size=1, max_size=3).map(tuple),
)


@pytest.mark.parametrize(
    "name",
    [
        "髙橋, evil@x.example",
        "Doe, evil@x.example",
        '"><evil@x.example>',
        "a: evil@x.example; b",
        "髙" * 60 + ", evil@x.example," + "橋" * 60,
        "=?utf-8?q?a=2C_evil=40x.example?=",
        "=?utf-8?b?Cg==?= Bcc: evil@x.example",
        "\u202eelpmaxe.x@live\u202c",
        "x\\",
        '(comment) "quoted" [group]',
    ],
)
def test_a_name_that_looks_like_a_recipient_is_only_a_name(name):
    message = opened(to_eml(letter(Contact(Name(name), (Affiliation(emails=("good@b.example",)),)))))
    assert [to.addr_spec for to in message["To"].addresses] == ["good@b.example"]
    assert message["Bcc"] is message["Cc"] is None
    assert "\u202e" not in message.get_content()


@example(Contact(None, (Affiliation(emails=("good@b.example",)),)), Encounter(), "ja", "\r")
@given(people_to_thank, encounters, st.sampled_from(["ja", "en"]), hostile)
def test_no_card_adds_a_header_or_a_recipient(contact, met, language, sender):
    one = letter(contact, met, language=language, sender=Mailbox(sender, "y@z.example"))
    if one is None:
        return
    content = to_eml(one)
    message = opened(content)
    headers = {"X-Unsent", "To", "From", "Subject", "Content-Type", "Content-Transfer-Encoding", "MIME-Version"}
    assert set(message.keys()) == headers and len(message.keys()) == len(headers)
    assert [to.addr_spec for to in message["To"].addresses] == [one.to.address]
    assert [to.addr_spec for to in message["From"].addresses] == ["y@z.example"]
    assert message.get_content().replace("\r\n", "\n") == one.body
    assert not any(message.defects)
    # older readers of headers see one recipient, too
    old = email.message_from_bytes(content, policy=email.policy.compat32)
    assert len(email.utils.getaddresses([old["To"]])) == 1


@given(people_to_thank, encounters, st.sampled_from(["ja", "en"]))
def test_no_card_breaks_out_of_a_link(contact, met, language):
    one = letter(contact, met, language=language)
    if one is None:
        return
    link = to_mailto(one).address
    assert len(link) <= LONGEST and re.fullmatch(r"mailto:[A-Za-z0-9@%._~?=&-]*", link)
    parts = urlsplit(link)
    assert unquote(parts.path) == one.to.address
    assert [name for name, _ in parse_qsl(parts.query, keep_blank_values=True)] == ["subject", "body"]


# ---------------------------------------------------------------- templates of one's own


def own(text: str):
    return template_of("own", f"Subject: hello\n\n{text}")


def test_a_folder_of_ones_own_comes_before_what_is_built_in(tmp_path):
    (tmp_path / "en.txt").write_text("Subject: Hi {{ given }}\n\nfrom {{ company }}\n", encoding="utf-8")
    (tmp_path / "kansai.txt").write_text("Subject: おおきに\nLanguage: ja\n\n{{ greeting }}\n", encoding="utf-8")
    assert names(tmp_path) == ("en", "kansai", "polite-ja")
    one = letter(english(), template=usual_template("en", tmp_path))
    assert (one.subject, one.body) == ("Hi Misaki", "from Aoba Inc.\n")
    for called in ("kansai", str(tmp_path / "kansai.txt")):
        one = letter(person(), template=template_called(called, tmp_path))
        assert one.body == "株式会社青葉\n髙橋 美咲 様\n"


def test_everything_that_is_known_can_be_used_and_the_use_of_the_memo_is_noticed():
    template = own("{{ memo }} {{ date }} {{ place }} {{ title }} {{ department }} {{ honorific }} {{ latin }}")
    assert template.tells_memo and not own("{{ greeting }} memo").tells_memo
    one = letter(person(titles=("部長",), department="営業部", latin="Misaki T."), template=template)
    assert one.body == "話が長い 20 November 池袋 部長 営業部 様 Misaki T.\n".replace("20 November", "11月20日")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no head at all",
        "Subject: x\nBcc: a@b.example\n\nbody",
        "Subject: x\nLanguage: tlh\n\nbody",
        "Subject: x\n\n{% if %}",
        "Subject: x\n\n{{ nmae }}",
        "Subject: {{ 1 / 0 }}\n\nbody",
        "Subject: x\n\n{{ name.__class__.__mro__ }}",
        "Subject: x\n\n{% include 'en.txt' %}",
        "Subject: x\n\n{{ name | no_such_filter }}",
    ],
)
def test_a_template_that_cannot_be_used_is_named_with_the_reason(text):
    with pytest.raises(UnreadableTemplate, match=r"own\.txt"):
        letter(person(), template=template_of("own.txt", text))


def test_a_template_that_is_not_there_is_told_with_those_that_are(tmp_path):
    with pytest.raises(UnreadableTemplate, match=r"no template ../x.*en, polite-ja"):
        template_called("../x", tmp_path)
    (tmp_path / "bad.txt").write_bytes(b"\xff\xfe")
    with pytest.raises(UnreadableTemplate, match=r"bad\.txt cannot be read"):
        template_called("bad", tmp_path)
    (tmp_path / "honorifics.toml").write_text("default = 3", encoding="utf-8")
    with pytest.raises(UnreadableTemplate, match="honorifics"):
        stationery_in(tmp_path)


@pytest.mark.parametrize("text", ["{{ 7 * 7 }}", "{% raw %}", "{{ cycler.__init__.__globals__ }}", "{# x #}"])
def test_what_a_card_says_is_never_taken_for_a_template(text):
    one = letter(Contact(Name(text), (Affiliation(text, emails=("a@b.example",)),)), Encounter(text), language="ja")
    assert f"{text} 様" in one.body and one.subject.startswith(text)


@given(hostile)
def test_any_text_is_a_template_or_told_to_be_none(text):
    paper = Stationery("", PAPER.honorifics, NOWHERE)
    with contextlib.suppress(UnreadableTemplate):
        letter(person(), template=template_of("own", text), paper=paper)
