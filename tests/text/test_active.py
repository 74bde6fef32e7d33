"""What is active in HTML is named, and no malformed page takes long to look through."""

from __future__ import annotations

import pytest

from reewriter.text.active import active_at, active_in


def test_each_kind_is_named_once() -> None:
    link = "<a href=' java&#115;cript:x'>y</a>"
    page = f"<form><p onclick='x()'>{link}<form><!-- <script> --><img src=x>"
    assert list(active_in(page)) == ["<form>", "onclick= in <p>", "javascript: in <a>"]


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        (
            '<meta HTTP-EQUIV="Refresh" content="0;url=https://x.example/">',
            "<meta http-equiv=refresh>",
        ),
        ('<a href="data:text/html,hi">', "data: in <a>"),
        ("<a href='VBScript:x'>", "vbscript: in <a>"),
        ("<a\nhref=java\nscript:x>", ""),
        ('<a href="java\nscript:x">', "javascript: in <a>"),
        ('<img src="data:image/png;base64,x">', ""),
        ('<meta name="refresh" content="1">', ""),
        ('<p onclick="">', ""),
        ("<p on=1>", "on= in <p>"),
        ("<base href='https://x.example/'>", "<base>"),
        ("<Frame>", "<frame>"),
        ("<scripted>", ""),
        ("a < b > c <1script>", ""),
    ],
)
def test_what_runs_is_told_from_what_does_not(tag: str, said: str) -> None:
    assert list(active_in(f"<p>x</p>{tag}y")) == [said] * bool(said)


def test_each_place_is_told() -> None:
    page = "<!-- a\n -->\n<p>\n<svg>\n<p title='x'\n onclick=1><svg>"
    found = [(what, page.count("\n", 0, at) + 1) for what, at in active_at(page)]
    assert found == [("<svg>", 4), ("onclick= in <p>", 6), ("<svg>", 6)]


@pytest.mark.parametrize("piece", ['<a "', "<!--", "<a x=", "<a '", "<", '<a b="'])
def test_a_malformed_page_is_read_once(piece: str) -> None:
    assert list(active_in(piece * 200_000)) == []  # looked through again and again: many minutes
