"""Tagged links: only what is missing is added, and some links are never touched."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reewriter.model import Rendered
from reewriter.render import LinkTags, link_plan, render, tag_links, tags_of
from reewriter.render.tagging import LinkPlan, tagged_url
from tests.render.page import read
from tests.sample_issue import NOW, sample_brand, sample_composition, with_story

TAGS = LinkTags("reex", campaign="march & april")
FLOOR = "https://harborledger.example/2026/03/12/price-floor"


def tagged(rendered: Rendered | None = None) -> Rendered:
    composition, brand = sample_composition(), sample_brand()
    whole = rendered or render(composition, brand, templates=None, now=NOW)
    return tag_links(whole, TAGS, link_plan(composition, brand))


def test_links_of_all_formats_tell_source_campaign_and_section() -> None:
    result = tagged()
    wanted = (
        f"{FLOOR}?utm_source=reex&utm_medium=email&utm_campaign=march%20%26%20april"
        "&utm_content=policy"
    )
    assert wanted in read(result.html).links
    assert f"]({wanted})" in result.markdown
    assert f"[1] {wanted}\n" in result.text
    content = {
        dict(parse_qsl(urlsplit(url).query)).get("utm_content") for url in read(result.html).links
    }
    assert {"policy", "mining-processing", "magnets", "markets"} <= content


def test_the_way_out_mail_and_sharing_are_left_alone() -> None:
    whole = render(sample_composition(), sample_brand(), templates=None, now=NOW)
    whole = replace(whole, html=whole.html.replace(
        "</body>", '<a href="https://reex.example/unsubscribe">out</a></body>'))  # fmt: skip
    before, after = read(whole.html).links, read(tagged(whole).html).links
    for old, new in zip(before, after, strict=True):
        share = "linkedin" in old or "x.com/intent" in old
        alone = old.startswith(("mailto:", "⟦")) or "unsubscribe" in old or share
        assert (old == new) is alone, old


def test_without_a_source_nothing_is_tagged() -> None:
    assert tags_of({"utm_medium": "email", "folder": "out"}) is None
    assert tags_of({"utm_source": "reex"}) == LinkTags("reex", "email", "")


def test_tagging_twice_is_tagging_once() -> None:
    assert tagged(tagged()) == tagged()


def test_nothing_but_links_is_changed() -> None:
    text = f"An example is {FLOOR} and `[a]({FLOOR})`."
    composition = with_story(sample_composition(), critique=text)
    whole = render(composition, sample_brand(), templates=None, now=NOW)
    result = tag_links(whole, TAGS, link_plan(composition, sample_brand()))
    assert f"An example is {FLOOR} and" in result.text
    strip = re.compile(r'href="[^"]*"')
    assert strip.sub("", result.html) == strip.sub("", whole.html)


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("https://x.example", "https://x.example?utm_source=n"),
        ("https://x.example/?a=1&b=%20#c", "https://x.example/?a=1&b=%20&utm_source=n#c"),
        ("https://x.example/?UTM_Source=other", "https://x.example/?UTM_Source=other"),
        ("mailto:a@x.example", "mailto:a@x.example"),
        ("https://[x", "https://[x"),
        ("⟦archive_url⟧", "⟦archive_url⟧"),
    ],
)
def test_addresses_keep_what_they_have(url: str, wanted: str) -> None:
    assert tagged_url(url, {"utm_source": "n", "utm_content": ""}) == wanted


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_characters='"<>\n\r'), max_size=40))
def test_any_address_keeps_its_beginning_and_its_fragment(rest: str) -> None:
    url = f"https://x.example/{rest}"
    page = Rendered("e", "", "", f'<a href="{html.escape(url)}">x</a>', "", "")
    result = tag_links(page, TAGS, LinkPlan({}, frozenset()))
    (after,) = read(result.html).links
    assert after.partition("#")[2] == html.unescape(html.escape(url)).partition("#")[2]
    assert after.startswith(url.partition("#")[0].rstrip("&"))
