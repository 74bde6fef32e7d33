"""Outside HTML made safe, and turned into text and Markdown; knows no feeds and no mails.

The only importer of nh3 and html_to_markdown.
"""

from __future__ import annotations

import re
from contextvars import ContextVar
from dataclasses import fields, replace
from functools import cache, partial
from itertools import islice
from typing import TYPE_CHECKING

import nh3

from reewriter.text.active import ACTIVE
from reewriter.text.clean import clean, may_have_marks, scrub
from reewriter.text.markdown import lightly_escaped
from reewriter.text.plaintext import BLOCKS, plain
from reewriter.text.suspicion import suspicious
from reewriter.text.urls import safe_url

if TYPE_CHECKING:
    from collections.abc import Callable

    from html_to_markdown import ConversionOptions, ConversionResult

__all__ = [
    "MAX_CHARACTERS", "MAX_DEPTH", "flattened", "plain", "sanitize", "sanitize_mail", "to_markdown",
    "to_text",
]  # fmt: skip

MAX_CHARACTERS = 2_000_000
"""What is longer is cut, with a mark that can be seen."""
MAX_DEPTH = 256
"""Elements nested deeper are dissolved: the sanitiser's time grows with the square of the depth."""
_MOST_REFERENCES = 100_000
"""Ampersands; the sanitiser's time grows with the square of their number, too."""
_LONGEST_TAG = 20_000
_CUT_MARK = "<p>[… cut here: the text was longer than 2 MB]</p>"
_TOO_MANY = "<p>[… cut here: there was little but character references]</p>"

_MAIL_TAGS = frozenset(
    "p br hr h1 h2 h3 h4 h5 h6 blockquote pre code ul ol li strong b em i s del sub sup a"
    " table thead tbody tr th td".split()
)
_READING_TAGS = _MAIL_TAGS | BLOCKS | {"q", "kbd", "img"}
# nh3 keeps the text of what it does not know: of these not even that.
_DROPPED = ACTIVE | frozenset(
    "style noscript template title audio video xmp noembed noframes plaintext".split()
)
# Elements that end by themselves or hold nothing do not nest, however often they are opened.
_FLAT = frozenset(
    "p li td th tr thead tbody tfoot dt dd option br hr img input meta link wbr area base col embed"
    " source track param".split()
)
_BASE: ContextVar[str] = ContextVar("base", default="")

_ANY_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*)([^<>]*)>?")
_TAG_WHOLE = re.compile(r"(</?[a-z][^<>]*>)")
_IMAGE = re.compile(r"<img\b([^<>]*)>")
_IMAGE_OR_LINK = re.compile(r"<img\b([^<>]*)>|<(/?)a\b[^<>]*>")
_REFERENCE = re.compile(r"&#?\w{0,12}")
_HARMLESS = frozenset(
    "& &amp &lt &gt &quot &apos &nbsp &#160 &#34 &#38 &#038 &#39 &#039 &#60 &#62 &#8211 &#8212"
    " &#8216 &#8217 &#8220 &#8221 &#8230 &ndash &mdash &lsquo &rsquo &ldquo &rdquo &hellip".split()
)
"""References to characters that are not scrubbed; most texts have no others."""
_VALUE = re.compile(r'([a-z]+)="([^"]*)"')


def sanitize(html: str, *, base: str = "") -> str:
    """Return the HTML with only what reading needs: nothing active, cleaned text, absolute links.

    Links are resolved against `base` and pass `safe_url`; those that do not lose their address.
    Images keep their address and description; one-pixel images are dropped. Idempotent.
    """
    safe = _sanitized(html, _READING, base)
    return _IMAGE.sub(_without_pixel, safe) if "<img" in safe else safe


def sanitize_mail(html: str) -> str:
    """Return the HTML with only what rendered Markdown may bring into a mail: no images."""
    return _sanitized(html, _MAIL, "")


def to_text(html: str) -> str:
    """Return what a reader would see as plain text: blocks apart, `- ` before list items."""
    return plain(sanitize(html))


def to_markdown(html: str, *, base: str = "") -> str:
    """Return Markdown with `-` bullets; images become links, and no more is escaped than needed."""
    import html_to_markdown

    safe = _images_as_links(sanitize(html, base=base))
    try:
        markdown = _converter()(safe).content or ""
    except html_to_markdown.ConversionError:
        return plain(safe)
    return clean(lightly_escaped(markdown)).strip()


@cache
def _converter() -> Callable[[str], ConversionResult]:
    """Return what writes Markdown, its options read once.

    The library's own front reads its thirty options anew for each text, which takes three times
    as long as writing a newspaper article. Where it has no such back door it is asked as it wants.
    """
    import html_to_markdown

    try:
        from html_to_markdown import _html_to_markdown, api

        native = api._to_rust_conversion_options(_options())
        convert = partial(_html_to_markdown.convert, options=native, visitor=None)
        convert(html="<p>a</p>")
    except (ImportError, AttributeError, TypeError):  # another version of it
        return partial(html_to_markdown.convert, options=_options())
    return lambda html: convert(html=html)


def _options() -> ConversionOptions:
    """Return how Markdown is written."""
    import html_to_markdown

    options = html_to_markdown.ConversionOptions(
        bullets="-", compact_tables=True, autolinks=False, extract_metadata=False,
        escape_asterisks=True, escape_underscores=True, escape_misc=True,
        # It would drop what it takes for navigation; we have dropped what must go.
        preprocessing=html_to_markdown.PreprocessingOptions(enabled=False),
    )  # fmt: skip
    kinds = {
        one.name: getattr(kind, str(getattr(options, one.name)).upper())
        for one in fields(options)
        if (kind := getattr(html_to_markdown, one.name.title().replace("_", ""), None))
    }
    return replace(options, **kinds)


def _allowed_value(_tag: str, name: str, value: str) -> str | None:
    if name in ("href", "src"):
        return safe_url(value, base=_BASE.get()) or None
    return value


def _cleaner(tags: frozenset[str], attributes: dict[str, set[str]], rel: str | None) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(tags),
        clean_content_tags=set(_DROPPED),
        attributes=attributes | {"*": set()},  # by default every element may have a title
        attribute_filter=_allowed_value,
        url_schemes={"http", "https", "mailto"},
        link_rel=rel,
        strip_comments=True,
    )


_READING = _cleaner(
    _READING_TAGS,
    {
        "a": {"href", "title"},
        "img": {"src", "alt", "width", "height"},
        "ol": {"start"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan"},
    },
    None,
)
_MAIL = _cleaner(_MAIL_TAGS, {"a": {"href", "title"}, "ol": {"start"}}, "noopener nofollow")


def _sanitized(html: str, cleaner: nh3.Cleaner, base: str) -> str:
    html, mark = _shortened(html)
    token = _BASE.set(base)
    try:
        scrubbed = scrub(html)
        safe = cleaner.clean(flattened(scrubbed))
        # Character references bring back what was scrubbed; scrubbing may join new tags.
        while _may_need_scrubbing(scrubbed) and (scrubbed := scrub(safe)) != safe:
            safe = cleaner.clean(scrubbed)
    finally:
        _BASE.reset(token)
    if suspicious(safe):
        safe = _mended(safe)
    return safe.replace("&nbsp;", " ").strip() + mark


def _may_need_scrubbing(scrubbed: str) -> bool:
    """Say whether there may be more to scrub when its tags are gone and its references are read."""
    return may_have_marks(scrubbed) or not _HARMLESS.issuperset(_REFERENCE.findall(scrubbed))


def _shortened(html: str) -> tuple[str, str]:
    """Return as much as the sanitiser can do in a second, and what tells that more was there."""
    mark = _CUT_MARK if len(html) > MAX_CHARACTERS else ""
    html = html[:MAX_CHARACTERS]
    if html.count("&") <= _MOST_REFERENCES:
        return html, mark
    last = next(islice(re.finditer("&", html), _MOST_REFERENCES, None))
    return html[: last.start()], _TOO_MANY


def flattened(html: str) -> str:
    """Dissolve elements nested too deep and drop tags too long: before anything parses them."""
    if html.count("<") <= MAX_DEPTH and len(html) <= _LONGEST_TAG:
        return html
    open_of: dict[str, int] = {}
    depth = 0

    def kept(tag: re.Match[str]) -> str:
        nonlocal depth
        name = tag[2].lower()
        if len(tag[0]) > _LONGEST_TAG:
            return ""
        if name in _FLAT:
            return tag[0]
        if tag[1]:
            if open_of.get(name):
                open_of[name] -= 1
                depth -= 1
        elif depth >= MAX_DEPTH:
            return ""
        else:
            open_of[name] = open_of.get(name, 0) + 1
            depth += 1
        return tag[0]

    return _ANY_TAG.sub(kept, html)


def _mended(safe: str) -> str:
    """Mend mojibake between the tags; never in one, where it could break out."""
    from reewriter.text.mojibake import repair

    pieces = _TAG_WHOLE.split(safe.replace("&nbsp;", "\xa0"))
    mended = repair("\x1f".join(pieces[::2])).text
    pieces[::2] = [scrub(text) for text in mended.split("\x1f")]
    return "".join(pieces)


def _without_pixel(tag: re.Match[str]) -> str:
    values = dict(_VALUE.findall(tag[1]))
    sizes = [values.get(side, "") for side in ("width", "height")]
    return "" if any(size in ("0", "1", "2", "0px", "1px") for size in sizes) else tag[0]


def _images_as_links(safe: str) -> str:
    linked = False

    def link(tag: re.Match[str]) -> str:
        nonlocal linked
        if tag[1] is None:
            linked = not tag[2]
            return tag[0]
        values = dict(_VALUE.findall(tag[1]))
        text = f"image: {values['alt']}" if values.get("alt", "").strip() else "image"
        if linked or "src" not in values:
            # One that nobody can look at, and of which nothing is said, is nothing to read.
            return text if linked or text != "image" else ""
        return f'<a href="{values["src"]}">{text}</a>'

    return _IMAGE_OR_LINK.sub(link, safe)
