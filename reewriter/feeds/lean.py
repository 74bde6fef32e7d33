"""The busiest of feedparser's handlers, written anew for what we ask of them; parses no document.

They begin and end every element. What they do is what feedparser 6.0 does for sound XML in UTF-8
with its sanitiser and its link resolution off; tests read every fixture both ways. Whatever is out
of the ordinary is left to feedparser's own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

__all__ = ["reader_type"]

_ROOTS = frozenset({"feed", "rss", "rdf:RDF"})
_TEXT_INPUT = frozenset({"title", "link", "description", "name"})
_IMAGE = frozenset({"title", "link", "description", "url", "href", "width", "height"})
_COLLECTED = frozenset({"category", "tags", "itunes_keywords"})
_HTML = frozenset({"application/xhtml+xml", "text/html"})
_BASES = frozenset({"xml:base", "base", "xml:lang", "lang"})
_REFERENCE = re.compile("&([A-Za-z0-9_]+);")
_SLASHES = re.compile("[A-Za-z][A-Za-z0-9+-.]*:///")
_MAY_BE_HTML = re.compile(r"</\w|&#?\w")


class _Text(str):
    """Text without characters that would have to be looked up."""

    __slots__ = ()

    def translate(self, _table: object, /) -> str:
        return str(self)


class _Parameters(dict[str, Any]):
    """What is known of the element with text that we are in: flat."""

    def __deepcopy__(self, _memo: object) -> _Parameters:
        return _Parameters(self)


@cache
def reader_type(handlers: Any) -> type:
    """Return feedparser's class of handlers with these in place of its own."""
    return type("Reader", (_Lean, handlers), {})


_Untyped: Any = object


class _Lean(_Untyped):  # type: ignore[misc]  # feedparser's class, which comes behind, has no types
    """What is mixed into feedparser's class."""

    def __init__(self, *arguments: Any) -> None:
        self._named: dict[str, tuple[str, str, bool, bool]] = {}
        # Not bound to us: we would keep ourselves alive.
        self._starts: dict[str, Any] = {}
        self._ends: dict[str, Any] = {}
        super().__init__(*arguments)

    def track_namespace(self, *arguments: Any) -> None:
        self._named.clear()
        super().track_namespace(*arguments)

    def push_content(self, *arguments: Any) -> None:
        super().push_content(*arguments)
        self.contentparams: Any = _Parameters(self.contentparams)

    @staticmethod
    def decode_entities(_element: str, data: str) -> str:
        return _Text(data)

    def begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Do what `unknown_starttag` does."""
        if self.baseuri or tag in _ROOTS or (attributes and not _plain(attributes)):
            self.unknown_starttag(tag, list(attributes.items()))
            return
        if self.incontent:
            self._begin_in_content(tag, attributes)
            return
        given = attributes and {
            name: value.lower() if name in ("rel", "type") else value
            for name, value in attributes.items()
        }
        self.depth += 1
        self.basestack.append(self.baseuri)
        self.langstack.append(self.lang)
        name, _, no_text_input, no_image = self._named.get(tag) or self._name(tag)
        if no_text_input:
            self.intextinput = 0
        if no_image:
            self.inimage = 0
        if name not in self._starts:
            self._starts[name] = getattr(type(self), f"_start_{name}", None)
        if handler := self._starts[name]:
            try:
                handler(self, given)
                return
            except AttributeError:  # It has none, or fails in it: feedparser makes no difference.
                pass
        if given:
            self._get_context()[name] = given
        else:
            self.push(name, 1)

    def _begin_in_content(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take a tag in content for content, where there is no doubt that it is."""
        if self.contentparams.get("type") != "application/xhtml+xml" or ":" in tag:
            self.unknown_starttag(tag, list(attributes.items()))
            return
        self.depth += 1
        self.basestack.append(self.baseuri)
        self.langstack.append(self.lang)
        said = attributes and self.strattrs(
            (name, value.lower() if name in ("rel", "type") else value)
            for name, value in attributes.items()
        )
        self.handle_data(f"<{tag}{said or ''}>", escape=0)

    def finish(self, tag: str) -> None:
        """Do what `unknown_endtag` does."""
        name, suffix, _, _ = self._named.get(tag) or self._name(tag)
        if self.svgOK or suffix == "svg":
            self.unknown_endtag(tag)
            return
        if name not in self._ends:
            self._ends[name] = getattr(type(self), f"_end_{name}", None)
        if handler := self._ends[name]:
            try:
                handler(self)
            except AttributeError:
                self.pop(name)
        else:
            self.pop(name)
        if self.incontent and self._is_escaped(tag):
            return
        if self.basestack:
            self.basestack.pop()
            if self.basestack and self.basestack[-1]:
                self.baseuri = self.basestack[-1]
        if self.langstack:
            self.langstack.pop()
            if self.langstack:
                self.lang = self.langstack[-1]
        self.depth -= 1

    def _is_escaped(self, tag: str) -> bool:
        """Take the end of an element in content for content; False where it belongs to its text."""
        kind = self.contentparams.get("type", "xml")
        if not kind.endswith("xml"):
            if tag in ("xhtml:div", "div"):
                return True
            self.contentparams["type"] = kind = "application/xhtml+xml"
        if kind == "application/xhtml+xml":
            self.handle_data(f"</{tag.split(':')[-1]}>", escape=0)
        return False

    def _name(self, tag: str) -> tuple[str, str, bool, bool]:
        prefix, colon, suffix = tag.partition(":")
        if not colon:
            prefix, suffix = "", tag
        prefix = self.namespacemap.get(prefix, prefix)
        named = (
            f"{prefix}_{suffix}" if prefix else suffix,
            suffix,
            not prefix and tag not in _TEXT_INPUT,
            not prefix and tag not in _IMAGE,
        )
        self._named[tag] = named
        return named

    def pop(self, element: str, strip_whitespace: int = 1) -> Any:
        """Take the text of an element, and put it where it belongs."""
        parameters = self.contentparams
        if parameters.get("base64") or parameters.get("type") == "application/xhtml+xml":
            return super().pop(element, strip_whitespace)
        if not self.elementstack or self.elementstack[-1][0] != element:
            return None
        element, expecting_text, pieces = self.elementstack.pop()
        output = pieces[0] if len(pieces) == 1 else "".join(pieces)
        output = output.strip() if strip_whitespace else output
        if not expecting_text:
            return output
        if output and element in self.can_be_relative_uri and (element != "id" or self.guidislink):
            output = self._resolved(output)
        if (
            parameters.get("type") == "text/plain"
            and not self.version.startswith("atom")
            and _MAY_BE_HTML.search(output)
            and self.looks_like_html(output)
        ):
            parameters["type"] = "text/html"
        parameters.pop("mode", None)
        parameters.pop("base64", None)
        output = _decoded_again(output)
        if element in _COLLECTED or (element == "title" and -1 < self.title_depth <= self.depth):
            return output
        return self._kept(element, output)

    def _kept(self, element: str, output: str) -> str:
        if self.inentry and not self.insource:
            return self._kept_of_entry(element, output)
        if self.infeed or self.insource:
            context = self._get_context()
            element = "subtitle" if element == "description" else element
            context[element] = output
            if element == "link":
                output = _REFERENCE.sub(r"&\g<1>", output)
                context[element] = output
                context["links"][-1]["href"] = output
            elif self.incontent:
                context[f"{element}_detail"] = self._detail(output)
        return output

    def _kept_of_entry(self, element: str, output: str) -> str:
        entry = self.entries[-1]
        if element == "content":
            entry.setdefault(element, [])
            entry[element].append(self._detail(output))
        elif element == "link":
            if not self.inimage:
                output = _REFERENCE.sub(r"&\g<1>", output.replace("&amp;", "&"))
                entry[element] = output
                if output:
                    entry["links"][-1]["href"] = output
        else:
            element = "summary" if element == "description" else element
            depths = self.property_depth_map.setdefault(entry, {})
            before = depths.get(element)
            if before is None or self.depth <= before:
                depths[element] = self.depth
                entry[element] = output
            if self.incontent:
                entry[f"{element}_detail"] = self._detail(output)
        return output

    def _detail(self, output: str) -> _Parameters:
        detail = _Parameters(self.contentparams)
        detail["value"] = output
        return detail

    def _resolved(self, uri: str) -> str:
        # Without a base nothing is joined: but it puts right too many slashes.
        if not self.baseuri and not _SLASHES.match(uri):
            return uri
        resolved: str = self.resolve_uri(uri)
        return resolved


def _plain(attributes: Mapping[str, str]) -> bool:
    return not any(name in _BASES or name.startswith("xmlns") for name in attributes)


def _decoded_again(text: str) -> str:
    """Undo what some do twice: UTF-8 that was taken for Latin-1 and written as UTF-8 again."""
    if text.isascii():
        return text
    try:
        return text.encode("iso-8859-1").decode("utf-8")
    except UnicodeError:
        return text
