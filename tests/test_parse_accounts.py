"""Accounts on services, by word and by web address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parse_lines import at, lines

from cardscan.parse.accounts import find_accounts
from cardscan.parse.services import account_of


def accounts(*texts: str) -> list[tuple[str, str]]:
    return [(found.value.service, found.value.id) for found in find_accounts(lines(*texts))]


@pytest.mark.parametrize(
    ("text", "account"),
    [
        ("LINE ID: misaki_t", ("line", "misaki_t")),
        ("LINE ID misaki_t", ("line", "misaki_t")),
        ("ＬＩＮＥ　ＩＤ：ｍｉｓａｋｉ＿ｔ", ("line", "misaki_t")),
        ("LINE:@abc1234x", ("line", "@abc1234x")),
        ("LINE公式 @abc1234x", ("line", "@abc1234x")),
        ("Instagram: @misaki_t", ("instagram", "misaki_t")),
        ("Instagram misaki_t", ("instagram", "misaki_t")),
        ("IG:misaki.t", ("instagram", "misaki.t")),
        ("LINE misaki.t", ("line", "misaki.t")),
        ("LINE : misaki. t", ("line", "misaki.t")),
        ("LINE ID misaki _t", ("line", "misaki_t")),
        ("LINE ID: misaki t", ("line", "misaki_t")),
        ("インスタ @misaki_t", ("instagram", "misaki_t")),
        ("X: @misaki_t", ("x", "misaki_t")),
        ("X(旧Twitter) @misaki", ("x", "misaki")),
        ("Twitter@misaki", ("x", "misaki")),
        ("Facebook: 髙橋 美咲", ("facebook", "髙橋 美咲")),
        ("facebook.com/aoba.taro", ("facebook", "aoba.taro")),
        ("note: misaki_t", ("note", "misaki_t")),
        ("GitHub: octocat", ("github", "octocat")),
        ("TikTok @taro", ("tiktok", "taro")),
        ("YouTube：青葉チャンネル", ("youtube", "青葉チャンネル")),
        ("微信号：taro_123", ("wechat", "taro_123")),
        ("WeChat: taro123", ("wechat", "taro123")),
        ("카카오톡 ID: taro12", ("kakaotalk", "taro12")),
        ("WhatsApp +81 90-1234-5678", ("whatsapp", "+81 90-1234-5678")),
        ("Telegram @taro", ("telegram", "taro")),
        ("linkedin.com/in/taro-yamada-123/", ("linkedin", "taro-yamada-123")),
    ],
)
def test_an_account_is_read_in_its_printed_style(text: str, account: tuple[str, str]) -> None:
    assert accounts(text) == [account]


@pytest.mark.parametrize(
    "text",
    [
        "X線検査",
        "ONLINE",
        "Box: 12",
        "LINE",
        "LINEお友達募集中",
        "please note the time",
        "misaki@line.me",
        "facebook.com",
        "オンライン相談",
        "line: 03-1234-5678",
        "@misaki_t",
        "Pipeline: x-ray",
        "X",
    ],
)
def test_words_that_only_look_like_services_give_no_account(text: str) -> None:
    assert accounts(text) == []


def test_one_handle_for_several_services_is_several_accounts() -> None:
    assert accounts("Instagram / X / TikTok : @misaki_t") == [
        ("instagram", "misaki_t"),
        ("x", "misaki_t"),
        ("tiktok", "misaki_t"),
    ]


def test_a_word_in_its_own_box_announces_the_handle_beside_it() -> None:
    found = find_accounts((at("LINE ID", 50, 100), at("misaki_t", 220, 101)))
    assert [(one.value.service, one.value.id) for one in found] == [("line", "misaki_t")]


@pytest.mark.parametrize(
    ("url", "account"),
    [
        ("https://line.me/ti/p/~misaki_t", ("line", "misaki_t")),
        ("https://line.me/R/ti/p/%40abc1234x", ("line", "@abc1234x")),
        ("https://lin.ee/AbCdE", ("line", "AbCdE")),
        ("https://www.instagram.com/misaki_t/?hl=ja", ("instagram", "misaki_t")),
        ("https://twitter.com/misaki", ("x", "misaki")),
        ("x.com/misaki", ("x", "misaki")),
        ("https://www.youtube.com/@aoba", ("youtube", "aoba")),
        ("https://www.facebook.com/profile.php?id=1000", ("facebook", "1000")),
        ("https://note.com/misaki", ("note", "misaki")),
        ("https://github.com/octocat", ("github", "octocat")),
        ("https://wa.me/819012345678", ("whatsapp", "819012345678")),
    ],
)
def test_a_page_of_a_service_is_an_account(url: str, account: tuple[str, str]) -> None:
    found = account_of(url)
    assert found is not None
    assert (found.service, found.id) == account
    assert accounts(url) == [account]


@pytest.mark.parametrize(
    "url",
    [
        "https://note.com/misaki/n/n123",
        "https://www.instagram.com/p/Cxyz",
        "https://github.com",
        "https://x.com/",
        "https://www.youtube.com/watch?v=1",
        "https://box.com/misaki",
    ],
)
def test_other_pages_of_a_service_are_no_account(url: str) -> None:
    assert account_of(url) is None


@given(st.text(max_size=60), st.sampled_from(["LINE ID:", "Instagram @", "X ", "https://x.com/", "FB:", ""]))
def test_no_text_makes_it_raise_and_sources_exist(text: str, before: str) -> None:
    read = lines(before + text, text)
    account_of(before + text)
    for one in find_accounts(read):
        assert one.value.id
        for source in one.sources:
            assert 0 <= source.start < source.end <= len(read[source.line].text)


def test_two_words_of_a_name_on_a_service_are_no_handle_with_a_lost_stroke() -> None:
    assert accounts("Facebook: taro yamada") == [("facebook", "taro yamada")]


def test_a_handle_that_was_put_together_is_doubted() -> None:
    (found,) = find_accounts(lines("LINE ID: misaki t"))
    assert (found.value.id, found.doubt is not None) == ("misaki_t", True)
