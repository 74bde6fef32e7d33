"""Whatever editors and feeds write, a service's engine fills in our own tags and nothing else."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reewriter.export.dressing import dressed
from reewriter.export.targets import SERVICES
from reewriter.model import Rendered
from reewriter.render import render
from tests.export.conftest import make_rendered
from tests.export.engines import ENGINES
from tests.sample_issue import NOW, sample_brand, sample_composition, with_story

SPOKEN = {
    "buttondown": "django",
    "kit": "liquid",
    "brevo": "jinja",
    "sendgrid": "handlebars",
    "resend": "handlebars",
    "listmonk": "jinja",
}
"""The engine of each service, or the one that is most like it (Brevo's and listmonk's own)."""

LEAVE = "https://a.example/leave?x=1&y=2"
VALUES: dict[str, str | dict[str, str]] = {
    "unsubscribe_url": LEAVE, "unsubscribe": LEAVE, "RESEND_UNSUBSCRIBE_URL": LEAVE,
    "UnsubscribeURL": LEAVE, "MessageURL": "https://a.example/web",
    "mirror": "https://a.example/web", "email": {"absolute_url": "https://a.example/web"},
}  # fmt: skip

PIECES = (
    "{", "{{", "{{{", "{%", "{#", "{$", "}", "}}", "}}}", "%}", "#}", "*|", "|*", "%%{", "}%%", "%",
    "*", "|", "\\", "\\{{", "`", "``", "'", '"', "<", ">", "&", "&#123;", "&lbrace;", "&amp;#123;",
    "{{ user }}", "{% now %}", "{% raw %}", "{{/if}}", "{{else}}", "{{> partial}}", "{{!-- x --}}",
    "*|FNAME|*", "%%{uuid}%%", "{$name}", "⟦unsubscribe_url⟧", "⟦", "⟧", "\u2060", "a", "Z", " ",
    "\n", "\n\n", "1", "é", "[", "](https://a.example/{{x}})", "https://a.example/{%y%}?q={{z}}",
)  # fmt: skip
hostile = st.lists(st.sampled_from(PIECES), min_size=1, max_size=9).map("".join)


def _issue(text: str) -> Rendered:
    """Render an issue that says it everywhere: text, attribute, code, subject, preheader."""
    line = " ".join(text.split())
    story = with_story(
        sample_composition(),
        headline=f"Prices {line}",
        deck=line,
        tldr=f"Short {line}",
        tags=(line,),
        critique=f"{text}\n\n`code {line}`\n\n![{line}](https://a.example/x.png)\n\n"
        f"[{line}](https://a.example/?q={line.replace(' ', '%20')})\n\n```\n{text}\n```\n",
    )
    issue = replace(story.issue, subject=f"Subject {line}", preheader=line)
    return render(replace(story, issue=issue), sample_brand(), templates=None, now=NOW)


def _is_left_alone(rendered: Rendered, kind: str) -> None:
    tags = SERVICES[kind].tags
    addresses = {"unsubscribe_url": LEAVE, "archive_url": "https://a.example/web"}
    filled, findings = dressed(rendered, tags, name="there", addresses=addresses)
    assert findings == ()
    own = {tag: _value(tag) for tag in (*tags.values.values(), *tags.html.values())}
    for part in (filled.subject, filled.preheader, filled.html, filled.markdown, filled.text):
        wanted = part
        for tag, value in own.items():
            wanted = wanted.replace(tag, value)
        assert ENGINES[SPOKEN[kind]](part, VALUES).rstrip("\n") == wanted.rstrip("\n")
    assert _value(tags.values["unsubscribe_url"]) in ENGINES[SPOKEN[kind]](filled.html, VALUES)


def _value(tag: str) -> str:
    name, _, more = tag.strip("{} ").partition(".")
    value = VALUES[name]
    return value if isinstance(value, str) else value[more]


@pytest.mark.parametrize("kind", sorted(SPOKEN))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=hostile)
@example(text="{")
@example(text="\\{{x}}\\")
@example(text="`{{` {{/if}} {% endraw %}")
def test_nothing_but_our_own_tags_is_filled_in(kind: str, text: str) -> None:
    _is_left_alone(_issue(text), kind)


@pytest.mark.parametrize("kind", sorted(SPOKEN))
@settings(max_examples=60, deadline=None)
@given(text=hostile)
def test_a_style_sheet_is_left_alone_too(kind: str, text: str) -> None:
    """A workspace's own template may hold any style sheet, also one without a blank."""
    css = re.sub(r"</|⟦|⟧|&", "", text)
    page = f"<style>@media print{{{css}{{color:red}}}}</style><p>⟦unsubscribe_url⟧</p>"
    _is_left_alone(make_rendered(html=page), kind)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=hostile)
def test_who_decodes_entities_first_finds_no_tag_either(text: str) -> None:
    """Ghost does, before it looks for its own, and so do editors that write HTML anew."""
    for kind, openers in (("ghost", ("%%{",)), ("buttondown", ("{{", "{%", "{#")),
                          ("mailchimp", ("*|",))):  # fmt: skip
        filled, _ = dressed(
            _issue(text), SERVICES[kind].tags, name="there",
            addresses={"unsubscribe_url": LEAVE, "archive_url": LEAVE},
        )  # fmt: skip
        page = re.sub(r"(?s)<style\b.*?</style>", "", filled.html)
        for own in SERVICES[kind].tags.values.values():
            page = page.replace(own, "")
        decoded = html.unescape(page)
        for opener in openers:
            assert opener not in decoded, decoded[max(decoded.find(opener) - 60, 0) :][:120]
