"""Markdown as a token list that is safe and regular: what every output of Markdown starts from.

Must not know in which format the tokens end.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from reewriter.render.mergetags import encode_url
from reewriter.render.tree import Node, grown
from reewriter.text import clean, safe_url

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

__all__ = ["MAX_MARKDOWN", "is_paragraph", "level", "link", "parse", "parser", "tree"]

MAX_MARKDOWN = 100_000
"""Characters of one Markdown text that are read; a hundred kilobytes are ten long stories."""
_CUT = "\n\n[…]"
_DEEPEST = 6


def link(url: str) -> str:
    """Return the address as it may stand in an issue, or "" where it must not."""
    return encode_url(safe_url(url))


# Kept: an issue is written in three formats, and each begins with the same tokens.
@lru_cache(maxsize=128)
def parse(markdown: str) -> tuple[Token, ...]:
    """Parse Markdown; raw HTML stays text, bad links lose their link, images become links.

    The outermost heading is an `h1`, and those inside follow without a gap: `level` moves them to
    where they stand. The tokens are shared: whoever changes one copies it first.
    """
    source = clean(markdown)
    if len(source) > MAX_MARKDOWN:
        source = source[:MAX_MARKDOWN] + _CUT
    tokens = _headings(parser().parse(source))
    for token in tokens:
        token.info = ""
        if token.children is not None:
            token.children = _regular_inline(token.children)
    return tuple(tokens)


@lru_cache(maxsize=128)
def tree(markdown: str) -> Sequence[Node]:
    """Parse Markdown and return its blocks, which are shared, too."""
    return grown(parse(markdown))


def is_paragraph(markdown: str) -> bool:
    """Tell whether it is one paragraph, which may stand behind other words on their line."""
    return [node.type for node in tree(markdown)] == ["paragraph"]


def level(tag: str, outermost: int) -> int:
    """Return the level of a heading whose tag `parse` has given, where the outermost has one."""
    return min(outermost + int(tag[1]) - 1, _DEEPEST)


@lru_cache(maxsize=1)
def parser() -> MarkdownIt:
    """Return the one Markdown parser: CommonMark, tables, strikethrough; no HTML, no guesses."""
    from markdown_it import MarkdownIt

    class Parser(MarkdownIt):
        """Takes every link for one, so that a bad one vanishes instead of staying as raw text."""

        def validateLink(self, url: str) -> bool:
            return True

    rules = Parser("commonmark", {"html": False, "linkify": False, "typographer": False})
    return rules.enable(["table", "strikethrough"])


def _headings(tokens: Sequence[Token]) -> list[Token]:
    """Shift headings to follow each other without a gap, and drop the empty ones."""
    kept: list[Token] = []
    above: list[int] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.type == "heading_open":
            # Opened, its inline content, closed: always three in a row.
            if not tokens[index + 1].content.strip():
                index += 3
                continue
            level = int(token.tag[1])
            while above and above[-1] >= level:
                above.pop()
            above.append(level)
            for child in tokens[index + 1].children or ():
                if child.type == "hardbreak":
                    child.type = "softbreak"
            token.tag = tokens[index + 2].tag = f"h{len(above)}"
        kept.append(token)
        index += 1
    return kept


def _regular_inline(children: Sequence[Token]) -> list[Token]:
    from markdown_it.token import Token

    regular: list[Token] = []
    linked: list[bool] = []
    for child in children:
        # References such as &#8238; were no control characters when the source was cleaned.
        child.content = clean(child.content).replace("\n", " ")
        if child.type == "link_open":
            url = link(str(child.attrGet("href") or ""))
            linked.append(bool(url))
            if url:
                child.attrs = {"href": url}
                regular.append(child)
        elif child.type == "link_close":
            if linked.pop():
                if regular[-1].type == "link_open":
                    url = str(regular[-1].attrGet("href"))
                    regular.append(Token("text", "", 0, content=url))
                regular.append(child)
        elif child.type == "image":
            alt = clean("".join(each.content for each in child.children or ()))
            text = Token("text", "", 0, content=" ".join(alt.split()) or "Image")
            url = link(str(child.attrGet("src") or ""))
            if url and not any(linked):
                opened = Token("link_open", "a", 1, attrs={"href": url})
                regular += [opened, text, Token("link_close", "a", -1)]
            else:
                regular.append(text)
        else:
            regular.append(child)
    return _joined(regular)


def _joined(tokens: Sequence[Token]) -> list[Token]:
    """Join texts that stand side by side where a link was: together they may be markup."""
    joined: list[Token] = []
    for token in tokens:
        if joined and token.type == "text" == joined[-1].type:
            before = joined.pop()
            token = before.copy(content=before.content + token.content)
        joined.append(token)
    return joined
