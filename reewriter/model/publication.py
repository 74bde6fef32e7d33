"""The publication as frozen values: its masthead, its authors, its sections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from reewriter.model.look import Look
from reewriter.values import dataclass

__all__ = ["Author", "Brand", "Publication"]


@dataclass(frozen=True, slots=True)
class Author:
    """A person who signs stories."""

    name: str
    bio: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Publication:
    """The masthead and everything the law and the reader want to know: `[publication]`."""

    name: str
    title: str
    """The mail's own name, on the masthead."""
    tagline: str = ""
    sender_name: str = ""
    sender_email: str = ""
    home_url: str = ""
    postal_address: str = ""
    signup_title: str = ""
    signup_sentence: str = ""
    signup_url: str = ""
    share_line: str = ""
    """Stands before the label of the same meaning."""
    copyright: str = ""
    """Who, and the sentence after it; "© YEAR" is put in front by the renderer."""
    unsubscribe_url: str = ""
    archive_url: str = ""
    """With `{edition}` in it, where each issue has its page; else one page for all."""
    list_id: str = ""
    timezone: str = "UTC"
    locale: str = "en-US"
    date_format: str = ""
    """How the masthead writes its day; "" for the way of the language."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """The words around the stories that are not to be ours, by name: `[labels]`."""
    publishing_days: tuple[str, ...] = ("mon", "tue", "wed", "thu", "fri")
    due: str = "08:00"
    first_number: int = 1
    authors: tuple[Author, ...] = ()

    def page_of(self, edition: str) -> str:
        """Return the web page of an issue; "" where there is none."""
        return self.archive_url.replace("{edition}", edition)

    @property
    def archive_home(self) -> str:
        """The web page that the pages of all issues stand below, ending in a slash; or ""."""
        whole, edition, _ = self.archive_url.partition("{edition}")
        home = whole.rpartition("/")[0] if edition else whole.rstrip("/")
        return f"{home}/" if home else ""


@dataclass(frozen=True, slots=True)
class Brand:
    """The publication, its sections in order, its look: all the renderer knows of the house."""

    publication: Publication
    sections: tuple[str, ...]
    look: Look = field(default_factory=Look)
