"""A composition as an issue in three formats: the same content, the same bytes each time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from reewriter.errors import TemplateError
from reewriter.model import Brand, Composition, Rendered
from reewriter.render.looks import template_of
from reewriter.render.markdown import sealed_html, to_markdown, to_plain
from reewriter.render.mergetags import neutralise, sealed, unseal
from reewriter.render.own_text import own_text
from reewriter.render.pictures import files
from reewriter.render.rewrite import destination
from reewriter.render.sandbox import Verbatim, run
from reewriter.render.syntax import is_paragraph
from reewriter.render.templates import Shelf
from reewriter.render.view import issue_view
from reewriter.render.voice import Links
from reewriter.text import clean_line
from reewriter.text.labels import labels_of

if TYPE_CHECKING:
    from css_inline import CSSInliner

__all__ = ["html_view", "render", "render_with", "text_view"]

_BLANK_LINES = re.compile(r"\n{3,}")


def render(
    composition: Composition, brand: Brand, *, templates: Path | None, now: datetime
) -> Rendered:
    """Render an issue through its templates, those in the folder `templates` before our own.

    `now` gives the year of the copyright and nothing else. Raises TemplateError.
    """
    return render_with(composition, brand, shelf=Shelf(templates), now=now)


def render_with(composition: Composition, brand: Brand, *, shelf: Shelf, now: datetime) -> Rendered:
    """Render an issue from a shelf of templates. Raises TemplateError."""
    views = {
        voice.name: issue_view(composition, brand, now=now, voice=voice)
        for voice in (_HtmlVoice(), _MarkdownVoice(), _TextVoice(_struck(brand)))
    }
    names = {ending: template_of(brand.look, ending, shelf) for ending in (".html", ".md", ".txt")}
    html = run(names[".html"], sealed(views["html"]), fmt="html", shelf=shelf)
    markdown = run(names[".md"], views["markdown"], fmt="markdown", shelf=shelf)
    text = _tidy(run(names[".txt"], views["text"], fmt="text", shelf=shelf))
    own = composition.issue.own_text
    return Rendered(
        edition=composition.issue.edition,
        subject=neutralise(clean_line(composition.issue.subject)),
        preheader=neutralise(clean_line(composition.issue.preheader)),
        html=unseal(_inlined(html)),
        markdown=markdown.strip() + "\n",
        text=own_text(own) if own else text,
        images=files(composition, brand.look),
        made_text=text if own else "",
    )


def text_view(composition: Composition, brand: Brand) -> Mapping[str, object]:
    """Return what the template of the plain text sees, without the year: for who asks for links."""
    now = datetime.combine(composition.issue.date, time(12), UTC)
    return issue_view(composition, brand, now=now, voice=_TextVoice(_struck(brand)))


def html_view(composition: Composition, brand: Brand, *, now: datetime) -> Mapping[str, object]:
    """Return what the templates of the HTML see."""
    return issue_view(composition, brand, now=now, voice=_HtmlVoice())


def _struck(brand: Brand) -> str:
    publication = brand.publication
    return labels_of(publication.locale, publication.labels)["struck_out"]


class _HtmlVoice:
    """HTML for the body; text around it is escaped by the template."""

    name = "html"
    mails = True

    def rich(self, markdown: str, *, heading: int, links: Links, under: int = 0) -> str:
        from markupsafe import Markup

        # Safe by construction: parsed with HTML off, then through the mail allow-list.
        return Markup(sealed_html(markdown, heading=heading))  # noqa: S704

    def line(self, markdown: str, links: Links) -> str:
        from markupsafe import Markup

        if not is_paragraph(markdown):
            return markdown
        written = sealed_html(markdown).strip().removeprefix("<p>").removesuffix("</p>")
        return Markup(written)  # noqa: S704  # as above

    def address(self, url: str) -> str:
        return url

    def style(self, value: str) -> str:
        from markupsafe import Markup

        # Looked at before: nothing in it ends a declaration or an attribute in double quotes.
        return Markup(value)  # noqa: S704

    def sponsored(self, rich: str) -> str:
        from markupsafe import Markup

        # The sanitiser writes every link this one way.
        return Markup(str(rich).replace(' rel="', ' rel="sponsored '))  # noqa: S704


class _MarkdownVoice:
    """Clean CommonMark, which the template does not escape again."""

    name = "markdown"
    mails = True

    def rich(self, markdown: str, *, heading: int, links: Links, under: int = 0) -> str:
        return Verbatim(to_markdown(markdown, heading=heading))

    def line(self, markdown: str, links: Links) -> str:
        return Verbatim(to_markdown(markdown)) if is_paragraph(markdown) else markdown

    def address(self, url: str) -> str:
        return Verbatim(destination(url))

    def style(self, value: str) -> str:
        return value

    def sponsored(self, rich: str) -> str:
        return rich


class _TextVoice:
    """Plain text, its links counted into those of the story."""

    name = "text"
    mails = False

    def __init__(self, struck: str) -> None:
        self._struck = struck

    def rich(self, markdown: str, *, heading: int, links: Links, under: int = 0) -> str:
        plain = to_plain(markdown, links=tuple(links.urls), under=under, struck=self._struck)
        links.urls[:] = plain.links
        return plain.text

    def line(self, markdown: str, links: Links) -> str:
        if not is_paragraph(markdown):
            return markdown
        return " ".join(self.rich(markdown, heading=1, links=links).split())

    def address(self, url: str) -> str:
        return url

    def style(self, value: str) -> str:
        return value

    def sponsored(self, rich: str) -> str:
        return rich


@lru_cache(maxsize=1)
def _inliner() -> CSSInliner:
    from css_inline import CSSInliner

    return CSSInliner(load_remote_stylesheets=False, minify_css=True)


def _inlined(html: str) -> str:
    from css_inline import InlineError

    try:
        return _inliner().inline(html)
    except InlineError as error:
        raise TemplateError(
            f"the HTML: its styles cannot be inlined ({error})",
            hint="Look at the <style> blocks of the template.",
        ) from error


def _tidy(text: str) -> str:
    """Take out what templates leave behind: trailing blanks, more than one empty line."""
    lines = "\n".join(line.rstrip(" \t") for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", lines).strip() + "\n"
