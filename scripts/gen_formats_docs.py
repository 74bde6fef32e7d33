"""Writes docs/formats.md from the formats themselves; `--check` only compares."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from reewriter.formats import FORMATS, Format, Part
from scripts.generated import DOCS, keep

PAGE = DOCS / "formats.md"

_HEAD = """\
# Formats of stories

Every story has a headline, a deck, tags and a source; highlights stand in a box where there are
any. Its *format* says which parts it has besides, which of them it needs, and how it is laid out.
Choose it in the story room, or with `reewriter story edit 12 --format briefing`.

Parts are written in the story room, in `$EDITOR` (each under a heading of its name), or with
`reewriter story edit 12 --part overview "…" --part-file experts experts.txt`. Texts are Markdown.
**Rows** are one a line, their cells between bars; `\\|` is a bar itself. A table of Markdown, with
a head of its own, is read as well. A quotation in the rows of expert views needs no marks: readers
get it with them, and it is compared with the sources as any other.

**Full or teaser.** `reewriter story edit 12 --runs teaser` lets only the beginning run: up to a
line that says `<!-- more -->`, or else the first paragraph; “Read the full story” leads to the
story's own page (`--own-url`). `--headline-link source` lets the headline lead to the source
instead of that page. In `$EDITOR` these are the lines `runs: teaser` and `headline_link: source`.

A format of your own: put `stories/NAME.html`, `.md` and `.txt` into the workspace's `templates/`,
and give stories that format. It has the parts of a critique. Plain HTML will do, as
`<h3>{{ story.headline }}</h3>`: a row of the look's table is put around it
([what templates see](templates.md)).

This page is generated: `make docs`.
"""


def page() -> str:
    """Return the whole document."""
    return _HEAD + "".join(_section(each) for each in FORMATS.values())


def _section(each: Format) -> str:
    rows = "".join(_rows(each))
    highlights = " It needs highlights." if "highlights" in each.needs else ""
    judges = " It names the outlet and the reporter that it judges." if each.judges else ""
    return (
        f"\n## {each.name}\n\n{each.about}{highlights}{judges}\n\n"
        f"| part | title | holds | needed |\n|---|---|---|---|\n{rows}"
    )


def _rows(each: Format) -> Iterator[str]:
    for part in each.parts:
        needed = "yes" if part.name in each.needs else "mostly" if part.name in each.usual else ""
        yield f"| `{part.name}` | {part.title} | {_holds(part)} | {needed} |\n"


def _holds(part: Part) -> str:
    if part.kind == "rows":
        return f"rows: {' · '.join(part.columns)}"
    return {"line": "one line: ", "text": ""}[part.kind] + part.hint


if __name__ == "__main__":
    sys.exit(keep({PAGE: page()}, sys.argv[1:]))
