"""Turns the tree in which an article is extracted into HTML; knows the tags and no library.

Quotations, lists, tables and links are what this tool lives by, so they are mapped one by one;
what has no counterpart keeps its text.
"""

from __future__ import annotations

from typing import Any

__all__ = ["to_html_tags"]

_STYLES = {"#b": "strong", "#i": "em", "#u": "em", "#t": "code", "#sub": "sub", "#sup": "sup"}
_PLAIN = {"quote": "blockquote", "item": "li", "row": "tr", "lb": "br", "del": "del"}
_SAME = frozenset({"p", "table", "code", "div"})
_FEWEST_ROWS = 2


def to_html_tags(body: Any) -> None:
    """Rename all elements of a tree, in place, to those of HTML.

    `body` is an element of lxml, which extractors make and this page must not import.
    """
    for table in list(body.iter("table")):
        rows = list(table.iter("row"))
        if len(rows) < _FEWEST_ROWS:  # it lays a page out
            for cell in list(table.iter("cell")):
                if _is_navigation(cell):
                    cell.getparent().remove(cell)
            for part in (table, *rows, *table.iter("cell")):
                part.tag = "div"
    for element in list(body.iter()):
        if not isinstance(element.tag, str):  # a comment
            continue
        told = dict(element.attrib)
        element.attrib.clear()
        element.tag = _tag(element, told)
        if element.tag == "a" and told.get("target"):
            element.attrib["href"] = told["target"]
    body.tag = "div"


def _is_navigation(cell: Any) -> bool:
    linked = sum(len("".join(link.itertext())) for link in cell.iter("ref"))
    return bool(linked * 2 > len("".join(cell.itertext())))


def _tag(element: Any, told: dict[str, str]) -> str:
    name, rend = str(element.tag), told.get("rend", "")
    if name == "code" and len(element) == 1 and element[0].tag == "code" and not element.text:
        return "pre"  # around code, as the page had it
    if name == "code" and element.getparent().tag == "pre":
        return name
    if name == "quote" and not len(element) and "\n" in (element.text or "").strip():
        return "pre"  # text that is meant line by line is extracted as a quotation
    if name == "code" and "\n" in (element.text or ""):
        return "pre"
    match name:
        case "head":
            return rend if rend in ("h2", "h3", "h4", "h5", "h6") else "h2"
        case "list":
            return "ol" if rend == "ol" else "ul"
        case "hi":
            return _STYLES.get(rend, "span")
        case "ref":
            return "a"
        case "cell":
            return "th" if told.get("role") == "head" else "td"
    return name if name in _SAME else _PLAIN.get(name, "span")
