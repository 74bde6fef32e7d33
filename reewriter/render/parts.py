"""The parts of a story as Markdown: rows become a table, bullets, options; knows no template."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from reewriter.formats import Part
from reewriter.patterns import pattern
from reewriter.render.rewrite import destination, escape
from reewriter.render.syntax import link
from reewriter.rows import heads, is_bare, rows

__all__ = ["UNTITLED", "part_markdown"]

UNTITLED = ("critique", "items", "options")
"""Parts that need no heading of their own."""

Row = tuple[str, ...]
Labels = Mapping[str, str]
_NUMBERED = pattern(r"(?i)[*_]{0,3}option\s+(?:\d{1,3}|[a-z]|[ivx]{1,4})[*_]{0,3}\s*(?:[:.)–—-]|$)")
"""An option that the editor has numbered."""


def part_markdown(part: Part, text: str, labels: Labels) -> str:
    """Return what readers get of a part, without its title; "" for nothing.

    `labels` are the words that come with it, in the language of the readers.
    """
    if part.kind != "rows":
        return text.strip()
    found = rows(text, part.columns)
    if not found:
        return ""
    shape = _SHAPES.get(part.name)
    if shape is not None:
        return shape(found, labels)
    names = tuple(labels.get(_COLUMNS.get(name, ""), name) for name in part.columns)
    return _table(heads(text, names), found)


_COLUMNS = {
    "issue": "column_issue",
    "current status": "column_status",
    "outlook": "column_outlook",
}


def _table(head: Row, found: Sequence[Row]) -> str:
    lines = [head, ["---"] * len(head), *found]
    return "\n".join(f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _options(found: Sequence[Row], labels: Labels) -> str:
    parts = []
    for number, (name, upside, risk) in enumerate(found, start=1):
        numbered = f"{escape(labels['option'])} {number}"
        title = f"{numbered}: {name}" if name else numbered
        title = name if _NUMBERED.match(name) else title
        lines = [f"### {title}"]
        lines += [f"**{escape(labels['upside'])}** {upside}"] if upside else []
        lines += [f"**{escape(labels['risk'])}** {risk}"] if risk else []
        parts.append("\n\n".join(lines))
    return "\n\n".join(parts)


def _experts(found: Sequence[Row], _: Labels) -> str:
    lines = []
    for speaker, affiliation, quotation in found:
        who = ", ".join(filter(None, (f"**{speaker}**" if speaker else "", affiliation)))
        said = f"“{quotation}”" if is_bare(quotation) else quotation
        lines.append(f"- {': '.join(filter(None, (who, said)))}")
    return "\n".join(lines)


def _items(found: Sequence[Row], _: Labels) -> str:
    themes: dict[str, list[str]] = {}
    for theme, headline, url, sentence in found:
        safe = link(url)
        name = escape(headline or sentence)
        title = f"[{name}]({destination(safe)})" if safe and name else f"**{name}**"
        said = f": {sentence}" if headline and sentence else ""
        themes.setdefault(theme, []).append(f"- {title}{said}")
    return "\n\n".join(
        "\n".join(([f"### {theme}", ""] if theme else []) + lines)
        for theme, lines in themes.items()
    )


_SHAPES: dict[str, Callable[[Sequence[Row], Labels], str]] = {
    "options": _options,
    "experts": _experts,
    "items": _items,
}
