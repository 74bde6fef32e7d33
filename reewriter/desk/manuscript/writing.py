"""Writes an issue, or one story, as a manuscript; what `reading` reads back is exactly the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, tzinfo
from urllib.parse import quote

from reewriter.desk.manuscript.form import (
    STRUCTURE,
    bench_heading,
    blocks_of,
    one_line,
    plain_heading,
    sections_of,
    sources_heading,
    trimmed,
)
from reewriter.desk.manuscript.remotes import remote_lines
from reewriter.desk.manuscript.rests import dump_rest
from reewriter.desk.moments import written
from reewriter.formats import CHOICES, text_of
from reewriter.model import Composition, Delivery, Story
from reewriter.text.clean import scrub

__all__ = ["dump", "dump_story"]

_BLANK = re.compile(r"[%\s]")
"""What would end the place of a waiver, or be taken for what stands for it."""
_HEAD = """\
---
# The whole issue in one file. Change what you like and load it: nothing else is touched.
# A line that is missing leaves its field as it is; `deck:` with nothing behind it empties it.
# `## new: Headline` begins a story that does not exist yet. A story that you take out of its
# section without putting it elsewhere waits on the bench. Headings of your own start with ###.
"""


def dump(
    composition: Composition,
    sections: Sequence[str],
    *,
    zone: tzinfo,
    remotes: Sequence[Delivery] = (),
    usual: datetime | None = None,
    out: bool = False,
    whole: bool = False,
) -> str:
    """Return an issue as a file; times are shown in `zone`.

    `remotes` are the last deliveries to services: with them a file in a repository of issues
    knows its drafts, on every machine. With `whole` the file holds all there is to know, also
    what stories rest on and what may stand; `usual` is the hour that needs no word, `out` whether
    the issue has left the house.
    """
    issue = composition.issue
    known = sections_of(composition, issue.ordered(sections))
    drafts = remote_lines(remotes)
    front = [
        f"edition: {issue.edition}",
        f"number: {issue.number}",
        _field("subject", issue.subject),
        *(_field("alternative", subject) for subject in issue.subjects),
        _field("preheader", issue.preheader),
        # A draft tells it itself: what was delivered has left the house.
        *(["went_out: yes"] if out and not drafts else []),
        *drafts,
        *([_field("plain_text_of", issue.own_text_of)] if issue.own_text else []),
        *(_whole_front(composition, usual, zone) if whole else []),
        "---",
    ]
    parts = [_HEAD + "\n".join(front), _text(issue.intro)]
    for section in known:
        parts.append(f"# {section}")
        parts += [
            dump_story(placed.story, zone=zone)
            for placed in composition.above
            if placed.section == section
        ]
    parts.append(f"# {bench_heading(known)}")
    parts += [
        dump_story(placed.story, zone=zone, section=placed.section) for placed in composition.bench
    ]
    if issue.own_text:
        parts += [f"# {plain_heading(known)}", _barred(issue.own_text)]
    if whole and composition.placed:
        stories = sorted((placed.story for placed in composition.placed), key=lambda one: one.id)
        parts += [f"# {sources_heading(known)}", *map(dump_rest, stories)]
    return "\n\n".join(part.rstrip("\n") for part in parts if part) + "\n"


def _whole_front(composition: Composition, usual: datetime | None, zone: tzinfo) -> list[str]:
    due = composition.issue.due_at
    waived = sorted(composition.waivers, key=lambda one: (one.check_id, one.where))
    return [
        *([_field("due", written(due, zone))] if due != usual else []),
        *(
            _field("waived", f"{one.check_id} {_BLANK.sub(_percent, one.where)} {one.reason}")
            for one in waived
        ),
    ]


def _percent(match: re.Match[str]) -> str:
    return quote(match[0], safe="")


def _barred(text: str) -> str:
    """Put a bar before each line: whatever it is, it is no heading, and no blank of it is lost."""
    return "\n".join(f"| {line}" if line else "|" for line in text.removesuffix("\n").split("\n"))


def dump_story(story: Story, *, zone: tzinfo, section: str | None = None) -> str:
    """Return one story; `section` only where no heading tells it."""
    source = story.source
    lines = [f"## {story.id or 'new'}: {one_line(story.headline)}".rstrip(), ""]
    if section is not None:
        lines.append(_field("section", section))
    lines += [
        _field("format", story.format),
        _field("deck", story.deck),
        _field("tags", ", ".join(story.tags)),
    ]
    if story.authors:
        lines.append(_field("authors", ", ".join(story.authors)))
    if story.own_url:
        lines.append(_field("own_url", story.own_url))
    lines += [_field(name, story.extra[name]) for name in CHOICES if name in story.extra]
    if story.format == "sponsor":
        lines.append(_field("sponsor", text_of(story, "sponsor")))
    if story.embargo_until:
        lines.append(_field("embargo", written(story.embargo_until, zone)))
    lines += [
        _field("source", source.outlet if source else ""),
        _field("reporter", source.reporter if source else ""),
        _field("link", source.url if source else ""),
        _field("published", written(source.published if source else None, zone)),
    ]
    blocks = blocks_of(story.format)
    for name, heading in blocks.order:
        if name == "highlights":
            text = "\n".join(f"- {one_line(h.text)}" for h in story.highlights)
        else:
            text = _text(story.note if name == "note" else text_of(story, name), blocks.structure)
        if text or name not in ("tldr", "note"):
            lines += ["", f"### {heading}", *(["", text] if text else [])]
    return "\n".join(lines).rstrip("\n") + "\n"


def _field(name: str, value: str) -> str:
    return f"{name}: {one_line(value)}".rstrip()


def _text(text: str, structure: re.Pattern[str] = STRUCTURE) -> str:
    """Return a text whose lines cannot be taken for headings, without blank lines around it."""
    lines = scrub(text).split("\n")
    return trimmed("\\" + line if structure.match(line) else line for line in lines)
