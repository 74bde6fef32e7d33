"""Proofs of a workspace's templates: each override is tried on an issue made up for that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath

from reewriter.errors import TemplateError
from reewriter.formats import PARTS
from reewriter.model import (
    Author,
    Brand,
    Composition,
    Highlight,
    Image,
    Issue,
    Look,
    Placed,
    Publication,
    RecentStory,
    Source,
    Story,
)
from reewriter.render.archive import ArchivedIssue, archive_with
from reewriter.render.issue import html_view, render_with
from reewriter.render.mergetags import PLACEHOLDERS, placeholders
from reewriter.render.prompts import FOLDER, prompt_with
from reewriter.render.templates import Shelf, listed, read_template
from reewriter.text.active import active_at, active_in

__all__ = ["check_templates", "prompt_view", "whole_view"]

_NOW = datetime(2026, 1, 2, 6, 0, tzinfo=UTC)
_ISSUE = Issue(id=1, date=date(2026, 1, 2), edition="2026-01-02", number=1)
_PUBLICATION = Publication(name="Name", title="Title")


def check_templates(workspace: Path) -> tuple[TemplateError, ...]:
    """Render a made-up issue with each template of the folder and return the mistakes found.

    Each override is tried alone first, so that one mistake does not hide another.
    """
    files = listed(workspace)
    overrides = frozenset(file.name for file in files if file.origin == "overridden")
    formats = sorted(
        {PurePosixPath(file.name).stem for file in files if file.name.startswith("stories/")}
    )
    looks = sorted({PurePosixPath(file.name).stem for file in files if "/" not in file.name})
    mistakes: dict[str, TemplateError] = {}
    for name in (*sorted(overrides), ""):
        shelf = Shelf(workspace, hidden=overrides - {name} if name else frozenset())
        for error in (each for look in looks for each in _tried(shelf, formats, Look(look))):
            mistakes.setdefault(error.message, error)
    for file in files:
        if file.name.startswith(FOLDER) and file.origin != "shipped":
            for error in _prompted(file.name, Shelf(workspace)):
                mistakes.setdefault(error.message, error)
    return tuple(mistakes.values())


def prompt_view() -> Mapping[str, object]:
    """Return everything that the template of a prompt can see, nothing missing."""
    return {
        "publication": {"name": "Name"},
        "count": 3,
        "words": {"least": 15, "most": 20},
        "story": {
            "headline": "Headline",
            "highlights": ("A highlight.",),
            "critique": "What we hold.",
        },
        "sources": ({"outlet": "Outlet", "date": "2026-01-01", "text": "Text."},),
        "stories": ({"headline": "Headline", "highlights": ("A highlight.",)},),
    }


def _prompted(name: str, shelf: Shelf) -> Iterator[TemplateError]:
    """Try a prompt on a whole story, then on one in which everything is missing."""
    whole = prompt_view()
    bare = {
        "story": {"headline": "", "highlights": (), "critique": ""},
        "sources": (),
        "stories": (),
    }
    for view in (whole, {**whole, **bare}):
        try:
            prompt_with(name, view, shelf=shelf)
        except TemplateError as error:
            yield error


def whole_view() -> Mapping[str, object]:
    """Return everything that a template of HTML can see, nothing missing."""
    story = replace(_full_story(), extra={"runs": "teaser", "sponsor": "Sponsor"})
    issue = replace(
        _ISSUE, subject="Subject", preheader="Preheader", intro="[A](https://a.example)"
    )
    recent = (RecentStory("Headline", "https://example.org/", date(2026, 1, 1)),)
    placed = (Placed(story, section="Section", position=0, bench=False),)
    return html_view(Composition(issue, placed, recent), _brand(Look()), now=_NOW)


def _tried(shelf: Shelf, formats: list[str], look: Look) -> Iterator[TemplateError]:
    """Try a full issue with a story of each format, then one in which everything is missing."""
    full = tuple(replace(_full_story(), format=name) for name in formats)
    full = (*full, replace(_full_story(), extra={"runs": "teaser"}))
    logo = replace(look, logo="media/logo.png", logo_width=1, logo_height=1)
    for stories, issue, brand in (
        (
            full,
            replace(_ISSUE, subject="Subject", preheader="Preheader", intro="Intro"),
            _brand(logo),
        ),
        ((Story(id=1),), _ISSUE, Brand(_PUBLICATION, (), look)),
    ):
        placed = tuple(
            Placed(story, section="Section" if story.headline else "", position=n, bench=False)
            for n, story in enumerate(stories)
        )
        recent = (RecentStory("Headline", "https://example.org/", date(2026, 1, 1)),)
        composition = Composition(issue, placed, recent if issue.subject else ())
        try:
            rendered = render_with(composition, brand, shelf=shelf, now=_NOW)
            archived = ArchivedIssue(issue.edition, issue.number, issue.date, _NOW, rendered)
            archive_with((archived, archived, archived), brand, shelf=shelf)
        except TemplateError as error:
            yield error
        else:
            yield from _unknown((rendered.html, rendered.markdown, rendered.text), shelf)
            yield from _active(rendered.html, shelf)


def _unknown(texts: tuple[str, ...], shelf: Shelf) -> Iterator[TemplateError]:
    for name in dict.fromkeys(name for text in texts for name in placeholders(text)):
        if f"⟦{name}⟧" not in PLACEHOLDERS:
            yield TemplateError(
                f"{shelf.workspace}: no target fills in ⟦{name}⟧",
                hint=f"There are {' and '.join(PLACEHOLDERS)}.",
            )


def _active(page: str, shelf: Shelf) -> Iterator[TemplateError]:
    """Name what is active in the HTML, with the file and the line that it is written in."""
    for what in active_in(page):
        yield TemplateError(
            f"{_written(what, shelf)}: {what} goes out in the HTML",
            hint="No mail program lets it, and many refuse the whole mail.",
        )


def _written(what: str, shelf: Shelf) -> str:
    """Say where it is written; the folder alone where a template puts it together."""
    for file in listed(shelf.workspace):
        if file.origin == "shipped" or file.name in shelf.hidden or file.path.suffix != ".html":
            continue
        template = read_template(file.path)
        at = next((at for found, at in active_at(template) if found == what), None)
        if at is not None:
            return f"{file.path}:{template.count(chr(10), 0, at) + 1}"
    return str(shelf.workspace)


def _brand(look: Look) -> Brand:
    url = "https://example.org/"
    author = Author(name="Author", bio="Bio.", url=url)
    publication = replace(
        _PUBLICATION,
        tagline="Tagline",
        home_url=url,
        postal_address="1 Street, Town",
        signup_title="Sign-up",
        signup_sentence="Sentence.",
        signup_url=url,
        copyright="Holder",
        authors=(author, replace(author, name="Another")),
    )
    return Brand(publication, ("Section",), look)


def _full_story() -> Story:
    source = Source(
        id=1,
        story_id=1,
        item_id=None,
        outlet="Outlet",
        reporter="Reporter",
        url="https://example.org/1",
        published=_NOW,
        text="Text.",
        text_hash="",
        captured_at=_NOW,
        complete=True,
        primary=True,
    )
    return Story(
        id=1,
        headline="Headline",
        deck="Deck.",
        tldr="Summary.",
        critique="Critique.\n\n| A | B | C |\n|---|---|---|\n| 1 | 2 | 3 |",
        tags=("tag",),
        authors=("Author", "Another"),
        own_url="https://example.org/2",
        extra={name: " | ".join(part.columns) or "Text." for name, part in PARTS.items()},
        highlights=(Highlight("Highlight."),),
        images=(Image("media/picture.jpg", "Picture", 8, 8, "Credit", "Rights"),),
        sources=(source, replace(source, id=2, primary=False, url="https://example.org/3")),
    )
