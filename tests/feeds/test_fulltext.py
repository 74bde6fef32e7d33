"""Pages are asked for politely, and what is none is told in one line."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from reewriter.errors import HttpStatusError, NetworkError, ParseError, ReewriterError, UsageError
from reewriter.feeds.fulltext import Pages
from reewriter.net import Response

HTML = {"content-type": "text/html; charset=utf-8"}


class Web:
    """Answers as told, and remembers what it was asked."""

    def __init__(self, answer: Callable[[str], Response]) -> None:
        self._answer = answer
        self.asked: list[tuple[str, bool]] = []

    def get(
        self, url: str, *, headers: Mapping[str, str] | None = None, named: bool = True
    ) -> Response:
        assert headers is not None
        assert "text/html" in headers["Accept"]
        self.asked.append((url, named))
        return self._answer(url)


def answering(
    status: int = 200,
    *,
    body: bytes = b"<p>x",
    headers: Mapping[str, str] | None = None,
    url: str = "",
) -> Web:
    return Web(lambda asked: Response(status, url or asked, headers or HTML, body))


def refusal(web: Web, url: str = "https://e.example/story") -> ReewriterError:
    with pytest.raises(ReewriterError) as refused:
        Pages(web, wait=lambda _: None).get(url, named=False)
    assert "\n" not in str(refused.value)
    assert refused.value.hint
    return refused.value


def test_a_page_comes_with_what_is_needed_to_read_it() -> None:
    web = answering(url="https://e.example/moved")
    page = Pages(web).get("https://e.example/story", named=False)
    assert (page.url, page.body, page.content_type) == (
        "https://e.example/moved",
        b"<p>x",
        HTML["content-type"],
    )
    assert web.asked == [("https://e.example/story", False)]


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (401, "user name and password"),
        (402, "paid first"),
        (403, "does not let programs read"),
        (404, "does not have this page any more"),
        (410, "taken this page away"),
        (429, "left alone"),
        (500, "gives no page"),
        (503, "overloaded"),
    ],
)
def test_a_refusal_is_one_line(status: int, words: str) -> None:
    error = refusal(answering(status))
    assert isinstance(error, HttpStatusError)
    assert error.message.startswith("e.example ")
    assert words in error.message
    assert str(status) in error.message


@pytest.mark.parametrize(
    ("kind", "body", "words"),
    [
        ("application/pdf", b"x" * 2_500_000, "a PDF of 2.5 MB"),
        ("text/html", b"%PDF-1.7 ...", "a PDF"),
        ("image/webp", b"RIFF", "a picture"),
        ("text/html", b"\x89PNG\r\n", "a picture"),
        ("video/mp4", b"x", "a film"),
        ("application/vnd.thing", b"x", "something called application/vnd.thing"),
    ],
)
def test_what_is_no_page_says_what_it_is(kind: str, body: bytes, words: str) -> None:
    error = refusal(answering(body=body, headers={"content-type": kind}))
    assert isinstance(error, ParseError)
    assert words in error.message


@pytest.mark.parametrize("kind", ["", "text/html", "application/xhtml+xml", "text/plain"])
def test_what_may_be_a_page_is_read(kind: str) -> None:
    assert Pages(answering(headers={"content-type": kind})).get("https://e.example/", named=True)


def test_an_empty_page_and_a_way_to_a_sign_in_are_told() -> None:
    assert isinstance(refusal(answering(body=b" \n")), NetworkError)
    assert "sign in" in refusal(answering(url="https://e.example/account/login?next=/x")).message
    web = answering()
    assert Pages(web).get("https://e.example/login", named=True)


@pytest.mark.parametrize("url", ["", "file:///etc/passwd", "mailto:a@e.example", "javascript:x"])
def test_only_addresses_of_the_web_are_asked(url: str) -> None:
    web = answering()
    assert isinstance(refusal(web, url), UsageError)
    assert web.asked == []


def test_two_pages_of_a_server_are_asked_with_a_pause_between() -> None:
    now = [100.0]
    waits: list[float] = []

    def wait(seconds: float) -> None:
        waits.append(seconds)
        now[0] += seconds

    web = answering()
    pages = Pages(web, pause=2.0, wait=wait, clock=lambda: now[0])
    pages.get("https://e.example/1", named=False)
    pages.get("https://other.example/1", named=False)
    assert waits == []
    now[0] += 0.5
    pages.get("https://e.example/2", named=False)
    assert waits == [1.5]
    now[0] += 5
    pages.get("https://e.example/3", named=False)
    assert waits == [1.5]


def test_a_server_that_refuses_is_left_in_peace_as_well() -> None:
    waits: list[float] = []
    pages = Pages(answering(403), pause=2.0, wait=waits.append, clock=lambda: 0.0)
    for _ in range(2):
        with pytest.raises(HttpStatusError):
            pages.get("https://e.example/1", named=False)
    assert waits == [2.0]
