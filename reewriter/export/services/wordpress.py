"""Drafts of posts at a WordPress of one's own; what is published there is never touched."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from html import escape

from reewriter.export.answers import Talk, items, word
from reewriter.export.pictures import Picture
from reewriter.export.remote import Mark, Remote, RemoteState
from reewriter.export.service import OWN_ADDRESS, Abilities, ServiceTarget
from reewriter.export.settings import Setting
from reewriter.export.target import ExportContext, file_stem
from reewriter.model import Rendered
from reewriter.net import Call, Rules, Secret

__all__ = ["WordPress"]

_POSTS = "/wp-json/wp/v2/posts"
_EDIT = {"context": "edit"}
_STATES = {
    "draft": RemoteState.DRAFT,
    "future": RemoteState.SCHEDULED,
    # Handed in for review: in somebody else's hands, but not before readers.
    "pending": RemoteState.SCHEDULED,
}
_INNER = re.compile(r"<body\b[^>]*>(.*)</body\s*>", re.IGNORECASE | re.DOTALL)
_SHORTCODE = re.compile(r"\[(?=[\w/\[])")
_STYLE = re.compile(r"(<style\b.*?</style\s*>)", re.IGNORECASE | re.DOTALL)
_MARK = re.compile(r"\s*<!-- reewriter (\[rw-[^\]]*\]) -->")


class WordPress(ServiceTarget):
    """Keeps one post for what it is given, found again by a comment that no reader sees."""

    kind = "wordpress"
    url_setting = OWN_ADDRESS
    rules = Rules(
        calls=(
            Call("GET", "/wp-json/wp/v2/users/me", query=("context",)),
            Call("GET", _POSTS, query=("context", "search", "status", "per_page")),
            Call("GET", f"{_POSTS}/{{id}}", query=("context",)),
            Call("POST", _POSTS, must={"status": "draft"}),
            # Without a status: what was published meanwhile must not become a draft again.
            Call("PUT", f"{_POSTS}/{{id}}", never=frozenset({"status"})),
            Call("POST", "/wp-json/wp/v2/media", raw=True),
        ),
        never=frozenset({"date", "date_gmt", "password", "sticky"}),
    )
    own_settings = (
        Setting(
            "user",
            "The name of the user whose application password it is.",
            required=True,
            example='"editor"',
        ),
    )
    theirs = frozenset({"slug"})
    takes_pictures = True
    abilities = Abilities(
        title="WordPress",
        text="no: a post has none",
        preheader="yes (excerpt)",
        pictures="uploaded",
        found_again="a comment in the post",
        draft="a new post is said to be a draft; an update says nothing of its state",
        verified="WordPress 6.1.9 with PHP 8.2 and MariaDB 10.11, as an administrator and as an "
        "author (2026-11), and a fake written after its REST API's documents",
        unverified=("sites whose plugins change posts, or close the REST API",),
    )

    def fields(self, rendered: Rendered, ctx: ExportContext) -> dict[str, object]:
        """Return title, text in a block of HTML, and excerpt."""
        body = _INNER.search(rendered.html)
        inner = _calm((body[1] if body else rendered.html).strip())
        post: dict[str, object] = {
            # WordPress prints title and excerpt as the HTML they are.
            "title": escape(rendered.subject, quote=False),
            "content": f"<!-- wp:html -->\n{inner}\n<!-- /wp:html -->",
            "excerpt": escape(rendered.preheader, quote=False),
        }
        if rendered.edition:  # a story's post gets its slug from its title, when published
            post["slug"] = file_stem(rendered.edition).replace(".", "-").lower()
        return post

    def sign(self, secret: Secret) -> Mapping[str, str]:
        """Return the user and the application password."""
        pair = f"{self.text('user')}:{secret.reveal()}".encode()
        return {"Authorization": f"Basic {base64.b64encode(pair).decode('ascii')}"}

    def greet(self, talk: Talk) -> str:
        """Ask who the user is."""
        return word(talk.ask("GET", "/wp-json/wp/v2/users/me", query=_EDIT), "name")

    def read(self, talk: Talk, remote_id: str) -> Remote | None:
        """Read one post; what lies in the bin is gone."""
        path = f"{_POSTS}/{{id}}"
        found = talk.ask("GET", path, {"id": remote_id}, query=_EDIT, missing=(404, 410))
        return None if found is None or word(found, "status") == "trash" else self._remote(found)

    def find(self, talk: Talk, mark: Mark) -> Iterator[Remote]:
        """Search posts of any state for our comment."""
        query = {**_EDIT, "search": mark.key, "status": "any", "per_page": "20"}
        for one in items(talk.ask("GET", _POSTS, query=query)):
            remote = self._remote(one)
            if remote.mark.key == mark.key:
                yield remote

    def create(self, talk: Talk, fields: dict[str, object], mark: Mark) -> str:
        """Make the post."""
        body = {**_marked(fields, mark), "status": "draft"}
        return word(talk.ask("POST", _POSTS, body=body), "id")

    def update(
        self, talk: Talk, remote_id: str, fields: dict[str, object], mark: Mark, *, version: str
    ) -> None:
        """Write the post anew."""
        talk.ask("PUT", f"{_POSTS}/{{id}}", {"id": remote_id}, body=_marked(fields, mark))

    def upload(self, talk: Talk, picture: Picture) -> str:
        """Upload a picture to the site's library."""
        named = {"Content-Disposition": f'attachment; filename="{picture.name}"'}
        kind = f"image/{picture.subtype}"
        made = talk.upload("/wp-json/wp/v2/media", picture.content, kind, headers=named)
        return word(made, "source_url")

    def _remote(self, found: object) -> Remote:
        content = word(found, "content", "raw")
        mark = _MARK.search(content)
        return Remote(
            id=word(found, "id"),
            state=RemoteState.said(word(found, "status"), _STATES),
            url=f"{self.url}/wp-admin/post.php?post={word(found, 'id')}&action=edit",
            fields={
                "title": word(found, "title", "raw"),
                "content": _MARK.sub("", content),
                "excerpt": word(found, "excerpt", "raw"),
            },
            mark=Mark.in_text(mark[1]) if mark else Mark(""),
            page=word(found, "link"),
        )


def _calm(text: str) -> str:
    """Keep content from being read as a shortcode, as `[gallery]` or `[[gallery]]` would be.

    A style sheet is left as it is: entities are not decoded there.
    """
    return "".join(
        one if one.startswith("<style") else _SHORTCODE.sub("&#91;", one)
        for one in _STYLE.split(text)
    )


def _marked(fields: dict[str, object], mark: Mark) -> dict[str, object]:
    return {**fields, "content": f"{fields['content']}\n<!-- reewriter {mark.label} -->"}
