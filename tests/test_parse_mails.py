"""Mail and web addresses in lines of text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parse_lines import at, lines, printed

from cardscan.parse import parse
from cardscan.parse.mails import find_emails
from cardscan.parse.webs import find_urls


def mails(*texts: str) -> list[str]:
    return [found.value for found in find_emails(lines(*texts))]


def urls(*texts: str) -> list[str]:
    read = lines(*texts)
    return [found.value for found in find_urls(read, find_emails(read))]


@pytest.mark.parametrize(
    "text",
    [
        "E-mail:m.takahashi@aoba-sol.example",
        "E-mail： m.takahashi ＠ aoba-sol．example",
        "Ｅ－ｍａｉｌ　ｍ．ｔａｋａｈａｓｈｉ＠ａｏｂａ－ｓｏｌ．ｅｘａｍｐｌｅ",
        "MAIL m.takahashi@AOBA-SOL.example",
        "✉ m.takahashi@aoba-sol.example",
        "E m.takahashi@aoba-sol.example",
        "メールm.takahashi@aoba-sol.example",
        "m. takahashi@aoba-sol.example",
        "TEL 03-1234-5678 m.takahashi@aoba-sol.example",
        "m.takahashi@aoba-sol.example 東京都豊島区",
        "m.takahashi@aoba-sol.example.",
        "m.takahashi(at)aoba-sol.example",
        "<m.takahashi@aoba-sol.example>",
    ],
)
def test_a_mail_address_is_read_in_every_printed_style(text: str) -> None:
    found = find_emails(lines(text))
    assert [(one.value, one.doubt) for one in found] == [("m.takahashi@aoba-sol.example", None)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("taro@example,co,jp", "taro@example.co.jp"),
        ("taro@example.co jp", "taro@example.co.jp"),
        ("taro@example.c0m", "taro@example.com"),
        ("taro@example.c0.jp", "taro@example.co.jp"),
        ("taro@example.co.ip", "taro@example.co.jp"),
        ("taro@example.cojp", "taro@example.co.jp"),
        ("taro©example.co.jp", "taro@example.co.jp"),
        ("Emailtaro@example.co.jp", "taro@example.co.jp"),
        ("Email.taro@example.co.jp", "taro@example.co.jp"),
        ("Mailtaro@example.co.jp", "taro@example.co.jp"),
    ],
)
def test_what_the_grammar_proves_is_repaired_and_doubted(text: str, value: str) -> None:
    (found,) = find_emails(lines(text))
    assert found.value == value
    assert found.doubt
    assert found.confidence < 0.95


def test_spaces_beside_at_and_dots_are_no_reason_for_doubt() -> None:
    (found,) = find_emails(lines("taro @ example . co . jp"))
    assert (found.value, found.doubt) == ("taro@example.co.jp", None)


def test_a_domain_without_a_real_ending_is_kept_and_doubted() -> None:
    (found,) = find_emails(lines("taro@foo.xyzzy"))
    assert found.value == "taro@foo.xyzzy"
    assert found.doubt == "unknown domain ending .xyzzy"
    assert found.confidence < 0.5


def test_a_word_left_standing_before_the_address_is_a_reason_for_doubt() -> None:
    """``taro_yamada@`` read as ``taro yamada@``: the address would be silently wrong."""
    (found,) = find_emails(lines("E-mail taro yamada@example.co.jp"))
    assert found.doubt == "more may belong before it"


@pytest.mark.parametrize(
    "text", ["info.taro@example.jp", "mail.taro@example.jp", "e.yamada@example.jp", "T.Yamada@example.jp"]
)
def test_a_local_part_that_begins_like_a_label_stays_whole(text: str) -> None:
    assert mails(text) == [text]


@pytest.mark.parametrize("label", ["Emall.", "E-mait:", "Mall."])
def test_a_misread_label_before_a_gap_is_no_part_of_the_address(label: str) -> None:
    assert mails(f"{label} k.chujo@example.jp") == ["k.chujo@example.jp"]


def test_a_name_like_a_label_before_a_gap_stays_a_part_of_the_address() -> None:
    assert mails("mari. tanaka@example.jp") == ["mari.tanaka@example.jp"]


def test_old_mobile_mail_with_two_dots_is_kept() -> None:
    assert mails("taro..x@docomo.ne.jp") == ["taro..x@docomo.ne.jp"]


def test_two_addresses_on_one_line_are_both_read() -> None:
    assert mails("taro@example.co.jp / hanako@example.com") == ["taro@example.co.jp", "hanako@example.com"]
    assert mails("a@x.co.jp,b@y.com") == ["a@x.co.jp", "b@y.com"]


def test_the_local_part_keeps_its_case_and_the_domain_does_not() -> None:
    assert mails("Taro.Y@EXAMPLE.CO.JP") == ["Taro.Y@example.co.jp"]


@pytest.mark.parametrize(
    "texts",
    [
        ("E-mail: taro.yamada@very-long-", "example.co.jp"),
        ("taro.yamada@", "very-long-example.co.jp"),
        ("taro.yamada", "@very-long-example.co.jp"),
        ("taro.yamada@very-long-example.", "co.jp"),
        ("taro.yamada@very-long-example.co", ".jp"),
    ],
)
def test_an_address_over_two_lines_is_joined(texts: tuple[str, str]) -> None:
    (found,) = find_emails(lines(*texts, "TEL 03-1234-5678"))
    assert found.value == "taro.yamada@very-long-example.co.jp"
    assert {source.line for source in found.sources} == {0, 1}


def test_an_address_cut_off_above_the_site_of_the_same_name_ends_as_that_does() -> None:
    found = find_emails(lines("Mail. hida-yuriko@north", "north-kensetsu.com"))
    assert [each.value for each in found] == ["hida-yuriko@north-kensetsu.com"]
    assert found[0].doubt is not None


@pytest.mark.parametrize("text", ["@misaki_t", "LINE: @abc", "3@", "a @ b", "株式会社@ホーム", "@"])
def test_handles_and_lone_signs_are_no_mail(text: str) -> None:
    assert mails(text) == []


def test_the_label_is_among_the_sources_also_from_its_own_box() -> None:
    read = lines("E-mail：taro@example.jp")
    assert printed(read, find_emails(read)[0].sources) == ["E-mail", "taro@example.jp"]
    apart = (at("E-mail", 50, 100), at("taro@example.jp", 180, 102))
    assert printed(apart, find_emails(apart)[0].sources) == ["E-mail", "taro@example.jp"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("https://www.aoba-sol.example/", "https://www.aoba-sol.example/"),
        ("https://www.aoba-sol.example", "https://www.aoba-sol.example/"),
        ("URL http://www.example.co.jp/about", "http://www.example.co.jp/about"),
        ("www.example.co.jp", "https://www.example.co.jp/"),
        ("WWW.EXAMPLE.CO.JP", "https://www.example.co.jp/"),
        ("example.co.jp", "https://example.co.jp/"),
        ("HP: example.jp/Shop/", "https://example.jp/Shop/"),
        ("URL https: //www. example.co.jp/", "https://www.example.co.jp/"),
        ("ｈｔｔｐｓ：／／ｗｗｗ．ｅｘａｍｐｌｅ．ｃｏ．ｊｐ", "https://www.example.co.jp/"),
        ("URLhttps://foo.jp", "https://foo.jp/"),
        ("https://www.foo.com/, Tokyo", "https://www.foo.com/"),
        ("https://www.aoba.co.jpE-mail:x@y.jp", "https://www.aoba.co.jp/"),
        ("https://株式会社青葉.jp", "https://株式会社青葉.jp/"),
        ("https://example.com:8080/x?y=1#z", "https://example.com:8080/x?y=1#z"),
        ("http:/www.example.co.jp", "http://www.example.co.jp/"),
        ("wwwexample.co.jp", "https://www.example.co.jp/"),
        ("www,example,co,jp", "https://www.example.co.jp/"),
        ("www.foo.corn", "https://www.foo.com/"),
        ("Booking.com", "https://booking.com/"),
        ("https://www.example.com//", "https://www.example.com/"),
        ("example.com//shop//", "https://example.com/shop/"),
    ],
)
def test_a_web_address_is_normalised(text: str, value: str) -> None:
    assert urls(text) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "Co.,Ltd.",
        "Aoba Inc.",
        "M.Sc. Ph.D",
        "St. Louis",
        "P.O.Box 12",
        "Node.js",
        "v1.2",
        "taro@example.co.jp",
        "No.1",
        "A.I. Lab",
        "8F.3",
    ],
)
def test_abbreviations_and_mail_domains_are_no_web_address(text: str) -> None:
    assert urls(text) == []


def test_a_mail_and_a_site_of_the_same_host_are_kept_apart() -> None:
    assert urls("taro@example.co.jp http://example.co.jp/~taro/") == ["http://example.co.jp/~taro/"]


def test_a_repaired_web_address_is_doubted() -> None:
    for text in ("wwwexample.co.jp", "www,example,co,jp", "http:/www.example.co.jp", "www.foo.corn"):
        (found,) = find_urls(lines(text), [])
        assert found.doubt, text


@pytest.mark.parametrize(
    ("texts", "value"),
    [
        (("https://www.example.co.jp/shop/", "about/us.html"), "https://www.example.co.jp/shop/about/us.html"),
        (("https://www.very-long-", "example.co.jp/"), "https://www.very-long-example.co.jp/"),
        (("https://www.example.com", "/about"), "https://www.example.com/about"),
        (("https://www.example.co.jp/", "taro@example.com"), "https://www.example.co.jp/"),
        (("https://www.example.co.jp/", "TEL 03-1234-5678"), "https://www.example.co.jp/"),
    ],
)
def test_a_web_address_goes_on_below_only_when_it_breaks_off(texts: tuple[str, str], value: str) -> None:
    assert urls(*texts) == [value]


def test_a_page_of_a_service_is_no_web_address() -> None:
    assert urls("https://www.instagram.com/misaki_t", "https://foo.jp") == ["https://foo.jp/"]


@given(st.text(max_size=60))
def test_no_text_makes_the_finders_raise_and_sources_exist(text: str) -> None:
    read = lines(text, "@x.jp " + text)
    found = find_emails(read)
    for one in [*found, *find_urls(read, found)]:
        for source in one.sources:
            assert 0 <= source.start < source.end <= len(read[source.line].text)


LOCALS = st.from_regex(r"[a-z][a-z0-9]{0,8}([._-][a-z0-9]{1,8})?", fullmatch=True)
DOMAINS = st.builds(
    "{}.{}".format,
    st.from_regex(r"[a-z][a-z0-9]{2,9}", fullmatch=True),
    st.sampled_from(["co.jp", "com", "jp", "ne.jp", "example"]),
)


@given(LOCALS, DOMAINS, st.sampled_from(["", "E-mail: ", "Mail：", "TEL 03-1234-5678 "]))
def test_any_clean_address_is_read_as_it_is(local: str, domain: str, before: str) -> None:
    (found,) = find_emails(lines(f"{before}{local}@{domain}"))
    assert found.value == f"{local}@{domain}"


def test_a_site_that_differs_from_the_mail_by_one_letter_is_doubted() -> None:
    card = parse(lines("株式会社青葉", "山田 太郎", "t.yamada@kitahara-rg5.co.jp", "https://kitahara-rgs.co.jp/"))
    (site,) = [field for field in card.fields if field.path == "urls[0]"]
    assert site.doubt == "the mail address has kitahara-rg5.co.jp"
    card = parse(lines("株式会社青葉", "山田 太郎", "t.yamada@kitahara-rg5.co.jp", "https://kitahara-rg5.co.jp/"))
    assert next(field for field in card.fields if field.path == "urls[0]").doubt is None


def test_the_end_of_a_number_before_a_dash_is_not_of_the_mail_address():
    assert mails("Cell. 339 472 8105- chiara.bellomo@dermaroma.it") == ["chiara.bellomo@dermaroma.it"]


def test_an_account_over_a_mail_address_is_not_of_it():
    assert mails("TikTok @tsumugu_jp", "hinata@tsumugu.jp") == ["hinata@tsumugu.jp"]
