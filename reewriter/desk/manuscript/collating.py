"""Compares a manuscript with what is stored: only what somebody changed in the file is an edit.

What is stored is first written and read back, so that blank lines, line ends and blanks that the
form of a manuscript does not keep are never taken for changes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from typing import Any

from reewriter.desk.compose import difference, renumber
from reewriter.desk.manuscript.form import (
    Line,
    Manuscript,
    ManuscriptError,
    Written,
    one_line,
    same_name,
)
from reewriter.desk.manuscript.reading import read_story
from reewriter.desk.manuscript.writing import dump_story
from reewriter.desk.moments import moment_of
from reewriter.errors import UsageError
from reewriter.formats import CHOICES, choice, with_text
from reewriter.model import Composition, Edit, Highlight, Issue, Placement, Story
from reewriter.text import clean, safe_url

__all__ = [
    "StoryChanges",
    "as_it_was",
    "issue_changes",
    "order",
    "story_as_it_was",
    "story_changes",
]


@dataclass(frozen=True, slots=True)
class StoryChanges:
    """What the file says differently about one story."""

    fields: Mapping[str, object] = field(default_factory=dict)
    source: Mapping[str, object] = field(default_factory=dict)
    """Of its main source."""
    highlights: tuple[Highlight, ...] | None = None
    """The new list; None where it stays."""

    def __bool__(self) -> bool:
        return bool(self.fields or self.source or self.highlights is not None)


def issue_changes(
    issue: Issue, manuscript: Manuscript, *, zone: tzinfo | None = None
) -> dict[str, object]:
    """Return the fields of an issue that the file gives another value."""
    front = manuscript.front
    for name, fixed in (("edition", issue.edition), ("number", str(issue.number))):
        if name in front and front[name].value != fixed:
            raise ManuscriptError(
                f"this is {name} {fixed}, not {front[name].value or 'empty'}",
                file=manuscript.file,
                line=front[name].number,
                hint=f"The {name} cannot be changed here: put {fixed} back.",
            )
    changes: dict[str, object] = {
        name: front[name].value
        for name in ("subject", "preheader")
        if name in front and front[name].value != _read_back(getattr(issue, name))
    }
    subjects = tuple(filter(None, map(_read_back, issue.subjects)))
    if manuscript.alternatives is not None and manuscript.alternatives != subjects:
        changes["subjects"] = manuscript.alternatives
    # A story's critique is the one form of free text: the intro is read back as one.
    if manuscript.intro != _again(Story(id=0, critique=issue.intro), UTC).texts["critique"]:
        changes["intro"] = manuscript.intro
    if "due" in front and zone is not None:
        due = _moment(front["due"], zone, manuscript.file)
        if due is not None and due != issue.due_at:
            changes["due_at"] = due
    if manuscript.own_text is not None:
        changes |= _plain_text_changes(issue, manuscript.own_text, front.get("plain_text_of"))
    return changes


def _plain_text_changes(issue: Issue, written: str, of: Line | None) -> dict[str, object]:
    """Return what is new about the plain text by hand, and of which text of the template it is."""
    text = f"{clean(written).strip(chr(10))}\n" if written.strip() else ""
    digest = of.value if of and text else issue.own_text_of if text else ""
    changes = {"own_text": text, "own_text_of": digest}
    return {name: value for name, value in changes.items() if value != getattr(issue, name)}


def _read_back(value: str) -> str:
    return _again(Story(id=0, deck=value), UTC).fields["deck"].value


def _again(story: Story, zone: tzinfo) -> Written:
    return read_story(dump_story(story, zone=zone), file="")


def story_changes(
    story: Story, written: Written, *, zone: tzinfo, file: str, onto: Story | None = None
) -> StoryChanges:
    """Return what the file gives another value; raises ManuscriptError for a value that is none.

    Texts that are kept together are changed in the story `onto`, where another one is given.
    """
    was = _again(story, zone)
    changed = {
        name: line
        for name, line in written.fields.items()
        if name != "section" and line.value != _value(was, name)
    }
    texts = {n: text for n, text in written.texts.items() if text != was.texts.get(n, "")}
    if "sponsor" in changed:
        texts["sponsor"] = changed.pop("sponsor").value
    for name in CHOICES:
        if name in changed:
            texts[name] = _choice(name, changed.pop(name), file)
    fields: dict[str, object] = {}
    after = onto or story
    for name, text in texts.items():
        new = {"note": text} if name == "note" else with_text(after, name, text)
        fields |= new
        after = replace(after, **new)
    if written.headline != was.headline:
        fields["headline"] = written.headline
    source: dict[str, object] = {}
    for name, line in changed.items():
        into, key, value = _converted(name, line, zone, file)
        (source if into == "source" else fields)[key] = value
    highlights = None
    if written.highlights is not None and written.highlights != was.highlights:
        highlights = _evidenced(story.highlights, written.highlights)
    return StoryChanges(fields, source, highlights)


def as_it_was(now: Composition, written: Manuscript, *, zone: tzinfo) -> Composition:
    """Return an issue as it was when this file said what stood there.

    Whatever the file does not name, and stories that it does not know, are taken as they are now.
    """
    known = {one.id: one for one in written.stories if one.id is not None}
    placed = []
    for place in now.placed:
        one = known.get(place.story.id)
        if one is not None:
            story = story_as_it_was(place.story, one, zone=zone)
            section = one.section or place.section
            place = replace(place, story=story, section=section, bench=one.bench)
        placed.append(place)
    changes: dict[str, Any] = issue_changes(now.issue, written, zone=zone)
    return replace(now, issue=replace(now.issue, **changes), placed=tuple(placed))


def story_as_it_was(now: Story, written: Written, *, zone: tzinfo) -> Story:
    """Return a story as it was when this file said what stood there."""
    changes = story_changes(now, written, zone=zone, file="")
    fields: dict[str, Any] = dict(changes.fields)
    if changes.highlights is not None:
        fields["highlights"] = changes.highlights
    if changes.source and now.source is not None:
        about: dict[str, Any] = dict(changes.source)
        was = replace(now.source, **about)
        fields["sources"] = tuple(was if one == now.source else one for one in now.sources)
    return replace(now, **fields)


def _choice(name: str, line: Line, file: str) -> str:
    try:
        return choice(name, line.value)
    except UsageError as error:
        raise _at(line, file, error) from None


def _at(line: Line, file: str, error: UsageError) -> ManuscriptError:
    """Say in which line of the file a mistake stands."""
    return ManuscriptError(error.message, file=file, line=line.number, hint=error.hint)


def _value(was: Written, name: str) -> str:
    line = was.fields.get(name)
    return line.value if line else ""


_SOURCE = {"source": "outlet", "reporter": "reporter", "link": "url", "published": "published"}


def _converted(name: str, line: Line, zone: tzinfo, file: str) -> tuple[str, str, object]:
    """Return whether a line is about the story or its source, the field, and its value."""
    value: object = line.value
    if name in ("tags", "authors"):
        value = tuple(part.strip() for part in line.value.split(",") if part.strip())
    elif name in ("link", "own_url") and line.value:
        value = safe_url(line.value)
        if not value:
            raise ManuscriptError(
                f"“{line.value[:60]}” is no web address",
                file=file,
                line=line.number,
                hint="It begins with https://.",
            )
    elif name in ("published", "embargo"):
        value = _moment(line, zone, file)
    elif name == "format" and not line.value.replace("-", "").isalnum():
        raise ManuscriptError(
            f"“{line.value}” is no story format",
            file=file,
            line=line.number,
            hint="As critique, analysis, brief or note.",
        )
    if name in _SOURCE:
        return "source", _SOURCE[name], value
    return "story", "embargo_until" if name == "embargo" else name, value


def _moment(line: Line, zone: tzinfo, file: str) -> datetime | None:
    try:
        return moment_of(line.value, zone)
    except UsageError as error:
        raise _at(line, file, error) from None


def _evidenced(old: Sequence[Highlight], texts: Sequence[str]) -> tuple[Highlight, ...]:
    """Give each line the evidence of the highlight it was.

    That is the one of the same text; else, where as many lines are there as before, the one in its
    place: its wording was improved, what it rests on was not.
    """
    by_text = {one_line(highlight.text): highlight for highlight in old}
    found: list[Highlight] = []
    for at, text in enumerate(texts):
        same = by_text.get(text)
        if same is None and len(texts) == len(old) and one_line(old[at].text) not in texts:
            same = old[at]
        if same is not None and one_line(same.text) == text:
            found.append(same)
        else:
            found.append(Highlight(text, same.source_id, same.span) if same else Highlight(text))
    return tuple(found)


def order(
    manuscript: Manuscript,
    ids: Mapping[int, int],
    now: Sequence[Placement],
    seen: Collection[int],
    *,
    issue_id: int,
    sections: Sequence[str],
) -> tuple[Edit, ...]:
    """Put the stories where the file has them.

    `ids` is line of the file → story; `now` is where stories stand, `seen` names those that stood
    above the line when the file was written. Of these, one that is no longer in the file goes to
    the bench. What came since stays where it is, and so does the bench.
    """
    wanted: list[Placement] = []
    counts: dict[tuple[bool, str], int] = {}
    before = {p.story_id: p for p in now}
    for written in manuscript.stories:
        story_id = ids[written.line]
        section = written.section or _bench_section(
            written, before.get(story_id), sections, manuscript.file
        )
        key = (written.bench, section)
        at = counts[key] = counts.get(key, -1) + 1
        wanted.append(Placement(issue_id, story_id, section, at, written.bench))
    named = {p.story_id for p in wanted}
    taken_out = set(seen) - named
    for place in now:
        if place.story_id not in named:
            bench = place.bench or place.story_id in taken_out
            # Behind all that the file names; among themselves they keep their order.
            at = len(now) + len(wanted) + place.position
            wanted.append(Placement(issue_id, place.story_id, place.section, at, bench))
    return difference(now, renumber(wanted))


def _bench_section(
    written: Written, here: Placement | None, sections: Sequence[str], file: str
) -> str:
    """Return the section of a story on the bench: the one written, else the one it has."""
    line = written.fields.get("section")
    if line is None or not line.value:
        return here.section if here else sections[0]
    known = same_name(line.value, sections)
    if known is None:
        raise ManuscriptError(
            f"there is no section “{line.value[:60]}”",
            file=file,
            line=line.number,
            hint=f"Sections: {', '.join(sections)}.",
        )
    return known
