"""Placeholders: bound last, never forged, never met by content."""

from __future__ import annotations

from typing import Literal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reewriter.render.mergetags import bind, encode_url, neutralise, placeholders, seal, unseal

DIGRAPHS = ("{{", "{%", "{#", "{$", "*|", "%%{")


def test_values_replace_placeholders_and_others_stay() -> None:
    text = "a ⟦unsubscribe_url⟧ b ⟦archive_url⟧ c ⟦nobody_knows⟧"
    bound = bind(text, {"unsubscribe_url": "*|UNSUB|*"}, context="text")
    assert bound == "a *|UNSUB|* b ⟦archive_url⟧ c ⟦nobody_knows⟧"
    assert placeholders(bound) == ("archive_url", "nobody_knows")


def test_a_bound_value_is_never_read_again() -> None:
    values = {"archive_url": "⟦unsubscribe_url⟧", "unsubscribe_url": "gone"}
    assert bind("⟦archive_url⟧", values, context="text") == "⟦unsubscribe_url⟧"


@pytest.mark.parametrize(
    ("context", "bound"),
    [
        ("html", "https://x.example/?a=1&amp;b=&quot;&lt;"),
        ("markdown", 'https://x.example/?a=1&b="%3C'),
        ("text", 'https://x.example/?a=1&b="<'),
    ],
)
def test_a_value_is_written_as_its_context_wants(
    context: Literal["html", "markdown", "text"], bound: str
) -> None:
    value = 'https://x.example/?a=1&b="<'
    assert bind("⟦archive_url⟧", {"archive_url": value}, context=context) == bound


def test_a_value_cannot_begin_a_new_line() -> None:
    value = {"archive_url": "https://x.example/\r\nBcc: all"}
    assert "\n" not in bind("⟦archive_url⟧", value, context="text")


@pytest.mark.parametrize("tag", ["{{ unsubscribe_url }}", "*|UNSUB|*", "%%{unsubscribe_url}%%"])
def test_a_services_own_tag_passes_unchanged(tag: str) -> None:
    for context in ("html", "markdown", "text"):
        assert bind("⟦unsubscribe_url⟧", {"unsubscribe_url": tag}, context=context) == tag


content = st.text(alphabet=st.sampled_from("{}%#$*|⟦⟧abc_ url\n"), max_size=40)


@given(content, content)
@example("a {", "{ b")
@example("100 %%", "{x}")
@example("100 %", "%{x}")
def test_content_for_text_never_opens_a_template_tag(left: str, right: str) -> None:
    written = neutralise(left) + neutralise(right)
    for digraph in ("{{", "{%", "{#", "{$", "%%{"):
        assert digraph not in written
    for digraph in DIGRAPHS:
        assert digraph not in neutralise(left)
    assert placeholders(written) == ()
    assert neutralise(neutralise(left)) == neutralise(left)
    assert neutralise(left).replace("\u2060", "") == left


@given(content)
def test_content_for_html_is_shown_as_written_and_opens_nothing(text: str) -> None:
    from html import unescape

    written = unseal(seal(text))
    assert not any(digraph in written for digraph in DIGRAPHS)
    assert placeholders(written) == ()
    assert unescape(written) == text
    assert seal(seal(text)) == seal(text)


def test_addresses_are_percent_encoded() -> None:
    assert encode_url("https://x.example/{{a}}*|b|⟦c⟧ d") == (
        "https://x.example/%7B%7Ba%7D%7D*%7Cb%7C%E2%9F%A6c%E2%9F%A7%20d"
    )
