"""Takes needless backslashes out of generated Markdown; neither parses nor renders any."""

from __future__ import annotations

import re

__all__ = ["lightly_escaped"]

_FENCE = re.compile(r"[ >-]*(`{3,}|~{3,})")
_CONTAINERS = re.compile(r"(?:[ ]*(?:>|[-+*]|\d{1,9}[.)])(?:[ ]+|$))*[ ]*")
_OPENING = re.compile(r"\\.|\d{1,9}\\[.)]")
_BRACKETS = re.compile(r"(?<!\\)\\\[([^\[\]\\]*)\\\](?![(\[:])")
_ESCAPE = re.compile(r"\\([-+=#.)>&~<_|\\])")
_REFERENCE = re.compile(r"#?\w{1,32};")


def lightly_escaped(markdown: str) -> str:
    """Keep only the escapes without which the text would read as markup.

    The escapes of the converter are safe but everywhere, and an editor quotes from this text:
    `snake\\_case`, `\\[sic\\]` and `R\\&D` must be found again as they were written.
    """
    if "\\" not in markdown:
        return markdown
    lines = markdown.split("\n")
    fence = ""
    for number, line in enumerate(lines):
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        # Code is verbatim. A line with some in it keeps its escapes: too few would be worse.
        elif not fence and "\\" in line and "`" not in line:
            lines[number] = _line(line)
    return "\n".join(lines)


def _line(line: str) -> str:
    containers = _CONTAINERS.match(line)
    start = containers.end() if containers else 0
    opening = _OPENING.match(line, start)
    start = opening.end() if opening else start
    table = line.startswith("|")
    body = _BRACKETS.sub(r"[\1]", line[start:])

    def kept(escape: re.Match[str]) -> str:
        character, at = escape[1], escape.end()
        before, after = body[max(at - 3, 0) : at - 2], body[at : at + 1]
        match character:
            case "&":
                needed = _REFERENCE.match(body, at) is not None
            case "~":
                needed = after in ("\\", "~") or before == "~"
            case "<":
                needed = after.isalpha() or after in ("/", "!", "?")
            case "_":
                needed = not (before.isalnum() and after.isalnum())
            case "|":
                needed = table
            case "\\":
                needed = True
            case _:
                needed = False
        return escape[0] if needed else character

    return line[:start] + _ESCAPE.sub(kept, body)
