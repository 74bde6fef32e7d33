"""Nothing in a subject, a name or an address becomes a header, an encoded word or a line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reewriter.errors import ExportError
from reewriter.export.eml import build
from reewriter.export.headers import scrub
from tests.export.conftest import MAIL_HEADERS, make_ctx, make_rendered, read_mail


def _logical_headers(content: bytes) -> list[str]:
    head = content.partition(b"\r\n\r\n")[0].decode("ascii").split("\r\n")
    return [line.partition(":")[0] for line in head if not line.startswith((" ", "\t"))]


def _unspaced(name: str) -> str:
    """Leave out blanks: Python 3.11 shows one between two encoded words of a long name."""
    return name.replace(" ", "")


@pytest.mark.parametrize(
    "subject",
    [
        "Hello\r\nBcc: x@y.example",
        "Hello\nBcc: x@y.example\n\nBody",
        "é=?UTF-8?Q?=0A?=Bcc: x@y.example",
        "=?UTF-8?B?DQpCY2M6IHhAeS5leGFtcGxl?=",
        "a =?utf-8?q?=0D=0ABcc:_x=40y.example?= b",
        "nul \0 vt \v ff \f nel \x85 ls \u2028 ps \u2029 Bcc: x@y.example",
        "tab\tand trailing blank ",
        "w" * 2000,
        "ö" * 700,
        "👩🏽‍🔬 " * 60,
        "",
        " ",
        ":",
    ],
)
def test_subject_is_a_subject_and_nothing_else(subject: str) -> None:
    content = build(make_rendered(subject=subject), make_ctx())
    assert _logical_headers(content) == MAIL_HEADERS
    read = read_mail(content)
    assert read.keys() == MAIL_HEADERS
    assert str(read["Subject"]) == scrub(subject)


@pytest.mark.parametrize(
    "name",
    [
        "Desk\r\nBcc: x@y.example",
        '"Desk" <evil@y.example>',
        "Desk, and more; (notes) <x>",
        "=?UTF-8?Q?=0D=0ABcc:_x=40y.example?=",
        "Põldmäe & Söhne",
        'back\\slash and "quotes"',
        "a.b@c.example",
        "N" * 300,
        "",
    ],
)
def test_sender_name_is_a_name_and_nothing_else(name: str) -> None:
    content = build(make_rendered(), make_ctx(sender_name=name))
    assert _logical_headers(content) == MAIL_HEADERS
    for header in ("From", "To"):
        (address,) = read_mail(content)[header].addresses
        assert address.addr_spec == "desk@reex.example"
        assert _unspaced(address.display_name) == _unspaced(scrub(name))


@pytest.mark.parametrize(
    "mailbox",
    [
        "",
        "no address",
        "a@b\r\nBcc: x@y.example",
        "a@b.example, x@y.example",
        "a b@c.example",
        "a@b@c.example",
        "<a@b.example>",
        "ö@b.example",
        "a@-b.example",
        "a@b..example",
        "a@",
    ],
)
def test_no_mailbox_no_mail(mailbox: str) -> None:
    with pytest.raises(ExportError, match=r"mail address|no sender") as caught:
        build(make_rendered(), make_ctx(sender_email=mailbox))
    assert "sender_email" in caught.value.hint


def test_sender_domain_may_be_international() -> None:
    read = read_mail(build(make_rendered(), make_ctx(sender_email="desk@tööstus.example")))
    assert read["From"].addresses[0].domain == "xn--tstus-juaa.example"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("list_id", "daily\r\nBcc: x@y.example"),
        ("list_id", "=?UTF-8?Q?=0A?=Bcc"),
        ("unsubscribe_url", "https://reex.example/\r\nBcc: x@y.example"),
        ("unsubscribe_url", "https://reex.example/?a==?UTF-8?Q?=0ABcc:x?="),
        ("unsubscribe_url", "https://reex.example/>, <mailto:x@y.example"),
        ("archive_url", "https://reex.example/\x85Bcc:\u2028x"),
        ("unsubscribe_url", "https://reex.example/tööd?q=é"),
        ("archive_url", "javascript:alert(1)"),
    ],
)
def test_list_headers_smuggle_nothing(key: str, value: str) -> None:
    content = build(make_rendered(), make_ctx(**{key: value}))
    names = _logical_headers(content)
    assert [name for name in MAIL_HEADERS if name in names] == names
    assert b"\nbcc" not in content.lower()
    unsubscribe = str(read_mail(content)["List-Unsubscribe"] or "")
    assert unsubscribe.count("<") == unsubscribe.count(">") <= 1
    assert b"=?" not in content.partition(b"\r\n\r\n")[0]


def test_list_id_takes_name_and_id() -> None:
    read = read_mail(build(make_rendered(), make_ctx(list_id="The daily <daily.reex.example>")))
    assert str(read["List-ID"]) == "<daily.reex.example>"


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200), st.text(max_size=80))
def test_any_subject_and_name_read_back(subject: str, name: str) -> None:
    content = build(make_rendered(subject=subject), make_ctx(sender_name=name))
    read = read_mail(content)
    assert read.keys() == MAIL_HEADERS
    assert str(read["Subject"]) == scrub(subject)
    assert _unspaced(read["From"].addresses[0].display_name) == _unspaced(scrub(name))
