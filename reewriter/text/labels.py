"""The words around the stories of a mail, as "Unsubscribe", by language; knows no layout."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import tomli

__all__ = ["LABELS", "in_english", "labels_of", "languages"]

LABELS: Mapping[str, tuple[str, str]] = {
    "unsubscribe": ("Unsubscribe", "The way out of the list."),
    "browser": ("View in browser", "The way to the issue's page."),
    "number": ("No.", "Before the issue's number."),
    "read_more": ("Read the full story", "Below a teaser."),
    "highlights": ("Highlights", "Above the highlights."),
    "tldr": ("TL;DR:", "Before a story in one paragraph, with its sign."),
    "by": ("By", "Before an author."),
    "also_in": ("Also in", "Before the other outlets of a story."),
    "tags": ("Tags:", "Before the tags, with its sign."),
    "share": ("Spread the word:", "Before the share links; `share_line` stands before it."),
    "email": ("E-mail", "A share link; and what screen readers call the whole."),
    "sponsored": ("Sponsored", "Above a paid text that names nobody."),
    "sponsored_by": ("Sponsored by", "Above a paid text, before who pays."),
    "overview": ("Overview", "A heading of briefings."),
    "experts": ("Expert views", "A heading of briefings."),
    "outlook": ("Outlook", "A heading of briefings."),
    "bottom_line": ("Bottom line", "A heading of briefings."),
    "column_issue": ("Issue", "A column of the outlook, where it has no head of its own."),
    "column_status": ("Current status", "The second one."),
    "column_outlook": ("Outlook", "The third one."),
    "conclusion": ("Conclusion", "A heading of analyses."),
    "option": ("Option", "Before the number of an option."),
    "upside": ("Upside:", "In an option, with its sign."),
    "risk": ("Risk:", "In an option, with its sign."),
    "recent": ("Recent news", "Above the last headlines."),
    "sign_up": ("Sign up", "The button of the sign-up block."),
    "picture": ("Picture", "In plain text, before what a picture shows."),
    "struck_out": ("struck out", "In plain text, before what is struck out."),
    "all_issues": ("All issues", "On the pages of the archive."),
}
"""By name: the word in English, and where it stands."""

_ENGLISH = {name: word for name, (word, _) in LABELS.items()}


def labels_of(locale: str, own: Mapping[str, str]) -> dict[str, str]:
    """Return every label by its name: the editor's own, else that of the language, else English.

    >>> labels = labels_of("de-AT", {"by": "Text:"})
    >>> labels["unsubscribe"], labels["by"], labels["also_in"]
    ('Abmelden', 'Text:', 'Auch in')
    """
    return {**_ENGLISH, **_translated(locale), **{name: word for name, word in own.items() if word}}


def in_english(locale: str, own: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names of the labels that are in English although the mail is not."""
    if _language(locale) == "en":
        return ()
    known = _translated(locale)
    return tuple(name for name in LABELS if not own.get(name) and name not in known)


def languages() -> tuple[str, ...]:
    """Return the languages that have labels, English among them."""
    return tuple(sorted(("en", *_all())))


def _language(locale: str) -> str:
    return locale.replace("_", "-").partition("-")[0].lower()


def _translated(locale: str) -> Mapping[str, str]:
    language = _language(locale)
    return {} if language == "en" else _all().get(language, {})


@lru_cache(1)
def _all() -> Mapping[str, Mapping[str, str]]:
    text = Path(__file__).with_name("labels.toml").read_text(encoding="utf-8")
    return tomli.loads(text)
