"""Reads a manuscript; every mistake is told with its line, nothing in the file is passed over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from urllib.parse import unquote

from reewriter.desk.manuscript.form import (
    FIELDS,
    FRONT,
    STRUCTURE,
    Line,
    Manuscript,
    Written,
    bench_heading,
    blocks_of,
    one_line,
    plain_heading,
    same_name,
    sources_heading,
)
from reewriter.desk.manuscript.remotes import REMOTE
from reewriter.desk.manuscript.rests import Rest, read_rests
from reewriter.desk.manuscript.walking import Walker
from reewriter.text.nearest import did_you_mean, nearest

__all__ = ["edition_of", "read", "read_story"]

_DUMP = "`reewriter issue dump` writes such a file."
_STORY = re.compile(r"##\s+(?:(?P<id>\d{1,18})|(?P<new>new))\s*:\s*(?P<headline>.*)", re.IGNORECASE)
_FIELD = re.compile(r"(?:[-*]\s{1,4})?(?P<name>[A-Za-z][A-Za-z_ ]{0,20}):(?P<value>.*)")
_HIGHLIGHT = re.compile(r"(?:[-*+]|\d{1,3}[.)])(?:\s+|$)")


def read(text: str, sections: Sequence[str], *, file: str) -> Manuscript:
    """Read a whole issue; `sections` are the headings there may be. Raises ManuscriptError."""
    reader = _Reader(text, file)
    front, alternatives = reader.front()
    intro = reader.text()
    stories: list[Written] = []
    own_text: str | None = None
    order: list[str] = []
    rests: Mapping[int, Rest] = {}
    while reader.more():
        if reader.at_heading(plain_heading(sections), sections):
            own_text = reader.plain_text()
            continue
        if reader.at_heading(sources_heading(sections), sections):
            rests = reader.rests()
            continue
        section, bench = reader.section(sections)
        order += [section] * (not bench)
        while reader.at_story():
            stories.append(replace(reader.story(), section=section, bench=bench))
    reader.each_once(stories)
    return Manuscript(
        front, alternatives, intro, tuple(stories), file, own_text,
        sections=tuple(order), waivers=tuple(reader.waivers), rests=rests,
    )  # fmt: skip


def edition_of(text: str, *, file: str) -> str:
    """Return the edition a file is about, reading no further; raises ManuscriptError."""
    front, _ = _Reader(text, file).front()
    return front["edition"].value


def read_story(text: str, *, file: str) -> Written:
    """Read a file that holds one story; raises ManuscriptError."""
    reader = _Reader(text, file)
    reader.skip_blank()
    if not reader.at_story():
        raise reader.wrong("a story begins with `## 12: Headline`", "Put that line back.")
    story = reader.story()
    if reader.more():
        raise reader.wrong("only one story can be here", "Headings of your own start with ###.")
    return story


class _Reader(Walker):
    """Walks over the lines; each method reads one part and stops before the next."""

    def __init__(self, text: str, file: str) -> None:
        super().__init__(text, file)
        self.waivers: list[tuple[str, str, str]] = []

    def at_story(self) -> bool:
        self.skip_blank()
        return self.more() and self.peek().startswith("##") and self.peek()[2:3] != "#"

    def front(self) -> tuple[dict[str, Line], tuple[str, ...] | None]:
        """Read what stands between the two `---`."""
        self.skip_blank()
        if not self.more() or self.peek().rstrip() != "---":
            raise self.wrong("the file must begin with ---, edition and subject", _DUMP)
        self.at += 1
        front: dict[str, Line] = {}
        alternatives: list[str] | None = None
        while self.more() and self.peek().rstrip() != "---":
            if self.peek().strip() and not self.peek().startswith("#"):
                name, value = self._named(FRONT)
                if name == "alternative":
                    alternatives = [*(alternatives or []), *([value] if value else [])]
                elif name == "waived":
                    self.waivers.append(self._waiver(value))
                elif name == REMOTE:
                    pass  # several may be there, and they are read by who knows what they are
                else:
                    self._must_be_sound(name, value, front)
                    front[name] = Line(value, self.at + 1)
            self.at += 1
        if not self.more():
            raise self.wrong("the --- that ends the head is missing")
        self.at += 1
        if "edition" not in front:
            raise self.wrong("the head names no edition", _DUMP, line=1)
        return front, None if alternatives is None else tuple(alternatives)

    def _must_be_sound(self, name: str, value: str, front: Mapping[str, Line]) -> None:
        if name in front:
            raise self.wrong(f"{name} is there twice")
        if name == "went_out" and value != "yes":
            raise self.wrong(
                f"went_out is yes or is not there, not {value or 'empty'}",
                "What went out is not taken back by a file: take the line away.",
            )

    def _named(self, known: Iterable[str]) -> tuple[str, str]:
        """Read `name: value`."""
        found = _FIELD.fullmatch(self.peek().strip())
        names = list(known)
        if found is None:
            raise self.wrong(
                f"“{one_line(self.peek())[:60]}” is no field",
                "Write name: value, or ### Critique.",
            )
        name = found["name"].strip().lower().replace(" ", "_")
        if name not in names:
            hint = did_you_mean(name, names, otherwise=f"Fields: {', '.join(names)}.")
            raise self.wrong(f"there is no field “{name}”", hint)
        return name, one_line(found["value"])

    def section(self, sections: Sequence[str]) -> tuple[str, bool]:
        """Read `# Section`; returns its name and whether it is the bench."""
        line = self.peek()
        if line.startswith("##"):
            raise self.wrong(
                f"“{one_line(line)[:60]}” stands outside of any story or section",
                "Put it under `# Section`; headings of your own start with ###.",
            )
        name = one_line(line[1:])
        bench = bench_heading(sections)
        known = same_name(name, [*sections, bench])
        if known is None:
            near = nearest(name, [*sections, bench])
            hint = f"Did you mean “{near}”? " if near else ""
            raise self.wrong(
                f"there is no section “{name[:60]}”", f"{hint}In a text, write \\# instead of #."
            )
        self.at += 1
        self.skip_blank()
        if self.more() and not STRUCTURE.match(self.peek()):
            raise self.wrong(
                "a text stands between a section and its first story",
                "It belongs under ### Critique of a story, or into the intro.",
            )
        return ("", True) if known == bench else (known, False)

    def _waiver(self, value: str) -> tuple[str, str, str]:
        """Read check, place and reason of a finding that may stand."""
        check_id, _, rest = value.partition(" ")
        where, _, reason = rest.partition(" ")
        if not reason:
            raise self.wrong("a waiver is a check, a place and a reason", _DUMP)
        return check_id, unquote(where), reason

    def at_heading(self, wanted: str, sections: Sequence[str]) -> bool:
        heading = one_line(self.peek().removeprefix("#"))
        return same_name(heading, [*sections, wanted]) == wanted

    def rests(self) -> Mapping[int, Rest]:
        """Read what stories rest on, up to the next heading of a section."""
        self.at += 1
        begin = self.at
        while self.more() and not re.match(r"#\s", self.peek()):
            self.at += 1
        return read_rests(self.lines[begin : self.at], begin + 1, file=self.file)

    def plain_text(self) -> str:
        """Read lines with a bar before each, byte for byte."""
        self.at += 1
        lines: list[str] = []
        while self.more() and not STRUCTURE.match(self.peek()):
            line = self.peek()
            if line.startswith("|"):
                lines.append(line[1:].removeprefix(" "))
            elif line.strip():
                raise self.wrong("a line of the plain text begins with |", "Put “| ” before it.")
            self.at += 1
        return "".join(f"{line}\n" for line in lines) if any(map(str.strip, lines)) else ""

    def story(self) -> Written:
        """Read one story, its fields and its texts."""
        found = _STORY.fullmatch(self.peek().rstrip())
        if found is None:
            raise self.wrong(
                f"“{one_line(self.peek())[:60]}” begins no story",
                "Write `## 12: Headline` or `## new: Headline`; in a text, \\## instead of ##.",
            )
        line = self.at + 1
        self.at += 1
        fields = self._fields()
        texts: dict[str, str] = {}
        highlights: tuple[str, ...] | None = None
        story_format = fields["format"].value if "format" in fields else ""
        blocks = blocks_of(story_format)
        self.structure = blocks.structure
        while self.more() and self.peek().startswith("###"):
            heading = self.peek()[3:].strip()
            name = blocks.names.get(heading.casefold(), "")
            if not name:
                known = ", ".join(title for _, title in blocks.order)
                raise self.wrong(
                    f"a {story_format or 'critique'} has no part “{heading[:60]}”",
                    f"Its parts: {known}. Headings of your own stand inside of one.",
                )
            if name in texts or (name == "highlights" and highlights is not None):
                raise self.wrong(f"### {heading} is there twice in this story")
            self.at += 1
            if name == "highlights":
                highlights = self._highlights()
            else:
                texts[name] = self.text()
        self.structure = STRUCTURE
        return Written(
            id=int(found["id"]) if found["id"] else None,
            headline=one_line(found["headline"]),
            line=line,
            fields=fields,
            texts=texts,
            highlights=highlights,
        )

    def _fields(self) -> dict[str, Line]:
        fields: dict[str, Line] = {}
        while True:
            self.skip_blank()
            if not self.more() or self.peek().startswith("#") or STRUCTURE.match(self.peek()):
                return fields
            name, value = self._named(FIELDS)
            if name in fields:
                raise self.wrong(f"{name} is there twice in this story")
            fields[name] = Line(value, self.at + 1)
            self.at += 1

    def _highlights(self) -> tuple[str, ...]:
        """Read a list; a line that is no list item continues the one above it."""
        found: list[str] = []
        while self.more() and not self.structure.match(self.peek()):
            line = self.peek()
            start = _HIGHLIGHT.match(line)
            if start:
                found.append(line[start.end() :])
            elif line.strip() and not found:
                raise self.wrong("a highlight begins with “- ”")
            elif line.strip():
                found[-1] += f" {line}"
            self.at += 1
        return tuple(one_line(text) for text in found if text.strip())

    def each_once(self, stories: Sequence[Written]) -> None:
        """Raise ManuscriptError where a story is there twice."""
        seen: dict[int, int] = {}
        for story in stories:
            if story.id is not None and seen.setdefault(story.id, story.line) != story.line:
                first = seen[story.id]
                raise self.wrong(
                    f"story {story.id} is there already, in line {first}",
                    "A further story begins with `## new: Headline`.",
                    line=story.line,
                )
