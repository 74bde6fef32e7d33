"""Content that looks like a service's tags stays content, in every part and for every engine."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest

from reewriter.export.dressing import Tags, dressed
from reewriter.export.services.brevo import Brevo
from reewriter.export.services.listmonk import Listmonk
from reewriter.export.targets import SERVICES
from reewriter.model import Rendered
from reewriter.render import render
from tests.export.conftest import make_rendered
from tests.export.engines import ENGINES
from tests.sample_issue import NOW, sample_brand, sample_composition, with_story

HOSTILE = (
    "{{ user }}", "{% now %}", "{# note", "{{{ raw }}}", "*|FNAME|*", "%%{name}%%", "{$name}",
    r"\lambda_{{\bf {k}}}", "{{", "{%", "⟦unsubscribe_url⟧",
)  # fmt: skip
"""What editors and feeds really write, and worse."""

DJANGO = Tags(
    {"unsubscribe_url": "{{ unsubscribe_url }}", "archive_url": "{{ archive_url }}"},
    openers=("{{", "{%", "{#"),
)
LEAVE = "https://a.example/leave?x=1"


@pytest.fixture(scope="module")
def hostile() -> Rendered:
    """The sample issue with tags of every service in every field, also in code and an address."""
    everything = " ".join(HOSTILE)
    composition = with_story(
        sample_composition(),
        headline=f"Prices {everything}",
        deck=f"Deck {everything}",
        tldr=f"Short {everything}",
        critique=(
            f"Text {everything}\n\n`code {everything}`\n\n"
            "[a link](https://a.example/{{user}}?q={%25x%25})\n\n"
            f"```\nblock {everything}\n```\n"
        ),
    )
    issue = replace(composition.issue, subject=f"Subject {everything}", preheader=everything)
    composition = replace(composition, issue=issue)
    return render(composition, sample_brand(), templates=None, now=NOW)


def _dressed(rendered: Rendered, tags: Tags) -> Rendered:
    filled, findings = dressed(rendered, tags, name="there", addresses={})
    assert findings == ()
    return filled


@pytest.mark.parametrize("engine", list(ENGINES))
def test_real_engines_change_nothing_but_our_own_tags(hostile: Rendered, engine: str) -> None:
    filled = _dressed(hostile, DJANGO)
    values = {"unsubscribe_url": LEAVE, "archive_url": "https://a.example/web"}
    for part in (filled.subject, filled.preheader, filled.html, filled.markdown, filled.text):
        wanted = part
        for name, value in values.items():
            wanted = wanted.replace(f"{{{{ {name} }}}}", value)
        assert ENGINES[engine](part, values).rstrip("\n") == wanted.rstrip("\n")
    assert LEAVE in ENGINES[engine](filled.html, values)
    assert LEAVE in ENGINES[engine](filled.text, values)


@pytest.mark.parametrize("kind", sorted(SERVICES))
def test_nothing_but_our_own_tags_opens_one(hostile: Rendered, kind: str) -> None:
    tags = SERVICES[kind].tags
    filled, findings = dressed(
        hostile, tags, name="there", addresses={"unsubscribe_url": LEAVE, "archive_url": LEAVE}
    )
    assert findings == ()
    for part in (filled.subject, filled.preheader, filled.html, filled.markdown, filled.text):
        for own in {*tags.values.values(), *tags.html.values()}:
            part = part.replace(html.escape(own), "").replace(own, "")
        for opener in tags.openers:
            assert opener not in part


def test_readers_still_see_what_was_written(hostile: Rendered) -> None:
    filled = _dressed(hostile, DJANGO)
    seen = html.unescape(re.sub(r"<[^>]+>", "", filled.html)).replace("\u2060", "")
    for words in ("{{ user }}", "*|FNAME|*", "%%{name}%%", "{$name}"):
        assert f"{words}" in seen
        assert words in filled.subject.replace("\u2060", "")


def test_a_tight_style_sheet_is_loosened_and_still_the_same() -> None:
    tight = make_rendered(
        html="<style>@media print{#id{color:red}}{%x}</style><p>⟦unsubscribe_url⟧</p>"
    )
    filled = _dressed(tight, DJANGO)
    assert "{ #id{color:red}}" in filled.html
    assert "{{ unsubscribe_url }}" in filled.html


def test_a_template_that_writes_a_tag_is_told() -> None:
    own = make_rendered(html="<p>{{ first_name }} ⟦unsubscribe_url⟧ ⟦nobody_knows⟧</p>")
    _, findings = dressed(own, DJANGO, name="there", addresses={})
    assert [finding.id for finding in findings] == ["target.stray_tag", "target.unknown_tag"]
    assert all("there" in finding.message for finding in findings)


def test_brevos_older_attributes_are_written_as_they_stand() -> None:
    """`{FIRSTNAME}` in a story is what its author wrote, and not a reader's name."""
    said = "He wrote {FIRSTNAME} and {SMS_1}, {lower} and a set {a, B}."
    rendered = make_rendered(subject=said, preheader=said, html=f"<p>{said}</p>", text=said)
    filled, findings = dressed(rendered, Brevo.tags, name="there", addresses={})
    for text in (filled.subject, filled.preheader, filled.html, filled.text):
        assert not re.search(r"\{[A-Z][A-Z0-9_]*\}", text)
        assert said in text.replace("\u2060", "")
        assert "{lower}" in text
    assert findings == ()


def test_listmonks_counted_links_are_written_as_they_stand() -> None:
    """listmonk makes one link of all that stands between `https://` and `@TrackLink`."""
    said = "See https://a.example/ and ask @TrackLink or @TrackLinker."
    html = f'<p><a href="https://b.example/@TrackLink">there</a> {said}</p>'
    rendered = make_rendered(subject=said, html=html, text=said)
    filled, findings = dressed(rendered, Listmonk.tags, name="there", addresses={})
    for text in (filled.subject, filled.html, filled.text):
        assert not re.search(r"(https?://.+?)@TrackLink", text)
        assert said in text.replace("\u2060", "")
    assert findings == ()
