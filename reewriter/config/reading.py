"""Turns the tables of feeds.toml into a Config; must not read files."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

from reewriter.config import keys
from reewriter.config.addresses import feed_address, feed_key
from reewriter.config.document import Document, Row
from reewriter.config.keymap import read_keymap
from reewriter.config.lines import KeyPath
from reewriter.config.mistakes import Mistake, shown
from reewriter.config.table import Key, Table, Value
from reewriter.config.targets import read_targets
from reewriter.config.values import (
    ANSWER_SECONDS,
    DAILY_COPIES,
    QUOTED_WORDS,
    Config,
    FeedSpec,
    RuleSpec,
)
from reewriter.model import Author, Colours, Look, Publication
from reewriter.query import parse
from reewriter.query.tree import InSection, Score, leaves
from reewriter.text import clean_line
from reewriter.text.nearest import did_you_mean

__all__ = ["read_config"]


def read_config(document: Document, path: Path) -> Config:
    """Check the whole document and return what it says."""
    document.check_tables()
    publication = _publication(document)
    sections = _sections(document)
    retention = document.row(keys.RETENTION, *document.one(keys.RETENTION))
    backups = document.row(keys.BACKUPS, *document.one(keys.BACKUPS))
    fetch = document.row(keys.FETCH, *document.one(keys.FETCH))
    facts = document.row(keys.FACTS, *document.one(keys.FACTS))
    llm = document.row(keys.LLM, *document.one(keys.LLM))
    desk = document.row(keys.DESK, *document.one(keys.DESK))
    return Config(
        path=path,
        publication=publication,
        sections=sections,
        feeds=_feeds(document, sections),
        keywords=_keywords(document),
        views=_views(document, sections),
        snippets=_snippets(document),
        rules=_rules(document, sections),
        targets=read_targets(document),
        look=_look(document),
        keymap=read_keymap(document),
        retention_days=retention.count("days"),
        backups=(backups.count("keep") or DAILY_COPIES) if backups.flag("daily") else 0,
        contact=fetch.text("contact"),
        full_text=fetch.text("full_text"),
        theme=desk.text("theme"),
        style=_style(document),
        quoted_words=facts.count("quoted_words") or QUOTED_WORDS,
        llm_model=llm.text("model"),
        llm_seconds=llm.count("seconds") or ANSWER_SECONDS,
        file=document.file,
        lines=document.lines,
    )


_STYLES = {
    "us": ("U.S.", "US"),
    "quotes": ("curly", "straight"),
    "dash": ("em", "em spaced", "en spaced"),
    "ellipsis": ("…", "..."),
}
"""What each matter of style may be; empty leaves it to the writer."""


def _style(document: Document) -> dict[str, str]:
    path, values = document.one(keys.STYLE)
    row = document.row(keys.STYLE, path, values)
    style = {name: row.text(name) for name in _STYLES}
    for name, value in style.items():
        if value and value not in _STYLES[name]:
            mistake = Mistake(f"must not be {shown(value)}", did_you_mean(value, _STYLES[name]))
            raise document.wrong((*path, name), "[style]", mistake)
    return style


def _publication(document: Document) -> Publication:
    path, values = document.one(keys.PUBLICATION)
    row = document.row(keys.PUBLICATION, path, {k: v for k, v in values.items() if k != "authors"})
    publication = Publication(
        name=row.text("name"),
        title=row.text("title") or row.text("name"),
        timezone=row.text("timezone"),
        locale=row.text("locale"),
        publishing_days=row.words("publishing_days"),
        due=row.text("due"),
        first_number=row.count("first_number") or 1,
        authors=_authors(document),
    )
    return replace(
        publication,
        tagline=row.text("tagline"),
        sender_name=row.text("sender_name"),
        sender_email=row.text("sender_email"),
        home_url=row.text("home_url"),
        postal_address=row.text("postal_address"),
        signup_title=row.text("signup_title"),
        signup_sentence=row.text("signup_sentence"),
        signup_url=row.text("signup_url"),
        share_line=row.text("share_line"),
        copyright=row.text("copyright"),
        unsubscribe_url=row.text("unsubscribe_url"),
        archive_url=row.text("archive_url"),
        list_id=row.text("list_id"),
        date_format=row.text("date_format"),
        labels=_labels(document),
    )


def _labels(document: Document) -> dict[str, str]:
    row = document.row(keys.LABELS, *document.one(keys.LABELS))
    return {key.name: said for key in keys.LABELS.keys if (said := row.text(key.name))}


def _look(document: Document) -> Look:
    row = document.row(keys.BRAND, *document.one(keys.BRAND))
    plain = Look(row.text("look")) if row.text("look") else Look()
    return replace(
        plain,
        day=_colours(row, plain.day, ""),
        night=_colours(row, plain.night, "dark_"),
        body_font=row.text("body_font") or plain.body_font,
        heading_font=row.text("heading_font") or plain.heading_font,
        logo=row.text("logo"),
        logo_alt=row.text("logo_alt"),
        logo_width=row.count("logo_width") or 0,
        logo_height=row.count("logo_height") or 0,
    )


def _colours(row: Row, ours: Colours, prefix: str) -> Colours:
    written = {one.name: row.text(f"{prefix}{one.name}") for one in fields(Colours)}
    return replace(ours, **{name: colour for name, colour in written.items() if colour})


def _authors(document: Document) -> tuple[Author, ...]:
    rows = [document.row(keys.AUTHORS, *entry) for entry in document.many(keys.AUTHORS)]
    _once(document, rows, "author")
    return tuple(Author(row.text("name"), row.text("bio"), row.text("url")) for row in rows)


def _sections(document: Document) -> tuple[str, ...]:
    entries = document.many(keys.SECTIONS)
    if not entries:
        raise document.error(("sections",), "there is no section", "Add at least one [[sections]].")
    rows = [document.row(keys.SECTIONS, *entry) for entry in entries]
    _once(document, rows, "section")
    return tuple(row.text("name") for row in rows)


def _once(document: Document, rows: list[Row], noun: str) -> None:
    seen: dict[str, Row] = {}
    for row in rows:
        name = row.text("name")
        if name.casefold() in seen:
            first = seen[name.casefold()].line
            message = f"the {noun} {shown(name)} is already there, in line {first}"
            raise document.error((*row.path, "name"), message, "Remove one of the two.")
        seen[name.casefold()] = row


def _feeds(document: Document, sections: tuple[str, ...]) -> tuple[FeedSpec, ...]:
    feeds: list[FeedSpec] = []
    seen: dict[str, KeyPath] = {}
    for path, values in document.many(keys.FEEDS):
        row = document.row(keys.FEEDS, path, values)
        try:
            url = feed_address(row.text("url"), root=document.root)
        except Mistake as mistake:
            raise document.wrong((*path, "url"), "[[feeds]]", mistake) from None
        key = feed_key(url, root=document.root)
        if key in seen:
            first = document.lines.of(*seen[key], "url")
            message = f"the feed {shown(url)} is already there, in line {first}"
            raise document.error((*path, "url"), message, "Remove one of the two.")
        seen[key] = path
        section = row.text("section")
        if section and section not in sections:
            message = f"there is no section {shown(section)}"
            raise document.error((*path, "section"), message, did_you_mean(section, sections))
        feeds.append(_feed(row, url))
    return tuple(feeds)


def _feed(row: Row, url: str) -> FeedSpec:
    return FeedSpec(
        url=url,
        title=row.text("title"),
        section=row.text("section"),
        tags=row.words("tags"),
        weight=row.number("weight"),
        live=row.text("live"),
        paused=row.flag("paused"),
    )


def _keywords(document: Document) -> dict[str, float]:
    hint = "Put a phrase with full stops in quotes."
    found = _named(document, keys.KEYWORDS, ("keyword", "a number", hint))
    return {phrase: value for phrase, value in found.items() if isinstance(value, float)}


def _views(document: Document, sections: tuple[str, ...]) -> dict[str, str]:
    found = _named(
        document, keys.VIEWS, ("view", "a query", "Put a name with full stops in quotes.")
    )
    above, _ = document.one(keys.VIEWS)
    for name, value in found.items():
        if isinstance(value, str):
            _know_section(document, (*above, name), value, sections)
    return {name: value for name, value in found.items() if isinstance(value, str)}


def _snippets(document: Document) -> dict[str, str]:
    hint = "Put a name with full stops in quotes."
    found = _named(document, keys.SNIPPETS, ("snippet", "a text", hint))
    return {name: value for name, value in found.items() if isinstance(value, str)}


def _named(document: Document, table: Table, words: tuple[str, str, str]) -> dict[str, Value]:
    """Read a table whose keys the user chose; `words` are the noun, what a value is, and a hint."""
    noun, what, hint = words
    above, values = document.one(table)
    found: dict[str, Value] = {}
    seen: dict[str, KeyPath] = {}
    for written, value in values.items():
        path = (*above, written)
        name = clean_line(written)
        if not name:
            raise document.error(path, f"a {noun} in {table.header} is empty")
        if isinstance(value, dict):
            message = f"the {noun} {shown(name)} must have {what}, not a table"
            raise document.error(path, message, hint)
        if name.casefold() in seen:
            first = document.lines.of(*seen[name.casefold()])
            message = f"the {noun} {shown(name)} is already there, in line {first}"
            raise document.error(path, message, "Remove one of the two.")
        seen[name.casefold()] = path
        kind = Key(name, table.keys[0].kind, "", table.keys[0].example, required=True)
        found[name] = document.value(kind, value, path, table.header)
    return found


def _know_section(document: Document, path: KeyPath, query: str, sections: tuple[str, ...]) -> None:
    """Refuse a query that asks for a section which no feed can be in: it would never find any."""
    names = {section.casefold() for section in sections}
    for leaf in leaves(parse(query).root):
        if isinstance(leaf, InSection) and leaf.name.casefold() not in names:
            message = f"there is no section {shown(leaf.name)}, which this query asks for"
            raise document.error(path, message, did_you_mean(leaf.name, sections))


def _rules(document: Document, sections: tuple[str, ...]) -> tuple[RuleSpec, ...]:
    rows = [document.row(keys.RULES, *entry) for entry in document.many(keys.RULES)]
    for row in rows:
        _know_section(document, (*row.path, "when"), row.text("when"), sections)
        asked = leaves(parse(row.text("when")).root)
        if row.text("then").startswith("score") and any(isinstance(leaf, Score) for leaf in asked):
            message = "when in [[rules]] asks for the score, which this rule changes"
            raise document.error((*row.path, "when"), message, "Leave score: out of it.")
    return tuple(_rule(row) for row in rows)


def _rule(row: Row) -> RuleSpec:
    when = row.text("when")
    verb, _, rest = row.text("then").partition(" ")
    match verb:
        case "tag":
            return RuleSpec(when, "tag", tag=rest)
        case "score":
            return RuleSpec(when, "score", points=float(rest))
        case "keep" | "skip":
            return RuleSpec(when, verb)
    raise ValueError(verb)  # the kind reads no other
