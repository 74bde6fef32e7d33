"""What bytes are read as, whatever they say they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reewriter.errors import ParseError
from reewriter.feeds.charsets import decoded
from reewriter.feeds.page import decode_page
from reewriter.feeds.parse import parse
from tests.documents import rss

RUSSIAN = "Китай ограничил вывоз диспрозия"
CHINESE = "中国对镝、铽等中重稀土实施出口管制,朱镕基"
TAIWANESE = "中國對中重稀土實施出口管制"
JAPANESE = "①中国が重希土類の輸出規制を発表"
KOREAN = "중국 상무부가 희토류 수출을 통제, 똠"
THAI = "สวัสดี"
HEBREW = "שלום עולם"


@pytest.mark.parametrize(
    ("name", "codec", "text"),
    [
        # Pages of ministries say the smaller set, and write characters of the larger.
        ("gb2312", "gbk", CHINESE),
        ("Shift_JIS", "cp932", JAPANESE),
        ("euc-kr", "cp949", KOREAN),
        ("big5", "cp950", TAIWANESE),
        # Names of browsers that Python does not know.
        ("Windows-31J", "cp932", JAPANESE),
        ("x-sjis", "cp932", JAPANESE),
        ("x-euc-jp", "euc_jp", JAPANESE[1:]),
        ("x-gbk", "gbk", CHINESE),
        ("GB_2312-80", "gbk", CHINESE),
        ("x-x-big5", "cp950", TAIWANESE),
        ("windows-949", "cp949", KOREAN),
        ("win-1251", "cp1251", RUSSIAN),
        ("windows1251", "cp1251", RUSSIAN),
        ("x-cp1251", "cp1251", RUSSIAN),
        ("x-mac-cyrillic", "mac-cyrillic", RUSSIAN),
        ("koi", "koi8-r", RUSSIAN),
        ("windows-874", "cp874", THAI),
        ("iso-8859-8-i", "iso8859-8", HEBREW),
        ("iso-2022-jp", "iso2022_jp", JAPANESE[1:]),
        # What no browser takes for a character set.
        ("undefined", "utf-8", RUSSIAN),
        ("idna", "utf-8", RUSSIAN),
        ("unicode_escape", "utf-8", RUSSIAN),
    ],
)
def test_names_mean_what_browsers_take_them_for(name: str, codec: str, text: str) -> None:
    assert decoded(text.encode(codec), [name]) == text


@pytest.mark.parametrize(
    ("names", "codec", "text"),
    [
        # A program that writes UTF-8 over what it thinks of as UTF-16.
        (["utf-16"], "utf-8", RUSSIAN),
        (["utf-8", "utf-16"], "utf-8", RUSSIAN),
        # The server's name for all it has, and that of the document itself.
        (["iso-8859-1", "windows-1251"], "cp1251", RUSSIAN),
        (["utf-8", "gb2312"], "gbk", CHINESE),
        (["utf-8", "shift_jis"], "cp932", JAPANESE),
        (["koi8-r", "windows-1251"], "koi8-r", RUSSIAN),
        # Written over in UTF-8 by a new program, the old name left.
        (["gbk"], "utf-8", CHINESE),
        (["shift_jis"], "utf-8", "“magnets”"),
        (["iso-2022-jp"], "utf-8", JAPANESE),
        (["windows-1251"], "utf-8", RUSSIAN),
        # Two characters may be sound UTF-8 by chance.
        (["gbk"], "gbk", "联通"),
        ([], "utf-16-le", "<é>"),
        (["utf-16"], "utf-16-be", "<é>"),
        (["utf-32"], "utf-32-le", "<é>"),
    ],
)
def test_names_are_not_believed_against_the_bytes(names: list[str], codec: str, text: str) -> None:
    assert decoded(text.encode(codec), names) == text


@pytest.mark.parametrize(
    ("language", "codec", "text"),
    [
        ("zh-CN", "gbk", CHINESE),
        ("zh_TW", "big5", TAIWANESE),
        ("ja", "cp932", JAPANESE),
        ("ja-JP", "euc_jp", JAPANESE[1:]),
        ("ko", "cp949", KOREAN),
        ("ru", "cp1251", RUSSIAN),
        ("cs", "cp1250", "žluťoučký kůň"),
        ("de", "cp1252", "Größe „Erden“"),
        ("ru", "utf-8", RUSSIAN),
    ],
)
def test_what_says_nothing_of_it_is_read_as_is_usual_in_its_language(
    language: str, codec: str, text: str
) -> None:
    item = f"<item><title>{text}</title></item>"
    for head in (f"<title>t</title><language>{language}</language>", "<dc:language>"):
        feed = rss(
            item, head=head.replace("<dc:language>", f"<dc:language>{language}</dc:language>")
        )
        body = feed.decode().encode(codec)
        assert parse(body, url="", content_type="a/b; charset=utf-8").items[0].title == text
    page = f'<!doctype html><html dir="ltr" lang="{language}"><p>{text}</p>'
    assert text in decode_page(page.encode(codec), "text/html; charset=utf-8")


def test_a_few_wrong_bytes_do_not_make_all_of_it_wrong() -> None:
    broken = RUSSIAN.encode() + b"\x93x\x94 " + RUSSIAN.encode()
    assert decoded(broken, ["utf-8", "koi8-r"]) == f"{RUSSIAN}“x” {RUSSIAN}"
    broken = CHINESE.encode("gbk") + b"\xff " + CHINESE.encode("gbk")
    assert decoded(broken, ["utf-8", "gb2312"]).count(CHINESE) == 2


@given(st.binary(max_size=60), st.lists(st.text(max_size=12) | st.just("gbk"), max_size=3))
def test_any_bytes_become_a_text(body: bytes, names: list[str]) -> None:
    assert isinstance(decoded(body, names), str)


@given(st.text(min_size=1).filter(lambda text: "\0" not in text and text[0] != "\ufeff"))
def test_a_document_in_utf_8_is_read_as_such(text: str) -> None:
    body = text.encode("utf-8", "ignore")
    assert decoded(body, ["utf-8"]) == body.decode()


def test_pages_and_feeds_are_read_alike() -> None:
    page = f'<meta charset="gb2312"><title>{CHINESE}</title>'.encode("gbk")
    assert CHINESE in decode_page(page, "text/html; charset=ISO-8859-1")
    document = rss(f"<item><title>{RUSSIAN}</title></item>")
    feed = b"<?xml version='1.0' encoding='utf-16'?>" + document
    for said in ("", "text/xml; charset=utf-8", "text/xml; charset=utf-16"):
        assert parse(feed, url="", content_type=said).items[0].title == RUSSIAN
    with pytest.raises(ParseError):
        parse(b"\0\0\0<", url="")
