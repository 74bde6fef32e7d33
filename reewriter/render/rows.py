"""The place of a story in a look: its template is one or more rows of a table, or becomes one.

A paragraph straight in a table is moved above that table by every reader of HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from jinja2.environment import Template
from jinja2.runtime import Context

__all__ = ["StoryRows"]

_STORY = re.compile(r"stories/[^/]+\.html")
_BEFORE = re.compile(r"(?:\s|<!--.*?-->)*", re.DOTALL)
_ROW = re.compile(r"<t(?:r|body)\b", re.IGNORECASE)
_DECIDES = len("<tbody>")
_MOST = 8_000
"""Characters of comments before a row; what begins with more of them is none."""
_OPEN, _CLOSE = '<tr><td class="text">\n', "\n</td></tr>\n"

_Render = Callable[[Context], Iterator[str]]


class StoryRows(Template):
    """A template that writes a row and its cell around a story which brings none."""

    root_render_func: _Render

    @classmethod
    def _from_namespace(cls, *args: object) -> StoryRows:
        # What every way to a compiled template goes through, bytecode or not.
        made: StoryRows = super()._from_namespace(*args)  # type: ignore[arg-type,assignment]  # whatever Jinja hands on
        if _STORY.fullmatch(made.name or ""):
            made.root_render_func = _in_rows(made.root_render_func)
        return made


def _in_rows(inner: _Render) -> _Render:
    def rendered(context: Context) -> Iterator[str]:
        parts = iter(inner(context))
        head = begins = ""
        for part in parts:
            head += str(part)  # what a variable gave is Markup, which would escape our row
            begins = _BEFORE.sub("", head, count=1)
            unclear = len(begins) < _DECIDES or begins.startswith("<!--")
            if not unclear or len(head) > _MOST:
                break
        bare = bool(begins) and not _ROW.match(begins)
        yield _OPEN + head if bare else head
        # No more is held back than what decides: the size of a page is watched as it comes.
        yield from parts
        if bare:
            yield _CLOSE

    return rendered
