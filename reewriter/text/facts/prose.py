"""Hides what of a Markdown text nobody reads as words, leaving every place where it was."""

from __future__ import annotations

import html
import re

__all__ = ["FILLER", "lean", "prose", "without_code"]

FILLER = "\u2060"
"""Stands where something was taken out within a word; no word has it, none ends at it."""

_FRONT = re.compile(r"\A---\n.*?\n---(?:\n|\Z)", re.DOTALL)
_DESTINATION = r"\((?:[^()\s]|\([^()\s]*\))*(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\)"
_LINK = re.compile(rf"(?<!!)\[([^\[\]]{{1,400}})\](?:{_DESTINATION}|\[[^\[\]\s]{{0,40}}\])")
_HIDDEN = re.compile(
    rf"<!--.*?-->|!\[[^\[\]\n]*\]{_DESTINATION}|</?[a-z][^<>]*>|\[\^[^\[\]\s]{{1,20}}\]:?"
    r"|^[ \t]*\[[^\[\]\n]+\]:[ \t]+\S+.*?$",
    re.DOTALL | re.IGNORECASE | re.MULTILINE,
)
_CHROME = re.compile(r"\[\d{1,3}\]|\(opens in (?:a )?new (?:tab|window)\)", re.IGNORECASE)
_CODE = re.compile(
    r"```.*?(?:```|\Z)|`[^`\n]*`|\bhttps?://[^\s<>()\[\]“”\"]+|[\w.+-]+@[\w-]+\.[\w.-]+",
    re.DOTALL | re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_NOT_NEWLINE = re.compile(r"[^\n]")


def prose(text: str) -> str:
    """Return a text of the same length in which links' addresses, tags and escapes are blanks.

    >>> prose("See [the deal](http://a.b) now")
    'See  the deal              now'
    """
    if text.startswith("---\n"):
        text = _FRONT.sub(_blank, text)
    if "\\" in text:
        text = _ESCAPE.sub(FILLER, text)
    if "](" in text or "][" in text:
        text = _LINK.sub(_link, text)
    if any(sign in text for sign in ("<", "![", "[^", "]:")):
        text = _HIDDEN.sub(_blank, text)
    return _ENTITY.sub(_entity, text) if "&" in text else text


def lean(text: str) -> str:
    """Take out of such a text what a site adds to it: footnote marks, remarks on its links."""
    if not any(sign in text for sign in ("[", "(opens", "(Opens")):
        return text
    return _CHROME.sub(_blank, text)


def without_code(text: str) -> str:
    """Take out of a text code and addresses, in which numbers mean nothing."""
    if not any(sign in text for sign in ("`", "://", "@")):
        return text
    return _CODE.sub(_blank, text)


def _blank(found: re.Match[str]) -> str:
    return _NOT_NEWLINE.sub(" ", found[0])


def _link(found: re.Match[str]) -> str:
    rest = found[0][len(found[1]) + 1 :]
    return f" {found[1]}{_NOT_NEWLINE.sub(' ', rest)}"


def _entity(found: re.Match[str]) -> str:
    sign = html.unescape(found[0])
    if len(sign) != 1 or sign == found[0]:
        return found[0]
    filler = FILLER * (len(found[0]) - 1)
    return filler + sign if sign in "“‘«„" else sign + filler
