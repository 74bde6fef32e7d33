"""Drafts of posts at a Ghost of one's own: the issue in an HTML card, which Ghost leaves alone."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from reewriter.errors import AnswerError
from reewriter.export.answers import Talk, at, count, items, word
from reewriter.export.dressing import Tags
from reewriter.export.multipart import form
from reewriter.export.pictures import Picture
from reewriter.export.readership import Readership, by_clicks
from reewriter.export.remote import Mark, Remote, RemoteState
from reewriter.export.service import OWN_ADDRESS, Abilities, ServiceTarget
from reewriter.export.settings import Setting
from reewriter.export.target import ExportContext, file_stem
from reewriter.model import Finding, Rendered
from reewriter.net import Call, Rules, Secret

__all__ = ["Ghost"]

_API = "/ghost/api/admin"
_STATES = {"draft": RemoteState.DRAFT, "scheduled": RemoteState.SCHEDULED}
_STYLES = re.compile(r"<style\b[^>]*>.*?</style\s*>", re.IGNORECASE | re.DOTALL)
_BODY = re.compile(r"<body\b[^>]*>(.*)</body\s*>", re.IGNORECASE | re.DOTALL)
_LONGEST = {"title": 255, "custom_excerpt": 300, "email_subject": 300}
_CARD = ("<!--kg-card-begin: html-->", "<!--kg-card-end: html-->")
"""Between these Ghost keeps HTML as it is; elsewhere it drops styles and frames."""
_MAILGUN = re.compile(r"%(?=recipient\.|(?:tag_|mailing_list_)?unsubscribe_(?:url|email)%)")
"""Variables of Mailgun, by which Ghost delivers: they would be filled in with a reader's own."""
_STYLED = re.compile(r'\bstyle="[^"]*"')
_QUOTED = re.compile(r"'([A-Za-z][\w-]*(?: [A-Za-z][\w-]*)*)'")
"""The name of a typeface, which needs no quotation marks: Ghost's mail breaks off at them."""
_MINUTES = 5


class Ghost(ServiceTarget):
    """Keeps one post an issue, found again by an internal tag; Ghost itself sees collisions."""

    kind = "ghost"
    url_setting = OWN_ADDRESS
    rules = Rules(
        calls=(
            Call("GET", f"{_API}/site/"),
            Call("GET", f"{_API}/posts/", query=("filter", "limit", "formats", "include")),
            Call("GET", f"{_API}/posts/{{id}}/", query=("formats", "include")),
            Call("GET", f"{_API}/links/", query=("filter",)),
            Call("POST", f"{_API}/posts/", query=("source",), must={"posts.*.status": "draft"}),
            # Said twice, the second is refused: the post is no longer as it was looked at.
            Call("PUT", f"{_API}/posts/{{id}}/", query=("source",), repeatable=False,
                 must={"posts.*.status": "draft"}),
            Call("POST", f"{_API}/images/upload/", raw=True),
        ),
        never=frozenset({"published_at", "newsletter", "email_segment", "email_only"}),
    )  # fmt: skip
    tags = Tags({"unsubscribe_url": "%%{unsubscribe_url}%%"}, openers=("%%{",), also=_MAILGUN)
    own_settings = (Setting("author", "The slug of the author; else the key's own."),)
    theirs = frozenset({"slug", "authors"})
    takes_pictures = True
    largest = 5_000_000
    abilities = Abilities(
        title="Ghost",
        text="made by the service",
        preheader="yes (excerpt)",
        pictures="uploaded",
        found_again="an internal tag; a new post's slug is looked up first",
        conflicts="read and compared, and its own updated_at",
        draft="status is always said to be draft; the newsletter is named only when publishing",
        readers="sums; clicks by link to a staff token only",
        limits="title 255, excerpt and mail subject 300 characters",
        verified="Ghost 5.130 and 6.65, from the draft to the mail its readers get (2026-11), and "
        "a fake written after what they answer",
        unverified=("Ghost(Pro), and Ghosts that deliver by something else than Mailgun",),
    )

    def fields(self, rendered: Rendered, ctx: ExportContext) -> dict[str, object]:
        """Return the post, its HTML in a card; a post is a part of a page, not a page."""
        post: dict[str, object] = {
            "title": rendered.subject,
            "email_subject": rendered.subject,
            "custom_excerpt": rendered.preheader,
            "slug": file_stem(ctx.edition).replace(".", "-").lower(),
            "html": f"{_CARD[0]}\n{_inner(rendered.html)}\n{_CARD[1]}",
            "status": "draft",
        }
        if author := self.text("author"):
            post["authors"] = [{"slug": author}]
        return post

    def objections(self, fields: Mapping[str, object], ctx: ExportContext) -> list[Finding]:
        """Say which texts are longer than Ghost takes."""
        return [
            self.finding(
                "length", f"{name} has {len(str(fields[name]))} characters of {longest}",
                where="issue.preheader" if name == "custom_excerpt" else "issue.subject",
                hint="Write it shorter.",
            )
            for name, longest in _LONGEST.items()
            if len(str(fields[name])) > longest
        ]  # fmt: skip

    def sign(self, secret: Secret) -> Mapping[str, str]:
        """Return a token of five minutes, made from the key `id:secret` for each request."""
        return {
            "Authorization": f"Ghost {_token(secret, self.outside.now())}",
            "Accept-Version": "v5.0",
        }

    def greet(self, talk: Talk) -> str:
        """Read one post, which needs the key, then the site's title."""
        talk.ask("GET", f"{_API}/posts/", query={"limit": "1"})
        return word(talk.ask("GET", f"{_API}/site/"), "site", "title")

    def read(self, talk: Talk, remote_id: str) -> Remote | None:
        """Read one post."""
        query = {"formats": "html", "include": "tags"}
        path = f"{_API}/posts/{{id}}/"
        found = talk.ask("GET", path, {"id": remote_id}, query=query, missing=(404,))
        return None if found is None else self._remote(at(found, "posts", 0))

    def find(self, talk: Talk, mark: Mark) -> Iterator[Remote]:
        """Look for the posts with our tag, whatever their state."""
        query = {
            "filter": f"tag:hash-{mark.key}",
            "limit": "5",
            "formats": "html",
            "include": "tags",
        }
        for one in items(talk.ask("GET", f"{_API}/posts/", query=query), "posts"):
            yield self._remote(one)

    def create(self, talk: Talk, fields: dict[str, object], mark: Mark) -> str:
        """Make the post, unless another one has its slug: Ghost would make "-2" of ours unasked."""
        body = {"posts": [_marked({**fields, "slug": self._free_slug(talk, fields, mark)}, mark)]}
        made = talk.ask("POST", f"{_API}/posts/", query={"source": "html"}, body=body)
        return word(made, "posts", 0, "id")

    def update(
        self, talk: Talk, remote_id: str, fields: dict[str, object], mark: Mark, *, version: str
    ) -> None:
        """Write the post anew, as it was looked at: Ghost refuses where it was changed since.

        It takes the tags that are named for all there are, so those that stand there are said.
        """
        found = talk.ask(
            "GET", f"{_API}/posts/{{id}}/", {"id": remote_id}, query={"include": "tags"}
        )
        named = (word(one, "name") for one in items(at(found, "posts", 0), "tags"))
        foreign = [{"name": name} for name in named if name and not name.startswith("#rw-")]
        post = {**_marked(fields, mark, foreign), "updated_at": version}
        talk.ask(
            "PUT", f"{_API}/posts/{{id}}/", {"id": remote_id},
            query={"source": "html"}, body={"posts": [post]},
        )  # fmt: skip

    def upload(self, talk: Talk, picture: Picture) -> str:
        """Upload a picture to the site."""
        content, kind = form("file", picture, {"purpose": "image"})
        return word(talk.upload(f"{_API}/images/upload/", content, kind), "images", 0, "url")

    def readership(self, talk: Talk, remote_id: str) -> Readership | None:
        """Read the sums of the mail, and the clicks of each link where the key may see them.

        An integration's key may not (501 in Ghost 5, 403 in 6); a person's staff token may.
        """
        query = {"include": "email,count.clicks"}
        path = f"{_API}/posts/{{id}}/"
        found = talk.ask("GET", path, {"id": remote_id}, query=query, missing=(404,))
        if found is None:
            return None
        post, theirs = at(found, "posts", 0), {"filter": f"post_id:'{remote_id}'"}
        listed = talk.ask("GET", f"{_API}/links/", query=theirs, missing=(403, 404, 501))
        return Readership(
            sent=count(post, "email", "email_count"),
            opens=count(post, "email", "opened_count"),
            clicks=count(post, "count", "clicks"),
            links=by_clicks(
                (word(one, "link", "to"), count(one, "count", "clicks"))
                for one in items(listed, "links")
            ),
        )

    def _free_slug(self, talk: Talk, fields: dict[str, object], mark: Mark) -> str:
        """Return the slug of a new post: where one of ours has it, that of a further draft.

        With the very same mark it is another machine's, made since we looked: it is told as both
        stand there, and to delete it would be wrong advice.
        """
        slug = str(fields["slug"])
        query = {"filter": f"slug:'{slug}'", "limit": "1", "include": "tags"}
        found = items(talk.ask("GET", f"{_API}/posts/", query=query), "posts")
        if not found or word(found[0], "slug") != slug:
            return slug
        theirs = self._remote(found[0]).mark.key
        if theirs == mark.key or (mark.beside and theirs):
            return f"{slug}{mark.beside or '-2'}"
        raise AnswerError(
            f"{self.name}: another post has the address {slug} there, and is not ours",
            status=409,
            hint=f"Delete it, or give it another slug ({self._remote(found[0]).url}), "
            "then export again.",
        )

    def _remote(self, found: object) -> Remote:
        tags = [word(one, "name") for one in items(found, "tags")]
        texts = ("title", "html", "custom_excerpt", "email_subject")
        return Remote(
            id=word(found, "id"),
            state=RemoteState.said(word(found, "status"), _STATES),
            url=f"{self.url}/ghost/#/editor/post/{word(found, 'id')}",
            fields={name: word(found, name) for name in texts},
            version=word(found, "updated_at"),
            page=word(found, "url"),
            mark=Mark(next((tag[1:] for tag in tags if tag.startswith("#rw-")), "")),
        )


def _marked(
    fields: dict[str, object], mark: Mark, foreign: Sequence[dict[str, str]] = ()
) -> dict[str, object]:
    # A tag whose name begins with # is internal: no reader sees it. The first of the others is
    # the one that a site shows, so theirs stay before ours.
    return {**fields, "tags": [*foreign, {"name": f"#{mark.key}"}]}


def _inner(html: str) -> str:
    html = _STYLED.sub(lambda style: _QUOTED.sub(r"\1", style[0]), html)
    body = _BODY.search(html)
    if body is None:
        return html
    head = "\n".join(_STYLES.findall(html[: body.start()]))
    return f"{head}\n{body[1].strip()}".strip()


def _token(secret: Secret, now: datetime) -> str:
    """Sign a JSON web token (RFC 7519, HS256) with the key's second half."""
    name, _, key = secret.reveal().partition(":")
    Secret(key)  # known from here on, so that no message shows the half that matters
    begins = int(now.timestamp())
    head = {"alg": "HS256", "typ": "JWT", "kid": name}
    claims = {"iat": begins, "exp": begins + 60 * _MINUTES, "aud": "/admin/"}
    signed = b".".join(_packed(json.dumps(part).encode()) for part in (head, claims))
    try:
        secret_bytes = bytes.fromhex(key)
    except ValueError:
        secret_bytes = key.encode()  # Ghost will say that the key is wrong
    return (signed + b"." + _packed(hmac.digest(secret_bytes, signed, hashlib.sha256))).decode()


def _packed(content: bytes) -> bytes:
    return base64.urlsafe_b64encode(content).rstrip(b"=")
