"""The draft mail says exactly what was meant, in any mail program, twice the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import EmailPolicy
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reewriter.errors import ExportError
from reewriter.export import ExportContext
from reewriter.export.eml import EmlTarget, build, verify
from reewriter.export.headers import VerbatimHeader
from tests.export.conftest import MAIL_HEADERS, make_ctx, make_rendered, read_mail
from tests.golden import check_golden
from tests.sample_issue import sample_brand, sample_composition

LONG_URL = f"https://reex.example/unsubscribe/{'0123456789' * 27}"


def test_headers_say_what_was_meant() -> None:
    read = read_mail(build(make_rendered(), make_ctx()))
    assert read.keys() == MAIL_HEADERS
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
    message = read_mail(build(rendered, make_ctx()))
    assert message.get_content_type() == "multipart/alternative"
    text, html = message.iter_parts()
    assert [text.get_content_type(), html.get_content_type()] == ["text/plain", "text/html"]
    url = "https://reex.example/unsubscribe"
    assert _content(text) == rendered.text.replace("⟦unsubscribe_url⟧", url)
    assert f'href="{url}"' in _content(html)
    assert "Põldmäe" in _content(html)


def _content(part: object) -> str:
    assert isinstance(part, EmailMessage)
    return str(part.get_content()).replace("\r\n", "\n")


def test_same_issue_gives_the_same_bytes() -> None:
    assert build(make_rendered(), make_ctx()) == build(make_rendered(), make_ctx())


def test_another_text_gives_another_id_and_boundary() -> None:
    first = read_mail(build(make_rendered(), make_ctx()))
    second = read_mail(build(make_rendered(text="Another\n"), make_ctx()))
    assert first["Message-ID"] != second["Message-ID"]
    assert first.get_boundary() != second.get_boundary()


def test_every_line_is_short_and_ascii() -> None:
    content = build(make_rendered(subject="Põldmäe " * 40, text="w" * 5000), make_ctx())
    assert content.isascii()
    assert max(len(line) for line in content.split(b"\r\n")) <= 76
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_long_unsubscribe_address_stays_whole() -> None:
    content = build(make_rendered(), make_ctx(unsubscribe_url=LONG_URL))
    assert f"List-Unsubscribe: <{LONG_URL}>\r\n".encode() in content


def test_too_long_unsubscribe_address_is_refused() -> None:
    with pytest.raises(ExportError, match="unsubscribe_url"):
        build(make_rendered(), make_ctx(unsubscribe_url=LONG_URL * 4))


def test_unsubscribe_by_mail_promises_no_one_click() -> None:
    read = read_mail(build(make_rendered(), make_ctx(unsubscribe_url="mailto:out@reex.example")))
    assert str(read["List-Unsubscribe"]) == "<mailto:out@reex.example>"
    assert "List-Unsubscribe-Post" not in read


def test_missing_one_click_is_told(ctx: ExportContext) -> None:
    target = EmlTarget("eml", {})
    http = replace(ctx.publication, unsubscribe_url="http://reex.example/out")
    payload = target.prepare(make_rendered(), replace(ctx, publication=http))
    assert [finding.id for finding in target.check(payload)] == ["eml.one_click"]
    assert target.check(target.prepare(make_rendered(), ctx)) == []


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=400))
def test_any_body_reads_back(text: str) -> None:
    message = read_mail(build(make_rendered(text=text), make_ctx()))
    wanted = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n") + "\n"
    assert _content(next(message.iter_parts())) == wanted


def test_a_mail_that_reads_differently_is_refused() -> None:
    content = build(make_rendered(), make_ctx())
    meant = {name: " ".join(str(read_mail(content)[name]).split()) for name in MAIL_HEADERS[:-2]}
    bodies = {
        part.get_content_subtype(): _content(part) for part in read_mail(content).iter_parts()
    }
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


def test_nothing_is_built_that_does_not_read_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(header: VerbatimHeader, *, policy: EmailPolicy) -> str:
        return f"{header.name}: {header}{policy.linesep}Bcc: x@y.example{policy.linesep}"

    monkeypatch.setattr(VerbatimHeader, "fold", careless)
    with pytest.raises(ExportError, match="would not say"):
        build(make_rendered(), make_ctx())


def test_pictures_are_carried_inside(picture: Path) -> None:
    rendered = make_rendered(
        html='<p>⟦unsubscribe_url⟧ <img src="media/a%20mine.png" alt="A mine"></p>',
        images=(picture,),
    )
    message = read_mail(build(rendered, make_ctx()))
    _, related = message.iter_parts()
    assert isinstance(related, EmailMessage)
    assert related.get_content_type() == "multipart/related"
    html, image = related.iter_parts()
    assert isinstance(image, EmailMessage)
    assert image.get_content() == picture.read_bytes()
    cid = str(image["Content-ID"]).strip("<>")
    assert f'src="cid:{cid}"' in _content(html)
    assert build(rendered, make_ctx()) == build(rendered, make_ctx())


def test_date_follows_the_issue_not_the_clock() -> None:
    issue = replace(sample_composition().issue, due_at=None)
    ctx = ExportContext.of(issue, sample_brand().publication, out_dir=Path("out"))
    assert ctx.date.isoformat() == "2026-03-13T08:00:00-04:00"
    due = datetime(2026, 3, 13, 9, 15, tzinfo=UTC)
    early = ExportContext.of(replace(issue, due_at=due), ctx.publication, out_dir=Path("out"))
    assert early.date.isoformat() == "2026-03-13T05:15:00-04:00"
    later = replace(ctx, date=ctx.date + timedelta(days=1))
    assert build(make_rendered(), ctx) != build(make_rendered(), later)


def test_golden_mail() -> None:
    check_golden("issue.eml", build(make_rendered(), make_ctx()))
