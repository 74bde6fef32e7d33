"""Drafts at Buttondown. Its own default is to send, so every request says `draft`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

from reewriter.errors import AnswerError, NetworkError
from reewriter.export.answers import Talk, at, count, names, word
from reewriter.export.dressing import Tags
from reewriter.export.multipart import form
from reewriter.export.paging import listed, whatever
from reewriter.export.pictures import Picture
from reewriter.export.readership import Readership
from reewriter.export.remote import Mark, Remote, RemoteState
from reewriter.export.service import Abilities, ServiceTarget
from reewriter.export.settings import Setting
from reewriter.export.target import ExportContext
from reewriter.model import Rendered
from reewriter.net import Call, Rules, Secret

__all__ = ["Buttondown"]

_MODES = {"html": "fancy", "markdown": "plaintext"}
"""What Buttondown calls its editors; without the comment it guesses."""
_STATES = {"draft": RemoteState.DRAFT, "scheduled": RemoteState.SCHEDULED}
_BIN = "deleted"
_REFUSALS = (400, 402, 403, 422)
"""Answers that may be about the frame."""
_FRAME, _SAID = "template", "reewriter_template"
"""What Buttondown calls the frame, and where in the metadata stands which one was last said."""


class Buttondown(ServiceTarget):
    """Keeps one draft an issue, found again by its metadata."""

    kind = "buttondown"
    home = "https://api.buttondown.com/v1"
    rules = Rules(
        calls=(
            Call("GET", "/accounts/me"),
            Call("GET", "/emails", query=("status", "page", "ordering", "excluded_fields")),
            Call("GET", "/emails/{id}"),
            Call("GET", "/emails/{id}/analytics"),
            # With its idempotency key a repeated POST makes no second draft.
            Call("POST", "/emails", must={"status": "draft"}, repeatable=True),
            Call("PATCH", "/emails/{id}", must={"status": "draft"}),
            Call("POST", "/images", raw=True),
        ),
        never=frozenset({"publish_date", "scheduled_for", "should_trigger_pay_per_email_billing"}),
    )
    tags = Tags(
        {"unsubscribe_url": "{{ unsubscribe_url }}", "archive_url": "{{ email.absolute_url }}"},
        openers=("{{", "{%", "{#"),
    )
    own_settings = (
        Setting("format", "What the draft is written in.", choices=("html", "markdown")),
        Setting(
            "template",
            "Buttondown's own frame; naked is bare, as our HTML needs it, and wants a paid plan; "
            "none is what the newsletter has by itself.",
            choices=("naked", "classic", "modern", "plaintext", "none"),
        ),
    )
    theirs = frozenset({"canonical_url"})
    takes_pictures = True
    largest = 10_000_000
    abilities = Abilities(
        title="Buttondown",
        text="made by the service",
        markdown="yes",
        preheader="yes (description)",
        pictures="uploaded",
        found_again="metadata, and an idempotency key",
        draft="status is always said to be draft, and read back",
        readers="sums; clicks by link only with names, which are not asked for",
        limits="subject 2,000 characters, HTML 10 MB",
        verified="Prism, with the whole of its own OpenAPI description (2026-11), and a "
        "fake written after it",
        unverified=(
            "a live account, and its numbers of readers",
            "the naked template with a whole HTML page",
        ),
    )

    def fields(self, rendered: Rendered, ctx: ExportContext) -> dict[str, object]:
        """Return subject, body in the right editor's mode, preheader and address."""
        form_ = self.text("format") or "html"
        body = rendered.html if form_ == "html" else rendered.markdown
        found: dict[str, object] = {
            "subject": rendered.subject,
            "body": f"<!-- buttondown-editor-mode: {_MODES[form_]} -->\n{body}",
            "description": rendered.preheader,
            "status": "draft",
            _FRAME: self._template(),
        }
        if page := ctx.publication.page_of(ctx.edition):
            found["canonical_url"] = page
        return found

    def sign(self, secret: Secret) -> Mapping[str, str]:
        """Return the token, and the version of the API that we know."""
        return {"Authorization": f"Token {secret.reveal()}", "X-API-Version": "2026-04-01"}

    def greet(self, talk: Talk) -> str:
        """Ask whose account the key is for."""
        account = talk.ask("GET", "/accounts/me")
        return word(account, "username") or word(account, "email_address")

    def read(self, talk: Talk, remote_id: str) -> Remote | None:
        """Read one email; what was deleted is still told, as deleted."""
        found = talk.ask("GET", "/emails/{id}", {"id": remote_id}, missing=(404,))
        return None if found is None or word(found, "status") == _BIN else _remote(found)

    def find(self, talk: Talk, mark: Mark) -> Iterator[Remote]:
        """Look through the drafts, what is scheduled, then the newest of whatever state.

        An issue may have been sent before anybody looked again: it has left that first list.
        """
        # Without their bodies: a hundred long issues are more than one answer may hold.
        query = {"ordering": "-creation_date", "excluded_fields": "body"}
        several = False
        for wanted in (*({"status": state} for state in _STATES), {}):
            if several:
                return
            for one in listed(talk, "/emails", "results", query={**query, **wanted}, further=_next):
                ours = word(one, "metadata", "reewriter") == mark.key
                if ours and word(one, "status") != _BIN:
                    several = True
                    yield from whatever(self.read(talk, talk.id_in(one, "id")))

    def create(self, talk: Talk, fields: dict[str, object], mark: Mark) -> str:
        """Make the draft, once for each key whatever happens to the answer, then dress it.

        Its frame is taken with a change only. The digest goes with that: a draft without one was
        left halfway.
        """
        said = {name: value for name, value in fields.items() if name != _FRAME}
        made = talk.ask(
            "POST",
            "/emails",
            body=_marked(said, Mark(mark.key)),
            headers={"X-Idempotency-Key": f"{mark.key}-{mark.digest}"[:200]},
        )
        name = talk.id_in(made, "id")
        frame = {_FRAME: fields[_FRAME]}
        body = {"status": "draft", **_marked(frame, mark)}
        with self._framing(talk):
            # Said once more, an old answer names a draft that somebody may have deleted since.
            talk.ask("PATCH", "/emails/{id}", {"id": name}, body=body, missing=(404,))
        return name

    def update(
        self, talk: Talk, remote_id: str, fields: dict[str, object], mark: Mark, *, version: str
    ) -> None:
        """Write subject, preheader and body anew; picture and what else is in the metadata stay.

        The frame is a person's, too, until feeds.toml says another one than was last said.
        """
        found = talk.ask("GET", "/emails/{id}", {"id": remote_id})
        stands = {name: at(found, "metadata", name) for name in names(found, "metadata")}
        body = _marked(fields, mark)
        ours = body["metadata"]
        body["metadata"] = {**stands, **(ours if isinstance(ours, dict) else {})}
        # Not said, it would be the default, which is none.
        if picture := word(found, "image"):
            body["image"] = picture
        halfway = not word(found, "metadata", "reewriter_digest")
        if not halfway and stands.get(_SAID, fields[_FRAME]) == fields[_FRAME]:
            del body[_FRAME]
            talk.ask("PATCH", "/emails/{id}", {"id": remote_id}, body=body)
            return
        with self._framing(talk):
            talk.ask("PATCH", "/emails/{id}", {"id": remote_id}, body=body)

    @contextmanager
    def _framing(self, talk: Talk) -> Iterator[None]:
        """Say which setting it is where a frame is refused: that of our HTML is not in every plan.

        The draft is there and stays; with another frame the next export completes it.
        """
        try:
            yield
        except AnswerError as error:
            if error.status not in _REFUSALS:
                raise
            hint = (
                f'If it is the template, {self._template()}: write template = "modern" in '
                f"[targets.{self.name}] of feeds.toml, then export again."
            )
            if talk.wrote:
                raise NetworkError(error.message, hint=hint) from error
            raise AnswerError(error.message, status=error.status, hint=hint) from error

    def _template(self) -> str:
        return self.text("template") or ("modern" if self.text("format") == "markdown" else "naked")

    def readership(self, talk: Talk, remote_id: str) -> Readership | None:
        """Read the sums, which an email tells once it was sent; links are not told one by one.

        Where it does not, an address of their own is asked.
        """
        named = {"id": remote_id}
        found = at(talk.ask("GET", "/emails/{id}", named, missing=(404,)), "analytics")
        if not names(found):
            found = talk.ask("GET", "/emails/{id}/analytics", named, missing=(404,))
        if found is None:
            return None
        return Readership(
            sent=count(found, "recipients"),
            opens=count(found, "opens"),
            clicks=count(found, "clicks"),
            unsubscribed=count(found, "unsubscriptions"),
        )

    def upload(self, talk: Talk, picture: Picture) -> str:
        """Upload a picture to the newsletter's own."""
        content, kind = form("image", picture)
        return word(talk.upload("/images", content, kind), "image")


def _next(page: object, _: int) -> dict[str, str]:
    """Go on where the address of a next page leads; of it only the number counts."""
    number = parse_qs(urlsplit(word(page, "next")).query).get("page", [""])[0]
    return {"page": number} if number.isdecimal() else {}


def _marked(fields: dict[str, object], mark: Mark) -> dict[str, object]:
    said: dict[str, object] = {"reewriter": mark.key, "reewriter_digest": mark.digest}
    if _FRAME in fields:
        said[_SAID] = fields[_FRAME]
    return {**fields, "metadata": said}


def _remote(found: object) -> Remote:
    return Remote(
        id=word(found, "id"),
        state=RemoteState.said(word(found, "status"), _STATES),
        url=f"https://buttondown.com/emails/{word(found, 'id')}",
        fields={
            "subject": word(found, "subject"),
            "preheader": word(found, "description"),
            "body": word(found, "body"),
        },
        page=word(found, "absolute_url"),
        made=word(found, "creation_date"),
        mark=Mark(
            word(found, "metadata", "reewriter"),
            word(at(found, "metadata"), "reewriter_digest"),
        ),
    )
