"""The draft mail says exactly what was meant, in any mail program, twice the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reewriter.errors import ExportError
from reewriter.export import ExportContext
from reewriter.export.eml import EmlTarget, build, verify
from reewriter.export.headers import scrub
from tests.export.conftest import make_rendered
from tests.golden import check_golden
from tests.sample_issue import sample_brand, sample_composition

HEADERS = [
    "Message-ID",
    "From",
    "To",
    "Subject",
    "Date",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
    "List-ID",
    "Archived-At",
    "X-Unsent",
    "MIME-Version",
    "Content-Type",
]
LONG_URL = f"https://reex.example/unsubscribe/{'0123456789' * 27}"


def _ctx(**changes: str) -> ExportContext:
    # Field names are the caller's word.
    publication = replace(sample_brand().publication, **changes)  # type: ignore[arg-type]
    return ExportContext.of(sample_composition().issue, publication, out_dir=Path("out"))


def _read(content: bytes) -> EmailMessage:
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def _logical_headers(content: bytes) -> list[str]:
    head = content.partition(b"\r\n\r\n")[0].decode("ascii").split("\r\n")
    return [line.partition(":")[0] for line in head if not line.startswith((" ", "\t"))]


def test_headers_say_what_was_meant() -> None:
    read = _read(build(make_rendered(), _ctx()))
    assert read.keys() == HEADERS
    assert str(read["Subject"]) == "A price floor, and what it leaves out"
    assert str(read["From"]) == "Rare Earth Exchanges <desk@reex.example>"
    assert str(read["To"]) == str(read["From"])
    assert read["Date"].datetime == sample_composition().issue.due_at
    assert str(read["Date"]).endswith("-0400")
    assert str(read["List-Unsubscribe"]) == "<https://reex.example/unsubscribe>"
    assert str(read["List-Unsubscribe-Post"]) == "List-Unsubscribe=One-Click"
    assert str(read["List-ID"]) == "<daily.reex.example>"
    assert str(read["Archived-At"]) == "<https://reex.example/archive>"
    assert str(read["X-Unsent"]) == "1"
    assert str(read["Message-ID"]).startswith("<2026-03-13.")
    assert str(read["Message-ID"]).endswith("@reex.example>")


def test_text_comes_first_and_both_read_back() -> None:
    rendered = make_rendered()
    message = _read(build(rendered, _ctx()))
    assert message.get_content_type() == "multipart/alternative"
    text, html = message.iter_parts()
    assert [text.get_content_type(), html.get_content_type()] == ["text/plain", "text/html"]
    url = "https://reex.example/unsubscribe"
    assert _content(text) == rendered.text.replace("⟦unsubscribe_url⟧", url)
    assert f'href="{url}"' in _content(html)
    assert "Põldmäe" in _content(html)


def _unspaced(name: str) -> str:
    """Leave out blanks: Python 3.11 shows one between two encoded words of a long name."""
    return name.replace(" ", "")


def _content(part: object) -> str:
    assert isinstance(part, EmailMessage)
    return str(part.get_content()).replace("\r\n", "\n")


def test_same_issue_gives_the_same_bytes() -> None:
    assert build(make_rendered(), _ctx()) == build(make_rendered(), _ctx())


def test_another_text_gives_another_id_and_boundary() -> None:
    first = _read(build(make_rendered(), _ctx()))
    second = _read(build(make_rendered(text="Another\n"), _ctx()))
    assert first["Message-ID"] != second["Message-ID"]
    assert first.get_boundary() != second.get_boundary()


def test_every_line_is_short_and_ascii() -> None:
    content = build(make_rendered(subject="Põldmäe " * 40, text="w" * 5000), _ctx())
    assert content.isascii()
    assert max(len(line) for line in content.split(b"\r\n")) <= 76
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_long_unsubscribe_address_stays_whole() -> None:
    content = build(make_rendered(), _ctx(unsubscribe_url=LONG_URL))
    assert f"List-Unsubscribe: <{LONG_URL}>\r\n".encode() in content


def test_too_long_unsubscribe_address_is_refused() -> None:
    with pytest.raises(ExportError, match="unsubscribe_url"):
        build(make_rendered(), _ctx(unsubscribe_url=LONG_URL * 4))


def test_unsubscribe_by_mail_promises_no_one_click() -> None:
    read = _read(build(make_rendered(), _ctx(unsubscribe_url="mailto:out@reex.example")))
    assert str(read["List-Unsubscribe"]) == "<mailto:out@reex.example>"
    assert "List-Unsubscribe-Post" not in read


def test_missing_one_click_is_told(ctx: ExportContext) -> None:
    target = EmlTarget("eml", {})
    http = replace(ctx.publication, unsubscribe_url="http://reex.example/out")
    payload = target.prepare(make_rendered(), replace(ctx, publication=http))
    assert [finding.id for finding in target.check(payload)] == ["eml.one_click"]
    assert target.check(target.prepare(make_rendered(), ctx)) == []


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
    content = build(make_rendered(subject=subject), _ctx())
    assert _logical_headers(content) == HEADERS
    read = _read(content)
    assert read.keys() == HEADERS
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
    content = build(make_rendered(), _ctx(sender_name=name))
    assert _logical_headers(content) == HEADERS
    for header in ("From", "To"):
        (address,) = _read(content)[header].addresses
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
        build(make_rendered(), _ctx(sender_email=mailbox))
    assert "sender_email" in caught.value.hint


def test_sender_domain_may_be_international() -> None:
    read = _read(build(make_rendered(), _ctx(sender_email="desk@tööstus.example")))
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
    content = build(make_rendered(), _ctx(**{key: value}))
    names = _logical_headers(content)
    assert [name for name in HEADERS if name in names] == names
    assert b"\nbcc" not in content.lower()
    unsubscribe = str(_read(content)["List-Unsubscribe"] or "")
    assert unsubscribe.count("<") == unsubscribe.count(">") <= 1


def test_list_id_takes_name_and_id() -> None:
    read = _read(build(make_rendered(), _ctx(list_id="The daily <daily.reex.example>")))
    assert str(read["List-ID"]) == "<daily.reex.example>"


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200), st.text(max_size=80))
def test_any_subject_and_name_read_back(subject: str, name: str) -> None:
    content = build(make_rendered(subject=subject), _ctx(sender_name=name))
    read = _read(content)
    assert read.keys() == HEADERS
    assert str(read["Subject"]) == scrub(subject)
    assert _unspaced(read["From"].addresses[0].display_name) == _unspaced(scrub(name))


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=400))
def test_any_body_reads_back(text: str) -> None:
    message = _read(build(make_rendered(text=text), _ctx()))
    wanted = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n") + "\n"
    assert _content(next(message.iter_parts())) == wanted


def test_a_mail_that_reads_differently_is_refused() -> None:
    content = build(make_rendered(), _ctx())
    meant = {name: " ".join(str(_read(content)[name]).split()) for name in HEADERS[:-2]}
    bodies = {part.get_content_subtype(): _content(part) for part in _read(content).iter_parts()}
    verify(content, meant, bodies=bodies)
    for spoiled in (
        content.replace(b"X-Unsent: 1", b"X-Unsent: 1\r\nBcc: x@y.example"),
        content.replace(b"price floor,", b"price floor;", 1),
        content.replace(b"text/plain", b"text/other", 1),
        content.replace(b"A PRICE FLOOR", b"A PRICE FLOW", 1),
    ):
        assert spoiled != content
        with pytest.raises(ExportError, match="would not say"):
            verify(spoiled, meant, bodies=bodies)


def test_pictures_are_carried_inside(picture: Path) -> None:
    rendered = make_rendered(
        html='<p>⟦unsubscribe_url⟧ <img src="media/a%20mine.png" alt="A mine"></p>',
        images=(picture,),
    )
    message = _read(build(rendered, _ctx()))
    _, related = message.iter_parts()
    assert isinstance(related, EmailMessage)
    assert related.get_content_type() == "multipart/related"
    html, image = related.iter_parts()
    assert isinstance(image, EmailMessage)
    assert image.get_content() == picture.read_bytes()
    cid = str(image["Content-ID"]).strip("<>")
    assert f'src="cid:{cid}"' in _content(html)
    assert build(rendered, _ctx()) == build(rendered, _ctx())


def test_date_follows_the_issue_not_the_clock() -> None:
    issue = replace(sample_composition().issue, due_at=None)
    ctx = ExportContext.of(issue, sample_brand().publication, out_dir=Path("out"))
    assert ctx.date.isoformat() == "2026-03-13T08:00:00-04:00"
    later = replace(ctx, date=ctx.date + timedelta(days=1))
    assert build(make_rendered(), ctx) != build(make_rendered(), later)


def test_golden_mail() -> None:
    check_golden("issue.eml", build(make_rendered(), _ctx()))
