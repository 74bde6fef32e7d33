"""The parts of a story as Markdown: rows become a table, bullets, options; knows no template."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reewriter.formats import Part
from reewriter.patterns import pattern
from reewriter.render.rewrite import destination, escape
from reewriter.render.syntax import link
from reewriter.rows import heads, is_bare, rows

__all__ = ["part_markdown"]

Row = tuple[str, ...]
_NUMBERED = pattern(r"(?i)[*_]{0,3}option\s+(?:\d{1,3}|[a-z]|[ivx]{1,4})[*_]{0,3}\s*(?:[:.)–—-]|$)")
"""An option that the editor has numbered."""


def part_markdown(part: Part, text: str) -> str:
    """Return what readers get of a part, without its title; "" for nothing."""
    if part.kind != "rows":
        return text.strip()
    found = rows(text, part.columns)
    if not found:
        return ""
    shape = _SHAPES.get(part.name)
    return shape(found) if shape else _table(heads(text, part.columns), found)


def _table(head: Row, found: Sequence[Row]) -> str:
    lines = [head, ["---"] * len(head), *found]
    return "\n".join(f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _options(found: Sequence[Row]) -> str:
    parts = []
    for number, (name, upside, risk) in enumerate(found, start=1):
        title = f"Option {number}: {name}" if name else f"Option {number}"
        title = name if _NUMBERED.match(name) else title
        lines = [f"### {title}"]
        lines += [f"**Upside:** {upside}"] if upside else []
        lines += [f"**Risk:** {risk}"] if risk else []
        parts.append("\n\n".join(lines))
    return "\n\n".join(parts)


def _experts(found: Sequence[Row]) -> str:
    lines = []
    for speaker, affiliation, quotation in found:
        who = ", ".join(filter(None, (f"**{speaker}**" if speaker else "", affiliation)))
        said = f"“{quotation}”" if is_bare(quotation) else quotation
        lines.append(f"- {': '.join(filter(None, (who, said)))}")
    return "\n".join(lines)


def _items(found: Sequence[Row]) -> str:
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


_SHAPES: dict[str, Callable[[Sequence[Row]], str]] = {
    "options": _options,
    "experts": _experts,
    "items": _items,
}
