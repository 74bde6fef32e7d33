"""`paste`, `clean`, `suggest`: texts read, mended and looked through; they need no workspace."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from reewriter.cli import shapes
from reewriter.cli.inputs import called, decode, read_bytes, wrong_kind
from reewriter.cli.models import llm_options, print_findings
from reewriter.cli.output import Json, echo
from reewriter.cli.session import Session, as_json, pass_session
from reewriter.errors import UsageError

if TYPE_CHECKING:
    from reewriter.text import Pasted, Tag
    from reewriter.text.mojibake import Repair

__all__ = ["article_in", "clean", "paste", "suggest", "tell_broken", "tell_of", "text_in"]

_LOOKED_AT = 4000
"""Characters at whose beginning a web page shows that it is one."""
_TERMINAL_CODE = re.compile(
    r"\x1b(?:\[[0-?]{0,64}[ -/]{0,8}[@-~]|\][^\x07\x1b\n]{0,2000}(?:\x07|\x1b\\)|[ -/]{1,4}[0-~])"
)
"""Colours, moves of the cursor, titles and links of a terminal's output, whole."""


@click.command()
@click.argument("source", metavar="FILE|-")
@click.option("--whole", is_flag=True, help="Cut nothing: what the site printed stays as well.")
@click.option(
    "--part",
    type=click.Choice(["briefing", "source"]),
    help="Print one part of a briefing that has its source beneath it.",
)
@as_json
@pass_session
def paste(session: Session, *, source: str, whole: bool, part: str | None) -> None:
    """Turn pasted text into Markdown.

    Headings, nested lists and tables of Word and web pages are made out, date and byline become
    data, and what a site prints around an article is cut. Needs no workspace.
    """
    from reewriter.text import import_paste

    text = _text_of(source)
    _refuse_page(text, source)
    pasted = import_paste(text)
    if whole:
        pasted = import_paste(text, keep=pasted.cut)
    if part:
        split = pasted.proposed_split
        if split is None:
            raise UsageError(
                "no source was found beneath a briefing",
                hint="Without --part all of it is printed.",
            )
        pasted = import_paste(split.briefing if part == "briefing" else split.source)
    if not text.strip():
        session.note("There was nothing to read.")
    session.answer(
        _shape(pasted), lambda: echo(pasted.markdown, end="\n" if pasted.markdown else "")
    )
    if not session.json:
        tell_of(session, pasted, "--part briefing or --part source takes one of them.")
    else:
        tell_broken(session, pasted)


def _text_of(source: str) -> str:
    """Read a text; what is none is refused with what to do about it."""
    return text_in(read_bytes(source), source)


def text_in(content: bytes, source: str) -> str:
    """Return the text of a file: of a Word file or a PDF what it says."""
    from reewriter.feeds.documents import kind_of, read_document

    name = called(source)
    if kind := kind_of(content):
        with wrong_kind(source):
            return read_document(content, kind, name=name)
    if content.startswith(b"PK\x03\x04"):
        raise UsageError(
            f"{name} is an archive, not text", hint="Open it, copy its text, and paste that: `-`."
        )
    return decode(content, source)


def article_in(source: str) -> str:
    """Return what a file or standard input says, as `add` would read it; cut is nothing.

    Of a saved page that is its article: menus and advertisements are nobody's source.
    """
    from reewriter.text.clean import scrub

    content = read_bytes(source)
    text = scrub(text_in(content, source))
    if "<" in text[:_LOOKED_AT]:  # what reads pages takes long to import
        from reewriter.feeds.page import looks_like_html
        from reewriter.workspace.byhand import page_text

        return page_text(content) if looks_like_html(text) else text
    return text


def _refuse_page(text: str, source: str) -> None:
    from reewriter.feeds.page import looks_like_html

    if looks_like_html(text):
        raise UsageError(
            "this is the source of a web page, not its text",
            hint=f"`reewriter add {source}` reads saved pages.",
        )


def tell_of(session: Session, pasted: Pasted, how_to_part: str) -> None:
    """Say what was left out, what stays broken, and that there may be two texts in one."""
    tell_broken(session, pasted)
    if pasted.cut:
        pieces = "one piece" if len(pasted.cut) == 1 else f"{len(pasted.cut)} pieces"
        first = ", ".join(f"“{_short(text)}”" for text in list(dict.fromkeys(pasted.cut))[:3])
        more = " …" if len(set(pasted.cut)) > 3 else ""
        session.note(f"Left out {pieces}: {first}{more} (--whole keeps them)")
    if split := pasted.proposed_split:
        begins = _short(split.source.lstrip("# "))
        session.note(
            f"This may be two texts: the source seems to begin at “{begins}”"
            f" ({'; '.join(split.reasons)}). {how_to_part}"
        )


def tell_broken(session: Session, pasted: Pasted) -> None:
    """Say where letters were lost that nobody can tell."""
    if places := pasted.broken:
        many = "One place stays" if len(places) == 1 else f"{len(places)} places stay"
        shown = ", ".join(f"“{_short(one)}”" for one in places[:3])
        more = " …" if len(places) > 3 else ""
        session.note(f"{many} broken, since letters were lost: {shown}{more}")


def _short(text: str) -> str:
    from reewriter.text.words import truncate

    return truncate(" ".join(text.split()), 40)


def _shape(pasted: Pasted) -> dict[str, Json]:
    meta, split = pasted.meta, pasted.proposed_split
    signup = meta.signup
    return {
        "markdown": pasted.markdown,
        "meta": {
            "title": meta.title,
            "date": meta.date.isoformat() if meta.date else None,
            "byline": meta.byline,
            "bio": meta.bio,
            "categories": list(meta.categories),
            "highlights": list(meta.highlights),
            "recent": list(meta.recent),
            "signup": {"title": signup.title, "sentence": signup.sentence} if signup else None,
            "copyright": meta.copyright,
        },
        "cut": list(pasted.cut),
        "proposed_split": {
            "at": split.at,
            "briefing": split.briefing,
            "source": split.source,
            "reasons": list(split.reasons),
        }
        if split
        else None,
    }


@click.command()
@click.argument("source", metavar="FILE|-")
@as_json
@pass_session
def clean(session: Session, *, source: str) -> None:
    """Mend broken letters, drop what hides.

    The text goes to stdout. Signs that had been lost, and were guessed, are listed on stderr with
    their lines, and so is what stays broken since nobody can tell what was lost. Needs no
    workspace.
    """
    from reewriter.text import clean as cleaned
    from reewriter.text.long_repair import repair_long

    whole, codes = _TERMINAL_CODE.subn("", _text_of(source))
    mended = repair_long(whole)
    text = cleaned(mended.text)
    answer: dict[str, Json] = {
        "text": text,
        "page": mended.page,
        "count": mended.count,
        "guessed": mended.guessed,
        "guesses": _places(mended.text, mended.guesses),
        "left": _places(mended.text, mended.left),
    }
    session.answer(answer, lambda: echo(text, end="" if not text or text.endswith("\n") else "\n"))
    if not session.json:
        if codes:
            dropped = "one code" if codes == 1 else f"{codes} codes"
            session.note(f"Dropped {dropped} of a terminal.")
        if mended.count or mended.left or not codes:
            _report(session, mended)


def _places(text: str, places: Sequence[int]) -> list[Json]:
    """Return the line of each place, and the words it stands in."""
    from reewriter.text.losses import around

    return [
        {"line": text.count("\n", 0, at) + 1, "around": words}
        for at, words in zip(places, around(text, places), strict=True)
    ]


def _report(session: Session, mended: Repair) -> None:
    if mended.count:
        places = "one place" if mended.count == 1 else f"{mended.count} places"
        guessed = f", {mended.guessed} of them guessed" if mended.guessed else ""
        session.note(f"Mended {places} (read as {mended.page}){guessed}.")
        _list(session, mended.text, mended.guesses)
    if mended.left:
        places = "One place stays" if len(mended.left) == 1 else f"{len(mended.left)} places stay"
        session.note(f"{places} broken, since letters were lost that nobody can tell:")
        _list(session, mended.text, mended.left)
    elif not mended.count:
        session.note("Nothing was broken.")


def _list(session: Session, text: str, places: Sequence[int]) -> None:
    from reewriter.text.losses import around

    for at, words in zip(places, around(text, places), strict=True):
        session.note(f"  line {text.count(chr(10), 0, at) + 1}: … {words} …")


@click.command()
@click.argument("source", metavar="FILE|-")
@click.option(
    "--count",
    type=click.IntRange(1, 20),
    default=3,
    metavar="N",
    help="How many sentences; else 3.",
)
@llm_options
@as_json
@pass_session
def suggest(session: Session, *, source: str, count: int, llm: bool, model: str) -> None:
    """Pick the sentences that say most of a text, and the names in it.

    Drafts of highlights, for you to shorten; those of a language model are compared with the text.
    The names are those of the glossary, which glossary.toml of a workspace changes. Needs no
    workspace.
    """
    from reewriter.text import find_tags, import_paste, suggest_highlights
    from reewriter.workspace.glossary import glossary_of

    # Read as a paste: what a site prints around an article is no highlight of it.
    text = import_paste(_text_of(source)).markdown
    glossary = glossary_of(session.root_if_any())
    tags = find_tags(text, glossary)
    named: list[Json] = [
        {"name": tag.name, "kind": tag.kind, "count": len(tag.spans)} for tag in tags
    ]
    if llm or model:
        _ask(session, text, count=count, model=model, named=named)
        return
    highlights = suggest_highlights(text, count, glossary=glossary)
    session.answer(
        {"highlights": list(highlights), "tags": named},
        lambda: _print_suggestions(highlights, tags),
    )
    if not highlights and not session.json:
        session.note("No sentence that could be a highlight.")


def _ask(session: Session, text: str, *, count: int, model: str, named: Sequence[Json]) -> None:
    """Print what a language model proposes, and beneath each line what was found in it."""
    from reewriter.workspace.drafting import on_text

    if not text.strip():
        raise UsageError(
            "there is no text to suggest highlights from",
            hint="Name a file, or pipe a text in: `-`.",
        )
    story, findings = on_text(
        text, count, model=model, root=session.root_if_any(), now=session.now()
    )

    def printed() -> None:
        for one, found in zip(story.suggested, findings, strict=True):
            echo(f"- {one.text}")
            print_findings(found, sentence=one.span is not None)

    value: dict[str, Json] = {
        "highlights": [one.text for one in story.suggested],
        "findings": [[shapes.finding(one) for one in found] for found in findings],
        "tags": list(named),
    }
    session.answer(value, printed)


def _print_suggestions(highlights: Sequence[str], tags: Sequence[Tag]) -> None:
    for sentence in highlights:
        echo(f"- {sentence}")
    if tags:
        echo(end="\n" if highlights else "")
        echo(" · ".join(f"{tag.name} {len(tag.spans)}" for tag in tags), look="dim")
