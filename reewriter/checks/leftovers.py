"""What should have been filled in or translated before a reader sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from reewriter.checks.spec import CheckSpec, Examined, excerpt, is_line, passages
from reewriter.model import Finding, Severity
from reewriter.text.teaser import unmarked

__all__ = ["CHECKS", "find"]

PLACEHOLDER = CheckSpec(
    "leftovers.placeholder",
    Severity.ERROR,
    "a placeholder that no target fills in",
    "Correct its name in the template, or take it out.",
)
TEMPLATE = CheckSpec(
    "leftovers.template",
    Severity.ERROR,
    "template syntax that a mailing service would run",
    "Take it out of the template; braces in a story's own text are made harmless by themselves.",
)
MARKDOWN = CheckSpec(
    "leftovers.markdown",
    Severity.WARNING,
    "Markdown marks show in the HTML",
    "Look for a mark without its partner, or a blank inside it.",
)
ENTITY = CheckSpec(
    "leftovers.entity",
    Severity.WARNING,
    "a character reference shows in the HTML",
    "Write the sign itself: & for &amp;amp;, and so on.",
)
TAG = CheckSpec(
    "leftovers.tag",
    Severity.WARNING,
    "an HTML tag shows as text",
    "Texts are Markdown: write **bold** instead of tags.",
)
MERGE = CheckSpec(
    "leftovers.merge",
    Severity.WARNING,
    "a text has the merge tag of a mailing service, which readers see as it is written",
    "Take it out, or set it in `code` where it is meant: services fill in nothing of a text.",
)
CHECKS = (PLACEHOLDER, TEMPLATE, MARKDOWN, ENTITY, TAG, MERGE)

# A word joiner after the bracket: the renderer has made content harmless.
_PLACEHOLDER = re.compile(r"⟦(?!\u2060)[^⟦⟧\n]{0,60}⟧")
_MARKDOWN = re.compile(r"\*\*|(?<!\w)__(?=\w)|\]\((?:https?:|mailto:|/|#)|(?:^|\n)\s*#{2,6} ")

_MERGE = re.compile(
    r"\{\{[^{}\n]{0,80}\}\}|\{%[^{}\n]{0,80}%\}|\*\|[A-Z][A-Z0-9_:]{0,60}\|\*|%%?\{[^{}\n]{0,60}\}%?%?"
    r"|%recipient[.\w-]{0,60}%|\{\$\w{1,60}\}"
)
_PLACES = 5
_CODE = re.compile(r"(?ms)^(```|~~~).*?^\1|(`+).*?\2")

_ENTITY = re.compile(
    r"&(?:amp|lt|gt|quot|apos|nbsp|[lr][sd]quo|[mn]dash|hellip|#\d{2,6}|#x[0-9a-f]{2,5});", re.I
)
_TAG = re.compile(
    r"</?(?:p|div|span|b|i|u|em|strong|a|br|h[1-6]|ul|ol|li|img|table|t[drh]|font|center)\b[^<>]*>"
    r"|<!--.{0,60}",
    re.IGNORECASE,
)


def find(examined: Examined) -> Iterator[Finding]:
    """Look through each format, and through the HTML as a reader sees it."""
    rendered = examined.rendered
    formats = {"html": rendered.html, "markdown": rendered.markdown, "text": rendered.text}
    for format_, text in formats.items():
        for tag in dict.fromkeys(_PLACEHOLDER.findall(text)):
            if tag not in examined.facts.merge_tags:
                yield PLACEHOLDER.finding(format_, f"{tag} is never filled in")
        for digraph in examined.facts.template_syntax:
            position = text.find(digraph)
            if position >= 0:
                shown = excerpt(text[position : position + 40], 30)
                yield TEMPLATE.finding(format_, f"“{shown}” would be run by a mailing service")
                break
    yield from _merge_tags(examined)
    if mark := _MARKDOWN.search(examined.visible):
        around = examined.visible[mark.start() : mark.start() + 60]
        said = f"“{excerpt(around, 40)}” shows Markdown marks"
        yield from _told(MARKDOWN, _MARKDOWN, said, examined)
    if entity := _ENTITY.search(examined.visible):
        said = f"“{entity[0]}” shows as it is written"
        yield from _told(ENTITY, _ENTITY, said, examined)
    if tag := _TAG.search(examined.visible):
        said = f"“{excerpt(tag[0], 40)}” shows as text"
        yield from _told(TAG, _TAG, said, examined)


def _told(
    spec: CheckSpec, pattern: re.Pattern[str], said: str, examined: Examined
) -> Iterator[Finding]:
    """Tell it where it is written, as far as that can be told, else of the HTML."""
    places = [
        (passage, found)
        for passage in passages(examined.composition)
        if not passage.where.startswith("issue.")
        and (spec is TAG or is_line(passage))
        and (found := pattern.search(_CODE.sub(" ", unmarked(passage.text))))
    ]
    for passage, found in places[:_PLACES]:
        shown = excerpt(found.string[found.start() : found.start() + 60], 40)
        told = spec.finding(passage.where, f"“{shown}” shows as it is written in {passage.name}")
        yield (
            replace(told, hint="Take it out: this is a line of plain text.")
            if is_line(passage)
            else told
        )
    if not places:
        yield spec.finding("html", said)


def _merge_tags(examined: Examined) -> Iterator[Finding]:
    for passage in passages(examined.composition):
        if found := _MERGE.search(_CODE.sub(" ", passage.text)):
            said = f"“{excerpt(found[0], 40)}” stands in {passage.name}"
            yield MERGE.finding(passage.where, said)
