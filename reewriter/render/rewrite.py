"""Markdown as clean CommonMark: the same text, but nothing in it can surprise another parser.

Links are inline and safe, raw HTML is escaped, headings are shifted, every marker is written one
way. Must not know the template that frames it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from reewriter.render.mergetags import neutralise
from reewriter.render.syntax import level, tree
from reewriter.render.tree import Node

__all__ = ["destination", "escape", "to_markdown"]

# The pattern begins with a plain class: `re` then skips ahead ten times as fast. What follows on a
# `<` at the end is not known here: a link that was dropped can leave a letter.
_MARKUP = re.compile(
    r"[\\`*\[\]|~<&_](?:(?<![<&_])"
    r"|(?<=<)(?=[A-Za-z/!?]|\Z)"
    r"|(?<=&)(?=#?\w+;)"
    r"|(?<=_)(?:(?<![^\W_]_)|(?![^\W_])))"
)
_LINE_START = re.compile(r"(?:[-+](?=\s|$)|#{1,6}(?=\s|$)|>|=+\s*$|-{2,}|\d{1,9}(?=[.)](?:\s|$)))")
_RUN = re.compile("`+")


def escape(text: str) -> str:
    """Escape one line of plain text so that Markdown shows exactly that."""
    return _line_start(_MARKUP.sub(lambda match: "\\" + match[0], text.replace("\n", " ")))


def destination(url: str) -> str:
    """Write an address as a link's destination; `url` has passed `syntax.link`."""
    return f"<{url}>" if "(" in url or ")" in url else url


@lru_cache(maxsize=128)
def to_markdown(markdown: str, *, heading: int = 4) -> str:
    """Rewrite Markdown as clean CommonMark with tables and strikethrough."""
    return neutralise(_blocks(tree(markdown), heading))


def _blocks(nodes: Sequence[Node], heading: int, *, tight: bool = False) -> str:
    parts: list[str] = []
    other = False
    for index, node in enumerate(nodes):
        # Two lists in a row would run together, had they the same marker.
        other = index > 0 and nodes[index - 1].type == node.type and not other
        if part := _block(node, heading, other=other):
            parts.append(part)
    return ("\n" if tight else "\n\n").join(parts)


def _block(node: Node, heading: int, *, other: bool) -> str:
    match node.type:
        case "paragraph":
            return _lines(node)
        case "heading":
            title = re.sub(r"#+$", r"\\\g<0>", " ".join(_lines(node).split()))
            return f"{'#' * level(node.tag, heading)} {title}" if title else ""
        case "blockquote":
            return _prefixed(_blocks(node.children, heading), "> ", "> ")
        case "bullet_list" | "ordered_list":
            return _list(node, heading, other=other)
        case "table":
            return _table(node)
        case "fence" | "code_block":
            longest = max((len(run) for run in _RUN.findall(node.content)), default=0)
            fence = "`" * max(3, longest + 1)
            lines = node.content.rstrip("\n").split("\n") if node.content.strip("\n") else ()
            return "\n".join((fence, *lines, fence))
        case "hr":
            # Neither a bullet nor the underline of a heading, wherever it stands.
            return "___"
        case _:
            return escape(node.content)


def _list(node: Node, heading: int, *, other: bool) -> str:
    items, first, tight = [], node.first, node.is_tight
    for offset, item in enumerate(node.children):
        bullet = "*" if other else "-"
        mark = bullet if first is None else f"{first + offset}{')' if other else '.'}"
        body = _blocks(item.children, heading, tight=tight)
        items.append(_prefixed(body, " " * (len(mark) + 1), mark + " "))
    return ("\n" if tight else "\n\n").join(items)


def _table(node: Node) -> str:
    rows = [row for part in node.children for row in part.children]
    written = [[_lines(cell, table=True) for cell in row.children] for row in rows]
    rules = [_rule(str(cell.attrs.get("style", ""))) for cell in rows[0].children]
    lines = (written[0], rules, *written[1:])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _rule(style: str) -> str:
    return {
        "text-align:left": ":---",
        "text-align:right": "---:",
        "text-align:center": ":---:",
    }.get(style, "---")


def _lines(node: Node, *, table: bool = False) -> str:
    """Write inline content; each line is checked for what would begin a block."""
    written = "".join(_inline(child.children, table=table) for child in node.children)
    if table:
        return " ".join(written.split())
    return "\n".join(_line_start(line.strip()) for line in written.split("\n"))


def _inline(nodes: Sequence[Node], *, table: bool) -> str:
    parts = []
    for index, node in enumerate(nodes):
        part = _span(node, table=table)
        before_link = index + 1 < len(nodes) and nodes[index + 1].type == "link"
        if before_link and node.type == "text" and part.endswith("!"):
            part = part[:-1] + "\\!"
        parts.append(part)
    return "".join(parts)


def _span(node: Node, *, table: bool) -> str:
    match node.type:
        case "em" | "strong" | "s":
            mark = {"em": "*", "strong": "**", "s": "~~"}[node.type]
            return _marked(_inline(node.children, table=table), mark)
        case "link":
            return _link(node, table=table)
        case "code_inline":
            return _code(node.content, table=table)
        case "softbreak":
            return "\n"
        case "hardbreak":
            return "\\\n"
        case _:
            return _MARKUP.sub(lambda match: "\\" + match[0], node.content)


def _marked(text: str, mark: str) -> str:
    """Put marks around the text and its outer blanks outside: marks must touch a word."""
    core = text.strip()
    if not core:
        return text
    start = text.index(core)
    return f"{text[:start]}{mark}{core}{mark}{text[start + len(core) :]}"


def _link(node: Node, *, table: bool) -> str:
    url = str(node.attrs["href"])
    text = _inline(node.children, table=table).strip()
    plain = "".join(child.content for child in node.children)
    if not text or (plain == url and ":" in url):
        return f"<{url}>"
    return f"[{text}]({destination(url)})"


def _code(content: str, *, table: bool) -> str:
    longest = max((len(run) for run in _RUN.findall(content)), default=0)
    fence = "`" * (longest + 1)
    if (
        content.startswith("`")
        or content.endswith("`")
        or (content.startswith(" ") and content.endswith(" ") and content.strip())
    ):
        content = f" {content} "
    if table:
        content = content.replace("|", "\\|")
    return fence + content + fence


def _line_start(line: str) -> str:
    match = _LINE_START.match(line)
    if match is None:
        return line
    if match[0][0].isdigit():
        return f"{match[0]}\\{line[match.end() :]}"
    return "\\" + line


def _prefixed(text: str, rest: str, first: str) -> str:
    lines = text.split("\n")
    marked = [(rest if index else first) + line for index, line in enumerate(lines)]
    return "\n".join(line.rstrip() for line in marked)
